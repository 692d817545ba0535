"""Running text in two columns and two pages on one sheet are read one after the other; tables and lists are not."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from kg import document
from kg.files import pdf, source
from tests.pdfs import HEIGHT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Source
    from tests.pdfs import Put

A4, SHEET = (WIDTH, HEIGHT), (HEIGHT, WIDTH)
HALF = HEIGHT / 2
SIZE = 9.0
LEFT, RIGHT = 50.0, 310.0
TOP = 150.0

FIRST = """
§ 4 Cykelvägen längs Norrån

Beslut
Tekniska nämnden beslutar att bygga cykelvägen under nästa år och att ge förvaltningen i uppdrag att lämna en plan för
hur den ska skötas om vintern.

Sammanfattning av ärendet
Förvaltningen har utrett hur en väg kan dras längs ån och vad den kostar att bygga, med hänsyn till att marken där är
sank och att bron vid kvarnen måste bytas ut. Den kan stå färdig till hösten om medel avsätts i nästa års budget och
om de som äger marken ger sitt samtycke i god tid.

Beslutet skickas till
Förvaltningen
"""
SECOND = """
§ 5 Val av ledamot i vattenrådet

Beslut
Tekniska nämnden beslutar att välja Edla Brännmo (S) till ledamot i vattenrådet efter Frej Cedervik (C), som har sagt
ifrån sig uppdraget och som lämnar det vid årets slut.

Reservation
Helge Drakhall (V) reserverar sig mot beslutet till förmån för eget yrkande och menar att valet borde ha väntat till
dess att rådet självt har fått säga vad det behöver.

Beslutet skickas till
Vattenrådet
"""
THIRD = """
§ 6 Taxa för torgplatser

Beslut
Tekniska nämnden beslutar att anta taxan för torgplatser och att den ska gälla från årets början till dess att en ny
har antagits.

Sammanfattning av ärendet
Taxan är gammal och har inte räknats upp sedan den antogs. Avgiften för en plats på torget föreslås bli högre än i
dag, medan den som hyr en plats för hela året får betala mindre än förut.

