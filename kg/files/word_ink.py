"""Text of a Word document that is printed and that nobody sees: in the colour of its ground, or too small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.files import ink
from kg.files.word_styles import Styles, W, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_TINY = 3
"""Letters of so many half points are read by nobody."""
_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"
_HIGHLIGHTS = {
    "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0", "green": "00FF00",
}  # fmt: skip


def unseen(run: Any, styles: Styles, style: str) -> bool:
    """Whether nobody sees a run; where it is not known what lies behind it, it is seen."""
    size = next(filter(None, map(value_of, styles.of_run(run, style, "sz"))), "")
    if size.isdecimal() and int(size) <= _TINY:
        return True
    # A colour that is `auto` is white on a dark ground.
    letters = ink.colour(next(filter(None, map(value_of, styles.of_run(run, style, "color"))), ""))
    if letters is None:
        return False
    ground = next(_grounds(run, styles, style))
    return ground is not None and ink.alike(letters, ground)


def _grounds(run: Any, styles: Styles, style: str) -> Iterator[ink.Colour | None]:
    """Give what lies behind a run, the nearest first; nothing stands for a colour that is not known."""
    highlight = next(filter(None, map(value_of, styles.of_run(run, style, "highlight"))), "none")
    if highlight != "none":
        yield ink.colour(_HIGHLIGHTS.get(highlight, highlight))
    yield from _shades(styles.of_run(run, style, "shd"))
    for node in run.iterancestors():
        match node.tag.removeprefix(W):
            case "p":
                if next(node.iter(_ANCHOR, f"{W}pict"), None) is not None:
                    yield None  # a picture may lie behind it
                yield from _shades(styles.of_paragraph(node, style, "shd"))
            case "tc":
                yield from _shades(node.findall(f"{W}tcPr/{W}shd"))
            case "tbl":
                yield from _shades(node.findall(f"{W}tblPr/{W}shd"))
                if styles.shades(value_of(node.find(f"{W}tblPr/{W}tblStyle"))):
                    yield None  # which of its rows and columns are shaded is not worked out
            case "txbxContent":
                yield None
            case "hdr":
                if next(node.iter(f"{W}drawing", f"{W}pict"), None) is not None:
                    yield None
            case "document":
                if (page := node.find(f"{W}background")) is not None:
                    behind = ink.colour(page.get(f"{W}color", ""))
                    yield ink.WHITE if behind and ink.alike(behind, ink.WHITE) else None
    yield ink.WHITE


def _shades(said: Any) -> Iterator[ink.Colour | None]:
    """Give the shade that the first of some properties says, where it says one."""
    for shade in said:
        kind = shade.get(f"{W}val", "clear")
        of = {"clear": "fill", "nil": "", "solid": "color"}.get(kind)
        words = shade.get(f"{W}{of}", "auto") if of else "auto"
        if of is None:
            yield None  # a pattern of two colours
        elif words.casefold() != "auto":
            yield ink.colour(words)
        return
