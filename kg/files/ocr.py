"""A picture of a page becomes words with their places: read by tesseract, once for each picture."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from platformdirs import user_cache_path

from kg.errors import ShareError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VARIABLE = "KG_OCR"
"""The variable of the environment that asks for recognition, so that every process of a build hears of it."""
DPI = 300
"""What the picture of a page has for an inch: what tesseract is trained on."""
_LANGUAGE, _SIGNS = "swe", "eng"
"""Tesseract's Swedish model has no §, and reads 8 or S; the English one reads the sign, but has no å."""
_INSTALL = "install it: apt install tesseract-ocr tesseract-ocr-swe, brew install tesseract tesseract-lang"
_ONE_COLUMN, _BLOCK = "4", "6"
"""Page segmentation: lines across the page, whose columns are told by our own layout; one block of lines."""
_SECONDS = 180
_LOOKS_LIKE_SIGN = re.compile(r"[8BS5$&§]{1,2}(?:\d{1,4}[a-z]?(?:[-–]\d{1,4}[a-z]?)?)?[.,:]?")
_DOLLAR = re.compile(r"\$(?=\d|$)")
"""No minutes give sums in dollars: before a number it is the sign that the Swedish model lacks."""
_MARGIN = 10
"""Pixels above and below a line that is read again."""
_WORD = "5"
"""The level of words in tesseract's table."""


class Picture(NamedTuple):
    """A page in shades of grey: a byte for each pixel, line by line."""

    width: int
    height: int
    pixels: bytes

    def strip(self, top: int, foot: int) -> bytes:
        """Give the lines of pixels from one height to another."""
        return self.pixels[top * self.width : foot * self.width]


class Seen(NamedTuple):
    """A word as it was recognised: its line, its edges in pixels from the top left, and how sure it is (0 to 1)."""

    line: tuple[int, int, int]
    left: int
    top: int
    right: int
    foot: int
    sure: float
    text: str


def use() -> None:
    """Ask for pages without text to be recognised, in this process and those that it starts.

    Raises:
        ShareError: Tesseract or its Swedish model is not installed.
    """
    version()
    os.environ[VARIABLE] = "1"


@contextmanager
def using() -> Iterator[None]:
    """Ask for it as `use` does, for as long as something is read.

    Raises:
        ShareError: Tesseract or its Swedish model is not installed.
    """
    before = os.environ.get(VARIABLE)
    use()
    try:
        yield
    finally:
        os.environ.pop(VARIABLE)
        if before is not None:
            os.environ[VARIABLE] = before


def asked() -> bool:
    """Say whether pages without text are to be recognised."""
    return os.environ.get(VARIABLE, "") not in {"", "0"}


def in_use() -> str:
    """Give the name and version of what recognises; empty where nothing is recognised."""
    return version() if asked() else ""


@cache
def version() -> str:
    """Give the name and version of tesseract.

    Raises:
        ShareError: It or its Swedish model is not installed.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise ShareError("tesseract is not installed", where="--ocr", hint=_INSTALL)
    models = _run([program, "--list-langs"], b"").decode("utf-8", "replace").split()
    if _LANGUAGE not in models:
        raise ShareError("tesseract has no Swedish model", where="--ocr", hint=_INSTALL)
    with_signs = "+signs" if _SIGNS in models else ""
    return " ".join(_run([program, "--version"], b"").decode("utf-8", "replace").split()[:2]) + with_signs


def recognised(picture: Picture, where: str) -> list[Seen]:
    """Read the words of a picture, in tesseract's order.

    What was read is kept in the user's cache, by the digest of the picture: the same page is recognised once.

    Raises:
        SourceError: Tesseract fails on this page, or takes longer than three minutes.
    """
    name = hashlib.sha256(f"{version()} {_LANGUAGE} {picture.width} ".encode() + picture.pixels).hexdigest()
    kept = user_cache_path("protokollgraf") / "ocr" / name[:2] / f"{name}.json"
    if kept.is_file():
        return [Seen(tuple(line), *rest) for line, *rest in json.loads(kept.read_bytes())]
    words = list(_seen(_table(picture, _LANGUAGE, _ONE_COLUMN, where)))
    if version().endswith("+signs"):
        words = _with_signs(picture, words, where)
    _keep(kept, json.dumps(words, ensure_ascii=False).encode())
    return words


def _keep(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, whoever writes the same beside."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as stream:
        stream.write(data)
    Path(stream.name).replace(file)


def _with_signs(picture: Picture, words: Sequence[Seen], where: str) -> list[Seen]:
    """Read lines that may have a § once more, with the model that knows the sign, and take that sign from it."""
    lines = {word.line for word in words if _LOOKS_LIKE_SIGN.fullmatch(word.text)}
    if not lines:
        return list(words)
    white = b"\xff" * picture.width * _MARGIN
    pixels, heights, below = b"", {}, 0
    for line in sorted(lines):
        own = [word for word in words if word.line == line]
        top, foot = max(min(word.top for word in own) - _MARGIN, 0), max(word.foot for word in own) + _MARGIN
        strip = white + picture.strip(top, min(foot, picture.height)) + white
        heights[line] = (below, below := below + len(strip) // picture.width)
        pixels += strip
    again = list(_seen(_table(Picture(picture.width, below, pixels), _SIGNS, _BLOCK, where)))
    return [signed(word, again, heights.get(word.line)) for word in words]


def signed(word: Seen, again: Sequence[Seen], height: tuple[int, int] | None) -> Seen:
    """Give a word the § that another reading has at its place."""
    if height is None or not _LOOKS_LIKE_SIGN.fullmatch(word.text):
        return word
    top, foot = height
    there = [other for other in again if top <= other.top < foot and _within(other, word)]
    said = "".join(other.text for other in sorted(there, key=attrgetter("left")))
    signs = len(said) - len(said.lstrip("§"))
    if signs and (rest := word.text[signs:]) == said[signs:]:
        return word._replace(text="§" * signs + rest)
    return word._replace(text=_DOLLAR.sub("§", word.text))


def _within(other: Seen, word: Seen) -> bool:
    return word.left <= (other.left + other.right) / 2 <= word.right


def _table(picture: Picture, language: str, mode: str, where: str) -> str:
    """Let tesseract read a picture, and give its table of words."""
    header = f"P5\n{picture.width} {picture.height}\n255\n".encode()
    command = ["tesseract", "stdin", "stdout", "-l", language, "--psm", mode, "--dpi", str(DPI), "tsv"]
    try:
        return _run(command, header + picture.pixels).decode("utf-8", "replace")
    except subprocess.TimeoutExpired as problem:
        raise SourceError(f"cannot be recognised within {_SECONDS} seconds", where=where) from problem
    except subprocess.CalledProcessError as problem:
        said = problem.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SourceError(f"cannot be recognised: {said[-1] if said else problem}", where=where) from problem


def _run(command: Sequence[str], given: bytes) -> bytes:
    # One thread each: pages are read side by side, document by document (--jobs).
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    return subprocess.run(  # noqa: S603 - the program by its name, no shell
        command, input=given, capture_output=True, check=True, timeout=_SECONDS, env=environment
    ).stdout


def _seen(table: str) -> Iterator[Seen]:
    """Read tesseract's table: tab-separated, with a heading; words have level 5."""
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == _WORD and (text := row["text"].strip()):
            left, top = int(row["left"]), int(row["top"])
            line = int(row["block_num"]), int(row["par_num"]), int(row["line_num"])
            right, foot = left + int(row["width"]), top + int(row["height"])
            yield Seen(line, left, top, right, foot, max(float(row["conf"]), 0) / 100, text)
