"""Event: date, place, programme, people, set on a grid. A day for those who still print by hand."""

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.starters.base import Blocks, Starter


def english() -> Blocks:
    yield (
        "hero",
        {
            "eyebrow": "12 June",
            "headline": "A day for people who still print by hand",
            "tagline": "Saturday 12 June 2027, nine to seven. The old tram depot, Ghent. Eighty "
            "seats, eleven presses, ink under "
            "every fingernail.",
            "button_text": "Reserve a seat",
            "note": "€45, lunch and apron included",
            "drawing": "press",
            "layout": "programme",
        },
    )
    yield (
        "features",
        {
            "title": "Programme",
            "layout": "timeline",
            "items": [
                {
                    "mark": "9:00",
                    "title": "Doors, coffee, aprons",
                    "text": "Choose your press. First come, first inked.",
                },
                {
                    "mark": "9:45",
                    "title": "What wood remembers",
                    "text": "Tomas Verhelst on mending two hundred years of poster type with bone "
                    "glue and patience.",
                },
                {
                    "mark": "11:00",
                    "title": "One sheet, eleven presses",
                    "text": "Everyone prints a line of the same poem. At noon it is bound, and you have a copy.",
                },
                {
                    "mark": "13:00",
                    "title": "Lunch at the long table",
                    "text": "Soup, bread, arguments about kerning.",
                },
                {
                    "mark": "14:30",
                    "title": "Risograph, or the honest photocopier",
                    "text": "Amara Osei shows what two inks and a bad mood can do.",
                },
                {
                    "mark": "17:00",
                    "title": "The market",
                    "text": "Type, paper and books, sold by the people who made them. Open to all until seven.",
                },
            ],
        },
    )
    yield (
        "features",
        {
            "title": "Who will be there",
            "layout": "people",
            "tone": "surface",
            "items": [
                {"mark": "Wood type, Leuven", "title": "Tomas Verhelst"},
                {"mark": "Risograph, Accra and Ghent", "title": "Amara Osei"},
                {"mark": "Bookbinder, Falmouth", "title": "Ines Harlow"},
                {"mark": "Punchcutter, Mainz", "title": "Jo Brandt"},
            ],
        },
    )
    yield (
        "lead_form",
        {
            "headline": "Eighty seats. Reserve one.",
            "text": "We hold it for a week and send you the way to pay.",
            "button_text": "Reserve a seat",
            "name": "optional",
            "items": [
                {
                    "label": "Have you printed by hand before?",
                    "type": "choice",
                    "choices": ["Never", "Once or twice", "It is what I do"],
                },
            ],
            "thanks_title": "Your seat is held for a week.",
            "thanks_text": "Within a day you get the bill and the way to the depot. Bring clothes "
            "that may meet ink.",
            "layout": "split",
            "tone": "accent",
        },
    )
    yield (
        "questions",
        {
            "title": "Before you ask",
            "layout": "open",
            "items": [
                {
                    "question": "May I come with children?",
                    "answer": "From ten years on, with an apron and an adult.",
                },
                {
                    "question": "Is the depot step-free?",
                    "answer": "All of it, with a lift to the gallery. Two presses stand low enough "
                    "to work seated.",
                },
                {"question": "Which language?", "answer": "Dutch and English, mixed as people mix them."},
                {"question": "Can I have my money back?", "answer": "Until 1 June, all of it."},
            ],
        },
    )
    yield (
        "footer",
        {
            "contact": "Inktdag vzw, Trammeesterstraat 3, 9000 Ghent. people@inktdag.example.org",
            "items": [{"text": "The way to the depot", "url": "https://example.org/depot"}],
        },
    )


