"""One set of invented minutes, rendered by several programs: the same facts, whatever made the file."""

from __future__ import annotations

import io
import shutil
import subprocess
import textwrap
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate, Table

from tests import forms
from tests.test_formats import facts, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TOP = [("VALIGN", (0, 0), (-1, -1), "TOP")]
WIDTHS = (60, 66, 72, 80, 90, 100, 120)


def values(listed: Sequence[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Give the facts of the kinds that are the document's own words, not its layout."""
    return [(kind, fact) for kind, fact in listed if kind != "meeting"]


@cache
def expected() -> list[tuple[str, Any]]:
    """Give the facts of the minutes as plain text."""
    return values(plain_text())


def tool(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"{' or '.join(names)} is not installed")
    return found


def run(*command: str | Path) -> None:
    subprocess.run([str(one) for one in command], check=True, capture_output=True, timeout=120)


def by_chromium(folder: Path, blocks: Sequence[forms.Block] = forms.MINUTES, css: str = "", *, body: str = "") -> bytes:
    browser = tool("chromium", "chromium-browser", "google-chrome")
    # Where a page ends differs from one version of the browser to the next: a table of votes stays whole.
    whole = "table { break-inside: avoid }"
    page = f"<meta charset='utf-8'><style></style>{body}".encode() if body else forms.as_html(blocks)
    page = page.replace(b"</style>", f"{whole} {css}</style>".encode(), 1)
    (folder / "a.html").write_bytes(page)
    options = ("--headless", "--no-sandbox", "--disable-gpu")
    run(
        browser, *options, f"--user-data-dir={folder}/user", f"--print-to-pdf={folder}/a.pdf", f"file://{folder}/a.html"
    )
    return (folder / "a.pdf").read_bytes()


def by_libreoffice(folder: Path) -> bytes:
    office = tool("soffice", "libreoffice")
    (folder / "a.docx").write_bytes(forms.as_docx())
    run(office, f"-env:UserInstallation=file://{folder}/user", "--headless", "--convert-to", "pdf", "--outdir", folder,
        folder / "a.docx")  # fmt: skip
    return (folder / "a.pdf").read_bytes()


def by_reportlab(_folder: Path) -> bytes:
    body = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=6)
    first = ParagraphStyle("first", parent=body, fontName="Helvetica-Bold", fontSize=14, leading=18, spaceBefore=14)
    second = ParagraphStyle("second", parent=body, fontName="Helvetica-Bold", spaceBefore=6)
    story: list[Any] = []
    for block in forms.MINUTES:
        match block.kind:
            case "ul" | "ol":
                kind = {"bulletType": "bullet"} if block.kind == "ul" else {"bulletType": "1", "bulletFormat": "%s."}
                story.append(ListFlowable([Paragraph(point, body) for point in block.points], **kind))
            case "table":
                story.append(Table([["\n".join(cell) for cell in row] for row in block.rows], hAlign="LEFT", style=TOP))
            case kind:
                story.append(Paragraph(block.text, {"h1": first, "h2": second}.get(kind, body)))
    out = io.BytesIO()
    SimpleDocTemplate(out, invariant=1).build(story)
    return out.getvalue()


PRODUCERS = {"chromium": by_chromium, "libreoffice": by_libreoffice, "reportlab": by_reportlab}


@pytest.fixture(scope="module", params=PRODUCERS)
def pdf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return PRODUCERS[request.param](tmp_path_factory.mktemp(request.param))


def test_a_pdf_gives_the_same_facts(pdf: bytes) -> None:
    assert values(facts(pdf, ".pdf")) == expected()


CENTRED = ("", "td { padding: 8px }", "td { padding: 0 12px } table { border-spacing: 0 }", "body { line-height: 2 }")


@pytest.mark.parametrize("css", CENTRED)
def test_labels_in_the_middle_of_several_cells_give_the_same_facts(tmp_path: Path, css: str) -> None:
    blocks = list(forms.MINUTES)
    more = {"Beslutande ledamöter": "Pär Ask (C)", "Övriga närvarande": "Karin Modig, kanslichef"}
    rows = ((label, (*cell, *filter(None, [more.get(label[0])]))) for label, cell in blocks[2].rows)
    blocks[2] = replace(blocks[2], rows=tuple(rows))
    wanted = values(facts(forms.as_text(blocks), ".txt"))
    assert values(facts(by_chromium(tmp_path, blocks, f"td {{ vertical-align: middle }} {css}"), ".pdf")) == wanted


@pytest.mark.parametrize("layout", [True, False])
def test_what_pdftotext_makes_of_it_gives_the_same_facts(
    pdf: bytes, tmp_path: Path, request: pytest.FixtureRequest, *, layout: bool
) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf)
    run(tool("pdftotext"), *(["-layout"] if layout else []), tmp_path / "a.pdf", tmp_path / "a.txt")
    if not layout and request.node.callspec.params["pdf"] == "chromium":
        pytest.xfail("not yet: without -layout the labels of this table stand apart from their values")
    found, wanted = values(facts((tmp_path / "a.txt").read_bytes(), ".txt")), expected()
    if not layout:  # the marks of a table have lost their columns: no ballot is read, and none is invented
        found, wanted = ([one for one in listed if one[0] != "vote"] for listed in (found, wanted))
    assert found == wanted


