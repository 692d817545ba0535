"""Letter-spaced type becomes words; the marks and figures of a table stay apart."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from kg.files import letter_spacing, pdf, source, visible
from kg.language.headings import heading_kind
from kg.model import Span


def typed(words: str, tracking: float, *, apart: bool) -> str:
    """Set a line with some tracking, as one string or each letter at its place, and read it."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont("Helvetica", 10)
    if apart:
        left = 70.0
        for letter in words:
            if letter != " ":
                canvas.drawString(left, 700, letter)
            left += canvas.stringWidth(letter) + tracking
    else:
        canvas.drawString(70, 700, words, charSpace=tracking)
    canvas.drawString(70, 600, "Nämnden beslutar att anta taxan.")
    canvas.save()
    return source.from_bytes(out.getvalue(), "a.pdf", pdf.read_pdf).text.split("\n")[0]


@pytest.mark.parametrize("apart", [True, False])
@pytest.mark.parametrize("tracking", [1, 2, 3, 4, 6, 8, 10, 12])
def test_letter_spaced_headings_are_words(tracking: float, *, apart: bool) -> None:
    for words in ("Björknäs kommun", "§ 31 TN 2031/112 Taxa för is", "Beslut", "SAMMANTRÄDE", "2031-05-14"):
        assert typed(words, tracking, apart=apart) == words


@pytest.mark.parametrize("line", ["X X X X X", "1 0 0 2 3 4", "Ja X - X - X", "Nämnden är i full gång", "A B"])
def test_marks_figures_and_prose_are_no_spaced_words(line: str) -> None:
    assert not letter_spacing.is_spaced(line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [("Y rkanden", "motions"), ("B eslut", "decision"), ("B e s l u t", "decision"), ("Å tgärder", None)],
)
def test_a_heading_whose_capital_stands_alone_is_one(line: str, kind: str | None) -> None:
    """At a small tracking only the gap behind a wide letter looks like a space."""
    assert heading_kind(line) == kind


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("B e s l u t", "Beslut"),
        ("B E S L U T :", "BESLUT:"),
        ("N O R A   K O M M U N", "NORA KOMMUN"),
        ("A B C", "A B C"),
        ("M S V (3)", "M S V (3)"),
        ("E j   n ä r v a r a n d e", "Ej närvarande"),
        ("§   1 2   V a l   a v   r å d", "§ 12 Val av råd"),
        (
            "§\u20091\u20092\u2009 \u2009V\u2009a\u2009l\u2009 \u2009a\u2009v\u2009 \u2009r\u2009å\u2009d",
            "§12 Val av råd",
        ),
        ("§   4 2   D N R   T N   8 / 1 8   AV G I F T", "§ 42 DNR TN 8/18 AVGIFT"),
        ("L E DA M Ö T E R   I   K O M M U N E N", "LEDAMÖTER I KOMMUNEN"),
        ("S M  C V L  X X", "S M  C V L  X X"),
        ("i  en by", "i  en by"),
        ("§ 12 Val av råd", "§ 12 Val av råd"),
        ("1 0 0  2 3 4", "1 0 0  2 3 4"),
    ],
)
def test_letters_typed_with_blanks_between_are_words(line: str, words: str) -> None:
    assert letter_spacing.closed_up(line) == words
    assert words.replace(" ", "") == line.replace(" ", "").replace("\u2009", "")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("B E S L U T A N D E L E D A M Ö T E R", "BESLUTANDE LEDAMÖTER"),
        ("B E S L U TA N D E L E DA M Ö T E R", "BESLUTANDE LEDAMÖTER"),
        ("P l a t s o c h t i d", "Plats och tid"),
        ("B e s l u t e t s k i c k a s t i l l", "Beslutet skickas till"),
        ("H a m n e n s k a b y g g a s", "Hamnenskabyggas"),
        ("§ 3 1 K S 2 0 3 1 / 1 1 2 H a m n e n i N ä s", "§31 KS 2031/112 HamneniNäs"),
        ("§ 31 K S 2 0 3 1 / 1 1 2 H a m n e n i N ä s", "§31 KS 2031/112 HamneniNäs"),
        ("§ 31 K S   2 0 3 1 / 1   H a m n e n   i   N ä s", "§31 KS 2031/1 Hamnen i Näs"),
        ("A n n a   E k   ( S ) ,   o r d f ö r a n d e", "Anna Ek (S), ordförande"),
    ],
)
def test_headings_of_several_words_are_known_where_no_wider_blank_parts_them(line: str, words: str) -> None:
    assert letter_spacing.closed_up(line) == words
    read = source.from_bytes(f"Ett\n{line}\nTvå".encode(), "a.txt")
    seen = visible.see(read)
    assert seen is not None
    assert seen.source.text == f"Ett\n{words}\nTvå"
    assert read.quote(seen.span(Span(4, 4 + len(words)))) == line


def test_prose_whose_letters_stand_a_little_apart_is_words() -> None:
    """Where only some gaps are blanks to the library no line looks spaced out: the page does."""
    lines = [
        "Siv Holmlund (S), ordförande",
        "Nämnden beslutar att fastställa dagordningen.",
        "Kallelsen till Ljusdal",
    ] * 3
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont("Helvetica", 10)
    for row, words in enumerate(lines):
        left = 70.0
        for letter in words:
            if letter != " ":
                canvas.drawString(left, 700 - 14 * row, letter)
            left += canvas.stringWidth(letter) + 1.5
    canvas.save()
    assert source.from_bytes(out.getvalue(), "a.pdf", pdf.read_pdf).text.split("\n")[: len(lines)] == lines
