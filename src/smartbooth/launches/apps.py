from django.apps import AppConfig


class LaunchesConfig(AppConfig):
    name = "smartbooth.launches"

    def ready(self) -> None:
        from smartbooth.accounts import closing as accounts
        from smartbooth.launches import closing

        accounts.also(closing.of_workspace)
