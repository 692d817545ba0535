"""The map's page in a real browser: it opens from the disk, asks for nothing, and is used by mouse, keys and touch."""

from __future__ import annotations

import csv
import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Dialog, Page, sync_playwright

from kg.explore import folding, movement, swedish, view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.graph.store import Graph

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")
# Five pixels beside an arrow, at a right angle to it and away from its label, which stands at the middle.
_BESIDE = """arrow => {
  const line = arrow.querySelector("path"), near = line.getTotalLength() / 5, matrix = line.getScreenCTM();
  const [a, b] = [near, near + 1].map(at => {
    const {x, y} = line.getPointAtLength(at);
    return new DOMPoint(x, y).matrixTransform(matrix);
  });
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  return [a.x - 5 * (b.y - a.y) / length, a.y + 5 * (b.x - a.x) / length];
}"""

# Looks at an arrow from so near that five pixels are less than the way to the next one.
_CLOSER = """arrow => {
  const own = arrow.querySelector("path").getBoundingClientRect(), matrix = svg.getScreenCTM().inverse();
  const seen = (x, y) => new DOMPoint(x, y).matrixTransform(matrix);
  const a = seen(own.left, own.top), b = seen(own.right, own.bottom);
  const width = Math.max(b.x - a.x, (b.y - a.y) * whole.width / whole.height) * 1.4;
  place({x: (a.x + b.x - width) / 2, y: (a.y + b.y - width * whole.height / whole.width) / 2, width});
}"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, sample_graph: Graph) -> Iterator[tuple[Page, list[str]]]:
    """Give the map of the sample, opened, and a list of what it asked for and of its errors."""
    path: Path = tmp_path_factory.mktemp("map") / "map.html"
    view.view(sample_graph, path)
    # Chromium's sandbox does not run as root, which CI does; the page is our own.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=CHROMIUM, args=arguments)
        opened = browser.new_page(viewport={"width": 1400, "height": 900})
        told: list[str] = []
        opened.on("request", lambda request: told.append(request.url))
        opened.on("pageerror", lambda problem: told.append(str(problem)))
        opened.on("console", lambda message: told.append(message.text))
        opened.goto(path.as_uri())
        yield opened, told
        assert [one for one in told if not one.startswith("blob:")] == [path.as_uri()]
        browser.close()


@pytest.fixture
def fresh(page: tuple[Page, list[str]]) -> Page:
    opened = page[0]
    opened.set_viewport_size({"width": 1400, "height": 900})
    opened.click("#all")
    opened.click("#fit")
    return opened


def rows(page: Page) -> list[str]:
    return page.locator("tbody tr:visible").all_inner_texts()


def column(page: Page, name: str) -> list[str]:
    return page.locator(f"tbody tr:visible td.{name}").all_inner_texts()


def test_the_page_shows_every_movement(fresh: Page, sample_graph: Graph) -> None:
    assert len(rows(fresh)) == len(movement.movements(sample_graph))


def test_a_click_near_an_arrow_shows_its_sentences_and_the_next_one_all(fresh: Page) -> None:
    # Only the wide line over an arrow, which nobody sees, takes a click beside it.
    arrow = fresh.locator('#sheet g.edge:has(path[stroke="#6b5d4d"])').first
    arrow.evaluate(_CLOSER)
    x, y = arrow.evaluate(_BESIDE)
    whole = rows(fresh)
    fresh.mouse.click(x, y)
    ident = arrow.get_attribute("id") or ""
    assert 0 < len(rows(fresh)) == fresh.locator(f'tr[data-at^="{ident} "]').count() < len(whole)
    fresh.mouse.click(x, y)
    assert rows(fresh) == whole


def test_what_was_chosen_is_named_and_its_list_is_in_view_beside_the_map(fresh: Page) -> None:
    fresh.locator("#list").evaluate("list => list.scrollTop = 4000")
    fresh.locator("#sheet g.edge").last.press("Enter")
    sender, _, rest = fresh.inner_text("#chosen").partition(" → ")
    receiver, _, step = rest.partition(": ")
    assert set(column(fresh, "from")) == {sender}
    assert set(column(fresh, "to")) == {receiver}
    kinds = {kind.split(" (")[0] for kind in column(fresh, "kind")}
    assert kinds == {kind.split(" (")[0].rstrip(" 0123456789") for kind in step.split(", ")[:-1]}
    box = fresh.locator("tbody tr:visible").first.bounding_box()
    picture = fresh.locator("#sheet").bounding_box()
    assert box
    assert picture
    assert 0 < box["y"] < 900
    assert picture["y"] < 300
    assert box["x"] >= picture["x"] + picture["width"]


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_body_is_chosen_from_the_keyboard_and_escape_shows_all(fresh: Page, key: str) -> None:
    whole = rows(fresh)
    node = fresh.locator("#sheet g.node").first
    node.press(key)
    name = fresh.inner_text("#chosen")
    assert name
    assert node.get_attribute("aria-pressed") == "true"
    assert 0 < len(rows(fresh)) < len(whole)
    assert all(name in row for row in rows(fresh))
    fresh.keyboard.press("Escape")
    assert rows(fresh) == whole
    assert fresh.inner_text("#chosen") == ""


def test_a_search_keeps_the_rows_with_the_word_and_fades_the_other_arrows(fresh: Page) -> None:
    whole = rows(fresh)
    fresh.fill("#search", "ÅTERREMITTERAR")
    assert rows(fresh) == [row for row in whole if "återremitterar" in row.lower()]
    assert 0 < fresh.locator("#sheet g.edge:not(.faded)").count() < fresh.locator("#sheet g.edge").count()


def test_filters_by_kind_body_and_time_narrow_the_list(fresh: Page) -> None:
    fresh.uncheck('#kinds input[value="proposes"]')
    assert "föreslår" not in column(fresh, "kind")
    fresh.fill("#since", "2025-02-01")
    fresh.fill("#until", "2025-03-31")
    dates = column(fresh, "date")
    assert dates
    assert all("2025-02-01" <= date <= "2025-03-31" for date in dates)
    fresh.fill("#body", "vårdutskottet")
    found = list(zip(column(fresh, "from"), column(fresh, "to"), strict=True))
    assert found
    assert all("Vårdutskottet" in ends for ends in found)
    assert fresh.inner_text("#count").startswith(f"{len(found)} av ")


def test_the_picture_is_zoomed_moved_and_fitted(fresh: Page) -> None:
    def look() -> list[float]:
        return [float(part) for part in (fresh.locator("#sheet svg").get_attribute("viewBox") or "").split()]

    whole = look()
    fresh.click('[data-zoom="0.8"]')
    assert look()[2] == pytest.approx(whole[2] * 0.8)
    fresh.mouse.move(300, 500)
    fresh.mouse.wheel(0, -100)
    near = look()
    assert near[2] < whole[2] * 0.8
    before = rows(fresh)
    fresh.mouse.down()
    fresh.mouse.move(360, 540, steps=4)
    fresh.mouse.up()
    assert look()[0] < near[0]
    assert look()[1] < near[1]
    assert rows(fresh) == before, "dragging chooses nothing"
    fresh.click("#fit")
    assert look() == whole


def test_the_rare_are_folded_and_unfolded_by_a_second_press(fresh: Page, sample_graph: Graph) -> None:
    told = movement.movements(sample_graph)
    agents = {end.iri for one in told for end in (one.sender, one.receiver)}
    others = fresh.evaluate("said.others")
    assert others
    assert fresh.locator("#sheet g.node").count() < len(agents)
    node = fresh.locator(f"#{others[0]}")
    assert re.search(r"övriga \(\d+\)", node.get_attribute("aria-label") or "")
    node.press("Enter")
    assert 0 < len(rows(fresh)) < len(told)
    node.press("Enter")
    assert fresh.locator("#whole g.node:visible").count() == len(agents)
    assert len(rows(fresh)) == len(told)
    fresh.locator("#whole g.node").first.press("Enter")
    assert 0 < len(rows(fresh)) < len(told)
    fresh.click("#more")
    assert fresh.locator("#sheet").is_visible()
    assert not fresh.locator("#whole").is_visible()


def test_a_picture_of_too_many_parts_is_drawn_only_after_a_yes(fresh: Page) -> None:
    fresh.evaluate("said.most = 5")
    asked: list[str] = []

    def no(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    fresh.once("dialog", no)
    fresh.click("#more")
    assert "delar" in asked[0]
    assert fresh.locator("#sheet").is_visible()
    fresh.evaluate("said.most = 300")


def test_time_is_moved_by_keys(fresh: Page) -> None:
    whole = rows(fresh)
    fresh.focus("#time")
    fresh.keyboard.press("Home")
    first = min(date for date in column(fresh, "date") if date)
    assert fresh.inner_text("#day") == f"till och med {first}"
    assert set(column(fresh, "date")) == {first}
    fresh.keyboard.press("End")
    assert rows(fresh) == whole
    fresh.fill("#until", first)
    assert fresh.input_value("#time") == "0"


def test_the_list_sorts_as_swedish_does_and_says_so(fresh: Page) -> None:
    head = fresh.locator("thead th.to")
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    ordered = column(fresh, "to")
    assert ordered == sorted(ordered, key=swedish.key)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert column(fresh, "to")[0] == ordered[-1]
    fresh.locator("thead th.date button").click()


def test_the_list_is_saved_as_csv_as_it_is_shown(fresh: Page, tmp_path: Path) -> None:
    fresh.fill("#search", "återremitterar")
    with fresh.expect_download() as saved:
        fresh.click("#save")
    saved.value.save_as(tmp_path / "steg.csv")
    with (tmp_path / "steg.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *found = csv.reader(file, delimiter=";")
    assert head[:4] == ["Datum", "Från", "Till", "Slag"]
    assert [row[1] for row in found] == column(fresh, "from")
    assert any("å" in cell for row in found for cell in row)


def test_a_screen_reader_hears_roles_and_names_in_words(fresh: Page) -> None:
    for part in fresh.locator("#sheet g.node, #sheet g.edge").all():
        assert part.get_attribute("role") == "button"
        assert part.get_attribute("aria-label") == part.locator("title").text_content()
    titles = fresh.locator("title").all_text_contents()
    assert not [title for title in titles if "http" in title or "unknown-" in title or "%3" in title]
    assert {head.get_attribute("scope") for head in fresh.locator("thead th").all()} == {"col"}


def test_source_period_and_shapes_stand_under_the_picture(fresh: Page) -> None:
    under = fresh.inner_text(".map .under")
    assert re.search(r"13 protokoll.*daterade \d{4}-\d\d-\d\d till \d{4}-\d\d-\d\d", under)
    assert all(word in under for word in ("organ", "förvaltning", "annan"))


def test_on_a_phone_a_tap_brings_the_list_of_an_arrow_into_view_and_nothing_is_wider_than_the_page(fresh: Page) -> None:
    fresh.set_viewport_size({"width": 390, "height": 844})
    fresh.locator("#sheet g.edge").first.press("Enter")
    fresh.wait_for_function("document.getElementById('chosen').getBoundingClientRect().top < innerHeight")
    assert fresh.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("size", [(1280, 900), (1400, 900), (1920, 1080)])
def test_the_map_opens_fitted_and_its_smallest_letters_can_be_read(fresh: Page, size: tuple[int, int]) -> None:
    fresh.set_viewport_size({"width": size[0], "height": size[1]})
    fresh.evaluate("measure(); begin()")  # as when it opens
    sheet = fresh.locator("#sheet").bounding_box()
    assert sheet
    for part in fresh.locator("#sheet g.node").all():
        box = part.bounding_box()
        assert box
        assert sheet["x"] <= box["x"]
        assert box["x"] + box["width"] <= sheet["x"] + sheet["width"]
        assert sheet["y"] <= box["y"]
        assert box["y"] + box["height"] <= sheet["y"] + sheet["height"]
    letters = fresh.locator("#sheet text").evaluate_all(
        "all => Math.min(...all.map(t => t.getBoundingClientRect().height))"
    )
    assert letters >= 10


def test_nothing_of_the_list_is_cut_and_no_name_is_broken_inside(fresh: Page) -> None:
    fresh.set_viewport_size({"width": 1280, "height": 900})
    box = fresh.locator("#list").evaluate("list => [list.scrollWidth, list.clientWidth]")
    assert box[0] <= box[1]
    # A word stands on one line: the box of its letters is no higher than one.
    broken = fresh.evaluate("""() => [...document.querySelectorAll("td.from, td.to")].flatMap(cell => {
      const text = cell.firstChild, range = document.createRange();
      return [...text.data.matchAll(/[^\\s-]+/g)].filter(word => {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return range.getClientRects().length > 1;
      }).map(word => word[0]);
    })""")
    assert broken == []


def test_steps_that_the_picture_does_not_have_are_in_the_list_and_it_says_so(fresh: Page, sample_graph: Graph) -> None:
    told = movement.movements(sample_graph)
    drawn, every = folding.strongest(told)
    assert len(drawn) < len(every) == len(told)
    assert f"{len(drawn)} av {len(told)} steg" in fresh.inner_text(".map .under")
    assert len(rows(fresh)) == len(told)
