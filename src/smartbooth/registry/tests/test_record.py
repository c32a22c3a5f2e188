"""The record of processing: a page, a table and a manifest that say the same, in two languages, to everyone."""

import csv
import io

import pytest
import yaml
from django.test import Client
from django.utils import translation

from smartbooth.registry.categories import CATEGORIES, IMPERSONAL
from smartbooth.registry.checks.labels import stored_models
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.record import chapters
from smartbooth.registry.record.fides import SUBJECTS, USES, document, manifest
from smartbooth.registry.record.table import table
from smartbooth.registry.subjects import Subject

# The keys of the public taxonomy (fideslang 3.2) this record uses: a key that is not among them is a typing error.
TAXONOMY = {
    "user.account", "user.account.username", "user.authorization", "user.authorization.password",
    "user.authorization.credentials", "user.behavior", "user.children", "user.contact.address", "user.contact.email",
    "user.contact.phone_number", "user.content.private", "user.content.public", "user.demographic.age_range",
    "user.demographic.language", "user.device", "user.device.cookie", "user.device.ip_address", "user.location.coarse",
    "user.name", "user.payment", "user.privacy_preferences", "user.professional_information.workplace",
    "user.settings", "user.unique_id", "system.operations",
}  # fmt: skip
USES_THERE = {
    "analytics.reporting", "essential.fraud_detection", "essential.legal_obligation", "essential.service",
    "essential.service.authentication", "essential.service.notifications", "essential.service.operations.support",
    "essential.service.payment_processing", "essential.service.security", "marketing.communications",
    "marketing.communications.email", "third_party_sharing.legal_obligation",
}  # fmt: skip

NUMBER = "a random number that stands for the person"

pytestmark = pytest.mark.django_db


def lines():
    return list(csv.DictReader(io.StringIO(table().removeprefix("\ufeff"))))


def test_every_purpose_is_a_chapter():
    assert [chapter.number for chapter in chapters()] == list(range(1, 14))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_anybody_can_read_it(client, language):
    answer = client.get("/records/", headers={"accept-language": language})
    html = answer.content.decode()
    assert answer.status_code == 200 and set(answer.cookies) <= {"csrftoken"}
    assert ("What is done with personal data" in html) == (language == "en")
    for chapter in chapters():
        assert (f'id="purpose-{chapter.number}"' in html) == bool(chapter.entries)
    for model in stored_models():
        assert model._meta.label in html


@pytest.mark.parametrize("path", ["/records/", "/records.csv", "/records.yaml"])
def test_reading_is_all_one_can_do(path):
    assert Client().post(path).status_code == 405
    assert Client().head(path).status_code == 200


def test_the_page_asks_the_database_for_little(client, django_assert_max_num_queries):
    client.get("/records/")
    with django_assert_max_num_queries(3):
        client.get("/records/")


def test_the_table_has_a_line_a_purpose_person_and_kind(client):
    found = {(line["Purpose"], line["Whose data"], line["Key"]) for line in lines()}
    assert len(found) == len(lines())
    assert found == {
        (str(chapter.words), str(entry.whose), one.key)
        for chapter in chapters()
        for entry in chapter.entries
        for one in entry.categories
    }
    assert all(cell for line in lines() for cell in line.values())
    assert client.get("/records.csv")["Content-Type"] == "text/csv; charset=utf-8"


def test_a_cell_of_the_table_is_no_formula():
    assert not [cell for line in lines() for cell in line.values() if cell[0] in "=+-@\t\r"]


def test_the_table_is_in_the_readers_language():
    with translation.override("fr"):
        assert "adresse e-mail" in table() and "mail address" not in table()


def test_the_manifest_is_yaml_and_names_only_what_the_taxonomy_knows(client):
    read = yaml.safe_load(client.get("/records.yaml").content)
    assert read == manifest()
    fields = [field for data in read["dataset"] for part in data["collections"] for field in part["fields"]]
    named = {key for field in fields for key in field["data_categories"]}
    declarations = [one for system in read["system"] for one in system["privacy_declarations"]]
    named |= {key for one in declarations for key in one["data_categories"]}
    assert IMPERSONAL in named and named <= TAXONOMY
    assert {one.fides for one in CATEGORIES.values()} <= TAXONOMY
    assert {one["data_use"] for one in declarations} <= USES_THERE
    assert set(USES) == set(Purpose) and set(USES.values()) <= USES_THERE
    assert set(SUBJECTS) == set(Subject)


def test_the_manifest_is_in_the_readers_language(client):
    for language, words in (("fr", "personnes"), ("en", "People"), ("fr", "personnes")):
        with translation.override(language):
            assert words in document() or words.capitalize() in document()
    assert b"hosting" in client.get("/records.yaml", headers={"accept-language": "fr"}).content


def test_the_manifest_describes_every_column_and_hangs_together():
    read = manifest()
    described = {
        (part["name"], field["name"])
        for data in read["dataset"]
        for part in data["collections"]
        for field in part["fields"]
    }
    assert described == {
        (model._meta.db_table, field.column)
        for model in stored_models()
        for field in model._meta.local_concrete_fields
    }
    [house, *others] = read["system"]
    assert {one["fides_key"] for one in house["egress"]} == {one["fides_key"] for one in others}
    assert set(house["dataset_references"]) == {one["fides_key"] for one in read["dataset"]}


def test_every_label_is_in_the_record():
    from smartbooth.registry.labels import Personal, everything, passing_through

    said = {label for chapter in chapters() for entry in chapter.entries for label in entry.labels}
    assert said == {one for _, one in everything() if isinstance(one, Personal)} | set(passing_through())


def test_how_long_is_said_for_every_kind():
    for chapter in chapters():
        for entry in chapter.entries:
            said = {str(kind) for _, kinds in entry.spans for kind in kinds}
            assert said | {NUMBER} == {str(one.words) for one in entry.categories} | {NUMBER}
            assert {str(words) for words, _ in entry.spans} == {str(words) for words in entry.kept}
