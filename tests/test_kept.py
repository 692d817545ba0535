"""A store on disk: whatever came first and whoever was killed, it is what one build of its documents gives."""

from __future__ import annotations

import json
import shutil
import threading
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, URIRef

import kg
from bench import kills
from kg import check, fingerprint, keeping
from kg.cli import main
from kg.document import Options
from kg.errors import GraphError, NothingFoundError, OutputError
from kg.graph.kept import folder as place_of
from kg.graph.kept.writer import writing
from kg.graph.store import open_graph, statements
from kg.graph.vocab import PREFIXES, term

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.keeping import Updated


def filled(folder: Path, count: int = 4, seed: int = 1) -> Path:
    """Give a folder with so many short minutes."""
    chance = kills.chance_of(seed)
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"protokoll-{number:02}.txt").write_text(kills.invented(chance), encoding="utf-8")
    return folder


def update(paths: Sequence[Path], store: Path, *, prune: bool = False, again: bool = False) -> Updated:
    return keeping.update(paths, store, Options(), keeping.Given(prune=prune, again=again))


def run(*arguments: object, status: int = 0) -> Result:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exit_code == status, done.output
    return done


def statuses(updated: Updated) -> list[str]:
    return [report.status for report in updated.reports]


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    return filled(tmp_path / "minutes")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "kept.kg"


def test_a_store_says_letter_for_letter_what_a_build_of_a_file_says(minutes: Path, store: Path) -> None:
    update([minutes], store)
    assert kills.kept(store) == kills.clean(minutes)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(5)), st.integers(1, 4), st.integers(1, 1000))
def test_a_store_built_in_any_order_and_in_pieces_is_one_build(
    tmp_path: Path, order: list[int], cut: int, seed: int
) -> None:
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    minutes, store = filled(tmp_path / "minutes", len(order), seed), tmp_path / "kept.kg"
    files = [sorted(minutes.iterdir())[at] for at in order]
    update(files[:cut], store)
    update(files[cut:], store)
    assert kills.kept(store) == kills.clean(minutes)


def test_only_what_changed_is_read_again(minutes: Path, store: Path) -> None:
    assert statuses(update([minutes], store)) == ["ok"] * 4
    assert statuses(update([minutes], store)) == ["kept"] * 4
    (minutes / "protokoll-02.txt").write_text(kills.invented(kills.chance_of(9)), encoding="utf-8")
    found = update([minutes], store)
    assert statuses(found) == ["kept", "kept", "ok", "kept"]
    assert [len(part) for part in found.done] == [1, 0, 1]  # other bytes are other Minutes
    assert kills.kept(store) == kills.clean(minutes)
    assert statuses(update([minutes], store, again=True)) == ["ok"] * 4


