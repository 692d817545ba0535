"""The order of the Swedish alphabet."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.explore import swedish


@pytest.mark.parametrize(
    "ordered",
    [
        ["Zeta", "Åre", "Ängby", "Östra"],
        ["§ 9", "§ 10", "§ 45", "§ 45a", "§ 101"],
        ["2024-12-31", "2025-01-02", "2025-01-10"],
        ["0.85", "0.9", "2", "10"],
        ["Ida", "Idé", "Idéa", "Idem"],
        ["Vera", "Wilma", "Xenia", "Yrsa", "Zelda"],
        ["Muller", "Myller", "Müller", "Mynta"],
        ["Ås", "Ära", "Ärta", "Ærø", "Ö", "Ø"],
    ],
)
def test_a_list_sorts_as_swedish_does(ordered: list[str]) -> None:
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=swedish.key) == ordered


def test_composed_and_decomposed_letters_sort_alike() -> None:
    assert swedish.key(unicodedata.normalize("NFD", "Åkernämnden")) == swedish.key("Åkernämnden")


@given(st.lists(st.text()))
def test_the_order_does_not_depend_on_the_order_of_the_input(texts: list[str]) -> None:
    ordered = sorted(texts, key=swedish.key)
    backwards = texts[::-1]
    again = sorted(backwards, key=swedish.key)
    assert [swedish.key(text) for text in ordered] == [swedish.key(text) for text in again]
