"""What a check finds, and how findings are told: one line each, or one JSON document."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: in which document, where in it as far as known, what it is, and of which thing."""

    document: str
    begin: int | None = None
    end: int | None = None
    line: int | None = None
    paragraph: str = ""
    what: str = ""
    iri: str = ""
    severity: Literal["violation", "warning"] = "violation"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked and what was found, in the order of the documents."""

    documents: tuple[str, ...]
    findings: tuple[Finding, ...]
    without: tuple[str, ...] = ()
    """The documents whose text was looked for and not found."""

    @property
    def violations(self) -> int:
        """How many findings are violations; the others are warnings."""
        return sum(finding.severity == "violation" for finding in self.findings)


def order(finding: Finding) -> tuple[str, int, str, str]:
    """Sort findings by document, place in it, thing and fault."""
    return finding.document, -1 if finding.begin is None else finding.begin, finding.iri, finding.what


def as_data(checked: Checked) -> dict[str, Any]:
    """Give all findings as plain data."""
    return {
        "documents": list(checked.documents),
        "violations": checked.violations,
        "warnings": len(checked.findings) - checked.violations,
        "without_text": list(checked.without),
        "findings": [asdict(finding) for finding in checked.findings],
    }


def as_text(checked: Checked) -> str:
    """Lay findings out for reading, a line each, `file:line:` first as compilers do; the sums stand last."""
    return "".join(f"{line}\n" for line in _lines(checked.findings, checked))


def _lines(findings: Sequence[Finding], checked: Checked) -> Iterator[str]:
    for one in findings:
        line = f":{one.line}" if one.line is not None else ""
        place = [f"§ {one.paragraph}"] if one.paragraph else []
        place += [f"[{one.begin}:{one.end}]"] if one.begin is not None else []
        where = f" {' '.join(place)}:" if place else ""
        yield f"{one.document}{line}:{where} {one.severity}: {' '.join(one.what.split())} <{one.iri}>"
    warnings = len(findings) - checked.violations
    if checked.without:
        yield f"the text was not found of {', '.join(checked.without)}: their quotes are not compared with it"
    yield f"{len(checked.documents)} documents, {checked.violations} violations, {warnings} warnings"
