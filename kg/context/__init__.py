"""What the head tells of the paragraphs, before facts are read from them: how people are called, whose a section is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.context import surname_alone, surname_first, whose_section

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from kg.model import Minutes


def settled(minutes: Minutes, people: AbstractSet[str], body: str) -> Minutes:
    """Give minutes whose paragraphs call people as the roster does, each section that of the body it is of.

    Args:
        minutes: The document cut into its parts.
        people: The names of the roster.
        body: The name of the body that meets; empty where the head does not say it.
    """
    named = surname_alone.told(surname_first.turned(minutes, people), people)
    return whose_section.settled(named, body)
