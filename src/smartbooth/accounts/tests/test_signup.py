import pytest
from django.urls import reverse

from smartbooth.accounts.models import Membership, User, Workspace

GOOD = {
    "company": "Aurora SAS",
    "username": "hedwige",
    "email": "hedwige@example.org",
    "password1": "une phrase facile à retenir",
    "born": "1984",
}


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), {**GOOD, **changes})


@pytest.mark.django_db
def test_an_owner_gets_a_workspace_under_the_name_visitors_read(client):
    answer = sign_up(client)
    assert (answer.status_code, answer["Location"]) == (302, "/launches/")
    user = User.objects.get(username="hedwige")
    membership = Membership.objects.get(user=user)
    assert (membership.role, membership.workspace.name) == (Membership.OWNER, "Aurora SAS")
    assert client.get(reverse("account")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_language_of_the_sign_up_is_the_accounts(client, language):
    client.post(reverse("account_signup"), GOOD, headers={"accept-language": language})
    assert User.objects.get(username="hedwige").language == language
    assert client.cookies["language"].value == language


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("username", "OLIVE", "already exists"),
        ("username", "two words", "valid username"),
        ("username", "admin", "can not be used"),
        ("username", "x" * 151, "at most 150"),
        ("email", "no address", "one @"),
        ("email", "", "required"),
        ("username", "sam@example.org", "no @"),
        ("born", "", "required"),
        ("born", "84", "four digits"),
        ("born", "1784", "four digits"),
        ("password1", "short", "too short"),
        ("password1", "password123", "too common"),
        ("password1", "hedwige@example", "too similar"),
        ("company", "", "required"),
        ("company", "…", "letter or digit"),
        ("company", "Aurora\u202eSAS", "cannot be printed"),
        ("company", "x" * 81, "at most 80"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_is_kept(client, world, field, value, says):
    before = User.objects.count(), Workspace.objects.count()
    answer = sign_up(client, **{field: value})
    html = answer.content.decode()
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert set(errors) == {field} and says in str(errors[field])
    assert f'id="id_{field}_error"' in html and 'aria-invalid="true"' in html
    assert (User.objects.count(), Workspace.objects.count()) == before


@pytest.mark.django_db
def test_broken_utf8_is_refused_in_a_name(client):
    body = b"company=Aur%FFora&username=hedwige&email=hedwige%40example.org&password1=une+phrase+facile"
    answer = client.post(reverse("account_signup"), body, content_type="application/x-www-form-urlencoded")
    assert "company" in answer.context["form"].errors
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_megabyte_in_a_field_is_refused_before_it_is_read(client):
    answer = sign_up(client, company="x" * 1_000_000)
    assert answer.status_code in (400, 413)
    assert "We could not read that request" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_form_of_a_thousand_fields_is_refused(client):
    answer = sign_up(client, **{f"f{n}": "x" for n in range(1000)})
    assert answer.status_code == 400
    assert not User.objects.exists()


@pytest.mark.django_db
def test_sign_up_does_not_tell_that_an_address_has_an_account(client, world):
    answer = sign_up(client, email="olive@example.org")
    assert answer.status_code == 302
    assert User.objects.get(username="olive").check_password("correct horse battery")


@pytest.mark.django_db
def test_half_an_account_is_never_kept(client, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(Membership.objects, "create", full)
    client.raise_request_exception = False
    assert sign_up(client).status_code == 500
    assert not User.objects.exists() and not Workspace.objects.exists()


@pytest.mark.django_db
def test_too_many_accounts_from_one_address(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/h/ip"}
    answers = [sign_up(client, username=f"hedwige{n}", password1="short") for n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "That was a lot at once" in answers[-1].content.decode()
    assert answers[-1]["Retry-After"]


@pytest.mark.django_db
def test_a_username_taken_at_the_same_moment_is_told(client, world, monkeypatch):
    """Both forms found the name free; the database has the last word."""
    monkeypatch.setattr(
        "allauth.account.internal.userkit.filter_users_by_username", lambda *names: User.objects.none()
    )
    before = User.objects.count(), Workspace.objects.count()
    answer = sign_up(client, username="olive")
    assert answer.status_code == 200 and "already exists" in str(answer.context["form"].errors["username"])
    assert (User.objects.count(), Workspace.objects.count()) == before
    assert "_auth_user_id" not in client.session
