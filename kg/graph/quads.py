"""Terms written as N-Triples, and the graph of one document on its way to a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.graph.resolve import Named

Triple = tuple[str, str, str]
"""Subject, predicate and object, each written as N-Triples does."""
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_ESCAPES = str.maketrans({
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t",
    **{chr(c): f"\\u{c:04X}" for c in (*range(9), 11, 12, *range(14, 32), 127)},
})  # fmt: skip


_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')


def iri(value: str) -> str:
    """Write an IRI as N-Triples does."""
    return f"<{value}>"


def literal(value: str, datatype: str = "") -> str:
    """Write a literal as N-Triples does."""
    text = f'"{value.translate(_ESCAPES) if _ESCAPED.search(value) else value}"'
    return f"{text}^^<{XSD}{datatype}>" if datatype else text


def typed(value: Any, kind: str) -> str:
    """Write a value of a field by the type of the field."""
    if kind == "boolean":
        return literal("true" if value else "false", "boolean")
    if kind in {"integer", "decimal"}:
        return literal(str(value), kind)
    if kind in {"date", "time"}:
        return literal(value, kind)
    return literal(value)


@dataclass(frozen=True, slots=True)
class Movement:
    """A referral as the identity graph compares it with those that other bodies tell."""

    iri: str
    told_in: str
    done_in: str
    source: str
    target: str
    kind: str


@dataclass(slots=True)
class DocumentGraph:
    """The triples of one document, as N-Triples terms, and what it says of things that others name too."""

    minutes: str
    sha256: str
    complete: bool = False
    paged: bool = False
    items: list[str] = field(default_factory=list)
    triples: set[tuple[str, str, str]] = field(default_factory=set)
    agents: dict[str, Named] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    movements: list[Movement] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
