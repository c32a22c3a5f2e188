from email.message import EmailMessage

import pytest

from smartbooth.accounts.models import User
from smartbooth.mail.inbound.take import take

ADA = "Ada Lovelace <ada@example.org>"
SECRET = "My cat Mirabelle walked over the keyboard"


@pytest.fixture
def write(db, settings):
    """`write("words", subject=…, sender=…)`: a letter comes in by the mail room's own way; its answer."""
    settings.SUPPORT_ADDRESS = settings.MAIL_SENDER = "support@example.org"

    def written(
        text=SECRET, subject="Where is my page?", sender="Ada Lovelace <ada@example.org>", attach=(), **headers
    ):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, "support@example.org", subject
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        for name, content in attach:
            mail.add_attachment(content, maintype="image", subtype="png", filename=name)
        [answer] = take(mail.as_bytes(), "ada@example.org", ["support@example.org"])
        return answer.code

    return written


@pytest.fixture
def desk(client, db):
    """The operator's browser."""
    client.force_login(
        User.objects.create_user("operator", "operator@example.org", "a long password", is_staff=True)
    )
    return client
