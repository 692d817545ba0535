"""Names of people covered in texts, however they are spelt: over a line, surname first, in a file's name, in an IRI."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.graph.iri import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COVER = "█"
"""Stands for each character of a name: a text keeps its length, so that every place in it stays right."""
_BROKEN = "[-\u00ad\u2010]\\s*\n\\s*|\u00ad"
_WORD = re.compile(rf"[^\W\d_]+(?:(?:{_BROKEN})[^\W\d_]+)*")
"""A word, also one that goes on in the next line."""
_PARTY = re.compile(r"\s?\([A-ZÅÄÖ]{1,6}\)")
_APART = 4
"""So many characters at most stand between two words of one name: `Ek,  Anna`, a line's end."""
_COMPOUND = 5
"""A surname of so many letters is covered in front of more letters too: `Sandbergska villan`."""


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    r"""Give a word as names are compared: in small letters without marks, a word over two lines as one.

    >>> folded("Ängs-\nJÖ"), folded("§")
    ('angsjo', '')
    """
    found = slug(word).replace("-", "")
    return "" if found == "x" and word.casefold() != "x" else found


@dataclass(frozen=True, slots=True)
class Names:
    """The names to be covered, and those to be left.

    Args:
        whole: Full names, folded, in the orders in which they are written.
        alone: Surnames, folded: covered by themselves too, where they begin with a capital.
        left: Names of others, folded: what they cover is not looked at.
    """

    whole: frozenset[str]
    alone: frozenset[str]
    left: frozenset[str]
    begun: frozenset[str]
    """Every beginning of a name that is covered or left."""

    def __bool__(self) -> bool:
        return bool(self.whole or self.alone)


def names(
    private: Iterable[str],
    found: Iterable[str],
    others: Iterable[str],
    phrases: Iterable[str] = (),
    small: Iterable[str] = (),
) -> Names:
    """Put names together.

    Args:
        private: The names of people who are left out.
        found: Names of people that the graph does not know: a word of the others' is no surname of theirs.
        others: The names of all who stay: people, bodies, organisations, parties.
        phrases: What may be the name of a person.
        small: Words that stand somewhere in small letters: none of them is taken for the surname of a phrase.
    """
    left = {folded_name(name) for name in others} - {""}
    known = {form for name in others for word in words(name) for form in (folded(word), folded(word).removesuffix("s"))}
    common = {form for word in small for form in (folded(word), folded(word) + "s")}
    alone: set[str] = set()
    whole = {form for name in private for form in _orders(name)}
    left -= whole
    for name in private:
        alone |= set(_surnames(name))
    for name in found:
        whole |= set(_orders(name))
        alone |= set(_surnames(name)) - known
    for phrase in phrases:
        whole.add(folded_name(phrase))
        alone |= set(_surnames(phrase)) - known - common
    whole -= left
    begun = {name[:end] for name in (*whole, *left) for end in range(1, len(name) + 1)}
    return Names(frozenset(whole), frozenset(alone), frozenset(left), frozenset(begun))


def words(text: str) -> list[str]:
    """Give the words of a text."""
    return _WORD.findall(text)


def folded_name(name: str) -> str:
    """Give a name as names are compared.

    >>> folded_name("Anna-Karin Ek")
    'annakarinek'
    """
    return "".join(map(folded, words(name)))


def _orders(name: str) -> Iterator[str]:
    """Give a full name as it stands, surname first, and without the names in the middle."""
    parts = [folded(word) for word in words(name)]
    if len(parts) > 1:
        yield "".join(parts)
        yield "".join((parts[-1], *parts[:-1]))
        yield "".join((*parts[1:], parts[0]))
        yield parts[0] + parts[-1]
        yield parts[-1] + parts[0]


def _surnames(name: str) -> Iterator[str]:
    """Give the words behind the first name that begin with a capital."""
    parts = words(name)
    first = len(words(name.split(maxsplit=1)[0])) if name.split() else 0  # `Anna-Karin` is one first name
    for word in parts[first:] or parts:
        if word[0].isupper() and len(word) > 1:
            yield folded(word)
            # What the genitive of a name was taken for: `Nils Sandbergs`.
            if word.endswith("s") and len(word) > _COMPOUND:
                yield folded(word)[:-1]


def masked(text: str, given: Names, *, small: bool = False) -> str:
    """Cover the names in a text.

    Args:
        text: The text.
        given: The names.
        small: Surnames alone are covered in small letters too, as in an address or the name of a file.

    >>> masked("Ek, Anna och Bo Ek (S)", names(["Anna Ek"], [], ["Bo Ek"]))
    '████████ och Bo Ek (S)'
    """
    places = list(_places(text, given, small=small))
    if not places:
        return text
    parts: list[str] = []
    last = 0
    for begin, end in places:
        parts += (text[last:begin], COVER * (end - begin))
        last = end
    return "".join((*parts, text[last:]))


def _places(text: str, given: Names, *, small: bool) -> Iterator[tuple[int, int]]:
    spans = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    told = [folded(text[begin:end]) for begin, end in spans]
    at = 0
    while at < len(spans):
        whole, left = _longest(spans, told, at, given)
        if whole > left:
            yield spans[at][0], spans[whole - 1][1]
        elif left == 0 and _alone(text, spans[at], told[at], given, small=small):
            yield spans[at]
        at = max(whole, left, at + 1)


def _longest(spans: list[tuple[int, int]], told: list[str], at: int, given: Names) -> tuple[int, int]:
    """Give behind which word the longest name to be covered ends that begins at one, and the longest to be left."""
    whole = left = 0
    name = ""
    for end in range(at, len(spans)):
        if end > at and spans[end][0] - spans[end - 1][1] > _APART:
            break
        name += told[end]
        for form in (name, name.removesuffix("s")):
            if form in given.whole:
                whole = end + 1
            if form in given.left:
                left = end + 1
        if name not in given.begun:
            break
    return whole, left


def _alone(text: str, span: tuple[int, int], told: str, given: Names, *, small: bool) -> bool:
    if not (small or text[span[0]].isupper()) or _PARTY.match(text, span[1]):
        return False
    if told in given.alone or told.removesuffix("s") in given.alone:
        return True
    return any(told[:end] in given.alone for end in range(_COMPOUND, len(told)))
