"""What the studio's host shows without signing in: tests, to whoever has a link."""

from django.urls import URLPattern, path

from smartbooth.experiments.given import shared

urlpatterns: list[URLPattern] = [
    path("shared/<str:token>/", shared.report, name="shared-test"),
    path("shared/<str:token>/picture.<str:kind>", shared.picture, name="shared-picture"),
    path("shared/<str:token>/data.<str:kind>", shared.data, name="shared-data"),
]
