from django.urls import URLPattern, URLResolver, include, path

from smartbooth.newsletters.archive import pixel
from smartbooth.newsletters.archive import views as archive
from smartbooth.newsletters.studio import changes, editor, listing, looking, pictures, sending
from smartbooth.newsletters.subscribing import views as subscribing

DESK = "operator/newsletters/"
ISSUE = DESK + "<str:issue>/"
PAGE = ISSUE + "page/<str:language>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("smartbooth.newsletters.digest.urls")),
    path("newsletter/", archive.index, name="newsletter"),
    path("newsletter/asked/", subscribing.asked, name="newsletter_asked"),
    path("newsletter/confirm/<str:token>/", subscribing.confirm, name="newsletter_confirm"),
    path("newsletter/<str:language>/feed.<str:kind>", archive.feed, name="newsletter_feed"),
    path("newsletter/<str:issue>/seen.gif", pixel.seen, name="newsletter_seen"),
    path("newsletter/<str:slug>/", archive.issue, name="newsletter_issue"),
    path(DESK, listing.index, name="desk"),
    path(DESK + "pictures/", pictures.index, name="desk_pictures"),
    path(ISSUE, sending.sending, name="desk_sending"),
    path(ISSUE + "withdrawal", sending.taken_back, name="desk_taken_back"),
    path(ISSUE + "pause", sending.paused, name="desk_paused"),
    path(ISSUE + "resumption", sending.resumed, name="desk_resumed"),
    path(ISSUE + "end", sending.stopped, name="desk_stopped"),
    path(ISSUE + "removal", listing.removal, name="desk_removal"),
    path(ISSUE + "versions", listing.versions, name="desk_versions"),
    path(PAGE, editor.page, name="desk_page"),
    path(PAGE + "blocks", changes.blocks, name="desk_blocks"),
    path(PAGE + "blocks/<str:block>", changes.block, name="desk_block"),
    path(PAGE + "blocks/<str:block>/place", changes.moved, name="desk_place"),
    path(PAGE + "blocks/<str:block>/copy", changes.copied, name="desk_copy"),
    path(PAGE + "head", changes.head, name="desk_head"),
    path(PAGE + "undo", changes.undone, name="desk_undo"),
    path(PAGE + "redo", changes.redone, name="desk_redo"),
    path(PAGE + "preview", looking.look, name="desk_preview"),
    path(PAGE + "test", sending.tried, name="desk_tried"),
    path(PAGE + "correction", sending.corrected, name="desk_corrected"),
    path(PAGE + "removal", listing.version_removal, name="desk_version_removal"),
]
