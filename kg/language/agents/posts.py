"""How a text names offices that a person holds: `hälso- och sjukvårdsdirektören`, `nämndens ordförande`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.letters import lowered
from kg.model import Mention
from kg.resources import phrases

if TYPE_CHECKING:
    from kg.model import Flow


def pattern() -> re.Pattern[str]:
    """Give the pattern of an office, for text in lower case."""
    return grammar.pattern("agents", "post")


@cache
def _posts() -> dict[str, tuple[str, ...]]:
    return {
        article: tuple(sorted(words, key=len, reverse=True)) for article, words in phrases("agents", "post").items()
    }


def post_name(text: str) -> str:
    """Give an office in the definite form and lower case.

    >>> post_name("Hälso- och sjukvårdsdirektör")
    'hälso- och sjukvårdsdirektören'
    >>> post_name("HR-chef")
    'HR-chefen'
    >>> post_name("Avdelningschef för stadsplaneringsavdelningen")
    'avdelningschefen för stadsplaneringsavdelningen'
    """
    words = re.sub(r"\s+", " ", text).strip(" .,:;")
    head, behind, rest = words.partition(" för ")
    abbreviated = head[1:2].isupper() and not head.isupper()  # "HR-chefen"
    folded = head.lower() if head.isupper() else head if abbreviated else head[:1].lower() + head[1:]
    for article, endings in _posts().items():
        for ending in endings:
            if folded.casefold().endswith(ending):
                return f"{folded}{article}{behind}{rest}"
            if folded.casefold().endswith(ending + article + "s"):
                return f"{folded[:-1]}{behind}{rest}"
    return f"{folded}{behind}{rest}"


def is_post(text: str) -> bool:
    """Whether a text as a whole names an office."""
    return pattern().fullmatch(lowered(text)) is not None


def is_title(text: str) -> bool:
    """Whether words beside a name are the title of who has it: an office in the indefinite form, and what it is of.

    >>> is_title("tf. ekonomichef"), is_title("enhetschef socialförvaltningen"), is_title("ekonomichefen")
    (True, True, False)
    """
    words = lowered(text).strip(" .,;:()[]–-").split(" ")
    while len(words) > 1 and words[0] in phrases("agents", "office")["before"]:
        words.pop(0)
    if words[0].endswith(phrases("agents", "office")["ending"]):
        return True
    match = pattern().match(" ".join(words))
    return match is not None and post_name(match[0]) != match[0]


def has_post(text: str) -> bool:
    """Whether a text names an office."""
    return pattern().search(lowered(text)) is not None


def post_at(flow: Flow, begin: int) -> Mention | None:
    """Give the office whose name begins at a place of a text, with the body it belongs to (`nämndens ordförande`)."""
    match = grammar.pattern("agents", "post-of-a-body").match(flow.text, begin)
    if match is not None and " " in match[0]:
        return Mention("post", match[0], flow.span(*match.span()))
    match = pattern().match(lowered(flow.text), begin)
    return (
        Mention("post", post_name(flow.text[match.start() : match.end()]), flow.span(*match.span())) if match else None
    )
