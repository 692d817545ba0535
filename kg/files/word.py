"""Word documents (.docx) become text: paragraphs and tables in their order, with the numbers that Word would print."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from kg.errors import SourceError
from kg.files import crossed_out, layout, letter_spacing, word_ink, word_numbering
from kg.files.visible import plain
from kg.files.word_fields import Fields
from kg.files.word_package import Package
from kg.files.word_styles import Styles, W, is_on, value_of
from kg.language.headings import heading_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Page

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LONGEST_HEADING = 250
_APART = 60
"""White space from here, in twentieths of a point, parts paragraphs; less is the space between the lines of a list."""
_LONG = 100
"""A paragraph that is longer, in characters, is running text, and stands apart whatever the spaces are."""
_WRAPPERS = {
    f"{W}{name}" for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml",
                              "bdo", "dir")
}  # fmt: skip
_SYMBOLS = "wingdings"
_TICKS = {0xFB: "X", 0xFC: "✓", 0xFD: "X", 0xFE: "✓", 0x78: "X"}
"""The crosses and ticks of that font, bare and in a box."""
_SPACES = re.compile("[ \u00a0]{2,}")
_COUNTS_PAGES = re.compile(r"\b(?:PAGE|NUMPAGES|SECTIONPAGES)\b")


def read_word(data: bytes, where: str) -> tuple[str, tuple[Page, ...], tuple[str, ...]]:
    """Read a Word document: it has no pages before it is printed.

    Raises:
        SourceError: It cannot be opened, or unpacks to more than any minutes.
    """
    package = Package(data, where)
    try:
        reader = _Reader(package)
        text = layout.write(reader.document())
    except ValueError as problem:  # a number that is none
        hint = "open it in Word and save it again as .docx"
        raise SourceError("is no Word document that can be read", where=where, hint=hint) from problem
    return text, (), tuple(reader.notes)


class _Reader:
    """Goes through one document; knows the numbers given so far, the fields that are open, the notes met."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.of("styles"))
        self._numbers = word_numbering.Numbers(package.of("numbering"))
        self._footnotes = _footnotes(package.of("footnotes"))
        self._cited: list[str] = []
        self._fields = Fields()
        self._struck: list[str] = []
        self._unseen: list[str] = []
        self._left_out = False
        """Whether something of the paragraph at hand is hidden, struck out or seen by nobody."""
        self._boxes: list[Any] = []
        self._carried: list[tuple[str, bool]] = []
        """The text of a paragraph whose end was deleted: it goes on in the next."""
        self.notes: list[str] = []

    def document(self) -> Iterator[layout.Block]:
        """Give the blocks: what the first page's header says once, the body, the footnotes."""
        body = self._package.root.find(f"{W}body")
        yield from self._header(body)
        yield from self._blocks(body)
        notes = [self._footnotes[key] for key in dict.fromkeys(self._cited) if key in self._footnotes]
        if notes:
            yield layout.Paragraph(("Fotnoter",), level=1)
            for note in notes:
                yield from self._blocks(note)
        self.notes += crossed_out.told(self._struck)
        self.notes += crossed_out.told(self._unseen, crossed_out.UNSEEN)
        if next(body.iter(f"{W}altChunk"), None) is not None:
            self.notes.append("holds another document (altChunk) that is not read: open it in Word and save it again")

    def _header(self, body: Any) -> Iterator[layout.Block]:
        """Give the header of the first page, each cell a line: often nothing else says whose minutes these are."""
        section = next(body.iter(f"{W}sectPr"), None)
        if section is None:
            return
        first = section.find(f"{W}titlePg") is not None
        references = {one.get(f"{W}type"): one for one in section.findall(f"{W}headerReference")}
        reference = references.get("first") if first else references.get("default")
        if reference is None:
            return
        relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        root = self._package.part(reference.get(relation, ""))
        if root is None:
            return
        for paragraph in root.iter(f"{W}p"):
            instructions = "".join(
                (node.text or "") if node.tag == f"{W}instrText" else node.get(f"{W}instr", "")
                for node in paragraph.iter(f"{W}instrText", f"{W}fldSimple")
            )
            if not _COUNTS_PAGES.search(instructions) and _inside(paragraph, root):
                for line in self._lines(paragraph):
                    yield from (layout.Paragraph((part.strip(),)) for part in line.split("\t") if part.strip())
        self._boxes.clear()
        yield layout.Paragraph((), gap=True)

    def _blocks(self, parent: Any) -> Iterator[layout.Block]:
        before: layout.Paragraph | None = None
        style_before, below = "", 0
        for node in _children(parent):
            if node.tag == f"{W}tbl":
                yield self._table(node)
                before = None
            elif node.tag == f"{W}p":
                if _mark_deleted(node):
                    self._carried += self._pieces(node)
                    continue
                style = self._styles.of(node)
                made = self._paragraph(node, style)
                if made is None and self._vanished(node, style):
                    continue
                if made is None:
                    before = layout.Paragraph(())
                    yield before
                else:
                    together = style == style_before and self._styles.contextual(node, style)
                    space = 0 if together else max(below, self._styles.spacing(node, style, "before"))
                    yield _spaced(made, before, space)
                    before, style_before, below = made, style, self._styles.spacing(node, style, "after")
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    yield layout.Paragraph((), gap=True)
                    yield from self._blocks(box)
                    yield layout.Paragraph((), gap=True)

    def _paragraph(self, node: Any, style: str) -> layout.Paragraph | None:
        """Read one paragraph; None where it is empty and has no number of its own, or nothing of it is to be read."""
        self._left_out = False
        lines, level = self._lines(node), self._styles.level(node, style)
        if not lines and self._vanished(node, style):
            return None  # Word counts no point that it does not show
        mark = self._numbers.of(*self._styles.number(node, style))
        if not lines and (not mark or mark == word_numbering.BULLET or self._left_out):
            return None
        if sum(map(len, lines)) > _LONGEST_HEADING:
            level = 0
        return layout.Paragraph(tuple(lines), level, mark)

    def _vanished(self, paragraph: Any, style: str) -> bool:
        """Whether the end of a paragraph is hidden: with its text it takes no room."""
        properties = paragraph.find(f"{W}pPr")
        return self._styles.hidden(paragraph if properties is None else properties, style)

    def _lines(self, node: Any) -> list[str]:
        """Give the lines of a paragraph, a heading in bold in front of its text as a line of its own."""
        pieces, self._carried = [*self._carried, *self._pieces(node)], []
        bold = ""
        for text, is_bold in pieces:
            if not is_bold:
                break
            bold += text
        text = "".join(text for text, _ in pieces)
        rest = text[len(bold) :]
        if bold.strip() and rest.strip() and "\n" not in bold.rstrip("\n") and heading_kind(bold.strip()):
            text = f"{bold.strip()}\n{rest.lstrip(' :')}"
        lines = [_tidy(line) for line in text.strip(" \n").split("\n")]
        return lines if any(line.strip() for line in lines) else []

    def _pieces(self, node: Any) -> list[tuple[str, bool]]:
        """Give the text of the runs that are shown, and whether each is bold; what is struck out is no longer said."""
        style = self._styles.of(node)
        found: list[tuple[str, bool]] = []
        crossed = unseen = ""
        for run in _runs(node):
            boxes = len(self._boxes)
            text = "".join(self._run(run))
            if self._styles.hidden(run, style):
                del self._boxes[boxes:]
                self._left_out = self._left_out or bool(text.strip())
            elif text.strip() and word_ink.unseen(run, self._styles, style):
                unseen += text
            elif text and self._styles.struck(run, style):
                crossed += text
            elif text:
                found.append((text, self._styles.bold(run, style)))
        self._struck.append(crossed)
        self._unseen.append(unseen)
        self._left_out = self._left_out or bool(crossed.strip() or unseen.strip())
        return found

    def _run(self, run: Any) -> Iterator[str]:
        fonts = run.find(f"{W}rPr/{W}rFonts")
        symbols = fonts is not None and _SYMBOLS in (fonts.get(f"{W}ascii") or "").casefold()
        for node in run:
            match node.tag.removeprefix(W):
                case "fldChar":
                    yield self._fields.met(node)
                case "footnoteReference":
                    self._cited.append(node.get(f"{W}id", ""))
                case "drawing" | "pict" | "object":
                    self._boxes += _boxes(node)
                case _ if node.tag == f"{_MC}AlternateContent":
                    self._boxes += _boxes(_chosen(node))
                case name if self._fields.shown():
                    text = _character(name, node, symbols=symbols)
                    self._fields.said(text)
                    yield text

    def _table(self, node: Any) -> layout.Table:
        rows = []
        for row in _children(node):
            if row.tag != f"{W}tr" or row.find(f"{W}trPr/{W}del") is not None or _is_hidden(row):
                continue
            column = int(value_of(row.find(f"{W}trPr/{W}gridBefore")) or 0)
            cells = []
            for cell in _children(row):
                if cell.tag != f"{W}tc":
                    continue
                span = int(value_of(cell.find(f"{W}tcPr/{W}gridSpan")) or 1)
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                if merged is None or merged.get(f"{W}val") == "restart":
                    cells.append(layout.Cell(column, span, tuple(self._blocks(cell))))
                column += span
            rows.append(tuple(cells))
        return layout.Table(tuple(rows))


