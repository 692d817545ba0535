"""A PDF becomes text in reading order: rows by their place on the page, cells kept apart, pages with their spans."""

from __future__ import annotations

import re
from ctypes import POINTER, c_double, c_ushort, cast, create_string_buffer
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw as lib

from kg.errors import SourceError
from kg.files import (
    letter_spacing,
    ocr,
    pdf_attached,
    pdf_cells,
    pdf_centred,
    pdf_columns,
    pdf_fonts,
    pdf_form,
    pdf_open,
    pdf_recognised,
    pdf_rows,
    pdf_visible,
    pdf_watermark,
)
from kg.files.pdf_rows import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pypdfium2

    from kg.model import Page

_AIRY = 0.8
"""A single run of text this wide for each of its characters, in heights, may have gaps inside."""
_AS_HIGH = 0.3
"""Letters of two cells differ in height by no more than this share: raised figures are smaller."""
_OFF_LEVEL = 0.3
"""Letters that stand off by this share of the height are no letters of one line."""
_WORD = re.compile(r"\S+")
_SPACES = re.compile(r"[ \t]{2,}")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_PLAIN = str.maketrans({
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "ft", "\ufb06": "st",
    "\u0002": "-", "\ufffe": "-", "\uffff": "\ufffd", "\x0b": " ", "\x0c": " ", "\n": " ", "\r": " ",
    # The symbol fonts of word processors have their characters in the private area.
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "•", "\uf076": "•", "\uf06f": "○", "\uf02d": "-",
    "\uf0fc": "✓", "\uf0fb": "✗", "\uf0fe": "☒", "\uf0a8": "☐",
})  # fmt: skip


def read_pdf(data: bytes, where: str) -> tuple[str, tuple[Page, ...], tuple[str, ...]]:
    """Read the text of a PDF: a form feed parts the pages, columns keep their horizontal place.

    Raises:
        SourceError: It is no PDF, is encrypted or broken, has no pages or no text.
    """
    if b"%PDF-" not in data[: pdf_open.SIGNATURE_WITHIN]:
        raise pdf_open.no_pdf(data, where)
    read, attached = _read_pages(data, where, frozenset())
    marks = [page.marks for page in read]
    if watermarks := pdf_watermark.known(marks):
        read, _ = _read_pages(data, where, watermarks)
    amount = len(read)
    silent = [number for number, page in enumerate(read, 1) if not (page.sheet.pieces or page.unread)]
    sheets = pdf_columns.read_order([page.sheet for page in read])
    text, spans = pdf_rows.write([[row for part in sheet for row in pdf_rows.rows_of(part)] for sheet in sheets])
    spans = tuple(replace(span, recognised=sure) for span, sure in zip(spans, _sure(read, len(spans)), strict=True))
    # What speaks against reading it at all comes first.
    about_files = pdf_attached.told(attached, text, data, where)
    about_fonts = tuple(
        pdf_fonts.told([page.unread for page in read], len(text) - sum(map(text.count, " \n\f")), where)
    )
    if len(silent) == amount:
        hint = "nothing was recognised there" if ocr.asked() else "read it with --ocr, which recognises its pages"
        raise SourceError(f"is scanned: none of its {amount} pages has text", where=where, hint=hint)
    hidden = (*pdf_open.told_unseen([page.unseen for page in read]), *pdf_watermark.told(marks, watermarks))
    recognised = [number for number, page in enumerate(read, 1) if page.sure is not None]
    told = *pdf_open.told_silent(silent), *pdf_open.told_recognised(recognised)
    return text, spans, (*told, *hidden, *about_fonts, *about_files)


def _sure(read: Sequence[_Read], pages: int) -> Sequence[float | None]:
    """Say of each page how sure its words are; where sheets hold two pages each, the least of all holds for all."""
    sure = [page.sure for page in read]
    if len(sure) == pages:
        return sure
    return [min((one for one in sure if one is not None), default=None)] * pages


