"""Which database a model lives in: keys in the key store, everything else in the main one."""

from __future__ import annotations

from typing import Any

from smartbooth.people.store import KEYS

MODELS = {"key", "ring"}  # of this room


def _kept_there(app_label: str, model_name: str | None) -> bool:
    return app_label == "people" and model_name in MODELS


class Router:
    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return KEYS if _kept_there(model._meta.app_label, model._meta.model_name) else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return self.db_for_read(model)

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool | None:
        return _kept_there(app_label, model_name) == (db == KEYS)
