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
    urlpatterns.append(path("specimen", views.specimen, name="specimen"))
