"""Letter-spaced type in a PDF (spärrad stil): the letters become words again, by the gaps between them."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from kg.language import listed_headings, roster_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = re.compile(r"(?:19|20)\d\d([-–.])\d\d\1\d\d")
_FEWEST = 4
"""Fewer letters than this show no spacing; figures and marks of a table are none."""
_DIFFERENT = 5
"""Letters of words differ, so many of them at least; the marks in a row of a table of votes do not."""
_LEAST, _WIDEST, _SMALL = 0.08, 1.3, 4
"""Gaps of letters are between these shares of the height; wider only where more letters are small than so many."""
_SPACE = 0.12
"""A space between words widens a gap by at least this share of the line's height."""
_CELL = 1.2
"""A gap wider by this share parts cells."""

_PLAIN = frozenset({" ", "\u00a0"})
"""Where letters stand a thin or a narrow blank apart, one of these parts words."""
_ONE, _PAIR = r"[^\W\d_]", r"[^\W\d_]{1,2}"
_TYPED = re.compile(
    rf"{_ONE}(?:\s{_ONE}){{3,}}\s?\W?(?:\s{{2,}}{_ONE}(?:\s{_ONE})+\W?)*"
    rf"|{_PAIR}(?:\s{_PAIR}){{5,}}\W?"
    rf"|{_PAIR}(?:\s{_PAIR})*(?:\s{{2,}}{_PAIR}(?:\s{_PAIR})*\W?)+"
    r"|§\s+\d(?:\s\d)*(?:\s[a-zA-Z])?(?:\s{2,}\S{1,2}(?:\s\S{1,2})*)+"
)
"""`B E S L U T`, `N O R A   K O M M U N`, `§ 1 2   V a l`: signs and blanks by turns, wider between words.

Pairs of letters that stand close (`AV G I F T`) may have none between.
"""
_PAIRS = 0.3
"""Fewer of the groups than this share are pairs."""
_TYPED_WORD = re.compile(rf"{_ONE}(?:\s{_ONE}){{3}}")
"""Four letters so are a word whatever they are."""


_NUMBERED = re.compile(r"^§\s?\d{2,4}\s(?=\S(?:\s|$))")
_MANY, _TWO, _NEARLY_ALL = 8, 2, 0.85
_LOUD_RUN = re.compile(rf"{_ONE}(?:\s{_ONE}){{5}}")
_BLANKS = re.compile(r"\s+")
_SERIES = re.compile(r"\d[A-ZÅÄÖ]{1,6}$")
"""What stands in front of the number of a case, behind that of its paragraph: `§31KS`."""


_CONSONANT = re.compile(r"(?<!\S)[b-df-hj-np-tv-z](?!\S)")
_LONE, _OF_WORDS = 6, 0.03


class Glyph(NamedTuple):
    """A character of a line, where it stands in the text, and its edges by its font."""

    at: int
    text: str
    left: float
    right: float


class Words(NamedTuple):
    """Words that stand beside each other, and their edges."""

    left: float
    right: float
    text: str


def is_spaced(line: str) -> bool:
    """Say whether the letters of a line may stand apart as words do: `is_even` looks at the gaps.

    >>> is_spaced("B e s l u t"), is_spaced("X X X X"), is_spaced("Beslut")
    (True, False, False)
    >>> is_spaced("2 0 3 1 - 0 3 - 1 1"), is_spaced("1 0 0 2 3 4")
    (True, False)
    """
    if len(line) < 2 * _FEWEST - 1 or 4 * line.count(" ") < len(line) - 1:
        return False
    if _DAY.fullmatch(line.replace(" ", "")):
        return True
    letters = {ch for ch in line.casefold() if ch.isalpha()}
    return len(letters) >= _DIFFERENT or (line[0] == "§" and bool(letters))


def is_scattered(page: str) -> bool:
    """Whether many words of a page are a consonant alone: its letters stand so far apart that some gaps are blanks.

    >>> is_scattered("Kommuns t y rel sen bes lutar at t fas t s täl la " * 3), is_scattered("t ex en by, d v s Ås")
    (True, False)
    """
    lone = len(_CONSONANT.findall(page))
    return lone >= _LONE and lone > _OF_WORDS * page.count(" ")


