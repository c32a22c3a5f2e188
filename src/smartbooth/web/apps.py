from django.apps import AppConfig
from django.conf import settings

from smartbooth.web import typeface
from smartbooth.web.translations import compile_all


class WebConfig(AppConfig):
    name = "smartbooth.web"

    def ready(self) -> None:
        compile_all()  # before the first text is looked up, in every process, test and command
        typeface.make(settings.TYPEFACE)
