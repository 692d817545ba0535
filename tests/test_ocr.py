"""`--ocr`: pages of a PDF without text are recognised, and what is read there says so and is less sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from rdflib import RDFS, Literal

import kg
from kg.cli import main
from kg.errors import NothingFoundError, ShareError
from kg.files import ocr, pdf, source
from tests import built, pdfs
from tests.test_pdf_fonts import made

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import Source

HEAD = [
    "Hällbo kommun",
    "Tekniska nämnden",
    "Sammanträdesprotokoll 2031-03-11",
    "",
    "Plats och tid   Kommunhuset, kl 13.00-15.10",
    "",
    "Beslutande",
    "Åsa Öhman (S), ordförande",
    "Börje Äng (M), vice ordförande",
    "Ylva Sjögren (C)",
    "Jöns Kärr (V)",
    "",
    "Paragrafer §§ 8-9",
]
PARAGRAPHS = [
    "§ 8   Ny lekplats vid Ängsvägen",
    "Dnr TN 2031/88",
    "",
    "Beslut",
    "Tekniska nämnden beslutar att anlägga lekplatsen.",
    "",
    "Yrkanden",
    "Åsa Öhman (S) yrkar bifall till förvaltningens förslag.",
    "Börje Äng (M) yrkar avslag.",
    "",
    "Reservation",
    "Börje Äng (M) reserverar sig mot beslutet.",
    "",
    "§ 9   Taxa för torget",
    "",
    "Beslut",
    "Tekniska nämnden föreslår att kommunfullmäktige antar taxan.",
]
WITHOUT_MARKS = str.maketrans("ÅÄÖ", "AAO")
PRINTED = pdfs.pdf([pdfs.lines(HEAD), pdfs.lines(PARAGRAPHS)])


def _missing() -> str:
    try:
        ocr.version()
    except ShareError as problem:
        return problem.what
    return ""


needs_tesseract = pytest.mark.skipif(bool(_missing()), reason=_missing() or "it is there")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give where recognised pages are kept: what two tests scan is recognised once."""
    return tmp_path_factory.mktemp("recognised")


@pytest.fixture
def recognising(monkeypatch: pytest.MonkeyPatch, cache: Path) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv(ocr.VARIABLE, "1")
    yield
    ocr.version.cache_clear()


def read(data: bytes) -> Source:
    return source.from_bytes(data, "a.pdf", pdf.read_pdf)


def words(text: str) -> list[str]:
    return text.split()


@needs_tesseract
@pytest.mark.usefixtures("recognising")
def test_a_scanned_page_is_read_as_the_printed_one_with_its_paragraph_signs() -> None:
    """But for rings and dots over capitals, which tesseract loses where lines stand close."""
    found, printed = words(read(pdfs.scanned(PRINTED, dpi=300)).text), words(read(PRINTED).text)
    assert "".join(found).translate(WITHOUT_MARKS) == "".join(printed).translate(WITHOUT_MARKS)


@needs_tesseract
@pytest.mark.usefixtures("recognising")
@pytest.mark.parametrize("turned", [90, pytest.param(180, marks=pytest.mark.slow)])
def test_a_page_that_was_put_into_the_scanner_the_wrong_way_is_turned(turned: int) -> None:
    found = read(pdfs.scanned(pdfs.pdf([pdfs.lines(PARAGRAPHS)]), turned=turned))
    assert "Tekniska nämnden beslutar att anlägga lekplatsen." in found.text
    assert found.pages[0].recognised is not None
    assert found.pages[0].recognised > 0.8


@needs_tesseract
@pytest.mark.usefixtures("recognising")
def test_a_page_whose_fonts_map_to_nothing_is_recognised_instead_of_refused() -> None:
    found = read(made(broken=6, lines=12))
    assert "Hemligt Råd" in found.text
    assert found.pages[0].recognised


@needs_tesseract
@pytest.mark.usefixtures("recognising")
def test_a_page_with_text_keeps_it() -> None:
    found = read(PRINTED)
    assert [page.recognised for page in found.pages] == [None, None]
    assert not any("recognised" in note for note in found.notes)


