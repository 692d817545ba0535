"""The program on one screen: read, segment, extract, resolve, write; a report for each file, none stops the others."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from kg import facts
from kg.errors import KgError, OutputError
from kg.graph import files, rdf
from kg.graph.identities import Identities
from kg.graph.iri import BASE, Names, slug
from kg.model import Report
from kg.resources import register
from kg.text import segment, source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from kg.graph.files import Triple


@dataclass(frozen=True, slots=True)
class Options:
    """What the user may set: the base of all IRIs, whose minutes these are if they do not say, how many processes."""

    base: str = BASE
    organisation: str = ""
    jobs: int = 1


@dataclass(slots=True)
class Built:
    """The outcome of a build: a report for each file and the graphs."""

    reports: list[Report] = field(default_factory=list)
    graphs: dict[str, set[Triple]] = field(default_factory=dict)

    @property
    def failed(self) -> list[Report]:
        """The files that could not be read."""
        return [report for report in self.reports if report.status == "failed"]


def read_document(path: Path, options: Options) -> tuple[Report, rdf.DocumentGraph | None]:
    """Turn one file into the graph of its facts; a file that cannot be read is told in the report."""
    try:
        read = source.read(path)
    except KgError as problem:
        return Report(path.name, status="failed", problem=str(problem)), None
    minutes = segment.segment(read)
    found = facts.extract(minutes)
    meeting = found["meeting"][0]
    if not meeting.organisation and options.organisation:
        meeting = replace(meeting, organisation=_registered(options.organisation))
        found["meeting"] = [meeting]
    names = Names(read.sha256, slug(meeting.organisation) if meeting.organisation else "", options.base)
    graph, resolver = rdf.write(minutes, names, found, facts.KINDS)
    report = Report(
        name=read.name,
        items_found=len(minutes.items),
        items_with_decision=len({fact.item for fact in found["decision"]}),
        facts=dict(sorted(graph.counts.items())),
        matched=sum(sum(named.spellings.values()) for named in resolver.ledger.values() if named.term == "Person")
        - sum(resolver.unmatched.values()),
        unmatched=sorted(resolver.unmatched),
        warnings=[*read.notes, *minutes.notes, *_warnings(minutes, meeting), *graph.dropped],
    )
    return report, graph


def _registered(name: str) -> str:
    """Give the id of an organisation called so in the register, else the name."""
    return next((row["id"] for row in register("organisations") if name.casefold() in {row["id"], row["name"].casefold()}), name)


def _warnings(minutes: segment.Minutes, meeting: facts.meeting.Meeting) -> Iterator[str]:
    if not minutes.items:
        yield "no paragraphs (§) found: is this minutes?"
    if meeting.body is None:
        yield "whose meeting it is could not be read"
    if not meeting.dates:
        yield "the date of the meeting could not be read"
    if not meeting.organisation:
        yield "whose minutes these are is not said: give --organisation NAME"
    numbers = [int("".join(ch for ch in item.number if ch.isdigit())) for item in minutes.items]
    for before, after, item in zip(numbers, numbers[1:], minutes.items[1:], strict=False):
        if after > before + 1:
            line = minutes.source.line(item.span.begin)
            missing = f"§ {before + 1}" if after == before + 2 else f"§§ {before + 1}–{after - 1}"
            yield f"line {line}: {missing} is missing before § {item.number}"


def build(paths: Sequence[Path], options: Options, progress: Callable[[int], None] = lambda _: None) -> Built:
    """Build the graphs of all documents under some files and folders.

    Args:
        paths: Files and folders.
        options: See `Options`.
        progress: Called with 1 for every file that is done.

    Raises:
        SourceError: A path does not exist or nothing readable lies there.
    """
    built = Built()
    identities = Identities()
    seen: dict[str, str] = {}
    for report, graph in _documents(source.find(paths), options):
        built.reports.append(report)
        progress(1)
        if graph is None:
            continue
        if graph.minutes in seen:
            report.status = "same"
            report.warnings = [f"has the same bytes as {seen[graph.minutes]}: read once"]
            continue
        seen[graph.minutes] = report.name
        built.graphs[graph.minutes] = graph.triples
        identities.add(graph)
    if built.graphs:
        built.graphs[f"{options.base}graph/identities"] = identities.triples()
    return built


def _documents(found: Sequence[Path], options: Options) -> Iterator[tuple[Report, rdf.DocumentGraph | None]]:
    one = partial(read_document, options=options)
    if options.jobs <= 1 or len(found) < 2:
        yield from map(one, found)
        return
    with ProcessPoolExecutor(options.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(one, found, chunksize=1)


def save(built: Built, output: Path) -> None:
    """Write the graphs in the format of the file's ending.

    Raises:
        OutputError: The ending is no format, or the file cannot be written.
    """
    writer = files.WRITERS.get(output.suffix.lower())
    if writer is None:
        raise OutputError(f"no format ends in {output.suffix or 'nothing'}", where=str(output), hint=f"use {', '.join(files.WRITERS)}")
    with files.replacing(output) as stream:
        writer(stream, built.graphs)
