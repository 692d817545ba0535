"""The yrkanden in the room: who moved what, on whose proposal or motion, in which order it was put and what carried."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.facts.floor import motion_clause, motion_headed, motion_object, motion_result, speakers, what_is_moved
from kg.facts.floor.motion_object import Motion
from kg.facts.kind import ACTORS, Field, ItemText, Kind
from kg.facts.papers import initiative
from kg.language import agents, grammar
from kg.lines.sentences import sentences
from kg.model import join
from kg.resources import check_keys, lexicon, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.model import Block, Flow, Mention


_ON_PROPOSAL_OF = re.compile(r"^På förslag av\s", re.IGNORECASE)
# "Bifall till förslaget yrkar Anna Ek (S)": what is asked stands in front of the verb.
_FRONTED = re.compile(r"(?:Yrkanden?\som\s)?(?P<asked>(?:Bifall|Avslag|Återremiss|Bordläggning)\b)", re.IGNORECASE)
# "Styrelsen behandlade ärendet den 3 mars. Vid sammanträdet yrkade ...": what was moved elsewhere.
_TOLD_OF_ANOTHER = re.compile(
    r"\b(?:behandlade|beslutade|behandlat|beslutat)\b[^.]*\bden\s\d|\bden\s\d[^.]*\b(?:behandlat|beslutat)\b"
)
_FAR = 200
"""How far behind the verb its movers are looked for, in characters."""
_PRONOUN = re.compile(r"(?:Hon|Han|Hen|De|Vidare|Dessutom|Även|Därutöver)\b")
_PRONOUN_BEHIND = re.compile(r"\s(?:hon|han|hen|de)\b")
_AGREES = re.compile(r"\binstäm(?:mer|de)\b(?:\s*\.?$|\si\s(?P<what>yrkandet?\som\s\w+|\w*yrkandet)\.?$)")
_COMPOUND = re.compile(r"(bifall|avslag)s?yrkandet", re.IGNORECASE)
_THE_ONE = re.compile(r"(?:ändrings|tilläggs|återremiss|bordläggnings)(?:yrkandet|förslaget)", re.IGNORECASE)
# What the chair finds or puts is no yrkande, though the sentence has a verb of one: "finner att nämnden bifaller ...".
_CHAIR_ACTS = re.compile(r"\b(?:finner|fann|ställer|ställde)\b")
# Outside a section of yrkanden these verbs tell of one only right behind the names that open the sentence.
_SAID_BY_NAME = re.compile(
    r"\s(?:föreslår|nominerar|biträder|ansluter\ssig|ställer\ssig\sbakom|stödjer|stöder|tillstyrker|instämmer\si|"
    r"understöd(?:er|jer)|"
    r"ger\s(?:sitt\s)?stöd\s(?:åt|till))\b"
)
# In the past it is of this meeting only outside the story, where no other time is said.
_SAID_IN_THE_PAST = re.compile(
    rf"{_SAID_BY_NAME.pattern}|\s(?:föreslog|hemställde|understödde|biträdde|tillstyrkte)\b(?![^.]*\bden\s\d)(?!\s(?:då|där)\b)"
)
# Where the story holds the yrkanden of the meeting: what is told of another meeting is in the past.
_MOVED_BY_NAME = re.compile(rf"{_SAID_BY_NAME.pattern}|\s(?:yrkar|instämmer)\b")
# "föreslår i en motion att ...": the matter of the item, not a proposal in the room.
_ELSEWHERE = re.compile(r"\si\s(?:en|ett|sin|sitt|den|det)\b")
_IN_DEBATE = grammar.pattern("mover", "in-debate")
_SUPPORT_PASSIVE = grammar.pattern("mover", "support-passive")
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
    "tillstyrker",
    "stödjer",
    "stöder",
    "stöd till",
    "stöd åt",
    "understöd",
    "biträd",
    "styrk",
    "föreslog",
    "yrkande",
)
"""A block outside a section of yrkanden without any of these tells of none."""


@cache
def _verb() -> re.Pattern[str]:
    check_keys(lexicon("motions"), {"verb", "cue"}, "data/lexicon/motions.toml")
    return re.compile(rf"\b(?:{'|'.join(phrases('motions', 'verb')['move'])})\b", re.IGNORECASE)


def extract(text: ItemText) -> Iterator[Motion]:
    """Read the yrkanden of a paragraph and what became of them."""
    found = list(_moved(text))
    for section in text.item.of("", "other", "deliberation", "proposition", "decision", "preparation", "vote"):
        found += _section(text, section.blocks, headed=False)
    if not initiative.kind_of(text.item.title.text):
        for section in text.item.of("background"):
            found += _by_name(text, section.blocks, moved=not text.item.of("motions"))
    yield from motion_result.added(text, [_called_later(text, motion, found) for motion in found])


def _moved(text: ItemText) -> Iterator[Motion]:
    """Read the sections of yrkanden, and what is headed `Anna Eks förslag till beslut` behind the first of them.

    A draft in front of the yrkanden is no motion, and neither is one of a body.
    """
    opened = False
    behind: list[Motion] = []
    for section in text.item.sections:
        if section.kind == "motions":
            opened = True
            yield from _section(text, section.blocks, headed=True, heading=section.heading)
        elif section.kind == "draft" and opened and section.heading is not None:
            behind += _section(text, section.blocks, headed=False, heading=section.heading)
    yield from behind


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
        proposed = " föreslår " in block.text or " nominerar " in block.text or (moved and " yrkar " in block.text)
        if proposed or any(f" {verb} " in block.text for verb in _SUPPORTING):
            for sentence in sentences(block.flow):
                if _opens_with_movers(text, sentence, verbs):
                    read = _sentence(text, sentence, [], headed=True)[0]
                    agreed = [_agreed(motion, sentence, found) for motion in read]
                    # who agrees with nobody known has moved nothing, and who is for a matter supports no yrkande
                    found += [
                        m
                        for m in agreed
                        if (m.kind != "amendment" or not _AGREES.search(sentence.text))
                        and (m.kind != "support" or m.on_motion_of is not None or "yrkande" in m.on_proposal)
                        and (proposed or m.kind == "support")
                    ]
    return found


def _opens_with_movers(text: ItemText, flow: Flow, verbs: re.Pattern[str]) -> bool:
    movers, end = speakers.behind(text, flow, 0)
    verb = verbs.match(flow.text, end) if movers and movers[0].kind == "person" else None
    return verb is not None and not _ELSEWHERE.match(flow.text, verb.end())


def _section(text: ItemText, blocks: Sequence[Block], *, headed: bool, heading: Flow | None = None) -> list[Motion]:
    """Read the yrkanden of a section; `headed`: it holds nothing else. `heading` may say whose the first is."""
    found: list[Motion] = []
    last: list[Mention] = []
    head = motion_headed.read(text, heading) if heading is not None else None
    own = _below(text, blocks) if head else []
    found += motion_headed.motions(text, head, own) if head else []
    if head is None and heading is not None and not headed:
        own = [block.flow for block in itertools.takewhile(lambda block: not _verb().search(block.text), blocks)]
    done = len(own)
    for place, block in enumerate(blocks):
        if place < done:
            continue
        if headed and place + 1 < len(blocks) and motion_clause.names_only(text, block.flow):
            both = join((block.flow, blocks[place + 1].flow), " ")
            moved = _verbless(text, both, last)[0]
            if moved:
                found += moved
                done = place + 2
                continue
        if (head := motion_headed.read(text, block.flow)) is not None:
            own = _below(text, blocks[place + 1 :])
            found += motion_headed.motions(text, head, own)
            done = place + 1 + len(own)
            continue
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
            moved = []
            for place_of, part in enumerate(motion_clause.parted(text, sentence)):
                read, last = _sentence(text, part, last, headed=headed or (place_of > 0 and bool(moved)))
                moved += [_pointed(_agreed(motion, part, [*found, *moved]), [*found, *moved]) for motion in read]
            if moved:
                found += moved
            elif headed and found and not agents.people(sentence) and not motion_headed.ends(text, sentence):
                found[-1] = replace(
                    found[-1], text=f"{found[-1].text} {sentence.text}".strip(), at=(*found[-1].at, sentence.span())
                )
    return found


def _below(text: ItemText, blocks: Sequence[Block]) -> list[Flow]:
    """Give the paragraphs below a heading with a name that are of its yrkande: down to where somebody moves again."""
    found: list[Flow] = []
    for block in blocks:
        first = next(iter(sentences(block.flow)), block.flow)
        if motion_headed.ends(text, block.flow) or _sentence(text, first, [], headed=True)[0]:
            break
        found.append(block.flow)
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
        and (initiative.kind_of(text.item.title.text) or not _opens_with_movers(text, flow, _SAID_IN_THE_PAST))
        and not _moved_in_debate(text, flow, verb)
        and not (_FRONTED.match(flow.text) and verb[0].endswith(" av"))
    ):
        return [], last
    passive = verb[0].endswith(" av")
    clause = motion_clause.around(text, flow, verb) if not passive else None
    if clause is None or not clause.movers:
        clause = motion_clause.inverted(text, flow, verb)
    front = _FRONTED.match(flow.text) if clause.movers else None
    asked = flow.cut(front.start("asked"), verb.start()) if front else None
    if not clause.movers and last and (_PRONOUN.match(flow.text) or _PRONOUN_BEHIND.match(flow.text, verb.end())):
        clause = clause._replace(movers=last)
    if not clause.movers:
        return [], last
    if _SUPPORT_PASSIVE.fullmatch(verb[0]):
        moves = [what_is_moved.Move("support", 0, verb.start())]
    else:
        backs = verb[0].casefold() in _SUPPORTING
        moves = what_is_moved.moves(asked or flow, 0 if asked else verb.start() if backs else clause.asks)
    named_elsewhere = tuple(mover.span for mover in clause.movers if clause.movers is last)
    made = [
        replace(motion, at=(*motion.at, *named_elsewhere))
        for move in moves
        for motion in motion_object.motions(text, asked or flow, move, tuple(clause.movers))
    ]
    return [*made, *_backed(text, flow, clause, made)], clause.movers


def _moved_in_debate(text: ItemText, flow: Flow, verb: re.Match[str]) -> bool:
    """Whether a sentence tells of the debate, with who moves behind its verb: `I debatten föreslog Anna Ek`."""
    return _IN_DEBATE.match(flow.text) is not None and bool(motion_clause.inverted(text, flow, verb).movers)


def _pointed(motion: Motion, before: Sequence[Motion]) -> Motion:
    """Give `avslag på återremissyrkandet` to the one who alone has moved such before."""
    if motion.kind not in {"approve", "reject"} or not _THE_ONE.fullmatch(motion.on_proposal):
        return motion
    asked = {kind for kind, cue in what_is_moved.cues() if cue.match(motion.on_proposal)}
    meant = [other for other in before if other.kind in asked]
    if len(meant) != 1 or len(meant[0].by) != 1 or meant[0].by[0].kind != "person":
        return motion
    mover = meant[0].by[0]
    return replace(motion, on_motion_of=mover, on_proposal="", at=(*motion.at, mover.span))


def _backed(text: ItemText, flow: Flow, clause: motion_clause.Clause, made: Sequence[Motion]) -> Iterator[Motion]:
    """Give the support of those who agree with who moves."""
    if made and clause.supporters and clause.movers[0].kind == "person":
        yield Motion(
            item=text.item.number,
            at=(flow.span(),),
            by=tuple(clause.supporters),
            kind="support",
            text=flow.text,
            on_motion_of=clause.movers[0],
        )


def _verbless(text: ItemText, flow: Flow, last: list[Mention]) -> tuple[list[Motion], list[Mention]]:
    """Read a line of names and what they want, without a verb: `Anna Ek (S) och Bo Al (M): avslag på förslaget`."""
    clause = motion_clause.verbless(text, flow)
    if clause is None:
        return [], last
    made = [
        motion
        for move in what_is_moved.moves(flow, clause.asks)
        for motion in motion_object.motions(text, flow, move, tuple(clause.movers))
    ]
    return [*made, *_backed(text, flow, clause, made)], clause.movers


def _on_proposal(text: ItemText, flow: Flow, begin: int, behind: Sequence[Flow]) -> list[Motion]:
    """Read `På förslag av A (P):` and the sentence behind it: who wants the matter put off or sent back moves that.

    What else is decided on somebody's proposal is no yrkande that the text speaks of.
    """
    people = speakers.politicians(text, flow.cut(begin, begin + _FAR))
    first = re.split(r"(?<=[.:])\s", flow.text[begin:])[0]
    movers = [person for person in people if 0 <= flow.place(person.span.begin) - begin < len(first)]
    words = " ".join((flow.text[begin:], *(part.text for part in behind)))
    kind = next(
        (kind for kind in ("adjourn", "refer-back") if dict(what_is_moved.cues())[kind].search(f"{words} ")), ""
    )
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
    asked = {kind for kind, cue in what_is_moved.cues() if cue.search(f"{what} ")}
    if what and not asked:
        return motion
    kinds = asked or {other.kind for other in before}
    moved = [m for m in before if m.kind in kinds and m.on_motion_of is None and m.by and m.by[0].kind == "person"]
    if not moved or (not what and moved[-1] is not before[-1]) or moved[-1].by == motion.by:
        return motion
    mover = moved[-1].by[0]
    return replace(motion, kind="support", on_motion_of=mover, on_proposal="", at=(*motion.at, mover.span))


_SUPPORTING = {
    "tillstyrker",
    "tillstyrkte",
    "instämmer",
    "instämde",
    "biträder",
    "biträdde",
    "ställer sig bakom",
    "ställde sig bakom",
    "ansluter sig",
    "anslöt sig",
    "stödjer",
    "stöder",
    "stödde",
    "understödjer",
    "understöder",
    "understödde",
    "bifaller",
    "ger sitt stöd till",
    "ger sitt stöd åt",
    "ger stöd till",
    "ger stöd åt",
}


KIND = Kind(
    name="motion",
    record=Motion,
    term="Motion",
    link="hasMotion",
    fields=(
        Field("by", "movedBy", "agent", takes=ACTORS),
        Field("kind", "motionKind", "concept", "motion-kind"),
        Field("text", "text", "string"),
        Field("on_motion_of", "onMotionOf", "agent"),
        Field("on_proposal", "onProposal", "string"),
        Field("put_order", "putOrder", "integer", least=1),
        Field("result", "result", "concept", "result"),
    ),
    needs=("by", "kind"),
    extract_item=extract,
)
