from django.urls import URLPattern, path

from smartbooth.handover.connections import views
from smartbooth.handover.recalls import views as recalls

WEBHOOK = "webhooks/<str:endpoint>/"

urlpatterns: list[URLPattern] = [
    path("", views.connections, name="connections"),
    path("webhooks/new/", views.webhook_new, name="webhook-new"),
    path(WEBHOOK, views.webhook, name="webhook"),
    path(WEBHOOK + "ping", views.webhook_ping, name="webhook-ping"),
    path(WEBHOOK + "secret", views.webhook_secret, name="webhook-secret"),
    path(WEBHOOK + "state", views.webhook_state, name="webhook-state"),
    path(WEBHOOK + "again", views.webhook_again, name="webhook-again"),
    path("tokens/new/", views.token_new, name="token-new"),
    path("tokens/<str:token>/revocation", views.token_revocation, name="token-revocation"),
    path("recalls/", recalls.recalls, name="recalls"),
    path("recalls/acknowledgement", recalls.acknowledgement, name="recalls-acknowledgement"),
]