Beslutet skickas till
Torghandlarna
"""
ROSTER = (
    ("Beslutande", "Alma Askfält (M), ordförande"),
    ("", "Edla Brännmo (S)"),
    ("", "Helge Drakhall (V)"),
    ("Ersättare", "Frej Cedervik (C)"),
    ("Justerare", "Edla Brännmo (S)"),
)
TITLE = [(LEFT, 60.0, "Björknäs kommun"), (LEFT, 75.0, "Tekniska nämnden"), (LEFT, 90.0, "Protokoll 2031-05-12")]


def wrapped(text: str, width: int) -> list[str]:
    """Set text in lines of so many characters; a paragraph is what stands between line breaks that are kept."""
    lines: list[str] = []
    for block in text.strip().split("\n\n"):
        head, _, rest = block.partition("\n")
        lines += ["", *textwrap.wrap(head, width), *textwrap.wrap(rest.replace("\n", " "), width)]
    return lines[1:]


def column(text: str, left: float, *, top: float = TOP, step: float = 12, width: int = 48) -> list[Put]:
    return [(left, top + step * k, line) for k, line in enumerate(wrapped(text, width)) if line]


def table(rows: Sequence[Sequence[str]], places: Sequence[float], top: float, step: float = 12) -> list[Put]:
    return [
        (x, top + step * k, cell) for k, row in enumerate(rows) for x, cell in zip(places, row, strict=True) if cell
    ]


def read(*pages: Sequence[Put], paper: tuple[int, int] = A4) -> Source:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=paper, invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", SIZE)
        for left, down, text in page:
            canvas.drawString(left, paper[1] - down, text)
        canvas.showPage()
    canvas.save()
    return source.from_bytes(out.getvalue(), "protokoll.pdf", pdf.read_pdf)


def shown(found: Source) -> list[str]:
    return [line for line in found.text.replace("\f", "").splitlines() if line]


def in_order(text: str, width: int = 48) -> list[str]:
    return [line for line in wrapped(text, width) if line]


@pytest.mark.parametrize(("step", "lower"), [(12, 0), (12, 5), (13, 0), (14.5, 3)])
def test_columns_of_running_text_are_read_one_after_the_other(step: float, lower: float) -> None:
    """The baselines of the second column may be those of the first, or others."""
    page = [*TITLE, *column(FIRST, LEFT), *column(SECOND, RIGHT, top=TOP + lower, step=step)]
    expected = [text for *_, text in TITLE] + in_order(FIRST) + in_order(SECOND)
    assert shown(read(page)) == expected


def test_drawn_row_by_row() -> None:
    """The order in which a producer draws says nothing."""
    page = sorted([*TITLE, *column(FIRST, LEFT), *column(SECOND, RIGHT)], key=lambda put: (put[1], put[0]))
    assert shown(read(page))[3:] == in_order(FIRST) + in_order(SECOND)


@pytest.mark.parametrize("by_row", [False, True])
@pytest.mark.parametrize("gutter", [6, 10, 30])
def test_three_columns(gutter: float, *, by_row: bool) -> None:
    texts, width = (FIRST, SECOND, THIRD), 30
    wide = max(stringWidth(line, "Helvetica", SIZE) for text in texts for line in wrapped(text, width))
    lefts = [LEFT + k * (wide + gutter) for k in range(3)]
    page = [
        *TITLE, *(put for text, left in zip(texts, lefts, strict=True) for put in column(text, left, width=width))
    ]  # fmt: skip
    if by_row:
        page.sort(key=lambda put: (put[1], put[0]))
    assert shown(read(page))[3:] == [line for text in texts for line in in_order(text, width)]


@pytest.mark.parametrize("gutter", [6, 8, 12])
def test_narrow_gutter_in_rows_that_are_drawn_across(gutter: float) -> None:
    """A gap that is hardly more than a word space is a gutter where words of many rows begin behind it."""
    wide = max(stringWidth(line, "Helvetica", SIZE) for line in wrapped(FIRST, 52))
    page = [*TITLE, *column(FIRST, LEFT, width=52), *column(SECOND, LEFT + wide + gutter, width=52)]
    page.sort(key=lambda put: (put[1], put[0]))
    assert shown(read(page))[3:] == in_order(FIRST, 52) + in_order(SECOND, 52)


def test_heading_above_columns_that_is_too_short_to_reach_over_the_gutter() -> None:
    """What stands in the columns above it is read before it, where no column has such headings of its own."""
    head, *body = FIRST.strip().split("\n\n")
    text = "\n\n".join(body)
    other = "\n\n".join(SECOND.strip().split("\n\n")[1:])
    below = TOP + 12 * len(wrapped(text, 48)) + 30
    page = [
        *TITLE,
        *column(text, LEFT),
        *column(other, RIGHT),
        (LEFT, below, head),
        *column(other, LEFT, top=below + 25),
        *column(text, RIGHT, top=below + 25),
    ]
    expected = [*in_order(text), *in_order(other), head, *in_order(other), *in_order(text)]
    assert shown(read(page))[3:] == expected


def test_heading_within_a_column_is_read_where_it_stands() -> None:
    """Nothing stands beside it by chance, and the other column has such a heading too."""
    left = f"{FIRST}\n{THIRD}"
    at = wrapped(left, 48).index("§ 6 Taxa för torgplatser")
    page = [*TITLE, *column(left, LEFT), *(put for put in column(SECOND * 2, RIGHT) if put[1] != TOP + 12 * at)]
    assert shown(read(page))[3:] == [
        *in_order(left),
        *(line for k, line in enumerate(wrapped(SECOND * 2, 48)) if line and k != at),
    ]


def justified(puts: Sequence[Put], edge: float) -> list[Put]:
    """Put the words of each line that goes on in the next at even distances up to an edge."""
    found: list[Put] = []
    for at, (left, down, text) in enumerate(puts):
        words = text.split()
        if not any(below[0].islower() for *_, below in puts[at + 1 : at + 2]):
            found.append((left, down, text))
            continue
        widths = [stringWidth(word, "Helvetica", SIZE) for word in words]
        space = (edge - left - sum(widths)) / max(len(words) - 1, 1)
        found += [(left + sum(widths[:k]) + k * space, down, word) for k, word in enumerate(words)]
    return found


def test_words_of_justified_lines_are_no_cells() -> None:
    """In a narrow column they stand far apart, evenly, and end at its edge."""
    width = 22
    page = [*TITLE]
    for k, text in enumerate((FIRST, SECOND, THIRD)):
        page += justified(column(text, LEFT + 165 * k, width=width), LEFT + 165 * k + 115)
    expected = [line for text in (FIRST, SECOND, THIRD) for line in in_order(text, width)]
    assert shown(read(page))[3:] == expected


def test_heading_across_parts_the_columns() -> None:
    across = "§ 5 En rubrik som är så lång att den går över båda spalterna på sidan, från kant till kant"
    below = TOP + 12 * len(wrapped(FIRST, 48)) + 30
    page = [
        *TITLE,
        *column(FIRST, LEFT),
        *column(SECOND, RIGHT),
        (LEFT, below, across),
        *column(SECOND, LEFT, top=below + 25),
        *column(FIRST, RIGHT, top=below + 25),
    ]
    expected = [*in_order(FIRST), *in_order(SECOND), across, *in_order(SECOND), *in_order(FIRST)]
    assert shown(read(page))[3:] == expected


def test_header_and_footer_with_two_ends_stay_a_row() -> None:
    edges = [
        (LEFT, 40.0, "Tekniska nämnden"),
        (500.0, 40.0, "Sida 2"),
        (LEFT, 800.0, "Sign"),
        (500.0, 800.0, "2031-05-12"),
    ]
    found = shown(read([*TITLE], [*edges, *column(FIRST, LEFT), *column(SECOND, RIGHT)]))
    assert found[3].split("  ")[0] == "Tekniska nämnden"
    assert found[3].endswith("  Sida 2")
    assert found[-1].endswith("  2031-05-12")
    assert found[4:-1] == in_order(FIRST) + in_order(SECOND)


def test_facts_of_columns_are_those_of_one_column() -> None:
    """Nobody is elected by the other column."""
    head = [*TITLE, *table(ROSTER, (LEFT, 150), 105)]
    one = read([*head, *column(FIRST, LEFT, top=200)], [*column(SECOND, LEFT, top=60)])
    two = read([*head, *column(FIRST, LEFT, top=200), *column(SECOND, RIGHT, top=200)])
    assert facts(two) == facts(one)
    assert facts(two)["appointment"] == [("5", "Edla Brännmo", "Frej Cedervik")]
    assert facts(two)["reservation"] == [("5", "Helge Drakhall")]


def facts(found: Source) -> dict[str, list[tuple[str, ...]]]:
    _, by_kind = document.understand(found)
    return {
        "meeting": [(meeting.body.text, *meeting.dates) for meeting in by_kind["meeting"]],
        "attendance": [(one.person.text, one.role) for one in by_kind["attendance"]],
        "adjuster": [(one.person.text,) for one in by_kind["adjuster"]],
        "decision": [(one.item, *(clause.text for clause in one.clauses)) for one in by_kind["decision"]],
        "appointment": [
            (one.item, one.person.text, one.in_place_of.text if one.in_place_of else "")
            for one in by_kind["appointment"]
        ],
        "notification": [(one.item, one.agent.text) for one in by_kind["notification"]],
        "reservation": [(one.item, *(by.text for by in one.by)) for one in by_kind["reservation"]],
    }


# -- two pages on one sheet


@pytest.mark.parametrize("lower", [0, 5])
def test_two_pages_on_one_sheet_are_two_pages(lower: float) -> None:
    front = [*((x, y, text) for x, y, text in TITLE), *table(ROSTER, (LEFT, 150), 110), *column(FIRST, LEFT, top=200)]
    found = read([*front, *column(SECOND, HALF + LEFT, top=60 + lower)], paper=SHEET)
    assert [page.number for page in found.pages] == [1, 2]
    second = found.text[found.pages[1].span.begin : found.pages[1].span.end]
    assert [line for line in second.splitlines() if line] == in_order(SECOND)


def test_empty_half_at_the_end_is_no_page() -> None:
    sheets = [[*TITLE, *column(FIRST, LEFT), *column(SECOND, HALF + LEFT)], column(FIRST, LEFT)]
    assert [page.number for page in read(*sheets, paper=SHEET).pages] == [1, 2, 3]


# -- what stays beside each other

NAMES = ("Alma Askfält (M)", "Bror Brännmo (S)", "Cilla Cedervik (C)", "Dag Drakhall (V)", "Edla Enbacken (L)")


@pytest.mark.parametrize("paper", [A4, SHEET])
def test_lists_of_names_stay_beside_each_other(paper: tuple[int, int]) -> None:
    rows = [("Beslutande", "Ersättare"), *zip(NAMES, reversed(NAMES), strict=True)]
    found = shown(read([*TITLE, *table(rows, (LEFT, paper[0] / 2 + LEFT), TOP)], paper=paper))
    assert len(found) == 3 + len(rows)
    assert all(left in line and right in line for line, (left, right) in zip(found[3:], rows, strict=True))


@pytest.mark.parametrize("paper", [A4, SHEET])
def test_table_of_votes_stays(paper: tuple[int, int]) -> None:
    middle = paper[0] / 2 + 20
    rows = [
        ("Namn", "Ja", "Nej"),
        *((name, "X" if k % 2 else "", "" if k % 2 else "X") for k, name in enumerate(NAMES)),
    ]
    found = shown(read([*TITLE, *table(rows, (LEFT, middle, middle + 60), TOP)], paper=paper))
    assert all(line.startswith(name) and line.endswith("X") for line, name in zip(found[4:], NAMES, strict=True))


LABELLED = {
    "Ärendet i korthet": "Kommunen sköter vägen till badet hela året om, och den hålls fri från snö på vintern",
    "Förvaltningens syn på saken": "Förvaltningen bedömer att kostnaden ryms inom den ram som nämnden har fått",
    "Skäl": "Vägen används av många och behöver underhåll för att inte bli farlig att gå på.",
}


def test_labels_in_a_wide_column_stand_above_their_text() -> None:
    """A wide column of labels has few lines, which begin where the text beside them does."""
    drawn, expected, at = list(TITLE), [text for *_, text in TITLE], TOP
    for label, text in LABELLED.items():
        lines = wrapped(text, 48)
        drawn += [(LEFT, at, label), *((RIGHT, at + 12 * k, line) for k, line in enumerate(lines))]
        expected += [label, *lines]
        at += 12 * len(lines) + 8
    assert shown(read(drawn)) == expected


def test_labels_in_the_middle_of_sentences_are_left_out_with_the_text_and_told() -> None:
    text = wrapped(FIRST.replace("\n\n", "\n"), 48)
    labels = [(LEFT, TOP + 60 * k, label) for k, label in enumerate(LABELLED)]
    found = read([*TITLE, *labels, *((RIGHT, TOP + 12 * k, line) for k, line in enumerate(text))])
    assert shown(found) == [text for *_, text in TITLE]
    assert found.notes == ("page 1: headings stand beside text, and it is not clear whose it is: both were left out",)


def test_table_of_prose_stays() -> None:
    """Cells of one row begin at one height, however many lines they have."""
    cells = [
        ("Stycket om vägen lyder att kommunen sköter den och att den hålls fri från snö hela vintern", "Stycket utgår"),
        ("Avgiften tas ut en gång om året", "Avgiften tas ut två gånger om året av den som äger marken och i förskott"),
        ("Den som äger marken svarar för att diket är rensat", "Kommunen svarar för diket och för att det är rensat"),
        ("Nämnden får meddela de föreskrifter som behövs för vägen", "Nämnden får meddela de föreskrifter som behövs"),
        (
            "Dessa föreskrifter gäller från årets början och tills vidare",
            "Dessa föreskrifter gäller från mars och ett år",
        ),
    ]
    page = list(TITLE)
    top = TOP
    for left, right in cells:
        parts = [textwrap.wrap(left, 30), textwrap.wrap(right, 30)]
        page += [
            (x, top + 12 * k, line) for x, cell in zip((LEFT, RIGHT), parts, strict=True) for k, line in enumerate(cell)
        ]
        top += 12 * max(map(len, parts)) + 8
    found = shown(read(page))
    assert all(
        any(textwrap.wrap(left, 30)[0] in line and textwrap.wrap(right, 30)[0] in line for line in found)
        for left, right in cells
    )
