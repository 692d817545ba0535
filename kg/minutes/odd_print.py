"""Numbers of paragraphs whose print went wrong: `§ 3 2`, `3 2 KS 2031/4`, `§. 32`, `S 32`, `8 32`, `§ 3l`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import diary
from kg.minutes import heading, heading_cases

if TYPE_CHECKING:
    from kg.model import Line

_DIGITS = r"(?:\d\d\s\d|\d\s\d\d|\d(?:\s\d){1,2})"
_REST = r"(?=(?P<rest>(?:[\s:.–-]+\S.*)?)$)"
_SPACED = re.compile(
    rf"(?:(?P<body>{heading_cases.BODY})\.?\s+)?(?:§\s?(?P<sign>{_DIGITS})|(?P<first>{_DIGITS})\s?§){_REST}"
)
"""A blank inside the number: as literally read `§ 3 2` is § 3 and its title begins with a figure."""
_LOOSE = re.compile(
    rf"(?:(?P<bare>{_DIGITS})|§\s?(?:[.:,-]|[Nn]r\.?)\s?(?P<behind>\d{{1,4}})|[S$&?]\s?(?P<sign>\d{{1,4}})"
    rf"|§\s?(?P<letters>(?=[OoIl|ZSB]*\d)\d*[OoIl|ZSB][\dOoIl|ZSB]*)|(?P<none>§)){_REST}"
)
"""Another sign, a letter for a figure, or no number at all: only where one number is missing is it sure which."""
_MISREAD = re.compile(rf"[5689]\s?(?P<number>\d{{1,4}}){_REST}")
"""A figure for the sign, as it is recognised on scanned pages: `8 32 Taxa för torg`."""
_LETTERED = re.compile(
    rf"(?:(?P<body>{heading_cases.BODY})\.?\s+)?§\s?(?P<sign>(?=[OolI|]*\d)(?=\d*[OolI|])[\dOolI|]{{2,4}}|l[lO]|Ol){_REST}"
)
_MARKED = re.compile(
    r"(?:[(\[]?§+\s?[(\[:.,-]?\s?(?:(?P<sign>\d{1,4})|(?P<roman>[IVXLC]{1,8})(?![\w-]))[)\]]?|"
    r"[A-ZÅÄÖ]\w{1,12}[.:]?(?:\s?[Nn]r\.?)?\s?[(\[]?(?P<word>\d{1,4})[)\]]?)"
    r"(?=(?P<rest>(?:[\s:.–-]+\S.*|(?<=\d)[A-ZÅÄÖ].*)?)$)"
)
"""Whatever stands in front of the number: `§§ 32`, `§32KS`, `§ XXXII`, `[§ 32]`, `Paragrafer 32`, `Ärende 32`."""
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_AS_FIGURES = str.maketrans("OoIl|ZSB", "00111258")
_LONGEST = 160


def spaced(line: Line) -> heading.Opening | None:
    """Read a line with the sign and a blank inside its number as the number without it."""
    match = _SPACED.match(line.text) if "§" in line.text and not line.mark else None
    if match is None or not heading.may_be_title(match["rest"]):
        return None
    return heading.Opening(_number(match["sign"] or match["first"]), "", match["body"] or "", match.start("rest"))


def lettered(line: Line) -> heading.Opening | None:
    """Read a line with the sign and letters for figures in its number: `§ l2` is § 12, `§ 1O4` is § 104."""
    match = _LETTERED.match(line.text) if "§" in line.text and not line.mark else None
    if match is None or not heading.may_be_title(match["rest"]):
        return None
    return heading.Opening(_number(match["sign"].translate(_AS_FIGURES)), "", match["body"] or "", match.start("rest"))


def misread(line: Line) -> heading.Opening | None:
    """Read a line with a figure where its sign should be; it is sure only where that number is missing."""
    match = None if line.mark or len(line.text) > _LONGEST else _MISREAD.match(line.text)
    if match is None or not heading.may_be_title(match["rest"]):
        return None
    return heading.Opening(int(match["number"]), "", "", match.start("rest"))


def loose(line: Line) -> heading.Opening | None:
    """Read a line whose number lost its sign or a figure; its number is 0 where the sign alone is left.

    Without a sign or without a number a diary number stands behind.
    """
    match = None if line.mark or len(line.text) > _LONGEST else _LOOSE.match(line.text)
    if match is None or not (match["rest"] or match["sign"]) or not heading.may_be_title(match["rest"]):
        return None
    words = match["rest"].strip(" :.–-")
    if (match["bare"] or match["none"]) and not (diary.SERIES.match(words) or diary.LABEL.match(words)):
        return None
    printed = next((value for name, value in match.groupdict().items() if value and name not in {"rest", "none"}), "0")
    return heading.Opening(_number(printed.translate(_AS_FIGURES)), "", "", match.start("rest"))


def marked(line: Line) -> heading.Opening | None:
    """Read a line with another sign or word in front of its number; it is sure only where that number is missing."""
    match = None if line.mark or len(line.text) > _LONGEST else _MARKED.match(line.text)
    if match is None or not heading.may_be_title(match["rest"]):
        return None
    number = _of_romans(match["roman"]) if match["roman"] else int(match["sign"] or match["word"])
    return heading.Opening(number, "", "", match.start("rest"))


def _of_romans(printed: str) -> int:
    """Give the number that Roman figures stand for: a smaller one in front of a larger is taken away.

    >>> _of_romans("XXXIV"), _of_romans("XLI")
    (34, 41)
    """
    values = [_ROMANS[figure] for figure in printed]
    return sum(-value if value < after else value for value, after in pairwise([*values, 0]))


def _number(printed: str) -> int:
    return int(re.sub(r"\s", "", printed))
