"""What the demonstration shows: launches of one owner, each with the ideas its variants try."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Idea:
    """A variant: what it tries, how its hero differs from the control's, and which share of its visitors it wins."""

    idea: str
    rate: float
    hero: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """An update, published `days` ago; None: a draft."""

    days: int | None
    title: str
    text: str


@dataclass(frozen=True)
class Piece:
    """A launch from a starter, live for `days` with `visitors` in all; none: a draft."""

    starter: str
    language: str
    name: str
    slug: str
    days: int
    visitors: int
    ideas: tuple[Idea, ...]
    told: tuple[Told, ...] = ()


PIECES = (
    Piece(
        "product", "en", "Evening lamp", "evening-lamp", 12, 2000,
        (
            Idea("Say what it does", 0.044),
            Idea(
                "Say what it spares you",
                0.086,
                {
                    "headline": "A lamp that asks nothing of you.",
                    "tagline": "No app, no account, nothing to charge. It reads the daylight at your window and "
                    "follows it, from clear white at noon to ember at ten.",
                },
            ),
        ),
        (
            Told(
                9, "The shades are drying",
                "<p>All three hundred were turned last week and hang in the loft in rows, like washing. They want ten "
                "days before the varnish; the window is open and nobody slams the door.</p>",
            ),
            Told(
                2, "We moved the date by a week",
                "<p>The first twenty lamps passed the night on our own desks. Nineteen were perfect, and one hummed at "
                "four in the morning, very softly, in B flat.</p><p>We have found out why: <strong>a spring that was a "
                "tenth of a millimetre too long</strong>. All springs are being cut again, so lamps leave on the 21st "
                "instead of the 14th. Your place in the line is the same.</p>",
            ),
            Told(None, "What is in the box", "<p>A lamp, one screwdriver, six spare screws, and a page to read.</p>"),
        ),
    ),
    Piece(
        "soon", "fr", "Le train de nuit", "train-de-nuit", 6, 1100,
        (
            Idea("Les deux villes", 0.055),
            Idea(
                "La nuit elle-même",
                0.068,
                {
                    "headline": "Neuf heures de sommeil, deux mille kilomètres.",
                    "tagline": "Paris s’éteint derrière vous, le café arrive avec le Douro. Entre les deux, "
                    "un vrai lit.",
                },
            ),
        ),
        (
            Told(
                4, "La première voiture est sortie de l’atelier",
                "<p>Elle s’appelle <em>Lanterne</em>, elle est bleu nuit, et ses lits ont dormi chez nous une semaine. "
                "Verdict : les oreillers restent, les rideaux seront plus épais.</p>",
            ),
            Told(
                1, "Le café sera servi à 7 h 40",
                "<p>C’est l’heure à laquelle le Douro apparaît, côté gauche. Nous avons donc demandé au conducteur de "
                "ralentir un peu :</p><ul><li>voitures 3 à 6, le service commence à 7 h 30 ;</li>"
                "<li>voitures 7 et 8, à 7 h 40.</li></ul><p>Ceux qui préfèrent dormir le reprendront à l’arrivée.</p>",
            ),
        ),
    ),
    Piece(
        "cause", "fr", "Laissons passer l’Aubrelle", "aubrelle", 3, 640,
        (
            Idea("Une invitation", 0.071),
            Idea("Un chiffre", 0.094, {"headline": "Cinq cents personnes, et la rivière passe."}),
        ),
    ),
    Piece("event", "en", "Printing by hand", "printing-by-hand", 0, 0, (Idea("The craft", 0.0),)),
)  # fmt: skip
