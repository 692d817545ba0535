"""Wordings that users add: whether a folder of them says what it can say, and what is known as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kg.errors import ShareError
from kg.language import frames, grammar, words
from kg.resources import EXPRESSIONS, PATTERNS, folder, read_csv, read_toml, shipped_lexicon, taught
from kg.suggestion import meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_OPEN = {"words": ("verb", "word")}
"""Tables in which a user may name something new; everywhere else the kinds are those that rules read."""
_REGISTERS = ("abbreviations", "organisations", "parties")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a folder of wordings: the file, its line (0 where it is the whole of it), and why."""

    file: str
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.why}" if self.line else f"{self.file}: {self.why}"


def names() -> list[str]:
    """Give the names of the files of the lexicon, frames apart."""
    return sorted(path.stem for path in folder("data/lexicon").glob("*.toml"))


def check(place: Path, kinds: Mapping[str, Mapping[str, bool]]) -> list[Problem]:
    """Check a folder of wordings.

    Args:
        place: The folder: files named as those of data/lexicon, `frames/*.toml`, registers as CSV.
        kinds: The kinds of facts, each with its fields, and whether a frame must say them.

    Returns:
        What is wrong, in the order of files and lines; nothing where all is well.

    Raises:
        ShareError: There is no such folder, or no file of wordings in it.
    """
    if not place.is_dir():
        raise ShareError("there is no such folder of wordings", where=str(place))
    files = sorted(path for path in place.rglob("*") if path.is_file() and not path.name.startswith("."))
    if not files:
        raise ShareError("there are no wordings here", where=str(place), hint=f"files: {', '.join(names())}, frames/*")
    return [problem for path in files for problem in _check_file(path, path.relative_to(place).as_posix(), kinds)]


def digests(place: Path) -> dict[str, str]:
    """Give the digest (SHA-256, hexadecimal) of each file of a folder of wordings, by its name below the folder."""
    files = sorted(path for path in place.rglob("*") if path.suffix in {".toml", ".csv"})
    return {path.relative_to(place).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def in_use() -> dict[str, str]:
    """Give the digest of every file of wordings that the user adds, by folder and name."""
    return {f"{place.name}/{name}": digest for place in taught() for name, digest in digests(place).items()}


def _check_file(path: Path, called: str, kinds: Mapping[str, Mapping[str, bool]]) -> Iterator[Problem]:
    try:
        if called.startswith("frames/") and path.suffix == ".toml":
            yield from _check_frames(path, called, kinds)
        elif path.suffix == ".toml" and path.stem in names():
            yield from _check_words(path, called)
        elif path.suffix == ".csv" and path.stem in _REGISTERS:
            yield from _check_register(path, called)
        else:
            known = [f"{name}.toml" for name in names()] + [f"{name}.csv" for name in _REGISTERS]
            yield Problem(called, 0, f"is no file of wordings{_suggestion(path.name, known)}")
    except ShareError as problem:
        line = re.search(r"at line (\d+)", problem.what)
        yield Problem(called, int(line[1]) if line else 0, problem.what)


def _suggestion(name: str, known: list[str]) -> str:
    near = meant(name, known)
    return f": {near}" if near else f"; known are {', '.join(known)}"


def _line(path: Path, wording: str) -> int:
    """Give the line in which something stands first; 0 where it is put together of several."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if wording in line:
            return number
    return 0


def _check_words(path: Path, called: str) -> Iterator[Problem]:
    shipped = shipped_lexicon(path.stem)
    for part, table in read_toml(path).items():
        if part not in shipped:
            yield Problem(called, _line(path, part), f"there is no part [{part}]{_suggestion(part, list(shipped))}")
        elif not isinstance(table, dict) or not isinstance(shipped[part], dict):
            yield Problem(called, _line(path, part), f"[{part}] is no table of wordings")
        else:
            for key, listed in table.items():
                for why in _wrong_words(path.stem, part, key, listed, shipped[part]):
                    yield Problem(called, _line(path, key), why)


def _wrong_words(name: str, part: str, key: str, listed: Any, shipped: dict[str, Any]) -> Iterator[str]:
    if key not in shipped and part not in _OPEN.get(name, ()):
        yield f"[{part}] has no '{key}'{_suggestion(key, list(shipped))}"
    if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
        yield f"'{key}' is no list of wordings in quotes"
        return
    for word in listed:
        if part in PATTERNS or part in EXPRESSIONS.get(name, ()):
            try:
                grammar.compiled(word, name, key)
            except ShareError as problem:
                yield f"{problem.what}: {word}"
        elif (name, part) == ("words", "verb"):
            try:
                words.inflected(word)
            except ShareError as problem:
                yield f"{problem.what}: {problem.hint}"
        elif word != word.strip() or (word != word.lower() and name != "paths"):
            yield f"'{word}' is not in lower case, or has a space at its end"


def _check_register(path: Path, called: str) -> Iterator[Problem]:
    columns = list(read_csv(folder("data/register") / path.name)[0])
    rows = read_csv(path)
    if not rows or not set(columns) <= set(rows[0]):
        yield Problem(called, 1, f"the columns are {', '.join(columns)}")


def _check_frames(path: Path, called: str, kinds: Mapping[str, Mapping[str, bool]]) -> Iterator[Problem]:
    shipped = {frame.rule for frame in frames.shipped()}
    for name, entry in read_toml(path).items():
        line = _line(path, f"[{name}]")
        try:
            frame = frames.frame(name, entry, path)
        except ShareError as problem:
            yield Problem(called, line, f"[{name}] {problem.what}{problem.hint and f': {problem.hint}'}")
            continue
        if frame.gives not in kinds:
            yield Problem(
                called, line, f"there is no kind of fact '{frame.gives}'{_suggestion(frame.gives, list(kinds))}"
            )
            continue
        if frame.rule in shipped:
            yield Problem(called, line, f"a frame '{frame.rule}' is shipped already: choose another name")
        for field in sorted(set(frame.fields) - set(kinds[frame.gives])):
            why = f"'{frame.gives}' has no field '{field}'{_suggestion(field, sorted(kinds[frame.gives]))}"
            yield Problem(called, line, why)
        said = set(frame.fields) | {name for one in frame.wordings for name in one.slots}
        if missing := [name for name, must in kinds[frame.gives].items() if must and name not in said]:
            yield Problem(called, line, f"'{frame.gives}' needs {', '.join(missing)}: a slot or a field of that name")
        for text, why in frames.wrong_examples(frame):
            yield Problem(called, _line(path, text), f"[{frame.name}] {why}: {text}")
