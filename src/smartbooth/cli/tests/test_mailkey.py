"""A key is made once, for its owner alone, with the record to publish."""

import re

import dns.rdata
import pytest
from click.testing import CliRunner
from django.test import override_settings

from smartbooth.cli import main
from smartbooth.mail import dkim


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setattr("django.setup", lambda: None)
    return lambda *arguments: CliRunner().invoke(main, ["mailkey", *map(str, arguments)])


def test_a_key_is_made_for_its_owner_alone(run, tmp_path):
    path = tmp_path / "mail.pem"
    with override_settings(MAIL_SENDER="us@example.org", DKIM_SELECTOR="may"):
        result = run(path)
    assert result.exit_code == 0, result.output
    assert path.stat().st_mode & 0o777 == 0o600
    name, strings = re.search(r"^(\S+) IN TXT (.+)$", result.output, re.MULTILINE).groups()
    assert name == "may._domainkey.example.org."
    read = dns.rdata.from_text("IN", "TXT", strings)
    assert b"".join(read.strings).decode() == dkim.load(path, "example.org", "may").record()
    assert f"SMARTBOOTH_DKIM_KEY={path}\nSMARTBOOTH_DKIM_SELECTOR=may" in result.output
    assert "PRIVATE" not in result.output


def test_a_file_that_is_there_stays(run, tmp_path):
    path = tmp_path / "mail.pem"
    path.write_text("precious")
    result = run(path)
    assert result.exit_code == 1 and "is there already" in result.output
    assert path.read_text() == "precious"


@pytest.mark.parametrize("selector", ["two words", "a..b", "é;"])
def test_a_selector_that_is_no_name_makes_no_key(run, tmp_path, selector):
    result = run(tmp_path / "mail.pem", "--selector", selector)
    assert result.exit_code == 1 and "no name in DNS" in result.output
    assert not (tmp_path / "mail.pem").exists()


def test_a_folder_that_is_not_there_is_named(run, tmp_path):
    result = run(tmp_path / "no" / "mail.pem")
    assert result.exit_code == 1 and "No such file or directory" in result.output
