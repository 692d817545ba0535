"""Who may import whom, read from the code: text knows no facts, facts no graph, graph no explorer; no circle."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "kg"
FILES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
# Each stage with the stages it may import; what lies directly in kg/ is the ground floor, open to all.
MAY = {
    "language": {"language"},
    "files": {"language", "files"},
    "lines": {"language", "files", "lines"},
    "minutes": {"language", "files", "lines", "minutes"},
    "context": {"language", "files", "lines", "minutes", "context"},
    "facts": {"language", "files", "lines", "minutes", "context", "facts"},
    "quality": {"language", "files", "lines", "minutes", "facts", "quality"},
    "graph": {"language", "files", "lines", "minutes", "facts", "graph"},
    "check": {"language", "files", "lines", "minutes", "graph", "check"},
    "explore": {"graph", "explore"},
    "web": {"graph", "explore", "web"},
}
# The door and the commands behind it: nothing imports them.
DOOR = {"kg.cli", *(module for module in FILES if module.startswith("kg.commands"))}
# The only files that see both ends.
_READING = {"kg.conductor", "kg.keeping", "kg.reading", "kg.cluster", "kg.document"}
CONDUCTORS = {*_READING, "kg.merging", "kg.survey", "kg.api", *DOOR}
# One place each for the libraries that two worlds meet in.
ONE_FILE = {
    "spacy": {"kg.pipeline", "kg.language.annotated", "kg.api"},
    "pyoxigraph": {"kg.graph.store", "kg.graph.terms", "kg.graph.rdf_file", "kg.graph.kept.index"},
    "sqlite3": {
        *("kg.explore.search", "kg.explore.summary", "kg.explore.whole"),
        *("kg.graph.kept.folder", "kg.graph.kept.ledger"),
    },
    "starlette": {"kg.web.app", "kg.web.protocol", "kg.web.server"},
    "distributed": {"kg.cluster"},
    "click": DOOR - {"kg.commands"},
}


@cache
def imports(module: str, *, also_types: bool = True) -> set[str]:
    """Give the modules that a module imports, those of its functions and of its type checks among them."""
    tree = ast.parse(FILES[module].read_text(encoding="utf-8"))
    types_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if not also_types and id(node) in types_only:
            continue
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {full if (full := f"{node.module}.{name.name}") in FILES else node.module for name in node.names}
    return found


def stage(module: str) -> str:
    """Give the stage of a module; empty for the ground floor."""
    parts = module.split(".")
    return parts[1] if parts[0] == "kg" and len(parts) > 1 and parts[1] in MAY else ""


def test_every_folder_is_a_stage_of_the_plan() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/*.py")}
    assert folders - {"commands"} == set(MAY)


@pytest.mark.parametrize("module", [module for module in FILES if stage(module)])
def test_a_stage_imports_only_the_stages_before_it(module: str) -> None:
    wrong = {one for one in imports(module) if stage(one) and stage(one) not in MAY[stage(module)]}
    assert wrong == set()
    assert not imports(module) & CONDUCTORS


@pytest.mark.parametrize("module", [module for module in FILES if not stage(module) and module not in CONDUCTORS])
def test_the_ground_floor_knows_no_stage_when_it_runs(module: str) -> None:
    if module in {"kg.score", "kg.gold"}:
        pytest.skip("the scorer stands outside: it reads graphs, and nothing imports it but the command")
    assert {stage(one) for one in imports(module, also_types=False)} <= {""}


@pytest.mark.parametrize("module", ["kg.score", "kg.gold"])
def test_the_scorer_reads_graphs_and_knows_nothing_of_how_they_are_made(module: str) -> None:
    assert {stage(one) for one in imports(module)} <= {"", "graph", "explore"}
    assert all(module not in imports(other) for other in FILES if other not in DOOR | {"kg.score"})


def test_only_the_conductors_see_both_ends() -> None:
    both = {module for module in FILES if {"facts", "graph"} <= {stage(one) for one in imports(module)}}
    assert {module for module in both if stage(module) not in {"graph", "check"}} <= CONDUCTORS


def test_the_checks_compare_graph_and_text_and_are_called_by_the_conductors_alone() -> None:
    calling = {module for module in FILES if any(stage(one) == "check" for one in imports(module))}
    assert {module for module in calling if stage(module) != "check"} <= CONDUCTORS


def test_there_is_no_circle() -> None:
    graph = {module: imports(module, also_types=False) & set(FILES) for module in FILES}
    order = list(TopologicalSorter(graph).static_order())
    assert set(order) == set(FILES)


def test_one_kind_of_fact_imports_no_graph_term() -> None:
    for module in FILES:
        if stage(module) == "facts":
            assert "rdflib" not in {one.split(".")[0] for one in imports(module)}


@pytest.mark.parametrize(("library", "home"), sorted(ONE_FILE.items()))
def test_a_library_is_known_to_one_place(library: str, home: set[str]) -> None:
    assert {module for module in FILES if library in {one.split(".")[0] for one in imports(module)}} == home


def test_nothing_goes_out_through_the_door_and_in_again() -> None:
    inside = {module: imports(module) & DOOR for module in FILES if module not in DOOR}
    assert {module: found for module, found in inside.items() if found} == {}
