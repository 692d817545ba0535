"""What one sees of a text: letters composed, nothing without width, one sign for all like it; and the way back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.files import accents, letter_spacing
from kg.model import Flow, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSEEN = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff"
)
"""What Unicode lets no font show: joiners, marks of direction, byte order marks inside, variants, fillers; controls;
and the place of a picture. A soft hyphen is none: at a line's end it says that a word goes on."""
_SPACES = r"\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
"""Spaces of other widths, and an empty cell of Braille; the space that does not break is known to the reading."""
_BREAKS = r"\x0b\x85\u2028\u2029"
"""What ends a line beside the line feed: word processors and web pages leave it in what is copied from them."""
_HYPHENS = r"\u02d7\u058a\u05be\u1400\u1806\u2012\u2043\u207b\u208b\u2212\u2e17\u2e1a\u2e40\u30a0\ufe63"
_DASHES = r"\u2015\u2e3a\u2e3b\ufe58"
_FORMS = r"\u2160-\u217f\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff"
"""Letters, figures and signs in another form: two in one, of full width, bold, a Roman figure as one sign."""
_MARKS = r"\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u20d0-\u20ff"
_SIGNS = rf"{_SPACES}{_BREAKS}{_HYPHENS}{_DASHES}{_FORMS}\u212a\u212b"
# A letter with the marks that stand on it, or one character that is not read as it stands.
_ODD = re.compile(rf"[^\W_][{_MARKS}]+|[{_UNSEEN}]+|[{_SIGNS}]|(?<=\()\u2014(?=\))")
_MAY_BE_ODD = re.compile(f"[{_MARKS}{_UNSEEN}{_SIGNS}\u2014\u00a8\u00b0\u02da]")
"""The characters that make it so: most texts have none of them among their hundred."""
_MAY_BE_SPACED = re.compile(
    r"^[^\S\n]*(?:#{1,6}[^\S\n]+)?\S{1,2}[^\S\n]+\S{1,4}[^\S\n]+\S{1,2}[^\S\n]+\S{1,2}(?!\S)", re.MULTILINE
)
"""How a line begins whose letters may have been typed apart."""
_LINE = re.compile(r"[^\S\n]*(?:#{1,6}[^\S\n]+)?(?P<line>[^\n\f]+)")
_IS_UNSEEN = re.compile(rf"[{_UNSEEN}]+")
_IS_FORM = re.compile(f"[{_FORMS}]")
_AS_READ = (
    (re.compile(f"[{_SPACES}]"), " "),
    (re.compile(f"[{_BREAKS}]"), "\n"),
    (re.compile(f"[{_HYPHENS}]"), "-"),
    (re.compile(f"[{_DASHES}\u2014]"), "–"),
)


def plain(text: str) -> str:
    r"""Give a text as one sees it.

    >>> plain("\u200b§\u202f3 A\u030arsredovis\u2060ning")
    '§ 3 Årsredovisning'
    """
    return _ODD.sub(_seen, text)


def _seen(match: re.Match[str]) -> str:
    odd = match[0]
    if _IS_UNSEEN.fullmatch(odd):
        return ""
    for kind, read in _AS_READ:
        if kind.fullmatch(odd):
            return read
    return unicodedata.normalize("NFKC" if _IS_FORM.fullmatch(odd) else "NFC", odd)


