"""The check of labels, broken in every way it knows: each message names the model, the field and the file to edit."""

import dataclasses

import pytest

from smartbooth.launches.models import Edition
from smartbooth.leads.models import Lead
from smartbooth.registry.checks import labels as checks
from smartbooth.registry.labels import CLEAR, KEYED, SEALED, Impersonal, impersonal, label, labels_of, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

NUMBER = impersonal("a number", "number")
ROW = impersonal("a running number", "id")


def about(*fields, **changed):
    said = {"category": "user.behavior", "of": Subject.LEAD, "purposes": [Purpose.SERVICE], "kept": "lead"}
    said |= {"recipients": ["owner"]} | changed
    return personal(said.pop("category"), *fields, **said)


def found(model=Edition):
    return [(one.id.removeprefix("smartbooth."), one.msg, one.hint) for one in checks.of_model(model)]


def only(model=Edition):
    [(number, text, hint)] = found(model)
    assert f"src/smartbooth/{model._meta.app_label}/labels.py" in hint
    return number, text


def test_every_field_of_every_model_is_labelled():
    assert [str(problem.msg) for problem in checks.labels()] == []


def test_the_libraries_and_the_tables_between_two_others_are_walked():
    named = {model._meta.label for model in checks.stored_models()}
    assert {"auth.Permission", "sessions.Session", "contenttypes.ContentType", "account.EmailAddress"} <= named
    assert {"auth.Group_permissions", "accounts.User_groups"} <= named


def test_a_field_without_a_label(relabel):
    relabel(Edition, NUMBER)
    assert only() == ("E102", "launches.Edition.id has no label.")


def test_a_model_without_labels_misses_one_for_each_field(relabel):
    relabel(Lead)
    assert {text for _, text, _ in found(Lead)} == {
        f"leads.Lead.{field.name} has no label." for field in Lead._meta.local_concrete_fields
    }


def test_a_label_whose_field_is_gone(relabel):
    relabel(Edition, ROW, impersonal("a number", "number", "colour"))
    assert only() == ("E103", "launches.Edition.colour is labelled, and is gone.")


def test_a_label_whose_model_is_gone(relabel):
    class Gone:
        class _meta:
            label, app_label = "launches.Gone", "launches"

    relabel(Gone, ROW)
    [problem] = checks._gone(checks.stored_models())
    assert problem.id == "smartbooth.E105" and "launches.Gone" in problem.msg


def test_a_field_labelled_twice(relabel):
    relabel(Edition, ROW, NUMBER, NUMBER)
    assert only() == ("E104", "launches.Edition.number is labelled more than once.")


def test_a_field_that_is_personal_and_is_not(relabel):
    relabel(Edition, ROW, NUMBER, about("number"))
    assert only()[0] == "E104"


def test_a_field_of_several_kinds_or_subjects_has_a_label_for_each(relabel):
    relabel(
        Edition, ROW, about("number"), about("number", category="user.settings"),
        about("number", of=Subject.OWNER, kept="account"),
    )  # fmt: skip
    assert found() == []


def test_a_model_described_in_two_places(declared):
    label(Edition, *labels_of(Edition))
    assert found() == [], "the same again changes nothing"
    label(Edition, ROW, NUMBER)
    assert only()[0] == "E101"


@pytest.mark.parametrize("part", ["category", "purposes", "kept", "recipients", "stored", "fields"])
def test_an_empty_label(relabel, part):
    whole = about("number")
    empty = dataclasses.replace(whole, **{part: type(getattr(whole, part))()})
    relabel(Edition, ROW, *((NUMBER, empty) if part == "fields" else (empty,)))
    numbers = [number for number, _, _ in found()]
    assert "E106" in numbers
    assert any(f"empty {part}" in text for _, text, _ in found())


@pytest.mark.parametrize("why", ["", "  "])
def test_an_impersonal_field_says_what_it_is_instead(relabel, why):
    relabel(Edition, ROW, Impersonal(("number",), why))
    assert only()[0] == "E106"


@pytest.mark.parametrize(
    ("changed", "number", "word"),
    [
        ({"category": "user.shoe_size"}, "E107", "user.shoe_size is no category"),
        ({"kept": "for ever"}, "E108", "for ever is no retention rule"),
        ({"recipients": ["owner", "neighbour"]}, "E109", "neighbour is no recipient"),
        ({"of": Subject.VISITOR, "purposes": [Purpose.BILLING]}, "E110", "No basis"),
        ({"category": "user.contact.email"}, "E111", "holds a mail address in clear"),
        ({"category": "user.name"}, "E111", "holds a name in clear"),
        ({"category": "user.contact.phone_number"}, "E111", "holds a telephone number in clear"),
        ({"stored": SEALED}, "E112", "said to be sealed, and is no BinaryField"),
        ({"stored": "somehow"}, "E113", "'somehow' is no way of storing"),
    ],
)
def test_a_label_that_cannot_be_true(relabel, changed, number, word):
    relabel(Edition, ROW, about("number", **changed))
    problems = found()
    assert {found[0] for found in problems} == {number}
    assert all(word in text and "launches.Edition.number" in text for _, text, _ in problems)
    assert "src/smartbooth/launches/labels.py" in problems[0][2]


def test_contact_data_under_a_key_or_a_hash_is_right(relabel):
    sealed = about("given", category="user.contact.email", stored=SEALED)
    relabel(Edition, ROW, about("number", category="user.contact.email", stored=KEYED))
    assert found() == []
    relabel(Lead, *(one for one in labels_of(Lead) if "given" not in one.fields), sealed)
    assert found(Lead) == []
    assert CLEAR not in {one.stored for one in labels_of(Lead) if "given" in one.fields}


def test_a_librarys_model_is_described_in_the_accounts_room():
    from django.contrib.sessions.models import Session

    assert checks.place(Session) == "src/smartbooth/accounts/labels.py"
