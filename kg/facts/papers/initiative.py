"""Fullmäktige motions, interpellations, questions, citizens' proposals and members' own matters, and who put them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg import later
from kg.facts import framed
from kg.facts.floor import names_alone, speakers
from kg.facts.kind import ACTORS, Fact, Field, ItemText, Kind
from kg.facts.papers.document import ANNOUNCED
from kg.language import agents, diary, grammar
from kg.language.headings import OF_OTHERS
from kg.lines import reading
from kg.lines.sentences import sentences
from kg.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Flow, Line, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Fact):
    """An initiative that a paragraph is about."""

    kind: str
    by: tuple[Mention, ...]
    answered: bool | None = None
    """Whether the paragraph tells that an interpellation or a question was answered."""
    announced: bool | None = None
    """Whether the paragraph only lists it among others that have come in."""
    apart: bool | None = None
    """Whether it is another matter than the paragraph's: one of a list, a question of a question time."""


_OWN_MATTER = "initiativärende|ledamotsinitiativ|utskottsinitiativ|nämnds?initiativ|styrelseinitiativ"
_WORDS = (
    ("citizen-proposal", r"(?:medborgarförslag|e-förslag|invånarförslag)\w*"),
    ("interpellation", r"interpellation\w*"),
    ("initiative", rf"(?:{_OWN_MATTER})\w*|initiativ\b|(?<!avslå\s)(?<!bifalla\s)yrkande från\b"),
    ("motion", r"(?:fullmäktige|grupp|parti)?motion(?:en|er|erna|ssvar\w*)?\b"),
    ("question", r"(?:enkel\s)?fråga(?:n)?\s(?:från|till|ställd|av|om)\b"),
)
_ABOUT = grammar.pattern("initiative", "about")
# "Motion (SD) om ...", "Motion om ... (Bo Ekman, M)".
_IN_BRACKETS = re.compile(r"\w*\s\((?P<inside>[A-ZÅÄÖ][^)]{0,80})\)")
_LAST_BRACKETS = re.compile(r"\((?P<inside>[A-ZÅÄÖ][^)]{4,80})\)$")
# A name that was not understood stands in front of a party in brackets: it is a person's, and no party put the matter.
_NAME_IN_FRONT = re.compile(r"[A-ZÅÄÖ][\w-]+\s$")
_IN_THE_ROOM = frozenset(
    {"initiative/asks", "initiative/interpellates"}
    | {f"initiative/deals-with-the-{what}-of" for what in ("motion", "interpellation", "question", "citizens-proposal")}
)
"""Frames of what is put in the room or dealt with by name, whatever the title says: `A (P) ställer en fråga`."""
_RAISED = frozenset({"initiative/raises", "initiative/raises-through", "initiative/lodges-own-matter"})
_NEAR = 30
"""How far behind `från` a party may stand, in characters: `ledamöterna från (SD)`."""
# "Yrkande från S och V särskilt yttrande C angående ...": who only leaves a statement has put nothing.
_STATING = grammar.pattern("mover", "statement-behind")
_ENTRY = grammar.pattern("initiative", "entry")
_NAMED_ENTRY = grammar.pattern("initiative", "entry-about")
_AT_THE_END = grammar.pattern("initiative", "who-at-the-end")
_HAS_LODGED = grammar.pattern("initiative", "has-lodged")
_PUT_TO = grammar.pattern("initiative", "put-to")
_LEAD = grammar.pattern("initiative", "lead")
_BY = grammar.pattern("initiative", "by")
_NAMED_FIRST = grammar.pattern("initiative", "named-first")
_ASKED = grammar.pattern("initiative", "asked")
_LABEL = grammar.pattern("initiative", "label")
_CAPITALS = re.compile(
    rf"(?:,?\s(?:OCH|SAMT)\s|,\s)?(?P<name>[A-ZÅÄÖÉÜ][A-ZÅÄÖÉÜ’-]+(?:\s[A-ZÅÄÖÉÜ][A-ZÅÄÖÉÜ’-]+){{1,3}})\s{agents.PARTY}"
)
# "Motion om fler bänkar (SD)": the party at the end, where nobody is named.
_PARTY_LAST = re.compile(r"\((?P<inside>[A-ZÅÄÖ]{1,5}(?:(?:,|\soch)\s[A-ZÅÄÖ]{1,5})*)\)$")
_AT_A_PLACE = grammar.pattern("initiative", "at-a-place")
_ADDRESSED = grammar.pattern("initiative", "addressed")
_RECEIVED = grammar.pattern("initiative", "received")
_QUESTION_TIME = grammar.pattern("initiative", "question-time")
_LIST_OF = grammar.pattern("initiative", "list-of")
_ANSWERED = grammar.pattern("initiative", "answered")
_ANSWERED_KINDS = frozenset({"interpellation", "question"})
_CALLED = {"proposal": "citizen-proposal", **{kind: kind for kind in ("motion", "interpellation", "question")}}
_AT_QUESTION_TIME = "initiative/asks-at-question-time"
_CASE_BEHIND = later.pattern(rf"(?i)[,.]?\s?\(?(?:(?:dnr:?\s)?{diary.ANY.pattern}|\bdnr:?\s[\w/:.-]*\d)\)?[.,]?$")
_CASE_BEFORE = later.pattern(rf"(?:dnr:?\s)?{diary.ANY.pattern}[:,]?\s(?=\w)", re.IGNORECASE)
_RECEIVED_AS = grammar.pattern("initiative", "received-as")
_NAME_AT_AN_END = re.compile(
    r"\([A-ZÅÄÖa-zåäö-]{1,6}\)\.?$|^[A-ZÅÄÖ][\w-]+\s[A-ZÅÄÖ][^:–]{2,60}\)\s?[:–-]|\([A-ZÅÄÖ][^()]{4,60},\s\w{1,5}\)$"
)
_OF_ALL = grammar.pattern("initiative", "of-all")
"""An entry that speaks of those listed is none of them."""
_CITIZEN_LAST = grammar.pattern("initiative", "citizen-last")
_LETTER = grammar.pattern("initiative", "letter")
_BEHIND_BY = grammar.pattern("initiative", "behind-by")
_NAMED_KINDS = tuple((kind, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for kind, words in _WORDS)


@lru_cache(maxsize=4096)
def kind_of(title: str) -> str:
    """Say which kind of initiative a title is about; empty where it is about none.

    >>> kind_of("Fråga till nämnden om behandling av motioner"), kind_of("Svar på motion om frågan om skatten")
    ('question', 'motion')
    """
    named = [(match.start(), kind) for kind, form in _NAMED_KINDS if (match := form.search(title))]
    return min(named, key=lambda one: one[0])[1] if named else ""


def extract(text: ItemText) -> Iterator[Initiative]:
    """Read the initiative that the title names, and who put it, and whether it was answered."""
    found = list(_put(text))
    ends = sorted(one.at[0].begin for one in found if one.apart)
    replies = [one.span() for one in _replies(text)] if any(one.kind in _ANSWERED_KINDS for one in found) else []
    for one in found:
        until = next((end for end in ends if end > one.at[0].begin), None) if one.apart else None
        reply = next((at for at in replies if at.begin > one.at[0].begin and (until is None or at.begin < until)), None)
        if reply is None or one.kind not in _ANSWERED_KINDS or one.announced:
            yield one
        else:
            yield replace(one, answered=True, at=(*one.at, reply))


def _replies(text: ItemText) -> Iterator[Flow]:
    """Give the sentences that tell of an answer."""
    for section in text.item.sections:
        for block in section.blocks if section.kind not in OF_OTHERS else ():
            yield from (one for one in sentences(block.flow) if _ANSWERED.search(one.text))


def _put(text: ItemText) -> Iterator[Initiative]:
    """Read the initiative that the title names, and who put it: from the story, else from the title."""
    told = [one for one in framed.read(text, KIND) if one.rule != _AT_QUESTION_TIME]
    kind = kind_of(text.item.title.text)
    asked = _QUESTION_TIME.search(text.item.title.text) is not None
    if asked:
        yield from (replace(one, apart=True) for one in framed.read(text, KIND) if one.rule == _AT_QUESTION_TIME)
    announced = list(_announced(text))
    known = {_about(one) for one in announced}
    room = [one for one in told if one.rule in _IN_THE_ROOM and _about(one) not in known]
    yield from (replace(one, apart=asked or None) for one in room)
    if not kind:
        yield from list(_first(told, "")) or _letter(text)
    if _RECEIVED.search(text.item.title.text):
        announced += [one for one in told if one.rule not in _IN_THE_ROOM and _about(one) not in known]
    yield from (replace(one, announced=True, apart=True) for one in announced)
    if announced:
        return
    if not kind or any(one.rule in _IN_THE_ROOM and one.kind == kind for one in told):
        return
    word = dict(_WORDS)[kind]
    found = list(_first(told, kind))
    if found:
        yield from found
        return
    by = _in_title(text, text.item.title, word) or _labelled(text)
    if by:
        yield Initiative(item=text.item.number, at=(text.item.title.span(),), kind=kind, by=tuple(by))


def _about(one: Initiative) -> tuple[str, tuple[str, ...]]:
    """Give what an initiative is and who put it, to be compared."""
    return one.kind, tuple(mention.text for mention in one.by)


def _letter(text: ItemText) -> Iterator[Initiative]:
    """Read a title that is about what members have written: `Skrivelse från Anna Ek (S) om bänkar`."""
    title = text.item.title
    letter = _LETTER.match(title.text)
    by = [one for one in speakers.behind(text, title, letter.end())[0] if one.party] if letter else []
    if by:
        yield Initiative(item=text.item.number, at=(title.span(),), kind="initiative", by=tuple(by))


def _first(told: list[Initiative], kind: str) -> Iterator[Initiative]:
    """Give the first of a kind that the story tells of: who put the matter; of no kind who raised it."""
    for one in told:
        if one.rule not in _IN_THE_ROOM and one.kind == (kind or "initiative") and (kind or one.rule in _RAISED):
            yield one
            return


def _announced(text: ItemText) -> Iterator[Initiative]:
    """Read the motions and the like that a paragraph only announces as received."""
    if not ANNOUNCED.search(text.item.title.text) and not _RECEIVED.search(text.item.title.text):
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
            if (about := _about(one)) not in told or not _is_within(span, listed):
                told.add(about)
                yield one


def _below_a_lead(text: ItemText) -> Iterator[Flow]:
    """Give the entries without marks below the line that announces them; the list may stand below the decision."""
    received = _RECEIVED.search(text.item.title.text) is not None
    for section in text.item.sections:
        lead = next((at for at, block in enumerate(section.blocks) if _LEAD.search(block.text)), None)
        first = lead if lead is not None else 0 if received and section.kind != "decision" else len(section.blocks)
        for block in section.blocks[first:]:
            entry: list[Line] = []
            for line in block.lines:
                begins = any(form.match(line.text) for form in (_ENTRY, _NAMED_ENTRY, _PUT_TO))
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


def _of_a_list(text: ItemText, flow: Flow, kind: str) -> Iterator[Initiative]:
    """Read an entry of a list that is known to be of motions or the like: `Bänkar, Anna Ek (S) (KS/2031:4)`."""
    before = _CASE_BEFORE.match(flow.text)
    behind = _CASE_BEHIND.search(flow.text)
    part = flow.cut(before.end() if before else 0, behind.start() if behind else None)
    if kind == "citizen-proposal":
        last = _CITIZEN_LAST.search(part.text)
        by = agents.people(part.cut(last.end())) if last else []
    else:
        asked = _ASKED if kind in _ANSWERED_KINDS else _ADDRESSED
        named = (one for one in speakers.politicians(text, part) if not _is_other(part, one))
        by = [one for one in named if not asked.search(part.text, 0, part.place(one.span.begin))]
    if by and not _OF_ALL.match(part.text):
        yield Initiative(item=text.item.number, at=(flow.span(),), kind=kind, by=tuple(by))


def _is_within(span: Span, listed: Mapping[Span, Flow]) -> bool:
    """Whether an entry is a sentence of a longer one that was read already."""
    return any(o != span and o.begin <= span.begin and span.end <= o.end for o in listed)


def _entry(text: ItemText, flow: Flow, listed_as: str) -> Iterator[Initiative]:
    """Read an entry of a list of what came in; `listed_as` is what the line above the list calls its entries."""
    put = _PUT_TO.match(flow.text)
    match = put or _ENTRY.match(flow.text) or _HAS_LODGED.match(flow.text) or _NAMED_ENTRY.match(flow.text)
    kind = kind_of(f"{match['word']} av") if match else ""
    if not kind and listed_as and (_BY.match(flow.text) or _NAMED_FIRST.match(flow.text)):
        kind = kind_of(listed_as)
    if not kind:
        return
    about = _ABOUT.search(flow.text)
    people = agents.people(flow.cut(0, about.start()) if about else flow)
    if not people and (ending := _AT_THE_END.search(flow.text)):
        people = agents.people(flow.cut(ending.end()))
    by = people if kind == "citizen-proposal" else [p for p in people if p.party]
    if not by and (group := _LAST_BRACKETS.search(flow.text)):
        by = speakers.politicians(text, flow.cut(*group.span("inside")))
    if put is not None:
        by = speakers.behind(text, flow, put.end())[0]
    elif not by and kind != "citizen-proposal" and (ending := _PARTY_LAST.search(flow.text)):
        by = _parties(flow.cut(*ending.span("inside")))
    if by:
        yield Initiative(item=text.item.number, at=(flow.span(),), kind=kind, by=tuple(by))


def _labelled(text: ItemText) -> list[Mention]:
    """Read a line that names who put it: `Motionär: Anna Ek (S)`."""
    for section in text.item.sections:
        for flow in (*([section.heading] if section.heading else []), *(block.flow for block in section.blocks)):
            if (label := _LABEL.match(flow.text)) and (by := speakers.behind(text, flow, label.end())[0]):
                return by
    label = _LABEL.search(text.item.title.text)
    return speakers.behind(text, text.item.title, label.end())[0] if label else []


def _in_title(text: ItemText, title: Flow, word: str) -> list[Mention]:
    """Read who put it: behind `av` or `från` and in front of what it is about, else behind a dash; people first.

    By the name alone a citizen is taken, and who stands alone in front of what it is about: `Motion av Anna Ek om`.
    """
    citizen = word == dict(_WORDS)["citizen-proposal"]
    head = re.search(rf"\b(?:{word})", title.text, re.IGNORECASE)
    begin = head.start() if head else 0
    about = _ABOUT.search(title.text, head.end() if head else 0)
    named = title.cut(begin, about.start() if about else None)
    if states := _STATING.search(named.text):
        named = named.cut(0, states.start())
    for match in _BEHIND_BY.finditer(named.text):
        behind = named.cut(match.end())
        people = agents.people(behind)
        if not citizen and not (about and people and names_alone.is_list(behind.text, people)):
            people = speakers.politicians(text, behind) or _in_capitals(text, behind)
        if by := people or _parties(behind):
            return by
    dash = max(title.text.rfind(" - "), title.text.rfind(" – "))
    if dash >= 0 and (
        people := [one for one in speakers.politicians(text, title.cut(dash + 2)) if not _is_other(title, one)]
    ):
        return people
    if about is None or not _BEHIND_BY.search(named.text):
        for match in _BEHIND_BY.finditer(title.text):
            if people := speakers.politicians(text, title.cut(match.end())):
                return people
    if (group := _IN_BRACKETS.match(title.text, head.end() if head else 0)) is not None:
        inside = title.cut(*group.span("inside"))
        if by := speakers.politicians(text, inside) or _parties(inside):
            return by
    if (group := _LAST_BRACKETS.search(title.text)) is not None and (
        by := speakers.politicians(text, title.cut(*group.span("inside")))
    ):
        return by
    if people := [one for one in agents.people(title) if one.party and not _is_other(title, one)]:
        return people
    ending = _PARTY_LAST.search(title.text)
    if ending is None or citizen or _ADDRESSED.search(title.text, 0, ending.start()):
        return []
    return _parties(title.cut(*ending.span("inside")))


def _is_other(title: Flow, named: Mention) -> bool:
    """Whether a name in a title has put nothing: it is where something is, or who is asked.

    `Bänkar vid Norra Kajen (S)`, `Fråga till Anna Ek (S)`.
    """
    at = title.place(named.span.begin)
    return _AT_A_PLACE.search(title.text, 0, at) is not None or _ADDRESSED.search(title.text, 0, at) is not None


def _in_capitals(text: ItemText, flow: Flow) -> list[Mention]:
    """Read names in capitals that a text opens with, as the roster has them: `ANNA EK (S) OCH BO AL (M)`."""
    known = {fact.person.text.upper(): fact.person.text for fact in text.before.get("attendance", ())}
    found: list[Mention] = []
    end = 0
    while match := _CAPITALS.match(flow.text, end):
        name = match["name"]
        party = match["party"].upper()
        found.append(
            Mention("person", known.get(name) or name.title(), flow.span(match.start("name"), match.end()), party)
        )
        end = match.end()
    return found


def _parties(flow: Flow) -> list[Mention]:
    """Give the parties of a list that names nobody else: `M, KD och L`, `(SD)`, `Vänsterpartiet`."""
    found = agents.parties_named(flow) or [
        Mention("party", match["party"].upper(), flow.span(*match.span("party")))
        for match in re.finditer(agents.PARTY, flow.text)
        if match["party"].upper() in agents.parties() and not _NAME_IN_FRONT.search(flow.text, 0, match.start())
    ]
    first = found[0].span.begin - flow.span().begin if found else 0
    return found if first <= _NEAR else []


KIND = Kind(
    name="initiative",
    record=Initiative,
    term="Initiative",
    link="hasInitiative",
    of_case=True,
    other_matter="apart",
    fields=(
        Field("kind", "initiativeKind", "concept", "initiative-kind"),
        Field("by", "submittedBy", "agent", takes=ACTORS),
        Field("answered", "answered", "boolean"),
        Field("announced", "announced", "boolean"),
    ),
    needs=("kind", "by"),
    extract_item=extract,
)
