from django.apps import AppConfig


class EdgeConfig(AppConfig):
    name = "smartbooth.edge"  # no models: an app for its translations
