"""The heading of a paragraph (§): body, sign, number, letter, diary number and title, in the orders councils print."""

from __future__ import annotations

import textwrap

import pytest

from kg.files import source
from kg.minutes import heading, heading_cases, segment
from kg.model import Flow

PROSE = "\n\nNämnden har talat länge om saken.\n\n"


def outline(text: str) -> list[tuple[str, str, str]]:
    """Give number, title and diary numbers of each paragraph."""
    return [
        (item.number, item.title.text, ", ".join(case.text for case in item.cases))
        for item in segment.segment(source.from_bytes(text.encode(), "a.txt")).items
    ]


# Two layouts at least of each form.
@pytest.mark.parametrize(
    ("text", "number", "case"),
    [
        ("§ 33 2031.007 BUN\n\nTaxa för torg", "33", "2031.007 BUN"),
        ("§ 33 2031.007 BUN-12\nTaxa för torg", "33", "2031.007 BUN-12"),
        ("KF § 24   KS KF/2031:3\nTaxa för torg", "24", "KS KF/2031:3"),
        ("KF § 24   KSKF/2031:3\n\nTaxa för torg", "24", "KSKF/2031:3"),
        ("§ 197 Ärendenummer SLK-2031-00035\nTaxa för torg", "197", "SLK-2031-00035"),
        ("§ 197 Ärendenummer SLK-2031-00035:-2\nTaxa för torg", "197", "SLK-2031-00035:-2"),
        ("§ 15 1435/31 Taxa för torg", "15", "1435/31"),
        ("§ 15 1435/31\nTaxa för torg", "15", "1435/31"),
        ("§ 45 Dnr 2031/123-045\nTaxa för torg", "45", "2031/123-045"),
        ("§ 45 Taxa för torg Dnr 2031/123-045", "45", "2031/123-045"),
        ("56 §\nTaxa för torg\nDnr KS 2031/123", "56", "KS 2031/123"),
        ("56 § Taxa för torg (KS 2031/123)", "56", "KS 2031/123"),
        ("Ks § 12\nTaxa för torg", "12", ""),
        ("KSAU § 12 Taxa för torg", "12", ""),
        ("Kommunstyrelsen § 12 Taxa för torg", "12", ""),
        ("§ 102 DNR: KU.2031.3\nTaxa för torg", "102", "KU.2031.3"),
        ("§ 102\nDNR: KU.2031.3\nTaxa för torg", "102", "KU.2031.3"),
        ("§ 5\nTaxa för torg\nDnr. 2031/KS 0206 001", "5", "2031/KS 0206 001"),
        ("§ 5 Dnr 2031/KS0206 001 Taxa för torg", "5", "2031/KS0206 001"),
        ("§63 Taxa för torg", "63", ""),
        ("§63. Taxa för torg", "63", ""),
        ("Paragraf 12\nTaxa för torg", "12", ""),
        ("Paragraf 12: Taxa för torg", "12", ""),
        ("§ 12/31 Taxa för torg", "12", ""),
        ("KS § 12/31 Taxa för torg", "12", ""),
        ("§12.\nTaxa för torg", "12", ""),
        ("§ 12A Taxa för torg", "12a", ""),
        ("KS § 12 Dnr KS 2031-00123\nTaxa för torg", "12", "KS 2031-00123"),
        ("KS § 12  Dnr: KS-2031-123\nTaxa för torg", "12", "KS-2031-123"),
        ("Ärende 5\nTaxa för torg", "5", ""),
        ("Ärende 5 Taxa för torg", "5", ""),
        ("Punkt 3\nTaxa för torg", "3", ""),
        ("Punkt 3: Taxa för torg", "3", ""),
        ("§ 23 - Taxa för torg", "23", ""),
        ("§ 23 – Taxa för torg", "23", ""),
        ("§ 23  KS/2031:123  Taxa\nför torg", "23", "KS/2031:123"),
        ("§ 23  KS2031/0123-1.2.3  Taxa\nför torg", "23", "KS2031/0123-1.2.3"),
        ("§ 23 Taxa för torg          2031/123", "23", "2031/123"),
        ("§ 23          2031/123\nTaxa för torg", "23", "2031/123"),
        ("KS 2031/123\n\n§ 23\nTaxa för torg", "23", "KS 2031/123"),
        ("KS 2031/7 § 23 Taxa för torg", "23", "KS 2031/7"),
        ("§ 23\nÄrende 4\nTaxa för torg\nSN 31/0098", "23", "SN 31/0098"),
        ("§ 23\nTaxa för torg   HSN 97-2031", "23", "HSN 97-2031"),
        ("§ 23 Taxa för torg\nDnr KS 2031/95-109 och KS 2031/96-109", "23", "KS 2031/95-109, KS 2031/96-109"),
        ("§ 23 Dnr 2031.117 KS, 2031.033 SBN\nTaxa för torg", "23", "2031.117 KS, 2031.033 SBN"),
        ("§ 23\nHandläggare: Siv Ek\nDnr: 1.2.3-85/2031\nTaxa för torg", "23", "1.2.3-85/2031"),
    ],
)
def test_a_heading_has_number_title_and_case(text: str, number: str, case: str) -> None:
    assert outline(f"Hamnrådet\n\n{text}\n\nBeslut\nTaxan antas.\n") == [(number, "Taxa för torg", case)]


