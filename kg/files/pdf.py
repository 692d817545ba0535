"""A PDF becomes text in reading order: rows by their place on the page, cells kept apart, pages with their spans."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw as lib

from kg.errors import SourceError
from kg.files import (
    crossed_out,
    letter_spacing,
    ocr,
    pdf_attached,
    pdf_beside,
    pdf_cells,
    pdf_centred,
    pdf_columns,
    pdf_fonts,
    pdf_form,
    pdf_open,
    pdf_recognised,
    pdf_rows,
    pdf_set_below,
    pdf_side_headings,
    pdf_text,
    pdf_turned,
    pdf_visible,
    pdf_watermark,
)
from kg.files.pdf_rows import Piece
from kg.files.pdf_text import PLAIN, Boxed, Text, clean

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
_LIGATURE, _OF_A_LIGATURE = 1.2, 2
"""A word so many heights wide for each letter ends with letters that do not stand where they are said to.

Of a ligature of two (`fi`) within a form pdfium gives the place that it had before the form was put on the page."""
_FAR_BELOW = 60.0
"""What stands aslant is put so many points below the last line: it goes on with nothing."""
_WORD = re.compile(r"\S+")


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
    beside = pdf_open.told_beside([number for number, page in enumerate(read, 1) if page.beside])
    struck = crossed_out.told([words for page in read for words in page.struck])
    return text, spans, (*told, *beside, *hidden, *struck, *about_fonts, *about_files)


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
        known = _Known(pdf_visible.has_layers(data), watermarks, pdf_side_headings.State(), {})
        read = [_read_page(document, number, where, known) for number in range(amount)]
        if known.side.sides:  # what the last pages show holds for the first ones too
            known = known._replace(side=replace(known.side, known=True, lost=False))
            read = [_read_page(document, number, where, known) for number in range(amount)]
        return read, pdf_attached.names(document)
    finally:
        document.close()


class _Doubtful(NamedTuple):
    """Characters of a line that may hold several cells, where it stands and how high it is."""

    begin: int
    end: int
    middle: float
    height: float
    near: bool


class _Known(NamedTuple):
    """What is known of a document: its layers, its watermarks, where headings stand beside text, its fonts."""

    layers: bool
    watermarks: frozenset[str]
    side: pdf_side_headings.State
    fonts: pdf_fonts.Judged


class _Read(NamedTuple):
    """What stands on a page, how many letters nobody sees, what no font gives a meaning, and what may be watermarks."""

    sheet: pdf_columns.Sheet
    unseen: int
    unread: pdf_fonts.Unread | None
    marks: list[pdf_watermark.Mark]
    sure: float | None = None
    """How sure its words are, where it was recognised."""
    beside: bool = False
    """Whether headings stand there beside text, and nobody can tell whose that is."""
    struck: tuple[str, ...] = ()
    """What is struck out there."""


def _read_page(document: pypdfium2.PdfDocument, number: int, where: str, known: _Known) -> _Read:
    page = lib.FPDF_LoadPage(document.raw, number)
    if not page:
        raise SourceError(f"page {number + 1} cannot be read", where=where, hint="mend it: qpdf IN OUT")
    text = Text(page)
    on_its_side = pdf_turned.taken_off(page, text)
    if on_its_side:
        text = Text(page)
    if line := pdf_turned.made_level(document.raw, page, text):
        text = Text(page)
        text.hide(pdf_visible.of_objects(text.raw, frozenset({line})))
    try:
        unread = pdf_fonts.unread(page, text.raw, text.text, text.ends(), known.fonts)
        looked = pdf_visible.look(page, text.raw, layers=known.layers)
        struck = text.words(looked.struck)
        text.hide(looked.struck)
        unseen = text.hide(looked.unseen)
        keys = (mark.keys for mark in looked.marks if mark.words in known.watermarks)
        text.hide(pdf_visible.of_objects(text.raw, frozenset().union(*keys)))
        if unread:
            text.hide(unread.characters)
        # Apart by level only where that shows a centred table: elsewhere pdfium's lines are the better ones.
        sided = pdf_side_headings.find(text, known.side)
        levelled = _set_below(text, _levels(text), sided)
        centred = pdf_centred.raised(levelled)
        found = centred if centred != levelled else _set_below(text, _whole(text), sided)
        fields = [_in_field(text, box) for box in pdf_form.filled(document, number)]
        if ocr.asked() and (unread or not (found or fields)):
            return _recognised(page, number, where)
        left, right, bottom, top = text.page_box(page)
        last = _put_last(found, on_its_side)
        sheet = pdf_columns.Sheet(
            left, right - left, top - bottom, [*found, *fields, *last], [*levelled, *fields, *last]
        )
        return _Read(sheet, unseen, unread, looked.marks, beside=not all(one.groups for one in sided), struck=struck)
    finally:
        text.close()
        lib.FPDF_ClosePage(page)


def _recognised(page: lib.FPDF_PAGE, number: int, where: str) -> _Read:
    seen = pdf_recognised.recognise(page, f"{where}, page {number + 1}")
    sheet = pdf_columns.Sheet(0.0, seen.width, seen.height, seen.pieces, seen.pieces)
    return _Read(sheet, 0, None, [], seen.sure if seen.pieces else None)


def _set_below(text: Text, lines: Iterable[Boxed], sided: Sequence[pdf_side_headings.Told]) -> list[Piece]:
    """Give the pieces of a page; headings that stand beside their text are put above it."""
    if not sided:
        return _pieces(text, lines)
    others = _pieces(text, pdf_set_below.rest(text, list(lines), sided))
    return pdf_set_below.below(text, sided, others, _pieces)


def _in_field(text: Text, box: pdf_form.Box) -> Piece:
    left, right, bottom, top = text.upright_box(box.left, box.right, box.bottom, box.top)
    return Piece(left, right, (bottom + top) / 2, top - bottom, box.text, near=len(box.text) > 1)


def _pieces(text: Text, lines: Iterable[Boxed]) -> list[Piece]:
    """Cut pdfium's lines where they have wide gaps; what stands aslant is left out of the rows and put last."""
    found: list[Piece] = []
    doubtful: list[_Doubtful] = []
    aslant: list[str] = []
    scattered = letter_spacing.is_scattered(text.text)
    for begin, end, boxes, near in pdf_beside.parted(text, list(lines)):
        left, right = min(box[0] for box in boxes), max(box[1] for box in boxes)
        if right - left < boxes[0][3] - boxes[0][2] and end - begin > 2 and not text.upright(begin):
            aslant.append(clean(text, begin, end))
            continue
        low, high = text.line_box(begin)[2:]
        if not low < high:
            low, high = min(box[2] for box in boxes), max(box[3] for box in boxes)
        height = max(high - low, 1.0)
        middle = (low + high) / 2
        jumps = any(not -height < b[0] - a[1] < pdf_cells.NARROW * height for a, b in pairwise(boxes))
        airy = len(boxes) == 1 and right - left > _AIRY * height * (end - begin)
        if scattered or airy or letter_spacing.is_spaced(text.text[begin:end]):
            glyphs = text.glyphs(begin, end)
            if letter_spacing.is_even(glyphs, height):
                words = letter_spacing.words(glyphs, height)
                found += [Piece(w.left, w.right, middle, height, w.text.translate(PLAIN)) for w in words]
                continue
        if jumps or airy or pdf_cells.may_be_near(text.text[begin:end]):
            doubtful.append(_Doubtful(begin, end, middle, height, near))
        else:
            found.append(Piece(left, right, middle, height, clean(text, begin, end), near))
    for line in _cells(text, doubtful):
        found += line
    found += _put_last(found, aslant)
    return [piece for piece in found if piece.text]


