"""The net under moves and renames: what differs between two builds is named, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools import same

if TYPE_CHECKING:
    from pathlib import Path

_QUADS = """\
<urn:a> <http://purl.org/dc/terms/source> "år.txt" <urn:g1> .
<urn:a> <urn:says> "one . two" <urn:g1> .
<urn:b> <urn:says> "three" <urn:g2> .
"""


def test_a_graph_goes_by_the_name_of_its_document(tmp_path: Path) -> None:
    (tmp_path / "x.nq").write_text(_QUADS, encoding="utf-8")
    found = same.graphs(tmp_path / "x.nq")
    assert set(found) == {'"år.txt" <urn:g1>', "<urn:g2>"}
    assert '<urn:a> <urn:says> "one . two"' in found['"år.txt" <urn:g1>']


def test_what_went_and_what_came_is_told_and_what_is_the_same_is_not() -> None:
    before = {"a": {"1", "2"}, "b": {"3"}, "c": {"4"}}
    after = {"a": {"1", "5"}, "b": {"3"}, "d": {"6"}}
    assert list(same.differences(before, after)) == [("a", ["- 2", "+ 5"]), ("c", ["- 4"]), ("d", ["+ 6"])]
