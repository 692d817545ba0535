"""Lines as one reads them: every character still tied to the place in the source that it came from."""

from __future__ import annotations

import unicodedata

import pytest

from kg.files import source
from kg.language import agents
from kg.lines import reading
from kg.lines.furniture import raw_lines
from kg.minutes.segment import segment
from kg.model import Line, join


def lines(text: str, *, markdown: bool = False) -> list[Line]:
    """Read a text that has no furniture."""
    return reading.lines(raw_lines(text), frozenset(), markdown=markdown)


def joined(text: str) -> str:
    """Read a text as one paragraph."""
    return reading.join_lines(lines(text)).text


def test_composed_and_decomposed_letters_read_alike_and_point_into_their_own_text() -> None:
    composed = "Åsa Öst\u00admark  (S), råd"
    for text in (composed, unicodedata.normalize("NFD", composed)):
        flow = reading.flow_of(text, 0)
        assert flow.text == "Åsa Östmark (S), råd"
        at = flow.text.index("Östmark")
        span = flow.span(at, at + len("Östmark"))
        assert unicodedata.normalize("NFC", text[span.begin : span.end]).replace("\u00ad", "") == "Östmark"


def test_a_decomposed_document_has_the_facts_of_the_composed_one() -> None:
    text = "Vårdnämnden\n2031-05-14\n\n§ 1 Ärende\n\nÅsa Östmark (S) yrkar avslag på förslaget.\n"
    both = [segment(source.from_bytes(unicodedata.normalize(form, text).encode(), "a.txt")) for form in ("NFC", "NFD")]
    assert both[0].source.text != both[1].source.text
    assert {one.items[0].title.text for one in both} == {"Ärende"}
    assert {agents.people(one.items[0].sections[0].blocks[0].flow)[0].text for one in both} == {"Åsa Östmark"}


def test_white_space_of_any_kind_is_one_space() -> None:
    assert reading.flow_of("\ta \u00a0 b\u2003c ", 0).text == "a b c"


def test_look_alikes_of_the_hyphen_are_hyphens() -> None:
    assert reading.flow_of("2025‐03‑11", 0).text == "2025-03-11"


def test_stars_of_emphasis_go_in_markdown_only() -> None:
    assert reading.flow_of("**Beslut** 2*3", 0, markdown=True).text == "Beslut 23"
    assert reading.flow_of("**Beslut**", 0).text == "**Beslut**"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("sjukvårdsrådgiv-\nningen", "sjukvårdsrådgivningen"),
        ("barn-\noch ungdomsnämnden", "barn- och ungdomsnämnden"),
        ("hälso-\nsamt sjukvård", "hälso- samt sjukvård"),
        ("ST-\nläkare", "ST-läkare"),
        ("Anna-\nKarin Ek", "Anna-Karin Ek"),
        ("Omar al-\nRashid", "Omar al-Rashid"),
        ("Barn-\nOch", "Barn- Och"),
        ("SAMVERKANS-\nUTSKOTT", "SAMVERKANS-UTSKOTT"),
        ("åren 2025–\n2027", "åren 2025–2027"),
        ("punkt -\ndärefter", "punkt - därefter"),
        ("en rad\noch en till", "en rad och en till"),
    ],
)
def test_a_word_parted_at_the_end_of_a_line_is_whole_again(text: str, read: str) -> None:
    assert joined(text) == read


def test_a_joined_word_still_knows_both_its_places() -> None:
    text = "rådgiv-\n  ningen"
    flow = reading.join_lines(lines(text))
    assert flow.span() == (0, len(text))
    assert text[flow.origin(flow.text.index("ningen")) :] == "ningen"


def test_bullets_and_numbers_are_marks_and_no_text() -> None:
    assert [(line.mark, line.text) for line in lines("• ett\n- två\n3. tre\nb) fyra\no Fem\n\uf0b7 sex")] == [
        ("•", "ett"), ("-", "två"), ("3.", "tre"), ("b)", "fyra"), ("o", "Fem"), ("\uf0b7", "sex"),
    ]  # fmt: skip


def test_a_date_or_a_negative_number_is_no_mark() -> None:
    assert [line.mark for line in lines("12.30 börjar mötet\n-5 grader\n2031-05-14")] == ["", "", ""]


def test_headings_and_bold_lines_of_markdown_have_a_level() -> None:
    read = lines("## § 6 Taxa\n\n**Beslut**\n\ntext med **fet** text", markdown=True)
    assert [(line.level, line.text) for line in read] == [
        (2, "§ 6 Taxa"), (reading.BOLD_LEVEL, "Beslut"), (0, "text med fet text"),
    ]  # fmt: skip


def test_blank_lines_and_rules_are_gaps() -> None:
    assert [line.gap for line in lines("a\nb\n\nc\n-----\nd")] == [False, False, True, True]


def test_a_line_that_goes_on_in_lower_case_belongs_to_the_paragraph() -> None:
    blocks = reading.paragraphs(lines("En mening som fyller hela raden och sedan\ngår vidare.\n\nEn ny."), 42)
    assert [block.text for block in blocks] == ["En mening som fyller hela raden och sedan går vidare.", "En ny."]


def test_each_att_sats_is_a_paragraph_of_its_own() -> None:
    blocks = reading.paragraphs(lines("att godkänna planen;\natt uppdra åt chefen att\nföra ut den."), 60)
    assert [block.text for block in blocks] == ["att godkänna planen;", "att uppdra åt chefen att föra ut den."]


def test_flows_put_behind_each_other_keep_their_places() -> None:
    text = "ab\n\ncd"
    both = join([reading.flow_of("ab", 0), reading.flow_of("cd", 4)])
    assert both.text == "ab cd"
    assert both.span(3, 5) == (4, 6)
    assert text[4:6] == "cd"


@pytest.mark.parametrize("hyphen", ["\u00ad", "¬", "\u00ad ", "¬  ", "=", "\uf0ad"])
@pytest.mark.parametrize(
    ("first", "second"), [("reserv", "erar sig"), ("VÅRD", "NÄMNDEN"), ("Tall", "hed (S) yrkar"), ("komm", "och fram")]
)
def test_a_soft_hyphen_at_the_end_of_a_line_is_no_part_of_the_word(hyphen: str, first: str, second: str) -> None:
    text = f"§ 3 Taxa\n\nBakgrund\nTaxan {first}{hyphen}\n{second}\n"
    (item,) = segment(source.from_bytes(text.encode(), "a.txt")).items
    (line,) = item.sections[-1].lines
    assert line.text == f"Taxan {first}{second}"
    assert text[line.flow.span(6).begin :].startswith(f"{first}{hyphen}\n{second}")


@pytest.mark.parametrize("mark", ["~", "_", "|", "\ufffd"])
def test_another_mark_that_parts_words_in_three_lines_is_the_hyphen_of_the_document(mark: str) -> None:
    text = f"§ 3 Taxa\n\nBakgrund\nTaxan re{mark}\nserverar plats för tor{mark}\nget och för bygg{mark}\nnaden.\n"
    (item,) = segment(source.from_bytes(text.encode(), "a.txt")).items
    (block,) = item.sections[-1].blocks
    assert block.text == "Taxan reserverar plats för torget och för byggnaden."


def test_strokes_between_two_words_are_no_hyphen() -> None:
    text = "§ 3 Taxa\n\nBakgrund\nLedamot/\noch ersättare/\nsom deltar/\nden dagen.\n"
    (item,) = segment(source.from_bytes(text.encode(), "a.txt")).items
    (block,) = item.sections[-1].blocks
    assert block.text == "Ledamot/ och ersättare/ som deltar/ den dagen."
