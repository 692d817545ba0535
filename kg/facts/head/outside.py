"""What is said of a meeting outside its text, by the user or by the names of file and folders; only what it lacks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.language import agents, dates, grammar
from kg.model import Mention
from kg.resources import phrases, register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.facts.head.meeting import Meeting
    from kg.facts.kind import Outside
    from kg.model import Span

CONFIDENCE = 0.5
"""How sure a meeting is that the text does not name: nobody printed it."""
RULE = "meeting-outside-text"
_FOLDERS = 3
"""So many folders above a file may speak of it: higher up they are those of the machine."""
_SEPARATORS = re.compile(r"[\s_\-–—.,()\[\]+§&]+")
_NUMBER = re.compile(r"([^\W\d_]*)\d{1,4}")
"""A number, or one glued to what it numbers: `94`, `ss89`."""
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]?(\d\d)[-_. ]?(\d\d)(?!\d)")
_LONGEST = 5
"""The most words of a body's name."""
_PLACE = re.compile(r"[^\W\d_]{4,}")
"""A word that may be a place."""
_SHORT = re.compile(r"[^\W\d_]{2,5}")
"""An abbreviation of a body that no register needs to know."""
_OF_ASSOCIATION = grammar.pattern("organisation", "of-association")


class Told(NamedTuple):
    """What the names of a file and its folders say; empty where they say nothing, or two things."""

    body: str = ""
    date: str = ""
    organisation: str = ""


def complete(meeting: Meeting, outside: Outside, first: Span) -> Meeting:
    """Give a meeting what its text does not say of it, with the source of each in `outside`.

    Args:
        meeting: What the text says.
        outside: What is said besides; the user goes before the names of folders.
        first: The first line of the head, which stands for the text that says nothing.
    """
    told = by_path(outside.path, meeting.organisation_name)
    added: dict[str, str] = {}
    if outside.organisation and not meeting.letterhead and meeting.organisation != registered(outside.organisation):
        added["organisation"] = "--organisation"
        whose, called = registered(outside.organisation), outside.organisation
        meeting = replace(meeting, organisation=whose, organisation_name=called)
    elif not meeting.organisation and (whose := told.organisation or _sent_by(meeting, outside.path)):
        added["organisation"] = "path"
        meeting = replace(meeting, organisation=whose, organisation_name=_name_of(whose))
    if meeting.body is None and (name := outside.body or told.body):
        added["body"] = "--body" if outside.body else "path"
        meeting = replace(meeting, body=Mention("body", name, first))
    if not meeting.dates and (day := outside.date or told.date):
        added["date"] = "--date" if outside.date else "path"
        meeting = replace(meeting, dates=(day,))
    if not added:
        return meeting
    sure = meeting.confidence if set(added) == {"organisation"} else CONFIDENCE
    title = " ".join(["Protokoll", *([meeting.body.text] if meeting.body else []), *meeting.dates[:1]])
    rule = RULE if sure == CONFIDENCE else ""
    return replace(meeting, outside=tuple(added.items()), confidence=sure, title=title, rule=rule)


def _sent_by(meeting: Meeting, path: Sequence[str]) -> str:
    """Give the organisation by how the file's name begins, where the text says which of its bodies met.

    An association's body may have sent a paper to a member.
    """
    if meeting.body is None or not path or _OF_ASSOCIATION.fullmatch(meeting.body.text.casefold()):
        return ""
    return owner(path[-1])


def owner(name: str) -> str:
    """Give the organisation that a name begins with: its place, a body of it or where that is short, and a day.

    Whatever follows is what the paper is about, unless it names another place: then it may be of that.

    >>> owner("alingsas-to-ks-2026-06-15--ss80-svar-pa-motion"), owner("mark-och-vatten-2026-06-15")
    ('alingsas-kommun', '')
    """
    name = unicodedata.normalize("NFC", name)
    day = _DAY.search(name)
    words = [_plain(word) for word in _SEPARATORS.split(name.casefold()) if word]
    first = [_plain(word) for word in _SEPARATORS.split(name[: day.start()].casefold()) if word] if day else []
    if len(first) < 2 or first[0] not in _places():
        return ""
    rest = first[2:] if first[1] in set(map(_plain, phrases("paths", "word")["way"])) else first[1:]
    known = _body_at(rest, 0) if rest else None
    if not rest or (not (known and known[0] == len(rest)) and not (len(rest) == 1 and _SHORT.fullmatch(rest[0]))):
        return ""
    return _organisation({word for word in words if word in _places()}, known[1][1] if known else "")


def warnings(meeting: Meeting) -> Iterator[str]:
    """Say what of a meeting does not stand in its text, and where it was taken from."""
    said = {
        "body": f"body {meeting.body.text!r}" if meeting.body else "",
        "date": f"date {' '.join(meeting.dates[:1])}",
        "organisation": f"organisation {meeting.organisation_name!r}",
    }
    for name, source in meeting.outside:
        where = "the name of the file or its folder" if source == "path" else source
        lead = "the head does not say whose minutes these are" if name == "organisation" else f"the text has no {name}"
        yield f"{lead}: {said[name]} is taken from {where}"


def registered(name: str) -> str:
    """Give the id of an organisation called so in the register, else the name."""
    known = {key: row["id"] for row in register("organisations") for key in (row["id"], row["name"].casefold())}
    return known.get(name.casefold(), name)


def _name_of(identifier: str) -> str:
    return next(row["name"] for row in register("organisations") if row["id"] == identifier)


