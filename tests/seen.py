"""Run in a live installation's environment (tests/test_what_a_browser_sees.py): `python -m tests.seen publish` makes an
owner and launches of every kind; `… link SLUG` prints the path of the link that a confirmation mail holds."""

import os
import sys
from copy import deepcopy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")

OWNER, PASSWORD = "vera", "a lantern on the pier"
FRENCH = {"soon", "event"}  # the templates looked at in French; the others in English
ADS, ASKING = "ads", "asking"  # with remarketing; with confirmation by mail and the year of birth


def publish() -> None:
    from smartbooth.accounts.models import Membership, User, Workspace
    from smartbooth.accounts.tenancy import within
    from smartbooth.launches import publish as going
    from smartbooth.launches.models import Launch
    from smartbooth.launches.starters import STARTERS

    owner = User.objects.create_user(OWNER, "vera@example.org", PASSWORD)
    workspace = Workspace.objects.create(name="Aurora SAS")
    Membership.objects.create(workspace=workspace, user=owner)
    with within(workspace):
        for key in STARTERS:
            address = Launch.PATH if key == "book" else Launch.HOST
            going.publish(_launch(workspace, owner, key, key, address=address), owner)
        ads = _launch(workspace, owner, ADS, "product")
        ads.google_tag = "AW-123456789"
        ads.save()
        going.publish(ads, owner)
        going.publish(_asking(workspace, owner), owner)


def _asking(workspace, owner):
    from smartbooth.launches import editing

    launch = _launch(workspace, owner, ASKING, "soon")
    launch.double_opt_in = True
    launch.save()
    variant = launch.variants.get()
    document = deepcopy(variant.document)
    for block in document["blocks"]:
        if block["kind"] == "lead_form":
            block["data"]["age"] = "yes"
    editing.save(variant, document, "Age", owner)
    return launch


def _launch(workspace, owner, slug, starter, **more):
    from smartbooth.launches import editing

    language = "fr" if slug in FRENCH else "en"
    return editing.create(
        workspace, owner, name=slug.title(), slug=f"seen-{slug}", starter=starter, language=language, **more
    )


def link(slug: str) -> None:
    from smartbooth.accounts.tenancy import everywhere
    from smartbooth.core import clock
    from smartbooth.leads.messages import path
    from smartbooth.leads.models import Lead

    with everywhere():
        lead = Lead.objects.filter(launch__slug=f"seen-{slug}").latest("created_at")
    print(path(lead.pk, clock.now()))


if __name__ == "__main__":
    import django

    django.setup()
    {"publish": publish, "link": link}[sys.argv[1]](*sys.argv[2:])
