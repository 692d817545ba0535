"""The index of a store on disk: graphs put in and taken out of one that nobody reads yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.graph.shared_statements import split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_MANY = 2_000_000
"""Bytes of triples from which on they are loaded in bulk: sorted first, and written as files of their own."""
_AT_ONCE = 5000
"""Triples in one update."""


@dataclass(slots=True)
class Lines:
    """Lines of N-Triples that go and that come."""

    gone: list[str] = field(default_factory=list)
    come: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Change:
    """What becomes of an index.

    Its default graph is the union of all graphs, each triple once: so a plain question is answered without asking each
    graph, and no count is too high.
    """

    identities: str = ""
    """The IRI of the identity graph."""
    gone: list[str] = field(default_factory=list)
    """The documents whose graphs go, those that come in their place among them."""
    come: dict[str, int] = field(default_factory=dict)
    """The documents whose graphs come, and how many bytes each has."""
    linked: Lines = field(default_factory=Lines)
    """Lines of the identity graph."""
    shared: Lines = field(default_factory=Lines)
    """Lines of the union that several documents may say."""

    def __bool__(self) -> bool:
        return bool(self.gone or self.come or self.linked.gone or self.linked.come)

    @property
    def size(self) -> int:
        """How many bytes come, about."""
        return sum(self.come.values()) + sum(map(len, self.linked.come))


def apply(place: Path, change: Change, before: Callable[[str], bytes], after: Callable[[str], bytes]) -> None:
    """Change an index that nobody reads yet; when it is done all is on disk.

    Args:
        place: The folder of the index.
        change: What becomes of it.
        before: Gives the graph of a document that goes, as lines of N-Triples.
        after: Gives that of one that comes.
    """
    store = ox.Store(str(place))
    for name in change.gone:
        store.remove_graph(ox.NamedNode(name))
        _delete(store, [line.decode() for line in split(name, before(name))[0]])
    _delete(store, [*change.linked.gone, *change.shared.gone])
    _delete(store, change.linked.gone, f"GRAPH <{change.identities}> ")
    if change.size > _MANY:
        outgrown = change.size > sum(path.stat().st_size for path in place.iterdir())
        stream = _Stream(_quads(change, after))
        store.bulk_load(input=stream, format=ox.RdfFormat.N_QUADS, lenient=True)  # type: ignore[arg-type]
        if outgrown:
            # Each million of quads comes as sorted files of its own: a look-up goes through all of them, and takes half
            # the time once they are one. Not where a little comes to much: files of the index before are shared.
            store.optimize()
    else:
        store.load(b"".join(_quads(change, after)), ox.RdfFormat.N_QUADS)
    store.flush()


def _delete(store: ox.Store, lines: list[str], graph: str = "") -> None:
    for at in range(0, len(lines), _AT_ONCE):
        # N-Triples are SPARQL as they stand.
        part = "".join(lines[at : at + _AT_ONCE])
        store.update(f"DELETE DATA {{ {graph}{{\n{part}}} }}" if graph else f"DELETE DATA {{\n{part}}}")


def _quads(change: Change, after: Callable[[str], bytes]) -> Iterator[bytes]:
    for name in change.come:
        lines = after(name)
        yield _in_graph(lines, name)
        yield b"".join(split(name, lines)[0])
    for lines_ in (change.linked.come, change.shared.come):
        for at in range(0, len(lines_), _AT_ONCE):
            part = "".join(lines_[at : at + _AT_ONCE]).encode()
            yield part
            if lines_ is change.linked.come:
                yield _in_graph(part, change.identities)


def _in_graph(lines: bytes, name: str) -> bytes:
    # A newline within a literal is written as two characters: ` .` before a newline ends a line and nothing else.
    return lines.replace(b" .\n", f" <{name}> .\n".encode())


class _Stream:
    """What gives bytes as a file does, from parts that are made when they are asked for."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._part = b""
        self._at = 0

    def read(self, size: int) -> bytes:
        """Give what comes next, at most so many bytes; none at the end."""
        # Two thousand bytes are asked for at a time: the rest of a part, which is long, stays where it is.
        while not (found := self._part[self._at : self._at + size]):
            self._part, self._at = next(self._parts, b""), 0
            if not self._part:
                break
        self._at += size
        return found
