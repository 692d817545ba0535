"""Which yrkanden a sentence speaks of: by who moved them, by whose proposal they back, by their kind alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.floor.motion_object import Motion
    from kg.model import Flow


class Named(NamedTuple):
    """A place that speaks of a motion, what it names, and whether the motion is against what is named."""

    begin: int
    end: int
    motion: int
    target: str
    against: bool


_NOUN = grammar.pattern("result", "noun-alone")
_BY_NAME = grammar.pattern("result", "by-name")
_FROM = grammar.pattern("result", "from")
_OWN = grammar.pattern("result", "own")
_CHAIR_NAMED = grammar.pattern("motion", "chair-named")
_OF_PARTIES = grammar.pattern("motion", "of-parties")
_OWN_PARTY = re.compile(r"s?(?:\s\([^)]{1,6}\)s?)?")
_DATE = re.compile(r"\sden\s\d.*$")
_BARE = {"förslaget", "förslag", "motionen", "yrkandet", "bifall", ""}
_BEHIND_BARE = grammar.pattern("motion", "behind-bare")
_LAID = grammar.pattern("motion", "proposal-laid")
"""The one proposal before the meeting, by whatever it is called: `framlagt förslag`, `förslaget i sin helhet`."""
_LAID_BEFORE = "framlagt förslag"
_SAME = grammar.pattern("motion", "the-same")


def find(motions: Sequence[Motion], flow: Flow, *, alone: bool = True) -> list[Named]:
    """Give every place of a text that speaks of one motion or of one thing that motions are about.

    Where somebody has several motions and the text does not say which, it speaks of none. `alone`: a word such as
    `tilläggsyrkandet` may say it without a name.
    """
    found = [*_of_movers(motions, flow), *_of_proposals(motions, flow)]
    if alone:
        taken = {end for _, end, *_ in found}
        found += [one for one in _of_kinds(motions, flow) if one.end not in taken]
    return sorted(found)


def alike(motions: Sequence[Motion]) -> list[Motion]:
    """Give the yrkanden with what they are about in one form, so that one sentence may speak of all of them."""
    found: list[Motion] = []
    for motion in motions:
        about = motion.on_proposal
        if _SAME.fullmatch(about) and found and found[-1].kind in {"approve", "reject"}:
            about = found[-1].on_proposal
        laid = about.casefold() not in _BARE and _LAID.fullmatch(about)
        found.append(replace(motion, on_proposal=_LAID_BEFORE if laid else about))
    return found


def object_of(motion: Motion) -> str:
    """Give what an approval or rejection is about, written alike; empty where the words say too little."""
    if motion.kind not in {"approve", "reject"} or motion.on_motion_of is not None:
        return ""
    words = (
        _DATE.sub("", motion.on_proposal.casefold()) if _OF_PARTIES.match(motion.on_proposal) else motion.on_proposal
    )
    return "" if words.casefold() in _BARE - {"motionen"} else words.casefold()


def _of_movers(motions: Sequence[Motion], flow: Flow) -> Iterator[Named]:
    names = {mover.text for motion in motions for mover in motion.by if mover.kind == "person"}
    names |= {m.on_motion_of.text for m in motions if m.on_motion_of is not None}
    for name in sorted({_bare(name) for name in names}):
        for at in (match.start() for match in re.finditer(re.escape(name), flow.text)):
            noun = _BY_NAME.match(flow.text, at + len(name)) or _named_behind(flow, at)
            if noun is not None:
                end = _OWN_PARTY.match(flow.text, at + len(name))
                behind = max(noun.end(), end.end() if end else 0)
                yield from _hers(motions, name, noun, (min(at, noun.start()), behind))
    for own in _OWN.finditer(flow.text):
        chairs = {
            _bare(mover.text)
            for motion in motions
            for mover in motion.by
            if mover.kind == "chair" or _CHAIR_NAMED.search(motion.text[: max(motion.text.find(mover.text), 0)])
        }
        if len(chairs) == 1:
            yield from _hers(motions, chairs.pop(), own, own.span())


def _bare(name: str) -> str:
    return name.removesuffix("s")


def _named_behind(flow: Flow, at: int) -> re.Match[str] | None:
    """Give the noun of `yrkandet från Anna Ek`."""
    return next((match for match in _FROM.finditer(flow.text, max(0, at - 60), at) if match.end() == at), None)


def _hers(motions: Sequence[Motion], name: str, noun: re.Match[str], span: tuple[int, int]) -> Iterator[Named]:
    """Give what somebody's `yrkande` is: the one of the kind said, or two that one sentence joins."""
    kinds = _kinds(noun)
    own = [
        k
        for k, motion in enumerate(motions)
        if motion.kind != "support" and any(_bare(mover.text) == name for mover in motion.by)
    ]
    fit = [k for k in own if not kinds or motions[k].kind in kinds]
    if not fit and kinds <= {"addition", "amendment"}:
        fit = [k for k in own if motions[k].kind in {"addition", "amendment"}]
    joined = {motions[k].at[:1] for k in fit}
    both = {motions[k].kind for k in fit} == {"approve", "reject"} and len(joined) == 1
    if len(fit) > 1 and not both and noun["form"] not in {"n", "na"}:
        return
    target = f"{name}/{min(fit, default=-1)}"
    for k in fit:
        yield Named(*span, k, target, against=False)
    if len(fit) <= 1 and (not own or fit):
        for k, motion in enumerate(motions):
            if motion.on_motion_of is not None and _bare(motion.on_motion_of.text) == name and motion.kind != "support":
                yield Named(*span, k, target, against=motion.kind == "reject")


