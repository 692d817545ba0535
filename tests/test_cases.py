"""The rules of each kind of fact by example: an excerpt of minutes, and exactly the facts it holds."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import pytest

from kg import facts
from kg.facts.decisions.clause import Clause
from kg.facts.papers.cited import CitedCase, CitedItem, CitedLaw
from kg.files import source
from kg.graph import rdf
from kg.graph.identities import Identities
from kg.graph.iri import Names, slug
from kg.graph.vocab import PREFIXES
from kg.language.diary import DiaryNumber
from kg.minutes import segment
from kg.model import Coverage, Mention, Minutes
from tests import excerpts
from tests.excerpts import CASES, FILES, HEADS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KEYS = {"rule", "head", "text", "name", "expect", "triples", "absent", "xfail"}
# Where a fact stands, which rule or frame read it and how sure that is belongs to other tests.
LEFT_OUT = {"at", "confidence", "inferred", "flow", "rule"}
# Compared only where the case says them: long wordings, what another field says too, and what another kind is about.
IF_GIVEN = {
    "text",
    "task",
    "clause",
    "clauses",
    "yes_means",
    "no_means",
    "in_favour_of",
    "yes_for",
    "no_for",
    "preceded_by",
}
IF_GIVEN_OF = {
    "concern": {"title"},
    "decision": {"outcome", "proposed_outcome", "method"},
    "initiative": {"answered", "announced", "apart"},
    "meeting": {"title", "complete", "organisation_name", "letterhead", "corrected"},
    "motion": {"on_proposal"},
}


def _cases() -> list[Any]:
    found = []
    for path in FILES:
        case = excerpts.case(path)
        marks = [pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else []
        found.append(pytest.param(path, id=excerpts.called(path), marks=marks))
    return found


def read(path: Path) -> Minutes:
    """Cut the excerpt of a case into its parts."""
    name = excerpts.case(path).get("name", "case.txt")
    return segment.segment(source.from_bytes(excerpts.text(path).encode(), name))


@pytest.mark.parametrize("path", _cases())
def test_an_excerpt_holds_exactly_these_facts(path: Path) -> None:
    case, minutes = excerpts.case(path), read(path)
    found = facts.extract(minutes)
    expected = case["expect"] if isinstance(case["expect"], dict) else {path.parent.name: case["expect"]}
    several = len(minutes.items) > 1
    for kind, facts_expected in expected.items():
        loose = IF_GIVEN | IF_GIVEN_OF.get(kind, set())
        given = _keys(facts_expected)
        left_out = LEFT_OUT | (loose - given) | (set() if several else {"item"})
        of_clauses = _keys(one for fact in facts_expected if isinstance(fact, dict) for one in fact.get("clauses", ()))
        plain = [_one(_plain(fact, left_out, of_clauses | {"text"})) for fact in found[kind]]
        assert plain == facts_expected, kind
    triples = _triples(minutes, found) if {"triples", "absent"} & set(case) else set()
    assert sorted(set(case.get("triples", ())) - triples) == []
    assert sorted(one for one in triples if any(one.startswith(f"{begin} ") for begin in case.get("absent", ()))) == []


@pytest.mark.parametrize("path", FILES, ids=excerpts.called)
def test_a_case_says_its_rule_and_has_a_paragraph(path: Path) -> None:
    case = excerpts.case(path)
    assert set(case) <= KEYS
    assert {"rule", "text", "expect"} <= set(case)
    assert case["rule"].endswith(".")
    assert "§" in case["text"]
    assert case.get("head", "region") in HEADS


def test_every_kind_of_fact_has_cases() -> None:
    folders = {path.parent.name for path in FILES}
    own = {"meeting", "attendance", "item", "decision", "recusal"}
    told = {kind.name for kind in facts.KINDS if kind.term} | {"notification", "citation"}
    assert folders == own | told
    assert all(len(list((CASES / folder).glob("*.yaml"))) >= 4 for folder in folders)


def _keys(written: Iterable[Any]) -> set[str]:
    return {name for fact in written if isinstance(fact, dict) for name in fact}


def _plain(value: Any, left_out: set[str], of_clauses: set[str]) -> Any:
    """Write a record as the fields that say something, and everything below it likewise."""
    if isinstance(value, Mention):
        return value.text if value.kind != "own" else "own"
    if isinstance(value, DiaryNumber):
        return value.printed
    if isinstance(value, CitedLaw):
        return value.identifier
    if isinstance(value, CitedCase):
        return value.number.printed
    if isinstance(value, CitedItem):
        return f"{_plain(value.body, left_out, of_clauses)} {value.date} § {value.number}"
    if isinstance(value, tuple):
        return [_one(_plain(one, left_out, of_clauses)) for one in value]
    if is_dataclass(value):
        names = [f.name for f in fields(value) if f.name not in left_out]
        if isinstance(value, Clause):
            names = [f.name for f in fields(value) if f.name in of_clauses]
        written = {name: _plain(getattr(value, name), left_out, of_clauses) for name in names}
        return {name: one for name, one in written.items() if one not in ("", None, [])}
    return value if value is None or isinstance(value, (str, bool, int)) else str(value)


def _one(value: Any) -> Any:
    """Write a record of one field as its value."""
    return next(iter(value.values())) if isinstance(value, dict) and len(value) == 1 else value


def _triples(minutes: Minutes, found: dict[str, list[Any]]) -> set[str]:
    """Give the triples of the document's graph, and of the identity graph of it alone, in short."""
    meeting = found["meeting"][0]
    names = Names(minutes.source.sha256, slug(meeting.organisation) if meeting.organisation else "")
    graph, _ = rdf.write(minutes, names, found, facts.KINDS, Coverage())
    shared = Identities()
    shared.add(graph)
    record = next(value for _, predicate, value in graph.triples if predicate.endswith("#recordOf>"))
    short = {
        names.minutes: "minutes",
        record[1:-1]: "meeting",
        names.organisation: "org",
        f"{names.base}person/{names.organisation_slug}": "person",
        names.base: "id:",
        **{namespace: f"{prefix}:" for prefix, namespace in PREFIXES.items()},
    }

    def compact(term: str) -> str:
        value, caret, datatype = term.partition("^^")
        if value.startswith('"'):
            return value + caret + datatype.replace(f"<{PREFIXES['xsd']}", "xsd:").removesuffix(">")
        iri = term[1:-1]
        beginning = max((long for long in short if iri.startswith(long)), key=len, default="")
        return short.get(beginning, "") + iri[len(beginning) :]

    return {" ".join(map(compact, triple)) for triple in graph.triples | shared.triples()}