@pytest.mark.parametrize("width", WIDTHS)
def test_text_wrapped_at_any_width_gives_the_same_facts(width: int) -> None:
    lines = (
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) if "  " not in line else line
        for line in forms.as_text().decode().split("\n")
    )
    assert values(facts("\n".join(lines).encode(), ".txt")) == expected()


LABELLED = {"Beslut", "Ärendet", "Yrkanden", "Omröstning", "Reservation", "Beslutet skickas till", "Beslutsunderlag"}


@pytest.mark.parametrize("width", [8, 9, 10, 11, 14, 24])
def test_headings_in_a_column_beside_points_give_the_same_facts(width: int) -> None:
    """In a narrow column words are cut; what is left of a heading stands right below, where the text is shorter."""
    lines: list[str] = []
    label: list[str] = []
    begun = False
    for line in forms.as_text().decode().split("\n"):
        if line in LABELLED:
            label, lines, begun = textwrap.wrap(line, width), [*lines, *label], False
        elif line.startswith(("§", "Dnr")) or not any(text.startswith("§") for text in lines):
            label, lines = [], [*lines, *label, line]
        elif line:
            begun = True
            for part in textwrap.wrap(line, 90) if "   " not in line else [line]:
                lines.append(f"{label.pop(0) if label else '':{width + 4}}{part}")
        else:
            lines.append(label.pop(0) if label and begun else "")
    assert values(facts("\n".join(lines).encode(), ".txt")) == expected()


COLUMN = """
Ekefors kommun
Kommunstyrelsen 2025-03-12

Beslutande
Gunborg Alsterdal (S), ordförande
Siv Holmtorp (C)

§ 31 Taxa för torg

Beslut             Kommunstyrelsen beslutar
                   att anta taxan, samt

                   att uppdra åt samhällsbyggnadsnämnden att se över den.
Sammanfattning     Taxan är från 2019. Nämnden har räknat om den.
av ärendet
                   Tjänsteskrivelse, 2025-02-27
Beslutsunderlag
                   Taxa 2025
Reservation        Siv Holmtorp (C) reserverar sig mot beslutet.

Beslutet           Samhällsbyggnadsnämnden
skickas till
                   Torghandlarna i Ekefors

§ 32 Upprop

Beslut             Kommunstyrelsen beslutar
                   att godkänna uppropet.
"""


DOWN = """
Ekefors kommun
Kommunstyrelsen 2025-03-12

Beslutande
Gunborg Alsterdal (S), ordförande
Siv Holmtorp (C)

§ 31 Taxa för torg

Beslut
Kommunstyrelsen beslutar
att anta taxan, samt
att uppdra åt samhällsbyggnadsnämnden att se över den.

Sammanfattning av ärendet
Taxan är från 2019. Nämnden har räknat om den.

Beslutsunderlag
Tjänsteskrivelse, 2025-02-27
Taxa 2025

Reservation
Siv Holmtorp (C) reserverar sig mot beslutet.

Beslutet skickas till
Samhällsbyggnadsnämnden
Torghandlarna i Ekefors

§ 32 Upprop

Beslut
Kommunstyrelsen beslutar
att godkänna uppropet.
"""


def test_headings_in_a_column_of_their_own_are_read_with_the_text_beside_them() -> None:
    across, down = (facts(text.encode(), ".txt") for text in (COLUMN, DOWN))
    assert across == down
    assert [kind for kind, _ in across].count("notification") == 2
