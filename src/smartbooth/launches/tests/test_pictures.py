import io
import random
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.template import Context
from PIL import Image, ImageCms, features

from smartbooth.accounts.tenancy import within
from smartbooth.launches import pictures
from smartbooth.launches.compile import Page, render
from smartbooth.launches.compile.engine import engine
from smartbooth.launches.compile.render import Rendering
from smartbooth.launches.models import Picture
from smartbooth.launches.pictures import PictureError, decode, encode
from smartbooth.launches.tests.pages import document, form, hero


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def take(world):
    with within(world.workspace):
        yield lambda content: pictures.take(world.workspace, io.BytesIO(content))


def saved(image, kind="PNG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo(size=(1200, 800)):
    return Image.linear_gradient("L").resize(size).convert("RGB")


def stored(picture):
    for item in picture.renditions:
        with default_storage.open(f"pictures/{item['name']}") as file:
            yield item, file.read()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width, height):
    """A PNG of a few KB whose header promises width x height pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 3_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_three_widths_three_formats_never_enlarged(take):
    picture = take(saved(photo((1200, 800)), "JPEG"))
    made = [(item["format"], item["width"], item["height"]) for item in picture.renditions]
    assert made == [(f, w, round(w * 2 / 3)) for w in (480, 960, 1200) for f in ("avif", "webp", "jpeg")]
    for item, content in stored(picture):
        with Image.open(io.BytesIO(content)) as image:
            assert image.format.lower() == item["format"] and image.size == (item["width"], item["height"])
        assert item["bytes"] == len(content)
    assert (picture.width, picture.height) == (1200, 800) and picture.colour.startswith("#")


def test_large_ones_end_at_1600_and_small_ones_stay(take):
    assert {item["width"] for item in take(saved(photo((3000, 2000)), "JPEG")).renditions} == {480, 960, 1600}
    assert {item["width"] for item in take(saved(photo((300, 200)), "JPEG")).renditions} == {300}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_one_on_its_side_is_made_small_upright(take, kind):
    exif = Image.Exif()
    exif[0x0112] = 8
    image = photo((2400, 4000))
    image.paste("#ff0000", (0, 0, 2400, 400))  # its top, which turning by 90 degrees brings to the left
    picture = take(saved(image, kind, exif=exif))
    assert (picture.width, picture.height) == (1600, 960)
    largest = max(picture.renditions, key=lambda item: (item["width"], item["format"] == "webp"))
    with default_storage.open(f"pictures/{largest['name']}") as file:
        red, green, _blue = Image.open(io.BytesIO(file.read())).convert("RGB").getpixel((40, 480))
    assert red > 200 and green < 60


def test_a_palette_a_bitmap_and_sixteen_bits(take):
    for image in (
        photo((2000, 40)).convert("P"),
        photo((2000, 41)).convert("1"),
        Image.new("I;16", (2000, 42), 999),
    ):
        assert take(saved(image)).width == 1600


def test_see_through_stays_see_through(take):
    image = photo((600, 300)).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize((600, 300)))
    picture = take(saved(image))
    assert {item["format"] for item in picture.renditions} == {"avif", "webp", "png"} and picture.colour == ""
    for _item, content in stored(picture):
        assert Image.open(io.BytesIO(content)).convert("RGBA").getchannel("A").getextrema()[0] < 20
    opaque = photo((40, 40)).convert("RGBA")
    assert {item["format"] for item in take(saved(opaque)).renditions} == {"avif", "webp", "jpeg"}


def test_upright_and_without_a_trace_of_where_it_was_taken(take):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned
    exif[0x010E] = "Description by Dorothea"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    content = saved(photo((600, 300)), "JPEG", exif=exif, comment=b"secret comment")
    assert b"Dorothea" in content
    picture = take(content)
    assert (picture.width, picture.height) == (300, 600)
    for _item, made in stored(picture):
        with Image.open(io.BytesIO(made)) as image:
            assert not image.getexif() and not ({"exif", "xmp", "comment", "icc_profile"} & set(image.info))
        assert not any(trace in made for trace in (b"Dorothea", b"secret", b"Exif", b"GPS", b"http://ns.adobe"))


def test_colours_are_brought_to_srgb(take):
    lab = ImageCms.createProfile("LAB", 5000)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert lab
    picture = take(saved(Image.new("RGB", (40, 40), "#336699"), icc_profile=srgb))
    assert all(abs(int(picture.colour[n : n + 2], 16) - int("336699"[n - 1 : n + 1], 16)) <= 2 for n in (1, 3, 5))
    liar = take(saved(Image.new("RGB", (40, 41), "#336699"), icc_profile=b"no profile at all"))
    assert liar.colour == "#336699"
    assert take(saved(Image.new("CMYK", (40, 42), (255, 0, 0, 0)), "JPEG")).width == 40


def test_the_same_picture_is_kept_once(world, take):
    content = saved(photo((100, 100)))
    assert take(content).pk == take(content).pk and Picture.objects.count() == 1
    with within(world.elsewhere):
        theirs = pictures.take(world.elsewhere, io.BytesIO(content))
        assert theirs.workspace == world.elsewhere
    assert Picture.objects.count() == 1


def test_a_file_left_half_written_is_written_anew(take):
    first = take(saved(photo((100, 100))))
    path = default_storage.path(f"pictures/{first.renditions[0]['name']}")
    with open(path, "r+b") as file:
        file.truncate(5)
    first.delete()
    for item, content in stored(take(saved(photo((100, 100))))):
        assert len(content) == item["bytes"]


def test_an_animation_gives_its_first_picture(take):
    frames = [Image.new("RGB", (50, 50), colour) for colour in ("#ff0000", "#00ff00")]
    picture = take(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert picture.colour == "#ff0000"


@pytest.mark.parametrize("size", [(50_000, 50_000), (2**31 - 1, 2**31 - 1), (8_000, 7_501), (60_000, 10)])
def test_a_bomb_is_refused_by_its_header(take, size):
    with pytest.raises(PictureError, match="million pixels"):
        take(bomb(*size))
    assert Picture.objects.count() == 0


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
WHOLE = saved(photo((400, 400)), "JPEG", quality=90)


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "empty"),
        (b"hello, this is no picture", "not a picture"),
        (b"<!doctype html><script>alert(1)</script>", "not a picture"),
        (b"%PDF-1.7\n" + b"0" * 500, "not a picture"),
        (saved(photo((20, 20)), "TIFF"), "not a picture"),
        (saved(photo((20, 20)), "BMP"), "not a picture"),
        (SVG, "SVG"),
        (HEIC, "HEIC"),
        (WHOLE[: len(WHOLE) // 2], "damaged"),
        (saved(photo((400, 400)))[:200], "damaged"),
        (bomb(100, 50_0), "damaged|million"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "not a picture|damaged"),
        (b"GIF89a" + b"\xff" * 40, "not a picture|damaged"),
    ],
)
def test_what_is_no_picture_says_so(take, content, said):
    if content[:4] == b"\x89PNG" and said.startswith("damaged|million"):
        content = bomb(1000, 2000)[:900]  # a header, then too little
    with pytest.raises(PictureError, match=said):
        take(content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_picture_damaged_anywhere_is_a_picture_or_a_sentence(kind):
    """Never another error: the readers' own vary by format, and AVIF's say RuntimeError."""
    content, chance = saved(photo((60, 40)), kind), random.Random(5)
    for _ in range(120):
        damaged = bytearray(content)
        for place in chance.sample(range(min(len(damaged), 400)), chance.choice((1, 2, 6))):
            damaged[place] = chance.choice((0, 255, damaged[place] ^ 1))
        try:
            assert decode.decode(bytes(damaged)).mode in ("RGB", "RGBA")
        except decode.PictureError as problem:
            assert str(problem)


def test_too_many_bytes(take, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    with pytest.raises(PictureError, match="larger than 1 MB"):
        take(b"\xff\xd8" + b"\0" * (1024 * 1024))


def test_a_picture_that_is_also_something_else_is_only_a_picture(take):
    script = b"<script>alert(document.domain)</script>"
    jpeg = saved(photo((60, 60)), "JPEG", comment=script) + b"<html>" + script + b"PK\x03\x04" + b"zip" * 50
    for _item, content in stored(take(jpeg)):
        assert script not in content and b"PK\x03\x04" not in content


def test_errors_speak_french(take):
    from django.utils.translation import override

    with override("fr"), pytest.raises(PictureError, match="vide"):
        take(b"")


def test_this_machine_writes_what_we_promise():
    assert features.check("avif") and features.check("webp")
    assert encode.media_type("x.avif") == "image/avif" and not decode.ImageFile.LOAD_TRUNCATED_IMAGES


def test_on_the_page(take):
    picture = take(saved(photo((1200, 800)), "JPEG"))
    page_facts = {
        "language": "en", "name": "Aurora", "owner": "A", "goal": "lead", "url": "https://a.example.org/",
        "pictures": pictures.facts([picture.pk, "missing123"]),
    }  # fmt: skip
    rendered = render(document(hero(picture=picture.pk, alt='A "night" train'), form()), Page(**page_facts))
    assert set(rendered.pictures) == {item["name"] for item in picture.renditions}
    assert 'fetchpriority="high"' in rendered.html and 'loading="lazy"' not in rendered.html
    assert 'width="1200" height="800" alt="A &quot;night&quot; train"' in rendered.html
    assert f".c-{picture.colour[1:]}{{background:{picture.colour}}}" in rendered.html
    assert rendered.html.count("/i/") == 10
    lazy = drawn(Page(**page_facts), picture.pk, first=False)
    assert 'loading="lazy"' in lazy and "fetchpriority" not in lazy
    assert "/pictures/" in drawn(Page(**page_facts, mode="preview"), picture.pk, first=False)
    assert drawn(Page(**page_facts), "missing123", first=True) == ""


def drawn(page, identity, first):
    template = engine().from_string('{% picture data.picture "x" %}')
    values = {"page": page, "data": {"picture": identity}, "first": first, "rendering": Rendering()}
    return template.render(Context(values))