def _put_last(found: Sequence[Piece], aslant: Sequence[str]) -> list[Piece]:
    """Put what stands aslant below all that does not."""
    lowest = min((piece.middle for piece in found), default=0.0)
    return [Piece(0.0, 0.0, lowest - _FAR_BELOW - 20.0 * k, 10.0, words) for k, words in enumerate(aslant, 1)]


def _whole(text: Text) -> Iterator[Boxed]:
    """Give begin, end and boxes of pdfium's lines."""
    return (Boxed(begin, end, boxes) for begin, end in pdf_text.lines(text.text) if (boxes := text.boxes(begin, end)))


def _levels(text: Text) -> Iterator[Boxed]:
    """Give begin, end and boxes of what stands at one height: pdfium takes a label half a line below for the line."""
    for begin, end in pdf_text.lines(text.text):
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
                yield Boxed(first, stripped, own)


def _cells(text: Text, lines: Sequence[_Doubtful]) -> Iterator[list[Piece]]:
    """Cut lines into their cells."""
    words = [pdf_cells.Line(one.middle, list(_words(text, one.begin, one.end, one.height))) for one in lines]
    for one, cells in zip(lines, pdf_cells.cut(words), strict=True):
        yield [
            Piece(
                cell.words[0].left,
                max(word.right for word in cell.words),
                one.middle,
                one.height,
                clean(text, cell.words[0].begin, cell.words[-1].end),
                near=cell.near or (one.near and cell is cells[0]),
            )
            for cell in cells
        ]


def _words(text: Text, begin: int, end: int, height: float) -> Iterator[pdf_cells.Word]:
    before: float | None = None
    for match in _WORD.finditer(text.text, begin, end):
        left, right = text.box(match.start())[0], text.box(match.end() - 1)[1]
        if len(match[0]) > _OF_A_LIGATURE and right - left > _LIGATURE * height * len(match[0]):
            left, right = text.box(match.start() + _OF_A_LIGATURE)[0], text.box(match.end() - 1 - _OF_A_LIGATURE)[1]
        gap = 0.0 if before is None else (left - before) / height
        yield pdf_cells.Word(match.start(), match.end(), left, right, gap, match[0])
        before = right
