"""A matter that another body sent back, told in a sentence or beside the title (`återremitterat från X den 3 maj`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.facts import movement
from kg.facts.movement import Referral
from kg.language import agents, grammar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import ItemText
    from kg.model import Flow


_DID = grammar.pattern("referral", "sent-back-by")
_WAS = grammar.pattern("referral", "was-sent-back")
_NOUN = grammar.pattern("referral", "return-from")
_BEHIND_PREPOSITION = re.compile(r"\b(?:till|i|av|från|hos|för|inom|på|med|mot|vid)\s$")
# What may stand between "återremitterades" and who did it: to whom and when, and nothing that another may have done.
_BETWEEN = re.compile(
    r"(?:(?!\b(?:som|att|där|för|med|på|efter|utan|enligt)\b)[^.;:]){0,110}?\s(?P<by>av|från|i|vid)\s", re.IGNORECASE
)
_ITS_MEETING = re.compile(r"\s(?:\w+\s){0,2}(?:sammanträde|möte)")


def told(text: ItemText, flow: Flow, located: Sequence[agents.Located]) -> Iterator[Referral]:
    """Read who sent the matter back to whom, in one sentence.

    The meeting's own earlier decision is no movement, and where nobody is named that it went back to there is none,
    unless it came back from somebody (`från`): then it came to this meeting.
    """
    found = _by(flow, located)
    if found is None:
        return
    source, verb, came = found
    if movement.is_own(text, source.mention) or source.mention.text.casefold() in movement.NAMELESS:
        return
    target = movement.receiver(flow, verb) or (agents.own() if came else None)
    if target is None:
        return
    date, step = movement.step(text, flow, source.end)
    if not date:
        date, step = movement.step(text, flow)
    yield Referral(
        item=text.item.number,
        at=(flow.span(),),
        source=source.mention,
        target=target,
        kind="refers-back",
        date=date,
        step=step,
        confidence=0.8,
    )


def in_title(text: ItemText) -> Iterator[Referral]:
    """Read what stands behind a title: `Bad (återremitterat från X 2031-01-30, § 23)`, `Bad – återremiss från X`."""
    title = text.item.title
    yield from told(text, title, agents.locate(title)) if "terremi" in title.text else ()


def _by(flow: Flow, located: Sequence[agents.Located]) -> tuple[agents.Located, int, bool] | None:
    """Give who sent the matter back, where the words for that end, and whether it came back from there."""
    if did := _DID.search(flow.text):
        acting = [hit for hit in located if hit.end <= did.start() + 1 and _acts(flow, hit)]
        behind = [hit for hit in located if hit.begin == did.end() + 1 and _acts(flow, hit)]
        return next(((hit, did.end(), False) for hit in (*acting[-1:], *behind)), None)
    for form in (_WAS, _NOUN):
        for words in form.finditer(flow.text):
            for hit in located:
                between = _BETWEEN.fullmatch(flow.text, words.end(), hit.begin)
                whole = not _genitive(flow, hit) or _ITS_MEETING.match(flow.text, hit.end)
                if between and whole and (form is _WAS or between["by"] == "från"):
                    return hit, words.end(), between["by"] == "från"
    return None


def _acts(flow: Flow, hit: agents.Located) -> bool:
    return not _BEHIND_PREPOSITION.search(flow.text, 0, hit.begin) and not _genitive(flow, hit)


def _genitive(flow: Flow, hit: agents.Located) -> bool:
    return flow.text[: hit.end].endswith("s") and not hit.mention.text.endswith("s")
