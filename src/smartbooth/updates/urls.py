"""The studio's addresses under /launches/. What visitors read is served by the edge (updates/leaves.py)."""

from django.urls import URLPattern, path

from smartbooth.updates import studio

urlpatterns: list[URLPattern] = [
    path("<str:launch>/updates/", studio.index, name="updates"),
    path("<str:launch>/updates/new", studio.new, name="update-new"),
    path("<str:launch>/updates/look", studio.look, name="update-look"),
    path("<str:launch>/updates/<str:update>/", studio.update, name="update"),
    path("<str:launch>/updates/<str:update>/publication", studio.publication, name="update-publication"),
]
