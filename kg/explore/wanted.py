"""What a folder's minutes say that was not understood, as a lexicon that a person completes (TOML), or as rows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST = 100
"""So many headings, and as many sentences, are given as TOML; the rest are rare."""
_NOTES = {
    "roster": "Lines of lists of those present that were not understood",
    "name": "Names of nobody on a list",
    "table": "Tables that lost their rows",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A wording that was not understood, in how many documents, how often, and where it stands first."""

    kind: str
    """`heading`, `sentence`, `roster`, `name` or `table`."""
    wording: str
    documents: int
    times: int
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What was not understood, the most frequent first; how many documents were read, and which could not be."""

    wanted: tuple[Wanted, ...]
    read: int
    problems: tuple[str, ...] = field(default=())


def as_data(found: Survey) -> dict[str, Any]:
    """Give all that was not understood as plain data."""
    return {"read": found.read, "wanted": [asdict(one) for one in found.wanted], "problems": list(found.problems)}


def as_toml(found: Survey) -> str:
    """Write what was not understood so that parts of it can be pasted into a lexicon of one's own, and completed."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Survey) -> Iterator[str]:
    kinds = {kind: [one for one in found.wanted if one.kind == kind] for kind in ("heading", "sentence", *_NOTES)}
    yield f"# {_counted(found.read, 'document')}; what was not understood, the most frequent first."
    if headings := kinds["heading"]:
        yield ""
        yield "# headings.toml: write the kind instead of ?, such as decision, draft, motions, background, documents."
        yield "[section]"
        yield '"?" = ['
        yield from (f"  {_quoted(one.wording)},  # {_often(one)}" for one in headings[:_MOST])
        yield "]"
    if sentences := kinds["sentence"]:
        yield ""
        yield "# frames/KIND.toml: a kind of fact, fields and a counterexample are yours to say (README, data/lexicon)."
        for number, one in enumerate(sentences[:_MOST], 1):
            yield ""
            yield f"# {_often(one)}"
            yield f"[wording-{number}]"
            yield f"says = {_quoted(one.wording)}"
            yield f"yes = [{_quoted(one.text)}]"
            yield "no = []"
    for kind, title in _NOTES.items():
        yield from _noted(title, kinds[kind])


def _noted(title: str, several: Sequence[Wanted]) -> Iterator[str]:
    if several:
        yield ""
        yield f"# {title}:"
        yield from (f"#   {one.wording}  ({_often(one)})" for one in several[:_MOST])


def _often(one: Wanted) -> str:
    return f"{_counted(one.documents, 'document')}, {_counted(one.times, 'time')}, {one.where}"


def _counted(number: int, of: str) -> str:
    return f"{number} {of}" if number == 1 else f"{number} {of}s"


def _quoted(text: str) -> str:
    """Write a string of TOML: JSON's form is one of TOML's."""
    return json.dumps(text, ensure_ascii=False)
