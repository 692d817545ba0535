"""A Source is cut into head, paragraphs (§) with their headed sections, and end: Minutes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Item, Line, Minutes, Section, Source, Span
from kg.text import annex, another, breaks, columns, diary, furniture, heading, margin, namesakes, odd, reading, signing
from kg.text.sections import is_lead, section_kind, sections

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_MARKDOWN = re.compile(r"^(?:#{1,4} |\*\*|<(?:b|strong)>|\| .* \|$)", re.MULTILINE)
_END = re.compile(
    r"(?:vid protokollet(?::.{3,60})?|justeras(?::.{3,120})?|justerat|underskrifter|underskriftssida|justerande|"
    r"detta dokument har undertecknats.*|protokollet (?:är )?justera.*|anslag ?/ ?bevis|"
    r"(?:[\w-]+ ){0,3}?(?:anslagsbevis|bevis om (?:anslag|justering|tillkännagivande))(?:\W.*)?|delgivningsbevis|"
    r"justeringen (?:av protokollet )?har (?:tillkännagivits|anslagits|kungjorts)\b.*|sekreterare)\W*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:därefter |härefter |härmed )?(?:nästa (?:\w*sammanträde|\w*möte) (?:är|äger|hålls|blir|sker)\b.*|"
    r"ordföranden? (?:[\w-]+ [\w-]+ (?:\(\w+\) )?)?(?:(?:tackar|önskar) .{1,90}?)?"
    r"(?:förklarar|avslutar) (?:(?:dagens )?(?:sammanträde|möte)\w*).*|"
    r"(?:sammanträdet|mötet) (?:avslutas|förklaras .*avslutat).*)",
    re.IGNORECASE,
)
"""What is said when all matters are decided: below the sections of the last paragraph it is no part of them."""
_APPEAL = re.compile(
    r"(?:hur (?:man|du) överklagar\b.*|(?:så (?:här )?)?överklagar (?:du|man)\b.*|hur beslutet överklagas|"
    r"överklagande(?:hänvisning|anvisning(?:ar)?)?|besvärshänvisning)\W*",
    re.IGNORECASE,
)
_OWN = {"decision", "proposal", "reservation", "statement", "notified", "vote"}
"""Sections of these kinds belong to a paragraph: what stands above them does not end it."""
_FULL_WEIGHT = 1.5
"""A heading that stands apart and has text below weighs at least this."""
_FOREIGN = 0.7
"""What a heading loses that begins with another body's name than the others."""
_RUNNING = 40
"""A line of running text has so many letters: shorter ones may be names and other entries of a list."""
_NEAR = 4
"""A diary number so many lines below a heading may be that heading's own."""
_HEAD = 120
"""So many lines from the beginning may say which paragraphs the minutes hold."""
_LONGEST_LISTED = 120
_COVERS = re.compile(r"(?:Justerade )?[Pp]aragraf(?:er)?\b[\s:]*(?:§+\s*)?\d")
_COVERS_LABEL = re.compile(r"(?:Justerade )?[Pp]aragraf(?:er)?:?")
_RANGE = re.compile(r"(\d{1,4})\s*(?:[-–—]+|till|t\.?o\.?m\.?)\s*(?:§+\s*)?(\d{1,4})")
_ENTRY = re.compile(r"§\s?(\d{1,4})")


class Candidate(NamedTuple):
    """A line that looks like the heading of a paragraph."""

    at: int
    number: int
    letter: str
    weight: float
    rest: int
    body: str = ""
    to: int = 0
    """The last number of a heading of several: `§§ 28-30`."""


def _candidates(lines: Sequence[Line], read: Callable[[Line], heading.Opening | None]) -> list[Candidate]:
    """Find the lines that look like headings of paragraphs, by one way to number them.

    One that stands apart weighs more, and so does one with text below; one that another body's name stands in front of
    weighs less.
    """
    found: list[Candidate] = []
    for at, line in enumerate(lines):
        opened = read(line)
        if opened is None:
            continue
        before = lines[at - 1] if at else None
        apart = before is None or line.gap or line.level > 0
        if not apart and before is not None and reading.OPEN_END.search(before.text):
            continue
        if not apart and line.text[opened.rest :].strip(" .") in {"", "utgår"} and line.text[-1] == ".":
            continue  # "enligt lagen i / 9 §.": the end of a sentence
        if before is not None and not apart and _goes_on(before, line, opened.rest):
            continue  # "enligt lagen / § 9. Den enskilde omfattas.": no title is a sentence
        weight = 1.0 if apart or (before is not None and before.text[-1] in ".:;") else 0.3
        found.append(Candidate(at, opened.number, opened.letter, weight, opened.rest, opened.body, opened.to))
    places = {c.at for c in found}
    usual = Counter(c.body for c in found).most_common(1)
    return [
        c._replace(
            weight=c.weight
            + (1.0 if c.at + 1 not in places and c.at + 1 < len(lines) else 0.0)
            - (_FOREIGN if c.body != usual[0][0] else 0.0)
        )
        for c in found
    ]


