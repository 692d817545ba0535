"""A text is cut into head, paragraphs with their sections, and end: the layouts of regions and municipalities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.files import source
from kg.language.headings import heading_kind
from kg.minutes import segment

if TYPE_CHECKING:
    from kg.model import Minutes

PROSE = "\n\nNämnden har talat länge om saken.\n\n"


def read(text: str, name: str = "a.txt") -> Minutes:
    """Cut a text into its parts."""
    return segment.segment(source.from_bytes(text.encode(), name))


def outline(text: str, name: str = "a.txt") -> list[tuple[str, str, str]]:
    """Give number, title and diary number of each paragraph."""
    return [
        (item.number, item.title.text, ", ".join(case.text for case in item.cases)) for item in read(text, name).items
    ]


@pytest.mark.parametrize(
    "heading",
    ["§ 45 Taxa för torg", "§45 Taxa för torg", "§ 45. Taxa för torg", "§ 45: Taxa för torg", "45 § Taxa för torg",
     "Kf § 45 Taxa för torg", "KS § 45 Taxa för torg", "§ 45\nTaxa för torg", "§ 45\n\nTaxa för torg"],
)  # fmt: skip
def test_a_heading_of_any_form_has_number_and_title(heading: str) -> None:
    assert outline(heading + "\n\nBeslut\nTaxan antas.\n") == [("45", "Taxa för torg", "")]


@pytest.mark.parametrize(
    "heading",
    ["## § 6 Taxa för torg", "**§ 6**  **Taxa för torg**", "### **§ 6** Taxa för torg", "# § 6\n\n**Taxa för torg**"],
)
def test_a_heading_of_markdown_has_number_and_title(heading: str) -> None:
    assert outline(f"{heading}\n\n### Beslut\n\nTaxan antas.\n", "a.md") == [("6", "Taxa för torg", "")]


@pytest.mark.parametrize("number", ["45 a", "45a"])
def test_a_letter_belongs_to_the_number(number: str) -> None:
    assert [one for one, *_ in outline(f"§ 45 Taxa{PROSE}§ {number} Torg{PROSE}§ 46 Avgift{PROSE}")] == [
        "45",
        "45a",
        "46",
    ]


@pytest.mark.parametrize(
    "heading",
    ["§ 6 Taxa för torg HSN 97-2031", "§ 6 HSN 97-2031\nTaxa för torg", "§ 6 Taxa för torg\nDnr HSN 97-2031",
     "§ 6 Taxa för torg\nHSN 97-2031", "§ 6 Taxa för torg\nDiarienummer: HSN 97-2031",
     "§ 6 Taxa för torg Dnr: HSN 97-2031"],
)  # fmt: skip
def test_the_diary_number_stands_at_the_end_of_the_heading_or_below(heading: str) -> None:
    assert outline(heading + "\n\nBeslut\nTaxan antas.\n") == [("6", "Taxa för torg", "HSN 97-2031")]


def test_the_diary_number_may_stand_in_brackets() -> None:
    assert outline("§ 6 Taxa för torg (HSN 97-2031)\n\nBeslut\nTaxan antas.\n") == [
        ("6", "Taxa för torg", "HSN 97-2031")
    ]


def test_without_paragraph_signs_body_number_and_year_number_the_items() -> None:
    text = (
        "KS 75/2031     Dnr 2031/45\n\nTaxa\n\nBeslut\n\nTaxan antas.\n\nKS 76/2031\n\nBad\n\nBeslut\n\nBadet stängs.\n"
    )
    assert outline(text) == [("75", "Taxa", "2031/45"), ("76", "Bad", "")]


def test_a_title_runs_over_lines() -> None:
    text = (
        "§ 6 Svar på remiss om en nationell plan för trygga och säkra bad i\n"
        "insjöar, hamnar och skärgårdar\n\nDiarienummer: HSN 97-2031\n\nBeslut\nSvaret antas.\n"
    )
    title = "Svar på remiss om en nationell plan för trygga och säkra bad i insjöar, hamnar och skärgårdar"
    assert outline(text) == [("6", title, "HSN 97-2031")]


def test_a_hyphenated_title_is_whole_again() -> None:
    assert (
        outline("§ 6 Plan för sjukvårdsrådgiv-\nningen\n\nBeslut\nPlanen antas.\n")[0][1]
        == "Plan för sjukvårdsrådgivningen"
    )


def test_a_sign_at_the_beginning_of_a_line_of_prose_is_no_heading() -> None:
    text = (
        "§ 52 Taxa\n\nDet här togs upp i\n§ 53 i protokollet från mars, och i\n§ 54, som gällde torg.\n\n§ 53 Torg"
        + PROSE
    )
    assert [number for number, *_ in outline(text)] == ["52", "53"]


def test_a_table_of_contents_is_not_the_paragraphs() -> None:
    contents = "§ 1 Upprop\n§ 2 Taxa\n§ 3 Torg\n"
    body = f"§ 1 Upprop{PROSE}§ 2 Taxa{PROSE}§ 3 Torg{PROSE}"
    minutes = read(f"Innehåll\n{contents}\n{body}")
    assert [item.number for item in minutes.items] == ["1", "2", "3"]
    assert minutes.contents == ("1", "2", "3")
    assert all(item.sections for item in minutes.items)


def test_a_missing_paragraph_does_not_end_the_run() -> None:
    assert [number for number, *_ in outline(f"§ 1 Upprop{PROSE}§ 4 Taxa{PROSE}§ 5 Torg{PROSE}")] == ["1", "4", "5"]


def test_what_stands_before_the_first_paragraph_is_head_and_the_signatures_are_the_end() -> None:
    minutes = read(
        f"Vårdnämnden\n2031-05-14\n\n§ 1 Upprop{PROSE}Vid protokollet\n\nLisen Ödmark\n\nJusteras\n\nMaj Tallhed\n"
    )
    assert [line.text for line in minutes.head] == ["Vårdnämnden", "2031-05-14"]
    assert [line.text for line in minutes.tail] == ["Vid protokollet", "Lisen Ödmark", "Justeras", "Maj Tallhed"]


def test_a_text_without_paragraphs_is_all_head() -> None:
    minutes = read("En inbjudan\n\ntill möte\n")
    assert (len(minutes.head), minutes.items, minutes.tail) == (2, (), ())


def test_sections_are_headed_by_the_words_of_the_lexicon() -> None:
    text = (
        "§ 6 Taxa\n\nBeslut:\nTaxan antas.\n\nÄrendebeskrivning\nTaxan är gammal.\n\n"
        "Beslutsunderlag\nTaxa 2032\n\nDelges\nRådet\n"
    )
    sections = read(text).items[0].sections
    assert [section.kind for section in sections] == ["decision", "background", "documents", "notified"]
    assert [block.text for section in sections for block in section.blocks] == [
        "Taxan antas.", "Taxan är gammal.", "Taxa 2032", "Rådet",
    ]  # fmt: skip


def test_a_heading_may_have_its_text_on_the_same_line() -> None:
    (section,) = read("§ 6 Taxa\n\nBeslut: Taxan antas.\n").items[0].sections
    assert (section.kind, section.blocks[0].text) == ("decision", "Taxan antas.")


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Beslut:", "decision"),
        ("BESLUT", "decision"),
        ("Barnnämndens beslut", "decision"),
        ("Förslag till beslut", "draft"),
        ("Barnnämndens förslag till beslut", "draft"),
        ("Kommunstyrelsens förslag till kommunfullmäktige", "proposal"),
        ("Förslag till beslut i kommunfullmäktige", "proposal"),
        ("Förslag till beslut på sammanträdet", "motions"),
        ("Överläggningar", "deliberation"),
        ("Protokollsanteckning", "statement"),
        ("B E S L U T", "decision"),
        ("Ä R E N D E T", "background"),
        ("1. Beslut", "decision"),
        ("2 Ärendebeskrivning", "background"),
        ("Kommunstyrelsens beslut för egen del", "decision"),
        ("Beslut i kommunfullmäktige", "decision"),
        ("Tekniska nämndens beslut", "decision"),
        ("Förslag till beslut i barn- och utbildningsnämnden", "proposal"),
        ("Kommunstyrelsens arbetsutskotts förslag till beslut", "draft"),
        ("Arbetsutskottets förslag", "draft"),
        ("Yrkanden och förslag", "motions"),
        ("Förslag till beslut under sammanträdet", "motions"),
        ("Propositionsordning 2", "proposition"),
        ("Beslutsgång och omröstning", "proposition"),
        ("Omröstningsresultat", "vote"),
        ("Votering 2", "vote"),
        ("Skriftlig reservation", "reservation"),
        ("Särskilt yttrande", "statement"),
        ("Anteckning till protokollet", "statement"),
        ("Jäv/deltar ej", "recusal"),
        ("Deltar inte i beslutet", "recusal"),
        ("Handlingar i ärendet", "documents"),
        ("Beslutsunderlag och bilagor", "documents"),
        ("Beslutet skickas till", "notified"),
        ("Beslut expedieras till", "notified"),
        ("Kopia på beslutet till", "notified"),
        ("Protokollsutdrag till", "notified"),
        ("För kännedom", "notified"),
        ("Beslutsexpediering", "notified"),
        ("Föregående behandling", "preparation"),
        ("Arbetsutskottets beredning", "preparation"),
        ("Kommunledningskontorets bedömning", "background"),
        ("Barnperspektiv", "background"),
        ("Skäl till beslutet", "background"),
        ("Debatt", "deliberation"),
        ("Taxan antas", None),
        ("1. Protokollsutdrag", None),
        ("Enligt arbetsutskottets förslag", None),
        ("Maj Ek tillstyrker Bo Als förslag.", None),
        ("Kontoret har inga synpunkter", None),
        ("Förslag till reglemente för kommunstyrelsen", None),
        ("Beslut om ny taxa", None),
        ("Nämndens ordförande", None),
        ("M E D", None),
    ],
)
def test_the_wording_of_a_heading_says_what_stands_below(heading: str, kind: str | None) -> None:
    assert heading_kind(heading) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Nämnden beslutar att",
        "Kommunfullmäktige beslutar:",
        "Kommunstyrelsen beslutar för egen del",
        "Kommunstyrelsen föreslår kommunfullmäktige besluta",
        "Barn- och utbildningsnämnden beslutar följande",
        "Nämndens arbetsutskott föreslår nämnden besluta att",
    ],
)
def test_a_line_that_says_who_decides_opens_the_decision(line: str) -> None:
    kinds = [section.kind for section in read(f"§ 6 Taxa\n\n{line}\n\n1. anta taxan\n").items[0].sections]
    assert kinds == ["decision"]


@pytest.mark.parametrize(
    "text",
    ["Förslag till beslut\n\nNämnden beslutar att\n\n1. anta taxan", "Vi vet inte vilka frågor\nnämnden beslutar",
     "Vilka frågor nämnden beslutar", "Taxan är gammal. I fjol sa\nNämnden beslutar\noch så blev det."],
)  # fmt: skip
def test_such_a_line_in_a_draft_or_in_prose_opens_none(text: str) -> None:
    assert "decision" not in [section.kind for section in read(f"§ 6 Taxa\n\n{text}\n").items[0].sections]


def test_what_is_worded_like_a_heading_in_a_list_of_documents_is_an_entry() -> None:
    (section,) = (
        read("§ 6 Taxa\n\nHandlingar\nTaxa 2032\nSocialnämndens yttrande\nÖvriga handlingar\n").items[0].sections
    )
    assert [line.text for line in section.lines] == ["Taxa 2032", "Socialnämndens yttrande", "Övriga handlingar"]


def test_offsets_point_into_the_text() -> None:
    minutes = read("§ 6 Taxa för\ttorg  HSN 97-2031\n\nBeslut\n\nTaxan\nantas.\n")
    (item,) = minutes.items
    assert minutes.source.quote(item.title.span()) == "Taxa för\ttorg"
    assert minutes.source.quote(item.cases[0].span()) == "HSN 97-2031"
    assert minutes.source.quote(item.sections[0].blocks[0].flow.span()) == "Taxan\nantas."
    assert minutes.source.quote(item.span).startswith("§ 6")
