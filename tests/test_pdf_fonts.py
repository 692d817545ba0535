"""A font whose map to Unicode is missing or wrong: minutes that lost words are refused, a line is left out and told."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import reportlab
from font_lato import Lato
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kg.errors import SourceError
from kg.files import pdf, pdf_alphabet, source

FONTS = Path(reportlab.__file__).parent / "fonts"
LINES = ("Tekniska nämnden beslutar att anta taxan för torget och att den gäller från den första maj.",) * 12


def made(*, broken: int, lines: int) -> bytes:
    """Draw lines, some of them in a font whose map to Unicode is then taken out of the file."""
    pdfmetrics.registerFont(TTFont("Broken", FONTS / "Vera.ttf", asciiReadable=False))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1, pageCompression=0)
    for number in range(lines):
        canvas.setFont("Broken" if number < broken else "Helvetica", 9)
        canvas.drawString(40, 800 - 14 * number, LINES[number % len(LINES)] if number >= broken else "Hemligt Råd")
    canvas.showPage()
    canvas.save()
    return re.sub(rb"/ToUnicode \d+ 0 R", lambda match: b" " * len(match[0]), out.getvalue())


def test_minutes_that_have_lost_words_are_refused_with_the_font_and_the_page() -> None:
    with pytest.raises(SourceError, match=r'the text of font "BitstreamVeraSans-Roman" cannot be read \(page 1\)'):
        source.from_bytes(made(broken=6, lines=12), "a.pdf", pdf.read_pdf)


def test_a_line_that_cannot_be_read_is_left_out_and_told() -> None:
    read = source.from_bytes(made(broken=1, lines=30), "a.pdf", pdf.read_pdf)
    assert read.text == "".join(f"{line}\n" for line in (LINES * 3)[1:30])
    assert len(read.notes) == 1
    assert 'the text of font "BitstreamVeraSans-Roman" cannot be read (page 1)' in read.notes[0]


def test_a_font_with_its_map_is_read() -> None:
    read = source.from_bytes(made(broken=0, lines=12), "a.pdf", pdf.read_pdf)
    assert read.text == "".join(f"{line}\n" for line in LINES)
    assert read.notes == ()


ALPHABET = "abcdefghijklmnopqrstuvwxyz"
MORE = (
    "Ordföranden frågar om kommunstyrelsen kan bifalla förslaget och finner att den gör det.",
    "Ärendet återremitteras för att kostnaden för gångvägen ska utredas under hösten.",
)
SPOKEN = (
    "The committee thanks the guests for the presentation and decides to visit the harbour with them in the spring.",
    "Yusuf Hassan, Agnieszka Dzikowska, Berivan Gök Yildiz, Nguyen Thi Huong, Zlatko Hadzic, Xhevahire Krasniqi",
)


def wrong(words: str, by: int, alphabet: str = ALPHABET) -> str:
    """Give the letters that a font's map says which is off by some places."""
    return words.translate(
        str.maketrans(
            alphabet + alphabet.upper(), alphabet[by:] + alphabet[:by] + (alphabet[by:] + alphabet[:by]).upper()
        )
    )


