"""How every command ends: an error that a user can act on, and the wish to stop, become one line and an exit status."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Door(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        """Turn an error that a user can act on, and the wish to stop, into one line on stderr."""
        try:
            with _until_told_to_end():
                return super().invoke(ctx)
        except KgError as problem:
            click.echo(f"kg: {problem}", err=True)
            ctx.exit(problem.exit_status)
        except KeyboardInterrupt as stop:
            click.echo("kg: interrupted" if not stop.args else "kg: told to end", err=True)
            ctx.exit(128 + (stop.args[0] if stop.args else signal.SIGINT))


@contextmanager
def _until_told_to_end() -> Iterator[None]:
    """Let SIGTERM end a command as Ctrl-C does, so that nothing half-done is left behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _: object) -> None:
        raise KeyboardInterrupt(number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
