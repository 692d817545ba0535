"""The explorer in a real browser: nothing fails, nothing leaves the machine, a phone shows it, keys are enough."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import Page, sync_playwright

from kg.web import editor, server
from tests import servers
from tests.test_explorer import local, things

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.graph.store import Graph

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")
PAGES = ("/", "/search?q=nämnd", "/id/case/tallvikens-kommun/SBN/2025-033", "/questions/ballots?option=no", "/query")


@pytest.fixture(scope="module")
def opened(sample: Path) -> Iterator[tuple[Page, str, list[str]]]:
    """Give a page of a browser, the address of the explorer, and what went wrong or left the machine."""
    ready = server.serving(sample, lambda _: "", 60)
    # Chromium's sandbox does not run as root, which CI does; the pages are our own.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    told: list[str] = []
    with servers.explorer(ready.app) as address, sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=CHROMIUM, args=arguments)
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.on("request", lambda one: None if one.url.startswith(address) else told.append(one.url))
        page.on("pageerror", lambda problem: told.append(str(problem)))
        # A page that is not there is looked at too, and the browser says so.
        page.on("console", lambda one: None if "404 (Not Found)" in one.text else told.append(one.text))
        yield page, address, told
        browser.close()
    ready.close()


@pytest.mark.parametrize("path", [*PAGES, "/map?case=2025.033 SBN"])
def test_a_page_opens_without_errors_and_asks_nobody_else(opened: tuple[Page, str, list[str]], path: str) -> None:
    page, address, told = opened
    answer = page.goto(address + path)
    assert answer is not None
    assert answer.ok
    assert told == []


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_shows_a_page_without_moving_it_aside(opened: tuple[Page, str, list[str]], path: str) -> None:
    """320 pixels are also what 400 % of a window of 1280 leaves (WCAG 2.2, 1.4.10)."""
    page, address, _ = opened
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1200, "height": 900})


@pytest.fixture(scope="module")
def axe() -> str:
    """Give axe-core, which looks for barriers."""
    path = pytest.importorskip(
        "axe_playwright_python.base", reason="axe-playwright-python is not installed"
    ).AXE_FILE_PATH
    script: str = path.read_text(encoding="utf-8")
    return script


def barriers(page: Page, axe: str, address: str) -> list[str]:
    """Give what axe-core finds on a page that is serious or worse; what is wider than the window too."""
    page.goto(address)
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    told = [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in {"serious", "critical"}]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*told, f"{wide} pixels too wide"] if wide > 0 else told


MODES: dict[str, tuple[int, int, dict[str, Literal["print", "screen", "dark", "light"]]]] = {
    "wide": (1280, 900, {}),
    "phone": (390, 844, {}),
    "400 %": (320, 225, {}),
    "dark": (1280, 900, {"color_scheme": "dark"}),
    "print": (794, 1123, {"media": "print"}),
}


@pytest.fixture
def seen(opened: tuple[Page, str, list[str]], mode: str) -> Iterator[Page]:
    """Give the browser's page, looked at in a mode."""
    page, width, height, media = opened[0], *MODES[mode]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(**media)  # type: ignore[arg-type]
    yield page
    opened[2].clear()  # the console tells of the page that is not found, which is looked at too
    page.emulate_media(media="screen", color_scheme="light")
    page.set_viewport_size({"width": 1200, "height": 900})


@pytest.mark.parametrize(
    "mode", [pytest.param(mode, marks=[] if mode in {"phone", "dark"} else [pytest.mark.slow]) for mode in MODES]
)
def test_pages_have_no_serious_barrier(opened: tuple[Page, str, list[str]], seen: Page, axe: str, mode: str) -> None:
    for path in (*PAGES, "/questions", "/map?case=2025.033 SBN", "/id/none"):
        assert barriers(seen, axe, opened[1] + path) == [], (mode, path)


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_no_kind_of_page_has_a_serious_barrier(
    opened: tuple[Page, str, list[str]], seen: Page, axe: str, mode: str, sample_graph: Graph
) -> None:
    for kind, iri in things(sample_graph).items():
        assert barriers(seen, axe, opened[1] + local(iri)) == [], (mode, kind)


def test_keys_are_enough_from_home_to_the_path_of_a_case(opened: tuple[Page, str, list[str]]) -> None:
    page, address, _ = opened
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Till innehållet"
    page.focus("#q")
    page.keyboard.type("offentlig plats")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=**")
    page.focus("a[href^='/id/case/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/case/**")
    assert page.locator(".lanes").is_visible()


@pytest.mark.parametrize(
    ("title", "row"),
    [
        ("Var ett ärende ligger nu", "Regionstyrelsen"),
        ("Förslag som följdes eller ändrades", "Vårdutskottet"),
        ("Vad det blev av förslagen, och vad mottagaren ändrade", "ändrat"),
        ("Vem reserverade sig, mot vad", "Lovisa Rågmark"),
    ],
)
def test_a_stranger_finds_what_became_of_a_case_in_four_clicks(
    opened: tuple[Page, str, list[str]], title: str, row: str
) -> None:
    page, address, _ = opened
    page.goto(address)
    page.fill("#q", "mobila närsjukvårdsteam")
    page.click("header form button")
    page.wait_for_url("**/search?q=**")
    page.locator("a[href^='/id/case/']").first.click()
    page.wait_for_url("**/id/case/**")
    section = page.locator("section", has=page.locator("h2", has_text=title))
    if (link := page.locator("nav.more a", has_text=title)).count():
        link.click()
    assert section.locator("h2").is_visible()
    box = section.locator("h2").bounding_box()
    assert box
    assert -2 < box["y"] < 900  # in the window, but for a part of a pixel
    assert row in section.inner_text()


@pytest.mark.skipif(editor.folder() is None, reason="CodeMirror (libjs-codemirror) is not installed")
def test_the_editor_colours_takes_keys_and_lets_the_tab_out(opened: tuple[Page, str, list[str]]) -> None:
    page, address, told = opened
    page.goto(f"{address}/query?from=bodies")
    assert page.locator(".cm-keyword").count() > 3
    page.goto(f"{address}/query")
    page.locator(".CodeMirror").click()
    page.keyboard.type("SELECT ?name { ?body a gov:GoverningBody ; rdfs:label ?name }")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/query?**")
    assert "Samhällsbyggnadsnämnden" in page.inner_text("tbody")
    assert told == []


def test_without_scripts_the_editor_is_a_plain_field(opened: tuple[Page, str, list[str]]) -> None:
    browser = opened[0].context.browser
    assert browser
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{opened[1]}/query")
    plain.fill("#query", "SELECT ?m { ?m a gov:Minutes }")
    plain.click("main form:last-of-type button")
    assert "13" in plain.inner_text("main")
    plain.context.close()


def test_from_the_path_of_a_case_a_sentence_is_two_clicks_away(opened: tuple[Page, str, list[str]]) -> None:
    page, address, told = opened
    page.goto(f"{address}/id/case/tallvikens-kommun/SBN/2025-033")
    page.locator(".lanes tbody a").first.click()
    page.locator("blockquote a").first.click()
    assert page.locator("mark#here").count() == 1
    assert told == []
