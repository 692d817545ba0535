"""A picture on paper: SVG as graphviz and the legend write it, as a PDF of one sheet of A4, lines and letters kept."""

from __future__ import annotations

from lxml import etree
from svg2pdf_py import FontDatabase, svg_to_pdf

_SHORT, _LONG, _EDGE = 595.28, 841.89, 28.0
"""A4 and its margin, in points."""
_SVG = "{http://www.w3.org/2000/svg}"


def pdf(svg: str) -> bytes:
    """Lay a picture out on a sheet, as large as it fits and no larger than it is drawn."""
    from font_lato import Lato, LatoBold  # noqa: PLC0415 - only who asks for paper loads it

    picture = etree.fromstring(svg.encode())
    _, _, width, height = map(float, picture.get("viewBox", "0 0 1 1").split())
    wide, high = (_LONG, _SHORT) if width > height else (_SHORT, _LONG)
    scale = min(1.0, (wide - 2 * _EDGE) / width, (high - 2 * _EDGE) / height)
    placed = {"x": _EDGE, "y": _EDGE, "width": scale * width, "height": scale * height}
    picture.attrib.update({name: f"{value:.2f}" for name, value in placed.items()})
    for letters in picture.iter(f"{_SVG}text"):
        letters.set("font-family", "Lato")
    # The library lays a unit of the picture out as a point.
    sheet = etree.Element(f"{_SVG}svg", width=str(wide), height=str(high), viewBox=f"0 0 {wide} {high}")
    sheet.append(picture)
    fonts = FontDatabase()
    for path in (Lato, LatoBold):
        fonts.load_font_file(path)
    return bytes(svg_to_pdf(etree.tostring(sheet, encoding="unicode"), fonts))
