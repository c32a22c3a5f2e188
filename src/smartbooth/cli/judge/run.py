"""The command's course: read, judge, tell."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from smartbooth.cli.judge import tell
from smartbooth.cli.judge.decide import Decision, decide
from smartbooth.cli.judge.read import Counted, Refusal, Unreadable, read
from smartbooth.experiments.verdict.judge import Plan


def run(file: Path, as_json: bool, alpha: float, margin: float, equal_split: bool) -> None:
    try:
        counted = read(file)
    except Unreadable as error:
        raise click.ClickException(str(error)) from error
    except FileNotFoundError as error:
        raise click.ClickException(f"There is no file {file}.") from error
    plan = Plan(alpha=alpha, margin=margin)
    decisions = _decide(counted, plan, equal_split, silent=as_json)
    if as_json:
        settings = {"alpha": alpha, "margin": margin, "equal_split": equal_split}
        said = tell.as_json(decisions, counted.refused, settings)
        click.echo(json.dumps(said, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        _refuse(counted.refused)
        click.echo(tell.last_line(tell.summary(decisions, counted.refused), equal_split))
    sys.exit(1 if counted.refused else 0)


def _decide(counted: Counted, plan: Plan, equal_split: bool, silent: bool) -> list[Decision]:
    """Every good test judged, and told as soon as it is."""
    decisions = []
    for test in counted.good:
        decisions.append(decide(test, plan, equal_split, counted.hourly))
        if not silent:
            click.echo("\n".join([*tell.lines(decisions[-1]), ""]))
    return decisions


def _refuse(refused: list[Refusal]) -> None:
    for one in refused:
        named = f"test {one.test}: " if one.test else ""
        click.echo(f"Refused, line {one.line}: {named}{one.why}.", err=True)
