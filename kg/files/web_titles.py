"""Headings of a web page that are no headings of HTML: in buttons, tabs, attributes and links that stand alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from kg.files import layout
from kg.files.visible import plain
from kg.language import roster_labels
from kg.language.headings import heading_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

SPACE = re.compile(r"[ \t\r\n\f]+")
KEPT = "data-kept"
"""Marks a button that is part of the text: all others are machinery."""
_LEVEL = re.compile(r"h[1-6]")
_NAMED_BY = ("aria-label", "value", "title", "heading", "header", "label")
"""What may hold the words of an element that has none inside."""
_AROUND_BLOCKS = {"body", "main", "article", "section", "div", "details", "fieldset"}
_MAY_STAND_ALONE = {"a", "label"}


def _words(text: str) -> str:
    return SPACE.sub(" ", plain(text)).strip()


def _is_heading(words: str) -> bool:
    return layout.opens_paragraph(words) or heading_kind(words) is not None or roster_labels.kind(words) is not None


def prepare(root: Any) -> None:
    """Make headings stand where they are read: buttons of accordions are kept, the words of tabs above their panels."""
    _unfold_buttons(root)
    _put_above_panels(root)


def _unfold_buttons(root: Any) -> None:
    """Keep a button that is a heading, and those of its class too where most are: `Ja röstar`."""
    buttons = [(node, _is_button_a_heading(node)) for node in root.iter("button") if _words(node.text_content())]
    classes: dict[str, list[bool]] = {}
    for node, heads in buttons:
        classes.setdefault(node.get("class", ""), []).append(heads)
    for node, heads in buttons:
        alike = classes[node.get("class", "")] if node.get("class") else []
        if heads or 2 * sum(alike) > len(alike):
            node.set(KEPT, "")


def _is_button_a_heading(button: Any) -> bool:
    """Whether a button stands in a heading, or its words open a paragraph (§), a section or a list of people."""
    if any(_LEVEL.fullmatch(above.tag) or above.get("role") == "heading" for above in button.iterancestors()):
        return True
    return _is_heading(_words(button.text_content()))


def is_alone(node: Any) -> bool:
    """Whether a link or label is a heading that a style sets on its own line: blocks stand beside it, no words."""
    above = node.getparent()
    if node.tag not in _MAY_STAND_ALONE or above is None or above.tag not in _AROUND_BLOCKS:
        return False
    before = node.getprevious()
    beside = (above.text if before is None else before.tail, node.tail)
    return not any(text and text.strip() for text in beside) and _is_heading(_words(node.text_content()))


def in_attributes(node: Any) -> str:
    """Give the heading of a paragraph (§) that an element has only as an attribute; a picture's or a link's is none."""
    if not isinstance(node.tag, str) or not (node.tag in {"button", "input"} or "-" in node.tag):
        return ""
    named = (_words(node.get(name, "")) for name in _NAMED_BY)
    words = next(filter(layout.opens_paragraph, named), "")
    inside = _words(node.text_content())
    is_said = bool(inside) and (node.tag == "button" or inside.startswith(words))
    return "" if is_said else words


def _put_above_panels(root: Any) -> None:
    """Put the words of each tab that opens a paragraph (§) above its panel: all tabs stand before all panels."""
    ids = {node.get("id"): node for node in root.iter() if isinstance(node.tag, str) and node.get("id")}
    for tab, panel in list(_tabs(root, ids)):
        words = _words(tab.text_content())
        if not layout.opens_paragraph(words) or tab in {*panel.iter(), *panel.iterancestors()}:
            continue
        if not layout.opens_paragraph(_words(panel.text_content())):
            heading = etree.Element("h2")
            heading.text, heading.tail, panel.text = words, panel.text, None
            panel.insert(0, heading)
        tab.text = None
        for child in list(tab):
            tab.remove(child)


def _tabs(root: Any, ids: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Give the tabs of a page with their panels, whichever names the other."""
    for tab in root.iter():
        if not isinstance(tab.tag, str) or tab.get("role") != "tab":
            continue
        controls = tab.get("aria-controls") or tab.get("href", "").removeprefix("#")
        named = (node for node in ids.values() if tab.get("id") and node.get("aria-labelledby") == tab.get("id"))
        panel = ids.get(controls)
        panel = panel if panel is not None else next(named, None)
        if panel is not None:
            yield tab, panel