def _goes_on(before: Line, line: Line, rest: int) -> bool:
    """Whether a line with a number in front goes on with a sentence of the line above, and is one itself."""
    return (
        before.text[-1] not in ".:;!?"
        and section_kind(before) is None
        and len(before.text) >= _RUNNING
        and breaks.is_sentence(line.text[rest:])
    )


def _signed(line: Line) -> heading.Opening | None:
    return None if line.mark and not line.level else heading.opening(line.text)


def _worded(line: Line) -> heading.Opening | None:
    return None if line.mark and not line.level else heading.worded(line.text)


def _listed(line: Line) -> heading.Opening | None:
    """Read a line with nothing but a number in front: `12. Taxa för torg`."""
    stands = re.fullmatch(r"\d{1,2}\.", line.mark) and line.gap and line.text[0].isupper()
    if not stands or len(line.text) > _LONGEST_LISTED or line.text[-1] in ".;:,":
        return None
    return heading.Opening(int(line.mark[:-1]), "", "", 0)


def _headings(lines: Sequence[Line], head: Sequence[Line]) -> tuple[list[Candidate], list[Candidate]]:
    """Give the headings of a document and all lines that look like one: by the sign, else by words, else by numbers.

    Numbers alone are trusted only where they run without a gap and each has a section with a heading below.
    """
    for read in (_signed, _worded):
        candidates = _without_lists(lines, _candidates(lines, read))
        if candidates:
            inside = _within(candidates, _stated(head))
            chain = _first_of_each(lines, _chain(inside), inside)
            return odd.find(lines, chain, candidates), inside
    candidates = _candidates(lines, _listed)
    chain = _chain(candidates)
    ends = [*(c.at for c in chain[1:]), len(lines)]
    sure = (
        len(chain) > 1
        and all(after.number == before.number + 1 for before, after in pairwise(chain))
        and all(any(section_kind(line) for line in lines[c.at + 1 : end]) for c, end in zip(chain, ends, strict=True))
    )
    return (chain, candidates) if sure else ([], [])


def _without_lists(lines: Sequence[Line], candidates: list[Candidate]) -> list[Candidate]:
    """Leave out what only names a paragraph again in the lists of votes behind the last one.

    These lists begin at a heading of theirs where the numbers do not go on; what stands before it are no entries of a
    table of contents, which have no text below.
    """
    for at in (at for at, line in enumerate(lines) if annex.kind_of(line) == "vote"):
        before, after = [c for c in candidates if c.at < at], [c for c in candidates if c.at > at]
        read = len(before) > 1 and all(c.weight >= _FULL_WEIGHT for c in before[-_SURE:])
        if read and after and after[0].number <= before[-1].number:
            return [*before, *(c for c in after if c.number > before[-1].number)]
    return candidates


_SURE = 3
"""So many headings with text below are no table of contents."""


def _stated(head: Sequence[Line]) -> tuple[int, int] | None:
    """Give the first and last paragraph that the minutes say they hold (`Paragrafer §§ 26–38`)."""
    found: list[int] = []
    for before, line in pairwise([None, *head]):
        if line is None or "aragraf" not in line.text + (before.text if before else ""):
            continue
        text = line.text
        if not _COVERS.match(text) and not (before is not None and _COVERS_LABEL.fullmatch(before.text)):
            continue
        found += [int(number) for match in _RANGE.finditer(text) for number in match.groups()]
    return (min(found), max(found)) if found and min(found) < max(found) else None


def _within(candidates: list[Candidate], stated: tuple[int, int] | None) -> list[Candidate]:
    """Leave out candidates beyond the paragraphs that the minutes say they hold, where most are among these."""
    inside = [c for c in candidates if stated and stated[0] <= c.number <= stated[1]]
    return inside if len(inside) > len(candidates) / 2 else candidates


def _chain(candidates: Sequence[Candidate]) -> list[Candidate]:
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


