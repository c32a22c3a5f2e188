from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

LOOK = 0.5  # seconds between two looks for what is due


class MailConfig(AppConfig):
    name = "smartbooth.mail"

    def ready(self) -> None:
        from smartbooth.accounts import closing, joining, letters
        from smartbooth.core.duties import duty
        from smartbooth.mail import accounts, checks, farewell, membership, send, welcome  # noqa: F401 - importing checks registers them
        from smartbooth.mail.erasure import erased
        from smartbooth.people import erasure

        letters.told_by(accounts.tell)
        joining.also(welcome.joined)
        erasure.also(erased)
        closing.leaving(membership.left)
        erasure.needed_by(farewell.needed)
        duty("last letters", farewell.LOOK, farewell.done, eager=True)
        duty("mail", LOOK, send.round, eager=True, end=send.end)
        autodiscover_modules("messages")  # each room's own
