"""Docs as tests: what is said exists, and what exists is said."""

import re
from pathlib import Path

import click
import pytest

from smartbooth.cli import COMMANDS, main
from tests.test_house import ROOT, text, tracked

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PAGES = [name for name in tracked("*.md") if "/data/" not in name]


def anchors(page):
    """Heading anchors as Markdown renderers make them."""
    heads = re.findall(r"^#+ (.+)$", text(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    for link in LINK.findall(text(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), f"{page}: {link}"
        if anchor:
            assert anchor in anchors(str(target.resolve().relative_to(ROOT))), f"{page}: {link}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name):
    page = text("docs/commands.md")
    command = main.get_command(click.Context(main), name)
    assert f"## `smartbooth {name}" in page
    section = page.split(f"## `smartbooth {name}", 1)[1].split("\n## ", 1)[0]
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            for option in (*parameter.opts, *parameter.secondary_opts):
                assert option in section, f"{name}: {option}"


def test_no_command_is_documented_that_is_gone():
    assert set(re.findall(r"^## `smartbooth (\w+)", text("docs/commands.md"), re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    command = main.get_command(click.Context(main), name)
    assert command.get_short_help_str(200).endswith(".") or name == "manage"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name}: {parameter.name}"


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(
        int(Path(name).name[:4]) for name in tracked("docs/decisions") if Path(name).name[0].isdigit()
    )
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_make_target_is_listed_by_help():
    makefile = text("Makefile")
    targets = set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split()) - {"help"}
    listed = set(re.findall(r'@echo "make ([\w-]+)', makefile))
    assert targets == listed
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
