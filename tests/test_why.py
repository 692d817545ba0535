"""`kg why`: from a fact to its sentence, and from anything else to the facts that name it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import NothingFoundError, QueryError
from kg.explore import why
from kg.explore.why import Passage
from kg.files import source

if TYPE_CHECKING:
    from kg.graph.store import Graph

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
END = "1111111111111111/3/referral/1"
REFERRAL = f"https://example.org/id/minutes/{END}"


@pytest.mark.parametrize("given", [REFERRAL, f"<{REFERRAL}>", END, f".../{END}"])
def test_a_fact_is_found_by_its_iri_or_the_end_of_it(given: str, small_graph: Graph) -> None:
    found = why.explain(small_graph, given)
    assert found.thing.iri == REFERRAL
    assert found.types == ("gov:Referral",)
    assert [value.text for value in found.properties["gov:referredFrom"]] == ["Ängsutskottet"]
    assert [value.text for value in found.properties["gov:referralKind"]] == ["referral-kind:proposes"]
    place = "https://example.org/id/minutes/1111111111111111/text#char=10,40"
    assert found.thing.passages == (Passage("utskottet.txt", 10, 40, "Ängsutskottet föreslår\nnämnden", "2", place),)
    assert (found.thing.rule, found.thing.confidence, found.thing.status) == ("referral", "0.9", "stated")


def test_a_paragraph_lists_the_facts_on_it_and_what_is_stated_of_it(small_graph: Graph) -> None:
    says = [fact.says for fact in why.explain(small_graph, "2030-01-10/3").facts]
    assert any(said.startswith("gov:hasReferral steg 1, § 3: ") for said in says)
    assert (
        "gov:hasReservation reservation 1, § 3: inFavourOf yrkande 1, § 3, reservedBy Zoé Ek, reservedBy Åke Öst"
        in says
    )
    assert "gov:notifies Åkernämnden" in says


def test_a_person_is_explained_by_the_facts_that_name_them(small_graph: Graph) -> None:
    found = why.explain(small_graph, "id/ake")
    assert found.thing.says == "Åke Öst"
    assert {fact.iri.rpartition("/3/")[2] for fact in found.facts} >= {"motion/1", "motion/2", "reservation/1"}
    assert all(fact.passages for fact in found.facts)


def test_a_body_is_explained_by_what_is_stated_with_it_as_object(small_graph: Graph) -> None:
    assert "§ 3 Ny äng gov:notifies Åkernämnden" in [fact.says for fact in why.explain(small_graph, "id/b").facts]


def test_the_end_that_several_have_is_refused_with_the_candidates(small_graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"3 IRIs end so.*2222222222222222/7/referral/1"):
        why.explain(small_graph, "referral/1")


@pytest.mark.parametrize("given", ["referral/99", "https://example.org/nobody", "gov:nothing", "x' } #"])
def test_an_iri_that_nothing_has_is_not_found(given: str, small_graph: Graph) -> None:
    with pytest.raises(NothingFoundError):
        why.explain(small_graph, given)


def test_an_end_that_is_misspelt_gets_the_nearest_of_its_document(sample_graph: Graph) -> None:
    with pytest.raises(NothingFoundError, match=r"did you mean 282fabbe93dbb5d1/9/referral/1\?"):
        why.explain(sample_graph, "282fabbe93dbb5d1/9/referal/1")
    with pytest.raises(NothingFoundError, match="take one from the iri column"):
        why.explain(sample_graph, "0000000000000000/9/referral/1")


def test_the_text_form_quotes_the_sentence_and_says_where_it_stands(small_graph: Graph) -> None:
    text = why.as_text(why.explain(small_graph, REFERRAL))
    assert "“Ängsutskottet föreslår nämnden”" in text
    assert "utskottet.txt page 2 [10:40]" in text
    assert "rule referral, confidence 0.9, stated" in text


def test_every_passage_of_the_sample_stands_where_it_says(sample_graph: Graph) -> None:
    texts = {path.name: source.read(path).text for path in SAMPLE.iterdir()}
    passages = sample_graph.select("SELECT DISTINCT ?p { ?p a gov:Passage }").rows
    assert passages
    for (iri,) in passages:
        assert iri is not None
        passage = why.passage(sample_graph, iri.value)
        assert texts[passage.document][passage.begin : passage.end] == passage.text


def test_terms_and_concepts_are_called_by_their_labels_in_a_language(small_graph: Graph) -> None:
    text = why.as_text(why.explain(small_graph, REFERRAL, "sv"), "sv")
    assert not re.search(r"\b(?:gov|dcterms|nif):\w", text)
    assert "  steg\n" in text
    assert re.search(r"^  från +\S", text, re.MULTILINE)
    assert re.search(r"^  slag av steg +föreslår$", text, re.MULTILINE)
    assert "regel referral, säkerhet" in text
    paragraph = why.as_text(why.explain(small_graph, "2030-01-10/3", "sv"), "sv")
    assert "\n  steg 1, § 3: " in paragraph
    assert "har steg" not in paragraph
    assert "\nuppgifter (" in paragraph
