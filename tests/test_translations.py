"""Both languages are complete: every text said in a template or in Python has its French, and none is left over."""

import re

import polib
import pytest

from smartbooth.web import wording
from smartbooth.web.translations import compile_all
from smartbooth.web.wording import Text, faults, missing, used


def test_everything_said_has_its_french():
    assert missing() == {}


def test_no_catalogue_is_wrong():
    assert list(faults()) == []


def test_what_competes_is_a_version_in_all_that_people_read():
    """A variant is the code's word; files for programs keep it."""
    said = {text.english + text.plural for room in wording.rooms() for text in used(room)}
    french = {
        line for room in wording.rooms() for entry in wording.french(room) for line in wording.french_of(entry)
    }
    assert [text for text in sorted(said | french) if "variant" in text.lower()] == []


def test_a_test_shows_pages_and_asks_its_visitors_nothing():
    said = [text.english for text in used("experiments") if "asked" in text.english]
    assert [
        text for text in said if re.search(r"nobody (has been|was) asked|no longer asked|are asked", text, re.I)
    ] == []
    french = [entry.msgstr for entry in wording.french("experiments")]
    assert [text for text in french if "interrog" in text] == []


@pytest.fixture
def house(tmp_path):
    """One room with a template, a module, and a catalogue to be written by the test."""
    room = tmp_path / "hall"
    (room / "templates").mkdir(parents=True)
    (room / "locale/fr/LC_MESSAGES").mkdir(parents=True)
    (room / "__init__.py").write_text("")
    (room / "templates/a.html").write_text(
        '{% load i18n %}{% translate "It\'s (really) open" %} {{ x|default:_("None yet") }} 100 %'
        "{% blocktranslate trimmed count n=n with who=name %}\n {{ who }} has one\n line "
        "{% plural %}{{ who }} has {{ n }} lines{% endblocktranslate %}"
        '{% translate "May" context "month" %}{% translate "50% off" as off %}'
    )
    (room / "a.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext as many\n"
        'X = _("Two " "parts")\nY = many("%(n)s way", "%(n)s ways", 2)\nZ = print("not said")\n'
    )
    return tmp_path


def catalogue(house, *entries):
    po = polib.POFile()
    po.extend(polib.POEntry(**entry) for entry in entries)
    path = house / "hall/locale/fr/LC_MESSAGES/django.po"
    po.save(str(path))
    return path


def test_extraction_finds_every_form(house):
    assert set(used("hall", house)) == {
        Text("It's (really) open"), Text("None yet"), Text("Two parts"), Text("50%% off"),
        Text("May", context="month"), Text("%(n)s way", "%(n)s ways"),
        Text("%(who)s has one line", "%(who)s has %(n)s lines"),
    }  # fmt: skip


def test_missing_names_the_file(house):
    catalogue(house, {"msgid": "Two parts", "msgstr": "En deux morceaux"})
    lacking = missing(house)["hall"]
    assert Text("Two parts") not in lacking
    assert lacking[Text("None yet")] == "hall/templates/a.html"


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"msgid": "Two parts", "msgstr": ""}, "no French"),
        ({"msgid": "Two parts", "msgstr": "En deux", "flags": ["fuzzy"]}, "fuzzy"),
        ({"msgid": "Gone", "msgstr": "Parti"}, "no longer said"),
        ({"msgid": "Two parts", "msgstr": "En deux %(x)s"}, "placeholders"),
        ({"msgid": "Two parts", "msgstr": "En deux ?"}, "spacing"),
        ({"msgid": "Two parts", "msgstr": "En deux?"}, "spacing"),
        ({"msgid": "Two parts", "msgstr": "«deux»"}, "spacing"),
        (
            {
                "msgid": "%(n)s way",
                "msgid_plural": "%(n)s ways",
                "msgstr_plural": {0: "une voie", 1: "des voies"},
            },
            "placeholders",
        ),
    ],
)
def test_each_fault_is_found(house, entry, complaint):
    catalogue(house, entry)
    assert any(complaint in fault for fault in faults(house))


def test_a_good_catalogue_has_no_fault(house):
    ways = {0: "une voie", 1: "%(n)s voies"}
    catalogue(
        house,
        {"msgid": "Two parts", "msgstr": "« En deux »\u202f: voir https://example.org/?a"},
        {"msgid": "%(n)s way", "msgid_plural": "%(n)s ways", "msgstr_plural": ways},
    )
    assert [fault for fault in faults(house) if "spacing" not in fault or "En deux" not in fault] == []


def test_compiles_once_and_again_after_an_edit(house):
    path = catalogue(house, {"msgid": "Two parts", "msgstr": "Été"})
    assert compile_all(house) == [path.with_suffix(".mo")]
    assert compile_all(house) == []
    catalogue(house, {"msgid": "Two parts", "msgstr": "Hiver"})
    assert len(compile_all(house)) == 1
    assert polib.mofile(str(path.with_suffix(".mo"))).find("Two parts").msgstr == "Hiver"
    assert not list(path.parent.glob("*.tmp"))


def test_report_is_ready_to_paste(house, monkeypatch, capsys):
    monkeypatch.setattr(wording, "missing", lambda: missing(house))
    monkeypatch.setattr(wording, "faults", lambda: faults(house))
    assert wording.report([]) == 1
    assert 'msgid "None yet"\nmsgstr ""' in capsys.readouterr().out