def _read_pages(data: bytes, where: str, watermarks: frozenset[str]) -> tuple[list[_Read], list[str]]:
    """Give what the pages hold without the watermarks that are known, and the names of attached files."""
    document = pdf_open.opened(data, where)
    try:
        amount = lib.FPDF_GetPageCount(document)
        if amount < 1:
            raise SourceError("is a PDF without pages", where=where, hint="fetch it again")
        pdf_form.open_fields(document)
        layers = pdf_visible.has_layers(data)
        read = [_read_page(document, number, where, layers=layers, watermarks=watermarks) for number in range(amount)]
        return read, pdf_attached.names(document)
    finally:
        document.close()


class _Boxed(NamedTuple):
    """Characters of one line, from one place to another, and the boxes of their runs."""

    begin: int
    end: int
    boxes: list[tuple[float, float, float, float]]


class _Text:
    """The text of one page by pdfium, and where its characters stand: upright, whatever the page's rotation."""

    def __init__(self, page: lib.FPDF_PAGE) -> None:
        self.raw = lib.FPDFText_LoadPage(page)
        self.turned = lib.FPDFPage_GetRotation(page)
        count = lib.FPDFText_CountChars(self.raw) if self.raw else 0
        buffer = create_string_buffer(2 * (count + 1))
        written = lib.FPDFText_GetText(self.raw, 0, count, cast(buffer, POINTER(c_ushort))) - 1 if count > 0 else 0
        text = buffer.raw[: 2 * max(written, 0)].decode("utf-16-le", "surrogatepass").rstrip("\0")
        # pdfium counts a character beyond the basic plane as two.
        self.text = _ASTRAL.sub("\ud800\udc00", text) if _ASTRAL.search(text) else text
        self.whole = text
        self.straight = count == len(self.text)
        self._numbers = (c_double(), c_double(), c_double(), c_double())
        self._box = lib.FS_RECTF()

    def close(self) -> None:
        lib.FPDFText_ClosePage(self.raw)

    def hide(self, unseen: frozenset[int]) -> int:
        """Let the line end at each character that nobody sees; give how many letters these are."""
        if not unseen:
            return 0
        kept = "\ud800\udc00 \t\r\n"
        gone = [at for at, ch in enumerate(self.text) if ch not in kept and self.index(at) in unseen]
        letters = sum(self.text[at].isalnum() for at in gone)
        characters = list(self.text)
        for at in gone:
            characters[at] = "\n"
        hidden = "".join(characters)
        if self.whole is self.text:
            self.whole = hidden
        self.text = hidden
        return letters

    def ends(self) -> list[tuple[int, int]]:
        """Give pdfium's numbers of the first and the last character of each line."""
        return [(self.index(begin), self.index(end - 1)) for begin, end in _lines(self.text)]

    def index(self, at: int) -> int:
        """Give pdfium's number of the character at a place of the text."""
        return at if self.straight else lib.FPDFText_GetCharIndexFromTextIndex(self.raw, at)

    def upright_box(self, left: float, right: float, bottom: float, top: float) -> tuple[float, float, float, float]:
        """Give the edges of a place of the page as it is shown."""
        if self.turned == 1:
            return bottom, top, -right, -left
        if self.turned == 2:
            return -right, -left, -top, -bottom
        if self.turned == 3:
            return -top, -bottom, left, right
        return left, right, bottom, top

    def boxes(self, begin: int, end: int) -> list[tuple[float, float, float, float]]:
        """Give left, right, bottom and top of the runs between two places, in the order of the text."""
        first = self.index(begin)
        left, top, right, bottom = self._numbers
        return [
            self.upright_box(left.value, right.value, bottom.value, top.value)
            for number in range(lib.FPDFText_CountRects(self.raw, first, self.index(end - 1) + 1 - first))
            if lib.FPDFText_GetRect(self.raw, number, left, top, right, bottom)
        ]

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Give the edges of one character's ink."""
        left, right, bottom, top = self._numbers
        lib.FPDFText_GetCharBox(self.raw, self.index(at), left, right, bottom, top)
        return self.upright_box(left.value, right.value, bottom.value, top.value)

    def line_box(self, at: int) -> tuple[float, float, float, float]:
        """Give the edges that a character has by its font: alike for all characters of a line."""
        box = self._box
        lib.FPDFText_GetLooseCharBox(self.raw, self.index(at), box)
        return self.upright_box(box.left, box.right, box.bottom, box.top)

    def glyphs(self, begin: int, end: int) -> list[letter_spacing.Glyph]:
        """Give the characters between two places that are no white space."""
        places = (at for at in range(begin, end) if not self.text[at].isspace())
        return [letter_spacing.Glyph(at, self.text[at], *self.line_box(at)[:2]) for at in places]

    def page_box(self, page: lib.FPDF_PAGE) -> tuple[float, float, float, float]:
        """Give the edges of the page as it is shown."""
        box = self._box
        lib.FPDF_GetPageBoundingBox(page, box)
        return self.upright_box(box.left, box.right, box.bottom, box.top)

    def upright(self, at: int) -> bool:
        """Say whether a character stands upright on the page as it is shown."""
        angle: float = lib.FPDFText_GetCharAngle(self.raw, self.index(at))
        turned: float = (angle - self.turned * 1.5707963) % 6.2831853
        return turned < 0.2 or turned > 6.08


