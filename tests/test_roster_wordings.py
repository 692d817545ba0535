"""Every way to write a roster that the issue lists: two layouts of each, and a near miss that yields nobody (new)."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from kg.document import understand
from kg.files.source import from_bytes

TAIL = "\n\n§ 13 Upprop\n\nVårdnämnden godkänner uppropet.\n\n§ 14 Taxa\n\nVårdnämnden beslutar att anta taxan.\n"
TOP = "Vårdnämnden\n2031-03-20\n\n"


class Wording(NamedTuple):
    """One wording: layouts that all say `told`, and a near miss that says only `missed`."""

    name: str
    layouts: tuple[str, ...]
    told: tuple[str, ...]
    near: str
    missed: tuple[str, ...] = ()


SERVES = ("Ida Alm (S) serving-substitute for Bo Ek",)
WORDINGS = [
    Wording("ersätter", (
        "Beslutande\nIda Alm (S) ersätter Bo Ek (MP)",
        "Ledamöter: Ida Alm (S) ersätter Bo Ek (MP)"), SERVES,
        "Beslutande\nDenna lista ersätter den som Bo Ek (MP) lämnat"),
    Wording("tjänstgör för", (
        "Tjänstgörande ersättare\nIda Alm (S) tjänstgör för Bo Ek (S)",
        "Närvarande ersättare: Ida Alm (S), tjänstgör för Bo Ek (S)"), SERVES,
        "Övriga närvarande\nFörvaltningen tjänstgör för kommunens bästa"),
    Wording("tjg för", (
        "Beslutande\nIda Alm (S) tjg för Bo Ek (S)",
        "Tjänstgörande ersättare\nIda Alm (S), tjg för Bo Ek (S)"), SERVES,
        "Övriga närvarande\nTjg för dagen är förvaltningen"),
    Wording("tjg ers", (
        "Beslutande\nIda Alm (S) tjg ers för Bo Ek (S)",
        "Beslutande\nIda Alm (S), tjg. ers. för Bo Ek (S)"), SERVES,
        "Övriga närvarande\nEn tjg ers kallades"),
    Wording("tj ers", (
        "Beslutande\nIda Alm (S) tj ers för Bo Ek (S)",
        "Ledamöter\nIda Alm (S), tj ers för Bo Ek (S)"), SERVES,
        "Övriga närvarande\nInga tj ers fanns"),
    Wording("ers", (
        "Beslutande\nIda Alm (S) ers Bo Ek (S)",
        "Tjänstgörande ersättare\nIda Alm (S) ers: Bo Ek (S)"), SERVES,
        "Övriga närvarande\nBosse Persson (M), ingenjör"  , ("Bosse Persson (M) *",)),
    Wording("(ers X (P))", (
        "Beslutande\nIda Alm (S) (ers Bo Ek (S))",
        "Ledamöter: Ida Alm (S) (ers. Bo Ek (S))"), SERVES,
        "Övriga närvarande\nEn plats (ers utses senare)"),
    Wording("X för Y", (
        "Tjänstgörande ersättare\nIda Alm (S) för Bo Ek (S)",
        "Tjänstgörande ersättare: Ida Alm (S) för Bo Ek (S)"), SERVES,
        "Övriga närvarande\nIda Alm, chef för Bo Ek-stiftelsen", ("Ida Alm guest",)),
    Wording("tjänstgör istället för", (
        "Beslutande\nIda Alm (S) tjänstgör istället för Bo Ek (S)",
        "Tjänstgörande ersättare\nIda Alm (S), tjänstgör i stället för Bo Ek (S)"), SERVES,
        "Övriga närvarande\nMötet hölls digitalt istället för i salen"),
    Wording("i vars ställe", (
        "Beslutande\nBo Ek (S), i vars ställe tjänstgör Ida Alm (S)",
        "Ledamöter\nBo Ek (S), frånvarande, i vars ställe Ida Alm (S)"), SERVES,
        "Övriga närvarande\nFörvaltningen, i vars ställe ingen kom"),
    Wording("a column Ersättare för", (
        "Tjänstgörande ersättare      Ersättare för\nIda Alm (S)                  Bo Ek (S)",
        "Tjänstgörande ersättare          Ersätter\nIda Alm (S)                      Bo Ek (S)"), SERVES,
        "Lokal                        Ersättare för\nVita rummet                  Blå rummet"),
    Wording("party before the name", (
        "Ledamöter\n(S) Ida Alm\n(M) Bo Ek",
        "Ledamöter\nS  Ida Alm\nM  Bo Ek"), ("Bo Ek (M) member", "Ida Alm (S) member"),
        "Övriga närvarande\n(S) lämnar salen"),
    Wording("party after a comma", (
        "Ledamöter\nIda Alm, S\nBo Ek, M",
        "Ledamöter: Ida Alm, S, Bo Ek, M"), ("Bo Ek (M) member", "Ida Alm (S) member"),
        "Övriga närvarande\nVita salen, M"),
    Wording("lower-case party", (
        "Ledamöter\nIda Alm (s)\nBo Ek (kd)",
        "Ledamöter: Ida Alm (s), Bo Ek (kd)"), ("Bo Ek (KD) member", "Ida Alm (S) member"),
        "Ledamöter\nIda Alm (s)\nVita salen (se karta)", ("Ida Alm (S) member",)),
    Wording("no party", (
        "Ledamöter\nIda Alm\nBo Ek",
        "Ledamöter: Ida Alm, Bo Ek"), ("Bo Ek member", "Ida Alm member"),
        "Ledamöter\nStora Salen\nNya Torget"),
    Wording("independents", (
        "Ledamöter\nIda Alm (-)\nBo Ek (M)",
        "Ledamöter: Ida Alm (-), Bo Ek (M)"), ("Bo Ek (M) member", "Ida Alm (-) member"),
        "Övriga närvarande\nPunkt 4 (-)"),
    Wording("local parties", (
        "Ledamöter\nIda Alm (VVL)\nBo Ek (FiB)",
        "Ledamöter: Ida Alm (VVL), Bo Ek (FiB)"), ("Bo Ek (FIB) member", "Ida Alm (VVL) member"),
        "Övriga närvarande\nStora Salen (hiss)"),
    Wording("a party somebody left", (
        "Ledamöter\nIda Alm (M) (fd SD)\nBo Ek (S)",
        "Ledamöter: Ida Alm (M) (fd SD), Bo Ek (S)"), ("Bo Ek (S) member", "Ida Alm (M) member"),
        "Övriga närvarande\nFörvaltningen (fd kansliet)"),
    Wording("§§ a-b", (
        "Ledamöter\nIda Alm (S), §§ 13-14\nBo Ek (M) § 14",
        "Ledamöter: Ida Alm (S) §§ 13–14, Bo Ek (M) § 14"), ("Bo Ek (M) member [14]", "Ida Alm (S) member [13 14]"),
        "Ledamöter\nIda Alm (S), enligt KF §§ 111-114", ("Ida Alm (S) member",)),
    Wording("ej §", (
        "Ledamöter\nIda Alm (S), ej § 14",
        "Ledamöter: Ida Alm (S) ej § 14"), ("Ida Alm (S) member [ej § 14]",),
        "Ledamöter\nIda Alm (S)\nEj § 14 i kommunallagen", ("Ida Alm (S) member",)),
    Wording("t.o.m. §", (
        "Ledamöter\nIda Alm (S), t.o.m. § 13",
        "Ledamöter: Ida Alm (S) t.o.m. § 13"), ("Ida Alm (S) member [t.o.m. § 13]",),
        "Övriga närvarande\nT.o.m. § 13 var salen öppen"),
    Wording("fr.o.m. §", (
        "Ledamöter\nIda Alm (S), fr.o.m. § 14",
        "Ledamöter: Ida Alm (S) fr.o.m. § 14"), ("Ida Alm (S) member [fr.o.m. § 14]",),
        "Övriga närvarande\nFr.o.m. § 14 var salen stängd"),
    Wording("clock times", (
        "Ledamöter\nIda Alm (S), kl. 13.00-14.30",
        "Ledamöter: Ida Alm (S) kl. 13.00-14.30"), ("Ida Alm (S) member [kl. 13.00-14.30]",),
        "Övriga närvarande\nKaffe kl. 13.00-14.30"),
    Wording("samtliga ledamöter med undantag för", (
        "Beslutande\nSamtliga ledamöter med undantag för Ida Alm (S)",
        "Närvarande: Samtliga ledamöter med undantag av Ida Alm (S)"), (),
        "Beslutande\nSamtliga ledamöter"),
    Wording("enligt närvarolista", (
        "Beslutande\nEnligt närvarolista\f", "Närvarande: se bilaga 1\f"), (),
        "Beslutande\nEnligt instruktion"),
    Wording("vacant seats", (
        "Ledamöter\nVakant (SD)\nIda Alm (S)",
        "Ledamöter: Vakant (SD), Ida Alm (S)"), ("Ida Alm (S) member",),
        "Ledamöter\nVakans"),
    Wording("absent", (
        "Ledamöter\nBo Ek (M), förhindrad\nIda Alm (S)",
        "Ledamöter\nBo Ek (M) anmält förhinder\nIda Alm (S)"), ("Ida Alm (S) member",),
        "Ledamöter\nIngen förhindrad\nIda Alm (S)", ("Ida Alm (S) member",)),
    Wording("several on one line", (
        "Ledamöter\nIda Alm (S), Bo Ek (M) och Åke Ås (C)",
        "Ledamöter\nIda Alm (S); Bo Ek (M); Åke Ås (C)"),
        ("Bo Ek (M) member", "Ida Alm (S) member", "Åke Ås (C) member"),
        "Övriga närvarande\nSolberga, Nybro och Ekby"),
    Wording("titles before and behind names", (
        "Tjänstepersoner\nFörvaltningschef Ida Alm\nBo Ek, ekonom",
        "Tjänstepersoner: förvaltningschef Ida Alm, ekonom Bo Ek"), ("Bo Ek official", "Ida Alm official"),
        "Tjänstepersoner\nFörvaltningens ledning"),
    Wording("personalföreträdare", (
        "Personalföreträdare\nIda Alm, Vision",
        "Övriga närvarande\nIda Alm, personalföreträdare"), ("Ida Alm union",),
        "Personalföreträdare\nVision och Kommunal"),
    Wording("1:e vice ordf.", (
        "Ledamöter\nIda Alm (S), ordf.\nBo Ek (M), 1:e vice ordf.\nÅke Ås (C), 2:e v ordf",
        "Ledamöter\nOrdförande Ida Alm (S)\n1:e vice ordförande Bo Ek (M)\n2:e vice ordförande Åke Ås (C)"),
        ("Bo Ek (M) vice-chair", "Ida Alm (S) chair", "Åke Ås (C) second-vice-chair"),
        "Övriga närvarande\nNy 1:e vice ordf. väljs senare"),
    Wording("page headers between roster lines", (
        "Ledamöter\nIda Alm (S)\n\nVårdnämnden\n2031-03-20\nSida 2 (3)\n\nBo Ek (M)",
        "Ledamöter\nIda Alm (S)\n\fVårdnämnden  2031-03-20  2(3)\n\nBo Ek (M)"),
        ("Bo Ek (M) member", "Ida Alm (S) member"),
        "Ledamöter\nIda Alm (S)\n\nVårdnämnden\n2031-03-20\nSida 2 (3)", ("Ida Alm (S) member",)),
]  # fmt: skip
ROLLS = {"enligt närvarolista": "\n\nNärvarolista\n\nIda Alm (S)\nBo Ek (M)\n"}


def people(head: str, tail: str = "") -> list[str]:
    """Say who is read from a head: name, party, role, whom they serve for, and the paragraphs they attended."""
    _, facts = understand(from_bytes((TOP + head + TAIL + tail).encode(), "invented.txt"))
    told = []
    for fact in facts["attendance"]:
        if fact.role == "absent":
            continue
        party = f" ({fact.person.party})" if fact.person.party else ""
        whom = f" for {fact.serves_for.text}" if fact.serves_for else ""
        limits = f" [{' '.join(fact.attended) or fact.note}]" if fact.note else ""
        told.append(f"{fact.person.text}{party} {fact.role}{whom}{limits}")
    return sorted(told)


@pytest.mark.parametrize(
    ("wording", "layout"), [(one, layout) for one in WORDINGS for layout in one.layouts], ids=lambda one: str(one[0])
)
def test_a_roster_is_read(wording: Wording, layout: str) -> None:
    told = people(layout, ROLLS.get(wording.name, ""))
    expected = ("Bo Ek (M) member", "Ida Alm (S) member") if wording.name in ROLLS else wording.told
    assert [one for one in told if " " in one] == sorted(expected)


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda one: one.name)
def test_a_near_miss_is_nobody(wording: Wording) -> None:
    told = people(wording.near)
    wanted = [one.removesuffix(" *") for one in wording.missed]
    assert len(told) == len(wanted)
    assert all(one.startswith(want) for one, want in zip(told, wanted, strict=True)), told
