"""Cause: a big picture, figures, a pledge. A weir comes down and the salmon come back."""

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.starters.base import Blocks, Starter

WHY = """<p>The mill at Corran closed in 1961. Its weir stayed: two metres of concrete that power nothing,
and that no salmon has
passed since. Upstream, <strong>34 kilometres of spawning gravel</strong> lie empty.</p>
<p>The landowner has agreed. The permit is signed. What is missing is hands, for one dry September, and
enough names that
the council pays its half.</p>"""
POURQUOI = """<p>Le moulin de Corvan a fermé en 1961. Son barrage est resté : deux mètres de béton qui ne
servent plus à rien et
qu’aucun saumon n’a franchis depuis. En amont, <strong>34 kilomètres de frayères</strong> attendent.</p>
<p>Le propriétaire a dit oui, l’autorisation est signée. Il manque des bras pour un mois de septembre, et
assez de noms pour
que le département paie sa moitié.</p>"""


def english() -> Blocks:
    yield (
        "hero",
        {
            "eyebrow": "The Arlen, from source to sea",
            "headline": "Let the river through.",
            "tagline": "This September the last weir on the Arlen comes down. It takes 500 people to "
            "make it happen.",
            "button_text": "Make a pledge",
            "drawing": "river",
            "layout": "full",
        },
    )
    yield (
        "features",
        {
            "layout": "figures",
            "items": [
                {"mark": "1961", "title": "the last salmon seen above Corran"},
                {"mark": "34 km", "title": "of spawning gravel behind one wall"},
                {"mark": "9 days", "title": "to take it down, stone by stone"},
            ],
        },
    )
    yield "text", {"title": "Two metres of concrete", "body": WHY, "layout": "side"}
    yield (
        "quote",
        {
            "text": "I was eleven when they stopped coming. I would like my granddaughter to be "
            "eleven when they start again.",
            "name": "Morag Tennant",
            "role": "last ghillie at Corran",
            "layout": "side",
            "tone": "surface",
        },
    )
    yield (
        "lead_form",
        {
            "headline": "I will help the Arlen run.",
            "text": "A pledge is your word, not your card. We write when there is something to do.",
            "button_text": "I pledge",
            "name": "optional",
            "items": [
                {
                    "label": "What I can give",
                    "type": "choice",
                    "choices": [
                        "My name",
                        "A day’s work in September",
                        "A bed for two volunteers",
                        "Money, when you ask",
                    ],
                    "required": "yes",
                },
            ],
            "purpose_1": "You may count my name in the letter to the council.",
            "thanks_title": "The river thanks you. So do we.",
            "thanks_text": "In June you get the plan and the days. If you offered work, you choose yours first.",
            "layout": "pledge",
            "tone": "accent",
        },
    )
    yield (
        "questions",
        {
            "title": "What people ask at the pub",
            "layout": "folded",
            "items": [
                {
                    "question": "Will it flood the village?",
                    "answer": "The opposite: the hydrologists’ report puts high water at Corran "
                    "bridge 30 cm lower.",
                },
                {
                    "question": "What happens to the mill?",
                    "answer": "It stays, wheel and all. It only loses its pond.",
                },
                {
                    "question": "Who pays?",
                    "answer": "Half the council, a quarter the rivers fund, a quarter people like you.",
                },
            ],
        },
    )
    yield (
        "footer",
        {
            "contact": "Friends of the Arlen, registered charity. The Old Smithy, Corran. river@arlen.example.org",
            "items": [{"text": "The hydrologists’ report", "url": "https://example.org/arlen-report"}],
            "layout": "columns",
            "tone": "deep",
        },
    )


def french() -> Blocks:
    yield (
        "hero",
        {
            "eyebrow": "L’Aubrelle, de la source à la mer",
            "headline": "Laissons passer la rivière.",
            "tagline": "En septembre, le dernier barrage de l’Aubrelle peut tomber. Il y faut cinq "
            "cents personnes.",
            "button_text": "Je m’engage",
            "drawing": "river",
            "layout": "full",
        },
    )
    yield (
        "features",
        {
            "layout": "figures",
            "items": [
                {"mark": "1961", "title": "dernier saumon vu en amont de Corvan"},
                {"mark": "34 km", "title": "de frayères derrière un seul mur"},
                {"mark": "9 jours", "title": "pour le démonter, pierre à pierre"},
            ],
        },
    )
    yield "text", {"title": "Deux mètres de béton", "body": POURQUOI, "layout": "side"}
    yield (
        "quote",
        {
            "text": "J’avais onze ans quand ils ont cessé de remonter. Ma petite-fille en aura onze "
            "l’an prochain.",
            "name": "Marguerite Thénault",
            "role": "fille du dernier garde-pêche de Corvan",
            "layout": "side",
            "tone": "surface",
        },
    )
    yield (
        "lead_form",
        {
            "headline": "J’aiderai l’Aubrelle à couler.",
            "text": "Un engagement, c’est une parole, pas une carte bancaire. Nous écrivons quand il "
            "y a quelque chose à faire.",
            "button_text": "Je m’engage",
            "name": "optional",
            "items": [
                {
                    "label": "Ce que je peux donner",
                    "type": "choice",
                    "choices": [
                        "Mon nom",
                        "Une journée de travail en septembre",
                        "Un lit pour deux bénévoles",
                        "De l’argent, le moment venu",
                    ],
                    "required": "yes",
                },
            ],
            "purpose_1": "Vous pouvez compter mon nom dans la lettre au département.",
            "thanks_title": "La rivière vous dit merci. Nous aussi.",
            "thanks_text": "En juin, vous recevrez le plan et les dates. Si vous offrez une journée, "
            "vous choisirez la première.",
            "layout": "pledge",
            "tone": "accent",
        },
    )
    yield (
        "questions",
        {
            "title": "Ce qu’on nous demande au marché",
            "layout": "folded",
            "items": [
                {
                    "question": "Le village sera-t-il inondé ?",
                    "answer": "Au contraire : l’étude hydraulique prévoit des crues plus basses de "
                    "30 cm au pont de Corvan.",
                },
                {"question": "Et le moulin ?", "answer": "Il reste, roue comprise. Il ne perd que son étang."},
                {
                    "question": "Qui paie ?",
                    "answer": "La moitié le département, un quart l’agence de bassin, un quart des "
                    "gens comme vous.",
                },
            ],
        },
    )
    yield (
        "footer",
        {
            "contact": "Les Amis de l’Aubrelle, association loi 1901. L’Ancienne Forge, Corvan. "
            "riviere@aubrelle.example.org",
            "items": [{"text": "L’étude hydraulique", "url": "https://example.org/aubrelle"}],
            "layout": "columns",
            "tone": "deep",
        },
    )


CAUSE = Starter(
    key="cause",
    label=_("Cause"),
    about=_("A big picture, the figures, a pledge."),
    theme={
        "background": "#f2f8f7", "surface": "#dfeeec", "text": "#0d2b33", "accent": "#0b6e75",
        "font": "slab", "scale": "large", "spacing": "normal", "corners": "soft",
    },
    blocks={"en": english, "fr": french},
)  # fmt: skip
