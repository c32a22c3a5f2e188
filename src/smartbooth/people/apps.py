from django.apps import AppConfig

SETTLE = 5.0  # seconds between two emptyings of the key store's log
WALK = 10.0  # seconds between two looks at the next thousand persons


class PeopleConfig(AppConfig):
    name = "smartbooth.people"

    def ready(self) -> None:
        from smartbooth.core.duties import duty
        from smartbooth.people import store, strays

        duty("keys", SETTLE, store.settle)
        duty("persons", WALK, strays.walk)
