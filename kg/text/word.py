"""Word documents (.docx) become text: paragraphs and tables in their order, with the numbers that Word would print."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from kg.errors import SourceError
from kg.text import layout, numbering
from kg.text.sections import heading_kind
from kg.text.visible import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Page

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MAX_XML = 300_000_000
"""The most bytes that the parts of a document may unpack to."""
_BROKEN = (PackageNotFoundError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, etree.XMLSyntaxError, OSError)
_RATIO, _SMALL = 200, 50_000_000
"""Parts that unpack to so many times the file's size, and to more than the second, in bytes, are no minutes."""
_HEADING_NAME = re.compile(r"(?:heading|rubrik) (?P<level>[1-9])", re.IGNORECASE)
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
_COUNTS_PAGES = re.compile(r"\b(?:PAGE|NUMPAGES|SECTIONPAGES)\b")


def read_word(data: bytes, where: str) -> tuple[str, tuple[Page, ...], tuple[str, ...]]:
    """Read a Word document: it has no pages before it is printed.

    Raises:
        SourceError: It cannot be opened, or unpacks to more than any minutes.
    """
    _guard(data, where)
    unreadable = SourceError(
        "is no Word document that can be read", where=where, hint="open it in Word and save it again as .docx"
    )
    try:
        part = docx.Document(io.BytesIO(data)).part
    except (*_BROKEN, AttributeError, TypeError) as problem:  # python-docx looks for parts where a broken file has none
        raise unreadable from problem
    try:
        reader = _Reader(part)
        text = layout.write(reader.document())
    except _BROKEN as problem:
        raise unreadable from problem
    return text, (), tuple(reader.notes)


def _guard(data: bytes, where: str) -> None:
    """Look at the sizes before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(info.file_size for info in package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        hint = "was it copied whole? Open it in Word and save it again"
        raise SourceError("is a broken Word document", where=where, hint=hint) from problem
    if size > _MAX_XML or size > max(_SMALL, _RATIO * len(data)):
        raise SourceError(f"unpacks from {len(data):,} to {size:,} bytes: no minutes do", where=where)


class _Reader:
    """Goes through one document; knows the numbers given so far, the fields that are open, the notes met."""

    def __init__(self, part: Any) -> None:
        self._part = part
        self._styles = _Styles(part.styles.element)
        self._numbers = numbering.Numbers(_related(part, RELATIONSHIP_TYPE.NUMBERING))
        self._footnotes = _footnotes(_related(part, RELATIONSHIP_TYPE.FOOTNOTES))
        self._cited: list[str] = []
        self._fields: list[bool] = []
        """For each field that is open, whether its result has begun."""
        self._boxes: list[Any] = []
        self._carried: list[tuple[str, bool]] = []
        """The text of a paragraph whose end was deleted: it goes on in the next."""
        self.notes: list[str] = []

    def document(self) -> Iterator[layout.Block]:
        """Give the blocks: what the first page's header says once, the body, the footnotes."""
        body = self._part.element.body
        yield from self._header(body)
        yield from self._blocks(body)
        notes = [self._footnotes[key] for key in dict.fromkeys(self._cited) if key in self._footnotes]
        if notes:
            yield layout.Paragraph(("Fotnoter",), level=1)
            for note in notes:
                yield from self._blocks(note)
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
        root = _element(self._part.related_parts[reference.get(relation)])
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
        """Read one paragraph; None where it is empty and has no number of its own."""
        lines, level = self._lines(node), self._styles.level(node, style)
        mark = self._numbers.of(*self._styles.number(node, style))
        if not lines and (not mark or mark == numbering.BULLET):
            return None
        if sum(map(len, lines)) > _LONGEST_HEADING:
            level = 0
        return layout.Paragraph(tuple(lines), level, mark)

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
        style = self._styles.of(node)
        return [
            (text, self._styles.bold(run, style))
            for run in _runs(node)
            if not _hidden(run) and (text := "".join(self._run(run)))
        ]

    def _run(self, run: Any) -> Iterator[str]:
        fonts = run.find(f"{W}rPr/{W}rFonts")
        symbols = fonts is not None and _SYMBOLS in (fonts.get(f"{W}ascii") or "").casefold()
        for node in run:
            match node.tag.removeprefix(W):
                case "fldChar":
                    self._field(node.get(f"{W}fldCharType"))
                case "footnoteReference":
                    self._cited.append(node.get(f"{W}id", ""))
                case "drawing" | "pict" | "object":
                    self._boxes += _boxes(node)
                case _ if node.tag == f"{_MC}AlternateContent":
                    self._boxes += _boxes(_chosen(node))
                case name if all(self._fields):
                    yield _character(name, node, symbols=symbols)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _table(self, node: Any) -> layout.Table:
        rows = []
        for row in _children(node):
            if row.tag != f"{W}tr" or row.find(f"{W}trPr/{W}del") is not None:
                continue
            column = int(_value(row.find(f"{W}trPr/{W}gridBefore")) or 0)
            cells = []
            for cell in _children(row):
                if cell.tag != f"{W}tc":
                    continue
                span = int(_value(cell.find(f"{W}tcPr/{W}gridSpan")) or 1)
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                if merged is None or merged.get(f"{W}val") == "restart":
                    cells.append(layout.Cell(column, span, tuple(self._blocks(cell))))
                column += span
            rows.append(tuple(cells))
        return layout.Table(tuple(rows))


