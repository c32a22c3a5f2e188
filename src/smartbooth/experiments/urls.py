from django.urls import URLPattern, URLResolver, include, path

from smartbooth.experiments import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("smartbooth.experiments.given.urls")),
    path("<str:launch>/results/", views.results, name="results"),
    path("<str:launch>/results/live", views.live, name="results-live"),
    path("<str:launch>/results.csv", views.download, name="results-csv"),
    path("", include("smartbooth.experiments.desk.urls")),
]
