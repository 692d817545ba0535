"""What the headings inside a paragraph (§) are called: which wording opens which kind of section, by the lexicon."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING

from kg.language import agents, grammar
from kg.language.listed_headings import fold, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.model import Line

_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+(?=[A-ZÅÄÖ])")
_SPACED = re.compile(r"\w(?: \w){2,}|[^\W\d_] [^\W\d_]{3,}(?: .*)?")
"""Letters set apart, or a capital alone: `B e s l u t`, `Y rkanden`."""
_LONGEST = 90
"""No heading of a section has more characters."""
_LEAST_BEGINNING = 2
TOLD_ELSEWHERE = frozenset({"draft", "documents", "notified", "delegation"})
"""Sections that list and quote what is written elsewhere: nobody votes in them or cites."""
OF_OTHERS = TOLD_ELSEWHERE | {"preparation", "reservation", "statement"}
"""And those in which others than the meeting have the word."""
_SURE_WITH_NUMBER = {"decision", "draft", "background", "preparation", "motions", "proposition"}
"""Kinds whose headings may carry a number; `3. Protokollsutdrag` is an entry of a list."""

_OF_VOTERS = grammar.pattern("running", "heading-of-voters")
HYPHENS = "-\u00ad\u2010\u2011\u0002\ufffe"
"""What stands at the end of a line where a word is parted; the last two are what PDFs have there."""
_ASKING = ("beslut", "beslöt", "föreslå", "hemställ", "rekommender", "uppdra")
"""One of these stands in every lead: most lines are asked no more."""


@cache
def _spaced() -> dict[str, str]:
    return {words.replace(" ", ""): kind for words, kind in listed().items()}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, one) for kind, several in grammar.listed("headings", "pattern").items() for one in several)


@cache
def _with_colon() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = grammar.listed("headings", "with-colon").items()
    return tuple((kind, one) for kind, several in listed for one in several)


@cache
def _any_pattern() -> re.Pattern[str]:
    return grammar.any_of(pattern for _, pattern in _patterns())


@cache
def _leads() -> tuple[re.Pattern[str], ...]:
    return tuple(one for several in grammar.listed("headings", "lead").values() for one in several)


def heading_patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    """Give the patterns of the headings of one kind, over the case-folded heading without its colon."""
    with_colon = tuple(one for named, one in _with_colon() if named == kind)
    return (*grammar.listed("headings", "pattern")[kind], *with_colon)


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(words[:end] for words in listed() for end in range(_LEAST_BEGINNING, len(words) + 1))


def wrapped(parts: Sequence[str], known: Callable[[str], bool]) -> tuple[str, tuple[str, ...]] | None:
    """Give the heading that parts on lines of their own make, and what joins each of them to the next.

    Where a word had no room it is parted, with a hyphen or none.
    """
    bare = [part.rstrip(HYPHENS) for part in parts[:-1]]
    choices = [("",) if part != word else (" ", "") for part, word in zip(parts, bare, strict=False)]
    for glues in product(*choices):
        words = "".join(word + glue for word, glue in zip((*bare, parts[-1]), (*glues, ""), strict=True))
        if words and known(words):
            return words, glues
    return None


def may_begin(text: str) -> bool:
    """Whether a text is a heading of the lexicon or its first letters: a narrow column has no room for more."""
    return text[:1].isupper() and text.casefold().rstrip(f" :{HYPHENS}") in _beginnings()


def section_kind(line: Line) -> str | None:
    """Give the kind of section that a line opens as its heading, or None where it is no known heading."""
    text = line.text
    if line.mark and not line.level:
        kind = heading_kind(text) if line.mark[0].isdigit() else None
        return kind if kind in _SURE_WITH_NUMBER and fold(text) in listed() else None
    return heading_kind(text) if line.level or text[0].isupper() or text[0].isdigit() else None


@lru_cache(maxsize=16384)
def heading_kind(text: str) -> str | None:
    """Give the kind of section of a heading's wording, or None."""
    if len(text) > _LONGEST:
        return None
    folded = fold(text)
    if folded in listed():
        return listed()[folded]
    if number := _NUMBER.match(text):
        kind = listed().get(folded[number.end() :])
        return kind if kind in _SURE_WITH_NUMBER else None
    if _SPACED.fullmatch(folded) and (kind := _spaced().get(folded.replace(" ", ""))):
        return kind
    if text.endswith("."):
        return None  # a sentence: only a heading word for word has a full stop
    if text.rstrip().endswith(":") and (kind := next((kind for kind, p in _with_colon() if p.fullmatch(folded)), None)):
        return kind
    if _any_pattern().fullmatch(folded) is None:
        return None
    return next(kind for kind, pattern in _patterns() if pattern.fullmatch(folded))


def heads_voters(text: str) -> bool:
    """Whether words head a list of those who vote for one side, and nothing else: `Ja röstar`, `Avstår:`."""
    return _OF_VOTERS.fullmatch(text) is not None


def is_lead(line: Line) -> bool:
    """Whether a line alone says who decides or proposes what follows: `Nämnden beslutar att`."""
    return not line.mark and _is_lead(line.text)


@lru_cache(maxsize=8192)
def _is_lead(text: str) -> bool:
    if not text or not text[0].isupper() or len(text) > _LONGEST:
        return False
    folded = fold(agents.as_if_listed(text))
    return any(word in folded for word in _ASKING) and any(p.fullmatch(folded) for p in _leads())
