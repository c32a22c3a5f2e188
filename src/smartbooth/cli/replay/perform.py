"""Publish the tests, play them, wait for the fold, compare. Needs settings."""

import time

from django.conf import settings

from smartbooth.cli.replay import compare, crowd, report
from smartbooth.cli.replay.agents import Agent
from smartbooth.cli.replay.archive import Test
from smartbooth.cli.replay.build import Built, build, workspace
from smartbooth.cli.replay.plan import Address, Page, Plan

SEEN = 1.5  # seconds: every edge process has a publication within one, and which are there cannot be asked


def perform(
    tests: list[Test], browsers: list[Agent], robots: list[Agent], address: Address, concurrency: int
) -> bool:
    """Whether every count came out equal and no visit failed."""
    owner, place = workspace()
    built: list[Built] = []
    with report.bar("Publishing", len(tests)) as done:
        for test in tests:
            built.append(build(place, owner, test))
            done(len(built))
    time.sleep(SEEN)
    plan = make_plan(built, browsers, robots, address)
    with report.bar("Visiting", plan.visits) as done:
        failures, seconds = crowd.play(plan, concurrency, done)
    rate = plan.visits / seconds
    report.console.print(f"{plan.visits:,} visits in {seconds:,.1f} s: {rate:,.0f} visits a second.")
    report.failures(failures)
    with report.bar("Counting", plan.visits) as done:
        lines = compare.settled(lambda: compare.lines(built, len(robots)), done)
    report.verdict(lines)
    return not failures and all(line.equal for line in lines)


def make_plan(built: list[Built], browsers: list[Agent], robots: list[Agent], address: Address) -> Plan:
    return Plan(
        address,
        tuple(page for launch in built for page in pages(launch)),
        tuple(head(launch, "") for launch in built),
        tuple(agent.headers for agent in browsers),
        tuple(agent.headers for agent in robots),
    )


def head(launch: Built, path: str) -> bytes:
    return (
        f"GET {launch.root}{path} HTTP/1.1\r\nhost: {launch.host}{settings.PUBLIC_PORT}\r\n"
        "accept-language: en\r\naccept-encoding: gzip, deflate, br, zstd\r\n"
    ).encode()


def pages(launch: Built) -> list[Page]:
    pixel, click = head(launch, "seen.gif"), head(launch, f"go/{launch.button}")
    return [
        Page(
            head(launch, "") + f"smartbooth-replay: {settings.REPLAY_TOKEN} {version.letter}\r\n".encode(),
            pixel, click, version.impressions, version.clicks,
        )
        for version in launch.test.versions
    ]  # fmt: skip
