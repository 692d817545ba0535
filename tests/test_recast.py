"""The same minutes printed in another form give the same facts: heads of paragraphs, parties, lists, serving."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.document import understand
from kg.files import source
from tests import recast

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample" / "granfors-kommunstyrelsen-2025-03-19.txt"


@cache
def whole() -> recast.Printed:
    return recast.parts(SAMPLE.read_text(encoding="utf-8"), SAMPLE.name)


def said(text: str) -> tuple[list[Any], list[Any], list[Any]]:
    """Give what minutes say: their paragraphs, what is decided, who decides."""
    minutes, facts = understand(source.from_bytes(text.encode(), "a.txt"))
    items = [(item.number, item.title.text, [case.text for case in item.cases]) for item in minutes.items]
    decisions = [(one.item, one.kind, [clause.text for clause in one.clauses]) for one in facts["decision"]]
    there = [
        (one.person.text, one.person.party, one.role, one.serves_for.text if one.serves_for else "")
        for one in facts["attendance"]
    ]
    return items, decisions, there


@cache
def expected() -> tuple[list[Any], list[Any], list[Any]]:
    return said(recast.printed(whole()))


def _forms() -> Iterator[dict[str, str]]:
    yield from ({"head": one} for one in recast.HEADS)
    yield from ({"party": one} for one in recast.PARTIES)
    yield from ({"serving": one} for one in recast.SERVING)
    yield from ({"listed": one} for one in recast.LISTS)
    yield from ({"page": one} for one in recast.PAGES)
    yield from ({"page": "labels first", "listed": one} for one in recast.LISTS)
    # Forms met together: what each rule reads alone, all must read.
    for at, head in enumerate(recast.HEADS):
        party = list(recast.PARTIES)[at % 4]
        yield {
            "head": head,
            "party": party,
            "serving": recast.SERVING[at % len(recast.SERVING)],
            "listed": list(recast.LISTS)[at % len(recast.LISTS)] if party == "A B (S)" else "one a line",
        }


def test_the_parts_are_those_of_the_sample() -> None:
    items, decisions, there = expected()
    assert [(one.number, one.title) for one in whole().paragraphs] == [(number, title) for number, title, _ in items]
    assert len(items) == 10
    assert len(decisions) == 10
    assert [role for *_, role, _ in there].count("serving-substitute") == 2
    assert len(there) == len(whole().seats)


@pytest.mark.parametrize("form", list(_forms()), ids=lambda form: " | ".join(form.values()))
def test_a_form_changes_no_fact(form: dict[str, str]) -> None:
    items, decisions, there = said(recast.printed(whole(), **form))
    assert items == expected()[0]
    assert decisions == expected()[1]
    assert there == expected()[2]
