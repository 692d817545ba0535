"""Things that a text cites: laws and inquiries, other cases, paragraphs of other meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kg.language import diary
    from kg.model import Mention


@dataclass(frozen=True, slots=True)
class CitedLaw:
    """A law, inquiry report or directive by its number, or a law by its name."""

    kind: Literal["Law", "InquiryReport", "Directive"]
    identifier: str
    name: str = ""
    """The name that stands beside a number."""


@dataclass(frozen=True, slots=True)
class CitedCase:
    """Another case by its diary number."""

    number: diary.DiaryNumber


@dataclass(frozen=True, slots=True)
class CitedItem:
    """A paragraph of another meeting: whose, when, which."""

    body: Mention
    date: str
    number: str


Cited = CitedLaw | CitedCase | CitedItem
