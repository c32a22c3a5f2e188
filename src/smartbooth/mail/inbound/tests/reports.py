"""What comes back, as servers write it."""

from smartbooth.core import ids
from smartbooth.mail import verp
from smartbooth.mail.inbound.mailboxes import Kind, Mailbox

SUPPORT, ABUSE = Mailbox(Kind.SUPPORT), Mailbox(Kind.ABUSE)
REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: postmaster@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

--edge
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--edge
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Tue,  3 Nov 2026 10:00:00 +0100 (CET)

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--edge
Content-Description: Undelivered Message
Content-Type: {returned}

From: Smart PhotoBooth <support@example.org>
Message-ID: <{message_id}>
Subject: Hello

Hello.
--edge--
"""
ARF = """\
From: <feedback@provider.example>
To: <abuse@example.org>
Subject: FW: News
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="edge"

--edge
Content-Type: text/plain

This is an email abuse report for a message received from 192.0.2.1.

--edge
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Feedback/1.0
Version: 1
Original-Mail-From: <{path}>

--edge
Content-Type: message/rfc822

From: Smart PhotoBooth <support@example.org>
Message-ID: <{message_id}>
Subject: News

Hello.
--edge--
"""


def crlf(text):
    return text.replace("\n", "\r\n").encode()


def report(
    row="", recipient="sam@example.org", action="failed", status="5.1.1", said="550 5.1.1 user unknown",
    returned="message/rfc822",
):  # fmt: skip
    """A delivery report that returns the letter of `row` (one of nobody's without)."""
    message_id = f"{row or ids.token()}@localhost"
    return crlf(
        REPORT.format(
            recipient=recipient, action=action, status=status, said=said, message_id=message_id, returned=returned
        )
    )


def complaint(row="", kind="abuse", path=""):
    return crlf(ARF.format(kind=kind, path=path, message_id=f"{row or ids.token()}@localhost"))


def path(row):
    """The return path of that row's letter, as a mailbox."""
    return Mailbox(Kind.BOUNCES, verp.read(verp.return_path(row.pk).rpartition("@")[0]))
