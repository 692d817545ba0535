"""Labels in a column of their own, so near to the text beside them that no gap parts the two."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests import pdfs
from tests.test_differential import COLUMN, DOWN
from tests.test_differential import values as said
from tests.test_formats import facts

if TYPE_CHECKING:
    from tests.pdfs import Put

LEFT, SIZE, LINE = 60, 11, 13
LABELS = ("Beslut", "Sammanfattning", "Beslutsunderlag", "Reservation", "Beslutet")
EXPECTED = said(facts(DOWN.encode(), ".txt"))


def wide(text: str) -> float:
    return float(stringWidth(text, "Helvetica", SIZE))


def sections() -> list[tuple[str, list[str]]]:
    """Give the label of each part of the minutes, empty where it has none, and the lines of its text."""
    found: list[tuple[str, list[str]]] = []
    for block in DOWN.strip().split("\n\n"):
        first, *rest = block.split("\n")
        found.append(
            (first, rest) if rest and first.startswith(LABELS) and first != "Beslutande" else ("", [first, *rest])
        )
    return found


def drawn(edge: float, *, right: bool) -> list[Put]:
    """Put the labels left of an edge, wrapped over lines of that width, and the text behind it."""
    page: list[Put] = []
    down = 70.0
    for label, lines in sections():
        parts = wrapped(label, edge - LEFT)
        texts = lines if not label else [part for line in lines for part in textwrap.wrap(line, 60)]
        page += [(edge - 1 - wide(part) if right else LEFT, down + k * LINE, part) for k, part in enumerate(parts)]
        page += [(edge if label else LEFT, down + k * LINE, text) for k, text in enumerate(texts)]
        down += LINE * max(len(parts), len(texts)) + (10 if not label else 3)
    return page


def wrapped(label: str, width: float) -> list[str]:
    parts: list[str] = []
    for word in label.split():
        if parts and wide(f"{parts[-1]} {word}") <= width:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


@pytest.mark.parametrize("right", [False, True], ids=["from the left", "up to the text"])
@pytest.mark.parametrize("spare", [0.5, 2, 4, 6, 12])
@pytest.mark.parametrize("longest", ["Sammanfattning", "Beslutsunderlag", "Beslutet skickas", "Sammanfattning av"])
def test_a_label_that_reaches_up_to_its_text_is_no_part_of_it(longest: str, spare: float, *, right: bool) -> None:
    page = drawn(LEFT + wide(longest) + spare, right=right)
    assert said(facts(pdfs.pdf([page], size=SIZE), ".pdf")) == EXPECTED


def test_both_layouts_are_of_the_same_minutes() -> None:
    assert said(facts(COLUMN.encode(), ".txt")) == EXPECTED
    assert len(EXPECTED) > 10


def test_a_heading_of_a_paragraph_is_no_label() -> None:
    """Letters of running text begin everywhere: only a label that is known ends where the column begins."""
    edge = LEFT + wide("§ 31 Taxa ")
    page: list[Put] = [(LEFT, 60.0 + LINE * k, line) for k, line in enumerate(DOWN.strip().split("\n")[:6])]
    page += [(LEFT, 160.0, "§ 31 Taxa"), (edge, 160.0, "för torg"), (LEFT, 190.0, "Beslut")]
    page += [(edge, 190.0 + LINE * k, line) for k, line in enumerate(["Kommunstyrelsen beslutar", "att anta taxan."])]
    page += [(edge, 230.0 + LINE * k, line) for k, line in enumerate(["Rad ett.", "Rad två."])]
    found = dict(facts(pdfs.pdf([page], size=SIZE), ".pdf"))["item"]
    assert "Taxa för torg" in dict(found).values()
