"""The patterns of data/lexicon, compiled: how Swedish minutes word each kind of fact, kept as data."""

from __future__ import annotations

import re
from functools import cache

from kg.errors import ShareError
from kg.facts import agents, dates
from kg.resources import check_keys, lexicon

NUMBER_WORDS = {"ingen": 0, "inga": 0, "ett": 1} | {
    word: number
    for number, word in enumerate(
        (
            *("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton"),
            *("fjorton", "femton", "sexton", "sjutton", "arton", "nitton", "tjugo"),
        )
    )
}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(NUMBER_WORDS)})"


def number(text: str) -> int:
    """Give what a figure or a number word says that `NUMBER` matches."""
    return int(text) if text.isdigit() else NUMBER_WORDS[text.casefold()]


_PLACEHOLDERS = {
    "{date}": dates.DATE_PATTERN,
    "{name}": agents.NAME,
    "{number}": NUMBER,
}


@cache
def patterns(name: str, part: str) -> tuple[re.Pattern[str], ...]:
    """Compile the alternatives of one entry of `data/lexicon/<name>.toml`, each by itself, in their order.

    An entry is a list of regular expressions under `[any-case]` or `[exact-case]`; `{date}`, `{name}` and `{number}`
    stand for a Swedish date, a person's name, a figure or number word.

    Raises:
        ShareError: There is no such entry, or an alternative is no regular expression.
    """
    alternatives, flags = _entry(name, part)
    return tuple(_compile(alternative, flags, name, part) for alternative in alternatives)


@cache
def pattern(name: str, part: str) -> re.Pattern[str]:
    """Compile one entry as `patterns` does, its alternatives as one pattern."""
    alternatives, flags = _entry(name, part)
    return _compile("|".join(f"(?:{alternative})" for alternative in alternatives), flags, name, part)


def _entry(name: str, part: str) -> tuple[list[str], re.RegexFlag]:
    table = lexicon(name)
    where = f"data/lexicon/{name}.toml"
    check_keys(table, {"any-case", "exact-case"}, where)
    for kind, flags in (("any-case", re.IGNORECASE), ("exact-case", re.NOFLAG)):
        if part in table.get(kind, {}):
            return table[kind][part], flags
    raise ShareError(f"there is no entry {part}", where=where, hint=f"entries: {', '.join(sorted(entries(name)))}")


def _compile(text: str, flags: re.RegexFlag, name: str, part: str) -> re.Pattern[str]:
    for placeholder, meaning in _PLACEHOLDERS.items():
        text = text.replace(placeholder, meaning)
    try:
        return re.compile(text, flags)
    except re.error as problem:
        where = f"data/lexicon/{name}.toml"
        raise ShareError(f"{part} is no regular expression: {problem}", where=where) from problem


def entries(name: str) -> set[str]:
    """Give the names of all entries of a lexicon of patterns."""
    return {part for table in lexicon(name).values() for part in table}
