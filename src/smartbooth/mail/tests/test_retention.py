from datetime import timedelta

import pytest
from django.core.checks import Error

from smartbooth.core import clock
from smartbooth.mail import checks, retention
from smartbooth.mail.models import Outbox
from smartbooth.mail.outbox import post


def test_rows_go_when_a_year_of_them_is_counted(sam, hello, settings):
    settings.OUTBOX_DAYS = 400
    post(hello, sam.pk, "en", owner="Aurora")
    now = clock.now()
    assert retention.sweep(now + timedelta(days=399)) == 0
    assert retention.overdue(now + timedelta(days=401)) == 1
    assert retention.sweep(now + timedelta(days=401)) == 1
    assert retention.overdue(now + timedelta(days=401)) == 0 and not Outbox.objects.exists()


def test_a_setting_too_short_for_a_year_is_an_error(settings):
    settings.OUTBOX_DAYS = 365
    assert [type(found) for found in checks.budgets()] == [Error]


def test_a_message_without_its_template_is_an_error(hello):
    assert checks.templates() == []
    hello.template = "mail/nothing"
    assert [found.id for found in checks.templates()] == ["smartbooth.E020"] * 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("<mj-text>never closed", "NotMJML"),
        ("<mj-txt>typed wrong</mj-txt>", "<mj-txt>"),
        ("<p>in no mj-text</p>", "in no mj-text"),
        ("{% include 'mail/parts/nothing.mjml' %}", "TemplateDoesNotExist"),
    ],
)
def test_a_template_that_loses_words_is_an_error(hello, settings, tmp_path, wrong, says):
    head = '{% extends "mail/frame.mjml" %}{% block letter %}'
    (tmp_path / "wrong.mjml").write_text(f"{head}{wrong}{{% endblock %}}")
    (tmp_path / "wrong.txt").write_text("{% extends 'mail/frame.txt' %}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    hello.template = "wrong"
    found = checks.templates()
    assert [error.id for error in found] == ["smartbooth.E022"] * 2 and says in found[0].hint
