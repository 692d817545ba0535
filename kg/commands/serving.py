"""The command that shows a graph in a browser: serve."""

from __future__ import annotations

from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path

import click

from kg.commands.shared import file_argument, ocr_option, redact_option
from kg.terminal import waiting


@click.command()
@file_argument
@click.option("--open", "browser", is_flag=True, help="Open it in the browser.")
@click.option("--port", default=8642, show_default=True, type=click.IntRange(0, 65535), help="0 for any that is free.")
@click.option(
    "--sources",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder that the graph was built from: facts are shown in the whole text.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    default=20,
    show_default=True,
    type=click.IntRange(1),
    help="How long a page or a query may take.",
)
@click.option(
    "--processes", default=1, show_default=True, type=click.IntRange(1), help="How many answer pages, and SPARQL."
)
@redact_option
@ocr_option
def serve(
    file: Path, browser: bool, port: int, sources: Path | None, timeout: int, processes: int, redact: str | None
) -> None:
    """Explore a graph in the browser: http://127.0.0.1:8642/, with a SPARQL endpoint at /sparql.

    It answers this machine alone, and changes nothing. Ctrl-C ends it.
    """
    from kg.graph import redact as redacting
    from kg.web import server

    @lru_cache(16)
    def text(source: str) -> str:
        return _text(sources, source) if sources else ""

    with ExitStack() as stack:
        with waiting("loading"):
            copy = stack.enter_context(redacting.copy(file)) if redact else None
            shown = copy.covering(text) if copy else text
            ready = server.serving(copy.place if copy else file, shown, timeout, processes)
        server.serve(ready, port, browser=browser, told=lambda address: click.echo(f"{address}  (Ctrl-C ends it)"))


def _text(folder: Path, source: str) -> str:
    """Give the text of a document that lies below a folder; empty where it is not there."""
    from kg.files.source import read

    path = (folder / source).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return ""
    return read(path).text
