from django.conf import settings
from django.urls import URLPattern, path

from smartbooth.web import views
from smartbooth.web.language import set_language

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("language", set_language, name="set_language"),
    path("theme", views.theme, name="theme"),
]

if settings.DEBUG:
    from smartbooth.web.specimen import specimen

    urlpatterns.append(path("specimen", specimen, name="specimen"))
