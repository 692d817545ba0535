"""Letters of a stamp that stand upright beside the text or between its lines: the same facts as without them."""

from __future__ import annotations

import pytest

from kg import document
from kg.files.source import from_bytes
from kg.lines import furniture, upright

TEXT = """Ekmarks kommun
Kommunstyrelsen
Sammanträdesprotokoll 2031-03-12

Beslutande
Karin Almfors (S), ordförande
Nils Orrberg (M)
Eva Tallstig (C)

§ 30 Rapport om torgets belysning

Beslut
Kommunstyrelsen beslutar
att godkänna rapporten om belysningen, samt
att ge tekniska nämnden i uppdrag att återkomma
med en plan.

Reservation
Nils Orrberg (M) reserverar sig mot beslutet.

§ 31 Skyltar

Beslut
Kommunstyrelsen beslutar att sätta upp skyltar.
"""


def told(text: str) -> list[str]:
    found = document.examine(from_bytes(text.encode(), "x.txt")).facts
    people = [f"{fact.role} {fact.person.text}" for fact in found["attendance"]]
    titles = [fact.title for fact in found["item"]]
    return people + titles + [clause.text for decision in found["decision"] for clause in decision.clauses]


def beside(word: str, first: str) -> str:
    lines = TEXT.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith(first))
    for place, letter in enumerate(word, at):
        lines[place] = f"{lines[place]:90}{letter}"
    return "\n".join(lines)


def between(word: str, first: str) -> str:
    before, line, behind = TEXT.partition(first)
    rest = (line + behind).splitlines()
    mixed = [part for letter, text in zip(word, rest, strict=False) for part in (text, letter)]
    return before + "\n".join([*mixed, *rest[len(word) :]])


def below(word: str, first: str) -> str:
    return TEXT.replace(first, "\n".join(word) + "\n" + first, 1)


@pytest.mark.parametrize("word", ["JUSTERAT", "Kopia", "TARDU", "Arkivet", "EKMARK", "UTDRAG"])
@pytest.mark.parametrize("first", ["Karin", "att godkänna", "att ge", "§ 30"])
def test_letters_below_each_other_beside_the_text_change_no_fact(word: str, first: str) -> None:
    assert len(told(TEXT)) == 8
    assert [told(put(word, first)) for put in (beside, between, below)] == [told(TEXT)] * 3


@pytest.mark.parametrize("column", ["SMCVL", "XXXNX", "jnjnj", "SMVSMV"])
def test_parties_and_marks_below_each_other_stay(column: str) -> None:
    lines = furniture.raw_lines("".join(f"{'Anna Ek':40}{letter}\n" for letter in column) + "\n".join(column))
    assert upright.without(lines) == lines
