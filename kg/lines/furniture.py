"""Page headers and footers are found, not deleted: lines that the reading skips, and the pages they tell of."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar
from kg.lines import web_page
from kg.model import Page, Source, Span
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

_REACH = 90
"""Longest line that can be furniture, in characters: longer ones are prose."""
_REACH_LINES = 8
"""How far from an anchor furniture can stand, in lines with text."""
_LEAST_BETWEEN = 3
"""More than so many lines with text stand between the numbers of two pages; in a list that counts fewer do."""
_EDGE = 8
"""How many lines at the edge of a page are looked at."""
_LEAST_PAGES, _MANY_PAGES = 3, 0.4
"""A line at the edge is furniture where it stands at its height on at least so many pages, and on this share of all;
of two pages it must stand on both."""
_HEAD = 400
"""A first page number further down than this, in characters, is printed at the foot of the page."""
_HYPHENS = str.maketrans("‐‑‒", "---")
# What a line must have to be more than folded: markup, an odd hyphen, white space that is not one space.
_MARKED = re.compile(r"[#*_|‐‑‒\t\u00a0]|\s\s|^-|-$")
_NUMBER = re.compile(r"\d+")
_ALONE = re.compile(r"\d{1,3}")
_PAGE = re.compile(r"(?:^|\s)(?:sid(?:a|nr|an)?\.? ?)?(\d{1,3}) ?(?:\((\d{1,3})\)|av (\d{1,3}))$", re.IGNORECASE)
_ANCHOR = grammar.pattern("furniture", "anchor")
_BESIDE = grammar.pattern("furniture", "beside")
_TO_SIGN = grammar.pattern("furniture", "foot-to-sign")
_NEVER = grammar.pattern("furniture", "never")
_BY_YEAR = grammar.pattern("furniture", "numbered-by-year")
_COUNTED = grammar.pattern("furniture", "page-number")
"""A line that ends in the number of its page, of how many, case-folded: `Nämnden 3(7)`, `Blad 2 (6)`, `sid 1 av 4`."""


class Raw(NamedTuple):
    """One line of the text as it stands: its span without white space at the ends, and what stands there."""

    begin: int
    end: int
    text: str
    column: int = 0
    """How many characters of white space stand in front."""
    page: bool = False
    """Whether a page begins with it."""


def raw_lines(text: str) -> list[Raw]:
    """Cut a text into its lines, form feeds counting as line ends."""
    lines = []
    begin = 0
    for part in re.split(r"[\n\f]", text):
        stripped = part.strip()
        column = part.find(stripped[0]) if stripped else 0
        page = begin > 0 and text[begin - 1] == "\f"
        lines.append(Raw(begin + column, begin + column + len(stripped), stripped, column, page))
        begin += len(part) + 1
    return lines


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """Fold a line for comparing: no markup, no case, one kind of hyphen, single spaces.

    What stands in columns is wide by its white space: only the words count for the length.
    """
    if len(text) >= _REACH and ("  " not in text or len(text := " ".join(text.split())) >= _REACH):
        return text
    if not _MARKED.search(text):
        return text.casefold()
    folded = text.strip("#*-_| ").casefold().translate(_HYPHENS).replace("**", "")
    return " ".join(folded.split())


def find(lines: list[Raw], pages_: Sequence[Page] = ()) -> frozenset[int]:
    """Find the lines that are page furniture.

    Where the pages are known it is what opens or closes page after page. Elsewhere it grows from lines that the
    lexicon calls anchors, over blank lines, to their neighbours while these are numbers, dates or lines that stand
    beside anchors again and again.

    Returns:
        Their places in `lines`.
    """
    edges: frozenset[int] = _at_edges(lines, pages_) if len(pages_) > 1 else frozenset()
    # What stands above the foot of a page ends a paragraph: recipients that recur there do not become furniture by it.
    signed = frozenset(i for i, line in enumerate(lines) if line.text and _is_to_sign(line.text))
    return (edges or _beside_anchors(lines)) | _like_the_first(lines) | web_page.find(lines) | signed


def _is_to_sign(text: str) -> bool:
    """Whether a line is the foot of a page where it is signed: `Justerande      Utdragsbestyrkande`."""
    return len(plain := _plain(text)) < _REACH and _TO_SIGN.fullmatch(plain) is not None


def _like_the_first(lines: list[Raw]) -> frozenset[int]:
    """Find where the first two lines of the document stand again, both together: on each page it begins so.

    The lines below them go on with it as long as they are those of the first page, figures too; the number of the page
    before may stand right above, alone.
    """
    filled = [i for i, line in enumerate(lines) if line.text]
    first = [_plain(lines[i].text) for i in filled[:_EDGE]]
    if len(set(first[:2])) < 2 or any(not text or len(text) >= _REACH or text[-1] in ".:;," for text in first[:2]):
        return frozenset()
    found: set[int] = set()
    above: list[int] = []
    for at in range(2, len(filled) - 1):
        if lines[filled[at]].text[0] != lines[filled[0]].text[0]:
            continue
        same = 0
        while same < len(first) and at + same < len(filled) and _plain(lines[filled[at + same]].text) == first[same]:
            same += 1
        if same > 1:
            found.update(filled[at : at + same])
            above.append(filled[at - 1])
    numbers = [int(text) if _ALONE.fullmatch(text := lines[i].text) else 0 for i in above]
    if len(numbers) > 1 and numbers[0] > 0 and all(after == before + 1 for before, after in pairwise(numbers)):
        found.update(above)
    return frozenset(found)


def _at_edges(lines: list[Raw], pages_: Sequence[Page]) -> frozenset[int]:
    """Find the lines at the upper and lower edges of the pages that stand there on many pages.

    The page's number may differ, and one line between may be this page's own (`Voteringslista`): it is kept.
    """
    anchor, never = _ANCHOR, _NEVER
    edges: list[list[tuple[int, str]]] = []
    at = 0
    for page in pages_:
        filled = []
        while at < len(lines) and lines[at].begin <= page.span.end:
            if lines[at].text:
                filled.append(at)
            at += 1
        top, foot = filled[:_EDGE], filled[: -_EDGE - 1 : -1]
        edges += [[(i, _numbered(lines[i].text, page.number)) for i in edge] for edge in (top, foot)]
    found: set[int] = set()
    least = max(min(_LEAST_PAGES, len(pages_)), _MANY_PAGES * len(pages_))
    for side in (edges[::2], edges[1::2]):
        often = Counter(place for edge in side for place in {(key, k) for k, (_, key) in enumerate(edge)})

        def recurs(key: str, k: int, often: Counter[tuple[str, int]] = often) -> bool:
            return sum(often[key, k + step] for step in (-1, 0, 1)) >= least

        for edge in side:
            kept = [recurs(key, k) for k, (_, key) in enumerate(edge)]
            for k, (i, key) in enumerate(edge):
                anchored = len(key) < _REACH and anchor.fullmatch(_plain(lines[i].text)) is not None
                said = never.fullmatch(key) and not anchored
                if len(key) >= _REACH or said or not (anchored or any(kept[k : k + 2])):
                    break
                if kept[k] or anchored:
                    found.add(i)
    return frozenset(found)


def _numbered(text: str, number: int) -> str:
    """Fold a line for comparing with those of other pages: the page's own number becomes a sign."""
    folded = _plain(text)
    if folded.isdecimal() and len(folded) < 4:
        return "#"
    if len(folded) >= _REACH:
        return folded
    counted = _PAGE.sub(" #", folded)  # of "4 mars, sida 4 av 4" only the last is the page's
    return counted if counted != folded else re.sub(rf"(?<!\d){number}(?!\d)", "#", folded)


