"""The room's tables, each kept in its adapter's folder."""

from smartbooth.handover.api.models import Token
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.webhooks.models import Delivery, Endpoint

__all__ = ["Delivery", "Endpoint", "Recall", "Token"]
