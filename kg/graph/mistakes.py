"""What is wrong with a query or a file, as an engine says it, in one line or with the place marked."""

from __future__ import annotations

import re

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CLASS = re.compile(r"\[[^\]]*\](?:, )?")


def shown(problem: Exception, query: str) -> str:
    """Say what is wrong with a query; where a place is known, with that line of it and a mark below."""
    found = _PLACE.fullmatch(str(problem).strip())
    if found is None:
        return one_line(problem)
    number, column = int(found[1]), int(found[2])
    line = [*query.split("\n"), ""][number - 1]
    said = "there is no such prefix" if "Prefix not found" in found[3] else one_line(found[3])
    mark = "".join("\t" if letter == "\t" else " " for letter in line[: column - 1])
    return f"line {number}, column {column}: {_CLASS.sub('', said).rstrip(' ,|')}\n  {line}\n  {mark}^"


def one_line(problem: object) -> str:
    """Give what an engine says without its line breaks."""
    return " ".join(str(problem).split())
