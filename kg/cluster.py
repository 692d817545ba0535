"""Documents read on the workers of a Dask cluster; one that ends its worker is told, and the others are read."""

from __future__ import annotations

import pickle
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from kg import document, fingerprint, worker
from kg.errors import KgError, ShareError
from kg.language import taught
from kg.model import Report

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from distributed import Client, Future

    from kg.document import Options, Read
    from kg.files.source import Place

_ANSWER, _PATIENCE = 10.0, 60.0
"""Seconds that a scheduler has to answer, and that a cluster may be without any worker."""
_AHEAD = 4
"""So many documents a thread of the cluster are handed out before their turn: what is read waits in its memory."""


class Reader(NamedTuple):
    """What a document has to be read by, so that it gives the same wherever that is."""

    program: str
    wordings: tuple[tuple[str, str], ...]


def read(places: Sequence[Place], options: Options) -> Generator[Read]:
    """Read documents on the cluster of `options.scheduler`, and give them in their order.

    The workers open the files themselves, by the paths that they have here.

    Raises:
        ShareError: `distributed` is not installed.
        KgError: No scheduler or no worker answers, or a worker has another version of the program or its wordings.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an optional extra, and half a second
    except ImportError as problem:
        hint = "pip install 'protokollgraf[cluster]'"
        raise ShareError("the package distributed is not installed", where="--scheduler", hint=hint) from problem
    try:
        client = Client(options.scheduler, timeout=_ANSWER, set_as_default=False)
    except (OSError, ValueError) as problem:
        hint = "start one with: dask scheduler"
        raise KgError("no Dask scheduler answers", where=options.scheduler, hint=hint) from problem
    with client:
        yield from _in_order(client, places, options)


def _in_order(client: Client, places: Sequence[Place], options: Options) -> Generator[Read]:
    waiting: deque[tuple[Place, Future]] = deque()
    rest = iter(places)
    while True:
        ahead = _AHEAD * max(1, sum(client.nthreads().values()))
        while len(waiting) < ahead and (place := next(rest, None)) is not None:
            waiting.append((place, _sent(client, place, options)))
        if not waiting:
            return
        place, future = waiting.popleft()
        found = _result(client, future)
        if found is None:
            # It may have stood in the queue of a worker that another document ended: once more, and nothing beside it.
            for _, other in waiting:
                _wait(client, other)
            found = _result(client, _sent(client, place, options))
        yield found or _lost(place)


def _sent(client: Client, place: Place, options: Options) -> Future:
    # The two arguments are pickled first: to read them, a worker imports the program and with it the wordings.
    return client.submit(worker.work, worker.environment(), _task(place, options), pure=False)


def _result(client: Client, future: Future) -> Read | None:
    """Wait for a reading; None where the workers that were given it ended."""
    from distributed import KilledWorker  # noqa: PLC0415

    _wait(client, future)
    try:
        found: Read = future.result()
    except KilledWorker:
        return None
    finally:
        future.release()
    return found


def _wait(client: Client, future: Future) -> None:
    """Wait until something is done, as long as there is a worker that may do it."""
    from distributed import TimeoutError as NotYet  # noqa: PLC0415

    address: str = client.scheduler_info()["address"]
    alive = monotonic()
    while True:
        try:
            future.exception(timeout=_ANSWER)
        except NotYet:
            now = monotonic()
            alive = now if client.nthreads() else alive
            if now - alive > _PATIENCE:
                hint = "start one with: dask worker ADDRESS --nthreads 1"
                raise KgError("the cluster has no worker", where=address, hint=hint) from None
        else:
            return


def _lost(place: Place) -> Read:
    told = f"{place.name}: the worker that read it ended before it was done (was the memory used up?)"
    return document.Read(Report(place.name, status="failed", problem=told, within=place.within))


def _task(place: Place, options: Options) -> bytes:
    return pickle.dumps((_read, _reader(), place, options))


def _reader() -> Reader:
    """Say by what this process reads."""
    return Reader(fingerprint.program(), tuple(sorted(taught.in_use().items())))


def _read(reader: Reader, place: Place, options: Options) -> Read:
    """Read a document: what a worker does.

    Raises:
        KgError: It has another version of the program.
    """
    if _reader() != reader:
        hint = "install the same version everywhere, and restart the workers"
        raise KgError("a worker has another version of the program or its wordings", hint=hint)
    return document.packed(place, options)
