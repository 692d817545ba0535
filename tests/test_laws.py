"""One law is one thing, whether its name or its number is printed; which law a name means depends on the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import conductor
from kg.document import Options
from kg.graph import laws
from kg.graph.store import open_graph

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """Granfors kommun
Kommunstyrelsen
Sammanträdesprotokoll
Sammanträdesdatum: {day}

Beslutande
Alva Sandvik (S), ordförande

§ 1 Ny lekplats

Ärendet
{text}

Beslut
Kommunstyrelsen beslutar att anlägga en lekplats.

§ 2 Ny bro

Ärendet
{more}

Beslut
Kommunstyrelsen beslutar att bygga en bro.
"""


def cited(folder: Path, text: str, more: str = "Bron är gammal.", day: str = "2025-03-11") -> list[str]:
    (folder / "ks.txt").write_text(TEXT.format(day=day, text=text, more=more), encoding="utf-8")
    conductor.save(conductor.build([folder / "ks.txt"], Options()), folder / "x.nq")
    rows = open_graph(folder / "x.nq").select("SELECT DISTINCT ?law { ?item gov:cites ?law . ?law a gov:Law }").rows
    return sorted(row[0].value.rpartition("/")[2] for row in rows if row[0])


@pytest.mark.parametrize(
    ("text", "more", "law"),
    [
        ("Detta följer av kommunallagen.", "Detta följer av 2017:725.", "2017-725"),
        ("Detta följer av Kommunallagen.", "Detta följer av kommunallagen (2017:725).", "2017-725"),
        ("Detta följer av fjärrvärmelagen.", "Enligt fjärrvärmelagen (2008:263) krävs det.", "2008-263"),
    ],
)
def test_name_and_number_are_one_law(text: str, more: str, law: str, tmp_path: Path) -> None:
    assert cited(tmp_path, text, more) == [law]


@pytest.mark.parametrize(("day", "law"), [("2016-05-02", "1991-900"), ("2018-01-01", "2017-725")])
def test_a_name_means_the_law_of_that_day(day: str, law: str, tmp_path: Path) -> None:
    assert cited(tmp_path, "Detta följer av kommunallagen.", day=day) == [law]


@pytest.mark.parametrize(
    ("text", "more", "called"),
    [
        ("Detta följer av kommunallagen.", "Detta följer av 2017:725.", "2017:725"),
        ("Detta följer av 2017:725.", "Detta följer av kommunallagen.", "2017:725"),
        ("Detta följer av kommunallagen (2017:725).", "Detta följer av Kommunallagen.", "2017:725"),
        ("Detta följer av skollagen.", "Detta följer av skollagen.", "skollagen"),
        ("Detta följer av Skollagen.", "Detta följer av skollagen.", "Skollagen"),
    ],
)
def test_a_law_has_one_identifier_in_a_document_the_most_frequent_of_equals_the_number(
    text: str, more: str, called: str, tmp_path: Path
) -> None:
    cited(tmp_path, text, more)
    rows = open_graph(tmp_path / "x.nq").select("SELECT DISTINCT ?i { ?law a gov:Law ; dcterms:identifier ?i }").rows
    assert [row[0].value for row in rows if row[0]] == [called]


def test_a_law_that_the_register_has_not_keeps_its_name(tmp_path: Path) -> None:
    assert cited(tmp_path, "Detta följer av fjärrvärmelagen.") == ["fjarrvarmelagen"]


def test_without_a_day_a_name_of_several_laws_stays_a_name() -> None:
    assert laws.number("kommunallagen", "") == ""
    assert laws.number("Miljöbalken", "") == "1998:808"


def test_the_number_from_the_register_is_told_apart_from_what_is_printed(tmp_path: Path) -> None:
    cited(tmp_path, "Detta följer av kommunallagen.")
    query = "SELECT ?n ?i { GRAPH ?g { ?law gov:statuteNumber ?n } ?law dcterms:identifier ?i }"
    assert [
        [term.value if term else "" for term in row] for row in open_graph(tmp_path / "x.nq").select(query).rows
    ] == [["2017:725", "kommunallagen"]]
