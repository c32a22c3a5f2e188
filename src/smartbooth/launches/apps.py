from django.apps import AppConfig


class LaunchesConfig(AppConfig):
    name = "smartbooth.launches"

    def ready(self) -> None:
        from smartbooth.accounts import closing as accounts
        from smartbooth.core.duties import duty
        from smartbooth.launches import closing, reminding
        from smartbooth.mail import choices

        accounts.also(closing.of_workspace)
        choices.offered_by(reminding.offered)
        duty("reminders", reminding.LOOK, reminding.due)
