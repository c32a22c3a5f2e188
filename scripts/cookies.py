"""Write docs/cookies.md from what the rooms declare: python scripts/cookies.py"""

import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")
django.setup()

from smartbooth.registry.sheet import markdown  # noqa: E402 - models load after the set-up

(Path(__file__).parents[1] / "docs/cookies.md").write_text(markdown(), encoding="utf-8")
