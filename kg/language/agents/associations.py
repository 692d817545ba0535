"""How a text names associations and councils of citizens: a name with a capital, told by the word that it ends in."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.language.agents.organs import ALL, Located, locate
from kg.language.agents.words import canonical
from kg.letters import LOWER, UPPER
from kg.model import Flow, Mention
from kg.resources import phrases


@cache
def _ending() -> re.Pattern[str]:
    """What is in every such name: looked for first, as few lines have it."""
    return re.compile("|".join(phrases("agents", "association")["ending"]))


@cache
def _pattern() -> re.Pattern[str]:
    endings = "|".join(phrases("agents", "association")["ending"])
    verb = "|".join(phrases("agents", "association")["verb"])
    no = "|".join(phrases("agents", "association")["no"])
    before = rf"(?:(?:[{UPPER}][\w-]*|och|i|med|för|(?!\w*(?:{verb})\s)[{LOWER}-]+s)\s){{0,5}}"
    behind = rf"(?:\si\s[{UPPER}]\w+|\s[{UPPER}]\w+)*"
    bare = rf"(?i:{endings})(?:en|et|n)s?\b(?!\s[{UPPER}])"
    return re.compile(
        rf"\b(?=[{UPPER}])(?!{bare}){before}(?!(?i:{no})\b)[\w-]*(?i:{endings})(?:en|et|n)?(?:(?P<genitive>s)|{behind})\b"
    )


def associations(flow: Flow) -> list[Located]:
    """Find the associations that a text names; a body, a company and `Föreningen` alone are none."""
    return [
        Located(begin, end, Mention("agent", canonical(flow.text[begin : end - more]), flow.span(begin, end)))
        for begin, end, more in _found(flow.text)
    ]


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[tuple[int, int, int], ...]:
    """Give where names stand, and how many letters at the end only say whose something is."""
    if _ending().search(text.lower()) is None:
        return ()
    found = [(*match.span(), len(match["genitive"] or "")) for match in _pattern().finditer(text)]
    taken = locate(Flow(text, (0,), (0,)), kinds=ALL) if found else []
    return tuple(one for one in found if not any(hit.begin < one[1] and one[0] < hit.end for hit in taken))
