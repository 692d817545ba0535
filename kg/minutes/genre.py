"""Whether a text is minutes at all, and what else it is: what it calls itself, how it is set, what only minutes say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.model import OTHER_PAPER
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.model import Minutes

_FIRST = 15
"""So many lines with text, from the top, may say what a text is."""
_OPENING = 60
"""So many lines with text are the first page where pages are not known."""
_LAST = 4
"""So many lines at the very end may say that a text was corrected, though they stand below the last paragraph."""
_LONGEST = 110
"""Neither the name of a text nor a label has more characters."""
_CELLS = re.compile(r"\t|\s{2,}|\|")
_CHAPTER = re.compile(r"\d{1,2} kap\.?(?:\s[A-ZÅÄÖ].*)?")
_CHAPTERS = 2
"""From so many lines on that open a chapter a text is a law, or written like one."""
_FORM, _FORM_FOR_SURE = 2, 3
"""So many different lines of a form name what is no minutes; so many, above all paragraphs, say that it is none."""
_WORDS = re.compile(r"[^\W\d_]+")
_SHORT_NAME = 4
"""A kind called so shortly may be within a word that says another thing: `lag`, `dom`, `brev`."""
_SHARE = 3
"""One of so many paragraphs decides where they are paragraphs of minutes: in statutes hardly any has such a line."""
_SEVERAL = 2
_NEAR = 8
"""Within so many lines of its heading a roster has its first name."""
_PERSON = re.compile(r"[^\W\d_a-zåäö]\w+\s[^\W\d_a-zåäö][\w-]+")
_WORD = re.compile(r"[a-zåäöæø]+")
_ENOUGH = 20_000
"""So many characters show in which language a text is."""
_MANY = 400
"""So many letters of different words have one of the small words of their language among them."""
_SIGNS = 20
"""One character of so many that cannot be printed is more than any text has."""
_SHORT = 8_000
"""What a website says in place of a document is no longer than this, with its menus, in characters."""
_FEWEST = 3
"""Fewer different small words of another language are names and titles, or marks of a vote (`ja` is Finnish, too)."""
_CITED = re.compile(r"§+\s?\d+\s*$")
"""How a line ends that cites other minutes: `Protokoll 2025-02-26 § 31`."""
_OF_ANOTHER = grammar.pattern("paragraph", "minutes-of-another")
"""In a summons or a letter these are the minutes of another meeting."""


def _compiled(part: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    return grammar.listed("genre", part)


def _says(patterns: Iterable[re.Pattern[str]], cells: Iterable[str]) -> bool:
    return any(pattern.fullmatch(cell) for cell in cells for pattern in patterns)


def missing(text: str) -> str:
    """Give what a website said in place of a document: that the page is not there, or that one has to log in."""
    if len(text) > _SHORT or "§" in text:
        return ""
    lines = [" ".join(line.casefold().split()) for line in text.split("\n")]
    joined = [f"{line} {below}" for line, below in pairwise(lines)]
    for name, patterns in _compiled("missing").items():
        if any(pattern.search(line) for line in (*lines, *joined) for pattern in patterns):
            return name
    return ""


def foreign(text: str) -> str:
    """Give the language of a text that is not Swedish, by its small words; empty where it is, or too short to tell."""
    words = Counter(_WORD.findall(text[:_ENOUGH].casefold()))
    counts = {name: sum(words[word] for word in listed) for name, listed in phrases("genre", "language").items()}
    swedish = counts.pop("svenska")
    name = max(counts, key=lambda one: counts[one])
    different = sum(word in words for word in phrases("genre", "language")[name])
    return name if different >= _FEWEST and counts[name] > 2 * swedish else ""


def is_gibberish(text: str) -> bool:
    """Whether a text has signs in place of letters, or many letters and no word of Swedish: its font had no letters."""
    some = "".join(text[:_ENOUGH].casefold().split(" "))
    signs = sum(not (letter.isprintable() or letter.isspace()) for letter in some)
    words = set(_WORD.findall(text[:_ENOUGH].casefold()))
    none = sum(map(len, words)) >= _MANY and not words & set(phrases("genre", "language")["svenska"])
    return none or signs * _SIGNS > len(some)


def other(minutes: Minutes) -> str:
    """Give what a text is that is no minutes: the kind that it names itself, or is set as; empty for minutes.

    A text that names itself as something else is that, unless something outweighs the name: the title of minutes, who
    was there, who adjusts, paragraphs that decide. One that has none of these is no minutes, whatever it is.
    """
    named = _named(minutes)
    if named in {"", *phrases("genre", "matters")["kinds"]}:
        # A letter about a fee begins with the fee's name, and is set as a letter.
        named = _form(minutes, _FORM_FOR_SURE) or named
    if not named:
        return "" if any(holds(minutes) for holds in _EVIDENCE.values()) else OTHER_PAPER
    listed = phrases("genre", "outweighed-by").get(named, ("title", "adjusted", "present", "decides"))
    first = _first_page(minutes)
    outweighed: dict[str, Callable[[], bool]] = {
        "title": lambda: _titled(cell for cell in _cells_of(first) if not _OF_ANOTHER.search(cell)),
        "adjusted": lambda: _adjusted(first, _SEVERAL),
        "present": lambda: _present(first),
        "decides": lambda: _decides(minutes),
        "several": lambda: len(minutes.items) >= _SEVERAL and _decides(minutes),
        "later": lambda: bool(minutes.items) and minutes.items[0].number != "1" and _decides(minutes),
    }
    return "" if any(outweighed[name]() for name in listed) else named


def claims(minutes: Minutes) -> bool:
    """Whether a paper without anything that minutes have is called minutes, by its first lines or its file's name."""
    lines = islice((line for line in minutes.source.text.split("\n") if line.strip()), _FIRST)
    return _says(_compiled("minutes")["claims"], (*_cells_of(lines), _file(minutes).casefold()))