@pytest.mark.parametrize(
    "line",
    [
        "5 § kommunallagen",
        "5 § Kommunallagen (2017:725)",
        "5 § PBL",
        "§ 53 i protokollet från mars",
        "§§ 12-34",
        "§§ 12, 14",
        "§ 12-14",
        "§ 12, § 13",
        "§ 12 forts.",
        "§ 12 (fortsättning)",
        "§ 12 2031-03-04",
        "Bygglov, 12 §",
        "Paragraferna 12 och 13",
        "Paragraf 12 i reglementet",
        "§ 12 Taxa för torg ........ 4",
        "Kommunstyrelsens arbetsutskott § 33, 2031-02-03",
    ],
)
def test_what_only_looks_like_a_heading_is_none(line: str) -> None:
    assert heading.opening(line) is None


@pytest.mark.parametrize("line", ["Ärende 5 i listan", "Punkten 3 utgår", "Ärendet 5", "Punkt 3, 4 och 5"])
def test_a_number_of_the_agenda_in_prose_is_no_heading(line: str) -> None:
    assert heading.worded(line) is None


@pytest.mark.parametrize(
    ("rest", "title"),
    [
        ("Plan för läsåret 2031/32", "Plan för läsåret 2031/32"),
        ("Plan för läsåren 2031/2032", "Plan för läsåren 2031/2032"),
        ("Yttrande över SOU 2031:65", "Yttrande över SOU 2031:65"),
        ("Yttrande över Plan för skogen (SOU 2031:65)", "Yttrande över Plan för skogen (SOU 2031:65)"),
        ("Budget (2031/32)", "Budget (2031/32)"),
        ("Ramar KS 2031-2033", "Ramar KS 2031-2033"),
        ("Möte 2031-03-11", "Möte 2031-03-11"),
        ("Del 3/31", "Del 3/31"),
    ],
)
def test_years_and_inquiries_in_a_title_are_no_cases(rest: str, title: str) -> None:
    cases, found = heading_cases.cut(Flow(rest, (0,), (0,)))
    assert (found.text, cases) == (title, ())


def test_the_last_words_of_a_title_may_look_like_a_number() -> None:
    text = f"§ 48 2031.136 KUN\n\nPlan för introduktionsprogrammen läsår\n2031/2032\nBakgrund{PROSE}"
    assert outline(text) == [("48", "Plan för introduktionsprogrammen läsår 2031/2032", "2031.136 KUN")]


def test_a_title_in_capitals_runs_over_lines() -> None:
    text = f"§ 6 TAXA FÖR TORG OCH\nMARKNADER SAMT\nHAMNAR{PROSE}"
    assert outline(text) == [("6", "TAXA FÖR TORG OCH MARKNADER SAMT HAMNAR", "")]


@pytest.mark.parametrize("width", [22, 24, 27, 32, 40, 60])
def test_a_title_whose_letters_stand_apart_is_as_wide_as_it_is(width: int) -> None:
    """Its lines, three or more, are full at that width; the last one may be a name alone."""
    title = "Val av ledamot i styrelsen för Stiftelsen Ekefors Hembygdsmuseum"
    lines = textwrap.wrap(f"§ 33 {title}", width)
    assert outline("\n".join([*lines, "", "Beslut", PROSE])) == [("33", title, "")]


def test_names_below_a_short_title_are_none_of_it() -> None:
    assert outline(f"§ 5 Val av två\nAnna Ek\nBo Ekberg\n\nBeslut{PROSE}") == [("5", "Val av två", "")]


