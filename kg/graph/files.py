"""Graphs written to files: quads sorted, one block a graph, the same bytes whatever the order of the input."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kg.errors import OutputError
from kg.graph import spool
from kg.graph.jsonld import write_jsonld
from kg.graph.vocab import PREFIXES
from kg.suggestion import meant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.graph.quads import Triple

_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*$")
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD = "^^<http://www.w3.org/2001/XMLSchema#"


def check_place(path: Path, *, force: bool) -> None:
    """Find out whether a file can be written, before anything is done for it.

    Raises:
        OutputError: Its folder is missing or closed, or the file is there and `force` is not.
    """
    where = str(path)
    try:
        if path.is_dir():
            raise OutputError("is a folder", where=where, hint="name a file")
        if path.exists() and not force:
            raise OutputError("exists already", where=where, hint="replace it with --force")
        if not path.parent.is_dir():
            raise OutputError("its folder does not exist", where=where, hint=f"mkdir -p {path.parent}")
        with tempfile.TemporaryFile(prefix=f".{path.name}.", dir=path.parent):
            pass  # the only way to be sure is to try
    except OSError as problem:
        raise OutputError(f"cannot be written: {problem.strerror}", where=where) from problem


def check_output(output: Path, *, force: bool) -> None:
    """Find out whether a file can be written before anything is read.

    Raises:
        OutputError: The ending is no format, the folder is missing or closed, or the file is there and `force` is not.
    """
    where = str(output)
    if output.suffix.lower() not in WRITERS:
        hint = meant(output.suffix, WRITERS, f"use {', '.join(WRITERS)}")
        raise OutputError(f"no format ends in {output.suffix or 'nothing'}", where=where, hint=hint)
    check_place(output, force=force)


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """Open a file beside `path` that takes its place when all is written; on an error nothing is left of it.

    Raises:
        OutputError: The folder cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as problem:
        raise OutputError(f"cannot write: {problem.strerror}", where=str(path)) from problem
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_nquads(stream: TextIO, graphs: Mapping[str, Iterable[Triple]]) -> None:
    """Write N-Quads, sorted by graph and triple."""
    # A newline within a literal is written as two characters: ` .` before a newline ends a line and nothing else.
    stream.writelines(spool.text(graphs[graph]).replace(" .\n", f" <{graph}> .\n") for graph in sorted(graphs))


def write_ntriples(stream: TextIO, graphs: Mapping[str, Iterable[Triple]]) -> None:
    """Write N-Triples: the union of all graphs."""
    stream.writelines(f"{line}\n" for line in spool.union(graphs))


def write_trig(stream: TextIO, graphs: Mapping[str, Iterable[Triple]]) -> None:
    """Write TriG: one block a graph."""
    _write_prefixes(stream)
    for graph in sorted(graphs):
        stream.write(f"\n<{graph}> {{\n")
        _write_subjects(stream, sorted(graphs[graph]), "  ")
        stream.write("}\n")


def write_turtle(stream: TextIO, graphs: Mapping[str, Iterable[Triple]]) -> None:
    """Write Turtle: the union of all graphs."""
    _write_prefixes(stream)
    stream.write("\n")
    _write_subjects(stream, map(spool.triple, spool.union(graphs)), "")


def _write_prefixes(stream: TextIO) -> None:
    stream.writelines(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(PREFIXES.items()))


_BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def _short(written: str, known: dict[str, str]) -> str:
    """Write an IRI or the datatype of a literal with a prefix where one fits."""
    if written in known:
        return known[written]
    short = written
    if written[0] == "<":
        at = max(written.rfind("#"), written.rfind("/")) + 1
        prefix = _BY_NAMESPACE.get(written[1:at])
        if prefix and _LOCAL.match(written[at:-1]):
            short = f"{prefix}:{written[at:-1]}"
            known[written] = short
    elif written[-1] == ">" and _XSD in written:
        value, _, datatype = written.rpartition(_XSD)
        short = f"{value}^^xsd:{datatype[:-1]}"
    return short


def _write_subjects(stream: TextIO, triples: Iterable[Triple], indent: str) -> None:
    known: dict[str, str] = {_TYPE: "a"}
    last_subject = last_predicate = ""
    for subject, predicate, value in triples:
        if subject != last_subject:
            if last_subject:
                stream.write(" .\n")
            stream.write(f"{indent}{_short(subject, known)} {_short(predicate, known)} {_short(value, known)}")
        elif predicate != last_predicate:
            stream.write(f" ;\n{indent}  {_short(predicate, known)} {_short(value, known)}")
        else:
            stream.write(f" , {_short(value, known)}")
        last_subject, last_predicate = subject, predicate
    if last_subject:
        stream.write(" .\n")


WRITERS: dict[str, Callable[[TextIO, Mapping[str, Iterable[Triple]]], None]] = {
    ".trig": write_trig,
    ".nq": write_nquads,
    ".ttl": write_turtle,
    ".nt": write_ntriples,
    ".jsonld": write_jsonld,
}
