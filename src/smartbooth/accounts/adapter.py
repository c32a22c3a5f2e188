"""Where sign-up becomes an owner: the account and its workspace are made in one transaction."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest

from smartbooth.accounts.models import Membership, User, Workspace


class Adapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        with transaction.atomic():
            user = super().save_user(request, user, form, commit=commit)
            workspace = Workspace.objects.create(name=user.username)
            Membership.objects.create(workspace=workspace, user=user, role=Membership.OWNER)
        return user
