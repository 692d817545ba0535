"""How one document was read, as one HTML page that needs no network: every fact marked where it stands."""

from __future__ import annotations

from collections import Counter
from html import escape
from itertools import pairwise
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from kg.explore.plain import text as plain
from kg.model import Span
from kg.report import new_template, understood

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.explore.inspect import Paragraph, Reading, Told

_TEMPLATE = Path(__file__).with_name("templates") / "inspect.html"
_TURN = 137.508
"""The golden angle: hues of kinds that follow each other lie far apart."""
_QUOTE = 140


class _Mark(NamedTuple):
    """A stretch of the text that is marked, from the outermost to the innermost by `depth`, then by length."""

    span: Span
    depth: int
    classes: str
    kind: str = ""
    told: str = ""


def page(reading: Reading) -> str:
    """Lay a reading out as one HTML page; it loads nothing, and everything from the document is escaped."""
    kinds = Counter(fact.kind for fact in reading.facts if fact.kind != "item")  # the heading of a paragraph shows it
    pages = f", pages {reading.pages[0]}–{reading.pages[-1]}" if reading.pages else ""
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=_safe(reading.name),
        measure=f"{len(reading.text):,} characters, {reading.lines:,} lines{pages}",
        notes="".join(f'<p class="note">{_safe(note)}</p>' for note in _notes(reading)),
        head=_head(reading),
        legend=_legend(kinds),
        contents=_contents(reading),
        rest=_rest(reading),
        style="\n".join(_style(kinds, reading.kinds)),
        text="".join(_text(reading)),
    )


def _notes(reading: Reading) -> Iterator[str]:
    yield understood(reading.coverage)
    if told := new_template(reading.coverage):
        yield told
    yield from reading.notes


def _safe(text: str) -> str:
    return escape(plain(text))


def _worded(name: str) -> str:
    return _safe(name.replace("_", " "))


def _link(line: int) -> str:
    return f'<a href="#L{line}">{line}</a>'


def _head(reading: Reading) -> str:
    meeting = next((fact for fact in reading.of("") if fact.kind == "meeting"), None)
    rows = "".join(f"<dt>{_worded(name)}</dt><dd>{_safe(said)}</dd>" for name, said in meeting.says) if meeting else ""
    lines = f"lines {_link(reading.head[0])}–{_link(reading.head[1])}" if reading.head[0] else "none found"
    return f"<dl><dt>head</dt><dd>{lines}</dd>{rows}</dl>"


def _style(kinds: Iterable[str], known: Sequence[str]) -> Iterator[str]:
    """Give each kind a colour, in every document the same, and hide it while its box in the legend is not ticked."""
    for kind in kinds:
        number = known.index(kind) if kind in known else len(known) + sum(map(ord, kind)) % len(known)
        hue = round(210 + number * _TURN) % 360
        light = 42 if number % 2 else 50
        yield (
            f".k-{kind} {{ background: hsl({hue} 75% {light}% / .16); border-color: hsl({hue} 70% {light}%); }} "
            f"body:has(#show-{kind}:not(:checked)) .text .k-{kind} {{ background: none; border-color: transparent; }}"
        )


def _legend(kinds: Counter[str]) -> str:
    rows = (
        f'<li><label><input type="checkbox" id="show-{kind}" checked><span class="swatch k k-{kind}"></span>{kind}'
        f'<span class="count">{count}</span></label></li>'
        for kind, count in kinds.items()
    )
    return f'<ul class="legend">{"".join(rows)}</ul>'


def _contents(reading: Reading) -> str:
    counts = Counter(fact.item for fact in reading.facts)
    rows = (
        f'<a href="#L{one.first}"><span class="n">§ {_safe(one.number)}</span><span>{_safe(one.title)}</span>'
        f'<span class="count">{counts[one.number]}</span></a>'
        for one in reading.paragraphs
    )
    return f"<nav>{''.join(rows)}</nav>" if reading.paragraphs else "<p>none found</p>"


def _rest(reading: Reading) -> str:
    blocks = [
        (
            "Not understood",
            [(one.line, f"{_cut(reading.text[slice(*one.span)])} – {one.why}") for one in reading.unread],
        ),
        ("Skipped as page furniture", [(line, reading.text[a:b]) for line, (a, b) in reading.furniture]),
        ("End", [(reading.tail[0], "what stands behind the last paragraph")] if reading.tail[0] else []),
    ]
    found = [
        f"<h2>{title} ({len(rows)})</h2><ul>{''.join(f'<li>{_link(n)} {_safe(text)}</li>' for n, text in rows)}</ul>"
        for title, rows in blocks
        if rows
    ]
    return "".join(found)


