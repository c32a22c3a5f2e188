import pytest

from smartbooth.mail.fetched import fetched


@pytest.mark.parametrize(
    "html",
    [
        '<p>src=x onload=y url(z) &lt;img src="x"&gt; @import</p>',
        '<p title="a src=b">An owner called background=red</p>',
        '<a href="https://example.org/?src=1&amp;data=2">read</a>',
        "<style>p { color: red }</style><p>url(x)</p>",
        "<!--[if mso]><table width='600'><tr><td><![endif]--><p>Hello</p>",
    ],
)
def test_what_a_letter_says_is_no_alarm(html):
    assert fetched(html) == []


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://example.org/a.gif">', "<IMG\nSRC=x>", '<td background="x">',
        '<p style="background:URL (x)">',
        "<style>@import 'x'</style>", "<style>p{background:url(x)}</style>", '<link rel="stylesheet" href="x">',
        '<meta http-equiv="refresh" content="1">', "<script>x</script>", '<p onclick="x">', '<form action="x">',
        "<!--[if mso]><v:image src='x'/><![endif]-->", "<!--[if mso]><style>p{background:url(x)}</style><![endif]-->",
        '<svg><image xlink:href="x"/></svg>', '<video poster="x">', '<a ping="x" href="y">z</a>',
        "<![if !mso]><img src=x><![endif]>",
        '<p style="background:&#117;rl(x)">',
    ],
)  # fmt: skip
def test_what_loads_or_runs_is_found(html):
    assert fetched(html)
