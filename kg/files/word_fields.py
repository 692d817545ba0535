"""Fields of Word documents: what of them is printed, and the value of a form's field that keeps it out of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.files.word_styles import W, is_on, value_of

_CHECKED, _UNCHECKED = "☒", "☐"
"""As Word writes the boxes of its newer forms."""


@dataclass(slots=True)
class _Open:
    shown: bool
    """Whether its result has begun: what stands before are instructions."""
    value: str
    said: bool = False
    """Whether its result has text."""


class Fields:
    """The fields that are open at one place of a document, the outermost first."""

    def __init__(self) -> None:
        self._open: list[_Open] = []

    def shown(self) -> bool:
        """Whether what stands here is printed."""
        return all(field.shown for field in self._open)

    def met(self, node: Any) -> str:
        """Take a begin, a middle or an end of a field, and give what is printed at its end besides its result.

        A check box or a list of the older forms has no result: its value stands in the data of its begin only.
        """
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            self._open.append(_Open(shown=False, value=_value(node.find(f"{W}ffData"))))
        elif self._open and kind == "separate":
            self._open[-1].shown = True
        elif self._open and kind == "end":
            field = self._open.pop()
            if not field.said and field.value and self.shown():
                self.said(field.value)
                return field.value
        return ""

    def said(self, text: str) -> None:
        """Take note of text that is printed here."""
        if text.strip():
            for field in self._open:
                field.said = True


def _value(data: Any) -> str:
    """Give the value that the data of a form's field hold (ECMA-376 part 1, 17.16.17)."""
    if data is None:
        return ""
    box, choice, text = (data.find(f"{W}{name}") for name in ("checkBox", "ddList", "textInput"))
    if box is not None:
        said = box.find(f"{W}checked")
        said = box.find(f"{W}default") if said is None else said
        return _CHECKED if said is not None and is_on(said) else _UNCHECKED
    if choice is not None:
        entries = [one.get(f"{W}val") or "" for one in choice.findall(f"{W}listEntry")]
        chosen = value_of(choice.find(f"{W}result")) or value_of(choice.find(f"{W}default")) or "0"
        return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
    return value_of(text.find(f"{W}default")) if text is not None else ""
