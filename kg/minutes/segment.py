"""A Source is cut into head, paragraphs (§) with their headed sections, and end: Minutes."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from kg.files import crossed_out
from kg.language import diary, grammar
from kg.language.headings import is_lead, section_kind
from kg.lines import (
    breaks,
    cells_below,
    furniture,
    glued_words,
    labels_behind,
    laid_out,
    loose_headings,
    margin,
    page_columns,
    reading,
    signers,
    signing,
    upright,
)
from kg.lines import markdown as markup
from kg.minutes import (
    annex,
    aside,
    cited_by_year,
    cited_numbers,
    head_rows,
    heading,
    heading_cases,
    learnt_headings,
    namesakes,
    number_behind,
    number_in_columns,
    odd_numbers,
    own_number,
    quoted,
    second_head,
    title_above,
)
from kg.minutes.chain import Candidate, astray, headings
from kg.minutes.sections import sections
from kg.model import Item, Line, Minutes, Section, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Flow

_MARKDOWN = re.compile(r"^(?:#{1,4} |\*\*|\*[^*\s][^*\n]*\*(?:\s|$)|<(?:b|strong)>|\| .* \|$)", re.MULTILINE)
_SIGNED = 12
"""Minutes end with so many lines of signatures at most."""
_END = grammar.pattern("paragraph", "end")
_CLOSING = grammar.pattern("paragraph", "closing")
"""What is said when all matters are decided: below the sections of the last paragraph it is no part of them."""
_APPEAL = grammar.pattern("paragraph", "appeal")
_OWN = {"decision", "proposal", "reservation", "statement", "notified", "vote"}
"""Sections of these kinds belong to a paragraph: what stands above them does not end it."""
_NEAR = 4
"""A diary number so many lines below a heading may be that heading's own."""
_MOSTLY = 0.6
"""More than this share of the paragraphs are most of them."""
_HEAD = 120
"""So many lines from the beginning may say which paragraphs the minutes hold."""
_ENTRY = re.compile(r"§\s?(\d{1,4})")


def _without_repeats(
    lines: list[Line], chain: list[Candidate], candidates: Sequence[Candidate]
) -> tuple[list[Line], list[Candidate]]:
    """Leave out headings that only repeat the paragraph they stand in, with the lines of the title that they repeat."""
    repeats: set[int] = set()
    for here, after in zip(chain, [*chain[1:], None], strict=False):  # no paragraph at all: nothing repeats
        end = after.at if after else len(lines)
        number = f"{here.number}{here.letter}"
        again = {
            c.at
            for c in candidates
            if here.at < c.at < end
            and (c.number, c.letter) == (here.number, here.letter)
            and lines[c.at].text == lines[here.at].text
            and not any(here.at < d.at < c.at and d.body != here.body for d in candidates)  # quoted.py parts these
        }
        again |= {
            at for at in range(here.at + 1, end) if "orts" in lines[at].text and heading.repeats(lines[at].text, number)
        }
        for at in again:
            repeats.add(at)
            behind = 1
            while at + behind < end and lines[at + behind].text == lines[here.at + behind].text:
                repeats.add(at + behind)
                behind += 1
    if not repeats:
        return lines, chain
    kept = [
        replace(line, furniture=True) if at - 1 in repeats else line
        for at, line in enumerate(lines)
        if at not in repeats
    ]
    moved = [c._replace(at=c.at - sum(1 for at in repeats if at < c.at)) for c in chain]
    return kept, moved


