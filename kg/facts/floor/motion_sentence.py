"""What one sentence moves: who moves in it, who only agrees, and what each of them asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.facts import framed
from kg.facts.floor import motion_headed, motion_object, speakers, what_is_moved
from kg.facts.floor.motion_object import Motion
from kg.facts.papers import initiative_title
from kg.language import frames, grammar, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import ItemText
    from kg.language.frames import Match
    from kg.model import Flow, Mention

_FRAMES = "motion"
_OPENING = "on-proposal-of"
_ALONE = "-alone"
_BACKS = frozenset({"backs", "backs-in-the-story", "is-backed"})
_OF_A_BODY = grammar.pattern("motion", "proposal-of-a-body")
"""Frames of this ending back what was moved just before."""
_BY_NAME = "-by-name"
"""Frames of this ending say what people propose in the story: no party does so there."""
_ELLIPTIC = "moves-too"
"""Who moves without a verb of his own does so behind another who has one."""
_LAST_OF_THEM = "who-moves"
"""Of `A, B and C, who move ...` it is sure of C alone."""
_NAMED_BEFORE = grammar.pattern("motion", "named-before")
_VERBLESS = grammar.pattern("mover", "verbless")
_NAMES_IN_BRACKETS = grammar.pattern("mover", "names-in-brackets")
_SECONDS = "seconds-alone"
_PROPOSES = grammar.pattern("mover", "proposes")
_NAMES_A_PROPOSAL = grammar.pattern("mover", "names-a-proposal")


class Clause(NamedTuple):
    """Who moves, who agrees with them, where what they ask begins and ends, and by which frame."""

    movers: list[Mention]
    supporters: list[Mention]
    begin: int
    end: int
    match: Match | None = None
    front: tuple[int, int] = (0, 0)
    """What stands in front of the verb: what is asked where nothing is behind, or the verb is in the passive."""

    @property
    def kind(self) -> str:
        """The kind of demand that the verb alone says; empty where it says none."""
        return str(self.match.frame.fields.get("kind", "")) if self.match else ""

    @property
    def is_passive(self) -> bool:
        """Whether what is asked stands in front."""
        return self.match is not None and "verb" in self.match.slots

    @property
    def frame(self) -> str:
        """The name of its frame."""
        return self.match.frame.name if self.match else ""


def tells(flow: Flow, section: str) -> bool:
    """Whether somebody moves something in a text."""
    return bool(_matches(flow, section))


def opening(flow: Flow) -> Match | None:
    """Give `På förslag av Anna Ek (S)`, where a text begins so."""
    if not frames.finder().may_hold(f"{_FRAMES}/{_OPENING}", flow.text):
        return None
    return next((match for match in _matches(flow, None) if match.frame.name == _OPENING), None)


def read(text: ItemText, flow: Flow, section: str, last: list[Mention]) -> tuple[list[Motion], list[Mention]]:
    """Give what a sentence moves, and who spoke last: `last` did so in the sentence before."""
    clauses = list(_clauses(text, flow, section, last))
    if not clauses and section == "motions" and (clause := verbless(text, flow) or _in_brackets(text, flow)):
        clauses = [clause]
    found: list[Motion] = []
    for clause in clauses:
        found += [motion for motion in _motions(text, flow, clause, last) if not _said_already(motion, found)]
    return found, clauses[-1].movers if clauses else last


def elliptic(text: ItemText, flow: Flow) -> list[Motion]:
    """Give what somebody moves behind others who move, without a verb: `Anna Ek (S) bifall till förslaget.`."""
    clause = verbless(text, flow)
    if clause is None or not what_is_moved.asked(flow.cut(clause.begin)):
        return []
    return list(_motions(text, flow, clause, []))


def _said_already(motion: Motion, before: Sequence[Motion]) -> bool:
    """Whether a demand only says again what its mover did: `motsätter sig förslaget och yrkar avslag på detta`."""
    asks = motion.kind in {"approve", "reject"} and motion.on_motion_of is None
    said = [one for one in before if asks and one.by == motion.by and one.kind == motion.kind]
    same = [one for one in said if one.rule != motion.rule]
    bare = _NAMED_BEFORE.fullmatch(motion.on_proposal) is not None
    return any(bare or one.on_proposal.casefold() == motion.on_proposal.casefold() for one in same)


def _matches(flow: Flow, section: str | None) -> list[Match]:
    return framed.parts(_FRAMES, flow, section, taught=False)


def _clauses(text: ItemText, flow: Flow, section: str, last: list[Mention]) -> Iterator[Clause]:
    matches = [match for match in _matches(flow, section) if match.frame.name != _OPENING]
    matter = initiative_title.is_matter(text)
    done, spoke = 0, bool(last)
    for place, match in enumerate(matches):
        who = {name: span for name, span in match.slots.items() if name in {"by", "with"}}
        slots = {name: speakers.acting(text, match.marked, *span) for name, span in who.items()}
        movers = slots.get("by", last)
        if "with" not in slots and _agreeing().match(flow.text, match.end):
            break  # "yrkar, med instämmande av" and nobody that is known: where that ends is not known either
        if match.frame.name == _LAST_OF_THEM:
            movers = movers[-1:]
        by_name = match.frame.name.endswith(_BY_NAME)
        if not movers or (by_name and (matter or movers[0].kind == "party")):
            continue
        if match.frame.name == _ELLIPTIC and not (place and spoke and movers[0].kind == last[0].kind):
            continue  # "bifall till yrkande från M, KD och L, bordläggning": what parties are named behind
        after = next((m.begin if m.begin >= match.end else m.claimed for m in matches[place + 1 :]), len(flow.text))
        verb = match.slots.get("verb", (match.begin, 0))[0]
        supporters = slots.get("with", [])
        if "with" not in slots:
            supporters, after = _agreeing_behind(text, flow, match.end, after)
        yield Clause(movers, supporters, match.end, after, match, (done, max(verb, done)))
        done, spoke, last = match.end, True, movers


def _agreeing_behind(text: ItemText, flow: Flow, begin: int, end: int) -> tuple[list[Mention], int]:
    """Give who agrees at the end of a clause, and where what is asked ends: `yrkar bifall, med stöd av Bo Al (M)`."""
    for agreeing in _agreeing().finditer(flow.text, begin + 1, end):
        supporters, behind = speakers.behind(text, flow, agreeing.end())
        if supporters and not flow.text[behind:end].strip(" .,;"):
            return supporters, agreeing.start()
    return [], end


def verbless(text: ItemText, flow: Flow) -> Clause | None:
    """Read names and what they want, without a verb: `Anna Ek (S), med instämmande av Bo Al (M): Motionen avslås`."""
    movers, end = speakers.behind(text, flow, 0)
    agreeing = _agreeing().match(flow.text, end) if movers else None
    supporters, behind = speakers.behind(text, flow, agreeing.end()) if agreeing else ([], 0)
    end = behind if supporters else end
    asks = _VERBLESS.match(flow.text, end) if movers else None
    return Clause(movers, supporters, asks.end(), len(flow.text)) if asks else None


def _in_brackets(text: ItemText, flow: Flow) -> Clause | None:
    """Read what is asked, and in brackets behind it who asks: `1) Återremiss (Anna Ek och Bo Al)`."""
    who = _NAMES_IN_BRACKETS.match(flow.text)
    if who is None or not motion_headed.asks(flow.cut(*who.span("what"))):
        return None
    names = flow.cut(*who.span("who"))
    movers, end = speakers.behind(text, names, 0)
    if not movers or names.text[end:].strip(" .,"):
        return None
    return Clause(movers, [], len(flow.text), len(flow.text), front=who.span("what"))


@cache
def _agreeing() -> re.Pattern[str]:
    return re.compile(rf",?\s{words.any_of(words.nouns()['agreeing'])}\s", re.IGNORECASE)


def names_only(text: ItemText, flow: Flow) -> bool:
    """Whether a line holds nothing but names, whose yrkande stands on the next."""
    return bool(speakers.politicians(text, flow)) and not flow.text[speakers.behind(text, flow, 0)[1] :].strip(" :–-")


def _motions(text: ItemText, flow: Flow, clause: Clause, last: list[Mention]) -> Iterator[Motion]:
    """Give the yrkanden of a clause, then the support of those who agree with who moves."""
    elsewhere = tuple(mover.span for mover in clause.movers if clause.movers is last)
    rule = clause.match.frame.rule if clause.match else ""
    made: list[Motion] = []
    for part, move in _asked(flow, clause):
        made += [
            replace(one, at=(*one.at, *elsewhere), rule=rule, text=flow.text)
            for one in motion_object.motions(text, part, move, tuple(clause.movers))
        ]
    yield from made
    if made and clause.supporters and clause.movers[0].kind == "person":
        yield Motion(
            item=text.item.number,
            at=(flow.span(),),
            by=tuple(clause.supporters),
            kind="support",
            text=flow.text,
            on_motion_of=clause.movers[0],
            rule=rule,
        )


def _asked(flow: Flow, clause: Clause) -> Iterator[tuple[Flow, what_is_moved.Move]]:
    """Give each demand of a clause, with the text that its places are in."""
    front = flow.cut(*clause.front)
    behind = flow.cut(0, clause.end)
    is_behind = re.search(r"\w", flow.text[clause.begin : clause.end]) is not None
    if clause.frame.endswith(_ALONE):
        yield behind, what_is_moved.Move(clause.kind, len(behind.text), len(behind.text))
    elif clause.kind:
        part, begin = (front, 0) if clause.is_passive else (behind, clause.begin)
        yield part, what_is_moved.Move(clause.kind, begin, len(part.text))
    elif (clause.is_passive or not is_behind) and what_is_moved.asked(front):
        yield from ((front, move) for move in what_is_moved.moves(front, 0))
    else:
        yield from ((behind, move) for move in what_is_moved.moves(behind, clause.begin))


def moved_before(motion: Motion, before: Sequence[Motion]) -> Motion | None:
    """Give a yrkande with the one whose yrkande it is about, where it says only which: `i yrkandet om återremiss`.

    None where somebody agrees with nobody that is known.
    """
    if motion.kind in {"approve", "reject"} and motion.on_motion_of is None:
        return _the_only_one(motion, before)
    if motion.kind != "support" or motion.on_motion_of is not None:
        return motion
    if motion.on_proposal and _OF_A_BODY.fullmatch(motion.on_proposal):
        return replace(motion, kind="approve")
    alone = motion.rule.endswith(_ALONE)
    if motion.rule.endswith(_SECONDS) and not _is_a_proposal(before[-1:]):
        proposal = what_is_moved.an_object().search(motion.text)
        return replace(motion, on_proposal=proposal[0] if proposal else "")
    about = motion.on_proposal
    asked = set() if alone or ("förslag" in about and "yrkande" not in about) else what_is_moved.asked_by_name(about)
    if not alone and not asked:
        return motion
    moved = [
        one
        for one in before
        if (alone or one.kind in asked) and one.kind != "support" and one.by[0].kind in {"person", "chair"}
    ]
    if not moved or (alone and moved[-1].at[0] != _last_moved(before)) or moved[-1].by == motion.by:
        return None if alone else motion
    mover = moved[-1].by[0]
    return replace(motion, on_motion_of=mover, on_proposal="", at=(*motion.at, mover.span))


def _is_a_proposal(before: Sequence[Motion]) -> bool:
    """Whether what was moved right before is what `förslaget` means: somebody proposed it, and no proposal by it."""
    for one in before:
        named = not one.on_proposal or _NAMES_A_PROPOSAL.search(one.on_proposal) is not None
        if one.on_motion_of is not None or (named and one.kind in {"approve", "reject"}):
            return False
        return _PROPOSES.search(one.text) is not None
    return False


def is_backing(motion: Motion) -> bool:
    """Whether somebody is for what a body proposes without moving anything: `ställer sig bakom nämndens förslag`."""
    return motion.kind == "approve" and motion.rule.rpartition("/")[2] in _BACKS


def _last_moved(before: Sequence[Motion]) -> object:
    return next((one.at[0] for one in reversed(before) if one.kind != "support"), None)


def _the_only_one(motion: Motion, before: Sequence[Motion]) -> Motion:
    """Give `avslag på återremissyrkandet` to the one who alone has moved such before."""
    asked = what_is_moved.asked_by_name(motion.on_proposal) if " " not in motion.on_proposal else set()
    meant = [other for other in before if other.kind in asked]
    if len(meant) != 1 or len(meant[0].by) != 1 or meant[0].by[0].kind != "person":
        return motion
    mover = meant[0].by[0]
    return replace(motion, on_motion_of=mover, on_proposal="", at=(*motion.at, mover.span))
