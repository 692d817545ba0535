"""The heading of a paragraph (§): body, number, letter, diary number, title, in every order councils print them in."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.language import diary
from kg.language.headings import is_lead, section_kind
from kg.lines import breaks, reading
from kg.model import Flow, Line, join
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LETTER = r"(?:\s?(?P<letter>[a-h])(?![\w/-])|(?P<capital>[A-H])(?!\w)|(?P<sub>:\d{1,3})(?![\d:]))?"
_YEAR = r"(?:\s?/\s?(?:20)?\d{2}(?!\d))?"
_DAY_OF = r"(?:den\s)?(?:(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\s[a-zåäö]{3,9}\s(?:19|20)\d\d)"
# KS, Ksau, KS-AU, Kommunstyrelsen, Kommunstyrelsens arbetsutskott; no word that cites a paragraph.
_BODY = (
    r"(?!(?:Se|Vid|Under|Efter|Enl|Enligt|Jfr|Även|Samt|Från|Punkt|Med|Till|Av|På|I)\b)"
    r"(?:[A-ZÅÄÖ]{2,8}(?:[ -]A[Uu]| [a-zåäö]*utskott)?|[A-ZÅÄÖ][a-zåäö]{1,4}(?:[ -]?[Aa]u)?|"
    r"[A-ZÅÄÖ][a-zåäö-]+(?:styrelsen|nämnden|fullmäktige|utskottet|(?:styrelse|nämnde)ns [a-zåäö]*utskott))"
)
# KS § 12, §12, 12 §, § 12/25, § 12 a, Paragraf 12; a diary number may stand in front.
_SIGN = re.compile(
    rf"(?:(?P<body>{_BODY})(?:\.?\s+|[.:/-]\s?|(?=§)))?(?:§\s?(?P<number>\d{{1,4}})|"
    rf"§§\s?(?P<from>\d{{1,4}})\s?[-–—]\s?(?P<to>\d{{1,4}})|(?P<first>\d{{1,4}})\s?§|Paragraf\s(?P<word>\d{{1,4}}))"
    rf"{_LETTER}{_YEAR}(?P<rest>(?:[\s:.–-]+.*|\(.*)?)$"
)
# "Ks § 12   Au § 9   Dnr ...": where the case was before stands beside the number, and is no title.
_HANDLED = re.compile(
    rf"(?:\(?{_BODY}\.?\s?§+\s?\d{{1,4}}{_YEAR}(?:(?:\s?[,–-]\s?|\soch\s)\d{{1,4}}\b(?!/))*\)?(?:\s*[,;/]\s*|\s+|$))+"
    r"(?=(?:(?:[Dd]nr|DNR|[Dd]iarie)|[A-ZÅÄÖ]{2,6}[ /.-]?\d|\d+/|$))"
)
_WORD = re.compile(
    r"(?:Ärende|Ärendepunkt|Punkt|Nr)\.?\s(?:nr\s)?(?P<number>\d{1,3})(?P<letter>[a-h])?(?P<rest>(?:[\s:.–-]+.*)?)$"
)
_HANDLED_LINE = re.compile(
    rf"(?:\(?(?:{_DAY_OF},?\s)?{_BODY}\.?,?\s?(?:{_DAY_OF},?\s)?§+\s?\d{{1,4}}(?:\s?[a-h]\b)?{_YEAR}"
    rf"(?:(?:\s?[,–-]\s?|\soch\s)\d{{1,4}}\b(?!/))*(?:,?\s\(?{_DAY_OF}\)?)?\)?(?:\s*[,;/]\s*|\s+|$))+"
)
"""A line of nothing but where the case was before, below the number: `Au § 71`, `Ksau § 43/31, Tn 2031-03-04 § 7`."""
_DASHED = re.compile(r"\s*[-–—]\s(?=[A-ZÅÄÖ])")  # "§ 9 – Informationer", not "§ 9 – 11"
_NO_TITLE = re.compile(r"[a-zåäö,;)/§–-]|\d{4}-\d{2}-\d{2}")
_DAY = re.compile(r"^\s*\((?:19|20)\d{2}-\d{2}-\d{2}\)")  # "§ 9 (2012-03-04) Taxa för torg"
_WHOSE = re.compile(
    r"(?:[KR][FS]|[A-ZÅÄÖ]{1,4}N|[A-ZÅÄÖ]{0,3}AU|[KR][fs](?:au)?|Au)(?=\s|$)"
)  # "§ 9  KF      Taxa för torg"
_OTHERS = re.compile(r"\(?[A-ZÅÄÖ]?[^()]{0,30}\d[^()]{0,12}\)$")  # "Dnr KS 2012/46 (LST 512-45-12)"
_TAKEN_OFF = re.compile(r"utgår\.?")
_LEADERS = re.compile(r"\.{4,}|…{2,}|(?: \.){3,}")  # "§ 4 Taxa för torg ........ 7"
_LAW = re.compile(r"(?:[A-ZÅÄÖ]\w*(?:lagen|balken|förordningen)|[A-ZÅÄÖ][a-zA-ZÅÄÖ]{0,3}L|LSS|LVU|LVM|MB|st)\b")
_REPEAT = re.compile(r"(?:.*\s)?\(?(?:forts|fortsättning)\.?\)?|\(?forts\.?\)?\s.*", re.IGNORECASE)
_CONTINUED = re.compile(
    r"(?:Forts(?:\.|ättning)?)(?: på| från| av)? (?:(?:[A-ZÅÄÖ]{1,8} )?§\s?\d|\d{1,4}\s?§|föregående)", re.IGNORECASE
)
_AGENDA = re.compile(r"(?:Ärende|Punkt|Ärendepunkt)\s?(?:nr\s?)?\d{1,3}[.:]?(?=\s|$)\s*[-–]?\s*")
_AND = re.compile(r"\s*(?:,|;|/|\boch\b|\bsamt\b)\s*|\s+(?=\S+$)")
# "(KS 2025-71)" behind a title: two digits are enough there.
_BRACKET = re.compile(r"\s[(\[](?P<number>[A-ZÅÄÖ][\wÅÄÖåäö]{1,6} \d[\d/-]+\d)[)\]]$")
_LAST_BRACKET = re.compile(r"\s[(\[](?P<inside>[^()\[\]]{5,40})[)\]]$")
_PERIOD = re.compile(r"(?:19|20)?\d\d[/–-](?:\d\d|\d{4})|(?:19|20)\d\d:\d{1,4}")
"""A period, or the number of a law or of a motion: `(2031:14)` behind a title is no case of itself."""
_LABEL = re.compile(r"(?P<label>[A-ZÅÄÖ][\w /-]{2,35}?)\s?(?::\s*|\s(?=\S*\d))(?P<value>.*)$")
_WIDE = 3
"""So many spaces in front of a bare number set it apart from the title, at the right edge of the page."""


_WHOSE_NUMBER = re.compile(rf"{_BODY}(?=\.?,?\s?(?:{_DAY_OF},?\s?)?§)")
NUMBER = re.compile(r"(?:[A-ZÅÄÖ][\wÅÄÖåäö]{1,5}\s)?(?:§\s?(?P<sign>\d{1,4})|(?P<plain>\d{1,4})\s?§)(?:/\d\d)?")
"""The number of a paragraph and nothing else."""


class Opening(NamedTuple):
    """What a line that looks like the heading of a paragraph says; behind the number, at `rest`, more words begin."""

    number: int
    letter: str
    body: str
    rest: int
    to: int = 0


class Heading(NamedTuple):
    """A heading that was read to its end: cases, title, labelled lines, and the line where the body begins."""

    cases: tuple[Flow, ...]
    title: Flow
    fields: dict[str, tuple[Flow, ...]]
    end: int
    before: tuple[Flow, ...] = ()
    """What says in which paragraphs of other bodies the case was before, beside the number or below it."""


def opening(text: str) -> Opening | None:
    """Read a line with the sign of a paragraph: `Ks § 12 Taxa för torg`; else give None.

    >>> opening("§ 12/25 Taxa för torg")
    Opening(number=12, letter='', body='', rest=7, to=0)
    """
    if "§" not in text and not text.startswith("Paragraf"):
        return None
    begin = 0
    if text[0].isalnum() and (case := diary.SERIES.match(text)) and text[case.end() : case.end() + 1] == " ":
        begin = case.end() + 1
    match = _SIGN.match(text, begin)
    if match is None:
        return None
    letter = (match["letter"] or match["capital"] or match["sub"] or "").lower()
    number = int(match["number"] or match["first"] or match["word"] or match["from"])
    found = Opening(number, letter, match["body"] or "", match.start("rest"), int(match["to"] or 0))
    if match["to"] and not match["rest"].strip(" :.–-"):
        return None  # "§§ 12-34" alone says which paragraphs there are
    return found if _may_be_title(match["rest"], law=match["first"] is not None) else None


def worded(text: str) -> Opening | None:
    """Read a line that numbers an item in words: `Ärende 5`, `Punkt 3 Taxa för torg`; else give None."""
    match = _WORD.match(text) if text.startswith(("Ärende", "Punkt", "Nr")) else None
    if match is None or not _may_be_title(match["rest"], law=False):
        return None
    return Opening(int(match["number"]), match["letter"] or "", "", match.start("rest"))


_OF_YEAR = re.compile(
    rf"(?P<body>{_BODY})[ .:-]{{1,2}}(?P<number>\d{{1,4}})/(?P<year>(?:20)?\d{{2}})(?P<rest>(?:[\s:.–-]+.*)?)$"
)


def of_year(text: str) -> Opening | None:
    """Read a line that numbers a paragraph by the year without its sign: `KS 75/2013 Taxa för torg`; else give None."""
    match = _OF_YEAR.match(text)
    if match is None or not _may_be_title(match["rest"], law=False):
        return None
    return Opening(int(match["number"]), "", f"{match['body']}/{match['year']}", match.start("rest"))


def _may_be_title(rest: str, *, law: bool) -> bool:
    words = _DASHED.sub("", _DAY.sub("", rest, count=1), count=1).strip(" :.")
    bare = "" if diary.is_lone(words) else diary.ANY.sub("", words).strip(" (")
    return _TAKEN_OFF.fullmatch(bare) is not None or not (
        _NO_TITLE.match(bare) or _LEADERS.search(words) or (law and _LAW.match(words)) or _REPEAT.fullmatch(bare)
    )


_INNER = re.compile(
    rf"(?:{_DAY_OF},?\s)?{_BODY}\.?,?\s?(?:{_DAY_OF},?\s)?§\s?(?P<number>\d{{1,4}}){_LETTER}{_YEAR}(?:,?\s\(?{_DAY_OF}\)?)?\.?"
)


def inner(text: str) -> str:
    """Give the number of a line that is nothing but a body and a paragraph, inside another: `Ks § 41`; else nothing.

    >>> inner("Au 2012-03-04 § 94")
    '94'
    """
    match = _INNER.fullmatch(text) if "§" in text else None
    return f"{match['number']}{(match['letter'] or match['capital'] or '').lower()}" if match else ""


def is_contents(text: str) -> bool:
    """Whether a line is an entry of a table of contents: a paragraph's number, dots, a page."""
    return "§" in text and _LEADERS.search(text) is not None


