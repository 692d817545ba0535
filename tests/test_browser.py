"""The map's page in a real browser: it opens from the disk, asks for nothing, and a click shows the sentences."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, sync_playwright

from kg.explore import movement, view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.graph.store import Graph

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM or not shutil.which("dot"), reason="chromium or graphviz is not installed")
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
        assert told == [path.as_uri()]
        browser.close()


@pytest.fixture
def fresh(page: tuple[Page, list[str]]) -> Page:
    page[0].click("#all")
    return page[0]


def rows(page: Page) -> list[str]:
    return page.locator("tbody tr:visible").all_inner_texts()


def test_the_page_shows_every_movement(fresh: Page, sample_graph: Graph) -> None:
    assert len(rows(fresh)) == len(movement.movements(sample_graph))


def test_a_click_near_an_arrow_shows_its_sentences_and_the_next_one_all(fresh: Page) -> None:
    # A thin one: only the wide line over it, which nobody sees, takes a click beside it.
    arrow = fresh.locator('.map g.edge:has(path[stroke="#6b5d4d"][stroke-width="1.4"])').first
    arrow.scroll_into_view_if_needed()
    x, y = arrow.evaluate(_BESIDE)
    whole = rows(fresh)
    fresh.mouse.click(x, y)
    ident = arrow.get_attribute("id") or ""
    assert 0 < len(rows(fresh)) == fresh.locator(f'tr[data-at^="{ident} "]').count() < len(whole)
    fresh.mouse.click(x, y)
    assert rows(fresh) == whole


def test_a_body_is_chosen_from_the_keyboard(fresh: Page) -> None:
    fresh.locator(".map g.node").first.press("Enter")
    name = fresh.inner_text("#chosen")
    assert name
    assert rows(fresh)
    assert all(name in row for row in rows(fresh))


def test_a_search_keeps_the_rows_with_the_word_and_fades_the_other_arrows(fresh: Page) -> None:
    whole = rows(fresh)
    fresh.fill("#search", "ÅTERREMITTERAR")
    assert rows(fresh) == [row for row in whole if "återremitterar" in row.lower()]
    assert 0 < fresh.locator(".map g.edge:not(.faded)").count() < fresh.locator(".map g.edge").count()
