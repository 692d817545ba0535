"""Which of several votes one is (on sending back, of the counter-proposal, the main one), and which option won it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import grammar

if TYPE_CHECKING:
    from kg.facts.floor.vote import Vote
    from kg.facts.kind import ItemText

_COUNTER = grammar.pattern("vote", "counter-proposal")
_REFERS_BACK = grammar.pattern("vote", "refers-back")
_MAIN = grammar.pattern("vote", "main-vote")


def of_procedure(words: str) -> str:
    """Say which question of procedure words speak of; empty where they speak of none."""
    if "bordlägg" in words:
        return "adjourn"
    return "refer-back" if _REFERS_BACK.search(words) else ""


def called(before: str) -> str:
    """Say whether a vote chooses the counter-proposal or is the main one, where the text calls it so."""
    places = {
        kind: max((m.start() for m in pattern.finditer(before)), default=-1)
        for kind, pattern in (("counter-proposal", _COUNTER), ("main", _MAIN))
    }
    inside = any(m.start() < places["main"] < m.end() for m in _COUNTER.finditer(before))
    if inside:
        return "counter-proposal"
    return max(places, key=lambda kind: places[kind]) if max(places.values()) >= 0 else ""


def winning(text: ItemText, vote: Vote) -> str:
    """Say which option won; empty where the text leaves it open (a tie that the chair broke).

    A third of those present is enough to refer a matter back in fullmäktige (kommunallagen 2017:725, 5 kap. 50 §), so
    there the option that stands for it won where the matter was referred back, however few voted so.
    """
    majority = "" if vote.yes == vote.no else "yes" if vote.yes > vote.no else "no"
    if vote.kind != "refer-back":
        return majority
    back = [option for option, words in (("yes", vote.yes_means), ("no", vote.no_means)) if "återremi" in words]
    if len(back) != 1:
        return ""
    referred = any(decision.outcome == "referred-back" for decision in text.before.get("decision", ()))
    won = back[0] if referred else "no" if back[0] == "yes" else "yes"
    minority = {"yes": vote.yes, "no": vote.no}[back[0]]
    return won if won == majority or (referred and 3 * minority >= vote.yes + vote.no) else ""
