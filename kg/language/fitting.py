"""How a wording fits a marked text: its words one after the other, each looked for by a pattern of its own.

A wording is no pattern as a whole: what may stand between two words would be compiled again for each of them, and a
program that knows hundreds of wordings would do nothing else when it starts. Each word's pattern is compiled once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar, words
from kg.language.marks import AGENTS, BODIES, sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FARTHEST = {"": 90, "far": 500}
_NEVER = grammar.pattern("marks", "gap-end")
"""Where `...` ends: with the clause, and where it says that something was not so."""
_FARTHEST_MIDDLE = 160
_STOP, _OPENS = (grammar.pattern("marks", name).pattern for name in ("stop", "clause-opens"))
_WHO_ELSE = re.compile(rf"{_STOP}|{_OPENS}[{''.join(sign(kind) for kind in AGENTS)}]", re.IGNORECASE)
"""Where somebody else acts, or the clause ends."""
_AND = grammar.pattern("marks", "and")
_PREPOSITIONS = (
    *("från", "till", "hos", "av", "för", "inom", "på", "med", "mot", "i", "att", "via", "vid", "genom"),
    *("utöver", "förutom", "jämte"),
)
_BEHIND_ONE = re.compile(rf"\b(?:{'|'.join(_PREPOSITIONS)})\s", re.IGNORECASE)
_LONGEST_PREPOSITION = 9
_IN_THE_ROOM = ("person", "party", "post")
_FILLERS = 4
_VERB_AND_AGENT = 2
_WHO = frozenset({"speaker", "person"})
_DAYS = frozenset({"day", "dated", "step"})
"""What a day may go over is a day too: the nearest is meant."""
_END = re.compile(r"\W*$")
_STANDING = frozenset({"word", "verb", "slot", "text"})
_KEPT = 32768
"""Of how many words and texts it is kept where they stand."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a wording: its pattern, whether it may be missing, the words one of which must stand there."""

    kind: str
    """`word`, `verb`, `slot`, `text`, `group`, `not`, `ahead`, `gap`, `stop`, `middle`, `begin` or `end`."""
    pattern: str = ""
    short: str = ""
    """Of a verb its pattern without words that belong to it: `lämnar` where `lämnar det vidare` may stand too."""
    optional: bool = False
    triggers: tuple[str, ...] = ()
    name: str = ""
    """The slot, or the class."""
    form: str = ""
    agent: bool = False
    signs: str = ""
    """Of a slot the signs one of which it holds."""
    parts: tuple[tuple[Token, ...], ...] = ()
    """The wordings of a group."""


class Fit(NamedTuple):
    """Where a wording fits: from `begin` to `end`, what its slots hold, and from where on it claims the text."""

    begin: int
    end: int
    claimed: int
    slots: Mapping[str, tuple[int, int]]
    weight: int
    """How many characters of what it claims its words account for, those that `...` goes over left out."""


class _State(NamedTuple):
    """How far a wording has been followed: where, whether a word was read yet, what its slots hold."""

    at: int
    begun: bool
    slots: tuple[tuple[str, int, int], ...] = ()
    claimed: int = -1
    skipped: int = 0


def fits(tokens: tuple[Token, ...], text: str, end: int | None = None) -> Iterator[Fit]:
    """Give the places of a text, before `end`, where a wording fits; none of them shares a place with another."""
    text = text if end is None else text[:end]
    last = 0
    begins = _begins(tokens, text)
    if not begins or _lacks_a_word(tokens, text):
        return
    for begin in sorted(begins):
        if begin < last or _is_told_of_another(tokens, text, begin):
            continue
        found = next(_follow(tokens, 0, text, _State(begin, begun=False)), None)
        if found is not None and found.at > begin:
            claimed = found.claimed if found.claimed >= 0 else begin
            slots = {name: (b, e) for name, b, e in found.slots}
            yield Fit(begin, found.at, claimed, slots, found.at - claimed - found.skipped)
            last = found.at


def _is_told_of_another(tokens: tuple[Token, ...], text: str, begin: int) -> bool:
    """Whether a wording reads the verb in front of who acts, though who acts stands in front of that verb.

    `Kommunstyrelsen föreslog den 1 mars kommunfullmäktige att`: the assembly is told, and proposes nothing. Of `Anna Ek
    (S) föreslår Bo Al (M) som ombud` the second is proposed, and moves nothing.
    """
    if len(tokens) < _VERB_AND_AGENT or tokens[0].kind != "verb" or not tokens[1].agent:
        return False
    same = (kinds for kinds in (BODIES, _IN_THE_ROOM) if any(sign(kind) in tokens[1].signs for kind in kinds))
    fronts = [front for kinds in same if (front := _acts_in_front(kinds).search(text[:begin]))]
    return any(all(match.end() != front.start() for match in _BEHIND_ONE.finditer(text)) for front in fronts)


