"""allauth's forms in our words: one password field (it can be shown), no placeholder where a label does better."""

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.userkit import filter_users_by_email
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts import letters, pseudonyms
from smartbooth.accounts.models import User, Workspace
from smartbooth.accounts.names import LONGEST, clean_name
from smartbooth.core import age
from smartbooth.people import store, vault
from smartbooth.people.address import LONGEST as LONGEST_ADDRESS
from smartbooth.people.address import Address, AddressError

COMPANY = _("Your name or company, as visitors read it")
COMPANY_HELP = _("It stands under each form: people must know who receives their address.")


LONGEST_FIELD = LONGEST_ADDRESS + 66  # as people.address reads it, which then says what is wrong


def address_field() -> forms.CharField:
    return forms.CharField(
        label=_("Your mail address"),
        max_length=LONGEST_FIELD,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def read_address(typed: str) -> Address:
    """Raises ValidationError in words for who typed it."""
    try:
        return Address.parse(typed)
    except AddressError as error:
        raise forms.ValidationError(error.message) from None


def password_help() -> str:
    shortest = next(
        rule.min_length for rule in get_default_password_validators() if isinstance(rule, MinimumLengthValidator)
    )
    return _("At least %(count)s characters. A sentence is easier to keep than a code.") % {"count": shortest}


class Plain(forms.Form):
    """Labels instead of placeholders, and a password typed once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignupForm(Plain, allauth.SignupForm):
    company = forms.CharField(
        label=COMPANY,
        help_text=COMPANY_HELP,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    born = forms.CharField(
        label=_("Year of birth"),
        help_text=_("Read once, and not kept."),
        max_length=4,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year", "size": 4}),
    )
    email = address_field()
    field_order = ["company", "username", "email", "password1", "born"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = _("To sign in with. Letters, digits and .+-_")
        self.fields["email"].label = _("Your mail address")
        self.fields["password1"].help_text = password_help()

    def clean_company(self) -> str:
        return clean_name(self.cleaned_data["company"])

    def clean_username(self) -> str:
        """A username is seen by colleagues and stands in the table as it is: it must not be somebody's address."""
        name: str = super().clean_username()
        if "@" in name:
            raise forms.ValidationError(_("A username has no @: it is not your mail address."))
        return name

    def clean_email(self) -> str:
        """The address as typed, for the password to be compared with; `save` seals it, nothing keeps it before."""
        return read_address(self.cleaned_data["email"]).written

    def save(self, request: HttpRequest) -> User:
        """One transaction: the person with the sealed address, then the account under the person's pseudonym."""
        with store.both():
            self.person, _new = vault.find_or_make(Address.parse(self.cleaned_data["email"]))
            self.cleaned_data["email"] = pseudonyms.of_person(self.person.pk)
            user: User = super().save(request)
        return user

    def clean_born(self) -> int:
        try:
            return age.year(self.cleaned_data["born"])
        except age.YearError:
            raise forms.ValidationError(_("Write the year with four digits.")) from None


class LoginForm(Plain, allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""

    def clean_login(self) -> str:
        """A username, or the pseudonym of who has this address: from here on nothing knows the address itself."""
        login: str = super().clean_login()
        if "@" not in login:
            return login
        try:
            return pseudonyms.of_address(Address.parse(login))
        except AddressError:
            raise get_adapter().validation_error("email_password_mismatch") from None


class PasswordForm(Plain, allauth.ReauthenticateForm):
    """What an open browser alone must not do: `user` says who they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class ResetPasswordForm(Plain, allauth.ResetPasswordForm):
    email = address_field()

    def clean_email(self) -> str:
        name = pseudonyms.of_address(read_address(self.cleaned_data["email"]))
        self.users = filter_users_by_email(name, is_active=True, for_login=True)
        return name

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Post the letter, or as much for nobody: the answer is the same and takes the same time."""
        with transaction.atomic():
            letters.tell(letters.Event.RESET, self.users, get_language() or "en")
        return str(self.cleaned_data["email"])


class NewPassword(Plain):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = password_help()
        self.fields["password1"].label = _("New password")


class ResetPasswordKeyForm(NewPassword, allauth.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(NewPassword, allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["oldpassword"].help_text = ""


class WorkspaceForm(forms.ModelForm):
    class Meta:
        model = Workspace
        fields = ["name"]
        labels = {"name": COMPANY}
        help_texts = {"name": COMPANY_HELP}

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])
