"""What signing services print into a document is furniture: lines on each page, pages of evidence."""

from __future__ import annotations

import pytest

from kg import document
from kg.files import source
from kg.minutes.segment import segment
from kg.model import Page, Source, Span

FIRST = """Björknäs kommun
Tekniska nämnden
Sammanträdesprotokoll 2031-05-14

Beslutande ledamöter
Maj Ek (S), ordförande
Rut Alm (M)
Tor Lund (V)

Övriga närvarande
Ivar Ståhl, sekreterare

§ 4 Taxa för torg

Beslut
Tekniska nämnden beslutar att anta taxan.

Omröstning
Nämnden beslutar med 2 röster mot 1.

Ja röstar
Maj Ek (S) och"""
SECOND = """Rut Alm (M).

Nej röstar
Tor Lund (V).

§ 5 Hyra av lokal

Beslut
Tekniska nämnden beslutar att hyra lokalen.

Beslutet skickas till
Fastighetskontoret"""
WHO = "Maj Ek, Rut Alm och Ivar Ståhl"

STAMPS = {
    "a count of pages": "Dokumentet är elektroniskt undertecknat av {who}. Sida {page} av 2",
    "a count in front": "Sida {page} av 2. Digitalt signerat av {who}.",
    "a slash": "Signerat av: {who} 2031-05-20 - sida {page}/2",
    "no page": "Signerat av {who}, dokument-id 5e8a-77c1",
    "checksums": "Undertecknat digitalt: {who}. Kontrollsumma {page}e3779b19e3{page}",
    "moments": "Maj Ek 2031-05-20 08:4{page}:35, Rut Alm 2031-05-20 09:01:0{page}, Ivar Ståhl 2031-05-19 13:20:44",
    "no wording": "Maj Ek, Rut Alm och Ivar Ståhl i Björknäs kommun, i original. Sida {page} av 2",
    "a service of a common name": "Verified 2031-05-20 08:4{page}  ID: 7c9e6679-7425-40d{page}",
    "no moment": "Maj Ek, Rut Alm (M) och Ivar Ståhl har signerat. Verifierad: Ja. {page}(2)",
    "names below": "Signerat digitalt\nMaj Ek 2031-05-20\nRut Alm 2031-05-20\nIvar Ståhl 2031-05-19",
    "two lines": "Protokollet är digitalt signerat 2031-05-20 av Maj Ek, Rut Alm och\nIvar Ståhl 2031-05-21. {page}/2",
}
EVIDENCE = {
    "names and numbers": """Verifikat
Transaktion 09222115557541260311

Signerare
Maj Ek (ME)
Björknäs kommun
Personnummer 203101019999
maj@example.com
Signerade 2031-05-20 08:41:35 CET (+0100)

Verifikatet är utfärdat av Exempelsign. § 3 i villkoren gäller. Beslutet fattas av avsändaren.""",
    "a log": """Signeringslogg
Protokoll.pdf, SHA-256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
2031-05-20 08:41:35 Maj Ek öppnade dokumentet från 192.0.2.7
2031-05-20 08:43:35 Maj Ek signerade med BankID
2031-05-20 08:44:35 Ett exemplar skickades till ivar@example.com""",
    "no heading": """Deltagare
BJÖRKNÄS KOMMUN 212000-9999 Sverige
Signerat med Svenskt BankID 2031-05-20 06:41:35 UTC
Namn returnerat från Svenskt BankID: MAJ EK
Maj Ek
Ordförande
maj@example.com
Leveranskanal: E-post
IP-adress: 192.0.2.44""",
    "a receipt": """Kvittens för digital signering
Följande personer har signerat:
Maj Ek, ordförande
E-legitimation: Freja
Signerad: 2031-05-20 08:41
maj@example.com
Fingeravtryck
3c:7a:91:0f:22:aa""",
    "roles": """Elektronisk underskrift
Nedanstående personer har undertecknat handlingen.
NAMN: MAJ EK
Roll: Ordförande
Tidpunkt: 2031-05-20 08:41
Identifikationstyp: Svenskt BankID
NAMN: RUT ALM
Roll: Justerare
Tidpunkt: 2031-05-20 08:43
Identifikationsid: _6b1d3ea3d1a94fd18a19
Kopia till rut@example.com""",
    "few words": """Signatursida
Detta dokument har signerats elektroniskt av nedanstående personer.
Maj Ek, ordförande, 2031-05-20 08:41
Ivar Ståhl, sekreterare, ivar@example.com, 2031-05-20 08:43""",
    "a sentence": """Dokumentet är undertecknat
Undertecknat
20.05.2031 08:41
Maj Ek
maj@example.com
Undertecknat
20.05.2031 08:43
Rut Alm""",
    "two columns": """Händelselogg                              2031-05-20 08:43 Rut Alm öppnade dokumentet
2031-05-20 08:41 Maj Ek skapade ärendet   2031-05-20 08:44 Rut Alm signerade dokumentet
2031-05-20 08:42 Maj Ek signerade         2031-05-20 08:45 Kopia till ivar@example.com""",
}


def text_of(pages: list[str]) -> Source:
    return source.from_bytes("\f".join(pages).encode(), "protokoll.txt")


def told(read: Source) -> dict[str, list[object]]:
    """Give all facts, the places of their passages left out, which differ where a stamp stands between."""
    _, found = document.understand(read)
    names = {ballot.voter.text for vote in found["vote"] for ballot in vote.ballots}
    clauses = [clause.flow.text for decision in found["decision"] for clause in decision.clauses]
    counts = {kind: [len(facts)] for kind, facts in found.items()}
    meeting = found["meeting"][0]
    return counts | {"voters": sorted(names), "clauses": clauses, "days": [meeting.dates]}


