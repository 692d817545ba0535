"""What is said of a vote whose figures and list disagree, wherever it is shown; on what a table's ballot rests."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kg import document
from kg.cli import main
from kg.files import source

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """Ekby kommun

Kommunfullmäktige
Sammanträdesprotokoll
2031-03-11

Beslutande ledamöter
Gunvor Stenbrink (S), ordförande
Ingmar Vassbotten (M)
Rakel Hjortsberg (C)
Axel Dunderlid (V)

Sekreterare
Pål Envik

"""
EXTRACT = """Ekby kommun

Kommunfullmäktige
Protokollsutdrag
2031-03-11

"""
VOTE = """§ 4 Badbryggor

Beslut
Kommunfullmäktige beslutar att avslå motionen.

Omröstning
Omröstning begärs. Den som vill avslå motionen röstar ja. Den som vill bifalla motionen röstar nej.
Omröstningen utfaller med 1 ja-röst mot 3 nej-röster.

Ja röstar
Gunvor Stenbrink (S), Ingmar Vassbotten (M) och Rakel Hjortsberg (C).

Nej röstar
Axel Dunderlid (V).
"""
TABLE = """§ 4 Badbryggor

Beslut
Kommunfullmäktige beslutar att avslå motionen.

Omröstning
Omröstning begärs. Omröstningen utfaller med 2 ja-röster mot 2 nej-röster.

Ledamot                    Ja    Nej   Avstår
Gunvor Stenbrink (S)       X
Ingmar Vassbotten (M)            X
Rakel Hjortsberg (C)       X
Axel Dunderlid (V)               X
"""


def told(*words: str) -> str:
    """Give what the command says, and have it end without a fault."""
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return result.output


def rows(question: str, graph: str) -> list[dict[str, str]]:
    """Give the rows of an answer as CSV has them, by the name of the column."""
    return list(csv.DictReader(io.StringIO(told("query", graph, question, "--csv").lstrip("\ufeff"))))


@pytest.fixture(params=[HEAD, EXTRACT], ids=["whole", "extract"])
def graph(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Build minutes, or an extract, with figures and a list that disagree; give the graph and the build's report."""
    file = tmp_path / "minutes.txt"
    file.write_text(request.param + VOTE, encoding="utf-8")
    output = str(tmp_path / "x.trig")
    return output, told("build", str(file), "-o", output)


def test_the_build_and_the_check_warn_of_figures_and_a_list_that_disagree(graph: tuple[str, str]) -> None:
    output, report = graph
    assert "§ 4: the vote is said to be 1 ja, 3 nej, and its list has 3 ja, 1 nej: both are kept" in report
    checked = told("check", output)
    assert "warning: gov:yesCount is 1, but the ballots are 3" in checked
    assert "warning: gov:noCount is 3, but the ballots are 1" in checked


def test_every_answer_with_the_vote_or_a_ballot_says_that_they_disagree(graph: tuple[str, str]) -> None:
    output, _ = graph
    (row,) = rows("votes", output)
    assert ",1,3,,,3 ja, 1 nej," in f",{','.join(row.values())},"
    said = [(ballot["option"], ballot["counts_disagree"]) for ballot in rows("ballots", output)]
    assert said == [("no", "true"), ("yes", "true"), ("yes", "true"), ("yes", "true")]
    assert {pair["disputed"] for pair in rows("who-voted-with-whom", output)} == {"1"}
    for iri in ("4/vote/1", "4/vote/1/ballot/1"):
        assert re.search(r"gov:countsDisagree +true", told("why", output, iri))


def test_a_ballot_of_a_table_rests_on_its_row_and_the_heading_its_mark_stands_under(tmp_path: Path) -> None:
    file = tmp_path / "minutes.txt"
    file.write_text(HEAD + TABLE, encoding="utf-8")
    output = str(tmp_path / "x.trig")
    told("build", str(file), "-o", output)
    shown = [told("why", output, f"4/vote/1/ballot/{number}") for number in (1, 2, 3, 4)]
    assert [("“Ja”" in one, "“Nej”" in one) for one in shown] == [(True, False), (False, True)] * 2
    assert all(re.search(r"“.* X”", one) for one in shown)


def test_who_has_no_vote_is_told(tmp_path: Path) -> None:
    file = tmp_path / "minutes.txt"
    file.write_text(HEAD + VOTE.replace("och Rakel", ", Pål Envik och Rakel"), encoding="utf-8")
    report = told("build", str(file), "-o", str(tmp_path / "x.trig"))
    assert "Pål Envik stands on a list of voters, and is a secretary: no ballot is read" in report


@pytest.mark.parametrize(
    "result",
    [
        "Omröstningen utföll med 7 röster mot 2.",
        "Röstsiffrorna blev 7–2.",
        "Omröstningen utföll till ordförandens fördel.",
        "Sju ledamöter har röstat ja.",
    ],
)
def test_a_result_whose_sides_are_not_said_makes_no_vote_and_is_told_as_unread(result: str) -> None:
    text = HEAD + VOTE.split("Den som", maxsplit=1)[0] + f"\n{result}\n"
    read = document.examine(source.from_bytes(text.encode(), "x.txt"))
    assert read.facts["vote"] == []
    assert [text[one.span.begin : one.span.end] for one in read.unread if one.kind == "sentence"][-1] == result