def _first_of_each(lines: Sequence[Line], chain: list[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Take the first heading of each number: on each page that a paragraph runs over it may stand again.

    The first of all has the contents above it: these hold no section.
    """
    found: list[Candidate] = []
    for here in chain:
        floor = found[-1].at if found else -1
        same = [c for c in candidates if floor < c.at <= here.at and (c.number, c.letter) == (here.number, here.letter)]
        full = [c for c in same if c.weight >= _FULL_WEIGHT]
        if not found:
            full = [c for c in full if any(section_kind(line) for line in lines[c.at + 1 : here.at])]
        found.append(full[0] if full else here)
    return found


def _astray(chain: Sequence[Candidate], candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """Give the places of headings that stand out of their order: their numbers fill up those of the others.

    A quoted rule has a heading with a number too (`§ 7 Camping är förbjuden`), but one from elsewhere.
    """
    read = {(c.number, c.letter) for c in chain}
    odd = {
        (c.number, c.letter): c.at
        for c in candidates
        if chain and chain[0].at < c.at and c.weight >= _FULL_WEIGHT and (c.number, c.letter) not in read
    }
    numbers = {number for number, _ in (*read, *odd)}
    filled = bool(odd) and max(numbers) - min(numbers) + 1 == len(numbers)
    return tuple(odd.values()) if filled else ()


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
    raw = margin.without(furniture.raw_lines(source.text))
    signed, beside = signing.find(raw, source.pages)
    rest = [line._replace(text="") if i in signed else line for i, line in enumerate(raw)] if signed else raw
    edges = furniture.find(rest, source.pages) | beside
    skip = edges | signed
    markdown = source.name.lower().endswith(".md") or bool(_MARKDOWN.search(source.text))
    lines = reading.lines(raw, skip, markdown=markdown)
    lines = namesakes.told_apart(lines, _HEAD)
    notes: tuple[str, ...] = ()
    end_of_these = len(source.text)
    if (other := another.begins(lines)) is not None:
        end_of_these, lines = lines[other].flow.span().begin, lines[:other]
        where = f"line {source.line(end_of_these)}"
        notes = (f"{where}: the minutes of another meeting begin, and are not read: part the file",)
    chain, candidates = _headings(lines, lines[:_HEAD])
    if chain:
        notes += tuple(odd.told(lines, chain, _stated(lines[:_HEAD])))
    astray = tuple(lines[at].flow.span() for at in _astray(chain, candidates))
    lines, chain = _without_repeats(lines, chain, candidates)
    above = [_number_above(lines, c.at, before) for c, before in zip(chain, [None, *chain], strict=False)]
    begins = [c.at - bool(number) for c, number in zip(chain, above, strict=True)]
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
    tables = columns.vote_tables(raw, skip)
    source = replace(source, pages=furniture.pages(source, raw, edges))
    page = _Page(full, tables, breaks.pairs(source.text))
    items = tuple(
        replace(_item(lines[c.at : end], c, order, number, page), number=name)
        for order, (c, end, number, name) in enumerate(zip(chain, ends, above, odd.names(chain), strict=True), 1)
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
        notes=notes,
        astray=astray,
    )


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
        if _END.fullmatch(text) and end - at < 80:
            return at
        behind = section_kind(lines[at - 1]) is None and not is_lead(lines[at - 1])
        closes = (headed and behind and _CLOSING.fullmatch(text)) or (lines[at].gap and _APPEAL.fullmatch(text))
        if closes and not any(section_kind(line) in _OWN for line in lines[at + 1 : end]):
            return at
        headed = headed or section_kind(lines[at]) is not None or is_lead(lines[at])
    return end


def _number_above(lines: Sequence[Line], at: int, before: Candidate | None) -> Line | None:
    """Give the line of diary numbers above a heading that has none of its own, if it stands apart."""
    if at == 0 or not heading.case_line(lines[at - 1].text):
        return None
    if not lines[at - 1].gap or (before is not None and at - before.at <= _NEAR):
        return None
    own = any(diary.ANY.search(line.text) for line in lines[at : at + _NEAR])
    return None if own else lines[at - 1]


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
    """What the layout of a whole document says: how wide a full line is, where tables of votes begin and end."""

    full: int
    tables: Mapping[int, int]
    names: frozenset[str]


def _item(lines: Sequence[Line], here: Candidate, order: int, above: Line | None, page: _Page) -> Item:
    found = heading.read(lines, here.rest, page.full)
    first = lines[0].flow
    cases = found.cases
    if above is not None and not cases:
        cases = tuple(above.flow.cut(*span) for span in heading.case_line(above.text))
    printed = f"{here.number}{here.letter}"
    return Item(
        number=printed,
        printed=f"{printed}–{here.to}" if here.to else printed,
        order=order,
        heading=first,
        title=found.title,
        cases=cases,
        fields=found.fields,
        sections=sections(_mended(lines[found.end :], page), page.full, page.tables),
        span=Span((above or lines[0]).flow.span().begin, max(line.flow.span().end for line in lines[-_BACK:])),
    )
