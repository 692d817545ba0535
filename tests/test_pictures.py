"""The path of a case, the matrix of bodies and votes by party as pictures; the flows by size beside a printed map."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import NothingFoundError, QueryError
from kg.explore import dot, matrix, movement, queries, ranked, svg, timeline, view
from kg.explore.by_party import by_party
from kg.explore.movement import Agent, Movement, Scope
from kg.graph.terms import Rows, Term

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.store import Graph

CASE = "HSN 1187-2024"
by_party_of = sys.modules[by_party.__module__]
"""The module: the function in it has its name."""
SVG = "{http://www.w3.org/2000/svg}"


def words(picture: str) -> list[str]:
    root = ET.fromstring(picture)  # noqa: S314 - drawn by the test
    return ["".join(text.itertext()).strip() for text in root.iter(f"{SVG}text")]


def steps(count: int, sender: str, receiver: str, kind: str = "proposes") -> list[Movement]:
    ends = [Agent(f"x:{name}", name, "GoverningBody", "board", "Ekby kommun") for name in (sender, receiver)]
    return [Movement(f"x:{sender}-{at}", ends[0], ends[1], kind) for at in range(count)]


def test_a_timeline_has_every_paragraph_in_the_lane_of_its_body_in_the_order_of_days(
    tmp_path: Path, sample_graph: Graph
) -> None:
    view.view(sample_graph, tmp_path / "x.svg", Scope(case=CASE), picture=view.TIMELINE)
    root = ET.parse(tmp_path / "x.svg").getroot()  # noqa: S314 - drawn by graphviz one line above
    places = {
        "".join(text.itertext()).strip(): (float(text.get("x", 0)), float(text.get("y", 0)))
        for text in root.iter(f"{SVG}text")
    }
    answer = queries.ask(sample_graph, queries.find("path-of-a-case"), {"case": CASE})
    assert isinstance(answer, Rows)
    told = [
        {name: cell.value if cell else "" for name, cell in zip(answer.variables, row, strict=True)}
        for row in answer.rows
    ]
    days = sorted({row["date"] for row in told})
    assert sorted(days, key=lambda day: places[day][1]) == days
    assert {f"§ {row['paragraph']}" for row in told} <= {re.sub(r" \(.*", "", one) for one in places}
    assert "återremitterar till Hälso- och" in places
    assert "beslut: annat, återremitterad" in places, "what came of it is said"


def test_arrows_of_a_timeline_lead_to_what_the_receiver_did_next_and_wait_dashed(sample_graph: Graph) -> None:
    drawn = timeline.timeline(sample_graph, Scope(case=CASE))
    ends = [tuple(map(int, re.findall(r'"(\d+)-', arrow))) for arrow in drawn.over]
    assert ends
    assert all(first <= second for first, second in ends)
    assert any("dashed" in arrow for arrow in drawn.over)
    assert any("väntas" in said for _, said in drawn.legend.lines)
    assert "annat" in drawn.text
    assert "other" in timeline.timeline(sample_graph, Scope(case=CASE), "en").text


def test_a_case_that_nobody_tells_of_has_no_timeline(sample_graph: Graph) -> None:
    with pytest.raises(NothingFoundError, match="no such case"):
        timeline.timeline(sample_graph, Scope(case="KS 1/1901"))


def test_edges_that_move_nothing_are_led_around_what_is_laid_out() -> None:
    rows = "digraph { graph [splines=true]; node [shape=box, width=1]; a -> b -> c [weight=9] }"
    plain, led = (dot.draw(rows, "svg", over=over).decode() for over in ((), ('a -> c [color="#ff0000"];',)))
    corners = [re.findall(r'<polygon[^>]*points="([^"]+)"', one)[1:4] for one in (plain, led)]
    assert corners[0][::2][0] == corners[1][::2][0], "the boxes stay where they were"
    path = re.search(r'stroke="#ff0000" d="([^"]+)"', led)
    assert path is not None
    xs = [float(x) for x in re.findall(r"([-\d.]+),", path[1])]
    box = [float(x) for x in re.findall(r"([-\d.]+),", re.findall(r'<polygon[^>]*points="([^"]+)"', led)[3])]
    assert max(xs) > max(box) or min(xs) < min(box), "beside b, not through it"


def test_the_matrix_counts_every_step_once() -> None:
    told = [*steps(3, "Nämnd", "Styrelse"), *steps(2, "Styrelse", "Fullmäktige"), *steps(1, "Nämnd", "Fullmäktige")]
    shown = words(matrix.matrix(told))
    assert shown.count("summa") == 2
    assert Counter(one for one in shown if one.isdigit()) == Counter(["3", "2", "1", "3", "3", "4", "2", "6"])
    assert "sum" in words(matrix.matrix(told, "en"))


def test_what_is_rare_in_a_matrix_is_put_together_unless_all_is_asked_for() -> None:
    told = [*steps(3, "A", "B"), *steps(1, "C", "D"), *steps(1, "E", "D")]
    assert "övriga (3)" in words(matrix.matrix(told, most=2))
    assert {"A", "B", "C", "D", "E"} <= {*words(matrix.matrix(told, most=0))}


def test_votes_by_party_have_the_printed_counts_and_the_ballots_of_each_party(sample_graph: Graph) -> None:
    picture, count = by_party(sample_graph, Scope(body="Kommunfullmäktige", organisation="Tallvikens kommun"))
    shown = words(picture)
    assert count == sum(one == "summa" for one in shown)
    assert sum(one.startswith("(protokollet har ingen lista") for one in shown) < count
    ballots = queries.ask(
        sample_graph,
        queries.find("ballots"),
        {"body": "Kommunfullmäktige", "organisation": "Tallvikens kommun", "party": "SD", "option": "no"},
    )
    assert isinstance(ballots, Rows)
    by_vote = Counter(row[ballots.variables.index("iri")].value.rpartition("/ballot/")[0] for row in ballots.rows)  # type: ignore[union-attr]
    after = [shown[at + 1] for at, one in enumerate(shown) if one == "SD"]
    assert sorted(after) == sorted(map(str, by_vote.values()))
    assert "utan parti" in shown
    assert "-" not in shown


def test_where_a_list_does_not_bear_the_figures_the_picture_says_so(
    sample_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = by_party_of.queries.ask

    def differing(graph: Graph, question: queries.Question, given: dict[str, str]) -> Rows:
        told = asked(graph, question, given)
        assert isinstance(told, Rows)
        if question.name != "votes":
            return told
        at = told.variables.index("list_says")
        rows = [(*row[:at], Term("literal", "26 ja, 20 nej"), *row[at + 1 :]) for row in told.rows]
        return replace(told, rows=rows)

    scope = Scope(body="Kommunfullmäktige", organisation="Tallvikens kommun")
    assert not any("26 ja, 20 nej" in one for one in words(by_party(sample_graph, scope)[0]))
    monkeypatch.setattr(by_party_of.queries, "ask", differing)
    picture, count = by_party(sample_graph, scope)
    assert sum("26 ja, 20 nej" in one for one in words(picture)) == count


def test_more_votes_than_a_picture_shows_are_refused_with_what_to_do(sample_graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"more than a picture shows \(12\) \(narrow it"):
        by_party(sample_graph, Scope())
    with pytest.raises(NothingFoundError, match="no counted vote"):
        by_party(sample_graph, Scope(since="2099-01-01"))


def test_the_flows_beside_a_printed_map_are_ranked_and_what_is_left_is_counted(
    tmp_path: Path, sample_graph: Graph
) -> None:
    told = movement.movements(sample_graph)
    shown = words(ranked.ranked(told))
    flows = Counter((one.sender.label, one.receiver.label, one.kind) for one in told)
    assert shown[5 + 5] == str(max(flows.values()))
    assert shown[-1] == f"och {len(flows) - 30} flöden till"
    view.view(sample_graph, tmp_path / "x.pdf")
    sheet = pdfium.PdfDocument(tmp_path / "x.pdf")[0]
    assert sorted(map(round, sheet.get_size())) == [595, 842]
    text = sheet.get_textpage().get_text_range()
    assert "Flödena efter storlek" in text
    assert "Vem skickade vad till vilket organ" in text


def test_letters_of_a_picture_cannot_break_out_of_it() -> None:
    told = svg.document(10, 10, [svg.text(0, 0, '</text><script>"&\x00')])
    assert "<script>" not in told
    assert words(told) == ['</text><script>"&']


def test_of_a_case_the_command_draws_the_timeline_and_as_a_page_the_map(tmp_path: Path, sample: Path) -> None:
    def drawn(*given: str) -> str:
        done = CliRunner().invoke(main, ["view", str(sample), *given])
        assert done.exit_code == 0, done.stderr
        return done.stdout.rpartition(" ")[2].strip()

    assert drawn("--case", CASE, "-o", str(tmp_path / "a.svg")) == "steps"
    assert drawn("--case", CASE, "-o", str(tmp_path / "a.html")) == "movements"
    assert drawn("--case", CASE, "--picture", "map", "-o", str(tmp_path / "b.svg")) == "movements"
    assert drawn("--picture", "matrix", "-o", str(tmp_path / "c.pdf")) == "movements"
    assert drawn("--picture", "votes", "--body", "kommunfullmäktige", "-o", str(tmp_path / "d.png")) == "votes"
    refused = CliRunner().invoke(main, ["view", str(sample), "--picture", "matrix", "-o", str(tmp_path / "e.html")])
    assert (refused.exit_code, "is no page" in refused.stderr) == (1, True)
    refused = CliRunner().invoke(main, ["view", str(sample), "--picture", "timeline", "-o", str(tmp_path / "f.svg")])
    assert "a timeline is of one case" in refused.stderr
