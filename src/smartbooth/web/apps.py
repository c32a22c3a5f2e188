from django.apps import AppConfig

from smartbooth.web.translations import compile_all


class WebConfig(AppConfig):
    name = "smartbooth.web"

    def ready(self) -> None:
        compile_all()  # before the first text is looked up, in every process, test and command
