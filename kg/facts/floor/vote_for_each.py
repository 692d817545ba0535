"""Votes that name no Ja and no Nej: how many or who voted for each side, `Förslaget får 7 röster och avslag 2`.

Ja is the side that does not reject, else the one named first; what it is for stands beside the figures.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.floor import ballot_list, vote_count, vote_side
from kg.facts.floor.ballot_list import Voter
from kg.language import grammar

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from kg.model import Flow

_OPTIONS = grammar.pattern("vote", "options")
"""Where Ja and Nej are spoken of they have their meaning, and other figures are told of them."""
_FIGURES = grammar.patterns("vote", "for-each")
_DECIDED = grammar.patterns("vote", "decided-by")
_NAMES_BEHIND = grammar.pattern("vote", "side-names-behind")
_NAMES_IN_FRONT = grammar.pattern("vote", "side-names-in-front")
_NAMES_AGAIN = grammar.pattern("vote", "side-names-again")
_MATTER = grammar.pattern("vote", "side-of-a-matter")
"""What stands on a side of a vote on a matter: a name alone is somebody who may be elected."""
_AGAINST = grammar.pattern("vote", "side-against")


class Sides(NamedTuple):
    """What a vote says of its two sides: figures where it has any, what each is for, who stands on each list."""

    places: tuple[tuple[int, int], ...]
    figures: tuple[int, int] | None
    means: tuple[str, str]
    voters: tuple[Voter, ...]


class _Side(NamedTuple):
    words: str
    place: tuple[int, int]
    listed: tuple[tuple[int, int], ...]


def read(whole: Flow) -> Sides | None:
    """Read the two sides of the one vote of a text; None where it has none, more than one, or speaks of Ja and Nej."""
    if _OPTIONS.search(whole.text):
        return None
    told = list(_figures(whole.text))
    if len({one[1:] for one in told}) > 1:
        return None
    sides = _lists(whole)
    if len(sides) != 2 or _first_is_yes(sides[0].words, sides[1].words) is None:
        sides = []
    if not sides:
        return Sides((told[0][0],), told[0][1], told[0][2], ()) if told else None
    yes, no = sides if _first_is_yes(sides[0].words, sides[1].words) else reversed(sides)
    voters = tuple(
        Voter(person, option, side.place)
        for option, side in (("yes", yes), ("no", no))
        for place in side.listed
        for person in ballot_list.voters_in(whole.cut(*place))
    )
    places = ((told[0][0],) if told else ()) + tuple(side.place for side in sides)
    return Sides(places, told[0][1] if told else None, (yes.words, no.words), voters)


def _figures(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int], tuple[str, str]]]:
    """Give where figures stand, how many voted for the side that counts as Ja and for the other, and what they mean."""
    for match in (match for pattern in _FIGURES for match in pattern.finditer(text)):
        one, other = match["one"].strip(), (match["other"] or "mot").strip()
        first = _first_is_yes(one, other)
        figures = grammar.number(match["first"]), grammar.number(match["second"])
        if first is not None:
            means = one, other
            yield match.span(), figures if first else figures[::-1], means if first else means[::-1]
    for score in vote_count.scores(text):
        decided = next((hit for form in _DECIDED if (hit := form.search(score.sentence))), None)
        if decided is not None and score.first > score.second:
            yield (score.begin, score.end), (score.first, score.second), (decided["means"].strip(" ,."), "")


def _first_is_yes(one: str, other: str) -> bool | None:
    """Whether of two sides the first is the one that does not reject; None where both do, or one is no matter."""
    if not (_MATTER.search(one) and _MATTER.search(other)):
        return None
    rejects = [vote_side.rejects(words) or _AGAINST.match(words) is not None for words in (one, other)]
    return None if all(rejects) else not rejects[0]


def _lists(whole: Flow) -> list[_Side]:
    """Give the lists of those who vote for each side, in the order of the sides; those of one side are put together."""
    found: dict[str, _Side] = {}
    for match, place in sorted(_listed(whole), key=lambda one: one[1]):
        words = " ".join(match["words"].split()).removeprefix("för ").removeprefix("För ")
        known = found.get(words.casefold())
        found[words.casefold()] = _Side(words, match.span("words"), (*(known.listed if known else ()), place))
    return list(found.values())


def _listed(whole: Flow) -> Iterator[tuple[re.Match[str], tuple[int, int]]]:
    text = whole.text
    heads = list(_NAMES_BEHIND.finditer(text))
    for match, after in pairwise([*heads, None]):
        if match is None:
            continue
        place = match.end(), ballot_list.list_end(whole, match.end(), after.start() if after else len(text))
        if ballot_list.only_names(whole, *place):
            yield match, place
    for match in (match for form in (_NAMES_IN_FRONT, _NAMES_AGAIN) for match in form.finditer(text)):
        if ballot_list.only_names(whole, *match.span("who")):
            yield match, match.span("who")
