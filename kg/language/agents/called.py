"""What the name of an agent says of it: whose it is, what it is a part of, whether it names many at once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.language.agents.words import canonical
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUP = grammar.pattern("agents", "group")
_PUBLIC = grammar.pattern("agents", "public")
_PARENT = grammar.pattern("agents", "parent")
_PART_OF_AN_OFFICE = grammar.pattern("agents", "part-of-an-office")
_COUNTY = grammar.pattern("agents", "county")
_IN_COUNTY = grammar.pattern("agents", "in-county")
_STANDS_ALONE = grammar.pattern("agents", "stands-alone")
_JOINT = grammar.pattern("agents", "joins")
_SHORT_FOR = re.compile(r"\s\((?!\d)[\w-]+\)$")


@lru_cache(maxsize=4096)
def class_of(name: str) -> str:
    """Give the class of who is neither body, administration, office nor person.

    >>> class_of("Samtliga nämnder och bolag"), class_of("Fria skolor"), class_of("Sveriges Kommuner och Regioner")
    ('Group', 'Group', 'Organisation')
    >>> class_of("Ekby kommun"), class_of("Länsstyrelsen Ekby"), class_of("Förvaltnings AB Ekby")
    ('PublicOrganisation', 'PublicOrganisation', 'Organisation')
    """
    if _GROUP.fullmatch(name):
        return "Group"
    return "PublicOrganisation" if _PUBLIC.match(name) else "Organisation"


@lru_cache(maxsize=4096)
def identity(name: str) -> str:
    """Give the one form of a name that several of its forms share; names of two stay two.

    >>> [identity(f"Länsstyrelsen {whose}") for whose in ("Ekby", "i Ekby", "i Ekbys län")]
    ['Länsstyrelsen i Ekby', 'Länsstyrelsen i Ekby', 'Länsstyrelsen i Ekby']
    >>> identity("Ekbyregionens kommunalförbund (ER)"), identity("Styrgrupp för leder"), identity("Ekby AB")
    ('Ekbyregionens kommunalförbund', 'Styrgruppen för leder', 'Ekby AB')
    """
    if county := _COUNTY.fullmatch(name):
        return f"{county['whose']} i {_IN_COUNTY.sub('', county['county'])}"
    name = _SHORT_FOR.sub("", name)
    head, behind, purpose = name.partition(" för ")
    return f"{definite(head)}{behind}{purpose}" if behind and " " not in head else name


def definite(name: str) -> str:
    """Give the definite form of what a body is called in the indefinite: of its last word, or of the first before för.

    >>> [definite(name) for name in ("pensionärsråd", "hamnnämnd", "råd för leder", "Hamnnämnden")]
    ['pensionärsrådet', 'hamnnämnden', 'rådet för leder', 'Hamnnämnden']
    """
    head, behind, purpose = name.partition(" för ")
    for article, endings in phrases("agents", "definite").items():
        if head.casefold().endswith(tuple(endings)):
            return f"{head}{article}{behind}{purpose}"
    return name


def of_ones_own(name: str, organisation: str) -> str:
    """Give the name of a body that stands behind whose it is; empty where it is not the organisation's own.

    >>> of_ones_own("Ekby Stads råd för leder", "Ekby Stad"), of_ones_own("Ekby Stads Leasing AB", "Ekby Stad")
    ('Rådet för leder', '')
    """
    owned = name.casefold().startswith(f"{organisation.casefold()}s ") and organisation
    unit = name[len(organisation) + 2 :] if owned else ""
    whole = definite(unit)
    return canonical(whole) if whole != unit else ""


def parent_of(name: str) -> tuple[str, str]:
    """Give the class and name of what a unit is a part of, by its own name; empty where it does not say.

    >>> [parent_of(name) for name in ("Barn- och ungdomsnämndens utskott", "Hamnkontoret/Ekonomi", "Hamnkontoret")]
    [('GoverningBody', 'Barn- och ungdomsnämnden'), ('Administration', 'Hamnkontoret'), ('', '')]
    """
    if match := _PARENT.match(name):
        return "GoverningBody", match["parent"]
    match = _PART_OF_AN_OFFICE.fullmatch(name)
    return ("Administration", match["parent"]) if match else ("", "")


def is_of_the_state(name: str) -> bool:
    """Whether a body belongs to the state or the country, and so to no municipality: `Nationella rådet för leder`."""
    first, behind, _ = name.casefold().partition(" ")
    return bool(behind) and first in phrases("agents", "state")["before"]


def has_a_surname(name: str) -> bool:
    """Whether two words with capitals are somebody by how the last one ends, whoever it is.

    >>> has_a_surname("Bo Eriksson"), has_a_surname("Holmalunds City")
    (True, False)
    """
    words = name.split(" ")
    return len(words) == 2 and words[1].endswith(tuple(phrases("agents", "surname")["ending"]))


def joined(name: str, before: Sequence[tuple[str, str, str]]) -> str:
    """Give the whole name of a body of which only the last part was found, else the name.

    It is one name where the same word and `och` stand in front of it every time, twice at least, and that word names
    nobody by itself and ends no other name.

    >>> joined("Kajnämnden", [("", "hamn", "och")] * 2), joined("Kajnämnden", [("", "hamnverket", "och")] * 2)
    ('Hamn och kajnämnden', 'Kajnämnden')
    >>> joined("Kajnämnden", [("och", "skog", "och")] * 2)  # Nämnden för hav och skog och kajnämnden
    'Kajnämnden'

    Args:
        name: A body.
        before: The three words in front of it, wherever the document names it.
    """
    ends = {(word, joint) for _, word, joint in before}
    if len(before) < 2 or len(ends) > 1 or all(_JOINT.fullmatch(first) for first, _, _ in before):
        return name
    word, joint = ends.pop()
    is_one = _JOINT.fullmatch(joint) and word.isalpha() and not _STANDS_ALONE.search(word)
    return canonical(f"{word} {joint} {name[:1].casefold()}{name[1:]}") if is_one else name
