from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

# What rooms declare about themselves, each next to what it describes.
DECLARATIONS = ("labels", "cookies", "processors", "retention", "promises")


class RegistryConfig(AppConfig):
    name = "smartbooth.registry"

    def ready(self) -> None:
        autodiscover_modules(*DECLARATIONS)
