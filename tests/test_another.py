"""Minutes of another meeting in the same file are not read as these: neither bound behind them nor annexed."""

from __future__ import annotations

import pytest

from kg import document
from kg.files.source import from_bytes

HEAD = """Ekmarks kommun
Kommunstyrelsen
Sammanträdesprotokoll
2031-03-12

Plats och tid
Kommunhuset, kl. 13.00

Beslutande
Karin Almfors (S), ordförande
Nils Orrberg (M)

"""
ITEM = """§ {number} Rapport

Beslut
Kommunstyrelsen beslutar att godkänna rapporten.

"""
SECOND = HEAD.replace("2031-03-12", "2031-04-09").replace("Karin Almfors", "Maj Lindros")
ANNEX = """Bilaga 1 Protokoll från gemensamma nämnden

Närvarande
Tage Malm (M), ordförande
Vera Falk (V)

"""
LIST = """Närvarande
Tage Malm (M), ordförande

"""


def examine(text: str) -> document.Examined:
    return document.examine(from_bytes(text.encode(), "x.txt"))


@pytest.mark.parametrize(
    ("text", "items", "told"),
    [
        (HEAD + ITEM.format(number=30) + SECOND + ITEM.format(number=31), ["30"], 23),
        (HEAD + ITEM.format(number=30) + ANNEX + ITEM.format(number=1), ["30"], 18),
        # One head alone, a list of people inside a paragraph, a list behind the last one: all of one meeting.
        (HEAD + ITEM.format(number=30) + ITEM.format(number=31), ["30", "31"], 0),
        (HEAD + ITEM.format(number=30) + LIST + ITEM.format(number=31), ["30", "31"], 0),
        (HEAD + ITEM.format(number=30) + ANNEX, ["30"], 0),
        ("Innehåll\n§ 30 Rapport\n\n" + HEAD + ITEM.format(number=30), ["30"], 0),
    ],
)
def test_only_the_first_minutes_of_a_file_are_read(text: str, items: list[str], told: int) -> None:
    read = examine(text)
    assert [item.number for item in read.minutes.items] == items
    assert read.minutes.notes == (
        (f"line {told}: the minutes of another meeting begin, and are not read: part the file",) if told else ()
    )
    chairs = {fact.person.text for fact in read.facts["attendance"] if fact.role == "chair"}
    assert chairs == {"Karin Almfors"}
    assert read.facts["meeting"][0].dates == ("2031-03-12",)
