"""The command line. One module a command."""

import os

import click

from smartbooth import __version__

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Launch pages that compete, count honestly, and keep every privacy promise by code."""


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own commands (migrate, shell, check ...)."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["smartbooth manage", *arguments])
