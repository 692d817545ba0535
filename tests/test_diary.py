"""Diary numbers: the table of the contract, and what only looks like one."""

from __future__ import annotations

import pytest

from kg.graph.iri import Names
from kg.text import diary

BODY = "Kommunfullmäktige"


def case_of(printed: str, body: str = BODY) -> str:
    """Give the end of the case's IRI."""
    match = diary.ANY.search(printed)
    assert match is not None
    return Names("0" * 64, "x").case(diary.parse(match), body).removeprefix("https://w3id.org/protokollgraf/id/case/x/")


@pytest.mark.parametrize(
    ("printed", "iri", "identifier"),
    [
        ("24RS10570", "24RS/10570", "24RS10570"),
        ("20RS12911-11", "20RS/12911", "20RS12911"),
        ("HSN 97-2025", "HSN/97-2025", "HSN 97-2025"),
        ("2026.007 BUN", "BUN/2026-007", "2026.007 BUN"),
        ("2026.002 BUN-049", "BUN/2026-002", "2026.002 BUN"),
        ("1435/22", "kommunfullmaktige/1435-22", "1435/22"),
        ("SLK-2024-00536", "SLK/2024-00536", "SLK-2024-00536"),
        ("SLK-2024-00443:1", "SLK/2024-00443", "SLK-2024-00443"),
        ("KS KF/2022:7", "KS-KF/2022-7", "KS KF/2022:7"),
        ("Dnr KS 2019/123-045", "KS/2019-123", "KS 2019/123"),
        ("00368/20221.1.1.", "kommunfullmaktige/00368-2022", "00368/2022"),
    ],
)
def test_a_printed_number_gives_this_case(printed: str, iri: str, identifier: str) -> None:
    assert case_of(printed) == iri
    match = diary.ANY.search(printed)
    assert match is not None
    assert diary.parse(match).printed == identifier


@pytest.mark.parametrize(("one", "other"), [("2026.002 BUN-049", "2026.002 BUN-051"), ("20RS12911-11", "20RS12911")])
def test_two_acts_of_one_case_are_one_case(one: str, other: str) -> None:
    assert case_of(one) == case_of(other)


def test_a_number_without_series_belongs_to_the_body() -> None:
    assert case_of("1435/22", "Tekniska nämnden") == "tekniska-namnden/1435-22"


@pytest.mark.parametrize(
    "text",
    [
        "den 14 mars 2025",
        "2025-03-11",
        "SOU 2024:72",
        "§ 12-15",
        "kl. 13.30-15.00",
        "lagen (1982:673)",
        "Ds 2024:29",
        "12-2025",
    ],
)
def test_what_names_no_series_is_not_looked_for_in_prose(text: str) -> None:
    assert diary.SERIES.search(text) is None


@pytest.mark.parametrize("text", ["24RS10570", "HSN 97-2025", "SLK-2024-00536", "KS KF/2022:7", "KS 2019/123"])
def test_a_number_with_its_series_is_found_in_prose(text: str) -> None:
    match = diary.SERIES.search(f"Se ärende {text}, som pågår.")
    assert match is not None
    assert match[0] == text
