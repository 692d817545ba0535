"""How often a spelling stands in a text, and which names there are genitives."""

from __future__ import annotations

import pytest

from kg.graph.printed import Printed

TEXT = (
    "Siv Grankulla (V) yrkar bifall.\nBo Ek instämmer i Siv\nGrankullas yrkande och i Rut Lindbergs yrkande "
    "och Ove Jonas förslag."
)


@pytest.mark.parametrize(
    ("spelling", "times"), [("Siv Grankulla", 1), ("siv grankullas", 1), ("Bo Ek", 1), ("Bo E", 0), ("Eva Ek", 0)]
)
def test_a_spelling_is_counted_where_it_stands_as_a_whole(spelling: str, times: int) -> None:
    assert Printed(TEXT).times(spelling) == times


@pytest.mark.parametrize(
    ("name", "nominative"),
    [
        ("Siv Grankullas", "Siv Grankulla"),
        ("Rut Lindbergs", "Rut Lindberg"),
        ("Ove Jonas", "Ove Jonas"),
        ("Bo Ek", "Bo Ek"),
    ],
)
def test_a_genitive_is_taken_back_where_the_text_leaves_no_doubt(name: str, nominative: str) -> None:
    assert Printed(TEXT).nominative(name) == nominative
