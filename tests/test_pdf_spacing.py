"""White space between the rows of a PDF: the distance of lines is learnt from the document, which may have several."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate, Spacer, Table

from kg.files import pdf, pdf_rows, source
from kg.files.pdf_rows import Piece
from kg.lines import reading
from kg.minutes import segment
from tests import forms
from tests.forms import h1, h2, p
from tests.pdfs import Put
from tests.pdfs import pdf as make
from tests.test_differential import TOP, by_chromium, values
from tests.test_formats import facts

SIZE = 11
FULL = "Kommunstyrelsen lämnar ärendet till nämnden som ska utreda det och svara inom"
HEAD = ["Beslutande", "Gunborg Alsterdal (S)", "Tage Wikmyr (M)", "Siv Holmtorp (C)", "Ebba Furulid (S)", "Maj Rönn"]


def put(*blocks: tuple[float, list[str]]) -> list[Put]:
    """Put lines below each other, each block's at its distance; an empty one is as much white space."""
    down = 60.0
    found: list[Put] = []
    for distance, texts in blocks:
        for text in texts:
            down += distance
            if text:
                found.append((70, down, text))
    return found


def written(*blocks: tuple[float, list[str]]) -> list[str]:
    return pdf.read_pdf(make([put(*blocks)], size=SIZE), "a.pdf")[0].split("\n")[:-1]


@pytest.mark.parametrize("leading", [1.5, 1.8, 2.0, 2.5])
def test_lines_further_apart_than_those_of_the_head_are_lines_of_one_paragraph(leading: float) -> None:
    body = [FULL, "tre månader, så att fullmäktige kan ta ställning.", FULL, "en månad."]
    assert written((12.5, HEAD), (3 * 12.5, [""]), (leading * 12.5, body)) == [*HEAD, "", *body]


def test_more_space_than_that_of_the_lines_is_a_blank_line_there_too() -> None:
    first, second = [FULL, "tre månader."], [FULL, "en månad."]
    assert written((12.5, HEAD), (40, [""]), (22, first), (12, [""]), (22, second)) == [
        *HEAD, "", *first, "", *second,
    ]  # fmt: skip


def test_where_lines_stand_closer_the_distance_of_others_is_white_space() -> None:
    """A blank line in single spacing is as wide as a line in double spacing."""
    head = [*HEAD[:4], "", *HEAD[4:]]
    body = [FULL, "tre månader, så att fullmäktige kan ta ställning.", FULL, "en månad."]
    assert written((12.5, head), (40, [""]), (25, body)) == [*head, "", *body]


def test_short_lines_apart_are_paragraphs_of_their_own() -> None:
    """No sentence goes on over that distance: it may be white space between points."""
    points = ["att anta taxan,", "att uppdra åt nämnden att följa den, samt", "att ärendet är klart."]
    told = [line for point in points for line in (point, "")][:-1]
    assert written((12.5, HEAD), (40, [""]), (25, points)) == [*HEAD, "", *told]


def test_a_point_goes_on_beside_its_bullet() -> None:
    """A point has the height of its bullet, which may be set smaller."""
    rows = [Piece(70, 200, 800 - 13 * k, 12, text) for k, text in enumerate(HEAD)]
    rows += [Piece(70, 500, 680, 10, "2. att uppdra åt nämnden att ta fram"), Piece(90, 130, 655, 12, "förslag")]
    text, _ = pdf_rows.write([pdf_rows.rows_of(rows)])
    assert text.splitlines()[-2:] == ["2. att uppdra åt nämnden att ta fram", "förslag"]


def test_a_page_ends_in_the_middle_of_a_sentence() -> None:
    """What is blank at the edge of a page parts nothing, whether or not a header stands there."""
    head = ["Ekefors kommun", "Kommunstyrelsen 2025-03-12", "", "§ 1 Taxa", "", "Beslut"]
    first = [(70.0, 60 + 14.0 * k, text) for k, text in enumerate(head) if text]
    lines = ["Kommunstyrelsen beslutar att uppdra åt barn- och utbildningsnämnden att", "utreda taxan för bad."]
    pages = [[*first, (70.0, 160.0, lines[0])], [(70.0, 60.0, lines[1]), (70.0, 90.0, "§ 2 Upprop")]]
    minutes = segment.segment(source.from_bytes(make(pages, size=SIZE), "a.pdf", pdf.read_pdf))
    (block,) = reading.paragraphs(minutes.items[0].sections[0].lines, 80)
    assert block.flow.text == " ".join(lines)


# -- the same facts, however the lines are set


