"""What became of the yrkanden: in which order they were put, and which the chair found to carry."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.text.annotate import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import ItemText
    from kg.facts.motion_object import Motion
    from kg.model import Flow

_PUT = re.compile(r"\b(?:ställer|ställs|prövar|frågar|lägger fram)\b", re.IGNORECASE)
_VOTE_CALLED = re.compile(
    r"\b(?:omröstning|votering)\w*\s(?:begärs|begärdes|har begärts|verkställs|genomförs)|"
    r"begär(?:s|t)?\s(?:omröstning|votering)",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\b(?:(?P<lost>avslå[r]?|avslog|avslagit)|bifall(?:er|a|it)|biföll|antar|anta|antagit|beslutar? enligt)\s",
    re.IGNORECASE,
)
_PASSIVE_VERDICT = re.compile(
    r"\b(?:(?P<lost>avslagits|avslås|avslogs|avslagna|fallit)|bifall(?:its|s|es)|bifölls|antagits|antas|antogs|vunnit)\b",
    re.IGNORECASE,
)
_HER_MOTION = re.compile(r"s?\s(?:\([^)]*\)s?\s)?(?:m\.? ?fl\.?s?\s)?yrkande(?:n|t)?\b(?!\som\b)")
# "antagits som motförslag i huvudvoteringen": it is what the winner is put against, and has won nothing.
_ROLE_IN_A_VOTE = re.compile(r"\b(?:mot|huvud)(?:förslag|proposition|yrkande)", re.IGNORECASE)
_FINDS = re.compile(r"\bfinner\b(?P<what>.+)$", re.IGNORECASE)


def added(text: ItemText, motions: list[Motion]) -> Iterator[Motion]:
    """Add the order of proposition and what the chair found to carry, where the text says so of one motion.

    What the chair finds holds no longer where a vote is called on it.
    """
    orders: dict[int, int] = {}
    results: dict[int, str] = {}
    found_last: dict[int, str] = {}
    for section in text.item.of("proposition", "vote", "motions"):
        for sentence in (sentence for block in section.blocks for sentence in sentences(block.flow)):
            if section.kind == "proposition" and _PUT.search(sentence.text):
                places = sorted((at, k) for k, motion in enumerate(motions) if (at := _place(motion, sentence)) >= 0)
                for _, k in places:
                    orders.setdefault(k, len(orders) + 1)
            if (finds := _FINDS.search(sentence.text)) and not _ROLE_IN_A_VOTE.search(finds["what"]):
                results = found_last | results
                found_last = dict(_verdicts(motions, sentence.cut(*finds.span("what"))))
            if _VOTE_CALLED.search(sentence.text):
                found_last = {}
    results = found_last | results
    for k, motion in enumerate(motions):
        yield replace(motion, put_order=orders.get(k), result=results.get(k, ""))


def _verdicts(motions: Sequence[Motion], part: Flow) -> Iterator[tuple[int, str]]:
    for k, motion in enumerate(motions):
        at = _place(motion, part)
        if at < 0 and motion.kind != "support":
            at = _named_by_mover(motion, part.text)
        if at >= 0 and (verdict := _verdict(part.text, at)):
            yield k, verdict


def _named_by_mover(motion: Motion, text: str) -> int:
    """Say where a text speaks of `A:s yrkande`, whatever A moved; -1 where it speaks of one question of hers only."""
    for mover in motion.by:
        at = text.find(mover.text) if mover.kind == "person" else -1
        if at >= 0 and _HER_MOTION.match(text, at + len(mover.text)):
            return at
    return -1


def _place(motion: Motion, flow: Flow) -> int:
    """Say where a sentence of the proposition speaks of a motion; -1 where it does not."""
    folded = flow.text.casefold()
    if motion.on_proposal and motion.kind == "approve":
        return folded.find(motion.on_proposal.casefold())
    if motion.on_motion_of is not None or motion.kind in {"approve", "reject", "support"}:
        return -1
    places = [folded.find(mover.text.casefold()) for mover in motion.by if mover.kind == "person"]
    return min((at for at in places if at >= 0), default=-1)


def _verdict(text: str, at: int) -> str:
    """Read the verb that a motion stands with: the last one in front (`avslår A:s yrkande`), else the next behind."""
    before = list(_TAKES.finditer(text, 0, at))
    behind = _PASSIVE_VERDICT.search(text, at)
    if before and not re.search(r"[.;]\s", text[before[-1].end() : at]):
        return "lost" if before[-1]["lost"] else "carried"
    if behind is None:
        return "carried" if re.search(r"\b(?:antagits|vunnit)\b|\bså\b", text[:at]) else ""
    return "lost" if behind["lost"] else "carried"
