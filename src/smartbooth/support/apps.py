from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "smartbooth.support"

    def ready(self) -> None:
        from smartbooth.mail.inbound import correspondence
        from smartbooth.people import erasure
        from smartbooth.rights import parts
        from smartbooth.support import arrive, people

        correspondence.taken_by(arrive.take)
        erasure.also(people.erased)
        erasure.needed_by(people.needed)
        parts.also(people.PART)
