"""What the parameters and columns of a question hold: concepts and dates, taken and shown in Swedish and English."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.explore.labels import columns, concepts, terms
from kg.graph.terms import Rows
from kg.suggestion import meant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph.terms import Answer, Term

# What a query cuts off the IRI of a concept is the scheme that the column is of.
_OF_SCHEME = re.compile(r'STRAFTER\(STR\(\?\w+\), "([a-z-]+)/"\)+ AS \?(\w+)\)')
# What it cuts off the IRI of a term is a class of the ontology.
_OF_TERMS = re.compile(r'STRAFTER\(STR\(\?\w+\), "#"\) AS \?(\w+)\)')
# Several of a column in one cell.
_JOINED = re.compile(r'GROUP_CONCAT\((?:DISTINCT )?\?(\w+) ; SEPARATOR=", "\) AS \?(\w+)\)')
# Two concepts side by side.
_PAIR = re.compile(
    r'CONCAT\(STRAFTER\(STR\(\?\w+\), "([a-z-]+)/"\), " ", STRAFTER\(STR\(\?\w+\), "([a-z-]+)/"\)\) AS \?(\w+)\)'
)
_TERMS = "gov:"
# What is cut to its last part is a step, or a decision that stands between steps.
_OF_STEPS = re.compile(r'REPLACE\(STR\(\?\w+\), "\^\.\*/", ""\) AS \?(\w+)\)')
_STEPS = ("referral-kind", "decision-kind")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_CODE = re.compile(r"-\d{1,4}")
_IRI = "_iri"
_TRUTH = {"sv": {"true": "ja", "false": "nej"}, "en": {"true": "yes", "false": "no"}}


def schemes(query: str) -> dict[str, str]:
    """Give the scheme of each column of a query that holds concepts by their names; empty for kinds of steps.

    >>> schemes('BIND(STRAFTER(STR(?ballot), "ballot/") AS ?option)')
    {'option': 'ballot'}
    """
    named = {column: scheme for scheme, column in _OF_SCHEME.findall(query)}
    named |= dict.fromkeys(_OF_TERMS.findall(query), _TERMS)
    named |= {column: f"{first} {second}" for first, second, column in _PAIR.findall(query)}
    named |= {cell: named[one] for one, cell in _JOINED.findall(query) if one in named}
    return dict.fromkeys(_OF_STEPS.findall(query), "") | named


def _called(name: str, scheme: str, language: str) -> str:
    if " " in scheme:
        pairs = zip(name.split(), scheme.split(), strict=False)
        return " ".join(_called(one, own, language) for one, own in pairs)
    if scheme == _TERMS:
        return terms(language).get(f"{_TERMS}{name}", name)
    known = concepts(language)
    places = (f"{one}/{name}" for one in ((scheme,) if scheme else _STEPS))
    return next((known[place] for place in places if place in known), name)


def listed(scheme: str) -> dict[str, str]:
    """Give the concepts of a scheme, each with what it is called in both languages.

    >>> listed("result")
    {'carried': 'bifallet / carried', 'lost': 'avslaget / lost'}
    """
    start = f"{scheme}/"
    names = sorted(one.removeprefix(start) for one in concepts("en") if one.startswith(start))
    return {name: " / ".join(concepts(language)[start + name] for language in ("sv", "en")) for name in names}


def concept(given: str, scheme: str, where: str) -> str:
    """Give the name of the concept that a user means, by its name or by what it is called in either language.

    Args:
        given: What the user wrote, in any case of letters.
        scheme: The scheme.
        where: The question and the parameter, for the message.

    Raises:
        QueryError: There is no such concept; the nearest is said.
    """
    if scheme == _TERMS:
        return _class(given)
    if " " in scheme:
        return given
    start = f"{scheme}/"
    known = {
        word.casefold(): name.removeprefix(start)
        for language in ("en", "sv")
        for name, called in concepts(language).items()
        if name.startswith(start)
        for word in (called, name.removeprefix(start))
    }
    wanted = " ".join(given.split()).casefold()
    if wanted in known:
        return known[wanted]
    values = ", ".join(f"{name} ({called})" for name, called in listed(scheme).items())
    raise QueryError(f"there is no value {given!r}", where=where, hint=meant(wanted, known, f"values: {values}"))


def _class(given: str) -> str:
    """Give the local name of a class that a user means, as it is called in either language; else what was given."""
    word = " ".join(given.split()).casefold()
    for language in ("sv", "en"):
        for name, called in terms(language).items():
            if name.startswith(_TERMS) and called.casefold() == word:
                return name.removeprefix(_TERMS)
    return given


def is_case(printed: str, asked: str) -> bool:
    """Whether a diary number is the one that a user asks for, who may leave out the class code behind its hyphen.

    >>> is_case("KS 2025/80-045", "ks 2025/80"), is_case("KS 2025/801", "KS 2025/80")
    (True, False)
    """
    begun, rest = printed[: len(asked)].casefold(), printed[len(asked) :]
    return begun == asked.casefold() and (not rest or _CODE.fullmatch(rest) is not None)


def date(given: str, where: str) -> str:
    """Give a day as it is written in the graph.

    Raises:
        QueryError: It is no day of the calendar.
    """
    text = given.strip()
    told = f"{given!r} is no day"
    hint = "write year, month and day: 2025-02-11"
    if not is_date(text):
        raise QueryError(told, where=where, hint=hint)
    try:
        dt.date.fromisoformat(text)
    except ValueError as problem:  # such as 2025-02-30
        raise QueryError(told, where=where, hint=f"{problem}") from problem
    return text


def number(given: str, where: str) -> str:
    """Give a number as it is written in a query; thousands may be parted by spaces, decimals by a comma.

    >>> number("5 000 000", "money -p least"), number("2,5", "x")
    ('5000000', '2.5')

    Raises:
        QueryError: It is no number.
    """
    text = "".join(given.split()).replace(",", ".")
    if not _NUMBER.fullmatch(text):
        raise QueryError(f"{given!r} is no number", where=where, hint="write it in digits")
    return text


def is_date(text: str) -> bool:
    """Say whether a text is written as a day is; a parameter whose example is takes days."""
    return _DATE.fullmatch(text) is not None


def translated(answer: Answer, scheme_of: Mapping[str, str], language: str) -> Answer:
    """Say an answer in a language: its columns, its concepts, yes and no; names and sentences stand as they are.

    Args:
        answer: The answer; only rows have words of ours.
        scheme_of: The scheme of each column that holds concepts.
        language: `sv` or `en`.
    """
    if not isinstance(answer, Rows):
        return answer
    words = columns(language)

    def cell(name: str, term: Term | None) -> Term | None:
        if term is None:
            return None
        called = term.value
        if truth := _TRUTH[language].get(term.value):
            called = truth
        elif name in scheme_of:
            called = ", ".join(_called(one, scheme_of[name], language) for one in term.value.split(", "))
        elif named := words.get(f"{name}/{term.value}"):
            called = named
        return term if called == term.value else term._replace(value=called, datatype="")

    rows = [tuple(cell(name, term) for name, term in zip(answer.variables, row, strict=True)) for row in answer.rows]
    return replace(answer, variables=tuple(column_word(name, words) for name in answer.variables), rows=rows)


def column_word(column: str, words: Mapping[str, str]) -> str:
    """Say what a column is called; that with the IRI of what another has the name of is called after it."""
    named = column.removesuffix(_IRI)
    return words.get(column, column) if named == column else f"{words.get(named, named)}{_IRI}"
