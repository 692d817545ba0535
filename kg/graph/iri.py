"""Every IRI is made here, by pure functions of the document, the register and nothing else."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from datetime import datetime

    from kg.language.diary import DiaryNumber
    from kg.model import Span

BASE = "https://w3id.org/protokollgraf/id/"
NAMESPACE = "https://w3id.org/protokollgraf/ns#"
CONCEPTS = "https://w3id.org/protokollgraf/"
_PLAIN = str.maketrans(
    {"æ": "a", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "œ": "o", "ħ": "h", "ŧ": "t"}
)
"""Letters that are no letter with a mark: without this a name would lose them."""
_MARKS = re.compile(r"[\u0300-\u036f]+")
"""The marks of å, ä, ö, é and most others; the rest is asked for one by one."""
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Write a name as part of an IRI: å and ä as a, ö as o, other marks dropped, the rest as hyphens.

    >>> slug("Hälso- och sjukvårdsnämnden")
    'halso-och-sjukvardsnamnden'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    letters = _MARKS.sub("", plain)
    if not letters.isascii():
        letters = "".join(ch for ch in letters if not unicodedata.combining(ch))
    return _NOT_SLUG.sub("-", letters).strip("-") or "x"


def concept(scheme: str, name: str) -> str:
    """Give the IRI of a SKOS concept."""
    return f"{CONCEPTS}{scheme}/{name}"


def identities(base: str) -> str:
    """Give the graph of what holds across documents."""
    return f"{base}graph/identities"


def identities_of(minutes: str) -> str:
    """Give the graph of what holds across documents for the base that some Minutes stand under."""
    return identities(minutes.rpartition("minutes/")[0])


_KINDS_JOINED = re.compile(r"(?:minutes|case)/")


def joined(subject: str, digest: str) -> str:
    """Give the IRI of a statement about a document's own thing, or a case, that follows from several documents.

    >>> joined("https://x.test/minutes/00ff/3/referral/1", "0011223344556677")
    'https://x.test/joined/0011223344556677'
    >>> joined("https://x.test/case/ekby-kommun/KS/2031-7", "0011223344556677")
    'https://x.test/joined/0011223344556677'
    """
    return f"{_KINDS_JOINED.split(subject, maxsplit=1)[0]}joined/{digest}"


def follows(subject: str, base: str) -> bool:
    """Say whether what the identity graph says of something follows from several documents.

    >>> [follows(f"urn:x:{end}", "urn:x:") for end in ("joined/0011", "minutes/00ff/3/referral/1", "party/m")]
    [True, True, False]
    """
    return subject.startswith((f"{base}joined/", f"{base}minutes/"))


def build_and_file(base: str, began: datetime) -> tuple[str, str]:
    """Give the IRIs of one run of the build and of the file it wrote, by the time it began."""
    stamp = f"{began:%Y%m%dT%H%M%S%fZ}"
    return f"{base}build/{stamp}", f"{base}file/{stamp}"


def software_version(version: str) -> str:
    """Give the IRI of a version of this software."""
    return f"{CONCEPTS}software/{version}"


class Names:
    """Makes the IRIs of one document.

    Args:
        sha256: The digest of the document's bytes.
        organisation: The slug of the organisation, or empty where the minutes do not say whose they are.
        base: The base of all data.
    """

    def __init__(self, sha256: str, organisation: str = "", base: str = BASE) -> None:
        self.base = base
        self._short = sha256[:8]
        self._unknown = f"unknown-{self._short}"
        self.organisation_slug = organisation or self._unknown
        self.minutes = f"{base}minutes/{sha256[:16]}"
        self.organisation = f"{base}org/{self.organisation_slug}"

    def text(self) -> str:
        """The text of the document."""
        return f"{self.minutes}/text"

    def passage(self, span: Span) -> str:
        """A stretch of the text."""
        return f"{self.minutes}/text#char={span.begin},{span.end}"

    def below(self, *parts: object) -> str:
        """A resource that belongs to this document alone."""
        return "/".join([self.minutes, *map(str, parts)])

    def unit(self, name: str, home: str = "") -> str:
        """A body or administration of an organisation, by its IRI, else of the document's own.

        Without a name it is the one that meets, never shared.
        """
        return f"{home or self.organisation}/{slug(name) if name else self._unknown}"

    def organisation_called(self, name: str) -> str:
        """An organisation by its name or its id in the register."""
        return f"{self.base}org/{slug(name)}"

    def registered(self, identifier: str) -> str:
        """An organisation of the register."""
        return f"{self.base}org/{identifier}"

    def post(self, name: str) -> str:
        """An office in the document's organisation."""
        return f"{self.organisation}/post/{slug(name)}"

    def group(self, name: str) -> str:
        """Several who are named at once by what they are, of the document's organisation: `Samtliga nämnder`."""
        return f"{self.organisation}/group/{slug(name)}"

    def person(self, name: str, apart: str = "") -> str:
        """A person; party or place only where they part two of one name who stand on one roster."""
        tail = f"--{slug(apart)}" if apart else ""
        return f"{self.base}person/{self.organisation_slug}/{slug(name)}{tail}"

    def person_here(self, name: str, nth: int) -> str:
        """One of two of whom a roster says nothing but the same name: this document's own, whoever it is elsewhere."""
        return self.person(name, f"{self._short}-{nth}")

    def party(self, abbreviation: str, *, registered: bool) -> str:
        """A party of the register, a local one, or `(-)`."""
        if abbreviation in {"-", "–"}:
            return f"{self.base}party/independent"
        if registered:
            return f"{self.base}party/{slug(abbreviation)}"
        return f"{self.base}party/{self.organisation_slug}/{slug(abbreviation)}"

    def meeting(self, body: str, day: str) -> str:
        """A meeting of a body; without body or day it is this document's own."""
        body_slug = slug(body) if body else self._unknown
        return f"{self.base}meeting/{self.organisation_slug}/{body_slug}/{day or f'undated-{self._short}'}"

    def meeting_of(self, body: str, name: str, day: str) -> str:
        """A meeting of a body by its IRI: of another organisation where that says so, `org/ekby-kommun/hamnnamnden`."""
        home, _, unit = body.removeprefix(f"{self.base}org/").partition("/")
        if unit and home != self.organisation_slug:
            return f"{self.base}meeting/{home}/{unit}/{day}"
        return self.meeting(name, day)

    def case(self, number: DiaryNumber, body: str) -> str:
        """A case by its diary number; one without a series is of the body's own, and of no other's without a body."""
        series = quote(number.series, safe="-") if number.series else slug(body) if body else self._unknown
        return f"{self.base}case/{self.organisation_slug}/{series}/{quote(number.number, safe='-')}"

    def law(self, identifier: str) -> str:
        """A law by its SFS number or its name."""
        return f"{self.base}law/{slug(identifier)}"

    def inquiry(self, identifier: str) -> str:
        """An SOU, Ds or directive by its number.

        >>> Names("0" * 64).inquiry("SOU 2024:72").rsplit("/", 2)[1:]
        ['sou', '2024-72']
        """
        series, _, number = identifier.partition(" ")
        return f"{self.base}{slug(series)}/{slug(number)}"
