"""What a whole folder says that was not understood: each heading and wording once, with how often it stands there."""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from kg import document, processes
from kg.errors import KgError
from kg.explore.wanted import Survey, Wanted
from kg.files import source
from kg.language import marks
from kg.minutes import intake
from kg.model import Flow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.model import Source, Unread

_SIGNAL = re.compile(r"“(?P<said>.+?)”")
_DIGITS = re.compile(r"\d+")
_BESIDE = 5
"""So many words on each side of what tells that a sentence says something belong to its wording."""
_NOTATION = re.compile(r"[(){}<>?^$|*+.,:;\"”“]+")
"""What a wording does not have as it stands: signs of its notation, and marks between words."""


class Seen(NamedTuple):
    """Something that was not understood in one document: the wording it is counted under, as it stands, and where."""

    kind: str
    wording: str
    text: str
    line: int


def survey(paths: Sequence[Path], jobs: int = 1, progress: Callable[[int, int], None] = lambda *_: None) -> Survey:
    """Read all documents under some files and folders, and gather what was not understood.

    Args:
        paths: Files and folders; what is no minutes is left out.
        jobs: Processes that read side by side.
        progress: Called for every file that is done, with how many are done and how many there are.
    """
    found = source.gather(paths)
    problems = [str(one) for one in found.problems]
    places: dict[tuple[str, str], list[tuple[str, Seen]]] = defaultdict(list)
    read = 0
    with closing(processes.mapped(_of_one, found.places, jobs)) as documents:
        for done, (place, seen) in enumerate(zip(found.places, documents, strict=True), 1):
            progress(done, len(found.places))
            if isinstance(seen, str):
                problems += [seen] if seen else []
                continue
            read += 1
            for one in seen:
                places[one.kind, one.wording].append((place.name, one))
    wanted = [
        Wanted(kind, wording, len({name for name, _ in at}), len(at), at[0][1].text, f"{at[0][0]}:{at[0][1].line}")
        for (kind, wording), at in places.items()
    ]
    wanted.sort(key=lambda one: (-one.documents, -one.times, one.kind, one.wording))
    return Survey(tuple(wanted), read, tuple(problems))


def _of_one(place: source.Place) -> list[Seen] | str:
    """Give what was not understood of a document; what is wrong with it, or nothing where it is no minutes."""
    try:
        read = source.read(place)
        if intake.unread(read):
            return ""
        found = document.examine(read, place.called)
    except KgError as problem:
        return str(problem)
    return [_seen(one, found.minutes.source) for one in found.unread] if found.minutes.items else ""


def _seen(one: Unread, read: Source) -> Seen:
    text = " ".join(read.quote(one.span).split())
    if one.kind == "heading":
        wording = _DIGITS.sub("#", text.strip(" :*#.").lower())
    elif one.kind == "sentence":
        wording = _wording(text, _SIGNAL.search(one.why))
    else:
        wording = text if one.kind == "name" else _DIGITS.sub("#", _skeleton(text))
    return Seen(one.kind, wording, text, read.line(one.span.begin))


def _skeleton(text: str) -> str:
    """Write a text in the notation of frames: whatever it names as a slot.

    >>> _skeleton("Anna Ek (S) tillstyrker nämndens förslag")
    "{:person} tillstyrker {:body's} förslag"
    """
    marked = marks.marked(Flow(text, (0,), (0,)))
    parts: list[str] = []
    last = 0
    for mark, place in zip(marked.marks, marked.at, strict=True):
        slot = f"{{:{mark.kind}'s}}" if mark.genitive and mark.kind in marks.BODIES else f"{{:{mark.kind}}}"
        parts += (_NOTATION.sub(" ", marked.text[last:place]), slot)
        last = place + 1
    parts.append(_NOTATION.sub(" ", marked.text[last:]))
    return " ".join("".join(parts).split())


def _wording(text: str, signal: re.Match[str] | None) -> str:
    """Give the words about what tells that a sentence says something."""
    words = _skeleton(text).split(" ")
    said = signal["said"].split(" ")[0] if signal else ""
    at = next((place for place, word in enumerate(words) if said and word.lower().startswith(said)), 0)
    return " ".join(words[max(at - _BESIDE, 0) : at + _BESIDE + 1])