@pytest.mark.parametrize("stamp", STAMPS.values(), ids=STAMPS.keys())
@pytest.mark.parametrize("edge", ["top", "bottom"])
def test_a_stamp_on_each_page_changes_no_fact(stamp: str, edge: str) -> None:
    pages = [FIRST, SECOND]
    for number, page in enumerate(pages):
        line = stamp.format(page=number + 1, who=WHO)
        pages[number] = f"{line}\n\n{page}" if edge == "top" else f"{page}\n\n{line}"
    stamped, plain = told(text_of(pages)), told(text_of([FIRST, SECOND]))
    assert {kind: facts for kind, facts in stamped.items() if kind != "days"} == {
        kind: facts for kind, facts in plain.items() if kind != "days"
    }
    assert stamped["voters"] == ["Maj Ek", "Rut Alm", "Tor Lund"]
    assert stamped["days"][0] == plain["days"][0] == ("2031-05-14",)


def test_a_stamp_is_skipped_on_a_single_page_where_it_speaks_of_the_document() -> None:
    stamped = f"{FIRST}\n{SECOND}\n\nDokumentet är elektroniskt undertecknat av {WHO}. Sida 1 av 1"
    read = source.from_bytes(stamped.encode(), "a.txt")
    paged = Source(read.name, read.sha256, read.text, read.text_sha256, (Page(1, Span(0, len(stamped))),))
    assert [paged.quote(span)[:10] for span in segment(paged).signed] == ["Dokumentet"]


def test_the_head_of_a_page_beside_a_stamp_still_tells_of_the_meeting() -> None:
    head = "Signerat av Maj Ek 2031-05-20\nBjörknäs kommun   Protokoll   {page} (2)\nTekniska nämnden 2031-05-14\n"
    minutes = segment(text_of([head.format(page=k) + page for k, page in enumerate([FIRST, SECOND], 1)]))
    assert {minutes.source.quote(span) for span in minutes.signed} == {"Signerat av Maj Ek 2031-05-20"}
    assert "Tekniska nämnden 2031-05-14" in {minutes.source.quote(span) for span in minutes.furniture}


RECURRING = {
    "no moment, a count": "Ivar Ståhl (sekreterare), Maj Ek (S) och Rut Alm (M) i original. {page}(3)",
    "names below with days": "Signerat digitalt\nMaj Ek 2031-05-20\nRut Alm 2031-05-20",
    "names": "Justerat digitalt av {who}",
    "two lines": "Comfact Signature Referensnummer: 65321SE\nProtokoll tekniska nämnden.pdf",
    "two that both say it": "Transaktion 09222115557512345678\nSignerat ME, RA, IS",
    "a checksum": "{who} - d41d8cd98f00b204e9800998ecf8427e",
    "initials": "ME  RA  IS",
}


@pytest.mark.parametrize("stamp", RECURRING.values(), ids=RECURRING.keys())
def test_a_stamp_that_recurs_in_a_text_without_pages_changes_no_fact(stamp: str) -> None:
    """The second of three comes within the list of those who vote."""
    more = "\n\n".join(
        f"§ {k} Avtal {k}\n\nBeslut\nTekniska nämnden beslutar att godkänna avtal {k}." for k in (6, 7, 8)
    )
    pages = [FIRST, SECOND, more]
    lines = [stamp.format(who=WHO, page=number) for number in (1, 2, 3)]
    stamped = told(text_of(["\n".join(f"{page}\n{line}" for page, line in zip(pages, lines, strict=True))]))
    assert stamped == told(text_of(["\n".join(pages)]))


@pytest.mark.parametrize("title", ["Digital signering", "Elektroniska underskrifter", "Signaturer"])
def test_a_heading_above_the_names_of_those_who_sign_makes_no_evidence(title: str) -> None:
    signed = f"{title}\nSekreterare Ivar Ståhl\nOrdförande Maj Ek\nJusterare Rut Alm\n\n§ 4 Taxa"
    assert not segment(text_of([FIRST.replace("§ 4 Taxa", signed), SECOND])).signed


def test_a_word_with_figures_is_no_part_of_a_name() -> None:
    read = text_of([FIRST.replace("Rut Alm (M)", "4F1B-2C3D Rut Alm (M)"), SECOND])
    _, found = document.understand(read)
    assert {ballot.voter.text for vote in found["vote"] for ballot in vote.ballots} == {"Maj Ek", "Rut Alm", "Tor Lund"}


@pytest.mark.parametrize("page", EVIDENCE.values(), ids=EVIDENCE.keys())
@pytest.mark.parametrize("place", ["last", "first", "at the end of a text without pages"])
def test_a_page_of_evidence_gives_no_fact(page: str, place: str) -> None:
    plain = told(text_of([FIRST, SECOND]))
    if place == "last":
        read = text_of([FIRST, SECOND, page])
    elif place == "first":
        read = text_of([page, FIRST, SECOND])
    else:
        plain = told(text_of([f"{FIRST}\n{SECOND}"]))
        read = text_of([f"{FIRST}\n{SECOND}\n\n{page}"])
    assert told(read) == plain
    skipped = " ".join(read.quote(span) for span in segment(read).signed)
    assert "example.com" in skipped


def test_what_ends_page_after_page_and_speaks_of_a_decision_is_no_stamp() -> None:
    pages = [
        f"{FIRST}\n\nTekniska nämnden beslutar att anslå 100 kronor.",
        f"{SECOND}\n\nParagrafen förklaras omedelbart justerad.",
    ]
    assert segment(text_of(pages)).signed == ()
