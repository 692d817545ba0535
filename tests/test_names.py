"""How a text names people: each row is a wording and the names that it holds, with their parties."""

from __future__ import annotations

import pytest

from kg.language import agents, names
from kg.lines.reading import flow_of

NAMED = {
    "P-Å Grankulla (M) yrkar": [("P-Å Grankulla", "M")],
    "yrkar avslag på K.G. Grankullas yrkande": [("K.G. Grankullas", "")],
    "B O Talludd (C) och K. G. Talludd (S)": [("B O Talludd", "C"), ("K. G. Talludd", "S")],
    "S-E Grankulla (L), P.-O. Ek (V)": [("S-E Grankulla", "L"), ("P.-O. Ek", "V")],
    "S Grankulla (L) och K. Talludd (M)": [("S Grankulla", "L"), ("K. Talludd", "M")],
    "PO Grankulla (M)": [("PO Grankulla", "M")],
    "Lars-G. Talludd (C) och Eva G. Talludds förslag": [("Lars-G. Talludd", "C"), ("Eva G. Talludds", "")],
    "Maja von und zu Granholm (M)": [("Maja von und zu Granholm", "M")],
    "Samir ben Tallhult (S) samt al-Amin Grankulla (S)": [("Samir ben Tallhult", "S"), ("al-Amin Grankulla", "S")],
    "Rosa del Granvik och Pim van den Berghult": [("Rosa del Granvik", ""), ("Pim van den Berghult", "")],
    "Çelik Łąkagård (S), Đina Žabergs, İnci Ñandal (V)": [
        ("Çelik Łąkagård", "S"),
        ("Đina Žabergs", ""),
        ("İnci Ñandal", "V"),
    ],
    "Seán Ó Granholm (S)": [("Seán Ó Granholm", "S")],
    "Siv GRANKULLA (V), GRANKULLA Siv (V) och SIV GRANKULLA (V)": [("Siv Grankulla", "V")] * 3,
    "GRANHOLM Maja von (M)": [("Maja von Granholm", "M")],
    "MAJA AF GRANHOLM (M)": [("Maja af Granholm", "M")],
    "Per Beslut (M)": [("Per Beslut", "M")],
    "Siv St. Granholm (M), Bo S:t Granvik och Ann S:ta Grankullas yrkande": [
        ("Siv St. Granholm", "M"),
        ("Bo S:t Granvik", ""),
        ("Ann S:ta Grankullas", ""),
    ],
    "Kvarteret S:t Gran, Hotell S:t Granholm": [],
    'Tor "Totte" Ek (S), Ulf (Uffe) Granvik (C) och Bo ”Bosse” Grankullas förslag': [
        ('Tor "Totte" Ek', "S"),
        ("Ulf (Uffe) Granvik", "C"),
        ("Bo ”Bosse” Grankullas", ""),
    ],
    "Anna Ek (Centerpartiet) Bo Gran (S)": [("Anna Ek", ""), ("Bo Gran", "S")],
    "Granholm Maja von (M) och Granholm Maja den 3 mars": [("Maja von Granholm", "M"), ("Granholm Maja", "")],
    "Mia van't Granhed (S), Pim in 't Gran (V)": [("Mia van't Granhed", "S"), ("Pim in 't Gran", "V")],
    "Per Gran III (M) och Per Gran II:s yrkande": [("Per Gran III", "M"), ("Per Gran II", "")],
    "L. af Granhed (M) och M. von der Grans yrkande": [("L. af Granhed", "M"), ("M. von der Grans", "")],
    "S. de Granhed (S)": [("S. de Granhed", "S")],
    "enligt alternativ A. de Nya förslagen": [],
    "KD Anna Ek": [("Anna Ek", "")],
    "V Anna Ek (V)": [("Anna Ek", "V")],
    "Jäv Per af Granhed (L) anmäler jäv": [("Per af Granhed", "L")],
    "Yrkanden Anna Grankulla (V) yrkar avslag": [("Anna Grankulla", "V")],
    "LSS Anna Ek (S)": [],
    "Anna Ek VD": [],
    "SVAR PÅ MOTION": [],
    "Siv GRANKULLA": [],
}


@pytest.mark.parametrize(("text", "expected"), NAMED.items())
def test_a_text_names_these_people(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.name, one.party) for one in agents.find(text)] == expected


def test_a_name_in_capitals_without_a_party_is_one_only_where_names_stand() -> None:
    assert [one.name for one in agents.find("EVA GRANKULLA, KANSLIST", capitals=True)] == ["Eva Grankulla"]


@pytest.mark.parametrize("printed", ["GRANHOLM Maja von", "SIV O'GRANKULLA", "KARL-GÖRAN ÅS", "Eva ÖSTERDAHL"])
def test_a_name_in_capitals_keeps_its_letters(printed: str) -> None:
    assert sorted(names.spelt(printed).casefold()) == sorted(printed.casefold())


PARTIES = {
    "S-E Grankulla reserverar sig": [],
    "M G Grankulla reserverar sig": [],
    "L-E Grankullas yrkande": [],
    "V. Grankulla reserverar sig": [],
    "C Grankulla": [],
    "S, V och MP": ["S", "V", "MP"],
    "V reserverar sig": ["V"],
    "SD-gruppen": ["SD"],
}


@pytest.mark.parametrize(("text", "expected"), PARTIES.items())
def test_initials_are_no_party(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in agents.parties_named(flow_of(text, 0))] == expected


@pytest.mark.parametrize(
    ("text", "name", "which"),
    [
        ("Tor Ek d.ä. (C)", "Tor Ek", "d.ä."),
        ("Tor Ek d.y. (C)", "Tor Ek", "d.y."),
        ("Nils Al jr (M)", "Nils Al", "jr"),
        ("Karin Al den yngre (S)", "Karin Al", "den yngre"),
        ("Tor Ek Jr (C)", "Tor Ek", "Jr"),
        ("Tor Ek, Jr. (C)", "Tor Ek", "Jr."),
        ("Tor Ek i Vik (C)", "Tor Ek", "Vik"),
    ],
)
def test_what_tells_two_of_one_name_apart_is_no_part_of_the_name(text: str, name: str, which: str) -> None:
    found = next(agents.find(f"{text} yrkar avslag."))
    assert (found.name, found.place, text.endswith(f"({found.party})")) == (name, which, True)
