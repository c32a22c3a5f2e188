"""Isolation by workspace. A tenant's model declares `objects = Scoped()`: a query outside `within(workspace)`
raises ScopeError, a query inside sees that workspace only.

`everywhere()` is for the installation's own work (fold, publish table, retention) and never for a request.
"""

from typing import Any, TypeVar

from django.db import models
from django_scopes import get_scope, scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from smartbooth.accounts.models import Workspace

M = TypeVar("M", bound=models.Model)


class Scoped(models.Manager[M]):
    """django-scopes' ScopedManager is a function type checkers cannot see through; this is its rule as a class."""

    def get_queryset(self) -> models.QuerySet[M]:
        active = get_scope()
        if not active.get("_enabled", True):
            return super().get_queryset()
        if not active.get("workspace"):
            raise ScopeError(
                f"A query on {self.model.__name__} needs a workspace: enter `within(workspace)` first."
            )
        return super().get_queryset().filter(workspace=active["workspace"])


def within(workspace: Workspace | str) -> Any:
    """Context manager: queries see only this workspace (given as itself or by id)."""
    return scope(workspace=workspace.pk if isinstance(workspace, Workspace) else workspace)


everywhere = scopes_disabled

__all__ = ["ScopeError", "Scoped", "everywhere", "within"]