def is_minutes(minutes: Minutes) -> bool:
    """Whether a text says that it is minutes: by its name above the first paragraph, or by who adjusts it."""
    patterns = _compiled("minutes")
    own = (*patterns["adjusted"], *patterns["present"])
    return _titled(_head(minutes)) or _says(own, _cells_of(minutes.source.text.split("\n")))


def is_extract(minutes: Minutes) -> bool:
    """Whether a text calls itself in its first lines an extract from minutes, one cut out to be sent to somebody.

    Not further down, nor on the edge of its pages: whole minutes say there who is sent an extract.
    """
    text = minutes.source.text
    above = text[: minutes.items[0].span.begin] if minutes.items else text
    first = islice((line for line in above.split("\n") if line.strip()), _FIRST)
    return _says(_compiled("minutes")["extract"], _cells_of(first))


def corrected(minutes: Minutes) -> str:
    """Give the words by which minutes say that they are a corrected version, or take the place of another; or none."""
    source = minutes.source
    above = minutes.items[0].span.begin if minutes.items else len(source.text)
    quoted = (source.quote(span) for span in minutes.furniture)
    last = [line for line in source.text[above:].split("\n") if line.strip()][-_LAST:]
    last = [line for line in last if _says(_compiled("minutes")["of-itself"], _cells(line))]
    texts = [*source.text[:above].split("\n"), *quoted, *(line.text for line in minutes.tail), *last]
    lines = [" ".join(text.casefold().split()) for text in texts]
    joined = [f"{line} {below}" for line, below in pairwise(lines) if line and below]
    # What stands on every page is asked once.
    return next(filter(_corrected().search, dict.fromkeys((*lines, *joined))), "")


@cache
def _corrected() -> re.Pattern[str]:
    return grammar.any_of(_compiled("minutes")["corrected"])


def _head(minutes: Minutes) -> list[str]:
    text = minutes.source.text
    above = minutes.items[0].span.begin if minutes.items else len(text)
    quoted = (minutes.source.quote(span) for span in minutes.furniture)
    return list(_cells_of((*text[:above].split("\n"), *quoted)))


def _titled(cells: Iterable[str]) -> bool:
    patterns = _compiled("minutes")["title"]
    return any(not _CITED.search(cell) and _says(patterns, (cell,)) for cell in cells)


def _adjusted(lines: Iterable[str], fewest: int) -> bool:
    """Whether so many different lines speak of who adjusts; a summons and statutes may have one."""
    patterns = _compiled("minutes")["adjusted"]
    return len({cell for cell in _cells_of(lines) if _says(patterns, (cell,))}) >= fewest


