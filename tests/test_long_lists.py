"""A decision with a very long list in it is its numbered points; what has none is a list that was not understood."""

from __future__ import annotations

from typing import Any

import pytest

from kg import facts
from kg.files import source
from kg.minutes import segment
from tests.excerpts import HEADS

HEAD = HEADS["region"]
DONE = "Nedanstående uppdrag ({first}-{last}), givna i budget {year}, förklaras fullgjorda."


def letters(count: int, sign: str) -> list[str]:
    """Give the entries of a list: `a.` to `z.`, then `aa.` and on."""
    names = [chr(97 + at % 26) * (1 + at // 26) for at in range(count)]
    return [
        f"{name}{sign} Ängsnämndens uppdrag att slå äng nummer {at} före midsommar." for at, name in enumerate(names, 1)
    ]


def told(lines: list[str], lead: str) -> list[Any]:
    """Read a paragraph with these points."""
    text = "\n".join([HEAD, "", "§ 7 Återrapportering av uppdrag", "", "Beslut", lead, *lines, ""])
    found = facts.extract(segment.segment(source.from_bytes(text.encode(), "case.txt")))
    return list(found["decision"])


@pytest.mark.parametrize("sign", [".", ")"])
@pytest.mark.parametrize("lengths", [(3, 70), (40, 40), (80, 3), (30, 30, 30)])
def test_entries_of_a_list_are_part_of_the_point_that_they_stand_below(lengths: tuple[int, ...], sign: str) -> None:
    points = []
    for at, count in enumerate(lengths, 1):
        points += [f"{at}. {DONE.format(first='a', last='x', year=2030 + at)}", *letters(count, sign)]
    (decision,) = told(points, "Regionstyrelsen föreslår att regionfullmäktige beslutar:")
    assert decision.kind == "proposal"
    assert len(decision.clauses) == len(lengths)
    for at, clause in enumerate(decision.clauses, 1):
        assert clause.text.startswith(f"Nedanstående uppdrag (a-x), givna i budget {2030 + at}")
        assert f"nummer {lengths[at - 1]} före" in clause.text


@pytest.mark.parametrize("announced", ["(a-c)", "(a–c)", "(a - c)", "(a-c med undantag av 1.b som inte är klar)"])
def test_a_short_list_is_part_of_its_point_where_that_says_its_letters(announced: str) -> None:
    points = [f"1. Nedanstående uppdrag {announced} förklaras fullgjorda.", *letters(3, "."), "2. Rapporten antecknas."]
    (decision,) = told(points, "Regionstyrelsen beslutar:")
    assert [one.text.split()[0] for one in decision.clauses] == ["Nedanstående", "Rapporten"]


def test_a_short_list_that_no_point_announces_is_points() -> None:
    (decision,) = told(["1. Planen antas.", *letters(3, ".")], "Regionstyrelsen beslutar:")
    assert len(decision.clauses) == 4


def test_a_list_without_numbered_points_is_left_alone() -> None:
    entries = [f"– Ängsnämndens uppdrag nummer {at} förklaras fullgjort." for at in range(70)]
    assert told(entries, "Regionstyrelsen beslutar:") == []
