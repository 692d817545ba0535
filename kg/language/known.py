"""What the lexicon knows, as rows: its files and kinds, and the wordings and frames of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.language import frames, words
from kg.language.taught import names
from kg.resources import lexicon
from kg.suggestion import meant

if TYPE_CHECKING:
    from collections.abc import Iterator


def kinds() -> list[dict[str, str | int]]:
    """Give a row for each kind of frames, then for each kind of wording of each file, with how many there are."""
    given: dict[str, int] = {}
    for frame in frames.in_use():
        given[frame.gives] = given.get(frame.gives, 0) + 1
    found: list[dict[str, str | int]] = [
        {"in": "frames", "kind": name, "known": number} for name, number in sorted(given.items())
    ]
    for file in names():
        for part, table in lexicon(file).items():
            for key, listed in table.items() if isinstance(table, dict) else ():
                if isinstance(listed, list):
                    found.append({"in": f"{file} [{part}]", "kind": key, "known": len(listed)})
    return found


def wordings(kind: str) -> list[dict[str, str]]:
    """Give a row for each wording and frame of a kind, with an example of the frame or the forms of the verb.

    Raises:
        QueryError: Nothing is called so; says what is nearest.
    """
    found = list(_of(kind))
    if not found:
        known = sorted({str(row["kind"]) for row in kinds()})
        raise QueryError(f"the lexicon has no kind '{kind}'", hint=meant(kind, known))
    return found


def _of(kind: str) -> Iterator[dict[str, str]]:
    for frame in frames.in_use():
        if kind in {frame.gives, frame.rule}:
            example = frame.yes[0] if isinstance(frame.yes[0], str) else str(frame.yes[0]["text"])
            for said in frame.says:
                yield {"in": "frames", "name": frame.rule, "wording": said, "example": example}
    for file in names():
        for part, table in lexicon(file).items():
            for listed in [table[kind]] if isinstance(table, dict) and isinstance(table.get(kind), list) else []:
                for wording in listed:
                    forms = words.inflected(wording) if (file, part) == ("words", "verb") else {}
                    shown = ", ".join(form.replace(words.APART, " ") for form in dict.fromkeys(sum(forms.values(), ())))
                    yield {"in": f"{file} [{part}]", "name": kind, "wording": wording, "example": shown}
