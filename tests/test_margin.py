"""Numbers and quotation signs in the margin, and double spacing: the same facts as without them, at the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import document
from kg.files.source import from_bytes
from kg.lines import furniture, margin

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = """Ekmarks kommun
Kommunstyrelsen
Sammanträdesprotokoll 2031-03-12

Plats och tid
Kommunhuset, kl. 13.00

Beslutande
Karin Almfors (S), ordförande
Nils Orrberg (M)
Eva Tallstig (C)

§ 30 Rapport om torgets belysning

Beslut
Kommunstyrelsen beslutar att godkänna rapporten om belysningen och de nya
stolparna vid torget samt att ge tekniska nämnden i uppdrag att återkomma
med en plan.

Sammanfattning
Tekniska nämnden har tagit fram en rapport om de stolpar som står vid
torget. Den handlar om ljuset och
om kostnaderna för det.

§ 31 Skyltar

Beslut
Kommunstyrelsen beslutar att avslå ansökan.

Yrkande
Nils Orrberg (M) yrkar bifall till ansökan.
"""
AGENDA = "".join(f"{n}. Ärende {n}\n" for n in range(1, 31, 3))


def numbered(text: str) -> str:
    return "".join(f"{n:4}  {line}\n" for n, line in enumerate(text.splitlines(), 1))


def quoted(text: str) -> str:
    return "".join(f"> {line}\n" for line in text.splitlines())


def double(text: str) -> str:
    return text.replace("\n", "\n\n")


def told(text: str) -> list[str]:
    read = document.examine(from_bytes(text.encode(), "x.txt"))
    source = read.minutes.source
    return [
        " ".join(word for word in source.quote(span).split() if word != ">" and not word.isdecimal())
        for kind in ("attendance", "motion", "reservation")
        for fact in read.facts[kind]
        for span in fact.at
    ] + [clause.text for decision in read.facts["decision"] for clause in decision.clauses]


@pytest.mark.parametrize("change", [numbered, quoted, double, lambda text: numbered(double(text))])
def test_what_stands_in_the_margin_changes_no_fact(change: Callable[[str], str]) -> None:
    assert len(told(TEXT)) == 7
    assert told(change(TEXT)) == told(TEXT)


@pytest.mark.parametrize("text", [TEXT, AGENDA, "\n\n".join(f"Rad {n}." for n in range(40)), numbered(TEXT)[:200]])
def test_lines_without_such_a_margin_stay_as_they_are(text: str) -> None:
    lines = furniture.raw_lines(text)
    assert margin.without(lines) == lines
