from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("smartbooth.handover.spreadsheet.urls")),
    path("connections/", include("smartbooth.handover.connections.urls")),
    path("api/v1/", include("smartbooth.handover.api.urls")),
]
