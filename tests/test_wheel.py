"""The wheel works outside the checkout and carries what it needs, no more; an editable install has no copies."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from kg import resources
from kg.explore import queries

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("ontology", "queries", "data/lexicon", "data/register")


def build_wheel(folder: Path, version: str) -> Path:
    """Build the wheel, `standard` or `editable`, as pip does, but without its isolation: that takes the network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", f"wheel:{version}", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the wheel."""
    return build_wheel(tmp_path_factory.mktemp("wheel"), "standard")


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give `kg` of an environment that has the wheel, and of what we are tested with only the other libraries."""
    home = tmp_path_factory.mktemp("env")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "--no-compile"]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    # A path of a .pth file is only a path: the editable install beside the libraries is not seen.
    (own,) = home.glob("lib/python*/site-packages")
    (own / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return home / "bin" / "kg"


def run(program: Path, folder: Path, *arguments: str | Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [str(program), *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, env=environment)
    return done.stdout


def files_under(*folders: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_carries_all_that_is_needed_and_no_more(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shared = {name.removeprefix("kg/_share/") for name in names if name.startswith("kg/_share/")}
    # The commit that it was made from stands beside, where it was made from a checkout of ours.
    assert shared - {"COMMIT"} == files_under(*NEEDED)
    assert {name for name in names if name.startswith("kg/")} - files_under("kg") == {
        f"kg/_share/{name}" for name in shared
    }
    assert files_under("kg") <= names
    assert {name.partition("/")[0] for name in names if "dist-info" not in name} == {"kg"}


@pytest.mark.slow
def test_it_builds_and_answers_outside_the_checkout(program: Path, tmp_path: Path, sample: Path) -> None:
    where = "import kg, kg.resources as r; print(kg.__file__, r.folder('ontology'), sep='\\n')"
    for path in run(program.with_name("python"), tmp_path, "-c", where).splitlines():
        assert Path(path).is_relative_to(program.parent.parent), path
    run(program, tmp_path, "build", ROOT / "data" / "sample", "-o", "x.trig")
    assert (tmp_path / "x.trig").read_bytes() == sample.read_bytes()
    assert "Vårdutskottet" in run(program, tmp_path, "query", "x.trig", "who-referred-what", "--csv")
    listed = run(program, tmp_path, "queries")
    assert all(question.name in listed for question in queries.shipped())


@pytest.mark.slow
def test_it_tells_how_minutes_were_read(program: Path, tmp_path: Path) -> None:
    minutes = min((ROOT / "data" / "sample").iterdir())
    run(program, tmp_path, "inspect", minutes, "--html", "x.html")
    assert "<html" in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_an_editable_install_has_no_copies(tmp_path: Path) -> None:
    names = zipfile.ZipFile(build_wheel(tmp_path, "editable")).namelist()
    assert not [name for name in names if "_share" in name or name.startswith("kg/")]
    assert not (ROOT / "kg" / "_share").exists()
    assert all(resources.folder(name) == ROOT / name for name in NEEDED)
