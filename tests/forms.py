"""One set of invented minutes written as Word, web page, Markdown and plain text, for tests of the readers."""

from __future__ import annotations

import io
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import docx

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Block:
    """A part of a document: `kind` is h1, h2, p, ul, ol or table; a table's rows hold cells of one or more lines."""

    kind: str
    text: str = ""
    points: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, ...], ...], ...] = ()


def h1(text: str) -> Block:
    return Block("h1", text)


def h2(text: str) -> Block:
    return Block("h2", text)


def p(text: str) -> Block:
    return Block("p", text)


def ul(*points: str) -> Block:
    return Block("ul", points=points)


def ol(*points: str) -> Block:
    return Block("ol", points=points)


def table(*rows: Sequence[str | tuple[str, ...]]) -> Block:
    return Block("table", rows=tuple(tuple((c,) if isinstance(c, str) else c for c in row) for row in rows))


MINUTES = (
    h1("Kommunstyrelsen i Ekefors kommun"),
    p("Sammanträde 2025-03-12"),
    table(
        ("Plats och tid", "Sessionssalen, Ekefors kommunhus, kl. 13.00–15.40"),
        (
            "Beslutande ledamöter",
            (
                "Gunborg Alsterdal (S), ordförande",
                "Tage Wikmyr (M), 1:e vice ordförande",
                "Siv Holmtorp (C)",
                "Arvid Kärrstrand (V) ersätter Moa Ljungdala (V)",
            ),
        ),
        ("Ej tjänstgörande ersättare", ("Ebba Furulid (S)", "Sixten Backe (M)")),
        ("Övriga närvarande", ("Maj Rönnholt, kommundirektör", "Otto Videgren, sekreterare")),
        ("Justerare", "Tage Wikmyr (M)"),
        ("Paragrafer", "§§ 31–33"),
    ),
    h1("§ 31 Detaljplan för Norra hamnen"),
    p("Dnr KS 2024/118"),
    h2("Beslut"),
    p("Kommunstyrelsen föreslår kommunfullmäktige besluta"),
    ol(
        "att anta detaljplanen för Norra hamnen", "att uppdra åt samhällsbyggnadsnämnden att ta fram en trafikutredning"
    ),
    h2("Ärendet"),
    p(
        "Samhällsbyggnadsnämnden behandlade ärendet den 11 februari 2025, § 14, och föreslår att detaljplanen antas. "
        "Planen gör det möjligt att bygga bostäder vid hamnen."
    ),
    h2("Yrkanden"),
    p("Siv Holmtorp (C) yrkar att ärendet återremitteras."),
    p("Tage Wikmyr (M) yrkar avslag på återremissen och bifall till förslaget."),
    h2("Omröstning"),
    p(
        "Omröstning begärs. Den som vill att ärendet avgörs i dag röstar ja. Den som vill återremittera ärendet röstar "
        "nej. Med 3 ja-röster mot 1 nej-röst beslutar kommunstyrelsen att ärendet ska avgöras i dag."
    ),
    table(
        ("Ledamot", "Ja", "Nej", "Avstår"),
        ("Gunborg Alsterdal (S)", "X", "", ""),
        ("Tage Wikmyr (M)", "X", "", ""),
        ("Siv Holmtorp (C)", "", "X", ""),
        ("Arvid Kärrstrand (V)", "X", "", ""),
    ),
    h2("Reservation"),
    p("Siv Holmtorp (C) reserverar sig mot beslutet."),
    h2("Beslutet skickas till"),
    ul("Kommunfullmäktige", "Samhällsbyggnadsnämnden"),
    h1("§ 32 Budgetuppföljning per februari 2025"),
    p("Dnr KS 2025/22"),
    h2("Beslut"),
    p("Kommunstyrelsen godkänner budgetuppföljningen och överlämnar den till kommunfullmäktige."),
    h2("Beslutsunderlag"),
    ul("Tjänsteskrivelse 2025-02-27", "Budgetuppföljning per februari 2025"),
    h1("§ 33 Val av ersättare i kulturnämnden"),
    p("Dnr KS 2025/31"),
    h2("Beslut"),
    p("Kommunstyrelsen väljer Ebba Furulid (S) till ersättare i kulturnämnden efter Nils Tornevik (S)."),
)


