"""Serves the explorer on this machine: opens the graph, makes the index, and answers until it is told to end."""

from __future__ import annotations

import threading
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from kg.explore import summary
from kg.explore.narrowing import Narrowing
from kg.web import asked
from kg.web.app import Site, application
from kg.web.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from socket import socket

    from starlette.applications import Starlette

    from kg.explore.overview import Home
    from kg.explore.search import Entry

HOST = "127.0.0.1"
_READY = 600.0
"""Seconds that may go to what is looked over once, before anybody asks."""


@dataclass(frozen=True, slots=True)
class Serving:
    """The application, and the processes behind it."""

    app: Starlette
    workers: tuple[Workers, ...]

    def close(self) -> None:
        """End the processes."""
        for one in self.workers:
            one.close()


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
            english = beside.submit(others.ask, asked.home, ("en", Narrowing()), _READY)
            entries = pages.ask(asked.entries, None, _READY)
            return entries, {"sv": pages.ask(asked.home, ("sv", Narrowing()), _READY), "en": english.result()}

    base = pages.ask(asked.base, None, _READY)
    known = summary.at(pages.ask(asked.summary, None), look_over)
    for one in (pages, others):
        one.each(asked.warm, None, _READY)
    return Serving(application(Site(place.name, base, pages, others, known.index, text, known.homes)), (pages, others))


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
