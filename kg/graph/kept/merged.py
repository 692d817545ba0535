"""What a document says once people or bodies are taken for one: its lines and rows, other IRIs in their place."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from kg.graph.evidence import AGENT, Row

if TYPE_CHECKING:
    from collections.abc import Mapping

_IRI = re.compile(rb"<([^<> ]+)>")
_QUOTED = re.compile(r'"([^"\\]+)"')

Merges = dict[str, str]
"""The IRI that stays, by each that it stands for."""


def read(written: str) -> Merges:
    """Read merges as the ledger notes them."""
    return dict(json.loads(written)) if written else {}


def write(merges: Mapping[str, str]) -> str:
    """Write merges as the ledger notes them; none as nothing."""
    return json.dumps(sorted(merges.items()), ensure_ascii=False) if merges else ""


def lines(data: bytes, merges: Mapping[str, str]) -> bytes:
    """Give the sorted lines of a graph with the IRIs that stay."""
    by = {other.encode(): one.encode() for other, one in merges.items()}
    if not any(iri in data for iri in by):
        return data
    whole = _IRI.sub(lambda match: b"<" + by.get(match[1], match[1]) + b">", data)
    return b"".join(sorted({line + b"\n" for line in whole.split(b"\n") if line}))


def rows(said: Mapping[Row, int], merges: Mapping[str, str]) -> dict[Row, int]:
    """Give rows of evidence with the IRIs that stay; how often a spelling is printed is added up."""
    found: dict[Row, int] = {}
    for row, weight in said.items():
        kind, _, subject = row.group.partition(" ")
        group = f"{kind} {merges.get(subject, subject)}"
        now = Row(group, row.what, _value(row.value, merges))
        counted = kind == AGENT and row.what in {"spelling", "misspelt"}
        found[now] = found.get(now, 0) + weight if counted else max(found.get(now, 0), weight)
    return found


def _value(value: str, merges: Mapping[str, str]) -> str:
    if value in merges:
        return merges[value]
    # A record of a paragraph: IRIs stand in it between quotes.
    return _QUOTED.sub(lambda match: f'"{merges.get(match[1], match[1])}"', value) if value.startswith("[") else value