def test_another_program_reads_everything_again(minutes: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update([minutes], store)
    monkeypatch.setattr(fingerprint, "program", lambda: "another")
    assert statuses(update([minutes], store)) == ["ok"] * 4


def test_other_options_read_again(minutes: Path, store: Path) -> None:
    update([minutes], store)
    found = keeping.update([minutes], store, Options(organisation="Granfors kommun"))
    assert statuses(found) == ["ok"] * 4


def test_a_document_whose_file_is_gone_is_told_and_pruned_when_asked(minutes: Path, store: Path) -> None:
    update([minutes], store)
    (minutes / "protokoll-01.txt").unlink()
    found = update([minutes], store)
    assert found.gone == ["protokoll-01.txt"]
    assert len(found.inputs) == 4
    found = update([minutes], store, prune=True)
    assert (found.gone, len(found.inputs)) == (["protokoll-01.txt"], 3)
    assert kills.kept(store) == kills.clean(minutes)
    assert update([minutes], store).gone == []


def test_files_that_lie_elsewhere_are_not_gone(minutes: Path, store: Path, tmp_path: Path) -> None:
    update([minutes], store)
    found = update([filled(tmp_path / "more", 2, seed=7)], store, prune=True)
    assert (found.gone, len(found.inputs)) == ([], 6)


def test_a_folder_that_was_moved_is_not_read_again(minutes: Path, store: Path, tmp_path: Path) -> None:
    update([minutes], store)
    (tmp_path / "elsewhere").mkdir()
    # The last names of a path may say something of a meeting: they stay.
    moved = minutes.rename(tmp_path / "elsewhere" / "minutes")
    found = update([moved], store, prune=True)
    assert set(statuses(found)) <= {"kept", "ok"}
    assert len(found.inputs) == 4
    (moved / "protokoll-00.txt").unlink()
    assert update([moved], store).gone == ["protokoll-00.txt"]


def test_what_cannot_be_read_any_more_leaves_the_graph(minutes: Path, store: Path) -> None:
    update([minutes], store)
    (minutes / "protokoll-03.txt").write_text(" ", encoding="utf-8")
    found = update([minutes], store)
    assert statuses(found) == ["kept", "kept", "kept", "failed"]
    assert kills.kept(store) == kills.clean(minutes)


def test_the_same_bytes_under_two_names_are_the_least_name_whichever_came_first(minutes: Path, store: Path) -> None:
    first, twin = minutes / "protokoll-00.txt", minutes / "a.txt"
    update([minutes], store)
    shutil.copy(first, twin)
    found = update([minutes], store)
    assert statuses(found) == ["ok", "same", "kept", "kept", "kept"]
    assert "same bytes as a.txt" in found.reports[1].warnings[0]
    assert kills.kept(store) == kills.clean(minutes)
    twin.unlink()
    update([minutes], store, prune=True)
    assert kills.kept(store) == kills.clean(minutes)


def test_a_document_is_removed_by_its_name(minutes: Path, store: Path) -> None:
    update([minutes], store)
    assert len(keeping.remove(store, "protokoll-02.txt")) == 1
    (minutes / "protokoll-02.txt").unlink()
    assert kills.kept(store) == kills.clean(minutes)
    with pytest.raises(NothingFoundError, match="no such document"):
        keeping.remove(store, "protokoll-02.txt")


def test_a_reader_keeps_the_state_that_it_opened(minutes: Path, store: Path) -> None:
    update([minutes], store)
    before = open_graph(store)
    lines, count = before.lines(), len(before)
    keeping.remove(store, "protokoll-02.txt")
    assert (before.lines(), len(before)) == (lines, count)
    assert len(open_graph(store)) < count
    del before
    update([minutes], store)
    assert len(list(store.glob("index-*"))) == 1


def test_readers_beside_a_writer_see_whole_states(minutes: Path, store: Path) -> None:
    update([minutes], store)
    states = {kills.kept(store)}
    done = threading.Event()
    seen: list[str] = []

    def read() -> None:
        while not done.is_set():
            seen.append(kills.kept(store))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(4):
            (minutes / f"mer-{number}.txt").write_text(kills.invented(kills.chance_of(50 + number)), encoding="utf-8")
            update([minutes], store)
            states.add(kills.clean(minutes))
    finally:
        done.set()
        reader.join()
    assert seen
    assert set(seen) <= states


def test_a_second_writer_is_refused(minutes: Path, store: Path) -> None:
    with writing(store, "https://example.org/id/"), pytest.raises(OutputError, match="another kg writes"):
        update([minutes], store)


def test_all_of_a_store_has_one_base(minutes: Path, store: Path) -> None:
    update([minutes], store)
    with pytest.raises(OutputError, match="all its IRIs begin with"):
        keeping.update([minutes], store, Options(base="https://example.org/id/"))


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="processes are forked and killed")
@pytest.mark.parametrize("times", [5, pytest.param(15, marks=pytest.mark.slow)])
def test_whoever_is_killed_leaves_the_old_state_or_the_new_one(times: int, tmp_path: Path) -> None:
    found = kills.run(tmp_path, times, seed=3)
    assert sum(found.values()) == times


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="processes are forked and killed")
@pytest.mark.parametrize("times", [2, pytest.param(8, marks=pytest.mark.slow)])
def test_whoever_is_killed_while_merging_leaves_the_old_state_or_the_new_one(times: int, tmp_path: Path) -> None:
    found = kills.run_merges(tmp_path, times, seed=3)
    assert sum(found.values()) == times


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="there is no such store"):
        open_graph(tmp_path / "none.kg")
    with pytest.raises(GraphError, match="is no store"):
        open_graph(tmp_path)
    with pytest.raises(NothingFoundError), writing(tmp_path / "empty.kg", "https://example.org/id/"):
        raise NothingFoundError("nothing")
    with pytest.raises(GraphError, match="nothing has been built into it yet"):
        list(statements(tmp_path / "empty.kg"))


