"""What a Ja and a Nej mean in a vote, and for which of them words speak that name neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.language import grammar

if TYPE_CHECKING:
    from collections.abc import Mapping

_MEANS = (("yes", grammar.patterns("vote", "yes-means")), ("no", grammar.patterns("vote", "no-means")))
_QUESTIONS = {
    question: grammar.pattern("vote", f"side-{question}")
    for question in ("reject", "approve", "back", "today", "adjourn")
}
_SMALL = grammar.pattern("vote", "side-small")
_VOTER = grammar.pattern("vote", "voter")
"""`Följande röstar ja: Anna Ek (S), ...` says who, not what for."""
_WORD = re.compile(r"[\wåäö-]{2,}")


def means(before: str) -> dict[str, str]:
    """Read what Yes and No mean off the text in front of the figures."""
    found = {}
    for option, patterns in _MEANS:
        read = ([hit for hit in pattern.finditer(before) if not _VOTER.match(hit["means"])] for pattern in patterns)
        hits = next((hits for hits in read if hits), [])
        if hits:
            found[option] = re.sub(r"\s+", " ", hits[-1]["means"]).strip(' ,”"')
    return found


def for_which(words: str, meant: Mapping[str, str]) -> str:
    """Say for which option words speak (`till förmån för avslag`): for the one that means it, and the other does not.

    First the question (approval, rejection, ...) decides, then the words that one meaning has alone. Words that reject
    are never given to an option for what it would approve. Where one meaning is unknown nothing is said.
    """
    if set(meant) != {"yes", "no"}:
        return ""
    asked = _asked(words)
    same = [option for option, of_it in meant.items() if asked and _asked(of_it) == asked]
    if len(same) == 1:
        return same[0]
    if not same and asked - {"approve"}:
        return ""
    own = {option: _words(of_it) for option, of_it in meant.items()}
    said = _words(words)
    hits = [option for option in own if said & (own[option] - own["no" if option == "yes" else "yes"])]
    return hits[0] if len(hits) == 1 else ""


def rejects(words: str) -> bool:
    """Whether words speak of rejection: `avslag på motionen`."""
    return "reject" in _asked(words)


def _asked(words: str) -> set[str]:
    return {question for question, pattern in _QUESTIONS.items() if pattern.search(words)}


def _words(text: str) -> set[str]:
    return {
        word.removesuffix("s")
        for match in _WORD.finditer(text.casefold())
        if (word := match[0]) and not _SMALL.fullmatch(word)
    }
