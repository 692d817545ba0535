"""Accents that stand beside their letters as characters of their own: no fact changes, what is not told is refused."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.files import accents, visible
from kg.minutes import damage
from tests import forms
from tests.test_visible import read, said

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = forms.as_text().decode()
SIGNS = {"\u0308": "¨", "\u030a": "˚", "\u0301": "´"}


def apart(text: str, write: Callable[[str, str], str], signs: dict[str, str] | None = None) -> str:
    """Write each letter with an accent as two characters."""
    told = SIGNS | (signs or {})
    pairs = (unicodedata.normalize("NFD", letter) for letter in text)
    return "".join(write(pair[0], told[pair[1]]) if len(pair) > 1 and pair[1] in told else pair[0] for pair in pairs)


FORMS: dict[str, Callable[[str], str]] = {
    "behind": lambda text: apart(text, lambda letter, sign: letter + sign),
    "in front": lambda text: apart(text, lambda letter, sign: sign + letter),
    "behind a blank": lambda text: apart(text, lambda letter, sign: f"{letter} {sign}"),
    "in front of a blank": lambda text: apart(text, lambda letter, sign: f"{sign} {letter}"),
    "degrees for rings": lambda text: apart(text, lambda letter, sign: letter + sign, {"\u030a": "°"}),
    "combining ones in front": lambda text: apart(
        text, lambda letter, sign: sign + letter, {one: one for one in SIGNS}
    ),
    "combining ones on a blank": lambda text: apart(text, lambda a, sign: f"{a} {sign}", {one: one for one in SIGNS}),
    "in every other paragraph": lambda text: "\n\n".join(
        apart(part, lambda letter, sign: letter + sign) if at % 2 else part
        for at, part in enumerate(text.split("\n\n"))
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_accents_beside_their_letters_change_no_fact(form: str) -> None:
    changed = FORMS[form](TEXT)
    assert changed != TEXT
    source, facts, spans = said(changed)
    before, others, places = said(TEXT)
    assert facts == others
    assert source.text == changed
    quoted = [visible.see(replace(source, text=changed[:5000] + "\n" + source.quote(span), pages=())) for span in spans]
    seen = [one.source.text.rpartition("\n")[2] for one in quoted if one is not None]
    assert seen == [before.quote(span).rpartition("\n")[2] for span in places]


@pytest.mark.parametrize(
    "text", ["Vid 20 °C och 5° a 3", "Kommunen´s a´ e´ o´ e´ a´ plan", "a¨ ¨o", "fo¨r ¨or a¨n ¨an o¨ ¨o"]
)
def test_a_few_signs_and_those_on_both_sides_are_none(text: str) -> None:
    assert not accents.composed(text)


def test_a_text_whose_accents_have_no_letters_is_refused() -> None:
    """Where each stands on a line of its own nobody can tell whose it is."""
    lines = [f"{apart(line, lambda letter, _: letter)}\n¨" for line in TEXT.split("\n")]
    assert damage.told("\n".join(lines)) == "its å, ä and ö are lost"
    some = [f"{line}\n¨" if at % 4 == 0 and line else line for at, line in enumerate(TEXT.split("\n"))]
    assert damage.told("\n".join(some)) == "its å, ä and ö are lost"
    assert not damage.told(read(TEXT).text)
