from django.conf import settings
from django.urls import URLPattern, path

from smartbooth.web import switches, views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("language", switches.language, name="set_language"),
    path("theme", switches.theme, name="theme"),
]

if settings.DEBUG:
    from smartbooth.web.specimen import specimen

    urlpatterns.append(path("specimen", specimen, name="specimen"))
