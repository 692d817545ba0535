"""How the pictures look: a colour, a line and an arrowhead a kind of referral, told apart in grey too."""

from __future__ import annotations

import textwrap
from collections import Counter
from math import log2
from typing import TYPE_CHECKING

from kg.explore import dot, plain
from kg.explore.labels import concepts
from kg.explore.legend import Box, Legend, Line
from kg.explore.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.explore.movement import Movement

INK = "#1a1a1a"
_WRAP = 20


STYLES = {
    "proposes": Line("#0b4f8a", "solid", "normal"),
    "forwards": Line("#1d6b34", "double", "normal"),
    "refers-back": Line("#b3261e", "solid", "normalbox"),
    "prepares": Line("#6b5d4d", "dotted", "normal"),
    "consults": Line("#7a3b9a", "solid", "normalodot"),
    "answers": Line("#00707a", "solid", "normaldot"),
    "requests": Line("#a04e00", "solid", "normalodiamond"),
}
"""How every kind of referral is drawn, in the order of the legend; dashes are kept for what is only anticipated."""
_SHAPES = {
    "GoverningBody": {"style": "rounded,filled", "fillcolor": "#ffffff"},
    "Administration": {"style": "filled", "fillcolor": "#eeeeee"},
}
_CALLED = {"GoverningBody": "body", "Administration": "administration"}
# Who stands above whom, for the order of layout.
_LEVELS = {"assembly": 4, "executive-board": 3, "board": 2, "committee": 1, "drafting-committee": 1}
ASSEMBLY_FRAME = 2.4
"""How thick the frame of an assembly is."""
EXPECTED = Line(INK, "dashed", "normal")
"""The sample of what is only anticipated."""
_OTHER = {"style": "filled,diagonals", "fillcolor": "#ffffff"}


def width(count: int) -> float:
    """Give how thick an edge is drawn: twice as many is one step more, so that one stays visible beside a hundred.

    >>> width(1), width(2), width(16)
    (1.4, 2.5, 5.8)
    """
    return min(round(1.4 + 1.1 * log2(count), 1), 8.0)


def edge(style: Line, width: float, *, anticipated: bool) -> dict[str, object]:
    """Give the attributes of an edge of a kind."""
    double = style.line == "double" and not anticipated
    return {
        "color": f"{style.colour}:#ffffff:{style.colour}" if double else style.colour,
        "style": "dashed" if anticipated else "solid" if style.line == "double" else style.line,
        "arrowhead": style.head,
        # Two lines with their gap share the width.
        "penwidth": f"{max(width / 2, 1.2) if double else width:.1f}",
        "fontcolor": style.colour,
    }


def level(kind: str, body_kind: str) -> float:
    """Give how high an agent stands: administrations below, the assembly above, others among the boards."""
    return 0 if kind == "Administration" else _LEVELS.get(body_kind, 1.5)


def wrapped(label: str, at: int = _WRAP) -> str:
    """Break a name over lines; the words stay whole."""
    return "\n".join(textwrap.wrap(label, at, break_long_words=False, break_on_hyphens=False)) or label


def lines(text: str, letters: int, most: int) -> list[str]:
    """Break a text over lines of so many letters, at most so many of them: what is more is cut and marked."""
    return textwrap.wrap(" ".join(text.split()), letters, max_lines=most, placeholder=" …")


def shape(kind: str) -> dict[str, str]:
    """Give how an agent of a class is drawn."""
    return _SHAPES.get(kind, _OTHER)


def opening(ranks: str, *, tight: bool = False) -> list[str]:
    """Give the lines that open a picture: fonts and spaces, narrower ones where it is to fit a window."""
    graph = {
        "rankdir": ranks,
        "fontname": dot.FACE,
        "fontsize": 15,
        "fontcolor": INK,
        "nodesep": "0.2" if tight else "0.4",
        "ranksep": "0.6" if tight else "0.8",
        "pad": "0.3",
        "bgcolor": "#ffffff",
        "newrank": "true",
    }
    node = {"shape": "box", "fontname": dot.FACE, "fontsize": 15, "color": INK, "fontcolor": INK}
    # A machine without Arial draws in a wider face: it needs the room at the sides.
    node["margin"] = "0.24,0.06" if tight else "0.24,0.08"
    return [
        "digraph {",
        f"  graph{dot.attributes(graph)};",
        f"  node{dot.attributes(node)};",
        f"  edge{dot.attributes({'fontname': dot.FACE, 'fontsize': 13, 'arrowsize': '0.8'})};",
    ]


def legend(  # noqa: PLR0913 - what a picture shows, each a thing of its own
    title: str, kinds: Collection[str], shapes: Collection[str], language: str, *, dashed: bool, left: str = ""
) -> Legend:
    """Write what the picture shows, what its lines and boxes mean, and what is not shown."""
    said = words(language)
    lines = [(style, called(kind, language)) for kind, style in STYLES.items() if kind in kinds]
    if dashed:
        lines.append((EXPECTED, said["dashed"]))
    return Legend(
        plain.text(title), tuple(lines), boxes(language, shapes), ". ".join(filter(None, (said["legend"], left)))
    )


def shaped(kind: str, body_kind: str) -> str:
    """Name the shape of an agent, as the words of the legend do."""
    if body_kind == "assembly":
        return "assembly"
    return _CALLED.get(kind, "other")


def boxes(language: str, shown: Collection[str] = ()) -> tuple[tuple[Box, str], ...]:
    """Give a sample of every shape that is shown, of all where nothing says which, with what it stands for."""
    said = words(language)
    found = {"assembly": Box(_SHAPES["GoverningBody"]["style"], _SHAPES["GoverningBody"]["fillcolor"], ASSEMBLY_FRAME)}
    found |= {name: Box(_SHAPES[kind]["style"], _SHAPES[kind]["fillcolor"]) for kind, name in _CALLED.items()}
    found["other"] = Box(_OTHER["style"], _OTHER["fillcolor"])
    return tuple((one, said[name]) for name, one in found.items() if not shown or name in shown)


def called(kind: str, language: str) -> str:
    """Give what a kind of referral is called."""
    return concepts(language).get(f"referral-kind/{kind}", kind)


def kinds(told: Sequence[Movement]) -> list[tuple[str, int]]:
    """Count the kinds of some movements, the most frequent first."""
    order = list(STYLES)
    counts = Counter(one.kind for one in told)
    return sorted(counts.items(), key=lambda pair: (-pair[1], order.index(pair[0])))


def is_expected(told: Sequence[Movement]) -> bool:
    """Say whether nothing of it is done yet."""
    return all(one.anticipated for one in told)


def edge_label(told: Sequence[Movement], language: str) -> str:
    """Name the kind and the number, so that an arrow can be read without its colour; of several kinds the first."""
    (kind, count), *others = kinds(told)
    lines = [called(kind, language)]
    if others:
        lines.append(words(language)["more_kinds"].format(count=count, more=len(told) - count))
    elif count > 1:
        lines[0] += f" {count}"
    if is_expected(told):
        lines.append(f"({words(language)['anticipated']})")
    # Hard spaces keep the words off their arrow, which graphviz draws at the very edge of the label.
    return "\n".join(f"\u00a0\u00a0{line}\u00a0" for line in lines)
