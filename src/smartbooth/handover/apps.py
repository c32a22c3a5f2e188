from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "smartbooth.handover"

    def ready(self) -> None:
        from smartbooth.core.duties import duty
        from smartbooth.handover import list as owners_list

        duty("hand over", owners_list.PAUSE, owners_list.hand_over, eager=True)
