"""The rows of one group of evidence, added up: how much each value weighs, by what it says."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Group:
    """The rows of one group: how much each value weighs, by what it says."""

    def __init__(self, rows: Iterable[tuple[str, str, int]] = ()) -> None:
        self._said: dict[str, Counter[str]] = {}
        for what, value, weight in rows:
            self.add(what, value, weight)

    def add(self, what: str, value: str, weight: int) -> None:
        """Take in a row; one that weighs nothing is there all the same."""
        self._said.setdefault(what, Counter())[value] += weight

    def __bool__(self) -> bool:
        return bool(self._said)

    def of(self, what: str) -> Counter[str]:
        """Give the values of what is said, with their weights."""
        return self._said.get(what, Counter())
