"""Book: cover, excerpt, a letter from the author. A novel of a lighthouse and its accounts."""

from django.utils.translation import gettext_lazy as _

from smartbooth.launches.starters.base import Blocks, Starter

EXCERPT = """<p>The first thing the Service taught her was to count. Not the ships, any child could count
ships, but the
seventh wave, and the pause before it, and the number of breaths a man has left when he has stopped shouting.</p>
<p>She wrote it all in the green ledger, in the column marked <em>Remarks</em>, since there was no column
for it. On the
fourteenth of March she wrote: <em>Fog. Eleven hours. Somebody out there is singing.</em> And then, because
the inspector
would read it, she crossed out <em>singing</em> and put <em>bell</em>.</p>
<p>It was not a bell. In nineteen years it was the only false entry she ever made.</p>"""
LETTER = """<p>Dear reader,</p>
<p>My grandmother kept a light on the west coast, and left forty-one ledgers and not one letter. I have
spent six years
reading between her figures. This novel is what I heard there.</p>
<p>I should like you to have the first chapter before anyone writes about it. It is nine pages. Read it by
a window.</p>"""
EXTRAIT = """<p>Le Service lui apprit d’abord à compter. Pas les bateaux, un enfant sait compter les
bateaux : la septième
vague, le silence qui la précède, et ce qu’il reste de souffle à un homme quand il a fini de crier.</p>
<p>Elle notait tout dans le registre vert, colonne <em>Observations</em>, faute d’une colonne pour cela. Le
14 mars elle
écrivit : <em>Brume. Onze heures. Quelqu’un chante au large.</em> Puis, parce que l’inspecteur lirait, elle raya
<em>quelqu’un chante</em> et mit <em>une cloche</em>.</p>
<p>Ce n’était pas une cloche. En dix-neuf ans, ce fut sa seule écriture fausse.</p>"""
LETTRE = """<p>Chère lectrice, cher lecteur,</p>
<p>Ma grand-mère a tenu un feu sur la côte. Elle a laissé quarante et un registres et pas une lettre. J’ai
passé six ans à
lire entre ses chiffres ; ce roman est ce que j’y ai entendu.</p>
<p>J’aimerais que vous ayez le premier chapitre avant que quiconque en parle. Neuf pages. Lisez-les près
d’une fenêtre.</p>"""


def english() -> Blocks:
    yield (
        "hero",
        {
            "eyebrow": "A novel by Maud Ferrier",
            "headline": "For nineteen years she counted every wave. Once, she lied.",
            "tagline": "In bookshops on 4 March. The first chapter is yours before that.",
            "button_text": "Send me the first chapter",
            "drawing": "cover",
            "layout": "cover",
        },
    )
    yield "text", {"title": "From chapter one", "body": EXCERPT, "layout": "excerpt"}
    yield (
        "quote",
        {
            "text": "A book as plain as a ledger, until you notice you have been holding your breath.",
            "name": "Corin Vale",
            "role": "bookseller, The Tide Table",
            "layout": "large",
            "tone": "deep",
        },
    )
    yield "text", {"title": "", "body": LETTER, "signature": "Maud Ferrier", "layout": "letter"}
    yield (
        "lead_form",
        {
            "headline": "The first chapter, by return of post",
            "text": "Nine pages, as a file for reading or printing.",
            "button_text": "Send it to me",
            "name": "optional",
            "purpose_1": "You may invite me to a reading near me.",
            "thanks_title": "It is on its way.",
            "thanks_text": "Chapter one reaches you within the hour. On 4 March you get one more "
            "letter, and that is the last.",
            "layout": "split",
            "tone": "surface",
        },
    )
    yield (
        "footer",
        {"contact": "Tideline Books, 9 Chapel Steps, St Ives. letters@tideline.example.org", "layout": "centered"},
    )


def french() -> Blocks:
    yield (
        "hero",
        {
            "eyebrow": "Roman de Maude Kerdrel",
            "headline": "Dix-neuf ans, elle compta chaque vague. Une fois, elle mentit.",
            "tagline": "En librairie le 4 mars. Le premier chapitre, pour vous, avant.",
            "button_text": "Recevoir le premier chapitre",
            "drawing": "cover",
            "layout": "cover",
        },
    )
    yield "text", {"title": "Chapitre premier", "body": EXTRAIT, "layout": "excerpt"}
    yield (
        "quote",
        {
            "text": "Sec comme un registre ; puis l’on s’aperçoit qu’on retient son souffle depuis trente pages.",
            "name": "Corentin Vial",
            "role": "libraire, L’Heure de la marée",
            "layout": "large",
            "tone": "deep",
        },
    )
    yield "text", {"title": "", "body": LETTRE, "signature": "Maude Kerdrel", "layout": "letter"}
    yield (
        "lead_form",
        {
            "headline": "Le premier chapitre, par retour du courrier",
            "text": "Neuf pages, à lire à l’écran ou à imprimer.",
            "button_text": "Envoyez-le-moi",
            "name": "optional",
            "purpose_1": "Vous pouvez m’inviter à une lecture près de chez moi.",
            "thanks_title": "Il est en route.",
            "thanks_text": "Le chapitre vous parvient dans l’heure. Le 4 mars, une dernière lettre, "
            "et ce sera tout.",
            "layout": "split",
            "tone": "surface",
        },
    )
    yield (
        "footer",
        {
            "contact": "Éditions de l’Estran, 9 venelle de la Chapelle, 29900 Concarneau. "
            "lettres@estran.example.org",
            "layout": "centered",
        },
    )


BOOK = Starter(
    key="book",
    label=_("Book"),
    about=_("The cover, an excerpt, a letter from the author."),
    theme={
        "background": "#f8f2e4", "surface": "#efe5cf", "text": "#2a1c18", "accent": "#7b1e22",
        "font": "old-style", "scale": "normal", "spacing": "roomy", "corners": "square",
    },
    blocks={"en": english, "fr": french},
)  # fmt: skip
