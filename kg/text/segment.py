"""A Source is cut into head, paragraphs (§) with their headed sections, and end: Minutes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Flow, Item, Line, Minutes, Section, Source, Span, join
from kg.resources import check_keys, lexicon, phrases
from kg.text import diary, furniture, reading

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADING = re.compile(
    r"(?:(?P<body>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5})\s)?(?:§\s?(?P<number>\d{1,4})|(?P<first>\d{1,4})\s?§)"
    r"(?:\s?(?P<letter>[a-h]))?(?P<rest>(?:[\s:.]+.*)?)$"
)
_MARKDOWN = re.compile(r"^(?:#{1,4} |\*\*|\| .* \|$)", re.MULTILINE)
_DASHED = re.compile(r"\s[-–—]\s(?=[A-ZÅÄÖ])")  # "§ 9 – Informationer", not "§ 9 – 11"
_LABEL = re.compile(r"(?P<label>[A-ZÅÄÖ][\w /-]{2,35}?)\s?(?::\s*|\s(?=\S*\d))(?P<value>.*)$")
_INLINE = re.compile(r"(?P<heading>[A-ZÅÄÖ][\w ]{3,40}):\s+(?P<text>\S.*)$")
_DIARY_LINE = re.compile(r"(?:(?:Dnr|Diarienr|Diarienummer|Ärendenummer)\.?:?\s*)?", re.IGNORECASE)
_INLINE_KINDS = {"decision", "draft", "motions", "reservation", "statement", "notified", "proposition"}
_END = re.compile(
    r"(?:vid protokollet(?::.{3,60})?|justeras(?::.{3,120})?|justerat|underskrifter|underskriftssida|justerande|"
    r"detta dokument har undertecknats.*|protokollet (?:är )?justera.*|anslag/bevis|bevis om anslag|sekreterare)\W*",
    re.IGNORECASE,
)
_FOLD = re.compile(r"[\s:.]+$")


@cache
def _headings() -> dict[str, str]:
    check_keys(lexicon("headings"), {"section", "pattern", "label"}, "data/lexicon/headings.toml")
    return {words: kind for kind, listed in phrases("headings", "section").items() for words in listed}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    parts = phrases("headings", "pattern")
    return tuple((kind, re.compile(expression)) for kind, listed in parts.items() for expression in listed)


def heading_patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    """Give the patterns of the headings of one kind, over the case-folded heading without its colon."""
    return tuple(pattern for name, pattern in _patterns() if name == kind)


@cache
def _labels() -> dict[str, str]:
    return {words: kind for kind, listed in phrases("headings", "label").items() for words in listed}


def section_kind(line: Line) -> str | None:
    """Give the kind of section that a line opens as its heading, or None where it is no known heading."""
    if line.mark and not line.level:
        return None
    return heading_kind(line.text) if line.level or line.text[0].isupper() else None


@cache
def heading_kind(text: str) -> str | None:
    """Give the kind of section of a heading's wording, or None."""
    if len(text) > 90:
        return None
    folded = _FOLD.sub("", text.casefold())
    if folded in _headings():
        return _headings()[folded]
    return next((kind for kind, pattern in _patterns() if pattern.fullmatch(folded)), None)


_FULL_WEIGHT = 1.5
"""A heading that stands apart and has text below weighs at least this."""


class _Candidate(NamedTuple):
    """A line that looks like the heading of a paragraph."""

    at: int
    number: int
    letter: str
    weight: float
    rest: int


def _candidates(lines: Sequence[Line]) -> list[_Candidate]:
    found: list[_Candidate] = []
    for at, line in enumerate(lines):
        if line.mark and not line.level:
            continue
        match = _HEADING.match(line.text)
        if not match:
            continue
        rest = _DASHED.sub("", match["rest"]).strip(" :.")
        first = diary.ANY.sub("", rest).strip()[:1]
        if first and (first.islower() or first in ",;)–-§/"):
            continue
        before = lines[at - 1] if at else None
        apart = line.gap or line.level > 0 or before is None
        weight = 1.0 if apart or (before is not None and before.text[-1] in ".:;") else 0.3
        found.append(
            _Candidate(at, int(match["number"] or match["first"]), match["letter"] or "", weight, match.start("rest"))
        )
    places = {c.at for c in found}
    return [
        c._replace(weight=c.weight + (1.0 if c.at + 1 not in places and c.at + 1 < len(lines) else 0.0)) for c in found
    ]


