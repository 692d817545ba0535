"""Whom a printed name of a roster means: a misspelt one, and never somebody of another first name."""

from __future__ import annotations

import pytest

from kg.graph.matching import fold, is_misspelt, is_spelt_otherwise


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
