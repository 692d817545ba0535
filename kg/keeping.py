"""Keeps a store up to date: find, read what changed, put it in the place of what was there, all at once."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import document, fingerprint, reading
from kg.errors import NothingFoundError, SourceError
from kg.files import source
from kg.files.kept import Kept
from kg.graph import evidence, record
from kg.graph.kept import ledger
from kg.graph.kept.writer import Published, writing
from kg.language import taught
from kg.model import Coverage, Report

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Sequence

    from kg.document import Options, Read
    from kg.files.source import Found, Place
    from kg.graph.kept.writer import Writer


@dataclass(slots=True)
class Updated:
    """The outcome of an update: a report for each file, what became of the graph's documents, files that are gone."""

    reports: list[Report] = field(default_factory=list)
    other: Counter[str] | None = None
    done: Published = field(default_factory=Published)
    gone: list[str] = field(default_factory=list)
    """The names of documents whose files are gone."""
    pruned: bool = False
    """Whether these were taken out."""
    inputs: dict[str, str] = field(default_factory=dict)
    """The name of each document that the store holds, by the IRI of its Minutes."""


@dataclass(frozen=True, slots=True)
class Given:
    """What an update is asked for besides the options of reading."""

    prune: bool = False
    """Take out documents whose files are gone."""
    again: bool = False
    """Read everything, also what did not change."""


