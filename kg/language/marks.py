"""Marks: what a text names (people, parties, bodies, posts, days, paragraphs, numbers, laws), found in one pass."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg import pipeline
from kg.language import agents, diary, grammar, steps, words
from kg.letters import lowered
from kg.model import Flow, Mention
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


BODIES = ("body", "administration", "authority")
AGENTS = (*BODIES, "organisation", "person", "party", "post", "official", "association")
KINDS = (*AGENTS, "day", "dated", "step", "case", "law", "sum")
"""What a mark can be of; a `dated` day has the number of a paragraph beside it, a `step` is that number alone."""
IN_FIGURES = frozenset({"day", "dated", "step", "case", "sum"})
"""The kinds of marks that have a figure."""
_FIRST = 0xE000
_GENITIVE = 0x100
"""How far in the private use area the sign of a kind in the genitive lies behind that of the kind itself."""
_SUM = grammar.pattern("marks", "sum")
_LAW = grammar.pattern("marks", "law")
_FIGURE = re.compile(r"\d")
_WITH_FIGURES = ((steps.NUMBER, "step"), (_SUM, "sum"))
_LAWS = ((_LAW, "law"),)
_SHORT_POST = "ordf"
"""The one office that is named by its abbreviation alone."""
_LAW_ENDS, _POST_HEADS = words.nouns()["law_ending"], words.nouns()["head_post"]
"""What every law or office has in it: most texts have none, and their patterns try every word."""
_OFFICE = grammar.pattern("marks", "office-of-a-council")
"""Ends as a council's name does and is an office."""
_PARTY = re.compile(agents.PARTY)
_GROUP_IN_FRONT = grammar.pattern("agents", "group-in-front")
"""What a text ends with where the party behind it in brackets is that of a group, or the group itself."""
_PARTIES = sorted(agents.parties(), key=len, reverse=True)
_LETTERS = "|".join([*_PARTIES, *(one.lower() for one in _PARTIES)])
_BESIDE = re.compile(
    rf"(?:,\s(?:{_LETTERS})|\s[-–—]\s(?:{_LETTERS})|\s?/(?:{_LETTERS})/|\s?\[(?:{_LETTERS})\])(?=[,.:]|\s[a-zåäö]|$)(?!\s(?:fl|ord))(?!(?:,|,?\soch|,?\ssamt)\s(?:{_LETTERS})(?![\w-]))"
)
"""The party of a name without brackets: `Anna Ek, S, yrkar`; several behind it are no one person's."""
_BESIDE_IN_FULL = re.compile(
    rf"\s?\({agents.names_in_full()}\)|,\s{agents.names_in_full()}(?=,\s(?!{agents.names_in_full()})|\s(?!och\s|samt\s)[a-zåäö]|[.:]|$)",
    re.IGNORECASE,
)
"""The same written out: `Anna Ek (Centerpartiet) yrkar`, `Anna Ek, Centerpartiet, yrkar`; the party does not act."""
_APPOSED = grammar.pattern("marks", "apposed")
THEIR_GROUP = grammar.pattern("marks", "their-group")
"""The group in brackets behind the last of those who act together; it does nothing itself."""
_POSTS = grammar.pattern("marks", "post")
_OFFICIALS = grammar.pattern("marks", "official")
"""An office that no member of the body has: it hands matters on and gets them, and has no voice in the room."""
_OF_OFFICIALS = tuple(ending for endings in phrases("agents", "post").values() for ending in endings)
_SHORTENED = re.compile(r"\s\((?P<short>[A-ZÅÄÖ][\w-]{0,8}[A-ZÅÄÖ])\)")
"""A name's abbreviation in brackets behind it belongs to it: `Justitieombudsmannen (JO) har begärt`."""


class Mark(NamedTuple):
    """A stretch `text[begin:end]` that names something; `genitive` says that it only tells whose something is."""

    begin: int
    end: int
    kind: str
    genitive: bool = False
    inferred: bool = False
    """Whether only the pipeline that the user named found it."""


