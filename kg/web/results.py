"""Answers as the SPARQL 1.1 Protocol sends them: results in JSON, XML, CSV and TSV, triples as Turtle and N-Triples.

Source: SPARQL 1.1 Query Results JSON / XML / CSV and TSV Formats, W3C, 2013.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from kg.explore import tables
from kg.explore.plain import text as plain
from kg.graph.terms import Rows, Triples, Truth

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.graph.terms import Answer, Term

_RESULTS = "http://www.w3.org/2005/sparql-results#"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _json(answer: Answer) -> bytes:
    return tables.as_json(answer).encode()


def _xml(answer: Answer) -> bytes:
    root = Element("sparql", xmlns=_RESULTS)
    head = SubElement(root, "head")
    if isinstance(answer, Truth):
        SubElement(root, "boolean").text = str(answer.value).lower()
    elif isinstance(answer, Rows):
        for name in answer.variables:
            SubElement(head, "variable", name=name)
        results = SubElement(root, "results")
        for row in answer.rows:
            result = SubElement(results, "result")
            for name, term in zip(answer.variables, row, strict=True):
                if term is not None:
                    _xml_term(SubElement(result, "binding", name=name), term)
    told: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return told


def _xml_term(binding: Element, term: Term) -> None:
    names = {"iri": "uri", "literal": "literal", "blank": "bnode"}
    element = SubElement(binding, names[term.kind])
    element.text = plain(term.value)
    if term.language:
        element.set(_XML_LANG, term.language)
    elif term.datatype:
        element.set("datatype", term.datatype)


def _csv(answer: Answer) -> bytes:
    if not isinstance(answer, Rows):
        return tables.as_csv(answer).encode()
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(answer.variables)
    writer.writerows([term.value if term else "" for term in row] for row in answer.rows)
    return stream.getvalue().encode()


def _tsv(answer: Answer) -> bytes:
    if not isinstance(answer, Rows):
        return tables.as_tsv(answer).encode()
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    lines += ["\t".join(term.written() if term else "" for term in row) for row in answer.rows]
    return "".join(f"{line}\n" for line in lines).encode()


def _triples(answer: Answer) -> bytes:
    return tables.as_ntriples(answer).encode() if isinstance(answer, Triples) else b""


ROWS: dict[str, Callable[[Answer], bytes]] = {
    "application/sparql-results+json": _json,
    "application/sparql-results+xml": _xml,
    "application/json": _json,
    "text/csv": _csv,
    "text/tab-separated-values": _tsv,
}
TRIPLES: dict[str, Callable[[Answer], bytes]] = {
    "text/turtle": _triples,  # every N-Triples document is Turtle
    "application/n-triples": _triples,
}


def chosen(accept: str, offered: tuple[str, ...]) -> str:
    """Choose a media type by an Accept header; empty where nothing that is offered is wanted.

    >>> chosen("text/html;q=0.3, text/csv", ("text/html", "text/csv"))
    'text/csv'
    >>> chosen("*/*", ("text/turtle",)), chosen("image/png", ("text/turtle",))
    ('text/turtle', '')
    """
    best, most = "", 0.0
    for part in (accept or "*/*").split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = _quality(parameters)
        kind, _, _ = name.partition("/")
        for one in offered:
            if quality > most and (name in {"*/*", one} or name == f"{one.partition('/')[0]}/*") and kind:
                best, most = one, quality
                break
    return best


def _quality(parameters: list[str]) -> float:
    for one in parameters:
        if one.startswith("q="):
            try:
                return float(one[2:])
            except ValueError:
                return 0.0
    return 1.0
