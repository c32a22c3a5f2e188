from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "smartbooth.rights"

    def ready(self) -> None:
        from smartbooth.core.duties import duty
        from smartbooth.mail import choices
        from smartbooth.people import erasure
        from smartbooth.rights import acts, register, route

        erasure.also(register.erased)
        erasure.needed_by(register.needed)
        choices.also(acts.stopped)
        duty("requests", 1.0, route.route, eager=True)
