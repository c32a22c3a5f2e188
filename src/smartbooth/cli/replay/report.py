"""What a replay says while it works and when it is done."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from smartbooth.cli.replay.line import Line

SHOWN = 20  # differences printed; the rest is a number
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def note(text: str) -> None:
    errors.print(text)


@contextmanager
def bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on stderr; the block gets a function that takes how much is done."""
    columns = (
        TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("{task.fields[speed]}"),
    )  # fmt: skip
    with Progress(*columns, console=errors) as progress:
        task = progress.add_task(what, total=total, speed="")

        def done(count: int) -> None:
            speed = progress.tasks[0].speed or progress.tasks[0].finished_speed
            progress.update(task, completed=count, speed=f"{speed:,.0f}/s" if speed and speed >= 10 else "")

        yield done


def failures(found: Counter[str]) -> None:
    for what, times in found.most_common():
        errors.print(f"[red]✗[/] {times:,} × {what}")


def verdict(lines: list[Line]) -> None:
    """One sentence when all is equal, else a table of what is not."""
    variants = [line for line in lines if line.letter != "*"]
    launches = len({line.launch for line in variants})
    different = [line for line in lines if not line.equal]
    if not different:
        visitors, clicks = (sum(line.counted[i] for line in variants) for i in (0, 1))
        played = f"{len(variants)} variants of {launches} tests, {visitors:,} visitors, {clicks:,} clicks"
        console.print(f"[green]✓[/] Equal: {played}.")
        robots = sum(line.counted[0] for line in lines if line.letter == "*")
        if robots:
            console.print(f"[green]✓[/] {robots:,} robots' requests were dropped, each one counted as such.")
        return
    table = Table(title=f"{len(different)} of {len(lines)} counts differ", title_justify="left")
    columns: tuple[tuple[str, Literal["left", "right"]], ...] = (
        ("Launch", "left"),
        ("Variant", "left"),
        ("", "left"),
        ("File", "right"),
        ("Counted", "right"),
    )
    for heading, side in columns:
        table.add_column(heading, justify=side)
    for line in different[:SHOWN]:
        names = ("robots dropped",) if line.letter == "*" else ("visitors", "clicks")
        for index, name in enumerate(names):
            table.add_row(line.launch, line.letter, name, f"{line.expected[index]:,}", f"{line.counted[index]:,}")
    console.print(table)
    if len(different) > SHOWN:
        console.print(f"… and {len(different) - SHOWN} more.")
