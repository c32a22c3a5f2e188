"""Loading the demonstration and taking it away. An owner who is not active yet marks one that was interrupted."""

import random
from collections.abc import Iterable
from datetime import timedelta
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from smartbooth.accounts import joining
from smartbooth.accounts.models import Membership, User, Workspace
from smartbooth.accounts.tenancy import within
from smartbooth.cli.demo import NAME, OPERATOR, PASSWORD, archive, interest, letters, newsletter, past
from smartbooth.cli.demo.content import PIECES, Idea, Piece, Told
from smartbooth.cli.demo.slugs import free
from smartbooth.core import clock
from smartbooth.journal import lines
from smartbooth.journal.lines import Event
from smartbooth.journal.segments import Writer
from smartbooth.launches import documents, editing
from smartbooth.launches.blocks.rich import sanitise
from smartbooth.launches.models import Launch, Variant
from smartbooth.launches.publish import publish, unpublish
from smartbooth.leads.models import Lead
from smartbooth.leads.removal import remove as remove_lead
from smartbooth.people import erasure, vault
from smartbooth.people.address import Address
from smartbooth.tallies import models as tallies
from smartbooth.tallies.fold import fold
from smartbooth.updates import publish as updates
from smartbooth.updates.models import Update

SEED = 1
OPERATORS = "operator@example.org"
COUNTED = (tallies.Hourly, tallies.Cohort, tallies.Cross, tallies.Target, tallies.Drop, tallies.Name)


def state() -> Literal["none", "half", "whole"]:
    owner = User.objects.filter(username=NAME).first()
    if owner is None:
        return "none"
    return "whole" if owner.is_active else "half"


def load() -> None:
    """Rows in one transaction, then the visits through journal and fold, then the owner may sign in."""
    draw = random.Random(SEED)  # noqa: S311 - the same demonstration each time
    shown = newsletter.picture()
    with transaction.atomic():
        owner = User.objects.create_user(NAME, "demo@example.org", PASSWORD, is_active=False)
        joining.joined(owner, owner.language)
        if not User.objects.filter(username=OPERATOR).exists():  # else somebody made one of their own
            operator = User.objects.create_user(OPERATOR, OPERATORS, PASSWORD, is_staff=True)
            joining.joined(operator, operator.language)
        workspace = Workspace.objects.create(name="Camille Delorme")
        Membership.objects.create(workspace=workspace, user=owner)
        with within(workspace):
            visits = [event for piece in PIECES for event in _piece(piece, workspace, owner, draw)]
            visits += archive.replayed(workspace, owner, draw)
            interest.hand_over()
        newsletter.load(owner, shown, draw)
    letters.load()
    record(visits)
    User.objects.filter(pk=owner.pk).update(is_active=True)


def record(visits: Iterable[Event]) -> None:
    """Through the journal and the fold, as visits of today go."""
    writer = Writer(settings.JOURNAL)
    for event in visits:
        writer.append(lines.write(event))
    writer.close()
    while fold():
        pass


def _piece(piece: Piece, workspace: Workspace, owner: User, draw: random.Random) -> Iterable[Event]:
    """Make the launch, publish it back then, let people leave their addresses; the visits to record."""
    stage = past.stage(workspace.pk, "", piece.language, piece.days)
    with clock.at(clock.hour_start(stage.start)):
        launch = editing.create(
            workspace,
            owner,
            name=piece.name,
            slug=free(piece.slug),
            starter=piece.starter,
            language=piece.language,
        )
        control = Variant.objects.get(launch=launch)
        control.idea = piece.ideas[0].idea
        control.save(update_fields=["idea"])
        for idea in piece.ideas[1:]:
            _try(control, idea, owner)
        if not piece.visitors:
            return []
        publish(launch, owner)
    stage = past.stage(workspace.pk, launch.pk, piece.language, piece.days)
    names = interest.people(piece.language, draw)
    recorded: list[Event] = []
    for letter, idea in zip(editing.LETTERS, piece.ideas, strict=False):
        share = round(piece.visitors / len(piece.ideas) * draw.uniform(0.97, 1.03))
        crowd = past.Crowd(letter, share)
        firsts = past.visitors(stage, crowd, draw)
        interest.leave_addresses(firsts, round(share * idea.rate), names, draw)
        recorded += past.events(stage, crowd, firsts, draw)
    for told in piece.told:
        _tell(launch, told, owner)
    return recorded


def _tell(launch: Launch, told: Told, owner: User) -> None:
    update = Update(
        workspace_id=launch.workspace_id, launch=launch, title=told.title, text=sanitise(told.text), made_by=owner
    )
    with clock.at(clock.now() - timedelta(days=told.days or 0)):
        if told.days is None:
            updates.save(update)
        else:
            updates.publish(update)


def _try(control: Variant, idea: Idea, owner: User) -> None:
    """A variant that differs from the control by its idea and nothing else."""
    variant = editing.duplicate(control, idea.idea, owner)
    document = variant.document
    hero = next(block for block in document["blocks"] if block["kind"] == "hero")
    changed = documents.replace(document, hero["id"], {**hero["data"], **idea.hero})
    editing.save(variant, changed, idea.idea, owner)


def remove() -> None:
    """Take all of it away: launches come down, people no other launch knows are forgotten, counts go."""
    for workspace in Workspace.objects.filter(members__username=NAME):
        with within(workspace):
            for launch in Launch.objects.all():
                unpublish(launch)
            for lead in Lead.objects.select_related("person"):
                remove_lead(lead)
            for model in COUNTED:
                model.objects.all().delete()
        workspace.delete()
    newsletter.remove(NAME)
    letters.remove()
    ours = Q(username=OPERATOR, person=vault.find(Address.parse(OPERATORS)), person__isnull=False)
    accounts = User.objects.filter(Q(username=NAME) | ours)
    persons = list(accounts.exclude(person=None).values_list("person", flat=True))
    accounts.delete()
    erasure.release(persons, "demonstration removed")
