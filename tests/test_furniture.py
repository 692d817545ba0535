"""Page headers and footers are found, not deleted."""

from __future__ import annotations

import pytest

from kg.files import source
from kg.lines import furniture
from kg.minutes.segment import segment

HEADER = "Vårdnämnden\nPROTOKOLL\n2031-05-14    {page}(6)\n"
FOOTER = "Justerandens sign          Utdragsbestyrkande\n"
PAGES = [
    "§ 1 Upprop\n\nVårdnämnden beslutar att godkänna uppropet och att\n",
    "lägga listan till handlingarna.\n\n§ 2 Taxa\n\nVårdnämnden beslutar att anta taxan.\n",
    *(f"§ {number} Anmälan\n\nAnmälan noteras.\n" for number in (3, 4, 5, 6)),
]
TEXT = "\n".join(f"{HEADER.format(page=n)}\n{page}\n{FOOTER}" for n, page in enumerate(PAGES, 1))

TEXT_OF_FOUR = "\n".join(f"§ {number} Anmälan\n\nBeslut\nAnmälan noteras.\n{{page}}" for number in (1, 2, 3, 4))


def found(text: str) -> set[str]:
    """Give the lines that are furniture."""
    raw = furniture.raw_lines(text)
    return {raw[i].text for i in furniture.find(raw)}


def test_lines_that_stand_on_every_page_beside_a_page_number_are_furniture() -> None:
    assert {"Vårdnämnden", "PROTOKOLL"} <= found(TEXT)
    assert not any(line.startswith("§") or "beslutar" in line for line in found(TEXT))


def test_furniture_in_the_middle_of_a_sentence_does_not_part_it() -> None:
    minutes = segment(source.from_bytes(TEXT.encode(), "a.txt"))
    block = minutes.items[0].sections[0].blocks[0]
    assert block.text == "Vårdnämnden beslutar att godkänna uppropet och att lägga listan till handlingarna."
    quoted = minutes.source.quote(block.flow.span())
    assert quoted.startswith("Vårdnämnden beslutar")
    assert "Utdragsbestyrkande" in quoted


SLIPPED = """
Hamnnämnden

Reservation

Protokoll nr 4
Sammanträdesdatum: 2031-05-14

Maj Ek (S) reserverar sig mot beslutet.
"""


def test_a_heading_that_slipped_into_the_head_of_a_page_hides_none_of_it() -> None:
    text = TEXT_OF_FOUR.replace("{page}", SLIPPED)
    assert found(text) == {"Hamnnämnden", "Protokoll nr 4", "Sammanträdesdatum: 2031-05-14"}
    sections = [section.kind for section in segment(source.from_bytes(text.encode(), "a.txt")).items[0].sections]
    assert "reservation" in sections


def test_a_recipient_above_a_heading_is_no_head_of_a_page() -> None:
    once = TEXT_OF_FOUR.replace("{page}", SLIPPED, 1).replace("{page}", "")
    assert "Hamnnämnden" not in found(once + "\nProtokoll nr 4\n")


def test_furniture_is_a_span_of_the_text() -> None:
    minutes = segment(source.from_bytes(TEXT.encode(), "a.txt"))
    assert {minutes.source.quote(span) for span in minutes.furniture} == found(TEXT)


def test_one_page_has_no_furniture() -> None:
    assert found("Vårdnämnden\n2031-05-14\n1(1)\n\n§ 1 Upprop\n") == set()


def test_what_says_something_of_its_paragraph_is_never_furniture() -> None:
    repeated = TEXT.replace("\nJusterandens", "\nParagrafen är justerad\n\nJusterandens")
    assert "Paragrafen är justerad" not in found(repeated)


def test_prose_beside_a_page_number_is_no_furniture() -> None:
    assert not any("godkänna" in line for line in found(TEXT))


def test_a_diary_number_between_date_and_page_number_hides_no_page() -> None:
    text = TEXT.replace("2031-05-14    ", "2031-05-14    Dnr HSN 5-2031    ")
    raw = furniture.raw_lines(text)
    pages = furniture.pages(source.from_bytes(text.encode(), "a.txt"), raw, furniture.find(raw))
    assert [page.number for page in pages] == [1, 2, 3, 4, 5, 6]


def test_without_form_feeds_the_pages_are_those_the_furniture_prints() -> None:
    read = source.from_bytes(TEXT.encode(), "a.txt")
    raw = furniture.raw_lines(read.text)
    pages = furniture.pages(read, raw, furniture.find(raw))
    assert [page.number for page in pages] == [1, 2, 3, 4, 5, 6]
    assert "§ 1" in read.quote(pages[0].span)
    assert "§ 2" in read.quote(pages[1].span)


def test_the_last_page_runs_to_the_end_of_the_text() -> None:
    read = source.from_bytes(TEXT.encode(), "a.txt")
    raw = furniture.raw_lines(read.text)
    assert "§ 6" in read.quote(furniture.pages(read, raw, furniture.find(raw))[-1].span)


def test_a_number_at_the_foot_closes_its_page() -> None:
    text = "\n".join(f"{'Löpande text. ' * 40}\n\nSida {n} av 3\n" for n in (1, 2, 3))
    read = source.from_bytes(text.encode(), "a.txt")
    raw = furniture.raw_lines(read.text)
    pages = furniture.pages(read, raw, furniture.find(raw))
    assert [page.number for page in pages] == [1, 2, 3]
    assert read.quote(pages[1].span).rstrip().endswith("Sida 2 av 3")


def test_form_feeds_come_before_what_furniture_prints() -> None:
    read = source.from_bytes(TEXT.replace(HEADER.format(page=2), "\f" + HEADER.format(page=2)).encode(), "a.txt")
    assert furniture.pages(read, furniture.raw_lines(read.text), frozenset()) == read.pages


