import io

import pytest
from PIL import Image

from smartbooth.accounts.tenancy import within
from smartbooth.launches import cards, pictures
from smartbooth.launches.compile import Page
from smartbooth.launches.tests.pages import document, form, hero
from smartbooth.launches.tests.test_pictures import photo, saved


def page(**facts):
    given = {"language": "fr", "name": "Aurore", "owner": "A", "goal": "lead", "url": "https://a.example.org/"}
    return Page(**{**given, **facts})


@pytest.mark.parametrize(
    "headline",
    [
        "Vienne",
        "Dormir jusqu’à Vienne, œuvre d’été à la Noël",
        "Anticonstitutionnellement" * 4,
        "mot " * 29 + "fin",
    ],
)
def test_a_card_is_1200_by_630_in_the_themes_colours_whatever_the_headline(headline):
    card = cards.draw(document(hero(headline=headline), form(), theme={"background": "#fff4e0"}), page())
    image = Image.open(io.BytesIO(card.content))
    assert image.size == (1200, 630) and image.getpixel((2, 2)) == (255, 244, 224)
    assert card.name.endswith(".png") and len(card.content) < 150_000
    assert _margin_is_free(image)


def _margin_is_free(image):
    right = image.crop((1200 - 60, 0, 1200, 630)).getcolors()
    below = image.crop((0, 630 - 40, 1200, 630)).getcolors()
    return len(right) == 1 and len(below) == 1


def test_the_same_page_gives_the_same_card_and_another_another():
    one, two = cards.draw(document(), page()), cards.draw(document(), page())
    assert one == two and one.name != cards.draw(document(), page(name="Autre")).name


def test_the_pages_picture_stands_on_its_card(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with within(world.workspace):
        content = saved(Image.new("RGB", (900, 500), "#00a060"), "JPEG")
        picture = pictures.take(world.workspace, io.BytesIO(content))
        facts = pictures.facts([picture.pk])
    card = cards.draw(document(hero(picture=picture.pk, alt="Green"), form()), page(pictures=facts))
    image = Image.open(io.BytesIO(card.content))
    assert card.name.endswith(".jpg") and image.size == (1200, 630)
    red, green, blue = image.getpixel((1100, 300))
    assert green > 130 and red < 40 and abs(blue - 0x60) < 20
    assert photo().size == (1200, 800)
