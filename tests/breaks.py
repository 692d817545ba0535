"""The same text wrapped at another place: which spaces of a document stand in running text, and its facts compared."""

from __future__ import annotations

import re
import sys
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from kg import facts
from kg.files import source
from kg.minutes import segment
from kg.model import Flow, Mention, Minutes, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Block

_RUNNING = re.compile(r"(?:\S+\s){3,}\S*[.,;]|[Aa]tt\s(?:\S+\s)+\S+")
_POINT = re.compile(r"(?:^|\s)\d{1,2}[.)]$|(?:^|\s)[-–•]$")
_BULLET = re.compile(r" (?:\d{1,2}[.)]|[a-z]\)|[-–•])(?=\s|$)")
_TABLE = "| "


def understand(text: str, name: str = "case.txt") -> Minutes:
    """Cut a text into its parts."""
    return segment.segment(source.from_bytes(text.encode(), name))


def spaces(minutes: Minutes) -> list[list[int]]:
    """Give the places of the single spaces of each block of running text, of those that are on one line of it."""
    return [list(places) for block in _running(minutes) if (places := tuple(_spaces(minutes.source.text, block)))]


def _running(minutes: Minutes) -> Iterator[Block]:
    for item in minutes.items:
        for section in item.sections:
            for block in section.blocks:
                text = block.text.removesuffix(" samt").removesuffix(" och")
                if _RUNNING.fullmatch(text) and not any(line.text.startswith(_TABLE) for line in block.lines):
                    yield block


def _spaces(text: str, block: Block) -> Iterator[int]:
    for line in block.lines:
        begin, end = line.flow.span()
        if text[:begin].endswith("  "):
            continue  # in a column of its own a line is wrapped to that column, not to the margin
        yield from (
            at
            for at in range(begin + 1, end - 1)
            if text[at] == " " and text[at - 1] != " " and text[at + 1] != " " and not _numbered(text, at)
        )


def _numbered(text: str, at: int) -> bool:
    """Whether a space stands beside a number or bullet in running text, or a colon: a break there makes a list."""
    if text[at - 1] == ":":
        return True  # what stands below a colon is a list
    return _POINT.search(text[max(at - 3, 0) : at]) is not None or _BULLET.match(text, at) is not None


def broken(text: str, places: list[int]) -> str:
    """Give a text with a line break for each of these spaces."""
    letters = list(text)
    for at in places:
        letters[at] = "\n"
    return "".join(letters)


def told(minutes: Minutes) -> dict[str, list[str]]:
    """Give the facts of a document without where they stand: by kind, in their order."""
    return {kind: [repr(_plain(one)) for one in found] for kind, found in facts.extract(minutes).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mention):
        return (value.kind, value.text, value.party)
    if isinstance(value, Flow):
        return " ".join(value.text.split())
    if isinstance(value, Span):
        return None
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_plain(one) for one in value)
    if is_dataclass(value):
        return tuple((f.name, _plain(getattr(value, f.name))) for f in fields(value) if f.name not in {"at", "span"})
    return " ".join(value.split()) if isinstance(value, str) else value


def main() -> int:
    """Break every text of the cases at every space of its sentences, and print where a fact changes."""
    from tests.test_breaks import texts  # noqa: PLC0415 - the tests import this module

    wrong = 0
    for called, name, text in texts():
        minutes = understand(text, name)
        facts_ = told(minutes)
        for at in (at for places in spaces(minutes) for at in places):
            if told(understand(broken(text, [at]), name)) != facts_:
                wrong += 1
                sys.stdout.write(f"{called}: {text[max(0, at - 30) : at + 20]!r}\n")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
