from django.apps import AppConfig


class TalliesConfig(AppConfig):
    name = "smartbooth.tallies"

    def ready(self) -> None:
        from smartbooth.launches import removal
        from smartbooth.tallies import rollup

        removal.also(rollup.of_launch)