@dataclass(frozen=True, slots=True)
class Visible:
    """A source as one sees it, and where each stretch of its text begins: there, and in the frozen text."""

    source: Source
    frozen: Source
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    ends: tuple[int, ...]
    """Where each stretch ends in the frozen text: a composed letter is longer there."""

    def origin(self, at: int) -> int:
        """Give the place in the frozen text of the character at `at`."""
        piece = max(bisect_right(self.starts, at) - 1, 0)
        return self.origins[piece] + at - self.starts[piece]

    def span(self, span: Span) -> Span:
        """Give the span in the frozen text; what is unseen at its edges is left out."""
        begin, end = span
        first = self.origin(begin)
        if begin == end:
            return Span(first, first)
        piece = max(bisect_right(self.starts, end - 1) - 1, 0)
        closes = piece + 1 < len(self.starts) and self.starts[piece + 1] == end
        return Span(first, self.ends[piece] if closes else self.origins[piece] + end - self.starts[piece])

    def seen(self, place: int) -> int:
        """Give the place in what one sees of a place in the frozen text."""
        piece = max(bisect_right(self.origins, place) - 1, 0)
        before = max(self.starts[piece] + place - self.origins[piece], 0)
        return min(before, self.starts[piece + 1]) if piece + 1 < len(self.starts) else before

    def flow(self, flow: Flow) -> Flow:
        """Give a flow whose characters come from the frozen text."""
        starts: list[int] = []
        origins: list[int] = []
        for start, origin, end in zip(flow.starts, flow.origins, [*flow.starts[1:], len(flow.text)], strict=True):
            starts.append(start)
            origins.append(self.origin(origin))
            for piece in range(bisect_right(self.starts, origin), len(self.starts)):
                at = start + self.starts[piece] - origin
                if at >= end:
                    break
                starts.append(at)
                origins.append(self.origins[piece])
        return Flow(flow.text, tuple(starts), tuple(origins))


def see(source: Source) -> Visible | None:
    """Give a source as one sees it; nothing where it has no character that is read otherwise than it stands."""
    odd = list(_odd(source.text))
    if not odd:
        return None
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    ends: list[int] = []
    length = begin = 0
    for at, end, read in odd:
        for words, first, last in (
            (source.text[begin:at], begin, at),
            *((letter, at, end) for letter in read),  # two letters in one lead to the same place
        ):
            if words:
                parts.append(words)
                starts.append(length)
                origins.append(first)
                ends.append(last)
                length += len(words)
        begin = end
    parts.append(source.text[begin:])
    starts.append(length)
    origins.append(begin)
    ends.append(len(source.text))
    text = "".join(parts)
    shown = Visible(replace(source, text=text), source, tuple(starts), tuple(origins), tuple(ends))
    pages = tuple(replace(page, span=Span(*map(shown.seen, page.span))) for page in source.pages)
    return replace(shown, source=replace(shown.source, pages=pages))


def _odd(text: str) -> Iterator[tuple[int, int, str]]:
    """Give what is read otherwise than it stands, with its places: accents beside letters too."""
    spaced = list(_closed_up(text)) if _MAY_BE_SPACED.search(text) else []
    if not (spaced or _MAY_BE_ODD.search("".join(set(text)))):
        return
    made = sorted([(at, *rest) for at, rest in accents.composed(text).items()] + spaced)
    begin = 0
    for at, end, read in [*made, (len(text), len(text), None)]:
        yield from ((match.start(), match.end(), _seen(match)) for match in _ODD.finditer(text, begin, at))
        if read is not None:
            yield at, end, read
        begin = end


def _closed_up(text: str) -> Iterator[tuple[int, int, str]]:
    """Give the blanks between letters that were typed apart, and what each of them is."""
    for match in _LINE.finditer(text):
        line, at = match["line"], match.start("line")
        if _MAY_BE_SPACED.match(line) and letter_spacing.is_typed(line):
            yield from ((at + begin, at + end, read) for begin, end, read in letter_spacing.blanks(line))


def back(value: Any, seen: Visible) -> Any:
    """Give a record that was made of what one sees, with every span, flow and source in it those of the frozen text.

    What is one record stays one: facts point at each other.
    """
    return _Back(seen).of(value)


class _Back:
    def __init__(self, seen: Visible) -> None:
        self._seen = seen
        self._done: dict[int, tuple[Any, Any]] = {}
        """By the identity of a record: the record, kept so that no other gets its identity, and the new one."""

    def of(self, value: Any) -> Any:
        if isinstance(value, str | int | float | None):
            return value
        if id(value) not in self._done:
            self._done[id(value)] = value, self._made(value)
        return self._done[id(value)][1]

    def _made(self, value: Any) -> Any:
        match value:
            case Span():
                return self._seen.span(value)
            case Flow():
                return self._seen.flow(value)
            case Source():
                return replace(self._seen.frozen, pages=self.of(value.pages))
            case list():
                return [self.of(one) for one in value]
            case tuple():
                made = [self.of(one) for one in value]
                return type(value)(*made) if hasattr(value, "_fields") else tuple(made)
            case dict():
                return {key: self.of(one) for key, one in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: self.of(getattr(value, field.name)) for field in fields(value)})
        return value
