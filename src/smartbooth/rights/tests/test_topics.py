"""What comes by mail stands in the letter too, and the way to choose it."""

import html
import re

import pytest
from django.test import Client

from smartbooth.mail import choices, optout
from smartbooth.people import consents, suppression
from smartbooth.people.models import Consent
from smartbooth.registry.purposes import Purpose
from smartbooth.rights.tests.scene import browser, leave, text, url

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def ada(world, monkeypatch):
    monkeypatch.setattr(choices, "_concerned", [lambda person: [suppression.DIGEST]])
    return leave(world.launch)


def test_it_leads_to_their_choices(ada):
    page = Client().get(url(ada))
    path = optout.choices_path(optout.token(ada.pk))
    assert path in page.content.decode()
    assert "You do not get our letter about other launches." in text(page)
    assert Client().get(path).status_code == 200


def test_agreeing_there_records_the_words_beside_the_button(ada):
    page = Client().get(url(ada)).content.decode()
    form = re.search(r'action="([^"]*/topics/digest)">(.*?)</form>', page, re.S)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))
    answer = browser().post(form[1], fields)
    assert answer.status_code == 303 and "done=started" in answer["Location"]
    assert consents.live(ada.pk, Purpose.MARKETING).wording.text in html.unescape(page)
    said = text(Client().get(answer["Location"]))
    assert "Noted. You get our letter about other launches." in said
    answer = browser().post(form[1], {"_method": "DELETE"})
    assert "Noted. You do not get our letter about other launches." in text(Client().get(answer["Location"]))
    assert consents.live(ada.pk, Purpose.MARKETING) is None


def test_other_words_record_nothing(ada):
    answer = browser().post(url(ada, "topics/digest"), {"language": "en", "wording": "0" * 64})
    assert "no longer the same" in text(Client().get(answer["Location"]))
    assert not Consent.objects.filter(controller="operator").exists()
    assert browser().post(url(ada, "topics/parcels")).status_code == 404


def test_the_copy_has_it(ada):
    choices.speak(ada, "fr")
    data = browser().post(url(ada, "copy"), {"as": "json"}).json()
    assert data["mail"] == {"language": "fr", "topics": {"digest": False}}
