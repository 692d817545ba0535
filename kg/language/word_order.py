"""Whether a name is printed first name first or surname first, by its words: given names, and what surnames end in."""

from __future__ import annotations

from functools import cache

from kg.language.names import is_particle
from kg.resources import phrases, register


@cache
def given_names() -> frozenset[str]:
    """Give the given names of the register, in small letters."""
    return frozenset(row["name"].casefold() for row in register("given-names"))


def is_given(word: str) -> bool:
    """Whether a word is a given name, or two joined by a hyphen."""
    return all(part in given_names() for part in word.casefold().split("-"))


def surname_ahead(name: str) -> int:
    """Give how many words in front are the surname: 0 where first names stand first, -1 where the words do not say.

    >>> [surname_ahead(name) for name in ("Ek Anna", "von Arn Karl-Erik", "Anna Ek", "Siv Vikdotter", "Ali Omar")]
    [1, 2, 0, 0, -1]
    """
    words = name.split(" ")
    endings = phrases("agents", "surname")["ending"]
    given, ends = (is_given(words[0]), is_given(words[-1])), (words[0].endswith(endings), words[-1].endswith(endings))
    ahead = (given[1] and not given[0]) or (ends[0] and not ends[1] and not given[0])
    behind = (given[0] and not given[1]) or (ends[1] and not ends[0])
    if ahead == behind:
        return -1
    return surname_of(name) if ahead else 0


def surname_of(name: str) -> int:
    """Give how many words are the surname of a name printed surname first: up to the first given name, else one.

    >>> [surname_of(name) for name in ("De Geer Pia", "Ek Pia Lovisa", "Ek Ås Pia", "Ek Xavi")]
    [2, 1, 2, 1]
    """
    words = name.split(" ")
    given = next((at for at, word in enumerate(words) if at and is_given(word)), 0)
    last = next(at for at, word in enumerate(words, 1) if not is_particle(word) or at == len(words))
    return min(given or last, len(words) - 1)


def is_surely_ahead(name: str) -> bool:
    """Whether one name alone shows it: a word that is a surname and no given name in front, a given name at its end.

    >>> [is_surely_ahead(name) for name in ("Ek Anna", "Nordström Karl-Erik", "Ali Omar", "Xavi Pia")]
    [True, True, False, False]
    """
    first, _, last = name.partition(" ")
    like = phrases("agents", "surname")
    surname = first.casefold().endswith((*like["ending"], *like["order"])) or first.casefold() in like["whole"]
    return surname and not is_given(first) and is_given(last.rpartition(" ")[2]) and surname_ahead(name) > 0
