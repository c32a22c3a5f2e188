"""The command line. One module a command; each imports what is heavy only when it runs: --help is instant."""

import importlib
import os

import click

from smartbooth import __version__
from smartbooth.cli.errors import one_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")
# numpy's threads gain nothing on a test's small products, and would take the processors that serve pages.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# `smartbooth <name>` is the click command `<name>` in the module `smartbooth/cli/<name>.py`.
COMMANDS = (
    "serve",
    "work",
    "mailroom",
    "demo",
    "replay",
    "doctor",
    "operator",
    "keys",
    "backup",
    "erased",
    "ledger",
    "judge",
    "mailkey",
    "policy",
    "promises",
    "manage",
)


class Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"smartbooth.cli.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        with one_line(traceback=ctx.params["traceback"]):
            return super().invoke(ctx)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="Smart PhotoBooth %(version)s")
@click.option("--traceback", is_flag=True, envvar="SMARTBOOTH_DEBUG", help="Show where an error came from.")
def main(traceback: bool) -> None:
    """Launch pages that compete, count honestly, and keep every privacy promise by code.

    Begin with `smartbooth serve --demo`, then open http://localhost:8000. All that an installation writes is in
    the folder SMARTBOOTH_VAR (default: ./var).
    """
