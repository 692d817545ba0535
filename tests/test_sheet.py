"""What a document's sheet of triples writes once, however often it is told."""

from __future__ import annotations

from kg.facts.kind import Fact
from kg.files import source
from kg.graph.document_graph import DocumentGraph
from kg.graph.iri import Names
from kg.graph.sheet import Sheet
from kg.model import Span


def test_a_value_that_two_wordings_tell_has_one_statement_with_both_passages_and_the_first_rule() -> None:
    names = Names("0" * 64)
    sheet = Sheet(source.from_bytes(b"Maj deltar inte. Maj viker.", "a.txt"), names, DocumentGraph("m", "0"), 1.0)
    for rule, span, confidence in (("away/one", Span(0, 16), 0.9), ("away/other", Span(17, 27), 0.8)):
        fact = Fact(at=(span,), rule=rule, confidence=confidence)
        sheet.state((names.minutes, names.minutes, "<x:maj>"), ("1", "recused"), fact, "recused")
    told = [(p.rpartition("#")[2].strip(">"), o) for s, p, o in sheet.graph.triples if "/statement/" in s]
    assert [value for name, value in told if name == "extractedBy"] == ['"away/one"']
    assert len([value for name, value in told if name == "confidence"]) == 1
    assert len([value for name, value in told if name == "supportedBy"]) == 2
