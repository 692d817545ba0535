"""Terms of RDF and answers to SPARQL as plain records, and how they are read from what the engine gives."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph import mistakes, quads

MOST = 500_000
"""How many rows an answer may have: more than anybody reads, and less than would use the memory up."""
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_TRUTH = {"1": "true", "0": "false"}


class Term(NamedTuple):
    """One RDF term as plain strings; `datatype` is empty for plain strings."""

    kind: Literal["iri", "literal", "blank"]
    value: str
    datatype: str = ""
    language: str = ""

    def written(self) -> str:
        """Write the term as N-Triples does."""
        if self.kind == "iri":
            return f"<{self.value}>"
        if self.kind == "blank":
            return self.value
        written = quads.literal(self.value)  # letter for letter as a build writes it
        if self.language:
            return f"{written}@{self.language}"
        return f"{written}^^<{self.datatype}>" if self.datatype else written


@dataclass(frozen=True, slots=True)
class Rows:
    """What a SELECT gives: the names of its variables and a tuple of terms a row, None where nothing is bound."""

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


@dataclass(frozen=True, slots=True)
class Truth:
    """What an ASK gives."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """What a CONSTRUCT or DESCRIBE gives, sorted."""

    triples: list[tuple[Term, Term, Term]]


Answer = Rows | Truth | Triples


def read_answer(data: bytes, *, triples: bool) -> Answer:
    """Read what a SPARQL service answers: Turtle if `triples`, else the SPARQL 1.1 results in JSON.

    Raises:
        ValueError: It is neither.
    """
    try:
        if triples:
            found = [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE)]
            return Triples(
                sorted({(term_of(one.subject), term_of(one.predicate), term_of(one.object)) for one in found})
            )
        return answer_of(ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON))
    except SyntaxError as problem:
        raise ValueError(mistakes.one_line(problem)) from problem


def literal(value: str) -> str:
    """Write a string as SPARQL does, whatever characters it has."""
    return str(ox.Literal(value))


def answer_of(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    """Read what the engine answers.

    Raises:
        QueryError: More rows than may be kept.
    """
    if isinstance(answer, ox.QueryBoolean):
        return Truth(bool(answer))
    if isinstance(answer, ox.QueryTriples):
        found = [(term_of(one.subject), term_of(one.predicate), term_of(one.object)) for one in answer]
        return Triples(sorted(set(found)))
    variables = tuple(variable.value for variable in answer.variables)
    known = _Known().__getitem__
    rows = [tuple(map(known, solution)) for solution in islice(answer, MOST + 1)]
    if len(rows) > MOST:
        raise QueryError(f"more than {MOST} rows answer this", hint="narrow the query, or end it with LIMIT")
    return Rows(variables, rows)


class _Known(dict[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, Term | None]):
    """Terms of the engine that were read: an answer of thousands of rows names the same bodies and days."""

    def __missing__(self, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Term | None:
        read = self[value] = None if value is None else term_of(value)
        return read


def term_of(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    """Read a term of the engine."""
    if isinstance(value, ox.NamedNode):
        return Term("iri", value.value)
    if isinstance(value, ox.Literal):
        if value.language:
            return Term("literal", value.value, language=value.language)
        datatype = value.datatype.value
        # Virtuoso gives back a boolean as a number: one value has one form here.
        form = _TRUTH.get(value.value, value.value) if datatype == _BOOLEAN else value.value
        return Term("literal", form, "" if datatype == _STRING else datatype)
    return Term("blank", str(value))


def read_term(written: str) -> Term:
    """Read a term as `Term.written` writes it."""
    if written[0] == "<":
        return Term("iri", written[1:-1])
    if written[0] == "_":
        return Term("blank", written)
    end = written.rindex('"')
    value, rest = written[1:end], written[end + 1 :]
    value = quads.unescaped(value)
    if rest.startswith("@"):
        return Term("literal", value, language=rest[1:])
    return Term("literal", value, rest[3:-1])