def _spaced(made: layout.Paragraph, before: layout.Paragraph | None, space: int) -> layout.Paragraph:
    """Say whether a paragraph stands apart: by white space, by an empty one above, or because one is running text."""
    apart = before is None or not (before.lines or before.mark) or space >= _APART
    long = max((len(line) for one in (before, made) if one for line in one.lines), default=0) > _LONG
    return replace(made, gap=apart or long)


def _footnotes(root: Any) -> dict[str, Any]:
    return {} if root is None else {note.get(f"{W}id", ""): note for note in root.findall(f"{W}footnote")}


def _children(parent: Any) -> Iterator[Any]:
    """Give paragraphs, tables, rows and cells, also those in content controls and in what was inserted."""
    for node in parent:
        if node.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            continue  # a form's field that nobody filled in: what stands there says what to write
        if node.tag in _WRAPPERS:
            yield from _children(node)
        elif node.tag == f"{_MC}AlternateContent":
            yield from _children(_chosen(node))
        else:
            yield node


def _runs(parent: Any) -> Iterator[Any]:
    """Give the runs of a paragraph in order, without what was deleted or moved away."""
    for node in _children(parent):
        if node.tag == f"{W}r":
            yield node
        elif node.tag.startswith(_MATH.removesuffix("t")):
            run = etree.Element(f"{W}r")
            etree.SubElement(run, f"{W}t").text = "".join(part.text or "" for part in node.iter(_MATH))
            yield run


