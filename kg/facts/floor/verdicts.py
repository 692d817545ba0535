"""What words say became of something that was moved: carried, lost, answered with yes or no, the former of two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.facts import framed
from kg.facts.kind import Fact, Field, Kind
from kg.language import grammar

if TYPE_CHECKING:
    from kg.language.frames import Match
    from kg.model import Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Fact):
    """What a wording says: the result, and how it stands to what it is about."""

    result: str = ""
    role: str = ""


VERDICT = Kind(
    name="verdict", record=Verdict, fields=(Field("result", "result", "concept"), Field("role", "role", "string"))
)
OTHER = {"carried": "lost", "lost": "carried"}
_NEGATED = grammar.pattern("result", "negated")
_CLAUSE_ENDS = re.compile(r"[.;]\s|\satt\s")
_BESIDE = grammar.pattern("result", "beside")
"""What may stand between `faller` or `bifalls` and what it is about, where the verb stands in front."""


@lru_cache(maxsize=256)
def _all(flow: Flow) -> tuple[Match, ...]:
    return tuple(framed.matches(VERDICT, framed.saying("", flow), every=True))


def _of(flow: Flow, *roles: str) -> list[Match]:
    return [match for match in _all(flow) if match.frame.fields.get("role") in roles]


def _result(match: Match) -> str:
    return str(match.frame.fields.get("result", ""))


def of(flow: Flow, begin: int, end: int) -> str:
    """Read what becomes of something named in a text: by the last verb in front of it, else by the next behind."""
    if _NEGATED.search(flow.text):
        return ""
    fronts = [match for match in _of(flow, "front") if match.end <= begin]
    fronts += [match for match in _of(flow, "either") if _BESIDE.fullmatch(flow.text, match.end, max(begin, match.end))]
    front = max(fronts, key=lambda match: match.end, default=None)
    if front is not None and not _CLAUSE_ENDS.search(flow.text, front.end, begin):
        return _result(front)
    behind = min((m for m in _of(flow, "either") if m.end > end), key=lambda match: match.end, default=None)
    return _result(behind) if behind is not None else ""


def opens(flow: Flow, begin: int) -> bool:
    """Whether a sentence begins with what becomes of what is named there: `Därmed faller yrkandet från A`."""
    return any(_BESIDE.fullmatch(flow.text, match.end, max(begin, match.end)) for match in _of(flow, "front", "either"))


def ends(flow: Flow, begin: int) -> bool:
    """Whether nothing but what becomes of something stands behind a place, up to the end of the sentence."""
    return any(
        match.begin <= begin and not flow.text[match.end :].strip(" .")
        for match in _of(flow, "either")
        if match.end > begin
    )


def finding(flow: Flow) -> tuple[int, int] | None:
    """Give where a sentence says that something is found: `finner ordföranden`."""
    first = min(_of(flow, "finds"), key=lambda match: match.begin, default=None)
    return (first.begin, first.end) if first is not None else None


def answer(flow: Flow) -> tuple[int, str] | None:
    """Give where a question is answered with yes or no, and which of both it is: carried or lost."""
    first = min(_of(flow, "answered"), key=lambda match: match.begin, default=None)
    return (first.begin, _result(first)) if first is not None else None


def one_of_two(flow: Flow) -> tuple[int, int, int] | None:
    """Give where a text speaks of one of two things as the former (0) or the latter (1)."""
    said = _of(flow, "former", "latter")
    if len(said) != 1:
        return None
    return said[0].begin, said[0].end, int(said[0].frame.fields["role"] == "latter")


def asked_for(flow: Flow) -> str:
    """Give what a question asks: whether something is carried, or lost; empty where it asks neither or both."""
    results = {_result(match) for match in _of(flow, "front", "either")}
    if _asked_by_noun := {name for name, form in _ASKED.items() if form.search(flow.text)}:
        results |= _asked_by_noun
    return results.pop() if len(results) == 1 else ""


_ASKED = {name: grammar.pattern("result", f"asked-{name}") for name in ("carried", "lost")}
