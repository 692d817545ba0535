"""SPARQL servers that tests start themselves, each on a free port and with a store of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sysconfig
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from kg.web.server import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.applications import Starlette

VIRTUOSO = shutil.which("virtuoso-t")
"""Debian's `virtuoso-opensource-7-bin`; tests that need it are skipped where it is not."""
_INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 10000
"""


def oxigraph(folder: Path) -> Iterator[str]:
    """Run Oxigraph's server; it says which port was taken only by answering there."""
    port = _free()
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    yield from _served([str(program), "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"], folder, port)


def virtuoso(folder: Path) -> Iterator[str]:
    """Run Virtuoso, as it is after it is installed: who writes is `dba`, by Digest."""
    assert VIRTUOSO
    folder.mkdir()
    port, sql = _free(), _free()
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, port=port, sql=sql), encoding="utf-8")
    command = [VIRTUOSO, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    yield from _served(command, folder, port, seconds=120)


@contextmanager
def explorer(app: Starlette) -> Iterator[str]:
    """Run the explorer in a thread, for clients that are not ours; give its address."""
    running = uvicorn.Server(uvicorn.Config(app, host=HOST, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield f"http://{HOST}:{running.servers[0].sockets[0].getsockname()[1]}"
    running.should_exit = True
    thread.join()


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _served(command: list[str], folder: Path, port: int, seconds: int = 30) -> Iterator[str]:
    with (folder.parent / "server.log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        try:
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert server.poll() is None, "the server ended"
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
