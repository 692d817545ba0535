"""What is no minutes is refused in one line; what is minutes is read, whatever it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import document
from kg.document import Options
from kg.files.source import Place, from_bytes
from kg.minutes import genre, segment

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Minutes

CALL = """Ekmarks kommun
Kommunstyrelsen kallas till sammanträde 2031-03-05

Föredragningslista
{line}
§ 1 Taxa för torghandel

Förslag till beslut
Kommunstyrelsen beslutar att anta taxan.
"""
RULES = """Reglemente för socialnämnden
Antaget av kommunfullmäktige 2030-12-18, § 201

§ 1 Uppgifter
Nämnden beslutar om bistånd.

§ 2 Beslutanderätt
Beslutanderätt får delegeras.
"""
LAW = "Allmän ordning\n\n1 kap. Inledning\n\n1 § Nämnden beslutar.\n\n2 kap. Jäv\n\n1 § Ledamoten är jävig.\n"
NOTICE = """Bevis om tillkännagivande av protokoll
Organ: Kommunstyrelsen
Sammanträdesdatum: 2031-03-05
Paragrafer: 4–9
Anslaget sätts upp: 2031-03-12
Anslaget tas ned: 2031-04-03
"""
STATUTES = """Stadgar för Hamnföreningen
antagna vid årsmötet den 3 mars 2030

§ 1 Ändamål
Föreningen har till ändamål att vårda hamnen.

§ 2 Styrelse
Styrelsen består av ordförande, sekreterare och tre ledamöter.
"""
QUESTION = "Interpellation till kommunstyrelsens ordförande\n\nKommunfullmäktige 2031-02-03\n\nNär?\n\nBo Ek (M)\n"
LETTER = "Från: Eva Alm <eva.alm@ekmark.example>\nTill: Bo Ek\n\nKommunstyrelsen beslutar i § 4 att avslå.\n"
NORWEGIAN = "Ekdal kommune\nFormannskapet\n\n§ 1 Budsjett\nSaken ble utsatt og det ble ikke votert.\n"
MINUTES = """Kommunstyrelsen
Sammanträdesprotokoll 2031-03-05

Dagordning
§ 1 Reglemente för socialnämnden

§ 1 Reglemente för socialnämnden

Beslut
Kommunstyrelsen beslutar att anta reglementet.
"""
EXTRACT = "§ 7 Dagordning\n\nBeslut\nKommunstyrelsen beslutar att fastställa dagordningen.\n"
ENGLISH_NAMES = EXTRACT + "\nSammanfattning\nRapporten The State of the Art of Water har lämnats in och noteras.\n"


def read(text: str) -> Minutes:
    return segment.segment(from_bytes(text.encode(), "x.txt"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (CALL.format(line="Justering av föregående protokoll"), "kallelse"),
        (RULES, "reglemente"),
        (LAW, "lag"),
        (QUESTION, "skrivelse"),
        (LETTER, "brev"),
        (MINUTES, ""),
        (EXTRACT, ""),
        (RULES.replace("Antaget", "Protokoll\nAntaget"), ""),
        (CALL.format(line="\nNärvarande\nEva Alm (S)\n"), ""),
    ],
)
def test_a_text_is_what_it_calls_itself_unless_it_has_what_only_minutes_have(text: str, name: str) -> None:
    assert genre.other(read(text)) == name


LETTER_TO_BOARD = """Datum: 2031-02-03                        Tekniska nämnden
Handläggare: Bo Ek
Diarienr: 2031.014 TN

Taxa för torghandel

Ärendebeskrivning
Tekniska nämnden beslutade den 3 mars 2030
§ 79 att utreda taxan och det är nu gjort.

Beslut
Tekniska nämnden beslutar att anta taxan.
"""
ALONE = """DELEGATIONSBESLUT
Miljönämnden

§ 12  Tillstånd för värmepump

Beslut
Miljönämnden beslutar att ge tillstånd.

Beslutande: Eva Alm, miljöinspektör
"""
FEES = """Taxa för torghandel
Antagen av kommunfullmäktige 2030-12-01, § 88

§ 1 Inledning
Taxan gäller för torget.
§ 2 Avgift
Nämnden beslutar att sätta ned avgiften om det finns särskilda skäl.
"""
CUT_OUT = """Taxa för torghandel

§ 88

