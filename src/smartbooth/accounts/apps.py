from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "smartbooth.accounts"

    def ready(self) -> None:
        from smartbooth.accounts import closing
        from smartbooth.people import erasure

        erasure.also(closing.close_of)
        erasure.needed_by(closing.needed)