class _Read(NamedTuple):
    """What stands on a page, how many letters nobody sees, what no font gives a meaning, and what may be watermarks."""

    sheet: pdf_columns.Sheet
    unseen: int
    unread: pdf_fonts.Unread | None
    marks: list[pdf_watermark.Mark]
    sure: float | None = None
    """How sure its words are, where it was recognised."""


def _read_page(
    document: pypdfium2.PdfDocument, number: int, where: str, *, layers: bool, watermarks: frozenset[str]
) -> _Read:
    page = lib.FPDF_LoadPage(document.raw, number)
    if not page:
        raise SourceError(f"page {number + 1} cannot be read", where=where, hint="mend it: qpdf IN OUT")
    text = _Text(page)
    try:
        unread = pdf_fonts.unread(text.raw, text.text, text.ends())
        looked = pdf_visible.look(page, text.raw, layers=layers)
        unseen = text.hide(looked.unseen)
        keys = (mark.keys for mark in looked.marks if mark.words in watermarks)
        text.hide(pdf_visible.of_objects(text.raw, frozenset().union(*keys)))
        if unread:
            text.hide(unread.characters)
        # Apart by level only where that shows a centred table: elsewhere pdfium's lines are the better ones.
        levelled = _pieces(text, _levels(text))
        centred = pdf_centred.raised(levelled)
        found = centred if centred != levelled else _pieces(text, _whole(text))
        fields = [_in_field(text, box) for box in pdf_form.filled(document, number)]
        if ocr.asked() and (unread or not (found or fields)):
            return _recognised(page, number, where)
        left, right, bottom, top = text.page_box(page)
        sheet = pdf_columns.Sheet(left, right - left, top - bottom, [*found, *fields], [*levelled, *fields])
        return _Read(sheet, unseen, unread, looked.marks)
    finally:
        text.close()
        lib.FPDF_ClosePage(page)


def _recognised(page: lib.FPDF_PAGE, number: int, where: str) -> _Read:
    seen = pdf_recognised.recognise(page, f"{where}, page {number + 1}")
    sheet = pdf_columns.Sheet(0.0, seen.width, seen.height, seen.pieces, seen.pieces)
    return _Read(sheet, 0, None, [], seen.sure if seen.pieces else None)


def _in_field(text: _Text, box: pdf_form.Box) -> Piece:
    left, right, bottom, top = text.upright_box(box.left, box.right, box.bottom, box.top)
    return Piece(left, right, (bottom + top) / 2, top - bottom, box.text)


