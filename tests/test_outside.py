"""A meeting whose text lacks body, day or organisation: what file names and the user add, and what is never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import conductor, facts
from kg.document import Options
from kg.facts.head.outside import Told, by_path, owner
from kg.facts.kind import Outside
from kg.files import source
from kg.minutes import segment

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """Sammanträdesprotokoll

Närvarande
Anna Ekby (S), ordförande
Bo Lindvall (M)
Cia Norén (C)

Utses att justera: Bo Lindvall

§ 1 Val av justerare
Beslut
{who} beslutar att välja Bo Lindvall.

§ 2 Avtal om lokaler   Dnr 2025/17
{who} beslutar
att godkänna avtalet, och
att ge förvaltningen i uppdrag att återkomma.

§ 3 Information
Informationen noteras.
"""


def _built(tmp_path: Path, name: str, text: str, **options: str) -> conductor.Built:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return conductor.build([path], Options(**options))  # type: ignore[arg-type] # only options of text


def _triples(built: conductor.Built) -> set[tuple[str, str, str]]:
    return {(s, p.rpartition("#")[2].strip(">"), o) for graph in built.inputs for s, p, o in built.graphs[graph]}


@pytest.mark.parametrize("who", ["Nämnden", "Styrelsen", "Utskottet", "Rådet"])
def test_a_body_that_no_line_names_decides_all_the_same(tmp_path: Path, who: str) -> None:
    built = _built(tmp_path, "x.txt", TEXT.format(who=who))
    found = _triples(built)
    deciders = [o for _, p, o in found if p == "decidedBy"]
    holders = {o for _, p, o in found if p == "heldBy"}
    assert built.reports[0].coverage.decided == len(deciders) == 3
    assert holders == set(deciders)
    assert all("/org/unknown-" in one and one.rpartition("/")[2].startswith("unknown-") for one in holders)


def test_paragraphs_with_a_decision_are_those_of_the_graph(tmp_path: Path) -> None:
    """`Nämnden` in minutes of a board of another kind is no one body: its decision is not written, nor counted."""
    text = TEXT.format(who="Nämnden").replace("protokoll\n", "protokoll\nKommunstyrelsen 2025-03-04\n", 1)
    report = _built(tmp_path, "x.txt", text).reports[0]
    assert report.coverage.decided == 1 < report.coverage.paragraphs
    assert any("'Nämnden' is no one body" in warning for warning in report.warnings)


def test_two_documents_without_a_body_share_neither_body_nor_case(tmp_path: Path) -> None:
    first = _triples(_built(tmp_path, "a.txt", TEXT.format(who="Nämnden")))
    second = _triples(_built(tmp_path, "b.txt", TEXT.format(who="Nämnden") + "\n"))
    cases = [{o for _, p, o in one if p in {"concerns", "heldBy"}} for one in (first, second)]
    assert all(cases)
    assert not cases[0] & cases[1]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("goteborg-ks-2024-11-20", Told("Kommunstyrelsen", "2024-11-20", "goteborgs-kommun")),
        ("kommunstyrelsen/2026-06-01/protokoll", Told("Kommunstyrelsen", "2026-06-01")),
        ("Protokoll KF 2025-03-11 (justerat)", Told("Kommunfullmäktige", "2025-03-11")),
        ("socialnamnden_20250311", Told("Socialnämnden", "2025-03-11")),
        ("Miljö- och byggnadsnämnden/2025/protokoll nr 4", Told("Miljö- och byggnadsnämnden")),
        ("kommunstyrelsen/2025/protokoll sept nr 4", Told("Kommunstyrelsen")),
        ("Grönytenämnden 2025-03-11", Told("Grönytenämnden", "2025-03-11")),
        ("lindasjo-ks-2025-03-11", Told("Kommunstyrelsen", "2025-03-11")),
        ("Ekby KF 2025-03-11 (justerat)", Told("Kommunfullmäktige", "2025-03-11")),
        ("lindasjo-ks-2025-03-11-budget", Told()),
        ("lindasjo-budget-ks-2025-03-11", Told()),
        ("motion-ks-2025-03-11", Told()),
        ("lindasjo-ks", Told()),
        ("lindasjo-2025-03-11", Told()),
        ("x-to-ks-2026-06-15--ss10-budget", Told()),
        ("svar till ks 2026-06-15", Told()),
        ("ks-kf-2026-06-15", Told()),
        ("kommunfullmäktige/2026-01-01/ks 2026-06-15", Told()),
        ("kommunstyrelsen/2026-06-01/yttrande", Told()),
        ("nämnden 2026-13-45", Told()),
        ("", Told()),
    ],
)
def test_names_count_where_every_word_is_known(path: str, told: Told) -> None:
    assert by_path(tuple(path.split("/"))) == told


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("alingsas-to-ks-2026-06-15--ss80-ks-svar-pa-motion", "alingsas-kommun"),
        ("Alingsås till BUN 2026-05-26 § 20 Ekonomisk uppföljning", "alingsas-kommun"),
        ("alingsas-to-kun-2026-06-17--ss41-satt-alingsas-i-rorelse", "alingsas-kommun"),
        ("goteborg-kommunstyrelsen-20240207-bordlagt", "goteborgs-kommun"),
        ("alingsas-tekniska-namnden-2026-06-15-plan-for-brandvatten", "alingsas-kommun"),
        # Sent from elsewhere, or the place is what the paper is about, or a word of every day.
        ("alingsas-to-ks-2026-06-15--lomma-ks-yttrande", ""),
        ("alingsas-detaljplan-for-skolan-2026-06-15", ""),
        ("2026-06-15-alingsas-ks-beslut", ""),
        ("svar-till-alingsas-ks-2026-06-15", ""),
        ("mark-och-vatten-2026-06-15", ""),
        ("alingsas-to-ks-beslut", ""),
        ("alingsas-2026-06-15-beslut", ""),
        ("ekby-to-ks-2026-06-15--ss80-beslut", ""),
    ],
)
def test_a_name_says_whose_paper_it_is_by_how_it_begins(name: str, whose: str) -> None:
    assert owner(name) == whose


def test_the_sender_of_a_paper_is_known_where_its_text_says_which_body_met(tmp_path: Path) -> None:
    text = TEXT.format(who="Nämnden").replace("protokoll\n", "protokoll\nSocialnämnden 2025-03-04\n", 1)
    for name, text_of, whose in (
        ("a", text, "org/alingsas-kommun"),
        ("b", TEXT.format(who="Nämnden"), "org/unknown-"),
        ("c", text.replace("Socialnämnden", "Direktionen"), "org/unknown-"),
    ):
        built = _built(tmp_path, f"{name}/alingsas-to-ks-2025-03-11--ss3-remiss-om-hamnen.txt", text_of)
        (held,) = {o for _, p, o in _triples(built) if p == "heldBy"}
        assert whose in held


def test_a_document_at_the_very_end_that_is_revised_makes_no_corrected_minutes(tmp_path: Path) -> None:
    text = _minutes() + "\nBeslutsunderlag\nDetaljplan för hamnen, reviderad version 2025-02-23\n"
    assert not any(p == "corrected" for _, p, _ in _triples(_built(tmp_path, "a.txt", text)))


def test_a_place_of_the_text_is_a_known_word() -> None:
    assert by_path(("ekby-ks-2025-03-11",), "Ekby kommun") == Told("Kommunstyrelsen", "2025-03-11")
    assert by_path(("avtal-ekby-ks-2025-03-11",)) == Told()


def test_what_a_path_says_is_marked_as_such(tmp_path: Path) -> None:
    built = _built(tmp_path, "kommunstyrelsen/2026-06-01/protokoll.txt", TEXT.format(who="Styrelsen"))
    found = _triples(built)
    (meeting,) = {s for s, p, _ in found if p == "heldBy"}
    assert meeting.endswith("/kommunstyrelsen/2026-06-01>")
    said = {p: o for s, p, o in found if s == meeting}
    assert said["extractedBy"] == '"meeting-outside-text"'
    assert float(said["confidence"].split('"')[1]) <= 0.5
    told = [warning for warning in built.reports[0].warnings if "name of the file or its folder" in warning]
    assert len(told) == 2
    assert built.reports[0].coverage.signs == ("no body and no date of the meeting read",)


def test_what_the_text_says_goes_before_path_and_user(tmp_path: Path) -> None:
    text = TEXT.format(who="Nämnden").replace("protokoll\n", "protokoll\nSocialnämnden 2025-03-04\n", 1)
    built = _built(tmp_path, "kommunstyrelsen/2026-06-01/p.txt", text, body="Valnämnden", date="2020-01-01")
    (meeting,) = {s for s, p, _ in _triples(built) if p == "heldBy"}
    assert meeting.endswith("/socialnamnden/2025-03-04>")


def test_the_user_goes_before_the_path(tmp_path: Path) -> None:
    text = TEXT.format(who="Nämnden")
    built = _built(tmp_path, "ks-2026-06-01.txt", text, body="Valnämnden", date="2020-01-01")
    (meeting,) = {s for s, p, _ in _triples(built) if p == "heldBy"}
    assert meeting.endswith("/valnamnden/2020-01-01>")
    assert any("--body" in warning for warning in built.reports[0].warnings)


MENTION = "\n§ 4 Samverkan\nAvtalet med Lomma kommun, som Lomma kommun har antagit, gäller. Lomma kommun betalar.\n"


@pytest.mark.parametrize(
    ("head", "whose"),
    [("", "Ekby kommun"), ("Lomma kommun\n", "Lomma kommun")],
    ids=["mentioned", "letterhead"],
)
def test_the_users_organisation_yields_to_a_letterhead_alone(head: str, whose: str) -> None:
    text = head + TEXT.format(who="Nämnden") + MENTION
    minutes = segment.segment(source.from_bytes(text.encode(), "x.txt"))
    meeting = facts.extract(minutes, Outside(organisation="Ekby kommun"))["meeting"][0]
    assert meeting.organisation_name == whose


CORRECTED = [
    "Sammanträdesprotokoll, rättad version 2025-03-20",
    "Protokoll (rättat)",
    "Rättat protokoll",
    "Rättat 2025-03-20",
    "Detta protokoll ersätter tidigare publicerat protokoll.",
    "Ersätter protokoll publicerat den 14 mars 2025",
    "Protokollet har korrigerats den 20 mars 2025",
    "Omjusterat protokoll",
    "Protokoll, version 2",
    "Sammanträdesprotokoll – version nr 3",
    "Protokollet har rättats den 20 mars 2025 enligt 36 § förvaltningslagen.",
    "Nytt protokoll – ersätter protokoll justerat 2025-03-17",
    "Protokollsutdrag, rättat 2025-03-20",
]
NOT_CORRECTED = [
    "Sammanträdesprotokoll",
    "Mall, reviderad version 2024-01-01",
    "Reviderad version av taxa för bygglov",
    "Rättat protokoll från 2025-01-10",
    "Lindvall (M) ersätter Norén (C)",
    "Justerat 2025-03-20",
    "Protokoll, version 1",
    "Protokoll version 2.1 av mallen",
]


@pytest.mark.parametrize(("line", "corrected"), [*((s, True) for s in CORRECTED), *((s, False) for s in NOT_CORRECTED)])
def test_minutes_say_that_they_are_corrected(line: str, corrected: bool) -> None:
    text = f"Protokoll\n\n{line}\n" + TEXT.format(who="Nämnden")
    minutes = segment.segment(source.from_bytes(text.encode(), "x.txt"))
    assert facts.extract(minutes)["meeting"][0].corrected == corrected


@pytest.mark.parametrize(
    "line",
    [
        "Rättat 2025-03-20",
        "Protokollet har rättats den 20 mars 2025 enligt 36 § förvaltningslagen.",
        "Sammanträdesprotokoll, omjusterat 2025-03-20",
        "Ersätter protokoll justerat 2025-03-17",
    ],
)
def test_the_day_of_a_correction_is_not_that_of_the_meeting(line: str) -> None:
    text = f"Ekefors kommun\nKommunstyrelsen\n{line}\n2025-03-11\n" + TEXT.format(who="Kommunstyrelsen")
    minutes = segment.segment(source.from_bytes(text.encode(), "x.txt"))
    assert facts.extract(minutes)["meeting"][0].dates == ("2025-03-11",)


@pytest.mark.parametrize(
    ("head", "complete"),
    [("", True), ("PROTOKOLLSUTDRAG\n", False), ("Expediering\n", False), ("Protokollsutdrag skickas till\n", True)],
)
def test_an_extract_is_no_complete_record(head: str, complete: bool) -> None:
    minutes = segment.segment(source.from_bytes((head + TEXT.format(who="Nämnden")).encode(), "x.txt"))
    assert facts.extract(minutes)["meeting"][0].complete == complete


def test_one_paragraph_without_a_roster_is_no_complete_record() -> None:
    text = "Kommunstyrelsen\nProtokoll 2025-03-11\n\n§ 32 Avtal\nBeslut\nKommunstyrelsen godkänner avtalet.\n"
    minutes = segment.segment(source.from_bytes(text.encode(), "x.txt"))
    assert not facts.extract(minutes)["meeting"][0].complete


def _minutes(first: str = "", adjusted: str = "") -> str:
    return f"""Ekby kommun
