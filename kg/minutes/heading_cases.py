"""Diary numbers in the heading of a paragraph, and where the case was before: parted from the title."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import diary, grammar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Flow

YEAR = r"(?:\s?/\s?(?:\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|(?:19|20)?\d{2}(?!\d))|:(?:19|20)\d\d(?!\d)|\s\((?:19|20)\d\d\))?"
DAY_OF = r"(?:den\s)?(?:(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\s[a-zåäö]{3,9}\s(?:19|20)\d\d|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)"
_OF_IT = r"[ /-]?(?:[A-ZÅÄÖ]{1,3}U|[A-ZÅÄÖ]?[a-zåäö]{1,3}[uU]|[A-ZÅÄÖ]u)\b"
"""A committee behind its board: `KSsu`, `KSAu`, `KS-plu`, `KS/AU`, `Ks au`."""
# KS, Ksau, KS-AU, KSsu, Tekn.n, Kommunstyrelsen, Kommunstyrelsens arbetsutskott, Tekniska nämnden, Bygg- och
# miljönämnden; no word that cites a paragraph.
BODY = (
    r"(?!(?:Se|Vid|Under|Efter|Enl|Enligt|Jfr|Även|Samt|Från|Punkt|Med|Till|Av|På|I)\b)"
    r"(?:[A-ZÅÄÖ][a-zåäö]{1,7}\.\s?(?:[a-zåäö]{0,5}n|nämnden|styr|st|fullm|fge|utsk|au)\b|"
    rf"[A-ZÅÄÖ]{{2,8}}(?:{_OF_IT}| [a-zåäö]*utskott)?|[A-ZÅÄÖ][a-zåäö]{{1,4}}(?:{_OF_IT})?|"
    r"(?:[A-ZÅÄÖ][a-zåäö]+a |[A-ZÅÄÖ][a-zåäö]+-?(?:, [a-zåäö]+-?)? och )?[A-ZÅÄÖa-zåäö-]*"
    r"(?:[Ss]tyrelsen|[Nn]ämnden|[Ff]ullmäktige|[Uu]tskottet|[Bb]eredningen|[Dd]irektionen|[Rr]ådet|[Pp]residiet|"
    r"[Dd]elegationen|[Kk]ommittén|"
    r"(?:styrelse|nämnde|direktione|gruppe)ns [a-zåäö]*utskott|fullmäktiges presidium))"
)
# "Ks § 12   Au § 9   Dnr ...": where the case was before stands beside the number, and is no title.
_HANDLED = re.compile(
    rf"(?:\(?{BODY}\.?\s?§+\s?\d{{1,4}}{YEAR}(?:(?:\s?[,–-]\s?|\soch\s)\d{{1,4}}\b(?!/))*\)?(?:\s*[,;/]\s*|\s+|$))+"
    r"(?=(?:(?:[Dd]nr|DNR|[Dd]iarie)|[A-ZÅÄÖ]{2,6}[ /.-]?\d|\d+/|$))"
)
HANDLED_LINE = re.compile(
    rf"(?:\(?(?:{DAY_OF},?\s)?{BODY}\.?,?\s?(?:{DAY_OF},?\s)?§+\s?\d{{1,4}}(?:\s?[a-h]\b)?{YEAR}"
    rf"(?:(?:\s?[,–-]\s?|\soch\s)\d{{1,4}}\b(?!/))*(?:,?\s\(?{DAY_OF}\)?)?\)?(?:\s*[,;/]\s*|\s+|$))+"
)
"""A line of nothing but where the case was before, below the number: `Au § 71`, `Ksau § 43/31, Tn 2031-03-04 § 7`."""
DAY = re.compile(r"^\s*\((?:19|20)\d{2}-\d{2}-\d{2}\)")  # "§ 9 (2012-03-04) Taxa för torg"
_MEETING_DAY = re.compile(r"^[\s:.–-]*(?:19|20)\d\d-\d\d-\d\d(?!\d)")  # "KS § 9   2012-03-04   Dnr KS 2012/31"
_AGENDA_NUMBER = re.compile(
    r"^\s*(?:\(\d{1,2}\)|\d{1,2}\.)(?=\s+[A-ZÅÄÖ])"
)  # "§ 43 (3) Taxa för torg", "§ 43   3. Taxa": the third on the agenda
_WHOSE = re.compile(
    r"(?:[KR][FS]|[A-ZÅÄÖ]{1,4}N|[A-ZÅÄÖ]{0,3}AU|[KR][fs](?:au)?|Au)(?=\s|$)"
)  # "§ 9  KF      Taxa för torg"
_OTHERS = re.compile(r"\(?[A-ZÅÄÖ]?[^()]{0,30}\d[^()]{0,12}\)$")  # "Dnr KS 2012/46 (LST 512-45-12)"
_OTHERS_BEHIND = re.compile(r"\s*\([^()]{0,30}\d[^()]{0,12}\)")
"""The number of another authority behind one's own: `Dnr KS 2031/33 (LST 512-45-31)`."""
AGENDA = grammar.pattern("paragraph", "agenda")
_AND = grammar.pattern("paragraph", "and")
# "Dnr LD31/0221   Uppdnr 1043": numbers of other registers behind the case, each with a label; one may be empty.
_CLASS = re.compile(r"\d{2,3}(?:[.-]\d{1,2})?\W*")
"""The code of the plan of the archive, alone behind a diary number."""
_REGISTERS = grammar.pattern("paragraph", "other-registers")
# "(KS 2025-71)" behind a title: two digits are enough there.
_BRACKET = re.compile(r"\s[(\[](?P<number>[A-ZÅÄÖ][\wÅÄÖåäö]{1,6} \d[\d/-]+\d)[)\]]$")
_LAST_BRACKET = re.compile(r"\s[(\[](?P<inside>[^()\[\]]{5,40})[)\]]$")
_PERIOD = re.compile(r"(?:19|20)?\d\d[/–-](?:\d\d|\d{4})|(?:19|20)\d\d:\d{1,4}")
"""A period, or the number of a law or of a motion: `(2031:14)` behind a title is no case of itself."""
_NO_PERIOD = re.compile(r"(?:19|20)\d\d[/-](?!(?:19|20)\d\d$)\d{3,6}")
"""A year and so long a number behind a title is no period: `Taxa för torg 2031/1188`."""
_WORDS = re.compile(r"[a-zåäö]{2}")
_OWN_WORDS = grammar.pattern("diary", "own-in-a-bracket")
_COUNTED_OTHERWISE = grammar.pattern("paragraph", "counted-otherwise")
_WIDE = 3
"""So many spaces in front of a bare number set it apart from the title, at the right edge of the page."""


