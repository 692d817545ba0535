"""Web pages (.html) become text: what the page is about, block by block, as a browser would set it."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree
from lxml import html as dom

from kg.errors import SourceError
from kg.files import crossed_out, layout, letter_spacing
from kg.files.plain import decode
from kg.files.visible import plain
from kg.files.web_style import Styles
from kg.files.web_titles import KEPT, SPACE, in_attributes, is_alone, prepare
from kg.language.headings import heading_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Page

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding=["']([\w-]+)""", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_CLOSED = re.compile(r"<(script|style|title|div|a|span|p|td|th|li|iframe|textarea|i|b|em|strong)\b([^<>]*)/>")
_XML = re.compile(r"\s*<\?xml[^>]*\?>")
_SKIPPED = {
    "script", "style", "noscript", "template", "head", "nav", "aside", "form", "select", "input", "textarea",
    "svg", "iframe", "object", "audio", "video", "canvas", "map", "dialog", "del",
    "xml",
}  # fmt: skip
_SKIPPED_ROLES = {"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "complementary", "menu"}
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:cookie\w*|consent|breadcrumbs?|brodsmul\w*|skip-?(?:link|to)\w*|sr-only|visually-?hidden|screen-reader\S*)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_APART = {
    "p",
    "ul",
    "ol",
    "dl",
    "blockquote",
    "pre",
    "hr",
    "section",
    "article",
    "figure",
    "fieldset",
    "main",
    "details",
}
_BLOCKS = _APART | {
    "div", "li", "dt", "dd", "address", "body", "header", "footer", "figcaption", "summary", "center", "html",
    "button", "caption", "tr", "td", "th", "thead", "tbody", "tfoot", "form", "legend", "hgroup", "menu", "dir",
}  # fmt: skip
_BOLD = {"b", "strong"}
_LEVEL = re.compile(r"h([1-6])")
_NUMBER_ALONE = re.compile(r"\s*(?:[^\W\d_]{2,5}\s)?§\s?\d{1,4}")
_WORD = re.compile(r"[^\W\d_]{2}")
_LEAST_OF_MAIN = 0.5
"""The share of the page's paragraph signs that its main part must have to be taken for all of it."""
_MOST_COLUMNS = 1000
_DEEPEST = 300
"""How deep elements may be nested: the walk through them goes as deep."""


def read_web(data: bytes, where: str) -> tuple[str, tuple[Page, ...], tuple[str, ...]]:
    """Read a web page: without menus, banners and what is hidden; it has no pages.

    Raises:
        SourceError: It is no text, or has no tags.
    """
    text, notes = decode(data, where, declared=_declared(data))
    if not _TAG.search(text):
        raise SourceError("has no tags: it is plain text", where=where, hint="let its name end in .txt")
    if _XML.match(text):
        # An XHTML page closes `<script/>` at once; as HTML that would swallow the rest of the page.
        text = _CLOSED.sub(r"<\1\2></\1>", _XML.sub("", text, count=1))
    # Without `huge_tree` the parser leaves out what is nested deeper than 256, and says nothing.
    parser = dom.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = dom.document_fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as problem:
        raise SourceError("is empty", where=where, hint="save the page again with its text") from problem
    if (depth := _depth(root)) > _DEEPEST:
        hint = "tags are not closed in it: open it in a browser and print it to a PDF"
        raise SourceError(f"elements are nested {depth:,} deep", where=where, hint=hint)
    prepare(root)
    body = root.find("body")
    page = _Page(Styles(root))
    written = layout.write([*_title(root), *page.blocks(_main(root if body is None else body))])
    return written, (), (*notes, *page.notes())


def _depth(root: Any) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:4096])
    return (match[1] or match[2]).decode("ascii").casefold() if match else ""


def _title(root: Any) -> Iterator[layout.Block]:
    """Give the page's title, which often alone says whose minutes these are, unless the page begins with it."""
    words = SPACE.sub(" ", plain(root.findtext("head/title") or "")).strip()
    headings = {SPACE.sub(" ", plain(node.text_content())).strip() for node in root.iter("h1", "h2")}
    if words and words not in headings:
        yield layout.Paragraph((words,), gap=True, after=True)


