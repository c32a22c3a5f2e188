from django.apps import AppConfig


class ExperimentsConfig(AppConfig):
    name = "smartbooth.experiments"

    def ready(self) -> None:
        from smartbooth.core.duties import duty
        from smartbooth.experiments.desk.follows import follows
        from smartbooth.experiments.desk.offer import offer
        from smartbooth.experiments.rounds import begin, tell, watch
        from smartbooth.launches.publish import split
        from smartbooth.launches.studio import ahead, weights
        from smartbooth.mail import choices

        split.followed_by(begin.follow)
        choices.offered_by(tell.offered)
        ahead.also(offer)
        weights.also(follows)
        duty("tests", watch.LOOK, watch.look)
