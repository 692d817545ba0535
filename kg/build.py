"""The program on one screen: read, segment, extract, resolve, write; a report for each file, none stops the others."""

from __future__ import annotations

import os
import traceback
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import facts, processes
from kg.errors import KgError, OutputError, SourceError
from kg.facts import coverage, misread, outside, unread
from kg.facts.covered import Covered
from kg.facts.kind import Outside
from kg.graph import files, rdf, record
from kg.graph.identities import Identities, preferred_for, rank
from kg.graph.iri import BASE, Names, identities, slug
from kg.graph.quads import iri
from kg.graph.spool import Spool, pack
from kg.graph.vocab import term
from kg.model import Report
from kg.text import genre, intake, segment, source, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.graph.identities import Rank
    from kg.graph.quads import DocumentGraph
    from kg.model import Coverage, Minutes, Source, Unread
    from kg.text.addresses import Addresses

_LONGEST_NAME = 200
"""How much of a document's name is kept in the name of its text, in bytes: file systems take 255."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user may set: the base of all IRIs, whose minutes of when these are if they do not say, how it runs."""

    base: str = BASE
    organisation: str = ""
    body: str = ""
    date: str = ""
    jobs: int = 1
    keep_text: Path | None = None
    """A folder for the text of each document that offsets point into."""
    addresses: Addresses | None = None
    """Where the documents are published."""


class _Read(NamedTuple):
    """What reading one document gave: its report and its graph, as lines when it goes to another process; its text."""

    report: Report
    graph: DocumentGraph | None = None
    lines: bytes = b""
    text: str = ""


@dataclass(slots=True)
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

    @property
    def failed(self) -> list[Report]:
        """The files that could not be read."""
        return [report for report in self.reports if report.status == "failed"]


def read_document(place: source.Place, options: Options) -> _Read:
    """Turn one document into the graph of its facts; one that cannot be read is told in the report."""
    try:
        read = source.read(place)
    except KgError as problem:
        return _Read(Report(place.name, status="failed", problem=str(problem), within=place.within))
    except Exception as problem:  # noqa: BLE001 - as below: a reader met what nobody foresaw
        return _Read(_our_fault(place, problem))
    if options.addresses:
        read = replace(read, address=options.addresses.of(place.name))
    try:
        report, graph = _graph_of(read, options, place.called)
    except SourceError as problem:
        return _Read(Report(place.name, status="failed", problem=str(problem), within=place.within))
    except Exception as problem:  # noqa: BLE001 - a fault of ours in one document must not lose the others: it is told
        return _Read(_our_fault(place, problem))
    report.within = place.within
    if options.addresses and not read.address:
        report.warnings.append("has no address in the table of --source-url: its path is kept")
    return _Read(report, graph, text=read.text if options.keep_text else "")


def _our_fault(place: source.Place, problem: Exception) -> Report:
    frame = traceback.extract_tb(problem.__traceback__)[-1]
    told = f"{place.name}: internal error in {Path(frame.filename).name}:{frame.lineno}: {problem!r} (please report it)"
    return Report(place.name, status="failed", problem=told, within=place.within)


def understand(read: Source, outside: Outside | None = None) -> tuple[Minutes, dict[str, list[Any]]]:
    """Cut a source into its parts and extract its facts, by the name of their kind.

    What is read is what one sees of the text; what is given points into the text as it stands.
    """
    seen = visible.see(read)
    return _extracted(segment.segment(seen.source if seen else read), seen, outside)


def _extracted(
    minutes: Minutes, seen: visible.Visible | None, outside: Outside | None = None
) -> tuple[Minutes, dict[str, list[Any]]]:
    found = facts.extract(minutes, outside)
    if seen is None:
        return minutes, found
    made: tuple[Minutes, dict[str, list[Any]]] = visible.back((minutes, found), seen)
    return made


@dataclass(frozen=True, slots=True)
class Examined:
    """One document with all that is known of how it was read."""

    minutes: Minutes
    facts: dict[str, list[Any]]
    coverage: Coverage
    unread: tuple[Unread, ...]


