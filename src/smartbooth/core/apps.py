from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "smartbooth.core"

    def ready(self) -> None:
        from smartbooth.core import checks  # noqa: F401 - registering is the import's purpose
