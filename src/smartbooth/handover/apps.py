from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "smartbooth.handover"