def with_map(lines: list[tuple[str, str]], pages: int = 1) -> bytes:
    """Draw lines, each in a font, on every page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for _ in range(pages):
        for number, (font, words) in enumerate(lines):
            canvas.setFont(font, 9)
            canvas.drawString(40, 800 - 14 * number, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("alphabet", [ALPHABET, "qwertyuiopasdfghjklzxcvbnm", "etaoinshrdlucmfwypvbgkjqxz"])
@pytest.mark.parametrize("by", [1, 2, 5, 13])
def test_minutes_in_a_font_whose_map_is_wrong_are_refused(by: int, alphabet: str) -> None:
    lines = [("Times-Roman", wrong(line, by, alphabet)) for line in (*LINES, *MORE)]
    with pytest.raises(
        SourceError, match=r'font "Times-Roman" cannot be read \(page 1\): its map to Unicode is .* wrong'
    ):
        source.from_bytes(with_map(lines), "a.pdf", pdf.read_pdf)


def test_a_page_with_headings_in_a_font_whose_map_is_wrong_is_refused() -> None:
    headings = "Kommunstyrelsens beslut", "Omröstning och reservationer", "Underlag för ärendet", "Yrkanden", "Bakgrund"
    lines = [("Helvetica", line) for line in LINES] + [("Helvetica-Bold", wrong(line, 3)) for line in headings]
    with pytest.raises(SourceError, match='font "Helvetica-Bold" cannot be read'):
        source.from_bytes(with_map(lines), "a.pdf", pdf.read_pdf)


@pytest.mark.parametrize("words", [*SPOKEN, *(line.upper()[:70] for line in SPOKEN)])
def test_other_languages_names_and_capitals_are_read(words: str) -> None:
    read = source.from_bytes(with_map([("Helvetica", words)] * 3), "a.pdf", pdf.read_pdf)
    assert read.text == f"{words}\n" * 3
    assert read.notes == ()


def test_checksums_are_read() -> None:
    words = "4bQxZtPqkXvWz7Kd9RtGhJkLmNbVcXzQwRtYpSdFgHjKl+Zx/QwXcVbNmTrEw=="
    read = source.from_bytes(with_map([("Courier", words)] * 6), "a.pdf", pdf.read_pdf)
    assert read.text == f"{words}\n" * 6


def drawn(lines: list[tuple[str, str]], *, pages: int = 1) -> bytes:
    """Draw lines, each in one of two embedded fonts, on each of some pages."""
    for name, file in (("Plain", "Vera.ttf"), ("Strong", "VeraBd.ttf")):
        pdfmetrics.registerFont(TTFont(name, FONTS / file))
    return with_map(lines, pages)


SAID = (
    "Tekniska nämnden 2031-05-12, klockan 13.00-15.47",
    "§ 26 Köp av båt för räddning på Ån",
    "Beslut",
    "Tekniska nämnden beslutar att köpa båten för 189 000 kronor, vilket motion av Helge Drakhall (V) föreslår.",
    "Ärendet skickas till Kommunstyrelsen, Barnnämnden, Socialnämnden och Miljönämnden senast 2031-06-07.",
)


def mapped(monkeypatch: pytest.MonkeyPatch, signs: dict[str, str], fonts: str = "") -> None:
    """Let the map of fonts say other signs; of all fonts, or of those whose name ends so."""
    written = ttfonts.makeToUnicodeCMap

    def wrong(name: str, subset: list[int]) -> str:
        others = {ord(sign): ord(other) for sign, other in signs.items()} if name.endswith(fonts) else {}
        text: str = written(name, [others.get(code, code) for code in subset])
        return text

    monkeypatch.setattr(ttfonts, "makeToUnicodeCMap", wrong)


@pytest.mark.parametrize(
    "circle", ["ea", "nr", "td", "åä", "il", "bp", "17", "25", "123", "BS", "MKTÄ", "()", "eankslr"]
)
def test_font_that_draws_one_sign_for_another_is_refused(monkeypatch: pytest.MonkeyPatch, circle: str) -> None:
    """Words are there enough that look like words: what the font draws tells it."""
    mapped(monkeypatch, dict(zip(circle, circle[1:] + circle[0], strict=True)))
    with pytest.raises(SourceError, match=r'font "BitstreamVeraSans-Roman" cannot be read \(page 1\)'):
        source.from_bytes(drawn([("Plain", line) for line in SAID]), "a.pdf", pdf.read_pdf)


@pytest.mark.parametrize("signs", ["äa", "åa", "öo", "ÄA", "eo", "38", "56", "nm", "§S"])
def test_font_that_has_one_sign_for_two_is_refused(monkeypatch: pytest.MonkeyPatch, signs: str) -> None:
    mapped(monkeypatch, {signs[0]: signs[1]})
    lines = (*SAID, "Överskott 3 358 600 kronor: 86 mer än Önskat, enligt Snöröjning och Avfall")
    with pytest.raises(SourceError, match=r'font "BitstreamVeraSans-Roman" cannot be read'):
        source.from_bytes(drawn([("Plain", line) for line in lines]), "a.pdf", pdf.read_pdf)


def test_headings_alone_in_a_font_that_draws_other_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are few letters of a long text, but what stands below them would be taken for a part of something else."""
    mapped(monkeypatch, {"e": "u", "u": "e"}, "Bold")
    lines = [*(("Plain", line) for line in SAID * 8), ("Strong", "Kommunstyrelsens beslut den 3 mars")]
    with pytest.raises(SourceError, match=r'font "BitstreamVeraSans-Bold" cannot be read \(page 1\)'):
        source.from_bytes(drawn(lines), "a.pdf", pdf.read_pdf)


