"""Which kind of initiative a title is about, and who put it: as the title says, or a line with a label."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.facts.floor import names_alone, speakers
from kg.language import agents, grammar
from kg.model import Mention

if TYPE_CHECKING:
    from kg.facts.kind import ItemText
    from kg.model import Flow

_OWN_MATTER = "initiativärende|ledamotsinitiativ|utskottsinitiativ|nämnds?initiativ|styrelseinitiativ"
_WORDS = (
    ("citizen-proposal", r"(?:medborgarförslag|e-förslag|invånarförslag)\w*"),
    ("interpellation", r"interpellation\w*"),
    ("initiative", rf"(?:{_OWN_MATTER})\w*|initiativ\b|(?<!avslå\s)(?<!bifalla\s)yrkande från\b"),
    ("motion", r"(?:fullmäktige|grupp|parti)?motion(?:en|er|erna|ssvar\w*)?\b"),
    ("question", r"(?:enkel\s)?fråga(?:n)?\s(?:från|till|ställd|av|om)\b"),
)
_NAMED_KINDS = tuple((kind, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for kind, words in _WORDS)
ANSWERED_KINDS = frozenset({"interpellation", "question"})
ABOUT = grammar.pattern("initiative", "about")
# "Motion (SD) om ...", "Motion om ... (Bo Ekman, M)".
_IN_BRACKETS = re.compile(r"\w*\s\((?P<inside>[A-ZÅÄÖ][^)]{0,80})\)")
LAST_BRACKETS = re.compile(r"\((?P<inside>[A-ZÅÄÖ][^)]{4,80})\)$")
# A name that was not understood stands in front of a party in brackets: it is a person's, and no party put the matter.
_NAME_IN_FRONT = re.compile(r"[A-ZÅÄÖ][\w-]+\s$")
_NEAR = 30
"""How far behind `från` a party may stand, in characters: `ledamöterna från (SD)`."""
# "Yrkande från S och V särskilt yttrande C angående ...": who only leaves a statement has put nothing.
_STATING = grammar.pattern("mover", "statement-behind")
_LABEL = grammar.pattern("initiative", "label")
_CAPITALS = re.compile(
    rf"(?:,?\s(?:OCH|SAMT)\s|,\s)?(?P<name>[A-ZÅÄÖÉÜ][A-ZÅÄÖÉÜ’-]+(?:\s[A-ZÅÄÖÉÜ][A-ZÅÄÖÉÜ’-]+){{1,3}})\s{agents.PARTY}"
)
# "Motion om fler bänkar (SD)": the party at the end, where nobody is named.
PARTY_LAST = re.compile(r"\((?P<inside>[A-ZÅÄÖ]{1,5}(?:(?:,|\soch)\s[A-ZÅÄÖ]{1,5})*)\)$")
_AT_A_PLACE = grammar.pattern("initiative", "at-a-place")
ADDRESSED = grammar.pattern("initiative", "addressed")
_BEHIND_BY = grammar.pattern("initiative", "behind-by")
_SPOKEN_OF = grammar.pattern("initiative", "spoken-of")


@lru_cache(maxsize=4096)
def kind_of(title: str) -> str:
    """Say which kind of initiative a title is about; empty where it is about none.

    >>> kind_of("Fråga till nämnden om behandling av motioner"), kind_of("Svar på motion om frågan om skatten")
    ('question', 'motion')
    """
    named = [(match.start(), kind) for kind, form in _NAMED_KINDS if (match := form.search(title))]
    return min(named, key=lambda one: one[0])[1] if named else ""


def is_matter(text: ItemText) -> bool:
    """Whether a paragraph is about what a member or citizen has put: its title says so, or its text speaks of it."""
    blocks = (block for section in text.item.sections for block in section.blocks)
    return bool(kind_of(text.item.title.text)) or any(_SPOKEN_OF.search(block.text) for block in blocks)


def by(text: ItemText, kind: str) -> list[Mention]:
    """Read who put the initiative of a kind that a paragraph's title is about; nobody where nothing names them."""
    return _in_title(text, text.item.title, dict(_WORDS)[kind]) or _labelled(text)


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
    about = ABOUT.search(title.text, head.end() if head else 0)
    named = title.cut(begin, about.start() if about else None)
    if states := _STATING.search(named.text):
        named = named.cut(0, states.start())
    for match in _BEHIND_BY.finditer(named.text):
        behind = named.cut(match.end())
        people = agents.people(behind)
        if not citizen and not (about and people and names_alone.is_list(behind.text, people)):
            people = speakers.politicians(text, behind) or _in_capitals(text, behind)
        if by := people or parties(behind):
            return by
    dash = max(title.text.rfind(" - "), title.text.rfind(" – "))
    if dash >= 0 and (
        people := [one for one in speakers.politicians(text, title.cut(dash + 2)) if not is_other(title, one)]
    ):
        return people
    if about is None or not _BEHIND_BY.search(named.text):
        for match in _BEHIND_BY.finditer(title.text):
            if people := speakers.politicians(text, title.cut(match.end())):
                return people
    if (group := _IN_BRACKETS.match(title.text, head.end() if head else 0)) is not None:
        inside = title.cut(*group.span("inside"))
        if by := speakers.politicians(text, inside) or parties(inside):
            return by
    if (group := LAST_BRACKETS.search(title.text)) is not None and (
        by := speakers.politicians(text, title.cut(*group.span("inside")))
    ):
        return by
    if people := [one for one in agents.people(title) if one.party and not is_other(title, one)]:
        return people
    ending = PARTY_LAST.search(title.text)
    if ending is None or citizen or ADDRESSED.search(title.text, 0, ending.start()):
        return []
    return parties(title.cut(*ending.span("inside")))


def is_other(title: Flow, named: Mention) -> bool:
    """Whether a name in a title has put nothing: it is where something is, or who is asked.

    `Bänkar vid Norra Kajen (S)`, `Fråga till Anna Ek (S)`.
    """
    at = title.place(named.span.begin)
    return _AT_A_PLACE.search(title.text, 0, at) is not None or ADDRESSED.search(title.text, 0, at) is not None


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


def parties(flow: Flow) -> list[Mention]:
    """Give the parties of a list that names nobody else: `M, KD och L`, `(SD)`, `Vänsterpartiet`."""
    found = agents.parties_named(flow) or [
        Mention("party", match["party"].upper(), flow.span(*match.span("party")))
        for match in re.finditer(agents.PARTY, flow.text)
        if match["party"].upper() in agents.parties() and not _NAME_IN_FRONT.search(flow.text, 0, match.start())
    ]
    first = found[0].span.begin - flow.span().begin if found else 0
    return found if first <= _NEAR else []
