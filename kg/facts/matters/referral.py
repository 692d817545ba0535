"""A matter moves from one body to another: proposed, forwarded, sent back, prepared, asked about, answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts.kind import BODIES, Field, ItemText, Kind
from kg.facts.matters import movement, opinions, returns, story
from kg.facts.matters.movement import Referral
from kg.language import agents, grammar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.decisions.told import Decision
    from kg.model import Flow, Mention


def extract(text: ItemText) -> Iterator[Referral]:
    """Read the movements: those the decisions make, then those that the story of the case tells."""
    found = list(_found(text))
    for one in found:
        if (named := _with_names(text, one)) is None:
            continue
        one = named  # noqa: PLW2901 - `Domstolen` is the one that was named before
        whose = _whose_committee(text, one, found)
        if _is_only_a_meeting(one):
            if not _CAME_BACK.search(text.item.title.text):
                continue
            one = replace(one, kind="refers-back")  # noqa: PLW2901 - said of the same
        if whose is not None:
            dated = _with_its_line(text, _with_its_day(one, found))
            yield dated if whose is one.source else replace(dated, source=whose)


def _with_names(text: ItemText, one: Referral) -> Referral | None:
    """Give a movement whose authority that is called by its noun alone has the name by which it was called before.

    Returns:
        None where no such authority was named.
    """
    ends = (one.source, one.target)
    if not any(who.text.casefold() in agents.NAMELESS_AUTHORITIES for who in ends):
        return one
    named = [hit.mention for flow in _flows(text) for hit in agents.locate(flow, kinds=("authority",))]
    source, target = (
        _called_before(named, who.text, one.at[0].end) if who.text.casefold() in agents.NAMELESS_AUTHORITIES else who
        for who in ends
    )
    return replace(one, source=source, target=target) if source and target else None


def _called_before(named: list[Mention], noun: str, place: int) -> Mention | None:
    """Give the authority that ends in a noun and was named last in front of a place; where none was, the only one."""
    fitting = [one for one in named if _ends_in(one.text, noun)]
    before = [one for one in fitting if one.span.begin < place]
    if before:
        return before[-1]
    return fitting[0] if len({one.text for one in fitting}) == 1 else None


def _flows(text: ItemText) -> Iterator[Flow]:
    yield text.item.title
    for section in text.item.sections:
        yield from (block.flow for block in section.blocks)


def _ends_in(name: str, noun: str) -> bool:
    return len(name) > len(noun) and name.casefold().split(" för ")[0].split(" i ")[0].endswith(noun.casefold())


def _is_only_a_meeting(one: Referral) -> bool:
    """Whether a step only says when an assembly had the matter: it prepares for nobody, what it did is told besides.

    Where the title says that the matter came back, that was the day on which it was sent back.
    """
    return one.kind == "prepares" and movement.is_assembly(one.source.text) and one.rule in _MEETINGS


_MEETINGS = frozenset({"", "referral/handled", "referral/handled-too", "referral/handled-below-a-draft"})
"""A line of a list, and the frames that tell no more of a body than that it dealt with the matter."""
_COMMITTEE = "arbetsutskottet"
_OF_OTHER_THINGS = grammar.pattern("steps", "of-other-things")
"""What a document of a body may be that tells nothing of its dealing with the matter."""
_BOARD = grammar.pattern("steps", "board")
_CAME_BACK = grammar.pattern("steps", "came-back")


def _whose_committee(text: ItemText, one: Referral, found: list[Referral]) -> Mention | None:
    """Give the sender; where that is only `arbetsutskottet`, the one of the board that handled the matter after it.

    A committee prepares for its own board: dated before another board's handling, it is not the meeting's own.

    Returns:
        None where several boards could be meant.
    """
    if one.source.text.casefold() != _COMMITTEE or not one.date:
        return one.source
    own_name = movement.own_name(text).casefold()
    boards = {
        other.source.text
        for other in found
        if other.kind in {"prepares", "forwards", "proposes"}
        and other.source.kind == "body"
        and other.date >= one.date
        and _BOARD.match(other.source.text)
        and other.source.text.casefold() != own_name
    }
    if not boards:
        return one.source
    board = boards.pop()
    return None if boards else replace(one.source, text=f"{board}s {_COMMITTEE.removesuffix('et')}")


def _with_its_line(text: ItemText, one: Referral) -> Referral:
    """Give a preparation whose day the text does not tell that of the one document of its body (guide 34)."""
    if one.kind != "prepares" or one.date or one.step or one.anticipated or not one.source.text:
        return one
    days = {
        movement.step(text, line.flow)
        for section in text.item.of("documents")
        for line in section.lines
        if not _OF_OTHER_THINGS.search(line.text) and _is_named_first(one.source, line.flow)
    } - {("", "")}
    days = {day for day in days if day[1]} or days
    if len(days) != 1:
        return one
    date, step = days.pop()
    return replace(one, date=date, step=step)


def _is_named_first(body: Mention, flow: Flow) -> bool:
    """Whether a line of documents is of a body: it is the first that the line names, with its board or without."""
    hits = sorted([*agents.locate(flow), *agents.short_names(flow)])
    name = hits[0].mention.text.casefold() if hits else ""
    called = body.text.casefold()
    return name == called or (called == _COMMITTEE and name.endswith(f" {_COMMITTEE.removesuffix('et')}"))


def _with_its_day(one: Referral, found: list[Referral]) -> Referral:
    """Give a matter's being handed to this meeting the day of the one paragraph in which its sender handled it."""
    if one.kind != "forwards" or one.date or one.anticipated:
        return one
    handled = {
        (other.date, other.step)
        for other in found
        if other.kind == "prepares" and other.date and other.source.text.casefold() == one.source.text.casefold()
    }
    if len(handled) != 1 or one.source.kind == "own":
        return one
    (date, step) = handled.pop()
    return replace(one, date=date, step=step)


