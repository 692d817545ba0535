"""What one document tells of its matters, as far as several documents are joined by it: movements and decisions."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kg.graph.quads import plain
from kg.graph.renumbered import About
from kg.graph.vocab import term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.graph.quads import Triple

Described = dict[str, dict[str, list[str]]]
"""What is said of each thing: its values, plain, by the name of the property."""

PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "Referral": (
        "referralKind", "referredFrom", "referredTo", "date", "stepNumber", "anticipated", "atItem", "concerns",
        "supportedBy",
    ),
    "Decision": (
        "decisionKind", "decidedBy", "proposedTo", "finalDecider", "onProposalOf", "withChanges", "outcome",
        "proposedOutcome", "hasClause", "supportedBy",
    ),
    "Clause": ("order", "text", "outcome", "proposedOutcome", "reportsOn", "citedClause", "supportedBy"),
    "Assignment": ("task", "assignedTo", "inClause", "anticipated", "supportedBy"),
}  # fmt: skip
"""What is read of the things of a document, by their class."""
OF_ITEMS = ("recordOf", "heldBy", "firstDate", "concerns", "dcterms:title", "supportedBy")
"""What is read of the Minutes, the meeting and its paragraphs."""


class Told(NamedTuple):
    """A movement as one paragraph tells it."""

    iri: str
    minutes: str
    item: str
    body: str
    """Who met."""
    day: str
    kind: str
    source: str
    target: str
    date: str
    """The day that is stated of it."""
    at: str
    """The paragraph of the sender's own minutes that is stated of it."""
    anticipated: bool
    passage: str
    number: str = ""
    """The number of the sender's paragraph that is stated, with its day or without."""


class Point(NamedTuple):
    """One clause of a decision."""

    iri: str
    order: int
    text: str
    outcome: str
    passage: str


class Made(NamedTuple):
    """A decision or a proposal of one paragraph."""

    iri: str
    minutes: str
    item: str
    body: str
    """Who decided."""
    day: str
    kind: str
    outcome: str
    asked: str
    last: str
    of: str
    """On whose proposal."""
    altered: bool
    """Whether its own words say that this is not all of what was proposed, or something else."""
    passage: str
    clauses: tuple[Point, ...]

    @property
    def meeting(self) -> str:
        """The IRI of the meeting in whose minutes it stands."""
        return self.item.rpartition("/")[0]


class Given(NamedTuple):
    """An assignment that was given."""

    iri: str
    minutes: str
    item: str
    day: str
    clause: str
    """The clause that gives it."""
    order: int
    """The number of that clause in its decision."""
    to: str
    task: str
    passage: str


class Reported(NamedTuple):
    """A clause that reports on a paragraph: on all that was assigned there, or on some points of it."""

    iri: str
    minutes: str
    item: str
    day: str
    on: str
    """The paragraph that it reports on."""
    points: tuple[int, ...]
    text: str
    passage: str


class Paragraph(NamedTuple):
    """What a paragraph tells, and the cases that it is about."""

    item: str
    body: str
    """Who met."""
    day: str
    cases: tuple[str, ...]
    told: tuple[Told, ...]
    made: tuple[Made, ...]
    given: tuple[Given, ...] = ()
    reported: tuple[Reported, ...] = ()
    title: str = ""
    passage: str = ""
    """Where its number and title stand."""


Record = TypeVar("Record", Told, Made, Given, Reported, About)


def write(record: Told | Made | Given | Reported | About) -> str:
    """Write a record as the value of a row."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def read(kind: type[Record], written: str) -> Record:
    """Read a record of a kind from the value of a row."""
    return kind._make(map(_frozen, json.loads(written)))


def _frozen(value: object) -> object:
    """Give a list of a row as the tuple that was written: of clauses, or of plain values."""
    if not isinstance(value, list):
        return value
    return tuple(Point(*one) if isinstance(one, list) else one for one in value)


NAMES = {term(name): name for name in {*OF_ITEMS, *(name for names in PROPERTIES.values() for name in names)}}
"""What is read, by its IRI."""
_WANTED = {f"<{one}>": name for one, name in NAMES.items()}


def described(triples: Iterable[Triple]) -> Described:
    """Gather of a document's triples those that are read here."""
    found: Described = {}
    for subject, predicate, value in triples:
        name = _WANTED.get(predicate)
        if name is not None:
            found.setdefault(subject[1:-1], {}).setdefault(name, []).append(plain(value))
    return found


