"""The explorer in a real browser: nothing fails, nothing leaves the machine, a phone shows it, keys are enough."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, sync_playwright

from kg.web import server
from tests import servers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
        page.on("console", lambda message: told.append(message.text))
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


def test_from_the_path_of_a_case_a_sentence_is_two_clicks_away(opened: tuple[Page, str, list[str]]) -> None:
    page, address, told = opened
    page.goto(f"{address}/id/case/tallvikens-kommun/SBN/2025-033")
    page.locator(".lanes tbody a").first.click()
    page.locator("blockquote a").first.click()
    assert page.locator("mark#here").count() == 1
    assert told == []
