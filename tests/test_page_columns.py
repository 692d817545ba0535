"""Texts of `pdftotext -layout` whose pages stand in columns: read column by column, or not at all and said so."""

from __future__ import annotations

from itertools import zip_longest

import pytest

from kg import document
from kg.errors import SourceError
from kg.files import source
from kg.minutes import intake, segment
from tests.test_pdf_columns import FIRST, ROSTER, SECOND, THIRD, facts, wrapped

HEAD = "\n".join(
    ["Björknäs kommun", "Tekniska nämnden", "Protokoll 2031-05-12", "", *(f"{a:16}{b}" for a, b in ROSTER)]
)
ONE = f"{FIRST}{SECOND}{THIRD}"


def beside(columns: list[list[str]], width: int, gutter: int, *, levels: bool = False) -> str:
    """Set columns side by side; where they have `levels` of their own each stands on rows of its own."""
    rows = []
    for row in zip_longest(*columns, fillvalue=""):
        lines = [""]
        for k, cell in enumerate(row):
            if levels and k:
                lines.append("")
            lines[-1] = lines[-1].ljust(k * (width + gutter)) + cell if cell else lines[-1]
        rows += lines
    return "\n".join(line.rstrip() for line in rows)


def parted(text: str, width: int, count: int) -> list[list[str]]:
    """Cut a text into columns of as many rows."""
    lines = wrapped(text, width)
    high = -(-len(lines) // count)
    return [lines[k * high : (k + 1) * high] for k in range(count)]


def read(text: str) -> dict[str, list[tuple[str, ...]]]:
    return facts(source.from_bytes(text.encode(), "protokoll.txt"))


def notes(text: str) -> tuple[str, ...]:
    return segment.segment(source.from_bytes(text.encode(), "protokoll.txt")).notes


@pytest.mark.parametrize("gutter", [2, 3, 5, 8])
@pytest.mark.parametrize(("count", "width"), [(2, 48), (2, 40), (3, 30)])
def test_columns_are_read_one_after_the_other(count: int, width: int, gutter: int) -> None:
    """The page before is an ordinary one."""
    text = f"{HEAD}\n\f{beside(parted(ONE, width, count), width, gutter)}"
    assert read(text) == read(f"{HEAD}\n\f" + "\n".join(wrapped(ONE, width)))
    assert not notes(text)


@pytest.mark.parametrize("width", [40, 48])
def test_columns_whose_lines_do_not_stand_beside_each_other(width: int) -> None:
    text = f"{HEAD}\n\f{beside(parted(ONE, width, 2), width, 4, levels=True)}"
    assert read(text)["reservation"] == [("5", "Helge Drakhall")]
    assert read(text)["notification"] == read(f"{HEAD}\n\f{ONE}")["notification"]


@pytest.mark.parametrize("every", [2, 3, 7])
@pytest.mark.parametrize(("width", "gutter"), [(36, 2), (40, 4), (48, 8)])
def test_lines_of_one_column_between_those_of_the_other_part_no_sentence(width: int, gutter: int, every: int) -> None:
    """Each has baselines of its own: what is blank in one, beside a line of the other, is no end of a paragraph."""
    left, right = parted(ONE, width, 2)
    rows: list[str] = []
    for at, (one, other) in enumerate(zip_longest(left, right, fillvalue="")):
        apart = one and other and at % every == 1
        rows += [one, f"{'':{width + gutter}}{other}"] if apart else [f"{one:{width + gutter}}{other}".rstrip()]
    down = "\n".join(wrapped(ONE, width))
    assert read(f"{HEAD}\n\f" + "\n".join(rows)) == read(f"{HEAD}\n\f{down}")


@pytest.mark.parametrize("blank", [0, 2])
def test_title_goes_on_at_the_head_of_the_next_column(blank: int) -> None:
    head, *body = wrapped(FIRST, 44)
    left = [*wrapped(THIRD, 44), *[""] * 2, "§ 5 Val av ledamot i vattenrådet och av", *[""] * blank]
    right = ["ersättare i styrelsen för vattenverket", *wrapped(SECOND, 44)[1:], "", head, *body]
    text = f"{HEAD}\n\f{beside([left, right], 44, 5)}"
    minutes = segment.segment(source.from_bytes(text.encode(), "protokoll.txt"))
    titles = {item.number: item.title.text for item in minutes.items}
    assert titles["5"] == "Val av ledamot i vattenrådet och av ersättare i styrelsen för vattenverket"


@pytest.mark.parametrize("high", [12, 14, 16, 18, 20])
def test_pages_one_below_the_other_are_read_page_by_page_or_not_at_all(high: int) -> None:
    """Without form feeds two blank rows may end a page, or a paragraph in both columns: the sentences tell."""
    lines = wrapped(ONE, 40)
    pages = [[lines[at : at + high], lines[at + high : at + 2 * high]] for at in range(0, len(lines), 2 * high)]
    text = "\n".join([HEAD, *(f"\n\n{beside(columns, 40, 4)}" for columns in pages)])
    found, right = read(text), read(f"{HEAD}\n\n\n" + "\n".join(lines))
    assert found == right or (notes(text) and all(set(facts) <= set(right[kind]) for kind, facts in found.items()))


def test_pages_one_below_the_other_are_told_by_sentences_that_go_on() -> None:
    lines = [line for line in wrapped(ONE, 40) if line]
    pages = [[lines[at : at + 12], lines[at + 12 : at + 24]] for at in range(0, len(lines), 24)]
    text = "\n".join([HEAD, *(f"\n\n{beside(columns, 40, 4)}" for columns in pages)])
    assert not notes(text)
    assert read(text) == read(f"{HEAD}\n\n\n" + "\n".join(lines))


@pytest.mark.parametrize("text", [FIRST, SECOND])
def test_only_one_paragraph_in_columns(text: str) -> None:
    """A sentence goes on at the head of the second column, or a heading stands beside the middle of one."""
    head, *body = [line for line in wrapped(text, 44) if line]
    columns = beside([body[: -(-len(body) // 2)], body[-(-len(body) // 2) :]], 44, 3)
    below = "\n".join(wrapped(THIRD, 90))
    assert read(f"{HEAD}\n\n{head}\n\n{columns}\n\n{below}") == read("\n".join([HEAD, "", head, *body, "", below]))


def test_text_beside_a_heading_in_larger_type_stands_further_left() -> None:
    left = [*wrapped(FIRST, 48), "", "§ 6 Taxa för torgplatser", *wrapped(THIRD, 48)[1:]]
    right = wrapped(SECOND.replace("§ 5", "§ 7"), 48)
    rows = beside([left, ["", "", *right]], 48, 6).split("\n")
    at = next(at for at, row in enumerate(rows) if "§ 7" in row)
    begin = rows[at].index("§ 7")
    rows[at] = f"{rows[at][:begin].rstrip():{begin - 12}}{rows[at][begin:]}"
    down = "\n".join([*left, "", *right])
    assert read(f"{HEAD}\n\f" + "\n".join(rows)) == read(f"{HEAD}\n\f{down}")


def test_heading_across_the_columns_parts_them() -> None:
    across = "§ 5 En rubrik som är så lång att den går över båda spalterna på sidan, från kant till kant här"
    body = SECOND.strip().split("\n", 1)[1]
    text = f"{HEAD}\n\f{beside(parted(FIRST, 48, 2), 48, 4)}\n\n{across}\n\n{beside(parted(body, 48, 2), 48, 4)}"
    down = [*wrapped(FIRST, 48), "", across, "", *wrapped(body, 48)]
    assert read(text) == read(f"{HEAD}\n\f" + "\n".join(down))


def test_word_of_a_heading_above_the_columns_that_begins_where_the_second_does() -> None:
    head = "§ 5 Val av ledamot i vattenrådet för åarna Björka"
    body = wrapped(SECOND.strip().split("\n", 1)[1], len(head) - 8)
    half = -(-len(body) // 2)
    below = beside([body[:half], body[half:]], len(head) - 8, 2)
    above = beside(parted(FIRST, len(head) - 8, 2), len(head) - 8, 2)
    text = f"{HEAD}\n\f{above}\n\n\n{head}\n{below}"
    assert head.index("Björka") == len(head) - 6
    assert read(text) == read(f"{HEAD}\n\f" + "\n".join([*wrapped(FIRST, 40), "", "", head, *body]))


def test_line_that_fills_its_column_is_parted_from_the_one_beside_it() -> None:
    """One blank parts them there; the lines above and below show where."""
    left, right = parted(ONE, 48, 2)
    width = max(map(len, left))
    text = f"{HEAD}\n\f{beside([left, right], width, 1)}"
    assert read(text) == read(f"{HEAD}\n\f" + "\n".join(wrapped(ONE, 48)))


def test_page_whose_columns_cannot_be_told_apart_is_not_read_and_named() -> None:
    """A line too long for its place moves those beside it to the left: which words there belong to which column?"""
    lines = beside(parted(ONE, 48, 2), 48, 4).split("\n")
    at = next(k for k, line in enumerate(lines) if line.startswith("Tekniska nämnden beslutar att välja"))
    lines[at] = f"{lines[at][:48].rstrip()} Torget och ån"
    lines[at + 1] = f"{lines[at + 1][:46].rstrip():46}Torghandlarna"
    after = "§ 7 Ny bänk vid ån\n\nBeslut\nTekniska nämnden beslutar att köpa bänken.\n"
    text = "\f".join([f"{HEAD}\n", "\n".join(lines), after])
    assert [note.split(":")[0] for note in notes(text)] == ["page 2"]
    assert {item for item, *_ in read(text)["decision"]} == {"7"}
    assert read(text)["attendance"] == read(f"{HEAD}\n\f{ONE}")["attendance"]


TABLE = """
§ 4 Svar på remiss

Förslag                                   Nämndens svar
Kommunen ska sköta vägen och hålla den    Nämnden delar bedömningen och vill
fri från snö.                             inte ändra något.
Avgiften tas ut en gång om året av den    Avgiften bör tas ut två gånger om
som äger marken.                          året och i förskott.
Den som äger marken svarar för att        Kommunen bör svara för diket och för
diket är rensat.                          att det är rensat.

Beslut
Tekniska nämnden beslutar att lämna svaret.
"""
LABELS = """
§ 4 Cykelvägen

Beslut             Tekniska nämnden beslutar att bygga cykelvägen under
                   nästa år och att ge förvaltningen i uppdrag att lämna
                   en plan för hur den ska skötas om vintern.

Sammanfattning     Förvaltningen har utrett hur en väg kan dras längs ån
av ärendet         och vad den kostar att bygga, med hänsyn till att
                   marken där är sank.

Reservation        Helge Drakhall (V) reserverar sig mot beslutet till
                   förmån för eget yrkande.
"""


@pytest.mark.parametrize("text", [TABLE, LABELS])
def test_tables_and_headings_beside_their_text_are_no_columns(text: str) -> None:
    found = document.understand(source.from_bytes(f"{HEAD}\n\f{text}".encode(), "protokoll.txt"))[1]
    assert [clause.text.split()[0] for one in found["decision"] for clause in one.clauses][:1] in (["att"], ["lämna"])
    assert read(f"{HEAD}\n\f{text}")["attendance"] == read(f"{HEAD}\n\f{FIRST}")["attendance"]
    assert not notes(f"{HEAD}\n\f{text}")


def test_lines_that_reach_over_the_gutter_at_the_foot_of_the_columns_are_not_read_across() -> None:
    """`pdftotext` moves what stands right of a long line: there a single space parts the columns, further left."""
    left = [*wrapped(FIRST, 48), "", *wrapped(SECOND, 48)]
    right = wrapped(THIRD, 48)
    rows = beside([left[: len(right)], right], 48, 4).split("\n")
    full = [at for at, row in enumerate(rows) if len(row) > 90]
    rows = rows[: full[-1] + 1]
    rows[-1] = f"{rows[-1][:48].rstrip()} {rows[-1][52:]}"
    rows[-1] = f"{rows[-1]} {'av de ' * 3}"
    rows += ["rådet självt."]
    text = f"{HEAD}\n\f" + "\n".join(rows)
    said = read(f"{HEAD}\n\f" + "\n".join([*left, "", *right]))["decision"]
    assert {one for one in read(text)["decision"] if one not in said} == set()


JUMBLED = """
§ 4 Cykelvägen längs Norrån

Tekniska nämnden beslutar

Dnr TN 2031/9

§ 6 Taxa för torgplatser

Beslut
Tekniska nämnden beslutar att anta taxan.

§ 5 Val av ledamot i vattenrådet

Beslut
att bygga cykelvägen.
"""


def test_text_whose_columns_were_mixed_up_is_refused() -> None:
    """The numbers of the paragraphs do not rise, and nothing stands below the words in front of a decision."""
    read_in = source.from_bytes(f"{HEAD}\n{JUMBLED}".encode(), "protokoll.txt")
    with pytest.raises(SourceError):
        intake.other(segment.segment(read_in), read_in)
