from django.apps import AppConfig


class ExperimentsConfig(AppConfig):
    name = "smartbooth.experiments"

    def ready(self) -> None:
        from smartbooth.core.duties import duty
        from smartbooth.experiments.rounds import begin, tell, watch
        from smartbooth.launches.publish import split
        from smartbooth.mail import choices

        split.followed_by(begin.follow)
        choices.offered_by(tell.offered)
        duty("tests", watch.LOOK, watch.look)
