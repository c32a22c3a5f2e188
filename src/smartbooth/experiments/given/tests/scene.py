"""A test with an answer, whose owner knows what each version tries."""

from smartbooth.accounts.tenancy import within
from smartbooth.experiments.models import Round
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import NOW
from smartbooth.launches.models import Variant

REACHED = {
    "winner": {"verdict": "winner", "best": "b", "reached_at": NOW},
    "control": {"verdict": "control", "best": "a", "reached_at": NOW},
    "same": {"verdict": "same", "reached_at": NOW},
}
IDEAS = {"a": "The lamp on its table", "b": "The evening first, the lamp second"}


def shown(world, state: str = "winner", **fields: object) -> Round:
    """The owner's launch with a test in that state, as the worker would leave it. Call it with the clock at NOW."""
    made = asked(world.launch, SHAPE[state], **REACHED.get(state, {}), **fields)
    with within(world.workspace):
        for letter, idea in IDEAS.items():
            Variant.objects.filter(launch=world.launch, letter=letter).update(idea=idea)
    return made