class _Styles:
    """What the styles say that a paragraph names, each through those it is based on."""

    def __init__(self, root: Any) -> None:
        self._by_id = {style.get(f"{W}styleId"): style for style in root.findall(f"{W}style")}
        self._default = next(
            (
                style.get(f"{W}styleId")
                for style in self._by_id.values()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}
            ),
            "",
        )
        self._defaults = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")

    def of(self, paragraph: Any) -> str:
        """Give the style of a paragraph."""
        return _value(paragraph.find(f"{W}pPr/{W}pStyle")) or self._default

    def _chain(self, style: str) -> Iterator[Any]:
        seen: set[str] = set()
        while style in self._by_id and style not in seen:
            seen.add(style)
            yield self._by_id[style]
            style = _value(self._by_id[style].find(f"{W}basedOn"))

    def _said(self, paragraph: Any, style: str, name: str) -> Iterator[Any]:
        """Give what the paragraph itself, then its style and those before say of one property."""
        for holder in (paragraph, *self._chain(style)):
            found = holder.find(f"{W}pPr/{W}{name}")
            if found is not None:
                yield found
        if self._defaults is not None and (found := self._defaults.find(f"{W}{name}")) is not None:
            yield found

    def level(self, paragraph: Any, style: str) -> int:
        """Give the level of a heading, 0 for text."""
        for outline in self._said(paragraph, style, "outlineLvl"):
            level = int(_value(outline) or 9)
            return level + 1 if level < 9 else 0
        for one in self._chain(style):
            name = _value(one.find(f"{W}name"))
            if match := _HEADING_NAME.fullmatch(name):
                return int(match["level"])
            if name.casefold() == "title":
                return 1
        return 0

    def number(self, paragraph: Any, style: str) -> tuple[str, int]:
        """Give the list and the level in it; the list is empty where the paragraph is in none."""
        number = level = ""
        for said in self._said(paragraph, style, "numPr"):
            number = number or _value(said.find(f"{W}numId"))
            level = level or _value(said.find(f"{W}ilvl"))
        if number and not level:
            level = self._numbers_level(style)
        return ("", 0) if number in {"", "0"} else (number, int(level or 0))

    def _numbers_level(self, style: str) -> str:
        for one in self._chain(style):
            if level := _value(one.find(f"{W}pPr/{W}numPr/{W}ilvl")):
                return level
        return ""

    def spacing(self, paragraph: Any, style: str, side: str) -> int:
        """Give the white space `before` or `after` a paragraph, in twentieths of a point."""
        for said in self._said(paragraph, style, "spacing"):
            if (space := said.get(f"{W}{side}")) is not None:
                return int(float(space))
        return 0

    def contextual(self, paragraph: Any, style: str) -> bool:
        """Whether paragraphs of one style stand together."""
        return any(_is_on(said) for said in self._said(paragraph, style, "contextualSpacing"))

    def bold(self, run: Any, style: str) -> bool:
        """Whether a run is bold, by itself, its character style or its paragraph's style."""
        own = run.find(f"{W}rPr/{W}b")
        if own is not None:
            return _is_on(own)
        named = _value(run.find(f"{W}rPr/{W}rStyle"))
        for one in (*self._chain(named), *self._chain(style)):
            said = one.find(f"{W}rPr/{W}b")
            if said is not None:
                return _is_on(said)
        return False


def _spaced(made: layout.Paragraph, before: layout.Paragraph | None, space: int) -> layout.Paragraph:
    """Say whether a paragraph stands apart: by white space, by an empty one above, or because one is running text."""
    apart = before is None or not (before.lines or before.mark) or space >= _APART
    long = max((len(line) for one in (before, made) if one for line in one.lines), default=0) > _LONG
    return replace(made, gap=apart or long)


def _value(node: Any) -> str:
    return "" if node is None else str(node.get(f"{W}val") or "")


def _is_on(node: Any) -> bool:
    return node.get(f"{W}val") not in {"0", "false", "off"}


def _element(part: Any) -> Any:
    """Give the root of a part that python-docx has parsed, or parse it."""
    if hasattr(part, "element"):
        return part.element
    return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))


def _related(part: Any, kind: str) -> Any:
    return next((_element(one.target_part) for one in part.rels.values() if one.reltype == kind), None)


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


def _mark_deleted(paragraph: Any) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _hidden(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and _is_on(vanish)


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
    return re.sub(r"[ \u00a0]{2,}", " ", line).strip(" \r")
