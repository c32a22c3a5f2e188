"""Findings as a person reads them, or a program."""

import json
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from smartbooth.cli.doctor.finding import Finding

MARKS = {"good": ("✓", "green"), "warn": ("!", "yellow"), "bad": ("✗", "red")}


def end(findings: Sequence[Finding], as_json: bool) -> NoReturn:
    """Print them, and exit with 1 when one is bad, else with 0."""
    wrong = [finding for finding in findings if finding.state == "bad"]
    if as_json:
        listed = [finding.__dict__ for finding in findings]
        click.echo(json.dumps({"healthy": not wrong, "checks": listed}, indent=2, ensure_ascii=False))
    else:
        width = max(len(finding.name) for finding in findings)
        for finding in findings:
            _print(finding, width)
        click.echo()
        click.echo("All is well." if not wrong else f"{len(wrong)} to mend, marked ✗.")
    sys.exit(1 if wrong else 0)


def _print(finding: Finding, width: int) -> None:
    mark, colour = MARKS[finding.state]
    click.echo(f"{click.style(mark, fg=colour, bold=True)} {finding.name:{width}}  {finding.says}")
    if finding.cure:
        click.echo(f"  {'':{width}}  → {finding.cure}")
    for line in getattr(finding, "publish", ()):  # at the left, so that it can be copied as it is
        click.echo(f"\n{line}\n")
