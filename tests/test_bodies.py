"""What is a body, an office, a person, many at once or an organisation of its own, and what it is a part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, RDFS, Namespace, URIRef

from tests.built import BASE, GOV, Built, write

if TYPE_CHECKING:
    from pathlib import Path

ORG = Namespace("http://www.w3.org/ns/org#")
HOME = f"{BASE}org/granfors-kommun"
TEXT = """Granfors kommun
Kommunstyrelsen
Sammanträdesprotokoll
Sammanträdesdatum: 2025-03-11

Beslutande
Alva Sandvik (S), ordförande
Bo Myrberg (M)

§ 31 Ny lekplats i Östervik (KS 2025/41)

Beslut
Kommunstyrelsen föreslår kommunfullmäktige besluta
att anlägga en lekplats.

Bakgrund
Barn- och ungdomsnämndens arbetsutskott har den 3 mars 2025, § 9, behandlat ärendet. Hamn och kajnämnden har yttrat sig
den 4 mars 2025, § 7. Den 5 februari 2025, § 3, behandlade hamn och kajnämnden ärendet.

Beslutet skickas till
Kommunledningskontoret/Ekonomi
Granfors kommuns pensionärsråd
Nationella lekplatsrådet
Länsstyrelsen Norrland
Länsstyrelsen i Norrlands län
Lekplatsvännernas riksförbund (LRF)
Styrgrupp för lekplatser
Samtliga nämnder och bolag
Rut Grankvist
C. Alm
"""


@pytest.fixture(scope="module")
def minutes(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Give the graph of minutes that name agents of every kind."""
    folder: Path = tmp_path_factory.mktemp("bodies")
    (folder / "ks.txt").write_text(TEXT, encoding="utf-8")
    return Built(write([folder / "ks.txt"], folder / "ks.trig"))


@pytest.mark.parametrize(
    ("iri", "kind", "label"),
    [
        (f"{HOME}/barn-och-ungdomsnamndens-arbetsutskott", "GoverningBody", "Barn- och ungdomsnämndens arbetsutskott"),
        (f"{HOME}/barn-och-ungdomsnamnden", "GoverningBody", "Barn- och ungdomsnämnden"),
        (f"{HOME}/hamn-och-kajnamnden", "GoverningBody", "Hamn och kajnämnden"),
        (f"{HOME}/kommunledningskontoret-ekonomi", "Administration", "Kommunledningskontoret/Ekonomi"),
        (f"{HOME}/pensionarsradet", "GoverningBody", "Granfors kommuns pensionärsråd"),
        (f"{BASE}org/nationella-lekplatsradet", "PublicOrganisation", "Nationella lekplatsrådet"),
        (f"{BASE}org/lansstyrelsen-i-norrland", "PublicOrganisation", "Länsstyrelsen Norrland"),
        (f"{BASE}org/lekplatsvannernas-riksforbund", "Organisation", "Lekplatsvännernas riksförbund (LRF)"),
        (f"{BASE}org/styrgruppen-for-lekplatser", "Organisation", "Styrgrupp för lekplatser"),
        (f"{HOME}/group/samtliga-namnder-och-bolag", "Group", "Samtliga nämnder och bolag"),
        (f"{BASE}person/granfors-kommun/rut-grankvist", "Person", "Rut Grankvist"),
        (f"{BASE}person/granfors-kommun/c-alm", "Person", "C. Alm"),
    ],
)
def test_an_agent_is_what_its_name_says(minutes: Built, iri: str, kind: str, label: str) -> None:
    assert (str(minutes.value(URIRef(iri), RDF.type)), str(minutes.value(URIRef(iri), RDFS.label))) == (
        str(GOV[kind]),
        label,
    )


@pytest.mark.parametrize(
    ("unit", "parent"),
    [
        ("barn-och-ungdomsnamndens-arbetsutskott", "barn-och-ungdomsnamnden"),
        ("kommunledningskontoret-ekonomi", "kommunledningskontoret"),
    ],
)
def test_a_part_stands_below_what_it_is_a_part_of(minutes: Built, unit: str, parent: str) -> None:
    assert str(minutes.value(URIRef(f"{HOME}/{unit}"), ORG.subOrganizationOf)) == f"{HOME}/{parent}"
    assert minutes.value(URIRef(f"{HOME}/{parent}"), RDFS.label) is not None


def test_the_half_of_a_name_is_no_body(minutes: Built) -> None:
    assert not minutes.values(URIRef(f"{HOME}/kajnamnden"), RDF.type)