def ranged(block: forms.Block) -> forms.Block:
    last = (("Paragrafer",), ("§§ 31–35",))
    return replace(block, rows=tuple(last if row[0] == last[0] else row for row in block.rows))


MINUTES = (
    *map(ranged, forms.MINUTES),
    h1("§ 34 Svar på motion om gratis bad för barn"),
    p("Dnr KS 2024/871"),
    h2("Beslut"),
    p("Kommunstyrelsen föreslår kommunfullmäktige besluta"),
    p("att avslå motionen."),
    h2("Reservation"),
    p("Siv Holmtorp (C) och Arvid Kärrstrand (V) reserverar sig mot beslutet till förmån för eget yrkande."),
    h2("Ärendebeskrivning"),
    p(
        "Siv Holmtorp (C) har den 14 oktober 2024 lämnat en motion om gratis bad för barn. Kommunfullmäktige beslutade "
        "den 28 oktober 2024, § 142, att remittera motionen till kommunstyrelsen för beredning. Barn- och "
        "utbildningsnämnden har den 21 januari 2025, § 7, yttrat sig."
    ),
    h1("§ 35 Val av ledamot i styrelsen för Stiftelsen Ekefors Hembygdsmuseum"),
    p("Dnr KS 2025/64"),
    h2("Beslut"),
    p("Kommunstyrelsen beslutar"),
    p(
        "att välja Sixten Backe (M) till ledamot i styrelsen för Stiftelsen Ekefors Hembygdsmuseum till och med den 31 "
        "december 2026 efter Nils Tornevik (S), samt"
    ),
    p("att uppdra åt kommundirektören att senast den 30 april 2025 återkomma med förslag till åtgärder för vården."),
    h2("Beslutet skickas till"),
    p("Sixten Backe"),
    p("Stiftelsen Ekefors Hembygdsmuseum"),
)
EXPECTED = values(facts(forms.as_text(MINUTES), ".txt"))


def spaced(leading: float, gap: float, size: float, head: float | None) -> bytes:
    """Set the minutes at a leading, with so many lines between paragraphs; the head in a table, or typed at its own."""
    body = ParagraphStyle("body", fontSize=size, leading=leading * size, spaceAfter=gap * size)
    large = ParagraphStyle("large", parent=body, fontSize=size + 4, leading=leading * (size + 4))
    typed = ParagraphStyle("typed", fontSize=size, leading=(head or 1) * size)
    story: list[Any] = []
    for block in MINUTES:
        top = head is not None and not any(isinstance(one, Paragraph) and one.text.startswith("§") for one in story)
        match block.kind:
            case "ul" | "ol":
                kind = {"bulletType": "bullet"} if block.kind == "ul" else {"bulletType": "1", "bulletFormat": "%s."}
                story.append(ListFlowable([Paragraph(point, body) for point in block.points], **kind))
            case "table" if top:
                for row in block.rows:
                    story += [Paragraph(line, typed) for cell in row for line in cell]
                    story.append(Spacer(1, typed.leading))
            case "table":
                story.append(Table([["\n".join(cell) for cell in row] for row in block.rows], hAlign="LEFT", style=TOP))
            case kind:
                story.append(Paragraph(block.text, large if kind == "h1" else body))
    out = io.BytesIO()
    SimpleDocTemplate(out, invariant=1).build(story)
    return out.getvalue()


@pytest.mark.parametrize("size", [10, 14])
@pytest.mark.parametrize("gap", [0, 0.5, 1])
@pytest.mark.parametrize("leading", [1.0, 1.15, 1.5, 2.0, 2.5])
def test_any_leading_gives_the_same_facts(leading: float, gap: float, size: float) -> None:
    assert values(facts(spaced(leading, gap, size, None), ".pdf")) == EXPECTED


@pytest.mark.parametrize("gap", [0, 1.15])
@pytest.mark.parametrize("leading", [1.5, 2.0, 2.3])
def test_a_head_in_single_spacing_gives_the_same_facts(leading: float, gap: float) -> None:
    assert values(facts(spaced(leading, gap, 12, 1.15), ".pdf")) == EXPECTED


@pytest.mark.parametrize(("height", "margin"), [(1.2, "0"), (1.6, "1em 0"), (2, "0.5em 0"), (2.5, "0"), (2.5, "1em 0")])
def test_any_line_height_of_a_browser_gives_the_same_facts(height: float, margin: str, tmp_path: Any) -> None:
    css = f"body {{ font-size: 16px }} p, li, h1 {{ line-height: {height} }} p, ul, ol, li {{ margin: {margin} }}"
    assert values(facts(by_chromium(tmp_path, MINUTES, css), ".pdf")) == EXPECTED
