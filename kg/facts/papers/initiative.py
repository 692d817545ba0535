"""Fullmäktige motions, interpellations, questions, citizens' proposals and members' own matters, and who put them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.facts import framed
from kg.facts.floor import speakers
from kg.facts.kind import ACTORS, Fact, Field, ItemText, Kind
from kg.facts.papers import initiative_list, initiative_title
from kg.language import grammar
from kg.language.headings import OF_OTHERS
from kg.lines.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Flow, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Fact):
    """An initiative that a paragraph is about."""

    kind: str
    by: tuple[Mention, ...]
    answered: bool | None = None
    """Whether the paragraph tells that an interpellation or a question was answered."""
    announced: bool | None = None
    """Whether the paragraph only lists it among others that have come in."""
    apart: bool | None = None
    """Whether it is another matter than the paragraph's: one of a list, a question of a question time."""


_IN_THE_ROOM = frozenset(
    {"initiative/asks", "initiative/interpellates"}
    | {f"initiative/deals-with-the-{what}-of" for what in ("motion", "interpellation", "question", "citizens-proposal")}
)
"""Frames of what is put in the room or dealt with by name, whatever the title says: `A (P) ställer en fråga`."""
_RAISED = frozenset({"initiative/raises", "initiative/raises-through", "initiative/lodges-own-matter"})
_QUESTION_TIME = grammar.pattern("initiative", "question-time")
_ASKING = grammar.pattern("initiative", "asking")
_STILL_OPEN = grammar.pattern("initiative", "still-open")
_ANSWERED = grammar.pattern("initiative", "answered")
_ASKS = "initiative/asks"
_AT_QUESTION_TIME = "initiative/asks-at-question-time"
_LETTER = grammar.pattern("initiative", "letter")


def extract(text: ItemText) -> Iterator[Initiative]:
    """Read the initiative that the title names, and who put it, and whether it was answered."""
    found = list(_put(text))
    ends = sorted(one.at[0].begin for one in found if one.apart)
    asked = any(one.kind in initiative_title.ANSWERED_KINDS for one in found)
    replies = [one.span() for one in _replies(text)] if asked else []
    for one in found:
        until = next((end for end in ends if end > one.at[0].begin), None) if one.apart else None
        reply = next((at for at in replies if at.begin > one.at[0].begin and (until is None or at.begin < until)), None)
        if reply is None or one.kind not in initiative_title.ANSWERED_KINDS or one.announced:
            yield one
        else:
            yield replace(one, answered=True, at=(*one.at, reply))


def _replies(text: ItemText) -> Iterator[Flow]:
    """Give the sentences that tell of an answer."""
    for section in text.item.sections:
        for block in section.blocks if section.kind not in OF_OTHERS else ():
            yield from (one for one in sentences(block.flow) if _ANSWERED.search(one.text))


def _put(text: ItemText) -> Iterator[Initiative]:
    """Read the initiative that the title names, and who put it: from the story, else from the title."""
    if _STILL_OPEN.search(text.item.title.text):
        return  # a report of many, none of which it is about
    asking = _ASKING.search(text.item.title.text) is not None
    told = [one for one in framed.read(text, KIND) if one.rule != _AT_QUESTION_TIME and (asking or one.rule != _ASKS)]
    kind = initiative_title.kind_of(text.item.title.text)
    asked = _QUESTION_TIME.search(text.item.title.text) is not None
    announced = [
        Initiative(item=text.item.number, at=(one.flow.span(),), kind=one.kind, by=one.by)
        for one in initiative_list.announced(text)
    ]
    known = {initiative_list.about(one.kind, one.by) for one in announced}
    if asked:
        at_its_time = (one for one in framed.read(text, KIND) if one.rule == _AT_QUESTION_TIME)
        yield from (
            replace(one, apart=True) for one in at_its_time if initiative_list.about(one.kind, one.by) not in known
        )
    room = [one for one in told if one.rule in _IN_THE_ROOM and initiative_list.about(one.kind, one.by) not in known]
    yield from (replace(one, apart=asked or None) for one in room)
    if not kind:
        yield from list(_first(told, "")) or _letter(text)
    if initiative_list.RECEIVED.search(text.item.title.text):
        announced += [
            one for one in told if one.rule not in _IN_THE_ROOM and initiative_list.about(one.kind, one.by) not in known
        ]
    yield from (replace(one, announced=True, apart=True) for one in announced)
    if announced:
        return
    if not kind or any(one.rule in _IN_THE_ROOM and one.kind == kind for one in told):
        return
    found = list(_first(told, kind))
    if found:
        yield from found
        return
    if by := initiative_title.by(text, kind):
        yield Initiative(item=text.item.number, at=(text.item.title.span(),), kind=kind, by=tuple(by))


def _letter(text: ItemText) -> Iterator[Initiative]:
    """Read a title that is about what members have written: `Skrivelse från Anna Ek (S) om bänkar`."""
    title = text.item.title
    letter = _LETTER.match(title.text)
    by = [one for one in speakers.behind(text, title, letter.end())[0] if one.party] if letter else []
    if by:
        yield Initiative(item=text.item.number, at=(title.span(),), kind="initiative", by=tuple(by))


def _first(told: list[Initiative], kind: str) -> Iterator[Initiative]:
    """Give the first of a kind that the story tells of: who put the matter; of no kind who raised it."""
    for one in told:
        if one.rule not in _IN_THE_ROOM and one.kind == (kind or "initiative") and (kind or one.rule in _RAISED):
            yield one
            return


KIND = Kind(
    name="initiative",
    record=Initiative,
    term="Initiative",
    link="hasInitiative",
    of_case=True,
    other_matter="apart",
    fields=(
        Field("kind", "initiativeKind", "concept", "initiative-kind"),
        Field("by", "submittedBy", "agent", takes=ACTORS),
        Field("answered", "answered", "boolean"),
        Field("announced", "announced", "boolean"),
    ),
    needs=("kind", "by"),
    extract_item=extract,
)
