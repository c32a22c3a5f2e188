"""A launch whose test has come to one of the five states, with its traffic: call it with the clock at `NOW`."""

from smartbooth.accounts.tenancy import within
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import watch
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import publish, visits
from smartbooth.launches.models import Launch

STATES = tuple(SHAPE)
DAILY = 12  # hours between two rows of the traffic's cross: it only has to be there


def state(launch: Launch, name: str, **fields: object) -> Round:
    """The test, after the worker's look."""
    with within(launch.workspace):
        publish(launch)
        fields.setdefault("margin", 10)
        made = asked(launch, SHAPE[name], **fields)
        for letter, hours in SHAPE[name].items():
            for first in range(0, len(hours), DAILY):
                some = hours[first : first + DAILY]
                for source, country, device, part in (("google", "FR", "p", 3), ("direct", "BE", "d", 2)):
                    visitors, goals = (sum(column) * part // 5 for column in zip(*some, strict=True))
                    visits(
                        launch, letter, visitors, len(hours) - first, source, country, device,
                        signups=goals, leads=goals, asked=goals,
                    )  # fmt: skip
        watch.consider(made)
        return Round.objects.get(pk=made.pk)