def repeats(text: str, number: str) -> bool:
    """Whether a line says at the top of a page that a paragraph goes on: `§ 12 forts.`, `Forts. § 12`."""
    text = text.strip("()–- ")
    match = _SIGN.match(text) if "§" in text else None
    if match is not None:
        rest = match["rest"].strip(" :.–-")
        letter = match["letter"] or match["capital"] or match["sub"] or ""
        return (
            f"{match['number'] or match['first']}{letter}" == number
            and bool(rest)
            and _REPEAT.fullmatch(rest) is not None
        )
    return len(text) < 40 and _CONTINUED.match(text) is not None


def case_line(text: str) -> list[tuple[int, int]]:
    """Give where the diary numbers of a line stand that holds nothing else; an empty list where it is no such line."""
    begin = 1 if text.startswith(("(", "[")) else 0
    spans, end = _numbers(text, begin)
    if spans and not text[end:].strip(" )].,"):
        return spans
    lone = text[begin:].rstrip(" )].,")
    return [(begin, begin + len(lone))] if diary.is_lone(lone) else []


def _numbers(text: str, at: int) -> tuple[list[tuple[int, int]], int]:
    """Give the diary numbers, one or several, that stand at a place, and where they end."""
    label = diary.LABEL.match(text, at)
    form = diary.LABELLED if label else diary.ANY
    at = label.end() if label else at
    spans: list[tuple[int, int]] = []
    while match := form.match(text, at):
        spans.append(match.span())
        at = match.end()
        if (between := _AND.match(text, at)) and between.end() > at:
            again = diary.LABEL.match(text, between.end())
            behind = again.end() if again else between.end()
            if not form.match(text, behind):
                break
            at = behind
    return spans, spans[-1][1] if spans else at