def update(
    paths: Sequence[Path],
    store: Path,
    options: Options,
    given: Given | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Updated:
    """Bring a store up to date with all documents under some files and folders; made where it is not there.

    Only what changed is read: of a file its bytes, its name and its folders; the options; the program and its
    wordings. The store then is what one build of all its documents gives, whatever came first.

    Args:
        paths: Files and folders; what is missing or has no minutes is told in a report of its own.
        store: The folder of the store.
        options: See `Options`.
        given: What else is asked for.
        progress: Called for every file that is done, with how many are done and how many there are.

    Raises:
        OutputError: The store cannot be written to, or somebody else does.
        GraphError: It is broken, or another version of the program made it.
    """
    given = given or Given()
    began = datetime.now(UTC)
    found = source.gather(paths)
    told = Updated(other=found.other)
    told.reports = [Report(one.where, status="failed", problem=str(one)) for one in found.problems]
    with writing(store, options.base) as writer:
        failed, unreadable = _read(found, writer, options, given, progress)
        gone = _gone(paths, found, writer)
        moved = [old for old in writer.moved if not _is_there(old)]
        told.gone = sorted(name for place in set(gone) - set(moved) if (name := _name(writer, place)))
        told.pruned = given.prune
        away = {*moved, *(gone if given.prune else ()), *unreadable}
        told.done = writer.publish(sorted(away), fingerprint.program())
        told.reports += _reports(found, writer, failed)
        told.inputs = dict(writer.ledger.documents())
        if any(told.done):
            base = writer.ledger.state("base")
            build = record.Build(base, told.inputs, began, datetime.now(UTC), taught.in_use(), document.helpers())
            record.write(store / store.name, build)
    return told


def remove(store: Path, wanted: str) -> list[str]:
    """Take a document out of a store.

    Args:
        store: The folder of the store.
        wanted: Its name, the IRI of its Minutes or the end of that.

    Returns:
        The IRIs of the Minutes that were taken out.

    Raises:
        NothingFoundError: There is no such document.
        OutputError: The store cannot be written to, or somebody else does.
        GraphError: It is no store, it is broken, or another version of the program made it.
    """
    ledger.open_ledger(store).close()  # what is no store is not made one
    with writing(store, "") as writer:
        places = writer.places(wanted)
        if not places:
            known = ", ".join(name for _, name in list(writer.ledger.documents())[:3])
            raise NothingFoundError("there is no such document", where=wanted, hint=f"there are {known} ...")
        return list(writer.publish(places).gone)


def as_data(updated: Updated) -> dict[str, Any]:
    """Give what became of a store as plain data."""
    done = updated.done
    return {
        "documents": len(updated.inputs),
        "new": list(done.new),
        "changed": list(done.changed),
        "taken_out": list(done.gone),
        "files_gone": [] if updated.pruned else updated.gone,
    }


def as_text(updated: Updated) -> str:
    """Say in a line what became of a store, and name the documents whose files are gone."""
    done = updated.done
    parts = [f"{len(done.new)} new", f"{len(done.changed)} changed", f"{len(done.gone)} taken out"]
    text = f"\nstore       {len(updated.inputs)} documents: {', '.join(parts)}\n"
    if updated.gone and not updated.pruned:
        text += f"\nfiles gone, --prune takes the documents out ({len(updated.gone)})\n"
        text += "".join(f"  {name}\n" for name in updated.gone)
    return text


def _read(
    found: Found, writer: Writer, options: Options, given: Given, progress: Callable[[int, int], None]
) -> tuple[dict[str, Report], list[str]]:
    """Read what changed and put it aside.

    Returns:
        The reports of what could not be read, by place; and those places whose bytes are there but no minutes can be
        read from them any more. What cannot be opened at all may be whole: what is known of it stays.
    """
    base = _base_of_keys(options)
    keys: dict[str, str] = {}
    waiting: list[Place] = []
    for place in found.places:
        try:
            key = _key(base, place, options, source.bytes_of(place))
        except SourceError:
            key = ""  # it is told when it is read
        keys[_where(place)] = key
        if given.again or options.keep_text or not key or not writer.has(_where(place), key):
            waiting.append(place)
    kept = Kept(options.keep_text) if options.keep_text else None
    failed: dict[str, Report] = {}
    before = len(found.places) - len(waiting)
    progress(before, len(found.places))
    # Closed at once when somebody interrupts, so that no process goes on reading.
    with closing(reading.read(waiting, options)) as documents:
        for done, (place, read) in enumerate(zip(waiting, documents, strict=True), 1):
            if read.report.status == "failed":
                failed[_where(place)] = read.report
            else:
                writer.put(_reading(place, keys[_where(place)], read))
                if kept is not None and read.graph is not None:
                    kept.write(read.report.name, read.text)
            progress(before + done, len(found.places))
    return failed, [where for where in failed if keys[where]]


def _base_of_keys(options: Options) -> str:
    """Give what every reading of this run follows from."""
    said = [fingerprint.program(), taught.in_use(), document.helpers()]
    return json.dumps([*said, options.base, options.organisation, options.body, options.date], sort_keys=True)


def _key(base: str, place: Place, options: Options, data: bytes) -> str:
    address = options.addresses.of(place.name) if options.addresses else None
    said = json.dumps([base, place.name, place.within, place.called[-_SPEAKING:], address, sha256(data).hexdigest()])
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


_SPEAKING = 4
"""So many names of a path may say something of a meeting: the file's and those of its folders."""


def _where(place: Place) -> str:
    """Give where a document lies, whatever folder the program runs in."""
    path = place.path.absolute().as_posix()
    return f"{path}/{place.member}" if place.member else path


def _reading(place: Place, key: str, read: Read) -> ledger.Reading:
    report, graph = read.report, read.graph
    return ledger.Reading(
        place=_where(place),
        key=key,
        name=report.name,
        minutes=graph.minutes if graph else "",
        report=json.dumps(asdict(report), ensure_ascii=False),
        said=ledger.pack_rows(evidence.said(graph) if graph else {}),
        lines=ledger.packed(read.lines),
    )


def _gone(paths: Iterable[Path], found: Found, writer: Writer) -> list[str]:
    """Give the places that the ledger has under the folders and archives that were given, and that are no more."""
    roots = [path.absolute().as_posix() for path in paths if path.is_dir() or path.suffix.lower() == ".zip"]
    there = {_where(place) for place in found.places}
    # What could not be opened hides what lies below it.
    hidden = [Path(one.where).absolute().as_posix() for one in found.problems]
    return [
        place
        for place in writer.below(roots)
        if place not in there and not any(place == one or place.startswith(f"{one}/") for one in hidden)
    ]


def _is_there(where: str) -> bool:
    place = source.place_of(Path(where))
    return bool(place.member) or place.path.exists()


def _name(writer: Writer, place: str) -> str:
    known = writer.known(place)
    return known.name if known.minutes else ""


def _reports(found: Found, writer: Writer, failed: dict[str, Report]) -> list[Report]:
    """Give the report of every file, of those that were read before with what was said of them then."""
    reports: dict[str, Report] = {}
    told: list[Report] = []
    fresh = writer.fresh
    for place in found.places:
        where = _where(place)
        if where in failed:
            told.append(failed[where])
            continue
        known = writer.known(where)
        report = _report(known.report)
        if known.minutes and not known.shown:
            report.status = "same"
            report.warnings = [f"has the same bytes as {writer.shown(known.minutes)}: read once"]
        elif known.minutes:
            reports[known.minutes] = report
            if where not in fresh:
                report.status = "kept"
        told.append(report)
    for one in writer.outranked():
        if one.minutes in reports:
            reports[one.minutes].warnings.append(one.told(writer.shown(one.better)))
    return told


def _report(written: str) -> Report:
    said = json.loads(written)
    coverage = said.pop("coverage")
    return Report(**said, coverage=Coverage(**coverage | {"signs": tuple(coverage["signs"])}))
