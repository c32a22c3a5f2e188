"""The issue of the demonstration's newsletter, written for itself in each language. What it tells is invented, but for
what the service does."""

from typing import Any

Document = dict[str, Any]


def _issue(
    *, subject: str, summary: str, story: str, told: str, alt: str, caption: str, said: str, role: str, since: str,
    news: list[tuple[str, str]], rule: str, because: str,
) -> Document:  # fmt: skip
    """A story, its picture (put in when there is one), who said what, what is new, and what follows from it."""
    return {
        "subject": subject,
        "summary": summary,
        "blocks": [
            _block("lamp", "text", title=story, body=told),
            _block("pages", "image", picture="", alt=alt, caption=caption),
            _block("camille", "quote", text=said, name="Camille Delorme", role=role),
            _block(
                "brief", "features", title=since, intro="", numbered="no",
                items=[{"title": title, "text": text, "url": ""} for title, text in news],
            ),
            _block("rule", "text", title=rule, body=because),
        ],
    }  # fmt: skip


def _block(key: str, kind: str, **data: Any) -> dict[str, Any]:
    return {"id": key, "kind": kind, "data": data}


ENGLISH = _issue(
    subject="Two sentences, one lamp: what twelve days showed",
    summary=(
        "A launch with two headlines, what its visitors made of them, and three things you can do since this "
        "month."
    ),
    story="The lamp that asks nothing",
    told=(
        "<p>Camille Delorme builds lamps in Nantes, eleven a week. Her new one follows the daylight at the "
        "window, and she had two sentences for it. One says what it does. The other says what it spares you: "
        "<em>no app, no account, nothing to charge.</em></p><p>She could not choose, so she put up both. Fourteen"
        " hundred people came in twelve days, most of them on two evenings. Under the first sentence, five in a "
        "hundred left their address. Under the second, seven.</p><p>That is a small difference, and for nine days"
        " it was no difference at all: the bands still overlapped, and the page said “too early to tell”. On the "
        "tenth day they parted.</p>"
    ),
    alt="Two versions of a page side by side; below the second stand more dots than below the first",
    caption="Each dot is somebody who left their address. The two pages differ in nothing but the sentence.",
    said="I would have bet on the other one. I had already printed it on the box.",
    role="lamp maker, Nantes",
    since="Since this month",
    news=[
        (
            "Both versions, one screen",
            "“Side by side” marks what differs between two pages, down to the comma.",
        ),
        (
            "What your page weighs",
            "It stands above the preview while you write. Camille’s is 9 KB, and opened in the tram.",
        ),
        (
            "A letter instead of a panel",
            "Whoever left an address reads in plain sentences who has it, and takes it back there.",
        ),
    ],
    rule="One rule we took from it",
    because=(
        "<p>Write down what you expect before you publish the second version. Camille’s note said “the first, by "
        "a lot”. It is pinned above her bench now.</p>"
    ),
)  # fmt: skip

FRENCH = _issue(
    subject="Une lampe, deux phrases : douze jours pour trancher",
    summary=(
        "Un lancement à deux titres, ce que le public en a fait, et trois choses possibles depuis ce mois-ci."
    ),
    story="La lampe qui ne demande rien",
    told=(
        "<p>Camille Delorme fabrique des lampes à Nantes, onze par semaine. La dernière suit la lumière de la "
        "fenêtre, et deux phrases se disputaient le haut de la page. L’une dit ce qu’elle fait. L’autre, ce "
        "qu’elle vous épargne : <em>ni application, ni compte, ni chargeur.</em></p><p>Faute de choisir, elle a "
        "publié les deux. Quatorze cents personnes sont passées en douze jours, presque toutes en deux soirées. "
        "Sous la première phrase, cinq sur cent ont laissé leur adresse. Sous la seconde, sept.</p><p>L’écart est"
        " mince, et pendant neuf jours il n’y en avait pas : les deux bandes se recouvraient encore, et la page "
        "disait « trop tôt pour le dire ». Le dixième jour, elles se sont séparées.</p>"
    ),
    alt="Deux versions d’une page côte à côte ; sous la seconde, plus de points que sous la première",
    caption=(
        "Chaque point est une personne qui a laissé son adresse. Seule la phrase change entre les deux pages."
    ),
    said="J’aurais parié sur l’autre. Elle était déjà imprimée sur la boîte.",
    role="fabricante de lampes, Nantes",
    since="Depuis ce mois-ci",
    news=[
        (
            "Les deux versions sur un écran",
            "« Côte à côte » marque ce qui diffère entre deux pages, à la virgule près.",
        ),
        (
            "Le poids de la page",
            "Il s’affiche au-dessus de l’aperçu pendant que vous écrivez. Celle de Camille pèse 9 Ko : elle "
            "s’ouvre dans le tramway.",
        ),
        (
            "Une lettre plutôt qu’un tableau",
            "Qui a laissé son adresse lit en phrases simples chez qui elle est, et la reprend sur place.",
        ),
    ],
    rule="Ce que nous en gardons",
    because=(
        "<p>Notez ce que vous attendez avant de publier la seconde version. Sur le papier de Camille : « la "
        "première, de loin ». Il est punaisé au-dessus de l’établi, désormais.</p>"
    ),
)  # fmt: skip

ISSUE: dict[str, Document] = {"en": ENGLISH, "fr": FRENCH}