def _beside_anchors(lines: list[Raw]) -> frozenset[int]:
    plain = [_plain(line.text) for line in lines]
    keys = [_NUMBER.sub("#", text) if len(text) < _REACH else text for text in plain]
    filled = [i for i, text in enumerate(plain) if text]
    place = {i: at for at, i in enumerate(filled)}
    counted = _counted(plain, filled)
    anchors = [i for i in filled if len(plain[i]) < _REACH and (i in counted or _ANCHOR.fullmatch(plain[i]))]
    if len(anchors) < 2:
        return frozenset()
    recurring = Counter(keys[i] for i in filled)
    parted = sum(1 for one, other in pairwise(anchors) if place[other] - place[one] > 1) + 1
    counts = [int(match[2] or match[3]) for i in anchors if (match := _PAGE.search(lines[i].text))]
    pages_ = len(counts) or (parted + 1) // 2
    # The first page begins like those behind a page's foot: so a heading of two pages stands twice.
    steps = _steady_steps(keys, filled, [-1, *(place[anchor] for anchor in anchors)])

    numbers = _numbered_by_year(plain, filled)

    def grows(i: int) -> bool:
        text = plain[i]
        if len(text) >= _REACH or i in numbers or _NEVER.fullmatch(text):
            return False
        if counts and text.isdecimal() and int(text) > max(counts):
            return False  # more than there are pages: the number of a paragraph that opens its page
        if _BESIDE.fullmatch(text) or (lines[i].text.strip("*# ").isupper() and text[0] != "("):
            return True  # "(MP)" is the end of the line above
        often = max(2, 0.6 * recurring[keys[i]], 0.4 * pages_)
        return steps[keys[i]] >= often and text[-1] not in ".:;,"

    found = set(anchors)
    for anchor in anchors:
        for step in (-1, 1):
            at = place[anchor] + step
            while 0 <= at < len(filled) and filled[at] not in found and grows(filled[at]):
                found.add(filled[at])
                at += step
    found |= _over_a_heading(plain, filled, found)
    return frozenset(found)