def test_a_heading_repeated_on_the_next_page_is_no_text() -> None:
    first = f"§ 6 KS 2031/7\nTaxa för torg\n\nBakgrund{PROSE}"
    text = f"{first}§ 6 forts.\n\nMer om torg.\n\n§ 6 KS 2031/7\nTaxa för torg\n\nÄn mer.\n\n§ 7 Hamn{PROSE}"
    minutes = segment.segment(source.from_bytes(text.encode(), "a.txt"))
    assert [item.number for item in minutes.items] == ["6", "7"]
    assert minutes.head == ()
    blocks = [block.text for section in minutes.items[0].sections for block in section.blocks]
    assert blocks == ["Nämnden har talat länge om saken.", "Mer om torg.", "Än mer."]


def test_a_number_above_a_heading_is_that_of_the_paragraph_before_where_it_stands_below_its_title() -> None:
    text = f"§ 6 Taxa\n\nKS 2031/7\n\n§ 7 Hamn{PROSE}"
    assert outline(text) == [("6", "Taxa", "KS 2031/7"), ("7", "Hamn", "")]


def test_a_table_of_contents_with_dots_is_not_the_paragraphs() -> None:
    contents = "Innehåll\n§ 1 Upprop ........ 2\n§ 2 Taxa för\nhamnen ........ 3\n§ 3 Torg ........ 4\n"
    minutes = segment.segment(source.from_bytes(f"{contents}\n§ 1 Upprop{PROSE}§ 3 Torg{PROSE}".encode(), "a.txt"))
    assert [item.number for item in minutes.items] == ["1", "3"]
    assert minutes.contents == ("1", "2", "3")


def test_paragraphs_beyond_those_the_minutes_hold_are_cited_ones() -> None:
    text = f"Paragrafer\n§§ 6–7\n\n§ 6 Taxa{PROSE}§ 7 Hamn{PROSE}Handlingar\n\n§ 9 Budget för hamnen{PROSE}"
    assert [number for number, *_ in outline(text)] == ["6", "7"]


def test_another_bodys_paragraph_does_not_displace_the_own() -> None:
    text = f"KS § 6 Taxa{PROSE}Handlingar\nKSAU § 7 Taxa för torg\nTaxa\n\nKS § 7 Hamn{PROSE}"
    assert [title for _, title, _ in outline(text)] == ["Taxa", "Hamn"]


def test_figures_alone_number_items_only_where_every_one_has_a_section() -> None:
    numbered = f"Hamnrådet\n\n1. Taxa\n\nBeslut\n\nTaxan antas.\n\n2. Hamn\n\nBakgrund{PROSE}"
    assert [title for _, title, _ in outline(numbered)] == ["Taxa", "Hamn"]
    listed = f"Hamnrådet\n\n1. Taxa\n\n2. Hamn{PROSE}3. Fyr{PROSE}"
    assert outline(listed) == []


def test_a_title_below_the_labelled_lines_may_be_a_word_that_heads_sections_too() -> None:
    text = "§ 13\nDiarienr: UN-2031/00099\n\nInformation\nBeslut\nInformationen noteras.\n"
    assert outline(text) == [("13", "Information", "UN-2031/00099")]
    without = "§ 13\nDiarienr: UN-2031/00099\n\nBeslut\nInformationen noteras.\n"
    assert outline(without) == [("13", "", "UN-2031/00099")]


@pytest.mark.parametrize("below", ["Dnr TN 2031/8", "\nDnr TN 2031/8", "\nBeslut"])
def test_every_line_of_a_title_in_narrow_type_begins_with_a_capital(below: str) -> None:
    """Its block is full at one width and ends where the case or a known heading stands."""
    lines = "§ 31 Val av ombud till Föreningen\nNorra Ådalens Vänner efter\nNils Tornevik"
    (found,) = outline(f"{lines}\n{below}\nTekniska nämnden beslutar att välja Edla Brännmo.")
    assert found[1] == "Val av ombud till Föreningen Norra Ådalens Vänner efter Nils Tornevik"


PROSE_LINE = "Anmälningarna noteras, och nämnden lägger dem till handlingarna utan någon vidare åtgärd."


@pytest.mark.parametrize(
    "listed",
    [
        "Protokoll från Vattenrådet 2031-02-03\nSkrivelse från Byalaget",
        "Alma Askfält (M), ordförande\nEdla Brännmo (S)",
    ],
)
def test_entries_of_a_list_right_below_a_title_are_none_of_it(listed: str) -> None:
    (found,) = outline(f"§ 31 Anmälningar till nämnden\n{listed}\n\nBeslut\n{PROSE_LINE}")
    assert found[1] == "Anmälningar till nämnden"
