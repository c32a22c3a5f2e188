from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "smartbooth.policy"

    def ready(self) -> None:
        from smartbooth.accounts import joining
        from smartbooth.core.duties import duty
        from smartbooth.people import consents
        from smartbooth.policy import (
            acceptance,
            checks,  # noqa: F401 - they register by the import
            looks,
            publish,
            telling,
        )
        from smartbooth.registry import inforce

        inforce.provide(publish.in_force)
        consents.policy_from(lambda _language: inforce.reference())  # one reference names all languages' texts
        joining.also(acceptance.joined)
        joining.on_arrival(acceptance.arrived)
        duty("policy", 60.0, publish.ensure)
        duty("policy letters", 5.0, telling.due, eager=True)
        duty("promises", 30.0, looks.one, eager=True)  # one check a turn: counting never waits for more than one
