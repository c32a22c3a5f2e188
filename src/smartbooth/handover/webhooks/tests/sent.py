"""Letting the courier work, and looking at what it did."""

from smartbooth.accounts.tenancy import everywhere
from smartbooth.handover.tests import handed
from smartbooth.handover.webhooks.models import Delivery, Endpoint


def run(courier):
    """Until nothing is left to do at this moment."""
    while courier.round() or courier.under_way:
        courier.settle()


def states():
    return [one.state for one in handed.all_of(Delivery)]


def only(model=Delivery):
    (one,) = handed.all_of(model)
    return one


def again(endpoint):
    with everywhere():
        return Endpoint.objects.get(pk=endpoint.pk)