def _present(lines: list[str]) -> bool:
    """Whether a heading of a roster has a person beside it, or right below."""
    filled = [line for line in lines if line.strip()]
    return any(
        _says(_compiled("minutes")["present"], _cells(line))
        and any(_PERSON.search(near) for near in filled[at : at + _NEAR])
        for at, line in enumerate(filled)
    )


def _decides(minutes: Minutes) -> bool:
    """Whether paragraphs decide: under a heading that says so, or in a sentence in which a body does."""
    patterns = _compiled("minutes")["decides"]
    deciding = sum(
        any(
            (section.kind in {"decision", "proposal"} and section.blocks)
            or (section.kind in {"", "other"} and any(_says(patterns, (b.text.casefold(),)) for b in section.blocks))
            for section in item.sections
        )
        for item in minutes.items
    )
    return _SHARE * deciding >= max(1, len(minutes.items))


_EVIDENCE: dict[str, Callable[[Minutes], bool]] = {
    "title": lambda minutes: _titled(_head(minutes)),
    "adjusted": lambda minutes: _adjusted(minutes.source.text.split("\n"), 1),
    "present": lambda minutes: _present(minutes.source.text.split("\n")),
    "decides": lambda minutes: bool(minutes.items) and _decides(minutes),
}
"""What only minutes have; where a text does not name itself as something else one of them is enough."""


def _named(minutes: Minutes) -> str:
    """Give the kind that a text calls itself in its first lines."""
    text = minutes.source.text
    above = text[: minutes.items[0].span.begin] if minutes.items else text
    for line in islice((line for line in above.split("\n") if line.strip()), _FIRST):
        for cell in _cells(line):
            for name, patterns in _compiled("names-itself").items():
                if _says(patterns, (cell,)):
                    return name
    chapters = sum(1 for line in text.split("\n") if " kap" in line and _CHAPTER.fullmatch(line.strip()))
    return "lag" if chapters >= _CHAPTERS else ""


def set_as(minutes: Minutes) -> str:
    """Give the kind of a paper by the form of its lines, else by what its file is called."""
    if kind := _form(minutes, _FORM, whole=True):
        return kind
    words = [_plain(word) for word in _WORDS.findall(_file(minutes).casefold())]
    return next(
        (name for name in _compiled("names-itself") if any(_calls(word, _plain(name)) for word in words)), OTHER_PAPER
    )


def _calls(word: str, kind: str) -> bool:
    """Whether a word of a file's name is that of a kind, or put together with it: `reseavtal`, but not `nuläge`."""
    return (
        word == kind
        or (len(kind) > _SHORT_NAME and word.startswith(kind))
        or (len(kind) >= _SHORT_NAME and word.endswith(kind))
    )


def _form(minutes: Minutes, fewest: int, *, whole: bool = False) -> str:
    text = minutes.source.text
    lines = text if whole or not minutes.items else text[: minutes.items[0].span.begin]
    cells = list(_cells_of(lines.split("\n")))
    counts = {
        name: sum(_says((pattern,), cells) for pattern in patterns) for name, patterns in _compiled("form").items()
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= fewest else ""


def _file(minutes: Minutes) -> str:
    """Give the name of the file without its folders."""
    return minutes.source.name.rpartition("/")[2]


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _first_page(minutes: Minutes) -> list[str]:
    text = minutes.source.text
    page, _, _ = text.partition("\f")
    filled = list(islice((line for line in text.split("\n") if line.strip()), _OPENING))
    lines = page.split("\n")
    return lines if len(lines) > len(filled) and len(page) < len(text) else filled


def _cells_of(lines: Iterable[str]) -> Iterator[str]:
    return (cell for line in lines for cell in _cells(line))


def _cells(line: str) -> Iterator[str]:
    """Give a line and what stands in its columns, folded for comparing."""
    line = line.strip(" #*_|\t\f\r")
    if not line or len(line) > 2 * _LONGEST:
        return
    parts = _CELLS.split(line)
    for part in dict.fromkeys((line, *parts)):
        folded = " ".join(part.casefold().split()).strip(" *:.")
        if folded and len(folded) <= _LONGEST:
            yield folded
