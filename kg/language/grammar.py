"""The patterns of data/lexicon, compiled: how Swedish minutes word each kind of fact, kept as data."""

from __future__ import annotations

import re
from functools import cache

from kg.errors import ShareError
from kg.language import agents, dates
from kg.resources import check_keys, lexicon

_SMALL = (
    *("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton"),
    *("fjorton", "femton", "sexton", "sjutton", "arton", "nitton"),
)
_TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
NUMBER_WORDS = (
    {"ingen": 0, "inga": 0, "ett": 1, "aderton": 18}
    | {word: number for number, word in enumerate(_SMALL)}
    | {
        f"{ten}{unit}": number + more
        for number, ten in zip(range(20, 100, 10), _TENS, strict=True)
        for more, unit in (*enumerate(("", *_SMALL[1:10])), (1, "ett"))
    }
)
"""The numbers from 0 to 99 as words: no vote of a smaller assembly is longer, and larger ones print figures."""
_WORD = (
    rf"(?:{'|'.join(_TENS)})(?:{'|'.join((*_SMALL[1:10], 'ett'))})?(?!\w)"
    rf"|(?:{'|'.join(sorted((*_SMALL, 'ingen', 'inga', 'ett', 'aderton'), key=len, reverse=True))})(?!\w)"
)
NUMBER = rf"(?<!\w)(?:\d{{1,3}}(?![\d.]\d)|{_WORD})"
COUNT = rf"(?:{NUMBER}(?:\s?\({NUMBER}\))?)"
"""A number and, in brackets, the same again: `sju (7)`, `7 (sju)`."""
_DIGITS = re.compile(r"\d{1,3}")


def number(text: str) -> int:
    """Give what a figure or a number word says that `NUMBER` or `COUNT` matches; of `sju (7)` the figure."""
    figure = _DIGITS.search(text)
    return int(figure[0]) if figure else NUMBER_WORDS[text.split(" ", 1)[0].casefold()]


_PLACEHOLDERS = {
    "{date}": dates.DATE_PATTERN,
    "{name}": agents.NAME,
    "{number}": NUMBER,
    "{count}": COUNT,
}


@cache
def patterns(name: str, part: str) -> tuple[re.Pattern[str], ...]:
    """Compile the alternatives of one entry of `data/lexicon/<name>.toml`, each by itself, in their order.

    An entry is a list of regular expressions under `[any-case]` or `[exact-case]`; `{date}`, `{name}`, `{number}`
    and `{count}` stand for a Swedish date, a person's name, a figure or number word, and one with the other in
    brackets; any other name in braces for the alternatives of that name under `[part]`, which may use the four and
    those listed before them.

    Raises:
        ShareError: There is no such entry, or an alternative is no regular expression.
    """
    alternatives, flags = _entry(name, part)
    return tuple(compiled(alternative, name, part, flags) for alternative in alternatives)


@cache
def pattern(name: str, part: str) -> re.Pattern[str]:
    """Compile one entry as `patterns` does, its alternatives as one pattern."""
    alternatives, flags = _entry(name, part)
    return compiled("|".join(f"(?:{alternative})" for alternative in alternatives), name, part, flags)


def _entry(name: str, part: str) -> tuple[list[str], re.RegexFlag]:
    table = lexicon(name)
    where = f"data/lexicon/{name}.toml"
    check_keys(table, {"any-case", "exact-case", "part"}, where)
    for kind, flags in (("any-case", re.IGNORECASE), ("exact-case", re.NOFLAG)):
        if part in table.get(kind, {}):
            return table[kind][part], flags
    raise ShareError(f"there is no entry {part}", where=where, hint=f"entries: {', '.join(sorted(entries(name)))}")


def compiled(text: str, name: str, part: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Compile an alternative of a part of a lexicon, its placeholders filled in.

    Raises:
        ShareError: It is no regular expression.
    """
    own = {f"{{{part}}}": f"(?:{'|'.join(listed)})" for part, listed in lexicon(name).get("part", {}).items()}
    for placeholder, meaning in (*reversed(own.items()), *_PLACEHOLDERS.items()):
        text = text.replace(placeholder, meaning)
    try:
        return re.compile(text, flags)
    except re.error as problem:
        where = f"data/lexicon/{name}.toml"
        raise ShareError(f"{part} is no regular expression: {problem}", where=where) from problem


def entries(name: str) -> set[str]:
    """Give the names of all entries of a lexicon of patterns."""
    return {part for kind, table in lexicon(name).items() if kind != "part" for part in table}
