"""Watermarks of a PDF: words in a lighter ink that lie over the running text, once or as tiles."""

from __future__ import annotations

import re
from collections import Counter
from ctypes import POINTER, c_ushort, cast, create_string_buffer
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pypdfium2 import raw as lib

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Ink = tuple[int, int, int, int]
"""Red, green, blue, and how opaque it is, of 255."""

_OTHER_INK = 60
"""A colour lighter than that of the page's text by more than this, in one of its parts, is another ink."""
_PALE, _CLEAR = 100, 200
"""Ink lighter than the one, or less opaque than the other, lets what lies under it be read."""
_PALEST = 150
"""Words of a body in grey are darker than this."""
_LARGE = 1.8
"""A watermark is higher than most lines by this."""
_COVERS = 0.3
"""Lines lie over each other by so much of their height; close lines touch by less."""
_TILES, _SURE_TILES, _SPREAD = 3, 6, 0.5
"""So many times it stands on a page; so many, over so much of its height, even where no line is under one."""
_LETTERS = 4
"""Fewer letters than this are marks of a table, unless their ink is clear."""
_PAGES, _MOST_PAGES = 3, 0.8
"""On so many pages at least, and so large a share, a large pale text stands at one place."""
_AGAIN = re.compile(r"(.+?)(?: ?\1)*")
_ROOM = 400
_ALIKE = 0.2
"""Letters of one size differ in height by less than this share: not every word has an ascender."""
_ASLANT = 0.2
"""Text that climbs by this share of its way stands aslant: pages that were scanned askew climb by less."""


class Drawn(Protocol):
    """A text object of a page: its handle, its colour, whether its form is clear, what tells it apart, its edges."""

    @property
    def handle(self) -> lib.FPDF_PAGEOBJECT: ...
    @property
    def colour(self) -> Ink: ...
    @property
    def clear(self) -> bool: ...
    @property
    def key(self) -> int: ...
    @property
    def box(self) -> Box: ...


class Mark(NamedTuple):
    """What may be a watermark: its words once, where it stands, its objects; what speaks for it, and whether enough."""

    words: str
    place: tuple[int, int]
    keys: frozenset[int]
    large: bool
    covers: bool
    sure: bool


class _Line(NamedTuple):
    words: str
    times: int
    ink: Ink
    box: Box
    keys: frozenset[int]


def marks(texts: Sequence[Drawn], runs: Sequence[Box], text: lib.FPDF_TEXTPAGE) -> list[Mark]:
    """Find the watermarks of a page, and what is one where another page shows that it is.

    Args:
        texts: The visible text objects, in the order in which they are drawn.
        runs: The edges of all runs of text.
        text: The page's text by pdfium.
    """
    heights = [run[3] - run[1] for run in runs if run[3] - run[1] > 1]
    if not heights or not texts:
        return []
    high = _LARGE * median(heights)
    ink = _ink(texts)
    slanted = frozenset(one.key for one in texts if _is_slanted(one.handle))
    lighter = [one for one in texts if _differs(_shade(one), ink) or one.key in slanted]
    lines = _whole([line for line in _lines(lighter, text) if any(map(str.isalpha, line.words))])
    page = max(run[3] for run in runs) - min(run[1] for run in runs)
    found_marks = []
    for line in lines:
        same = [one for one in lines if one.words == line.words]
        covers = _covers(line, same, texts, runs)
        large = line.box[3] - line.box[1] >= high
        pale = min(line.ink[:3]) >= _PALE or line.ink[3] < _CLEAR
        tiles = sum(one.times for one in same)
        sure = _is_tiled(line, same, page) or (covers and (large or pale or tiles >= _TILES))
        sure = sure or (large and line.keys <= slanted)
        place = round(line.box[0]), round(line.box[1])
        found_marks.append(Mark(line.words, place, line.keys, large and pale, covers, sure))
    return found_marks


def _whole(lines: Sequence[_Line]) -> list[_Line]:
    """Give the lines that have letters enough, and the parts of their words that tiles leave at the edges of a page."""
    enough = [line for line in lines if sum(map(str.isalpha, line.words)) >= _LETTERS or line.ink[3] < _CLEAR]
    found = list(enough)
    for line in lines:
        if line not in enough:
            like = (one for one in enough if one.ink == line.ink and f" {line.words} " in f" {one.words} ")
            found += [line._replace(words=one.words) for one in like if _as_high(one.box, line.box)][:1]
    return found


def _as_high(one: Box, other: Box) -> bool:
    return abs((one[3] - one[1]) - (other[3] - other[1])) < _ALIKE * (one[3] - one[1])


def _is_slanted(handle: lib.FPDF_PAGEOBJECT) -> bool:
    """Whether a text object is drawn aslant: neither upright nor turned by a right angle."""
    matrix = lib.FS_MATRIX()
    if not lib.FPDFPageObj_GetMatrix(handle, matrix):
        return False
    less, more = sorted((abs(float(matrix.a)), abs(float(matrix.b))))
    return less > _ASLANT * more


def _is_tiled(line: _Line, same: Sequence[_Line], page: float) -> bool:
    """Whether pale words stand all over a page, beside and below each other."""
    palest = min(line.ink[:3]) >= _PALEST or line.ink[3] < _CLEAR
    if not palest or sum(one.times for one in same) < _SURE_TILES:
        return False
    abreast = line.times > 1 or any(abs(one.box[1] - line.box[1]) < 1 for one in same if one is not line)
    spread = max(one.box[3] for one in same) - min(one.box[1] for one in same)
    return abreast and spread >= _SPREAD * page


