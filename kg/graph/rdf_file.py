"""Files with a graph: their format by the ending, and what is wrong with one, told in words of ours."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import GraphError
from kg.graph import mistakes
from kg.graph.forms import FORMS
from kg.graph.kept.folder import ENDING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def form_of(path: Path) -> ox.RdfFormat:
    """Give the format of a file with a graph, by its ending.

    Raises:
        GraphError: It is missing, or its ending is unknown.
    """
    form = ox.RdfFormat.from_extension(path.suffix[1:].lower()) if path.suffix.lower() in FORMS else None
    if form is None:
        hint = f"read are {', '.join(FORMS)}, and stores ({ENDING})"
        raise GraphError(f"no graph ends in {path.suffix or 'nothing'}", where=str(path), hint=hint)
    if not path.is_file():
        raise GraphError("there is no such file", where=str(path), hint="make one with: kg build PATH... -o FILE")
    return form


@contextmanager
def told(path: Path, form: ox.RdfFormat) -> Iterator[None]:
    """Tell in words of ours what is wrong with a file while it is read.

    Raises:
        GraphError: It is broken, or cannot be read.
    """
    try:
        yield
    except (SyntaxError, ValueError) as problem:
        hint = "build it again, or look at that line"
        raise GraphError(
            f"is no valid {form.name}: {mistakes.one_line(problem)}", where=str(path), hint=hint
        ) from problem
    except OSError as problem:
        raise GraphError(f"cannot be read: {problem.strerror or problem}", where=str(path)) from problem
