"""What the mail room is given and what it made of it.

`python -m bench.returned make COUNT` makes so many letters that went out, and prints as JSON [sender, to, message] of
what comes in: that each came back, and after each a letter to support. `look` prints how many are marked as come back,
and how many letters support has.
"""

import json
import os
import sys
from email.message import EmailMessage
from email.policy import SMTP

AT_ONCE = 5_000
SUPPORT = "support@example.org"


def make(total: int) -> str:
    from bench import readers
    from smartbooth.core import clock
    from smartbooth.mail import verp
    from smartbooth.mail.inbound.tests.reports import report
    from smartbooth.mail.models import Outbox
    from smartbooth.newsletters.messages import NewsletterIssue
    from smartbooth.people.models import Person

    readers.migrate()
    readers.make(total)
    now = clock.now()
    persons = Person.objects.values_list("pk", flat=True)
    rows = [
        Outbox(
            message=NewsletterIssue.name, person_id=key, language="en", params="{}", due_at=now, created_at=now,
            state=Outbox.SENT, sent_at=now,
        )
        for key in persons
    ]  # fmt: skip
    Outbox.objects.bulk_create(rows, batch_size=AT_ONCE)
    letters = []
    for number, row in enumerate(rows):
        letters.append(("", verp.return_path(row.pk), report(row.pk).decode()))
        letters.append(written(number))
    return json.dumps(letters)


def written(number: int) -> tuple[str, str, str]:
    """A letter of 2 KB, from somebody new."""
    mail = EmailMessage()
    writer = f"writer.{number}@example.net"
    mail["From"], mail["To"], mail["Subject"] = writer, SUPPORT, f"A question, number {number}"
    mail["Message-ID"] = f"<{number}@example.net>"
    mail.set_content("How do I take the page down after the launch?\n" * 40)
    return writer, SUPPORT, mail.as_bytes(policy=SMTP).decode()


def look() -> str:
    from smartbooth.mail.models import Outbox
    from smartbooth.support.models import Mail

    return f"{Outbox.objects.filter(state=Outbox.BOUNCED).count()} {Mail.objects.count()}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")
    import django

    django.setup()
    print(make(int(sys.argv[2])) if sys.argv[1] == "make" else look())
