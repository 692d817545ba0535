"""Whether a graph keeps its contract: SHACL, quotes that match their text, terms that exist, sums that agree."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from kg.check import conform, sense, support, terms
from kg.check import document as cut
from kg.check.finding import Checked, Finding, order
from kg.errors import NothingFoundError, SourceError
from kg.files import source
from kg.graph.iri import BASE
from kg.graph.store import is_kept, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.check.document import Document, Graphs


def _terms(document: Document) -> Iterator[Finding]:
    return (document.finding(subject, what) for subject, what in terms.wrong(document.graph))


_DIGESTS = ("sha256", "textSha256")
"""By what a document is found: the bytes of its file, or those of its text as `kg build --keep-text` writes it."""
CHECKS: tuple[Callable[[Document], Iterator[Finding]], ...] = (
    conform.violations,
    support.quotes,
    support.statements,
    support.names,
    _terms,
    sense.warnings,
)


def check(file: Path, minutes: Path | None = None) -> Checked:
    """Check a graph, document by document.

    Args:
        file: The graph; a union of documents (.ttl, .nt) is taken apart again by the IRIs of its documents.
        minutes: The file, folder or archive that the graph was built from, or the folder of `--keep-text`: quotes are
            then compared with the text itself, and lines are told. A document that is not found there, by its digest,
            is checked without, which is told.

    Raises:
        GraphError: The graph cannot be loaded.
        NothingFoundError: There are no minutes in it.
        SourceError: There are no minutes under `minutes`.
    """
    texts = _texts(minutes) if minutes else {}
    names: list[str] = []
    without: list[str] = []
    found: dict[tuple[str, str], Finding] = {}
    shared: Graphs = {}
    for graphs in _in_turn(file):
        shared = cut.shared(graphs)
        for document in cut.documents(graphs):
            names.append(document.name)
            place = next(
                (texts[key] for name in _DIGESTS if (key := document.value(document.minutes, name)) in texts), None
            )
            if minutes and place is None:
                without.append(document.name)
            whole = replace(document, source=source.read(place)) if place else document
            for one in CHECKS:
                for finding in one(whole):
                    # What the identity graph says of a shared thing is told of the first document that names it.
                    found.setdefault((finding.iri, finding.what), finding)
    if not names:
        raise NothingFoundError("there are no minutes in this graph", where=str(file), hint="kg build makes one")
    for name, graph in shared.items():
        for subject, what in terms.wrong(graph):
            finding = Finding(name.removeprefix(BASE), what=what, iri=subject.value)
            found.setdefault((finding.iri, what), finding)
    return Checked(tuple(sorted(names)), tuple(sorted(found.values(), key=order)), tuple(sorted(without)))


def _in_turn(file: Path) -> Iterator[Graphs]:
    """Give all graphs of a file; those of a store document by document, each with what is shared."""
    if not is_kept(file):
        yield cut.graphs(statements(file))
        return
    shared: Graphs = {}
    for _, together in groupby(statements(file), key=itemgetter(3)):
        graphs = cut.graphs(together)
        if cut.shared(graphs):
            shared = {**shared, **graphs}
        else:
            yield {**shared, **graphs}


def _texts(minutes: Path) -> dict[str, source.Place]:
    """Give the documents under a path by the digest of their bytes; what cannot be opened is none of the graph's."""
    found: dict[str, source.Place] = {}
    for place in source.find([minutes]).places:
        try:
            data = source.bytes_of(place)
        except SourceError:
            continue
        found.setdefault(hashlib.sha256(data).hexdigest(), place)
    return found
