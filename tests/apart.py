"""Processes of a test's own, in an installation of their own: to be killed, and looked at afterwards."""

import os
import sys
from collections.abc import Callable


def run(**steps: Callable[[], None]) -> None:
    """Do the step that the command line names. Steps import models themselves: before, there are none."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "smartbooth.config.settings"
    import django

    django.setup()
    steps[sys.argv[1]]()


def migrate() -> None:
    """Both databases."""
    from django.core.management import call_command

    for alias in ("default", "keys"):
        call_command("migrate", database=alias, verbosity=0)
