"""What the styles of a web page say of its text: what is hidden, unseen, struck out, or printed before an element."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.files import ink, web_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_ON_SCREEN = re.compile(
    r"@(?:media\s+(?:(?:only\s+)?(?:screen|all)\s*)?(?:and\s*)?(?:\(\s*min-width[^()]*\)\s*)?|layer\b[^{};]*|supports\b[^{};]*)"
    r"\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}",
    re.IGNORECASE,
)
"""Rules for any screen that is wide enough, in layers, or for what all browsers can."""
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(
    r"(?P<tag>[a-z][a-z0-9]*)?(?:#(?P<id>[\w-]+))?(?P<classes>(?:\.[\w-]+)*)(?P<before>::?before)?", re.IGNORECASE
)
_HIDING = {"display": {"none"}, "visibility": {"hidden", "collapse"}, "content-visibility": {"hidden"}}
_POINTED_AT = re.compile(r":(?:hover|focus|active|visited|target|checked|disabled|:?selection)", re.IGNORECASE)
_ASKED = re.compile(r":[\w-]+(?:\([^()]*\))?|\[[^\]]*\]|\*")
_BACKGROUNDS = ("background-image", "background", "background-color")
_CONTENT = re.compile(r"""(?:^|;)\s*content\s*:\s*(?:"([^"\\]*)"|'([^'\\]*)')\s*(?:;|!|$)""")
_STRUCK_TAGS = {"s", "strike"}
_TOGGLES = {"button", "summary"}


class _Rule(NamedTuple):
    tag: str
    id: str
    classes: frozenset[str]
    before: bool
    declarations: str

    @property
    def weight(self) -> tuple[bool, int, bool]:
        """What makes a rule stronger than another one."""
        return bool(self.id), len(self.classes), bool(self.tag)

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
        read = [rule for sheet in sheets for rule in _read(sheet)]
        self._rules = sorted((rule for _, rule, _ in read if rule), key=lambda rule: rule.weight)
        self._elsewhere = any("stylesheet" in (link.get("rel") or "").casefold() for link in root.iter("link"))
        self._painters = [
            (_last(selector), web_unseen.shade(painted))
            for selector, rule, declarations in read
            if rule is None
            for painted in _painted(_declared(declarations))
        ]
        self._opened = _opened(root)
        self._known: dict[Any, Mapping[str, str]] = {}

    def hidden(self, node: Any) -> bool:
        """Whether an element is not shown, and no button is there to show it."""
        if self.opened(node):
            return False
        style = self._style(node)
        return "hidden" in node.attrib or any(style.get(key) in values for key, values in _HIDING.items())

    def out_of_sight(self, node: Any) -> bool:
        """Whether an element with all that is in it is shown where nobody sees it, and no button brings it back."""
        return web_unseen.out_of_sight(self._style(node)) and not self.opened(node)

    def unseen(self, node: Any) -> bool:
        """Whether the letters of an element are too small, or cannot be told from what lies behind them."""
        above = [node, *node.iterancestors()]
        sizes = (web_unseen.is_tiny(size) for one in above if (size := self._style(one).get("font-size")))
        if next((tiny for tiny in sizes if tiny is not None), False):
            return True
        colours = (words for one in above if (words := self._style(one).get("color") or _attribute(one, "color")))
        words = next((words for words in colours if words not in {"inherit", "unset"}), "black")
        painted, letters = web_unseen.shade(words)
        if not painted or letters is None:
            return not painted and words not in {"initial", "revert"}
        ground = self._ground(above, letters)
        return ground is not None and ink.alike(letters, ground)

    def _ground(self, above: list[Any], letters: ink.Colour) -> ink.Colour | None:
        """Give the colour behind letters; nothing where it is not known: a sheet elsewhere may paint what it likes."""
        for number, one in enumerate(above):
            if number and self._elsewhere:
                return None
            for rule, (is_painted, colour) in self._painters:
                if is_painted and rule.fits(one) and not (colour and ink.alike(colour, letters)):
                    return None
            for painted in (*_painted(self._style(one)), *filter(None, [_attribute(one, "bgcolor")])):
                is_painted, colour = web_unseen.shade(painted)
                if is_painted:
                    return colour
            if one.get("background"):
                return None
        return ink.WHITE

    def opened(self, node: Any) -> bool:
        """Whether a button opens an element."""
        return node.get("id") in self._opened or _follows_toggle(node)

    def struck(self, node: Any) -> bool:
        """Whether the text of an element is struck out."""
        style = self._style(node)
        lines = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}"
        return node.tag in _STRUCK_TAGS or "line-through" in lines

    def before(self, node: Any) -> str:
        """Give the words that a style prints in front of an element; a counter's number is in no style."""
        said = (
            match[1] or match[2] or ""
            for rule in self._rules
            if rule.before and rule.fits(node) and (match := _CONTENT.search(rule.declarations))
        )
        words = next(said, "")
        return words if any(ch.isalnum() or ch == "§" for ch in words) else ""

    def _style(self, node: Any) -> Mapping[str, str]:
        """Give what holds for an element, by property: its own style is stronger than a rule."""
        if node not in self._known:
            rules = [rule.declarations for rule in self._rules if not rule.before and rule.fits(node)]
            self._known[node] = _declared(";".join([*rules, node.get("style", "")]))
        return self._known[node]


def _declared(declarations: str) -> dict[str, str]:
    found: dict[str, str] = {}
    important: dict[str, str] = {}
    for declaration in declarations.split(";"):
        name, _, value = declaration.partition(":")
        said, mark, _ = value.partition("!")
        (important if mark else found)[name.strip().casefold()] = said.strip().casefold()
    return found | important


def _painted(style: Mapping[str, str]) -> Iterator[str]:
    return (style[key] for key in _BACKGROUNDS if style.get(key, "none") != "none")


def _attribute(node: Any, name: str) -> str:
    """Give a colour that an attribute of old pages says."""
    return str(node.get(name) or "").casefold() if name == "bgcolor" or node.tag == "font" else ""


def _read(sheet: str) -> list[tuple[str, _Rule | None, str]]:
    """Give selector, rule and declarations; there is no rule where one looks at what is around an element."""
    plain = _AT_RULE.sub("", _ON_SCREEN.sub(r"\1", _COMMENT.sub("", sheet)))
    return [
        (selector.strip(), _rule(selector.strip(), declarations), declarations)
        for selectors, declarations in _RULE.findall(plain)
        for selector in selectors.split(",")
        if selector.strip() and not _POINTED_AT.search(selector)
    ]


def _last(selector: str) -> _Rule:
    """Give what a selector says of the element itself: there it may hold, whatever else it asks for."""
    words = _ASKED.sub("", selector).replace(">", " ").replace("+", " ").replace("~", " ").split()
    return _rule(words[-1] if words else "", "") or _Rule("", "", frozenset(), before=False, declarations="")


def _rule(selector: str, declarations: str) -> _Rule | None:
    if not (match := _SELECTOR.fullmatch(selector)):
        return None
    return _Rule(
        (match["tag"] or "").lower(),
        match["id"] or "",
        frozenset(filter(None, match["classes"].split("."))),
        bool(match["before"]),
        declarations,
    )


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