def _chosen(alternatives: Any) -> Any:
    """Give the first of several forms of one thing; the others say the same again."""
    return next((node for node in alternatives if node.tag in {f"{_MC}Choice", f"{_MC}Fallback"}), alternatives)


def _boxes(node: Any) -> list[Any]:
    """Give the text boxes in a drawing; one within another is read with it."""
    found: list[Any] = []
    for child in node:
        if child.tag == f"{W}txbxContent":
            found.append(child)
        else:
            found += _boxes(_chosen(child) if child.tag == f"{_MC}AlternateContent" else child)
    return found


def _inside(paragraph: Any, root: Any) -> bool:
    """Whether a paragraph of a header is read: not one that was deleted, or stands in the second form of a thing."""
    above = paragraph.getparent()
    while above is not None and above is not root:
        if above.tag in {f"{_MC}Fallback", f"{W}del", f"{W}moveFrom"}:
            return False
        above = above.getparent()
    return True


def _is_hidden(row: Any) -> bool:
    hidden = row.find(f"{W}trPr/{W}hidden")
    return hidden is not None and is_on(hidden)


def _mark_deleted(paragraph: Any) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _character(name: str, node: Any, *, symbols: bool) -> str:
    """Read a part of a run; in a font of symbols a letter is a picture: only crosses and ticks say something."""
    match name:
        case "t" if symbols:
            return "".join(_TICKS.get(ord(letter) & 0xFF, "") for letter in node.text or "")
        case "t":
            return plain((node.text or "").replace("\u00ad", "").replace("\n", " ").replace("\f", " "))
        case "tab" | "ptab":
            return "\t"
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "sym":
            code = int(node.get(f"{W}char", "0"), 16)
            if _SYMBOLS in node.get(f"{W}font", "").casefold():
                return _TICKS.get(code & 0xFF, "")
            return chr(code)
        case _:
            return ""


def _tidy(line: str) -> str:
    """Leave one space of several: letters differ in width here, so spaces stand under nothing."""
    return _SPACES.sub(" ", letter_spacing.closed_up(line)).strip(" \r")
