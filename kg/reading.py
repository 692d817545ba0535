"""Documents read one after the other, by processes side by side, or on a cluster: in their order, whoever reads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg import document, processes

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from kg.document import Options, Read
    from kg.files.source import Place


def read(places: Sequence[Place], options: Options) -> Generator[Read]:
    """Read documents; closing the generator ends all that reads.

    Raises:
        KgError: What reads could not be started, or ended.
    """
    if options.scheduler:
        from kg import cluster  # noqa: PLC0415 - who asks for no cluster need not have it

        return cluster.read(places, options)
    return processes.mapped(partial(document.packed, options=options), places, options.jobs)
