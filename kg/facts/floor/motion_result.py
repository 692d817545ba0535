"""What became of the yrkanden: in which order they were put, and which carried or lost, as the text says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.facts.floor import motion_named, verdicts, vote, vote_count, what_is_moved
from kg.language import grammar
from kg.lines.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.facts.floor.motion_named import Named
    from kg.facts.floor.motion_object import Motion
    from kg.facts.kind import ItemText
    from kg.model import Flow

_SO = grammar.pattern("result", "so")
_DECIDES_SO = grammar.pattern("result", "decides-so")
_PUT_AS = grammar.pattern("result", "put-as")
_ROLE_IN_A_VOTE = grammar.pattern("result", "role-in-a-vote")
_VOTE_CALLED = grammar.pattern("result", "vote-called")
_PUT = grammar.pattern("result", "put")
_TOLD_BEHIND = grammar.pattern("result", "told-behind")
_TOLD_FRONT = grammar.pattern("result", "told-front")
_NOT_TOLD = grammar.pattern("result", "not-told")
_TODAY = grammar.pattern("result", "today")
_BACK = grammar.pattern("result", "back")
_AGAINST = grammar.pattern("result", "against")
_TOGETHER = grammar.pattern("result", "together")
_OR = grammar.pattern("result", "or")
_BETWEEN = grammar.pattern("result", "between")
_ACCORDING = grammar.pattern("result", "according")
_CHANGED = grammar.pattern("result", "changed")
_ANSWERED = grammar.pattern("result", "answered")
_MATTER = grammar.pattern("result", "matter")
_SETTLED = ({"adopted"}, {"rejected"})
"""What becomes of a motion beside that it is answered."""


def added(text: ItemText, motions: list[Motion]) -> Iterator[Motion]:
    """Add the order of proposition and what carried or lost, where the text says so of one motion.

    What the chair finds holds no longer where a vote is called on it. What the vote and the decision say comes after.
    """
    orders: dict[int, int] = {}
    results: dict[int, str] = {}
    last: dict[int, str] = {}
    before: Flow | None = None
    moved, motions = motions, motion_named.alike(motions)
    for section in text.item.of("proposition", "vote", "motions", "", "other", "deliberation") if motions else ():
        for sentence in (sentence for block in section.blocks for sentence in sentences(block.flow)):
            if section.kind == "proposition" and _PUT.search(sentence.text):
                for k in _put(motions, sentence):
                    orders.setdefault(k, len(orders) + 1)
            found = _found(motions, sentence, before) or (
                {} if section.kind == "motions" or _moves(motions, sentence) else dict(_told(motions, sentence))
            )
            if found:
                results, last = last | results, found
            if _VOTE_CALLED.search(sentence.text):
                last = {}
            before = sentence
    results = last | results
    if motions:
        results = dict(_voted(text, motions)) | results | dict(_voted_back(text, motions))
        results = dict(_decided(text, motions)) | dict(_answered_matter(text, motions)) | results
        results = dict(_alike(motions, results)) | results
    for k, motion in enumerate(moved):
        yield replace(motion, put_order=orders.get(k), result=results.get(k, ""))


def _moves(motions: Sequence[Motion], sentence: Flow) -> bool:
    """Whether something is moved in a sentence: `avstyrker förslaget` is no result of it there."""
    whole = sentence.span()
    return any(whole.begin < span.end and span.begin < whole.end for motion in motions for span in motion.at[:1])


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
    finds = verdicts.finding(sentence)
    if (answer := verdicts.answer(sentence)) is not None:
        begin, verdict = answer
        put = sentence.cut(0, min(begin, finds[0]) if finds else begin)
        return dict(_answered(motions, put, before, sentence, verdict))
    if finds is None:
        return {}
    what = sentence.cut(finds[1])
    if _ROLE_IN_A_VOTE.search(what.text):
        return {}
    put = sentence.cut(0, finds[0])
    named = motion_named.find(motions, what)
    asked = motion_named.find(motions, put)
    together = not asked and _TOGETHER.search(put.text) is not None
    if not asked and before is not None and (together or _PUT.search(before.text)):
        asked = motion_named.find(motions, before)
        put = put if together else before
    if not named and len({one.target for one in asked}) == 1 and (so := _SO.search(what.text)):
        granted = _DECIDES_SO.search(what.text) is not None
        verdict = _as_asked(put, "carried") if granted else verdicts.of(what, so.start(), so.end())
        return dict(_said(asked, verdict))
    either = [] if named else _one_of_two(what, asked)
    named = named or either
    found = {k: said for one in named for k, said in _said([one], verdicts.of(what, one.begin, one.end))}
    chosen = {one.target for one in named if _carried(what, one)}
    found = dict(_others(motions, put.text, asked, chosen, between=together or bool(either))) | found
    kinds = {"refer-back": "lost", "adjourn": "lost"} if _TODAY.search(what.text) else {}
    back = [k for k, motion in enumerate(motions) if motion.kind == "refer-back"]
    if _BACK.search(what.text) and len(back) == 1:
        kinds = {"refer-back": "carried"}
    return {k: kinds[motion.kind] for k, motion in enumerate(motions) if motion.kind in kinds} | found


def _as_asked(put: Flow, verdict: str) -> str:
    """Turn what was answered where it was asked whether something is lost: `frågar om motionen kan avslås`."""
    return verdicts.OTHER[verdict] if verdict and verdicts.asked_for(put) == "lost" else verdict


def _answered(
    motions: Sequence[Motion], put: Flow, before: Flow | None, sentence: Flow, verdict: str
) -> Iterator[tuple[int, str]]:
    """Read `frågan med ja besvarad`: the one thing that was asked before is carried, or lost."""
    asked = motion_named.find(motions, put)
    if before is not None and not _PUT.search(before.text):
        before = None
    if not asked and before is not None and (which := verdicts.one_of_two(sentence)):
        asked = _of_two(motion_named.find(motions, before), which[2])
        put = before
    elif not asked and before is not None and not _procedural(put):
        asked, put = motion_named.find(motions, before), before
    if len({one.target for one in asked}) == 1 and not _AGAINST.search(put.text):
        yield from _said(asked, _as_asked(put, verdict))
    elif not asked and _TODAY.search(put.text) and not _OR.search(put.text):
        away = [k for k, motion in enumerate(motions) if motion.kind in {"refer-back", "adjourn"}]
        yield from ((k, verdicts.OTHER[verdict]) for k in away if verdict == "carried" or len(away) == 1)
    elif not asked and (kind := _procedural(put)):
        moved = [k for k, motion in enumerate(motions) if motion.kind == kind]
        yield from ((k, verdict) for k in moved if verdict == "lost" or len(moved) == 1)


def _procedural(put: Flow) -> str:
    """Give what was asked where it was asked of the matter alone: whether it is put off, or sent back."""
    asked = what_is_moved.asked(put) & {"refer-back", "adjourn"}
    return asked.pop() if len(asked) == 1 and not _TODAY.search(put.text) else ""


def _one_of_two(what: Flow, asked: Sequence[Named]) -> list[Named]:
    """Give which of the two things that were put is meant: `det förstnämnda`, `det senare förslaget`."""
    which = verdicts.one_of_two(what)
    if which is None:
        return []
    begin, end, place = which
    return [one._replace(begin=begin, end=end) for one in _of_two(asked, place)]


def _of_two(asked: Sequence[Named], place: int) -> list[Named]:
    targets = list(dict.fromkeys(one.target for one in sorted(asked)))
    return [one for one in asked if one.target == targets[place]] if len(targets) == len(verdicts.OTHER) else []


def _said(named: Sequence[Named], verdict: str) -> Iterator[tuple[int, str]]:
    """Give what a verdict on what is named says of the motions: one that is against it has the other result."""
    for one in named if verdict else ():
        yield one.motion, verdicts.OTHER[verdict] if one.against else verdict


def _carried(flow: Flow, one: Named) -> bool:
    return verdicts.of(flow, one.begin, one.end) == "carried"


def _others(
    motions: Sequence[Motion], put: str, asked: Sequence[Named], chosen: set[str], *, between: bool
) -> Iterator[tuple[int, str]]:
    """Give what is lost where one of the alternatives put against each other was chosen.

    `på A och B` puts two that may both carry where one of them is an addition; `A mot B` does not.
    """
    borders = [match.start() for match in _AGAINST.finditer(put)]
    if not chosen or not (borders or between or _BETWEEN.search(put)):
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
    """Read a sentence that says itself what became of a yrkande: `Anna Eks yrkande har avslagits`, or by how many."""
    if verdicts.finding(sentence) is not None or any(form.search(sentence.text) for form in (_NOT_TOLD, _PUT_AS)):
        return
    yield from _tallied(motions, sentence)
    for one in motion_named.find(motions, sentence):
        ended = sentence.text[one.end :].strip(" .") == ""
        said = one.begin == 0 and _TOLD_BEHIND.match(sentence.text, one.end + 1)
        begin = said.end() if said else one.end + 1
        if (
            (one.begin == 0 and verdicts.ends(sentence, begin))
            or (ended and _TOLD_FRONT.search(sentence.text, 0, one.begin))
            or (ended and verdicts.opens(sentence, one.begin))
        ):
            yield from _said([one], verdicts.of(sentence, one.begin, one.end))


def _tallied(motions: Sequence[Motion], sentence: Flow) -> Iterator[tuple[int, str]]:
    """Read `Nämndens förslag får 7 röster och avslag 2`: the majority decides, but not on sending a matter back."""
    if what_is_moved.asked(sentence) & {"refer-back", "adjourn"}:
        return
    for more, fewer in vote_count.of_each(sentence.text):
        for (begin, end), verdict in ((more, "carried"), (fewer, "lost")):
            side = sentence.cut(begin, end)
            named = motion_named.find(motions, side)
            if len({one.target for one in named}) == 1:
                yield from _said(named, _as_asked(side, verdict))


def _voted(text: ItemText, motions: Sequence[Motion]) -> Iterator[tuple[int, str]]:
    """Read what a counted vote decided, by what Ja and Nej meant: what lost, and in the main vote what carried."""
    blocks = [block.flow for section in text.item.sections for block in section.blocks]
    for one in vote.counted(text):
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


def _voted_back(text: ItemText, motions: Sequence[Motion]) -> Iterator[tuple[int, str]]:
    """Read what a vote on sending the matter back decided: whatever the chair had found before, that holds."""
    back = [k for k, motion in enumerate(motions) if motion.kind == "refer-back"]
    for one in vote.counted(text):
        if one.kind == "refer-back" and one.winning:
            referred = "återremi" in (one.yes_means if one.winning == "yes" else one.no_means)
            yield from ((k, "carried" if referred else "lost") for k in back if not referred or len(back) == 1)


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
                    yield from _said([one], verdicts.of(clause.flow, one.begin, one.end))


def _answered_matter(text: ItemText, motions: Sequence[Motion]) -> Iterator[tuple[int, str]]:
    """Read `Motionen anses besvarad`: who moved that has it, and who would have had it granted or refused has not."""
    clauses = [clause for decision in text.before.get("decision", ()) for clause in decision.clauses]
    outcomes = {clause.outcome or clause.proposed_outcome for clause in clauses if _MATTER.search(clause.text)}
    answered = outcomes == {"considered-answered"}
    for k, motion in enumerate(motions):
        if motion.kind == "amendment" and _ANSWERED.search(motion.text) and (answered or outcomes in _SETTLED):
            yield k, "carried" if answered else "lost"
        elif answered and _MATTER.fullmatch(motion_named.object_of(motion)):
            yield k, "lost"


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