def segment(source: Source) -> Minutes:
    """Cut a source into its parts. Never fails: a text without paragraphs is all head."""
    raw = margin.without(upright.without(furniture.raw_lines(source.text)))
    signed, beside = signing.find(raw, source.pages)
    rest = [line._replace(text="") if i in signed else line for i, line in enumerate(raw)] if signed else raw
    edges = furniture.find(rest, source.pages) | beside
    edges -= number_behind.headed_pages(rest, edges)
    raw, edges, alone = number_in_columns.put_alone(raw, edges)
    skip = edges | signed
    markdown = source.name.lower().endswith(".md") or bool(_MARKDOWN.search(source.text))
    ordered, skip, doubtful, notes = _in_order(source, raw, skip)
    ordered, in_margin = aside.part(ordered, skip)
    laid = laid_out.find(ordered, skip)
    skip |= {row for block in laid.untold for row in range(block.begin, block.end)}
    whole = reading.lines(ordered, skip, markdown=markdown, laid=None if laid.untold else laid)
    read = loose_headings.put_apart(glued_words.apart(whole))
    lines = own_number.put_first(number_behind.put_first(head_rows.as_lines(read)))
    lines = namesakes.told_apart(cells_below.in_rows(lines, _HEAD), _HEAD)
    notes += tuple(crossed_out.told(markup.struck(source.text))) if markdown else ()
    end_of_these = len(source.text)
    if (other := second_head.begins(lines)) is not None:
        end_of_these, lines = lines[other].flow.span().begin, lines[:other]
        where = f"line {source.line(end_of_these)}"
        notes += (f"{where}: the minutes of another meeting begin, and are not read: part the file",)
    notes += tuple(_in_columns(source, place) for place in doubtful)
    notes += tuple(_beside(source, ordered[block.begin].begin) for block in laid.untold)
    stated = cited_numbers.stated(lines[:_HEAD])
    numbered = frozenset(at + 1 for at in alone)
    lines, chain, candidates = title_above.put_below(lines, *headings(lines, stated, numbered))
    if chain:
        notes += tuple(odd_numbers.told(lines, chain, stated))
    stray = tuple(lines[at].flow.span() for at in astray(chain, candidates))
    lines, chain = _without_repeats(lines, chain, candidates)
    lines = cited_by_year.signed(lines, chain)
    begins = _begins(lines, chain)
    first = begins[0] if begins else len(lines)
    contents = _contents(lines[:first], {c.at: f"{c.number}{c.letter}" for c in candidates})
    ends = begins[1:] + ([len(lines)] if chain else [])
    tail_at = _end(lines, chain[-1].at, len(lines)) if chain else len(lines)
    annexes = annex.find(lines, chain[-1].at, {f"{c.number}{c.letter}" for c in chain}) if chain else []
    if annexes:
        tail_at = min(tail_at, annexes[0].begin)
    if chain:
        ends[-1] = tail_at
    full = reading.width(lines[:tail_at])
    source = replace(source, pages=furniture.pages(source, raw, edges))
    learnt = learnt_headings.find([lines[c.at + 1 : end] for c, end in zip(chain, ends, strict=True)])
    page = _Page(full, laid.tables, breaks.pairs(source.text), in_margin, learnt)
    items = tuple(
        replace(_item(lines[c.at : end], c, order, lines[begin : c.at], page), number=name)
        for order, (c, end, begin, name) in enumerate(
            zip(chain, ends, begins, odd_numbers.names(chain), strict=True), 1
        )
    )
    named = [part for part in annexes if part.number and part.kind in _ANNEX_SECTIONS]
    taken = {at for part in named for at in range(part.begin, part.end)}
    return Minutes(
        source=source,
        head=tuple(lines[:first]),
        items=tuple(_with_annexes(item, lines, named, full) for item in items),
        tail=tuple(line for at, line in enumerate(lines) if at >= tail_at and at not in taken),
        furniture=tuple(span for span in _spans(raw, edges) if span.begin < end_of_these),
        signed=_spans(raw, signed),
        contents=contents if len(contents) > 2 else (),
        width=full,
        notes=(*notes, *_joined_titles(items)),
        astray=stray,
    )


def _joined_titles(items: Sequence[Item]) -> Iterator[str]:
    """Tell of titles whose letters were typed apart, with nothing wider between their words."""
    for item in items:
        if len(item.title.text) >= _LONG_WORD and " " not in item.title.text:
            yield f"§ {item.number}: the words of its title are not told apart: {item.title.text[:40]!r}"


