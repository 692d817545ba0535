"""From a frame that fits to the facts it gives: slots become mentions, days and texts, by what the kind declares."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import ShareError
from kg.facts.floor import speakers
from kg.facts.matters import movement
from kg.facts.papers.cited import CitedItem
from kg.language import agents, dates, frames, grammar, steps, words
from kg.language.marks import AGENTS, marked
from kg.lines.sentences import sentences
from kg.model import Mention, Span, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.facts.kind import Fact, ItemText, Kind
    from kg.language.frames import Match
    from kg.language.marks import Marked
    from kg.model import Flow, Minutes, Section

_SLOT = re.compile(r"\{(?P<name>\w+)(?:\.(?P<part>date|number|text|party))?\}")
_WHERE = " i "
"""Between a body and whose it is: `regionstyrelsen i Region Skogslandet` is one agent."""
_HOME = frozenset({"kommunen", "regionen", "staden", "landstinget"})
_STORY = frozenset({"preparation", "background", "", "other", "documents"})
_TWO = 2
_JOINED = grammar.pattern("marks", "days-apart")
_EACH_HIS_OWN = grammar.pattern("marks", "each-his-own")
ROLES = frozenset({"own", "decider", "proposer", "asker", "before", "somebody", "assembly", "many"})
"""Who acts though no word of the wording names him: the meeting's own body, who decides or would decide, whose proposal
it is, who asked for the opinion, who acted in the sentence before, the body that meets where it is an assembly;
`somebody` is not said, `many` are not named. The kind finds out who."""


def fields_of(kind: Kind) -> dict[str, bool]:
    """Give the fields of a kind that a frame can fill, and whether it must: a text is else the whole sentence."""
    types = {field.name: field.type for field in kind.fields}
    return {
        field.name: not kind.reads_frames and field.default is MISSING and types[field.name] != "string"
        for field in fields(kind.record)
        if types.get(field.name, "fact") != "fact"
    }


class Said(NamedTuple):
    """A sentence, the kind of the section that it stands in, and the kinds of facts that it may say."""

    section: str
    flow: Flow
    kinds: frozenset[str]

    @property
    def marked(self) -> Marked:
        """The sentence with its marks: only a sentence that may say something is looked through."""
        return marked(self.flow)


def said(text: ItemText) -> tuple[Said, ...]:
    """Give the sentences of a paragraph that have the trigger word of a frame: found once, whoever asks."""
    return _said(text.minutes, text.item.order - 1)


@lru_cache(maxsize=4096)
def _said(minutes: Minutes, at: int) -> tuple[Said, ...]:
    found = (
        saying(section.kind, sentence)
        for section in minutes.items[at].sections
        for flow in _whole(section)
        for sentence in sentences(flow)
    )
    return tuple(one for one in found if one.kinds)


_GOES_ON = grammar.pattern("marks", "goes-on-below")


def _whole(section: Section) -> Iterator[Flow]:
    """Give the paragraphs of a section; in a story with the att-satser that are set off below their own words.

    `Hamnnämnden beslutade den 3 maj 2031, § 9,` and on lines apart `att tillstyrka förslaget`.
    """
    group: list[Flow] = []
    for block in section.blocks:
        begun = len(group) > 1 or (group and _GOES_ON.search(group[-1].text))
        if group and not (begun and section.kind in _STORY and block.text.casefold().startswith("att ")):
            yield join(group) if len(group) > 1 else group[0]
            group = []
        group.append(block.flow)
    if group:
        yield join(group) if len(group) > 1 else group[0]


def saying(section: str, flow: Flow) -> Said:
    """Give a sentence, or any other text, with the kinds of facts of which it has a trigger word in such a section."""
    return Said(section, flow, _kinds(flow.text, section))


def _kinds(text: str, section: str | None) -> frozenset[str]:
    return frames.finder().kinds(text, section) | frames.taught_finder().kinds(text, section)


def read(text: ItemText, kind: Kind) -> Iterator[Any]:
    """Read the facts of one kind that the frames give in a paragraph, in the order of its text."""
    yield from _read(text, kind, frames.finder())


def taught(text: ItemText, kind: Kind) -> Iterator[Any]:
    """Read the facts that the frames give which the user adds."""
    if frames.taught_finder().frames and not kind.reads_frames:
        yield from _read(text, kind, frames.taught_finder())


def _read(text: ItemText, kind: Kind, finder: frames.Finder) -> Iterator[Any]:
    for one in said(text):
        yield from read_one(text, kind, one, finder)


def read_one(text: ItemText, kind: Kind, one: Said, finder: frames.Finder | None = None) -> Iterator[Any]:
    """Read the facts of one kind that the frames give in one sentence, title, heading or clause."""
    told: list[Any] = []
    for match in matches(kind, one, finder or frames.finder()):
        for fact in facts(text, kind, match):
            accepted = fact if kind.accept is None else kind.accept(text, fact)
            same = replace(accepted, rule="", confidence=0) if accepted is not None else None
            if accepted is not None and same not in told:
                told.append(same)
                yield accepted


def matches(kind: Kind, one: Said, finder: frames.Finder | None = None, *, every: bool = False) -> Iterator[Match]:
    """Give where the frames of one kind fit in one sentence, in its order; `every` gives those that share a place.

    Without a finder it looks for those that the user adds too.
    """
    for where in (finder,) if finder else (frames.finder(), frames.taught_finder()):
        if kind.name in one.kinds:
            yield from where.find(one.marked, gives=kind.name, section=one.section, every=every)


def parts(gives: str, flow: Flow, section: str | None = None, *, taught: bool = True) -> list[Match]:
    """Give where the frames that give something fit in a text, those that the user adds too, in its order.

    What they say is read by a kind of its own that needs their slots, or that they are a part of.
    """
    if gives not in _kinds(flow.text, section):
        return []
    text = marked(flow)
    finders = (frames.finder(), frames.taught_finder()) if taught else (frames.finder(),)
    found = [match for finder in finders for match in finder.find(text, gives=gives, section=section)]
    return sorted(found, key=lambda match: match.claimed)


def facts(text: ItemText, kind: Kind, match: Match) -> Iterator[Fact]:
    """Give the facts of one match: where a slot of one agent lists several, each has a fact, with the day behind it."""
    declared = {field.name: field.type for field in kind.fields}
    several = {field.name for field in fields(kind.record) if str(field.type).startswith("tuple")}
    filled = _filled(text, kind, match, declared)
    lists = {name: value for name, value in filled.items() if isinstance(value, list)}
    plain = {name: value for name, value in filled.items() if name not in lists}
    for name in several & set(lists):
        plain[name] = tuple(mention for mention, _ in lists.pop(name))
        if not plain[name]:
            return
    for name in fields_of(kind).keys() - filled.keys():
        if declared[name] == "string" and _is_required(kind, name):
            plain[name] = match.marked.flow.text
    flow = match.marked.flow
    span = flow.span(match.begin, match.end) if "cited" in declared.values() else flow.span()
    common: dict[str, Any] = {
        "item": text.item.number,
        "at": (span,),
        "confidence": match.frame.confidence,
        "rule": match.frame.rule,
    }
    if any(mark.inferred for begin, end in match.slots.values() for mark in match.marked.within(begin, end)):
        common["inferred"] = True
    names = list(lists)
    rows: list[tuple[tuple[Mention, int], ...]] = [()]
    for name in names:
        rows = [(*row, one) for row in rows for one in lists[name]]
    # The day behind the last of those named side by side may be that of all, unless it stands in brackets.
    apart = [
        end
        for listed in lists.values()
        for at, (_, end) in enumerate(listed, 1)
        if at < len(listed) or flow.text.startswith(" (", end)
    ]
    for place, row in enumerate(rows):
        day: dict[str, Any] = {}
        if "date" in declared:
            second = place == 1 and len(rows) == _TWO
            ends = sorted((end for _, end in row), reverse=True)
            day = _day(text, match, ends or [match.begin], [end for end in apart if end not in ends], second=second)
        named: dict[str, Any] = {name: mention for name, (mention, _) in zip(names, row, strict=True)}
        yield kind.record(**common, **day, **plain, **named)


def _is_short_for(said: Flow, named: Mention, body: Mention) -> bool:
    """Whether the abbreviation beside a day is that of the body named in front: `Allmänna utskottet ... (Au § 5)`."""
    short = said.text[said.place(named.span.begin) :].split(maxsplit=1)[0]
    return bool(body.text) and agents.is_short_for(short, body.text)


def _is_required(kind: Kind, name: str) -> bool:
    return any(field.name == name and field.default is MISSING for field in fields(kind.record))


def _filled(text: ItemText, kind: Kind, match: Match, declared: Mapping[str, str]) -> dict[str, Any]:
    """Give what the fields of a fact are: constants, texts, and lists of mentions with the place where each ends."""
    wanted = {name: f"{{{name}}}" for name in match.slots if name in declared} | dict(match.frame.fields)
    found: dict[str, Any] = {}
    for name, value in wanted.items():
        if name not in declared:
            raise ShareError(
                f"the kind {kind.name} has no field '{name}'",
                where=match.frame.rule,
                hint=f"fields: {', '.join(declared)}",
            )
        slot = _SLOT.fullmatch(value) if isinstance(value, str) else None
        if slot is None:
            found[name] = _of_constant(text, match, declared[name], value)
        elif slot["name"] in match.slots:
            begin, end = match.slots[slot["name"]]
            if slot["part"] in {"date", "number"}:
                found[name] = movement.step(text, match.marked.flow.cut(begin, end))[slot["part"] == "number"]
            elif declared[name] == "cited":
                found[name] = _paragraphs(text, match, mentions(match.marked, begin, end)[0][0])
            elif declared[name] == "agent" and match.kinds.get(slot["name"]) == "speaker":
                found[name] = _acting(text, match, begin, end, of_party=slot["part"] == "party")
            elif declared[name] == "agent" and not slot["part"]:
                found[name] = mentions(match.marked, begin, end)
            else:
                found[name] = match.marked.flow.text[begin:end].strip()
    return found


def _of_constant(text: ItemText, match: Match, declared: str, value: Any) -> Any:
    if declared not in {"agent", "cited"}:
        return value
    who = _role(value, match.frame.rule)
    return _paragraphs(text, match, who) if declared == "cited" else [(who, match.begin)]


def _paragraphs(text: ItemText, match: Match, body: Mention) -> list[tuple[CitedItem, int]]:
    """Give the paragraphs of a body's minutes that the slot `step` of a match holds, by day and number."""
    begin, end = match.slots["step"]
    flow = match.marked.flow
    found = []
    for mark in match.marked.within(begin, end):
        said = flow.cut(mark.begin, mark.end)
        date, number = movement.step(text, said)
        named = [hit.mention for hit in agents.short_names(said)]  # "den 6 juni 2031 (Ks § 118)"
        whose = named[0] if named and not _is_short_for(said, named[0], body) else body
        if date and number:
            others = steps.further(dated) if (dated := steps.first(said.text)) else []
            found += [(CitedItem(whose, date, one), mark.end) for one in (number, *others)]
    return found