@pytest.mark.parametrize("signs", ["k", "7", "r"])
def test_font_without_a_meaning_for_one_letter_is_refused(monkeypatch: pytest.MonkeyPatch, signs: str) -> None:
    mapped(monkeypatch, dict.fromkeys(signs, "\ufffd"))
    with pytest.raises(SourceError, match="cannot be read"):
        source.from_bytes(drawn([("Plain", line) for line in SAID]), "a.pdf", pdf.read_pdf)


@pytest.mark.parametrize("name", ["Vera.ttf", "VeraBd.ttf", "VeraIt.ttf", "VeraBI.ttf"])
def test_fonts_with_their_signs_are_read(name: str) -> None:
    pdfmetrics.registerFont(TTFont("Sound", FONTS / name))
    lines = [*SAID, *(line.upper()[:70] for line in SAID), "0123456789 0123456789", "QJX", "1:7", "Ja"]
    found = source.from_bytes(drawn([("Sound", line) for line in lines]), "a.pdf", pdf.read_pdf)
    assert found.notes == ()
    assert " ".join(found.text.split()) == " ".join(" ".join(lines).split())


@pytest.mark.parametrize("path", sorted(Path(Lato).parent.glob("*.ttf")), ids=lambda path: path.stem)
def test_every_cut_of_a_type_draws_its_own_signs(path: Path) -> None:
    pdfmetrics.registerFont(TTFont("Cut", path))
    data = drawn([("Cut", line) for line in (*SAID, pdf_alphabet.ALPHABET)])
    assert source.from_bytes(data, "a.pdf", pdf.read_pdf).notes == ()


def otherwise(font: str, words: tuple[str, ...], change: dict[int, int]) -> bytes:
    """Draw lines with words in a font of their own, whose map to Unicode then says other signs for some."""
    pdfmetrics.registerFont(TTFont(font, FONTS / "VeraIt.ttf", asciiReadable=False))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1, pageCompression=0)
    for number, line in enumerate(LINES * 3):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(40, 800 - 14 * number, line)
        canvas.setFont(font, 9)
        canvas.drawString(500, 800 - 14 * number, words[number % len(words)])
    canvas.save()

    def said(table: re.Match[bytes]) -> bytes:
        return re.sub(
            rb"<([0-9A-F]{4})>",
            lambda code: b"<%04X>" % change.get(int(code[1], 16), int(code[1], 16)),
            table[0],
        )

    return re.sub(rb"beginbfchar.*?endbfchar", said, out.getvalue(), flags=re.DOTALL)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({ord("7"): ord("2"), ord("2"): ord("7")}, ("7-2", "27", "2031", "72")),
        ({ord("0") + at: ord("0") + (at + 1) % 10 for at in range(10)}, ("7-2", "1456", "2031", "8930")),
        ({ord(sign): ord(" ") for sign in "RutEkBoyC()"}, ("Rut Ek (C)", "Bo By (C)")),
    ],
)
def test_figures_or_names_in_a_font_of_their_own_that_says_other_ones(
    change: dict[int, int], words: tuple[str, ...]
) -> None:
    with pytest.raises(SourceError, match=r"the text of font .* cannot be read"):
        source.from_bytes(otherwise("Own", words, change), "a.pdf", pdf.read_pdf)
    assert not source.from_bytes(otherwise("Own", words, {}), "a.pdf", pdf.read_pdf).notes
