"""Forms in PDFs that were filled in and not flattened: what the fields hold is read where it stands."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from kg.document import understand
from kg.files.source import READERS, from_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

FIELD = {"width": 200, "height": 16, "borderWidth": 0, "fontSize": 10, "fontName": "Helvetica"}


def form(draw: Callable[[Canvas, Any], None]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=0)
    canvas.setFont("Helvetica", 10)
    draw(canvas, canvas.acroForm)
    canvas.save()
    return out.getvalue()


def rows(data: bytes) -> list[list[str]]:
    text = from_bytes(data, "a.pdf", READERS[".pdf"]).text
    return [re.split(r"\s{2,}", line.strip()) for line in text.split("\n") if line.strip()]


def put(canvas: Canvas, fields: Any, *labelled: tuple[str, str]) -> None:
    for at, (label, value) in enumerate(labelled):
        canvas.drawString(70, 750 - 20 * at, label)
        fields.textfield(name=f"f{at}", value=value, x=200, y=747 - 20 * at, **FIELD)


def test_fields_of_text_stand_beside_their_labels() -> None:
    told = ("Datum", "2025-03-12"), ("Plats och tid", "Rådhuset, kl. 13.00-15.40"), ("Justerare", "Tage Wikmyr (M)")
    assert rows(form(lambda canvas, fields: put(canvas, fields, *told))) == [list(one) for one in told]


def test_a_label_that_reaches_into_its_field_is_no_part_of_what_the_field_holds() -> None:
    told = ("Ej tjänstgörande ersättare", "Bo By (S)"), ("Utsedd att justera protokollet", "Rut Ek (C)")
    assert rows(form(lambda canvas, fields: put(canvas, fields, *told))) == [list(one) for one in told]


def test_boxes_and_lists_are_read_as_they_are_set() -> None:
    def draw(canvas: Canvas, fields: Any) -> None:
        for at, (name, there) in enumerate((("Rut Ek", True), ("Bo By", False))):
            canvas.drawString(70, 700 - 40 * at, name)
            fields.choice(
                name=f"p{at}", value="SD", options=["S", "SD"], x=200, y=697 - 40 * at, **FIELD | {"width": 40}
            )
            fields.checkbox(name=f"c{at}", checked=there, x=300, y=697 - 40 * at, size=12)

    assert rows(form(draw)) == [["Rut Ek", "SD", "☒"], ["Bo By", "SD", "☐"]]


def test_a_field_of_several_lines_keeps_them() -> None:
    def draw(canvas: Canvas, fields: Any) -> None:
        canvas.drawString(70, 700, "Ledamöter")
        value = "Gunborg Alsterdal (S)\nTage Wikmyr (M)\nSiv Holmtorp (C)"
        fields.textfield(name="a", value=value, x=200, y=640, fieldFlags="multiline", **FIELD | {"height": 72})

    found = [cell for row in rows(form(draw)) for cell in row]
    assert [cell for cell in found if cell != "Ledamöter"] == [
        "Gunborg Alsterdal (S)", "Tage Wikmyr (M)", "Siv Holmtorp (C)",
    ]  # fmt: skip


@pytest.mark.parametrize("flag", ["hidden", "noview"])
def test_fields_that_are_not_shown_are_not_read(flag: str) -> None:
    def draw(canvas: Canvas, fields: Any) -> None:
        canvas.drawString(70, 700, "Datum")
        fields.textfield(name="a", value="2019-01-01", x=200, y=697, annotationFlags=flag, **FIELD)

    assert rows(form(draw)) == [["Datum"]]


def test_fields_that_only_have_a_value_are_drawn() -> None:
    data = form(lambda canvas, fields: put(canvas, fields, ("Datum", "2025-03-12")))
    bare = re.sub(rb"/AP <<.*?>>", lambda match: b" " * len(match[0]), data, flags=re.DOTALL)
    assert bare != data
    assert rows(bare) == [["Datum", "2025-03-12"]]


def test_minutes_whose_head_is_a_form_are_read() -> None:
    def draw(canvas: Canvas, fields: Any) -> None:
        put(
            canvas, fields, ("Sammanträdesdatum", "2025-03-12"), ("Plats och tid", "Rådhuset, klockan 13.00-15.40"),
            ("Beslutande ledamöter", "Gunborg Alsterdal (S), ordförande"), ("", "Tage Wikmyr (M)"),
            ("Justerare", "Tage Wikmyr (M)"),
        )  # fmt: skip
        for at, words in enumerate(("Ekefors kommun", "Kommunstyrelsen")):
            canvas.drawString(70, 800 - 16 * at, words)
        for at, words in enumerate(("§ 4 Taxa för torg", "Beslut", "Kommunstyrelsen antar taxan.")):
            canvas.drawString(70, 560 - 28 * at, words)

    _, found = understand(from_bytes(form(draw), "a.pdf", READERS[".pdf"]))
    assert [fact.person.text for fact in found["attendance"]] == ["Gunborg Alsterdal", "Tage Wikmyr"]
    assert found["meeting"][0].dates == ("2025-03-12",)
    assert len(found["adjuster"]) == 1


def test_a_password_is_not_read() -> None:
    def draw(canvas: Canvas, fields: Any) -> None:
        canvas.drawString(70, 700, "Kod")
        fields.textfield(name="p", value="Rut Ek (C)", x=200, y=697, fieldFlags="password", **FIELD)

    assert rows(form(draw)) == [["Kod"]]
