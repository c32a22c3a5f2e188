from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from smartbooth.newsletters.archive import pixel
from smartbooth.newsletters.archive import views as archive
from smartbooth.newsletters.subscribing import views as subscribing

urlpatterns: list[URLPattern | URLResolver] = [
    path("newsletter/", archive.index, name="newsletter"),
    path("newsletter/asked/", subscribing.asked, name="newsletter_asked"),
    path("newsletter/confirm/<str:token>/", subscribing.confirm, name="newsletter_confirm"),
    path("newsletter/<str:language>/feed.<str:kind>", archive.feed, name="newsletter_feed"),
    path(
        "newsletter/feed.<str:kind>",
        archive.feed,
        {"language": settings.LANGUAGE_CODE},
        name="newsletter_any_feed",
    ),
    path("newsletter/<str:issue>/seen.gif", pixel.seen, name="newsletter_seen"),
    path("newsletter/<str:slug>/", archive.issue, name="newsletter_issue"),
]
