"""`smartbooth judge`: the verdict on counts in a file, from whichever program they come."""

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option(
    "--alpha",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.05,
    show_default=True,
    help="How often a winner may be named although all are equal, at most.",
)
@click.option(
    "--margin",
    type=click.FloatRange(0, max=10),
    default=0.05,
    show_default=True,
    help="The relative difference that matters.",
)
@click.option(
    "--equal-split",
    is_flag=True,
    help="The variants of a test were meant to get equally many visitors: check that they did.",
)
def judge(file: Path, as_json: bool, alpha: float, margin: float, equal_split: bool) -> None:
    """Say which variant wins, for every test in FILE.

    FILE is a table (.csv or .csv.gz, - for standard input) with the columns test, variant, impressions, clicks, and
    hour where counts are kept by the hour; other columns are ignored. The first variant of a test is the control.
    With hours the test is judged at the end of each, and what is reached first stays: a winner, or no difference that
    matters.

    A test whose rows cannot be right is refused with the line and the reason, the others are judged all the same, and
    the exit status is 1.
    """
    from smartbooth.cli.judge.run import run

    run(file, as_json, alpha, margin, equal_split)
