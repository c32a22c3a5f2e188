from concurrent.futures import ThreadPoolExecutor

from fontTools.ttLib import TTFont

from smartbooth.web import typeface


def test_it_is_small_sets_french_and_keeps_its_licence(tmp_path):
    made = typeface.make(tmp_path / "faces")
    font = TTFont(made)
    assert made.stat().st_size < 24_000
    assert set(map(ord, "Où l’Œuvre naît : « déjà » — 1 234 €")) - {0x202F} <= set(font.getBestCmap())
    names = {record.nameID: str(record) for record in font["name"].names}
    assert "Source" not in names[1] + names[4] + names[6], "the name is reserved for the unchanged face"
    assert "Open Font License" in names[13] and "Adobe" in names[0]


def test_it_is_made_once(tmp_path):
    first = typeface.make(tmp_path).stat()
    assert typeface.make(tmp_path).stat().st_mtime_ns == first.st_mtime_ns


def test_two_at_once_leave_one_whole_file(tmp_path):
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: typeface.make(tmp_path), range(2)))
    assert [path.name for path in tmp_path.iterdir()] == ["source-serif.woff2"]
    TTFont(tmp_path / "source-serif.woff2")


def test_it_is_served(client, db):
    answer = client.get("/static/fonts/source-serif.woff2")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "font/woff2"
