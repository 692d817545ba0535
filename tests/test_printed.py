"""How often a spelling stands in a text, and which names there are genitives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.graph.printed import Printed
from tests.built import GOV, Built, write

if TYPE_CHECKING:
    from pathlib import Path

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


def test_no_spelling_of_a_graph_is_said_to_stand_more_often_than_it_does(tmp_path: Path) -> None:
    text = (
        "Aspvikens kommun\nKommunstyrelsen\nSammanträdesprotokoll\n2031-09-08\n\n"
        "Beslutande\nSiv Grankulla (V), ordförande\nBo Talludd (S)\n\n§ 8 Badbryggor\n\n"
        "Yrkanden\nSiv Grankulla (V) yrkar bifall.\nTalludd (S) instämmer i Siv\nGrankullas yrkande.\n\n"
        "Beslut\nKommunstyrelsen beslutar att bifalla yrkandet.\n"
    )
    source = tmp_path / "m.txt"
    source.write_text(text, encoding="utf-8")
    built = Built(write([source], tmp_path / "m.trig"))
    said = {
        str(spelling): int(str(times))
        for subject, predicate, spelling in built.triples
        if predicate == GOV.spelling
        for other, counted, times in built.triples
        if other == subject and counted == GOV.timesPrinted
    }
    plain = " ".join(text.split()).casefold()
    assert said["Siv Grankulla"] == 2
    assert all(times <= plain.count(spelling.casefold()) for spelling, times in said.items())
