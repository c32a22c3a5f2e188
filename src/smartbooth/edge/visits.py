"""The page, the pixel and the button: assign, answer, count. Everything of a visitor is decided at the page."""

from smartbooth.core import clock
from smartbooth.edge import choice, client, cookie, origins, reasons, replay, robots, salt
from smartbooth.edge.cookie import Visit
from smartbooth.edge.http import Answer, Head, Request, encoding
from smartbooth.edge.names import CAMPAIGN, SOURCE, Names
from smartbooth.edge.record import NOBODY, Recorder
from smartbooth.edge.security import STATIC
from smartbooth.edge.table import Launch, redirect
from smartbooth.journal.lines import (
    AGAIN,
    AGAIN_CHOSEN,
    CLICK,
    FIRST,
    FIRST_CHOSEN,
    NONE,
    SERVED,
    UNMEASURED,
    VIEW,
    line,
)

GIF = bytes.fromhex(  # one transparent pixel
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002020144003b"
)
_NO_STORE = (b"cache-control", b"no-store")
SEEN = Answer(
    Head(200, [*STATIC, (b"content-type", b"image/gif"), _NO_STORE, (b"content-length", b"%d" % len(GIF))]), GIF
)
LATER = Answer(Head(503, [*STATIC, _NO_STORE, (b"retry-after", b"60"), (b"content-length", b"0")]))
NOT_AHEAD = Answer(Head(503, [*STATIC, _NO_STORE, (b"content-length", b"0")]))


