"""Headings in a column beside their text in a PDF, at any width, side and height: the same facts, or told."""

from __future__ import annotations

import io
from itertools import product
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from kg.files import pdf, source
from tests.test_differential import by_chromium
from tests.test_label_rows import PARAGRAPHS, plain
from tests.test_page_columns import HEAD
from tests.test_page_columns import read as read_text
from tests.test_pdf_columns import facts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _pytest.mark.structures import ParameterSet

    from kg.model import Source

SIZE, STEP, LEFT, WIDE = 10.0, 12.0, 60.0, 300.0
LABELS = {label: label.replace("-|", "") for _, sections in PARAGRAPHS for label, _ in sections}


def wrapped(text: str, room: float) -> list[str]:
    """Set text in lines of a width; a word that is longer than a line is cut where the line is full."""
    lines = [""]
    for word in text.split():
        rest = word
        while rest:
            space = " " if lines[-1] else ""
            whole = stringWidth(lines[-1] + space + rest, "Helvetica", SIZE) <= room
            if whole or (lines[-1] and stringWidth(rest, "Helvetica", SIZE) <= room):
                lines[-1:] = [lines[-1] + space + rest] if whole else [lines[-1], rest]
                break
            if lines[-1]:
                lines.append("")
            fits = next(
                k for k in range(len(rest), 0, -1) if k == 1 or stringWidth(rest[:k], "Helvetica", SIZE) <= room
            )
            lines[-1:] = [rest[:fits], ""] if rest[fits:] else [rest[:fits]]
            rest = rest[fits:]
    return [line for line in lines if line]


def drawn(
    room: float, *, right: bool, middle: bool, gap: float = 0.0, between: float = 0.0, bend: float = 0.0
) -> Source:
    """Draw the paragraphs with their headings in a column of a width; `bend` moves one heading off its place."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", SIZE)
    down = 50.0
    for row in HEAD.split("\n"):
        for left, cell in ((LEFT, row[:16].rstrip() if row[16:17].strip() else row), (LEFT + 110, row[16:])):
            if row[:16].strip() and not row[15:16].strip() and row[16:].strip():
                canvas.drawString(left, 842 - down, cell)
            elif left == LEFT:
                canvas.drawString(LEFT + (110 if row[:1] == " " else 0), 842 - down, row.strip())
        down += STEP
    edges = (LEFT + WIDE + gap, LEFT) if right else (LEFT, LEFT + room + gap)
    for title, sections in PARAGRAPHS:
        down += 2 * STEP
        canvas.drawString(
            LEFT, 842 - down, f"{title}, med en rubrik som går över båda spalterna på sidan från kant till kant"
        )
        down += 2 * STEP
        for label, text in sections:
            heads = wrapped(LABELS[label], room)
            body = [line for one in text.split("\n") for line in wrapped(one, WIDE)]
            high = max(len(heads), len(body))
            for left, lines in zip(edges, (heads, body), strict=True):
                first = down + (STEP * (high - len(lines)) / 2 if middle else 0.0)
                first += bend if lines is heads and label == "Reserva-|tion" else 0.0
                for k, line in enumerate(lines):
                    canvas.drawString(left, 842 - first - STEP * k, line)
            down += STEP * high + between
    canvas.showPage()
    canvas.save()
    return source.from_bytes(out.getvalue(), "protokoll.pdf", pdf.read_pdf)


def kinds(found: dict[str, list[tuple[str, ...]]]) -> dict[str, list[tuple[str, ...]]]:
    return {kind: sorted(listed) for kind, listed in found.items()}


@pytest.mark.parametrize("between", [0, 5])
@pytest.mark.parametrize("middle", [False, True], ids=["top", "middle"])
@pytest.mark.parametrize("right", [False, True], ids=["left", "right"])
@pytest.mark.parametrize("room", [34, 45, 60, 82, 105, 128])
def test_headings_beside_their_text_give_the_same_facts(
    room: float, between: float, *, right: bool, middle: bool
) -> None:
    """No gap parts them from the text."""
    read = drawn(room, right=right, middle=middle, between=between)
    assert kinds(facts(read)) == kinds(read_text(plain()))
    assert not read.notes


@pytest.mark.parametrize("right", [False, True], ids=["left", "right"])
def test_headings_whose_text_cannot_be_told_are_left_out_and_named(right: bool) -> None:
    """One stands neither at the top of a text nor in the middle: nobody can say where the texts of its § begin."""
    read = drawn(60, right=right, middle=True, bend=5.0)
    assert [note.split(", ")[0] for note in read.notes] == ["page 1: headings stand beside text"]
    found, whole = facts(read), read_text(plain())
    assert found["decision"] == [one for one in whole["decision"] if one[0] == "4"]
    assert not found["reservation"]


NEXT = "the heading of the § below is taken for the end of the text above it"
STILL = {(110, True, True): NEXT, (170, True, True): NEXT}
"""Where prints give another fact, or lose one without a word, all the same."""


def _prints() -> Iterator[ParameterSet]:
    for room, right, middle in product((45, 60, 110, 170), (False, True), (False, True)):
        reason = STILL.get((room, right, middle), "")
        marks = [pytest.mark.xfail(reason=reason)] if reason else []
        called = f"{room}-{'right' if right else 'left'}-{'middle' if middle else 'top'}"
        yield pytest.param(room, right, middle, id=called, marks=marks)


@pytest.mark.slow
@pytest.mark.parametrize(("room", "right", "middle"), list(_prints()))
def test_printed_by_a_browser_gives_no_other_fact(tmp_path: Path, room: int, right: bool, middle: bool) -> None:
    """Headings that have no room are parted anywhere: what is not read is named."""
    rows = ["<br>".join(HEAD.split("\n")[:3])]
    rows += [f"<p>{line}</p>" for line in HEAD.split("\n")[4:]]
    for title, sections in PARAGRAPHS:
        cells = [
            (
                f"<td class='h'>{LABELS[label]}</td>",
                f"<td>{''.join(f'<p>{line}</p>' for line in text.split(chr(10)))}</td>",
            )
            for label, text in sections
        ]
        rows += [f"<h2>{title}</h2><table>", *(f"<tr>{b + a if right else a + b}</tr>" for a, b in cells), "</table>"]
    css = (
        "table { width: 100%; table-layout: fixed; border-spacing: 0 } p { margin: 0 }"
        f" td {{ padding: 0; vertical-align: {'middle' if middle else 'top'} }}"
        f" .h {{ width: {room}px; overflow-wrap: anywhere }}"
    )
    read = source.from_bytes(by_chromium(tmp_path, body="".join(rows), css=css), "protokoll.pdf", pdf.read_pdf)
    found, whole = (kinds(one) for one in (facts(read), read_text(plain())))
    for kind in ("decision", "reservation", "notification"):
        assert set(found[kind]) <= set(whole[kind])
        assert found[kind] == whole[kind] or read.notes