def sign(kind: str, *, genitive: bool = False) -> str:
    """Give the character that stands for a mark of a kind in a marked text."""
    return chr(_FIRST + KINDS.index(kind) + (_GENITIVE if genitive else 0))


SIGNS = f"{chr(_FIRST)}-{chr(_FIRST + 2 * _GENITIVE)}"
"""The range of all signs, as a class of a pattern has it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in which every mark is one character: `text`, and where each of its characters stands in `flow.text`.

    `marks` are in the order of the text, `at[i]` the place of the sign of the i-th one in `text`.
    """

    flow: Flow
    text: str
    marks: tuple[Mark, ...]
    at: tuple[int, ...] = field(repr=False)

    def origin(self, place: int) -> int:
        """Give where in `flow.text` the character stands that `text` has at a place."""
        before = bisect_right(self.at, place - 1)
        if before == 0:
            return place
        last = self.marks[before - 1]
        return last.end + place - self.at[before - 1] - 1

    def mark(self, place: int) -> Mark:
        """Give the mark whose sign stands at a place of `text`.

        Raises:
            ValueError: No sign stands there.
        """
        return self.marks[self.at.index(place)]

    def within(self, begin: int, end: int) -> Iterator[Mark]:
        """Give the marks between two places of `flow.text`."""
        return (mark for mark in self.marks if begin <= mark.begin and mark.end <= end)

    def mention(self, mark: Mark) -> Mention | None:
        """Give the agent that a mark names; None where it names none."""
        return mention(self.flow, mark)


def mention(flow: Flow, mark: Mark) -> Mention | None:
    """Give the agent that a mark of a text names; None where it is a day, a number or a law."""
    if mark.inferred:
        kind = "name" if mark.kind == "person" else "agent"
        return Mention(kind, agents.canonical(flow.text[mark.begin : mark.end]), flow.span(mark.begin, mark.end))
    if mark.kind == "person":
        spoken = agents.find(flow.text, capitals=True)
        found = next((one for one in spoken if agents.addressed(flow.text, one.begin) == mark.begin), None)
        part = flow.cut(mark.begin, mark.end)
        people = agents.people(part, capitals=True) if found else []
        return people[0] if people else None
    if mark.kind == "party":
        span = flow.span(mark.begin, mark.end)
        named = (one for one in agents.every_party(flow) if span.begin <= one.span.begin < span.end)
        return next(named, Mention("party", flow.text[mark.begin : mark.end].strip("()").upper(), span))
    if mark.kind in {"post", "official"}:
        return agents.post_at(flow, mark.begin)
    if mark.kind == "association":
        return next((hit.mention for hit in agents.associations(flow) if hit.begin == mark.begin), None)
    if mark.kind in AGENTS:
        hits = (*agents.locate(flow, kinds=agents.ALL), *agents.short_names(flow))
        same = (hit for hit in hits if hit.begin == mark.begin and _end(flow.text, hit.end) == mark.end)
        return next((hit.mention for hit in same), None)
    return None


def marked(flow: Flow) -> Marked:
    """Find everything that a text names, and give the text with signs for it; the longest name wins at each place."""
    text, marks, at = _marked(flow.text)
    return Marked(flow, text, marks, at)


@lru_cache(maxsize=16384)
def _marked(text: str) -> tuple[str, tuple[Mark, ...], tuple[int, ...]]:
    chosen: list[Mark] = []
    for mark in sorted(_all(text), key=lambda mark: (mark.begin, -mark.end, KINDS.index(mark.kind))):
        if not chosen or mark.begin >= chosen[-1].end:
            chosen.append(mark)
    if more := _inferred(text, chosen):
        chosen = sorted((*chosen, *more))
    parts: list[str] = []
    at: list[int] = []
    length = last = 0
    for mark in chosen:
        parts += (text[last : mark.begin], sign(mark.kind, genitive=mark.genitive))
        length += mark.begin - last
        at.append(length)
        length += 1
        last = mark.end
    parts.append(text[last:])
    return "".join(parts), tuple(chosen), tuple(at)