def examine(read: Source, called: tuple[str, ...] = ()) -> Examined:
    """Read a source as a build does, and find what was not understood; `called` are its name and its folders'."""
    minutes, found = understand(read, Outside(path=called))
    covered = coverage.measure(minutes, found, Covered(found))
    graph, resolver = rdf.write(minutes, Names(read.sha256), found, facts.KINDS, covered)
    nobody = {name: resolver.place(name) for name in resolver.unmatched}
    return Examined(minutes, found, graph.coverage, unread.find(minutes, found, nobody))


def _graph_of(read: Source, options: Options, called: tuple[str, ...] = ()) -> tuple[Report, DocumentGraph | None]:
    seen = visible.see(read)
    shown = seen.source if seen else read
    if kind := intake.unread(shown):
        return Report(read.name, status="skipped", kind=kind), None
    minutes = segment.segment(shown)
    if kind := intake.other(minutes, read):
        return Report(read.name, status="skipped", kind=kind), None
    minutes, found = _extracted(minutes, seen, Outside(options.body, options.date, options.organisation, called))
    meeting = found["meeting"][0]
    empty = not minutes.items and not found["attendance"]
    said = meeting.body and meeting.dates and not meeting.outside and genre.is_minutes(minutes)
    if empty and not said:
        raise intake.nothing_read(read)
    names = Names(read.sha256, slug(meeting.organisation) if meeting.organisation else "", options.base)
    passages = Covered(found)
    covered = coverage.measure(minutes, found, passages)
    graph, resolver = rdf.write(minutes, names, found, facts.KINDS, covered)
    report = Report(
        name=read.name,
        coverage=graph.coverage,
        facts=dict(sorted(graph.counts.items())),
        matched=sum(sum(named.spellings.values()) for named in resolver.ledger.values() if named.term == "Person")
        - sum(resolver.unmatched.values()),
        unmatched=sorted({*resolver.unmatched, *resolver.ambiguous}),
        warnings=[
            *read.notes,
            *minutes.notes,
            *outside.warnings(meeting),
            *misread.signs(minutes, found, covered, passages),
            *_votes(minutes, found),
            *dict.fromkeys(graph.dropped),
        ],
    )
    return report, graph


def _votes(minutes: Minutes, found: dict[str, list[Any]]) -> Iterator[str]:
    used = {ballot.at[0] for vote in found["vote"] for ballot in vote.ballots}
    yield from facts.vote_table.warnings(minutes, used)
    yield from facts.voters.warnings(minutes, found)


def build(paths: Sequence[Path], options: Options, progress: Callable[[int, int], None] = lambda *_: None) -> Built:
    """Build the graphs of all documents under some files and folders.

    Args:
        paths: Files and folders; what is missing or has no minutes is told in a report of its own.
        options: See `Options`.
        progress: Called for every file that is done, with how many are done and how many there are.
    """
    built = Built(options.base)
    shared = Identities()
    found, built.reports = _find(paths, built.other)
    kept = _Kept(options.keep_text) if options.keep_text else None
    items: dict[str, tuple[Report, list[str], Rank]] = {}
    # Closed at once when somebody interrupts, so that no process goes on reading.
    with closing(processes.mapped(partial(_packed_document, options=options), found, options.jobs)) as documents:
        for done, (report, graph, lines, text) in enumerate(documents, 1):
            built.reports.append(report)
            progress(done, len(found))
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
            items[graph.minutes] = report, graph.items, rank(graph)
            shared.add(graph)
    if built.graphs:
        built.graphs.add(identities(options.base), pack(shared.triples()))
        _tell_preferred(built, items)
    return built


def _packed_document(place: source.Place, options: Options) -> _Read:
    """Read a document and write its triples as lines: so they go to another process, and to disk."""
    read = read_document(place, options)
    if read.graph is None:
        return read
    lines = pack(read.graph.triples)
    read.graph.triples.clear()
    return read._replace(lines=lines)


