"""A text that has lost its letters, lines or right side is refused in one line: what is read of it would be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import build
from kg.text import damage
from kg.text.source import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ITEM = """§ {0} Rapport {0} om torgets belysning

Beslut
Kommunstyrelsen beslutar att godkänna rapport {0} om belysningen och de nya
stolparna vid torget samt att ge tekniska nämnden i uppdrag att återkomma
med en plan.

Sammanfattning
Tekniska nämnden har tagit fram rapport {0} om de stolpar som står vid
torget. Den handlar om ljus {0} och om kostnaderna för det. Förslaget har
även behandlats av Nils Orrberg (M).

"""
TEXT = "Kommunstyrelsen\nSammanträdesprotokoll 2031-03-12\n\n" + "".join(map(ITEM.format, range(30, 36)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")), "its å, ä and ö are lost"),
        (lambda text: text.lower(), "its capitals are lost"),
        (lambda text: " ".join(text.split()), "its line breaks are lost"),
        (lambda text: "\n".join(text.split()), "each word stands on a line of its own"),
        (lambda text: "".join(f"{line}\n{line}\n" for line in text.splitlines()), "each line stands there twice"),
        (lambda text: "".join(f"{line[:40]}\n" for line in text.splitlines()), "its lines are cut off at the right"),
        (lambda text: text, ""),
        (lambda text: text.upper(), ""),
        (lambda text: text[:300].lower(), ""),
        (lambda _: "Ja\nNej\n" * 15, ""),
    ],
)
def test_what_a_text_has_suffered_is_said(change: Callable[[str], str], said: str) -> None:
    assert damage.told(change(TEXT)) == said


def test_a_damaged_text_yields_no_fact_and_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT.lower(), encoding="utf-8")
    done = build.read_document(Place(tmp_path / "x.txt"), build.Options())
    assert done.graph is None
    assert done.report.problem == "x.txt: its capitals are lost (save or recognise the text again)"
