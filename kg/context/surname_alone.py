"""People whom the paragraphs call by the surname alone (`Ledamot Ek föreslog`) are called as the roster calls them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from kg.context import rewording
from kg.language import grammar
from kg.letters import LOWER, UPPER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from kg.model import Flow, Minutes

_SURNAME = rf"(?P<name>[{UPPER}][{LOWER}]+(?:-[{UPPER}][{LOWER}]+)?)(?![\w-])"


_POINTS = frozenset({"decision", "proposal", "draft"})
"""Sections whose sentences are facts word for word: there only who does something is called by the whole name."""


@cache
def _behind_an_office() -> re.Pattern[str]:
    office = grammar.pattern("attendance", "surname-behind").pattern
    return re.compile(rf"(?<![\w-]){office}\s{_SURNAME}(?!\s?[(\[{UPPER}])")


@cache
def _acting() -> re.Pattern[str]:
    acts = grammar.pattern("attendance", "surname-before").pattern
    return re.compile(rf"(?:^|(?<=[.;:]\s)){_SURNAME}(?=\s{acts})")


@cache
def _together() -> re.Pattern[str]:
    """Give several who do something together, in front of the verb or behind it: `Ek, Al och Ås reserverar sig`."""
    one = _SURNAME.replace("?P<name>", "?:")
    names = rf"(?P<names>{one}(?:,\s{one})*\s(?:och|samt)\s{one})"
    acts, behind = (grammar.pattern("attendance", f"surname{which}").pattern for which in ("-before", "s-behind"))
    others = rf"{behind}\s{names.replace('?P<names>', '?P<others>')}(?=[.,;:]|\s(?:mot|till)\b|$)"
    return re.compile(rf"(?:^|(?<=[.;:]\s)){names}(?=\s{acts})|{others}")


def told(minutes: Minutes, people: AbstractSet[str]) -> Minutes:
    """Call by the whole name who is called by a surname that one alone has of those who were there."""
    known = _surnames(people)
    if not known:
        return minutes
    for form in (_acting(), _together()):
        minutes = rewording.reworded(minutes, lambda flow, form=form: _told(flow, form, known))  # type: ignore[misc]
    return rewording.reworded(minutes, lambda flow: _told(flow, _behind_an_office(), known), but=_POINTS)


def _surnames(people: AbstractSet[str]) -> dict[str, str]:
    """Give the whole names by the surnames that are one person's."""
    lasts = Counter(name.rpartition(" ")[2] for name in people if " " in name)
    words = {word for name in people for word in name.split(" ")[:-1]}
    return {last: name for name in people if lasts[last := name.rpartition(" ")[2]] == 1 and last not in words}


def _told(flow: Flow, form: re.Pattern[str], known: Mapping[str, str]) -> Flow:
    if not any(map(flow.text.__contains__, known)):
        return flow  # nobody of those who were there: most paragraphs
    found: Flow | None = None
    at = 0
    for begin, end in (span for match in form.finditer(flow.text) for span in _places(match, known)):
        whole = known[flow.text[begin:end]]
        found = rewording.behind(found, flow.cut(at, begin), flow.text[at : at + 1])
        found = rewording.behind(found, rewording.called(whole, flow, begin, end), flow.text[begin - 1 : begin])
        at = end
    return flow if found is None else rewording.behind(found, flow.cut(at), flow.text[at : at + 1])


def _places(match: re.Match[str], known: Mapping[str, str]) -> list[tuple[int, int]]:
    """Give where the surnames of a match stand; of several together none where one is nobody's."""
    which = next(name for name, value in match.groupdict().items() if value)
    begin, end = match.span(which)
    spans = [one.span() for one in re.compile(_SURNAME).finditer(match.string, begin, end)]
    return spans if all(match.string[first:last] in known for first, last in spans) else []
