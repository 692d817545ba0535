"""On whose proposal something is decided, as the words in front of it, or its own, say: `enligt nämndens förslag`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.language import agents, grammar, words
from kg.resources import phrases

if TYPE_CHECKING:
    from kg.language.agents.organs import Located
    from kg.model import Flow, Mention


WORD, ACCORDING = (grammar.pattern("leads", name) for name in ("proposal", "according"))
"""What stands behind the one whose proposal it is, and what in front."""
_ATTRIBUTED, _ATTRIBUTED_ALONE = (grammar.pattern("leads", name) for name in ("attributed", "attributed-alone"))
_SETTLED = grammar.pattern("leads", "settled")
_OPINION = grammar.pattern("leads", "opinion")
"""A draft of what is to be answered: adopting it as one's own is no decision as somebody proposed it."""
_PROPOSED_BY = grammar.pattern("leads", "proposed-by")
_FOLLOWS, _TO_THE_END = (grammar.pattern("leads", name) for name in ("follows", "to-the-end"))
_ADOPTS, _IS_ADOPTED, _WITH_CHANGES = (
    grammar.pattern("leads", name) for name in ("adopts", "is-adopted", "with-changes")
)


def body_at(flow: Flow, begin: int) -> Located | None:
    """Give the body that is named at a place, by its name or shortened: `Kommunstyrelsen`, `KS`."""
    return agents.body_at(flow, begin) or agents.short_at(flow, begin)


def of_whom(flow: Flow, begin: int) -> Mention | None:
    """Give the body or administration whose proposal a stretch names."""
    for hit in agents.locate(flow):
        genitive = hit.begin >= begin and flow.text[hit.begin : hit.end].endswith("s")
        if genitive and WORD.match(flow.text, hit.end):
            return hit.mention
    return None


def attribution(flow: Flow) -> tuple[Mention | None, Flow] | None:
    """Read the words that say whose proposal or yrkande follows: `Enligt kommunstyrelsens förslag:`; else give None.

    Returns:
        The body or administration, where it is one's; what stands behind the colon.
    """
    match = _ATTRIBUTED.match(flow.text) or _ATTRIBUTED_ALONE.match(flow.text)
    if match is None:
        return None
    rest = flow.cut(match.end())
    if by := _PROPOSED_BY.match(flow.text):
        hit = body_at(flow, by.end())
        return (hit.mention if hit else None), rest
    begin = ACCORDING.match(flow.text)
    hit = body_at(flow, begin.end()) if begin else None
    return (hit.mention if hit and WORD.match(flow.text, hit.end) else None), rest


def by_reference(text: str) -> bool:
    """Whether a line says what is decided by where it stands: `Enligt arbetsutskottets förslag`, without a colon."""
    return _FOLLOWS.match(text) is not None and not text.endswith(":")


def alters(text: str) -> bool:
    """Whether the words in front of clauses say that a proposal was changed, or another one followed.

    >>> alters("Enligt nämndens förslag med tillägg enligt yrkande från S:"), alters("Enligt nämndens förslag:")
    (True, False)
    """
    return _altering().search(text) is not None


@cache
def _altering() -> re.Pattern[str]:
    return re.compile(rf"\b{words.any_of(phrases('decisions', 'lead')['alters'])}", re.IGNORECASE)


def adopted(flow: Flow) -> Mention | None:
    """Give whose proposal a sentence adopts: `antar nämndens förslag`, `enligt utskottets förslag`."""
    for match in _ADOPTS.finditer(flow.text):
        hit = body_at(flow, match.end())
        word = WORD.match(flow.text, hit.end) if hit and flow.text[hit.begin : hit.end].endswith("s") else None
        if word and match[0] == "På " and _SETTLED.match(flow.text, word.end()) is None:
            continue
        if hit and word and not _OPINION.match(flow.text, word.end()):
            return hit.mention
    hit = body_at(flow, 0)
    word = WORD.match(flow.text, hit.end) if hit and flow.text[hit.begin : hit.end].endswith("s") else None
    return hit.mention if hit and word and _IS_ADOPTED.match(flow.text, word.end()) else None


def adopts_with_changes(flow: Flow) -> bool:
    """Whether a sentence that adopts a proposal says that it is not all of it: `X:s förslag med tillägget att`."""
    return _WITH_CHANGES.search(flow.text) is not None


def followed(flow: Flow) -> Mention | None:
    """Give whose proposal an att-sats follows to its end: `att avge yttrande enligt kontorets förslag`."""
    for match in _FOLLOWS.finditer(flow.text):
        hit = body_at(flow, match.end())
        genitive = hit is not None and flow.text[hit.begin : hit.end].endswith("s")
        if hit and genitive and _TO_THE_END.match(flow.text, hit.end):
            return hit.mention
    return None
