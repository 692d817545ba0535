"""Whom a printed name of a roster means: a misspelt one, and never somebody of another first name."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from kg.graph.matching import Roster, fold, is_misspelt, is_spelt_otherwise
from kg.model import Mention, Span


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Birgit Holmsäter", "Birgit Holmsätter"),
        ("Katarina Grankulla", "Katrina Grankulla"),
        ("Annalena Ek", "Anna-Lena Ek"),
        ("Rut Alm Erikson", "Rut Alm Ericsson"),
    ],
)
def test_a_surname_or_a_long_first_name_may_be_misspelt(printed: str, name: str) -> None:
    assert is_misspelt(fold(printed), fold(name))


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Bo Grankulla", "P-O Grankulla"),
        ("Jan Grankulla", "Jon Grankulla"),
        ("S-E Grankulla", "L-E Grankulla"),
        ("K.G. Grankulla", "K.O. Grankulla"),
        ("von Grankulla", "Bo Grankulla"),
        ("Marika Grankulla", "Marita Grankulla"),
        ("Fredrik Grankulla", "Fredrika Grankulla"),
        ("Anna Berg", "Anna Borg"),
        ("Anna Hansson", "Anna Jansson"),
        ("Grankulla", "Grankulls"),
    ],
)
def test_another_name_is_not_a_misspelt_one(printed: str, name: str) -> None:
    assert not is_misspelt(fold(printed), fold(name))


@pytest.mark.parametrize(
    ("printed", "name"),
    [("Kjel-Arne Ek", "Kjell-Arne Ek"), ("Denis Ek", "Dennis Ek"), ("Bo Alén", "Bo Alehn"), ("Bo Lind", "Bo Lindh")],
)
def test_a_short_name_of_one_party_may_be_spelt_otherwise_as_it_sounds(printed: str, name: str) -> None:
    assert is_spelt_otherwise(fold(printed), fold(name))


@pytest.mark.parametrize(
    ("printed", "name"),
    [("Jon Ek", "John Ek"), ("Bo Berg", "Bo Borg"), ("Eva Ek", "Ewa Ek"), ("Mats Ek", "Mads Ek"), ("Bo Al", "Siv Al")],
)
def test_another_name_does_not_sound_alike(printed: str, name: str) -> None:
    assert not is_spelt_otherwise(fold(printed), fold(name))


LISTED = [
    ("Katarina Grankulla", "SD"), ("Anna-Lena Tallhed", "S"), ("Per-Ola Hedvik Sten", "M"), ("Denis Ljungwall", "V"),
    ("Björn Ek", "M"), ("Birgit Ek", "S"), ("Nils Ek", "C"), ("Lars-Göran von Rosenvik", "KD"),
    ("Eva Maria Torphed", "S"), ("Anna Ljung", "S"), ("Annika Ljung", "S"), ("Kristofer Holmvik", "L"),
    ("Maria Lindqvist", "C"), ("Maria Lindkvist", "L"),
]  # fmt: skip


def match(printed: str, party: str) -> str:
    """Give whom a printed name means on the list; nothing where that is nobody certain."""
    rows = [
        SimpleNamespace(person=Mention("person", name, Span(at, at + 1), party=of), role="", note="", serves_for=None)
        for at, (name, of) in enumerate(LISTED)
    ]
    hit = Roster(rows).match(printed, party)
    return hit[0] if hit else ""


@pytest.mark.parametrize(
    ("printed", "party", "name"),
    [
        ("K. Grankulla", "SD", "Katarina Grankulla"),
        ("K Grankullas", "SD", "Katarina Grankulla"),
        ("B. Ek", "M", "Björn Ek"),
        ("B. Ek", "S", "Birgit Ek"),
        ("A.-L. Tallhed", "S", "Anna-Lena Tallhed"),
        ("P O Hedvik Sten", "M", "Per-Ola Hedvik Sten"),
        ("L-G v. Rosenvik", "KD", "Lars-Göran von Rosenvik"),
        ("Eva M Torphed", "S", "Eva Maria Torphed"),
        ("Christoffer Holmvik", "L", "Kristofer Holmvik"),
        ("Catarina Grankulla", "SD", "Katarina Grankulla"),
        ("Dennis Ljungvall", "V", "Denis Ljungwall"),
        ("Katarina Grankulla Alm", "SD", "Katarina Grankulla"),
        ("Katarina Alm Grankulla", "SD", "Katarina Grankulla"),
        ("Nils Ek:s", "", "Nils Ek"),
        ("Maria Lindqvist", "C", "Maria Lindqvist"),
        ("Maria Lindkvist", "L", "Maria Lindkvist"),
    ],
)
def test_who_has_the_party_and_is_the_only_one_left_is_meant(printed: str, party: str, name: str) -> None:
    assert match(printed, party) == name


@pytest.mark.parametrize(
    ("printed", "party"),
    [
        ("K. Grankulla", ""),  # an official may be called so
        ("K. Grankulla", "S"),
        ("A. Ljung", "S"),
        ("B. Ek", ""),
        ("Katarina Grankulla Alm", "M"),
        ("Karin Grankulla", "SD"),
        ("Eva Katarina Alm", "SD"),
        ("Nils Eklund", "C"),
        ("Ek", ""),
    ],
)
def test_who_may_be_another_stays_apart(printed: str, party: str) -> None:
    assert not match(printed, party)
