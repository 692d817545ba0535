"""Frames: wordings as data, each with its examples; here they are read, and looked for in a marked text."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import ahocorasick_rs

from kg.errors import ShareError
from kg.language import wording
from kg.resources import check_keys, folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.language.marks import Marked

_KEYS = {"gives", "says", "in", "fields", "yes", "no", "confidence", "why"}


@dataclass(frozen=True, slots=True)
class Frame:
    """One wording of one kind of fact, in all its orders, with examples of what it says and what it does not."""

    name: str
    gives: str
    """The kind of fact that it gives."""
    wordings: tuple[wording.Wording, ...]
    fields: Mapping[str, Any]
    """What the fields of the fact are: a constant, or `{slot}`."""
    sections: frozenset[str]
    """The kinds of sections in which it is looked for; none where it may stand everywhere."""
    yes: tuple[str | Mapping[str, Any], ...]
    no: tuple[str, ...]
    confidence: float
    order: int

    @property
    def rule(self) -> str:
        """How `gov:extractedBy` calls it."""
        return f"{self.gives}/{self.name}"


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found in a marked text: where, and the stretches of its slots, as places in `marked.flow.text`."""

    frame: Frame
    marked: Marked
    begin: int
    end: int
    slots: Mapping[str, tuple[int, int]]


def load(path: Path) -> tuple[Frame, ...]:
    """Read a file of frames.

    Raises:
        ShareError: It is no TOML, a frame has a key that is none, or a wording cannot be read; says which.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise ShareError(f"cannot read the frames: {problem}", where=str(path)) from problem
    return tuple(_frame(name, entry, path) for name, entry in table.items())


def _frame(name: str, entry: Any, path: Path) -> Frame:
    where = f"{path.name} [{name}]"
    if not isinstance(entry, dict):
        raise ShareError("is no table", where=where, hint="a frame begins with [name]")
    check_keys(entry, _KEYS, where)
    for key in ("says", "yes", "no"):
        if not entry.get(key):
            raise ShareError(f"the frame has no '{key}'", where=where, hint="give one wording and one example at least")
    says = [entry["says"]] if isinstance(entry["says"], str) else entry["says"]
    return Frame(
        name,
        entry.get("gives", path.stem),
        tuple(one for text in says for one in wording.compile_wording(text, where)),
        entry.get("fields", {}),
        frozenset(entry.get("in", ())),
        tuple(entry["yes"]),
        tuple(entry["no"]),
        float(entry.get("confidence", 0.85)),
        0,
    )


@cache
def shipped() -> tuple[Frame, ...]:
    """Give all frames of data/lexicon/frames, file by file."""
    return tuple(frame for path in sorted(folder("data/lexicon/frames").glob("*.toml")) for frame in load(path))


class Finder:
    """Looks for frames: the trigger words of all of them in one pass, then only those that have one in the text."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        self.frames = tuple(frames)
        by_word: dict[str, list[tuple[Frame, wording.Wording]]] = {}
        for frame in self.frames:
            for one in frame.wordings:
                for word in one.triggers:
                    by_word.setdefault(word, []).append((frame, one))
        self._order = {id(frame): at for at, frame in enumerate(self.frames)}
        self._by_word = list(by_word.values())
        self._words = ahocorasick_rs.AhoCorasick(list(by_word))

    def find(self, marked: Marked, *, gives: str, section: str = "") -> list[Match]:
        """Give the frames of one kind that a text fits; of two at one place the longer, then the earlier."""
        tried: set[int] = set()
        found: list[Match] = []
        for at, _, _ in self._words.find_matches_as_indexes(marked.text.casefold(), overlapping=True):
            for frame, one in self._by_word[at]:
                if frame.gives != gives or id(one) in tried or (frame.sections and section not in frame.sections):
                    continue
                tried.add(id(one))
                found += _matches(frame, one, marked)
        found.sort(key=lambda match: (match.begin - match.end, self._order[id(match.frame)]))
        return sorted(_apart(found), key=lambda match: match.begin)


def _matches(frame: Frame, one: wording.Wording, marked: Marked) -> Iterator[Match]:
    for match in one.pattern.finditer(marked.text):
        slots = {
            name: (marked.origin(match.start(name)), marked.origin(match.end(name)))
            for name in one.pattern.groupindex
            if match[name] is not None
        }
        yield Match(frame, marked, marked.origin(match.start()), marked.origin(match.end()), slots)


def _apart(found: list[Match]) -> list[Match]:
    """Leave out what shares a place with one before it."""
    kept: list[Match] = []
    for match in found:
        if not any(other.begin < match.end and match.begin < other.end for other in kept):
            kept.append(match)
    return kept


@cache
def finder() -> Finder:
    """Give the finder of the frames in use."""
    return Finder(shipped())
