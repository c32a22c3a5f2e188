from django.urls import URLPattern, URLResolver, path

from smartbooth.registry import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("records/", views.record, name="records"),
    path("records.csv", views.as_table, name="records_csv"),
    path("records.yaml", views.as_manifest, name="records_yaml"),
]
