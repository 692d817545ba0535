"""Which stretches of a document facts were taken from: asked where something looks as if it had been missed."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from kg.facts.kind import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Span


class Covered:
    """The passages of all facts, those nested in others too, by where they begin.

    Args:
        facts: The facts of a document by the name of their kind.
    """

    def __init__(self, facts: Mapping[str, Sequence[Any]]) -> None:
        self._facts = facts

    @cached_property
    def _passages(self) -> list[tuple[int, int, str]]:
        # Sorted when first asked: most documents that are well read are asked for nothing.
        return sorted({(*span, kind) for kind, fact in _all(self._facts) for span in fact.at if span.end > span.begin})

    @cached_property
    def _begins(self) -> list[int]:
        return [begin for begin, _, _ in self._passages]

    @cached_property
    def _reach(self) -> list[int]:
        """Give the furthest end of each passage and of all before it: it tells how far back one has to look."""
        return list(accumulate((end for _, end, _ in self._passages), max))

    def kinds(self, span: Span) -> set[str]:
        """Give the kinds of fact with a passage that has a part of this stretch."""
        found = set()
        at = bisect_left(self._begins, span.end) - 1
        while at >= 0 and self._reach[at] > span.begin:
            _, end, kind = self._passages[at]
            if end > span.begin:
                found.add(kind)
            at -= 1
        return found


def _all(facts: Mapping[str, Sequence[Any]]) -> Iterator[tuple[str, Fact]]:
    for kind, found in facts.items():
        for fact in found:
            yield kind, fact
            for nested in _nested(fact):
                yield type(nested).__name__.lower(), nested


def _nested(fact: Fact) -> Iterator[Fact]:
    for name in type(fact).__slots__:
        value = getattr(fact, name)
        if isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, Fact))
