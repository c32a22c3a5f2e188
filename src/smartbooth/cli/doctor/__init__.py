"""`smartbooth doctor`: what is wrong with this installation, in plain words, and what to do."""

import importlib

import click


class _Parts(click.Group):
    """`doctor mail` is loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return ["mail"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name != "mail":
            return None
        found: click.Command = importlib.import_module("smartbooth.cli.doctor.mail").mail
        return found


@click.group(cls=_Parts, invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for monitoring.")
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Check this installation and say what to do.

    Looks at Python, settings, the var folder, secrets, disk, clock, database, migrations, translations, pictures, what
    is kept too long, the policy, the promises, the worker, the journal, the server and mail. Exits with 1 when
    something is wrong; warnings alone exit with 0. `doctor mail` looks at what DNS says about our mail.
    """
    if ctx.invoked_subcommand is None:
        from smartbooth.cli.doctor.examine import examine
        from smartbooth.cli.doctor.printing import end

        end(examine(), as_json)
