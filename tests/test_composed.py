"""Minutes composed of the styles of many organisations say what they say in any of them."""

from __future__ import annotations

import random

import pytest

from kg.files import source
from kg.minutes.segment import segment
from tests import composed, composed_facts, composed_heads

UNNUMBERED = {
    *("S 12 title", "TITLE only", "title only", "title / ---", "## title", "Dnr only"),
    *("A. title", "IV title", "§ IV title"),
}
"""What has no number that is surely one: nothing is read, and the report says what to do."""
LEAST_PRECISION, LEAST_RECALL = 0.96, 0.83
"""What sixty styles drawn at random reach at least, together: the draw has 25 rosters and 26 votes more since
2026-11-30, and so other mixtures. What is missed are whole documents whose paragraphs (§) are numbered by no sign."""


@pytest.mark.parametrize("head", [head for head in composed_heads.HEADS if head not in UNNUMBERED])
@pytest.mark.parametrize("stated", ["Paragrafer", "none"])
def test_each_head_opens_its_paragraph(head: str, stated: str) -> None:
    text = composed.composed(head=head, stated=stated)
    items = segment(source.from_bytes(text.encode(), "a.txt")).items
    titles = [one.title.casefold() for one in composed.COUNCIL.matters]
    assert [item.title.text.casefold().rstrip(".") for item in items] == titles
    assert [case.text.removesuffix("-042") for item in items for case in item.cases] == [
        one.case for one in composed.COUNCIL.matters if one.case
    ]


@pytest.mark.parametrize("head", sorted(UNNUMBERED))
def test_without_a_number_no_paragraph_is_read(head: str) -> None:
    text = composed.composed(head=head)
    assert segment(source.from_bytes(text.encode(), "a.txt")).items == ()


def test_the_usual_style_is_read_whole() -> None:
    _, missed, wrong = composed_facts.differences({})
    assert not missed
    assert not wrong


@pytest.mark.slow
def test_styles_met_together_are_read() -> None:
    draw = random.Random(2031)  # noqa: S311 - nothing secret is drawn
    counts = [0, 0, 0]
    for _ in range(60):
        style = composed_facts.drawn(draw)
        counts = [before + len(facts) for before, facts in zip(counts, composed_facts.differences(style), strict=True)]
    right, missed, wrong = counts
    assert right / (right + wrong) >= LEAST_PRECISION
    assert right / (right + missed) >= LEAST_RECALL
