from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "smartbooth.newsletters"

    def ready(self) -> None:
        from smartbooth.core.duties import duty
        from smartbooth.newsletters.sending import feeding, progress
        from smartbooth.newsletters.subscribing import readers
        from smartbooth.people import erasure

        erasure.needed_by(readers.needed)
        duty("newsletters", 1.0, feeding.due, eager=True)
        duty("newsletter numbers", 3600.0, progress.keep)