def _chain(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Choose the headings: the run of rising numbers that weighs most; of equals, the last.

    A table of contents is such a run too, but an entry of it has no text below and weighs less.
    """
    best: list[tuple[float, int]] = []
    for i, here in enumerate(candidates):
        score, link = here.weight, -1
        for j in range(i - 1, -1, -1):
            before = candidates[j]
            step = here.number - before.number
            if step < 0 or (step == 0 and here.letter <= before.letter):
                continue
            cost = 0.0 if step <= 1 else min(0.4 + 0.1 * step, 3.0)
            value = best[j][0] + here.weight - cost
            if value > score:
                score, link = value, j
        best.append((score, link))
    if not best:
        return []
    at = max(range(len(best)), key=lambda i: (best[i][0], i))
    chain = []
    while at >= 0:
        chain.append(candidates[at])
        at = best[at][1]
    return chain[::-1]


def _first_of_each(chain: list[_Candidate], candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Take the first heading of each number: on each page that a paragraph runs over it may stand again."""
    found: list[_Candidate] = []
    for here in chain:
        floor = found[-1].at if found else -1
        same = [c for c in candidates if floor < c.at <= here.at and (c.number, c.letter) == (here.number, here.letter)]
        full = [c for c in same if c.weight >= _FULL_WEIGHT] if found else []
        found.append(full[0] if full else here)
    return found


def _without_repeats(
    lines: list[Line], chain: list[_Candidate], candidates: Sequence[_Candidate]
) -> tuple[list[Line], list[_Candidate]]:
    """Leave out headings that only repeat the paragraph they stand in."""
    repeats: set[int] = set()
    for here, after in zip(chain, [*chain[1:], None], strict=False):  # no paragraph at all: nothing repeats
        end = after.at if after else len(lines)
        repeats |= {
            c.at
            for c in candidates
            if here.at < c.at < end
            and (c.number, c.letter) == (here.number, here.letter)
            and lines[c.at].text == lines[here.at].text
        }
    if not repeats:
        return lines, chain
    kept = [line for at, line in enumerate(lines) if at not in repeats]
    moved = [c._replace(at=c.at - sum(1 for at in repeats if at < c.at)) for c in chain]
    return kept, moved


def segment(source: Source) -> Minutes:
    """Cut a source into its parts. Never fails: a text without paragraphs is all head."""
    raw = furniture.raw_lines(source.text)
    skip = furniture.find(raw)
    markdown = source.name.lower().endswith(".md") or bool(_MARKDOWN.search(source.text))
    lines = reading.lines(raw, skip, markdown=markdown)
    candidates = _candidates(lines)
    chain = _first_of_each(_chain(candidates), candidates)
    lines, chain = _without_repeats(lines, chain, candidates)
    first = chain[0].at if chain else len(lines)
    contents = tuple(f"{c.number}{c.letter}" for c in candidates if c.at < first)
    ends = [c.at for c in chain[1:]] + ([len(lines)] if chain else [])
    tail_at = _end(lines, chain[-1].at, len(lines)) if chain else len(lines)
    if chain:
        ends[-1] = tail_at
    full = reading.width(lines)
    source = replace(source, pages=furniture.pages(source, raw, skip))
    items = tuple(
        _item(lines[c.at : end], c, order, full) for order, (c, end) in enumerate(zip(chain, ends, strict=True), 1)
    )
    return Minutes(
        source=source,
        head=tuple(lines[:first]),
        items=items,
        tail=tuple(lines[tail_at:]),
        furniture=_spans(raw, skip),
        contents=contents if len(contents) > 2 else (),
    )


def _spans(raw: Sequence[furniture.Raw], skip: frozenset[int]) -> tuple[Span, ...]:
    return tuple(Span(raw[i].begin, raw[i].end) for i in sorted(skip))


def _end(lines: Sequence[Line], begin: int, end: int) -> int:
    """Find where the last paragraph ends and the signatures begin."""
    for at in range(begin + 1, end):
        if _END.fullmatch(lines[at].text) and end - at < 80:
            return at
    return end


def _item(lines: Sequence[Line], here: _Candidate, order: int, full: int) -> Item:
    heading = lines[0]
    rest = heading.flow.cut(here.rest)
    dash = _DASHED.match(rest.text)
    rest = rest.cut(dash.end() if dash else len(rest.text) - len(rest.text.lstrip(" :.")))
    case_line, rest = _take_case(rest)
    at, title, case_line = _title(lines, rest, case_line, full)
    fields, at, case_line = _fields(lines, at, case_line)
    body = lines[at:]
    last = lines[-1].flow.span()
    return Item(
        number=f"{here.number}{here.letter}",
        order=order,
        heading=heading.flow,
        title=title,
        case_line=case_line,
        fields=fields,
        sections=_sections(body, full),
        span=Span(heading.flow.span().begin, last.end),
    )


def _take_case(rest: Flow) -> tuple[Flow | None, Flow]:
    """Part a diary number at the beginning or end of a heading from the title."""
    for match in diary.ANY.finditer(rest.text):
        before = _DIARY_LINE.sub("", rest.text[: match.start()]).strip()
        after = rest.text[match.end() :].strip(" :-–")
        if not before:
            return rest.cut(match.start(), match.end()), rest.cut(
                rest.text.find(after, match.end())
            ) if after else Flow("", (), ())
        if after == ")" and before.endswith("("):
            return rest.cut(match.start(), match.end()), rest.cut(0, rest.text.rindex("(", 0, match.start()))
        if not after and match["number9"] is None:
            label = re.search(r"(?:Dnr|Diarienr|Diarienummer|Ärendenummer)\.?:?\s*$", rest.text[: match.start()])
            return rest.cut(match.start(), match.end()), rest.cut(0, label.start() if label else match.start())
    return None, rest


def _is_case_line(text: str) -> re.Match[str] | None:
    return diary.ANY.fullmatch(_DIARY_LINE.sub("", text, count=1).strip())


def _label(line: Line) -> tuple[str, Flow] | None:
    match = _LABEL.match(line.text)
    if match and (kind := _labels().get(match["label"].casefold())):
        return kind, line.flow.cut(match.start("value"))
    return None


def _is_mark(line: Line) -> bool:
    """Whether a line opens something that no title goes past."""
    return section_kind(line) is not None or _label(line) is not None


def _title(lines: Sequence[Line], rest: Flow, case_line: Flow | None, full: int) -> tuple[int, Flow, Flow | None]:
    """Collect the title behind and below the heading.

    Returns:
        Where the body begins, the title, and the diary number where one stood between.
    """
    parts = [Line(rest, 0, lines[0].level)] if rest.text else []
    at = 1
    while at < len(lines):
        line = lines[at]
        if _is_mark(line) and (parts or _label(line) is not None):
            break
        if _is_case_line(line.text):
            match = diary.ANY.search(line.text)
            case_line = line.flow.cut(match.start(), match.end()) if match else case_line
            at += 1
            if parts:
                break
            continue
        if parts and not _title_goes_on(lines, at, parts[-1], full):
            break
        parts.append(line)
        at += 1
    return at, reading.join_lines(parts), case_line


_LONGEST_TITLE, _WIDER, _NARROWEST = 8, 1.25, 45
"""A title has no more lines than this; a line longer than the first by this factor is set in smaller type: prose.
No title is set narrower than the third, in characters."""
_TITLE_FULL = 0.93
"""A title's line is full from this share of the longest: letters differ in width."""


def _title_goes_on(lines: Sequence[Line], at: int, before: Line, full: int) -> bool:
    line = lines[at]
    if line.mark or line.level or before.level:
        return False
    if line.text.startswith(("att ", "Att ")) and not reading.OPEN_END.search(before.text):
        return False
    ahead = next((k for k in range(at, min(at + 5, len(lines))) if _is_mark(lines[k])), None)
    labelled = ahead is not None and _label(lines[ahead]) is not None
    close = ahead is not None and not any(lines[k].gap for k in range(at + 1, ahead + 1))
    if line.gap:
        return labelled and (line.text[0].islower() or close or not before.text.endswith("."))
    here = min(full, max(_block_width(lines, at), _NARROWEST))
    if line.text.endswith((".", ":")) and not reading.runs_on(before, line, full):
        return False
    return labelled or close or line.text[0] == "(" or reading.runs_on(before, line, int(_TITLE_FULL * here))


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
    lines: Sequence[Line], at: int, case_line: Flow | None
) -> tuple[dict[str, tuple[Flow, ...]], int, Flow | None]:
    """Read the labelled lines at the top of a paragraph (`Diarienummer:`, `Handläggare:`)."""
    fields: dict[str, list[Flow]] = {}
    while at < len(lines):
        line = lines[at]
        labelled = _label(line)
        if labelled is None:
            if not fields and _is_case_line(line.text) and case_line is None:
                case_line = line.flow
                at += 1
                continue
            break
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
        if match := diary.ANY.search(value.text):
            case_line = value.cut(match.start(), match.end())
    return {kind: tuple(values) for kind, values in fields.items()}, at, case_line


def _sections(lines: Sequence[Line], full: int) -> tuple[Section, ...]:
    found: list[tuple[str, Flow | None, list[Line]]] = [("", None, [])]
    level = 0
    for line in lines:
        kind = section_kind(line)
        if kind is not None:
            found.append((kind, line.flow, []))
            level = line.level
        elif line.level and (not level or line.level <= level) and line.level != reading.BOLD_LEVEL:
            found.append(("other", line.flow, [line]))
        elif inline := _inline(line):
            found.append((inline[0], inline[1], [inline[2]]))
            level = 0
        else:
            found[-1][2].append(line)
    return tuple(
        Section(kind, heading, tuple(group), tuple(reading.paragraphs(group, full)))
        for kind, heading, group in found
        if group or heading is not None
    )


def _inline(line: Line) -> tuple[str, Flow, Line] | None:
    """Read a heading with its text on the same line: `Beslut: Ärendet bordläggs`."""
    match = _INLINE.match(line.text) if not line.mark else None
    if match is None:
        return None
    kind = heading_kind(match["heading"])
    if kind not in _INLINE_KINDS:
        return None
    rest = line.flow.cut(match.start("text"))
    return kind, line.flow.cut(0, match.end("heading")), Line(rest, line.number, 0, "", gap=True)
