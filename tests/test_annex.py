"""Annexes behind the last paragraph go to the paragraph that they name, and to no other."""

from __future__ import annotations

from kg.files.source import from_bytes
from kg.minutes import segment

MINUTES = """\
Kommunfullmäktige
2031-03-05

§ 7 Hamnens taxa

Beslut
Kommunfullmäktige antar taxan.

§ 8 Badhuset

Beslut
Kommunfullmäktige avslår motionen.

Reservation
Asta Lund (S)
"""


def _sections(annex: str) -> dict[str, list[tuple[str, str]]]:
    minutes = segment.segment(from_bytes((MINUTES + annex).encode(), "invented.txt"))
    return {
        item.number: [(s.kind, s.heading.text if s.heading else "") for s in item.sections] for item in minutes.items
    }


def test_a_list_of_votes_goes_to_the_paragraph_it_names() -> None:
    found = _sections("\nVOTERINGSLISTA\n\n§ 7 Hamnens taxa\n\nLedamot   Ja   Nej\nAsta Lund (S)   X\n")
    assert found["7"][-1] == ("vote", "VOTERINGSLISTA")
    assert found["8"][-1] == ("reservation", "Reservation")


def test_one_annex_may_hold_the_lists_of_several_paragraphs() -> None:
    found = _sections(
        "\nOmröstningslistor\n\n§ 7 Hamnens taxa\nAsta Lund (S)  Ja\n\n§ 8 Badhuset\nAsta Lund (S)  Nej\n"
    )
    assert found["7"][-1] == ("vote", "Omröstningslistor")
    assert found["8"][-1] == ("vote", "§ 8 Badhuset")


def test_a_reservation_on_paper_goes_to_the_paragraph_it_names() -> None:
    found = _sections("\nReservation till § 7\n\nVi anser att taxan är för hög.\n")
    assert found["7"][-1] == ("reservation", "Reservation till § 7")
    assert [kind for kind, _ in found["8"]] == ["decision", "reservation"]


def test_a_list_that_names_no_paragraph_of_these_minutes_is_no_annex_of_theirs() -> None:
    found = _sections("\nVoteringslista § 99\n\nAsta Lund (S)  Ja\n")
    assert all(kind != "vote" or heading == "Voteringslista § 99" for kind, heading in found["8"])
    assert all(kind != "vote" for kind, _ in found["7"])


def test_a_roll_is_no_part_of_the_last_paragraph() -> None:
    found = _sections("\nNärvarolista\n\nAsta Lund (S)\nOlof Ek (M)\n")
    assert found["8"] == _sections("")["8"]


PAGED = """\
Kommunfullmäktige, protokoll
1(3)

§ 7 Hamnens taxa

Beslut
Taxan antas.

Kommunfullmäktige, protokoll
2(3)

§ 8 Anmälningsärenden

Beslut
Antecknas.

Motioner
Motion om fyren
{above}
Bilaga 1
Lund, Asta
S
"""


def test_an_annex_at_the_top_of_a_page_ends_the_last_paragraph() -> None:
    head = "\nKommunfullmäktige, protokoll\n3(3)\n"
    minutes = segment.segment(from_bytes(PAGED.format(above=head).encode(), "invented.txt"))
    assert [line.text for line in minutes.tail] == ["Bilaga 1", "Lund, Asta", "S"]
    listed = segment.segment(from_bytes(PAGED.format(above="").replace("3)", "2)").encode(), "invented.txt"))
    assert listed.tail == ()
