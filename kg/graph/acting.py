"""The people whom a document's facts name: who acts in it, and whom an extract means by a surname and a party."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.graph.matching import fold
from kg.graph.respelt import several

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Mention

_NAMING = ("person", "by", "in_place_of", "agent", "voter")
"""The fields of a fact by which it names somebody."""


class Acting:
    """Knows who moves, votes, is elected or has lodged something.

    Args:
        facts: The facts of a document, by kind.
    """

    def __init__(self, facts: Mapping[str, Sequence[Any]]) -> None:
        self._facts = facts

    @cached_property
    def _people(self) -> list[Mention]:
        facts = (fact for found in self._facts.values() for fact in found)
        named = (getattr(fact, name, None) for fact in facts for name in _NAMING)
        return [one for field in named for one in several(field) if one.kind == "person"]

    @cached_property
    def names(self) -> frozenset[str]:
        """Their names, folded."""
        return frozenset(fold(mention.text) for mention in self._people)

    def named_in_full(self, mention: Mention) -> str:
        """Give the whole name of whom an extract calls by surname and party, in the genitive or not; else nothing."""
        if " " in mention.text or not mention.party:
            return ""
        lasts = {mention.text, mention.text.removesuffix("s")}
        same = [one.text for one in self._people if one.party == mention.party and " " in one.text]
        found = {name for name in same if name.rpartition(" ")[2] in lasts}
        return found.pop() if len(found) == 1 else ""
