"""How a document was read, for people: every part and fact with its line, on a terminal, as JSON, as one page."""

from __future__ import annotations

import json
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from kg import document
from kg.cli import main
from kg.explore import inspect, missed, page, spoken
from kg.explore.inspect import Told
from kg.facts import KINDS
from kg.files import source

if TYPE_CHECKING:
    from kg.explore.inspect import Reading
    from kg.model import Source

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample"
BOARD = SAMPLE / "norradal-halso-och-sjukvardsnamnden-2025-03-04.txt"
NASTY = """Skogsbo kommun
Kommunstyrelsen 2031-02-03

Närvarande
Ledamöter
Åsa <b>Ek</b> (X) ordförande

§ 1 Val av "justerare" & <script>alert(1)</script>

Beslut
Kommunstyrelsen beslutar
att utse Åsa Ek att justera.

Kuriosa om skogen

Det var en gång </span></div> & $title ${text}.

§ 2 Ordet är fritt
Ingen tog ordet.
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def read(one: Source) -> Reading:
    found = document.examine(one)
    return inspect.read(found.minutes, found.facts, found.coverage, found.unread)


def reading_of(path: Path) -> Reading:
    return read(source.read(path))


def reading_of_text(text: str, name: str = "a.txt") -> Reading:
    return read(source.from_bytes(text.encode(), name))


class Page(HTMLParser):
    """Reads a page back: its lines of text, what is marked, and that every element is closed."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.lines: list[str] = []
        self._line = 0
        self.feed(written)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in {"meta", "input"}:
            return
        self.open.append(tag)
        if tag == "div" and (dict(attrs).get("class") or "").split()[0] == "l":
            self._line = len(self.open)
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if len(self.open) < self._line:
            self._line = 0

    def handle_data(self, data: str) -> None:
        if self._line and "a" not in self.open[self._line :]:
            self.lines[-1] += data


@pytest.mark.parametrize("path", sorted(SAMPLE.iterdir()), ids=lambda path: path.stem)
def test_the_page_holds_every_character_of_the_text_whatever_overlaps(path: Path) -> None:
    reading = reading_of(path)
    written = Page(page.page(reading))
    shown = [re.sub(r"[\x0c\xa0]", " ", line).rstrip() for line in written.lines]
    assert shown == [re.sub(r"[\x0c\xa0]", " ", line).rstrip() for line in reading.text.split("\n")]


def test_the_page_loads_nothing() -> None:
    written = page.page(reading_of(BOARD))
    links = [
        value for _, attributes in Page(written).tags for name, value in attributes.items() if name in {"href", "src"}
    ]
    assert links
    assert all(value is not None and value.startswith("#") for value in links)
    assert not re.search(r"https?://|@import|url\(|<script|<link|<img", written)


def test_every_link_of_the_page_leads_to_a_line() -> None:
    tags = Page(page.page(reading_of(BOARD))).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {(attributes["href"] or "")[1:] for tag, attributes in tags if tag == "a"} <= set(ids)


def test_what_the_document_says_is_escaped() -> None:
    reading = reading_of_text(NASTY, "<i>a</i>.txt")
    written = Page(page.page(reading))
    assert written.lines == [line or "\xa0" for line in NASTY.split("\n")]
    assert not {"script", "b", "i"} & {tag for tag, _ in written.tags}


def test_overlapping_facts_are_all_told_where_they_stand() -> None:
    reading = reading_of(BOARD)
    told = [
        attributes["data-told"] or "" for _, attributes in Page(page.page(reading)).tags if "data-told" in attributes
    ]
    assert any("\n" in one for one in told)
    told = [one for one in told if not one.startswith("not understood")]
    marked = {line.split(":")[0] for one in told for line in one.split("\n")}
    assert marked == {fact.kind for fact in reading.facts if fact.spans} - {"item"}
    assert all(re.search(r"\[rule [\w/-]+, confidence \d\.\d\d\]$", line) for one in told for line in one.split("\n"))


