"""What became of the yrkanden: in which order they were put, and which carried or lost, as the text says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts.floor import motion_named, vote
from kg.language import grammar
from kg.lines.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.facts.floor.motion_named import Named
    from kg.facts.floor.motion_object import Motion
    from kg.facts.kind import ItemText
    from kg.model import Flow

_FRONT = {verdict: grammar.pattern("result", f"{verdict}-front") for verdict in ("carried", "lost")}
_BEHIND = {verdict: grammar.pattern("result", f"{verdict}-behind") for verdict in ("carried", "lost")}
_FINDS = grammar.pattern("result", "finds")
_SO = grammar.pattern("result", "so")
_DECIDES_SO = grammar.pattern("result", "decides-so")
_NEGATED = grammar.pattern("result", "negated")
_ROLE_IN_A_VOTE = grammar.pattern("result", "role-in-a-vote")
_VOTE_CALLED = grammar.pattern("result", "vote-called")
_PUT = grammar.pattern("result", "put")
_TOLD_BEHIND = grammar.pattern("result", "told-behind")
_TOLD_FRONT = grammar.pattern("result", "told-front")
_NOT_TOLD = grammar.pattern("result", "not-told")
_TODAY = grammar.pattern("result", "today")
_BACK = grammar.pattern("result", "back")
_AGAINST = grammar.pattern("result", "against")
_BETWEEN = grammar.pattern("result", "between")
_ACCORDING = grammar.pattern("result", "according")
_CHANGED = grammar.pattern("result", "changed")
_OTHER = {"carried": "lost", "lost": "carried"}


def added(text: ItemText, motions: list[Motion]) -> Iterator[Motion]:
    """Add the order of proposition and what carried or lost, where the text says so of one motion.

    What the chair finds holds no longer where a vote is called on it. What the vote and the decision say comes after.
    """
    orders: dict[int, int] = {}
    results: dict[int, str] = {}
    last: dict[int, str] = {}
    before: Flow | None = None
    for section in text.item.of("proposition", "vote", "motions", "", "other", "deliberation") if motions else ():
        for sentence in (sentence for block in section.blocks for sentence in sentences(block.flow)):
            if section.kind == "proposition" and _PUT.search(sentence.text):
                for k in _put(motions, sentence):
                    orders.setdefault(k, len(orders) + 1)
            found = _found(motions, sentence, before) or (
                {} if section.kind == "motions" else dict(_told(motions, sentence))
            )
            if found:
                results, last = last | results, found
            if _VOTE_CALLED.search(sentence.text):
                last = {}
            before = sentence
    results = last | results
    if motions:
        results = dict(_voted(text, motions)) | results
        results = dict(_decided(text, motions)) | results
        results = dict(_alike(motions, results)) | results
    for k, motion in enumerate(motions):
        yield replace(motion, put_order=orders.get(k), result=results.get(k, ""))


def _put(motions: Sequence[Motion], sentence: Flow) -> list[int]:
    """Give the motions that a sentence puts, in its order."""
    places = ((_place(motion, sentence), k) for k, motion in enumerate(motions))
    return [k for at, k in sorted(places) if at >= 0]


def _place(motion: Motion, flow: Flow) -> int:
    """Say where a sentence of the proposition speaks of a motion; -1 where it does not."""
    folded = flow.text.casefold()
    if motion.on_proposal and motion.kind == "approve":
        return folded.find(motion.on_proposal.casefold())
    if motion.on_motion_of is not None or motion.kind in {"approve", "reject", "support"}:
        return -1
    places = [folded.find(mover.text.casefold()) for mover in motion.by if mover.kind == "person"]
    return min((at for at in places if at >= 0), default=-1)


def _found(motions: Sequence[Motion], sentence: Flow, before: Flow | None) -> dict[int, str]:
    """Read what the chair finds, and what of the alternatives that were put is lost by it."""
    finds = _FINDS.search(sentence.text)
    if finds is None or _ROLE_IN_A_VOTE.search(finds["what"]):
        return {}
    what = sentence.cut(*finds.span("what"))
    put = sentence.cut(0, finds.start())
    named = motion_named.find(motions, what)
    asked = motion_named.find(motions, put) or (motion_named.find(motions, before) if before is not None else [])
    if not named and len({one.target for one in asked}) == 1 and (so := _SO.search(what.text)):
        verdict = "carried" if _DECIDES_SO.search(what.text) else _verdict(what.text, so.start(), so.end())
        return dict(_said(asked, verdict))
    found = {k: said for one in named for k, said in _said([one], _verdict(what.text, one.begin, one.end))}
    found = dict(_others(motions, put.text, asked, {one.target for one in named if _carried(what.text, one)})) | found
    kinds = {"refer-back": "lost", "adjourn": "lost"} if _TODAY.search(what.text) else {}
    back = [k for k, motion in enumerate(motions) if motion.kind == "refer-back"]
    if _BACK.search(what.text) and len(back) == 1:
        kinds = {"refer-back": "carried"}
    return {k: kinds[motion.kind] for k, motion in enumerate(motions) if motion.kind in kinds} | found


def _said(named: Sequence[Named], verdict: str) -> Iterator[tuple[int, str]]:
    """Give what a verdict on what is named says of the motions: one that is against it has the other result."""
    for one in named if verdict else ():
        yield one.motion, _OTHER[verdict] if one.against else verdict


def _carried(text: str, one: Named) -> bool:
    return _verdict(text, one.begin, one.end) == "carried"


def _others(motions: Sequence[Motion], put: str, asked: Sequence[Named], chosen: set[str]) -> Iterator[tuple[int, str]]:
    """Give what is lost where one of the alternatives put against each other was chosen.

    `på A och B` puts two that may both carry where one of them is an addition; `A mot B` does not.
    """
    borders = [match.start() for match in _AGAINST.finditer(put)]
    if not chosen or not (borders or _BETWEEN.search(put)):
        return
    sides: dict[int, list[Named]] = {}
    for one in asked:
        sides.setdefault(sum(at < one.begin for at in borders) if borders else one.end, []).append(one)
    if sum(any(one.target in chosen for one in side) for side in sides.values()) != 1:
        return
    for side in sides.values():
        if not any(one.target in chosen for one in side):
            yield from _said([one for one in side if borders or motions[one.motion].kind != "addition"], "lost")


def _told(motions: Sequence[Motion], sentence: Flow) -> Iterator[tuple[int, str]]:
    """Read a sentence that says itself what became of a yrkande: `Anna Eks yrkande har avslagits`."""
    if _FINDS.search(sentence.text) or _NOT_TOLD.search(sentence.text):
        return
    for one in motion_named.find(motions, sentence):
        if one.begin == 0:
            told = _TOLD_BEHIND.match(sentence.text, one.end + 1)
            rest = sentence.text[told.end() if told else one.end :].strip(" .")
            if next((verdict for verdict, form in _BEHIND.items() if form.fullmatch(rest)), ""):
                yield from _said([one], _verdict(sentence.text, one.begin, one.end))
        elif sentence.text[one.end :].strip(" .") == "" and _TOLD_FRONT.search(sentence.text, 0, one.begin):
            yield from _said([one], _verdict(sentence.text, one.begin, one.end))


def _verdict(text: str, begin: int, end: int) -> str:
    """Read the verb that something stands with: the last one in front (`avslår A:s yrkande`), else the next behind."""
    if _NEGATED.search(text):
        return ""
    front = max(
        ((match.end(), verdict) for verdict, form in _FRONT.items() for match in form.finditer(text, 0, begin)),
        default=(0, ""),
    )
    if front[1] and not re.search(r"[.;]\s|\satt\s", text[front[0] : begin]):
        return front[1]
    behind = min(
        ((match.start(), verdict) for verdict, form in _BEHIND.items() for match in form.finditer(text, end)),
        default=(0, ""),
    )
    if behind[1]:
        return behind[1]
    return "carried" if re.search(r"\b(?:antagits|vunnit)\b", text[:begin]) else ""


def _voted(text: ItemText, motions: Sequence[Motion]) -> Iterator[tuple[int, str]]:
    """Read what a counted vote decided, by what Ja and Nej meant: what lost, and in the main vote what carried."""
    blocks = [block.flow for section in text.item.sections for block in section.blocks]
    back = [k for k, motion in enumerate(motions) if motion.kind == "refer-back"]
    for one in vote.counted(text):
        if one.kind == "refer-back" and one.winning:
            referred = "återremi" in (one.yes_means if one.winning == "yes" else one.no_means)
            yield from ((k, "carried" if referred else "lost") for k in back if not referred or len(back) == 1)
        if one.winning not in {"yes", "no"} or one.kind not in {"main", "counter-proposal"}:
            continue
        meant = {"yes": one.yes_means, "no": one.no_means}
        for option, words in meant.items():
            flow = next((f.cut(at, at + len(words)) for f in blocks if words and (at := f.text.find(words)) >= 0), None)
            won = option == one.winning
            if flow is None or (won and one.kind == "counter-proposal"):
                continue
            named = motion_named.find(motions, flow)
            rejecting = "avsl" in flow.text.casefold()
            if len({part.target for part in named}) == 1:
                yield from _said(named, "carried" if won != rejecting else "lost")


def _decided(text: ItemText, motions: Sequence[Motion]) -> Iterator[tuple[int, str]]:
    """Read what the decision says: `Yrkandet från S avslås`, `Enligt yrkande från S och V:`, `avslå motionen`."""
    for section in text.item.of("decision"):
        for block in section.blocks:
            words = _ACCORDING.match(block.text)
            if words and not _CHANGED.search(block.text):
                yield from _said(motion_named.find(motions, block.flow.cut(*words.span()), alone=False), "carried")
    for decision in text.before.get("decision", ()):
        for clause in decision.clauses:
            if not _NOT_TOLD.search(clause.flow.text) and not _CHANGED.search(clause.flow.text):
                for one in motion_named.find(motions, clause.flow, alone=False):
                    yield from _said([one], _verdict(clause.flow.text, one.begin, one.end))


def _alike(motions: Sequence[Motion], results: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Give who wanted the same thing approved or rejected the result that one of them has, where all agree."""
    fates: dict[str, set[bool]] = {}
    for k, result in results.items():
        if about := motion_named.object_of(motions[k]):
            fates.setdefault(about, set()).add((result == "carried") == (motions[k].kind == "approve"))
    for k, motion in enumerate(motions):
        fate = fates.get(motion_named.object_of(motion), set())
        if len(fate) == 1:
            yield k, "carried" if (motion.kind == "approve") in fate else "lost"
