"""A live launch with two versions, at NOW; and what its pages say, without their tags."""

import re
from contextlib import contextmanager

from django.urls import reverse

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import watch
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import NOW, publish

AT = "14:00 CET"  # Paris, of the next full hour after NOW


@contextmanager
def live(world, at=NOW):
    with clock.at(at):
        with within(world.workspace):
            publish(world.launch)
        yield


def running(launch, shape: str = "keep", **fields) -> Round:
    """A test of that shape, once the worker has looked at it."""
    made = asked(launch, SHAPE[shape], **fields)
    with within(launch.workspace):
        watch.consider(made)
        return Round.objects.get(pk=made.pk)


def again(round_: Round) -> Round:
    with within(round_.workspace):
        return Round.objects.get(pk=round_.pk)


def url(name: str, launch, *args, query: str = "") -> str:
    return reverse(name, args=[launch.pk, *args]) + query


def text(response) -> str:
    bare = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"[ \n]+", " ", bare).replace(" .", ".").replace(" ,", ",")