_NO_NUMBER = " -–—"
_BOLD = " *"
"""What is left of the marks of bold type behind a number: `**Dnr KS 2031/33**`."""
_CODE = re.compile(rf"\d{{2,4}}(?:[.:-]\d{{1,3}})*\s+(?={diary.LABEL.pattern})")
"""The plan code in front of a diary number that has a label: `104   Dnr KS 2031/33`."""
_WHOSE_NUMBER = re.compile(rf"{BODY}(?=\.?,?\s?(?:{DAY_OF},?\s?)?§)")


def case_line(text: str) -> list[tuple[int, int]]:
    """Give where the diary numbers of a line stand that holds nothing else; an empty list where it is no such line."""
    begin = 1 if text.startswith(("(", "[")) else 0
    if code := _CODE.match(text):
        begin = code.end()
    spans, end = numbers_at(text, begin)
    if spans and (not text[end:].strip(" )].,*") or (diary.LABEL.match(text) and _OTHERS_BEHIND.fullmatch(text, end))):
        return spans
    lone = text[begin:].rstrip(" )].,")
    return [(begin, begin + len(lone))] if diary.is_lone(lone) else []


def numbers_at(text: str, at: int) -> tuple[list[tuple[int, int]], int]:
    """Give the diary numbers, one or several, that stand at a place, and where they end with the acts named behind."""
    label = diary.LABEL.match(text, at)
    form = diary.LABELLED if label else diary.ANY
    at = end = label.end() if label else at
    spans: list[tuple[int, int]] = []
    while match := form.match(text, at):
        spans.append(match.span())
        act = diary.ACT.match(text, match.end())
        at = end = act.end() if act else match.end()
        if (between := _AND.match(text, at)) and between.end() > at:
            again = diary.LABEL.match(text, between.end())
            behind = again.end() if again else between.end()
            if not form.match(text, behind):
                break
            at = behind
    return spans, end


