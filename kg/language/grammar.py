"""The patterns of data/lexicon, compiled: how Swedish minutes word each kind of fact, kept as data."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from kg import later
from kg.errors import ShareError
from kg.language import dates, names, words
from kg.letters import LOWER, UPPER
from kg.resources import lexicon, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

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


_FLAGS = {"any-case": re.IGNORECASE, "exact-case": re.NOFLAG, "many-lines": re.MULTILINE}
_GROUP = re.compile(r"\(\?P<\w+>")
_BORDERS = (r"\b", r"(?<!\w)", "^")
"""What a pattern may ask of a place."""
_UNDIVIDED = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_INNERMOST = re.compile(r"\([^()]*\)")
"""In a pattern signs and classes of letters, and groups that have no other in them: what is left shows a bar."""
_PLACEHOLDER = re.compile(r"\{(?P<name>[a-z][a-z_-]+)(?:\.(?P<key>[a-z_]+))?\}")
_MEANINGS = {
    "date": dates.DATE_PATTERN,
    "month": f"(?:{dates.MONTH})",
    "name": names.NAME,
    "word": names.WORD,
    "number": NUMBER,
    "count": COUNT,
    "upper": UPPER,
    "lower": LOWER,
}


@cache
def patterns(name: str, part: str) -> tuple[re.Pattern[str], ...]:
    """Compile the alternatives of one entry of `data/lexicon/<name>.toml`, each by itself, in their order.

    An entry is a list of regular expressions under `[any-case]`, `[exact-case]` or `[many-lines]`
    (`^` and `$` are ends of lines). What stands in braces is filled in:
    the alternatives of that name under the file's own `[part]`; `{date}`, `{month}`, `{name}`, `{word}`, `{number}`
    and `{count}` for a Swedish date, a month or its abbreviation, a person's name, one word of it, a figure or number
    word, and one with the other in brackets, `[{upper}]` and `[{lower}]` for any capital and small letter;
    `{ending.body}` for a list of `agents.toml`; any other name for a class of words of `words.toml`.

    Raises:
        ShareError: There is no such entry, or nothing is called as what stands in braces. That an alternative is no
            regular expression is told when it is first asked.
    """
    alternatives, flags = _entry(name, part)
    return tuple(_later(alternative, name, part, flags) for alternative in alternatives)


@cache
def listed(name: str, table: str, flags: re.RegexFlag = re.NOFLAG) -> dict[str, tuple[re.Pattern[str], ...]]:
    """Compile the alternatives of every entry of another table of `data/lexicon/<name>.toml`, each by itself.

    Raises:
        ShareError: There is no such table, or an alternative is no regular expression.
    """
    entries = phrases(name, table).items()
    return {key: tuple(compiled(one, name, key, flags) for one in several) for key, several in entries}


def any_of(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """Compile patterns as one, which is asked once: without names of groups, with the flags of the first."""
    several = tuple(patterns)
    flags = re.NOFLAG if not several else re.RegexFlag(several[0].flags & ~re.UNICODE)
    return re.compile(_joined([_GROUP.sub("(?:", one.pattern) for one in several]), flags)


@cache
def pattern(name: str, part: str) -> re.Pattern[str]:
    """Compile one entry as `patterns` does, its alternatives as one pattern."""
    alternatives, flags = _entry(name, part)
    filled = [_filled(one, name, part) for one in alternatives]
    return later.made(lambda: _compiled(_joined(filled) if len(filled) > 1 else filled[0], name, part, flags))


def _later(text: str, name: str, part: str, flags: re.RegexFlag) -> re.Pattern[str]:
    filled = _filled(text, name, part)
    return later.made(lambda: _compiled(filled, name, part, flags))


def _joined(alternatives: Iterable[str]) -> str:
    """Write alternatives as one pattern: what neighbours ask of a place first is asked once for all of them.

    Most begin with a border of a word: between two letters none of them is tried.
    """
    parts: list[str] = []
    for first, several in groupby(alternatives, key=_asked_first):
        whole = "|".join(f"(?:{one[len(first) :]})" for one in several)
        parts.append(f"{first}(?:{whole})" if first else whole)
    return "|".join(parts)


def _asked_first(alternative: str) -> str:
    """Give what a pattern asks of a place before its first letter; nothing where that is not asked of all of it."""
    bare = _UNDIVIDED.sub("", alternative)
    while bare != (less := _INNERMOST.sub("", bare)):
        bare = less
    return "" if "|" in bare else next((one for one in _BORDERS if alternative.startswith(one)), "")


def _entry(name: str, part: str) -> tuple[list[str], re.RegexFlag]:
    table = lexicon(name)
    for kind, flags in _FLAGS.items():
        if part in table.get(kind, {}):
            return table[kind][part], flags
    where = f"data/lexicon/{name}.toml"
    raise ShareError(f"there is no entry {part}", where=where, hint=f"entries: {', '.join(sorted(entries(name)))}")


def compiled(text: str, name: str, part: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Compile an alternative of a part of a lexicon, its placeholders filled in.

    Raises:
        ShareError: It is no regular expression, or nothing is called as what stands in braces.
    """
    return _compiled(_filled(text, name, part), name, part, flags)


def _compiled(filled: str, name: str, part: str, flags: re.RegexFlag) -> re.Pattern[str]:
    try:
        return re.compile(filled, flags)
    except re.error as problem:
        where = f"data/lexicon/{name}.toml"
        raise ShareError(f"{part} is no regular expression: {problem}", where=where) from problem


def _filled(text: str, name: str, part: str) -> str:
    return _PLACEHOLDER.sub(lambda match: _meaning(match["name"], match["key"], name, part), text)


def _meaning(called: str, key: str | None, name: str, part: str) -> str:
    """Give the pattern that stands for a name in braces."""
    own = lexicon(name).get("part", {})
    if key:
        listed = phrases("agents", called)
        if key in listed:
            return words.any_of(listed[key])
    elif called in own:
        return f"(?:{'|'.join(_filled(one, name, called) for one in own[called])})"
    elif called in _MEANINGS:
        return _MEANINGS[called]
    elif called in words.nouns():
        return words.any_of(words.nouns()[called])
    asked = f"{called}.{key}" if key else called
    raise ShareError(f"{part} names {{{asked}}}, which is nothing", where=f"data/lexicon/{name}.toml")


def entries(name: str) -> set[str]:
    """Give the names of all patterns of a file of the lexicon."""
    return {part for kind in _FLAGS for part in lexicon(name).get(kind, {})}
