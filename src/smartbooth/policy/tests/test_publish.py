"""The text is made by the code and the settings; publishing is one act with a date."""

import re

import pytest
from django.db import IntegrityError

from smartbooth.core import clock
from smartbooth.policy import markup, publish, text
from smartbooth.policy.models import Version
from smartbooth.policy.tests.published import first, second
from smartbooth.registry import inforce
from smartbooth.registry.promised import PROMISES
from smartbooth.registry.purposes import DECLARED

pytestmark = pytest.mark.django_db


def sections(language):
    return markup.parse(text.generated()[language])


def test_both_languages_have_the_same_sections_and_promises():
    def shape(language):
        return [(one.id, one.promises, [block.kind for block in one.blocks]) for one in sections(language)]

    english, french = shape("en"), shape("fr")
    assert english == french


def test_every_promise_is_restated_once():
    named = [promise for section in sections("en") for promise in section.promises]
    assert sorted(named) == sorted(PROMISES)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_left_to_fill_in(language):
    said = text.generated()[language]
    assert not re.search(r"\{[{%]|None|\(\)|\[\]|, ,| ,|  ", said)
    assert all(f"| {one.number} |" in said for one in DECLARED.values())


def test_each_language_says_it_by_itself():
    english, french = text.generated()["en"], text.generated()["fr"]
    words = {line for line in english.splitlines() if len(line) > 60} & set(french.splitlines())
    assert words == set()


def test_who_answers_comes_from_the_settings(settings):
    settings.COMPANY, settings.POSTAL_ADDRESS = "Aurora SAS", "1 quai de la Lune, 13002 Marseille"
    settings.DATA_PROTECTION_OFFICER, settings.REPRESENTATIVE = "dpo@example.org", "Aurora Europe BV"
    settings.HOSTING_COMPANY, settings.HOSTING_COUNTRY = "Clouds Inc.", "US"
    settings.HOSTING_TOOL, settings.COMPANY_COUNTRY = "standard contractual clauses 2021/914", "BE"
    for said in text.generated().values():
        for words in (
            "Aurora SAS", "1 quai de la Lune", "dpo@example.org", "Aurora Europe BV", "Clouds Inc.", "2021/914",
            "autoriteprotectiondonnees.be",
        ):  # fmt: skip
            assert words in said
    assert "United States" in text.generated()["en"] and "États-Unis" in text.generated()["fr"]


def test_a_setting_cannot_break_the_notation(settings):
    settings.COMPANY = "A | B\n## evil [A1] <script>[x](/y)"
    _opening, *rest = sections("en")
    assert "evil" not in {one.id for one in rest}
    assert len(rest) == len(sections("fr")) - 1


def test_the_text_stays_while_nothing_changes():
    assert text.digest(text.generated()) == text.digest(text.generated())


def test_the_first_start_publishes_and_the_next_does_not():
    assert (publish.ensure(), publish.ensure()) == (1, 0)
    version = Version.objects.get()
    assert (version.number, version.published_by, version.summary_en) == (1, None, "")


def test_two_first_starts_at_once(monkeypatch):
    def too_late(user):
        raise IntegrityError

    monkeypatch.setattr(publish, "publish", too_late)
    assert publish.ensure() == 0


def test_the_same_text_is_not_published_twice():
    first()
    with pytest.raises(publish.Unchanged):
        publish.publish(None, "x", "y")


@pytest.mark.parametrize(("english", "french"), [("", ""), ("Something.", " "), ("", "Quelque chose.")])
def test_a_change_is_said_in_both_languages(settings, english, french):
    first()
    settings.COMPANY = "Other SAS"
    with pytest.raises(publish.Unsaid):
        publish.publish(None, english, french)
    assert Version.objects.count() == 1


def test_a_change_is_in_force_at_once_and_what_was_stays(settings):
    with clock.at(clock.hour_start(500_000)):
        one = first()
    assert inforce.policy_version().number == 1
    with clock.at(clock.hour_start(500_100)):
        two = second(settings)
    inforce.forget()
    found = inforce.policy_version()
    assert (found.number, found.digest, found.published_at) == (2, two.digest, clock.hour_start(500_100))
    assert found.reference == f"2/{two.digest}"
    assert "Natasquad" in Version.objects.get(pk=1).text_en
    assert one.published_at < two.published_at


def test_what_was_published_cannot_be_saved_again():
    version = first()
    version.text_en = "Other words."
    with pytest.raises(ValueError, match="stays as it was"):
        version.save()
    with pytest.raises(ValueError, match="stays as it was"):
        Version.objects.get(pk=1).save()


def test_without_a_version_nothing_is_in_force():
    assert inforce.policy_version() is None
    assert inforce.reference() == ""


def test_asking_often_asks_the_database_once(django_assert_num_queries):
    first()
    inforce.forget()
    with django_assert_num_queries(1):
        for _ in range(10):
            assert inforce.reference().startswith("1/")