def test_every_fact_of_the_build_is_shown_with_its_passages() -> None:
    facts = document.examine(source.read(BOARD)).facts
    reading = reading_of(BOARD)
    for kind, found in facts.items():
        shown = [fact for fact in reading.facts if fact.kind == kind]
        assert [fact.item for fact in shown] == [fact.item for fact in found]
        assert all(set(one.spans) <= set(fact.at) for one, fact in zip(shown, found, strict=True))
    nested = sum(len(decision.clauses) for decision in facts["decision"])
    assert sum(fact.kind == "clause" for fact in reading.facts) == nested > 0
    assert sum(fact.kind == "ballot" for fact in reading.facts) > 0


def test_lines_are_those_of_an_editor_whatever_form_feeds_there_are() -> None:
    reading = reading_of(BOARD)
    lines = reading.text.split("\n")
    for one in reading.paragraphs:
        assert f"§ {one.number}" in lines[one.first - 1]
        for part in one.parts:
            assert one.first <= part.first <= part.last <= one.last
            assert " ".join(part.heading.split()) in " ".join(lines[part.first - 1].split())
    for line, (begin, end) in reading.furniture:
        assert reading.text[begin:end] in lines[line - 1]


def test_a_heading_that_no_rule_knows_is_told() -> None:
    told = [one for one in reading_of_text(NASTY).unread if one.kind == "heading"]
    assert [(one.item, NASTY[slice(*one.span)]) for one in told] == [("1", "Kuriosa om skogen")]
    markdown = (
        "# Protokoll\n\n## § 1 Skogen\n\n### Beslut\n\nNämnden beslutar\natt gå.\n\n### Kuriosa\n\nDet var en gång.\n"
    )
    assert [(one.line, one.kind) for one in reading_of_text(markdown, "a.md").unread] == [(10, "heading")]


@pytest.mark.parametrize("width", [60, 100])
def test_the_terminal_gets_lines_that_fit_it(width: int) -> None:
    shown = inspect.as_text(reading_of(BOARD), width)
    tables = [line for line in shown.splitlines() if line.startswith("    ")]
    assert tables
    assert max(map(len, tables)) <= width
    for word in ("head, lines", "people (", "§ 14 ", "decision", "motion", "skipped as page furniture ("):
        assert word in shown


def test_json_quotes_the_text_at_every_span() -> None:
    text = source.read(BOARD).text
    told = json.loads(run("inspect", BOARD, "--json").stdout)
    spans = [span for fact in told["facts"] for span in fact["spans"]] + told["furniture"]
    assert spans
    assert all(text[span["begin"] : span["end"]] == span["text"] for span in spans)
    assert told["characters"] == len(text)
    assert {"name", "sha256", "head", "paragraphs", "facts", "coverage", "unread", "furniture", "notes"} <= set(told)


def test_what_was_not_understood_is_shown_on_the_terminal_as_json_and_on_the_page(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NASTY, encoding="utf-8")
    line = NASTY.split("\n").index("Kuriosa om skogen") + 1
    shown = run("inspect", path, "--unread").stdout
    assert re.search(rf"^ +{line}\s+heading\s+§ 1\s+Kuriosa om skogen", shown, re.MULTILINE)
    assert "skipped as page furniture (0 lines, 0 different)" in shown
    assert "§ 2 Ordet är fritt" not in shown
    unread = json.loads(run("inspect", path, "--unread", "--json").stdout)["unread"]
    (told,) = (one for one in unread if one["kind"] == "heading")
    assert (told["line"], told["item"], told["text"]) == (line, "1", "Kuriosa om skogen")
    assert NASTY[told["begin"] : told["end"]] == told["text"]
    written = page.page(reading_of(path))
    assert f"Not understood ({len(unread)})" in written
    assert "not understood: looks like a heading of no known kind" in written


def test_furniture_that_was_skipped_is_shown_apart_each_kind_of_line_once() -> None:
    shown = missed.as_text(reading_of(BOARD), 120)
    _, apart = shown.split("skipped as page furniture (")
    lines = [line.split() for line in apart.splitlines()[3:]]
    skipped = [text for _, (a, b) in reading_of(BOARD).furniture if (text := BOARD.read_text("utf-8")[a:b].strip())]
    assert sum(int(line[1]) for line in lines) == len(skipped) > len(lines)


