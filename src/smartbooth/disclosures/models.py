"""The ledger's rows: who received which kinds of data, why, when and how. Appended by `ledger.append`, never edited.

None of it is about a person by itself: `subject` is a commitment under the person's own key, so with that key gone
nobody, not even whoever guesses the address, can tell whose row it was.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    Whole = models.BigIntegerField[datetime, datetime]
else:
    Whole = models.BigIntegerField

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Moment(Whole):
    """A moment (aware, UTC) as whole microseconds since 1970: the same text in every database, which the chain
    hashes."""

    def from_db_value(self, value: int | None, _expression: Any, _connection: Any) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)

    def to_python(self, value: Any) -> Any:
        return EPOCH + timedelta(microseconds=value) if isinstance(value, int) else value

    def get_prep_value(self, value: Any) -> Any:
        return (value - EPOCH) // MICROSECOND if isinstance(value, datetime) else super().get_prep_value(value)


class Kind(models.TextChoices):
    """What a recipient is."""

    OWNER = "owner", "owner"  # a workspace: its launch's leads
    PROCESSOR = "processor", "processor"  # works for the operator
    AUTHORITY = "authority", "authority"
    SUCCESSOR = "successor", "successor"  # a merger, a sale, an insolvency
    PERSON = "person", "person"  # the person themselves: a copy of their data


class Entry(models.Model):
    """One person's data, to one recipient, once. `hash` is SHA-256 of the row before's and this row's text
    (disclosures/chain.py). No foreign keys: what was given stays known after launch and workspace are gone."""

    seq = models.BigIntegerField(primary_key=True)  # consecutive, from 1
    at = Moment()
    # 16 bytes in hex of HMAC-SHA256 under the person's own key (disclosures/subjects.py)
    subject = models.CharField(max_length=32)
    recipient_kind = models.CharField(max_length=9, choices=Kind.choices)
    recipient = models.CharField(max_length=64)  # a workspace's id, a processor's key; "" for a person
    recipient_name = models.CharField(max_length=200)  # at that moment
    recipient_contact = models.CharField(
        max_length=400
    )  # postal address or where to write (Cal. Civ. Code 1798.83)
    kinds = models.CharField(max_length=400)  # categories (registry/categories.py), joined by ","
    purpose = models.CharField(max_length=16)
    ground = models.CharField(max_length=40)
    how = models.CharField(max_length=40)  # "list", "csv", "xlsx", "api:<token id>", "webhook:<endpoint id>" …
    launch = models.CharField(max_length=16)  # "" where it was about none
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["subject"], name="entry_subject")]

    def __str__(self) -> str:
        return f"{self.seq} to {self.recipient_name}"


class Head(models.Model):
    """Where the ledger ends, and where it begins since older rows were let go (disclosures/retention.py). One row.

    `mac` is under a key that the database does not have: whoever cuts the end off and edits this row is found."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    base_seq = models.BigIntegerField()  # the last row that was let go; 0: none
    base_hash = models.BinaryField(max_length=32)
    mac = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.seq)


class Seal(models.Model):
    """What the head was on a day, shown in public: whoever noted it can tell a ledger that was written anew."""

    seq = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField(max_length=32)
    at = Moment()
    mac = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} at {self.at}"
