"""How a text cites a paragraph of other minutes: its number, alone (`§ 12`, `12 §`) or with its day on either side."""

from __future__ import annotations

import re

from kg.language import grammar

NUMBER = grammar.pattern("marks", "step")
DATED = grammar.pattern("marks", "dated")
"""A day, and the number of a paragraph beside it where one stands there: the groups `date` and `date2` hold the day."""
_DEADLINE = grammar.pattern("marks", "deadline")
_OF_A_DECISION = grammar.pattern("marks", "of-a-decision")
_ONE = grammar.pattern("marks", "step-number")
_SIGNED = re.compile(r"(?<!§)§\s?(?P<number>\d{1,4}(?:\s?[a-h]\b)?)")


def is_deadline(text: str, at: int) -> bool:
    """Whether the day that begins at a place is one by which something is to be done: `senast den 3 mars`."""
    return _DEADLINE.search(text, 0, at) is not None


def is_of_a_decision(text: str, at: int) -> bool:
    """Whether the day that begins at a place is that of a decision which the words are about, and of nothing done now.

    >>> is_of_a_decision("har upphävt nämndens beslut 2031-03-03, § 4", 28)
    True
    """
    return _OF_A_DECISION.search(text, 0, at) is not None


def first(text: str, begin: int = 0) -> re.Match[str] | None:
    """Give the first day from a place on, with the number beside it; no deadline."""
    return next((match for match in DATED.finditer(text, begin) if not is_deadline(text, match.start())), None)


def number(match: re.Match[str]) -> str:
    """Give the number beside the day of a match of `DATED`; empty where none stands there, or several do.

    >>> number(DATED.search("den 3 mars 2031 (Ks § 12 a)")), number(DATED.search("§ 7, den 3 mars 2031"))
    ('12a', '7')
    >>> number(DATED.search("den 3 mars 2031, §§ 12-14")), number(DATED.search("den 3 mars 2031"))
    ('', '')
    """
    group = "date" if match["date"] else "date2"
    beside = match[0].replace(match[group], "", 1)
    said = None if "§§" in beside else _ONE.search(beside)
    return said[0].replace(" ", "") if said else ""


def further(match: re.Match[str]) -> list[str]:
    """Give the numbers of the other paragraphs of that day, each with its sign: `den 3 mars, § 4 och § 5`.

    >>> further(DATED.search("den 3 mars 2031, § 4, § 5 a och § 6"))
    ['5a', '6']
    """
    said = [one["number"].replace(" ", "") for one in _SIGNED.finditer(match[0])]
    return [one for one in said if one != number(match)] if len(said) > 1 else []
