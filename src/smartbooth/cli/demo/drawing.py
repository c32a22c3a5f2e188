"""The demonstration's picture: two versions of one page side by side, and a dot for each visitor who answered."""

from PIL import Image, ImageDraw

PAPER, SHEET, LINE, INK, MUTED = "#f6f3ec", "#fffefb", "#cfc8b9", "#1c1a17", "#b9b1a2"
LEFT, RIGHT = "#1f3aae", "#de1f4b"
WIDTH, HEIGHT, SCALE = 1600, 900, 2  # drawn at twice the size: Pillow draws edges without smoothing


def drawn() -> Image.Image:
    canvas = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
    draw = ImageDraw.Draw(canvas)
    _page(draw, 220, LEFT, 34, wide=False)
    _page(draw, 860, RIGHT, 52, wide=True)
    return canvas.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _box(
    draw: ImageDraw.ImageDraw, left: int, top: int, width: int, height: int, fill: str, edge: str = ""
) -> None:
    place = [left * SCALE, top * SCALE, (left + width) * SCALE, (top + height) * SCALE]
    draw.rounded_rectangle(place, radius=6 * SCALE, fill=fill, outline=edge or None, width=3 * SCALE)


def _page(draw: ImageDraw.ImageDraw, left: int, colour: str, dots: int, wide: bool) -> None:
    """A sheet with a headline, some lines, a button; below it the dots, thirteen in a row."""
    _box(draw, left, 90, 520, 470, SHEET, LINE)
    _box(draw, left + 48, 140, 400 if wide else 250, 34, INK)
    if wide:
        _box(draw, left + 48, 188, 290, 34, INK)
    for number in range(3):
        _box(draw, left + 48, (260 if wide else 212) + number * 36, 400 - number * 50, 12, MUTED)
    _box(draw, left + 48, 430, 190, 64, colour)
    for number in range(dots):
        across, down = left + number % 13 * 41, 610 + number // 13 * 50
        draw.ellipse([across * SCALE, down * SCALE, (across + 28) * SCALE, (down + 28) * SCALE], fill=colour)
