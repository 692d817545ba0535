"""Rows of lists whose columns stand one blank apart: what is a table and what is none."""

from __future__ import annotations

import pytest

from kg.facts.head import roster_words
from kg.lines.reading import flow_of
from kg.model import Line


def barred(*rows: str) -> list[str]:
    """Give the lines of a head with the bars that are put into them."""
    return [line.text for line in roster_words.barred([Line(flow_of(row, 0), 1) for row in rows])]


@pytest.mark.parametrize(
    ("head", "row", "cells"),
    [
        ("Namn Parti Närvarande", "Anna Ek (S) X", "| Anna Ek | (S) | X"),
        ("Namn Parti Uppdrag", "Siv von Essen MP 2:e vice ordförande", "| Siv von Essen | MP | 2:e vice ordförande"),
        ("Ledamot Parti Närvaro", "Bo Karl Ås KD Nej", "| Bo Karl Ås | KD | Nej"),
        ("Namn Partitillhörighet Ersätter", "Eva Li L Bo Ås, § 4", "| Eva Li | L | Bo Ås, § 4"),
        ("Namn Befattning", "Dag Al tf. ekonomichef", "| Dag Al | tf. ekonomichef"),
    ],
)
def test_a_row_is_told_by_what_its_words_are(head: str, row: str, cells: str) -> None:
    assert barred(head, row, row)[1] == cells


@pytest.mark.parametrize(
    "rows",
    [
        ("Namn Parti Närvarande", "Anna Ek (S) X", "Utses att justera: Bo Ås"),  # one row is no table
        ("Namn och parti", "Anna Ek S", "Bo Ås M"),
        ("Ledamöter", "Anna Ek (S)", "Bo Ås (M)"),
        ("Namn Parti Närvarande", "Anna Ek var där", "Bo Ås var där"),
    ],
)
def test_what_is_no_such_table_stays_as_it_is(rows: tuple[str, ...]) -> None:
    assert barred(*rows) == list(rows)
