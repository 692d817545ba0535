"""Two of one name on a list, told apart by their village: every line says it in one way, `Lars Ek i Näs (C)`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.language.names import SAINT
from kg.letters import LOWER, UPPER, lowered
from kg.model import join
from kg.resources import phrases, register

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Flow, Line

_WORD = rf"[{UPPER}][\w’'-]*"
_NAME = rf"(?P<name>{_WORD}\.?(?:\s(?:[{LOWER}]{{1,3}}\s)?{_WORD}\.?){{1,4}})"
_PLACE = rf"[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]+)?"
_PARTY = rf"\((?:[{UPPER}]{{1,6}}|-)\)"


def _forms(name: str, place: str) -> tuple[re.Pattern[str], ...]:
    """Give the ways to print name, village and party, other than `Lars Ek i Näs (C)` itself."""
    at = rf"(?P<place>{place})"
    return (
        re.compile(rf"(?:{name}),\s(?:i\s|från\s)?{at}(?![\w-])(?P<party>\s?{_PARTY}|(?=\s\|))"),
        re.compile(rf"(?:{name})\s?\({at}\)(?P<party>\s?{_PARTY}|(?=\s\|))"),
        re.compile(rf"(?:{name})(?P<party>\s?{_PARTY}),?\s(?:i\s|från\s)?{at}(?![\w-])"),
        re.compile(rf"(?:{name})(?P<party>\s?\((?:[{UPPER}]{{1,6}}|-)),\s{at}(?=\))"),
    )


_ANY = (*_forms(_NAME, _PLACE), re.compile(rf"{_NAME}\s(?:i|från)\s(?P<place>{_PLACE})\s?{_PARTY}"))
_FIRST = rf"(?:(?:[{UPPER}]\.?[\s-]?){{1,2}}[{UPPER}]\.?|{_WORD}(?:\s{_WORD})?)"
_LAST_FIRST = re.compile(rf"(?:[{LOWER}]{{2,3}}\s)*(?:{SAINT}\s)?{_WORD},\s{_FIRST}\s?{_PARTY}")
_LISTED_SO = 2
"""Where so many lines begin with a surname and a comma, words in front of one are a surname too: `De Geer, Karl`."""
_BEGINS_WITH_PARTY = re.compile(_PARTY)


def told_apart(lines: Sequence[Line], head: int) -> list[Line]:
    """Read `Lars Ek, Näs (C)` and its like as `Lars Ek i Näs (C)`, where the head has one of the name elsewhere too.

    With the party behind it a place is enough that no surname is: no village may be taken for a person.

    Args:
        lines: The lines of a document.
        head: How many of them may hold the lists of those present.

    Returns:
        The lines; every character still knows where it stands in the source.
    """
    known = _known(lines[:head], lines)
    if not known:
        return list(lines)
    surnames = "|".join(re.escape(name.rsplit(" ", 1)[-1]) for name in known)
    places = "|".join(re.escape(place) for found in known.values() for place in sorted(found, key=len, reverse=True))
    forms = _forms(rf"(?P<name>(?<![\w-])(?:{surnames}))", places)
    begins = re.compile(rf"(?:{places})(?![\w-])")
    ends = re.compile(rf"(?<![\w-])(?:{surnames}),$")
    before_party = re.compile(rf"(?<![\w-])(?:{surnames})(?P<comma>,)\s(?:{places})$")
    told: list[Line] = []
    for at, line in enumerate(lines):
        flow = line.flow
        for form in forms:
            flow = _in_one_way(flow, form)
        below = lines[at + 1].text if at + 1 < len(lines) else ""
        if ends.search(flow.text) and begins.match(below):
            flow = join([flow.cut(0, len(flow.text) - 1), flow.cut(len(flow.text) - 1)], " ")
            flow = replace(flow, text=f"{flow.text[:-1]}i")
        elif (parted := before_party.search(flow.text)) and _BEGINS_WITH_PARTY.match(below):
            comma = parted.start("comma")
            flow = join([flow.cut(0, comma), flow.cut(comma + 1)], " i ")
        told.append(line if flow is line.flow else replace(line, flow=flow))
    return told


def _in_one_way(flow: Flow, form: re.Pattern[str]) -> Flow:
    """Put the village behind the name and the party behind the village, wherever a form is met."""
    begin = 0
    whole: Flow | None = None
    for match in form.finditer(flow.text):
        named = flow.cut(begin, match.end("name"))
        whole = named if whole is None else join([whole, named], _space(flow.text, begin))
        whole = join([whole, flow.cut(*match.span("place"))], " i ")
        if match["party"]:
            whole = join([whole, flow.cut(*match.span("party"))])
        begin = match.end()
    if whole is None:
        return flow
    rest = flow.cut(begin)
    return join([whole, rest], _space(flow.text, begin)) if rest.text else whole


def _space(text: str, at: int) -> str:
    return " " if text[at : at + 1].isspace() else ""


def _known(head: Sequence[Line], lines: Sequence[Line]) -> dict[str, set[str]]:
    """Give the names that stand in the head with two villages or more, or with one that is surely none, and these."""
    found: dict[str, set[str]] = defaultdict(set)
    sure: set[str] = set()
    whole = "\n".join(line.text for line in head)
    last_first = sum(_LAST_FIRST.match(line.text) is not None for line in head) >= _LISTED_SO
    forms = _ANY[1:] if last_first else _ANY
    for line in head:
        for form in forms if "(" in line.text or "|" in line.text else ():
            for match in form.finditer(line.text):
                if not _is_no_place(match["place"]) and not _is_person(match["place"], whole):
                    name = " ".join(match["name"].split())
                    found[name].add(match["place"])
                    if form is _ANY[0] and match["party"].strip() and match.start() == 0:
                        sure |= {name} if not _is_surname(match["place"], lines) else set()
    return {name: places for name, places in found.items() if len(places) > 1 or name in sure}


def _is_surname(place: str, lines: Sequence[Line]) -> bool:
    """Whether a word stands behind a first name anywhere, or where the next name of a list does: it is no village."""
    in_front = rf"^|(?<![\w-])(?:och|samt|av|[{UPPER}][\w’'-]*(?:\s[{LOWER}]{{2,3}})?)\s"
    named = re.compile(rf"(?:{in_front}){re.escape(place)}(?![\w-])")
    return any(named.search(line.text) for line in lines if place in line.text)


def _is_person(place: str, whole: str) -> bool:
    """Whether what stands behind a name is the next name of a list: `Lars Ek (M), Siv Alm (KD)`, `Siv` / `Alm (KD)`."""
    begins = (
        rf"(?:(?<!,)(?:^|\n)|\)[,;]?\s|\b(?:och|samt|av|ersätter|för)\s){re.escape(place)}(?:\s{_WORD})?\s?{_PARTY}"
    )
    first = rf"(?<![\w-]){re.escape(place)}\s{_WORD}\s?{_PARTY}"
    return re.search(begins, whole) is not None or (" " not in place and re.search(first, whole) is not None)


@cache
def _words() -> tuple[frozenset[str], tuple[str, ...]]:
    posts = phrases("agents", "post")
    parties = {name.casefold() for row in register("parties") for name in (row["name"], *row["aliases"].split("|"))}
    return frozenset({*phrases("agents", "title")["words"], *parties}), (*posts["en"], *posts["n"])


def _is_no_place(words: str) -> bool:
    """Whether what stands where a village can is an office, a role or a party."""
    plain, endings = _words()
    low = lowered(words)
    return low in plain or any(word in plain or word.endswith(endings) for word in low.split(" "))
