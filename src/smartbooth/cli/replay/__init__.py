"""`smartbooth replay`: real tests through real HTTP, and every count compared with the archive."""

from pathlib import Path

import click

FILE = click.Path(dir_okay=False, path_type=Path)
LOG = click.Path(dir_okay=False, exists=True, path_type=Path)


@click.command()
@click.argument("file", required=False, type=FILE)
@click.option(
    "--tests", "wanted", type=click.IntRange(1), metavar="N", help="How many, spread over the file. [default: all]"
)
@click.option(
    "--scale",
    type=click.FloatRange(0, min_open=True),
    default=1.0,
    show_default=True,
    metavar="X",
    help="Multiply visits and clicks by this.",
)
@click.option(
    "--concurrency",
    type=click.IntRange(1, 10_000),
    default=32,
    show_default=True,
    help="Connections open at a time.",
)
@click.option(
    "--url", help="Play against a running installation that shares this database (http://localhost:8000)."
)
@click.option("--agents", type=LOG, help="Access log to draw browsers and robots from. [default: beside FILE]")
@click.option(
    "--robots/--no-robots",
    default=True,
    show_default=True,
    help="Let each robot of the log ask for each page too: each must be counted as dropped.",
)
@click.option(
    "--keep", is_flag=True, help="Play into this installation's var folder and leave the launches there."
)
def replay(
    file: Path | None, wanted: int | None, scale: float, concurrency: int, url: str | None,
    agents: Path | None, robots: bool, keep: bool,
) -> None:  # fmt: skip
    """Play real A/B tests through HTTP and compare every count with FILE.

    FILE is an archive of tests (.csv or .csv.gz; columns test, variant, week, headline, excerpt, impressions, clicks).
    Each test becomes a published launch with a variant for each headline. Each impression is a visitor who loads the
    page and its pixel, each click a visitor who presses the button. At the end visitors and clicks of every variant
    must equal the file's: else the differences are printed and the exit status is 1.

    Without FILE, or where it is absent, a small extract of 12 real tests is played. Without --url the command starts a
    server of its own in a temporary folder and removes both afterwards.
    """
    from smartbooth.cli.replay.run import Options, run

    run(Options(file, wanted, scale, concurrency, url, agents, robots, keep))