def cut(rest: Flow) -> tuple[tuple[Flow, ...], Flow]:
    """Part the words behind the number of a paragraph: diary numbers in front or behind, and the title.

    A number without a series is no diary number behind a title, unless a label, a bracket or white space sets it apart.
    """
    day = DAY.match(rest.text) or _AGENDA_NUMBER.match(rest.text) or _MEETING_DAY.match(rest.text)
    at = _inside(rest.text, begin_of(rest.text, day.end() if day else 0))
    cases: list[tuple[int, int]] = []
    for _ in range(2):  # the number of the agenda stands in front of the case, or behind it
        if (whose := _WHOSE.match(rest.text, at)) and _is_apart(rest, whose.end()):
            at = begin_of(rest.text, whose.end())
        if handled := _HANDLED.match(rest.text, at):
            at = begin_of(rest.text, handled.end())
        spans, end = numbers_at(rest.text, at)
        if spans and not cases:
            cases, at = spans, begin_of(rest.text, end)
            if (
                not rest.text[at:].strip(_BOLD)
                or _OTHERS.fullmatch(rest.text, at)
                or _REGISTERS.fullmatch(rest.text, at)
                or _CLASS.fullmatch(rest.text, at)
            ):
                at = len(rest.text)
        if agenda := AGENDA.match(rest.text, at):
            at = begin_of(rest.text, agenda.end())
    if diary.LABEL.fullmatch(rest.text.rstrip(_NO_NUMBER), at):
        at = len(rest.text)  # the number stands on the next line, or there is none: `Dnr -`
    lone = rest.text[at if not cases else cases[0][0] :].rstrip(" .")
    if diary.is_lone(lone) and (not cases or at < len(rest.text)):
        end = len(rest.text.rstrip(" ."))
        cases, at = [(end - len(lone), end)], len(rest.text)
    title = rest.cut(at)
    found, title = taken_from_end(title)
    return (*(rest.cut(*span) for span in cases), *found), title


def _inside(text: str, at: int) -> int:
    """Give the place behind an opening bracket where a diary number stands in it: `§ 12 (KS 2031/33)`."""
    _, end = numbers_at(text, at + 1) if text[at : at + 1] in {"(", "["} else ([], 0)
    return at + 1 if text[end : end + 1] in {")", "]"} and end else at


def _is_apart(flow: Flow, end: int) -> bool:
    """Whether nothing follows a place on a line, or white space that sets what follows apart."""
    return end >= len(flow.text) or flow.origin(end + 1) - flow.origin(end - 1) > _WIDE


def begin_of(text: str, at: int) -> int:
    """Give where the next words begin, behind white space and points."""
    while at < len(text) and (text[at] in " :;.,-–)]" or (text[at] in "/|" and not text[at + 1 : at + 2].isdigit())):
        at += 1
    return at


def taken_from_end(title: Flow) -> tuple[tuple[Flow, ...], Flow]:
    """Part the diary numbers at the end of a title from it."""
    text = title.text
    if (
        (match := _LAST_BRACKET.search(text))
        and diary.is_lone(match["inside"])
        and not _PERIOD.fullmatch(match["inside"])
    ):
        return (title.cut(*match.span("inside")),), title.cut(0, match.start())
    if (match := _BRACKET.search(text)) and diary.LABELLED.fullmatch(match["number"]):
        return (title.cut(*match.span("number")),), title.cut(0, match.start())
    cell = _last_cell(title)
    if cell and diary.is_lone(text[cell:].strip(" ()[].")):
        begin = cell + len(text[cell:]) - len(text[cell:].lstrip(" ([."))
        return (title.cut(begin, len(text.rstrip(" )]."))),), title.cut(0, len(text[:cell].rstrip()))
    for match in diary.LABEL.finditer(text):
        spans, end = numbers_at(text, match.start())
        glued = match.start() and text[match.start() - 1].islower() and match[0][0].isupper()  # `torgDnr KS 2031/4`
        apart = match.start() and text[match.start() - 1] in " (["
        if (apart or (glued and spans)) and not text[end:].strip(" )]."):
            return _parted_from(title, match.start(), spans)
    for match in diary.ANY.finditer(text):
        spans, end = numbers_at(text, match.start())
        if match.start() == 0 or text[end:].strip(" )]."):
            continue
        bracket = text[match.start() - 1] in "([" and text[end:].startswith((")", "]"))
        apart = title.origin(match.start()) - title.origin(match.start() - 2) > _WIDE
        sure = _NO_PERIOD.fullmatch(match[0]) is not None and not _COUNTED_OTHERWISE.search(text, 0, match.start())
        bracket = bracket and not re.fullmatch(r"(?:19|20)?\d\d/\d\d", match[0])
        if diary.SERIES.match(match[0]) or apart or bracket or sure:
            return _parted_from(title, match.start(), spans)
    return (), title