@pytest.mark.parametrize("there", ["file.kg", "folder.kg", "none/store.kg"])
def test_a_store_is_not_made_over_something_else(there: str, minutes: Path, tmp_path: Path) -> None:
    (tmp_path / "file.kg").write_text("", encoding="utf-8")
    filled(tmp_path / "folder.kg")
    done = run("build", minutes, "-o", tmp_path / there, status=1)
    assert "kg: " in done.stderr


def test_all_commands_take_a_store(minutes: Path, store: Path, tmp_path: Path) -> None:
    built = json.loads(run("build", minutes, "-o", store, "--json").stdout)
    assert (built["documents"]["read"], built["store"]["documents"], len(built["store"]["new"])) == (4, 4, 4)
    run("build", minutes, "-o", tmp_path / "x.trig")
    for command in (
        ("query", "{}", "decisions-of-a-body", "--csv"),
        ("check", "{}"),
        ("export", "{}", "-o", tmp_path / "out.trig", "--force"),
        ("export", "{}", "-o", tmp_path / "out.graphml", "--view", "full", "--force"),
        ("view", "{}", "-o", tmp_path / "out.svg", "--force"),
    ):
        told = []
        for graph in (store, tmp_path / "x.trig"):
            done = run(*(graph if part == "{}" else part for part in command))
            written = [path.read_bytes() for path in sorted(tmp_path.glob("out.*"))]
            told.append((done.stdout, written))
        assert told[0] == told[1], command
    assert (tmp_path / "out.trig").read_bytes() == (tmp_path / "x.trig").read_bytes()
    done = run("remove", store, "protokoll-00.txt")
    assert "taken out" in done.stdout


def test_an_index_is_held_as_long_as_it_is_read(minutes: Path, store: Path) -> None:
    update([minutes], store)
    held = place_of.hold(store, 1)
    keeping.remove(store, "protokoll-00.txt")
    assert place_of.index(store, 1).is_dir() == (held is not None)
    assert held is not None
    held.release()
    place_of.sweep(store, 2)
    assert not place_of.index(store, 1).exists()


@pytest.mark.filterwarnings(r"ignore:(Dataset|ConjunctiveGraph)\b:DeprecationWarning")
def test_rdflib_reads_a_store_where_it_lies(minutes: Path, store: Path, tmp_path: Path) -> None:
    update([minutes], store)
    run("build", minutes, "-o", tmp_path / "x.trig")
    dataset, loaded = kg.open(store), kg.load(tmp_path / "x.trig")
    assert set(dataset.triples((None, None, None))) == set(loaded.triples((None, None, None)))
    names = {graph.identifier for graph in loaded.graphs() if len(graph)}
    assert {graph.identifier for graph in dataset.graphs() if len(graph)} - {dataset.default_graph.identifier} == names
    for name in names:
        assert set(dataset.graph(name)) == set(loaded.graph(name))
    asked = "SELECT (COUNT(?p) AS ?n) { ?p a gov:Person ; rdfs:label ?l }"
    (count,) = kg.ask(store, asked)
    (row,) = dataset.query(f"PREFIX gov: <{PREFIXES['gov']}> {asked}").bindings
    assert [str(value) for value in row.values()] == [str(count["n"])]
    assert count["n"] == len(set(loaded.subjects(RDF.type, URIRef(term("Person")))))
    with pytest.raises(GraphError, match="only read"):
        dataset.add((URIRef("urn:a"), RDF.type, URIRef("urn:b")))


def test_a_plain_count_of_a_store_counts_what_two_documents_say_once(minutes: Path, store: Path) -> None:
    shutil.copy(minutes / "protokoll-00.txt", minutes / "again.txt")
    with (minutes / "again.txt").open("a", encoding="utf-8") as stream:
        stream.write("\n")
    update([minutes], store)
    twice = "SELECT ?s ?p ?o { ?s ?p ?o } GROUP BY ?s ?p ?o HAVING (COUNT(*) > 1)"
    assert open_graph(store).select(twice).rows == []
    for graph in ("again.txt", "protokoll-00.txt"):
        apart = f'SELECT ?g {{ GRAPH ?g {{ ?d dcterms:source "{graph}" . ?i dcterms:title ?t ; gov:number ?n }} }}'
        assert open_graph(store).select(apart).rows


def test_a_store_is_checked_document_by_document(minutes: Path, store: Path, tmp_path: Path) -> None:
    update([minutes], store)
    run("build", minutes, "-o", tmp_path / "x.trig")
    assert check.check(store) == check.check(tmp_path / "x.trig")