def _role(value: str, rule: str) -> Mention:
    if value not in ROLES:
        raise ShareError(f"there is no '{value}'", where=rule, hint=f"a slot, or: {', '.join(sorted(ROLES))}")
    return Mention(value, "", Span(0, 0))


def mentions(marked: Marked, begin: int, end: int) -> list[tuple[Mention, int]]:
    """Give the agents named between two places of a text, each with the place where its name ends."""
    marks = [mark for mark in marked.within(begin, end) if mark.kind in AGENTS]
    found = [
        (marked.mention(mark), mark.end)
        for at, mark in enumerate(marks)
        if not at or marked.flow.text[marks[at - 1].end : mark.begin] != _WHERE
    ]
    named = [(mention, place) for mention, place in found if mention is not None]
    if named or any(mark.begin < end and begin < mark.end for mark in marked.marks):
        return named
    text = marked.flow.text[begin:end]
    if text.casefold().removesuffix("s") in _HOME:
        return [(agents.home(marked.flow.span(begin, end)), end)]
    return [(Mention("agent", text, marked.flow.span(begin, end)), end)]


def _acting(text: ItemText, match: Match, begin: int, end: int, *, of_party: bool) -> list[tuple[Mention, int]]:
    """Give who acts of those named between two places; `of_party` gives the party of each person instead."""
    found = speakers.acting(text, match.marked, begin, end)
    if of_party:
        found = [Mention("party", one.party or one.text, one.span) for one in found if one.party or one.kind == "party"]
    return [(mention, end) for mention in found]