def _parted_from(title: Flow, begin: int, spans: list[tuple[int, int]]) -> tuple[tuple[Flow, ...], Flow]:
    """Part the numbers that begin at a place from the title in front, with the whole of a bracket in which they stand.

    `(LST 512-45-31, KS 2031/4)` holds numbers; words there (`(Hamnnämndens dnr HN 2031/4)`) say whose they are.
    """
    front = title.text[:begin]
    opened = max(front.rfind("("), front.rfind("["))
    inside = front[opened + 1 :] if opened >= 0 and not re.search(r"[)\]]", front[opened:]) else ""
    if _WORDS.search(inside) and not _OWN_WORDS.fullmatch(inside):
        return (), title
    end = opened if inside else begin
    return tuple(title.cut(*span) for span in spans), title.cut(0, len(front[:end].rstrip(" ([,–-")))


def _last_cell(flow: Flow) -> int:
    """Give where the last stretch of a line begins that white space sets apart; 0 where it is one stretch."""
    text = flow.text
    cuts = (at for at in reversed(flow.starts) if 1 < at < len(text) and text[at - 1] == " ")
    return next((at for at in cuts if flow.origin(at) - flow.origin(at - 2) > _WIDE), 0)


def taken_from_front(title: Flow) -> tuple[tuple[Flow, ...], Flow]:
    """Part the diary number from a title beside it: `2025-0198      Tillsynsplan`, `KS 2025/112 Taxa`."""
    spans, end = numbers_at(title.text, 0)
    beside = bool(spans) and end + 1 < len(title.text) and title.text[end] == " "
    if beside and (title.origin(end + 1) - title.origin(end - 1) > _WIDE or diary.SERIES.match(title.text)):
        return tuple(title.cut(*span) for span in spans), title.cut(end + 1)
    return (), title


def parted_steps(flow: Flow) -> Iterator[Flow]:
    """Part several paragraphs of other bodies that stand on one line."""
    begins = [match.start() for match in _WHOSE_NUMBER.finditer(flow.text)]
    for begin, end in pairwise([*begins, len(flow.text)]):
        yield flow.cut(begin, begin + len(flow.text[begin:end].rstrip(" ,;/()")))


def handled_in(rest: str) -> re.Match[str] | None:
    """Find where the case was before in what stands behind the number, in front of a diary number or behind it."""
    at = begin_of(rest, 0)
    if (found := _HANDLED.match(rest, at)) is None:
        spans, end = numbers_at(rest, at)
        found = _HANDLED.match(rest, begin_of(rest, end)) if spans else None
    return found


def handled_line(text: str) -> int:
    """Give where the paragraphs of other bodies end on a line that holds nothing else, but for the case; else 0."""
    if HANDLED_LINE.fullmatch(text):
        return len(text)
    match = HANDLED_LINE.match(text) if "§" in text else None
    return match.end() if match and case_line(text[match.end() :]) else 0


def is_sure(text: str, cases: tuple[Flow, ...], *, begun: bool) -> bool:
    """Whether a line of numbers is the case; below a title `2026/27` may be its last words."""
    if diary.LABEL.match(text.lstrip("([")) or _CODE.match(text) or diary.SERIES.match(text.lstrip("([")):
        return True
    if diary.is_lone(text.strip("()[]. ")):
        return not cases
    return not cases and (not begun or re.search(r"\d/\d{3}|\d{3}/\d\d|-\d{4}", text) is not None)