@cache
def _acts_in_front(kinds: tuple[str, ...]) -> re.Pattern[str]:
    """Give who acts, of some kinds, at the end of what stands in front of a verb, with the day behind him."""
    day = rf"\(?[{sign('day')}{sign('dated')}{sign('step')}]\)?"
    return re.compile(rf"[{''.join(map(sign, kinds))}](?:,?\s(?:den\s)?{day},?)?\s$")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _lacks_a_word(tokens: tuple[Token, ...], text: str) -> bool:
    """Whether a word of a wording that may not be missing stands nowhere in a text: then it need not be followed."""
    return any(
        token.kind in _STANDING and not token.optional and not _places(token.pattern, text) for token in tokens[1:]
    )


@lru_cache(maxsize=_KEPT)
def _places(pattern: str, text: str) -> frozenset[int]:
    """Give where a word stands in a text; many wordings begin with the same."""
    return frozenset(match.start() for match in _compiled(pattern).finditer(text))


def _begins(tokens: tuple[Token, ...], text: str) -> frozenset[int]:
    """Give where the first word of a wording stands, or the next one where that may be missing."""
    if not tokens:
        return frozenset()
    first, *rest = tokens
    if first.kind == "begin":
        return frozenset({0})
    found: frozenset[int] = frozenset()
    if first.kind == "group":
        found = frozenset(place for part in first.parts for place in _begins(part, text))
    elif first.pattern:
        found = _places(first.pattern, text)
    return found | _begins(tuple(rest), text) if first.optional or first.kind in {"not", "ahead", "gap"} else found


def _follow(tokens: tuple[Token, ...], place: int, text: str, state: _State) -> Iterator[_State]:
    """Follow a wording from its word at `place` on; give each way to its end, the likeliest first."""
    if place == len(tokens):
        yield state
        return
    token = tokens[place]
    if token.kind == "begin":
        if state.at == 0:
            yield from _follow(tokens, place + 1, text, state)
    elif token.kind == "end":
        if _END.match(text, state.at):
            yield from _follow(tokens, place + 1, text, state)
    elif token.kind == "stop":
        if stop := _compiled(token.pattern).match(text, state.at):
            yield from _follow(tokens, place + 1, text, state._replace(at=stop.end(), begun=True))
        elif token.optional:
            yield from _follow(tokens, place + 1, text, state)
    elif token.kind == "not":
        in_gap = tokens[place + 1 : place + 2]  # then it is asked of all that the gap goes over
        if (in_gap and in_gap[0].kind == "gap") or not _stands(token, text, state):
            yield from _follow(tokens, place + 1, text, state)
    elif token.kind == "ahead":
        if _stands(token, text, state):
            yield from _follow(tokens, place + 1, text, state)
    elif token.kind in {"gap", "middle"}:
        for beyond in _beyond(tokens, place, text, state):
            yield from _follow(tokens, place + 1, text, beyond)
    else:
        before = tokens[place - 1].kind if place else ""
        places = [state.at] if not state.begun or before in {"gap", "stop"} else []
        if state.begun and before != "gap":
            onward = _over_fillers(text, state.at)
            places += onward[::-1] if token.form in _DAYS else onward
        for at in places:
            if token.agent and not _may_act(tokens, place, text, at):
                continue
            here = state if at == state.at else _State(at, *state[1:])
            for read in _read(token, text, here):
                claims = place == 0 and token.agent and not any(later.kind == "middle" for later in tokens)
                yield from _follow(tokens, place + 1, text, read._replace(claimed=read.at) if claims else read)
        if token.optional:
            yield from _follow(tokens, place + 1, text, state)


def _stands(token: Token, text: str, state: _State) -> bool:
    """Whether one of the wordings of a group stands here."""
    return any(
        next(_follow(part, 0, text, _State(at, begun=False)), None) is not None
        for at in (state.at, *(_over_fillers(text, state.at) if state.begun else ()))
        for part in token.parts
    )