def test_a_page_is_written_and_replaced_only_by_force(tmp_path: Path) -> None:
    html = tmp_path / "x.html"
    done = run("inspect", BOARD, "--html", html)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert html.read_text(encoding="utf-8").startswith("<!doctype html>")
    refused = run("inspect", BOARD, "--html", html)
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert run("inspect", BOARD, "--html", html, "--force").exit_code == 0


def test_what_cannot_be_read_or_written_is_told_in_one_line(tmp_path: Path) -> None:
    for words in ((tmp_path / "nowhere.txt",), (BOARD, "--html", tmp_path / "nowhere" / "x.html")):
        done = run("inspect", *words)
        assert done.exit_code == 1
        assert len(done.stderr.splitlines()) == 1


def test_a_text_that_is_no_minutes_can_be_looked_at() -> None:
    reading = reading_of_text("Hej\nhopp\n")
    assert reading.paragraphs == ()
    assert "head, lines 1–2" in inspect.as_text(reading, 80)
    assert Page(page.page(reading)).lines[:2] == ["Hej", "hopp"]


def test_it_is_said_in_swedish_too() -> None:
    """Kinds, fields and concepts are called as the ontology labels them; the rest is the document's own words."""
    minutes = SAMPLE / "norradal-vardutskottet-2025-02-11.txt"
    done = CliRunner().invoke(main, ["inspect", str(minutes), "--lang", "sv"], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    for said in (
        "288 rader, sidor 1–9",
        "huvud, rader 1–37",
        "närvarande person Torkel Myrhage (C) · roll ordförande · parti C",
        "har beslutspunkt beslutspunkt på rad 42",
        "ansvarig: Ragnhild Torsell",
    ):
        assert said in done.stdout
    heads = {line.split("  ")[0] for line in done.stdout.splitlines() if line and not line.startswith(" ")}
    assert not heads & {"head", "people", "not understood", "skipped as page furniture"}


def test_every_kind_and_field_has_a_swedish_word() -> None:
    kinds = spoken.by_name(KINDS)
    for kind in kinds.values():
        said = Told(1, kind.name, "1", "", 0.9, tuple((field.name, "x") for field in kind.fields), (), ())
        assert spoken.fact(said, "sv", kinds).kind


OWN = "\n\n".join(
    f"KS § {number} Väg {number}\n\nDnr KS 2031/{number}\n\nKommundirektörens tankar\nVägen behöver grus.\n\n"
    f"Utgången i ärendet\natt grusa väg {number}"
    for number in range(12, 18)
)
LEARNT = (
    f"Skogsbo kommun\nKommunstyrelsen\n2031-02-03\n\nBeslutande\nÅsa Ek, S, ordförande\nBo Al, M\nEva Ås, C\n\n{OWN}\n"
)


def test_what_was_learnt_of_a_document_is_said(tmp_path: Path) -> None:
    minutes = tmp_path / "minutes.txt"
    minutes.write_text(LEARNT, encoding="utf-8")
    found = inspect_learnt(minutes)
    assert found["numbers"] == [["KS § 12", 6]]
    assert found["titles"] == [["beside the number", 6]]
    assert found["cases"] == [["below the number", 6]]
    assert found["parties"] == [["Namn, S", 3]]
    assert found["entries"] == [["a line each", 2]]
    assert ["utgången i ärendet", 6] in [[words, count] for words, _, count in found["own"]]
    shown = run("inspect", minutes).output
    assert "learnt from the document" in shown
    assert "KS § 12 (6)" in shown


def test_what_was_learnt_of_a_folder_is_a_lexicon_to_paste(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(LEARNT, encoding="utf-8")
    shown = run("inspect", tmp_path, "--learnt").output
    assert shown.startswith("# 2 documents:")
    assert "# numbers: KS § 12 (12)" in shown
    lexicon = tomllib.loads(shown)
    assert any("utgången i ärendet" in words for words in lexicon["section"].values())


def inspect_learnt(minutes: Path) -> dict[str, list[list[object]]]:
    found: dict[str, list[list[object]]] = json.loads(run("inspect", minutes, "--learnt", "--json").output)
    return found
