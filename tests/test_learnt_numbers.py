"""Paragraphs numbered in a way that no rule names: what stands in front of the first number stands in front of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.document import Options, graph_of
from kg.files.source import from_bytes
from kg.minutes.segment import segment

if TYPE_CHECKING:
    from collections.abc import Callable

MATTERS = (
    ("Taxa för torghandel", "Nämnden beslutar att anta taxan."),
    ("Skyltar vid hamnen", "Beslut\nNämnden avslår ansökan."),
    ("Information om snöröjning", "Driftchefen informerar om vintern."),
    ("Bidrag till orienterare", "Nämnden beslutar att bevilja 4 000 kronor."),
)
HEAD = "Ekmarks kommun\nTekniska nämnden\nProtokoll 2031-05-06\n\nBeslutande\nEva Ås (S), ordförande\nBo Al (M)\n"


def read(number: str, matters: tuple[tuple[str, str], ...] = MATTERS, first: int = 12) -> list[tuple[str, str]]:
    parts = [HEAD, *(f"{number.format(n=n)} {title}\n\n{text}\n" for n, (title, text) in enumerate(matters, first))]
    return [(item.number, item.title.text) for item in segment(from_bytes("\n".join(parts).encode(), "a.txt")).items]


WHOLE = [(str(number), title) for number, (title, _) in enumerate(MATTERS, 12)]


@pytest.mark.parametrize(
    "number",
    [
        "§ {n}",
        "$ {n}",
        "Â§ {n}",
        "&sect; {n}",
        "§ nr {n}",
        "Paragraf nr {n}",
        "PARAGRAF {n}:",
        "Protokollsparagraf {n}",
        "Paragrafnummer: {n}",
        "Dagordningspunkt {n}",
        "Ärende {n}/2031",
        "Sak {n} -",
        "({n})",
        "2031/{n}",
        "2031-{n}",
        "#{n}",
        "2031-05-06 § {n}",
        "TN 2031-05-06 § {n}",
        "Tekniska nämnden, 2031-05-06, § {n}",
        "Nämnden för kultur och fritid § {n}",
        "1. § {n}",
        "- § {n}",
    ],
)
def test_a_number_with_the_same_mark_in_front_opens_each(number: str) -> None:
    assert [one for one, _ in read(number)] == [one for one, _ in WHOLE]
    assert all(found.endswith(title) for (_, found), (_, title) in zip(read(number), WHOLE, strict=True))


@pytest.mark.parametrize("form", ["{title} § {n}", "{title} (§ {n})", "{title} [§ {n}]", "{title}  §{n}"])
def test_a_row_of_numbers_right_behind_the_titles_opens_each(form: str) -> None:
    parts = [HEAD, *(f"{form.format(n=n, title=title)}\n\n{text}\n" for n, (title, text) in enumerate(MATTERS, 12))]
    items = segment(from_bytes("\n".join(parts).encode(), "a.txt")).items
    assert [(item.number, item.title.text) for item in items] == WHOLE


@pytest.mark.parametrize("numbers", [(12, 14, 19, 22), (12, 13), (15, 14, 13, 12)])
def test_steps_that_end_in_a_number_are_no_row(numbers: tuple[int, ...]) -> None:
    parts = [HEAD, *(f"Förslag från rådet § {n}\n\nNämnden beslutar att anta taxan.\n" for n in numbers)]
    assert not segment(from_bytes("\n".join(parts).encode(), "a.txt")).items


@pytest.mark.parametrize("number", ["Sida {n}", "Bilaga {n}", "kl. {n}", "Tabell {n}"])
def test_pages_annexes_and_hours_are_no_paragraphs(number: str) -> None:
    assert read(number) == []


def test_what_decides_nothing_is_no_paragraph() -> None:
    told = tuple((title, "Driftchefen informerar.") for title, _ in MATTERS)
    assert read("Fråga {n}", told) == []


def test_numbers_with_gaps_are_no_row() -> None:
    parts = [HEAD, *(f"Sak {n} Taxa\n\nNämnden beslutar att anta den.\n" for n in (3, 9, 14, 22))]
    assert not segment(from_bytes("\n".join(parts).encode(), "a.txt")).items


def test_where_signs_lead_other_rows_inside_paragraphs_do_not() -> None:
    inside = "\n\n".join(f"Punkt {n} Taxa\n\nNämnden beslutar att anta den." for n in (1, 2, 3, 4))
    text = f"{HEAD}\n§ 7 Öppnande\n\nMötet öppnas.\n\n§ 8 Taxor\n\n{inside}\n\n§ 9 Avslutning\n\nMötet avslutas.\n"
    assert [item.number for item in segment(from_bytes(text.encode(), "a.txt")).items] == ["7", "8", "9"]


def test_an_only_paragraph_keeps_its_points() -> None:
    inside = "\n\n".join(f"Punkt {n} Taxa\n\nNämnden beslutar att anta den." for n in (1, 2, 3, 4))
    text = f"{HEAD}\n§ 8 Taxor\n\n{inside}\n"
    assert [item.number for item in segment(from_bytes(text.encode(), "a.txt")).items] == ["8"]


def test_a_range_that_the_numbers_go_on_from_is_somebodys_on_the_roster() -> None:
    parts = [
        HEAD.replace("Bo Al (M)", "Bo Al (M), 13–15"),
        *(f"{n} {title}\n\nBeslut\n{text}\n" for n, (title, text) in enumerate(MATTERS, 12)),
    ]
    items = segment(from_bytes("\n".join(parts).encode(), "a.txt")).items
    assert [(item.number, item.title.text) for item in items] == WHOLE


def test_in_the_head_of_a_page_the_number_stands_below_its_own_label() -> None:
    parts = [
        f"\fSammanträdesdatum    Paragraf    Sida\n2031-05-06           {n}          {n - 9}\n\n{title}\n\n{text}\n"
        for n, (title, text) in enumerate(MATTERS, 12)
    ]
    items = segment(from_bytes("\n".join([HEAD, *parts]).encode(), "a.txt")).items
    assert [(item.number, item.title.text) for item in items] == WHOLE


@pytest.mark.parametrize("title", [str.upper, lambda title: f"A. {title}", lambda title: f"IV. {title}", str])
def test_titles_without_a_number_are_told_of_with_what_to_do(title: Callable[[str], str]) -> None:
    parts = [HEAD, *(f"{title(one)}\n\nBeslut\n{text}\n" for one, text in MATTERS)]
    told, _ = graph_of(from_bytes("\n".join(parts).encode(), "a.txt"), Options())
    assert any("line 11: no paragraphs (§) found" in one and "number them" in one for one in told.warnings)


def test_a_paragraph_that_holds_several_is_told_of() -> None:
    parts = [HEAD, *(f"{title}\n\nÄrendet\n{text}\n\nBeslut\n{text}\n" for title, text in MATTERS)]
    told, _ = graph_of(from_bytes(("\n".join([parts[0], "§ 12", *parts[1:]])).encode(), "a.txt"), Options())
    assert any("§ 12 has" in one and "headings of a decision" in one for one in told.warnings)


@pytest.mark.parametrize("body", ["§ ", "", "KS § ", "Ks-au § ", "KS/AU § ", "Kommunstyrelsen § ", "Sbn. "])
def test_rows_with_a_number_and_a_title_are_heads_whatever_body_is_in_front(body: str) -> None:
    assert numbers_of_rows(body) == ["12", "13", "14", "15"]


@pytest.mark.parametrize("word", ["Sida ", "Bilaga ", "Punkt ", "Se § "])
def test_rows_of_other_numbers_are_no_heads(word: str) -> None:
    assert numbers_of_rows(word) == []


def numbers_of_rows(front: str) -> list[str]:
    """Give the numbers of the paragraphs whose heads are rows of a table that begin so."""
    rows = [f"| {front}{number} | Taxa nummer {number - 11} |" for number in (12, 13, 14, 15)]
    text = "".join(f"{row}\n\nBeslut\nNämnden beslutar att anta taxan.\n\n" for row in rows)
    head = "Ekmarks kommun\nKommunstyrelsen\nProtokoll 2031-05-06\n\nBeslutande\nEva Ås (S), ordförande\n\n"
    return [item.number for item in segment(from_bytes((head + text).encode(), "a.txt")).items]
