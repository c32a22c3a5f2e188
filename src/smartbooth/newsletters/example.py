"""An issue that was never written, for the preview of its message and for checks: one block of each kind."""

from django.utils.translation import gettext_lazy as _

from smartbooth.newsletters.documents import Document

EXAMPLE: Document = {
    "subject": _("Drawers, and a quieter editor"),
    "summary": _("Three things we made in April."),
    "blocks": [
        {
            "id": "text",
            "kind": "text",
            "data": {
                "title": _("What is new"),
                "body": _(
                    '<p>We tidied up. <a href="https://example.org/april">All of it</a> is on one page.</p>'
                ),
            },
        },
        {
            "id": "brief",
            "kind": "features",
            "data": {
                "title": "",
                "intro": "",
                "numbered": "yes",
                "items": [
                    {"title": _("Drawers"), "text": _("Pages you no longer need lie in one."), "url": ""},
                    {
                        "title": _("Undo"),
                        "text": _("It reaches back to the first word."),
                        "url": "https://example.org/undo",
                    },
                ],
            },
        },
        {
            "id": "quote",
            "kind": "quote",
            "data": {"text": _("I found the page I had lost."), "name": "Ada", "role": "Aurora SAS"},
        },
        {
            "id": "price",
            "kind": "price",
            "data": {
                "title": _("Prices stay"),
                "note": _("Taxes included."),
                "items": [
                    {
                        "name": _("One launch"),
                        "amount": _("€19"),
                        "per": _("a month"),
                        "lines": [_("Two versions")],
                    }
                ],
            },
        },
        {
            "id": "image",
            "kind": "image",
            "data": {"picture": "example000", "alt": _("A drawer, half open"), "caption": _("The new drawer")},
        },
        {
            "id": "button",
            "kind": "button",
            "data": {
                "text": _("See the drawers"),
                "url": "https://example.org/new",
                "note": _("Nothing to install."),
            },
        },
    ],
}
