from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "smartbooth.leads"

    def ready(self) -> None:
        from smartbooth.launches import removal as launches
        from smartbooth.leads import removal

        launches.also(removal.of_launch)
