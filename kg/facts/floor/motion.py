"""The yrkanden in the room: who moved what, on whose proposal or motion, in which order it was put and what carried."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.context import whose_section
from kg.facts.decisions import unheaded
from kg.facts.floor import motion_headed, motion_result, motion_sentence, speakers, what_is_moved
from kg.facts.floor.motion_object import Motion
from kg.facts.kind import ACTORS, Field, ItemText, Kind
from kg.facts.matters import movement
from kg.facts.papers import initiative_title
from kg.language import agents, grammar
from kg.lines.sentences import sentences
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.language.frames import Match
    from kg.model import Block, Flow, Mention, Section

_HEADED = "motions"
"""The kind of a section that holds yrkanden and nothing else."""
_ELSEWHERE = ("", "other", "deliberation", "proposition", "decision", "preparation", "vote")
_TALKED = ("", "other", "deliberation", "proposition")
_TOLD_OF_ANOTHER = grammar.pattern("mover", "told-of-another")
_TOLD = grammar.pattern("mover", "told")
_DISCUSSED = grammar.pattern("mover", "discussed")
_BY_WHOM = grammar.pattern("mover", "by-whom")
_ANNOUNCES = grammar.pattern("mover", "announces-motions")
_BAR = "| "
"""A row of a table begins so: who moves and what stand in its cells."""
_TIE = grammar.pattern("vote", "tie")
_LATER = grammar.pattern("mover", "called-later")


def extract(text: ItemText) -> Iterator[Motion]:
    """Read the yrkanden of a paragraph and what became of them."""
    found = list(_moved(text))
    for section in whose_section.spoken_in(text.item, movement.own_name(text)):
        found += _section(text, section.blocks, section.kind) if section.kind in _ELSEWHERE else ()
    for section in text.item.of("draft"):
        read = {motion.at[0] for motion in found}
        found += [motion for motion in _behind_a_draft(text, section) if motion.at[0] not in read]
    alone, matter = not text.item.of(_HEADED), bool(initiative_title.kind_of(text.item.title.text))
    for section in text.item.of("background"):
        story, discussion = _parted(section.blocks)
        found += [] if matter else _in_the_story(text, story, alone=alone)
        found += _section(text, discussion, "deliberation")
    yield from motion_result.added(text, [_called_later(text, motion, found) for motion in found])


def _behind_a_draft(text: ItemText, section: Section) -> list[Motion]:
    """Read what is moved in a section of a draft: in the discussion of it, or all of it where people propose it.

    `Förslag till beslut` is above what `Ordföranden Anna Ek m.fl. (S) föreslog`, too; a body's draft is none of theirs.
    """
    for at, block in enumerate(section.blocks):
        if at and _DISCUSSED.match(block.text):
            return _section(text, section.blocks[at:], "deliberation")
        of_a_body = section.heading is not None and agents.bodies(section.heading)
        if not of_a_body and _proposes(text, block.flow):
            return _section(text, section.blocks[at:], _HEADED)
    return []


def _parted(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """Part a story from the discussion of it that ends it: `Under ärendets behandling föreslog Anna Ek (S) ...`.

    What tells of a day, or stands behind what does, may be the discussion of another body.
    """
    before = ""
    for at, block in enumerate(blocks):
        for sentence in sentences(block.flow):
            if _DISCUSSED.match(sentence.text) and not _TOLD_OF_ANOTHER.search(f"{before} {sentence.text}"):
                place = block.text.find(sentence.text)
                parts = [replace(block, flow=block.flow.cut(*span)) for span in ((0, place), (place,))]
                return (*blocks[:at], *parts[: 1 if place else 0]), (parts[1], *blocks[at + 1 :])
            before = sentence.text
    return blocks, ()


def _proposes(text: ItemText, flow: Flow) -> bool:
    """Whether a paragraph begins with people and what they propose: `Anna Ek (S) föreslår`, `Anna Ek (S): Avslag`."""
    if speakers.opening_acts(text, flow):
        return motion_sentence.tells(flow, _HEADED)
    clause = motion_sentence.verbless(text, next(iter(sentences(flow)), flow))
    return clause is not None and bool(what_is_moved.asked(flow.cut(clause.begin, clause.end)))


def _moved(text: ItemText) -> Iterator[Motion]:
    """Read the sections of yrkanden, and what is headed `Anna Eks förslag till beslut` behind the first of them.

    A draft in front of the yrkanden is no motion, and neither is one of a body.
    """
    opened = False
    behind: list[Motion] = []
    for section in text.item.sections:
        if section.kind == _HEADED:
            opened = True
            yield from _section(text, unheaded.before(text, section), _HEADED, heading=section.heading)
        elif section.kind == "draft" and opened and section.heading is not None:
            behind += _section(text, section.blocks, "", heading=section.heading)
    yield from behind


def _called_later(text: ItemText, motion: Motion, found: Sequence[Motion]) -> Motion:
    """Call a proposal an addition where the text does so later: `Anna Eks tilläggsyrkande ställs under proposition`."""
    if motion.kind != "amendment" or motion.by[0].kind != "person":
        return motion
    if sum(other.kind in {"amendment", "addition"} and other.by == motion.by for other in found) > 1:
        return motion
    name = motion.by[0].text
    for section in text.item.of("", _HEADED, "proposition", "vote"):
        for block in section.blocks:
            for at in (match.start() for match in re.finditer(re.escape(name), block.text)):
                if match := _LATER.match(block.text, at + len(name)):
                    return replace(motion, kind="addition", at=(*motion.at, block.flow.span(at, match.end())))
    return motion


def _in_the_story(text: ItemText, blocks: Sequence[Block], *, alone: bool) -> list[Motion]:
    """Read what people propose in the story, the names opening the sentence.

    `alone` says that the story holds the yrkanden too: no section of the paragraph has them. Who is for a matter
    supports no yrkande.
    """
    found: list[Motion] = []
    last: list[Mention] = []
    for sentence in (sentence for block in blocks for sentence in sentences(block.flow)):
        read, last = motion_sentence.read(text, sentence, "background", last)
        for motion in (motion_sentence.moved_before(one, found) for one in read):
            if motion is None or (not alone and motion.rule.rpartition("/")[2] in {"moves-by-name", "agrees-alone"}):
                continue
            if motion_sentence.is_backing(motion):
                continue
            if motion.kind != "support" or motion.on_motion_of is not None or "yrkande" in motion.on_proposal:
                found.append(motion)
    return found


def _section(text: ItemText, blocks: Sequence[Block], kind: str, *, heading: Flow | None = None) -> list[Motion]:
    """Read the yrkanden of a section of some kind; `heading` may say whose the first is."""
    found: list[Motion] = []
    last: list[Mention] = []
    headed = kind == _HEADED
    head = motion_headed.read(text, heading) if heading is not None else None
    own = _below(text, blocks) if head else []
    found += motion_headed.motions(text, head, own) if head else []
    if head is None and heading is not None and not headed:
        own = [b.flow for b in itertools.takewhile(lambda b: not motion_sentence.tells(b.flow, _HEADED), blocks)]
    done, tied = len(own), False
    for place, block in enumerate(blocks):
        if place < done:
            continue
        if headed and block.text.startswith(_BAR):
            found += _rows(text, block, found)
            continue
        behind = [after.flow for after in blocks[place + 1 :]]
        moved, more = _with_those_below(text, kind, block, blocks[place + 1 :], last)
        if moved:
            found += moved
            done = place + 1 + more
            continue
        if (head := motion_headed.read(text, block.flow)) is not None:
            own = _below(text, blocks[place + 1 :])
            found += motion_headed.motions(text, head, own)
            done = place + 1 + len(own)
            continue
        if (proposed := motion_sentence.opening(block.flow)) and block.text.endswith(":"):
            found += _on_proposal(text, block.flow, proposed, behind[:1])
            continue
        if not headed and _TOLD.search(block.text) and _TOLD_OF_ANOTHER.search(block.text):
            continue
        for sentence in sentences(block.flow):
            if not headed and whose_section.told_of_another(sentence, movement.own_name(text)):
                continue
            if proposed := motion_sentence.opening(sentence):
                found += _on_proposal(text, sentence, proposed, [])
                continue
            read, last = motion_sentence.read(text, sentence, kind, last)
            if tied and all(motion.by[0].kind == "chair" for motion in read):
                read = []
            tied = _TIE.search(sentence.text) is not None
            read = read or ([] if headed or not found else motion_sentence.elliptic(text, sentence))
            moved = []
            for motion in read:
                known = motion_sentence.moved_before(motion, [*found, *moved])
                moved += [motion if known is None else known] if headed or known is not None else []
            if moved:
                found += moved
            elif headed and found and not agents.people(sentence) and not motion_headed.ends(text, sentence):
                found[-1] = replace(
                    found[-1], text=f"{found[-1].text} {sentence.text}".strip(), at=(*found[-1].at, sentence.span())
                )
    return found


def _by_those_above(text: ItemText, kind: str, names: Flow, below: Block, last: list[Mention]) -> list[Motion]:
    """Read what stands below a line of names as what these move: directly below it needs no words of its own.

    Outside of yrkanden it begins with `Bifall` or `Avslag`.
    """
    if not (kind == _HEADED or (kind in _TALKED and motion_headed.asks(below.flow))):
        return []
    if not motion_sentence.names_only(text, names):
        return []
    if moved := motion_sentence.read(text, join((names, below.flow), " "), _HEADED, last)[0]:
        return moved
    if below.lines[0].gap or motion_headed.ends(text, below.flow) or speakers.behind(text, below.flow, 0)[0]:
        return []
    return motion_sentence.read(text, join((names, below.flow), ": "), _HEADED, last)[0]


def _with_those_below(
    text: ItemText, kind: str, block: Block, below: Sequence[Block], last: list[Mention]
) -> tuple[list[Motion], int]:
    """Read what a paragraph moves only with those below it, and how many these are.

    It names who moves, or says that several do: each in a paragraph of its own.
    """
    if below and (moved := _by_those_above(text, kind, block.flow, below[0], last)):
        return moved, 1
    if kind == _HEADED or not _ANNOUNCES.search(block.text):
        return [], 0
    if whose_section.told_of_another(block.flow, movement.own_name(text)):
        return [], 0
    named = (replace(one, flow=one.flow.cut(by.end())) if (by := _BY_WHOM.match(one.text)) else one for one in below)
    listed = list(itertools.takewhile(lambda one: motion_sentence.verbless(text, one.flow) is not None, named))
    return _section(text, listed, _HEADED), len(listed)


def _rows(text: ItemText, block: Block, before: Sequence[Motion]) -> Iterator[Motion]:
    """Read the rows of a table that has who moves and what in its cells."""
    rows = [line.flow.cut(len(_BAR), len(line.text.rstrip(" |"))) for line in block.lines]
    moved = [motion for row in rows for motion in motion_sentence.read(text, row, _HEADED, [])[0]]
    return (known for one in moved if (known := motion_sentence.moved_before(one, [*before, *moved])))


def _below(text: ItemText, blocks: Sequence[Block]) -> list[Flow]:
    """Give the paragraphs below a heading with a name that are of its yrkande: down to where somebody moves again."""
    found: list[Flow] = []
    for block in blocks:
        first = next(iter(sentences(block.flow)), block.flow)
        if motion_headed.ends(text, block.flow) or motion_sentence.read(text, first, _HEADED, [])[0]:
            break
        found.append(block.flow)
    return found


def _on_proposal(text: ItemText, flow: Flow, proposed: Match, behind: Sequence[Flow]) -> list[Motion]:
    """Read `På förslag av A (P):` and the sentence behind it: who wants the matter put off or sent back moves that.

    What else is decided on somebody's proposal is no yrkande that the text speaks of.
    """
    movers = speakers.acting(text, proposed.marked, *proposed.slots["by"])
    words = join((flow.cut(proposed.slots["by"][0]), *behind))
    asked = what_is_moved.asked(words)
    kind = next((kind for kind in ("adjourn", "refer-back") if kind in asked), "")
    if not movers or not kind:
        return []
    at = (flow.span(), *(part.span() for part in behind))
    rule = proposed.frame.rule
    return [Motion(item=text.item.number, at=at, by=tuple(movers), kind=kind, text=words.text, rule=rule)]


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