def test_a_passage_knows_its_page_also_where_no_form_feed_is_left() -> None:
    minutes = segment(source.from_bytes(TEXT.encode(), "a.txt"))
    assert [minutes.source.page(item.span.begin) for item in minutes.items] == [1, 2, 3, 4, 5, 6]


WIDE = """
EKSTAD                                        Protokoll                                          {page}(3)
KOMMUN                                        Sammanträdesdatum
Hamnnämnden                                   2031-05-14

Sn § {number}/2031

Anmälan

Beslut
Anmälan noteras.
"""


def test_a_page_head_set_in_columns_is_wide_by_its_white_space_only() -> None:
    text = "".join(WIDE.format(page=page, number=page + 20) for page in (1, 2, 3))
    assert {line.split(" ")[0] for line in found(text)} == {"EKSTAD", "KOMMUN", "Hamnnämnden"}
    minutes = segment(source.from_bytes(text.encode(), "a.txt"))
    assert [item.number for item in minutes.items] == ["21", "22", "23"]


def test_a_list_that_counts_its_entries_is_no_furniture() -> None:
    text = "\n".join(f"Del av avtalet {n}(3)\n\nEtt avtal om kaj nummer {n} i hamnen.\n" for n in (1, 2, 3))
    assert found(text) == set()


def test_the_day_of_a_page_with_the_same_number_is_the_same_furniture() -> None:
    words = ("Kajen lagas.", "Fyren målas.", "Slipen rivs.", "Bryggan byggs.", "Piren säljs.")
    pages = [
        f"4 mars 2031                 sid {n} av 5\n\n§ {n} Anmälan\n\n{said}\n" for n, said in enumerate(words, 1)
    ]
    text = "\f".join(pages)
    read = source.from_bytes(text.encode(), "a.txt")
    assert len(segment(read).furniture) == 5


def test_a_document_whose_pages_begin_like_the_first_has_furniture_without_numbers() -> None:
    text = "Hamnnämnden\n2031-05-14\n\n§ 1 Upprop\n\nHamnnämnden\n2031-05-14\n\nUppropet godkänns.\n\nHamnnämnden\n"
    raw = furniture.raw_lines(text)
    assert sorted(furniture.find(raw)) == [5, 6]


def test_the_second_of_two_pages_begins_like_the_first() -> None:
    text = "Hamnnämnden nr 4\n\n§ 1 Upprop\n\nUpprop noteras.\n\fHamnnämnden nr 4\n\n§ 2 Taxa\n\nTaxan antas.\n"
    assert len(segment(source.from_bytes(text.encode(), "a.txt")).furniture) == 2
    other = text.replace("\fHamnnämnden nr 4", "\fHamnfogden nr 4")
    assert segment(source.from_bytes(other.encode(), "a.txt")).furniture == ()


def test_the_name_of_a_body_with_the_word_protokoll_behind_a_comma_is_furniture() -> None:
    text = TEXT_OF_FOUR.replace("{page}", "\nEkstads kommun Hamnnämnden, protokoll\n")
    assert found(text) == {"Ekstads kommun Hamnnämnden, protokoll"}
    assert found(text.replace("Hamnnämnden, protokoll", "Hamnnämndens protokoll")) == set()


FEET = (
    "Kontakta oss",
    "Kontakta oss\nEkefors kommun\nTorget 1\n123 45 Ekefors\nTelefon: 0123-45 67 89\ninfo@ekefors.se\nOrg.nr 212-0",
    "Hjälpte informationen på sidan dig?\nJa Nej\nSidan senast uppdaterad: 2025-03-20",
    "Dela sidan\nFölj oss på Facebook\nOm webbplatsen | Tillgänglighetsredogörelse | Om cookies\n© Ekefors kommun",
    "Till toppen\nKontaktcenter\nBesöksadress: Torget 1\nhttps://www.ekefors.se/protokoll 4/4",
)
MENUS = (
    "Start Sök",
    "Hoppa till innehåll\nMeny\nStart / Kommun & politik / Protokoll",
    "Lyssna\nLogga in\nDu är här: Protokoll",
)


@pytest.mark.parametrize("menu", MENUS)
@pytest.mark.parametrize("foot", FEET)
def test_the_menu_and_the_foot_of_a_printed_web_page_are_furniture(menu: str, foot: str) -> None:
    """And nothing of the minutes is: what is told last stays."""
    own = (
        "Kommunstyrelsen i Ekefors kommun",
        "§ 1 Taxa",
        "Beslut",
        "Nämnden antar taxan.",
        "Skickas till",
        "Vattenrådet",
    )
    raw = furniture.raw_lines("\n".join((menu, *own, foot)))
    found = furniture.find(raw)
    assert tuple(line.text for at, line in enumerate(raw) if at not in found) == own


@pytest.mark.parametrize(
    ("foot", "head"),
    [
        ("https://www.ekefors.se/protokoll/2025 1/2", "2025-03-20 15:13   Protokoll"),
        ("Sida 1 av 4 https://www.ekefors.se/protokoll", "11/29/26, 3:13 PM"),
        ("file:///C:/protokoll.html 2/3", "29/11/2026, 15:13 Protokoll"),
    ],
)
def test_what_a_browser_prints_at_the_edges_is_furniture(foot: str, head: str) -> None:
    raw = furniture.raw_lines(f"{head}\nNämnden antar\n{foot}\n\f{head}\ntaxan.\n{foot}\n")
    assert [raw[at].text for at in sorted(furniture.find(raw))] == [head, foot, head, foot]


def test_the_day_and_time_of_a_meeting_are_none() -> None:
    raw = furniture.raw_lines("2025-03-12, 13.00\nKommunstyrelsen\nKontakt med vården\n")
    assert not furniture.find(raw)
