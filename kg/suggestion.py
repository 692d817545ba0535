"""What a user may have meant by a word that is not known: the nearest one that is, where one is near."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ALIKE = 0.6
"""How alike two words must be, of 1."""


def nearest(given: str, known: Iterable[str], alike: float = _ALIKE) -> str:
    """Give the known word that is nearest to one that is not; empty where none is near.

    Args:
        given: What the user wrote; neither its letters' case nor its white space counts.
        known: The words.
        alike: How alike they must be, of 1.

    >>> nearest("Balots", ["ballots", "votes"]), nearest("attendance", ["ballots", "votes"])
    ('ballots', '')
    """
    words = {word.casefold(): word for word in known}
    found = get_close_matches(" ".join(given.split()).casefold(), words, n=1, cutoff=alike)
    return words[found[0]] if found else ""


def meant(given: str, known: Iterable[str], otherwise: str = "", stands_for: Mapping[str, str] | None = None) -> str:
    """Ask back by the nearest known word, where there is one; then say what else there is to know.

    Args:
        given: What the user wrote.
        known: The words that are written.
        otherwise: What is said in any case.
        stands_for: Other words by which one of them is found, each with that one.

    >>> meant(".gefx", [".gexf", ".csv"], "use .gexf, .csv")
    'did you mean .gexf? use .gexf, .csv'
    >>> meant("organ", ["body"], stands_for={"organ": "body"})
    'did you mean body?'
    """
    words = {**(stands_for or {}), **{word: word for word in known}}
    near = nearest(given, words)
    return " ".join(filter(None, (f"did you mean {words[near]}?" if near else "", otherwise)))
