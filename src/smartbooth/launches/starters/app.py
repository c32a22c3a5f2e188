"""App: a phone, steps, questions. It tells gardeners what to sow this week, where they are."""

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.starters.base import Blocks, Starter


def english() -> Blocks:
    yield (
        "hero",
        {
            "eyebrow": "For iPhone and Android, this spring",
            "headline": "What to sow this week, in your garden.",
            "tagline": "Not in the average garden: in yours, with its late frosts and its slug "
            "corner. Works without a signal at "
            "the far end of the plot.",
            "button_text": "Try it first",
            "note": "200 testers, one each postcode",
            "drawing": "garden",
            "layout": "phone",
        },
    )
    yield (
        "features",
        {
            "title": "Three minutes, once",
            "layout": "steps",
            "tone": "surface",
            "items": [
                {
                    "title": "Draw your beds",
                    "text": "With a finger, from above. Shade included: the app asks where the wall is.",
                },
                {
                    "title": "Tick what you like to eat",
                    "text": "Forty vegetables, nine herbs. No quinoa unless you insist.",
                },
                {
                    "title": "Get one card a week",
                    "text": "On Friday evening: sow, wait, pick. Three lines, then back to the soil.",
                },
            ],
        },
    )
    yield (
        "quote",
        {
            "text": "It told me to wait nine days with the beans. My neighbour did not wait. We "
            "share my beans now.",
            "name": "Wilf Anand",
            "role": "plot 41, Eastwood allotments",
            "layout": "card",
        },
    )
    yield (
        "questions",
        {
            "title": "Fair questions",
            "layout": "side",
            "items": [
                {
                    "question": "Does it need to know where I am?",
                    "answer": "The first half of your postcode, once. The forecast comes to the "
                    "phone; your beds never leave it.",
                },
                {
                    "question": "What will it cost?",
                    "answer": "£12 a year, or the price of one tray of plug plants. Testers never pay.",
                },
                {
                    "question": "I have one balcony.",
                    "answer": "Then draw one balcony. Pots are beds with opinions.",
                },
                {
                    "question": "And without a phone?",
                    "answer": "The same card comes by e-mail, made to be printed and hung in the shed.",
                },
            ],
        },
    )
    yield (
        "lead_form",
        {
            "headline": "Garden with us before everyone else",
            "button_text": "Try it first",
            "items": [
                {"label": "First half of your postcode", "type": "short", "required": "no"},
            ],
            "purpose_1": "You may ask me, once, how the first month went.",
            "thanks_title": "Good. Wash the pots.",
            "thanks_text": "If your postcode is still free, the invitation comes on a Friday evening "
            "before March.",
            "layout": "card",
            "tone": "deep",
        },
    )
    yield (
        "footer",
        {"contact": "Sorrel Ltd, Shed 3, Orchard Lane, Bristol. dig@sorrel.example.org", "layout": "centered"},
    )


def french() -> Blocks:
    yield (
        "hero",
        {
            "eyebrow": "iPhone et Android, au printemps",
            "headline": "Votre potager a une semaine d’avance.",
            "tagline": "Chaque vendredi : quoi semer, quoi attendre, quoi cueillir. Pas dans un "
            "jardin moyen : dans le vôtre, avec ses "
            "gelées tardives et son coin à limaces.",
            "button_text": "Essayer en premier",
            "note": "200 jardins d’essai, un par canton",
            "drawing": "garden",
            "layout": "phone",
        },
    )
    yield (
        "features",
        {
            "title": "Trois minutes, une seule fois",
            "layout": "steps",
            "tone": "surface",
            "items": [
                {
                    "title": "Dessinez vos planches",
                    "text": "Du doigt, vues d’en haut. L’ombre compte : on vous demande où est le mur.",
                },
                {
                    "title": "Cochez ce que vous aimez manger",
                    "text": "Quarante légumes, neuf aromatiques. Le topinambour reste facultatif.",
                },
                {
                    "title": "Recevez une fiche par semaine",
                    "text": "Le vendredi soir, trois lignes : semer, attendre, cueillir. Puis retour à la terre.",
                },
            ],
        },
    )
    yield (
        "quote",
        {
            "text": "On m’a dit d’attendre neuf jours pour les haricots. Mon voisin n’a pas attendu. "
            "Je lui donne des miens.",
            "name": "Yvon Marchadier",
            "role": "parcelle 41, jardins de la Prairie",
            "layout": "card",
        },
    )
    yield (
        "questions",
        {
            "title": "Bonnes questions",
            "layout": "side",
            "items": [
                {
                    "question": "Faut-il dire où j’habite ?",
                    "answer": "Votre canton, une fois. La météo vient au téléphone ; vos planches "
                    "n’en sortent pas.",
                },
                {
                    "question": "Combien cela coûtera-t-il ?",
                    "answer": "12 € par an, le prix d’une barquette de plants. Pour les jardins "
                    "d’essai, jamais rien.",
                },
                {
                    "question": "Je n’ai qu’un balcon.",
                    "answer": "Dessinez le balcon. Un pot est une planche qui a du caractère.",
                },
                {
                    "question": "Et sans téléphone ?",
                    "answer": "La même fiche arrive par e-mail, faite pour être imprimée et punaisée "
                    "dans la cabane.",
                },
            ],
        },
    )
    yield (
        "lead_form",
        {
            "headline": "Jardinez avec nous avant les autres",
            "button_text": "Essayer en premier",
            "items": [
                {"label": "Votre canton", "type": "short", "required": "no"},
            ],
            "purpose_1": "Vous pouvez me demander, une fois, comment s’est passé le premier mois.",
            "thanks_title": "Bien. Lavez les pots.",
            "thanks_text": "Si votre canton est encore libre, l’invitation arrive un vendredi soir, avant mars.",
            "layout": "card",
            "tone": "deep",
        },
    )
    yield (
        "footer",
        {
            "contact": "Oseille SAS, cabane 3, chemin du Verger, 37000 Tours. bonjour@oseille.example.org",
            "layout": "centered",
        },
    )


APP = Starter(
    key="app",
    label=_("App"),
    about=_("A phone, the steps, the questions."),
    theme={
        "background": "#f6faef", "surface": "#e6f1d8", "text": "#16301f", "accent": "#1f7a3d",
        "font": "geometric", "scale": "normal", "spacing": "normal", "corners": "round",
    },
    blocks={"en": english, "fr": french},
)  # fmt: skip