def _main(body: Any) -> Any:
    """Give the element that holds the minutes: the page's main part, unless paragraphs stand elsewhere."""
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = body.xpath(path)
        if len(found) == 1:
            signs = body.text_content().count("§")
            if found[0].text_content().count("§") >= _LEAST_OF_MAIN * signs:
                return found[0]
    return body


def _is_skipped(node: Any, styles: Styles) -> bool:
    """Whether an element is no part of the text: machinery, what leads elsewhere, what is not shown."""
    if not isinstance(node.tag, str):
        return True
    if node.tag == "form":
        return "§" not in node.text_content()  # some systems put a whole page into a form
    if node.tag == "button":
        return node.get(KEPT) is None
    if node.tag in _SKIPPED or node.get("role") in _SKIPPED_ROLES or styles.hidden(node):
        return True
    if node.get("aria-hidden") == "true" and not styles.opened(node):
        return True
    if node.tag in {"header", "footer"}:
        within = {above.tag for above in node.iterancestors()}
        return not within & {"main", "article"} and (node.tag == "footer" or node.find(".//nav") is not None)
    if node.tag in {"html", "body", "main", "article"}:
        return False
    return _AROUND.search(f"{node.get('class', '')} {node.get('id', '')}") is not None


class _LeftOut(NamedTuple):
    """What is struck out on a page, and what is set there and seen by nobody."""

    struck: list[str]
    unseen: list[str]


