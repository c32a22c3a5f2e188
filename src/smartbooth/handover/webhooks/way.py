"""This way out, as the registry names it."""

from smartbooth.disclosures.door import ADDRESS
from smartbooth.leads.items import ANSWERS, NAME

WAY = "owner-webhook"
KINDS = (ADDRESS, NAME, ANSWERS)  # what may go this way: what a lead left