def _found(text: ItemText) -> Iterator[Referral]:
    """Give the movements: who asked and answered, what was decided, what title and story tell, whose proposal it is."""
    remitted, told = story.told(text, KIND)
    titled = list(story.titled(text, KIND))
    addressed = [one for one in titled if one.rule == opinions.OPINION_TO]
    titled = [one for one in titled if one not in addressed]
    asked = list(_opinions(remitted, titled))
    yield from asked
    decided: list[Referral] = []
    for decision in text.before.get("decision", ()):
        yield from _proposed(text, decision)
        decided += story.decided(text, KIND, decision, [*asked, *told, *addressed])
    yield from decided
    yield from _returned(text, decided)
    yield from (one for one in titled if one.kind != "consults")
    yield from told
    yield from story.headed(text, KIND)
    yield from story.spoken_of(text, KIND)


def _opinions(told: Sequence[Referral], titled: Sequence[Referral]) -> Iterator[Referral]:
    """Give who asked whom for an opinion and who gave it; a title says it where the story says only who was asked."""
    known = [one for one in told if one.source.kind != "somebody"]
    yield from known
    if not any(one.kind == "consults" for one in known):
        asked = [one.target for one in told if one.source.kind == "somebody"]
        yield from [replace(one, target=[*asked, one.target][0]) for one in titled if one.kind == "consults"][:1]


def _proposed(text: ItemText, decision: Decision) -> Iterator[Referral]:
    """Give the movements that a decision is by itself: a proposal goes from body to body, and comes from one."""
    step: Referral | None = None
    for sender, receiver in zip((decision.by, *decision.asked), decision.asked, strict=False):
        step = Referral(
            item=text.item.number,
            at=decision.at[:1],
            source=sender,
            target=receiver,
            kind="proposes",
            anticipated=True if step else None,
            preceded_by=step,
        )
        yield step
    if decision.on_proposal_of is not None:
        yield Referral(
            item=text.item.number,
            at=decision.at[:1] or (decision.on_proposal_of.span,),
            source=decision.on_proposal_of,
            target=agents.own(),
            kind="prepares",
        )


def _returned(text: ItemText, decided: Sequence[Referral]) -> Iterator[Referral]:
    """Give to whom a matter goes back by the list of recipients alone: a minority sends back what no clause names."""
    receiver = returns.annotated(text)
    decisions: Sequence[Decision] = text.before.get("decision", ())
    if receiver is None or not decisions or any(one.kind == "refers-back" for one in decided):
        return
    yield Referral(
        item=text.item.number,
        at=(receiver.at,),
        source=decisions[0].by,
        target=receiver.who,
        kind="refers-back",
        confidence=0.8,
        rule="referral/returned-to-a-recipient",
    )


KIND = Kind(
    name="referral",
    record=Referral,
    term="Referral",
    link="hasReferral",
    of_case=True,
    fields=(
        Field("source", "referredFrom", "agent", takes=(*BODIES, "Post")),
        Field("target", "referredTo", "agent", takes=(*BODIES, "Post")),
        Field("kind", "referralKind", "concept", "referral-kind"),
        Field("date", "date", "date"),
        Field("step", "stepNumber", "string"),
        Field("anticipated", "anticipated", "boolean"),
        Field("preceded_by", "precededBy", "fact"),
    ),
    key=("source", "target", "kind"),
    apart=("date",),
    accept=story.accepted,
    extract_item=extract,
)