class _Page:
    """Goes through a page and puts its text together to blocks."""

    def __init__(self, styles: Styles, left_out: _LeftOut | None = None) -> None:
        self._styles = styles
        self._left_out = left_out or _LeftOut([], [])
        self._pieces: list[tuple[str, bool]] = []
        self._mark = ""
        self._level = 0
        self._gap = False

    def blocks(self, node: Any) -> Iterator[layout.Block]:
        """Give the blocks of an element."""
        yield from self._walk(node, bold=False)
        yield from self._flush()

    def notes(self) -> Iterator[str]:
        """Give what is to be told: what was struck out, or is seen by nobody, is not said, and not read."""
        yield from crossed_out.told(self._left_out.struck)
        yield from crossed_out.told(self._left_out.unseen, crossed_out.UNSEEN)

    def _walk(self, node: Any, *, bold: bool) -> Iterator[layout.Block]:
        if words := self._styles.before(node):
            self._text(words, node, bold=bold)
        if node.text:
            self._text(node.text, node, bold=bold)
        numbers = _numbers(node)
        for child in node:
            if self._styles.struck(child):
                self._left_out.struck.append(child.text_content())
            elif (words := in_attributes(child)) and not self._styles.hidden(child):
                yield from self._flush()
                yield layout.Paragraph((words,), gap=True, after=True)
                yield from self._walk(child, bold=bold)
            elif not _is_skipped(child, self._styles):
                mark = next(numbers, "") if child.tag == "li" else ""
                if not self._is_out_of_sight(child):
                    yield from self._element(child, mark, bold=bold)
            if child.tail:
                self._text(child.tail, node, bold=bold)

    def _element(self, node: Any, mark: str, *, bold: bool) -> Iterator[layout.Block]:
        tag = node.tag
        if tag == "br":
            self._pieces.append(("\n", bold))
        elif tag == "table":
            yield from self._flush()
            yield from (self._caption(node))
            yield self._table(node)
        elif tag == "pre" and self._styles.unseen(node):
            self._left_out.unseen.append(node.text_content())
        elif tag == "pre":
            yield from self._flush()
            lines = tuple(line.rstrip() for line in node.text_content().split("\n"))
            yield layout.Paragraph(lines, gap=True, after=True)
        elif heading := _LEVEL.fullmatch(tag):
            yield from self._flush()
            yield from self._walk(node, bold=False)
            self._level = int(heading[1])
            yield from self._flush()
        elif tag in _BLOCKS or is_alone(node):
            yield from self._flush()
            self._gap = self._gap or tag in _APART
            self._mark = mark or self._mark
            yield from self._walk(node, bold=bold)
            yield from self._flush()
            self._mark = ""
            self._gap = self._gap or tag in _APART
        else:
            yield from self._walk(node, bold=bold or tag in _BOLD)

    def _is_out_of_sight(self, node: Any) -> bool:
        """Whether an element takes its place and nobody sees what is in it: that is told."""
        if not self._styles.out_of_sight(node):
            return False
        self._left_out.unseen.append(node.text_content())
        return True

    def _caption(self, table: Any) -> Iterator[layout.Block]:
        caption = table.find("caption")
        if caption is not None:
            yield from _Page(self._styles, self._left_out).blocks(caption)

    def _text(self, text: str, node: Any, *, bold: bool) -> None:
        if text.strip() and self._styles.unseen(node):
            self._left_out.unseen.append(text)
            return
        if self._pieces and _NUMBER_ALONE.fullmatch(self._pieces[-1][0]) and _WORD.match(text):
            self._pieces.append((" ", bold))  # `<span>§ 12</span><span>Taxa</span>`: set apart by the style alone
        self._pieces.append((SPACE.sub(" ", plain(text.replace("\u00ad", ""))), bold))

    def _flush(self) -> Iterator[layout.Block]:
        """Give what has been gathered as a paragraph, a known heading in bold in front of it on a line of its own."""
        pieces, self._pieces = self._pieces, []
        level, self._level = self._level, 0
        bold = ""
        for text, is_bold in pieces:
            if not is_bold and text.strip():
                break
            bold += text
        text = "".join(text for text, _ in pieces)
        rest = text[len(bold) :]
        if bold.strip() and rest.strip() and "\n" not in bold.strip() and heading_kind(bold.strip()):
            text = f"{bold.strip()}\n{rest.lstrip(' :')}"
        lines = tuple(
            re.sub("[ \u00a0]+", " ", letter_spacing.closed_up(line)).strip()
            for line in text.strip(" \n\u00a0").split("\n")
        )
        if any(lines):
            yield layout.Paragraph(lines, level, self._mark, gap=self._gap)
            self._mark, self._gap = "", False

    def _table(self, node: Any) -> layout.Table:
        """Lay the cells of a table out in columns; a cell over several rows stands in its first."""
        rows = []
        taken: dict[int, int] = {}
        for row in _rows(node, self._styles):
            if self._is_out_of_sight(row):
                continue
            column = 0
            cells = []
            taken = {at: left - 1 for at, left in taken.items() if left > 1}
            for cell in row:
                if cell.tag not in {"td", "th"} or _is_skipped(cell, self._styles):
                    continue
                while column in taken:
                    column += 1
                span = min(_number(cell.get("colspan")), _MOST_COLUMNS)
                below = _number(cell.get("rowspan"))
                hidden = self._is_out_of_sight(cell)
                blocks = () if hidden else tuple(_Page(self._styles, self._left_out).blocks(cell))
                cells.append(layout.Cell(column, span, blocks))
                if below > 1:
                    taken |= dict.fromkeys(range(column, column + span), below)
                column += span
            rows.append(tuple(cells))
        return layout.Table(tuple(rows))


def _numbers(node: Any) -> Iterator[str]:
    """Give the marks of the points of a list, none for other elements."""
    if node.tag == "ol":
        begin, kind = _number(node.get("start")), node.get("type", "1")
        for number in count(begin):
            yield f"{chr(ord(kind) + number - 1)})" if kind in {"a", "A"} and 1 <= number <= 26 else f"{number}."
    elif node.tag in {"ul", "menu", "dir"}:
        while True:
            yield "•"


def _rows(table: Any, styles: Styles) -> Iterator[Any]:
    for child in table:
        if child.tag in {"thead", "tbody", "tfoot"} and not _is_skipped(child, styles):
            yield from _rows(child, styles)
        elif child.tag == "tr" and not _is_skipped(child, styles):
            yield child


def _number(text: str | None) -> int:
    return max(int(text.strip()[:4]), 1) if text and text.strip().isdecimal() else 1
