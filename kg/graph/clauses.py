"""Which clauses of a proposal came out as they were, which otherwise, and which not at all."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.graph.tellings import Point

_WORD = re.compile(r"[^\W_]+")
_LIKE = 60
"""From so many per cent of equal letters on, one clause may be what became of another."""
_TYPO = 75
"""A word that is so like another is that one misprinted or inflected."""

_APART, _LONG = 2, 10
"""So many words may part a clause of so many from one that says the same in the words of another clerk."""
_TELLING = 3
"""So many words with a meaning tell what a clause is about."""
_STEM = 4
"""Letters of a word that its inflection leaves alone."""


class Compared(NamedTuple):
    """Two lists of clauses side by side."""

    same: int
    """How many of the proposed ones were decided as they are."""
    became: tuple[tuple[Point, Point], ...]
    """Those that came out otherwise, with what became of them."""
    dropped: int
    added: int

    @property
    def unchanged(self) -> bool:
        """Whether what was decided is what was proposed."""
        return not (self.became or self.dropped or self.added)


def compare(proposed: Sequence[Point], decided: Sequence[Point], *, strictly: bool = True) -> Compared:
    """Compare clauses: first those that say the same, then each with the one that is most like it.

    Args:
        proposed: The clauses of the proposal.
        decided: Those of the decision.
        strictly: Whether a word or two more or less make another clause of a long one: where the decision says itself
            that it changes something.
    """
    if _are_parted_otherwise([one.text for one in proposed], [one.text for one in decided]):
        return Compared(len(proposed), (), 0, 0)
    rest = list(decided)
    open_: list[Point] = []
    for one in proposed:
        found = next((other for other in rest if says_the_same(one.text, other.text)), None)
        if found is None and not strictly:
            found = next((other for other in rest if _is_reworded(one, other)), None)
        if found is None:
            open_.append(one)
        else:
            rest.remove(found)
    likes = sorted(
        (-score, nth, other.order, one, other)
        for nth, one in enumerate(open_)
        for other in rest
        if (score := _likeness(one.text, other.text)) >= _LIKE
    )
    became: dict[str, tuple[Point, Point]] = {}
    taken: set[str] = set()
    for *_, one, other in likes:
        if one.iri not in became and other.iri not in taken:
            became[one.iri] = (one, other)
            taken.add(other.iri)
    return Compared(
        len(proposed) - len(open_), tuple(became.values()), len(open_) - len(became), len(rest) - len(taken)
    )


def _are_parted_otherwise(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether all clauses say the same together, however many they are: `Planen antas från 2031` may be two."""
    one, other = " ".join(texts), " ".join(others)
    return _said(one) == _said(other) or (len(texts) != len(others) and set(meant(one)) == set(meant(other)))


def _likeness(one: str, other: str) -> float:
    """Give how much two clauses are like each other, in per cent: enough if one says all of the other and more."""
    few, many = sorted((set(meant(one)), set(meant(other))), key=len)
    return max(fuzz.ratio(_said(one), _said(other)), _LIKE if len(few) >= _TELLING and few <= many else 0)


def is_opposite(one: str, other: str) -> bool:
    """Whether one of two clauses says what the other denies: `Gården säljs`, `Gården säljs inte`."""
    denies = set(phrases("decisions", "lead")["denies"])
    return denies.isdisjoint(_words(one)) != denies.isdisjoint(_words(other))


def only_refers(text: str) -> bool:
    """Whether a clause says nothing but that what was proposed goes.

    >>> only_refers("Kommunfullmäktige beslutar enligt förslaget"), only_refers("Förslaget bifalls")
    (True, True)
    >>> only_refers("Motionen bifalls"), only_refers("Förslaget till taxa antas")
    (False, False)
    """
    said = phrases("decisions", "lead")
    words = _words(text)
    return any(word.startswith(tuple(said["referred"])) for word in words) and all(
        word.startswith(tuple(said["refers"])) for word in words
    )


def is_vague(text: str) -> bool:
    """Whether a clause says only that a proposal goes, or that something does, and not what: nothing is told by it.

    >>> is_vague("Enligt kommundirektörens förslag"), is_vague("Godkändes"), is_vague("Förslaget antas")
    (True, True, True)
    >>> is_vague("Planen antas"), is_vague("Enligt Anna Eks förslag")
    (False, False)
    """
    said = phrases("decisions", "lead")
    words = _words(text)
    named = [
        word
        for word, behind in zip(words, (*words[1:], ""), strict=True)
        if not (word.endswith("s") and behind.startswith(tuple(said["referred"])))
    ]
    return bool(named) and all(word.startswith(tuple(said["refers"])) for word in named)


def says_the_same(one: str, other: str) -> bool:
    """Whether two clauses differ in nothing but signs, breaks within words, the spelling of a word, and their grammar.

    >>> says_the_same("Planen antas.", "planen an-tas"), says_the_same("Planen antas", "Planen antas inte")
    (True, False)
    >>> says_the_same("Taxan höjs med 2 procent", "Taxan höjs med 3 procent")
    False
    >>> says_the_same("att inrätta två team i Östervik", "Två team inrättas i Östervik")
    True
    """
    if _said(one) == _said(other) or meant(one) == meant(other):
        return True
    words, others = _words(one), _words(other)
    for what, a, b, c, d in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        was, now = "".join(words[a:b]), "".join(others[c:d])
        if was == now:
            continue
        alike = what == "replace" and b - a == d - c and fuzz.ratio(was, now) >= _TYPO
        if not alike or any(letter.isdigit() for letter in was + now):
            return False
    return True


def _is_reworded(one: Point, other: Point) -> bool:
    """Whether a long clause has a word or two more or less than another, and none that turns what it says."""
    was, now = Counter(meant(one.text)), Counter(meant(other.text))
    apart = list(((was - now) + (now - was)).elements())
    turning = {word[:_STEM] for word in phrases("decisions", "lead")["turns"]}
    return (
        one.outcome == other.outcome
        and len(apart) <= _APART
        and was.total() >= _LONG
        and not any(word in turning or word.isdigit() for word in apart)
    )


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


@lru_cache(maxsize=4096)
def meant(text: str) -> tuple[str, ...]:
    """Give how the words begin that carry the meaning, sorted: alike in an att-sats and in the passive."""
    idle = phrases("decisions", "lead")["idle"]
    return tuple(sorted(word if word.isdigit() else word[:_STEM] for word in _words(text) if word not in idle))


def _said(text: str) -> str:
    """Give the letters and digits of a text alone."""
    return "".join(_words(text))