def _standing(token: Token, text: str, begin: int, end: int) -> Iterator[int]:
    """Give where the wordings of a group stand first between two places."""
    for part in token.parts:
        for at in sorted(_begins(part, text)):
            if begin <= at < end and next(_follow(part, 0, text, _State(at, begun=False)), None) is not None:
                yield at
                break


def _read(token: Token, text: str, state: _State) -> Iterator[_State]:
    """Read one word at a place: how far it may go, what it puts in its slot."""
    if token.kind == "group":
        for part in token.parts:
            for read in _follow(part, 0, text, state._replace(begun=False)):
                kept = ((token.name, state.at, read.at),) if token.form == "slot" else ()
                yield read._replace(begun=True, slots=(*read.slots, *kept))
        return
    at, _, slots, claimed, skipped = state
    match = _compiled(token.pattern).match(text, at)
    if match is None:
        return
    ends = [match.end()]
    if token.short and (short := _compiled(token.short).match(text, at)) and short.end() != match.end():
        ends.append(short.end())
    if token.kind == "text" and token.form == "lazy":
        ends = [*(at + space.start() for space in _space().finditer(match[0])), match.end()]
    keeps = token.name and token.kind in {"slot", "text"}
    for end in ends:
        # Made anew, not by _replace: this is where most of the time of a build would go.
        yield _State(end, True, (*slots, (token.name, at, end)) if keeps else slots, claimed, skipped)


def _beyond(tokens: tuple[Token, ...], place: int, text: str, state: _State) -> Iterator[_State]:
    """Give where a wording may go on behind `...`, or behind what somebody did before (`X tog del av det och ...`)."""
    if tokens[place].kind == "middle":
        stop = _WHO_ELSE.search(text, state.at)
        limit = min(state.at + _FARTHEST_MIDDLE, stop.start() if stop else len(text))
        for joint in _AND.finditer(text, state.at, limit):
            yield state._replace(at=joint.end(), claimed=joint.start())
        return
    rest = tokens[place + 1 :]
    stop = _NEVER.search(text, state.at)
    limit = min(state.at + _FARTHEST[tokens[place].form] + 1, stop.start() if stop else len(text))
    if place and tokens[place - 1].kind == "not":
        limit = min([limit, *_standing(tokens[place - 1], text, state.at, limit)])
    if not rest:
        yield state
    for at in sorted(_begins(rest, text)):
        if state.at <= at <= limit:
            yield state._replace(at=at, skipped=state.skipped + at - state.at)


@lru_cache(maxsize=_KEPT)
def _over_fillers(text: str, at: int) -> tuple[int, ...]:
    """Give the places behind a space and the adverbs, days and meetings that may stand there, the farthest first."""
    found: list[int] = []
    match = _space().match(text, at)
    while match and len(found) <= _FILLERS:
        found.append(match.end())
        match = _filler().match(text, match.end())
    return tuple(reversed(found))


@cache
def _space() -> re.Pattern[str]:
    return re.compile(r",?\s")


@cache
def _filler() -> re.Pattern[str]:
    adverbs = words.any_of((*words.nouns()["adverb"], *words.nouns()["reason"]))
    day = rf"\(?[{sign('day')}{sign('dated')}{sign('step')}]\)?"
    bodies = "".join(sign(kind, genitive=True) for kind in BODIES)
    theirs = rf"(?:vid|på|under)\s[{bodies}]\s(?:sammanträde|möte)\w*"
    meeting = rf"(?:(?:{words.any_of(words.nouns()['occasion'])}|{theirs})(?:,?\s(?={day}))?)"
    return re.compile(rf"(?:{adverbs}|{meeting}?{day}|{meeting}),?\s", re.IGNORECASE)


_OF_HIM = (("som",), ("vilken",))
"""What opens a clause that tells of who is named in front of it."""


def _may_act(tokens: tuple[Token, ...], place: int, text: str, at: int) -> bool:
    """Whether who is named at a place may act: behind no preposition, unless a clause of his own follows.

    `till X, som ...`: he acts; and `att A (P) deltar` is of somebody in the room. Behind a word of the wording (`av`,
    `till`) anybody may stand.
    """
    before = tokens[place - 1].kind if place else ""
    if before not in {"", "gap", "verb"}:
        return True
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    if behind is not None and behind.triggers in _OF_HIM:
        return True
    barred = (m for m in _BEHIND_ONE.finditer(text, max(0, at - _LONGEST_PREPOSITION), at) if m.end() == at)
    return not any(match[0] != "att " or tokens[place].form not in _WHO for match in barred)