class _Kept:
    """Writes the texts of documents into a folder, each under a name of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: set[str] = set()

    def write(self, name: str, text: str) -> None:
        """Write the text that the offsets of a document point into, as it is."""
        stem = name.encode("utf-8")[:_LONGEST_NAME].decode("utf-8", "ignore").replace("/", "_")
        file, number = f"{stem}.txt", 1
        while file.casefold() in self._names:
            number += 1
            file = f"{stem}-{number}.txt"
        self._names.add(file.casefold())
        try:
            (self._folder / file).write_bytes(text.encode("utf-8", "surrogatepass"))
        except OSError as problem:
            raise OutputError(f"cannot write: {problem.strerror}", where=str(self._folder / file)) from problem


def _tell_preferred(built: Built, items: dict[str, tuple[Report, list[str], Rank]]) -> None:
    """Warn of minutes that record paragraphs which others record better, by what the identity graph prefers."""
    preferred = {
        item: record[1:-1]
        for item, predicate, record in built.graphs[identities(built.base)]
        if predicate == iri(term("preferredRecord"))
    }
    for minutes, (report, own, standing) in items.items():
        others = Counter(preferred[iri(item)] for item in own if preferred.get(iri(item), minutes) != minutes)
        for other, count in sorted(others.items()):
            better = built.inputs[other]
            report.warnings.append(
                f"records {count} of its {len(own)} paragraphs that {better} records too: that counts"
                f"{preferred_for(items[other][2], standing)}"
            )


def _find(paths: Sequence[Path], other: Counter[str]) -> tuple[list[source.Place], list[Report]]:
    """List the documents under all paths, each once, and a failure for each that leads to none; count the others."""
    places: dict[source.Place, source.Place] = {}
    failed: list[Report] = []
    for path in paths:
        try:
            found = source.find([path])
        except KgError as problem:
            failed.append(Report(str(path), status="failed", problem=str(problem)))
            continue
        for one in found.places:
            # A file under two of the paths has one name, whichever is given first.
            known = places.get(one)
            places[one] = one if known is None else min(one, known, key=lambda place: (len(place.name), place.name))
        other.update(found.other)
        failed += [Report(problem.where, status="failed", problem=str(problem)) for problem in found.problems]
    # By name first: where two files have the same bytes the first one gives the graph its file name, whichever
    # folder it lies in and in whatever order the paths were given.
    return sorted(places.values(), key=lambda place: (place.name, place.path, place.member)), failed


def check_output(output: Path, *, force: bool) -> None:
    """Find out whether a file can be written before anything is read.

    Raises:
        OutputError: The ending is no format, the folder is missing or closed, or the file is there and `force` is not.
    """
    where = str(output)
    if output.suffix.lower() not in files.WRITERS:
        hint = f"use {', '.join(files.WRITERS)}"
        raise OutputError(f"no format ends in {output.suffix or 'nothing'}", where=where, hint=hint)
    files.check_place(output, force=force)


def check_folder(folder: Path, paths: Sequence[Path], *, force: bool) -> None:
    """Find out whether texts can be kept in a folder, and make it, before anything is read.

    Raises:
        OutputError: It cannot be made or written to, holds files and `force` is not, or lies where minutes are read.
    """
    where = str(folder)
    for path in paths:
        if path.is_dir() and folder.resolve().is_relative_to(path.resolve()):
            what = f"lies within {path}, so that the next build would read these texts as minutes"
            raise OutputError(what, where=where, hint="give a folder elsewhere")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        filled = next(folder.iterdir(), None) is not None
    except OSError as problem:
        raise OutputError(f"cannot be made: {problem.strerror}", where=where) from problem
    if filled and not force:
        raise OutputError("is not empty", where=where, hint="give another folder, or --force to write into it")
    if not os.access(folder, os.W_OK):
        raise OutputError("cannot be written to", where=where, hint="give another folder")


def save(built: Built, output: Path) -> None:
    """Write the graphs in the format of the file's ending, and the build's own record beside them.

    Raises:
        OutputError: The ending is no format, or the file cannot be written.
    """
    check_output(output, force=True)
    try:
        with files.replacing(output) as stream:
            files.WRITERS[output.suffix.lower()](stream, built.graphs)
        record.write(output, built.base, built.inputs, built.began, datetime.now(UTC))
    except OSError as problem:
        raise OutputError(f"cannot write: {problem.strerror or problem}", where=str(output)) from problem
