from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    name = "smartbooth.announcements"

    def ready(self) -> None:
        from smartbooth.announcements import sending
        from smartbooth.core.duties import duty

        duty("announcements", 1.0, sending.due, eager=True)
