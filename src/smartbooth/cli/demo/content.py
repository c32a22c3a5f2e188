"""What the demonstration shows: launches of one owner, each with the ideas its variants try."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Idea:
    """A variant: what it tries, how its hero differs from the control's, and which share of its visitors it wins."""

    idea: str
    rate: float
    hero: dict[str, str] = field(default_factory=dict)


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


PIECES = (
    Piece(
        "product", "en", "Evening lamp", "evening-lamp", 12, 1400,
        (
            Idea("Say what it does", 0.048),
            Idea(
                "Say what it spares you",
                0.074,
                {
                    "headline": "A lamp that asks nothing of you.",
                    "tagline": "No app, no account, nothing to charge. It reads the daylight at your window and "
                    "follows it, from clear white at noon to ember at ten.",
                },
            ),
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
