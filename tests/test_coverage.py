"""How much of a document was understood: shares, the factor of a new template, what smells of a misreading."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import document, report
from kg.document import Options
from kg.files import source
from kg.graph.quads import iri
from kg.graph.vocab import term
from kg.model import Coverage, Span
from kg.quality import coverage
from kg.quality.passages import Covered

if TYPE_CHECKING:
    from kg.graph.document_graph import DocumentGraph
    from kg.model import Report

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = sorted((ROOT / "data" / "sample").iterdir())
REAL = sorted((ROOT.parent / "shared" / "minutes" / "text").glob("[0a]*.txt"))

PLAIN = """Ljungsbro kommun
Kulturnämnden
Sammanträdesprotokoll 2031-02-03

Ledamöter
Anna Ekvall (S) ordförande
Bo Lindmark (M)
Cilla Hagberg (V)
Disa Norrby (C)
{roster}

Utses att justera
{adjuster}

{items}
"""
DECIDED = "§ {n} Öppettider i badhuset\n\nBeslut\n\nKulturnämnden beslutar\n\natt fastställa öppettiderna {n}.\n\n"
ODD = "§ {n}\n\nHur det nu var\n\nAlla var eniga om beslutet att det fick bli som det blev, och så blev det.\n\n"


def graph_of(text: str) -> tuple[Report, DocumentGraph]:
    """Build invented minutes: the report and the graph."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text(text, encoding="utf-8")
        told, graph, _, _ = document.read_document(source.Place(path), Options(organisation="Ljungsbro kommun"))
    assert graph is not None
    return told, graph


def built(text: str) -> tuple[Report, Coverage, set[str]]:
    """Build invented minutes: the report, its coverage, and the confidences in the graph."""
    told, graph = graph_of(text)
    said = {value.split('"')[1] for _, predicate, value in graph.triples if predicate == iri(term("confidence"))}
    return told, told.coverage, said


def minutes(roster: str = "", adjuster: str = "Bo Lindmark (M)", items: str = "") -> str:
    return PLAIN.format(
        roster=roster, adjuster=adjuster, items=items or "".join(DECIDED.format(n=n) for n in (1, 2, 3))
    )


def test_shares_are_hundredths_rounded_down_and_nothing_has_no_share() -> None:
    assert Coverage(paragraphs=3, titled=3, decided=2).shares() == {"titled": 1.0, "decided": 0.66, "with_case": 0.0}
    assert Coverage(paragraphs=1000, titled=999).shares()["titled"] == 0.99
    assert Coverage().shares() == {}


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_a_template_that_we_know_keeps_its_confidence(path: Path) -> None:
    found = document.examine(source.read(path)).coverage
    assert (found.signs, found.factor) == ((), 1.0)


@pytest.mark.skipif(not REAL, reason="the real minutes do not lie in ../shared")
@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in (1, 2, 3))])
def test_real_minutes_that_are_well_read_keep_theirs(part: int) -> None:
    for path in REAL[part::4]:
        assert document.examine(source.read(path)).coverage.factor == 1.0, path.name


def test_a_new_template_lowers_the_confidence_of_every_fact_and_the_report_says_so() -> None:
    told, found, confidences = built(minutes())
    assert found.factor == 1.0
    assert report.new_template(found) == ""
    assert max(map(float, confidences)) == pytest.approx(0.95)
    odd = "".join(ODD.format(n=n) for n in range(1, 6))
    told, found, lowered = built(minutes(items=odd))
    assert found.titled == 5 or found.signs
    assert found.factor < 1.0
    assert max(map(float, lowered)) == pytest.approx(0.95 * found.factor, abs=0.006)
    assert f"times {found.factor}" in report.new_template(found)
    assert f"new (1)\n  a.txt: {report.new_template(found)}" in report.as_text([told])


def test_each_part_that_was_not_read_is_one_sign() -> None:
    _, found, _ = built(minutes(roster="Hxrald\nFrxdrik\nGxn\n"))
    assert (found.signs, found.factor) == (("5 of 8 lines of the roster understood",), 0.9)
    _, both, _ = built(minutes(roster="Hxrald\nFrxdrik\nGxn\n").replace("Sammanträdesprotokoll 2031-02-03", ""))
    assert both.signs == ("no date of the meeting read", "5 of 8 lines of the roster understood")
    assert both.factor == 0.8
    assert coverage.FACTORS[-1] == 0.6


def test_a_few_paragraphs_without_heading_or_decision_are_no_sign() -> None:
    information = "§ 4 Information\n\nFörvaltningen informerar om läget och svarar på frågor.\n\n"
    _, found, _ = built(minutes(items="".join(DECIDED.format(n=n) for n in (1, 2, 3)) + information))
    assert (found.decided, found.paragraphs, found.factor) == (3, 4, 1.0)


