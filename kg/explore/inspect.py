"""How one document was read: its parts, what was skipped, and every fact with its passages, as plain data and text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.explore import learnt, missed, spoken
from kg.explore.tables import layout
from kg.model import Flow, Learnt, Mention, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.model import Coverage, Item, Line, Minutes, Section, Unread

_PROVENANCE = {"item", "at", "confidence", "inferred"}


@dataclass(frozen=True, slots=True)
class Told:
    """One fact: the rule that found it, what it says as names and texts, and where it stands."""

    number: int
    kind: str
    item: str
    rule: str
    confidence: float
    says: tuple[tuple[str, str], ...]
    spans: tuple[Span, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A headed section of a paragraph; lines are counted from 1, the last one included."""

    kind: str
    heading: str
    span: Span | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (§) as it was cut: title, case, labelled fields, sections."""

    number: str
    title: str
    case: str
    span: Span
    heading: Span
    first: int
    last: int
    fields: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """A stretch that was not understood: what it looks like, where it stands, and why if that is known."""

    kind: str
    item: str
    line: int
    page: int | None
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is shown of one document."""

    name: str
    sha256: str
    text: str
    lines: int
    pages: tuple[int, ...]
    head: tuple[int, int]
    """First and last line before the first paragraph; 0, 0 where there is none."""
    tail: tuple[int, int]
    contents: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    facts: tuple[Told, ...]
    kinds: tuple[str, ...]
    """The kinds of fact that were looked for, found or not, in the order of the rules."""
    furniture: tuple[tuple[int, Span], ...]
    notes: tuple[str, ...]
    coverage: Coverage
    unread: tuple[Missed, ...]
    learnt: Learnt
    """How the document is set, as it shows itself."""

    def of(self, item: str) -> list[Told]:
        """Give the facts of a paragraph, or those of the whole document where `item` is empty."""
        return [fact for fact in self.facts if fact.item == item]


def read(
    minutes: Minutes,
    facts: Mapping[str, Sequence[Any]],
    coverage: Coverage,
    unread: Sequence[Unread],
    learnt_of: Learnt | None = None,
) -> Reading:
    """Gather how a document was read.

    Args:
        minutes: The document cut into its parts.
        facts: Its facts by the name of their kind.
        coverage: How much of it was understood.
        unread: What was not.
        learnt_of: How it is set, if that is to be shown.
    """
    source = minutes.source
    lines = _Lines(source.text)
    told = tuple(_facts(facts, lines, coverage.factor))
    return Reading(
        name=source.name,
        sha256=source.sha256,
        text=source.text,
        lines=len(lines.begins),
        pages=tuple(page.number for page in source.pages),
        head=_range(minutes.head, lines),
        tail=_range(minutes.tail, lines),
        contents=minutes.contents,
        paragraphs=tuple(_paragraph(item, lines) for item in minutes.items),
        facts=told,
        kinds=tuple(facts),
        furniture=tuple((lines.number(span.begin), span) for span in sorted((*minutes.furniture, *minutes.signed))),
        notes=(*source.notes, *minutes.notes),
        coverage=coverage,
        unread=tuple(
            Missed(one.kind, one.item, lines.number(one.span.begin), source.page(one.span.begin), one.span, one.why)
            for one in unread
        ),
        learnt=learnt_of or Learnt(),
    )


class _Lines:
    """Gives the line of an offset without counting from the beginning each time."""

    def __init__(self, text: str) -> None:
        self.begins = [0, *(at + 1 for at, ch in enumerate(text) if ch == "\n")]

    def number(self, offset: int) -> int:
        return bisect_right(self.begins, offset)


def _range(group: Sequence[Line], lines: _Lines) -> tuple[int, int]:
    # By offset: a line's own number counts the pages' ends too, which no editor does.
    return (lines.number(group[0].flow.origins[0]), lines.number(group[-1].flow.origins[0])) if group else (0, 0)


def _paragraph(item: Item, lines: _Lines) -> Paragraph:
    return Paragraph(
        number=item.number,
        title=item.title.text,
        case=", ".join(case.text for case in item.cases),
        span=item.span,
        heading=item.heading.span(),
        first=lines.number(item.span.begin),
        last=lines.number(max(item.span.end - 1, item.span.begin)),
        fields=tuple((name, flow.text) for name, flows in item.fields.items() for flow in flows),
        parts=tuple(_part(section, lines) for section in item.sections),
    )


def _part(section: Section, lines: _Lines) -> Part:
    span = section.heading.span() if section.heading else None
    numbers = [lines.number(line.flow.origins[0]) for line in section.lines]
    if span is not None:
        numbers.append(lines.number(span.begin))
    heading = section.heading.text if section.heading else ""
    return Part(section.kind, heading, span, min(numbers), max(numbers))


def _facts(facts: Mapping[str, Sequence[Any]], lines: _Lines, factor: float) -> Iterator[Told]:
    """Number all facts, those nested in others (clauses, ballots) behind the one that holds them."""
    listed = {id(fact) for found in facts.values() for fact in found}
    number = 0
    for kind, found in facts.items():
        for fact in found:
            for name, one in _with_nested(kind, fact, listed):
                number += 1
                says = tuple((field, said) for field, value in _values(one) if (said := _said(value, lines)))
                spans = tuple(span for span in dict.fromkeys(one.at) if span.end > span.begin)
                at = tuple(dict.fromkeys(lines.number(span.begin) for span in spans))
                yield Told(number, name, one.item, one.rule or kind, one.confidence * factor, says, spans, at)


