from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "smartbooth.rights"

    def ready(self) -> None:
        from smartbooth.core.duties import duty
        from smartbooth.people import erasure
        from smartbooth.rights import register, route

        erasure.also(register.erased)
        erasure.needed_by(register.needed)
        duty("requests", 1.0, route.route, eager=True)