Beslut
Tekniska nämnden beslutar att anta taxan.
"""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (LETTER_TO_BOARD, "tjänsteskrivelse"),
        (ALONE, "delegationsbeslut"),
        (FEES, "taxa"),
        (CUT_OUT, ""),
        (f"Expediering\n{CUT_OUT}", ""),
        (f"Protokollsutdrag\n{LETTER_TO_BOARD}", ""),
    ],
)
def test_a_paragraph_cut_out_is_minutes_and_a_letter_a_rule_or_an_officials_decision_is_none(
    text: str, name: str
) -> None:
    assert genre.other(read(text)) == name


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ekmarks kommun\nSidan kunde inte hittas\nTill startsidan\n", "sidan saknas"),
        ("404\nTyvärr, sidan finns inte längre\n", "sidan saknas"),
        ("404 Not Found\n", "sidan saknas"),
        ("Du måste logga in för att se sidan\n", "inloggning krävs"),
        (EXTRACT + "\nSammanfattning\nSidan kunde inte hittas på webben.\n", ""),
    ],
)
def test_a_websites_error_is_named(text: str, kind: str) -> None:
    assert genre.missing(text) == kind


@pytest.mark.parametrize(
    ("text", "language"),
    [(NORWEGIAN, "norska eller danska"), (MINUTES, ""), (ENGLISH_NAMES, ""), ("Ja\nNej\n" * 30, "")],
)
def test_a_text_in_another_language_is_none_of_ours(text: str, language: str) -> None:
    assert genre.foreign(text) == language


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CALL.format(line=""), "kallelse"),
        (NOTICE, "anslag"),
        (
            NOTICE.replace("Bevis om tillkännagivande av protokoll", "ANSLAG/BEVIS\nJusteringsdatum: 2031-03-11"),
            "anslag",
        ),
        (STATUTES, "stadgar"),
        (STATUTES.replace("Stadgar för Hamnföreningen", "BOLAGSORDNING för Hamnbolaget AB"), "bolagsordning"),
        ("Omröstningslista\nKommunfullmäktige 2031-02-03, § 20\nEva Alm (S)   Ja\n", "omröstningslista"),
        ("RESERVATION\nKommunstyrelsen 2031-02-03\nVi reserverar oss mot beslutet i § 20.\nBo Ek (M)\n", "reservation"),
        (
            "Minnesanteckningar\nEkmark 2031-02-03\nDeltagare: Eva Alm, Bo Ek\nBo hälsade välkommen.\n",
            "minnesanteckningar",
        ),
        (NORWEGIAN, "text på norska eller danska"),
        (QUESTION, "skrivelse"),
        ("Kommunstyrelsen\n2031-03-05\n\nVi byter tid.\n", "annan handling"),
    ],
)
def test_what_is_no_minutes_yields_no_fact_and_is_skipped_by_its_kind(text: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    done = document.read_document(Place(tmp_path / "x.txt"), Options())
    assert done.graph is None
    assert (done.report.status, done.report.kind, done.report.problem) == ("skipped", kind, "")


@pytest.mark.parametrize("text", ["Sammanträdesprotokoll\n\nInget.\n", "\x01\x04\x05 \x06\x07\x08" * 60])
def test_what_is_called_minutes_or_has_lost_its_letters_is_a_failure(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    done = document.read_document(Place(tmp_path / "x.txt"), Options())
    assert (done.report.status, done.report.kind) == ("failed", "")


PAGES = "Kommunstyrelsen\nSammanträdesprotokoll 2031-03-05\n\n" + "".join(
    f"§ {number} Rapport {number}\n\nBeslut\nKommunstyrelsen beslutar att notera rapporten.\n{{}}\n"
    for number in (7, 9, 8)
)
RULE = "\n§ {} Camping är förbjuden\n\nCamping är förbjuden vid torget.\n"


def test_paragraphs_out_of_their_order_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(PAGES.format("", "", ""), encoding="utf-8")
    done = document.read_document(Place(tmp_path / "x.txt"), Options())
    assert done.report.problem == ("x.txt: the paragraph of line 9 stands out of its order (are its pages mixed up?)")


@pytest.mark.parametrize(
    "text",
    [PAGES.replace("§ 8", "§ 10").format(RULE.format(3), "", ""), PAGES.replace("§ 8", "§ 9").format("", "", "")],
)
def test_a_quoted_rule_and_a_repeated_heading_are_not_out_of_order(text: str) -> None:
    assert read(text).astray == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("reviderad-tjänsteskrivelse-om-bad.txt", "tjänsteskrivelse"),
        ("Dagvattentaxa2031.txt", "taxa"),
        ("hyresavtal_hamnen.txt", "avtal"),
        ("nuläge.txt", "annan handling"),
        ("brevik.txt", "annan handling"),
        ("domarringen.txt", "annan handling"),
    ],
)
def test_what_a_file_is_called_tells_by_whole_words(name: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("Ekmark\n2031-03-05\n\nVi byter tid för utdelningen.\n", encoding="utf-8")
    assert document.read_document(Place(tmp_path / name), Options()).report.kind == kind
