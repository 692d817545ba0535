"""The program on one screen: find, read each document, join what they share, write; a report for each file."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kg import document, reading
from kg.errors import OutputError
from kg.files import source
from kg.files.kept import Kept
from kg.graph import files, record
from kg.graph.identities import Identities
from kg.graph.iri import BASE, identities
from kg.graph.spool import Spool, pack
from kg.language import taught
from kg.model import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.document import Options


@dataclass(slots=True, eq=False, weakref_slot=True)
class Built:
    """The outcome of a build: a report for each file, the graphs, and when and from which documents they were made."""

    base: str = BASE
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    reports: list[Report] = field(default_factory=list)
    graphs: Spool = field(default_factory=Spool)
    """The triples of each graph by its IRI: kept on disk, read when gone through."""
    inputs: dict[str, str] = field(default_factory=dict)
    """The name of each document by the IRI of its Minutes."""
    other: Counter[str] = field(default_factory=Counter)
    """How many files there were of each ending that is not read."""
    helpers: tuple[str, ...] = ()
    """What the user let help to read; see `document.helpers`."""

    @property
    def failed(self) -> list[Report]:
        """The files that could not be read."""
        return [report for report in self.reports if report.status == "failed"]


def build(paths: Sequence[Path], options: Options, progress: Callable[[int, int], None] = lambda *_: None) -> Built:
    """Build the graphs of all documents under some files and folders.

    Args:
        paths: Files and folders; what is missing or has no minutes is told in a report of its own.
        options: See `Options`.
        progress: Called for every file that is done, with how many are done and how many there are.
    """
    built = Built(options.base, helpers=document.helpers())
    shared = Identities()
    found = source.gather(paths)
    built.other = found.other
    built.reports = [Report(one.where, status="failed", problem=str(one)) for one in found.problems]
    kept = Kept(options.keep_text) if options.keep_text else None
    reports: dict[str, Report] = {}
    # Closed at once when somebody interrupts, so that no process goes on reading.
    with closing(reading.read(found.places, options)) as documents:
        for done, (report, graph, lines, text) in enumerate(documents, 1):
            built.reports.append(report)
            progress(done, len(found.places))
            if graph is None:
                continue
            if graph.minutes in built.inputs:
                report.status = "same"
                report.warnings = [f"has the same bytes as {built.inputs[graph.minutes]}: read once"]
                continue
            built.inputs[graph.minutes] = report.name
            if kept is not None:
                kept.write(report.name, text)
            built.graphs.add(graph.minutes, lines)
            reports[graph.minutes] = report
            shared.add(graph)
    if built.graphs:
        built.graphs.add(identities(options.base), pack(shared.triples()))
    for one in shared.outranked():
        reports[one.minutes].warnings.append(one.told(built.inputs[one.better]))
    return built


def save(built: Built, output: Path) -> None:
    """Write the graphs in the format of the file's ending, and the build's own record beside them.

    Raises:
        OutputError: The ending is no format, or the file cannot be written.
    """
    files.check_output(output, force=True)
    try:
        with files.replacing(output) as stream:
            files.WRITERS[output.suffix.lower()](stream, built.graphs)
        told = record.Build(built.base, built.inputs, built.began, datetime.now(UTC), taught.in_use(), built.helpers)
        record.write(output, told)
    except OSError as problem:
        raise OutputError(f"cannot write: {problem.strerror or problem}", where=str(output)) from problem
