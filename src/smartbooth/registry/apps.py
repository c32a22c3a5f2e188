from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

# What rooms declare about themselves, each next to what it describes.
DECLARATIONS = ("labels", "cookies", "processors", "retention", "promises")


class RegistryConfig(AppConfig):
    name = "smartbooth.registry"

    def ready(self) -> None:
        from smartbooth.core.duties import duty
        from smartbooth.registry import checks, itself, kept, sweep  # noqa: F401 - kept's import registers its checks

        itself.declare()
        checks.install()
        autodiscover_modules(*DECLARATIONS)
        duty("retention", 60.0, sweep.next_batch, eager=True)