def _text(reading: Reading) -> Iterator[str]:
    """Write the text line by line, cut wherever a mark begins or ends, so that marks may overlap as they like."""
    first = {one.first for one in reading.paragraphs}
    last = {one.last: one for one in reading.paragraphs}
    marks = sorted(_marks(reading), key=lambda mark: mark.span)
    begin, at, active = 0, 0, list[_Mark]()
    yield from _table("about the whole document", reading.of(""), reading)
    for number, line in enumerate(reading.text.split("\n"), 1):
        end = begin + len(line)
        while at < len(marks) and marks[at].span.begin < end:
            active.append(marks[at])
            at += 1
        active = [mark for mark in active if mark.span.end > begin]
        item = " item" if number in first else ""
        pieces = "".join(_pieces(reading.text, Span(begin, end), active))
        yield f'<div class="l{item}" id="L{number}">{_link(number)}<span>{pieces or "&nbsp;"}</span></div>\n'
        if number in last:
            yield from _table(f"in § {last[number].number}", reading.of(last[number].number), reading)
        begin = end + 1


def _pieces(text: str, line: Span, active: Sequence[_Mark]) -> Iterator[str]:
    edges = {line.begin, line.end}
    for mark in active:
        edges |= {edge for edge in mark.span if line.begin < edge < line.end}
    ordered = sorted(edges)
    for begin, end in pairwise(ordered):
        here = [mark for mark in active if mark.span.begin <= begin and mark.span.end >= end]
        here.sort(key=lambda mark: (mark.depth, mark.span.begin - mark.span.end))
        told = "\n".join(dict.fromkeys(mark.told for mark in here if mark.told))
        opened = "".join(f'<span class="{mark.classes}"{_kind(mark, end)}>' for mark in here)
        tip = f'<span data-told="{_safe(told)}">' if told else ""
        close = "</span>" * (len(here) + bool(told))
        yield f"{opened}{tip}{_safe(text[begin:end])}{close}"


def _kind(mark: _Mark, end: int) -> str:
    return f' data-kind="{_safe(mark.kind)}"' if mark.kind and mark.span.end == end else ""


def _marks(reading: Reading) -> Iterator[_Mark]:
    for _, span in reading.furniture:
        yield _Mark(span, 0, "furniture")
    for one in reading.paragraphs:
        yield _Mark(one.heading, 0, "title")
        yield from _headings(one)
    for missed in reading.unread:
        yield _Mark(missed.span, 0, "unknown", told=f"not understood: {missed.why}")
    for fact in reading.facts:
        if fact.kind != "item":
            told = f"{fact.kind}: {_says(fact)} [rule {fact.rule}, confidence {fact.confidence:.2f}]"
            for span in fact.spans:
                yield _Mark(span, 1, f"k k-{fact.kind}", told=told)


def _headings(one: Paragraph) -> Iterator[_Mark]:
    for part in one.parts:
        if part.span is not None:
            yield _Mark(part.span, 0, "section", part.kind)


def _says(fact: Told) -> str:
    return " · ".join(f"{name.replace('_', ' ')} {_cut(said)}" for name, said in fact.says)


def _table(where: str, facts: Sequence[Told], reading: Reading) -> Iterator[str]:
    """List facts below the text that they were read from; a fact whose passage is elsewhere is found here too."""
    if not facts:
        return
    yield f'<details><summary>{len(facts)} facts {_safe(where)}</summary><table lang="en">'
    yield "<tr><th>line</th><th>kind</th><th>says</th><th>passage</th></tr>"
    for fact in sorted(facts, key=lambda one: (one.spans[:1], one.number)):
        lines = ", ".join(map(_link, fact.lines))
        says = " · ".join(f'<span class="what">{_worded(name)}</span> {_safe(said)}' for name, said in fact.says)
        quotes = " … ".join(_quote(reading.text[a:b]) for a, b in fact.spans)
        kind = f'<span class="k k-{fact.kind}">{fact.kind}</span>'
        yield f'<tr><td>{lines}</td><td>{kind}</td><td>{says}</td><td lang="sv">{quotes}</td></tr>'
    yield "</table></details>\n"


def _quote(text: str) -> str:
    return f"“{_safe(_cut(text))}”"


def _cut(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _QUOTE else folded[:_QUOTE].rstrip() + "…"
