"""The studio's addresses under /launches/."""

from django.urls import URLPattern, path

from smartbooth.launches.studio import (
    changes,
    creation,
    editor,
    history,
    listing,
    pictures,
    preview,
    publication,
    settings,
    themes,
    variants,
    visitors,
)

app_name = "launches"

PAGE = "<str:launch>/page/<str:letter>/"

urlpatterns: list[URLPattern] = [
    path("", listing.index, name="list"),
    path("new/", creation.new, name="new"),
    path("new/address", creation.address, name="address"),
    path("new/starters/<str:key>/<str:language>/", creation.starter, name="starter"),
    path("pictures/", pictures.index, name="pictures"),
    path("<str:launch>/", listing.home, name="home"),
    path(PAGE, editor.page, name="page"),
    path(PAGE + "blocks", changes.blocks, name="blocks"),
    path(PAGE + "blocks/<str:block>", changes.block, name="block"),
    path(PAGE + "blocks/<str:block>/place", changes.moved, name="place"),
    path(PAGE + "blocks/<str:block>/copy", changes.copied, name="copy"),
    path(PAGE + "undo", changes.undone, name="undo"),
    path(PAGE + "redo", changes.redone, name="redo"),
    path(PAGE + "theme", themes.theme, name="theme"),
    path("<str:launch>/preview/<str:letter>/", preview.preview, name="preview"),
    path("<str:launch>/variants/", variants.index, name="variants"),
    path("<str:launch>/variants/<str:letter>/idea", variants.idea, name="idea"),
    path("<str:launch>/variants/<str:letter>/retirement", variants.retirement, name="retirement"),
    path("<str:launch>/variants/<str:letter>/removal", variants.removal, name="removal"),
    path("<str:launch>/history/<str:letter>/", history.index, name="history"),
    path("<str:launch>/history/<str:letter>/<int:revision>/", history.seen, name="revision"),
    path("<str:launch>/history/<str:letter>/<int:revision>/restoration", history.restore, name="restoration"),
    path("<str:launch>/publication", publication.index, name="publication"),
    path("<str:launch>/schedule", publication.schedule, name="schedule"),
    path("<str:launch>/settings/", settings.index, name="settings"),
    path("<str:launch>/settings/shares", settings.shares, name="shares"),
    path("<str:launch>/settings/language", settings.language, name="language"),
    path("<str:launch>/settings/confirmation", visitors.confirmation, name="confirmation"),
    path("<str:launch>/settings/remarketing", visitors.remarketing, name="remarketing"),
    path("<str:launch>/settings/deletion", settings.deletion, name="deletion"),
]
