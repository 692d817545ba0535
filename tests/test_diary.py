"""Diary numbers: the table of the contract, and what only looks like one."""

from __future__ import annotations

import pytest

from kg.graph.iri import Names
from kg.language import diary

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
        ("Dnr KS 2019/123-045", "KS/2019-123", "KS 2019/123-045"),
        ("00368/20221.1.1.", "kommunfullmaktige/00368-2022", "00368/2022"),
        ("SLK-2023-00027:-1", "SLK/2023-00027", "SLK-2023-00027"),
        ("KS-2023-123", "KS/2023-123", "KS-2023-123"),
        ("2023-000123", "kommunfullmaktige/2023-000123", "2023-000123"),
        ("KS2023/0123-1.2.3", "KS/2023-0123", "KS2023/0123"),
        ("RS 2023-00123", "RS/2023-00123", "RS 2023-00123"),
        ("2023/KS0123 042", "KS/2023-0123", "2023/KS0123"),
        ("2011/KS 0206 001", "KS/2011-0206", "2011/KS 0206"),
        ("2012-KS0351 104", "KS/2012-0351", "2012-KS0351"),
        ("KSKF/2023:12", "KSKF/2023-12", "KSKF/2023:12"),
        ("KS/2023:3", "KS/2023-3", "KS/2023:3"),
        ("BUN 2023/45 600", "BUN/2023-45", "BUN 2023/45"),
        ("SBN 2021/1234-7", "SBN/2021-1234", "SBN 2021/1234-7"),
        ("KU.2017.3", "KU/2017-3", "KU.2017.3"),
        ("BYGG.2023.1234", "BYGG/2023-1234", "BYGG.2023.1234"),
        ("SN 18/0098", "SN/18-0098", "SN 18/0098"),
        ("B 2023-000123", "B/2023-000123", "B 2023-000123"),
        ("Ks 2023/12", "Ks/2023-12", "Ks 2023/12"),
        ("KS/2023-00123", "KS/2023-00123", "KS/2023-00123"),
        ("Ks/2023:123 101", "Ks/2023-123", "Ks/2023:123"),
        ("Ks 123/2023", "Ks/123-2023", "Ks 123/2023"),
        ("2023/0123 KS-1", "KS/2023-0123", "2023/0123 KS"),
        ("KS2016.0123", "KS/2016-0123", "KS2016.0123"),
        ("RD23/00123", "RD/23-00123", "RD23/00123"),
        ("KS 2023/00123- 1.3.1", "KS/2023-00123", "KS 2023/00123"),
        ("KS-2023/1234.109", "KS/2023-1234", "KS-2023/1234.109"),
        ("2023-POL000123", "POL/2023-000123", "2023-POL000123"),
    ],
)
def test_a_printed_number_gives_this_case(printed: str, iri: str, identifier: str) -> None:
    assert case_of(printed) == iri
    match = diary.ANY.search(printed)
    assert match is not None
    assert diary.parse(match).printed == identifier


@pytest.mark.parametrize(
    ("printed", "identifier", "number"),
    [("Dnr 2023.123-003", "2023.123-003", "2023-123"), ("Dnr: 2023:45", "2023:45", "2023-45"),
     ("Diarienummer 1.2.3-85/2023", "1.2.3-85/2023", "85-2023"), ("DNR: KU.2017.3", "KU.2017.3", "2017-3"),
     ("Dnr 97.412-253 Ks", "97.412-253 Ks", "97-412")],
)  # fmt: skip
def test_behind_a_label_more_forms_are_read(printed: str, identifier: str, number: str) -> None:
    label = diary.LABEL.match(printed)
    assert label is not None
    match = diary.LABELLED.match(printed, label.end())
    assert match is not None
    assert diary.parse(match)[::2] == (identifier, number)


@pytest.mark.parametrize(
    "text", ["2026/2027", "RS 2025-2027", "KS 2024-2026", "KS 2025-03-11", "BUN 2023/2024", "2023.05"]
)
def test_periods_and_dates_are_no_numbers_in_a_heading(text: str) -> None:
    assert diary.ANY.search(text) is None


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