def test_text_behind_a_heading_that_nobody_knows_is_not_under_a_known_one() -> None:
    text = "§ 1 Bad\n\nBeslut\n\nKulturnämnden beslutar att bada.\n\nKaffepaus\n\n" + "Nu dricker alla kaffe. " * 9
    _, found, _ = built(minutes(items=text))
    assert found.known == len("Kulturnämnden beslutar att bada.")
    assert found.characters > 200


def test_the_numbers_stand_on_the_minutes_in_the_graph() -> None:
    _, graph = graph_of(minutes())
    said = {p: o.split('"')[1] for s, p, o in graph.triples if s == iri(graph.minutes) and o.startswith('"')}
    wanted = {
        "paragraphCount": "3",
        "titledShare": "1",
        "decidedShare": "1",
        "caseShare": "0",
        "knownSectionShare": "1",
        "rosterLineCount": "5",
        "understoodRosterShare": "1",
        "unmatchedNameCount": "0",
        "confidenceFactor": "1",
    }
    assert {name: said[iri(term(name))] for name in wanted} == wanted


def warned(text: str) -> list[str]:
    return built(text)[0].warnings


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_minutes_that_are_as_they_should_be_smell_of_nothing() -> None:
    assert warned(minutes()) == []


def test_paragraphs_in_one_leave_no_gap() -> None:
    text = minutes(items="".join(DECIDED.format(n=n) for n in (1, "2–4", 5))).replace("§ 2–4", "§§ 2–4")
    assert [line for line in warned(text) if "missing" in line] == []


def test_a_gap_between_numbers_is_told() -> None:
    text = minutes(items="".join(DECIDED.format(n=n) for n in (1, 2, 5)))
    assert warned(text) == [f"line {line_of(text, '§ 5')}: §§ 3–4 is missing before § 5"]


def test_a_paragraph_that_is_far_too_long_is_told() -> None:
    story = "Förvaltningen redogör för läget.\n" * 3000
    text = minutes(items="".join(DECIDED.format(n=n) for n in (1, 2)) + f"Ärendet\n\n{story}\n")
    (told,) = warned(text)
    assert told.startswith(f"line {line_of(text, '§ 2')}: § 2 is 34 pages long")


def test_paragraphs_that_speak_of_decisions_and_have_none_are_told() -> None:
    text = minutes(items="".join(ODD.format(n=n) for n in range(1, 5)))
    assert any(f"line {line_of(text, '§ 1')}: 4 of 4 paragraphs speak of a beslut" in told for told in warned(text))
    silent = text.replace("eniga om beslutet", "eniga")
    assert not any("speak of a beslut" in told for told in warned(silent))


def test_a_roster_from_which_nobody_was_read_is_told() -> None:
    text = minutes().replace("(S) ordförande", "").replace("\nAnna Ekvall ", "\nanna")
    for name in ("Bo Lindmark (M)", "Cilla Hagberg (V)", "Disa Norrby (C)"):
        text = text.replace(name, name.split(" ")[0].lower())
    told = warned(text)
    assert f"line {line_of(text, 'Ledamöter')}: nobody was read from the roster under 'Ledamöter'" in told


def test_an_adjuster_who_was_not_there_is_told() -> None:
    text = minutes(adjuster="Hulda Berg (KD)")
    line = line_of(text, "Hulda Berg")
    assert warned(minutes(adjuster="Bo Lindmarck (M)")) == []
    assert warned(text) == [f"line {line}: Hulda Berg adjusts the minutes and is not among those present"]


def test_more_people_than_any_such_body_has_seats_are_told() -> None:
    letters = "abcdefghijklmnoprstuvy"
    names = [f"K{a}l{b}e Lind{b}{a}d (S)" for a in letters for b in letters]
    some, many = "\n".join(names[:30]), "\n".join(names[:60])
    assert not any("have a seat" in told for told in warned(minutes(roster=some)))
    assert any("64 people have a seat" in told for told in warned(minutes(roster=many)))


def test_a_vote_table_that_lost_its_rows_is_warned_of() -> None:
    table = "Omröstningsresultat\n\nAnna Ekvall (S)\nBo Lindmark (M)\n\nJa\n\nX\n\nX\n\nNej\n"
    text = minutes(items=DECIDED.format(n=1) + table)
    line = line_of(text, "Ja\n")
    assert warned(text) == [f"line {line}: no ballots in § 1: marks and names have lost their rows (4 marks)"]
    assert warned(text.replace("X\n\nX\n\n", "")) == []


def test_passages_are_found_where_they_overlap() -> None:
    found = document.examine(source.read(SAMPLE[0]))
    covered = Covered(found.facts)
    everything = [(kind, span) for kind, facts in found.facts.items() for fact in facts for span in fact.at]
    for kind, span in everything:
        middle = (span.begin + span.end) // 2
        assert kind in covered.kinds(Span(middle, middle + 1))
    assert covered.kinds(Span(len(found.minutes.source.text), len(found.minutes.source.text) + 1)) == set()