def _in_order(
    source: Source, raw: Sequence[furniture.Raw], skip: frozenset[int]
) -> tuple[list[furniture.Raw], frozenset[int], Sequence[int], tuple[str, ...]]:
    """Put columns one below the other, labels above what they are of; give where columns are not told, and notes."""
    ordered, kept, doubtful = page_columns.in_order(raw, skip)
    changed = list(ordered) != list(raw) or doubtful
    if changed and any(block.found for block in laid_out.find(raw, skip).labelled.values()):
        ordered, kept, doubtful = list(raw), skip, ()  # headings beside their text are no column of a page
    lines, kept, untold = labels_behind.above(ordered, kept)
    return lines, kept, doubtful, tuple(_beside(source, place) for place in untold[:1])


def _in_columns(source: Source, place: int) -> str:
    """Tell of a page that stands in columns and is not read."""
    where = f"page {page}" if (page := source.page(place)) else f"line {source.line(place)}"
    return f"{where}: stands in columns that the text does not tell apart, and is not read: build from the PDF"


def _beside(source: Source, place: int) -> str:
    """Tell of headings beside their text that are not read."""
    where = f"page {page}" if (page := source.page(place)) else f"line {source.line(place)}"
    return f"{where}: headings stand beside text, and it is not clear whose it is: both are not read"


_LONG_WORD = 30
"""No word of a title is longer."""
_ANNEX_SECTIONS = {"vote", "reservation", "statement"}
"""The kinds of annex that are sections of the paragraph they name."""


def _with_annexes(item: Item, lines: Sequence[Line], annexes: Sequence[annex.Annex], full: int) -> Item:
    """Add to a paragraph the annexes that name it, as sections of their own."""
    own = []
    for part in annexes:
        if part.number == item.number:
            below = lines[part.begin + 1 : part.end]
            own.append(Section(part.kind, lines[part.begin].flow, tuple(below), tuple(reading.paragraphs(below, full))))
    return replace(item, sections=(*item.sections, *own)) if own else item


def _contents(head: Sequence[Line], candidates: dict[int, str]) -> tuple[str, ...]:
    """Give the paragraphs that a table of contents before the first one lists."""
    found = []
    for at, line in enumerate(head):
        if at in candidates:
            found.append(candidates[at])
        elif heading.is_contents(line.text) and (match := _ENTRY.search(line.text)):
            found.append(match[1])
    return tuple(found)


def _spans(raw: Sequence[furniture.Raw], skip: frozenset[int]) -> tuple[Span, ...]:
    return tuple(Span(raw[i].begin, raw[i].end) for i in sorted(skip))


def _end(lines: Sequence[Line], begin: int, end: int) -> int:
    """Find where the last paragraph ends and the signatures, or how to appeal, begin."""
    headed = False
    for at in range(begin + 1, end):
        text = lines[at].text
        if end - at < 80 and _END.fullmatch(text):
            return at
        if lines[at].gap and end - at <= _SIGNED and _are_signatures(lines[at:end]):
            return at
        behind = section_kind(lines[at - 1]) is None and not is_lead(lines[at - 1])
        closes = (headed and behind and _CLOSING.fullmatch(text)) or (lines[at].gap and _APPEAL.fullmatch(text))
        if closes and not any(section_kind(line) in _OWN for line in lines[at + 1 : end]):
            return at
        headed = headed or section_kind(lines[at]) is not None or is_lead(lines[at])
    return end


def _are_signatures(lines: Sequence[Line]) -> bool:
    """Whether lines are names, each with the office below or behind it, and nothing else."""
    told = signers.told(lines)
    whole = sum(one.lines for one in told) == len(lines)
    return whole and any(one.role in {"secretary", "adjuster"} for one in told)


def _begins(lines: Sequence[Line], chain: Sequence[Candidate]) -> list[int]:
    """Give where each paragraph begins: at its heading, or with what above it is its own."""
    neighbours = zip(chain, [None, *chain], [*chain[1:], None], strict=False)
    above = _print_cases_above(lines, chain)
    return [here.at - _above(lines, here.at, before, after, above=above) for here, before, after in neighbours]


