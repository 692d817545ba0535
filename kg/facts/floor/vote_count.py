"""The figures of votes: `7 ja mot 2 nej`, `Ja: 7, Nej: 2`, lists with their figures, and `med 7 röster mot 2`."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from kg.facts.floor import vote_side
from kg.language import grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATTERNS = (
    *grammar.patterns("vote", "yes-no"),
    *grammar.patterns("vote", "figures-behind-names"),
    *grammar.patterns("vote", "no-yes"),
    *grammar.patterns("vote", "figures"),
)
_LISTED = {option: grammar.pattern("vote", f"listed-{option}") for option in ("yes", "no", "abstain")}
_ABSTAIN = grammar.patterns("vote", "abstain")
_ABSENT = grammar.patterns("vote", "absent")
_BEHIND = 160
"""How far behind the figures stands how many abstained, in characters."""
_SCORE = grammar.pattern("vote", "score")
_OF_A_VOTE = grammar.pattern("vote", "score-of-a-vote")
_WORDLESS = grammar.pattern("vote", "score-without-words")
"""A line that has nothing but two figures and their label: `Röstresultat: 7-2`."""
_LOST = grammar.pattern("vote", "score-lost")
_EACH_SIDE = grammar.pattern("vote", "each-side")
_GETS = grammar.pattern("vote", "gets")
_EACH_SIDE_GETS = grammar.pattern("vote", "each-side-gets")
_VOTING_AGAIN = grammar.pattern("vote", "voting-again")
_OF_ALL = grammar.pattern("vote", "of-all")
_OTHERS_ASKED = grammar.pattern("vote", "others-asked")
_LONGEST_OF_ALL = 40
"""How far in front of the number of all the figure begins, in characters."""
_OPTION = re.compile(r"\b(?:(?P<yes>ja)|(?P<no>nej))\b", re.IGNORECASE)
_LABEL = grammar.pattern("vote", "label-of-a-figure")
_LONGEST_LABEL = 30
_FIGURE_BEHIND = re.compile(r"\s?:\s*\d")
_THOUSANDS = re.compile(r"(?:\d[\s.]|§\s?)$")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")
_MOST_VOTERS = 149
"""The seats of the largest assembly of Sweden: more have voted in a referendum or answered a questionnaire."""
_LONGEST_SENTENCE = 500
"""How far back a sentence may begin, in characters."""


class Count(NamedTuple):
    """The figures of one vote and where they stand."""

    begin: int
    end: int
    yes: int
    no: int


class Rest(NamedTuple):
    """How many took part in a vote without Ja and Nej, and how many did not; None where no figure says it."""

    abstain: int | None
    absent: int | None


class Score(NamedTuple):
    """Two figures of a vote whose sides the sentence does not name, and the sentence."""

    begin: int
    end: int
    first: int
    second: int
    sentence: str
    behind: str
    """The sentence behind it."""


def borders_another(text: str, begin: int, end: int) -> re.Match[str] | None:
    """Give where a vote is called again between two places."""
    return _VOTING_AGAIN.search(text, begin, end)


def rest(text: str, count: Count, bounds: tuple[int, int]) -> Rest:
    """Give how many abstained and were absent in a vote between two places; a figure behind a list is the surer one."""
    begin, end = bounds
    told = near(text, (max(begin, sentence_begin(text, count.begin)), count.end), end)
    listed = _LISTED["abstain"].search(text, begin, end)
    return told._replace(abstain=_figure(listed)) if listed else told


def near(text: str, place: tuple[int, int], end: int | None = None) -> Rest:
    """Give how many abstained and were absent, as said at a place or close behind it."""
    begin, last = place
    part = text[begin : last + _BEHIND if end is None else min(end, last + _BEHIND)]
    return Rest(*(_first(patterns, part) for patterns in (_ABSTAIN, _ABSENT)))


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> int | None:
    """Give the figure of the first form that a text has."""
    match = next((match for pattern in patterns if (match := pattern.search(text))), None)
    return grammar.number(match[1]) if match else None


def counts(text: str, decided: str = "") -> list[Count]:
    """Find the figures of all votes of a text, in order; the same figures told again are one.

    `decided` is what the paragraph decides: it says whose the figures are of the only vote that has them and no words.
    """
    found: list[Count] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if _is_part_of_a_figure(match) or _is_labelled(match) or _is_of_others(match):
                continue
            _add(found, Count(*match.span(), _said(match, "yes"), _said(match, "no")))
    found += _listed_counts(text)
    for count in _of_sides(text):
        _add(found, count)
    distinct: list[Count] = []
    for count in sorted(found):
        if distinct and count[2:] == distinct[-1][2:] and not borders_another(text, distinct[-1].end, count.begin):
            continue
        distinct.append(count)
    bare = scores(text)
    for score in bare:
        told = any({score.first, score.second} == {count.yes, count.no} for count in distinct)
        alone = not distinct and len(bare) == 1 and _WORDLESS.fullmatch(score.sentence)
        sided = None if told else _sided(text, score, decided if alone else "")
        if sided is not None:
            _add(distinct, sided)
    return sorted(distinct)


def _is_part_of_a_figure(match: re.Match[str]) -> bool:
    """Whether the first figure is the end of a larger one (`1 007 röster`) or a paragraph's; a word is neither."""
    begin = match.start()
    return match[0][0].isdigit() and _THOUSANDS.search(match.string, max(0, begin - 3), begin) is not None


def _is_of_others(match: re.Match[str]) -> bool:
    """Whether the figures are those of a questionnaire or a referendum: `I enkäten svarade 34 ja och 12 nej`."""
    begin = sentence_begin(match.string, match.start())
    return _OTHERS_ASKED.search(match.string, begin, match.start()) is not None


