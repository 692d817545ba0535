"""Whether a body that a text names is the one that meets, whose name the head says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.agents.organs import OWN_BODIES

if TYPE_CHECKING:
    from kg.model import Mention


def foreign(by: Mention, own_name: str) -> bool:
    """Whether a body is another than the one that meets, whose name is known."""
    return bool(own_name) and by.kind == "body" and not is_called(own_name, by.text)


def is_called(whole: str, short: str) -> bool:
    """Whether a body may be called so in its own minutes: by its name, by the last words of it, or by its noun alone.

    `Byggnadsnämnden` is another than `Samhällsbyggnadsnämnden`, though its name ends so.

    >>> is_called("Socialnämndens arbetsutskott", "Arbetsutskottet"), is_called("Kommunstyrelsen", "Styrelsen")
    (True, True)
    >>> is_called("Samhällsbyggnadsnämnden", "Byggnadsnämnden"), is_called("Kommunstyrelsen", "Nämnden")
    (False, False)
    >>> is_called("Jämställdhetskommittén", "Kommittén"), is_called("Förbundsdirektionen", "Direktionen")
    (True, True)
    """
    own, name = whole.casefold(), short.casefold()
    if name in OWN_BODIES and own.startswith(f"{name} för "):
        return True  # `Beredningen` in the minutes of `Beredningen för vård`
    forms = (name, name.removesuffix("et")) if name.endswith("utskottet") else (name,)
    return own == name or own.endswith(forms if name in OWN_BODIES else tuple(f" {form}" for form in forms))
