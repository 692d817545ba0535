"""Wordings of one's own: what a folder of them adds to a build, how a wrong one is refused, what is listed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kg import facts
from kg.cli import main
from kg.facts import framed
from kg.language import taught

if TYPE_CHECKING:
    from pathlib import Path

MINUTES = """Brovalla kommun
Kommunstyrelsen
SAMMANTRÄDESPROTOKOLL
Sammanträdesdatum 2031-03-11

Närvarande
Anna Ek (S), ordförande
Ola By (M)

§ 4 Ny badplats

Ärendet
Fritidskontoret har berett saken och ger den vidare till byggnadsnämnden.

Landat i
Förslaget antas.
"""
HEADINGS = """[section]
decision = ["landat i"]
"""
FRAME = """[gives-on]
says = "{source:body} ... ger den vidare till {target:body}"
fields = { kind = "forwards" }
yes = [{ text = "Kontoret ger den vidare till nämnden.", source = "Kontoret", target = "nämnden" }]
no = ["Kontoret ger den inte vidare till nämnden."]
"""
KINDS = {kind.name: framed.fields_of(kind) for kind in (*facts.KINDS, *facts.PARTS)}


def _kg(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own: the lexicon is read once in each."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env={**os.environ, **environment}, check=False
    )


def _here(*arguments: str) -> Result:
    """Run the command in this process: with the lexicon that is shipped."""
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of wordings: a heading and a frame."""
    (tmp_path / "mine" / "frames").mkdir(parents=True)
    (tmp_path / "mine" / "headings.toml").write_text(HEADINGS, encoding="utf-8")
    (tmp_path / "mine" / "frames" / "referral.toml").write_text(FRAME, encoding="utf-8")
    (tmp_path / "ks.txt").write_text(MINUTES, encoding="utf-8")
    return tmp_path / "mine"


def test_a_taught_heading_and_frame_give_facts_that_were_not_there(folder: Path, tmp_path: Path) -> None:
    text = str(tmp_path / "ks.txt")
    before = json.loads(_here("inspect", text, "--json").stdout)
    after = json.loads(_kg("inspect", text, "--json", "--lexicon", str(folder)).stdout)
    rules = [fact["rule"] for fact in after["facts"]]
    assert "referral/gives-on" in rules
    assert "referral/gives-on" not in [fact["rule"] for fact in before["facts"]]
    assert {fact["kind"] for fact in after["facts"]} - {fact["kind"] for fact in before["facts"]} >= {"decision"}


def test_the_variable_says_the_same_and_the_record_names_the_files(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.nq"
    done = _kg("build", str(tmp_path / "ks.txt"), "-o", str(out), "--jobs", "2", KG_LEXICON=str(folder))
    assert done.returncode == 0, done.stderr
    assert "referral/gives-on" in out.read_text(encoding="utf-8")
    record = (tmp_path / "x.nq.prov.ttl").read_text(encoding="utf-8")
    for name, digest in taught.digests(folder).items():
        assert f"urn:sha256:{digest}" in record
        assert f"mine/{name}" in record


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("headings.toml", '[section]\ndecisions = ["landat i"]\n', "headings.toml:2: [section] has no 'decisions'"),
        ("headings.toml", '[section]\ndecision = ["Landat i"]\n', "headings.toml:2: 'Landat i' is not in lower case"),
        ("headings.toml", '[section]\ndecision = "landat i"\n', "headings.toml:2: 'decision' is no list"),
        ("headings.toml", "[section]\n\ndecision = [x]\n", "headings.toml:3: cannot read the lexicon"),
        ("heading.toml", HEADINGS, "heading.toml: is no file of wordings: did you mean headings.toml?"),
        ("vote.toml", "[any-case]\nno-vote = ['(']\n", "vote.toml:2"),
        ("words.toml", '[verb]\nfly = ["flyga flög"]\n', "words.toml:2: cannot inflect 'flyga flög'"),
        ("abbreviations.csv", "short,long\nKS,Kommunstyrelsen\n", "abbreviations.csv:1: the columns are abbreviation"),
        ("frames/referral.toml", FRAME.replace("forwards", "x").replace("fields", "feilds"), "unknown key feilds"),
        ("frames/referral.toml", FRAME.replace("ger den vidare till {", "ger till {"), "no wording of the frame fits"),
        ("frames/referral.toml", FRAME.replace("inte ", ""), "the frame fits it, and should not"),
        ("frames/referal.toml", FRAME, "no kind of fact 'referal': did you mean referral?"),
        ("frames/referral.toml", FRAME.replace("{target:body}", "byn"), "'referral' needs target"),
        ("frames/referral.toml", FRAME.replace("{source:body}", "<flyga>"), "there is no class <flyga>"),
    ],
)
def test_a_wrong_file_is_refused_with_line_and_reason(tmp_path: Path, file: str, text: str, problem: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    told = [str(one) for one in taught.check(tmp_path, KINDS)]
    assert any(problem in one for one in told), told
    result = _here("lexicon", "check", str(tmp_path))
    assert result.exit_code == 3
    assert problem in result.output


def test_a_build_with_a_wrong_folder_reads_nothing(tmp_path: Path) -> None:
    (tmp_path / "headings.toml").write_text("[section]\nnone = ['x']\n", encoding="utf-8")
    done = _kg("build", str(tmp_path), "-o", str(tmp_path / "x.nq"), "--lexicon", str(tmp_path))
    assert done.returncode == 1
    assert "headings.toml:2" in done.stderr
    assert not (tmp_path / "x.nq").exists()
    missing = _kg("build", str(tmp_path), "-o", str(tmp_path / "x.nq"), "--lexicon", str(tmp_path / "none"))
    assert "there is no such folder of wordings" in missing.stderr


def test_all_is_well(folder: Path) -> None:
    result = _here("lexicon", "check", str(folder))
    assert result.exit_code == 0
    assert "2 files, all is well" in result.output


def test_a_user_of_python_teaches_it_the_same(folder: Path, tmp_path: Path) -> None:
    """Nothing that reads the wordings may be imported before `kg.build` has added them."""
    code = f"import kg; print(kg.build({str(tmp_path / 'ks.txt')!r}, lexicon={str(folder)!r}).reports[0].facts)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert "'referral'" in done.stdout, done.stderr


def test_every_frame_that_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    """As they are pasted from `kg inspect --unread`: each lacks a counterexample, and somebody mends all at once."""
    (tmp_path / "frames").mkdir()
    pasted = "".join(f'[wording-{n}]\nsays = "Trafiken vilar"\nyes = ["Trafiken vilar."]\nno = []\n\n' for n in (1, 2))
    (tmp_path / "frames" / "referral.toml").write_text(pasted, encoding="utf-8")
    told = [str(one) for one in taught.check(tmp_path, KINDS)]
    assert [one.partition(": give")[0] for one in told] == [
        "frames/referral.toml:1: [wording-1] the frame has no 'no'",
        "frames/referral.toml:6: [wording-2] the frame has no 'no'",
    ]


def test_a_folder_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    done = _here("lexicon", "check", str(tmp_path / "nowhere"))
    assert "there is no such folder" in done.stderr


def test_what_is_known_is_listed_by_kind(folder: Path) -> None:
    assert {row["kind"] for row in json.loads(_here("lexicon", "list", "--json").stdout)} >= {"decision", "send"}
    rows = json.loads(_kg("lexicon", "list", "referral", "--json", "--lexicon", str(folder)).stdout)
    assert "referral/gives-on" in {row["name"] for row in rows}
    done = _here("lexicon", "list", "decison")
    assert done.exit_code == 2
    assert "did you mean decision?" in done.stderr
