"""Bytes become a Source: decoded once, frozen, with its pages and digests; what is no text is refused with a reason."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

import pytest

from kg.errors import SourceError
from kg.files import source

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Nämnden\n§ 1 Åkrar\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "utf-8 with BOM", "utf-16-le", "utf-16-be", "CRLF", "CR"],
)
def test_one_text_however_it_is_encoded(data: bytes) -> None:
    read = source.from_bytes(data, "a.txt")
    assert read.text == TEXT
    assert read.notes == ()


def test_the_digests_are_of_the_bytes_and_of_the_text() -> None:
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    read = source.from_bytes(data, "a.txt")
    assert read.sha256 == hashlib.sha256(data).hexdigest()
    assert read.text_sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_latin_1_is_read_and_said() -> None:
    read = source.from_bytes("Åsnens råd – §\u00a01".encode("cp1252"), "a.txt")
    assert read.text == "Åsnens råd – §\u00a01"
    assert read.notes == ("not UTF-8, read as Latin-1",)


def test_bytes_that_windows_does_not_know_are_latin_1() -> None:
    assert source.from_bytes(b"r\xe5d \x81", "a.txt").text == "råd \x81"


def test_decomposed_letters_stay_as_they_are() -> None:
    decomposed = unicodedata.normalize("NFD", TEXT)
    assert source.from_bytes(decomposed.encode(), "a.txt").text == decomposed


def test_form_feeds_part_the_pages() -> None:
    read = source.from_bytes(b"ett\n\ftv\xc3\xa5\n\ftre", "a.txt")
    assert [page.number for page in read.pages] == [1, 2, 3]
    assert [read.quote(page.span) for page in read.pages] == ["ett\n", "två\n", "tre"]
    assert [read.page(read.text.index(word)) for word in ("ett", "två", "tre")] == [1, 2, 3]


def test_a_form_feed_at_the_end_opens_no_page_and_without_one_there_are_none() -> None:
    assert len(source.from_bytes(b"ett\n\f", "a.txt").pages) == 1
    assert source.from_bytes(b"ett\n", "a.txt").pages == ()
    assert source.from_bytes(b"ett\n", "a.txt").page(1) is None


def test_a_line_is_counted_from_one() -> None:
    read = source.from_bytes(TEXT.encode(), "a.txt")
    assert [read.line(read.text.index(word)) for word in ("Nämnden", "Åkrar")] == [1, 2]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\f\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7\x00\x01\x02", "binary"),
        (bytes(range(1, 9)) * 40, "binary"),
        (b"\xff\xfe\x00\xd8", "no valid utf-16-le"),
        (b"x" * (source.MAX_LINE + 1), "line of 1,000,001 characters"),
    ],
    ids=["nothing", "blank", "only a BOM", "zero bytes", "control characters", "broken utf-16", "over-long line"],
)
def test_what_is_no_text_is_refused_with_name_and_reason(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said) as caught:
        source.from_bytes(data, "trasig.txt")
    assert caught.value.where == "trasig.txt"


def test_a_text_longer_than_any_minutes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_CHARACTERS", 5)
    with pytest.raises(SourceError, match="more than 5"):
        source.from_bytes(b"123456", "a.txt")


def test_a_file_is_read_by_its_ending_whatever_its_case(tmp_path: Path) -> None:
    path = tmp_path / "A.TXT"
    path.write_text(TEXT, encoding="utf-8")
    assert (source.read(path).name, source.read(path).text) == ("A.TXT", TEXT)


def test_another_ending_is_refused_with_those_that_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"x")
    with pytest.raises(SourceError, match=r"\.xlsx") as caught:
        source.read(path)
    assert all(ending in caught.value.hint for ending in source.READERS)


def test_a_folder_named_like_a_file_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(SourceError, match=r"cannot be opened|can be read"):
        source.read(tmp_path / "a.txt")


def test_files_are_found_below_folders_each_once_and_in_order(tmp_path: Path) -> None:
    (tmp_path / "under").mkdir()
    for name in ("b.txt", "a.md", "under/c.TXT", ".hidden.txt", "d.xlsx"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = source.find([tmp_path, tmp_path / "b.txt"])
    assert [str(place.path.relative_to(tmp_path)) for place in found.places] == ["a.md", "b.txt", "under/c.TXT"]
    assert found.other == {".xlsx": 1}


def test_a_missing_path_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        source.find([tmp_path / "nowhere"])


def test_a_folder_without_minutes_is_said_with_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"x")
    with pytest.raises(SourceError, match="no minutes found") as caught:
        source.find([tmp_path])
    assert caught.value.hint.startswith("read are .docm, .docx, ")
    assert caught.value.hint.endswith("; there are .doc 1")