def _with_nested(kind: str, fact: Any, listed: set[int]) -> Iterator[tuple[str, Any]]:
    yield kind, fact
    for _, value in _values(fact):
        for one in value if isinstance(value, tuple) else (value,):
            if _is_fact(one) and id(one) not in listed:
                listed.add(id(one))
                yield type(one).__name__.lower(), one


def _values(fact: Any) -> Iterator[tuple[str, Any]]:
    return ((field.name, getattr(fact, field.name)) for field in fields(fact) if field.name not in _PROVENANCE)


def _is_fact(value: Any) -> bool:
    return is_dataclass(value) and hasattr(value, "at") and hasattr(value, "confidence")


def _said(value: Any, lines: _Lines) -> str:
    """Write a value of a fact for reading; empty where there is nothing to say or the passage says it."""
    if value is None or value == "" or isinstance(value, (Flow, Span)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mention):
        return f"{value.text} ({value.party})" if value.party and value.party not in value.text else value.text
    if _is_fact(value):
        return f"{type(value).__name__.lower()} on line {lines.number(value.at[0].begin)}" if value.at else ""
    if hasattr(value, "printed"):
        return str(value.printed)
    if is_dataclass(value):
        return " ".join(filter(None, (_said(part, lines) for _, part in _values(value))))
    if isinstance(value, tuple):
        return ", ".join(filter(None, (_said(part, lines) for part in value)))
    return str(value)


def as_data(reading: Reading) -> dict[str, Any]:
    """Give a reading as plain data, each span with the text that stands there; offsets are those of the graph."""
    found = asdict(reading)
    found["characters"] = len(found.pop("text"))
    found |= missed.as_data(reading)
    for paragraph in found["paragraphs"]:
        paragraph["fields"] = [{"label": name, "text": text} for name, text in paragraph["fields"]]
    for fact in found["facts"]:
        fact["says"] = dict(fact["says"])
        fact["spans"] = [missed.quoted(reading, Span(*span)) for span in fact["spans"]]
    return found


def as_text(reading: Reading, width: int, language: str = "en", kinds: Iterable[Any] = ()) -> str:
    """Lay a reading out for a terminal of some width, in Swedish (`sv`, with the kinds of facts) or English."""
    return "\n".join(_lines_of(reading, width, language, spoken.by_name(kinds))) + "\n"


def _lines_of(reading: Reading, width: int, language: str, kinds: spoken.Kinds) -> Iterator[str]:
    say = spoken.speaker(language)
    reading = replace(reading, facts=tuple(spoken.fact(one, language, kinds) for one in reading.facts))
    meeting, item = (spoken.called(one, language, kinds) for one in ("meeting", "item"))
    pages = f", {say('pages')} {reading.pages[0]}–{reading.pages[-1]}" if reading.pages else ""
    yield f"{reading.name}: {len(reading.text)} {say('characters')}, {reading.lines} {say('lines')}{pages}"
    for note in reading.notes:
        yield f"  {note}"
    meetings = [fact for fact in reading.of("") if fact.kind == meeting]
    head = [(name.replace("_", " "), said) for fact in meetings for name, said in fact.says]
    between = _between(*reading.head, say)
    yield from _block(say("head") + between, layout((say("field"), say("read as")), head, width - 2))
    columns = (say("line"), say("kind"), say("says"))
    roster = [fact for fact in reading.of("") if fact.kind != meeting]
    yield from _block(f"{say('people')} ({len(roster)})", layout(columns, _rows(roster), width - 2))
    for one in reading.paragraphs:
        yield ""
        yield f"§ {one.number} {one.title}".rstrip()
        where = f"{say('lines')} {one.first}–{one.last}"
        yield "  " + ", ".join(
            [where, *filter(None, [one.case]), *(f"{say(name)}: {text}" for name, text in one.fields)]
        )
        parts = [(f"{part.first}–{part.last}", say(part.kind or "(text)"), part.heading) for part in one.parts]
        yield from _indented(layout((say("lines"), say("section"), say("heading")), parts, width - 4), 4)
        if found := [fact for fact in reading.of(one.number) if fact.kind != item]:
            yield from _indented(layout(columns, _rows(found), width - 4), 4)
    if reading.tail[0]:
        yield ""
        yield say("end") + _between(*reading.tail, say)
    if reading.learnt.numbers:
        yield from learnt.block(reading.learnt, width, language)
    yield from missed.block(reading, width, language)
    skipped = [(str(line), " ".join(reading.text[a:b].split())) for line, (a, b) in reading.furniture]
    yield from _block(
        f"{say('skipped as page furniture')} ({len(skipped)})", layout((say("line"), say("text")), skipped, width - 2)
    )
    if reading.contents:
        yield from _block(say("table of contents"), "§ " + ", ".join(reading.contents))


def _between(first: int, last: int, say: Callable[[str], str]) -> str:
    return f", {say('lines')} {first}–{last}" if first else f": {say('none found')}"


def _rows(facts: Iterable[Told]) -> list[tuple[str, str, str]]:
    ordered = sorted(facts, key=lambda fact: (fact.spans[0].begin if fact.spans else 0, fact.number))
    return [
        (
            ",".join(map(str, fact.lines[:3])) + ("…" if len(fact.lines) > 3 else ""),
            fact.kind,
            " · ".join(f"{name.replace('_', ' ')} {said}" for name, said in fact.says),
        )
        for fact in ordered
    ]


def _block(title: str, body: str) -> Iterator[str]:
    yield ""
    yield title
    yield from _indented(body if body.count("\n") != 2 else "", 2)


def _indented(body: str, by: int) -> Iterator[str]:
    return (" " * by + line for line in body.splitlines())
