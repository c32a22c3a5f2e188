"""What an owner is told of their account."""

import pytest

from smartbooth.accounts import letters
from smartbooth.accounts.letters import Event
from smartbooth.accounts.models import User
from smartbooth.mail import send, welcome
from smartbooth.mail.letter import compose
from smartbooth.mail.models import Outbox


@pytest.mark.parametrize(
    ("event", "subject"),
    [
        (Event.RESET, "Votre nouveau mot de passe pour Smart PhotoBooth"),
        (Event.CHANGED, "Votre mot de passe pour Smart PhotoBooth a changé"),
        (Event.MOVED, "Smart PhotoBooth vous écrit désormais à cette adresse"),
        (Event.OPERATOR, "Vous administrez désormais Smart PhotoBooth"),
        (Event.NO_OPERATOR, "Vous n’administrez plus Smart PhotoBooth"),
        (Event.NEW_BROWSER, "Connexion à Smart PhotoBooth depuis un autre navigateur"),
        (Event.CLOSED, "Votre compte Smart PhotoBooth est fermé"),
    ],
)
def test_each_event_is_one_letter_to_the_accounts_person(world, event, subject):
    letters.tell(event, [world.owner], "fr")
    send.due()
    row = Outbox.objects.get()
    assert (row.person_id, row.state) == (world.owner.person_id, Outbox.SENT)
    letter = compose(row)
    assert letter.subject == subject and "olive" in letter.text and "olive@" not in letter.text


def test_an_account_without_a_person_is_told_nothing(world, django_user_model):
    letters.tell(Event.CHANGED, [django_user_model.objects.create_user("bare")], "en")
    send.due()
    assert not Outbox.objects.exists()


def test_two_accounts_of_one_person_get_a_link_each(world, django_user_model):
    second = django_user_model.objects.create_user("olive2", "olive@example.org")
    letters.tell(Event.RESET, [world.owner, second], "en")
    texts = [compose(row).text for row in Outbox.objects.all()]
    assert sum("username is olive." in text for text in texts) == 1
    assert sum("username is olive2." in text for text in texts) == 1


def test_without_a_mail_room_it_fails_loudly(world, monkeypatch):
    monkeypatch.setattr(letters, "_tell", [])
    with pytest.raises(letters.NoMail):
        letters.tell(Event.CHANGED, [world.owner], "en")


def test_every_event_has_its_letter(world):
    for event in Event:
        letters.tell(event, [world.owner], "en")
    assert len(set(Outbox.objects.values_list("message", flat=True))) == len(Event)


def test_an_account_without_a_person_is_told_nothing_of_its_end(world, django_user_model):
    letters.tell(Event.CLOSED, [django_user_model.objects.create_user("bare")], "en")
    assert not Outbox.objects.exists()


def test_who_makes_an_account_is_greeted_once_without_a_word_they_typed(client, db):
    typed = {
        "company": "Cheap pills",
        "username": "buy.pills.example.com",
        "email": "sam@example.org",
        "born": "1980",
    }
    client.post("/accounts/signup/", {**typed, "password1": "a long sentence of mine"})
    row = Outbox.objects.get(message="welcome")
    letter = compose(row)
    assert letter.subject == "Your account on Smart PhotoBooth" and "/launches/new/" in letter.text
    assert "pills" not in letter.text + letter.html + letter.subject
    welcome.joined(User.objects.get(), "en", "")
    assert Outbox.objects.filter(message="welcome").count() == 1
