"""The studio's addresses (everything under STUDIO_HOST)."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("smartbooth.web.urls")),
    path("", include("smartbooth.accounts.urls")),
    path("launches/", include("smartbooth.launches.urls")),
    path("launches/", include("smartbooth.experiments.urls")),
    path("launches/", include("smartbooth.leads.urls")),
]

handler404 = "smartbooth.web.views.not_found"
handler500 = "smartbooth.web.views.broken"
