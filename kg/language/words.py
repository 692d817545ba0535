"""Classes of words that frames name: verbs in all their inflections, nouns, adverbs (data/lexicon/words.toml)."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from kg.errors import ShareError
from kg.resources import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_WHERE = "data/lexicon/words.toml"
APART = "~"
"""Stands before a word that belongs to a verb and may be parted from it: `ställde sig den 3 mars bakom`."""
_PARTS = 4
"""How many principal parts a verb that is not of the first conjugation has to be given with."""


@cache
def verbs() -> Mapping[str, tuple[str, ...]]:
    """Give the classes of verbs, each a list of principal parts."""
    return _table("verb")


@cache
def nouns() -> Mapping[str, tuple[str, ...]]:
    """Give the classes of other words, each a list of words or phrases; `*` stands for any letters behind."""
    return _table("word")


def _table(part: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in lexicon("words").get(part, {}).items()}


def inflected(verb: str) -> dict[str, tuple[str, ...]]:
    """Give the forms of a verb: `inf`, `pres`, `past`, `sup` and `part`; words behind `|` stay as they are.

    The passive ones stand under their name and `s`; the participle has none.

    Raises:
        ShareError: It is neither a verb in -a alone nor its four principal parts.

    >>> inflected("behandla")["past"], inflected("bereda bereder beredde berett")["sups"]
    (('behandlade',), ('beretts',))
    """
    head, _, behind = (part.strip() for part in verb.partition("|"))
    parts = head.split()
    if len(parts) == 1 and head.endswith("a"):
        stem = head
        inf, pres, past, sup = stem, f"{stem}r", f"{stem}de", f"{stem}t"
        participle: tuple[str, ...] = (f"{stem}d", f"{stem}t", f"{stem}de")
    elif len(parts) >= _PARTS:
        inf, pres, past, sup, *more = parts
        participle = tuple(more) or _participle(sup)
    else:
        raise ShareError(
            f"cannot inflect '{verb}'",
            where=_WHERE,
            hint="give infinitive, present, past and supine: 'få får fick fått'",
        )
    plain = {"inf": (inf,), "pres": (pres,), "past": (past,), "sup": (sup,)}
    passive = {
        "infs": (f"{inf}s",),
        "press": tuple(dict.fromkeys((f"{inf}s", *_present_passive(inf, pres)))),
        "pasts": (f"{past}s",),
        "sups": (f"{sup}s",),
    }
    forms = {**plain, **passive, "part": participle}
    tail = "".join(f"{APART}{word}" for word in behind.split())
    return {name: tuple(f"{form}{tail}" for form in words) for name, words in forms.items()}


def _present_passive(inf: str, pres: str) -> tuple[str, ...]:
    """`bereder` gives `bereds` and `beredes`, `lämnar` only `lämnas`."""
    if pres.endswith("er"):
        return (f"{pres[:-2]}s", f"{pres[:-1]}s")
    return (f"{pres}s",) if not pres.endswith("r") else (f"{inf}s",)


def _participle(sup: str) -> tuple[str, ...]:
    """`berett` gives `beredd`, `skrivit` gives `skriven`, `ställt` gives `ställd`."""
    if sup.endswith("it"):
        stem = sup[:-2]
        return (f"{stem}en", f"{stem}et", f"{stem}na")
    if sup.endswith("tt"):
        stem = sup[:-2]
        return (f"{stem}dd", sup, f"{stem}dda")
    stem = sup[:-1]
    return (f"{stem}d", sup, f"{stem}da")


@cache
def forms(name: str, *wanted: str) -> tuple[str, ...]:
    """Give all forms of a class of verbs that are of these kinds (`past`, `sups`, ...).

    Raises:
        ShareError: There is no such class.
    """
    if name not in verbs():
        raise ShareError(f"there is no class of verbs '{name}'", where=_WHERE, hint=f"classes: {', '.join(verbs())}")
    found = [inflected(verb) for verb in verbs()[name]]
    return tuple(dict.fromkeys(form for verb in found for kind in wanted for form in verb[kind]))


def any_of(words: Iterable[str], gap: str = r"\s") -> str:
    """Give a pattern of any of these words or phrases, the longest first; `*` stands for any letters.

    What several words begin with is asked of a text once: of a list of two hundred verbs hardly any letter is tried
    twice. `gap` is what may part a verb from the words that belong to it.
    """
    listed = sorted(set(words), key=lambda word: (-len(word), word))
    parts: list[str] = []
    for open_ended, several in groupby(listed, key=lambda word: "*" in word):
        group = tuple(several)
        parts += map(_as_pattern, group) if open_ended else _branches(group)
    return f"(?:{'|'.join(parts)})".replace(re.escape(APART), gap)


def _branches(words: Sequence[str]) -> list[str]:
    """Give patterns that fit the same as those of each word in this order, one for all that begin with a letter.

    Words that begin alike follow each other; where case or a blank would tell them apart no more, each stays alone.
    """
    begun: dict[str, list[str]] = {}
    for word in words:
        begun.setdefault(word if word.startswith(APART) else word[:1], []).append(word)
    letters = [letter for letter in begun if not letter.startswith(APART)]
    alike = len({letter.lower() for letter in letters}) < len(letters) or (" " in begun and len(letters) < len(begun))
    if alike:
        return list(map(_as_pattern, words))
    ends = [*(one for one in begun if one.startswith(APART)), *([""] if "" in begun else [])]
    return [*(_branch(begun[letter]) for letter in letters if letter), *map(_as_pattern, ends)]


def _branch(words: Sequence[str]) -> str:
    """Give a pattern of words that have a beginning in common."""
    if len(words) == 1:
        return _as_pattern(words[0])
    first, last = min(words), max(words)
    begin = next((first[:at] for at, letter in enumerate(first) if last[at] != letter), first).partition(APART)[0]
    return f"{_as_pattern(begin)}(?:{'|'.join(_branches([word[len(begin) :] for word in words]))})"


@cache
def _as_pattern(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s")
