"""What a build found and what it did not, as text for people and as one JSON document."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Coverage, Report

_LINE = re.compile(r"line (\d+): (.*)", re.DOTALL)
_WRITTEN_BY_HAND = {".doc", ".rtf", ".odt"}
"""Kinds that minutes are often in, and that every word processor turns into one that is read."""
_STATUS = {"ok": "read", "same": "read before", "failed": "failed"}


def as_data(reports: Sequence[Report], other: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Give the whole report as plain data: the sums, every document, files of other kinds by their ending."""
    read = [report for report in reports if report.status == "ok"]
    facts: Counter[str] = Counter()
    for report in read:
        facts.update(report.facts)
    return {
        "documents": {
            "read": len(read),
            "failed": sum(report.status == "failed" for report in reports),
            "same": sum(report.status == "same" for report in reports),
        },
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


def as_text(reports: Sequence[Report], other: Mapping[str, int] | None = None) -> str:
    """Lay the report out for reading: a line a document, the sums, names that nobody bears, warnings, failures."""
    return "\n".join(_lines(reports, other)) + "\n"


def _lines(reports: Sequence[Report], other: Mapping[str, int] | None) -> Iterator[str]:
    whole = as_data(reports, other)
    width = max((len(report.name) for report in reports), default=0)
    if reports:
        yield f"{'':{width}}  {'':11}    §  titled  decision  case  sections  roster   facts"
    for report in reports:
        said = f"{_STATUS[report.status]:11}"
        if report.status == "ok":
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
    documents, paragraphs, names = whole["documents"], whole["paragraphs"], whole["names"]
    same = f", {documents['same']} read before" if documents["same"] else ""
    yield ""
    yield f"documents   {documents['read']} read, {documents['failed']} failed{same}"
    if whole["not_read"]:
        yield f"not read    {_others(whole['not_read'])}"
    yield (
        f"paragraphs  {paragraphs['found']} found, {paragraphs['titled']} titled, {paragraphs['with_decision']} with a "
        f"decision, {paragraphs['with_case']} with a case"
    )
    yield f"names       {names['matched']} matched, {names['unmatched']} unmatched"
    yield f"facts       {sum(whole['facts'].values())}"
    yield from (f"  {kind:18}{count:6}" for kind, count in whole["facts"].items())
    yield from _block("unmatched", (f"{one.name}: {name}" for one in reports for name in one.unmatched))
    yield from _block("new", (f"{one.name}: {told}" for one in reports if (told := new_template(one.coverage))))
    yield from _block("warnings", (f"{one.name}:{_placed(warning)}" for one in reports for warning in one.warnings))
    yield from _block("failed", (one.problem for one in reports if one.status == "failed"))


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


def _block(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield f"{title} ({len(found)})"
        yield from (f"  {line}" for line in found)


def _placed(warning: str) -> str:
    """Write `line 12: text` as compilers do, so that an editor can jump there."""
    line = _LINE.fullmatch(warning)
    return f"{line[1]}: {line[2]}" if line else f" {warning}"
