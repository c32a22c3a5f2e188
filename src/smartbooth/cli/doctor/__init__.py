"""`smartbooth doctor`: what is wrong with this installation, in plain words, and what to do."""

import json
import sys

import click

MARKS = {"good": ("✓", "green"), "warn": ("!", "yellow"), "bad": ("✗", "red")}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for monitoring.")
def doctor(as_json: bool) -> None:
    """Check this installation and say what to do.

    Looks at Python, settings, the var folder, secrets, disk, clock, database, migrations, translations, pictures, what
    is kept too long, the policy, the promises, the worker, the journal and the server. Exits with 1 when something is
    wrong; warnings alone exit with 0.
    """
    from smartbooth.cli.doctor.examine import examine

    findings = examine()
    wrong = [finding for finding in findings if finding.state == "bad"]
    if as_json:
        listed = [finding.__dict__ for finding in findings]
        click.echo(json.dumps({"healthy": not wrong, "checks": listed}, indent=2, ensure_ascii=False))
    else:
        width = max(len(finding.name) for finding in findings)
        for finding in findings:
            mark, colour = MARKS[finding.state]
            click.echo(f"{click.style(mark, fg=colour, bold=True)} {finding.name:{width}}  {finding.says}")
            if finding.cure:
                click.echo(f"  {'':{width}}  → {finding.cure}")
        click.echo()
        click.echo("All is well." if not wrong else f"{len(wrong)} to mend, marked ✗.")
    sys.exit(1 if wrong else 0)
