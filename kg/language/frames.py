"""Frames: wordings as data, each with its examples; here they are read, and looked for in a marked text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import ahocorasick_rs

from kg.errors import ShareError
from kg.language import wording
from kg.language.marks import Marked, marked
from kg.model import Flow
from kg.resources import check_keys, folder, read_toml, taught

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.language.fitting import Fit


_KEPT = 16384
"""Of how many texts it is kept what fits: of a document whose sentences several kinds ask for, all."""
_KEYS = {"gives", "says", "unless", "when", "without", "in", "not-in", "fields", "yes", "no", "confidence", "why"}


@dataclass(frozen=True, slots=True)
class Frame:
    """One wording of one kind of fact, in all its orders, with examples of what it says and what it does not."""

    name: str
    gives: str
    """The kind of fact that it gives."""
    says: tuple[str, ...]
    """Its wordings as they are written."""
    wordings: tuple[wording.Wording, ...]
    unless: tuple[wording.Wording, ...]
    """What must not stand in front of it in its sentence."""
    when: tuple[wording.Wording, ...]
    """Wordings one of which its sentence must have somewhere; none where it need not."""
    without: tuple[wording.Wording, ...]
    """Wordings none of which its sentence may have anywhere."""
    fields: Mapping[str, Any]
    """What the fields of the fact are: a constant, or `{slot}`."""
    sections: frozenset[str]
    """The kinds of sections in which it is looked for; none where it may stand everywhere."""
    elsewhere: frozenset[str]
    """The kinds of sections in which it is not looked for."""
    yes: tuple[str | Mapping[str, Any], ...]
    no: tuple[str, ...]
    confidence: float

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
    weight: int
    """How much of the text its words account for: of two at one place the one that accounts for more is right."""
    kinds: Mapping[str, str]
    """The kind of mark of each slot: `speaker`, `body`."""
    claimed: int
    """Where what it claims begins: of two that claim one place only one is right. Who acts may do several things."""


def load(path: Path) -> tuple[Frame, ...]:
    """Read a file of frames.

    Raises:
        ShareError: It is no TOML, a frame has a key that is none, or a wording cannot be read; says which.
    """
    return tuple(frame(name, entry, path) for name, entry in read_toml(path).items())


def frame(name: str, entry: Any, path: Path) -> Frame:
    """Make the frame of one table of a file.

    Raises:
        ShareError: As `load`.
    """
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
        tuple(says),
        _wordings(says, where),
        _wordings(entry.get("unless", ()), where),
        _wordings(entry.get("when", ()), where),
        _wordings(entry.get("without", ()), where),
        entry.get("fields", {}),
        frozenset(entry.get("in", ())),
        frozenset(entry.get("not-in", ())),
        tuple(entry["yes"]),
        tuple(entry["no"]),
        float(entry.get("confidence", 0.85)),
    )


def _wordings(listed: Iterable[str], where: str) -> tuple[wording.Wording, ...]:
    return tuple(one for text in listed for one in wording.compile_wording(text, where))


@cache
def shipped() -> tuple[Frame, ...]:
    """Give all frames of data/lexicon/frames, file by file."""
    return tuple(frame for path in sorted(folder("data/lexicon/frames").glob("*.toml")) for frame in load(path))


class _Asked(NamedTuple):
    """A wording of a frame, its place among all, and what a text has that may fit it, as a number of bits."""

    place: int
    frame: Frame
    wording: wording.Wording
    needs: int
    """The sets of words of each of which a text has one."""
    signs: int
    """Likewise of signs and of shorter words: they are asked for where the marks of the text are known."""


class _Core(NamedTuple):
    """A word looked for, and the trigger words that it is where letters or figures are joined to it or not."""

    begins: bool
    """Whether it begins with a letter or figure, so that those in front of it are of one word with it."""
    ends: bool
    alone: frozenset[int]
    before: frozenset[int]
    """Of those the ones behind which letters may stand."""
    behind: frozenset[int]
    within: frozenset[int]

    @classmethod
    def of(cls, core: str, listed: Iterable[tuple[bool, bool, int]]) -> _Core:
        """Make it of its triggers: whether letters may stand before, behind, and its number."""
        several = tuple(listed)

        def those(*, front: bool, back: bool) -> frozenset[int]:
            return frozenset(at for before, behind, at in several if before >= front and behind >= back)

        alone, before = those(front=False, back=False), those(front=False, back=True)
        behind, within = those(front=True, back=False), those(front=True, back=True)
        return cls(core[:1].isalnum(), core[-1:].isalnum(), alone, before, behind, within)


class _Found(NamedTuple):
    """Where a wording fits, in the characters of the marked text alone: flows of one marked text share it."""

    order: int
    frame: Frame
    wording: wording.Wording
    fit: Fit


class Finder:
    """Looks for frames: the trigger words of all of them in one pass, then only those that have one in the text."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        self.frames = tuple(frames)
        self._order = {id(frame): at for at, frame in enumerate(self.frames)}
        places: dict[str, int] = {}
        sets: dict[frozenset[int], int] = {}
        asked: dict[int, list[_Asked]] = {}

        def bits(listed: Iterable[Iterable[str]]) -> int:
            numbered = (frozenset(places.setdefault(word, len(places)) for word in words) for words in listed)
            return sum(1 << at for at in {sets.setdefault(words, len(sets)) for words in numbered})

        listed = ((frame, one) for frame in self.frames for one in frame.wordings)
        for place, (frame, one) in enumerate(listed):
            first, *more = one.triggers
            begins = sorted(places.setdefault(word, len(places)) for word in set(first))
            when = tuple(word for other in frame.when for word in other.triggers[0])
            needs = bits((*more, when) if when else more)
            entry = _Asked(place, frame, one, needs, bits(one.signs))
            for word in begins:
                asked.setdefault(word, []).append(entry)
        self._asked = asked
        """The wordings by each of their first trigger words."""
        self._sets = {word: sum(1 << at for words, at in sets.items() if word in words) for word in places.values()}
        """The sets that each word is of."""
        cores: dict[str, list[tuple[bool, bool, int]]] = {}
        for trigger, at in places.items():
            cores.setdefault(trigger.strip("*"), []).append((trigger.startswith("*"), trigger.endswith("*"), at))
        self._cores = tuple(_Core.of(core, listed) for core, listed in cores.items())
        self._words = ahocorasick_rs.AhoCorasick(list(cores))
        self.fitted: Counter[tuple[str, str]] = Counter()
        """In how many texts each wording of a frame was found where it was looked for: `python -m tools.fired`."""
        self._bits = {frame.rule: 1 << at for at, frame in enumerate(self.frames)}
        self._said = {word: self._by_need(listed) for word, listed in asked.items()}
        """Which frames a text may hold that has a first trigger word, by what else it must have."""
        self._telling = lru_cache(maxsize=_KEPT)(self._told_by)
        self._kinds = lru_cache(maxsize=_KEPT)(self._kinds_of)
        self._fitting = lru_cache(maxsize=_KEPT)(self._may_fit)
        self._places = lru_cache(maxsize=_KEPT)(self._found)

    def recount(self) -> None:
        """Count from nothing on: what was looked through before counts again."""
        self.fitted.clear()
        self._places.cache_clear()

    def kinds(self, text: str, section: str | None = None) -> frozenset[str]:
        """Give the kinds of facts of which a text may hold a frame: it has one of their trigger words.

        `section` is the kind of section that the text stands in; None where that is not asked.
        """
        return self._kinds(self._telling(text), section) if self.frames else frozenset()

    def may_hold(self, frame: str, text: str) -> bool:
        """Whether a text has the trigger words of a frame, which is called by its rule."""
        return self._telling(text) & self._bits.get(frame, 0) != 0

    def _by_need(self, listed: Iterable[_Asked]) -> tuple[tuple[int, int], ...]:
        """Give the frames of some wordings as bits, by the sets of words that they need."""
        found: dict[int, int] = {}
        for one in listed:
            found[one.needs] = found.get(one.needs, 0) | 1 << self._order[id(one.frame)]
        return tuple(found.items())

    def _told_by(self, text: str) -> int:
        """Give the frames of which a text has the trigger words, as bits."""
        has, met = self._met(text)
        found = 0
        for word in has & self._said.keys():
            for needs, frames in self._said[word]:
                if needs & met == needs:
                    found |= frames
        return found

    def _kinds_of(self, told: int, section: str | None) -> frozenset[str]:
        frames = (self.frames[at] for at in _ones(told))
        return frozenset(frame.gives for frame in frames if _may_stand(frame, section))

    def _met(self, text: str) -> tuple[set[int], int]:
        """Give the trigger words that a text has, and the sets that they are of."""
        text = text.casefold()
        found: set[int] = set()
        cores = self._cores
        last = len(text)
        for at, begin, end in self._words.find_matches_as_indexes(text, overlapping=True):
            core = cores[at]
            inside = core.begins and begin and text[begin - 1].isalnum()
            if core.ends and end < last and text[end].isalnum():
                found |= core.within if inside else core.before
            else:
                found |= core.behind if inside else core.alone
        sets = 0
        for word in found:
            sets |= self._sets[word]
        return found, sets

    def _may_fit(self, text: str) -> dict[str, tuple[_Asked, ...]]:
        """Give the wordings that a marked text may fit, by the kind of fact that they give."""
        has, met = self._met(text)
        met_too = [
            one
            for word in has & self._asked.keys()
            for one in self._asked[word]
            if one.needs & met == one.needs and one.signs & met == one.signs
        ]
        found: dict[str, list[_Asked]] = {}
        for _, one in sorted({one.place: one for one in met_too}.items()):
            found.setdefault(one.frame.gives, []).append(one)
        return {gives: tuple(listed) for gives, listed in found.items()}

    def find(self, marked: Marked, *, gives: str, section: str | None = "", every: bool = False) -> list[Match]:
        """Give the frames of one kind that a text fits; of two at one place whose words say more, then the earlier.

        `section` is the kind of section that the text stands in; None where that is not asked. `every` gives those too
        that share a place.
        """
        return [_match(one, marked) for one in self._places(marked.text, gives, section, every)] if self.frames else []

    def _found(self, text: str, gives: str, section: str | None, every: bool) -> tuple[_Found, ...]:
        found: list[_Found] = []
        for asked in self._fitting(text).get(gives, ()):
            if _may_stand(asked.frame, section):
                order = self._order[id(asked.frame)]
                found += (_Found(order, asked.frame, asked.wording, fit) for fit in _fits(asked, text))
        self.fitted.update({(one.frame.rule, one.wording.said) for one in found})
        found.sort(key=lambda one: (-one.fit.weight, one.order))
        return tuple(sorted(found if every else _apart(found), key=lambda one: one.fit.claimed))


