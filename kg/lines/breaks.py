"""Line breaks inside a sentence: what shows that a line goes on below, however far it reaches on the page.

How far a line reaches shows where it was wrapped by its width. A line that was broken by hand, or by another width than
the rest, shows it by its words alone: a date, a name, a paragraph's number is parted, or the sentence has no end yet.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.language import dates, grammar
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from kg.model import Line

_MONTH = f"(?:{dates.MONTH})"
_DAY_PARTED = re.compile(
    rf"(?:^|\s)\d{{1,2}}(?::[ae])?\n{_MONTH}\b(?!-|\s(?-i:[A-ZÅÄÖ]))|\b{_MONTH}\.?\n(?:19|20)\d\d\b", re.IGNORECASE
)
_SIGN_PARTED = re.compile(r"§\n\d|\d(?: ?[a-h])?\n§+(?!\s*\d)")
# "den 28 oktober 2024 / § 142": a step's paragraph; behind it nothing that may be a title.
_STEP_PARTED = re.compile(r"(?:19|20)\d\d(?:-\d\d-\d\d)?,?\n§+\s?\d{1,4}(?:[,.;)]|\s[a-zåäö]|$)")
_BRACKET_PARTED = re.compile(r"(?:[^\W_]|\bm\.? ?fl\.)\n\((?:[^\W_]{1,5}\)|-\)|\d{4}:\d)")
_THOUSANDS_PARTED = re.compile(r"(?<![\d/.-])\d{1,3}\n\d{3}\b(?![/.-]\d)")
# "och Karin / Alm (C)", "Karin / Alm (C) yrkar": no name of a person is one word in front of the party.
_NAME_PARTED = re.compile(
    r"[a-zåäö,)]\s[A-ZÅÄÖ][\w'’-]+\n[A-ZÅÄÖ][\w'’-]+ \([^\W\d_]{1,4}\)|"
    r"\A[A-ZÅÄÖ][\w'’-]+\n[A-ZÅÄÖ][\w'’-]+ \([^\W\d_]{1,4}\)(?:[,:]| [a-zåäö])"
)
# "Bo Ek, Karin / Alm, Siv Al": a name of a list, if it stands whole elsewhere.
_LISTED_NAME_PARTED = grammar.pattern("running", "listed-name-parted")
_TITLED_NAME_PARTED = grammar.pattern("running", "titled-name-parted")
# "Anna- / Karin Alm", "Omar al- / Rashid": the hyphen of a name, whose second half has its capital.
_HYPHEN_OF_A_NAME = re.compile(r"(?<![\w-])(?:[^\W\d_a-zåäö][a-zåäöéü]+|al|el|ul|as|abu|ben|bin|ibn)-\Z")
_SECOND_HALF = re.compile(r"[^\W\d_a-zåäö][a-zåäöéü]+\b(?!-)")
_HALF_AND_PARTY = re.compile(r"[\w'’-]+(?: [^\W\d_][\w'’-]+)? \([^\W\d_]{1,4}\)")
_PARTY_BEHIND = re.compile(r"[\w'’-]+ \([^\W\d_]{1,5}\)")
# "Årsbokslut / 2024 godkänns": no entry begins with a year and goes on in lower case.
_YEAR_PARTED = re.compile(r"[^\W\d_]\n(?:19|20)\d\d [a-zåäö]")
_SUM_PARTED = grammar.pattern("running", "sum-parted")
_AT_SIGN, _AT_BRACKET = (_SIGN_PARTED, _STEP_PARTED), (_BRACKET_PARTED,)
_AT_FIGURE = (_DAY_PARTED, _SIGN_PARTED, _THOUSANDS_PARTED, _YEAR_PARTED, _SUM_PARTED)
_PARTICLES = ("von", "af", "av", "de", "du", "van", "der", "den", "di", "la", "le", "zu", "und", "ben", "al")
_MAY_BEGIN = rf"(?:[^\W\d_a-zåäö]|(?:{'|'.join(_PARTICLES)}) )"
_PAIR = re.compile(rf"(?<!\S)(?={_MAY_BEGIN})(?=([^\W\d_][\w'’.-]*[^\W_] [^\W\d_][\w'’-]*))")
_BARE_INFINITIVE = re.compile(r"[Aa]tt \w+")
_OWNER = grammar.pattern("running", "owner")
_WORD = re.compile(r"[\w'’-]+")
_STOP = '.:;!?”"'
_NEEDS_A_FIGURE = grammar.pattern("running", "figure")
_NEEDS_A_WORD = grammar.pattern("running", "word")
_ASKS = grammar.pattern("running", "asks")
_NEVER_BEGINS = grammar.pattern("running", "behind")
_FINITE = grammar.pattern("running", "finite")
_PREPOSITION = grammar.pattern("running", "preposition")


def pairs(text: str) -> frozenset[str]:
    """Give the pairs of words that stand side by side on a line of a text as names do: `Siv Råberg`, `von Arnstedt`."""
    return frozenset(pair for match in _PAIR.finditer(text) if _is_name(*(pair := match[1]).split(" ")))


def _is_name(one: str, other: str) -> bool:
    first, second = one[:1].isupper() or one in _PARTICLES, other[:1].isupper() or other in _PARTICLES
    return first and second and (one[:1].isupper() or other[:1].isupper())


def parts_a_name(before: str, after: str) -> bool:
    """Whether a line ends with the hyphen of a name that goes on below: that hyphen stays, and no space behind it.

    >>> parts_a_name("reserverar sig Anna-", "Karin Alm (C)"), parts_a_name("Skol- ", "och barnnämnden")
    (True, False)
    """
    return _HYPHEN_OF_A_NAME.search(before) is not None and _SECOND_HALF.match(after) is not None


def parts(before: str, after: str, names: Collection[str] = ()) -> bool:
    """Whether a line break parts what is one: a day, a paragraph's number, a name or its party, a figure.

    >>> parts("Nämnden beslutade den 3 mars", "2031, § 12, att")
    True
    >>> parts("Tekniska nämnden", "Akten")
    False
    """
    seam = f"{before[-80:]}\n{after[:60]}"
    if any(form.search(seam) for form in _forms(before, after[:60])):
        return True
    first = _WORD.match(after) if names else None
    if f"{before.rsplit(' ', 1)[-1]} {first[0] if first else ''}" not in names:
        return False
    alone = " " not in before and _PARTY_BEHIND.match(after) is not None
    listed = alone or _LISTED_NAME_PARTED.search(seam) is not None
    return before.startswith("att ") or listed or _FINITE.search(seam) is not None


def _forms(before: str, after: str) -> Iterator[re.Pattern[str]]:
    """Give the forms that a break can have between two lines, by how the one below begins: most lines have none."""
    first = after[:1]
    if first.isdigit():
        yield from _AT_FIGURE
        yield _NEEDS_A_FIGURE
    elif first == "§":
        yield from _AT_SIGN
    elif first == "(":
        yield from _AT_BRACKET
    else:
        if before[-1:].isdigit() or before[-2:-1] == ":":
            yield _DAY_PARTED
        if "(" in after:
            yield _NAME_PARTED
            yield _TITLED_NAME_PARTED
            if before.endswith("-") and parts_a_name(before, after):
                yield _HALF_AND_PARTY
    if before.endswith("."):
        yield _NEEDS_A_WORD


def is_sentence(text: str) -> bool:
    """Whether a line is a whole sentence, or the end of one: it has a finite verb and a full stop."""
    return text.endswith(".") and _FINITE.search(text) is not None


def is_begun(before: str, after: str) -> bool:
    """Whether a line that is worded like a heading is the beginning of a sentence: `Yttrande` / `över remissen har`."""
    verb = _FINITE.match(after) if after[:1].islower() else None  # `Beslut` / `Godkändes.` is a heading
    return not before.endswith(":") and (verb is not None or _PREPOSITION.match(after) is not None)


def mend(lines: Iterable[Line], names: Collection[str], is_heading: Callable[[Line], bool]) -> list[Line]:
    """Join the lines that a break parted inside a name, a date or a figure, for all that reads line by line."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        apart = before is None or line.mark or line.level or before.level or (line.gap and not line.furniture)
        alone = before is None or apart or "|" in line.text or is_heading(before)
        if before is None or alone or not parts(before.text, line.text, names):
            found.append(line)
            continue
        glue = "" if parts_a_name(before.text, line.text) else " "
        found[-1] = replace(before, flow=join([before.flow, line.flow], glue), last=line.last or len(line.text))
    return found


