"""The yrkanden in the room: who moved what, on whose proposal or motion, in which order it was put and what carried."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.facts import demand, initiative, motion_result, speakers
from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.language import agents
from kg.model import Mention
from kg.resources import check_keys, lexicon, phrases
from kg.text.annotate import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Block, Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion(Fact):
    """One yrkande; several may move it together."""

    by: tuple[Mention, ...]
    kind: str
    text: str
    on_motion_of: Mention | None = None
    on_proposal: str = ""
    put_order: int | None = None
    result: str = ""


_PROPOSAL = re.compile(
    r"\b(?:[\w-]+\s){0,3}?[\wåäö-]*(?:förslaget|förslag|motionen|initiativärendet|medborgarförslaget|yrkandet|yrkanden|att-sats\w*)\b"
    r"(?:[^,.;]|,\s(?=[A-ZÅÄÖ]{1,5}\b))*",
    re.IGNORECASE,
)
_ON_PROPOSAL_OF = re.compile(r"^På förslag av\s", re.IGNORECASE)
# "Bifall till förslaget yrkar Anna Ek (S)": what is asked stands in front of the verb.
_FRONTED = re.compile(r"(?:Bifall|Avslag|Återremiss|Bordläggning)\b")
# Where a second thing to be approved or rejected begins: it is named by a genitive, an article or whose it is.
_NEXT_OBJECT = re.compile(
    r"(?:,|\soch|\ssamt|,\ssamt)\s(?=(?:till\s|på\s|även\s)*(?:[\wåäö-]+s\s(?:\w+\s)?förslag\b|"
    r"(?:\w+\s)?(?:förslaget|motionen|yrkandet|beslutss\w+|att-sats\w*)\b|\w*yrkanden?\s(?:från|av)\b))",
    re.IGNORECASE,
)
# Somebody without a party beside the name who is no word of the matter: `Anna Eks yrkande`.
_OWNS = re.compile(rf"{agents.NAME}\s(?:\w*yrkande|förslag|tillägg)")
# "Anna Eks (S) motion", "motionen från Anna Ek (S)": the matter of the item, no yrkande of hers in the room.
_ASSEMBLY_MOTION = re.compile(
    r"\bmotionen\s(?:väckt\s|inlämnad\s)?(?:från|av)\s|s\s(?:\([^)]*\)s?\s)?(?:m\.?\s?fl\.?s?\s)?motion(?:en)?\b"
)
# "Styrelsen behandlade ärendet den 3 mars. Vid sammanträdet yrkade ...": what was moved elsewhere.
_TOLD_OF_ANOTHER = re.compile(
    r"\b(?:behandlade|beslutade|behandlat|beslutat)\b[^.]*\bden\s\d|\bden\s\d[^.]*\b(?:behandlat|beslutat)\b"
)
# "Anna Ek (S): Bifall till förslaget": under a heading a demand may stand without a verb.
# "att motionen ska avslås", "att nämndens förslag bifalls", "att styrelsen beslutar enligt nämndens förslag".
_THAT_IT = re.compile(
    r"\s*(?:vidare\s)?att\s(?:[\wåäö -]+?\sbesluta[rs]?\s(?:i enlighet med|enligt)\s)?(?P<what>[^,;]{3,120}?)"
    r"(?:\s(?:ska|skall|bör|måtte)\b|\s(?:avsl|bifall|av?styrk|tillstyrk|antas|godkänns)\w*|\.?$)",
    re.IGNORECASE,
)
# "avslag och i andra hand återremiss": what joins two demands is no part of what the first one is about.
_AND_SO_ON = re.compile(
    r"(?:[,;.]|(?:^|\s)(?:samt|och)(?:\s(?:till|på))?|(?:^|\s)i\s(?:första|andra|tredje)\shand)+\s*$", re.IGNORECASE
)
_VERBLESS = re.compile(
    r"\s*(?:[:–-]?\s*(?=(?:bifall|avslag|återremiss|bordläggning|tilläggsyrkande|ändringsyrkande)\b)|:\s(?=att\s))",
    re.IGNORECASE,
)
_FAR = 200
"""How far behind the verb its movers are looked for, in characters."""
_AGREEING = re.compile(r"\b[Mm]ed instämmande av\s")
_AGREEING_BEHIND = re.compile(r",?\smed instämmande av\s")
_PRONOUN = re.compile(r"(?:Hon|Han|Hen|De|Vidare|Dessutom|Även|Därutöver)\b")
_PRONOUN_BEHIND = re.compile(r"\s(?:hon|han|hen|de)\b")
_AGREES = re.compile(r"\binstäm(?:mer|de)\b(?:\s*\.?$|\si\s(?P<what>yrkandet?\som\s\w+|\w*yrkandet)\.?$)")
_COMPOUND = re.compile(r"(bifall|avslag)s?yrkandet", re.IGNORECASE)
# What the chair finds or puts is no yrkande, though the sentence has a verb of one: "finner att nämnden bifaller ...".
_CHAIR_ACTS = re.compile(r"\b(?:finner|fann|ställer|ställde)\b")
# Outside a section of yrkanden these verbs tell of one only right behind the names that open the sentence.
_SAID_BY_NAME = re.compile(
    r"\s(?:föreslår|nominerar|biträder|ansluter\ssig|ställer\ssig\sbakom|stödjer|stöder|tillstyrker)\b"
)
# Where the story holds the yrkanden of the meeting: what is told of another meeting is in the past.
_MOVED_BY_NAME = re.compile(rf"{_SAID_BY_NAME.pattern}|\s(?:yrkar|instämmer)\b")
# "föreslår i en motion att ...": the matter of the item, not a proposal in the room.
_ELSEWHERE = re.compile(r"\si\s(?:en|ett|sin|sitt|den|det)\b")
_OF_HERS = re.compile(r"s?\s(?:\([^)]*\)s?\s)?förslag\b")
_LATER = r"s?\s(?:\([^)]*\)s?\s)?(?P<word>tilläggsyrkande|tillägg(?:et)?|tilläggsförslag)\w*"
"""How a later sentence calls what somebody moved: `Anna Eks tilläggsyrkande`, `Anna Eks tillägg`."""


_TELLING = (
    "yrka",
    "Yrka",
    "instäm",
    "På förslag av",
    "på förslag av",
    "föreslår",
    "nominerar",
    "biträder",
    "ansluter",
    "bakom",
)
"""A block outside a section of yrkanden without any of these tells of none."""


@cache
def _verb() -> re.Pattern[str]:
    check_keys(lexicon("motions"), {"verb", "cue"}, "data/lexicon/motions.toml")
    return re.compile(rf"\b(?:{'|'.join(phrases('motions', 'verb')['move'])})\b", re.IGNORECASE)


def extract(text: ItemText) -> Iterator[Motion]:
    """Read the yrkanden of a paragraph and what became of them."""
    found: list[Motion] = []
    for section in text.item.of("motions"):
        found += _section(text, section.blocks, headed=True)
    found += _proposed_among_them(text)
    for section in text.item.of("", "other", "deliberation", "proposition", "decision", "preparation", "vote"):
        found += _section(text, section.blocks, headed=False)
    if not initiative.kind_of(text.item.title.text):
        for section in text.item.of("background"):
            found += _by_name(text, section.blocks, moved=not text.item.of("motions"))
    yield from motion_result.added(text, [_called_later(text, motion, found) for motion in found])


def _proposed_among_them(text: ItemText) -> Iterator[Motion]:
    """Read `Anna Eks förslag till beslut:` among the yrkanden: what stands below is hers, and then others move again.

    A draft in front of the yrkanden is no motion, and neither is one of a body.
    """
    moved = False
    for section in text.item.sections:
        moved = moved or section.kind == "motions"
        if not moved or section.kind != "draft" or section.heading is None:
            continue
        mover = _heads(text, section.heading)
        own = list(itertools.takewhile(lambda block: not _verb().search(block.text), section.blocks))
        if mover is not None and own:
            at = (section.heading.span(), *(block.flow.span() for block in own))
            words = " ".join(block.text for block in own)
            yield Motion(item=text.item.number, at=at, by=(mover,), kind="amendment", text=words)
        yield from _section(text, section.blocks[len(own) :], headed=False)


def _heads(text: ItemText, heading: Flow) -> Mention | None:
    """Give whose proposal a heading is, by a name of the roster in the genitive at its beginning."""
    for fact in text.before.get("attendance", ()):
        name: str = fact.person.text
        if heading.text.startswith(name) and _OF_HERS.match(heading.text, len(name)):
            return Mention("person", name, heading.span(0, len(name)))
    return None


def _called_later(text: ItemText, motion: Motion, found: Sequence[Motion]) -> Motion:
    """Call a proposal an addition where the text does so later: `Anna Eks tilläggsyrkande ställs under proposition`."""
    if motion.kind != "amendment" or motion.by[0].kind != "person":
        return motion
    if sum(other.kind in {"amendment", "addition"} and other.by == motion.by for other in found) > 1:
        return motion
    for section in text.item.of("", "motions", "proposition", "vote"):
        for block in section.blocks:
            if motion.by[0].text in block.text and (
                match := re.search(re.escape(motion.by[0].text) + _LATER, block.text)
            ):
                return replace(motion, kind="addition", at=(*motion.at, block.flow.span(*match.span())))
    return motion


def _by_name(text: ItemText, blocks: Sequence[Block], *, moved: bool) -> list[Motion]:
    """Read what people propose in the story: `Anna Ek (S) föreslår att ...`, the names opening the sentence.

    `moved` says that the story holds the yrkanden too: no section of the paragraph has them.
    """
    verbs = _MOVED_BY_NAME if moved else _SAID_BY_NAME
    found: list[Motion] = []
    for block in blocks:
        if " föreslår " in block.text or " nominerar " in block.text or (moved and " yrkar " in block.text):
            for sentence in sentences(block.flow):
                if _opens_with_movers(text, sentence, verbs):
                    read = _sentence(text, sentence, [], headed=True)[0]
                    agreed = [_agreed(motion, sentence, found) for motion in read]
                    # who agrees with nobody known has moved nothing
                    found += [m for m in agreed if m.kind != "amendment" or not _AGREES.search(sentence.text)]
    return found


def _opens_with_movers(text: ItemText, flow: Flow, verbs: re.Pattern[str]) -> bool:
    movers, end = speakers.behind(text, flow, 0)
    verb = verbs.match(flow.text, end) if movers and movers[0].kind == "person" else None
    return verb is not None and not _ELSEWHERE.match(flow.text, verb.end())


def _section(text: ItemText, blocks: Sequence[Block], *, headed: bool) -> list[Motion]:
    found: list[Motion] = []
    last: list[Mention] = []
    for place, block in enumerate(blocks):
        if not headed and not any(word in block.text for word in _TELLING):
            continue
        if (match := _ON_PROPOSAL_OF.match(block.text)) and block.text.endswith(":"):
            found += _on_proposal(
                text, block.flow, match.end(), [after.flow for after in blocks[place + 1 : place + 2]]
            )
            continue
        for sentence in sentences(block.flow):
            if not headed and "yrkade" in sentence.text and _TOLD_OF_ANOTHER.search(block.text):
                continue
            moved, last = _sentence(text, sentence, last, headed=headed)
            moved = [_agreed(motion, sentence, found) for motion in moved]
            if moved:
                found += moved
            elif headed and found and not agents.people(sentence):
                found[-1] = replace(
                    found[-1], text=f"{found[-1].text} {sentence.text}".strip(), at=(*found[-1].at, sentence.span())
                )
    return found


def _sentence(text: ItemText, flow: Flow, last: list[Mention], *, headed: bool) -> tuple[list[Motion], list[Mention]]:
    if match := _ON_PROPOSAL_OF.match(flow.text):
        return _on_proposal(text, flow, match.end(), []), last
    verb = _verb().search(flow.text)
    if verb is None:
        return _verbless(text, flow, last) if headed else ([], last)
    if _CHAIR_ACTS.search(flow.text, 0, verb.start()) and not verb[0].casefold().startswith("yrka"):
        return [], last
    if (
        not headed
        and not verb[0].casefold().startswith(("yrka", "instäm"))
        and (initiative.kind_of(text.item.title.text) or not _opens_with_movers(text, flow, _SAID_BY_NAME))
    ):
        return [], last
    movers, supporters, behind = _with_supporters(text, flow, verb)
    if not movers:
        movers = _inverted(text, flow, verb)
    asked = flow.cut(0, verb.start()) if movers and _FRONTED.match(flow.text) else None
    if not movers and last and (_PRONOUN.match(flow.text) or _PRONOUN_BEHIND.match(flow.text, verb.end())):
        movers = last
    if not movers:
        return [], last
    rest_begin = verb.start() if verb[0].casefold() in _SUPPORTING else behind
    named_elsewhere = tuple(mover.span for mover in movers if movers is last)
    made = [
        replace(motion, at=(*motion.at, *named_elsewhere))
        for move in demand.moves(asked or flow, 0 if asked else rest_begin)
        for motion in _motions(text, asked or flow, move, tuple(movers))
    ]
    if made and movers[0].kind == "person":
        made += (
            [
                Motion(
                    item=text.item.number,
                    at=(flow.span(),),
                    by=tuple(supporters),
                    kind="support",
                    text=flow.text,
                    on_motion_of=movers[0],
                )
            ]
            if supporters
            else []
        )
    return made, movers


def _inverted(text: ItemText, flow: Flow, verb: re.Match[str]) -> list[Mention]:
    """Give who stands right behind the verb: `Vidare yrkar A (P) och B (P) avslag`."""
    return speakers.behind(text, flow, verb.end())[0] if flow.text[: verb.start()].strip() else []


def _verbless(text: ItemText, flow: Flow, last: list[Mention]) -> tuple[list[Motion], list[Mention]]:
    """Read a line of names and what they want, without a verb: `Anna Ek (S) och Bo Al (M): avslag på förslaget`."""
    movers, end = speakers.behind(text, flow, 0)
    opening = _VERBLESS.match(flow.text, end) if movers else None
    if opening is None:
        return [], last
    made = [
        motion for move in demand.moves(flow, opening.end()) for motion in _motions(text, flow, move, tuple(movers))
    ]
    return made, movers


def _on_proposal(text: ItemText, flow: Flow, begin: int, behind: Sequence[Flow]) -> list[Motion]:
    """Read `På förslag av A (P):` and the sentence behind it: who wants the matter put off or sent back moves that.

    What else is decided on somebody's proposal is no yrkande that the text speaks of.
    """
    people = speakers.politicians(text, flow.cut(begin, begin + _FAR))
    first = re.split(r"(?<=[.:])\s", flow.text[begin:])[0]
    movers = [person for person in people if 0 <= flow.place(person.span.begin) - begin < len(first)]
    words = " ".join((flow.text[begin:], *(part.text for part in behind)))
    kind = next((kind for kind in ("adjourn", "refer-back") if dict(demand.cues())[kind].search(f"{words} ")), "")
    if not movers or not kind:
        return []
    at = (flow.span(), *(part.span() for part in behind))
    return [Motion(item=text.item.number, at=at, by=tuple(movers), kind=kind, text=words)]


def _agreed(motion: Motion, flow: Flow, before: Sequence[Motion]) -> Motion:
    """Give `A instämmer.` and `A instämmer i yrkandet om återremiss` to the one who moved it just before."""
    agreed = _AGREES.search(flow.text)
    if agreed is None or motion.on_motion_of is not None or not before:
        return motion
    what = _COMPOUND.sub(r"\1", agreed["what"] or "")
    if what == "yrkandet":
        what = ""
    asked = {kind for kind, cue in demand.cues() if cue.search(f"{what} ")}
    if what and not asked:
        return motion
    kinds = asked or {other.kind for other in before}
    moved = [m for m in before if m.kind in kinds and m.on_motion_of is None and m.by and m.by[0].kind == "person"]
    if not moved or (not what and moved[-1] is not before[-1]) or moved[-1].by == motion.by:
        return motion
    mover = moved[-1].by[0]
    return replace(motion, kind="support", on_motion_of=mover, on_proposal="", at=(*motion.at, mover.span))


def _with_supporters(text: ItemText, flow: Flow, verb: re.Match[str]) -> tuple[list[Mention], list[Mention], int]:
    """Part who moves from who only agrees, and give where what is moved begins.

    `A, med instämmande av B, yrkar`, `Med instämmande av B yrkar A`, `A yrkar, med instämmande av B, att`.
    """
    agreeing = _AGREEING.search(flow.text[: verb.start()])
    if agreeing is None:
        movers = speakers.subjects(text, flow, 0, verb.start())
        if inserted := _AGREEING_BEHIND.match(flow.text, verb.end()):
            supporters, end = speakers.behind(text, flow, inserted.end())
            return movers, supporters, end if supporters else verb.end()
        return movers, [], verb.end()
    supporters = speakers.politicians(text, flow.cut(agreeing.end(), verb.start()))
    movers = speakers.subjects(text, flow, 0, agreeing.start()) if agreeing.start() else []
    if not movers:
        behind = speakers.politicians(text, flow.cut(verb.end(), verb.end() + 60))
        movers = [p for p in behind[:1] if p.span.begin <= flow.origin(min(verb.end() + 1, len(flow.text) - 1))]
    return movers, supporters, verb.end()


_SUPPORTING = {
    "tillstyrker",
    "instämmer",
    "instämde",
    "biträder",
    "ställer sig bakom",
    "ansluter sig",
    "stödjer",
    "stöder",
    "bifaller",
}


def _motions(text: ItemText, flow: Flow, move: demand.Move, movers: tuple[Mention, ...]) -> Iterator[Motion]:
    part = flow.cut(move.begin, move.end)
    if (match := _THAT_IT.match(part.text)) is not None:
        part = part.cut(*match.span("what"))
    ending = _AND_SO_ON.search(part.text)
    part = part.cut(0, ending.start() if ending else None)
    what = part.text.strip(" .,;:")
    common = {"item": text.item.number, "at": (flow.span(),), "by": movers, "kind": move.kind}
    if move.kind not in {"approve", "reject", "support"}:
        yield Motion(**common, text=flow.text)  # type: ignore[arg-type]
        return
    organisations = [hit.mention.span for hit in agents.locate(part, kinds=("organisation",))]
    people = [
        person
        for person in agents.people(part, capitals=True)
        if (person.party or speakers.listed(text, person.text) or _OWNS.match(part.text, part.place(person.span.begin)))
        and not any(span.begin <= person.span.begin < span.end for span in organisations)
    ]
    if _ASSEMBLY_MOTION.search(part.text):
        people = []
    objects = _objects(part) if not people else [part]
    if len(objects) > 1:
        for one in objects:
            about = _institution(one, []) or one.text.strip(" .,;:")
            yield Motion(**common, text=flow.text, on_proposal=about)  # type: ignore[arg-type]
        return
    institution = _institution(part, people)
    if institution or not people:
        yield Motion(**common, text=flow.text, on_proposal=institution or what)  # type: ignore[arg-type]
    for person in people:
        yield Motion(**common, text=flow.text, on_motion_of=person)  # type: ignore[arg-type]


def _objects(part: Flow) -> list[Flow]:
    """Part what is to be approved or rejected where the sentence names several things."""
    found: list[Flow] = []
    begin = 0
    for match in _NEXT_OBJECT.finditer(part.text):
        if demand.AN_OBJECT.search(part.text, begin, match.start()):
            found.append(part.cut(begin, match.start()))
            begin = match.end()
    return [*found, part.cut(begin)]


def _institution(part: Flow, people: Sequence[Mention]) -> str:
    """Give the proposal of a body that the object names besides people's yrkanden."""
    if not people:
        match = _PROPOSAL.search(part.text)
        return match[0].strip(" .,") if match else ""
    first = part.place(people[0].span.begin)
    before = part.text[:first]
    match = re.search(r"[\wåäö -]*(?:förslaget|förslag|motionen)\b", before)
    if match is None:
        last = part.place(people[-1].span.begin)
        match = re.search(r"(?:(?<=\btill\s)|(?<=\bpå\s))[\wåäö -]*(?:förslaget|förslag|motionen)\b", part.text[last:])
    return match[0].strip() if match else ""


KIND = Kind(
    name="motion",
    record=Motion,
    term="Motion",
    link="hasMotion",
    label="yrkande",
    fields=(
        Field("by", "movedBy", "agent"),
        Field("kind", "motionKind", "concept", "motion-kind"),
        Field("text", "text", "string"),
        Field("on_motion_of", "onMotionOf", "agent"),
        Field("on_proposal", "onProposal", "string"),
        Field("put_order", "putOrder", "integer"),
        Field("result", "result", "concept", "result"),
    ),
    needs=("by",),
    extract_item=extract,
)
