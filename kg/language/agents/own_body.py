"""Whether a body that a text names is the one that meets, whose name the head says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import grammar
from kg.language.agents.organs import OWN_BODIES
from kg.language.agents.short_names import is_short_for

if TYPE_CHECKING:
    from kg.model import Mention

_OF_A_PART = grammar.pattern("agents", "body-of-a-part")


def foreign(by: Mention, own_name: str) -> bool:
    """Whether a body is another than the one that meets, whose name is known."""
    return bool(own_name) and by.kind == "body" and not is_called(own_name, by.text)


def is_called(whole: str, short: str) -> bool:
    """Whether a body may be called so in its own minutes: by its name, its last words, its noun alone, or its letters.

    `Byggnadsnämnden` is another than `Samhällsbyggnadsnämnden`, though its name ends so.

    >>> is_called("Socialnämndens arbetsutskott", "Arbetsutskottet"), is_called("Kommunstyrelsen", "Styrelsen")
    (True, True)
    >>> is_called("Samhällsbyggnadsnämnden", "Byggnadsnämnden"), is_called("Kommunstyrelsen", "Nämnden")
    (False, False)
    >>> is_called("Stadsdelsnämnden Väst", "Stadsdelsnämnden"), is_called("Nämnden för vård", "Nämnden")
    (True, True)
    >>> is_called("Jämställdhetskommittén", "Kommittén"), is_called("Förbundsdirektionen", "Direktionen")
    (True, True)
    >>> is_called("Barn- och utbildningsnämnden", "BUN"), is_called("Socialnämnden", "BUN")
    (True, False)
    """
    if short[:2].isupper() and " " not in short:
        return is_short_for(short, whole)
    if part := _OF_A_PART.fullmatch(whole):  # `Nämnden` in the minutes of `Socialnämnden Nord`
        return whole.casefold() == short.casefold() or is_called(f"{part['head']}en", short)
    own, name = whole.casefold(), short.casefold()
    if name.endswith("nämnden") and whole[len(name) : len(name) + 2].lstrip().isupper() and own.startswith(f"{name} "):
        return True  # `Stadsdelsnämnden` in the minutes of `Stadsdelsnämnden Västra Hamnen`
    if name in OWN_BODIES and own.startswith(f"{name} för "):
        return True  # `Beredningen` in the minutes of `Beredningen för vård`
    forms = (name, name.removesuffix("et")) if name.endswith("utskottet") else (name,)
    return own == name or own.endswith(forms if name in OWN_BODIES else tuple(f" {form}" for form in forms))
