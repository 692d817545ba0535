"""An assignment (uppdrag): who is to do what by when, given or only proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts import agents, dates, grammar
from kg.facts.kind import Fact, Field, ItemText, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.clause import Clause
    from kg.facts.points import Decision
    from kg.model import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Fact):
    """What a clause asks somebody to do; `anticipated` while it is only proposed."""

    by: Mention
    to: Mention
    task: str
    due: str = ""
    due_text: str = ""
    clause: Clause
    anticipated: bool | None = None


_FORMS = grammar.patterns("assignment", "forms")
_BESIDE = grammar.pattern("assignment", "beside")
_DUE = grammar.pattern("assignment", "due")
_DUE_TEXT = grammar.pattern("assignment", "due-text")


def extract(text: ItemText) -> Iterator[Assignment]:
    """Read the assignments of the clauses of a paragraph's decisions."""
    for decision in text.before.get("decision", ()):
        for clause in decision.clauses:
            if "fulfilled" in {clause.outcome, clause.proposed_outcome}:
                continue
            yield from _clause(text, decision, clause)


def _clause(text: ItemText, decision: Decision, clause: Clause) -> Iterator[Assignment]:
    for form in _FORMS:
        match = form.search(clause.text)
        if match is None:
            continue
        when = _DUE.search(match["task"])
        date = dates.find(when["date"]) if when else None
        loose = _DUE_TEXT.search(match["task"])
        whom = clause.flow.cut(*match.span("to"))
        beside = _BESIDE.search(whom.text)  # with whom it is to be done: the task is not theirs
        for mention in agents.listed(whom.cut(0, beside.start()) if beside else whom):
            if mention.kind == "agent" and (mention.text[:1].islower() or len(mention.text.split()) > 6):
                continue
            yield Assignment(
                item=text.item.number,
                at=clause.at,
                by=decision.decider,
                to=mention,
                task=match["task"],
                due=date.first if date else "",
                due_text=loose["text"] if loose and not date else "",
                clause=clause,
                anticipated=True if decision.asked else None,
            )
        return


KIND = Kind(
    name="assignment",
    record=Assignment,
    term="Assignment",
    link="hasAssignment",
    label="uppdrag",
    fields=(
        Field("by", "assignedBy", "agent"),
        Field("to", "assignedTo", "agent"),
        Field("task", "task", "string"),
        Field("due", "due", "date"),
        Field("due_text", "dueText", "string"),
        Field("clause", "inClause", "fact"),
        Field("anticipated", "anticipated", "boolean"),
    ),
    needs=("by", "to"),
    extract_item=extract,
)