def cut(rest: Flow) -> tuple[tuple[Flow, ...], Flow]:
    """Part the words behind the number of a paragraph: diary numbers in front or behind, and the title.

    A number without a series is no diary number behind a title, unless a label, a bracket or white space sets it apart.
    """
    day = _DAY.match(rest.text)
    at = _begin(rest.text, day.end() if day else 0)
    cases: list[tuple[int, int]] = []
    for _ in range(2):  # the number of the agenda stands in front of the case, or behind it
        if (whose := _WHOSE.match(rest.text, at)) and _is_apart(rest, whose.end()):
            at = _begin(rest.text, whose.end())
        if handled := _HANDLED.match(rest.text, at):
            at = _begin(rest.text, handled.end())
        spans, end = _numbers(rest.text, at)
        if spans and not cases:
            cases, at = spans, _begin(rest.text, end)
            if _OTHERS.fullmatch(rest.text, at):
                at = len(rest.text)
        if agenda := _AGENDA.match(rest.text, at):
            at = _begin(rest.text, agenda.end())
    if diary.LABEL.fullmatch(rest.text, at):
        at = len(rest.text)  # the number stands on the next line
    lone = rest.text[at if not cases else cases[0][0] :].rstrip(" .")
    if diary.is_lone(lone) and (not cases or at < len(rest.text)):
        end = len(rest.text.rstrip(" ."))
        cases, at = [(end - len(lone), end)], len(rest.text)
    title = rest.cut(at)
    found, title = _behind(title)
    return (*(rest.cut(*span) for span in cases), *found), title