def is_typed(line: str) -> bool:
    """Say whether the letters of a line were typed with a blank behind each, and words further apart.

    >>> is_typed("B e s l u t"), is_typed("§ 1 2   V a l   a v   r å d"), is_typed("§ 12 Val"), is_typed("X X X")
    (True, True, False, False)
    """
    text = line.strip()
    if _is_by_signs(text):
        return True
    if not (text[1:2].isspace() and _TYPED.fullmatch(text)):
        return False
    groups = text.split()
    if sum(len(group) > 1 for group in groups) > _PAIRS * len(groups):
        return False
    return _TYPED_WORD.search(text) is not None or (
        text[0] == "§" and len({ch for ch in text.casefold() if ch.isalpha()}) > _DIFFERENT
    )


def _is_by_signs(text: str) -> bool:
    """Whether nearly all words of a line are one sign, letters of all sorts among them: `§ 31 K S 8 / 1 T a x a`."""
    words = _NUMBERED.sub("", text).split()
    single = sum(len(word) == 1 for word in words)
    if len(words) < _MANY or single < _NEARLY_ALL * len(words) or any(len(word) > _TWO for word in words):
        return False
    letters = {sign for sign in text.casefold() if sign.isalpha()}
    run = _TYPED_WORD.search(text) is not None and (any(map(str.islower, text)) or _LOUD_RUN.search(text) is not None)
    return len(letters) >= _DIFFERENT and run


def blanks(line: str) -> Iterator[tuple[int, int, str]]:
    """Give the blanks of a line whose letters were typed apart, from and to, and what each is when they are closed up.

    Where no wider blanks part the words, only a heading of the lexicon is known again by its letters; numbers and the
    capitals at them are parted, and other words stay together.
    """
    begin, end = len(line) - len(line.lstrip()), len(line.rstrip())
    found = list(_BLANKS.finditer(line, begin, end))
    plain = [match for match in found if match[0] in _PLAIN]
    wide = [match for match in found if len(match[0]) > 1] or (plain if len(plain) < len(found) else [])
    signs = "".join(line.split())
    words = "" if wide else _headings().get(signs.casefold().rstrip(":"), "")
    ends = {at - words[:at].count(" ") for at, sign in enumerate(words) if sign == " "}
    for match in found:
        at = len("".join(line[: match.start()].split()))
        parted = match in wide or at in ends or (not words and _meet(signs[:at], signs[at:], only_number=bool(wide)))
        yield match.start(), match.end(), " " if parted else ""


def _meet(before: str, behind: str, *, only_number: bool) -> bool:
    """Whether a figure and a capital meet in the heading of a paragraph (§), or a register and its number."""
    if before[0] != "§" or (only_number and not before[1:].isdigit()):
        return False
    return (before[-1].isdigit() and behind[0].isupper()) or (behind[0].isdigit() and bool(_SERIES.search(before)))


@cache
def _headings() -> dict[str, str]:
    """Give the headings of several words by what is left of them where no wider blank parts their words."""
    known = (*listed_headings.listed(), *roster_labels.listed())
    return {words.replace(" ", ""): words for words in known if " " in words}


def closed_up(line: str) -> str:
    """Give the words of a line whose letters were typed with a blank behind each; any other line as it is.

    >>> closed_up("N o r a   k o m m u n"), closed_up("Nora  kommun")
    ('Nora kommun', 'Nora  kommun')
    """
    if not is_typed(line):
        return line
    parts: list[str] = []
    begin = 0
    for first, last, read in blanks(line):
        parts += [line[begin:first], read]
        begin = last
    return "".join((*parts, line[begin:])).strip()


def is_even(glyphs: list[Glyph], height: float) -> bool:
    """Say whether the characters of a line stand apart evenly, as letters do and the cells of a table do not."""
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    if len(gaps) < _FEWEST - 1 or (usual := median(gaps)) < _LEAST * height:
        return False
    small = sum(glyph.text.islower() for glyph in glyphs)
    return usual < _WIDEST * height or small > _SMALL


def words(glyphs: list[Glyph], height: float) -> list[Words]:
    """Put the characters of a line together to words: a gap is a space where it is wider than those of most letters.

    Args:
        glyphs: The characters that are no white space, from left to right.
        height: That of the line.
    """
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    usual = median(gaps)
    found: list[Words] = []
    for glyph, gap in zip(glyphs, [None, *gaps], strict=True):
        if gap is None or gap > 2 * max(usual, 0) + _CELL * height:
            found.append(Words(glyph.left, glyph.right, glyph.text))
            continue
        last = found[-1]
        between = " " if gap > usual + _SPACE * height else ""
        found[-1] = Words(last.left, glyph.right, last.text + between + glyph.text)
    return found
