"""What a paragraph cites: laws, inquiries, directives, other cases, earlier decisions of any body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.facts import framed
from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.facts.papers.cited import Cited, CitedCase, CitedItem, CitedLaw
from kg.facts.papers.document import ANNOUNCED
from kg.language import diary, grammar
from kg.language.headings import TOLD_ELSEWHERE
from kg.letters import lowered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.model import Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Fact):
    """That a paragraph cites something; `clause_number` is the point of it that is meant."""

    thing: Cited
    clause_number: str = ""


_INQUIRY = re.compile(r"\b(?P<series>SOU|Ds)\s(?P<number>(?:19|20)\d\d:\d{1,3})\b")
_DIRECTIVE = re.compile(r"\b[Dd]ir\.?\s(?P<number>(?:19|20)\d\d:\d{1,3})\b")
_MAY_BE = grammar.pattern("citations", "may-be")
_STATUTE = grammar.pattern("citations", "statute")
_OTHER_SERIES = grammar.pattern("citations", "other-series")
_FAR = 90
"""How far before a number the word for its series is looked for, in characters."""
_NAMED = grammar.pattern("citations", "named")
_CUT_SHORT = grammar.pattern("citations", "cut-short")
"""A name that ends so goes on in words that were not understood: not the law's name."""
_LAW_GATE = grammar.pattern("citations", "may-name")
_NO_LAW = grammar.pattern("citations", "no-law")
_SFS_BEHIND = re.compile(r"\s*(?:\([A-ZÅÄÖ]{2,6}\)\s*)?\(?(?:SFS\s)?(?P<n>\d{4}:\d{1,4})\)?")
_ANOTHER_COUNCIL = grammar.pattern("citations", "another-council")
_POINT = grammar.pattern("citations", "point")


def extract(text: ItemText) -> Iterator[Citation]:
    """Read the citations of a paragraph, each distinct one once."""
    seen: set[object] = set()
    own = {fact.case[1:] for fact in text.before.get("concern", ())}
    of_minutes = {fact.diary_number for fact in text.before.get("meeting", ())}
    announced = ANNOUNCED.search(text.item.title.text) is not None
    flows = [
        ("title", text.item.title),
        *(
            (section.kind, block.flow)
            for section in text.item.sections
            if not (announced and section.kind == "documents")
            for block in section.blocks
        ),
    ]
    found = [citation for kind, flow in flows for citation in _in(text, kind, flow)]
    found = sorted((*found, *_items(text)), key=lambda citation: citation.at[0].begin)
    numbers = _numbers_of_laws(flows)
    moved = {(r.date, r.step) for r in text.before.get("referral", ()) if r.date}
    papers = [span for paper in text.before.get("document", ()) for span in paper.at if paper.item == text.item.number]
    for citation in found:
        thing = citation.thing
        begin = citation.at[0].begin
        if isinstance(thing, CitedItem) and any(span.begin <= begin < span.end for span in papers):
            continue  # an entry of a list: the minutes are a paper of the matter
        if isinstance(thing, CitedCase) and (
            announced or thing.number[1:] in own or thing.number.printed in of_minutes
        ):
            continue
        if isinstance(thing, CitedItem) and (thing.date, thing.number) in moved:
            continue
        if isinstance(thing, CitedLaw) and thing.identifier.casefold() in numbers:
            continue
        key = _key(thing)
        if key not in seen:
            seen.add(key)
            yield citation


def _numbers_of_laws(flows: list[tuple[str, Flow]]) -> set[str]:
    """Give the names of the laws whose number stands somewhere in the paragraph: the number says which it is."""
    found: set[str] = set()
    for _, flow in flows:
        for match in _NAMED.finditer(flow.text) if ":" in flow.text and _LAW_GATE.search(flow.text) else ():
            if match["n1"]:
                found.add(re.sub(r"\(.*?\)\s", "", match[0]).casefold())
            elif _SFS_BEHIND.match(flow.text, match.end()):
                found.add(match[0].strip().casefold())
    return found


def _key(thing: Cited) -> object:
    if isinstance(thing, CitedCase):
        return thing.number.printed
    if isinstance(thing, CitedItem):
        return thing.body.text.casefold(), thing.date, thing.number
    return thing.identifier.casefold()