def french() -> Blocks:
    yield (
        "hero",
        {
            "eyebrow": "12 juin",
            "headline": "Une journée pour celles et ceux qui impriment encore à la main",
            "tagline": "Samedi 12 juin 2027, de 9 h à 19 h. Ancien dépôt des tramways, Lille. "
            "Quatre-vingts places, onze presses, "
            "de l’encre sous tous les ongles.",
            "button_text": "Réserver une place",
            "note": "45 €, déjeuner et tablier compris",
            "drawing": "press",
            "layout": "programme",
        },
    )
    yield (
        "features",
        {
            "title": "Programme",
            "layout": "timeline",
            "items": [
                {
                    "mark": "9 h",
                    "title": "Accueil, café, tabliers",
                    "text": "Choisissez votre presse : premier venu, premier encré.",
                },
                {
                    "mark": "9 h 45",
                    "title": "La mémoire du bois",
                    "text": "Thomas Verel répare deux siècles de lettres d’affiche à la colle d’os, "
                    "et raconte comment.",
                },
                {
                    "mark": "11 h",
                    "title": "Une feuille, onze presses",
                    "text": "Chacun imprime un vers du même poème. À midi on le relie ; vous repartez avec.",
                },
                {"mark": "13 h", "title": "La grande table", "text": "Soupe, pain, querelles d’interlettrage."},
                {
                    "mark": "14 h 30",
                    "title": "Risographie, la photocopieuse honnête",
                    "text": "Deux encres, un peu de mauvaise humeur : Awa Osséni montre ce qu’on en tire.",
                },
                {
                    "mark": "17 h",
                    "title": "Le marché",
                    "text": "Caractères, papiers, livres, vendus par qui les a faits. Ouvert à tous jusqu’à 19 h.",
                },
            ],
        },
    )
    yield (
        "features",
        {
            "title": "Vous y croiserez",
            "layout": "people",
            "tone": "surface",
            "items": [
                {"mark": "Caractères en bois, Roubaix", "title": "Thomas Verel"},
                {"mark": "Risographie, Cotonou et Lille", "title": "Awa Osséni"},
                {"mark": "Relieuse, Brest", "title": "Inès Arlet"},
                {"mark": "Graveur de poinçons, Strasbourg", "title": "Jean Brandt"},
            ],
        },
    )
    yield (
        "lead_form",
        {
            "headline": "Quatre-vingts places. Prenez la vôtre.",
            "text": "Nous la gardons une semaine et vous indiquons comment la régler.",
            "button_text": "Réserver une place",
            "name": "optional",
            "items": [
                {
                    "label": "Avez-vous déjà imprimé à la main ?",
                    "type": "choice",
                    "choices": ["Jamais", "Une fois ou deux", "C’est mon métier"],
                },
            ],
            "thanks_title": "Votre place est gardée une semaine.",
            "thanks_text": "Vous recevrez sous un jour la facture et le chemin du dépôt. Prévoyez "
            "des habits qui ne craignent rien.",
            "layout": "split",
            "tone": "accent",
        },
    )
    yield (
        "questions",
        {
            "title": "Avant que vous ne demandiez",
            "layout": "open",
            "items": [
                {"question": "Et les enfants ?", "answer": "Dès dix ans, avec un tablier et un adulte."},
                {
                    "question": "Le dépôt est-il de plain-pied ?",
                    "answer": "Partout, et un ascenseur mène à la galerie. Deux presses se travaillent assis.",
                },
                {
                    "question": "Faut-il savoir quelque chose ?",
                    "answer": "Non. Il y a une personne d’expérience par presse.",
                },
                {"question": "Puis-je être remboursé ?", "answer": "Jusqu’au 1er juin, entièrement."},
            ],
        },
    )
    yield (
        "footer",
        {
            "contact": "Association Jour d’encre, 3 rue du Wattman, 59000 Lille. equipe@jourdencre.example.org",
            "items": [{"text": "Venir au dépôt", "url": "https://example.org/depot"}],
        },
    )


EVENT = Starter(
    key="event",
    label=_("Event"),
    about=_("Date, place, programme, people."),
    theme={
        "background": "#ffffff", "surface": "#f4f1ec", "text": "#111111", "accent": "#d9230f",
        "font": "grotesque", "scale": "large", "spacing": "normal", "corners": "square",
    },
    blocks={"en": english, "fr": french},
)  # fmt: skip
