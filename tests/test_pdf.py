"""PDFs by position: reading order, columns, vote tables, pages; the same layouts as `pdftotext -layout` text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg import conductor, document
from kg.document import Options
from kg.errors import SourceError
from kg.files import pdf, pdf_text, source
from kg.minutes.segment import segment
from tests.pdfs import LEFT, RIGHT, layout, lines, rows
from tests.pdfs import pdf as make
from tools import sample_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.model import Minutes, Source
    from tests.pdfs import Put

Page = list["Put"]


def as_pdf(pages: Sequence[Page]) -> Source:
    return source.from_bytes(make(pages), "protokoll.pdf", pdf.read_pdf)


def as_layout(pages: Sequence[Page]) -> Source:
    return source.from_bytes(layout(pages).encode(), "protokoll.txt")


both = pytest.mark.parametrize("read", [as_pdf, as_layout], ids=["pdf", "layout"])


def facts(read: Source) -> tuple[Minutes, dict[str, list[Any]]]:
    return document.understand(read)


def ballots(found: dict[str, list[Any]]) -> dict[str, str]:
    return {ballot.voter.text: ballot.option for vote in found["vote"] for ballot in vote.ballots}


def warnings(read: Source) -> list[str]:
    report, _ = document.graph_of(read, Options())
    return report.warnings


HEAD = lines(["Björknäs kommun", "Kommunfullmäktige", "Protokoll 2031-05-12"], top=40)
FIRST = ("Alma", "Bror", "Cilla", "Dag", "Edla", "Frej", "Gun", "Helge", "Ida", "Jarl", "Kaj", "Lova", "Mats")
LAST = ("Askfält", "Brännmo", "Cedervik", "Drakhall", "Enbacken")
COUNCIL = [f"{first} {last} ({'SMCV'[(i + k) % 4]})" for i, first in enumerate(FIRST) for k, last in enumerate(LAST)]
"""Sixty-five members and substitutes."""


# -- reading


def test_pages_keep_their_numbers_and_lines_their_order() -> None:
    pages = [lines(["Första sidan", "", "Andra stycket"]), lines(["Andra sidan"]), lines(["Tredje sidan"])]
    read = as_pdf([page[::-1] for page in pages])  # drawn from the foot up
    assert read.text == "Första sidan\n\nAndra stycket\n\fAndra sidan\n\fTredje sidan\n"
    assert [page.number for page in read.pages] == [1, 2, 3]
    assert [read.page(read.text.index(word)) for word in ("Andra stycket", "Andra sidan", "Tredje")] == [1, 2, 3]


@pytest.mark.parametrize("turned", [90])
def test_a_page_that_is_turned_is_read_as_it_is_shown(turned: int) -> None:
    data = make([lines(["Översta raden", "Nästa rad", "Sista raden"])], rotate=turned)
    assert source.from_bytes(data, "a.pdf", pdf.read_pdf).text == "Översta raden\nNästa rad\nSista raden\n"


def test_cells_of_a_row_stay_apart_and_bullets_stay_with_their_point() -> None:
    read = as_pdf([[*rows([["Kostnad", "120 tkr"]], [LEFT, 300]), *rows([["•", "Första punkten"]], [80, 98], top=120)]])
    first, second = read.text.split("\n\n")
    assert first.split("   ")[0] == "Kostnad"
    assert first.endswith("   120 tkr")
    assert second.strip() == "• Första punkten"


def test_what_is_printed_twice_to_look_bold_is_read_once() -> None:
    assert as_pdf([[(70, 80, "Beslut"), (70.3, 80, "Beslut"), (70, 93, "Bifall.")]]).text == "Beslut\nBifall.\n"


def test_ligatures_and_marks_of_symbol_fonts_are_letters() -> None:
    assert "ﬁnna ﬂera \uf0b7 \uf0fc".translate(pdf_text.PLAIN) == "finna flera • ✓"


def test_pages_without_text_are_named() -> None:
    read = as_pdf([lines(["Protokoll"]), [], lines(["§ 1 Upprop"]), []])
    assert read.notes == ("pages 2, 4: no text (a picture, or blank): nothing was read there",)
    assert [page.number for page in read.pages] == [1, 2, 3, 4]
    assert read.page(read.text.index("§ 1")) == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "a.pdf: is empty"),
        (b"<!DOCTYPE html><html><body>Logga in</body></html>", "a.pdf: is a web page, not a PDF"),
        (b"PK\x03\x04 not a pdf", "a.pdf: is no PDF"),
        (b"%PDF-1.7\nxref\ntrailer", "a.pdf: is a broken PDF: it cannot be opened"),
        (make([lines(["Hemligt"])])[:400], "a.pdf: is a broken PDF"),
        (make([lines(["Hemligt"])], lock="lås"), "a.pdf: is a PDF locked with a password"),
        (make([[], []]), "a.pdf: is scanned: none of its 2 pages has text"),
    ],
    ids=["empty", "web page", "zip", "broken", "cut off", "locked", "scanned"],
)
def test_what_cannot_be_read_is_told_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        source.from_bytes(data, "a.pdf", pdf.read_pdf)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_a_pdf_without_pages_is_told() -> None:
    data = make([[]]).replace(b"/Count 1", b"/Count 0").replace(b"/Kids [ ", b"/Kids [ ] % ")
    with pytest.raises(SourceError, match=r"without pages|broken"):
        source.from_bytes(data, "a.pdf", pdf.read_pdf)


# -- heads and rosters


TWO_COLUMN_HEAD = [
    ("Plats och tid", "Stora salen, klockan 18.00-20.15", "Paragrafer", "§§ 40-41"),
    ("Beslutande", "Alma Askfält (S), ordförande"),
    ("", "Bror Brännmo (M)"),
    ("", "Cilla Cedervik (C) ersätter Dag Drakhall (C)"),
    ("Ej tjänstgörande", "Edla Enbacken (V)"),
    ("ersättare", "Frej Forsås (M)"),
    ("Övriga deltagare", "Gun Gravmark, kommunsekreterare"),
]
ITEMS = ["§ 40 Upprop", "", "Beslut", "", "Uppropet godkänns.", "", "§ 41 Taxa", "", "Beslut", "", "Taxan antas."]


@both
def test_a_label_has_the_values_on_its_right(read: Any) -> None:
    page = [*HEAD, *rows(TWO_COLUMN_HEAD, [LEFT, RIGHT, 400, 480], top=120)]
    _, found = facts(read([page, lines(ITEMS)]))
    there = {(fact.person.text, fact.role) for fact in found["attendance"]}
    assert there == {
        ("Alma Askfält", "chair"),
        ("Bror Brännmo", "member"),
        ("Cilla Cedervik", "serving-substitute"),
        ("Edla Enbacken", "substitute"),
        ("Frej Forsås", "substitute"),
        ("Gun Gravmark", "secretary"),
    }
    assert (found["meeting"][0].start, found["meeting"][0].place) == ("18:00:00", "Stora salen")


@both
def test_lists_side_by_side_are_read_one_after_the_other(read: Any) -> None:
    table = [
        ("Ledamöter", "Ersättare"),
        ("Alma Askfält (S), ordförande", "Edla Enbacken (V)"),
        ("Bror Brännmo (M)", "Frej Forsås (M)"),
        ("Cilla Cedervik (C)", ""),
    ]
    page = [*HEAD, *rows(table, [LEFT, 330], top=120)]
    _, found = facts(read([page, lines(ITEMS)]))
    assert [(fact.person.text, fact.role) for fact in found["attendance"]] == [
        ("Alma Askfält", "chair"),
        ("Bror Brännmo", "member"),
        ("Cilla Cedervik", "member"),
        ("Edla Enbacken", "substitute"),
        ("Frej Forsås", "substitute"),
    ]


@both
def test_a_list_under_a_heading_that_nobody_knows_is_no_list_of_those_present(read: Any) -> None:
    table = [
        ("Plats", "Stora salen, klockan 18.00-20.15"),
        ("", ""),
        ("Ledamöter", "Inkallade men lediga"),
        ("Alma Askfält (S), ordförande", "Edla Enbacken (V)"),
        ("Bror Brännmo (M)", "Frej Forsås (M)"),
        ("Cilla Cedervik (C)", ""),
    ]
    _, found = facts(read([[*HEAD, *rows(table, [LEFT, 330], top=120)], lines(ITEMS)]))
    assert [fact.person.text for fact in found["attendance"]] == ["Alma Askfält", "Bror Brännmo", "Cilla Cedervik"]


@both
def test_lists_may_follow_labels_that_have_their_values_beside_them(read: Any) -> None:
    page = [*HEAD, *rows([("Plats och tid", "Stora salen, klockan 18.00-20.15")], [LEFT, 150], top=120)]
    table = [("Ledamöter", "Ej tjänstgörande ersättare"), *((name, "") for name in COUNCIL[:3])]
    table[1] = (COUNCIL[0], COUNCIL[5])
    _, found = facts(read([[*page, *rows(table, [LEFT, 330], top=150)], lines(ITEMS)]))
    assert [(fact.person.text, fact.role) for fact in found["attendance"]] == [
        *((name.split(" (")[0], "member") for name in COUNCIL[:3]), (COUNCIL[5].split(" (")[0], "substitute"),
    ]  # fmt: skip


@both
def test_a_column_of_those_substituted_for_is_no_list_of_those_present(read: Any) -> None:
    table = [("Tjänstgörande ersättare", "Ersättare för"), ("Edla Enbacken (V)", "Dag Drakhall (V)")]
    page = [*HEAD, *rows([("Ledamöter",), ("Alma Askfält (S), ordförande",)], [LEFT], top=120)]
    page += rows(table, [LEFT, 330], top=170)
    _, found = facts(read([page, lines(ITEMS)]))
    assert [(f.person.text, f.serves_for.text if f.serves_for else "") for f in found["attendance"]] == [
        ("Alma Askfält", ""),
        ("Edla Enbacken", "Dag Drakhall"),
    ]


@both
def test_in_a_column_of_marks_only_who_has_one_was_there(read: Any) -> None:
    table = [
        ("Ledamöter", "Närvarande", "Ersättare", "Närvarande"),
        ("Alma Askfält (S)", "X", "Edla Enbacken (V)", ""),
        ("Bror Brännmo (M)", "", "Frej Forsås (M)", "X"),
        ("Cilla Cedervik (C)", "X", "", ""),
    ]
    _, found = facts(read([[*HEAD, *rows(table, [LEFT, 200, 290, 430], top=120)], lines(ITEMS)]))
    assert [fact.person.text for fact in found["attendance"]] == ["Alma Askfält", "Cilla Cedervik", "Frej Forsås"]


@both
def test_a_table_of_figures_is_read_across(read: Any) -> None:
    table = [("Nämnd", "Budget 2031", "Utfall"), ("Skolnämnden", "120", "118"), ("Vårdnämnden", "300", "311")]
    page = [*lines(["§ 40 Ekonomi", "", "Bakgrund"], top=40), *rows(table, [LEFT, 250, 400], top=120)]
    minutes = segment(read([page]))
    assert [line.text for line in minutes.items[0].sections[0].lines][-3:] == [
        "Nämnd Budget 2031 Utfall", "Skolnämnden 120 118", "Vårdnämnden 300 311",
    ]  # fmt: skip


# -- tables of votes


def vote_item(yes: int, no: int, more: str = "") -> list[str]:
    return [
        "§ 40 Simhallens öppettider",
        "",
        "Omröstning",
        f"Med {yes} ja-röster mot {no} nej-röster bifaller fullmäktige förslaget.{more}",
        "",
        "Beslut",
        "Öppettiderna fastställs.",
        "",
    ]


TABLE = [LEFT, 330, 380, 430, 490]
HEADINGS = ("Ledamot", "Ja", "Nej", "Avstår", "Frånvarande")


def marked(names: Sequence[str], mark: str = "X") -> tuple[list[tuple[str, ...]], dict[str, str]]:
    """Make rows with a mark in turn under each option, and what they say."""
    options = ("yes", "no", "yes", "abstain", "yes", "no", "absent")
    columns = {"yes": 1, "no": 2, "abstain": 3, "absent": 4}
    table, said = [], {}
    for at, name in enumerate(names):
        option = options[at % len(options)]
        row = [name, "", "", "", ""]
        row[columns[option]] = mark
        table.append(tuple(row))
        said[name.split(" (")[0]] = option
    return table, said


def count(said: dict[str, str], option: str) -> int:
    return sum(one == option for one in said.values())


@both
@pytest.mark.parametrize("mark", ["X", "x", "1"])
def test_each_of_sixty_one_names_meets_its_own_mark_over_two_pages(read: Any, mark: str) -> None:
    table, said = marked(COUNCIL[:61], mark)
    first = [*lines(vote_item(count(said, "yes"), count(said, "no")), top=60)]
    first += rows([HEADINGS, *table[:38]], TABLE, top=180, step=16)
    second = [*rows([HEADINGS, *table[38:]], TABLE, top=80, step=16)]
    found_minutes, found = facts(read([[*HEAD], first, second]))
    assert ballots(found) == said
    assert len(found["vote"]) == 1
    assert found["vote"][0].yes == count(said, "yes")
    last = found["vote"][0].ballots[60]
    assert found_minutes.source.page(last.at[0].begin) == 3


@both
def test_marks_may_stand_in_the_middle_of_their_column_and_options_in_any_order(read: Any) -> None:
    heads = ("Ledamöter", "Frånvarande", "Avstår", "Nej", "Ja")
    table = [("Alma Askfält (S)", "", "", "", "X"), ("Bror Brännmo (M)", "", "", "X", ""), ("Cilla Cedervik (C)", "X")]
    page = [*lines(vote_item(1, 1), top=60), *rows([heads], [LEFT, 250, 340, 400, 460], top=180)]
    page += rows(table, [LEFT, 278, 355, 406, 464], top=200)
    _, found = facts(read([page]))
    assert ballots(found) == {"Alma Askfält": "yes", "Bror Brännmo": "no", "Cilla Cedervik": "absent"}


@both
def test_two_halves_side_by_side(read: Any) -> None:
    left, said = marked(COUNCIL[:20])
    right, more = marked(COUNCIL[20:40])
    heads = ("Ledamot", "Ja", "Nej", "Avst", "Ledamot", "Ja", "Nej", "Avst")
    said = {name: option for name, option in (said | more).items() if option != "absent"}
    table = [(*one[:4], *two[:4]) for one, two in zip(left, right, strict=True)]
    page = [*lines(vote_item(count(said, "yes"), count(said, "no")), top=60)]
    page += rows([heads, *table], [40, 200, 225, 255, 300, 460, 485, 515], top=180)
    _, found = facts(read([page]))
    assert ballots(found) == said


@both
def test_a_substitutes_row_votes_for_the_substitute(read: Any) -> None:
    table = [
        ("Alma Askfält (S)", "", "X", ""),
        ("Bror Brännmo (M)", "Edla Enbacken (M)", "", "X"),
        ("Cilla Cedervik (C) ersätter Dag Drakhall (C)", "", "X", ""),
        ("Frej Forsås (V)", "Gun Gravmark (V)", "", "X"),
    ]
    page = [*lines(vote_item(2, 2), top=60)]
    page += rows([("Ledamot", "Ersättare", "Ja", "Nej"), *table], [LEFT, 330, 460, 500], top=180)
    _, found = facts(read([page]))
    assert ballots(found) == {
        "Alma Askfält": "yes", "Edla Enbacken": "no", "Cilla Cedervik": "yes", "Gun Gravmark": "no",
    }  # fmt: skip


@both
def test_the_option_may_stand_in_the_row_as_a_word(read: Any) -> None:
    table = [
        ("Namn", "Parti", "Plats", "Resultat"),
        ("Alma Askfält", "S", "1", "Ja"),
        ("Bror Brännmo", "M", "2", "Nej"),
        ("Cilla Cedervik", "C", "3", "Avstår"),
        ("Dag Drakhall", "V", "4", "Frånvarande"),
    ]
    page = [*lines(vote_item(1, 1), top=60), *rows(table, [LEFT, 250, 320, 400], top=180)]
    _, found = facts(read([page]))
    assert ballots(found) == {
        "Alma Askfält": "yes", "Bror Brännmo": "no", "Cilla Cedervik": "abstain", "Dag Drakhall": "absent",
    }  # fmt: skip
    assert [ballot.party.text for vote in found["vote"] for ballot in vote.ballots] == ["S", "M", "C", "V"]


@both
def test_a_name_over_two_lines_has_one_mark(read: Any) -> None:
    table: list[tuple[str, ...]] = [
        ("Alma Askfält (S),", "", ""), ("ordförande", "X", ""), ("Bror Brännmo (M)", "", "X"),
    ]  # fmt: skip
    page = [*lines(vote_item(1, 1), top=60), *rows([("Ledamot", "Ja", "Nej"), *table], [LEFT, 330, 380], top=180)]
    _, found = facts(read([page]))
    assert ballots(found) == {"Alma Askfält": "yes", "Bror Brännmo": "no"}


@both
def test_an_annex_is_given_to_the_vote_of_the_paragraph_that_its_title_names(read: Any) -> None:
    said = {"Alma Askfält": "yes", "Bror Brännmo": "no"}
    table = [
        ("Ledamot", "Ja", "Nej"),
        ("Alma Askfält (S)", "X", ""),
        ("Bror Brännmo (M)", "", "X"),
        ("Summa", "1", "1"),
    ]
    pages = [
        lines([*vote_item(1, 1), "§ 41 Taxa", "", "Omröstning", "Med 1 ja-röst mot 1 nej-röst antas taxan."]),
        [*lines(["Voteringslista § 41"], top=60), *rows(table, TABLE, top=100)],
    ]
    _, found = facts(read([*pages]))
    assert [(vote.item, len(vote.ballots)) for vote in found["vote"]] == [("40", 0), ("41", 2)]
    assert ballots(found) == said


@both
def test_two_votes_with_equal_figures_and_no_names_of_their_own_get_no_ballots(read: Any) -> None:
    table = [("Ledamot", "Ja", "Nej"), ("Alma Askfält (S)", "X", ""), ("Bror Brännmo (M)", "", "X")]
    text = [*vote_item(1, 1)[:4], "Votering begärs om nästa yrkande.", *vote_item(1, 1)[3:]]
    made = read([[*lines(text, top=60), *rows(table, TABLE, top=240)]])
    _, found = facts(made)
    assert len(found["vote"]) == 2
    assert ballots(found) == {}
    assert any("fits no vote, or more than one" in said for said in warnings(made))


@both
def test_sums_that_the_marks_do_not_have_are_told_and_both_kept(read: Any) -> None:
    table = [
        ("Ledamot", "Ja", "Nej"),
        ("Alma Askfält (S)", "X", ""),
        ("Bror Brännmo (M)", "", "X"),
        ("Summa", "2", "1"),
    ]
    made = read([[*lines(vote_item(2, 1), top=60), *rows(table, TABLE, top=180)]])
    _, found = facts(made)
    assert (found["vote"][0].yes, len(found["vote"][0].ballots)) == (2, 2)
    assert any("the sum of ja is 2, the marks are 1" in said for said in warnings(made))


# -- near misses


def test_names_and_marks_that_lost_their_rows_give_no_ballots_but_a_warning() -> None:
    listed = [
        "Ledamot",
        "",
        "Ja",
        "",
        *COUNCIL[:6],
        "Resultat",
        "",
        "X",
        "Nej",
        "",
        "Avstår",
        "",
        "X",
        "X",
        "X",
        "X",
        "X",
    ]
    made = source.from_bytes("\n".join([*vote_item(4, 2), "Voteringslista", *listed]).encode(), "a.txt")
    assert ballots(facts(made)[1]) == {}
    line = made.text[: made.text.index("\nX")].count("\n") + 2
    assert any(said.startswith(f"line {line}: a list of votes has lost its rows") for said in warnings(made))


def test_marks_behind_names_without_columns_are_nobodys() -> None:
    listed = ["Ledamot Ja Nej Avstår", "Bo Ek (S) X", "Ida Al (M) X", "Alma Askfält (S) X"]
    made = source.from_bytes("\n".join([*vote_item(2, 1), "Voteringslista", *listed]).encode(), "a.txt")
    assert ballots(facts(made)[1]) == {}


@both
def test_two_marks_in_one_row_are_no_ballot(read: Any) -> None:
    table = [("Ledamot", "Ja", "Nej"), ("Alma Askfält (S)", "X", "X"), ("Bror Brännmo (M)", "", "X")]
    made = read([[*lines(vote_item(0, 1), top=60), *rows(table, TABLE, top=180)]])
    assert ballots(facts(made)[1]) == {"Bror Brännmo": "no"}
    assert any("Alma Askfält has 2 marks" in said for said in warnings(made))


@both
def test_two_votes_behind_one_list_of_names_are_not_read_but_told(read: Any) -> None:
    table = [("Ledamot", "Ja", "Nej", "Ja", "Nej"), ("Alma Askfält (S)", "X", "", "", "X")]
    made = read([[*lines(vote_item(1, 0), top=60), *rows(table, TABLE, top=180)]])
    assert ballots(facts(made)[1]) == {}
    assert any("a table of more votes than one" in said for said in warnings(made))


@both
def test_a_table_of_answers_without_names_is_no_vote(read: Any) -> None:
    table = [("Fråga", "Ja", "Nej"), ("Finns en plan", "X", ""), ("Är den beslutad", "", "X")]
    page = [
        *lines(["§ 40 Uppföljning", "", "Bakgrund", "Enkäten besvarades så:"], top=60),
        *rows(table, TABLE, top=180),
    ]
    made = read([page])
    assert facts(made)[1]["vote"] == []


@both
def test_words_of_options_in_prose_head_no_table(read: Any) -> None:
    page = lines(
        ["§ 40 Budget", "", "Bakgrund", "Ja och nej", "är svar som Alma Askfält (S) och Bror Brännmo (M) ger."]
    )
    assert facts(read([page]))[1]["vote"] == []


# -- the whole


def test_every_quote_is_the_text_and_stands_on_its_page() -> None:
    table, said = marked(COUNCIL[:30])
    pages = [[*HEAD, *rows(TWO_COLUMN_HEAD, [LEFT, RIGHT, 400, 480], top=120)]]
    pages.append(
        [*lines(vote_item(count(said, "yes"), count(said, "no")), top=60), *rows([HEADINGS, *table], TABLE, top=180)]
    )
    read = as_pdf(pages)
    _, found = facts(read)
    vote = found["vote"][0]
    for ballot in vote.ballots:
        quote = read.quote(ballot.at[0])
        assert quote.startswith(ballot.voter.text)
        assert quote.endswith("X")
        assert read.page(ballot.at[0].begin) == 2


def test_the_sample_is_made_again_byte_by_byte(tmp_path: Path) -> None:
    sample_pdf.make(tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == sample_pdf.OUT.read_bytes()


def test_of_a_pdf_and_its_text_the_pdf_counts(tmp_path: Path) -> None:
    data = sample_pdf.OUT.read_bytes()
    (tmp_path / "a.pdf").write_bytes(data)
    (tmp_path / "a.txt").write_text(source.from_bytes(data, "a.pdf", pdf.read_pdf).text, encoding="utf-8")
    built = conductor.build([tmp_path], Options())
    said = {report.name: report.warnings for report in built.reports}
    assert said["a.txt"][-1].endswith("that a.pdf records too: a.pdf counts")
    assert not any(" counts" in warning for warning in said["a.pdf"])
    facts_of = {report.name: report.facts for report in built.reports}
    assert facts_of["a.pdf"] == facts_of["a.txt"]