def _is_apart(flow: Flow, end: int) -> bool:
    """Whether nothing follows a place on a line, or white space that sets what follows apart."""
    return end >= len(flow.text) or flow.origin(end + 1) - flow.origin(end - 1) > _WIDE


def _begin(text: str, at: int) -> int:
    while at < len(text) and text[at] in " :.-–)":
        at += 1
    return at


def _behind(title: Flow) -> tuple[tuple[Flow, ...], Flow]:
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
    for match in diary.LABEL.finditer(text):
        spans, end = _numbers(text, match.start())
        if match.start() and text[match.start() - 1] in " ([" and not text[end:].strip(" )]."):
            return tuple(title.cut(*span) for span in spans), title.cut(0, len(text[: match.start()].rstrip(" ([,–-")))
    for match in diary.ANY.finditer(text):
        spans, end = _numbers(text, match.start())
        if match.start() == 0 or text[end:].strip(" )]."):
            continue
        bracket = text[match.start() - 1] in "([" and text[end:].startswith((")", "]"))
        apart = title.origin(match.start()) - title.origin(match.start() - 2) > _WIDE
        if diary.SERIES.match(match[0]) or apart or (bracket and not re.fullmatch(r"(?:19|20)?\d\d/\d\d", match[0])):
            return tuple(title.cut(*span) for span in spans), title.cut(0, len(text[: match.start()].rstrip(" ([,–-")))
    return (), title


