"""Browsers and robots of a real access log, told apart by the edge's own rule."""

from dataclasses import dataclass
from pathlib import Path

from smartbooth.cli.replay.archive import ArchiveError, rows

LONGEST = 500  # characters of an agent or a referrer that are played; the log's longest browsers are shorter


@dataclass(frozen=True)
class Agent:
    """What a request says of its sender, as header lines ready to send."""

    headers: bytes
    robot: bool


def read(path: Path) -> tuple[list[Agent], list[Agent]]:
    """(browsers, robots): browsers one a request, so that drawing keeps the log's shares; robots one an agent."""
    from smartbooth.edge.robots import is_robot

    browsers: list[Agent] = []
    robots: dict[str, Agent] = {}
    judged: dict[str, bool] = {}
    for row in rows(path):
        if row.get("user_agent") is None or row.get("referrer") is None:
            raise ArchiveError(f"{path.name} needs the columns referrer and user_agent")
        name, referrer = _printable(row["user_agent"]), _printable(row["referrer"])
        if not name:
            continue
        robot = judged.setdefault(name, is_robot(name))
        headers = f"user-agent: {name}\r\n" + (f"referer: {referrer}\r\n" if referrer else "")
        if robot:
            robots.setdefault(name, Agent(headers.encode("latin-1"), True))
        else:
            browsers.append(Agent(headers.encode("latin-1"), False))
    if not browsers:
        raise ArchiveError(f"{path.name} has no browser in it")
    return browsers, list(robots.values())


def _printable(text: str) -> str:
    """Without what a header line cannot hold (RFC 9110 5.5), cut at LONGEST."""
    return "".join(c for c in text if " " <= c <= "~")[:LONGEST].strip()