def _ones(bits: int) -> Iterator[int]:
    """Give the places of the bits that are set."""
    while bits:
        last = bits & -bits
        yield last.bit_length() - 1
        bits ^= last


def _may_stand(frame: Frame, section: str | None) -> bool:
    return section is None or (section not in frame.elsewhere and (not frame.sections or section in frame.sections))


def _says_any(text: str, wordings: tuple[wording.Wording, ...], end: int | None = None) -> bool:
    return any(next(one.fits(text, end), None) for one in wordings)


def _fits(asked: _Asked, text: str) -> Iterator[Fit]:
    frame = asked.frame
    for fit in asked.wording.fits(text):
        if _says_any(text, frame.unless, fit.end) or _says_any(text, frame.without):
            continue
        if frame.when and not _says_any(text, frame.when):
            continue
        yield fit


def _match(found: _Found, marked: Marked) -> Match:
    """Give what was found with its places in the flow."""
    fit = found.fit
    slots = {name: (marked.origin(begin), marked.origin(end)) for name, (begin, end) in fit.slots.items()}
    begin, end, claimed = map(marked.origin, (fit.begin, fit.end, fit.claimed))
    return Match(found.frame, marked, begin, end, slots, fit.weight, found.wording.kinds, claimed)


def _apart(found: list[_Found]) -> list[_Found]:
    """Leave out what shares a place with one before it."""
    kept: list[_Found] = []
    for one in found:
        if not any(other.fit.claimed < one.fit.end and one.fit.claimed < other.fit.end for other in kept):
            kept.append(one)
    return kept


