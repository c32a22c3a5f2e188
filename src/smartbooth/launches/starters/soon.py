"""Soon: a poster. One line, one field, a countdown. A night train comes back."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from smartbooth.core import clock
from smartbooth.launches.starters.base import Blocks, Starter


def opening() -> str:
    """Six weeks from today at noon, UTC: a starting page is not out of date on the day it is opened."""
    moment = (clock.now() + timedelta(weeks=6)).replace(hour=12, minute=0, second=0, microsecond=0)
    return moment.isoformat()


def english() -> Blocks:
    yield (
        "hero",
        {
            "eyebrow": "The night train, again",
            "headline": "Asleep in Brussels. Awake in Lisbon.",
            "tagline": "Real beds, a lamp to read by, and warm custard tarts somewhere past Coimbra.",
            "drawing": "night",
            "layout": "poster",
        },
    )
    yield (
        "lead_form",
        {
            "headline": "One letter, the evening before",
            "text": "Those on the list book twelve hours ahead of everyone.",
            "button_text": "Write to me",
            "thanks_title": "You are on the list.",
            "thanks_text": "On the evening before sales open you get one letter, with the timetable "
            "and a code that opens "
            "the booking twelve hours early. Nothing until then.",
            "layout": "line",
            "tone": "surface",
        },
    )
    yield (
        "countdown",
        {
            "title": "The first berths go on sale",
            "moment": opening(),
            "zone": "Europe/Paris",
            "after": "Berths are on sale.",
            "tone": "surface",
        },
    )
    yield (
        "footer",
        {
            "contact": "Nocturne Rail, 12 Rue de la Lanterne, 1000 Brussels. hello@nocturne.example.org",
            "items": [],
            "tone": "surface",
        },
    )


def french() -> Blocks:
    yield (
        "hero",
        {
            "eyebrow": "Le train de nuit revient",
            "headline": "Ce soir Paris. Demain matin Porto.",
            "tagline": "De vrais lits, une liseuse au-dessus de l’oreiller, et le café servi quand "
            "le Douro apparaît.",
            "drawing": "night",
            "layout": "poster",
        },
    )
    yield (
        "lead_form",
        {
            "headline": "Une lettre, la veille au soir",
            "text": "Les inscrits réservent douze heures avant tout le monde.",
            "button_text": "Prévenez-moi",
            "thanks_title": "C’est noté.",
            "thanks_text": "La veille de l’ouverture, vous recevrez une lettre : l’horaire, les "
            "tarifs, et le code qui ouvre "
            "la réservation douze heures plus tôt. Rien d’ici là.",
            "layout": "line",
            "tone": "surface",
        },
    )
    yield (
        "countdown",
        {
            "title": "Ouverture des premières couchettes",
            "moment": opening(),
            "zone": "Europe/Paris",
            "after": "Les couchettes sont en vente.",
            "tone": "surface",
        },
    )
    yield (
        "footer",
        {
            "contact": "Les Trains Nocturne, 8 quai de la Lanterne, 75013 Paris. bonjour@nocturne.example.org",
            "items": [],
            "tone": "surface",
        },
    )


SOON = Starter(
    key="soon",
    label=_("Soon"),
    about=_("A poster: one line, one field, a countdown."),
    theme={
        "background": "#0e1430", "surface": "#172046", "text": "#f4ead7", "accent": "#ffb454",
        "font": "condensed", "scale": "poster", "spacing": "compact", "corners": "square",
    },
    blocks={"en": english, "fr": french},
)  # fmt: skip
