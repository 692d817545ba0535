"""Annotated minutes become typed facts: one file is one kind, and here is the whole list, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg import context
from kg.facts import framed
from kg.facts.decisions import appointment, assignment, decision
from kg.facts.floor import motion, recusal, reservation, verdicts, vote, what_is_moved
from kg.facts.head import adjuster, attendance, attendance_role, meeting
from kg.facts.kind import DocumentText, ItemText, Kind, Outside
from kg.facts.matters import referral
from kg.facts.papers import citation, document, initiative, item, notification

if TYPE_CHECKING:
    from kg.model import Minutes

# A kind may read the facts of the kinds before it.
KINDS: tuple[Kind, ...] = (
    meeting.KIND,
    attendance.KIND,
    adjuster.KIND,
    item.KIND,
    item.CONCERN,
    item.RESPONSIBLE,
    item.HANDLER,
    item.PRESENTER,
    decision.KIND,
    assignment.KIND,
    appointment.KIND,
    notification.KIND,
    motion.KIND,
    vote.KIND,
    reservation.KIND,
    reservation.STATEMENT,
    recusal.KIND,
    recusal.RECUSED,
    document.KIND,
    initiative.KIND,
    referral.KIND,
    citation.KIND,
)
# What frames give that is part of a fact and none of its own: what a yrkande asks for, what became of it.
PARTS: tuple[Kind, ...] = (what_is_moved.DEMAND, verdicts.VERDICT)


def extract(minutes: Minutes, outside: Outside | None = None) -> dict[str, list[Any]]:
    """Extract every fact of a document.

    Args:
        minutes: The document cut into its parts.
        outside: What is said of its meeting besides the text.

    Returns:
        The facts by the name of their kind, in the order of the document.
    """
    found: dict[str, list[Any]] = {kind.name: [] for kind in KINDS}
    for kind in KINDS:
        if kind.extract_document is not None:
            found[kind.name] += kind.extract_document(DocumentText(minutes, found, outside or Outside()))
    whole = {name: facts for name, facts in found.items() if facts}
    body = found[meeting.KIND.name][0].body
    people = attendance_role.people(found[attendance.KIND.name])
    minutes = context.settled(minutes, people, body.text if body else "")
    for one in minutes.items:
        here: dict[str, Any] = dict(whole)
        for kind in KINDS:
            if kind.extract_item is not None:
                text = ItemText(one, minutes, here)
                here[kind.name] = [*kind.extract_item(text), *framed.taught(text, kind)]
                found[kind.name] += here[kind.name]
    return found