def is_open(so_far: str, ahead: Sequence[Line]) -> bool:
    """Whether a sentence is begun in what was read of a paragraph and ends in the lines that follow at once.

    A heading or an entry of a list has no finite verb; what has one and no full stop is not at its end, unless the
    next line has a verb of its own: then both are sentences, and the stop was left out.
    """
    if _BARE_INFINITIVE.fullmatch(so_far):
        return True
    if so_far[-1] in _STOP:
        return False
    verb = _FINITE
    verbs = list(verb.finditer(so_far))
    shouted = so_far.isupper() and ahead[0].text.isupper() and verb.match(ahead[0].text) is not None
    if not (verbs or shouted or _OWNER.search(so_far)):
        return False
    following = [ahead[0], *takewhile(lambda line: not (line.gap or line.mark or line.level), ahead[1:])]
    ends = next((line for line in following if line.text[-1] in ".:!?"), None)
    if ends is None or ends.text[-1] == ":":
        return False
    at_its_end = not verbs or verbs[-1].end() == len(so_far)
    return at_its_end or not ahead[0].text[0].isupper() or not verb.search(ahead[0].text)


def asks(so_far: str, after: str) -> bool:
    """Whether `att` on the next line says what the att-sats above asks for: `att uppdra åt nämnden` / `att ...`."""
    return _NEVER_BEGINS.match(after) is not None or _ASKS.search(so_far) is not None
