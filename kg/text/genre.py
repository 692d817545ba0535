"""Whether a text is minutes at all: what it calls itself above its first paragraph, and what only minutes say."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from kg.resources import check_keys, lexicon, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Minutes

_FIRST = 15
"""So many lines with text, from the top, may say what a text is."""
_LONGEST = 110
"""Neither the name of a text nor a label has more characters."""
_CELLS = re.compile(r"\t|\s{2,}|\|")
_CHAPTER = re.compile(r"\d{1,2} kap\.?(?:\s[A-ZÅÄÖ].*)?")
_CHAPTERS = 2
"""From so many lines on that open a chapter a text is a law, or written like one."""
_WORD = re.compile(r"[a-zåäöæø]+")
_ENOUGH = 20_000
"""So many characters show in which language a text is."""
_FEWEST = 3
"""Fewer different small words of another language are names and titles, or marks of a vote (`ja` is Finnish, too)."""
_CITED = re.compile(r"§+\s?\d+\s*$")
"""How a line ends that cites other minutes: `Protokoll 2025-02-26 § 31`."""


@cache
def _compiled(part: str) -> dict[str, re.Pattern[str]]:
    check_keys(lexicon("genre"), {"names-itself", "minutes", "language"}, "data/lexicon/genre.toml")
    return {
        name: re.compile("|".join(f"(?:{one})" for one in listed)) for name, listed in phrases("genre", part).items()
    }


def other(minutes: Minutes) -> str:
    """Give what a text is that calls itself something else than minutes, and has nothing that only minutes have."""
    named = _named(minutes)
    return named if named and not is_minutes(minutes) else ""


def foreign(text: str) -> str:
    """Give the language of a text that is not Swedish, by its small words; empty where it is, or too short to tell."""
    words = Counter(_WORD.findall(text[:_ENOUGH].casefold()))
    counts = {name: sum(words[word] for word in listed) for name, listed in phrases("genre", "language").items()}
    swedish = counts.pop("svenska")
    name = max(counts, key=lambda one: counts[one])
    different = sum(word in words for word in phrases("genre", "language")[name])
    return name if different >= _FEWEST and counts[name] > 2 * swedish else ""


def is_minutes(minutes: Minutes) -> bool:
    """Whether a text says that it is minutes: by its name above the first paragraph, or by who adjusts it."""
    patterns = _compiled("minutes")
    text = minutes.source.text
    above = minutes.items[0].span.begin if minutes.items else len(text)
    quoted = (minutes.source.quote(span) for span in minutes.furniture)
    head = [cell for line in (*text[:above].split("\n"), *quoted) for cell in _cells(line)]
    return any(patterns["title"].fullmatch(cell) and not _CITED.search(cell) for cell in head) or any(
        patterns["own-lines"].fullmatch(cell) for line in text.split("\n") for cell in _cells(line)
    )


def _named(minutes: Minutes) -> str:
    text = minutes.source.text
    above = text[: minutes.items[0].span.begin] if minutes.items else text
    first = list(islice((line for line in above.split("\n") if line.strip()), _FIRST))
    for line in first:
        for cell in _cells(line):
            for name, pattern in _compiled("names-itself").items():
                if pattern.fullmatch(cell):
                    return name
    chapters = sum(1 for line in text.split("\n") if _CHAPTER.fullmatch(line.strip()))
    return "lag" if chapters >= _CHAPTERS else ""


def _cells(line: str) -> Iterator[str]:
    """Give a line and what stands in its columns, folded for comparing."""
    line = line.strip(" #*_|\t\f\r")
    if not line or len(line) > 2 * _LONGEST:
        return
    parts = _CELLS.split(line)
    for part in dict.fromkeys((line, *parts)):
        folded = " ".join(part.casefold().split()).strip(" *:.")
        if folded and len(folded) <= _LONGEST:
            yield folded