def _ink(texts: Sequence[Drawn]) -> Ink:
    """Give the darkest colour of a page: of tiles there may be more than of words."""
    colours = {_shade(one) for one in texts}
    return min(sorted(colours), key=lambda colour: (colour[3] < _CLEAR, sum(colour[:3])))


def _shade(one: Drawn) -> Ink:
    """Give the ink of a text; in a form that lets through what is under it the ink is clear, whatever its colour."""
    return (*one.colour[:3], min(one.colour[3], _CLEAR - 1)) if one.clear else one.colour


def _differs(one: Ink, usual: Ink) -> bool:
    return (
        one[3] < _CLEAR <= usual[3]
        or one[0] - usual[0] > _OTHER_INK
        or one[1] - usual[1] > _OTHER_INK
        or one[2] - usual[2] > _OTHER_INK
    )


def _lines(texts: Iterable[Drawn], text: lib.FPDF_TEXTPAGE) -> Iterator[_Line]:
    """Put together what is drawn one behind the other on a line in one ink: some producers draw letter by letter."""
    buffer = create_string_buffer(_ROOM)
    parts: list[tuple[str, Box, Drawn]] = []
    for one in texts:
        length = lib.FPDFTextObj_GetText(one.handle, text, cast(buffer, POINTER(c_ushort)), _ROOM)
        words = buffer.raw[: max(min(length, _ROOM) - 2, 0)].decode("utf-16-le", "replace")
        box = one.box
        if not words.strip() or box[3] - box[1] <= 0:
            continue
        if parts and not (_shade(parts[-1][2]) == _shade(one) and _follows(parts[-1], (words, box, one))):
            yield _line(parts)
            parts = []
        parts.append((words, box, one))
    if parts:
        yield _line(parts)


def _follows(last: tuple[str, Box, Drawn], one: tuple[str, Box, Drawn]) -> bool:
    before, box = last[1], one[1]
    height = max(before[3] - before[1], box[3] - box[1])
    if _is_slanted(last[2].handle) and _is_slanted(one[2].handle):  # letters that climb: their boxes touch
        return all(min(before[k + 2], box[k + 2]) - max(before[k], box[k]) > -height / 2 for k in (0, 1))
    return abs(before[1] - box[1]) < height / 2 and -height < box[0] - before[2] < 3 * height


def _line(parts: list[tuple[str, Box, Drawn]]) -> _Line:
    words = parts[0][0]
    for (_, before, _), (more, box, _) in pairwise(parts):
        words += (" " if box[0] - before[2] > (box[3] - box[1]) / 4 else "") + more
    words = " ".join(words.casefold().split())
    once = match[1] if (match := _AGAIN.fullmatch(words)) else words
    boxes = [box for _, box, _ in parts]
    edges = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    keys = frozenset(one.key for _, _, one in parts)
    return _Line(once.strip(), words.count(once), _shade(parts[0][2]), edges, keys)


def _covers(line: _Line, same: Sequence[_Line], texts: Sequence[Drawn], runs: Sequence[Box]) -> bool:
    """Whether a line lies over or under text that does not say the same (which would look bold)."""
    box = line.box
    if not any(_over(box, run) and not _within(run, box) for run in runs):
        return False
    own = {key for one in same for key in one.keys}
    others = (one.box for one in texts if one.key not in own and _shade(one) != line.ink)
    # A letter below the line may touch the line below: the middle of one lies within the other.
    return any(_over(box, other) and (_holds(box, other) or _holds(other, box)) for other in others)


def _within(run: Box, box: Box) -> bool:
    """Whether a run is nothing but a line's own words."""
    inside = run[0] > box[0] - 1 and run[1] > box[1] - 1 and run[2] < box[2] + 1 and run[3] < box[3] + 1
    return inside and run[3] - run[1] > 0.6 * (box[3] - box[1])


def _holds(outer: Box, inner: Box) -> bool:
    """Whether the middle of one line has its height within another."""
    return outer[1] <= (inner[1] + inner[3]) / 2 <= outer[3]


def _over(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return across > 1 and up > 1 and up > _COVERS * min(one[3] - one[1], other[3] - other[1])


def known(pages: Sequence[Sequence[Mark]]) -> frozenset[str]:
    """Give the words of the document's watermarks: what is one on a page is one on the others."""
    places = Counter((mark.words, mark.place) for page in pages for mark in set(page) if mark.large)
    least = max(_PAGES, _MOST_PAGES * len(pages))
    there = Counter((mark.words, mark.place) for page in pages for mark in set(page))
    stamped = {(mark.words, mark.place) for page in pages for mark in page if mark.covers}
    return frozenset(
        {mark.words for page in pages for mark in page if mark.sure}
        | {words for (words, _), count in places.items() if count >= least}
        | {words for words, place in stamped if there[words, place] > 1}
    )


def told(pages: Sequence[Sequence[Mark]], words: frozenset[str]) -> Iterator[str]:
    """Say which words were taken for a watermark, and where."""
    for one in sorted(words):
        numbers = [str(number) for number, page in enumerate(pages, 1) if any(mark.words == one for mark in page)]
        named = ", ".join(numbers[:12]) + (" ..." if len(numbers) > 12 else "")
        where = f"page{'s' if len(numbers) > 1 else ''} {named}"
        yield f'"{one.upper()}" lies over the text of {where}: a watermark, left out'
