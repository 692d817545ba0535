"""Headings that no rule knows: what stands alone in several paragraphs parts them, what is below says what it is."""

from __future__ import annotations

import pytest

from kg.files.source import from_bytes
from kg.minutes import segment

HEAD = "Ekmarks kommun\nTekniska nämnden\nProtokoll 2031-05-06\n\nBeslutande\nEva Ås (S), ordförande\nBo Al (M)\n\n"
TITLES = ("Taxa för torghandel", "Skyltar vid hamnen", "Bidrag till orienterare")


def kinds(*sections: tuple[str, str], within: tuple[str, ...] = TITLES) -> list[list[str]]:
    """Give the kinds of the sections of each paragraph; a heading with an empty text stands in the first one alone."""
    parts = [
        f"§ {number} {title}\n\n" + "".join(f"{heading}\n\n{text}\n\n" for heading, text in sections)
        for number, title in enumerate(within, 12)
    ]
    found = segment.segment(from_bytes((HEAD + "".join(parts)).encode(), "a.txt"))
    return [[section.kind for section in item.sections if section.heading] for item in found.items]


def test_what_is_decided_below_an_unknown_heading_is_a_decision() -> None:
    assert kinds(("Nämndens dom", "Nämnden beslutar\n\natt anta taxan.")) == [["decision"]] * 3
    assert kinds(("Nämndens dom", "Taxan godkänns.")) == [["decision"]] * 3


def test_it_is_a_draft_where_something_else_decides() -> None:
    sections = (("Kontorets tanke", "att anta taxan."), ("Beslut", "Nämnden bordlägger ärendet."))
    assert kinds(*sections) == [["draft", "decision"]] * 3


def test_of_two_unknown_headings_with_decisions_below_the_last_decides() -> None:
    sections = (("Kontorets tanke", "att anta taxan."), ("Nämndens dom", "att bordlägga ärendet."))
    assert kinds(*sections) == [["draft", "decision"]] * 3


def test_running_text_below_an_unknown_heading_ends_the_decision() -> None:
    sections = (("Beslut", "att anta taxan."), ("Varför det kom upp", "Torget har blivit populärt på senare år."))
    assert kinds(*sections) == [["decision", "other"]] * 3


def test_those_named_below_the_last_heading_are_told() -> None:
    sections = (("Beslut", "att anta taxan."), ("Kopia till dessa", "Ekonomikontoret\nTorghandlarna"))
    assert kinds(*sections) == [["decision", "notified"]] * 3


def test_yrkanden_below_an_unknown_heading_are_yrkanden() -> None:
    sections = (("Ur debatten", "Bo Al (M) yrkar avslag."), ("Beslut", "att anta taxan."))
    assert kinds(*sections) == [["motions", "decision"]] * 3


@pytest.mark.parametrize(
    "said",
    [
        "Bo Al (M) yrkar bifall till kontorets förslag.",
        "Bo Al (M) yrkar att ärendet bordläggs.",
        "Bo Al (M) yrkade att taxan fastställs av kontoret.",
        "Eva Ås (S) och Bo Al (M) yrkar att ärendet återremitteras.",
    ],
)
def test_what_is_moved_below_an_unknown_heading_is_no_decision(said: str) -> None:
    """Nothing else says in the paragraph that it decides, and `bifall` or `bordläggs` stands in the line."""
    assert (
        kinds(("Framfört vid mötet", said), ("Utfall", "Nämnden beslutar att anta taxan."))
        == [["motions", "decision"]] * 3
    )
    assert kinds(("Framfört vid mötet", said)) == [["motions"]] * 3


@pytest.mark.parametrize("said", ["Taxan antas.", "Eva Ås väljs.", "Medlen beviljas.", "Kontoret uppdras att räkna."])
def test_what_is_done_to_a_matter_is_a_decision(said: str) -> None:
    assert kinds(("Utfall", said)) == [["decision"]] * 3


def test_what_stands_once_is_no_heading() -> None:
    assert kinds(("Varför det kom upp", "Torget har blivit populärt."), within=TITLES[:1]) == [[]]


def test_names_and_sentences_are_no_headings() -> None:
    for line in ("Anna Ekvall", "Ekonomikontoret", "Nämnden tackar för informationen", "Enligt rådets tanke:"):
        assert kinds(("Beslut", "att anta taxan."), (line, "Torget har blivit populärt.")) == [["decision"]] * 3
