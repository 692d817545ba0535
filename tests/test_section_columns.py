"""Columns that each section has of its own, below its heading: read section by section; torn sentences are refused."""

from __future__ import annotations

import pytest

from kg.errors import SourceError
from kg.files import source
from kg.minutes import intake, segment
from tests.test_pdf_columns import LEFT, ROSTER, TITLE, facts, read, shown, wrapped

TEXT = """
§ 4 Cykelvägen längs Norrån

Beslut
Tekniska nämnden beslutar att bygga cykelvägen under nästa år och att ge förvaltningen i uppdrag att lämna en plan för
hur den ska skötas om vintern.

Sammanfattning av ärendet
Förvaltningen har utrett hur en väg kan dras längs ån och vad den kostar att bygga, med hänsyn till att marken där är
sank och att bron vid kvarnen måste bytas ut.

Reservation
Helge Drakhall (V) reserverar sig mot beslutet till förmån för sitt eget yrkande.

Beslutet skickas till
Förvaltningen

§ 5 Val av ledamot i vattenrådet

Beslut
Tekniska nämnden beslutar att välja Edla Brännmo (S) till ledamot i vattenrådet efter Frej Cedervik (C), som har sagt
ifrån sig uppdraget.

Sammanfattning av ärendet
Rådet har fem ledamöter, av vilka två väljs av nämnden för fyra år i taget med början det år då allmänna val hålls.
"""
LISTS = {"Förvaltningen": ["Förvaltningen", "Vattenrådet", "Byalaget", "Länsstyrelsen"]}
HEADS = ("§", "Beslut", "Sammanfattning", "Reservation")


def sections(width: int) -> list[tuple[str, list[str]]]:
    """Give the headings of the text and the lines below each, wrapped."""
    found: list[tuple[str, list[str]]] = []
    for line in wrapped(TEXT, width):
        if line.startswith("§") or line in {
            "Beslut",
            "Sammanfattning av ärendet",
            "Reservation",
            "Beslutet skickas till",
        }:
            found.append((line, []))
        elif line:
            found[-1][1].extend(LISTS.get(line, [line]))
    return found


