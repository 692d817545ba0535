"""What the styles of a web page say of its text: what is hidden, struck out, or printed in front of an element."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(
    r"(?P<tag>[a-z][a-z0-9]*)?(?:#(?P<id>[\w-]+))?(?P<classes>(?:\.[\w-]+)*)(?P<before>::?before)?", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through", re.IGNORECASE)
_CONTENT = re.compile(r"""(?:^|;)\s*content\s*:\s*(?:"([^"\\]*)"|'([^'\\]*)')\s*(?:;|!|$)""")
_STRUCK_TAGS = {"s", "strike"}
_TOGGLES = {"button", "summary"}


class _Rule(NamedTuple):
    tag: str
    id: str
    classes: frozenset[str]
    before: bool
    declarations: str

    def fits(self, node: Any) -> bool:
        return (
            self.tag in {"", node.tag}
            and self.id in {"", node.get("id")}
            and self.classes <= set(node.get("class", "").split())
        )


class Styles:
    """The rules of a page's own style sheets whose selectors name one element by tag, class or id.

    Selectors that look at what is around an element, and sheets for paper or small screens, are left out.
    """

    def __init__(self, root: Any) -> None:
        sheets = (node.text_content() for node in root.iter("style") if "print" not in (node.get("media") or ""))
        self._rules = [rule for sheet in sheets for rule in _rules(sheet)]
        self._opened = _opened(root)

    def hidden(self, node: Any) -> bool:
        """Whether an element is not shown, and no button is there to show it."""
        if self.opened(node):
            return False
        return "hidden" in node.attrib or any(map(_HIDDEN.search, self._said(node)))

    def opened(self, node: Any) -> bool:
        """Whether a button opens an element."""
        return node.get("id") in self._opened or _follows_toggle(node)

    def struck(self, node: Any) -> bool:
        """Whether the text of an element is struck out."""
        return node.tag in _STRUCK_TAGS or any(map(_STRUCK.search, self._said(node)))

    def before(self, node: Any) -> str:
        """Give the words that a style prints in front of an element; a counter's number is in no style."""
        said = (
            match[1] or match[2] or ""
            for rule in self._rules
            if rule.before and rule.fits(node) and (match := _CONTENT.search(rule.declarations))
        )
        words = next(said, "")
        return words if any(ch.isalnum() or ch == "§" for ch in words) else ""

    def _said(self, node: Any) -> list[str]:
        own = [rule.declarations for rule in self._rules if not rule.before and rule.fits(node)]
        return [*own, node.get("style", "")]


def _rules(sheet: str) -> list[_Rule]:
    plain = _AT_RULE.sub("", _COMMENT.sub("", sheet))
    return [
        _Rule(
            (match["tag"] or "").lower(),
            match["id"] or "",
            frozenset(filter(None, match["classes"].split("."))),
            bool(match["before"]),
            declarations,
        )
        for selectors, declarations in _RULE.findall(plain)
        for selector in selectors.split(",")
        if selector.strip() and (match := _SELECTOR.fullmatch(selector.strip()))
    ]


def _opened(root: Any) -> frozenset[str]:
    """Give the ids of what a button of an accordion opens: hidden until somebody asks for it, and part of the text."""
    return frozenset(
        name
        for node in root.iter("button", "a", "div", "h1", "h2", "h3", "h4", "span", "li")
        for key in ("aria-controls", "data-target", "data-bs-target")
        for name in node.get(key, "").replace("#", "").split()
    )


def _follows_toggle(node: Any) -> bool:
    """Whether what opens an element stands right before it: a button, or a heading with one in it."""
    before = node.getprevious()
    if before is None or not isinstance(before.tag, str):
        return False
    return before.tag in _TOGGLES or (
        re.fullmatch(r"h[1-6]", before.tag) is not None and before.find(".//button") is not None
    )
