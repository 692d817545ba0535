"""A text that has lost its letters, lines or right side is refused in one line: what is read of it would be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import document
from kg.document import Options, understand
from kg.errors import SourceError
from kg.files.source import Place, from_bytes
from kg.minutes import damage, intake
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SAMPLE = ROOT / "data" / "sample" / "norradal-vardutskottet-2025-02-11.txt"
TEXT = SAMPLE.read_text(encoding="utf-8")
SAME = "Nämnden beslutar i ärende {} att godkänna rapporten.\nRapporten om ljuset vid torget är från år {}.\n\n"
ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"


def mixed(by: int, letters: str = f"{ALPHABET}{ALPHABET.upper()}") -> dict[int, int]:
    """Give each letter's place to another one, as the wrong map of a font does."""
    return str.maketrans(letters, letters[by:] + letters[:by])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")), "its å, ä and ö are lost"),
        (lambda text: text.lower(), "its capitals are lost"),
        (lambda text: " ".join(text.split()), "its line breaks are lost"),
        (lambda text: "\n".join(text.split()), "each word stands on a line of its own"),
        (lambda text: "".join(f"{line}\n{line}\n" for line in text.splitlines()), "each line stands there twice"),
        (lambda text: "".join(f"{line[:60]}\n" for line in text.splitlines()), "its lines are cut off at the right"),
        (lambda text: text.translate(mixed(1)), "its letters are not those that were written"),
        (lambda text: text.translate(mixed(7)), "its letters are not those that were written"),
        (lambda text: text.translate(mixed(1, ALPHABET)), "its letters are not those that were written"),
        (lambda text: text, ""),
        (lambda text: text.replace(" ", "\u00a0"), ""),
        (lambda text: text.upper(), ""),
        (lambda text: text[:300].lower(), ""),
        (lambda _: "Ja\nNej\n" * 15, ""),
        (lambda _: "".join(SAME.format(number, number) for number in range(2000, 2060)), ""),
    ],
)
def test_what_a_text_has_suffered_is_said(change: Callable[[str], str], said: str) -> None:
    assert damage.told(change(TEXT)) == said


def test_a_damaged_text_yields_no_fact_and_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT.lower(), encoding="utf-8")
    done = document.read_document(Place(tmp_path / "x.txt"), Options())
    assert done.graph is None
    assert done.report.problem == "x.txt: its capitals are lost (save or recognise the text again)"


def _lines(*lengths: int) -> str:
    """Write lines of these lengths, no two alike."""
    said = "Rapporten om broarna är klar nu. Nämnden lägger den till handlingarna före årets slut och är nöjd."
    marks = (f"{chr(97 + at // 26)}{chr(97 + at % 26)} " for at in range(len(lengths)))
    return "\n".join(f"{mark}{said}"[:length] for mark, length in zip(marks, lengths, strict=True))


def test_lines_that_are_full_are_cut_off_where_hardly_any_is_nearly_full() -> None:
    """Of ten thousand minutes one had a seventh of its lines at their greatest length, and as many just below it."""
    others = [*range(10, 60)]
    assert damage.told(_lines(*others, *[80] * 12)) == "its lines are cut off at the right"
    assert damage.told(_lines(*others, *[80] * 12, *[79, 77] * 6)) == ""


def test_decisions_below_the_last_of_all_headings_are_refused() -> None:
    """A page that puts all headings in front of all texts says no more which of these is whose."""
    head = "Ekby kommun\n\nKommunstyrelsen\n\nProtokoll 2031-03-11\n\nBeslutande\nAnna Ek (S)\nBo Ås (M)\n\n"
    titles = [f"§ {number} Taxa för torg {number}\n" for number in (4, 5, 6)]
    texts = [f"Beslut\nKommunstyrelsen beslutar\natt anta taxan nummer {number}.\n" for number in (4, 5, 6)]
    one_by_one = "\n".join(f"{title}\n{text}" for title, text in zip(titles, texts, strict=True))
    read, _ = understand(from_bytes((head + one_by_one).encode(), "a.txt"))
    assert not intake.other(read, read.source)
    torn, _ = understand(from_bytes((head + "\n".join((*titles, *texts))).encode(), "a.txt"))
    with pytest.raises(SourceError, match="below the last of its paragraphs"):
        intake.other(torn, torn.source)
