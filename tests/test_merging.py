"""People who are one under two spellings: proposed with what speaks for it, merged in every build, and parted again."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg import keeping, merging
from kg.cli import main
from kg.document import Options
from kg.errors import GraphError
from kg.graph.kept import merged
from kg.graph.store import open_graph
from tests.built import BASE

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """Granfors kommun
Kommunstyrelsen
Sammanträdesprotokoll
Sammanträdesdatum: 2025-{month}-11

Beslutande
{one} (S), ordförande
Bo Myrberg (M)
{more}
§ {number} Ny lekplats i Östervik (KS 2025/41)

Beslut
Kommunstyrelsen föreslår kommunfullmäktige besluta
att anlägga en lekplats.

Yrkande
{one} (S) yrkar bifall till förslaget.
"""
ALVA, RISBERG = f"{BASE}person/granfors-kommun/alva-sandvik", f"{BASE}person/granfors-kommun/alva-sandvik-risberg"
MOVED = "SELECT DISTINCT ?who ?motion { ?motion gov:movedBy ?who }"
NAMES = f"SELECT DISTINCT ?name {{ <{ALVA}> rdfs:label|skos:altLabel ?name }} ORDER BY ?name"


def _write(folder: Path, month: str, one: str, more: str = "") -> None:
    text = TEXT.format(month=month, one=one, number=int(month) + 20, more=more)
    (folder / f"ks-{month}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Give a store of three meetings, at one of which the chair has a surname more."""
    (tmp_path / "in").mkdir()
    for month, one in (("03", "Alva Sandvik"), ("04", "Alva Sandvik"), ("05", "Alva Sandvik Risberg")):
        _write(tmp_path / "in", month, one)
    keeping.update([tmp_path / "in"], tmp_path / "a.kg", Options())
    return tmp_path / "a.kg"


def _movers(store: Path) -> set[str]:
    return {row[0].value for row in open_graph(store).select(MOVED).rows if row[0]}


def test_who_has_a_surname_more_is_proposed_as_the_same(store: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["merge", "propose", str(store), "-o", str(tmp_path / "merges.toml")])
    assert "1 pairs, 1 of them the same" in done.stdout
    (pair,) = tomllib.loads((tmp_path / "merges.toml").read_text(encoding="utf-8"))["pair"]
    assert (pair["same"], pair["one"], pair["other"]) == (True, ALVA, RISBERG)
    assert pair["why"] == (
        "one has a surname more: Alva Sandvik (S), 2 meetings of Kommunstyrelsen, 2025-03-11 to 2025-04-11; "
        "Alva Sandvik Risberg (S), 1 meeting of Kommunstyrelsen, 2025-05-11"
    )


@pytest.mark.parametrize("more", ["Alva Sandvik (M)", "Alva Sandvik Risberg (M)"])
def test_who_stands_on_one_list_with_the_other_is_not_said_to_be_the_same(tmp_path: Path, more: str) -> None:
    (tmp_path / "in").mkdir()
    _write(tmp_path / "in", "03", "Alva Sandvik", f"{more}\n")
    _write(tmp_path / "in", "04", "Alva Sandvik Risberg")
    keeping.update([tmp_path / "in"], tmp_path / "a.kg", Options())
    assert "\nsame = true" not in merging.propose(tmp_path / "a.kg")


def test_a_merge_holds_in_every_build_and_can_be_taken_back(store: Path, tmp_path: Path) -> None:
    before = open_graph(store).lines()
    file = tmp_path / "merges.toml"
    file.write_text(merging.propose(store), encoding="utf-8")
    done = CliRunner().invoke(main, ["merge", "apply", str(store), str(file)])
    assert done.stdout == "1 merged, 1 documents changed\n"
    assert _movers(store) == {ALVA}
    assert [row[0].value for row in open_graph(store).select(NAMES).rows if row[0]] == [
        "Alva Sandvik", "Alva Sandvik Risberg",
    ]  # fmt: skip
    assert RISBERG.encode() not in b"".join(open_graph(store).lines().values())
    _write(tmp_path / "in", "06", "Alva Sandvik Risberg")
    keeping.update([tmp_path / "in"], store, Options())
    assert _movers(store) == {ALVA}
    assert "\nsame = true" in merging.propose(store)  # what is merged stands in the next file too
    (tmp_path / "in" / "ks-06.txt").unlink()
    keeping.update([tmp_path / "in"], store, Options(), keeping.Given(prune=True))
    file.write_text("", encoding="utf-8")
    assert (
        CliRunner().invoke(main, ["merge", "apply", str(store), str(file)]).stdout.startswith("0 merged, 1 documents")
    )
    assert open_graph(store).lines() == before


