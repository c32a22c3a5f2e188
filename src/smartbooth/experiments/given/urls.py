"""Below `launches/`: what is taken out of a launch's test, and the links to it."""

from django.urls import URLPattern, path

from smartbooth.experiments.given import views

TEST = "<str:launch>/tests/<int:number>/"

urlpatterns: list[URLPattern] = [
    path(TEST + "report", views.report, name="test-report"),
    path(TEST + "picture.<str:kind>", views.picture, name="test-picture"),
    path(TEST + "data.<str:kind>", views.data, name="test-data"),
    path(TEST + "links", views.shares, name="test-links"),
    path(TEST + "links/<str:link>", views.share, name="test-link"),
]
