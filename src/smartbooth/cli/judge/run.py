"""The command's course: read, judge, tell."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from smartbooth.cli.judge import tell
from smartbooth.cli.judge.decide import Decision, decide
from smartbooth.cli.judge.plain import plain, plain_json
from smartbooth.cli.judge.read import Counted, Refusal, read
from smartbooth.cli.judge.rows import Unreadable
from smartbooth.experiments.verdict.judge import Impossible, Plan


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
        click.echo(plain_json(tell.as_json(decisions, counted, settings)))
    else:
        _refuse(counted)
        click.echo(tell.last_line(tell.summary(decisions, counted), equal_split))
    sys.exit(1 if counted.refused else 0)


def _decide(counted: Counted, plan: Plan, equal_split: bool, silent: bool) -> list[Decision]:
    """Every good test judged, and told as soon as it is; one whose counts together cannot be is refused."""
    decisions = []
    for test in counted.good:
        try:
            decision = decide(test, plan, equal_split, counted.hourly)
        except Impossible as impossible:
            counted.refuse(Refusal(test.name, test.line, str(impossible)))
            continue
        decisions.append(decision)
        if not silent:
            click.echo("\n".join([*tell.lines(decision), ""]))
    counted.refused.sort(key=lambda one: one.line)
    return decisions


def _refuse(counted: Counted) -> None:
    for one in counted.refused:
        named = f"test {plain(one.test)}: " if one.test else ""
        click.echo(f"Refused, line {one.line}: {named}{one.why}.", err=True)
    if counted.more:
        click.echo(f"Refused, not listed: {counted.more:,} more.", err=True)
