"""A picture on paper: SVG as graphviz and the legend write it, as a PDF of one sheet of A4, lines and letters kept."""

from __future__ import annotations

from lxml import etree
from svg2pdf_py import FontDatabase, svg_to_pdf

_SHORT, _LONG, _EDGE = 595.28, 841.89, 28.0
"""A4 and its margin, in points."""
_SHARE, _GAP = 0.6, 14.0
"""How much of the breadth a picture has that another stands beside, and what parts them."""
_SVG = "{http://www.w3.org/2000/svg}"


def pdf(svg: str, beside: str = "") -> bytes:
    """Lay a picture out on a sheet, as large as it fits and no larger than it is drawn.

    Args:
        svg: The picture.
        beside: Another one, to stand on its right.
    """
    from font_lato import Lato, LatoBold  # noqa: PLC0415 - only who asks for paper loads it

    picture, second = (etree.fromstring(one.encode()) if one else None for one in (svg, beside))
    width, height = _size(picture)
    wide, high = (_LONG, _SHORT) if width > height or second is not None else (_SHORT, _LONG)
    breadth = wide - 2 * _EDGE
    # The library lays a unit of the picture out as a point.
    sheet = etree.Element(f"{_SVG}svg", width=str(wide), height=str(high), viewBox=f"0 0 {wide} {high}")
    own = _SHARE * breadth if second is not None else breadth
    _put(sheet, picture, _EDGE, own, high - 2 * _EDGE)
    _put(sheet, second, _EDGE + own + _GAP, breadth - own - _GAP, high - 2 * _EDGE)
    fonts = FontDatabase()
    for path in (Lato, LatoBold):
        fonts.load_font_file(path)
    return bytes(svg_to_pdf(etree.tostring(sheet, encoding="unicode"), fonts))


def _size(picture: etree._Element | None) -> tuple[float, float]:
    told = picture.get("viewBox") if picture is not None else None
    _, _, width, height = map(float, (told or "0 0 1 1").split())
    return width, height


def _put(sheet: etree._Element, picture: etree._Element | None, x: float, wide: float, high: float) -> None:
    """Put a picture on a sheet, no larger than what is left for it."""
    if picture is None:
        return
    width, height = _size(picture)
    scale = min(1.0, wide / width, high / height)
    placed = {"x": x, "y": _EDGE, "width": scale * width, "height": scale * height}
    picture.attrib.update({name: f"{value:.2f}" for name, value in placed.items()})
    for letters in picture.iter(f"{_SVG}text"):
        letters.set("font-family", "Lato")
    sheet.append(picture)
