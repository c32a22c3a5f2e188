"""The studio's addresses (everything under STUDIO_HOST)."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("smartbooth.web.urls")),
    path("", include("smartbooth.accounts.urls")),
    path("", include("smartbooth.launches.urls_open")),
    path("", include("smartbooth.experiments.given.urls_open")),
    path("", include("smartbooth.leads.urls_open")),
    path("account/", include("smartbooth.leads.bulletins.urls")),
    path("launches/", include("smartbooth.launches.urls")),
    path("launches/", include("smartbooth.experiments.urls")),
    path("", include("smartbooth.experiments.desk.urls_across")),
    path("launches/", include("smartbooth.leads.urls")),
    path("launches/", include("smartbooth.updates.urls")),
    path("", include("smartbooth.registry.urls")),
    path("", include("smartbooth.mail.urls")),
    path("", include("smartbooth.handover.urls")),
    path("", include("smartbooth.rights.urls")),
    path("", include("smartbooth.policy.urls")),
    path("", include("smartbooth.support.urls")),
    path("", include("smartbooth.announcements.urls")),
    path("", include("smartbooth.newsletters.urls")),
]

handler400 = "smartbooth.web.errors.unreadable"
handler403 = "smartbooth.web.errors.refused"
handler404 = "smartbooth.web.errors.not_found"
handler429 = "smartbooth.web.errors.too_many"  # allauth's limits ask for it by this name
handler500 = "smartbooth.web.errors.broken"
