from django import forms
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.models import Workspace


class WorkspaceForm(forms.ModelForm):
    class Meta:
        model = Workspace
        fields = ["name"]
        labels = {"name": _("Your name or company, as visitors read it")}
        help_texts = {"name": _("Each form says that this name receives the address.")}
