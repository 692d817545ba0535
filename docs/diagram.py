"""The picture at the top of the vocabulary's page: its main classes as boxes, its main properties as arrows."""  # noqa: INP001 - beside the page's program, no package

from __future__ import annotations

from html import escape
from math import hypot
from typing import NamedTuple

WIDTH, HEIGHT = 1090, 560
_BOX = (150, 40)
PLACES = {
    "Minutes": (90, 40),
    "Meeting": (310, 40),
    "Attendance": (770, 40),
    "AgendaItem": (540, 160),
    "Motion": (770, 160),
    "PublicOrganisation": (90, 280),
    "GoverningBody": (310, 280),
    "Decision": (540, 280),
    "Reservation": (770, 280),
    "Person": (1010, 280),
    "Passage": (90, 460),
    "Clause": (540, 400),
    "Vote": (770, 400),
    "Referral": (310, 520),
    "Case": (540, 520),
    "Ballot": (770, 520),
    "Party": (1010, 520),
}
"""Where the middle of each class's box stands."""
ARROWS = (
    ("Minutes", "recordOf", "Meeting"),
    ("Meeting", "heldBy", "GoverningBody"),
    ("Meeting", "hasAttendance", "Attendance"),
    ("Meeting", "hasItem", "AgendaItem"),
    ("Attendance", "attendee", "Person"),
    ("GoverningBody", "org:unitOf", "PublicOrganisation"),
    ("AgendaItem", "hasReferral", "Referral"),
    ("AgendaItem", "hasDecision", "Decision"),
    ("AgendaItem", "hasMotion", "Motion"),
    ("AgendaItem", "hasReservation", "Reservation"),
    ("Decision", "decidedBy", "GoverningBody"),
    ("Decision", "hasClause", "Clause"),
    ("AgendaItem", "hasVote", "Vote"),
    ("Clause", "supportedBy", "Passage"),
    ("Referral", "referredFrom, referredTo", "GoverningBody"),
    ("Referral", "concerns", "Case"),
    ("Vote", "hasBallot", "Ballot"),
    ("Ballot", "voter", "Person"),
    ("Ballot", "party", "Party"),
    ("Motion", "movedBy", "Person"),
    ("Reservation", "reservedBy", "Person"),
)
"""From which class, by which properties, to which class."""

_TIP = (
    '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0 0 10 5 0 10z"/></marker></defs>'
)


class _Point(NamedTuple):
    x: float
    y: float


def svg() -> str:
    """Draw it; each box is a link to where the page explains the class."""
    parts = [
        '<div class="wide">',
        f'<svg class="diagram" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="diagram-title">',
        '<title id="diagram-title">Klasserna och hur de hänger ihop / the classes and how they hang together</title>',
        _TIP,
        *map(_arrow, ARROWS),
        *(_box(name, _Point(*place)) for name, place in PLACES.items()),
        "</svg></div>",
    ]
    return "".join(parts)


def _box(name: str, at: _Point) -> str:
    x, y = at.x - _BOX[0] / 2, at.y - _BOX[1] / 2
    return (
        f'<a href="#{name}"><rect x="{x:g}" y="{y:g}" width="{_BOX[0]}" height="{_BOX[1]}" rx="7"/>'
        f'<text x="{at.x}" y="{at.y + 5}" class="class">{name}</text></a>'
    )


def _arrow(arrow: tuple[str, str, str]) -> str:
    start, said, end = arrow
    one, other = _Point(*PLACES[start]), _Point(*PLACES[end])
    a, b = _edge(one, other), _edge(other, one)
    x, y = (a.x + b.x) / 2, (a.y + b.y) / 2
    return (
        f'<path d="M{a.x:.0f} {a.y:.0f} {b.x:.0f} {b.y:.0f}" class="arrow"/>'
        f'<text x="{x:.0f}" y="{y - 3:.0f}" class="said">{escape(said)}</text>'
    )


def _edge(inside: _Point, towards: _Point) -> _Point:
    """Give where the line from the middle of a box leaves it."""
    dx, dy = towards.x - inside.x, towards.y - inside.y
    length = hypot(dx, dy)
    reach = min(_BOX[0] / 2 / abs(dx) if dx else 9, _BOX[1] / 2 / abs(dy) if dy else 9)
    reach += 2 / length
    return _Point(inside.x + dx * reach, inside.y + dy * reach)
