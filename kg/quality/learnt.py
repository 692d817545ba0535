"""What documents show of how they are set: numbers, titles, parties, rosters, and headings of their own."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.language.headings import heading_kind
from kg.language.listed_headings import fold
from kg.language.roster_labels import OF_PARTIES
from kg.model import Learnt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Item, Minutes, Span

_DIGITS = re.compile(r"\d{4}")
_SPACES = re.compile(r"\s{2,}")
_SEPARATORS = (("|", "|"), ("\t", "tab"), (";", ";"), (",", ","), (" och ", "och"), ("   ", "columns"))
"""What may stand between two entries on one line, and what it is called; the first that is there counts."""
_FAR = 40
"""A party further from its name than this, in characters, is that of a heading or a column."""
_LEAST = 2
"""A heading of the document's own stands in so many paragraphs at least."""
_FORMS = ("numbers", "titles", "cases", "parties", "entries")


def learn(minutes: Minutes, facts: Mapping[str, Sequence[Any]]) -> Learnt:
    """Gather how one document is set, from what was read of it."""
    text = minutes.source.text
    present = sorted(
        (one for one in facts.get("attendance", ()) if one.role in OF_PARTIES), key=lambda one: one.person.span.begin
    )
    sections = [section for item in minutes.items for section in item.sections if section.heading is not None]
    seen = Counter((fold(one.heading.text), one.kind) for one in sections if one.heading is not None)
    known = {words: heading_kind(words[:1].upper() + words[1:]) is not None for words, _ in seen}
    return Learnt(
        numbers=_often(_number(item, text) for item in minutes.items),
        titles=_often(_place(item, item.title.span(), text) for item in minutes.items if item.title.text),
        cases=_often(_place(item, item.cases[0].span(), text) for item in minutes.items if item.cases),
        parties=_often(_party(one, text) for one in present if one.party is not None),
        entries=_often(_between(one.person.span, other.person.span, text) for one, other in pairwise(present)),
        headings=tuple((words, kind, count) for (words, kind), count in seen.most_common() if known[words]),
        own=tuple(
            (words, kind or "other", count)
            for (words, kind), count in seen.most_common()
            if not known[words] and count >= _LEAST
        ),
    )


def together(several: Iterable[Learnt]) -> Learnt:
    """Put together what several documents of a folder show."""
    found = list(several)
    forms = {name: _often(form for one in found for form, n in getattr(one, name) for _ in range(n)) for name in _FORMS}

    def headings(name: str) -> tuple[tuple[str, str, int], ...]:
        counted: Counter[tuple[str, str]] = Counter()
        for one in found:
            counted.update({(words, kind): count for words, kind, count in getattr(one, name)})
        return tuple((words, kind, count) for (words, kind), count in counted.most_common())

    return Learnt(documents=len(found), headings=headings("headings"), own=headings("own"), **forms)


def _often(forms: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(form for form in forms if form).most_common())


def _line(text: str, at: int) -> tuple[int, int]:
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return begin, end if end >= 0 else len(text)


def _number(item: Item, text: str) -> str:
    """Give how a number stands, with 12 for its figures."""
    begin, end = _line(text, item.heading.span().begin)
    figures = re.escape(re.sub(r"\D", "", item.number.rpartition(":")[2]))
    match = re.search(
        rf"^(?P<before>.{{0,40}}?)(?<!\d){figures}(?P<behind>[^\s\d]\S{{0,8}})?(?P<sign>\s?§)?", text[begin:end]
    )
    if match is None:
        return ""
    behind = _DIGITS.sub("ÅÅÅÅ", match["behind"] or "")
    return " ".join(f"{match['before']}12{behind}{match['sign'] or ''}".split())


def _place(item: Item, span: Span, text: str) -> str:
    """Say where something stands beside the number of its paragraph."""
    here, there = _line(text, item.heading.span().begin), _line(text, span.begin)
    return "beside the number" if here == there else "below the number" if there > here else "above the number"


def _party(fact: Any, text: str) -> str:
    """Give how a party stands with its name, with S for its letters."""
    begin, party = fact.person.span.begin, fact.party.span
    printed = text[party.begin : party.end].strip(" ,|")
    letters = re.sub(r"\w+(?:\s\w+)*", "S" if len(printed) <= _FAR // 4 else "Socialdemokraterna", printed)
    between = text[begin + len(fact.person.text) : party.begin]
    if party.begin >= begin and len(between) <= _FAR and "\n" not in between:
        mark = "," if "," in between or text[party.begin : party.begin + 1] == "," else ""
        return f"Namn{mark}{'   ' if _SPACES.search(between) else ' '}{letters}"
    front = text[party.end : begin]
    return (
        f"{letters} Namn" if 0 <= begin - party.end <= _FAR and "\n" not in front else f"{letters} apart from the names"
    )


def _between(one: Span, other: Span, text: str) -> str:
    """Say what parts two entries of a roster."""
    words = text[one.end : other.begin]
    if "\n" in words:
        return "a line each"
    return next((called for sign, called in _SEPARATORS if sign in words), "")
