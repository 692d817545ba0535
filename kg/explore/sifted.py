"""Which parameters of a question only leave out rows of its whole answer, and by which values a row stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.explore.queries import Question
    from kg.graph.terms import Term

_USE = re.compile(r"\?param_(\w+)\b(?! \{)")
_FILTER = re.compile(r"FILTER\(!BOUND\(\?param_(\w+)\) \|\| (.+)\)")
_COMPARED = re.compile(r"LCASE\(\?(\w+)\) = LCASE\(\?param_(\w+)\)")
_CASE = "case"

Sieve = tuple[str, ...]
"""The columns that a parameter is compared with: one that is equal is enough for a row to stay."""


def sieves(question: Question) -> Mapping[str, Sieve]:
    """Give the parameters of a question that are compared with columns of its answer, and with nothing else.

    Of these the narrowed answer is the rows of the whole one that fit; a copy of the comparison in an inner group, as
    to begin with what is asked about, changes nothing then. A parameter that the query looks at otherwise is not among
    them: its question must be put. So it is with values that are not compared as they are given: diary numbers,
    concepts, days and numbers (kg/explore/queries.py).
    """
    said: dict[str, set[str]] = {}
    ends: dict[str, Sieve] = {}
    depth = 0
    for line in filter(lambda one: not one.startswith("#"), question.text.split("\n")):
        told = line.strip()
        for name in _USE.findall(line):
            said.setdefault(name, set()).add(told)
        found = _FILTER.fullmatch(told)
        if found and depth == 1 and (sieve := _sieve(found[2], question.columns)):
            ends[found[1]] = sieve
        depth += line.count("{") - line.count("}")
    only = {name.replace("_", "-"): sieve for name, sieve in ends.items() if len(said[name]) == 1}
    return {name: sieve for name, sieve in only.items() if name != _CASE and question.is_name(name)}


def _sieve(condition: str, columns: Sequence[str]) -> Sieve:
    parts = [_COMPARED.fullmatch(part) for part in condition.split(" || ")]
    names = tuple(one[1] for one in parts if one and one[1] in columns)
    return names if len(names) == len(parts) else ()


def values(sieve: Sieve, columns: Sequence[str], row: Sequence[Term | None]) -> set[str]:
    """Give the values, in small letters, by which a row of an answer stays."""
    cells = (row[columns.index(name)] for name in sieve)
    return {cell.value.lower() for cell in cells if cell is not None}
