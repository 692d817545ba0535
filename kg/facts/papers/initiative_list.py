"""Lists of the initiatives that have come in: entries with marks, lines below a lead, lists that are headed as such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg import later
from kg.facts.floor import speakers
from kg.facts.papers import initiative_title
from kg.facts.papers.document import ANNOUNCED
from kg.language import agents, diary, grammar
from kg.language.marks import THEIR_GROUP
from kg.lines import reading
from kg.lines.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.facts.kind import ItemText
    from kg.model import Flow, Line, Mention, Span

_ENTRY = grammar.pattern("initiative", "entry")
_NAMED_ENTRY = grammar.pattern("initiative", "entry-about")
_AT_THE_END = grammar.pattern("initiative", "who-at-the-end")
_HAS_LODGED = grammar.pattern("initiative", "has-lodged")
_PUT_TO = grammar.pattern("initiative", "put-to")
_LEAD = grammar.pattern("initiative", "lead")
_BY = grammar.pattern("initiative", "by")
_BY_NUMBER = grammar.pattern("initiative", "by-number")
_NAMED_FIRST = grammar.pattern("initiative", "named-first")
_ASKED = grammar.pattern("initiative", "asked")
RECEIVED = grammar.pattern("initiative", "received")
_LIST_OF = grammar.pattern("initiative", "list-of")
_CALLED = {"proposal": "citizen-proposal", **{kind: kind for kind in ("motion", "interpellation", "question")}}
_CASE_BEHIND = later.pattern(rf"(?i)[,.]?\s?\(?(?:(?:dnr:?\s)?{diary.ANY.pattern}|\bdnr:?\s[\w/:.-]*\d)\)?[.,]?$")
_CASE_BEFORE = later.pattern(rf"(?:dnr:?\s)?{diary.ANY.pattern}[:,]?\s(?=\w)", re.IGNORECASE)
_RECEIVED_AS = grammar.pattern("initiative", "received-as")
_NAME_AT_AN_END = re.compile(
    r"\([A-ZÅÄÖa-zåäö-]{1,6}\)\.?$|^[A-ZÅÄÖ][\w-]+\s[A-ZÅÄÖ][^:–]{2,60}\)\s?[:–-]|\([A-ZÅÄÖ][^()]{4,60},\s\w{1,5}\)$"
)
_OF_ALL = grammar.pattern("initiative", "of-all")
"""An entry that speaks of those listed is none of them."""
_CITIZEN_LAST = grammar.pattern("initiative", "citizen-last")


class Entry(NamedTuple):
    """One initiative of a list: where it stands, its kind, and who put it."""

    flow: Flow
    kind: str
    by: tuple[Mention, ...]


def about(kind: str, by: Sequence[Mention]) -> tuple[str, tuple[str, ...]]:
    """Give what an initiative is and who put it, to be compared."""
    return kind, tuple(mention.text for mention in by)


def announced(text: ItemText) -> Iterator[Entry]:
    """Read the motions and the like that a paragraph only announces as received."""
    if not ANNOUNCED.search(text.item.title.text) and not RECEIVED.search(text.item.title.text):
        return
    listed = {block.flow.span(): block.flow for s in text.item.sections for block in s.blocks if block.mark}
    for document in text.before.get("document", ()):
        listed.setdefault(document.at[0], document.flow)
    for section in text.item.of("", "other", "background", "documents"):
        for sentence in (one for block in section.blocks if not block.mark for one in sentences(block.flow)):
            if _HAS_LODGED.match(sentence.text):
                listed.setdefault(sentence.span(), sentence)
    lead = next((m for s in text.item.sections for b in s.blocks if (m := _LEAD.search(b.text))), None)
    for flow in _below_a_lead(text):
        listed.setdefault(flow.span(), flow)
    told: set[tuple[str, tuple[str, ...]]] = set()
    known = dict(_known_lists(text))
    for span, flow in sorted((listed | {flow.span(): flow for flow, _ in known.values()}).items()):
        found = list(_entry(text, flow, lead["word"] if lead else ""))
        if not found and span in known:
            found = list(_of_a_list(text, *known[span]))
        for one in found:
            this = about(one.kind, one.by)
            if this not in told or not _is_within(span, listed):
                told.add(this)
                yield one


def _below_a_lead(text: ItemText) -> Iterator[Flow]:
    """Give the entries without marks below the line that announces them; the list may stand below the decision."""
    received = RECEIVED.search(text.item.title.text) is not None
    for section in text.item.sections:
        lead = next((at for at, block in enumerate(section.blocks) if _LEAD.search(block.text)), None)
        first = lead if lead is not None else 0 if received and section.kind != "decision" else len(section.blocks)
        for block in section.blocks[first:]:
            entry: list[Line] = []
            for line in block.lines:
                begins = any(form.match(line.text) for form in (_ENTRY, _NAMED_ENTRY, _PUT_TO, _BY_NUMBER))
                if begins and entry:
                    yield reading.join_lines(entry)
                    entry = []
                if entry or begins:
                    entry.append(line)
            if entry and not block.mark:
                yield reading.join_lines(entry)


def _known_lists(text: ItemText) -> Iterator[tuple[Span, tuple[Flow, str]]]:
    """Give the entries of lists of which a heading, the line above or the title says what they are of."""
    titled = _LIST_OF.search(_RECEIVED_AS.sub("", text.item.title.text))
    for section in text.item.of("decision") if titled else ():
        for block in section.blocks:
            if block.mark and _list_kind(titled) and _NAMED_FIRST.match(block.text):
                yield block.flow.span(), (block.flow, _list_kind(titled))
    for section in text.item.of("", "other", "background", "documents", "deliberation"):
        headed = _LIST_OF.search(section.heading.text) if section.heading else None
        listed = _list_kind(headed) or (_list_kind(titled) if titled else "")
        for block in section.blocks:
            if lead := _LIST_OF.search(block.text):
                listed = _list_kind(lead)
            elif listed and (block.mark or headed or _NAME_AT_AN_END.search(_CASE_BEHIND.sub("", block.text))):
                yield block.flow.span(), (block.flow, listed)


def _list_kind(match: re.Match[str] | None) -> str:
    return next((_CALLED[name] for name, said in match.groupdict().items() if said), "") if match else ""


def _of_a_list(text: ItemText, flow: Flow, kind: str) -> Iterator[Entry]:
    """Read an entry of a list that is known to be of motions or the like: `Bänkar, Anna Ek (S) (KS/2031:4)`."""
    before = _CASE_BEFORE.match(flow.text)
    behind = _CASE_BEHIND.search(flow.text)
    part = flow.cut(before.end() if before else 0, behind.start() if behind else None)
    if kind == "citizen-proposal":
        last = _CITIZEN_LAST.search(part.text)
        by = agents.people(part.cut(last.end())) if last else []
    else:
        asked = _ASKED if kind in initiative_title.ANSWERED_KINDS else initiative_title.ADDRESSED
        named = (one for one in speakers.politicians(text, part) if not initiative_title.is_other(part, one))
        by = [one for one in named if not asked.search(part.text, 0, part.place(one.span.begin))]
    if by and not _OF_ALL.match(part.text):
        yield Entry(flow, kind, tuple(by))


def _is_within(span: Span, listed: Mapping[Span, Flow]) -> bool:
    """Whether an entry is a sentence of a longer one that was read already."""
    return any(o != span and o.begin <= span.begin and span.end <= o.end for o in listed)


def _entry(text: ItemText, flow: Flow, listed_as: str) -> Iterator[Entry]:
    """Read an entry of a list of what came in; `listed_as` is what the line above the list calls its entries."""
    put = _PUT_TO.match(flow.text)
    match = put or _ENTRY.match(flow.text) or _HAS_LODGED.match(flow.text) or _NAMED_ENTRY.match(flow.text)
    kind = initiative_title.kind_of(f"{match['word']} av") if match else ""
    if not kind and listed_as and any(form.match(flow.text) for form in (_BY, _BY_NUMBER, _NAMED_FIRST)):
        kind = initiative_title.kind_of(listed_as)
    if not kind:
        return
    about = initiative_title.ABOUT.search(flow.text)
    front = flow.cut(0, about.start()) if about else flow
    people = agents.people(front)
    if not people and (ending := _AT_THE_END.search(flow.text)):
        people = agents.people(flow.cut(ending.end()))
    grouped = speakers.politicians(text, front) if kind != "citizen-proposal" and THEIR_GROUP.search(front.text) else []
    by = people if kind == "citizen-proposal" else grouped or [p for p in people if p.party]
    if not by and (group := initiative_title.LAST_BRACKETS.search(flow.text)):
        by = speakers.politicians(text, flow.cut(*group.span("inside")))
    numbered = _BY_NUMBER.match(flow.text)
    if put is None and numbered is not None and not by:
        by = speakers.behind(text, flow, numbered.end())[0]  # `2031:12 av Anna Ek m.fl. (S)`
    if put is not None:
        by = speakers.behind(text, flow, put.end())[0]
    elif not by and kind != "citizen-proposal" and (ending := initiative_title.PARTY_LAST.search(flow.text)):
        by = initiative_title.parties(flow.cut(*ending.span("inside")))
    if by:
        yield Entry(flow, kind, tuple(by))
