from django.urls import URLPattern, path

from smartbooth.newsletters.digest import listing, views

DESK = "operator/digest/"
ONE = DESK + "<str:key>/"

urlpatterns: list[URLPattern] = [
    path("launches/<str:launch>/settings/listing", listing.index, name="listing"),
    path(DESK, views.index, name="digest"),
    path(DESK + "preview/<str:language>/", views.preview, name="digest_preview"),
    path(DESK + "left-out/<str:listed>", views.left_out, name="digest_left_out"),
    path(ONE, views.one, name="digest_round"),
    path(ONE + "preview/<str:language>/", views.preview, name="digest_round_preview"),
    path(ONE + "withdrawal", views.withdrawn, name="digest_withdrawal"),
    path(ONE + "pause", views.pause, name="digest_pause"),
    path(ONE + "end", views.stopped, name="digest_end"),
]
