"""Labels right of their texts, below them, in tables of a converter: the facts of those that stand above."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kg.document import understand
from kg.files.source import READERS, from_bytes
from tests.breaks import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Minutes


class Part(NamedTuple):
    """A heading over everything, or a label with its lines."""

    label: str
    lines: tuple[str, ...] = ()


PARTS = (
    Part("Ekby kommun"),
    Part("Kommunstyrelsen"),
    Part("Sammanträdesprotokoll 2031-03-11"),
    Part("Plats och tid", ("Rådhuset i Ekby, klockan 13.15–15.50",)),
    Part("Beslutande ledamöter", ("Anna Ek (S), ordförande", "Bo Ås (M), vice ordförande", "Siv Lund (V)")),
    Part("Ej tjänstgörande ersättare", ("Ulf Sten (C)",)),
    Part("Övriga närvarande", ("Eva Vik, kommundirektör", "Ivar Ståhl, sekreterare")),
    Part("Utses att justera", ("Bo Ås (M)",)),
    Part("§ 4 KS 2031/4 Taxa för torg och kajer"),
    Part(
        "Beslut",
        ("Kommunstyrelsen beslutar", "att anta taxan, samt", "att uppdra åt kommundirektören att se över den."),
    ),
    Part(
        "Sammanfattning av ärendet",
        ("Taxan är från 2019 och täcker inte kostnaderna. Kontoret har räknat på tre sätt.",),
    ),
    Part("Beslutsunderlag", ("Tjänsteskrivelse, 2031-02-27", "Beräkning, 2031-02-25")),
    Part("Beslutet skickas till", ("Kommundirektören", "Tekniska nämnden")),
    Part("§ 5 KS 2031/5 Svar på motion om is"),
    Part("Beslut", ("Kommunstyrelsen föreslår kommunfullmäktige besluta", "att avslå motionen.")),
    Part("Reservation", ("Siv Lund (V) reserverar sig mot beslutet till förmån för eget yrkande.",)),
    Part("Yrkanden", ("Siv Lund (V) yrkar bifall till motionen.", "Bo Ås (M) yrkar avslag på motionen.")),
    Part("Omröstning", ("Omröstningen utfaller så att 2 röstar ja och 1 röstar nej.",)),
    Part("Ja röstar", ("Anna Ek (S) och Bo Ås (M).",)),
    Part("Nej röstar", ("Siv Lund (V).",)),
)


def read(text: str, name: str = "a.txt") -> Minutes:
    minutes, _ = understand(from_bytes(text.encode(), name))
    return minutes


PLAIN = "\n".join(f"\n{part.label}\n" + "\n".join(part.lines) for part in PARTS)


def to_the_right(parts: tuple[Part, ...], width: int = 62, label: int = 18, text: int = 56) -> str:
    """Set labels in a column at the right, wrapped, as `pdftotext -layout` writes it."""
    out: list[str] = []
    for part in parts:
        left = [row for line in part.lines for row in wrap(line, text)] or [part.label]
        right = wrap(part.label, label) if part.lines else []
        rows = max(len(left), len(right))
        cells = zip(left + [""] * (rows - len(left)), right + [""] * (rows - len(right)), strict=True)
        out += ["", *(f"{a:<{width}}{b}".rstrip() for a, b in cells)]
    return "\n".join(out)


def below(parts: tuple[Part, ...]) -> str:
    """Write each label below its text, wrapped, as `pdftotext` writes such a column."""
    rows = ["\n".join([*part.lines, "", *(wrap(part.label, 18) if part.lines else [part.label]), ""]) for part in parts]
    return "\n".join(rows)


def table(parts: tuple[Part, ...], row: Callable[[Part], list[str]], rule: str = "|---|---|") -> str:
    """Write labels and texts as tables of Markdown, the rule below the first row of each."""
    out: list[str] = []
    above = False
    for part in parts:
        out += row(part) if part.lines else ["", f"## {part.label}", ""]
        out += [rule] if part.lines and not above else []
        above = bool(part.lines)
    return "\n".join(out)


def by_lines(part: Part, *, right: bool) -> list[str]:
    cells = [(part.label if k == 0 else "", line) for k, line in enumerate(part.lines)]
    return [f"|{b}|{a}|" if right else f"|{a}|{b}|" for a, b in cells]


FORMS: dict[str, tuple[str, str]] = {
    "right": (to_the_right(PARTS), "a.txt"),
    "below": (below(PARTS), "a.txt"),
    "a table": (table(PARTS, lambda part: [f"| {part.label} | {'<br>'.join(part.lines)} |"]), "a.md"),
    "a table, labels right": (table(PARTS, lambda part: [f"| {'<br>'.join(part.lines)} | {part.label} |"]), "a.md"),
    "a row for each line": (table(PARTS, lambda part: by_lines(part, right=False)), "a.md"),
    "a row for each line, labels right": (table(PARTS, lambda part: by_lines(part, right=True)), "a.md"),
    "a label in each row": (table(PARTS, lambda part: [f"|{part.label}|{line}|" for line in part.lines]), "a.md"),
}


@pytest.mark.parametrize("form", FORMS)
def test_labels_behind_their_texts_change_no_fact(form: str) -> None:
    found, plain = told(read(*FORMS[form])), told(read(PLAIN))
    for kind, facts in plain.items():
        assert sorted(found[kind]) == sorted(facts), kind


@pytest.mark.parametrize("right", [False, True])
def test_labels_in_a_table_of_a_web_page_change_no_fact(right: bool) -> None:
    out: list[str] = []
    for part in PARTS:
        cells = [f"<th>{part.label}</th>", f"<td>{''.join(f'<p>{line}</p>' for line in part.lines)}</td>"]
        row = "".join(cells[::-1] if right else cells)
        out.append(f"<table><tr>{row}</tr></table>" if part.lines else f"<h2>{part.label}</h2>")
    page = from_bytes(f"<html><body>{''.join(out)}</body></html>".encode(), "a.html", READERS[".html"])
    found, plain = told(understand(page)[0]), told(read(PLAIN))
    for kind in ("attendance", "decision", "motion", "vote", "notification", "document", "reservation"):
        assert sorted(found[kind]) == sorted(plain[kind]), kind


def test_roles_right_of_names_are_no_labels() -> None:
    rows = ["Anna Ek (S)    Ordförande", "Bo Ås (M)      Ledamot", "Siv Lund (V)   Tjänstgörande ersättare"]
    text = (
        "Ekby kommun\nKommunstyrelsen\n2031-03-11\n\nBeslutande\n"
        + "\n".join(rows)
        + "\n\n§ 4 Taxa\n\nBeslut\nTaxan antas.\n"
    )
    assert "role='chair'" in "".join(told(read(text))["attendance"]) or len(told(read(text))["attendance"]) == len(rows)


def test_headings_below_some_texts_only_are_told_and_not_read() -> None:
    """One paragraph has its headings above: nobody can tell of which text the others are."""
    first, second = PARTS[:13], PARTS[13:]
    mixed = below(first) + "\n".join(f"\n{part.label}\n" + "\n".join(part.lines) for part in second)
    third = below((Part("§ 6 Val"), Part("Beslut", ("Kommunstyrelsen beslutar", "att välja Ulf Sten (C)."))))
    minutes = read(mixed + "\n" + third)
    assert any("not clear whose" in note for note in minutes.notes)
    assert not told(minutes)["decision"]


def test_headings_in_the_middle_of_their_texts_are_told_and_not_read() -> None:
    rows = {
        "Beslut": (
            "Kommunstyrelsen beslutar att anta taxan för kajer och att",
            "ge tekniska nämnden i uppdrag att följa upp den.",
        ),
        "Reservation": (
            "Siv Lund (V) reserverar sig mot beslutet och vill att",
            "avgiften sänks för den som har en mindre båt.",
        ),
    }
    text = [
        f"\n§ {n} Taxa för kaj nummer {n}\n"
        + "\n".join(f"{'':24}{a}\n{label}\n{'':24}{b}" for label, (a, b) in rows.items())
        for n in (4, 5)
    ]
    head = "\n".join(f"\n{part.label}\n" + "\n".join(part.lines) for part in PARTS[:8])
    minutes = read(head + "\n" + "\n".join(text))
    assert any("not clear whose" in note for note in minutes.notes)
    assert not told(minutes)["decision"]
    assert not told(minutes)["reservation"]
