"""Letters as a browser draws them: readable on either ground, on a phone, on paper."""

import pytest

from smartbooth.mail.letter import example
from smartbooth.mail.messages import messages

pytestmark = pytest.mark.browser

# WCAG 2.2, 1.4.3, of every text: its colour against the nearest ground that is painted. The worst, and whose.
CONTRAST = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number)
  const light = colour => parts(colour).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0)
  const painted = element => {
    for (; element; element = element.parentElement) {
      const ground = getComputedStyle(element).backgroundColor
      if ((parts(ground)[3] ?? 1) === 1) return ground
    }
    return 'rgb(255, 255, 255)'
  }
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue
    const pair = [getComputedStyle(element).color, painted(element)].map(light).sort((a, b) => b - a)
    found.push([(pair[0] + 0.05) / (pair[1] + 0.05), walker.currentNode.data.trim()])
  }
  return found.sort((a, b) => a[0] - b[0])[0]
}"""
SIZES = """() => [...document.querySelectorAll('.button a')].map(a => a.getBoundingClientRect().height)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_are_readable_and_fit_a_phone(db, person, scheme):
    page, asked = person(width=360, color_scheme=scheme), []
    page.on("request", lambda request: asked.append(request.url))
    for name, kind in messages().items():
        for language in ("en", "fr"):
            page.set_content(example(kind, language).html)
            ratio, text = page.evaluate(CONTRAST)
            assert ratio >= 4.5, (name, language, text)
            assert page.evaluate("document.documentElement.scrollWidth") == 360, (name, language)
            assert all(height >= 44 for height in page.evaluate(SIZES)), (name, language)
    assert asked == []


def test_on_paper_no_button_is_white_on_white(db, person):
    """Browsers print no grounds: the label has to have a colour of its own."""
    page = person(width=800)
    page.emulate_media(media="print")
    page.set_content(example(messages()["my-data"], "en").html)
    ratio, text = page.evaluate(CONTRAST)
    assert ratio >= 4.5, text


def test_a_letter_is_six_hundred_pixels_wide_at_most(db, person):
    page = person(width=1440)
    page.set_content(example(messages()["rights-notice"], "fr").html)
    assert page.locator(".sheet").bounding_box()["width"] == 600
    assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"
