"""One Swedish word a concept: what the ontology labels is called so in graphs, answers, Excel and on the map's page."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from kg.explore import labels, queries, tables, values
from kg.explore.words import HEADINGS, words
from kg.facts import KINDS
from kg.graph import vocab
from kg.graph.terms import Rows, Term

if TYPE_CHECKING:
    from kg.graph.store import Graph

COLUMNS = tomllib.loads((labels.TEMPLATES / "columns.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_term_and_concept_that_a_column_names_is_labelled(language: str) -> None:
    for column, name in COLUMNS["terms"].items():
        assert labels.called(name, language), column


def test_no_word_of_ours_stands_beside_a_label_of_the_ontology() -> None:
    known = set(labels.terms("sv").values()) | set(labels.concepts("sv").values())
    assert {column for column, word in COLUMNS["sv"].items() if word in known} == set()
    assert COLUMNS["sv"].keys() & COLUMNS["terms"].keys() == set()


def test_a_referral_is_a_step_wherever_it_is_named(sample_graph: Graph) -> None:
    step = labels.called("gov:Referral", "sv")
    assert step == "steg"
    assert labels.columns("sv")["movements"] == step
    assert labels.called("gov:hasReferral", "sv") == f"har {step}"
    assert labels.called("gov:referralKind", "sv") == f"slag av {step}"
    assert labels.called("gov:sameMovementAs", "sv") == f"samma {step} som"
    said = words("sv")
    assert all(said[key].split()[-1] == step for key in ("movements", "steps", "shown", "legend"))
    named = sample_graph.select("SELECT DISTINCT ?label { ?referral a gov:Referral ; rdfs:label ?label }").rows
    assert {cell.value.split()[0] for (cell,) in named if cell} == {step}


def test_a_fact_in_the_graph_is_called_as_its_class() -> None:
    for kind in KINDS:
        if kind.term:
            assert vocab.label(kind.term) == labels.called(f"gov:{kind.term}", "sv")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_list_on_the_page_is_headed_as_the_answer(language: str) -> None:
    named = labels.columns(language)
    for name in HEADINGS:
        assert words(language)[name] == named.get(name, name).capitalize()


def test_excel_has_headings_and_values_in_swedish() -> None:
    question = queries.find("ballots")
    cells = (Term("literal", "Åsa Ek"), Term("literal", "no"), Term("literal", "2031-02-03"))
    told = values.translated(Rows(("person", "option", "date"), [cells]), question.schemes, "sv")
    assert tables.as_excel(told) == "\ufeffperson;röst;datum\nÅsa Ek;nej;2031-02-03\n"


def test_two_terms_that_are_two_things_have_two_words() -> None:
    classes = [name for name in labels.terms("sv") if name[:4] == "gov:" and name[4].isupper()]
    called = [labels.called(name, "sv") for name in classes]
    assert len(set(called)) == len(called)
