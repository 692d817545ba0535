"""Which cases are one matter that has two numbers: another series prints the same number of the same year."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from kg.graph.iri import slug
from kg.resources import abbreviations, phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_YEAR = re.compile(r"\d\d")
_BEHIND_A_YEAR = re.compile(r"(?P<year>\d\d)\D")
"""A series that begins with the year: `24RS`."""
_WORDS, _LETTERS = 2, 12
"""A title of fewer words or letters (`Delegationsbeslut`) is that of many matters."""
_LIKE = 85
"""Titles of the board and its assembly that are so like each other are of one matter that has one number."""
_SHARE = 0.6
"""A title that is but a smaller part of another is that of a part of the matter: a board's report, and the year's."""
_WORD, _SEVERAL = 5, 3
"""Of how many letters a word is that says what a title is about, and of how many such words two of one matter share."""
_ONE_DIARY = ("fullmaktige", "styrelsen", "styrelsens-arbetsutskott")
"""Bodies of an organisation that keep one diary: the assembly, its board and the board's committee."""


class About(NamedTuple):
    """What one paragraph is about."""

    item: str
    minutes: str
    body: str
    """Who met."""
    day: str
    cases: tuple[str, ...]
    title: str
    passage: str


class Same(NamedTuple):
    """Two cases that are one matter, and the two paragraphs that show it."""

    one: str
    other: str
    shown: tuple[About, About]
    rule: str
    confidence: str


def key(case: str) -> str:
    """Give what the IRIs of a case have in common, whatever series its number stands in: organisation, year, number.

    >>> [key(f"urn:x/case/ekby/{end}") for end in ("SLK/2022-01313", "kommunfullmaktige/1313-22", "22RS/1313")]
    ['urn:x/case/ekby/2022/1313', 'urn:x/case/ekby/2022/1313', 'urn:x/case/ekby/2022/1313']
    >>> key("urn:x/case/ekby/KS/A-7")
    'urn:x/case/ekby/KS/A-7'
    """
    place, series, number = (["", *case.rsplit("/", 2)])[-3:]
    figures = _NUMBERS.findall(number)
    begun = _BEHIND_A_YEAR.match(series)
    if len(figures) == 1 and begun:
        figures.insert(0, f"20{begun['year']}")
    if len(figures) != 2:
        return case
    first, second = figures
    if not _YEAR.fullmatch(first) and (_YEAR.fullmatch(second) or _SHORT_YEAR.fullmatch(second)):
        first, second = second, first
    if _SHORT_YEAR.fullmatch(first):
        first = f"20{first}"
    return f"{place}/{first}/{int(second)}" if _YEAR.fullmatch(first) else case


def same(about: Sequence[About]) -> list[Same]:
    """Tell which cases are one: a paragraph prints both numbers, or two paragraphs of one title have one each.

    Args:
        about: The paragraphs about cases of one year and number, in whatever series.
    """
    found: dict[tuple[str, str], Same] = {}
    ordered = sorted(about)
    for nth, one in enumerate(ordered):
        for a, b in zip(one.cases, one.cases[1:], strict=False):
            found.setdefault((a, b), Same(a, b, (one, one), "matter/printed-together", "0.95"))
        for other in ordered[nth + 1 :]:
            for a in one.cases:
                for b in other.cases:
                    if a != b and _is_one_matter(one, a, other, b):
                        pair = (min(a, b), max(a, b))
                        found.setdefault(pair, Same(*pair, (one, other), "matter/by-number-and-title", "0.85"))
    return [found[pair] for pair in sorted(found)]


def beside(paragraph: About) -> Same:
    """Tell that the two numbers of a paragraph, each of a diary of its own, are of one matter."""
    one, other = paragraph.cases
    return Same(one, other, (paragraph, paragraph), "matter/printed-together", "0.95")


def of_steps(about: Sequence[About], told: Sequence[tuple[str, str]]) -> list[Same]:
    """Tell which cases of one number in two diaries are one, as a paragraph tells of a movement at the other's.

    Args:
        about: The paragraphs about cases of one year and number.
        told: The paragraphs that tell of a movement, each with the paragraph where that was made.
    """
    by_item = {one.item: one for one in about}
    pairs = [(by_item[step], by_item[item]) for item, step in sorted(set(told)) if {item, step} <= by_item.keys()]
    return [
        Same(one.cases[0], other.cases[0], (one, other), "matter/by-step-and-title", "0.85")
        for one, other in pairs
        if len(one.cases) == len(other.cases) == 1 and one.cases != other.cases and are_one_matter(one, other)
    ]


def of_step(step: str, about: Sequence[About]) -> list[Same]:
    """Tell which cases are that of a paragraph: whoever tells of what was done there has the matter by another number.

    Args:
        step: The IRI of the paragraph.
        about: The paragraph and those that tell of a movement there.
    """
    return [
        Same(one.cases[0], other.cases[0], (one, other), "matter/by-step-and-title", "0.85")
        for one, other in unnumbered(step, about)
        if len(one.cases) == len(other.cases) == 1
    ]


