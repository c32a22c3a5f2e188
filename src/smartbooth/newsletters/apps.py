from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "smartbooth.newsletters"

    def ready(self) -> None:
        from smartbooth.accounts.models import User
        from smartbooth.core.duties import duty
        from smartbooth.mail import choices
        from smartbooth.newsletters.sending import feeding
        from smartbooth.newsletters.subscribing import readers
        from smartbooth.people import erasure, suppression
        from smartbooth.people.models import Person

        def offered(person: Person) -> list[str]:
            return [suppression.NEWSLETTER] if User.objects.filter(person=person).exists() else []

        erasure.needed_by(readers.needed)
        choices.offered_by(offered)  # owners can have it, and see on their page of choices whether they do
        duty("newsletters", 1.0, feeding.due, eager=True)