def _in_front(title: Flow) -> tuple[tuple[Flow, ...], Flow]:
    """Part the diary number from a title beside it: `2025-0198      Tillsynsplan`, `KS 2025/112 Taxa`."""
    spans, end = _numbers(title.text, 0)
    beside = bool(spans) and end + 1 < len(title.text) and title.text[end] == " "
    if beside and (title.origin(end + 1) - title.origin(end - 1) > _WIDE or diary.SERIES.match(title.text)):
        return tuple(title.cut(*span) for span in spans), title.cut(end + 1)
    return (), title


@cache
def _labels() -> dict[str, str]:
    return {words: kind for kind, listed in phrases("headings", "label").items() for words in listed}


def _label(line: Line) -> tuple[str, Flow] | None:
    if _labels().get(line.text.casefold().rstrip(" :")) == "case":
        return "case", line.flow.cut(len(line.text))
    match = _LABEL.match(line.text)
    if match and (kind := _labels().get(match["label"].casefold())):
        return kind, line.flow.cut(match.start("value"))
    return None


def _is_mark(line: Line) -> bool:
    """Whether a line opens something that no title goes past."""
    return section_kind(line) is not None or _label(line) is not None


def read(lines: Sequence[Line], rest: int, full: int) -> Heading:
    """Read a heading: what stands behind its number on the first line (from `rest` on), the title and labels below."""
    first = lines[0].flow
    series = diary.SERIES.match(first.text)
    own = series is None or series.end() >= rest  # "KS 75/2013" is the number of the paragraph itself
    in_front = [] if own else [first.cut(*span) for span in _numbers(first.text, 0)[0]]
    cases, begun = cut(first.cut(rest))
    before = [first.cut(rest + match.start(), rest + match.end()) for match in [_handled(first.text[rest:])] if match]
    start = 1
    while not begun.text and start < len(lines) and _HANDLED_LINE.fullmatch(lines[start].text):
        before.append(lines[start].flow)
        start += 1
    at, title, cases = _title(lines, start, begun, (*in_front, *cases), full)
    fields, at, cases = _fields(lines, at, cases)
    if not title.text and at < len(lines) and _may_open_title(lines[at]):
        at, title, cases = _title(lines, at, title, cases, full)  # the labelled lines stand above the title
        below, at, cases = _fields(lines, at, cases)
        fields |= below
    return Heading(cases, title, fields, at, tuple(part for flow in before for part in _parted(flow)))


def _parted(flow: Flow) -> Iterator[Flow]:
    """Part several paragraphs of other bodies that stand on one line."""
    begins = [match.start() for match in _WHOSE_NUMBER.finditer(flow.text)]
    for begin, end in pairwise([*begins, len(flow.text)]):
        yield flow.cut(begin, begin + len(flow.text[begin:end].rstrip(" ,;/()")))


def _handled(rest: str) -> re.Match[str] | None:
    """Find where the case was before in what stands behind the number, in front of a diary number or behind it."""
    at = _begin(rest, 0)
    if (found := _HANDLED.match(rest, at)) is None:
        spans, end = _numbers(rest, at)
        found = _HANDLED.match(rest, _begin(rest, end)) if spans else None
    return found


def _may_open_title(line: Line) -> bool:
    """Whether a title may begin with a line: `Information`, `Meddelanden` are titles as often as headings."""
    return _label(line) is None and section_kind(line) in {None, "deliberation", "documents", "delegation"}


def _title(
    lines: Sequence[Line], at: int, rest: Flow, cases: tuple[Flow, ...], full: int
) -> tuple[int, Flow, tuple[Flow, ...]]:
    """Collect the title behind and below the heading.

    Returns:
        Where the body begins, the title, and the diary numbers.
    """
    parts = [Line(rest, 0, lines[0].level)] if rest.text else []
    while at < len(lines):
        line = lines[at]
        if _is_mark(line) and (parts or _label(line) is not None):
            break
        if _AGENDA.fullmatch(line.text):
            at += 1
            continue
        numbers = case_line(line.text)
        if numbers and _is_sure(line.text, cases, begun=bool(parts)):
            cases = cases or tuple(line.flow.cut(*span) for span in numbers)
            at += 1
            if parts:
                break
            continue
        if parts and _is_second_half(lines, at, parts[-1]):
            whole = join([reading.join_lines(parts), line.flow], f" {line.mark} ")
            return at + 1, whole, cases
        if parts and not _goes_on(lines, at, parts[-1], full):
            break
        if not cases:
            cases, flow = _behind(line.flow)
            if not cases and not parts:
                cases, flow = _in_front(line.flow)
            line = (
                line if flow is line.flow else Line(flow, line.number, line.level, line.mark, line.gap, line.furniture)
            )
        parts.append(line)
        at += 1
    return at, reading.join_lines(parts), cases