def _kinds(noun: re.Match[str]) -> set[str]:
    """Give the kinds that a noun can be; none where it is `yrkande` alone."""
    named = {name for name, hit in noun.groupdict().items() if hit and name != "form"}
    return {"addition"} if "tillagg" in named else {name.replace("_", "-") for name in named}


def _of_proposals(motions: Sequence[Motion], flow: Flow) -> Iterator[Named]:
    """Find whose proposal is named: `kommunstyrelsens förslag`, `yrkandet från S och V`."""
    about = {k: object_of(motion) or motion.on_proposal.casefold() for k, motion in enumerate(motions)}
    alike: dict[tuple[str, frozenset[str]], set[str]] = {}
    for motion in motions:
        if key := _parties(_OF_PARTIES.match(motion.on_proposal)):
            alike.setdefault(key, set()).add(motion.on_proposal.casefold())
    said = [(match, _parties(match)) for match in _OF_PARTIES.finditer(flow.text)]
    for k, motion in enumerate(motions):
        if motion.kind not in {"approve", "reject"} or not motion.on_proposal or motion.on_motion_of is not None:
            continue
        against = motion.kind == "reject"
        key = _parties(_OF_PARTIES.match(motion.on_proposal))
        for match, who in said:
            if key and who == key and (len(alike[key]) == 1 or motion.on_proposal.casefold() in flow.text.casefold()):
                yield Named(match.start(), match.end("noun"), k, about[k], against)
        if not key:
            for match in _spoken_of(about[k], flow):
                if about[k] not in _BARE or not _BEHIND_BARE.match(flow.text, match.end()):
                    yield Named(*match.span(), k, about[k], against)


def _spoken_of(about: str, flow: Flow) -> Iterator[re.Match[str]]:
    if about in {_LAID_BEFORE, "förslaget"}:
        yield from _LAID.finditer(flow.text)
    else:
        yield from re.finditer(rf"(?<!\w){re.escape(about)}(?!\w)", flow.text, re.IGNORECASE)


def _parties(match: re.Match[str] | None) -> tuple[str, frozenset[str]] | None:
    """Give the noun and the parties of `tilläggsyrkandet från M och KD`."""
    if match is None:
        return None
    return match["noun"].casefold(), frozenset(re.findall(r"[A-ZÅÄÖ]{1,5}", match["who"]))


def _of_kinds(motions: Sequence[Motion], flow: Flow) -> Iterator[Named]:
    """Find `tilläggsyrkandet`, `yrkandet`: where the paragraph has one such motion, it is that."""
    for noun in _NOUN.finditer(flow.text):
        kinds = _kinds(noun)
        if noun["form"] not in {"t", "et"} and "tillagg" not in {n for n, hit in noun.groupdict().items() if hit}:
            continue
        fit = [k for k, m in enumerate(motions) if m.kind != "support" and (not kinds or m.kind in kinds)]
        if len(fit) == 1 and (kinds or noun[0].casefold().startswith("yrkande")):
            yield Named(*noun.span(), fit[0], f"kind/{fit[0]}", against=False)