class Visits:
    """The three handlers, over what they need: the known names and the journal."""

    def __init__(self, names: Names, record: Recorder) -> None:
        self.names = names
        self.record = record
        self._second = 0  # since 1970
        self._ready: dict[tuple[str, Visit], tuple[bytes, bytes]] = {}  # of this second, see `ready`

    def page(self, launch: Launch, request: Request) -> Answer:
        """The launch's page in the visitor's variant; a first visit gets its cookie here."""
        headers = request.headers
        coding = encoding(headers.get(b"accept-encoding"))
        hour = clock.hour()
        agent = headers.get(b"user-agent", b"")
        counted = request.method == b"GET"
        robot, device = robots.judge(agent)
        if robot:
            if counted:
                self.record.drop(hour, launch.place, reasons.ROBOT)
            return launch.variants[launch.splits.at(hour).letters[0]].pages[b""][coding]
        ahead = robots.ahead(headers)
        if ahead:
            if counted:
                self.record.drop(hour, launch.place, reasons.PREFETCH)
            if ahead == b"prerender":
                # Rendering ahead would load the pixel for a page that perhaps nobody sees. Any answer but 2xx ends it,
                # and the visit itself then asks anew.
                return NOT_AHEAD
        raw = headers.get(b"cookie")
        visit, malformed = cookie.read(raw, launch.variants, launch.since) if raw else (None, False)
        if malformed and counted:
            self.record.drop(hour, launch.place, reasons.MALFORMED)
        forced = replay.letter(headers, launch)
        fresh = visit is None or forced is not None
        if visit is None or forced is not None:
            visit = self.arrive(launch, request, device, hour, forced)
        if launch.asks:
            answer = self.asking(launch, request, visit, coding)
        else:
            answer = launch.variants[visit.letter].pages[b""][coding]
        if counted and not ahead:
            if cookie.OBJECTS in visit.marks:
                self.record.drop(hour, launch.place, reasons.OBJECTION)
            else:
                self.record.write(self.ready(launch, visit)[0])
        if fresh and counted:
            return Answer(answer.head, answer.body, self.ready(launch, visit)[1])
        return answer

    def asking(self, launch: Launch, request: Request, visit: Visit, coding: bytes) -> Answer:
        """The page of a launch with remarketing. To whom it does not ask, it takes back what Google set before."""
        form = choice.form(request.headers, visit)
        answer = launch.variants[visit.letter].pages[form][coding]
        return answer if form == choice.ASK else choice.taken_back(answer, request)

    def ready(self, launch: Launch, visit: Visit) -> tuple[bytes, bytes]:
        """The journal line of a page served to such a visit, and its Set-Cookie value: made once a second for all whom
        neither tells apart, which on a launch's busiest day is nearly everyone."""
        now = clock.seconds()
        if int(now) != self._second:
            self._second, self._ready = int(now), {}
        made = self._ready.get((launch.id, visit))
        if made is None:
            served = line(int(now // clock.HOUR), SERVED, launch.place, visit.line, NONE)
            made = self._ready[launch.id, visit] = (served, cookie.header(visit, launch.root, now))
        return made

    def arrive(self, launch: Launch, request: Request, device: str, hour: int, forced: str | None = None) -> Visit:
        """A first visit: its variant and where it comes from."""
        headers = request.headers
        address = client.address(request.peer, headers)
        hour = max(hour, launch.since)  # a clock that went back must not make its cookies another launch's
        letter = forced or self.drawn(launch, request, hour, address)
        source, campaign = origins.tags(request.query)
        if source is None:
            source = origins.referrer(headers.get(b"referer", b""), request.host.decode("latin-1"))
        return Visit(
            letter,
            hour,
            self.names.admit(launch.id, SOURCE, source),
            self.names.admit(launch.id, CAMPAIGN, campaign),
            client.country(address),
            device,
        )

    def other_page(self, launch: Launch, request: Request, path: bytes) -> Answer:
        """Thanks or "you are not counted", in the visitor's variant; counts nothing."""
        raw = request.headers.get(b"cookie")
        visit = cookie.parse(raw, launch.variants, launch.since) if raw else None
        letter = visit.letter if visit else self.drawn(launch, request, clock.hour())
        answer = launch.variants[letter].pages[path][encoding(request.headers.get(b"accept-encoding"))]
        return choice.taken_back(answer, request) if launch.asks else answer

    def drawn(self, launch: Launch, request: Request, hour: int, address: str | None = None) -> str:
        """The variant of a new visitor, by the split of the hour that stands in the cookie."""
        if address is None:
            address = client.address(request.peer, request.headers)
        agent = request.headers.get(b"user-agent", b"")
        shares = launch.splits.at(hour)
        return shares.letter(salt.draw(address, agent, launch.id, shares.total))

    def pixel(self, launch: Launch, raw: bytes | None, method: bytes) -> Answer:
        """What counts. Reads the launch's cookie and nothing else of the request (promise G5)."""
        if method != b"GET":
            return SEEN
        hour = clock.hour()
        visit, malformed = cookie.read(raw, launch.variants, launch.since) if raw else (None, False)
        if malformed:
            self.record.drop(hour, launch.place, reasons.MALFORMED)
        if visit is None:
            return SEEN if self.record.put(hour, VIEW, launch.place, NOBODY, UNMEASURED) else LATER
        if cookie.OBJECTS in visit.marks:
            self.record.drop(hour, launch.place, reasons.OBJECTION)
            return SEEN
        seen = cookie.VISITOR in visit.marks
        if not self.record.put(hour, VIEW, launch.place, visit.line, AGAIN if seen else FIRST):
            return LATER  # no mark: counted at the next load
        if seen:
            return SEEN
        now = cookie.mark(visit, cookie.VISITOR)
        return Answer(SEEN.head, SEEN.body, cookie.header(now, launch.root, clock.seconds()))

    def click(self, launch: Launch, request: Request, button: bytes) -> Answer:
        """To the button's target as published, whatever happens to the count."""
        headers = request.headers
        raw = headers.get(b"cookie")
        visit, malformed = cookie.read(raw, launch.variants, launch.since) if raw else (None, False)
        letter = visit.letter if visit else self.drawn(launch, request, clock.hour())
        answer = launch.variants[letter].buttons.get(button) or next(
            (v.buttons[button] for v in launch.variants.values() if button in v.buttons), None
        )
        if answer is None:
            return redirect(launch.root)  # a button of an earlier publication: the page is still here
        if request.method != b"GET":
            return answer
        hour = clock.hour()
        if malformed:
            self.record.drop(hour, launch.place, reasons.MALFORMED)
        reason = self._uncounted(headers, visit)
        if reason:
            self.record.drop(hour, launch.place, reason)
            return answer
        target = button.decode("ascii")
        if visit is None or cookie.VISITOR not in visit.marks:
            # Only whom the pixel counted can become a clicker: numerator and denominator are the same people.
            self.record.put(hour, CLICK, launch.place, visit.line if visit else NOBODY, UNMEASURED, target)
            return answer
        again = cookie.CLICKED in visit.marks
        chosen = button == launch.chosen and cookie.CHOSEN not in visit.marks
        mark = (AGAIN_CHOSEN if again else FIRST_CHOSEN) if chosen else (AGAIN if again else FIRST)
        written = self.record.put(hour, CLICK, launch.place, visit.line, mark, target)
        if not written or (again and not chosen):
            return answer
        now = cookie.mark(visit, cookie.CLICKED)
        if chosen:
            now = cookie.mark(now, cookie.CHOSEN)
        return answer._replace(cookie=cookie.header(now, launch.root, clock.seconds()))

    def _uncounted(self, headers: dict[bytes, bytes], visit: Visit | None) -> str:
        if robots.judge(headers.get(b"user-agent", b""))[0]:
            return reasons.ROBOT
        if robots.ahead(headers):
            return reasons.PREFETCH
        return reasons.OBJECTION if visit and cookie.OBJECTS in visit.marks else ""