def test_merging_again_changes_nothing(store: Path) -> None:
    merging.apply(store, {RISBERG: ALVA})
    assert not any(merging.apply(store, {RISBERG: ALVA}))


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ('[[pair]]\nsame = true\none = "urn:x/person/a"', "needs one, other"),
        (f'[[pair]]\nsame = true\none = "{ALVA}"\nother = "{BASE}org/x"', "cannot be taken for"),
        (f'[[pair]]\nsame = true\none = "{ALVA}"\nother = "{ALVA}"', "cannot be taken for"),
        ("[[pair", "cannot be read"),
    ],
)
def test_a_file_that_is_not_understood_is_refused(tmp_path: Path, written: str, problem: str) -> None:
    (tmp_path / "m.toml").write_text(written, encoding="utf-8")
    with pytest.raises(GraphError, match=problem):
        merging.read(tmp_path / "m.toml")


def test_of_three_all_become_the_last_one(tmp_path: Path) -> None:
    pairs = [(ALVA, RISBERG), (f"{ALVA}-x", ALVA)]
    text = "".join(f'[[pair]]\nsame = true\none = "{one}"\nother = "{other}"\n' for one, other in pairs)
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    assert merging.read(tmp_path / "m.toml") == {RISBERG: f"{ALVA}-x", ALVA: f"{ALVA}-x"}


def test_only_whole_iris_are_replaced() -> None:
    data = b'<urn:a> <urn:p> <urn:a/b> .\n<urn:c> <urn:p> "urn:a" .\n'
    assert merged.lines(data, {"urn:a": "urn:z"}) == b'<urn:c> <urn:p> "urn:a" .\n<urn:z> <urn:p> <urn:a/b> .\n'


def test_two_who_stood_on_one_list_are_not_made_one_by_a_third(tmp_path: Path) -> None:
    file = tmp_path / "merges.toml"
    pairs = ((ALVA, f"{ALVA}--s"), (ALVA, f"{ALVA}--m"))
    said = [f'[[pair]]\nsame = true\none = "{one}"\nother = "{other}"\n' for one, other in pairs]
    file.write_text("".join(said), encoding="utf-8")
    with pytest.raises(GraphError, match="stood on one list"):
        merging.read(file)
    file.write_text(said[0], encoding="utf-8")
    assert merging.read(file) == {f"{ALVA}--s": ALVA}


def test_who_sounds_alike_in_other_words_is_proposed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for month, one in (("03", "Inga-Britt Thorsell"), ("04", "Inga-Britt Thorsell"), ("05", "Ingabritt Torsell")):
        _write(tmp_path / "in", month, one)
    keeping.update([tmp_path / "in"], tmp_path / "a.kg", Options())
    (pair,) = tomllib.loads(merging.propose(tmp_path / "a.kg"))["pair"]
    assert pair["same"]
    assert pair["why"].startswith("they sound alike: Inga-Britt Thorsell (S)")


def test_a_name_more_in_between_may_be_that_of_a_brother(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for month, one in (("03", "Per Ekdahl"), ("04", "Per Ekdahl"), ("05", "Per Olof Ekdahl")):
        _write(tmp_path / "in", month, one)
    keeping.update([tmp_path / "in"], tmp_path / "a.kg", Options())
    (pair,) = tomllib.loads(merging.propose(tmp_path / "a.kg"))["pair"]
    assert not pair["same"]
    assert pair["why"].startswith("one has a first name more")
