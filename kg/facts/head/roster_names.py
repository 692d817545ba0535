"""Names printed surname first (`Ek, Anna (S)`, `Ek Anna (S)`) are turned, where the document itself shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kg.language import agents, grammar, word_order
from kg.language.names import SAINT
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.facts.head.roster_notes import Group
    from kg.model import Flow, Line, Span

LAST_FIRST = grammar.pattern("attendance", "surname-first")
"""A surname, a comma and the first name, at the beginning of a line or behind the words of serving."""
_LOUD_FIRST = grammar.pattern("attendance", "surname-in-capitals-first")
_SMALL = re.compile(rf"(?<!\w)(?:{agents.PARTICLE}\s)+$")
_IN_FRONT = re.compile(rf"(?:(?:(?i:{agents.PARTICLE})|{SAINT})\s)+")
"""The words of a surname that are in front of its last one and do not make it two: `De Geer`, `S:t Cyr`."""
_GAP = re.compile(r"\s+")
_IN_WORD = re.compile(r"[\w-]")
_ENDS = re.compile(r"s?(?![\w-])")
_WITH_PARTY = re.compile(r"\s[A-ZÅÄÖ]{1,3}$")
"""Behind a name stands its party: `Anna Ek S`."""
_LONG_SURNAME = 4
"""Shorter words in capitals in front of names may be parties: so many letters have those that show it."""
_LEAST = 3
"""So many names of the lists of the elected must be printed so with a comma, and all of them."""
_LAST_OF_TWO = 0.3
"""What share of a list printed surname first may have surnames of two words: more are names side by side."""
_MANY = 5
"""So many times as many names must show by their words that surnames stand first as show the opposite."""
_PARTY = re.compile(r"\s\([A-ZÅÄÖa-zåäö]{1,6}\)")
_SHOWN = 2
"""So many names must stand the other way round elsewhere, and more than as the lists have them."""


def turned(found: Sequence[Group], elected: frozenset[str], text: str) -> Iterator[Group]:
    """Turn the names of the lists that are printed surname first.

    With a comma the lists of the elected must be printed so as a whole. Without, the document itself must show it: the
    same people are called the other way round where they sign, move or vote.
    """
    found = [group._replace(lines=list(map(_shouted, group.lines))) for group in found]
    rows = [line for group in found if group.name in elected for line in group.lines]
    listed = [line for line in rows if agents.people(line.flow) or LAST_FIRST.match(line.text)]
    commas = [match for line in listed if (match := LAST_FIRST.match(line.text))]
    two = sum(" " in _IN_FRONT.sub("", match["last"]) for match in commas)
    whole = len(commas) >= _LEAST and len(commas) == len(listed) and two <= _LAST_OF_TWO * len(commas)
    loud = [match for line in listed if (match := _LOUD_FIRST.match(line.text))]
    surnames = [match for match in loud if len(match["last"].strip()) >= _LONG_SURNAME]
    shouted = len(surnames) >= _LEAST and len(loud) == len(listed)
    order = {} if whole or shouted else _alone(found, text) | _by_words(found, elected) | _order(found, elected, text)
    for group in found:
        if group.kind != "list" or group.name == "adjuster" or not (whole or shouted or order):
            yield group
        else:
            form = LAST_FIRST if whole else _LOUD_FIRST
            turn = partial(_put_behind, form) if whole or shouted else partial(_first_in_front, order)
            yield group._replace(lines=[replace(line, flow=turn(line.flow)) for line in group.lines])


def _shouted(line: Line) -> Line:
    """Turn a name alone of its list where the surname is in capitals, with a comma behind: `EK, Anna (S)`."""
    match = LAST_FIRST.match(line.text)
    loud = match is not None and match["last"].isupper() and not match["first"].isupper()
    return replace(line, flow=_put_behind(LAST_FIRST, line.flow)) if loud else line


def _put_behind(form: re.Pattern[str], flow: Flow) -> Flow:
    """Put surnames behind; every character keeps its place in the source."""
    pieces: list[Flow] = []
    at = 0
    for match in form.finditer(flow.text):
        begin = match.start("last")
        end = begin + len(match["last"].rstrip())
        small = match.span("small") if match.groupdict().get("small") else (end, end)
        pieces += [flow.cut(at, match.start()), flow.cut(*match.span("first"))]
        pieces += [flow.cut(min(small[0] + 1, small[1]), small[1]), flow.cut(begin, end)]
        at = match.end()
    return _put_together(pieces, flow.cut(at)) if at else flow


def _put_together(pieces: Sequence[Flow], rest: Flow) -> Flow:
    whole = join([piece for piece in pieces if piece.text])
    return join([whole, rest], "" if rest.text.startswith(",") else " ") if rest.text else whole


class _Way(NamedTuple):
    """Names that are printed one way: those that open the entries of the elected, those behind, those of one list."""

    names: frozenset[str]
    least: int
    """So many of them must show it; where none shows either way, with 0 they follow the first."""


def _ways(found: Sequence[Group], elected: frozenset[str]) -> Iterator[_Way]:
    """Part the names of the lists by where they stand: a column of substitutes may be printed the other way round."""
    listed = [group for group in found if group.kind == "list"]
    lines = [line for group in listed if group.name in elected for line in group.lines]
    yield _Way(frozenset(name for line in lines for name in _names(line)[:1]), _SHOWN)
    yield _Way(frozenset(name for line in lines for name in _names(line)[1:]), 0)
    for group in listed:
        if group.name not in elected:
            yield _Way(frozenset(name for line in group.lines for name in _names(line)), 1)


def _names(line: Line) -> list[str]:
    names = [one.name for one in agents.find(line.text, capitals=True)]
    whole = (name for name in names if " " in name and not agents.is_title(name.partition(" ")[0]))
    return [name for name in whole if not _WITH_PARTY.search(name)]


def _order(found: Sequence[Group], elected: frozenset[str], text: str) -> dict[str, int]:
    """Give how many words in front of each name of the lists are its surname, where the document shows it."""
    spans = [group.label.span() for group in found] + [line.flow.span() for group in found for line in group.lines]
    of_elected = [line.flow.span() for group in found if group.name in elected for line in group.lines]
    order: dict[str, int] = {}
    right: set[str] = set()  # what a list has turned stands the right way where somebody signs
    rest: set[str] = set()
    for at, way in enumerate(_ways(found, elected)):
        # The lists of the elected are themselves no proof that other names are printed the other way round.
        but = of_elected if at else []
        # Where a list stands is no proof for it, and a list of others may name its people the same way again.
        own = of_elected if way.least == 0 else spans
        outside = {name for name in way.names if any(_is_outside(place, own) for place in _places(name, text))}
        turned = {name: words for name in way.names - right if (words := _turned_at(name, text, but))}
        turned = {name: words for name, words in turned.items() if not _is_right(_other_way(name, words), turned)}
        shown = {name: words for name, words in turned.items() if name not in outside}
        kept = sum(name not in turned for name in outside)
        if len(shown) < way.least or (kept and kept >= len(shown)):
            if not at:
                return {}  # what the elected do not show is shown by nobody
            continue
        order |= shown
        right |= {_other_way(name, words) for name, words in shown.items()}
        # No list is printed both ways: few that the text calls so too (`Ledamot Ek Anna föreslog`) follow the many.
        rest |= way.names - shown.keys() - (outside if kept * 3 > len(shown) else set())
    rest = {name for name in rest - order.keys() if word_order.surname_ahead(name)}
    return order | {name: word_order.surname_of(name) for name in rest}


def _is_right(other: str, turned: Mapping[str, int]) -> bool:
    """Whether the lists have a name the other way round too, and by its words that one is surname first."""
    return other in turned and word_order.surname_ahead(other) > 0


def _other_way(name: str, at: int) -> str:
    words = name.split(" ")
    return " ".join([*words[at:], *words[:at]])


def _turned_at(name: str, text: str, but: Sequence[Span], behind: str = "") -> int:
    """Give behind how many words a name is parted where the text has it the other way round; 0 where it has not.

    What stands in some places (`but`) says nothing of it, nor a name with something else than `behind` behind it.
    """
    words = name.split(" ")
    return next(
        (
            at
            for at in range(1, len(words))
            if any(
                _is_outside(place, but) and (not behind or text.startswith(behind, place + len(name)))
                for place in _places(" ".join([*words[at:], *words[:at]]), text)
            )
        ),
        0,
    )


def _places(name: str, text: str) -> Iterator[int]:
    """Give where a name stands in a text, any white space between its words, as a whole or in the genitive.

    Its first word is looked for as it stands, which is many times as fast as a pattern made for each name.
    """
    first, *more = name.split(" ")
    at = text.find(first)
    while at >= 0:
        end = at + len(first)
        for word in more:
            gap = _GAP.match(text, end)
            end = gap.end() if gap else len(text)
            end = end + len(word) if text.startswith(word, end) else -1
            if end < 0:
                break
        if end >= 0 and not (at and _IN_WORD.match(text, at - 1)) and _ENDS.match(text, end):
            yield at
        else:
            end = at + 1
        at = text.find(first, end)


def _is_outside(place: int, spans: Sequence[Span]) -> bool:
    return not any(span.begin <= place < span.end for span in spans)


def _by_words(found: Sequence[Group], elected: frozenset[str]) -> dict[str, int]:
    """Give the names of the lists whose words show that all are printed surname first: given names, `-sson` in front.

    Two of the elected must show it, then one of another list; those that show the opposite are few, and stay.
    """
    order: dict[str, int] = {}
    for way in _ways(found, elected):
        ahead = {name: word_order.surname_ahead(name) for name in way.names}
        first, last = sum(words > 0 for words in ahead.values()), sum(words == 0 for words in ahead.values())
        if first >= way.least and last * _MANY <= first:
            order |= {
                name: words if words > 0 else word_order.surname_of(name) for name, words in ahead.items() if words
            }
        elif not order:
            return {}
    return order


def _alone(found: Sequence[Group], text: str) -> dict[str, int]:
    """Give the names that are printed surname first though their list is not: by what they are, or by the document.

    It calls them the other way round with the same party behind, and never as the list does.
    """
    lines = [line for group in found if group.kind == "list" for line in group.lines]
    spans = [group.label.span() for group in found] + [line.flow.span() for line in lines]
    order: dict[str, int] = {}
    for line in lines:
        for name in _names(line):
            if word_order.is_surely_ahead(name):
                order[name] = word_order.surname_of(name)
            elif (party := _PARTY.match(line.text, line.text.find(name) + len(name))) is not None:
                words = _turned_at(name, text, spans, party[0])
                outside = any(_is_outside(place, spans) for place in _places(name, text))
                order |= {name: words} if words and not outside else {}
    return order


def _first_in_front(order: dict[str, int], flow: Flow) -> Flow:
    pieces: list[Flow] = []
    at = 0
    for one in agents.find(flow.text, capitals=True):
        if words := order.get(one.name):
            cut = one.begin + len(" ".join(one.name.split(" ")[:words]))
            end = one.begin + len(one.name)
            small = _SMALL.search(flow.text, at, one.begin)
            begin = small.start() if small else one.begin
            pieces += [flow.cut(at, begin), flow.cut(cut + 1, end), flow.cut(begin, cut)]
            at = end
    return _put_together(pieces, flow.cut(at)) if at else flow
