"""Patterns that are compiled when they are first asked: most documents need a part of them, and each takes its time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
_SAID = frozenset({"pattern", "flags", "groups", "groupindex"})


class _Later:
    """Stands for a pattern: what is asked of it compiles it, and from then on is the compiled one's own method."""

    def __init__(self, make: Callable[[], re.Pattern[str]]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED and name not in _SAID:
            raise AttributeError(name)
        made = self._make()
        vars(self).update({asked: getattr(made, asked) for asked in _ASKED})
        return getattr(made, name)


def made(make: Callable[[], re.Pattern[str]]) -> re.Pattern[str]:
    """Give what stands for a pattern until it is asked.

    >>> made(lambda: re.compile("(?P<day>[0-9]+) maj")).search("den 6 maj")["day"]
    '6'
    """
    return cast("re.Pattern[str]", _Later(make))


def pattern(text: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Give a pattern that is compiled when it is first asked."""
    return made(lambda: re.compile(text, flags))
