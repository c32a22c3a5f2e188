"""What the machine and the server can do at all: the same letters, made beforehand, sent by a bare smtplib loop over as
many connections. Prints letters a second, and the bytes of one.

`python -m bench.bare ISSUE COUNT CONNECTIONS PORT`
"""

import os
import smtplib
import sys
import threading
import time


def letters(issue: str, count: int) -> list[tuple[str, str, bytes]]:
    """(Return-Path, address, bytes) of the issue to its first readers, signed."""
    from smartbooth.core import clock
    from smartbooth.mail import dkim, mime
    from smartbooth.mail.admit import Batch, admit
    from smartbooth.mail.messages import pack
    from smartbooth.mail.models import Outbox
    from smartbooth.mail.outbox import values
    from smartbooth.newsletters.messages import NewsletterIssue
    from smartbooth.people.models import Person

    kept = pack(NewsletterIssue, {"issue": issue, "counted": "no"})
    made, signer = [], dkim.current()
    assert signer is not None
    persons = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:count])
    for start in range(0, len(persons), 500):
        rows = [Outbox(**values(NewsletterIssue, one, "en", kept)) for one in persons[start : start + 500]]
        for _row, envelope in admit(Batch(rows, clock.now(), addressed=True)).ready:
            raw = mime.source(envelope.letter, envelope.address)
            made.append((envelope.return_path, envelope.address, signer.sign(raw) + raw))
    return made


def send(some: list[tuple[str, str, bytes]], port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as line:
        for return_path, address, raw in some:
            line.sendmail(return_path, [address], raw)


def main(issue: str, count: int, connections: int, port: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")
    import django

    django.setup()
    made = letters(issue, count)
    threads = [
        threading.Thread(target=send, args=(made[number::connections], port)) for number in range(connections)
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(len(made) / (time.perf_counter() - begun), len(made[0][2]))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
