"""Paragraphs whose printed number does not fit are paragraphs all the same, with their decisions, and warned of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg import facts
from kg.files import source
from kg.minutes import segment

if TYPE_CHECKING:
    from kg.model import Minutes

HEAD = "Vårdnämnden\nProtokoll\n2031-05-14\n\n"


def minutes(numbers: str, *, stated: str = "") -> Minutes:
    """Make minutes of paragraphs with these numbers, each with a decision that names it."""
    parts = [
        f"§ {number} Taxa för torg {at}\n\nBeslut\nTaxa {at} antas.\n\n" for at, number in enumerate(numbers.split())
    ]
    head = HEAD + (f"Paragrafer\n§§ {stated}\n\n" if stated else "")
    return segment.segment(source.from_bytes((head + "".join(parts)).encode(), "a.txt"))


HEADINGS = ["§ {} {}", "{} § {}", "**§ {} {}**", "## § {} {}", "§ {}\n{}", "VN § {} {}", "§ {}/31 {}", "Ärende {} {}"]
APART = "\n\nBeslut\n\nTaxa {} antas.\n\nReservation\n\nYlva Kråk (SD) reserverar sig.\n\n"
CLOSE = "\nBeslut\nTaxa {} antas.\nReservation\nYlva Kråk (SD) reserverar sig.\n"
TOLD = "\nBakgrund\nTaxan har räknats om och gäller från juli, se § 9 i den.\nBeslut\nTaxa {} antas.\n"
TITLES = ("Taxa för torg", "Svar på motion om bad", "Val av ledamot", "Avtal om hamnen", "Information", "Budget")
RANGES = ["30–35", "30–33", "32–35", "30–34", "31–35", "40–45", "1–6", "30–31", "35–35", "29–40"]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("words", [APART, CLOSE, TOLD])
def test_a_printed_range_removes_no_paragraph_and_moves_no_decision(heading: str, words: str) -> None:
    for stated in RANGES:
        text = f"{HEAD}Paragrafer\n§§ {stated}\n\n" + "".join(
            heading.format(number, title) + words.format(number) for number, title in enumerate(TITLES, 30)
        )
        read = segment.segment(source.from_bytes(text.encode(), "a.md" if heading[0] in "*#" else "a.txt"))
        assert [(item.number, item.title.text) for item in read.items] == [
            (str(number), title) for number, title in enumerate(TITLES, 30)
        ]
        decided = {fact.item: fact.clauses[0].text for fact in facts.extract(read)["decision"]}
        assert decided == {str(number): f"Taxa {number} antas" for number in range(30, 36)}
        assert bool(read.notes) == (stated != "30–35")


@pytest.mark.parametrize("heading", HEADINGS[:6])
@pytest.mark.parametrize("words", [CLOSE, TOLD])
@pytest.mark.parametrize("numbers", ["30 31 23 33", "30 31 31 33", "30 30 31 32", "30 31 34 33", "30 31 32 3"])
def test_a_number_that_does_not_fit_needs_no_white_space_above(heading: str, words: str, numbers: str) -> None:
    for head in (HEAD, f"{HEAD}Paragrafer\n§§ 30–33\n\n"):
        text = head + "".join(
            heading.format(number, TITLES[at]) + words.format(at) for at, number in enumerate(numbers.split())
        )
        read = segment.segment(source.from_bytes(text.encode(), "a.md" if heading[0] in "*#" else "a.txt"))
        assert [item.printed for item in read.items] == numbers.split()
        assert [fact.clauses[0].text for fact in facts.extract(read)["decision"]] == [
            f"Taxa {n} antas" for n in range(4)
        ]


ENTRIES = "§ 34 Bygglov för garage\n{0}§ 35 Rivningslov för\nlada och förråd\n{0}§ 36 Avslag på ansökan om dispens\n"


@pytest.mark.parametrize("stated", ["", "31–33"])
@pytest.mark.parametrize(
    "announced",
    [
        "",
        "Följande beslut redovisas:\n",
        "Handlingar\n",
        "Delegationsbeslut\n\n",
        "Nämnden har tagit del av följande.\n",
    ],
)
def test_a_list_of_delegated_decisions_holds_no_paragraph(announced: str, stated: str) -> None:
    covers = f"Paragrafer\n§§ {stated}\n\n" if stated else ""
    title, decision = "§ 33 Redovisning av delegationsbeslut\n\n", "Beslut\nRedovisningen godkänns.\n\n"
    for entries in (ENTRIES.format(""), ENTRIES.format("\n")):
        for last in (
            f"{title}{announced}{entries}\n{decision}",
            f"{title}{decision}{announced or 'Ärendet'}\n{entries}",
        ):
            text = f"{HEAD}{covers}§ 31 Upprop{CLOSE}\n§ 32 Taxa{CLOSE}\n{last}"
            read = segment.segment(source.from_bytes(text.encode(), "a.txt"))
            assert [item.number for item in read.items] == ["31", "32", "33"]
            assert [fact.item for fact in facts.extract(read)["decision"]] == ["31", "32", "33"]


@pytest.mark.parametrize(
    "words",
    [
        "Nämnden beslutade i mars, se\n§ 34 Budget för 2031, att taxan höjs.\n\nBeslut\nTaxan antas.\n",
        "Ärendet behandlades senast under\n§ 34 Taxa för torg. Nämnden sade då nej.\nBeslut\nTaxan antas.\n",
        "Styrelsen har den 3 maj 2031,\n§ 34, yttrat sig.\nBeslut\nTaxan antas.\n",
    ],
)
@pytest.mark.parametrize("stated", ["", "31–33"])
def test_a_paragraph_that_running_text_cites_is_none(words: str, stated: str) -> None:
    covers = f"Paragrafer\n§§ {stated}\n\n" if stated else ""
    text = f"{HEAD}{covers}§ 31 Upprop{CLOSE}\n§ 32 Taxa{CLOSE}\n§ 33 Taxa\nBakgrund\n{words}"
    read = segment.segment(source.from_bytes(text.encode(), "a.txt"))
    assert [item.number for item in read.items] == ["31", "32", "33"]


@pytest.mark.parametrize(
    ("numbers", "stated", "called"),
    [
        ("30 31 32 33", "30–32", "30 31 32 33"),
        ("30 31 32 33", "31–33", "30 31 32 33"),
        ("30 31 23 33", "30–33", "30 31 23 33"),
        ("30 31 31 33", "30–33", "30 31 31bis 33"),
        ("30 30 31 32", "30–32", "30 30bis 31 32"),
        ("30 31 34 33", "30–33", "30 31 34 33"),
        ("30 31 32 133", "30–133", "30 31 32 133"),
        ("30 31 31 31 34", "", "30 31 31bis 31ter 34"),
        ("30 32 31 33", "30–33", "30 32 31 33"),
        ("30 31 320 33", "30–33", "30 31 320 33"),
        ("30 3 32 33", "30–33", "30 3 32 33"),
        ("30 31 32 32", "30–33", "30 31 32 32bis"),
    ],
)
def test_each_is_an_item_with_its_decision_and_what_does_not_fit_is_told(
    numbers: str, stated: str, called: str
) -> None:
    read = minutes(numbers, stated=stated)
    assert [item.number for item in read.items] == called.split()
    assert [item.printed for item in read.items] == numbers.split()
    decided = {fact.item: fact.clauses[0].text for fact in facts.extract(read)["decision"]}
    assert decided == {number: f"Taxa {at} antas" for at, number in enumerate(called.split())}
    assert read.notes or numbers.endswith("133")


def test_numbers_that_fit_are_not_told() -> None:
    assert minutes("30 31 32", stated="30–32").notes == ()


@pytest.mark.parametrize("numbers", ["§§ 30-32", "§§ 30 – 32", "§§ 30 och 32"])
def test_several_paragraphs_under_one_heading_are_one_item(numbers: str) -> None:
    read = minutes("30 33")
    joint = segment.segment(source.from_bytes(read.source.text.replace("§ 30", numbers).encode(), "a.txt"))
    assert [(item.number, item.printed) for item in joint.items] == [("30", "30–32"), ("33", "33")]


@pytest.mark.parametrize("words", ["§ 32 utgår", "§ 32 Avtal\n\nÄrendet utgår."])
def test_a_paragraph_that_is_taken_off_is_an_item(words: str) -> None:
    text = minutes("30 31", stated="30–31").source.text + words + "\n"
    read = segment.segment(source.from_bytes(text.encode(), "a.txt"))
    assert [item.number for item in read.items] == ["30", "31", "32"]


@pytest.mark.parametrize(
    "inside",
    [
        "enligt\n§ 31. Det gäller taxan.",
        "Se\n\n§ 7 Camping är förbjuden",
        "KS § 12 Taxa för torg\n\nBeslut\nTaxan antas.",
        "§ 53 utgår.",
    ],
)
def test_what_is_quoted_inside_a_paragraph_is_no_heading(inside: str) -> None:
    end = "Beslut\nTaxan antas.\n\n§ 32 Hamn\n\nBeslut\nHamnen muddras.\n"
    text = f"{HEAD}§ 30 Taxa\n\nÄrendebeskrivning\n{inside}\n\n{end}"
    read = segment.segment(source.from_bytes(text.encode(), "a.txt"))
    assert [item.number for item in read.items] == ["30", "32"]


def test_the_case_may_stand_in_front_of_the_title_below_the_number() -> None:
    text = f"{HEAD}§ 31\nVN 2031/112 Uppföljning av taxan\n\nBeslut\nTaxan antas.\n"
    (item,) = segment.segment(source.from_bytes(text.encode(), "a.txt")).items
    assert (item.title.text, [case.text for case in item.cases]) == ("Uppföljning av taxan", ["VN 2031/112"])


@pytest.mark.parametrize(
    "numbers",
    [
        "§ ll § l2 § l3 § l4",
        "§ 11 § l2 § l3 § 14",
        "§ 11 8 12 5 13 § 14",
        "§ 11 $12 § 13 § 14",
        "§ 11 S 12 ?13 § 14",
        "§ 11 512 613 § 14",
    ],
)
def test_a_sign_or_figures_that_were_misread_are_read_where_no_number_is_missing_then(numbers: str) -> None:
    printed = re.findall(r"\S ?\w+", numbers)
    text = HEAD + "".join(f"{one} {title}{APART.format(one)}" for one, title in zip(printed, TITLES, strict=False))
    read = segment.segment(source.from_bytes(text.encode(), "a.txt"))
    assert [(item.number, item.title.text) for item in read.items] == [
        (str(number), title) for number, title in zip(range(11, 15), TITLES, strict=False)
    ]
    assert len(read.notes) == sum(one != f"§ {number}" for number, one in enumerate(printed, 11))
