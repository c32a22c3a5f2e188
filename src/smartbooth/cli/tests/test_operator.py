"""Who runs the installation is said on the machine itself."""

import pytest
from click.testing import CliRunner

from smartbooth.accounts import reading
from smartbooth.accounts.models import User
from smartbooth.cli import main
from smartbooth.mail.models import Outbox

TYPED = "boss@example.org\na sentence of mine\na sentence of mine\n"


@pytest.fixture
def run(db, monkeypatch):
    monkeypatch.setattr("django.setup", lambda: None)
    return lambda *arguments, typed="": CliRunner().invoke(main, ["operator", *arguments], input=typed)


def test_an_operator_is_made(run):
    result = run("Boss", typed=TYPED)
    assert result.exit_code == 0 and "Boss runs this installation" in result.output
    boss = User.objects.get(username="boss")
    assert boss.is_staff and not boss.is_superuser and boss.check_password("a sentence of mine")
    assert reading.address(boss) == "boss@example.org"
    assert "sentence" not in result.output


def test_an_account_becomes_an_operators_and_stops_being_one(run, world):
    assert run("olive").exit_code == 0 and User.objects.get(username="olive").is_staff
    assert run("olive", "--remove").exit_code == 0 and not User.objects.get(username="olive").is_staff
    assert User.objects.get(username="olive").check_password("correct horse battery")


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("two words", TYPED, "valid username"),
        ("sam@example.org", TYPED, "no @"),
        ("boss", TYPED.replace("boss@", "boss"), "one @"),
        ("boss", "\nshort\nshort\n", "too short"),
        ("boss", "\npassword123\npassword123\n", "too common"),
    ],
)
def test_what_will_not_do_is_said_and_makes_nobody(run, name, typed, says):
    result = run(name, typed=typed)
    assert result.exit_code != 0 and says in result.output
    assert not User.objects.exists()


def test_nobody_cannot_be_removed(run):
    result = run("ghost", "--remove")
    assert result.exit_code != 0 and "no account named ghost" in result.output


def test_the_account_is_told_when_the_right_changes_and_only_then(run, world):
    for arguments in (["olive"], ["olive"], ["olive", "--remove"], ["olive", "--remove"]):
        assert run(*arguments).exit_code == 0
    rows = Outbox.objects.filter(person_id=world.owner.person_id).order_by("created_at")
    assert list(rows.values_list("message", flat=True)) == ["operator-given", "operator-taken"]


def test_a_new_operator_is_told(run):
    run("Boss", typed=TYPED)
    assert Outbox.objects.get().message == "operator-given"
