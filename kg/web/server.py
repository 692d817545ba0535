"""Serves the explorer on this machine: opens the graph, makes the index, and answers until it is told to end."""

from __future__ import annotations

import threading
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from kg.errors import KgError, QueryError
from kg.explore import queries, summary
from kg.explore.leaf import bound_by_pages
from kg.explore.whole import Answers
from kg.web import asked
from kg.web.app import Site, application
from kg.web.pages import LANGUAGES
from kg.web.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from socket import socket

    from starlette.applications import Starlette

    from kg.explore.overview import Home
    from kg.explore.search import Entry

HOST = "127.0.0.1"
_READY = 3600.0
"""Seconds that may go to what is looked over once, before anybody asks."""


@dataclass(frozen=True, slots=True)
class Serving:
    """The application, and the processes behind it."""

    app: Starlette
    workers: tuple[Workers, ...]
    later: Later | None = None
    """What is asked once the pages are answered."""

    def close(self) -> None:
        """End the processes."""
        for one in (*self.workers, self.later):
            if one:
                one.close()


class Later:
    """Asks the shipped questions about all of a store, one after the other, while pages are answered.

    Args:
        place: The store.
        kept: The file that belongs to its state.
        whole: Keeps the answers.
    """

    def __init__(self, place: Path, kept: Path, whole: Answers) -> None:
        self.whole = whole
        self._given = (place, kept)
        self._workers: Workers | None = None
        self._closed = False

    def begin(self) -> None:
        """Begin, beside."""
        threading.Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        """Ask all that are not kept yet."""
        place, kept = self._given
        with suppress(KgError):
            self._workers = Workers(place, 1, _READY)
            ask = self._workers.ask
            ask(asked.give_way, None)
            # Somebody may have written to the store since: its answers now are those of another state.
            names = [one.name for one in queries.shipped()] if ask(asked.summary, None) == kept else []
            # What pages are sifted from comes first.
            for name in sorted(names, key=lambda name: not bound_by_pages(name)):
                if not self._closed and not self.whole.has(name, LANGUAGES[-1]):
                    with suppress(QueryError):  # more rows than anybody reads
                        self.whole.put(name, ask(asked.whole, (name, LANGUAGES)))
        self.close()

    def close(self) -> None:
        """Stop asking; what is kept stays, and the next one goes on from there."""
        self._closed = True
        if self._workers:
            self._workers.close()


def serving(place: Path, text: Callable[[str], str], seconds: float, processes: int = 1) -> Serving:
    """Open a graph and make the application.

    Args:
        place: The graph.
        text: Gives the text of a document by its source; empty where it is not at hand.
        seconds: How long a page or a query may take.
        processes: How many processes answer pages, and how many SPARQL.

    Raises:
        GraphError: The graph cannot be opened.
    """
    pages = Workers(place, processes, seconds)
    others = Workers(place, processes, seconds)

    def look_over() -> tuple[list[Entry], dict[str, Home]]:
        with ThreadPoolExecutor(1) as beside:
            homes = beside.submit(others.ask, asked.homes, LANGUAGES, _READY)
            return pages.ask(asked.entries, None, _READY), homes.result()

    base = pages.ask(asked.base, None, _READY)
    kept = pages.ask(asked.summary, None)
    known = summary.at(kept, look_over)
    for one in (pages, others):
        one.each(asked.warm, LANGUAGES, _READY)
    later = None
    if kept:
        whole = Answers(kept.with_name(f"{kept.stem}-answers{kept.suffix}"))
        later = Later(place, kept, whole)
    site = Site(place.name, base, pages, others, known.index, text, known.homes, later.whole if later else None)
    return Serving(application(site), (pages, others), later)


def serve(ready: Serving, port: int, *, browser: bool, told: Callable[[str], None]) -> None:
    """Answer on 127.0.0.1 until a signal ends it.

    Args:
        ready: The application.
        port: The port; 0 for any that is free.
        browser: Open the home page in a browser.
        told: Is told the address as soon as it answers.
    """
    config = uvicorn.Config(ready.app, host=HOST, port=port, log_level="warning", access_log=False)
    server = _Told(config, browser, told)
    if ready.later:
        ready.later.begin()
    # Pages are answered meanwhile; whoever asks for a map first need not wait for it then.
    threading.Thread(target=ready.workers[0].ask, args=(asked.draw, None), daemon=True).start()
    try:
        server.run()
    finally:
        ready.close()


class _Told(uvicorn.Server):
    """Says where it answers as soon as it does."""

    def __init__(self, config: uvicorn.Config, browser: bool, told: Callable[[str], None]) -> None:
        super().__init__(config)
        self._browser = browser
        self._tell = told

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        for one in (one for server in self.servers for one in server.sockets):
            address = f"http://{HOST}:{one.getsockname()[1]}/"
            self._tell(address)
            if self._browser:
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
