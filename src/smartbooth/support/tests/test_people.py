"""What a person wrote is theirs: in the letter about their data, in its copy, gone with them."""

from datetime import timedelta

import pytest

from smartbooth.core import clock
from smartbooth.people import erasure
from smartbooth.people.models import Person
from smartbooth.rights import copy, erase, links
from smartbooth.rights.letter import write as letter_of
from smartbooth.support import people, reading, retention
from smartbooth.support.models import Attachment, Case, Mail
from smartbooth.support.tests.conftest import SECRET

pytestmark = pytest.mark.django_db


def test_my_data_shows_it(write, client):
    write(attach=[("cat.png", b"picture")])
    page = client.get(links.path(Person.objects.get().pk, clock.now())).content.decode()
    assert SECRET in page and "Where is my page?" in page and "cat.png" in page


def test_the_copy_has_all_of_it(write):
    write(attach=[("cat.png", b"picture")])
    [case] = copy.data(letter_of(Person.objects.get()))["correspondence"]
    [one] = case["letters"]
    assert one["text"].strip() == SECRET and one["from"] == "ada@example.org"
    assert one["attached"] == [
        {"name": "cat.png", "type": "image/png", "bytes": 7, "kept": True, "base64": "cGljdHVyZQ=="}
    ]


def test_erased_is_erased_and_says_so(write):
    write(attach=[("cat.png", b"picture")])
    gone = erase.erase(Person.objects.get())
    assert gone.others == ["What you wrote to us once."]
    assert not Case.objects.exists() and not Mail.objects.exists() and not Attachment.objects.exists()
    assert not Person.objects.exists()


def test_who_wrote_is_needed_until_the_case_is_old(write, settings):
    write()
    person = Person.objects.get()
    assert people.needed([person.pk]) == {person.pk} and erasure.unneeded([person.pk]) == []
    case = Case.objects.get()
    later = clock.now() + settings.SUPPORT_MONTHS * retention.MONTH + timedelta(days=1)
    assert retention.overdue(later) == 0 and retention.sweep(later) == 0  # open: somebody waits
    reading.close(case)
    assert retention.overdue(later) == 1 and retention.sweep(later) == 1
    assert not Case.objects.exists() and not Person.objects.exists()
