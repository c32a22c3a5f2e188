import io
import logging

import pytest
from django.conf import settings

from smartbooth.core.logs import Discreet, discreet


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Not Found: /unsubscribe/zoe@example.org/", "Not Found: /unsubscribe/[address]/"),
        ("Not Found: /x/zoe%40example.org", "Not Found: /x/[address]"),
        ("DETAIL:  Key (email)=(zoé.d+1@example.org) exists", "DETAIL:  Key (email)=([address]) exists"),
        ("from 203.0.113.7:4411", "from [network]:4411"),
        ("from 2001:db8::7 and ::1", "from [network] and [network]"),
        ("from fe80:1:2:3:4:5:6:7", "from [network]"),
        ("at 10:20:30 by std::vector, 1:2", "at 10:20:30 by std::vector, 1:2"),
        ("smartbooth 1.2.3 at line 12, in edge.app:answer", "smartbooth 1.2.3 at line 12, in edge.app:answer"),
    ],
)
def test_what_identifies_someone_is_blacked_out_and_the_rest_stays(text, kept):
    assert discreet(text) == kept


def test_the_traces_too():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Discreet("{levelname} {message}", style="{"))
    log = logging.Logger("t")
    log.addHandler(handler)
    try:
        raise ValueError("zoe@example.org")
    except ValueError:
        log.exception("for %s", "203.0.113.7")
    assert "for [network]" in out.getvalue() and "ValueError: [address]" in out.getvalue()
    assert "example" not in out.getvalue().replace("test_", "")


def test_every_line_the_service_writes_is_formatted_so():
    used = {handler["formatter"] for handler in settings.LOGGING["handlers"].values()}
    assert {settings.LOGGING["formatters"][name]["()"] for name in used} == {"smartbooth.core.logs.Discreet"}