def _is_sure(text: str, cases: tuple[Flow, ...], *, begun: bool) -> bool:
    """Whether a line of numbers is the case; below a title `2026/27` may be its last words."""
    if diary.LABEL.match(text) or diary.SERIES.match(text.lstrip("(")):
        return True
    if diary.is_lone(text.strip("()[]. ")):
        return not cases
    return not cases and (not begun or re.search(r"\d/\d{3}|\d{3}/\d\d|-\d{4}", text) is not None)


_LONGEST_TITLE, _WIDER, _NARROWEST = 8, 1.25, 45
"""A title has no more lines than this; a line longer than the first by this factor is set in smaller type: prose.
No title of two lines is set narrower than the third, in characters."""
_ONE_TYPE, _LEAST_TITLE = 0.75, 25
"""Lines of one type differ by that in characters; lines shorter than so many have no room for a title of several."""
_ENTRY = re.compile(r"\d{4}-\d\d-\d\d|\([A-ZÅÄÖ]{1,3}\)")
_TITLE_FULL = 0.93
"""A title's line is full from this share of the longest: letters differ in width."""


def _is_second_half(lines: Sequence[Line], at: int, before: Line) -> bool:
    """Whether a line that begins with a dash ends a title: the only such line, between a long one and a heading."""
    line = lines[at]
    alone = line.mark in {"-", "–"} and not line.gap and not line.level and line.text[-1] not in ".:;"
    below = lines[at + 1] if at + 1 < len(lines) else None
    return alone and len(before.text) >= _NARROWEST and below is not None and not below.mark and _is_mark(below)


def _goes_on(lines: Sequence[Line], at: int, before: Line, full: int) -> bool:
    """Whether a line goes on with the title above it."""
    line = lines[at]
    if line.mark or line.level or before.level or is_lead(line):
        return False
    if f"{line.text} ".startswith(("att ", "Att ")) and not reading.OPEN_END.search(before.text):
        return line.text[0] == "a" and _ends_title(lines, at, before)
    ahead = next((k for k in range(at, min(at + 5, len(lines))) if _is_mark(lines[k])), None)
    labelled = ahead is not None and _label(lines[ahead]) is not None
    close = ahead is not None and not any(lines[k].gap for k in range(at + 1, ahead + 1))
    if not line.gap and line.text[-1] not in ".:;," and _fills_block(lines, at):
        return True
    if line.gap:
        return labelled and (line.text[0].islower() or close or not before.text.endswith("."))
    if line.text.isupper() and before.text.isupper():
        return True
    if line.text[0].isupper() and not reading.OPEN_END.search(before.text) and _is_prose(lines, at, full):
        return False
    here = _block_width(lines, at)
    here = min(full, here if _is_narrow(lines, here) else max(here, _NARROWEST))
    if line.text.endswith((".", ":")) and not reading.runs_on(before, line, full):
        return False
    return labelled or close or line.text[0] == "(" or reading.runs_on(before, line, int(_TITLE_FULL * here))


def _is_prose(lines: Sequence[Line], at: int, full: int) -> bool:
    """Whether a sentence begins at a line, and ends with a full stop before the next heading: no title has its form."""
    text = ""
    for line, after in pairwise([*lines[at : at + _LONGEST_TITLE], None]):
        if line is None or (text and (line.gap or line.mark or _is_mark(line))):
            return False
        text = f"{text} {line.text}"
        if line.text.endswith("."):
            return breaks.is_sentence(text)
        if after is not None and after.text[0].isupper() and not reading.runs_on(line, after, int(_TITLE_FULL * full)):
            return False
    return False


