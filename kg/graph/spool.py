"""Graphs on their way to a file: each kept as sorted lines in one unnamed file on disk, so memory does not grow."""

from __future__ import annotations

import heapq
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from kg.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.graph.quads import Triple

_CHUNK = 8192
"""Bytes read at once of each graph while graphs are merged: all are open together."""
_END = " .\n"


def pack(triples: Iterable[Triple]) -> bytes:
    """Write triples as sorted lines of N-Triples.

    Lines sort as their triples do: no IRI holds a space, and where one literal begins another, the space behind the
    shorter sorts before the `^` or `@` of the longer. UTF-8 sorts as code points do.
    """
    return "".join(sorted([f"{s} {p} {o}{_END}" for s, p, o in triples])).encode()


def text(triples: Iterable[Triple]) -> str:
    """Give the sorted lines of a graph, whether it is stored or not."""
    return (triples.read() if isinstance(triples, Stored) else pack(triples)).decode()


def triple(line: str) -> Triple:
    """Take a line apart, with or without the newline at its end."""
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[: rest.rindex(" .")]


def union(graphs: Mapping[str, Iterable[Triple]]) -> Iterator[str]:
    """Merge the lines of all graphs: sorted, each once, without their newlines, a stretch of each graph in memory."""
    last = b""
    for line in heapq.merge(*map(_lines, graphs.values())):
        if line != last:
            yield line.decode()
            last = line


def _lines(triples: Iterable[Triple]) -> Iterator[bytes]:
    return triples.lines() if isinstance(triples, Stored) else iter(pack(triples).splitlines())


@dataclass(frozen=True, slots=True)
class Stored:
    """A graph on disk: read again whenever it is gone through."""

    spool: Spool
    begin: int
    end: int
    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Triple]:
        return map(triple, self.read().decode().removesuffix("\n").split("\n")) if self.count else iter(())

    def read(self) -> bytes:
        """Give its lines at once."""
        return self.spool.read(self.begin, self.end)

    def lines(self) -> Iterator[bytes]:
        """Give its lines one by one, without their newlines, a stretch of them in memory."""
        rest = b""
        for at in range(self.begin, self.end, _CHUNK):
            *whole, rest = (rest + self.spool.read(at, min(at + _CHUNK, self.end))).split(b"\n")
            yield from whole


class Spool(Mapping[str, Stored]):
    """Graphs by their IRI, all in one file that has no name: nothing is left of it even where the process is killed."""

    def __init__(self) -> None:
        self._stream: IO[bytes] | None = None
        self._stored: dict[str, Stored] = {}
        self._end = 0

    def add(self, graph: str, lines: bytes) -> None:
        """Take in a graph as `pack` writes it.

        Raises:
            OutputError: There is no room for it.
        """
        try:
            if self._stream is None:
                import tempfile  # noqa: PLC0415 - a tenth of what a question imports, and it writes nothing

                self._stream = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the graphs are in use
                weakref.finalize(self, self._stream.close)
            self._stream.seek(self._end)
            self._stream.write(lines)
            self._stream.flush()
        except OSError as problem:
            hint = "make room, or set TMPDIR to a folder that has it"
            what = f"cannot keep the graphs: {problem.strerror or problem}"
            raise OutputError(what, where="temporary files", hint=hint) from problem
        self._stored[graph] = Stored(self, self._end, self._end + len(lines), lines.count(b"\n"))
        self._end += len(lines)

    def read(self, begin: int, end: int) -> bytes:
        """Give a stretch of the file."""
        if self._stream is None:
            return b""
        self._stream.seek(begin)
        return self._stream.read(end - begin)

    def __getitem__(self, graph: str) -> Stored:
        return self._stored[graph]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)
