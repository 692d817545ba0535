"""Headings in a narrow column beside their text, at any width and side: the same facts, or left out and said so."""

from __future__ import annotations

import textwrap

import pytest

from tests.test_page_columns import HEAD, notes, read

PARAGRAPHS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "§ 4 Cykelväg längs ån",
        (
            (
                "Beslut",
                "Tekniska nämnden beslutar\natt bygga cykelvägen, samt\natt anta planen för hur den ska skötas.",
            ),
            (
                "Samman-|fattning av ärendet",
                "Förvaltningen har utrett hur en väg kan dras längs ån och vad den kostar. Marken är sank.",
            ),
            ("Besluts-|underlag", "Tjänsteskrivelse, 2031-04-02\nKarta, 2031-03-30"),
            ("Beslutet skickas till", "Kommunstyrelsen\nMiljönämnden"),
        ),
    ),
    (
        "§ 5 Taxa för torget",
        (
            ("Beslut", "Tekniska nämnden beslutar\natt anta taxan."),
            ("Reserva-|tion", "Helge Drakhall (V) reserverar sig mot beslutet till förmån för eget yrkande."),
            ("Yrkan-|den", "Helge Drakhall (V) yrkar avslag på taxan.\nOrdföranden yrkar bifall till taxan."),
        ),
    ),
)


def lines(label: str, width: int, hyphen: str) -> list[str]:
    """Wrap a heading to a width, its words parted where they must be."""
    words: list[str] = []
    for word in label.split():
        first, _, rest = word.replace("-|", "|").partition("|")
        words += [first + rest] if len(first + rest) <= width or not rest else [first + hyphen, rest]
    return textwrap.wrap(" ".join(words), width, break_on_hyphens=False)


def beside(width: int, hyphen: str = "-", *, gap: int = 3, right: bool = False, middle: bool = False) -> str:
    """Set the paragraphs with their headings in a column of a width."""
    rows = [HEAD, ""]
    for title, sections in PARAGRAPHS:
        rows += [title, ""]
        for label, text in sections:
            heads = lines(label, width, hyphen)
            beside = [row for line in text.split("\n") for row in textwrap.wrap(line, 60)]
            high = max(len(heads), len(beside))
            columns = [
                [""] * ((high - len(column)) // 2 if middle else 0) + column + [""] * high for column in (heads, beside)
            ]
            for head, body in zip(*(column[:high] for column in columns), strict=True):
                rows.append((f"{body:{60 + gap}}{head}" if right else f"{head:{width + gap}}{body}").rstrip())
            rows.append("")
    return "\n".join(rows)


def plain() -> str:
    """Give the paragraphs with each heading above its text."""
    rows = [HEAD, ""]
    for title, sections in PARAGRAPHS:
        rows += [title, "", *(f"{label.replace('-|', '')}\n{text}\n" for label, text in sections)]
    return "\n".join(rows)


@pytest.mark.parametrize("hyphen", ["-", "\u2010"])
@pytest.mark.parametrize("gap", [1, 2, 3])
@pytest.mark.parametrize("width", [8, 9, 10, 11, 12, 13, 15, 17, 20])
def test_headings_at_the_left_are_whole_at_any_width(width: int, gap: int, hyphen: str) -> None:
    text = beside(width, hyphen, gap=gap)
    assert read(text) == read(plain())
    assert not notes(text)


@pytest.mark.parametrize("gap", [2, 4])
@pytest.mark.parametrize("width", [9, 12, 20])
def test_headings_at_the_right(width: int, gap: int) -> None:
    assert read(beside(width, gap=gap, right=True)) == read(plain())


@pytest.mark.parametrize("right", [False, True])
@pytest.mark.parametrize("width", [9, 12, 20])
def test_headings_in_the_middle_of_their_text(width: int, right: bool) -> None:
    assert read(beside(width, right=right, middle=True)) == read(plain())


def test_paragraph_whose_headings_cannot_be_told_is_left_out_and_named() -> None:
    """A text reaches into the column of headings, and what stands below it there may belong to either side."""
    text = beside(9)
    whole = next(row for row in text.split("\n") if row.startswith("Reserva-"))
    text = text.replace(whole, whole.replace("    ", "enavdem "))
    assert [note.split(": ")[1] for note in notes(text)] == [
        "headings stand beside text, and it is not clear whose it is"
    ]
    found = read(text)
    assert {item for item, *_ in found["decision"]} == {"4"}
    assert not found["reservation"]
