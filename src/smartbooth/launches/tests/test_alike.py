import copy

import pytest

from smartbooth.launches.alike import alike, said

PAGE = {"theme": {"accent": "ink"}, "blocks": [{"id": "hero", "kind": "hero", "data": {"headline": "Aurora"}}]}


def other(headline: str):
    page = copy.deepcopy(PAGE)
    page["blocks"][0]["data"]["headline"] = headline
    return page


@pytest.mark.parametrize(
    ("documents", "groups"),
    [
        ({"a": PAGE}, []),
        ({"a": PAGE, "b": other("Tonight")}, []),
        ({"b": PAGE, "a": copy.deepcopy(PAGE)}, [["a", "b"]]),
        (
            {"a": PAGE, "b": other("Tonight"), "c": other("Tonight"), "d": PAGE, "e": PAGE},
            [["a", "d", "e"], ["b", "c"]],
        ),
    ],
)
def test_the_same_page(documents, groups):
    assert alike(documents) == groups


def test_it_is_said_of_two_and_of_more():
    assert said(["a", "b"]) == "A and B show the same page: there is nothing to tell apart."
    assert said(["a", "d", "e"]).startswith("A, D and E show the same page")