def _in(text: ItemText, section: str, flow: Flow) -> Iterator[Citation]:
    number = text.item.number
    plain = flow.text

    def cite(thing: Cited, begin: int, end: int, clause: str = "") -> Citation:
        return Citation(item=number, at=(flow.span(begin, end),), thing=thing, clause_number=clause)

    if section not in {"delegation", "documents"}:
        for label in diary.LABEL.finditer(plain):
            if match := diary.LABELLED.match(plain, label.end()):
                yield cite(CitedCase(diary.parse(match)), *match.span())
    if section not in {"delegation", "title"}:
        for match in diary.named(plain):
            if section == "documents" and plain[max(0, match.start() - 1)] != "(":
                continue
            yield cite(CitedCase(diary.parse(match)), *match.span())
    if section in TOLD_ELSEWHERE - {"documents"}:
        return
    if ":" in plain:
        for match in _INQUIRY.finditer(plain):
            yield cite(CitedLaw("InquiryReport", f"{match['series']} {match['number']}"), *match.span())
        for match in _DIRECTIVE.finditer(plain):
            yield cite(CitedLaw("Directive", f"dir. {match['number']}"), *match.span())
    if section == "title":
        for law in _laws(plain, cite, lowered(plain) if plain.isupper() else plain):
            if isinstance(law.thing, CitedLaw) and not _MAY_BE.match(law.thing.identifier):
                yield law
    if section in {"documents", "title"}:
        return
    yield from _laws(plain, cite, plain)


def _laws(plain: str, cite: Callable[..., Citation], named: str) -> Iterator[Citation]:
    """Read laws by number in a text and by name in `named`, which is the same text without its capitals."""
    numbered: set[int] = set()
    for match in _NAMED.finditer(named) if _LAW_GATE.search(named) else ():
        word = match["word"]
        if word and _NO_LAW.fullmatch(word):
            continue
        if match["n1"]:
            numbered.add(match.start("n1"))
            yield cite(CitedLaw("Law", match["n1"], re.sub(r"\(.*?\)\s", "", match[0])), *match.span())
            continue
        behind = _SFS_BEHIND.match(plain, match.end())
        between = plain[match.end() : behind.start("n")] if behind else ""
        if behind and ("(" in between or not between.strip(" SF")):
            numbered.add(behind.start("n"))
            yield cite(CitedLaw("Law", behind["n"], word or match[0].strip()), match.start(), behind.end())
            continue
        if not _CUT_SHORT.search(match[0]):
            yield cite(CitedLaw("Law", word or match[0].strip()), *match.span())
    for match in _STATUTE.finditer(plain) if ":" in plain else ():
        if match.start("number") not in numbered and not (
            not match["prefix"] and _OTHER_SERIES.search(plain, max(0, match.start() - _FAR), match.start())
        ):
            yield cite(CitedLaw("Law", (match["prefix"] or "") + match["number"]), *match.span())


def _items(text: ItemText) -> Iterator[Citation]:
    """Read earlier decisions: a body, a day and a paragraph; the point that is meant may stand behind."""
    document = text.minutes.source.text
    own = {meeting.organisation_name.casefold().removesuffix("s") for meeting in text.before.get("meeting", ())}
    for one in framed.said(text):
        for fact in framed.read_one(text, KIND, one):
            begin = fact.thing.body.span.begin
            # A title that ends in a neighbour's name stands apart from the words below it.
            if _of_another(document[max(0, begin - _FAR) : begin].rpartition("\n\n")[2], own):
                continue
            point = _POINT.match(document, fact.at[-1].end)
            yield replace(fact, clause_number=point["clause"] if point else "")


def _of_another(before: str, own: set[str]) -> bool:
    """Whether what stands in front of a body says that it is another council's: `Ekby kommun, KS 2031-05-03 § 4`."""
    match = _ANOTHER_COUNCIL.search(before)
    return match is not None and match["council"].casefold().removesuffix("s") not in own


_CITED = ("Law", "InquiryReport", "Directive", "AgendaItem", "Meeting", "Case")
KIND = Kind(
    name="citation",
    record=Citation,
    fields=(Field("thing", "cites", "cited", takes=_CITED),),
    extract_item=extract,
)
