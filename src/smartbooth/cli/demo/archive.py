"""Real tests in the demonstration: their visits and clicks at a quarter, spread over the days since they went live."""

import random

from django.utils.text import slugify

from smartbooth.accounts.models import User, Workspace
from smartbooth.cli.demo import past
from smartbooth.cli.demo.slugs import free
from smartbooth.cli.replay import archive
from smartbooth.cli.replay.build import build
from smartbooth.core import clock
from smartbooth.journal.lines import Event

SCALE = 0.25
SHOWN = {  # test of the extract: what the owner calls it, days since it went live
    "5203b05ccb4b08661b0092ee": ("Water in a coffee", 9),
    "5216bcaa2f61d46eb4002fa2": ("Light from a bottle", 6),
    "54db73a43662380028950000": ("Science of the heart", 4),
}


def replayed(workspace: Workspace, owner: User, draw: random.Random) -> list[Event]:
    """Publish the tests and return the visits to record: for every variant as many as the archive has, scaled."""
    tests = {test.key: test for test in archive.read(archive.EXTRACT / archive.NAME, SCALE)}
    recorded: list[Event] = []
    for key, (name, days) in SHOWN.items():
        stage = past.stage(workspace.pk, "", "en", days)
        with clock.at(clock.hour_start(stage.start)):
            built = build(workspace, owner, tests[key], name, free(slugify(name)))
        stage = past.stage(workspace.pk, built.id, "en", days)
        for version in tests[key].versions:
            crowd = past.Crowd(version.letter, version.impressions, version.clicks, built.button)
            recorded += past.events(stage, crowd, past.visitors(stage, crowd, draw), draw)
    return recorded