def _day(
    text: ItemText, match: Match, behind: Sequence[int], of_others: Sequence[int], *, second: bool = False
) -> dict[str, Any]:
    """Give day and paragraph of a movement: what stands right behind an agent, else in the match or its clause.

    What stands right behind another of those named side by side is that one's alone: `A (den 3 mars, § 2) och B`.
    Of `den 5 respektive den 19 maj` and `den 5 maj respektive den 2 juni` the second of two agents has the second day.
    A day by which something is to be done is none, nor one of what another did later (`..., som svarade den 3 maj`).
    """
    flow = match.marked.flow
    days = [
        mark
        for mark in match.marked.marks
        if mark.kind in {"day", "dated", "step"}
        and not steps.is_deadline(flow.text, mark.begin)
        and not steps.is_of_a_decision(flow.text, mark.begin)
    ]
    days = [mark for mark in days if not any(_is_near(flow, end, mark.begin) for end in of_others)]
    near = (mark for end in behind for mark in days if _is_near(flow, end, mark.begin))
    claimed = (mark for mark in days if match.claimed <= mark.begin < match.end)
    inside = (mark for mark in days if match.begin <= mark.begin < match.end)
    first = next((mark.begin for mark in match.marked.marks if mark.kind in AGENTS), match.begin)
    before = (mark for mark in days if mark.end <= min(first, match.begin))
    after = (mark for mark in days if mark.begin >= match.end and _same_clause(flow.text[match.end : mark.begin]))
    chosen = next((mark for which in (near, claimed, inside, before, after) for mark in which), None)
    if chosen is None:
        return {}
    other = next((mark for mark in days if _JOINED.fullmatch(flow.text, chosen.end, mark.begin)), None)
    if other is not None and second:
        chosen, other = other, None
    date, step = movement.step(text, flow.cut(chosen.begin, chosen.end))
    said = flow.text[chosen.begin : chosen.end]
    if other is not None and not dates.find(said):
        # The year stands behind the second: `den 5 maj respektive den 2 juni 2031`.
        behind_it, _ = movement.step(text, flow.cut(other.begin, other.end))
        date = when.first if (when := dates.before(said, behind_it)) else date
    if second and _EACH_HIS_OWN.search(said) and (days_said := dates.before(said, movement.day(text))):
        date = days_said.last or date
    if not date and chosen.kind == "step" and (number := re.search(r"\d+", flow.text[chosen.begin : chosen.end])):
        step = number[0]
    return {"date": date, "step": step}


def _is_near(flow: Flow, behind: int, begin: int) -> bool:
    """Whether a day stands right behind who acted."""
    return begin >= behind and _near().fullmatch(flow.text, behind, begin) is not None


def _same_clause(between: str) -> bool:
    return grammar.pattern("marks", "clause-end").search(between) is None


@cache
def _near() -> re.Pattern[str]:
    """What may stand between who acted and the day: a comma, a bracket, at which meeting."""
    return re.compile(rf"[\s,(]*(?:{words.any_of(words.nouns()['occasion'])}[\s,]*)?(?:den\s)?", re.IGNORECASE)