def unnumbered(step: str, about: Sequence[About]) -> list[tuple[About, About]]:
    """Give a paragraph beside each that tells of a movement there, and has the matter by another number or by none.

    Its title says so too: a budget is prepared by the paragraphs of many matters.
    """
    return [
        (one, other)
        for one in about
        if one.item == step
        for other in sorted(about, key=lambda two: (two.day, two.item))
        if not share_a_number(one, other) and are_one_matter(one, other)
    ]


def share_a_number(one: About, other: About) -> bool:
    """Whether two paragraphs are about cases of one number of a year: they are looked at together by that."""
    return not {key(case) for case in one.cases}.isdisjoint(key(case) for case in other.cases)


def are_one_matter(one: About, other: About) -> bool:
    """Whether a paragraph that tells what was done at an earlier one has that one's matter, as both titles say."""
    shorter, longer = sorted((one.title, other.title), key=len)
    return (
        other.item != one.item
        and other.day >= one.day
        and _place(one) == _place(other)
        and _tells_enough(shorter)
        and len(shorter) >= _SHARE * len(longer)
        and (_are_alike(one.title, other.title) or _share_words(one.title, other.title))
        and not (_is_of_each(longer) and not (_keep_one_diary(one, other) and not (one.cases and other.cases)))
    )


def _is_of_each(title: str) -> bool:
    """Whether a title is that of what every body makes for itself, and from time to time: a report, a budget."""
    return any(title.startswith(word) or f"-{word}" in title for word in _of_each())


@cache
def _of_each() -> tuple[str, ...]:
    return tuple(slug(word) for word in phrases("item", "title")["of-each"])


def _keep_one_diary(one: About, other: About) -> bool:
    """Whether two bodies are one, the other's committee, or the assembly and its board."""
    a, b = sorted((one.body, other.body), key=len)
    return a == b or b.startswith(f"{a}s-") or all(name.endswith(_ONE_DIARY) for name in (a, b))


def says_all_of(one: About, other: About) -> bool:
    """Whether the longer of two titles has all long words of the shorter: `Motion om x`, `Svar på motion om x`.

    `Motion om cykelväg till Nybyn` is like one about Gammelbyn, and another.
    """
    shorter, longer = sorted((_long_words(about.title) - _of_the_form() for about in (one, other)), key=len)
    return bool(shorter) and shorter <= longer


@cache
def _of_the_form() -> frozenset[str]:
    return frozenset(slug(word) for word in phrases("item", "title")["of-the-form"])


def _long_words(title: str) -> frozenset[str]:
    return frozenset(word for word in title.split("-") if len(word) >= _WORD)


def _share_words(one: str, other: str) -> bool:
    """Whether two titles share most of their words, and several: `svar på motion om x`, `yttrande över motion om x`."""
    a, b = _long_words(one), _long_words(other)
    return len(a & b) >= _SEVERAL and len(a & b) >= _SHARE * max(len(a), len(b))


def _place(one: About) -> str:
    """Give the organisation of a paragraph, as the IRIs of its case and its body call it."""
    return (one.cases[0].rsplit("/", 2)[0] if one.cases else one.body.rpartition("/")[0]).rpartition("/")[2]


def _tells_enough(title: str) -> bool:
    return len(title) >= _LETTERS and title.count("-") >= _WORDS - 1


def _are_alike(one: str, other: str) -> bool:
    return fuzz.token_set_ratio(one.replace("-", " "), other.replace("-", " ")) >= _LIKE


def _is_one_matter(one: About, a: str, other: About, b: str) -> bool:
    """Whether two paragraphs are about one matter: of one body by their title, of one diary by a title like it.

    A diary is a body's, whether its series is printed (`KS 52/31`) or not, or that of the assembly and its board.
    """
    if not _tells_enough(min(one.title, other.title, key=len)):
        return False
    if one.body == other.body:
        return one.title == other.title
    alike = _are_alike(one.title, other.title)
    if _owner(a) == _owner(b):
        return alike
    alone = all(_is_of(body, case) for body, case in ((one.body, a), (other.body, b)))
    return alone and alike


def _owner(case: str) -> str:
    """Give whose diary has a case: the body after which its series is called, or whose minutes print it without one.

    >>> _owner("urn:x/case/ekby/KS/52-31"), _owner("urn:x/case/ekby/kommunstyrelsen/52-31")
    ('kommunstyrelsen', 'kommunstyrelsen')
    """
    series = case.rsplit("/", 2)[-2]
    return slug(abbreviations().get(series, series))


def _is_of(body: str, case: str) -> bool:
    """Whether a case has no series but that of the body that met, which shares its diary with others."""
    name = body.rpartition("/")[2]
    return name.endswith(_ONE_DIARY) and case.rsplit("/", 2)[-2] == name


def matters(about: Sequence[About], joined: Sequence[Same]) -> list[frozenset[str]]:
    """Part the cases into matters: each with all cases that are one with it."""
    of: dict[str, set[str]] = {case: {case} for one in about for case in one.cases}
    for one in joined:
        if of[one.one] is not of[one.other]:
            whole = of[one.one] | of[one.other]
            of |= dict.fromkeys(whole, whole)
    return sorted({frozenset(cases) for cases in of.values()}, key=min)
