"""What the studio's host shows without signing in: preview links, and the pictures of previews."""

from django.urls import URLPattern, path, re_path

from smartbooth.launches.studio import pictures, preview

urlpatterns: list[URLPattern] = [
    path("p/<str:token>/", preview.shared, name="preview-link"),
    re_path(r"^pictures/(?P<name>[0-9a-f]{64}\.[a-z]{3,4})$", pictures.picture, name="picture"),
]
