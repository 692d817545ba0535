"""What programs made of PDFs of the composed minutes: nothing false is read, and what is lost is what they lost.

Each is named by its layout and the program: pdfplumber, PyMuPDF (`sort`: by places), pymupdf4llm, pdfminer, MarkItDown.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.files import source
from tests import composed, composed_facts

FOLDER = Path(__file__).parent / "converted"
LOST = {
    "grid-pymupdf4llm.md": {"case"},
    "cols-pymupdf.txt": {"ballot"},
    "cols-markitdown.md": {"ballot"},
    "plain-pdfminer.txt": {"ballot"},
    "plain-pymupdf4llm.md": {"ballot"},
    "serif-pymupdfsort.txt": {"ballot"},
    "side-plumber.txt": {"ballot"},
    "side-plumberlayout.txt": {"ballot", "sent"},
    "side-pymupdf.txt": {"ballot"},
}
"""Marks that do not stand below their headings any more give no ballot; a diary number was cut into two cells."""


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_a_converted_text_says_nothing_false(path: Path) -> None:
    said = {fact for fact in composed_facts.said({}) if fact[0] not in {"limit", "clock"}}
    said |= {("ballot", "43", one.name, one.vote) for one in composed.COUNCIL.people if one.vote}
    found = composed_facts.facts_of(source.from_bytes(path.read_bytes(), path.name))
    assert not found - said
    assert {kind for kind, *_ in said - found} == LOST[path.name]
