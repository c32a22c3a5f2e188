"""Where the recipient of leads is to be found, for the ledger: who asks about their data is told names and addresses of
those who got it (California Civil Code 1798.83, promise J1)."""

from __future__ import annotations

import re

from smartbooth.launches.models import Launch, Publication

BLOCK = "footer"
MAIL = re.compile(r"\S*@\S*")  # the page shows it; the ledger, from which nothing is erased, keeps no mail address
LONGEST = 300


def contact(launch: Launch) -> str:
    """What the owner published about themselves at the foot of the newest publication (name, postal address), and the
    page's address."""
    newest = (
        Publication.objects.filter(launch=launch).order_by("-number").values_list("documents", flat=True).first()
    )
    texts = (
        block["data"].get("contact", "")
        for letter, document in sorted((newest or {}).items())
        for block in document["blocks"]
        if block["kind"] == BLOCK
    )
    said = " ".join(MAIL.sub("", next((text for text in texts if text), "")).split()).rstrip(" .,;")
    return ", ".join(part for part in (said[:LONGEST], launch.url) if part)
