"""What a build found and what it did not, as text for people and as one JSON document."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.model import OTHER_PAPER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Coverage, Report

_LINE = re.compile(r"line (\d+): (.*)", re.DOTALL)
_WRITTEN_BY_HAND = {".doc", ".rtf", ".odt"}
"""Kinds that minutes are often in, and that every word processor turns into one that is read."""
_STATUS = {"ok": "read", "kept": "unchanged", "same": "read before", "failed": "failed", "skipped": "skipped"}
_IN_GRAPH = ("ok", "kept")
_WORTH_A_LOOK = {
    "sidan saknas": "fetch it again",
    "inloggning krävs": "fetch it again",
    OTHER_PAPER: "not known as minutes",
}
"""Kinds of what was skipped that a person should look at, and why."""
_SMALL = 20
"""So many documents get a line each without being asked for, and so many warnings: more are summed up."""
_LOOK = 5
"""So many names of what a person should look at are told; the rest is counted."""
_KINDS = 5
"""So many kinds of facts are told, the most frequent ones."""


def as_data(reports: Sequence[Report], other: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Give the whole report as plain data: the sums, every document, files of other kinds by their ending."""
    read = [report for report in reports if report.status in _IN_GRAPH]
    facts: Counter[str] = Counter()
    for report in read:
        facts.update(report.facts)
    return {
        "documents": {
            "read": sum(report.status == "ok" for report in reports),
            "unchanged": sum(report.status == "kept" for report in reports),
            "failed": sum(report.status == "failed" for report in reports),
            "same": sum(report.status == "same" for report in reports),
            "skipped": sum(report.status == "skipped" for report in reports),
        },
        "skipped": _counted(report.kind for report in reports if report.status == "skipped"),
        "paragraphs": {
            "found": sum(report.coverage.paragraphs for report in read),
            "titled": sum(report.coverage.titled for report in read),
            "with_case": sum(report.coverage.with_case for report in read),
            "with_decision": sum(report.coverage.decided for report in read),
        },
        "facts": dict(sorted(facts.items())),
        "names": {
            "matched": sum(report.matched for report in read),
            "unmatched": sum(len(report.unmatched) for report in read),
        },
        "not_read": dict(sorted((other or {}).items())),
        "reports": [_as_data(report) for report in reports],
    }


def _as_data(report: Report) -> dict[str, Any]:
    found = asdict(report)
    found["coverage"]["shares"] = report.coverage.shares()
    return found


def _counted(kinds: Iterable[str]) -> dict[str, int]:
    """Count kinds, the most frequent first."""
    return dict(sorted(Counter(kinds).items(), key=lambda one: (-one[1], one[0])))


def as_text(reports: Sequence[Report], other: Mapping[str, int] | None = None, *, verbose: bool = False) -> str:
    """Lay the report out for reading: some ten lines of sums, and last what a person should look at.

    Args:
        reports: What the build says of each document. Failures are counted only: they are told as errors.
        other: How many files of other kinds there were, by their ending.
        verbose: Whether each document, kind of fact, unmatched name and warning has a line of its own, however many.
    """
    return "\n".join(_lines(reports, other or {}, verbose=verbose)) + "\n"


def _lines(reports: Sequence[Report], other: Mapping[str, int], *, verbose: bool) -> Iterator[str]:
    if reports and (verbose or len(reports) <= _SMALL):
        yield from _table(reports)
        yield ""
    yield from _sums(as_data(reports, other), verbose=verbose)
    blocks = {
        "unmatched": [f"{one.name}: {name}" for one in reports for name in one.unmatched],
        "new": [f"{one.name}: {told}" for one in reports if (told := new_template(one.coverage))],
        "warnings": [f"{one.name}:{_placed(warning)}" for one in reports for warning in one.warnings],
    }
    many = not verbose and sum(map(len, blocks.values())) > _SMALL
    if many:
        yield from _summed(reports, len(blocks["warnings"]))
    else:
        for title, lines in blocks.items():
            yield from _block(title, lines)
    new = [one.name for one in reports if many and one.coverage.signs]
    yield from _block("look at", [*_look("read with less confidence, the template is new", new), *_skipped(reports)])


def _table(reports: Sequence[Report]) -> Iterator[str]:
    width = max(len(report.name) for report in reports)
    yield f"{'':{width}}  {'':11}    §  titled  decision  case  sections  roster   facts"
    for report in reports:
        said = f"{_STATUS[report.status]:11}"
        if report.status == "skipped":
            said = f"skipped: {report.kind}"
        if report.status in _IN_GRAPH:
            found, facts = report.coverage, sum(report.facts.values())
            shares = found.shares()
            titled, decided, case, known = (
                f"{shares[name]:.0%}" if name in shares else "–"
                for name in ("titled", "decided", "with_case", "known_sections")
            )
            roster = f"{found.roster_understood}/{found.roster_lines}" if found.roster_lines else "–"
            said += f" {found.paragraphs:4} {titled:>7} {decided:>9} {case:>5} {known:>9} {roster:>7} {facts:7}"
        if report.within:
            said += f"  in {report.within}"
        yield f"{report.name:{width}}  {said}".rstrip()


