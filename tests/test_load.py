"""`kg.load`: a built graph as an rdflib dataset, whatever the format, and clear errors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Dataset

import kg
from kg import conductor
from kg.document import Options
from kg.errors import GraphError
from kg.graph import files
from kg.graph.iri import BASE, identities

# rdflib 7.6 warns of names that it uses itself.
pytestmark = pytest.mark.filterwarnings(r"ignore:(Dataset|ConjunctiveGraph)\b:DeprecationWarning")
ROOT = Path(__file__).resolve().parent.parent
ONE = ROOT / "data" / "sample" / "norradal-vardutskottet-2025-02-11.txt"
MEETINGS = "PREFIX gov: <https://w3id.org/protokollgraf/ns#> SELECT ?m { ?minutes gov:recordOf ?m ; a gov:Minutes }"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with one document of the sample in every format."""
    folder = tmp_path_factory.mktemp("formats")
    built = conductor.build([ONE], Options())
    for ending in files.WRITERS:
        conductor.save(built, folder / f"x{ending}")
    return folder


@pytest.mark.parametrize("ending", list(files.WRITERS))
def test_every_format_that_is_written_is_loaded_and_asked_as_a_union(ending: str, written: Path) -> None:
    dataset = kg.load(str(written / f"x{ending}"))
    assert isinstance(dataset, Dataset)
    assert len(list(dataset.query(MEETINGS))) == 1


@pytest.mark.parametrize("ending", [".trig", ".nq", ".jsonld"])
def test_a_document_is_a_graph_of_its_own_beside_the_identities(ending: str, written: Path) -> None:
    names = {str(graph.identifier) for graph in kg.load(written / f"x{ending}").graphs() if len(graph)}
    assert identities(BASE) in names
    assert [name.startswith(f"{BASE}minutes/") for name in names - {identities(BASE)}] == [True]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.rdf", "", "no graph ends in .rdf"),
        ("x", "", "no graph ends in nothing"),
        ("x.ttl", "<a> <b>", "is no valid turtle"),
        ("x.trig", "<a> { <b>", "is no valid trig"),
        ("x.nq", "<a> b .", "is no valid nquads"),
        ("x.nt", "<a> b .", "is no valid nt"),
        ("x.jsonld", "{", "is no valid json-ld"),
    ],
)
def test_what_is_no_graph_is_told_in_one_line(name: str, text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(GraphError, match=said) as caught:
        kg.load(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="there is no such file"):
        kg.load(tmp_path / "x.trig")


def test_importing_kg_imports_no_library() -> None:
    code = "import sys, kg; print([one for one in ('rdflib', 'pyoxigraph', 'spacy', 'pyshacl') if one in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"
