"""A document is called by its path below the folder that was given, or has the address that the user says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kg import conductor
from kg.cli import main
from kg.document import Options
from kg.errors import SourceError
from kg.files import addresses
from kg.graph.store import open_graph
from tests import packages

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """Granfors kommun
Kommunstyrelsen
Sammanträdesprotokoll
Sammanträdesdatum: 2025-03-{day}

Beslutande
Alva Sandvik (S), ordförande

§ 1 Ny lekplats

Beslut
Kommunstyrelsen beslutar att anlägga en lekplats.
"""
SOURCES = "SELECT DISTINCT ?s { ?m a gov:Minutes ; dcterms:source ?s }"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with three documents that are called alike."""
    root = tmp_path / "allt"
    for day in ("11", "12", "13"):
        (root / "kommunstyrelsen" / f"2025-03-{day}").mkdir(parents=True)
        text = TEXT.format(day=day)
        (root / "kommunstyrelsen" / f"2025-03-{day}" / "protokoll å.txt").write_text(text, encoding="utf-8")
    return root


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, words)])


def names(file: Path) -> list[str]:
    return sorted(row[0].value for row in open_graph(file).select(SOURCES).rows if row[0])


def test_files_that_are_called_alike_have_the_path_below_the_folder(folder: Path, tmp_path: Path) -> None:
    done = run(folder, "-o", tmp_path / "x.trig")
    assert done.exit_code == 0
    expected = [f"kommunstyrelsen/2025-03-{day}/protokoll å.txt" for day in ("11", "12", "13")]
    assert names(tmp_path / "x.trig") == expected
    assert all(name in done.stdout for name in expected)
    assert str(tmp_path) not in (tmp_path / "x.trig").read_text(encoding="utf-8")


def test_a_file_that_is_given_has_its_own_name(folder: Path, tmp_path: Path) -> None:
    assert run(folder / "kommunstyrelsen" / "2025-03-11" / "protokoll å.txt", "-o", tmp_path / "x.nq").exit_code == 0
    assert names(tmp_path / "x.nq") == ["protokoll å.txt"]


def test_an_archive_in_the_folder_is_a_part_of_the_path(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    data = packages.archive({"mars/a.txt": TEXT.format(day="11").encode()})
    (tmp_path / "in" / "b.zip").write_bytes(data)
    assert run(tmp_path / "in", "-o", tmp_path / "x.nq").exit_code == 0
    assert names(tmp_path / "x.nq") == ["b.zip/mars/a.txt"]
    assert run(tmp_path / "in" / "b.zip", "-o", tmp_path / "y.nq").exit_code == 0
    assert names(tmp_path / "y.nq") == ["mars/a.txt"]


def test_the_order_of_the_paths_changes_no_name(folder: Path, tmp_path: Path) -> None:
    below = folder / "kommunstyrelsen"
    for file, paths in (("x.nq", [folder, below]), ("y.nq", [below, folder])):
        conductor.save(conductor.build(paths, Options()), tmp_path / file)
    assert (tmp_path / "x.nq").read_bytes() == (tmp_path / "y.nq").read_bytes()


def test_a_template_gives_each_its_address(folder: Path, tmp_path: Path) -> None:
    done = run(folder, "-o", tmp_path / "x.nq", "--source-url", "https://granfors.example/m/{path}")
    assert done.exit_code == 0
    assert names(tmp_path / "x.nq")[0] == (
        "https://granfors.example/m/kommunstyrelsen/2025-03-11/protokoll%20%C3%A5.txt"
    )
    assert addresses.read("https://x.example/?d={stem}").of("a/b c.pdf") == "https://x.example/?d=b%20c"


def test_a_table_gives_addresses_and_who_is_not_in_it_keeps_the_path(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "urls.csv"
    path = "kommunstyrelsen/2025-03-12/protokoll å.txt"
    table.write_text(f"path,address\n{path},https://granfors.example/12\n", encoding="utf-8")
    done = run(folder, "-o", tmp_path / "x.nq", "--source-url", table)
    assert names(tmp_path / "x.nq")[0] == "https://granfors.example/12"
    assert len(names(tmp_path / "x.nq")) == 3
    assert done.stdout.count("has no address in the table") == 2


@pytest.mark.parametrize("given", ["https://x.example/", "ftp://x/{path}", "{path}", "missing.csv", "C:/x/{name}"])
def test_what_gives_no_address_is_refused_before_anything_is_read(given: str, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        addresses.read(given)
    assert run(folder, "-o", tmp_path / "x.nq", "--source-url", given).exit_code == 1
    assert not (tmp_path / "x.nq").exists()


@pytest.mark.parametrize("row", ["a.txt", "a.txt,b,c", "a.txt,not an address\nb.txt,neither"])
def test_a_row_that_is_no_path_and_address_is_told(row: str, tmp_path: Path) -> None:
    (tmp_path / "urls.csv").write_text(f"path,address\n{row}\n", encoding="utf-8")
    with pytest.raises(SourceError, match="row 1 is no path and address"):
        addresses.read(str(tmp_path / "urls.csv"))