Kommunstyrelsen
Sammanträdesprotokoll 2025-03-11
{first}
Närvarande
Anna Ekby (S), ordförande
Bo Lindvall (M)

Utses att justera: Bo Lindvall
{adjusted}

§ 31 Val av justerare
Beslut
Kommunstyrelsen beslutar att välja Bo Lindvall.

§ 32 Avtal
Beslut
Kommunstyrelsen beslutar att godkänna avtalet.
"""


@pytest.mark.parametrize(
    ("better", "other", "why"),
    [
        (_minutes("Rättad version 2025-03-20"), _minutes(), "as it says that it is corrected"),
        (_minutes("Ersätter tidigare version"), _minutes(), "as it says that it is corrected"),
        (
            _minutes("Rättelse enligt 36 § förvaltningslagen: utfallet är ändrat."),
            _minutes(),
            "as it says that it is corrected",
        ),
        (_minutes("Version 2, skrivfel i § 4 rättat"), _minutes("Version 1"), "as it says that it is corrected"),
        (_minutes("Skrivfel i § 4 rättat 2025-03-20"), _minutes(), "as it says that it is corrected"),
        (_minutes("Rättelse: röstetalet i § 4 är ändrat."), _minutes(), "as it says that it is corrected"),
        (_minutes("Ny justering 2025-03-29"), _minutes(), "as it says that it is corrected"),
        (_minutes("Detta protokoll ersätter det som publicerades 2025-03-12."), _minutes(), "as it says that it is"),
        (_minutes() + "\nProtokollet har korrigerats 2025-03-20.\n", _minutes(), "as it says that it is corrected"),
        (_minutes("Rättad version 2025-03-20"), _minutes("Rättad version 2025-03-18"), "later"),
        (_minutes(adjusted="Justeringsdatum: 2025-03-25"), _minutes(adjusted="Justeringsdatum: 2025-03-14"), "later"),
    ],
)
def test_what_is_corrected_or_later_counts_and_the_build_says_why(
    tmp_path: Path, better: str, other: str, why: str
) -> None:
    """Whichever has the lower digest or comes first: both orders, both names."""
    for names in (("a.txt", "b.txt"), ("b.txt", "a.txt")):
        for name, text in zip(names, (better, other), strict=True):
            (tmp_path / name).write_text(text, encoding="utf-8")
        built = conductor.build([tmp_path], Options())
        told = {report.name: report.warnings for report in built.reports}
        assert not any(" counts" in warning for warning in told[names[0]])
        assert any(f"{names[0]} records too: {names[0]} counts" in one and why in one for one in told[names[1]])