def paragraphs(minutes: str, said: Described) -> Iterator[Paragraph]:
    """Give what each paragraph of a document tells, in order of their IRIs."""
    meeting = _one(said.get(minutes, {}), "recordOf")
    held = said.get(meeting, {})
    body, day = _one(held, "heldBy"), _one(held, "firstDate")
    told: dict[str, list[Told]] = defaultdict(list)
    made: dict[str, list[Made]] = defaultdict(list)
    given: dict[str, list[Given]] = defaultdict(list)
    reported: dict[str, list[Reported]] = defaultdict(list)
    for iri, values in sorted(said.items()):
        # The IRIs of a document's own things say which paragraph they belong to.
        number, _, below = iri.removeprefix(f"{minutes}/").partition("/")
        item = f"{meeting}/{number}"
        if below.startswith("referral/"):
            told[item].append(
                Told(
                    iri, minutes, item, body, day, _concept(values, "referralKind"), _one(values, "referredFrom"),
                    _one(values, "referredTo"), _one(values, "date"), _one(values, "atItem"),
                    _one(values, "anticipated") in {"true", "1"}, _passage(values), _one(values, "stepNumber"),
                )
            )  # fmt: skip
        elif below.startswith("decision/") and "/clause/" not in below:
            clauses = sorted(
                (_point(clause, said.get(clause, {})) for clause in values.get("hasClause", ())),
                key=lambda point: (point.order, point.iri),
            )
            made[item].append(
                Made(
                    iri, minutes, item, _one(values, "decidedBy"), day, _concept(values, "decisionKind"),
                    _concept(values, "outcome") or _concept(values, "proposedOutcome"), _one(values, "proposedTo"),
                    _one(values, "finalDecider"), _one(values, "onProposalOf"),
                    _one(values, "withChanges") in {"true", "1"},
                    _passage(values), tuple(clauses),
                )
            )  # fmt: skip
        elif below.startswith("assignment/") and _one(values, "anticipated") not in {"true", "1"}:
            clause = _one(values, "inClause")
            given[item].append(
                Given(
                    iri, minutes, item, day, clause, _point(clause, said.get(clause, {})).order,
                    _one(values, "assignedTo"), _one(values, "task"), _passage(values),
                )
            )  # fmt: skip
        elif "/clause/" in below:
            points = tuple(sorted(int(one) for one in values.get("citedClause", ())))
            reported[item] += [
                Reported(iri, minutes, item, day, on, points, _one(values, "text"), _passage(values))
                for on in sorted(values.get("reportsOn", ()))
            ]
    for item in sorted({*told, *made, *given, *reported}):
        cases = sorted(said.get(item, {}).get("concerns", ()))
        # Two registers number one matter twice; two numbers of one register are two matters, and which is not known.
        if len({case.rpartition("/")[0] for case in cases}) < len(cases):
            cases = []
        yield Paragraph(
            item, body, day, tuple(cases), tuple(told[item]), tuple(made[item]), tuple(given[item]),
            tuple(reported[item]), _one(said.get(item, {}), "dcterms:title"), _passage(said.get(item, {})),
        )  # fmt: skip


def _point(iri: str, values: dict[str, list[str]]) -> Point:
    outcome = _concept(values, "outcome") or _concept(values, "proposedOutcome")
    return Point(iri, int(_one(values, "order") or 0), _one(values, "text"), outcome, _passage(values))


def _one(values: dict[str, list[str]], name: str) -> str:
    return min(values.get(name, ("",)))


def _concept(values: dict[str, list[str]], name: str) -> str:
    return _one(values, name).rpartition("/")[2]


def _passage(values: dict[str, list[str]]) -> str:
    """Give the first passage that supports something, in the order of the text."""
    return min(values.get("supportedBy", ("",)), key=lambda iri: (_begin(iri), iri))


def _begin(passage: str) -> int:
    digits = passage.rpartition("#char=")[2].partition(",")[0]
    return int(digits) if digits.isdigit() else 0
