from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "smartbooth.newsletters"

    def ready(self) -> None:
        from smartbooth.core.duties import duty
        from smartbooth.launches.studio import further
        from smartbooth.mail import choices
        from smartbooth.newsletters.digest import audience, listing
        from smartbooth.newsletters.digest import feeding as digests
        from smartbooth.newsletters.sending import feeding, progress
        from smartbooth.newsletters.subscribing import readers
        from smartbooth.people import erasure

        erasure.needed_by(readers.needed)
        duty("newsletters", 1.0, feeding.due, eager=True)
        duty("newsletter numbers", 3600.0, progress.keep)
        choices.offered_by(audience.offered)  # whoever left an address sees whether it comes
        further.also(listing.KEY, listing.part)
        duty("digests", 1.0, digests.due, eager=True)
        duty("digests' numbers", 3600.0, digests.keep)
