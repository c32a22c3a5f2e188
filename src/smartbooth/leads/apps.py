from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "smartbooth.leads"

    def ready(self) -> None:
        from smartbooth.core.duties import duty
        from smartbooth.launches import removal as launches
        from smartbooth.leads import removal
        from smartbooth.people import erasure

        launches.also(removal.of_launch)
        erasure.also(removal.of_person)
        erasure.needed_by(removal.needed)
        duty("leads", 2.0, removal.left_behind, eager=True)
