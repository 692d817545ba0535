"""What a service for electronic signatures printed into a document: a line on each page, pages of evidence."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar
from kg.language.names import NAME
from kg.lines.reading import OPEN_END

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.lines.furniture import Raw
    from kg.model import Page

_EDGE = 5
"""How many lines with text at the edge of a page are looked at."""
_LONGEST = 400
"""A stamp is no longer than this, in characters, and two lines of it no less alike than this share of their words."""
_ALIKE = 0.6
_WORDY = 24
"""A line without a wording of such services is one by its recurring alone where it has so many characters."""
_WORTH, _TWICE, _APART = 6, 2, 7
"""In a text without pages a shorter line is none, and one recurs oftener than twice, more than so many lines apart."""
_SHARE = 0.5
"""On so large a share of the pages it recurs, and on two at least."""
_KINDS, _BELOW_TITLE, _DENSE = 3, 2, 0.2
"""Evidence has so many kinds of what evidence consists of (fewer do below its heading), on so large a share of its
lines."""
_GOES_ON = 0.3
"""A page behind evidence goes on with it where so many of its lines are of one kind or another."""
_LINES = 4
"""So many lines may go on with one: the names of those who signed."""
_NEAR = 6
"""How many lines with text may stand between two that are evidence, where no pages are known."""
_VARYING = re.compile(r"\S*\d\S*|\b[0-9a-f]{6,}\b|(?:^|(?<=[\s:]))[A-Za-z]*[a-z][A-Z]\w*")
_STAMP = grammar.pattern("signing", "stamp")
_ANYWHERE = grammar.pattern("signing", "anywhere")
_SIGNER = grammar.pattern("signing", "label-of-a-signer")
_DOCUMENT = grammar.pattern("signing", "document")
_TITLE = grammar.pattern("signing", "title")
_INITIALS = grammar.pattern("signing", "initials")
_SIGNED_ON = re.compile(rf"{NAME},? (?:\d{{4}}-\d\d-\d\d|\d{{8}})(?:\D.*)?")
"""`Anna Ek 2031-03-17`, below a stamp: when she signed, no day of a meeting."""
_COUNT = grammar.pattern("furniture", "page-count")
_PARAGRAPH = grammar.pattern("signing", "of-a-paragraph")


class _Line(NamedTuple):
    """A line with text: its place, and itself with single spaces, as it stands and case-folded; its first cell too."""

    at: int
    words: str
    text: str
    first: str

    @property
    def key(self) -> str:
        """What is left of it without what varies."""
        return _without_varying(self.words)


@lru_cache(maxsize=4096)
def _without_varying(words: str) -> str:
    return " ".join(_VARYING.sub("#", words).casefold().split())


class Found(NamedTuple):
    """The places of lines that a signing service printed, and of those that go on with one or recur as one does.

    From the first nobody reads a fact. The others are page furniture, which may tell of the meeting: a head of the
    minutes stands beside a stamp too.
    """

    signed: frozenset[int]
    beside: frozenset[int]


def find(lines: Sequence[Raw], pages: Sequence[Page]) -> Found:
    """Find the lines that a signing service printed: they are no part of the minutes."""
    sheets = [[_line(i, lines[i].text) for i in sheet] for sheet in _sheets(lines, pages)]
    evidence = _evidence(sheets, paged=bool(pages))
    rest = [left for sheet in sheets if (left := [line for line in sheet if line.at not in evidence])]
    stamps = _stamps(rest) if pages else _recurring(rest)
    signed = evidence | {line.at for sheet in rest for line in sheet if line.at in stamps and _speaks(line)}
    for line, below in (pair for sheet in rest for pair in pairwise(sheet)):
        goes_on = OPEN_END.search(line.text) or _SIGNED_ON.fullmatch(below.words)
        if goes_on and line.at in signed and below.at in stamps:
            signed |= {below.at}
    signed |= set(_anywhere(rest))
    return Found(frozenset(signed), frozenset(stamps - signed))


def _anywhere(sheets: Sequence[Sequence[_Line]]) -> Iterator[int]:
    """Give the lines that only such a service prints, however seldom and wherever; none where somebody signs."""
    for sheet in sheets:
        for at, line in enumerate(sheet):
            if len(line.text) <= _LONGEST and _ANYWHERE.fullmatch(line.text):
                above = sheet[max(0, at - _TWICE) : at]
                if not any(_SIGNER.fullmatch(one.first.rstrip(" :.")) for one in above):
                    yield line.at


def _sheets(lines: Sequence[Raw], pages: Sequence[Page]) -> Iterator[list[int]]:
    """Give the lines with text of each page; of a text without pages, all."""
    filled = [i for i, line in enumerate(lines) if line.text]
    if not pages:
        yield filled
        return
    at = 0
    for page in pages:
        begin = at
        while at < len(filled) and lines[filled[at]].begin <= page.span.end:
            at += 1
        yield filled[begin:at]


def _line(at: int, text: str) -> _Line:
    words = " ".join(text.split())
    folded = words.casefold()
    cell, wide, _ = text.partition("  ")
    return _Line(at, words, folded, folded[: len(" ".join(cell.split()).casefold())] if wide else folded)


# -- the line on each page


def _stamps(sheets: Sequence[Sequence[_Line]]) -> set[int]:
    """Find the lines at the edges of pages that recur once numbers, times and checksums are left out.

    What speaks of signing needs to be alike only; a line that goes on with it (a stamp of two lines) recurs beside it.
    """
    found: set[int] = set()
    for side in (1, -1):
        edges = [list(sheet[::side][:_EDGE]) for sheet in sheets]
        often = Counter(key for edge in edges for key in {line.key for line in edge})
        least = max(2, _SHARE * len(sheets))
        speaking = [[line for line in edge if _speaks(line)] for edge in edges]
        for number, edge in enumerate(edges):
            others = [line for k, lines in enumerate(speaking) if k != number for line in lines]
            stamps = {
                line.at
                for k, line in enumerate(edge)
                if (_speaks(line) and (any(_alike(line, other) for other in others) or (k == 0 and _of_itself(line))))
                or (k < 2 and often[line.key] >= least and _recurs_as_stamp(line))
            }
            found |= stamps | _next_to(edge, stamps, {line.at for line in edge if often[line.key] >= least})
    return found


def _next_to(edge: Sequence[_Line], stamps: set[int], recurring: set[int]) -> set[int]:
    """Give the recurring lines below a stamp that go on with it, and those beside it that have what varies."""
    found: set[int] = set()
    for one, other in [*pairwise(edge), *pairwise(edge[::-1])]:
        if one.at in stamps | found and other.at in recurring and not _PARAGRAPH.match(other.text):
            goes_on = one.at < other.at and OPEN_END.search(one.text)
            if goes_on or "#" in other.key:
                found.add(other.at)
    return found


def _speaks(line: _Line) -> bool:
    return _says_stamp(line.text)


@lru_cache(maxsize=4096)
def _says_stamp(text: str) -> bool:
    speaks = len(text) <= _LONGEST and _STAMP.search(text) is not None
    return speaks and not _PARAGRAPH.match(text)


def _of_itself(line: _Line) -> bool:
    return _DOCUMENT.search(line.text) is not None


def _recurs_as_stamp(line: _Line) -> bool:
    """Whether a line that recurs is no text of the minutes: it is long, counts pages, or has what varies."""
    if _PARAGRAPH.match(line.text) or not _WORDY <= len(line.text) <= _LONGEST:
        return False
    return _COUNT.search(line.text) is not None or line.key.count("#") > 1


def _alike(one: _Line, other: _Line) -> bool:
    """Whether two lines share most of their words, what varies left out."""
    mine, theirs = Counter(one.key.split()), Counter(other.key.split())
    return (mine & theirs).total() >= _ALIKE * max(mine.total(), theirs.total())


def _recurring(sheets: Sequence[Sequence[_Line]]) -> set[int]:
    """Find the lines that speak of signing again and again in a text without pages, and those that recur beside them.

    Twice is enough for a line that speaks of pages or of itself; others recur as often as pages do, apart from each
    other as pages are.
    """
    lines = [line for sheet in sheets for line in sheet]
    places: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        if _WORTH <= len(line.text) <= _LONGEST:
            places.setdefault(line.key, []).append(place)
    found: set[int] = set()
    for listed in places.values():
        one = lines[listed[0]]
        speaks = len(listed) > 1 and (_speaks(one) or _INITIALS.fullmatch(one.words) is not None)
        if speaks and (_of_itself(one) or _as_pages_do(listed)):
            found.update(listed)
    for step in (1,) * _LINES + (-1,):
        beside = [place + step for place in found if 0 <= place + step < len(lines)]
        beside = [place for place in beside if not _PARAGRAPH.match(lines[place].text)]
        often = Counter(lines[place].key for place in beside)
        found |= {
            place for place in beside if often[lines[place].key] == len(places.get(lines[place].key, ())) > _TWICE
        }
    return {lines[place].at for place in found}


def _as_pages_do(places: Sequence[int]) -> bool:
    *steps, last = (after - before for before, after in pairwise(places)) if len(places) > _TWICE else (0,)
    return last > 0 and all(step > _APART for step in steps)  # the last page may have few lines


# -- the pages of evidence


def _evidence(sheets: Sequence[Sequence[_Line]], *, paged: bool) -> set[int]:
    """Find the pages that are evidence, or of a page (or a text without pages) what stands from its heading on."""
    found: set[int] = set()
    behind = False
    for sheet in sheets:
        titles = [at for at, line in enumerate(sheet) if _TITLE.fullmatch(line.first.rstrip(" :."))]
        if not titles and not behind and not _may_be_evidence(sheet):
            continue
        kinds = [_kinds(line, "evidence") for line in sheet]
        if paged and (_is_evidence(kinds) or (behind and _goes_on(sheet, kinds))):
            found |= {line.at for line in sheet}
            behind = True
            continue
        part = _below_title(sheet, titles) or (() if paged else _at_end(sheet))
        found |= {line.at for line in part}
        behind = bool(part) and part[-1] == sheet[-1]
    return found


@cache
def _of_evidence(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = grammar.listed("signing", table, re.MULTILINE)
    return tuple((name, grammar.any_of(several)) for name, several in listed.items())


def _may_be_evidence(sheet: Sequence[_Line]) -> bool:
    """Whether a page as a whole has what evidence consists of: most have not, and need not be asked line by line."""
    whole = "\n".join(line.text for line in sheet)
    patterns = _of_evidence("evidence")
    found, left = 0, len(patterns)
    for _, pattern in patterns:
        if found + left < _KINDS:
            return False
        found += pattern.search(whole) is not None
        left -= 1
    return found >= _KINDS


def _kinds(line: _Line, *tables: str) -> frozenset[str]:
    return frozenset(name for table in tables for name, pattern in _of_evidence(table) if pattern.search(line.text))


def _is_evidence(kinds: Sequence[frozenset[str]], least: int = _KINDS) -> bool:
    said = sum(map(bool, kinds))
    return len(frozenset().union(*kinds)) >= least and said >= _DENSE * len(kinds)


def _goes_on(sheet: Sequence[_Line], kinds: Sequence[frozenset[str]]) -> bool:
    paragraph = any(_PARAGRAPH.match(line.text) for line in sheet)
    return not paragraph and sum(map(bool, kinds)) >= _GOES_ON * len(kinds) > 0


def _at_end(sheet: Sequence[_Line]) -> Sequence[_Line]:
    """Give the lines at the end of a text without pages that are evidence under no heading."""
    begin = end = len(sheet)
    for at in range(len(sheet) - 1, -1, -1):
        if _PARAGRAPH.match(sheet[at].text) or begin - at > _NEAR:
            break
        begin = at if _kinds(sheet[at], "evidence") else begin
    kinds = [_kinds(line, "evidence") for line in sheet[begin:end]]
    return sheet[begin:] if kinds and _is_evidence(kinds) and _goes_on(sheet[begin:], kinds) else ()


def _below_title(sheet: Sequence[_Line], titles: Sequence[int]) -> Sequence[_Line]:
    """Give what stands from a heading of evidence on, as far as evidence goes; to the end where that is near."""
    if not titles:
        return ()
    kinds = [_kinds(line, "evidence", "below-title") for line in sheet]
    for begin in titles:
        end = begin
        for at in range(begin, len(sheet)):
            if kinds[at]:
                end = at
            elif at - end > _NEAR or _PARAGRAPH.match(sheet[at].text):
                break
        end = len(sheet) if len(sheet) - end <= _NEAR else end + 1
        if _is_evidence(kinds[begin + 1 : end], _BELOW_TITLE):
            return sheet[begin:end]
    return ()
