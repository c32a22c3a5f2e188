import os
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from smartbooth.core import env


def test_a_wrong_number_names_its_variable(monkeypatch):
    monkeypatch.setenv("SMARTBOOTH_PORT", "eight")
    with pytest.raises(ImproperlyConfigured, match="SMARTBOOTH_PORT must be a whole number, not 'eight'"):
        env.whole("PORT", 1)


def test_a_number_below_its_least_is_refused(monkeypatch):
    monkeypatch.setenv("SMARTBOOTH_PORT", "0")
    with pytest.raises(ImproperlyConfigured, match="at least 1"):
        env.whole("PORT", 8000, minimum=1)


@pytest.mark.parametrize(("raw", "value"), [("yes", True), ("1", True), ("off", False), ("", False)])
def test_flags(monkeypatch, raw, value):
    monkeypatch.setenv("SMARTBOOTH_DEBUG", raw)
    assert env.flag("DEBUG", not value) is value


def test_a_flag_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("SMARTBOOTH_DEBUG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="yes or no"):
        env.flag("DEBUG", False)


def test_words_drop_what_is_empty(monkeypatch):
    monkeypatch.setenv("SMARTBOOTH_STUDIO_ALIASES", " a.example.org, ,b.example.org,")
    assert env.words("STUDIO_ALIASES", []) == ["a.example.org", "b.example.org"]


def test_a_secret_is_made_once_and_private(tmp_path, monkeypatch):
    monkeypatch.delenv("SMARTBOOTH_MASTER_KEY", raising=False)
    first = env.secret("MASTER_KEY", tmp_path / "secrets")
    assert env.secret("MASTER_KEY", tmp_path / "secrets") == first and len(first) == 32
    assert stat.S_IMODE(os.stat(tmp_path / "secrets/master_key").st_mode) == 0o600


@pytest.mark.parametrize("raw", ["short", "zz" * 32, "ab" * 16])
def test_a_secret_of_the_wrong_shape_is_refused(tmp_path, monkeypatch, raw):
    monkeypatch.setenv("SMARTBOOTH_MASTER_KEY", raw)
    with pytest.raises(ImproperlyConfigured, match="64 hexadecimal digits"):
        env.secret("MASTER_KEY", tmp_path)
    with pytest.raises(ImproperlyConfigured, match="64 hexadecimal digits"):
        env.key("MASTER_KEY")


def test_a_key_that_is_not_given_is_none(monkeypatch):
    monkeypatch.delenv("SMARTBOOTH_MASTER_KEY_OLD", raising=False)
    assert env.key("MASTER_KEY_OLD") is None
    monkeypatch.setenv("SMARTBOOTH_MASTER_KEY_OLD", "ab" * 32)
    assert env.key("MASTER_KEY_OLD") == b"\xab" * 32
