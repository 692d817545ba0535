"""What is told as not understood, and what is ordinary text: invented minutes, a near miss beside each rule."""

from __future__ import annotations

import pytest

from kg import document
from kg.files import source

HEAD = """Ljungsbro kommun
Kulturnämnden
Sammanträdesprotokoll 2031-02-03

Plats och tid
Stora salen, 13.00–14.10

Ledamöter
Anna Ekvall (S) ordförande
Bo Lindmark (M)
Cilla Hagberg (V)
Disa Norrby (C)
{roster}

Sekreterare
Egil Strandh

"""
ITEM = """§ 1 Öppettider i badhuset

Ärendebeskrivning

Förvaltningen har sett över öppettiderna.
{background}

Beslut

Kulturnämnden beslutar

att fastställa öppettiderna.

{decision}

§ 2 Ordet är fritt

Beslut

Kulturnämnden beslutar

att avsluta sammanträdet.
{end}
"""


def unread(roster: str = "", background: str = "", decision: str = "", end: str = "") -> list[tuple[str, str, str]]:
    """Give what is told of invented minutes: what it looks like, in which paragraph, and its text."""
    text = HEAD.format(roster=roster) + ITEM.format(background=background, decision=decision, end=end)
    found = document.examine(source.from_bytes(text.encode(), "a.txt"))
    return [(one.kind, one.item, " ".join(text[slice(*one.span)].split())) for one in found.unread]


def test_minutes_that_are_understood_have_nothing_unread() -> None:
    assert unread() == []


@pytest.mark.parametrize("heading", ["Kaffepaus", "Kaffepaus:", "KAFFEPAUS", "Paus och förtäring"])
def test_a_heading_of_no_known_kind_is_told(heading: str) -> None:
    assert unread(decision=f"{heading}\n\nMötet gör ett uppehåll för kaffe.") == [("heading", "1", heading)]


@pytest.mark.parametrize(
    "line",
    ["Kaffepaus.", "Reservationer", "Anna Ekvall (S)", "B/ Kaffepaus", "Budget 2031", "• Kaffepaus", "på förmiddagen"],
)
def test_a_line_that_is_no_heading_or_a_known_one_is_not_told_as_one(line: str) -> None:
    assert "heading" not in {kind for kind, _, _ in unread(decision=f"{line}\n\nMötet gör ett uppehåll för kaffe.")}


def test_a_heading_of_the_story_told_is_not_told_unless_it_speaks_of_a_decision() -> None:
    assert unread(background="\nVattnets temperatur\n\nDet är varmt.") == []
    assert unread(background="\nReservanternas skäl\n\nDet är varmt.") == [("heading", "1", "Reservanternas skäl")]


def test_a_line_of_the_roster_that_yields_nobody_is_told() -> None:
    found = document.examine(source.from_bytes((HEAD.format(roster="Hxrald") + ITEM).encode(), "a.txt"))
    assert [(one.kind, one.why) for one in found.unread if one.kind == "roster"] == [("roster", "no name is read here")]
    assert (found.coverage.roster_understood, found.coverage.roster_lines) == (5, 6)


@pytest.mark.parametrize(
    "line", ["Vakant (SD)", "| Namn | Parti |", "Bo Lindmark (M)", "Frida Alm (L) för Gry Moe (L)"]
)
def test_a_vacant_seat_a_tables_heading_and_people_who_are_known_are_understood(line: str) -> None:
    assert not [text for kind, _, text in unread(roster=line) if kind == "roster"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mot detta reserverar sig oppositionen.",
        "Mot förslaget röstar hela minoriteten.",
        "Ärendet återremitteras.",
    ],
)
def test_a_sentence_that_decides_something_where_no_fact_was_read_is_told(sentence: str) -> None:
    told = unread(background=sentence) + unread(end=f"\nParagrafen är justerad\n{sentence}\n")
    assert [text for kind, _, text in told if kind == "sentence"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Bo Lindmark (M) reserverar sig mot beslutet.",
        "Kulturnämnden beslutade 2030 att bygga ut badhuset.",
        "Styrelsen får i uppdrag att återkomma, skrev förvaltningen 2030.",
        "”Vi reserverar sig mot beslutet” stod det i en insändare.",
        "Den som bifaller förslaget röstar ja.",
    ],
)
def test_a_sentence_that_was_read_or_only_tells_a_story_is_not_told(sentence: str) -> None:
    where = {"decision": f"Reservation\n\n{sentence}"} if sentence.startswith("Bo") else {"background": sentence}
    assert unread(**where) == []


def test_a_name_on_no_list_is_told_where_it_stands_first() -> None:
    told = unread(decision="Yrkanden\n\nHulda Berg (KD) yrkar bifall till förslaget.\n\nHulda Berg (KD) yrkar avslag.")
    assert told == [("name", "1", "Hulda Berg (KD)")]
    assert unread(decision="Yrkanden\n\nBo Lindmark (M) yrkar bifall till förslaget.") == []


def test_members_under_a_heading_that_is_no_rosters_are_told_and_a_table_of_contents_is_not() -> None:
    text = HEAD.format(roster="").replace("Ledamöter\n", "Deltog gjorde\n") + ITEM.format(
        background="", decision="", end=""
    )
    found = document.examine(source.from_bytes(text.encode(), "a.txt"))
    told = [text[slice(*one.span)] for one in found.unread if one.kind == "roster"]
    assert told == ["Anna Ekvall (S) ordförande", "Bo Lindmark (M)", "Cilla Hagberg (V)", "Disa Norrby (C)"]
    assert (found.coverage.roster_understood, found.coverage.factor) == (1, 0.9)
    contents = "\n\nInnehåll\n§ 1 Öppettider i badhuset\nHulda Berg (KD) med flera\n§ 2 Ordet är fritt\n§ 3 Val\n"
    assert not [text for kind, _, text in unread(roster=contents) if kind == "roster"]


MARKS = "Ledamot\nAnna Ekvall (S)\nBo Lindmark (M)\nCilla Hagberg (V)\nDisa Norrby (C)\n\n"


def test_a_vote_table_whose_marks_have_lost_their_rows_is_told_once() -> None:
    lost = unread(decision=f"Omröstningsresultat\n\n{MARKS}Ja\n\nX\n\nX\n\nX\n\nNej\n\nX")
    assert [(kind, item) for kind, item, _ in lost if kind == "table"] == [("table", "1")]


def test_a_vote_table_that_was_read_and_a_few_marks_are_not_told() -> None:
    rows = "Ledamot                Ja    Nej\nAnna Ekvall (S)        X\nBo Lindmark (M)              X\n"
    for text in (f"Omröstningsresultat\n\n{rows}", "Omröstning\n\nJa\n\nNej\n"):
        assert "table" not in {kind for kind, _, _ in unread(decision=text)}
