"""Hand-made annotations: a YAML file a document becomes the facts that a perfect reader would find."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import yaml

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Fact = tuple[str, ...]
"""The document's name without its ending, then the values compared, as `compared` gives them."""
Facts = dict[str, Counter[Fact]]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one in C, where PyYAML was built with it: it takes a tenth of the time."""
_CLOCK = re.compile(r"\d\d:\d\d(:00)?")
_NO_LETTER = re.compile(r"[\W_]+")
# Lists of names under an item, and the kind of fact each entry is.
_NAMES = {
    "case": "case",
    "responsible": "responsible",
    "handlers": "handler",
    "notified": "notified",
    "not_participating": "not_participating",
    "reservations": "reservation",
    "statements": "statement",
}
_Row = tuple[str, tuple[object, ...]]


class GoldError(KgError):
    """A file of annotations is missing or broken."""


def compared(value: object) -> str:
    """Give the part of a value that is compared: letters and digits, composed, in lower case; nothing for None.

    >>> compared("Hälso- och sjukvårdsnämnden"), compared("09:15:00"), compared(None)
    ('hälsoochsjukvårdsnämnden', '0915', '')
    """
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    text = unicodedata.normalize("NFC", text).casefold().replace("\u00ad", "")
    if _CLOCK.fullmatch(text):
        text = text[:5]
    return _NO_LETTER.sub("", text)


def read(path: Path) -> Facts:
    """Read the annotations in a file, or in all .yaml files of a folder.

    Raises:
        GoldError: There are none, or a file is not in the form of the guide.
    """
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise GoldError("holds no .yaml file", where=str(path), hint="give a folder of annotations")
    facts: Facts = defaultdict(Counter)
    for file in files:
        document = _load(file)
        try:
            rows = list(_rows(document))
            name = PurePath(document["document"]).stem
        except (KeyError, TypeError, AttributeError) as problem:
            raise GoldError(f"an annotation lacks or mistakes {problem}", where=str(file)) from problem
        for kind, values in rows:
            facts[kind][name, *map(compared, values)] += 1
    return facts


def _load(file: Path) -> dict[str, Any]:
    try:
        document = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe one, see above
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else " ".join(str(problem).split())
        raise GoldError(f"cannot be read: {reason}", where=str(file)) from problem
    if not isinstance(document, dict):
        raise GoldError("is no annotation of a document", where=str(file))
    return document


def _rows(document: dict[str, Any]) -> Iterator[_Row]:
    for kind in ("organisation", "body"):
        if document.get(kind):
            yield kind, (document[kind],)
    yield from (("date", (day,)) for day in _list(document.get("dates")))
    yield from (("time", (end, document[end])) for end in ("start", "end") if document.get(end))
    for one in _list(document.get("attendance")):
        person = one["person"]
        yield "attendance", (person, one["role"])
        if one.get("party"):
            yield "party", (person, one["party"])
        if one.get("for"):
            yield "substitution", (person, one["for"])
    yield from (("adjuster", (person,)) for person in _list(document.get("adjusters")))
    for item in _list(document.get("items")):
        number = item["number"]
        yield from ((kind, (number, *values)) for kind, values in _item(item))


def _item(item: dict[str, Any]) -> Iterator[_Row]:
    """Give the facts of one paragraph, without its number."""
    yield "item", (item["title"],)
    for name, kind in _NAMES.items():
        yield from ((kind, (one["by"] if isinstance(one, dict) else one,)) for one in _list(item.get(name)))
    if item.get("immediately_adjusted"):
        yield "immediate", ()
    for decision in _list(item.get("decisions")):
        asked = _list(decision.get("to")) or [None]
        yield "decision", (decision["by"], decision["kind"], asked[0], asked[-1])
        if decision.get("on_proposal_of"):
            yield "on_proposal", (decision["on_proposal_of"],)
        yield from (("clause", (decision["kind"], clause)) for clause in _list(decision.get("clauses")))
    for one in _list(item.get("referrals")):
        yield "referral", (one["from"], one["to"], one["kind"])
        if one.get("date"):
            yield "referral_date", (one["from"], one["date"])
            if one.get("item"):
                yield "referral_step", (one["from"], one["date"], one["item"])
    yield from (("assignment", (one["by"], one["to"])) for one in _list(item.get("assignments")))
    yield from _politics(item)
    yield from (("document", (one["title"],)) for one in _list(item.get("documents")))
    for one in _list(item.get("references")):
        if one["type"] != "item":
            yield "citation", (one["id"],)
        elif one.get("body") and one.get("number"):
            yield "cited_item", (one["body"], one.get("date"), one["number"])


def _politics(item: dict[str, Any]) -> Iterator[_Row]:
    for one in _list(item.get("motions")):
        yield from (("motion", (mover, one["kind"], one.get("object_of"))) for mover in one["by"])
    for order, one in enumerate(map(_words, _list(item.get("votes"))), 1):
        yield "vote", (order, one["yes"], one["no"], one.get("abstain"))
        for option, voters in _words(one.get("ballots") or {}).items():
            yield from (("ballot", (order, voter, option)) for voter in voters)
    for one in _list(item.get("appointments")):
        yield "appointment", (one["person"], one.get("in_place_of"))
    for one in _list(item.get("initiatives")):
        yield from (("initiative", (one["kind"], who)) for who in one["by"])


def _words(row: dict[Any, Any]) -> dict[str, Any]:
    """Undo what YAML 1.1 does to the bare words yes and no as keys."""
    return {("yes" if name else "no") if isinstance(name, bool) else name: value for name, value in row.items()}


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
