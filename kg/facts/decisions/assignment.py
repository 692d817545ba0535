"""An assignment (uppdrag): who is to do what by when, given or only proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts import framed
from kg.facts.decisions import due
from kg.facts.kind import BODIES, Fact, Field, ItemText, Kind
from kg.language import agents, grammar
from kg.lines.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.decisions.clause import Clause
    from kg.facts.decisions.told import Decision
    from kg.language.frames import Frame
    from kg.model import Flow, Mention


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


_EVERY = grammar.pattern("assignment", "every")
_BOTH = grammar.pattern("assignment", "both")
_AS_WELL_AS = " som "
_BESIDE = grammar.pattern("assignment", "beside")
_ANOTHER_VERB = grammar.pattern("assignment", "another-verb")
_NO_RECEIVER = grammar.pattern("assignment", "no-receiver")
_CHANGED_TO = grammar.pattern("assignment", "changed-to")
_NO_TASK = frozenset({"", "att"})
_SURE = 0.8
"""What is less sure than this opens no second task: `Nämnden ska redovisa ...` goes on with the first."""


def extract(text: ItemText) -> Iterator[Assignment]:
    """Read the assignments of the clauses of a paragraph's decisions."""
    for decision in text.before.get("decision", ()):
        for clause in decision.clauses:
            if "fulfilled" in {clause.outcome, clause.proposed_outcome}:
                continue
            yield from _clause(text, decision, clause)


def _clause(text: ItemText, decision: Decision, clause: Clause) -> Iterator[Assignment]:
    """Read who is asked in each sentence of a clause; what stands behind it up to the next such is part of the task."""
    found: list[tuple[Flow, str, list[str], Frame, str]] = []
    for sentence in sentences(clause.flow):
        match = next(framed.matches(KIND, framed.saying("decision", sentence)), None)
        if match is not None and not (found and match.frame.confidence < _SURE):
            begin, end = match.slots["task"]
            to = sentence.cut(*match.slots["to"])
            # By when it is due may stand in front of the task: `får senast till budget 2032 i uppdrag att ...`.
            between = sentence.text[min(match.slots["to"][1], begin) : begin]
            found.append((to, sentence.text[begin:end].strip(), [], match.frame, between))
        elif found:
            found[-1][2].append(sentence.text)
    for whom, asked, further, frame, between in found:
        task = " ".join([asked, *further])
        if task.strip(" :") in _NO_TASK:
            continue  # what is to be done stands in a list that was not understood
        when = due.read(task) or due.read(f"{between}{task}")
        if when and when.text and when.day and when.day < min(text.before["meeting"][0].dates, default=""):
            when = None  # a time that has passed is what the task is about
        for mention in _receivers(whom, text.minutes.source.text):
            yield Assignment(
                item=text.item.number,
                at=clause.at,
                rule=frame.rule,
                confidence=frame.confidence,
                by=decision.decider,
                to=mention,
                task=task,
                due=when.day if when else "",
                due_text=when.text if when else "",
                clause=clause,
                anticipated=True if decision.asked else None,
            )


def _receivers(whom: Flow, document: str) -> Iterator[Mention]:
    """Give who is asked: those that the words name, but not with whom it is to be done."""
    if (quoted := whom.text.rfind("”")) >= 0:
        # "justeras från: ”A får i uppdrag ...” till: ”B": only what is put in its place is asked.
        if not _CHANGED_TO.search(whom.text[:quoted]):
            return
        whom = whom.cut(quoted + 1)
    if _NO_RECEIVER.search(whom.text):
        return
    if _ANOTHER_VERB.search(whom.text):
        yield from [hit.mention for hit in agents.locate(whom, kinds=agents.ALL) if hit.end == len(whom.text)]
        return
    if both := _BOTH.match(whom.text):
        one, _, other = whom.text[both.end() :].partition(_AS_WELL_AS)
        yield from _receivers(whom.cut(both.end(), both.end() + len(one)), document)
        if other:
            yield from _receivers(whom.cut(len(whom.text) - len(other)), document)
        return
    beside = _BESIDE.search(whom.text)  # with whom it is to be done: the task is not theirs
    for mention in agents.listed(whom.cut(0, beside.start()) if beside else whom, document):
        if (
            mention.kind == "agent"
            and not _EVERY.match(mention.text)
            and (mention.text[:1].islower() or len(mention.text.split()) > 6)
        ):
            continue
        yield mention


KIND = Kind(
    name="assignment",
    record=Assignment,
    term="Assignment",
    link="hasAssignment",
    fields=(
        Field("by", "assignedBy", "agent", takes=BODIES),
        Field("to", "assignedTo", "agent", takes=(*BODIES, "Post", "Person")),
        Field("task", "task", "string"),
        Field("due", "due", "date"),
        Field("due_text", "dueText", "string"),
        Field("clause", "inClause", "fact"),
        Field("anticipated", "anticipated", "boolean"),
    ),
    needs=("by", "to", "task"),
    reads_frames=True,
    extract_item=extract,
)
