"""What a worker of a cluster does first: it takes over what the environment says of reading, then imports the rest."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from typing import Any

from kg.errors import KgError

_OURS = "KG_"
"""How the variables begin that say what reads: folders of wordings, a pipeline, whether pages are recognised."""
_READS = "kg.facts"
"""Once this is imported, the wordings have been read: other ones come too late."""
_ONE = threading.Lock()


def environment() -> dict[str, str]:
    """Give the variables that say by what this process reads."""
    return {name: value for name, value in os.environ.items() if name.startswith(_OURS)}


def work(given: dict[str, str], task: bytes) -> Any:
    """Do a task of another process by its environment; a worker with several threads does one at a time all the same.

    Args:
        given: The variables of the one that asks.
        task: A function and its arguments, pickled: to read them here would import the program too early.

    Raises:
        KgError: This process has read by other wordings or helpers, or whatever the task raises.
    """
    with _ONE:
        known = environment()
        if known != given:
            if _READS in sys.modules:
                raise KgError("a worker has read by other wordings or helpers", hint="restart the workers")
            for name in known:
                del os.environ[name]
            os.environ.update(given)
        function, *arguments = pickle.loads(task)  # noqa: S301 - of the program that started this cluster
        return function(*arguments)