def by_path(path: Sequence[str], organisation: str = "") -> Told:
    """Read the names of folders and file, the file's last: each only where every word of it is known.

    A name with any other word may be of a paper that was sent to the body, or from it; only in front of a body and its
    day a first word may be a place that no register has. What the names say twice in two ways is not said.

    >>> by_path(("kommunstyrelsen", "2026-06-01", "protokoll"))
    Told(body='Kommunstyrelsen', date='2026-06-01', organisation='')
    >>> by_path(("alingsas-kf-2026-06-15-ss10-12",)).body
    'Kommunfullmäktige'
    >>> by_path(("x-to-ks-2026-06-15--ss10",))
    Told(body='', date='', organisation='')
    >>> by_path(("ekby-ks-2026-06-15",)).body, by_path(("svar-ks-2026-06-15",)).body
    ('Kommunstyrelsen', '')
    """
    bodies: list[tuple[str, str]] = []
    days: set[str] = set()
    places: set[str] = set()
    for at, name in enumerate([*path[-1:], *path[-1 - _FOLDERS : -1][::-1]]):
        read = _read(name, organisation) or (_behind_a_place(name) if at == 0 else None)
        if read is None:
            break
        bodies += read[0]
        days |= read[1]
        places |= read[2]
    if len({body for body, _ in bodies}) > 1 or len(days) > 1:
        return Told()
    kind = bodies[0][1] if bodies else ""
    return Told(bodies[0][0] if bodies else "", next(iter(days), ""), _organisation(places, kind))


def _behind_a_place(name: str) -> tuple[list[tuple[str, str]], set[str], set[str]] | None:
    """Read `ekby-ks-2031-06-15`: a word that may be a place, and right behind it a body and a day."""
    parts = _SEPARATORS.split(unicodedata.normalize("NFC", name).casefold(), maxsplit=1)
    words = [word for word in _SEPARATORS.split(parts[-1]) if word]
    placed = len(parts) > 1 and _PLACE.fullmatch(parts[0]) and _plain(parts[0]) not in _papers()
    if not placed or _body_at(parts, 0) is not None or not words or _body_at(words, 0) is None:
        return None
    read = _read(parts[-1], "")
    return read if read is not None and len(read[0]) == 1 and len(read[1]) == 1 else None


def _read(name: str, organisation: str) -> tuple[list[tuple[str, str]], set[str], set[str]] | None:
    """Give bodies with the kind of organisation they are of, days and words of places; None where a word is unknown."""
    name = unicodedata.normalize("NFC", name)
    days: set[str] = set()
    for match in _DAY.finditer(name):
        if when := dates.find("-".join(match.groups())):
            days.add(when.first)
            name = name.replace(match[0], " ")
    words = [word for word in _SEPARATORS.split(name.casefold()) if word]
    own = {word for part in _SEPARATORS.split(organisation.casefold()) if part for word in (_plain(part),)}
    own |= {f"{word}s" for word in own}
    bodies: list[tuple[str, str]] = []
    places: set[str] = set()
    at = 0
    while at < len(words):
        found = _body_at(words, at)
        if found:
            bodies.append(found[1])
            at += found[0]
            continue
        plain = _plain(words[at])
        if plain in _places():
            places.add(plain)
        elif not (plain in own or plain in _neutral() or _is_number(plain)):
            return None
        at += 1
    return bodies, days, places


def _is_number(word: str) -> bool:
    match = _NUMBER.fullmatch(word)
    return match is not None and (not match[1] or match[1] in _neutral())


def _body_at(words: Sequence[str], at: int) -> tuple[int, tuple[str, str]] | None:
    """Give how many words name a body here, its name and the kind of organisation that has it; the longest name."""
    for end in range(min(len(words), at + _LONGEST), at, -1):
        if known := _bodies().get(" ".join(map(_plain, words[at:end]))):
            return end - at, known
    # A name that no list has counts where it is written with its own letters: `fritidsnämnden`.
    if words[at].endswith(phrases("paths", "body")["ending"]) and words[at] not in agents.NAMELESS_BODIES:
        return 1, (words[at].capitalize(), "")
    return None


@cache
def _bodies() -> dict[str, tuple[str, str]]:
    """Give the bodies of register and lexicon by abbreviation and name, without marks; each with who has one."""
    listed = phrases("paths", "body")
    found = {_plain(row["abbreviation"]): (row["name"], row["scope"]) for row in register("abbreviations")}
    named = [*found.values(), *((name, kind) for kind in ("municipality", "region") for name in listed[kind])]
    for name, kind in named:
        found[" ".join(_plain(word) for word in _SEPARATORS.split(name) if word)] = name, kind
    return found


@cache
def _neutral() -> frozenset[str]:
    return frozenset(map(_plain, (*phrases("paths", "word")["neutral"], *dates.MONTH.split("|"))))


@cache
def _papers() -> frozenset[str]:
    return frozenset(map(_plain, phrases("paths", "word")["paper"]))


@cache
def _places() -> dict[str, tuple[str, ...]]:
    """Give the ids of the organisations that a word of a name may mean by their place, its genitive too."""
    found: dict[str, list[str]] = {}
    for row in register("organisations"):
        for plain in {word for name in (row["place"],) if (word := _plain(name)) and " " not in name}:
            for form in (plain, f"{plain}s"):
                found.setdefault(form, []).append(row["id"])
    return {word: tuple(ids) for word, ids in found.items()}


def _organisation(places: Iterable[str], kind: str) -> str:
    """Give the one organisation that all places mean, of the kind that has the body; empty where it may be two."""
    kinds = {row["id"]: row["kind"] for row in register("organisations")}
    meant = [{one for one in _places()[place] if kind in {"", kinds[one]}} for place in places]
    found = set.intersection(*meant) if meant else set()
    return found.pop() if len(found) == 1 else ""


def _plain(text: str) -> str:
    """Write letters as the names of files do: `Göteborg` as `goteborg`."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