def _of_a_group(before: str) -> bool:
    """Whether a party in brackets may act itself: behind a name that is not read as one it is a person's party."""
    last = before.split()[-2:]
    return not any(word[:1].isupper() for word in last) or _GROUP_IN_FRONT.search(before) is not None


def _all(text: str) -> Iterator[Mark]:
    for found in agents.find(text, capitals=not text.isupper()):
        if agents.GROUP_WORD.search(found.name):
            continue
        end = found.end + 1 if text[found.end : found.end + 1] == "s" and text[found.end - 1] == ")" else found.end
        genitive = end > found.end or text[found.begin : found.name_end].endswith("s")
        beside = None if found.party else _BESIDE.match(text, end) or _BESIDE_IN_FULL.match(text, end)
        begin, end = agents.addressed(text, found.begin), beside.end() if beside else end
        behind = _APPOSED.match(text, end) or THEIR_GROUP.match(text, end)
        yield Mark(begin, behind.end() if behind else end, "person", genitive)
    flow = Flow(text, (0,), (0,))
    for hit in agents.locate(flow, kinds=agents.ALL):
        kind = "organisation" if hit.mention.kind == "agent" else hit.mention.kind
        if _OFFICE.fullmatch(text, hit.begin, hit.end):
            kind = "post"
        genitive = text[hit.begin : hit.end].endswith("s") and not hit.mention.text.endswith("s")
        yield Mark(hit.begin, _end(text, hit.end), kind, genitive)
    for party in agents.every_party(flow):
        begin, end = _bracketed(text, party.span.begin, party.span.end)
        yield Mark(begin, end, "party", text[begin:end].endswith(("partiets", "nas")))
    for match in _PARTY.finditer(text):
        if match["party"].upper() in agents.parties() and _of_a_group(text[: match.start()]):
            yield Mark(*match.span(), "party")
    for hit in agents.short_names(flow):
        yield Mark(hit.begin, hit.end, "body")
    for hit in agents.associations(flow):
        yield Mark(hit.begin, hit.end, "association", len(hit.mention.text) < hit.end - hit.begin)
    low = lowered(text)
    for match in _POSTS.finditer(low) if _SHORT_POST in low or any(head in low for head in _POST_HEADS) else ():
        yield Mark(*match.span(), "post", match[0].endswith("s"))
    for match in _OFFICIALS.finditer(text) if any(ending in text for ending in _OF_OFFICIALS) else ():
        yield Mark(*match.span(), "official", match[0].endswith("s"))
    if any(ending in text for ending in _LAW_ENDS):
        yield from _matches(text, _LAWS)
    if _FIGURE.search(text):
        for match in steps.DATED.finditer(text):
            yield Mark(*match.span(), "dated" if steps.NUMBER.search(match[0]) else "day")
        yield from _matches(text, _WITH_FIGURES)
        for match in diary.named(text):
            yield Mark(*match.span(), "case")


def _inferred(text: str, chosen: Sequence[Mark]) -> list[Mark]:
    """Give what the pipeline that the user named finds where the rules find nothing."""
    return (
        [
            Mark(begin, end, kind, text[begin:end].endswith("s"), inferred=True)
            for begin, end, kind in pipeline.names(text)
            if not any(mark.begin < end and begin < mark.end for mark in chosen)
        ]
        if pipeline.named()
        else []
    )


def _end(text: str, end: int) -> int:
    """Give where a name ends, with the abbreviation in brackets behind it; a party's letters are none."""
    short = _SHORTENED.match(text, end)
    return short.end() if short and short["short"].upper() not in agents.parties() else end


def _bracketed(text: str, begin: int, end: int) -> tuple[int, int]:
    """Give a party with its brackets."""
    return (begin - 1, end + 1) if text[begin - 1 : begin] == "(" and text[end : end + 1] == ")" else (begin, end)


def _matches(text: str, patterns: Iterable[tuple[re.Pattern[str], str]]) -> Iterator[Mark]:
    for pattern, kind in patterns:
        for match in pattern.finditer(text):
            yield Mark(*match.span(), kind)
