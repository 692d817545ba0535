"""One movement of a matter from one body to another, and how its date, paragraph and receiver are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.kind import Fact, ItemText
from kg.language import agents, dates, grammar, steps
from kg.model import Mention, Span

if TYPE_CHECKING:
    from kg.model import Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Fact):
    """One movement; `step` is the paragraph of the sender's own minutes, `anticipated` says it is only asked for."""

    source: Mention
    target: Mention
    kind: str
    date: str = ""
    step: str = ""
    anticipated: bool | None = None
    preceded_by: Referral | None = None


ASKER = Mention("asker", "", Span(0, 0))
"""Whoever asked for the opinion that is told."""
_EXECUTIVE = grammar.pattern("steps", "executive")


def own_name(text: ItemText) -> str:
    """Give the name of the body that meets; empty where the head does not say it."""
    meetings = text.before.get("meeting", ())
    return meetings[0].body.text if meetings and meetings[0].body else ""


def is_own(text: ItemText, mention: Mention) -> bool:
    """Whether a body is the one that meets."""
    return mention.kind == "own" or (mention.kind == "body" and agents.is_called(own_name(text), mention.text))


def is_elsewhere(text: ItemText, body: Mention) -> bool:
    """Whether a body is another municipality's: `kommunstyrelsen i Ekby kommun`, in the minutes of Alby."""
    home = body.text.removeprefix(agents.without_home(body).text).removeprefix(" i ")
    meetings = text.before.get("meeting", ())
    own = {name.casefold() for name in (meetings[0].organisation, meetings[0].organisation_name)} if meetings else set()
    return bool(home) and body.kind == "body" and home.casefold() not in own


def is_assembly(name: str) -> bool:
    """Whether a name is that of an assembly, which hands a matter on and prepares it for nobody."""
    return name.casefold().endswith("fullmäktige")


def is_executive(name: str) -> bool:
    """Whether a name is that of the board of a municipality or region, to which its assembly gives a motion."""
    return _EXECUTIVE.fullmatch(name.casefold()) is not None


def day(text: ItemText) -> str:
    """Give the first day of the meeting; empty where the head does not say it."""
    meetings = text.before.get("meeting", ())
    return meetings[0].dates[0] if meetings and meetings[0].dates else ""


def step(text: ItemText, flow: Flow, begin: int = 0) -> tuple[str, str]:
    """Give date and paragraph of a step; a day without year is the last such day before the meeting."""
    match = steps.first(flow.text, begin)
    if match is None:
        return "", ""
    when = dates.before(match["date"] or match["date2"], day(text))
    return (when.first, steps.number(match)) if when else ("", "")