def _sums(whole: Mapping[str, Any], *, verbose: bool) -> Iterator[str]:
    documents, paragraphs, names, facts = whole["documents"], whole["paragraphs"], whole["names"], whole["facts"]
    kept = f", {documents['unchanged']} unchanged" if documents["unchanged"] else ""
    same = f", {documents['same']} read before" if documents["same"] else ""
    skipped = f", {documents['skipped']} skipped as no minutes" if documents["skipped"] else ""
    yield f"documents   {documents['read']} read, {documents['failed']} failed{kept}{same}{skipped}"
    if whole["skipped"]:
        yield f"skipped     {_listed(whole['skipped'])}"
    if whole["not_read"]:
        yield f"not read    {_others(whole['not_read'])}"
    yield (
        f"paragraphs  {paragraphs['found']} found, {paragraphs['titled']} titled, {paragraphs['with_decision']} with a "
        f"decision, {paragraphs['with_case']} with a case"
    )
    yield f"names       {names['matched']} matched, {names['unmatched']} unmatched"
    counted = _counted(kind for kind, count in facts.items() for _ in range(count))
    most = dict(list(counted.items())[:_KINDS])
    more = ", ..." if len(counted) > len(most) else ""
    told = f": {_listed(most)}{more}" if most and not verbose else ""
    yield f"facts       {sum(facts.values())}{told}"
    if verbose:
        yield from (f"  {kind:18}{count:6}" for kind, count in facts.items())


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())


def _summed(reports: Sequence[Report], warnings: int) -> Iterator[str]:
    """Give the number of warnings, where they are too many to be read one by one."""
    if warnings:
        yield f"warnings    {warnings} in {sum(bool(one.warnings) for one in reports)} documents"
    yield "more        --verbose lists every document, unmatched name and warning; so does --json"


def _skipped(reports: Sequence[Report]) -> list[str]:
    """Give what a website did not hand out, and what may be minutes that were not known as such.

    Failures are not among what a person should look at: each is told once, as an error.
    """
    found: list[str] = []
    for kind, why in _WORTH_A_LOOK.items():
        found += _look(f"{kind}, {why}", [one.name for one in reports if one.kind == kind])
    return found


def _look(why: str, names: Sequence[str]) -> list[str]:
    more = f" and {len(names) - _LOOK} more" if len(names) > _LOOK else ""
    return [f"{why}: {', '.join(names[:_LOOK])}{more}"] if names else []


def failures(reports: Sequence[Report], *, verbose: bool = False) -> list[str]:
    """Give the problem of each document that could not be read; where they are too many to be read, the first ones."""
    found = [one.problem for one in reports if one.status == "failed"]
    if verbose or len(found) <= _SMALL:
        return found
    return [*found[:_SMALL], f"{len(found) - _SMALL} more failed: --verbose lists them"]


def understood(found: Coverage) -> str:
    """Say in one line how much was understood."""
    words = {
        "titled": "titled",
        "decided": "with a decision",
        "with_case": "with a case",
        "known_sections": "of the text under a known heading",
    }
    shares = found.shares()
    parts = [f"{shares[name]:.0%} {word}" for name, word in words.items() if name in shares]
    if found.roster_lines:
        parts.append(f"{found.roster_understood} of {found.roster_lines} roster lines understood")
    return f"{found.paragraphs} §: " + ", ".join(parts) if parts else f"{found.paragraphs} §"


def new_template(found: Coverage) -> str:
    """Say that the template is new and what follows from it; empty where it is known."""
    if not found.signs:
        return ""
    return (
        f"the template is new to us ({'; '.join(found.signs)}): "
        f"facts are marked with lower confidence, times {found.factor:.1f}"
    )


def _others(counted: Mapping[str, int]) -> str:
    """Say how many files of other kinds there were: `12 files of kinds that are not read: .xlsx 3, .jpg 9`."""
    count = sum(counted.values())
    kinds = ", ".join(f"{ending or 'without ending'} {number}" for ending, number in counted.items())
    documents = sorted(set(counted) & _WRITTEN_BY_HAND)
    hint = f" (save {' and '.join(documents)} as .docx to have them read)" if documents else ""
    return f"{count} file{'s' if count > 1 else ''} of kinds that are not read: {kinds}{hint}"


def _block(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{title} ({len(lines)})"
        yield from (f"  {line}" for line in lines)


def _placed(warning: str) -> str:
    """Write `line 12: text` as compilers do, so that an editor can jump there."""
    line = _LINE.fullmatch(warning)
    return f"{line[1]}: {line[2]}" if line else f" {warning}"