def _pieces(text: _Text, lines: Iterable[_Boxed]) -> list[Piece]:
    """Cut pdfium's lines where they have wide gaps; what stands aslant is left out of the rows and put last."""
    found: list[Piece] = []
    doubtful: list[tuple[int, int, float, float]] = []
    aslant: list[str] = []
    for begin, end, boxes in lines:
        left, right = min(box[0] for box in boxes), max(box[1] for box in boxes)
        if right - left < boxes[0][3] - boxes[0][2] and end - begin > 2 and not text.upright(begin):
            aslant.append(_clean(text, begin, end))
            continue
        low, high = text.line_box(begin)[2:]
        if not low < high:
            low, high = min(box[2] for box in boxes), max(box[3] for box in boxes)
        height = max(high - low, 1.0)
        middle = (low + high) / 2
        jumps = any(not -height < b[0] - a[1] < pdf_cells.NARROW * height for a, b in pairwise(boxes))
        airy = len(boxes) == 1 and right - left > _AIRY * height * (end - begin)
        if letter_spacing.is_spaced(text.text[begin:end]) or airy:
            glyphs = text.glyphs(begin, end)
            if letter_spacing.is_even(glyphs, height):
                words = letter_spacing.words(glyphs, height)
                found += [Piece(w.left, w.right, middle, height, w.text.translate(_PLAIN)) for w in words]
                continue
        if jumps or airy or pdf_cells.may_be_near(text.text[begin:end]):
            doubtful.append((begin, end, middle, height))
        else:
            found.append(Piece(left, right, middle, height, _clean(text, begin, end)))
    for line in _cells(text, doubtful):
        found += line
    lowest = min((piece.middle for piece in found), default=0.0)
    found += [Piece(0.0, 0.0, lowest - 20.0 * k, 10.0, words) for k, words in enumerate(aslant, 1)]
    return [piece for piece in found if piece.text]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Give begin and end of pdfium's lines; where it took a hyphen at a line's end for a parted word it goes on."""
    begin = 0
    for match in re.finditer("\r\n?|\n|\ufffe|$", text):
        end = match.end() if match[0] == "\ufffe" else match.start()
        first, last = begin, end
        while first < last and text[first] in " \t\u00a0":
            first += 1
        while last > first and text[last - 1] in " \t\u00a0":
            last -= 1
        if first < last:
            yield first, last
        begin = match.end()


def _whole(text: _Text) -> Iterator[_Boxed]:
    """Give begin, end and boxes of pdfium's lines."""
    return (_Boxed(begin, end, boxes) for begin, end in _lines(text.text) if (boxes := text.boxes(begin, end)))


def _levels(text: _Text) -> Iterator[_Boxed]:
    """Give begin, end and boxes of what stands at one height: pdfium takes a label half a line below for the line."""
    for begin, end in _lines(text.text):
        boxes = text.boxes(begin, end)
        starts = [begin]
        if len(boxes) > 1:
            low, high = text.line_box(begin)[2:]
            for word in _WORD.finditer(text.text, begin, end):
                bottom, top = text.line_box(word.start())[2:]
                as_high = abs((top - bottom) - (high - low)) < _AS_HIGH * (high - low)
                if as_high and abs(bottom - low) > _OFF_LEVEL * (high - low):
                    starts.append(word.start())
                    low, high = bottom, top
        for first, last in pairwise([*starts, end]):
            stripped = first + len(text.text[first:last].rstrip(" \t\u00a0"))
            if own := boxes if len(starts) == 1 else text.boxes(first, stripped):
                yield _Boxed(first, stripped, own)


def _clean(text: _Text, begin: int, end: int) -> str:
    words = text.text[begin:end]
    if text.whole is not text.text:
        pairs = text.text.count("\ud800", 0, begin)
        words = text.whole[begin - pairs : end - pairs - words.count("\ud800")]
    return _SPACES.sub(" ", words.translate(_PLAIN)).strip(" \t")


def _cells(text: _Text, lines: Sequence[tuple[int, int, float, float]]) -> Iterator[list[Piece]]:
    """Cut lines into their cells."""
    words = [pdf_cells.Line(middle, list(_words(text, begin, end, height))) for begin, end, middle, height in lines]
    for (*_, middle, height), cells in zip(lines, pdf_cells.cut(words), strict=True):
        yield [
            Piece(
                cell.words[0].left,
                max(word.right for word in cell.words),
                middle,
                height,
                _clean(text, cell.words[0].begin, cell.words[-1].end),
                near=cell.near,
            )
            for cell in cells
        ]


def _words(text: _Text, begin: int, end: int, height: float) -> Iterator[pdf_cells.Word]:
    before: float | None = None
    for match in _WORD.finditer(text.text, begin, end):
        first, last = text.box(match.start()), text.box(match.end() - 1)
        gap = 0.0 if before is None else (first[0] - before) / height
        yield pdf_cells.Word(match.start(), match.end(), first[0], last[1], gap, match[0])
        before = last[1]
