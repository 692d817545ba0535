"""`kg view`: the map holds every movement once, and the page has the sentences and loads nothing."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import OutputError
from kg.explore import chart, dot, drawing, folding, legend, map_page, movement, paper, view
from kg.explore.legend import Legend
from kg.explore.movement import Scope

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.store import Graph

SVG = "{http://www.w3.org/2000/svg}"


class Page(HTMLParser):
    """What a page loads, and the text of the cells of each row of its table."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.rows: list[list[str]] = []
        self._cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [value or "" for name, value in attrs if name in {"src", "href", "data", "xlink:href"}]
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")
        self._cell = tag == "td"

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag != "td"


def test_the_rare_are_folded_by_organisation_and_every_movement_stays(sample_graph: Graph) -> None:
    told = movement.movements(sample_graph)
    few = folding.folded(told, 6)
    assert [one.iri for one in few] == [one.iri for one in told]
    ends = {end for one in few for end in (one.sender, one.receiver)}
    others = [end for end in ends if end.iri.startswith(folding.OTHERS)]
    assert others
    assert len({end.organisation for end in others}) == len(others)
    busiest = Counter(end.iri for one in told for end in (one.sender, one.receiver)).most_common(1)[0][0]
    assert busiest in {end.iri for end in ends}
    assert folding.folded(told, 1000) == told
    assert folding.parts(few) < folding.parts(told)
    drawn = chart.referral_map(few, "t")
    shown = [one.iri for steps in (*drawn.edges.values(), *drawn.inner.values()) for one in steps]
    assert sorted(shown) == sorted(one.iri for one in told)


def test_the_strongest_flows_are_drawn_and_few_are_drawn_as_they_are(sample_graph: Graph) -> None:
    told = movement.movements(sample_graph)
    drawn, every = folding.strongest(told)
    chosen = chart.referral_map(drawn, "t", counted=every, merged=True)
    assert 0 < len(chosen.edges) <= folding.ARROWS
    assert len(set(chosen.ends.values())) == len(chosen.edges), "one arrow between two"
    assert f"{len(drawn)} av {len(told)}" in chosen.left
    most = max(Counter(one.receiver.iri for one in every).values())
    assert f"får {most}" in chosen.text, "what a body receives is counted whole"
    one_case = movement.movements(sample_graph, Scope(case="HSN 1187-2024"))
    assert folding.strongest(one_case) == (one_case, one_case)
    assert chart.referral_map(one_case, "t").left == ""


def test_every_kind_of_referral_has_its_own_line_and_head() -> None:
    told = [(style.line, style.head) for style in drawing.STYLES.values()]
    assert len(set(told)) == len(told)


def test_the_map_has_every_movement_on_one_arrow(sample_graph: Graph) -> None:
    told = movement.movements(sample_graph)
    found = chart.referral_map(told, "t")
    assert sorted(one.iri for arrow in found.edges.values() for one in arrow) == sorted(one.iri for one in told)
    for arrow in found.edges.values():
        assert len({(one.sender.iri, one.receiver.iri, one.kind, one.anticipated) for one in arrow}) == 1


