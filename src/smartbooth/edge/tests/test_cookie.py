from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from smartbooth.core import clock
from smartbooth.edge import cookie
from smartbooth.edge.cookie import Visit

NOW = datetime(2026, 5, 3, 12, 30, tzinfo=UTC)
HOUR = int(NOW.timestamp()) // 3600
NAMES = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,39}", fullmatch=True)
MARKS = st.sets(st.sampled_from("vcgln")).map(lambda found: "".join(m for m in "vcgln" if m in found))
VISITS = st.builds(
    Visit, st.sampled_from("abc"), st.integers(HOUR - 390 * 24, HOUR), NAMES, NAMES | st.just("-"),
    st.sampled_from(["FR", "DE", "ZZ"]), st.sampled_from("ptd-"), MARKS,
)  # fmt: skip


def sent(visit, root="/"):
    return cookie.header(visit, root, NOW.timestamp()).partition(b";")[0]


@given(VISITS)
def test_what_is_written_is_read(visit):
    with clock.at(NOW):
        assert cookie.parse(sent(visit), "abc") == visit


@given(st.binary(max_size=200))
def test_any_bytes_are_no_visit_and_no_error(raw):
    with clock.at(NOW):
        for header in (raw, b"sb=" + raw, b"other=1; sb=" + raw + b"; last=2"):
            found = cookie.parse(header, "abc")
            assert found is None or found.letter in "abc"


@given(VISITS, st.integers(0, 60), st.binary(min_size=1, max_size=1))
def test_an_altered_cookie_is_read_as_one_we_could_have_written_or_not_at_all(visit, position, byte):
    raw = sent(visit)
    altered = raw[:position] + byte + raw[position + 1 :]
    with clock.at(NOW):
        found = cookie.parse(altered, "abc")
        assert found is None or sent(found) in altered.replace(b" ", b"")


def test_what_was_set_before_there_was_a_chosen_button_is_read():
    with clock.at(NOW):
        visit = cookie.parse(f"sb=a/{HOUR}/google/-/FR/p/vcl".encode(), "ab")
    assert visit.marks == "vcl"
    assert cookie.mark(visit, cookie.CHOSEN).marks == "vcgl"


def test_none_and_malformed_are_told_apart():
    with clock.at(NOW):
        assert cookie.read(b"session=1", "ab") == (None, False)
        assert cookie.read(b"sb=hello", "ab") == (None, True)
        assert cookie.read(b"sb=", "ab") == (None, True)


def test_a_variant_that_is_gone_is_a_new_visit_and_no_tampering():
    with clock.at(NOW):
        assert cookie.read(sent(Visit("z", HOUR)), "ab") == (None, False)


def test_a_clock_that_went_back_leaves_the_visitor_as_they_are():
    with clock.at(NOW - timedelta(hours=30)):
        assert cookie.parse(sent(Visit("a", HOUR)), "ab") == Visit("a", HOUR)
    with clock.at(NOW - timedelta(days=30)):
        assert cookie.read(sent(Visit("a", HOUR)), "ab") == (None, True)


def test_it_is_not_renewed_and_ends_after_thirteen_months(settings):
    first = Visit("a", HOUR - 24)
    line = cookie.header(first, "/", NOW.timestamp())
    life = settings.COOKIE_DAYS * 86400
    assert f"Max-Age={life - 24 * 3600 - 1800}".encode() in line
    with clock.at(NOW + timedelta(days=settings.COOKIE_DAYS)):
        assert cookie.parse(sent(first), "ab") is None


def test_an_objection_is_remembered_from_when_it_was_made(settings):
    line = cookie.header(Visit("a", HOUR - 24 * 390, marks="n"), "/", NOW.timestamp())
    assert f"Max-Age={settings.COOKIE_DAYS * 86400};".encode() in line


def test_a_life_never_exceeds_thirteen_months_when_the_clock_goes_back(settings):
    line = cookie.header(Visit("a", HOUR + 40), "/", NOW.timestamp())
    assert f"Max-Age={settings.COOKIE_DAYS * 86400};".encode() in line


def test_its_attributes(monkeypatch):
    line = cookie.header(Visit("a", HOUR), "/aurora/", NOW.timestamp())
    assert line.endswith(b"HttpOnly; SameSite=Lax") and b"; Path=/aurora/;" in line
    monkeypatch.setattr(cookie, "SECURE", "; Secure")
    assert cookie.header(Visit("a", HOUR), "/", NOW.timestamp()).endswith(b"; Secure")


def test_marks_keep_their_order():
    visit = cookie.mark(cookie.mark(Visit("a", HOUR), "c"), "v")
    assert visit.marks == "vc"
    assert cookie.unmark(cookie.mark(visit, "n"), "n") == visit


@given(VISITS, st.integers(HOUR - 390 * 24, HOUR))
def test_a_cookie_from_before_the_launch_had_its_address_is_anothers_but_for_a_refusal(visit, since):
    with clock.at(NOW):
        found, malformed = cookie.read(sent(visit), "abc", since)
    assert found == (visit if visit.hour >= since or "n" in visit.marks else None) and not malformed
