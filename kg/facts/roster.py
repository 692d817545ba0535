"""The head of minutes read as labelled fields: which lines stand under `Ledamöter`, `Plats och tid`, `Paragrafer`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.facts import agents
from kg.resources import check_keys, lexicon, phrases
from kg.text.reading import join_lines

if TYPE_CHECKING:
    from kg.model import Flow, Line, Minutes


class Group(NamedTuple):
    """Lines under one label of the head: `kind` is `list` or `field`, `name` the role or the field."""

    kind: str
    name: str
    label: Flow
    lines: list[Line]


@cache
def _labels() -> dict[str, tuple[str, str]]:
    table = lexicon("roster")
    check_keys(table, {"heading", "other", "role", "substitutes"}, "data/lexicon/roster.toml")
    found = {words: ("list", role) for role, listed in phrases("roster", "heading").items() for words in listed}
    found |= {words: ("field", name) for name, listed in phrases("roster", "other").items() for words in listed}
    return found


@cache
def _prefixes() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(_labels(), key=len, reverse=True))
    return re.compile(rf"(?P<label>{words})(?:\s*:\s*|\s+)(?P<rest>\S.*)$", re.IGNORECASE)


def _fold(text: str) -> str:
    return text.casefold().strip(" :.…")


def groups(lines: tuple[Line, ...]) -> list[Group]:
    """Part the lines of head or end by the labels they stand under; what stands before the first is left out."""
    found: list[Group] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        kind_name, label, rest, used = _label(lines, at)
        if kind_name is not None:
            found.append(Group(*kind_name, label, []))
            if rest is not None:
                found[-1].lines.append(rest)
            at += used
            continue
        if found and not (line.gap and found[-1].kind == "list" and found[-1].lines and not _may_be_entry(line)):
            found[-1].lines.append(line)
        elif found:
            found.append(Group("field", "unknown", line.flow, []))
        at += 1
    return found


def _may_be_entry(line: Line) -> bool:
    return (
        bool(agents.people(line.flow))
        or line.text[:1] in "(§"
        or line.text[:1].islower()
        or "vakant" in line.text.casefold()
    )


def _label(lines: tuple[Line, ...], at: int) -> tuple[tuple[str, str] | None, Flow, Line | None, int]:
    line = lines[at]
    folded = _fold(line.text)
    labels = _labels()
    if at + 1 < len(lines) and not lines[at + 1].gap and (both := labels.get(f"{folded} {_fold(lines[at + 1].text)}")):
        return both, line.flow, None, 2
    if folded in labels:
        return labels[folded], line.flow, None, 1
    match = _prefixes().match(line.text)
    if match and line.text[0].isupper():
        rest = line.flow.cut(match.start("rest"))
        kind = labels[match["label"].casefold()]
        behind = match["rest"]
        colon = ":" in line.text[: match.start("rest")]
        is_list = kind[0] == "list" and (agents.NAME and re.match(agents.NAME, behind) is not None)
        is_field = (
            kind[0] == "field"
            and kind[1] != "stop"
            and (
                colon
                or bool(re.match(r"§|\d|kl", behind))
                or kind[1] in {"place", "adjusted"}
                or len(match["label"].split()) > 2
            )
        )
        if is_list or is_field:
            return kind, line.flow.cut(0, match.end("label")), replace(line, flow=rest), 1
    return None, line.flow, None, 0


def fields(minutes: Minutes) -> dict[str, list[Flow]]:
    """Give the values of the head's fields (`place`, `date`, `covers`, `adjusted`, ...), lines joined."""
    found: dict[str, list[Flow]] = {}
    for group in groups(minutes.head):
        if group.kind == "field" and group.lines:
            taken = group.lines[:1]
            for line in group.lines[1:6]:
                if line.gap and group.name != "place":
                    break
                taken.append(line)
            found.setdefault(group.name, []).append(join_lines(taken))
    return found
