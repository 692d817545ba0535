"""A clause that reports on a paragraph meets the assignment of the point and the words that it tells, and no other."""

from __future__ import annotations

from kg.graph import reports
from kg.graph.tellings import Given, Reported

PARAGRAPH, DAY = "urn:kf/2031-02-12/19", "2031-02-12"
BRIDGES = "att räkna broarna över ån och föreslå vilka som kan målas om under vintern"
BENCHES = "att ta fram en plan för bänkar i parker och vid stadens hållplatser"


def given(order: int, task: str, to: str = "tekniska-namnden") -> Given:
    """Give an assignment of the paragraph."""
    clause = f"urn:m/19/decision/1/clause/{order}"
    return Given(f"urn:m/19/{order}/{to}", "urn:m", PARAGRAPH, DAY, clause, order, f"urn:org/{to}", task, "urn:p")


def told(text: str, *points: int, day: str = "2031-06-01", of: tuple[Given, ...] = ()) -> list[str]:
    """Give the ends of the IRIs of the assignments that a clause reports on."""
    clause = Reported("urn:r", "urn:n", "urn:kf/x/1", day, PARAGRAPH, points, text, "urn:q")
    return [one.iri.removeprefix("urn:m/19/") for _, one in reports.matched([clause], of)]


TWO = (given(1, BRIDGES), given(2, BENCHES))


def test_the_point_says_which_assignment_is_meant() -> None:
    assert told("Uppdraget i punkt 2 förklaras fullgjort", 2, of=TWO) == ["2/tekniska-namnden"]
    assert told("Uppdraget i punkt 7 förklaras fullgjort", 7, of=TWO) == []


def test_without_a_point_the_words_say_it_or_nothing_does() -> None:
    assert told(f"Redovisning av uppdraget {BENCHES} antecknas", of=TWO) == ["2/tekniska-namnden"]
    assert told("Uppdraget förklaras fullgjort", of=TWO) == []
    assert told("Uppdraget förklaras fullgjort", of=TWO[:1]) == ["1/tekniska-namnden"]


def test_the_words_go_before_a_number_of_another_list() -> None:
    assert told(f"Uppdraget {BENCHES} förklaras fullgjort", 1, of=TWO) == ["2/tekniska-namnden"]


def test_a_report_at_length_about_another_task_meets_none() -> None:
    other = "att utreda hur kommunens skolor med hjälp av föreningslivet kan erbjuda läxhjälp till elever i årskurs nio"
    assert told(f"Redovisning av uppdraget {other} antecknas", 1, of=TWO[:1]) == []


def test_of_several_receivers_those_count_that_the_report_names() -> None:
    both = (given(1, BRIDGES), given(1, BRIDGES, "park-och-naturnamnden"))
    assert told("Uppdraget till park- och naturnämnden förklaras fullgjort", 1, of=both) == ["1/park-och-naturnamnden"]
    assert len(told("Uppdraget förklaras fullgjort", 1, of=both)) == 2


def test_a_report_of_the_same_day_or_before_is_of_something_else() -> None:
    assert told("Uppdraget förklaras fullgjort", 1, day=DAY, of=TWO) == []