def test_the_svg_names_every_body(tmp_path: Path, sample_graph: Graph) -> None:
    count = view.view(sample_graph, tmp_path / "x.svg", Scope(case="HSN 1187-2024"))
    root = ET.parse(tmp_path / "x.svg").getroot()  # noqa: S314 - drawn by graphviz one line above
    groups = [group.get("class") for group in root.iter(f"{SVG}g")]
    told = movement.movements(sample_graph, Scope(case="HSN 1187-2024"))
    assert count == len(told)
    assert groups.count("node") == len({end.iri for one in told for end in (one.sender, one.receiver)})
    words = " ".join(" ".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "Regionfullmäktige" in words
    assert "återremitterar" in words


def test_the_png_is_one(tmp_path: Path, sample_graph: Graph) -> None:
    view.view(sample_graph, tmp_path / "x.png")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG\r\n")


def test_the_pdf_is_one_sheet_with_every_word_of_the_picture(tmp_path: Path, sample_graph: Graph) -> None:
    scope = Scope(case="HSN 1187-2024")
    view.view(sample_graph, tmp_path / "x.svg", scope)
    view.view(sample_graph, tmp_path / "x.pdf", scope)
    document = pdfium.PdfDocument(tmp_path / "x.pdf")
    assert len(document) == 1
    assert sorted(map(round, document[0].get_size())) == [595, 842]
    told = " ".join(document[0].get_textpage().get_text_range().split())
    root = ET.parse(tmp_path / "x.svg").getroot()  # noqa: S314 - drawn by graphviz above
    words = ["".join(text.itertext()).strip() for text in root.iter(f"{SVG}text")]
    assert "återremitterar" in words
    assert [one for one in words if " ".join(one.split()) not in told] == []
    # The library writes its objects in any order: what is seen is the same each time.
    view.view(sample_graph, tmp_path / "again.pdf", scope)
    again = pdfium.PdfDocument(tmp_path / "again.pdf")
    assert again[0].render().to_pil().tobytes() == document[0].render().to_pil().tobytes()


def test_paper_draws_what_the_picture_draws() -> None:
    """Each outline of SVG that graphviz and the legend use, rendered: a colour where it is and none beside it."""
    shapes = {
        '<rect x="10" y="10" width="20" height="20" rx="4" fill="#ff0000"/>': ((20, 20), (8, 20)),
        '<circle cx="20" cy="20" r="10" fill="#ff0000"/>': ((20, 20), (11, 11)),
        '<ellipse cx="20" cy="20" rx="15" ry="5" fill="#ff0000"/>': ((32, 20), (20, 30)),
        '<polygon points="10,10 30,10 30,30" fill="#ff0000"/>': ((28, 12), (12, 28)),
        '<polyline points="10,10 30,10" stroke="#ff0000" stroke-width="4" fill="none"/>': ((20, 10), (20, 20)),
        '<path d="M10,10H30l0,20L10,30z" fill="#ff0000"/>': ((20, 20), (35, 20)),
        '<path d="M10,10C10,30 30,30 30,10Z" fill="#ff0000"/>': ((20, 20), (20, 30)),
        '<g transform="scale(1 1) translate(10 10)" fill="#ff0000"><path d="M0,0L9,0 9,9 0,9z"/></g>': (
            (15, 15),
            (5, 5),
        ),
    }
    for shape, (inside, outside) in shapes.items():
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">{shape}</svg>'
        seen = pdfium.PdfDocument(paper.pdf(svg))[0].render(scale=1).to_pil()
        assert [seen.getpixel((28 + x, 28 + y))[1] < 99 for x, y in (inside, outside)] == [True, False], shape


def test_the_page_lists_every_sentence_and_loads_nothing(tmp_path: Path, sample_graph: Graph) -> None:
    view.view(sample_graph, tmp_path / "x.html", language="en")
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.loads == []
    assert "url(" not in text
    rows = [row for row in page.rows if row]
    told = movement.movements(sample_graph)
    assert sorted(row[map_page.COLUMNS.index("sentence")] for row in rows) == sorted(one.sentence for one in told)
    places = set(re.findall(r'data-at="([^"]+)"', text))
    known = set(re.findall(r'id="((?:all-)?(?:node|edge)-\d+)"', text.replace("&#45;", "-")))
    assert {one for at in places for one in at.split()} == known


def test_names_cannot_break_out_of_the_page(sample_graph: Graph) -> None:
    told = movement.movements(sample_graph)[0]
    wicked = movement.Agent("urn:x", '</script><b>"&', "GoverningBody", "", "")
    one = movement.Movement("urn:m", wicked, told.receiver, "proposes", sentence="<i>")
    text = map_page.page(chart.referral_map([one], "<u>"))
    assert text.count("</script>") == 1
    assert not re.search(r"<b>|<i>|<u>", text)


def test_nothing_of_the_system_draws(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample: Path) -> None:
    """The layout comes with a package: no program is looked for, with no path to look in."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for ending in (".svg", ".png", ".pdf"):
        done = CliRunner().invoke(main, ["view", str(sample), "-o", str(tmp_path / f"x{ending}")])
        assert done.exit_code == 0, done.stderr


def test_what_graphviz_does_not_understand_is_told() -> None:
    with pytest.raises(OutputError, match="graphviz failed"):
        dot.draw("digraph { a -> }", "svg")


def test_the_legend_stands_below_and_draws_its_samples_without_letters() -> None:
    """A font may lack an arrow or a box, and prints something else: only words are text."""
    bare = dot.draw("digraph { a -> b }", "svg").decode()
    lines = tuple((style, f"<{kind}>") for kind, style in drawing.STYLES.items())
    told = dot.draw("digraph { a -> b }", "svg", Legend("En titel", lines, drawing.boxes("sv"), "Tal")).decode()
    for style in drawing.STYLES.values():
        assert f'<g stroke="{style.colour}"' in told
    root = ET.fromstring(told)  # noqa: S314 - drawn three lines above
    words = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert words[-6 - len(lines) :] == [
        "En titel",
        *(said for _, said in lines),
        *(said for _, said in drawing.boxes("sv")),
        "Tal",
    ]
    assert all(ord(letter) < 256 for word in words for letter in word)
    sizes = [
        [float(one) for one in re.findall(r'viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"', svg)[0]] for svg in (bare, told)
    ]
    assert sizes[0][1] < sizes[1][1]
    right = [
        float(re.findall(r"translate\(([\d.]+)", group.get("transform") or "")[0])
        for group in root.findall(f"{SVG}g[@transform]")
    ]
    assert max(right) + legend.WIDTH < sizes[1][0]


def test_no_two_samples_of_a_legend_look_alike() -> None:
    """Told apart in grey too: with every ink one colour they still differ."""
    lines = [legend.sample(one) for one in (*drawing.STYLES.values(), drawing.EXPECTED)]
    drawn = lines + [legend.sample(box) for box, _ in drawing.boxes("sv")]
    assert len({re.sub("#(?!ffffff|eeeeee)[0-9a-f]{6}", "ink", one) for one in drawn}) == len(drawn) == 12


def test_letters_are_measured_in_the_font_they_are_drawn_in() -> None:
    """Of a list of fonts graphviz knows no width: names with å, ä and ö stood over the edges of their boxes."""
    svg = dot.draw(
        f'digraph {{ a [shape=box, margin="0,0", fontname="{dot.FACE}", label="{20 * "ä"}"] }}', "svg"
    ).decode()
    corners = [float(x) for x in re.findall(r"([-\d.]+),", re.findall(r'points="([^"]+)"', svg)[-1])]
    assert max(corners) - min(corners) > 20 * 14 * 0.555, "an a of Arial is 0.556 of its size"
    assert f'font-family="{dot.FONT}"' in svg


@pytest.mark.parametrize("ranks", ["LR", "TB"])
def test_a_picture_of_a_large_map_can_be_opened(ranks: str) -> None:
    """Pixels for print where they are few; a map of a hundred bodies would have thirty thousand in a row."""
    chain = "->".join(f"body{at}" for at in range(150))
    png = dot.draw(f"digraph {{ rankdir={ranks}; {chain} }}", "png")
    small = dot.draw("digraph { a -> b }", "png")
    sizes = [max(int.from_bytes(one[16:20]), int.from_bytes(one[20:24])) for one in (png, small)]
    assert 7_900 < sizes[0] <= 8_001
    assert sizes[1] == pytest.approx(116 * 150 / 72, abs=3)
    width, height = 20_000, 20_000
    inch = dot.resolution(width, height) / 72
    assert width * height * inch * inch < 33e6, "and no more of them than a machine makes in seconds"


def test_an_ending_that_is_no_picture_is_refused_before_reading(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"no picture ends in \.gif"):
        view.check(tmp_path / "x.gif", force=False)


def test_dot_strings_are_quoted() -> None:
    assert dot.quoted('a "b" \\N\n') == '"a \\"b\\" \\\\N\\n"'
