"""Product: the thing on the left, three reasons, a quote, a price. A lamp that follows the daylight."""

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.starters.base import Blocks, Starter


def english() -> Blocks:
    yield (
        "hero",
        {
            "eyebrow": "A desk lamp, first edition of 300",
            "headline": "It goes down with the sun.",
            "tagline": "This lamp reads the daylight at your window and follows it, from clear white "
            "at noon to ember at ten. "
            "No app, no account, nothing to charge.",
            "button_text": "Keep one for me",
            "note": "€189. Nothing to pay today.",
            "drawing": "lamp",
            "layout": "left",
        },
    )
    yield (
        "features",
        {
            "title": "Three things it does, and no fourth",
            "layout": "columns",
            "tone": "surface",
            "items": [
                {
                    "mark": "1",
                    "title": "It follows your window",
                    "text": "A sensor the size of a lentil looks at the sky instead of a clock. On a "
                    "grey Tuesday the light is "
                    "grey-Tuesday light.",
                },
                {
                    "mark": "2",
                    "title": "It can be mended",
                    "text": "Six screws, one driver, in the box. Every part has a number and none "
                    "costs more than €14.",
                },
                {
                    "mark": "3",
                    "title": "It keeps quiet",
                    "text": "There is no radio in it. It cannot listen, update itself or report, "
                    "because nothing in it could.",
                },
            ],
        },
    )
    yield (
        "quote",
        {
            "text": "After a week I stopped noticing it. That is all I ever wanted from a lamp.",
            "name": "Ines Harlow",
            "role": "bookbinder, five months with prototype 7",
            "layout": "large",
        },
    )
    yield (
        "price",
        {
            "title": "One lamp, one price",
            "layout": "ticket",
            "tone": "surface",
            "items": [
                {
                    "name": "First edition",
                    "amount": "€189",
                    "per": "once, delivery in May included",
                    "lines": [
                        "Spun aluminium shade, turned beech foot",
                        "Two metres of linen cable",
                        "A spare sensor and the driver",
                        "Parts for ten years, at cost",
                    ],
                    "button_text": "Keep one for me",
                    "marked": "yes",
                }
            ],
            "note": "If you change your mind before May, one line is enough.",
        },
    )
    yield (
        "lead_form",
        {
            "headline": "Three hundred, in the order you ask",
            "text": "We write once when yours is on the bench, with the bill. You decide then.",
            "button_text": "Keep one for me",
            "name": "optional",
            "items": [
                {"label": "Which foot?", "type": "choice", "choices": ["Beech", "Smoked oak", "Black ash"]},
            ],
            "purpose_1": "You may also tell me about the wall lamp, in the autumn.",
            "thanks_title": "One is put aside.",
            "thanks_text": "When your lamp is on the bench we send you a photograph of it and the "
            "bill. Until then, silence.",
            "layout": "split",
        },
    )
    yield "footer", {"contact": "Harbour Lamp Works, 4 Netmakers’ Yard, Falmouth. post@lampworks.example.org"}


def french() -> Blocks:
    yield (
        "hero",
        {
            "eyebrow": "Une lampe de bureau, première série de 300",
            "headline": "Elle baisse avec le jour.",
            "tagline": "Elle regarde la lumière à votre fenêtre et la suit : blanche à midi, couleur "
            "braise à vingt-deux heures. "
            "Ni application, ni compte, ni batterie.",
            "button_text": "Mettez-m’en une de côté",
            "note": "189 €. Rien à payer aujourd’hui.",
            "drawing": "lamp",
            "layout": "left",
        },
    )
    yield (
        "features",
        {
            "title": "Trois qualités, et c’est tout",
            "layout": "columns",
            "tone": "surface",
            "items": [
                {
                    "mark": "1",
                    "title": "Elle suit votre fenêtre",
                    "text": "Un capteur gros comme une lentille regarde le ciel, pas l’heure. Un "
                    "mardi gris, elle fait une lumière "
                    "de mardi gris.",
                },
                {
                    "mark": "2",
                    "title": "Elle se répare",
                    "text": "Six vis et un tournevis, fourni. Chaque pièce porte un numéro ; aucune "
                    "ne dépasse 14 €.",
                },
                {
                    "mark": "3",
                    "title": "Elle se tait",
                    "text": "Aucune radio à l’intérieur. Elle n’écoute pas, ne se met pas à jour, ne "
                    "raconte rien à personne.",
                },
            ],
        },
    )
    yield (
        "quote",
        {
            "text": "Au bout d’une semaine, je l’avais oubliée. C’est tout ce que je demande à une lampe.",
            "name": "Inès Arlet",
            "role": "relieuse, cinq mois avec le prototype n° 7",
            "layout": "large",
        },
    )
    yield (
        "price",
        {
            "title": "Une lampe, un prix",
            "layout": "ticket",
            "tone": "surface",
            "items": [
                {
                    "name": "Première série",
                    "amount": "189 €",
                    "per": "une fois, livraison en mai comprise",
                    "lines": [
                        "Abat-jour en aluminium repoussé, pied en hêtre tourné",
                        "Deux mètres de câble en lin",
                        "Un capteur de rechange et le tournevis",
                        "Dix ans de pièces à prix coûtant",
                    ],
                    "button_text": "Mettez-m’en une de côté",
                    "marked": "yes",
                }
            ],
            "note": "Vous changez d’avis avant mai ? Un mot suffit.",
        },
    )
    yield (
        "lead_form",
        {
            "headline": "Trois cents lampes, dans l’ordre des demandes",
            "text": "Nous vous écrivons quand la vôtre est à l’établi, avec la facture. Vous décidez "
            "à ce moment-là.",
            "button_text": "Mettez-m’en une de côté",
            "name": "optional",
            "items": [
                {"label": "Quel pied ?", "type": "choice", "choices": ["Hêtre", "Chêne fumé", "Frêne noir"]},
            ],
            "purpose_1": "Vous pouvez aussi me parler de l’applique, à l’automne.",
            "thanks_title": "Elle est mise de côté.",
            "thanks_text": "Quand votre lampe sera à l’établi, vous en recevrez une photo et la "
            "facture. D’ici là, silence.",
            "layout": "split",
        },
    )
    yield "footer", {"contact": "Atelier de la Rade, 4 cour des Filets, 29200 Brest. courrier@atelier.example.org"}


PRODUCT = Starter(
    key="product",
    label=_("Product"),
    about=_("The thing itself, three reasons, a quote, a price."),
    theme={
        "background": "#faf5ee", "surface": "#f1e7da", "text": "#2b211b", "accent": "#b3471d",
        "font": "editorial", "scale": "large", "spacing": "roomy", "corners": "soft",
    },
    blocks={"en": english, "fr": french},
)  # fmt: skip
