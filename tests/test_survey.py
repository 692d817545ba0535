"""What a folder says that was not understood: counted over documents, as TOML for a lexicon of one's own."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

from click.testing import CliRunner

from kg import survey
from kg.cli import main

if TYPE_CHECKING:
    from pathlib import Path

MINUTES = """Brovalla kommun
Kommunstyrelsen
SAMMANTRÄDESPROTOKOLL
Sammanträdesdatum 2031-03-{day}

Närvarande
Anna Ek (S), ordförande
Ola By (M)
Siv Ås (C)

## § {number} Ny badplats

### Ärendet
{said}

### Landat i

Badplatsen anläggs vid viken.

### Beslut
Förslaget antas.
"""
ODD = "Siv Ås (C) ansluter till yrkandet ”nej”, som hon (kallar) det: [avslag]?"


def _folder(path: Path) -> Path:
    for number, day in ((4, 11), (5, 18)):
        text = MINUTES.format(number=number, day=day, said=ODD)
        (path / f"ks-{day}.md").write_text(text, encoding="utf-8")
    (path / "avgifter.txt").write_text("Avgifter\n\nHyra 100 kr\n", encoding="utf-8")
    return path


def test_a_heading_that_two_documents_have_is_counted_once_with_both(tmp_path: Path) -> None:
    found = survey.survey([_folder(tmp_path)])
    assert found.read == 2
    assert found.problems == ()
    heading = next(one for one in found.wanted if one.kind == "heading")
    assert (heading.wording, heading.documents, heading.times) == ("landat i", 2, 2)
    assert heading.where == "ks-11.md:16"


def test_the_command_writes_toml_whatever_stands_in_the_sentences(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["inspect", str(_folder(tmp_path)), "--unread"])
    assert result.exit_code == 0, result.output
    table = tomllib.loads(result.output)
    assert "landat i" in table["section"]["?"]
    rows = json.loads(CliRunner().invoke(main, ["inspect", str(tmp_path), "--unread", "--json"]).output)
    said = [one for one in rows["wanted"] if one["kind"] == "sentence"]
    assert [name for name in table if name.startswith("wording-")] == [
        f"wording-{at}" for at in range(1, len(said) + 1)
    ]


def test_a_sentence_is_counted_by_what_it_says_not_by_whom_it_names() -> None:
    one = survey._skeleton("Anna Ek (S) ansluter till tekniska nämndens (förslag): ja")  # noqa: SLF001
    assert one == "{:person} ansluter till {:body's} förslag ja"


def test_of_a_folder_nothing_else_is_shown(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["inspect", str(tmp_path)])
    assert result.exit_code == 1
    assert "is a folder" in result.output
    assert "--unread" in result.output