@needs_tesseract
@pytest.mark.usefixtures("recognising")
def test_a_page_is_recognised_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdfs.scanned(pdfs.pdf([pdfs.lines(HEAD)]))
    first = read(data)

    def gone(*_: object) -> str:
        raise AssertionError("tesseract was run again")

    monkeypatch.setattr(ocr, "_table", gone)
    assert read(data) == first


@needs_tesseract
def test_python_asks_for_it_too_for_one_build_alone(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.delenv(ocr.VARIABLE, raising=False)
    (tmp_path / "a.pdf").write_bytes(pdfs.scanned(PRINTED, dpi=300))
    read = kg.build(tmp_path / "a.pdf", ocr=True)
    assert read.reports[0].coverage.paragraphs == 2
    assert not ocr.asked()
    kg.save(read, tmp_path / "x.trig")
    assert "tesseract" in (tmp_path / "x.trig.prov.ttl").read_text(encoding="utf-8")
    with pytest.raises(NothingFoundError, match="ocr"):
        kg.build(tmp_path / "a.pdf")


@needs_tesseract
def test_a_scanned_document_gives_the_same_facts_each_with_a_passage_that_says_it_was_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(ocr.VARIABLE, raising=False)
    file, output = tmp_path / "protokoll.pdf", tmp_path / "a.trig"
    file.write_bytes(PRINTED)
    expected = kg.build(file).reports[0].facts
    file.write_bytes(pdfs.scanned(PRINTED))
    refused = CliRunner().invoke(main, ["build", str(file), "-o", str(output)])
    assert refused.exit_code == 1
    assert "is scanned: none of its 2 pages has text (read it with --ocr" in refused.output
    monkeypatch.setenv(ocr.VARIABLE, "0")  # so that it is as it was when the command has set it
    done = CliRunner().invoke(main, ["build", str(file), "-o", str(output), "--ocr"])
    assert done.exit_code == 0, done.output
    assert "pages 1, 2: recognised (OCR)" in done.output
    assert kg.build(file).reports[0].facts == expected
    graph = built.Built(output)
    passages = graph.typed("Passage")
    assert passages
    assert all((one, built.GOV.recognised, Literal(True)) in graph.triples for one in passages)
    confidences = [float(str(value)) for _, name, value in graph.triples if name == built.GOV.confidence]
    assert 0 < max(confidences) < 1
    people = {str(graph.value(one, RDFS.label)) for one in graph.typed("Person")}
    assert people == {"Åsa Öhman", "Börje Äng", "Ylva Sjögren", "Jöns Kärr"}
    checked = CliRunner().invoke(main, ["check", str(output), "--minutes", str(file)])
    assert checked.exit_code == 0, checked.output
    assert "tesseract" in (tmp_path / "a.trig.prov.ttl").read_text("utf-8")


def test_without_tesseract_it_is_said_how_to_get_it_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ocr.version.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(ocr.VARIABLE, "0")
    with pytest.raises(ShareError, match=r"tesseract is not installed .*apt install tesseract-ocr tesseract-ocr-swe"):
        ocr.use()
    assert not ocr.asked()
    done = CliRunner().invoke(main, ["build", "data/sample", "-o", str(tmp_path / "a.trig"), "--ocr"])
    assert done.exit_code == 1
    ocr.version.cache_clear()


@pytest.mark.parametrize(
    ("swedish", "english", "found"),
    [
        ("8", ["§"], "§"),
        ("88", ["§§"], "§§"),
        ("845", ["§45"], "§45"),
        ("845", ["§", "45"], "§45"),
        ("8832-40", ["§§32-40"], "§§32-40"),
        ("8", ["8"], "8"),
        ("885", ["§45"], "885"),
        ("$32", ["832"], "§32"),
        ("Sal", ["§al"], "Sal"),
    ],
)
def test_the_sign_that_the_swedish_model_lacks_is_taken_from_the_english_one_where_the_rest_agrees(
    swedish: str, english: list[str], found: str
) -> None:
    word = ocr.Seen((1, 1, 1), 100, 10, 190, 30, 0.9, swedish)
    step = 90 // len(english)
    again = [
        ocr.Seen((1, 1, k), 100 + k * step, 10, 100 + (k + 1) * step, 30, 0.9, said) for k, said in enumerate(english)
    ]
    assert ocr.signed(word, again, (0, 50)).text == found
