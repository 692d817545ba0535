"""What was not understood and looks as if it said something: headings, roster lines, names, sentences, lost tables."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.language.roster_labels import SEATED
from kg.lines.reading import paragraphs, width
from kg.lines.sentences import sentences
from kg.model import Unread
from kg.quality import coverage, misreadings
from kg.quality.passages import Covered
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Block, Item, Minutes, Span


@cache
def _signals() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, _any_of(wordings)) for kind, wordings in phrases("unread", "signal").items())


@cache
def _any() -> re.Pattern[str]:
    return _any_of([one for wordings in phrases("unread", "signal").values() for one in wordings])


def _any_of(wordings: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wordings))})(?!\w)")


def find(minutes: Minutes, facts: Mapping[str, Sequence[Any]], unmatched: Mapping[str, Span]) -> tuple[Unread, ...]:
    """Find what was not understood, in the order of the text.

    Args:
        minutes: The document cut into its parts.
        facts: Its facts by the name of their kind.
        unmatched: The names that belong to nobody, with the place where each stands first.
    """
    covered = Covered(facts)
    found = [
        Unread("roster", one.line.flow.span(), "", one.why) for one in coverage.roster_lines(minutes, facts) if one.why
    ]
    listed = any(fact.role in SEATED - {"chair"} for fact in facts["attendance"])
    found += [
        Unread("name", span, _item_at(minutes, span), f"{name} stands on no list of those present")
        for name, span in unmatched.items()
        # Where no list was read nobody can stand on one: only names without a party may be no names at all.
        if listed or "(" not in minutes.source.quote(span)
    ]
    for item in minutes.items:
        found += _headings(item, covered)
        found += [
            Unread("table", span, item.number, f"no ballots: marks and names have lost their rows ({count} marks)")
            for span, count in misreadings.lost_tables(item, covered)
        ]
        for section in item.sections:
            found += _sentences(section.blocks, section.kind, item, covered)
    # Without paragraphs the text is all head; and behind the last one a paragraph may have been taken for the end.
    for lines in (minutes.tail, () if minutes.items else minutes.head):
        found += _sentences(paragraphs(lines, width(lines)), "", None, covered)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.span, one.kind)))


def _item_at(minutes: Minutes, span: Span) -> str:
    return next((item.number for item in minutes.items if item.span.begin <= span.begin < item.span.end), "")


def _headings(item: Item, covered: Covered) -> Iterator[Unread]:
    for line, section in coverage.headings(item, covered):
        if line is not None:
            yield Unread("heading", line.flow.span(), item.number, "looks like a heading of no known kind")
        elif section.heading is not None:
            yield Unread("heading", section.heading.span(), item.number, "a heading of no known kind")


def _sentences(blocks: Iterable[Block], section: str, item: Item | None, covered: Covered) -> Iterator[Unread]:
    """Give sentences with a signal of the lexicon that no fact of a kind that would answer it was taken from."""
    for block in blocks:
        if _any().search(block.text.lower()) is None:
            continue
        for sentence in sentences(block.flow):
            lower = sentence.text.lower()
            if lower[:1] in '”"»' or any(word in lower for word in coverage.words("scope", "procedure")):
                continue
            said = (
                match[0]
                for signal, pattern in _signals()
                if section not in coverage.words("quiet", signal)
                and (match := pattern.search(lower))
                and not _answered(signal, sentence.span(), item, covered)
            )
            if told := next(said, ""):
                number = item.number if item else ""
                yield Unread("sentence", sentence.span(), number, f"“{told}”, and no fact was taken from it")


def _answered(signal: str, sentence: Span, item: Item | None, covered: Covered) -> bool:
    anywhere = item is not None and signal in coverage.words("scope", "paragraph")
    where = item.span if item is not None and anywhere else sentence
    return not covered.kinds(where).isdisjoint(coverage.words("kinds", signal))
