"""Two pages on one sheet: as wide margins in both halves, and nothing across the middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.files import pdf_running

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.files.pdf_columns import Sheet
    from kg.files.pdf_rows import Piece

_ALIGNED = 3.0


def halves(sheets: Sequence[Sheet]) -> list[list[list[Piece]]] | None:
    """Give the pages of sheets that hold two each, the second moved to the place of the first; None where none does."""
    if any(sheet.width <= sheet.height for sheet in sheets):
        return None
    bands: list[pdf_running.Columns] = []
    margins: tuple[list[float], list[float]] = ([], [])
    pages: list[list[list[Piece]]] = []
    for sheet in sheets:
        middle = sheet.left + sheet.width / 2
        if any(piece.left < middle < piece.right for piece in sheet.pieces):
            return None
        left, right = ([piece for piece in sheet.pieces if (piece.left >= middle) is side] for side in (False, True))
        pages += [[left], [moved(right, sheet.width / 2)]]
        bands.append([pdf_running.lines(left), pdf_running.lines(right)])
        margins[0].extend(line.left - sheet.left for line in bands[-1][0])
        margins[1].extend(line.left - middle for line in bands[-1][1])
    first, second = map(_margin, margins)
    if first is None or second is None or abs(first - second) > _ALIGNED or pdf_running.is_table(bands):
        return None
    if not (
        pdf_running.are_headed(bands) or any(map(pdf_running.is_unpaired, bands)) or pdf_running.are_running(bands)
    ):
        return None
    return pages if pages[-1][0] else pages[:-1]


def _margin(places: Sequence[float]) -> float | None:
    """Give the leftmost place where several lines begin."""
    shared = (
        place
        for place in sorted(places)
        if sum(0 <= other - place <= _ALIGNED for other in places) >= pdf_running.LEAST_LINES
    )
    return next(shared, None)


def moved(pieces: Sequence[Piece], by: float) -> list[Piece]:
    """Give pieces as they stand so many points further left."""
    return [piece._replace(left=piece.left - by, right=piece.right - by) for piece in pieces]