def _is_labelled(match: re.Match[str]) -> bool:
    """Whether the first figure stands behind its own label: in `Ja-röster: 7` / `Nej-röster: 2` the 7 are no Nej.

    So does the second, where the first is of something else: `Resultat: 7–2` / `Ja-röster: 7` / `Nej-röster: 2`.
    """
    first, second = sorted((match.start("yes"), match.start("no")))
    places = (first, second) if _FIGURE_BEHIND.match(match.string, match.end()) else (first,)
    return match.start() == first and any(
        _LABEL.search(match.string, max(0, at - _LONGEST_LABEL), at) is not None for at in places
    )


def _said(match: re.Match[str], option: str) -> int:
    """Give the figure of an option: of `3 av 5 ledamöter röstar ja` that of those who do, not of all."""
    of_all = _OF_ALL.search(match.string, max(0, match.start(option) - _LONGEST_OF_ALL), match.start(option))
    return grammar.number(of_all["n"] if of_all else match[option])


def _add(found: list[Count], count: Count) -> None:
    """Take figures that no others stand within."""
    inside = any(count.begin < other.end and other.begin < count.end for other in found)
    if not inside and count.yes + count.no <= _MOST_VOTERS:
        found.append(count)


def _listed_counts(text: str) -> Iterator[Count]:
    """Pair the figures behind two lists of voters: `A och B röstar Ja (2).` with `C röstar Nej (1).` behind it."""
    yes, no = (list(_LISTED[option].finditer(text)) for option in ("yes", "no"))
    for one in yes:
        others = [m for m in no if not borders_another(text, min(one.end(), m.end()), max(one.start(), m.start()))]
        if others:
            other = min(others, key=lambda m: abs(m.start() - one.start()))
            begin, end = min(one.start(), other.start()), max(one.end(), other.end())
            yield Count(begin, end, _figure(one), _figure(other))


def _figure(match: re.Match[str]) -> int:
    return int(next(value for value in match.groups() if value))


def _of_sides(text: str) -> Iterator[Count]:
    """Read `7 röstar för avslag och 2 för bifall` where it was said for which of them a Ja is."""
    patterns = (_EACH_SIDE, _EACH_SIDE_GETS) if _GETS.search(text) else (_EACH_SIDE,)
    for match in (match for pattern in patterns for match in pattern.finditer(text)):
        meant = _meant(text, match.start())
        one, other = (vote_side.for_which(match[name], meant) for name in ("one", "other"))
        if {one, other} == {"yes", "no"}:
            first, second = grammar.number(match["first"]), grammar.number(match["second"])
            yield Count(*match.span(), *((first, second) if one == "yes" else (second, first)))


def of_each(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Give where it stands what most vote for and what fewer do: `Förslaget får 7 röster och avslag 2 röster`."""
    for match in _EACH_SIDE_GETS.finditer(text) if _GETS.search(text) else ():
        first, second = grammar.number(match["first"]), grammar.number(match["second"])
        if first != second and first + second <= _MOST_VOTERS:
            one, other = match.span("one"), match.span("other")
            yield (one, other) if first > second else (other, one)


def sentence_begin(text: str, at: int) -> int:
    """Give where the sentence or line begins that a place stands in."""
    before = [end.end() for end in _SENTENCE_END.finditer(text, max(0, at - _LONGEST_SENTENCE), at)]
    return before[-1] if before else max(0, at - _LONGEST_SENTENCE)


def scores(text: str) -> list[Score]:
    """Find `med 7 röster mot 2` and `utföll 7–2`, in a sentence that speaks of votes and of nobody who lost."""
    found: list[Score] = []
    for match in _SCORE.finditer(text):
        begin = sentence_begin(text, match.start())
        ends = [end.start() for end in islice(_SENTENCE_END.finditer(text, match.end()), 2)]
        end = ends[0] if ends else len(text)
        sentence = text[begin:end]
        first, second = grammar.number(match["first"]), grammar.number(match["second"])
        above = text[sentence_begin(text, begin - 1) : begin] if begin and _WORDLESS.fullmatch(sentence) else ""
        if _OF_A_VOTE.search(above + sentence) and not _LOST.search(sentence) and first + second <= _MOST_VOTERS:
            behind = text[end + 1 : ends[1]] if len(ends) > 1 else text[end + 1 :]
            found.append(Score(*match.span(), first, second, sentence, behind))
    return found


def _sided(text: str, score: Score, decided: str) -> Count | None:
    """Give each figure of a score to its option: the first is that of what was decided, which won."""
    first, second = score.first, score.second
    if first == second:
        return Count(score.begin, score.end, first, second)
    named = {option for match in _OPTION.finditer(score.sentence) for option in [match.lastgroup]}
    meant = _meant(text, score.begin)
    won = ""
    if len(named) == 1:
        won = str(named.pop())
    elif not named:
        won = vote_side.for_which(score.sentence, meant) or vote_side.for_which(score.behind, meant)
        won = won or vote_side.for_which(decided, meant)
    if not won or (first < second and "återremi" not in score.sentence):
        return None  # a minority wins where a matter is sent back, and nowhere else
    return Count(score.begin, score.end, *((first, second) if won == "yes" else (second, first)))


def _meant(text: str, at: int) -> dict[str, str]:
    """Give what Yes and No mean: as said in front of a place, else, where nothing is, as said behind it."""
    meant = vote_side.means(text[:at])
    return meant if set(meant) == {"yes", "no"} else vote_side.means(text)
