"""The index of a store on disk: graphs put in and taken out of one that nobody reads yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_MANY = 8_000_000
"""Bytes of triples from which on they are loaded in bulk: sorted first, and written as files of their own."""
_AT_ONCE = 5000
"""Triples in one update."""


@dataclass(slots=True)
class Change:
    """What becomes of an index: graphs that go, graphs that come (each replaced whole), lines of one that stays."""

    gone: list[str] = field(default_factory=list)
    come: dict[str, int] = field(default_factory=dict)
    """How many bytes each has."""
    stays: str = ""
    without: list[str] = field(default_factory=list)
    with_: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.gone or self.come or self.without or self.with_)


def apply(place: Path, change: Change, lines: Callable[[str], bytes]) -> None:
    """Change an index that nobody reads yet; when it is done all is on disk.

    Args:
        place: The folder of the index.
        change: What becomes of it.
        lines: Gives the triples of a graph that comes, as lines of N-Triples.
    """
    store = ox.Store(str(place))
    for name in (*change.gone, *change.come):
        store.remove_graph(ox.NamedNode(name))
    for at in range(0, len(change.without), _AT_ONCE):
        part = "".join(change.without[at : at + _AT_ONCE])
        store.update(f"DELETE DATA {{ GRAPH <{change.stays}> {{\n{part}}} }}")  # N-Triples are SPARQL as they stand
    if sum(change.come.values()) + sum(map(len, change.with_)) > _MANY:
        store.bulk_load(input=_Stream(_quads(change, lines)), format=ox.RdfFormat.N_QUADS, lenient=True)  # type: ignore[arg-type]
    else:
        for name in change.come:
            store.load(lines(name), ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(name))
        if change.with_:
            whole = "".join(change.with_).encode()
            store.load(whole, ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(change.stays))
    store.flush()


def _quads(change: Change, lines: Callable[[str], bytes]) -> Iterator[bytes]:
    for name in change.come:
        yield _in_graph(lines(name), name)
    for at in range(0, len(change.with_), _AT_ONCE):
        yield _in_graph("".join(change.with_[at : at + _AT_ONCE]).encode(), change.stays)


def _in_graph(lines: bytes, name: str) -> bytes:
    # A newline within a literal is written as two characters: ` .` before a newline ends a line and nothing else.
    return lines.replace(b" .\n", f" <{name}> .\n".encode())


class _Stream:
    """What gives bytes as a file does, from parts that are made when they are asked for."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._rest) < size:
            part = next(self._parts, b"")
            if not part:
                break
            self._rest += part
        found, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return found