def _ends_title(lines: Sequence[Line], at: int, before: Line) -> bool:
    """Whether a line in `att` is the second half of a title: the only such line, without a stop, and a heading follows.

    Several such lines, or one that ends as a sentence does, are what is decided.
    """
    line, below = lines[at], lines[at + 1 : at + 2]
    if line.text == "att" and below and not below[0].gap:
        line, below = replace(below[0], gap=line.gap), lines[at + 2 : at + 3]
    if line.gap or line.text[-1] in ".:;," or before.text[-1] in ".:;":
        return False
    return bool(below) and (_is_mark(below[0]) or bool(case_line(below[0].text)))


def _fills_block(lines: Sequence[Line], at: int) -> bool:
    """Whether the lines from the number on, to a gap with the case or a known heading below, are full at one width.

    Such a block has three lines or more and nothing in it that entries of a list have: days, parties.
    """
    end = next((k for k in range(1, len(lines)) if lines[k].gap or _opens_below(lines[k])), len(lines))
    block = lines[:end]
    if not (at < end < len(lines) and 2 < end <= _LONGEST_TITLE) or any(_ENTRY.search(one.text) for one in block[1:]):
        return False
    longest = max(len(one.text) for one in block)
    full = all(
        len(one.text) + 1 + len(after.text.split(" ", 1)[0]) > _ONE_TYPE * longest for one, after in pairwise(block)
    )
    return full and longest >= _LEAST_TITLE and _opens_below(lines[end])


def _opens_below(line: Line) -> bool:
    """Whether a line is what stands below a title: the case, or a known heading."""
    return _is_mark(line) or bool(case_line(line.text))


def _is_narrow(lines: Sequence[Line], width: int) -> bool:
    """Whether a heading of three lines or more is full at a width and goes on in lower case: letters stand apart."""
    end = next((k for k in range(1, len(lines)) if lines[k].gap or _is_mark(lines[k])), len(lines))
    block = lines[:end]
    return (
        2 < end <= _LONGEST_TITLE
        and block[-1].text[-1] not in ".:"
        and any(line.text[0].islower() for line in block[1:])
        and all(len(one.text) + 1 + len(next_.text.split(" ", 1)[0]) > width for one, next_ in pairwise(block))
    )


def _block_width(lines: Sequence[Line], at: int) -> int:
    """Give the longest line of the block a title stands in: titles are set larger, and their lines are shorter."""
    begin = at
    while begin > 1 and not lines[begin].gap:
        begin -= 1
    longest = len(lines[begin].text)
    for line in lines[begin + 1 : begin + _LONGEST_TITLE]:
        if line.gap or len(line.text) > _WIDER * len(lines[begin].text) or _is_mark(line):
            break
        longest = max(longest, len(line.text))
    return longest


def _fields(
    lines: Sequence[Line], at: int, cases: tuple[Flow, ...]
) -> tuple[dict[str, tuple[Flow, ...]], int, tuple[Flow, ...]]:
    """Read the labelled lines at the top of a paragraph (`Diarienummer:`, `Handläggare:`)."""
    fields: dict[str, list[Flow]] = {}
    while at < len(lines):
        line = lines[at]
        labelled = _label(line)
        if labelled is None:
            numbers = case_line(line.text) if not fields and not cases else []
            if not numbers or not _is_sure(line.text, cases, begun=True):
                break
            cases = tuple(line.flow.cut(*span) for span in numbers)
            at += 1
            continue
        kind, value = labelled
        at += 1
        if not value.text and at < len(lines) and not _is_mark(lines[at]):
            value = lines[at].flow
            at += 1
        while value.text.endswith((",", "/")) and at < len(lines) and not _is_mark(lines[at]):
            value = join([value, lines[at].flow])
            at += 1
        if value.text:
            fields.setdefault(kind, []).append(value)
    for value in fields.pop("case", []):
        numbers = [match.span() for match in diary.LABELLED.finditer(value.text)]
        cases = tuple(value.cut(*span) for span in numbers) or cases
    return {kind: tuple(values) for kind, values in fields.items()}, at, cases
