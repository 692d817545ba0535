"""One document, from where it lies to the graph of its facts and the report on it; a fault in one stops no other."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import facts, pipeline
from kg.errors import KgError, SourceError
from kg.facts.floor import vote_table, voters
from kg.facts.head import outside
from kg.facts.kind import Outside
from kg.files import ocr, source, visible
from kg.graph import rdf
from kg.graph.iri import BASE, Names, slug
from kg.graph.spool import pack
from kg.minutes import genre, intake, segment
from kg.model import Report
from kg.quality import coverage, misreadings, unread
from kg.quality.passages import Covered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.files.addresses import Addresses
    from kg.graph.document_graph import DocumentGraph
    from kg.model import Coverage, Minutes, Source, Unread


@dataclass(frozen=True, slots=True)
class Options:
    """What the user may set: the base of all IRIs, whose minutes of when these are if they do not say, how it runs."""

    base: str = BASE
    organisation: str = ""
    body: str = ""
    date: str = ""
    jobs: int = 1
    scheduler: str = ""
    """The address of a Dask scheduler whose workers read, in place of `jobs` processes."""
    keep_text: Path | None = None
    """A folder for the text of each document that offsets point into."""
    addresses: Addresses | None = None
    """Where the documents are published."""


class Read(NamedTuple):
    """What reading one document gave: its report and its graph, as lines when it goes to another process; its text."""

    report: Report
    graph: DocumentGraph | None = None
    lines: bytes = b""
    text: str = ""


def helpers() -> tuple[str, ...]:
    """Give name and version of what the user lets help to read: a spaCy pipeline, what recognises pages."""
    model = pipeline.version()
    return tuple(filter(None, (f"spaCy {model}" if model else "", ocr.in_use())))


def read_document(place: source.Place, options: Options) -> Read:
    """Turn one document into the graph of its facts; one that cannot be read is told in the report."""
    try:
        read = source.read(place)
    except KgError as problem:
        return Read(Report(place.name, status="failed", problem=str(problem), within=place.within))
    except Exception as problem:  # noqa: BLE001 - as below: a reader met what nobody foresaw
        return Read(_our_fault(place, problem))
    if options.addresses:
        read = replace(read, address=options.addresses.of(place.name))
    try:
        report, graph = graph_of(read, options, place.called)
    except SourceError as problem:
        return Read(Report(place.name, status="failed", problem=str(problem), within=place.within))
    except Exception as problem:  # noqa: BLE001 - a fault of ours in one document must not lose the others: it is told
        return Read(_our_fault(place, problem))
    report.within = place.within
    if options.addresses and not read.address:
        report.warnings.append("has no address in the table of --source-url: its path is kept")
    return Read(report, graph, text=read.text if options.keep_text else "")


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


def graph_of(read: Source, options: Options, called: tuple[str, ...] = ()) -> tuple[Report, DocumentGraph | None]:
    """Give the report on a source and the graph of its facts; no graph where it is no minutes.

    Raises:
        SourceError: It should be minutes, and cannot be read as such.
    """
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
            *misreadings.signs(minutes, found, covered, passages),
            *_votes(minutes, found),
            *dict.fromkeys(graph.dropped),
        ],
    )
    return report, graph


def _votes(minutes: Minutes, found: dict[str, list[Any]]) -> Iterator[str]:
    used = {ballot.at[0] for vote in found["vote"] for ballot in vote.ballots}
    yield from vote_table.warnings(minutes, used)
    yield from voters.warnings(minutes, found)


def packed(place: source.Place, options: Options) -> Read:
    """Read a document and write its triples as lines: so they go to another process, and to disk."""
    read = read_document(place, options)
    if read.graph is None:
        return read
    lines = pack(read.graph.triples)
    read.graph.triples.clear()
    return read._replace(lines=lines)
