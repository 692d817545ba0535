"""Two graphs compared: documents that one alone has, facts that differ, and nothing where both say the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg import conductor
from kg.cli import main
from kg.document import Options
from kg.explore import difference
from kg.graph.store import open_graph

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

TEXT = """Granfors kommun
Kommunstyrelsen
Sammanträdesprotokoll
Sammanträdesdatum: 2031-03-{day}

Beslutande
Alva Sandvik (S), ordförande
Bo Myrberg (M)

§ {day} Ny lekplats i Östervik (KS 2031/41)

Beslut
Kommunstyrelsen {decides}
"""


def built(folder: Path, name: str, **texts: str) -> Path:
    """Build a graph of documents by their names, each with what is decided."""
    minutes = folder / name
    minutes.mkdir()
    for at, (called, decides) in enumerate(texts.items()):
        text = TEXT.format(day=11 + at, decides=decides)
        (minutes / f"{called}.txt").write_text(text, encoding="utf-8")
    output = folder / f"{name}.trig"
    conductor.save(conductor.build([minutes], Options()), output)
    return output


def diff(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return built(tmp_path, "a", one="beslutar att anlägga en lekplats.", two="avslår motionen.")


def test_a_graph_differs_in_nothing_from_itself(first: Path) -> None:
    assert difference.differences(open_graph(first), open_graph(first)) == []
    assert diff(first, first).exit_code == 0


def test_a_document_that_one_graph_alone_has_is_named(first: Path, tmp_path: Path) -> None:
    second = built(tmp_path, "b", one="beslutar att anlägga en lekplats.")
    gone = [one.name for one in difference.differences(open_graph(first), open_graph(second)) if not one.after]
    assert gone == ["two.txt"]
    done = diff(first, second)
    assert done.exit_code == 3
    assert "- two.txt (" in done.stdout
    assert "+ two.txt (" in diff(second, first).stdout


def test_of_a_document_with_other_bytes_the_facts_that_changed_are_told(first: Path, tmp_path: Path) -> None:
    second = built(tmp_path, "b", one="beslutar att anlägga en lekplats.", two="bifaller motionen.")
    (changed,) = [one for one in difference.differences(open_graph(first), open_graph(second)) if one.name == "two.txt"]
    said = {fact.iri: fact.said for fact in changed.facts if fact.sign == "~"}
    assert said["/12/decision/1"]["gov:outcome"] == (("outcome:rejected",), ("outcome:adopted",))
    # Places in the text are none of what the minutes say, and the attendance is what it was.
    assert not any("attendance" in iri or "text#" in iri for iri in said)
    assert "gov:outcome: outcome:rejected → outcome:adopted" in diff(first, second).stdout


def test_a_union_is_compared_as_a_whole(first: Path, tmp_path: Path) -> None:
    union = tmp_path / "union.nt"
    assert CliRunner().invoke(main, ["export", str(first), "-o", str(union)]).exit_code == 0
    assert diff(first, union).exit_code == 0
    other = built(tmp_path, "b", one="beslutar att anlägga en badplats.")
    told = json.loads(diff(union, other, "--json").stdout)
    assert [one["name"] for one in told] == ["the whole graph"]