def _counted(plain: list[str], filled: list[int]) -> frozenset[int]:
    """Find the lines that end in the number of their page, of so many, which rises from one to the next."""
    found: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    never = _NEVER
    for at, i in enumerate(filled):
        text = plain[i]
        if len(text) >= _REACH or text[-1] not in ")0123456789":
            continue
        match = _COUNTED.fullmatch(text)
        if match and int(match["here"]) <= int(match["all"] or match["of"]) and not never.fullmatch(match["words"]):
            key = _NUMBER.sub("#", match["words"]).strip(), match["all"] or match["of"]
            found.setdefault(key, []).append((int(match["here"]), at, i))
    return frozenset(
        i
        for listed in found.values()
        if len(listed) > 1
        and all(one[0] < other[0] and other[1] - one[1] > _LEAST_BETWEEN for one, other in pairwise(listed))
        for _, _, i in listed
    )


def _numbered_by_year(plain: list[str], filled: list[int]) -> frozenset[int]:
    """Find the numbers of paragraphs (`KS 75/2031`) that open pages: they rise in a body and year, and are no pages."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for i in filled:
        match = _BY_YEAR.fullmatch(plain[i]) if len(plain[i]) < _REACH and "/" in plain[i] else None
        if match:
            found.setdefault((match["body"], match["year"]), []).append((int(match["number"]), i))
    return frozenset(
        i
        for (_, year), listed in found.items()
        if len({number for number, _ in listed}) > 1
        and all(one <= other for (one, _), (other, _) in pairwise(listed))
        and listed[-1][0] > int(year[-2:])
        for _, i in listed
    )


def _over_a_heading(plain: list[str], filled: list[int], found: set[int]) -> set[int]:
    """Find the first line of a page's head where the first heading of the page has slipped in behind it.

    A reader that goes by position gives `Hamnnämnden` / `Reservation` / `Protokoll nr 4` where the heading stands
    higher than the right half of the page's head.
    """
    before = [
        filled[at - 2]
        for at in range(2, len(filled))
        if filled[at] in found
        and not {filled[at - 1], filled[at - 2]} & found
        and plain[filled[at - 1]].rstrip(" :") in _headings()
        and plain[filled[at - 2]].rstrip(" :") not in _headings()
    ]
    often = Counter(plain[i] for i in before)
    alone = Counter(plain[i] for i in filled if i not in found)
    return {
        i
        for i in before
        if len(plain[i]) < _REACH and plain[i][-1].isalpha() and often[plain[i]] >= max(2, 0.6 * alone[plain[i]])
    }


@cache
def _headings() -> frozenset[str]:
    return frozenset(words for listed in phrases("headings", "section").values() for words in listed)


def _steady_steps(keys: list[str], filled: list[int], anchors: list[int]) -> Counter[str]:
    """Count how often a line recurs at one and the same distance from the anchor next to it."""
    found: Counter[tuple[str, int]] = Counter()
    at = 0
    for here, i in enumerate(filled):
        while at + 1 < len(anchors) and abs(anchors[at + 1] - here) <= abs(anchors[at] - here):
            at += 1
        if abs(anchors[at] - here) <= _REACH_LINES:
            found[keys[i], anchors[at] - here] += 1
    steady: Counter[str] = Counter()
    for (key, _), count in found.items():
        steady[key] = max(steady[key], count)
    return steady


def pages(source: Source, lines: list[Raw], furniture: frozenset[int]) -> tuple[Page, ...]:
    """Give the pages of a source: its own, else those whose number its furniture prints (`20(33)`)."""
    if source.pages:
        return source.pages
    blocks: list[tuple[int, Span]] = []
    begin = -1
    last = -2
    for i in sorted(furniture):
        if last < 0 or any(line.text for line in lines[last + 1 : i]):
            begin = lines[i].begin
        last = i
        match = _PAGE.search(lines[i].text)
        if match and (not blocks or blocks[-1][1].begin < begin):
            blocks.append((int(match[1]), Span(begin, lines[i].end)))
    at_foot = bool(blocks) and blocks[0][0] == 1 and blocks[0][1].begin > _HEAD
    found = []
    for at, (number, span) in enumerate(blocks):
        if at_foot:
            before = blocks[at - 1][1].end if at and blocks[at - 1][0] == number - 1 else 0 if at == 0 else span.begin
            found.append(Page(number, Span(before, span.end)))
        else:
            follows = at + 1 < len(blocks) and blocks[at + 1][0] == number + 1
            last = len(source.text) if at + 1 == len(blocks) else span.end
            found.append(Page(number, Span(span.begin, blocks[at + 1][1].begin if follows else last)))
    return tuple(found)
