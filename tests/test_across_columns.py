"""What stands above and below two columns and is of the whole width, however short: read before and after them."""

from __future__ import annotations

import pytest

from kg.minutes import segment
from tests.test_pdf_columns import FIRST, LEFT, RIGHT, SECOND, THIRD, TITLE, TOP, column, in_order, read, shown, wrapped

PAGE = "§ 7 Information"
LAST = f"""
{PAGE}

Beslut
Tekniska nämnden beslutar att lägga informationen till handlingarna.

Sammanfattning av ärendet
Förvaltningens chef berättar om den nya översiktsplanen, om flytten av förrådet vid ån och om hur rekryteringen går.
"""


def balanced(text: str, width: int) -> tuple[list[str], list[str], list[str]]:
    """Give the heading of a paragraph, and what stands below it in columns of one height."""
    lines = wrapped(text, width)
    at = 1 + -(-len(lines) // 2)
    return lines[:1], lines[2:at], lines[at + (not lines[at]) :]


def put(lines: list[str], left: float, top: float) -> list[tuple[float, float, str]]:
    return [(left, top + 12 * k, line) for k, line in enumerate(lines) if line]


@pytest.mark.parametrize("width", [44, 48])
@pytest.mark.parametrize("lower", [0, 5])
def test_each_paragraph_has_columns_of_its_own_below_its_heading(lower: float, width: int) -> None:
    """Short ones too: a sentence that goes on at the head of the second column says that it is one."""
    page, expected, top = list(TITLE), [text for *_, text in TITLE], 130.0
    for text in (FIRST, SECOND, THIRD):
        head, left, right = balanced(text, width)
        page += [*put(head, LEFT, top), *put(left, LEFT, top + 24), *put(right, RIGHT, top + 24 + lower)]
        expected += [*head, *filter(None, left), *filter(None, right)]
        top += 24 + 12 * len(left) + 24
    assert shown(read(page)) == expected


def test_columns_of_lists_below_a_heading_have_headings_of_their_own() -> None:
    """They are no table on a page that has columns."""
    short = ["Beslut", "Tekniska nämnden beslutar", "att godkänna rapporten"], ["Beslutet skickas till", "Vattenrådet"]
    head, left, right = balanced(FIRST, 48)
    below = TOP + 24 + 12 * len(left) + 24
    page = [*TITLE, *put(head, LEFT, TOP), *put(left, LEFT, TOP + 24), *put(right, RIGHT, TOP + 24)]
    page += [(LEFT, below, PAGE), *put(short[0], LEFT, below + 24), *put(short[1], RIGHT, below + 24)]
    expected = [*head, *filter(None, left), *filter(None, right), PAGE, *short[0], *short[1]]
    assert shown(read(page))[3:] == expected


@pytest.mark.parametrize("text", [LAST, LAST.split("Sammanfattning", maxsplit=1)[0]])
@pytest.mark.parametrize("numbered", [False, True])
def test_paragraph_below_the_columns(text: str, *, numbered: bool) -> None:
    """It is not of the first column, whose last lines are no wider: the columns end at one height above it."""
    lines = wrapped(FIRST + SECOND if numbered else FIRST, 48)
    half = -(-len(lines) // 2)
    below = TOP + 12 * half + 30
    page = [
        *TITLE,
        *put(lines[:half], LEFT, TOP),
        *put(lines[half:], RIGHT, TOP),
        *column(text, LEFT, top=below, width=90),
    ]
    assert shown(read(page))[3:] == [*filter(None, lines), *in_order(text, 90)]


def test_first_column_that_is_longer_keeps_its_last_paragraphs() -> None:
    """The second one goes on with a later paragraph: so what stands lower in the first is read before it."""
    left, right = f"{FIRST}\n{SECOND}", THIRD
    assert shown(read([*TITLE, *column(left, LEFT), *column(right, RIGHT)]))[3:] == in_order(left) + in_order(right)


def test_title_at_the_foot_of_a_column_of_a_pdf_goes_on_in_the_next() -> None:
    left = [*wrapped(THIRD, 44), "", "§ 5 Val av ledamot i styrelsen för"]
    right = ["Stiftelsen Norrån", "", *wrapped(SECOND, 44)[1:], "", *wrapped(FIRST, 44)]
    found = read([*TITLE, *put(left, LEFT, TOP), *put(right, RIGHT, TOP)])
    titles = [item.title.text for item in segment.segment(found).items]
    assert titles[1] == "Val av ledamot i styrelsen för Stiftelsen Norrån"