def added(path: Path) -> tuple[Frame, ...]:
    """Give the frames of a folder of wordings that the user adds."""
    return tuple(frame for file in sorted((path / "frames").glob("*.toml")) for frame in load(file))


@cache
def finder() -> Finder:
    """Give the finder of the frames that are shipped."""
    return Finder(shipped())


@cache
def taught_finder() -> Finder:
    """Give the finder of the frames that the user adds."""
    return Finder(frame for path in taught() for frame in added(path))


def in_use() -> tuple[Frame, ...]:
    """Give all frames: those that are shipped, then those that the user adds."""
    return (*shipped(), *(frame for path in taught() for frame in added(path)))


def fits(frame: Frame, text: str) -> list[dict[str, str]]:
    """Give what the slots of a frame hold in a sentence, once for each place that it fits."""
    found = Finder([frame]).find(
        marked(Flow(text, (0,), (0,))), gives=frame.gives, section=next(iter(frame.sections), "")
    )
    return [{name: text[begin:end] for name, (begin, end) in match.slots.items()} for match in found]


def wrong_examples(frame: Frame) -> Iterator[tuple[str, str]]:
    """Give the examples that a frame does not keep, each with what is wrong with it."""
    for example in frame.yes:
        text = example if isinstance(example, str) else example.get("text", "")
        expected = (
            {} if isinstance(example, str) else {name: value for name, value in example.items() if name != "text"}
        )
        found = fits(frame, text)
        if not found:
            yield text, "no wording of the frame fits it"
        elif not any(expected.items() <= one.items() for one in found):
            said = "; ".join(", ".join(f"{name} = {value}" for name, value in one.items()) for one in found)
            yield text, f"its slots hold {said or 'nothing'}"
    for text in frame.no:
        if fits(frame, text):
            yield text, "the frame fits it, and should not"
