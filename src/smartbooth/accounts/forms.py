"""allauth's forms in our words: one password field (it can be shown), no placeholder where a label does better."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.models import Workspace
from smartbooth.accounts.names import LONGEST, clean_name

COMPANY = _("Your name or company, as visitors read it")
COMPANY_HELP = _("It stands under each form: people must know who receives their address.")


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
    field_order = ["company", "username", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = _("To sign in with. Letters, digits and @.+-_")
        self.fields["email"].label = _("Your mail address")
        self.fields["password1"].help_text = password_help()

    def clean_company(self) -> str:
        return clean_name(self.cleaned_data["company"])


class LoginForm(Plain, allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""


class ResetPasswordForm(Plain, allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your mail address")


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
