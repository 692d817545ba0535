"""To whom a matter goes back, where the clause that sends it back does not say it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, cast

from kg.facts import framed
from kg.language import agents, frames, grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.kind import ItemText, Kind
    from kg.facts.matters.movement import Referral
    from kg.model import Mention, Span

SPOKEN_OF = "referral/return-spoken-of"
"""Who moves or finds that a matter goes back to somebody moves nothing: it says who is meant by the clause."""
_SENT_BACK = grammar.pattern("notification", "sent-back")


class Receiver(NamedTuple):
    """Who gets a matter back, and where that is said."""

    who: Mention
    at: Span


def annotated(text: ItemText) -> Receiver | None:
    """Give the one recipient behind whom the list says so: `Hamnkontoret – Återremiss`."""
    found = [
        Receiver(mention, line.flow.span())
        for section in text.item.of("notified")
        for line in section.lines
        if (behind := _SENT_BACK.search(line.text)) and behind.start()
        for mention in agents.listed(line.flow.cut(0, behind.start()), text.minutes.source.text)
    ]
    return _only(found)


def with_whole_name(text: ItemText, one: Referral) -> Referral:
    """Give a return whose receiver is called in the clause by a part of the name that the list of recipients has."""
    receiver, said = annotated(text), one.target.text.casefold()
    whole = receiver.who.text.casefold() if receiver else ""
    return replace(one, target=receiver.who) if receiver and whole.startswith(said) | whole.endswith(said) else one


def spoken_of(text: ItemText, kind: Kind) -> Receiver | None:
    """Give the one to whom the motions and the chair's findings of a paragraph speak of sending the matter back."""
    found = [
        Receiver(one.target, one.at[0])
        for said in framed.said(text)
        for match in framed.matches(kind, said, frames.finder())
        if match.frame.rule == SPOKEN_OF
        for one in cast("Iterator[Referral]", framed.facts(text, kind, match))
    ]
    return _only(found)


def _only(found: list[Receiver]) -> Receiver | None:
    return found[0] if len({one.who.text.casefold() for one in found}) == 1 else None
