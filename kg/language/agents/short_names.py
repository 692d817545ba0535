"""Bodies by other names than in the definite: abbreviated, built into a word (`fullmäktigebeslut`), `dåvarande ...`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.language.agents.organs import Located, named
from kg.language.agents.persons import parties
from kg.language.agents.words import canonical
from kg.resources import abbreviations, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Flow

_FORMER = grammar.pattern("agents", "former")
_COMPOUND = grammar.pattern("agents", "in-a-word")
_UNLISTED = grammar.pattern("agents", "unlisted")
_UNLISTED_WORD = re.compile(rf"\b{_UNLISTED.pattern}")
_JOINS = frozenset({"och", "samt", "för"})


@cache
def _abbreviations() -> re.Pattern[str]:
    written = {*abbreviations(), *(short for short in _unambiguous() if not short.islower())}
    listed = sorted(written, key=lambda short: (-len(short), short))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b")


@cache
def _unambiguous() -> dict[str, str]:
    """Give the abbreviations that mean the same everywhere, also as a word: `KS`, `Ks`, `kf`; of boards none do."""
    sure = {short: name for short, name in abbreviations().items() if not name.endswith("nämnden")}
    written = (str.casefold, str.capitalize, str)
    return {form(short): name for form in written for short, name in sure.items()}


@cache
def _sure() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(_unambiguous(), key=lambda short: (-len(short), short)))})(?=s?\b)(?!-)")


def short_at(flow: Flow, begin: int) -> Located | None:
    """Give the body whose abbreviation stands at a place, if it can mean no other: `KS beslutar`, `Ks förslag`."""
    match = _sure().match(flow.text, begin)
    return Located(*match.span(), named(_unambiguous()[match[0]], flow.span(*match.span()))) if match else None


def board_at(flow: Flow, begin: int) -> Located | None:
    """Give the board that an abbreviation at a place usually means: in the minutes of another one it means that."""
    match = _boards().match(flow.text, begin)
    return Located(*match.span(), named(abbreviations()[match[0]], flow.span(*match.span()))) if match else None


@cache
def _boards() -> re.Pattern[str]:
    listed = [short for short, name in abbreviations().items() if name.endswith("nämnden")]
    return re.compile(rf"(?:{'|'.join(sorted(listed, key=lambda short: (-len(short), short)))})(?=\s)")


def unlisted_at(flow: Flow, begin: int) -> Located | None:
    """Give the body whose abbreviation, which nobody lists, stands at a place; its name is the abbreviation.

    It may be that of the body that meets (`agents.is_called`), or of another one; a party's is none.
    """
    match = _UNLISTED.match(flow.text, begin)
    if match is None or match[0] in parties() or match[0] in abbreviations():
        return None
    return Located(*match.span(), named(match[0], flow.span(*match.span())))


def as_if_listed(text: str) -> str:
    """Write a line with abbreviations that nobody lists as if they were listed: `BUN beslutar` as `KS beslutar`."""
    return text if text.isupper() else _UNLISTED_WORD.sub(lambda m: m[0] if m[0] in parties() else "KS", text)


def is_short_for(short: str, name: str) -> bool:
    """Whether an abbreviation is that of a name: the one known, or the first letters of its words or of their parts.

    >>> is_short_for("Au", "Allmänna utskottet"), is_short_for("BUN", "Barn- och utbildningsnämnden")
    (True, True)
    >>> is_short_for("Ks", "Kommunstyrelsen"), is_short_for("Ks", "Kommunfullmäktige")
    (True, False)
    >>> is_short_for("SHBN", "Samhällsbyggnadsnämnden"), is_short_for("MHN", "Miljö- och byggnadsnämnden")
    (True, False)
    """
    words = [word for word in name.casefold().split() if word not in _JOINS]
    initials = "".join(word[0] for word in words)
    letters = short.casefold()
    if abbreviations().get(short.upper()) == name or letters in {initials, f"{initials}n", f"{initials}u"}:
        return True
    return short.upper() not in abbreviations() and len(letters) > len(initials) and _spells(letters, words)


def _spells(letters: str, words: Sequence[str]) -> bool:
    """Whether letters stand in this order in words: the first of each word, and last that of the sort of body."""
    nouns = (*phrases("agents", "ending")["body"], *phrases("agents", "indefinite")["body"])
    noun = next((one for one in nouns if words[-1].endswith(one)), words[-1])
    if letters[-1] != noun[0]:
        return False
    begins, behind = letters[:-1], [*words[:-1], words[-1].removesuffix(noun)]
    form = r"\w*".join(re.escape(letter) for letter in begins)
    return re.match(form, "".join(behind).replace("-", "")) is not None and all(
        word[0] in begins for word in behind if word
    )


def short_names(flow: Flow) -> list[Located]:
    """Find the bodies that a text names so; the mention says the whole name, in the definite."""
    return sorted(_found(flow))


def _found(flow: Flow) -> Iterator[Located]:
    text = flow.text
    for match in _abbreviations().finditer(text):
        yield Located(
            *match.span(), named(abbreviations().get(match[0]) or _unambiguous()[match[0]], flow.span(*match.span()))
        )
    for match in _FORMER.finditer(text) if "åvarande" in text else ():
        name = canonical(_definite(match["unit"]))
        yield Located(*match.span(), named(name, flow.span(*match.span("unit"))))
    for match in _COMPOUND.finditer(text) if "beslut" in text else ():
        name = canonical(_definite(match["unit"].removesuffix("s")))
        yield Located(*match.span(), named(name, flow.span(*match.span("unit"))))


def _definite(unit: str) -> str:
    if unit.endswith("fullmäktige"):
        return unit
    return unit + ("n" if unit.endswith("e") else "et" if unit.endswith("utskott") else "en")
