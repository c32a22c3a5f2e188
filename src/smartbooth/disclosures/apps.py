from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "smartbooth.disclosures"

    def ready(self) -> None:
        from smartbooth.core.duties import duty
        from smartbooth.disclosures import seals

        duty("seal", 3600.0, seals.daily)