def columns(lines: list[str], count: int) -> list[list[str]]:
    high = -(-len(lines) // count)
    return [lines[at : at + high] for at in range(0, len(lines), high)]


def put(count: int, width: int, step: float) -> list[tuple[float, float, str]]:
    """Set each section in columns of one height below its heading."""
    top, page = 130.0, list(TITLE)
    for head, lines in sections(width):
        page.append((LEFT, top, head))
        parted = columns(lines, count) if lines else []
        page += [
            (LEFT + at * 500 / count, top + 15 + 12 * row, line)
            for at, column in enumerate(parted)
            for row, line in enumerate(column)
        ]
        top += 15 + 12 * max(map(len, parted), default=0) + step
    return page


def beside(count: int, width: int) -> str:
    rows = []
    for head, lines in sections(width):
        rows += ["", head]
        for row in range(len(columns(lines, count)[0]) if lines else 0):
            cells = [column[row] if row < len(column) else "" for column in columns(lines, count)]
            rows.append("".join(cell.ljust(width + 4) for cell in cells).rstrip())
    return "\n".join(rows)


@pytest.mark.parametrize("step", [4, 10])
@pytest.mark.parametrize(("count", "width"), [(2, 46), (3, 30)])
def test_each_section_has_columns_of_its_own(count: int, width: int, step: float) -> None:
    """Lists too: that sentences go on in the next column elsewhere says so."""
    expected = [line for head, lines in sections(width) for line in (head, *lines)]
    assert shown(read(put(count, width, step)))[3:] == expected


@pytest.mark.parametrize(("count", "width"), [(2, 46), (3, 30)])
def test_each_section_of_a_text_has_columns_of_its_own(count: int, width: int) -> None:
    top = "\n".join(["Björknäs kommun", "Tekniska nämnden", "Protokoll 2031-05-12", *(f"{a:16}{b}" for a, b in ROSTER)])
    down = "\n".join(line for head, lines in sections(width) for line in ("", head, *lines))
    found = facts(source.from_bytes(f"{top}\n\f{beside(count, width)}".encode(), "protokoll.txt"))
    assert found == facts(source.from_bytes(f"{top}\n\f{down}".encode(), "protokoll.txt"))


def test_lists_below_headings_are_no_columns_where_no_sentence_says_so() -> None:
    """Two lists of names stand side by side below a heading; rows of a table do too."""
    page = list(TITLE)
    for at, head in enumerate(("Beslut", "Beslutsunderlag", "Beslutet skickas till")):
        page += [(LEFT, 130 + 60 * at, head)]
        page += [(LEFT + 250 * k, 145 + 60 * at + 12 * row, f"Avgift {row}{k}") for k in (0, 1) for row in (0, 1)]
    assert "Avgift 00" in shown(read(page))[4]
    assert "Avgift 01" in shown(read(page))[4]


TORN = """Björknäs kommun
Tekniska nämnden
Protokoll 2031-05-12

Beslutande
Alma Askfält (M), ordförande
Helge Drakhall (V)

§ 4 Cykelvägen längs Norrån

Beslut
Tekniska nämnden beslutar att bygga cykelvägen under nästa
år.
{first}
§ 5 Taxa för torgplatser

Beslut
Tekniska nämnden beslutar att anta taxan.

Sammanfattning av ärendet
Taxan är gammal och har inte räknats upp sedan den{break_}
"""


def torn(first: str, break_: str) -> str:
    text = TORN.format(first=first, break_=break_)
    read_ = source.from_bytes(text.encode(), "protokoll.txt")
    try:
        return intake.other(segment.segment(read_), read_)
    except SourceError as problem:
        return str(problem)


@pytest.mark.parametrize("first", ["antogs av fullmäktige förra hösten.", "antogs. Avgiften för en plats är låg."])
def test_sentence_that_goes_on_elsewhere_shows_that_the_text_is_out_of_order(first: str) -> None:
    assert "goes on with a sentence that stands elsewhere" in torn(first, "")


@pytest.mark.parametrize(
    "first",
    [
        "",
        "att ge förvaltningen i uppdrag att bygga den.",
        "samt att anslå medel.",
        "bl.a. ska bron bytas.",
        "(M) och (V) var eniga.",
        "• förvaltningen bygger.",
    ],
)
def test_what_adds_to_a_sentence_shows_nothing(first: str) -> None:
    assert not torn(first, "")


def test_slip_of_a_capital_alone_shows_nothing() -> None:
    assert not torn("därefter byggs bron.", "\nantogs.")


def test_heading_of_a_paragraph_above_those_present_shows_it_too() -> None:
    text = TORN.format(first="", break_="\nantogs.").replace(
        "Beslutande\n", "Beslutet skickas till\nAkten\n\nBeslutande\n"
    )
    read_ = source.from_bytes(text.encode(), "protokoll.txt")
    with pytest.raises(SourceError, match="above those present"):
        intake.other(segment.segment(read_), read_)


def test_front_page_in_two_columns_of_labels_with_their_lists() -> None:
    """No office of one column is that of who stands beside it in the other."""
    left = ["Plats och tid", "Rådhuset, kl. 13.00-15.00", "", "Beslutande", "Alma Askfält (M), ordförande"]
    left += ["Edla Brännmo (S)", "Helge Drakhall (V)", "", "Ersättare", "Frej Cedervik (C)"]
    right = ["Övriga närvarande", "Siv Dahl, kanslichef", "", "Justeringens plats och tid", "Rådhuset, 2031-05-14", ""]
    right += ["Underskrifter", "Sekreterare", "Siv Dahl", "Ordförande", "Alma Askfält"]
    page = [*TITLE, *((LEFT, 130 + 12 * at, line) for at, line in enumerate(left) if line)]
    page += [(310.0, 136 + 12 * at, line) for at, line in enumerate(right) if line]
    assert shown(read(page))[3:] == [*filter(None, left), *filter(None, right)]