def _print_cases_above(lines: Sequence[Line], chain: Sequence[Candidate]) -> bool:
    """Whether most paragraphs have a diary number right above their own, and none below it: so all are printed."""
    printed = [here for here in chain if here.at and heading_cases.case_line(lines[here.at - 1].text)]
    twice = any(diary.ANY.search(line.text) for here in printed for line in lines[here.at : here.at + 2])
    return len(printed) > 1 and len(printed) > _MOSTLY * len(chain) and not twice


def _above(
    lines: Sequence[Line], at: int, before: Candidate | None, after: Candidate | None, *, above: bool = False
) -> int:
    """Give how many lines above a heading are its own: where the case was before, or its diary number.

    The number is set apart from what stands above it, or all are printed so (`above`).
    """
    if others := heading.others_above(lines, at):
        return others
    if above and at and heading_cases.case_line(lines[at - 1].text):
        return 1
    if at == 0 or not heading_cases.case_line(lines[at - 1].text):
        return 0
    if not lines[at - 1].gap or (before is not None and not _has_section(lines[before.at + 1 : at][:_NEAR])):
        return 0
    # What stands right above the next heading may be that one's.
    own = lines[at : min(at + _NEAR, after.at - 1 if after else len(lines))]
    return 0 if any(diary.ANY.search(line.text) for line in own) else 1


def _has_section(lines: Sequence[Line]) -> bool:
    """Whether lines below a heading are so many that its own number stands above them, or open a section."""
    return len(lines) == _NEAR or any(section_kind(line) is not None or is_lead(line) for line in lines)


def _mended(lines: Sequence[Line], page: _Page) -> list[Line]:
    """Join what line breaks parted, but for the rows of tables."""
    rows = {at for begin, end in page.tables.items() for at in range(begin, end + 1)}
    found: list[Line] = []
    for is_row, several in groupby(lines, key=lambda line: line.number in rows):
        group = list(several)
        found += group if is_row else breaks.mend(group, page.names, lambda line: section_kind(line) is not None)
    return found


_BACK = 200
"""What stands in columns is read down: the last line of reading need not be the last on the page."""


class _Page(NamedTuple):
    """What the layout of a document says: how wide a full line is, where tables of votes are, what margins hold."""

    full: int
    tables: Mapping[int, int]
    names: frozenset[str]
    in_margin: Mapping[int, furniture.Raw]
    learnt: Mapping[str, str]


def _before(handled: Sequence[Flow], number: int) -> Iterator[Section]:
    """Give what stands beside a number of where the case was before as what it is: a section of its preparation."""
    lines = tuple(Line(flow, number) for flow in handled)
    if lines:
        yield Section("preparation", None, lines, tuple(reading.block([line]) for line in lines))


def _item(lines: Sequence[Line], here: Candidate, order: int, above: Sequence[Line], page: _Page) -> Item:
    found = heading.read(lines, here.rest, page.full)
    numbers = [(line.flow, spans) for line in above if (spans := heading_cases.case_line(line.text))]
    handled = () if numbers else tuple(line.flow for line in above)
    printed = f"{here.number}{here.letter}"
    told = aside.section(lines, page.in_margin, page.full)
    stretches, earlier = quoted.part(own_number.not_again(lines[found.end :], printed), printed)
    own = (
        part for lines_ in stretches for part in sections(_mended(lines_, page), page.full, page.tables, page.learnt)
    )
    before = _before((*handled, *found.before), lines[0].number)
    return Item(
        number=printed,
        printed=f"{printed}–{here.to}" if here.to else printed,
        order=order,
        heading=lines[0].flow,
        title=found.title,
        cases=found.cases or tuple(flow.cut(*span) for flow, spans in numbers for span in spans),
        fields=found.fields,
        sections=(*own, *([told] if told else []), *earlier, *before),
        span=Span((*above, lines[0])[0].flow.span().begin, max(line.flow.span().end for line in lines[-_BACK:])),
    )
