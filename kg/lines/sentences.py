"""Sentences and phrases by spaCy; no kind of fact is known here."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.pipeline import nlp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Flow

_STOPS = {".", "!", "?", "…"}
_CLOSERS = {'"', "”", "’", ")", "»"}
_OPENERS = '”"»§-'
_STOPPED = re.compile(r"""(?<!\S)[^\s.!?…]*[.!?…]\S*(?: ["”’)»](?= |$))?""")
_FIRST_STOP = re.compile(r"[.!?…]")
_SEVERAL = re.compile(r"[.!?…]\W*\s")
_NUMBER_STOP = re.compile(r".*\d\.$")
_NO_STOP = grammar.pattern("running", "no-stop")
"""A shortened word in front of a name, whose full stop ends no sentence: `ordf. Anna Ek (S)`, `Siv St. Clair`."""


@lru_cache(maxsize=65536)
def _tokens(words: str) -> tuple[tuple[int, str], ...]:
    """Give place and text of the tokens of a word or two; spaCy's tokens never go over a space."""
    return tuple((token.idx, token.text) for token in nlp().tokenizer(words))


def _beginnings(text: str) -> Iterator[int]:
    """Give where sentences begin behind the first: only words with a stop in them are cut into tokens."""
    for match in _STOPPED.finditer(text):
        after = text[match.end() + 1 : match.end() + 2]
        if _NO_STOP.match(text, match.start()):
            continue
        inside = _FIRST_STOP.split(match[0], maxsplit=1)[1]
        if not (after and _opens(after)) and not any(map(_opens, inside)):
            continue
        stop = ended = False
        for place, token in _tokens(match[0]):
            if stop and _opens(token[0]):
                yield match.start() + place
            behind = token in _CLOSERS and ended
            ended = token in _STOPS or _NUMBER_STOP.match(token) is not None
            stop = ended or behind
        if stop and after and _opens(after):
            yield match.end() + 1


def ends(text: str) -> bool:
    """Whether the last word of a text ends a sentence: the stop of a shortened word does not.

    >>> ends("Motionen avslås."), ends("enligt bl.a."), ends("Motionen")
    (True, False, False)
    """
    tokens = [token for _, token in _tokens(text.rsplit(" ", 1)[-1])]
    while len(tokens) > 1 and tokens[-1] in _CLOSERS:
        tokens.pop()
    return tokens[-1] in _STOPS or _NUMBER_STOP.match(tokens[-1]) is not None


def _opens(letter: str) -> bool:
    return letter.isupper() or letter in _OPENERS


@lru_cache(maxsize=8192)
def sentences(flow: Flow) -> tuple[Flow, ...]:
    """Cut a paragraph into its sentences: once, whoever asks.

    One begins behind a full stop that is no abbreviation and before a capital, a quote or a paragraph sign. Swedish
    abbreviations (`bl.a.`, `resp.`) are one token of spaCy's Swedish tokenizer: their stops are no stops.
    """
    if not _SEVERAL.search(flow.text):
        return (flow,) if flow.text else ()
    edges = [0, *_beginnings(flow.text), len(flow.text)]
    return tuple(flow.cut(begin, end) for begin, end in pairwise(edges))


class Phrases:
    """Finds the phrases of a lexicon in a text, whatever their case, as spaCy cuts both into tokens."""

    def __init__(self, kinds: Mapping[str, tuple[str, ...]]) -> None:
        self._begun: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._order = list(kinds)
        self._longest = 1
        """Of how many tokens the longest phrase is."""
        self._needed: set[str] = set()
        """The longest word of each phrase: a text without any of them need not be cut."""
        for place, wordings in enumerate(kinds.values()):
            for words in (_lowered(wording.split(" ")) for wording in wordings):
                self._begun.setdefault(words[0], []).append((place, words))
                self._needed.add(max(words, key=len))
                self._longest = max(self._longest, len(words))
        self._first = re.compile("|".join(map(re.escape, self._begun)))
        """What a word has that a phrase may begin with: hardly any word is cut into tokens but from such a one on."""

    def first_kind(self, text: str) -> str | None:
        """Give the kind that the lexicon names first among those found, or None."""
        low = text.lower()
        if not any(word in low for word in self._needed):
            return None
        found = [
            place
            for words, own in self._cut([word for word in text.split(" ") if word])
            for at in range(own)
            for place, phrase in self._begun.get(words[at], ())
            if words[at : at + len(phrase)] == phrase
        ]
        return self._order[min(found)] if found else None

    def _cut(self, words: Sequence[str]) -> Iterator[tuple[tuple[str, ...], int]]:
        """Give the tokens from each word on with which a phrase may begin, and how many of them are that word's."""
        for at, word in enumerate(words):
            if self._first.search(word.lower()):
                yield _lowered(words[at : at + self._longest]), len(_tokens(word))


def _lowered(words: Iterable[str]) -> tuple[str, ...]:
    """Give the tokens of some words in lower case: spaCy's never go over a space."""
    return tuple(token.lower() for word in words for _, token in _tokens(word))
