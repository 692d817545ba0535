"""The errors that a user can act on: what is wrong, where, and what to do next."""

from __future__ import annotations

from functools import partial
from typing import Self


class KgError(Exception):
    """The root of all errors that the command turns into one line and an exit status.

    Args:
        what: What is wrong, in one clause.
        where: The file, with page or line where known; empty where there is no place.
        hint: The next step for the user; empty where there is none.
    """

    exit_status = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what, self.where, self.hint = what, where, hint
        super().__init__(self.__str__())

    def __reduce__(self) -> tuple[partial[Self], tuple[str]]:
        """Let it travel from another process with all its parts."""
        return partial(type(self), where=self.where, hint=self.hint), (self.what,)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        step = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.what}{step}"


class SourceError(KgError):
    """A document cannot be read; the others of the batch are read all the same."""


class ShareError(KgError):
    """A file of ontology/, queries/ or data/ is missing or does not say what its loader expects."""


class OutputError(KgError):
    """The output cannot be written."""


class GraphError(KgError):
    """A file with a graph is missing or is no RDF."""


class EndpointError(KgError):
    """A SPARQL service elsewhere does not answer, refuses, or gives no SPARQL."""


class TimeLimitError(KgError):
    """Something took longer than it was given."""

    exit_status = 4


class QueryError(KgError):
    """A question cannot be asked or is not understood."""

    exit_status = 2


class NothingFoundError(KgError):
    """The question was understood, and the graph holds nothing that answers it."""

    exit_status = 5
