"""Who did not take part in a paragraph, and who for disqualification (jäv)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.facts import speakers
from kg.facts.item import Relation
from kg.facts.kind import Field, ItemText, Kind
from kg.language import agents, grammar
from kg.model import Mention
from kg.text.annotate import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Flow

_NOT_TAKING_PART = grammar.pattern("recusal", "not-taking-part")
_JAV_SAID = grammar.pattern("recusal", "jav-said")
_JAV_NONE = grammar.pattern("recusal", "jav-none")
_OTHER = grammar.pattern("recusal", "other-paragraph")
_JAV = grammar.pattern("recusal", "jav")


def _is_of_another(sentence: str, number: str) -> bool:
    """Whether somebody announces in one paragraph to be disqualified in another, where it is said once more."""
    named = [match["number"] or match["number2"] for match in _OTHER.finditer(sentence)]
    return bool(named) and number not in named


def _sentences(text: ItemText) -> Iterator[Flow]:
    for section in text.item.sections:
        if section.kind in {"draft", "documents", "delegation", "notified", "preparation"}:
            continue
        for block in section.blocks:
            low = block.text.lower()
            # Every wording of the lexicon has one of these in it: a plain look is cheaper than two patterns.
            if ("delt" in low or "jäv" in low) and (_NOT_TAKING_PART.search(block.text) or _JAV.search(block.text)):
                yield from sentences(block.flow)


_FOR_PARTY = re.compile(
    r"\b(?:partiet|partigruppen|(?:[A-ZÅÄÖ]{1,5}-)?gruppen|[A-ZÅÄÖ]{1,5})\b(?=\s(?:inte|ej|avstår|deltar))"
)


def _spoken_for(sentence: Flow, verb: int, mention: Mention) -> Mention:
    """Give the party where somebody says of it that it takes no part: `A (P) anmäler att partiet inte deltar`."""
    if mention.kind != "person" or not mention.party:
        return mention
    if _FOR_PARTY.search(sentence.text):
        return Mention("party", mention.party, mention.span)
    begin = sentence.text.find(" att ", 0, verb)
    named = agents.parties_named(sentence.cut(begin, verb)) if begin >= 0 else []
    return next((party for party in named if party.text == mention.party), mention)


def _said_of(text: ItemText, sentence: Flow, end: int) -> list[Mention]:
    """Give of whom somebody says that they take no part: `A (P) antecknar att Vänsterpartiet inte deltar`."""
    that = sentence.text.rfind(" att ", 0, end)
    return speakers.subjects(text, sentence, that + len(" att "), end, chair=False) if that > 0 else []


def _elsewhere(text: ItemText, sentence: str) -> bool:
    """Whether a sentence announces the jäv of another paragraph: `anmäler jäv under § 12`, `i paragraf 12`."""
    named = re.findall(r"\b(?:under|i|vid|för|på|till|avseende)\s(?:§|paragraf(?:en)?)\s?(\d{1,4})", sentence)
    return bool(named) and text.item.number not in named


def _read(text: ItemText, *, recused: bool) -> Iterator[Relation]:
    for sentence in _sentences(text):
        jav = _JAV.search(sentence.text)
        absent = _NOT_TAKING_PART.search(sentence.text)
        if recused != (jav is not None) or (not recused and absent is None):
            continue
        if jav is not None and (_JAV_NONE.search(sentence.text) or not _JAV_SAID.search(sentence.text)):
            continue
        if jav is not None and _is_of_another(sentence.text, text.item.number):
            continue
        verb = absent or jav
        if verb is None or _elsewhere(text, sentence.text):
            continue
        who = _said_of(text, sentence, verb.start()) or speakers.subjects(text, sentence, 0, verb.start())
        if not who and sentence.text[:1].isupper() and (colon := sentence.text.find(": ", verb.end())) >= 0:
            who = speakers.behind(text, sentence, colon + 1)[0]  # "Följande deltar inte i beslutet: A (P), B (P)"
        if not who and jav is not None:
            who = speakers.politicians(text, sentence)
        for mention in who:
            if re.search(r"\bför\s" + re.escape(mention.text), sentence.text):
                continue
            yield Relation(
                item=text.item.number, at=(sentence.span(),), agent=_spoken_for(sentence, verb.start(), mention)
            )


def _listed(text: ItemText, *, recused: bool) -> Iterator[Relation]:
    """Read a section headed by jäv, or by not taking part, that holds names and nothing else."""
    for section in text.item.of("recusal"):
        if section.heading is None or recused != (_JAV.search(section.heading.text) is not None):
            continue
        for block in section.blocks:
            who, end = speakers.behind(text, block.flow, 0)
            if who and not block.text[end:].strip(" ."):
                for mention in who:
                    yield Relation(item=text.item.number, at=(section.heading.span(), block.flow.span()), agent=mention)


def extract(text: ItemText) -> Iterator[Relation]:
    """Read who did not take part, without a word of jäv."""
    yield from _read(text, recused=False)
    yield from _listed(text, recused=False)


def extract_recused(text: ItemText) -> Iterator[Relation]:
    """Read who was disqualified."""
    yield from _read(text, recused=True)
    yield from _listed(text, recused=True)


KIND = Kind(
    name="not-participating",
    record=Relation,
    fields=(Field("agent", "notParticipating", "agent"),),
    key=("agent",),
    extract_item=extract,
)
RECUSED = Kind(
    name="recused",
    record=Relation,
    fields=(Field("agent", "recused", "agent"),),
    key=("agent",),
    extract_item=extract_recused,
)
