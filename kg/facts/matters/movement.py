"""One movement of a matter from one body to another, and how its date, paragraph and receiver are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.kind import Fact, ItemText
from kg.language import agents, dates, steps

if TYPE_CHECKING:
    from kg.model import Flow, Mention


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


def own_name(text: ItemText) -> str:
    """Give the name of the body that meets; empty where the head does not say it."""
    meetings = text.before.get("meeting", ())
    return meetings[0].body.text if meetings and meetings[0].body else ""


def is_own(text: ItemText, mention: Mention) -> bool:
    """Whether a body is the one that meets."""
    return mention.kind == "own" or (mention.kind == "body" and _is_called(own_name(text), mention.text))


def foreign(by: Mention, own_name: str) -> bool:
    """Whether a body is another than the one that meets, whose name is known."""
    return bool(own_name) and by.kind == "body" and not _is_called(own_name, by.text)


def _is_called(whole: str, short: str) -> bool:
    """Whether a body may be called so in its own minutes: by its name, by the last words of it, or by its noun alone.

    `Byggnadsnämnden` is another than `Samhällsbyggnadsnämnden`, though its name ends so.

    >>> _is_called("Socialnämndens arbetsutskott", "Arbetsutskottet"), _is_called("Kommunstyrelsen", "Styrelsen")
    (True, True)
    >>> _is_called("Samhällsbyggnadsnämnden", "Byggnadsnämnden"), _is_called("Kommunstyrelsen", "Nämnden")
    (False, False)
    >>> _is_called("Jämställdhetskommittén", "Kommittén"), _is_called("Förbundsdirektionen", "Direktionen")
    (True, True)
    """
    own, name = whole.casefold(), short.casefold()
    if name in agents.OWN_BODIES and own.startswith(f"{name} för "):
        return True  # `Beredningen` in the minutes of `Beredningen för vård`
    forms = (name, name.removesuffix("et")) if name.endswith("utskottet") else (name,)
    return own == name or own.endswith(forms if name in agents.OWN_BODIES else tuple(f" {form}" for form in forms))


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