def as_docx(blocks: Sequence[Block] = MINUTES) -> bytes:
    """Write the document by python-docx: styles of headings and lists, tables, cells of several paragraphs."""
    document: Any = docx.Document()
    for block in blocks:
        match block.kind:
            case "h1" | "h2":
                document.add_heading(block.text, int(block.kind[1]))
            case "ul" | "ol":
                for point in block.points:
                    document.add_paragraph(point, style="List Bullet" if block.kind == "ul" else "List Number")
            case "table":
                made = document.add_table(len(block.rows), len(block.rows[0]))
                for row, cells in zip(made.rows, block.rows, strict=True):
                    for cell, lines in zip(row.cells, cells, strict=True):
                        cell.paragraphs[0].text = lines[0]
                        for line in lines[1:]:
                            cell.add_paragraph(line)
            case _:
                document.add_paragraph(block.text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_html(blocks: Sequence[Block] = MINUTES) -> bytes:
    """Write the document as a page with a menu, a banner and a foot around it."""
    parts = []
    for block in blocks:
        match block.kind:
            case "ul" | "ol":
                points = "".join(f"<li>{escape(point)}</li>" for point in block.points)
                parts.append(f"<{block.kind}>{points}</{block.kind}>")
            case "table":
                rows = (
                    "".join(f"<td>{'<br>'.join(map(escape, lines))}</td>" for lines in cells) for cells in block.rows
                )
                parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
            case kind:
                parts.append(f"<{kind}>{escape(block.text)}</{kind}>")
    text = "\n".join(parts)
    return (
        "<!DOCTYPE html><html lang='sv'><head><meta charset='utf-8'><title>Protokoll</title>"
        "<style>p { margin: 0 }</style></head><body><header><nav><a href='/'>Start</a> <a href='/s'>Sök</a></nav>"
        f"</header><main>{text}</main><footer>Kontakta oss</footer><script>var a = '§ 99';</script></body></html>"
    ).encode()


def as_markdown(blocks: Sequence[Block] = MINUTES) -> bytes:
    """Write the document as Markdown, tables with bars."""
    parts = []
    for block in blocks:
        match block.kind:
            case "h1" | "h2":
                parts.append(f"{'#' * int(block.kind[1])} {block.text}")
            case "ul":
                parts.append("\n".join(f"- {point}" for point in block.points))
            case "ol":
                parts.append("\n".join(f"{number}. {point}" for number, point in enumerate(block.points, 1)))
            case "table":
                rows = [f"| {' | '.join('<br>'.join(lines) for lines in cells)} |" for cells in block.rows]
                rule = f"|{'---|' * len(block.rows[0])}"
                # Markdown knows no table without a line of headings.
                first = (
                    [rows[0], rule] if len(block.rows[0]) > 2 else [f"|{'   |' * len(block.rows[0])}", rule, rows[0]]
                )
                parts.append("\n".join([*first, *rows[1:]]))
            case _:
                parts.append(block.text)
    return "\n\n".join(parts).encode() + b"\n"


def as_text(blocks: Sequence[Block] = MINUTES) -> bytes:
    """Write the document as somebody types it: labels above their values, columns by spaces."""
    parts = []
    for block in blocks:
        match block.kind:
            case "ul":
                parts.append("\n".join(f"• {point}" for point in block.points))
            case "ol":
                parts.append("\n".join(f"{number}. {point}" for number, point in enumerate(block.points, 1)))
            case "table" if len(block.rows[0]) == 2:
                parts += ["\n".join([*cells[0], *cells[1]]) for cells in block.rows]
            case "table":
                widths = [max(len(row[at][0]) for row in block.rows) + 3 for at in range(len(block.rows[0]))]
                parts.append(
                    "\n".join(
                        "".join(f"{cell[0]:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
                        for row in block.rows
                    )
                )
            case _:
                parts.append(block.text)
    return "\n\n".join(parts).encode() + b"\n"


FORMS: dict[str, Callable[..., bytes]] = {".docx": as_docx, ".html": as_html, ".md": as_markdown, ".txt": as_text}
