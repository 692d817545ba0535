"""Tables of those present whose columns stand one blank apart, as where a PDF lost them: written anew with bars."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.facts.head import roster_entry
from kg.language import agents
from kg.lines import roster_heads, roster_marks, rosters
from kg.model import join
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Flow, Line

_FEWEST = 2
"""So many rows make a table of a line of headings, and so many words a full name."""
_LONGEST_NAME, _LONGEST_LABEL, _LONGEST_ROLE = 5, 3, 4
"""How many words a name, a heading and a role have at most."""
_READ = frozenset({"name", "party", "role", "present", "served", "aside"})
"""The columns that the words of a row tell apart."""


def barred(lines: Sequence[Line]) -> list[Line]:
    """Give the lines of the head, with bars between the cells of the tables that stand in plain words.

    `Namn Parti Uppdrag Närvarande` heads `Anna Ek S Ledamot Ja`: each row is told by its name, the party behind it, a
    role and a mark. A table ends at the first line that is no such row; one with less than two rows is none.
    """
    found: list[Line] = []
    at = 0
    while at < len(lines):
        kinds = _kinds(lines[at])
        rows = list(_rows(lines[at + 1 :], [kind for kind, _ in kinds])) if kinds else []
        if len(rows) < _FEWEST:
            found.append(lines[at])
            at += 1
            continue
        found.append(_with_bars(lines[at], [label for _, label in kinds]))
        found += [_with_bars(line, cells) for line, cells in rows]
        at += 1 + len(rows)
    return found


def _kinds(line: Line) -> list[tuple[str, Flow]]:
    """Give what each column of a line of headings says, with its words; nothing where the line is none."""
    words = line.text.split(" ")
    if line.mark or "|" in line.text or not _FEWEST < len(words) + 1 <= 2 * _LONGEST_NAME or len(line.flow.starts) > 1:
        return []
    found: list[tuple[str, Flow]] = []
    at = begin = 0
    while at < len(words):
        for many in range(_LONGEST_LABEL, 0, -1):
            label = " ".join(words[at : at + many])
            if at + many <= len(words) and (kind := _heading(label, first=not found)):
                found.append((kind, line.flow.cut(begin, begin + len(label))))
                at, begin = at + many, begin + len(label) + 1
                break
        else:
            return []
    kinds = [kind for kind, _ in found]
    fits = kinds[:1] == ["name"] and len(set(kinds)) == len(kinds) > 1 and _READ.issuperset(kinds)
    return found if fits and not rosters.SAYS_MORE.isdisjoint(kinds) else []


def _heading(label: str, *, first: bool) -> str:
    folded = roster_heads.fold(label)
    kinds = [kind for kind, words in _words().items() if folded in words and kind in _READ]
    return next((kind for kind in kinds if (kind == "name") == first), "")


@cache
def _words() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words) for kind, words in phrases("roster", "column").items()}


def _rows(lines: Sequence[Line], kinds: Sequence[str]) -> Iterator[tuple[Line, list[Flow]]]:
    for line in lines:
        cells = _cells(line, kinds)
        if cells is None:
            return
        yield line, cells


def _cells(line: Line, kinds: Sequence[str]) -> list[Flow] | None:
    """Part a row into its cells; None where its words do not say what the columns are headed by."""
    words = line.text.split(" ")
    for many in range(_FEWEST, min(_LONGEST_NAME, len(words)) + 1):
        if not all(word[0].isupper() or word.islower() for word in words[:many] if word):
            return None
        parts = _behind(words[many:], kinds[1:])
        if parts is not None and words[0][:1].isupper() and words[many - 1][:1].isupper():
            sizes = [many, *parts]
            ends = [sum(sizes[: k + 1]) for k in range(len(sizes))]
            places = [len(" ".join(words[:end])) for end in ends]
            begins = [0, *(place + 1 for place in places[:-1])]
            return [line.flow.cut(b, max(b, e)) for b, e in zip(begins, places, strict=True)]
    return None


def _behind(words: Sequence[str], kinds: Sequence[str]) -> list[int] | None:
    """Give how many words each column behind the name has in a row; None where something is left that is none of it."""
    if not kinds:
        return None if words else []
    for many in _sizes(words, kinds[0], last=len(kinds) == 1):
        rest = _behind(words[many:], kinds[1:])
        if rest is not None:
            return [many, *rest]
    return None


def _sizes(words: Sequence[str], kind: str, *, last: bool) -> Iterator[int]:
    """Give how many words a cell of a kind may have, the likeliest first; a cell may be empty, but that of a party."""
    if kind == "party":
        known = bool(words) and words[0].strip("()").upper() in {*agents.parties(), "-", "–"}
        yield from [1] if known else []
        return
    longest = min(len(words), _LONGEST_ROLE)
    if kind == "role":
        said = [many for many in range(longest, 0, -1) if roster_entry.role_of(" ".join(words[:many]))]
        yield from said
        if last and not said and agents.has_post(" ".join(words)):
            yield len(words)
    elif kind == "present":
        marked = bool(words) and roster_marks.state(words[0].strip(",;")) != ""
        yield from [len(words) if last else 1] if marked else []
    elif kind == "served":
        named = bool(words) and words[0][:1].isupper() and len(words) >= _FEWEST
        yield from [len(words)] if named and last else []
    elif last:
        yield len(words)
        return
    if kind != "served" or not words:
        yield 0


def _with_bars(line: Line, cells: Sequence[Flow]) -> Line:
    flow = join([line.flow.cut(0, 0), cells[0]], "| ")
    for cell in cells[1:]:
        flow = join([flow, cell], " | ")
    return replace(line, flow=flow)
