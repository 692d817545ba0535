"""The grammar of a person's name: initials, small words, letters of every Latin alphabet, surnames in capitals."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.letters import LOWER, UPPER, lowered

if TYPE_CHECKING:
    from collections.abc import Sequence

_U = f"[{UPPER}]"
PARTICLE = (
    r"(?:von|af|de|van|der|den|di|la|el|al|bin|ul|zu|da|dos|das|do|del|della|dei|du|le|ben|ibn|bint|abu|und|ter|ten|vom"
    r"|zum|zur|y|(?:van\s?|in\s)?[’']t)"
)
_GLUED = r"(?:(?<![\w-])(?:(?:al|el|ul|ad|as|an|ar|ash|at|az|ibn|bin|ben|abu)-|[dl][’']))"
"""What stands in small letters at the front of a word of a name: `al-Hassan`, `d’Angelo`."""
GLUED_BEGINS = "aeuibdl"
"""Its first letters: at any other small letter no name begins."""
WORD = rf"{_GLUED}?(?![\w-]*\d[\w-]*\d){_U}[\w’'´]*(?:[-–—][\w’'´]+)*(?:(?<=-{_U})\.(?=\s))?"
_NO_WORD = r"(?![JS]r\b)"
"""What tells two of one name apart is no word of it: `Karl Ek Jr`."""
_DOTTED = rf"{_U}\.(?:[\s-]?{_U}\.)+|{_U}\.{_U}(?=\s)"
"""`P.O.`, `P. O.`, `P.-O.`, `P.O`."""
_SPACED = rf"(?<![\w.-]){_U}(?:\s{_U}){{1,2}}(?=\s{_U}[{LOWER}’'])"
"""`P O Lindvall`."""
_BEFORE_SMALL = rf"(?<![\w.-]){_U}\.(?=\s(?:von|af|van|de\sla)\s|\sde\s\S+\s\()(?:\s{PARTICLE}){{1,3}}\s"
"""`L. af Sand`: one initial is part of a name where nobility follows."""
_MIDDLE = rf"\s{_U}\.(?:\s?{_U}\.)?(?=\s{_U})"
SAINT = r"(?:S:(?:ta?|TA?)|S[:.]t|Sta?\.|Ste\.)"
"""In front of the last word of a surname: `Siv St. Clair`, `Bo S:t Cyr`."""
NICKNAME = rf"(?:[\"”“„«»]{_U}[\w’-]+[\"”“«»]|[’']{_U}\w+[’']|\({_U}[{LOWER}]{{2,}}\))"
"""Between first name and surname: `Nils ”Nisse” Ek`, `Nils (Nisse) Ek`."""
_BEHIND_PARTY = (
    r"(?:[Jj]a|JA|[Nn]ej|NEJ|[Aa]vst\w*|AVST\w*|[Ff]rånv\w*|[Ll]edamot|[Oo]rdf\w*|[Ee]rs\w*|[Vv]ice|[Tt]jg|[Xx])\b"
)
_REST = (
    rf"(?:{_MIDDLE}|(?:\s{PARTICLE}){{0,3}}(?:\s{SAINT})?\s{_NO_WORD}(?!{_U}\s{_BEHIND_PARTY}){WORD}"
    rf"|\s{_U}\.?(?=\s)(?!\s{_BEHIND_PARTY}))"
)
"""What goes on with a name; one letter in front of a mark or a role is a party: `Anna Ek S Ja`."""
NAME = (
    rf"(?:(?:(?:{_DOTTED})\s?|{_SPACED}\s|{_BEFORE_SMALL}){WORD}{_REST}{{0,4}}"
    rf"|(?=\S\S){WORD}(?:\s{NICKNAME}(?=\s\S))?{_REST}{{1,5}})"
)
INITIAL = rf"(?<![\w.-]){_U}\.?\s"
"""One initial in front: part of a name only where party and bracket end what follows it."""
SMALL_BEHIND = rf"(?:\s{PARTICLE}){{1,3}}(?=\s?[(,|]|$)"
"""Small words behind a name that is printed surname first: `ARNSTEDT Helena von (M)`."""
_LOUD_SAINT = re.compile(r"S:TA?")
_BESIDES = re.compile(rf"\s{NICKNAME}(?=\s)")
_ODD = re.compile(rf"\s(?:{NICKNAME}|{SAINT})\s")
_INITIALS = re.compile(rf"{_U}\.?|(?:{_U}\.?-?)?{_U}-{_U}\.?|(?:{_U}\.-?)+{_U}?\.?")
_IN_CAPITALS = re.compile(rf"{_U}[{UPPER}’'´-]+s?")
_ROMAN = re.compile(r"I{2,3}|IV")
_APART = re.compile(r"\W.*|I{2,3}|IV")
"""A word of a name that may be in capitals among small ones, or small among capitals: a nickname, a Roman figure."""
_MADE_OF = re.compile(r"[^-’'´]+")
_INITIALS_TOGETHER = 2
"""So many capitals in front may be initials (`PO Ek`): nothing tells them from a short surname, and they stay."""
_LONG_SURNAME = 4
"""A word in capitals in front of two names is a surname where it has so many letters, else an abbreviation."""


def is_initials(word: str) -> bool:
    """Whether a word of a name is one initial or several: `K.G.`, `S-E`, `P`."""
    return _INITIALS.fullmatch(word) is not None


def in_capitals(word: str) -> bool:
    """Whether a word is printed in capitals, initials and Roman figures apart; its genitive may be small: `RÅBERGs`."""
    return not is_initials(word) and not _ROMAN.fullmatch(word) and _IN_CAPITALS.fullmatch(word) is not None


def loud_words(words: Sequence[str]) -> list[bool]:
    """Tell which words of a name are printed in capitals; two letters between others are initials: `Anna PB Ek`.

    >>> loud_words(["Anna", "PB", "Ek"]), loud_words(["RÅBERG", "Siv"])
    ([False, False, False], [True, False])
    """
    shouted = [in_capitals(word) for word in words]
    if shouted and not (shouted[0] or shouted[-1]):
        return [loud and len(word) > _INITIALS_TOGETHER for loud, word in zip(shouted, words, strict=True)]
    return shouted


def without_nickname(name: str) -> str:
    """Give a name without what somebody is called besides: `Nils ”Nisse” Ek`.

    >>> without_nickname("Nils ”Nisse” Ek"), without_nickname("Nils (Nisse) Ek")
    ('Nils Ek', 'Nils Ek')
    """
    return _BESIDES.sub("", name)


def nickname(name: str) -> str:
    """Give what somebody is called besides, and the surname: `Nisse Ek` of `Nils ”Nisse” Ek`; empty where nothing is.

    >>> nickname("Nils ”Nisse” Ek"), nickname("Nils Ek")
    ('Nisse Ek', '')
    """
    called = _BESIDES.search(name)
    return f"{called[0].strip()[1:-1]}{name[called.end() :]}" if called else ""


def turned(name: str, small: str) -> str:
    """Put first names first where small words end a name that is printed surname first, of as many letters.

    >>> turned("Arnstedt Helena", " von")
    'Helena von Arnstedt'
    """
    last, _, first = name.partition(" ")
    return f"{first}{small} {last}"


def is_odd(name: str) -> bool:
    """Whether a name has a saint or a nickname: the like is printed in the names of houses and firms too."""
    return _ODD.search(name) is not None


def is_particle(word: str) -> bool:
    """Whether a word is one of the small ones of a name, however printed."""
    return re.fullmatch(PARTICLE, lowered(word)) is not None


@lru_cache(maxsize=4096)
def spelt(name: str) -> str:
    """Write a name that has capitals as others are written, first names first; empty where they are no surname.

    No letter is lost or added, so that the name ends where it ended.

    >>> spelt("RÅBERG Siv"), spelt("HELENA VON ARNSTEDT"), spelt("LSS Anna Ek")
    ('Siv Råberg', 'Helena von Arnstedt', '')
    """
    words = name.split(" ")
    shouted = loud_words(words)
    if not any(shouted):
        return name
    small = [at > 0 and (is_particle(word) or _APART.fullmatch(word) is not None) for at, word in enumerate(words)]
    loud = [at for at in range(len(words)) if shouted[at] and not small[at]]
    others = [at for at in range(len(words)) if not shouted[at] and not small[at]]
    if not loud:
        return ""
    if loud[0] == 0 and others and loud[-1] < others[0]:
        if len(words[0]) <= _INITIALS_TOGETHER:
            return name
        names = [at for at in others if not is_initials(words[at])]
        if len(names) > 1 and len(words[0]) < _LONG_SURNAME:
            return ""
        words = [*words[others[0] :], *words[: others[0]]]
    elif others and others[-1] > loud[0] and any(not is_initials(words[at]) for at in others if at > loud[0]):
        return ""
    return " ".join(_cased(word, first=at == 0) for at, word in enumerate(words))


def _cased(word: str, *, first: bool) -> str:
    if _LOUD_SAINT.fullmatch(word):
        return f"S:{lowered(word[2:])}"
    if not in_capitals(word):
        return word
    if is_particle(word) and not first:
        return lowered(word)
    return _MADE_OF.sub(lambda match: match[0][0] + lowered(match[0][1:]), word)
