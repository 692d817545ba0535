"""Headings of sections that no rule knows: what stands alone at the same place in several paragraphs of a document."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg import later
from kg.language import agents, dates, grammar, roster_labels
from kg.language.headings import is_lead, section_kind
from kg.language.listed_headings import fold
from kg.lines import breaks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Line

_NAME = later.pattern(agents.NAME)
_SHORTEST, _LONGEST = 4, 45
_FEWEST = 2
_PARAGRAPHS_FOR_ONE_MORE = 6
"""So many more paragraphs a document has, in so many more of them a heading stands."""
_MOST = 2 / 3
"""So many of the places below a heading say what it is."""
_ENTRY = 70
"""An entry of a list of recipients has fewer letters than this."""
_LISTS = frozenset({"notified", "documents", "delegation", "vote"})
"""What is repeated in these is an entry."""
_BALLOT = grammar.pattern("vote", "row-mark")
_OPENS_SENTENCE = grammar.pattern("paragraph", "opens-a-sentence")
_BELOW_DECISION = grammar.pattern("paragraph", "below-decision")
_MOVED_BELOW = grammar.pattern("paragraph", "moved-below")
_BELOW = {kind: grammar.pattern("paragraph", f"below-{kind}") for kind in ("motions", "reservation")}


class Place(NamedTuple):
    """A line that may be a heading: what stands below it, and what else its paragraph says."""

    below: tuple[Line, ...]
    last: bool
    """Nothing stands behind what is below it."""
    decides_elsewhere: bool


def find(items: Sequence[Sequence[Line]]) -> dict[str, str]:
    """Learn the headings of a document from itself.

    Args:
        items: The lines of its paragraphs, below their own headings.

    Returns:
        The kind of section by the folded heading: told by what stands below it, `other` where that tells nothing.
    """
    seen: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, lines in enumerate(items):
        inside = ""
        for at, line in enumerate(lines):
            if kind := section_kind(line):
                inside = kind
            elif inside not in _LISTS and _may_head(lines, at):
                seen[fold(line.text)].append((number, at))
    enough = _FEWEST + len(items) // _PARAGRAPHS_FOR_ONE_MORE
    repeated = {text: where for text, where in seen.items() if len({item for item, _ in where}) >= enough}
    kinds = {text: _kind([_place(items, one, repeated) for one in where]) for text, where in repeated.items()}
    return {text: "draft" if _is_overtaken(text, kinds, repeated) else kind for text, kind in kinds.items()}


def _is_overtaken(text: str, kinds: Mapping[str, str], seen: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
    """Whether another decision stands behind the one that a heading opens: of two in a paragraph the last decides."""
    if kinds[text] != "decision":
        return False
    behind = dict(seen[text])
    return any(
        at > behind.get(item, at)
        for other, kind in kinds.items()
        if kind == "decision" and other != text
        for item, at in seen[other]
    )


def _may_head(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is worded and set as a heading: alone, short, no sentence, no figure, nobody's name."""
    line = lines[at]
    text = line.text.rstrip(" :")
    return (
        at + 1 < len(lines)
        and not _runs_on(lines[at + 1])
        and not line.mark
        and (line.gap or line.level > 0 or line.text[-1] == ":")
        and _SHORTEST <= len(text) <= _LONGEST
        and text[0].isupper()
        and text[-1].isalpha()
        and ": " not in text
        and not any(letter.isdigit() for letter in text)
        and not is_lead(line)
        and not breaks.is_sentence(f"{text}.")
        and not (_NAME.match(text) or agents.people(line.flow) or _is_organ(line) or _is_office(text))
        and not breaks.is_begun(line.text, lines[at + 1].text)
        and not (_OPENS_SENTENCE.match(text) or _BELOW_DECISION.search(text))
    )


def _runs_on(below: Line) -> bool:
    """Whether a line goes on with a sentence of the line above it."""
    return below.text[0].islower() and not (below.gap or below.mark or below.text.startswith("att "))


def _is_office(text: str) -> bool:
    """Whether a line is an office above those who are elected to it: `Ledamöter`, `Ersättare`."""
    return (roster_labels.kind(text) or ("", ""))[1] in roster_labels.OF_ELECTED


def _is_organ(line: Line) -> bool:
    """Whether a line is whom it names, a recipient or who meets, or begins a sentence with it: no genitive."""
    text = line.text.rstrip(" :")
    return any(
        hit.begin == 0 and (hit.end >= len(text) or text[hit.end - 1] != "s") for hit in agents.locate(line.flow)
    )


def _place(items: Sequence[Sequence[Line]], where: tuple[int, int], headings: Mapping[str, object]) -> Place:
    number, at = where
    lines = items[number]
    heads = [to for to, line in enumerate(lines) if section_kind(line) or (to != at and fold(line.text) in headings)]
    end = next((to for to in heads if to > at), len(lines))
    others = (*lines[:at], *lines[end:])
    decides = any(section_kind(line) == "decision" or is_lead(line) for line in others)
    return Place(tuple(lines[at + 1 : end]), end == len(lines), decides)


def _kind(places: Sequence[Place]) -> str:
    """Say by what stands below a heading, in most of its places, which kind of section it opens."""
    told = [place for place in places if place.below]

    def most(said: Sequence[bool]) -> bool:
        return len(said) >= _FEWEST and sum(said) >= _MOST * len(said)

    elsewhere = most([place.decides_elsewhere for place in told])
    if most([_decides(place.below[0]) for place in told]):
        return "draft" if elsewhere else "decision"
    if not elsewhere and most([_is_decision(place.below[0].text) for place in told]):
        return "decision"
    for kind, pattern in _BELOW.items():
        if most([any(pattern.search(line.text) for line in place.below) for place in told]):
            return kind
    if most([place.last and all(map(_is_entry, place.below)) for place in told]):
        return "notified"
    return "other"


def _is_decision(text: str) -> bool:
    return _BELOW_DECISION.search(text) is not None and not _MOVED_BELOW.search(text)


def _decides(line: Line) -> bool:
    return is_lead(line) or line.text.startswith(("att ", "Att "))


def _is_entry(line: Line) -> bool:
    if len(line.text) >= _ENTRY or line.text[-1] in ".:;" or dates.find(line.text):
        return False  # a day stands in a letterhead, beside no recipient
    if _BALLOT.search(line.text):
        return False  # `Ek  ja` is a row of a vote
    return not breaks.is_sentence(f"{line.text}.")
