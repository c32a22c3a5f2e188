import html5lib
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.launches.compile import minify


def test_idle_space_goes_and_the_rest_stays():
    text = """<div>
      <p>One  <b>two</b> <i>three</i>
      four</p>   <pre>  keep
   this </pre>
      <textarea>
 and this</textarea> <!-- not this -->
      <img src="a b  c.png"   alt="x > y">  <span>end</span>
    </div>"""
    assert minify.html(text) == (
        "<div><p>One <b>two</b> <i>three</i> four</p><pre>  keep\n   this </pre> <textarea>\n and this</textarea>"
        ' <img src="a b  c.png" alt="x > y"> <span>end</span></div>'
    )


def test_css():
    text = """/* why */ a , b > c { color : red ; margin: 0 auto }
    @media (min-width: 3em) and (hover) { a::after { content: " ;  } " ; width: calc(1px + 2px) } }"""
    assert minify.css(text) == (
        'a,b>c{color :red;margin:0 auto}@media (min-width:3em) and (hover){a::after{content:" ;  } ";'
        "width:calc(1px + 2px)}}"
    )


words = st.sampled_from(["one", " ", "\n  ", "two ", " three", ""])
inline = st.sampled_from(["b", "i", "a", "span", "button"])
block = st.sampled_from(["p", "div", "section", "pre"])
tree = st.recursive(
    words,
    lambda inner: st.tuples(st.one_of(inline, block), st.lists(inner, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=12,
)


@given(st.lists(tree, max_size=4))
def test_the_words_a_reader_sees_stay_apart(pieces):
    text = "<div>" + "".join(pieces) + "</div>"

    def seen(html):
        document = html5lib.parseFragment(html, namespaceHTMLElements=False)
        return _text(document)

    assert seen(minify.html(text)) == seen(text)


def _text(node):
    """Words in order; a block's edge and white space part words alike."""
    out = []

    def walk(element):
        if element.tag in ("p", "div", "section", "pre"):
            out.append(" ")
        out.append(element.text or "")
        for child in element:
            walk(child)
            if child.tag in ("p", "div", "section", "pre"):
                out.append(" ")
            out.append(child.tail or "")

    walk(node)
    return "".join(out).split()
