from django.apps import AppConfig


class UpdatesConfig(AppConfig):
    name = "smartbooth.updates"

    def ready(self) -> None:
        from smartbooth.core.duties import duty
        from smartbooth.launches import removal
        from smartbooth.launches.publish import annex
        from smartbooth.updates import checks, hub, leaves  # noqa: F401 - checks register themselves
        from smartbooth.updates.publish import forget

        annex.made_by(leaves.of)
        removal.also(forget)
        duty("websub", 1.0, hub.round)
