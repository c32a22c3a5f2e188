from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "smartbooth.leads"

    def ready(self) -> None:
        from smartbooth.accounts import panels
        from smartbooth.core.duties import duty
        from smartbooth.launches import removal as launches
        from smartbooth.leads import removal
        from smartbooth.leads.bulletins import choose, shown, tell
        from smartbooth.mail import choices
        from smartbooth.people import erasure

        launches.also(removal.of_launch)
        erasure.also(removal.of_person)
        erasure.needed_by(removal.needed)
        choices.offered_by(choose.offered)
        panels.also(shown.panel)
        duty("new leads", tell.LOOK, tell.due, eager=True)
        duty("leads", 2.0, removal.left_behind, eager=True)
