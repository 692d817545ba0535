"""Characters without width, decomposed letters, odd spaces: no fact changes, passages quote the text as it stands."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kg.document import understand
from kg.files import visible
from kg.files.source import READERS, from_bytes
from kg.model import Flow, Source, Span
from tests import forms
from tests.test_formats import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXT = forms.as_text().decode()


def read(text: str) -> Source:
    return from_bytes(text.encode(), "a.txt")


def every(text: str, mark: str, step: int) -> str:
    """Put a mark behind every so many characters."""
    return "".join(ch + (mark if at % step == 0 and ch != "\n" else "") for at, ch in enumerate(text))


def some_decomposed(text: str) -> str:
    """Decompose every other letter, as in a text that two programs wrote."""
    return "".join(unicodedata.normalize("NFD", ch) if at % 2 else ch for at, ch in enumerate(text))


FAULTS: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "some decomposed": some_decomposed,
    "a mark before each line": lambda text: "\n".join(f"\u200b{line}" for line in text.split("\n")),
    "a mark behind each line": lambda text: "\n".join(f"{line}\ufeff" for line in text.split("\n")),
    "joiners inside words": lambda text: every(text, "\u2060", 3),
    "soft marks inside words": lambda text: every(text, "\u200b", 2),
    "marks of direction around names": lambda text: text.replace("Siv Holmtorp", "\u202aSiv Holmtorp\u202c\u200e"),
    "variants and controls": lambda text: every(text, "\ufe0f\x02", 97),
    "narrow spaces before figures": lambda text: text.replace("§ ", "§\u202f").replace("KS 2", "KS\u20092"),
    "fillers and signs that no font shows": lambda text: every(text, "\u3164\U0001d173\u180f\x9f", 61),
    "line ends of word processors": lambda text: text.replace("\n", "\u2028"),
    "paragraphs of word processors": lambda text: text.replace("\n\n", "\u2029\n"),
    "figures of full width": lambda text: text.translate({ord(one): ord(one) + 0xFEE0 for one in "0123456789§("[:10]}),
    "two letters in one": lambda text: text.replace("fi", "\ufb01").replace("ff", "\ufb00").replace("fl", "\ufb02"),
    "a letter of measure": lambda text: text.replace("Å", "\u212b"),
}


def said(text: str) -> tuple[Source, list[tuple[str, Any]], list[Span]]:
    """Give the source, its facts without places, and the places."""
    source = read(text)
    _, found = understand(source)
    listed = [(kind, fact) for kind, facts in found.items() for fact in facts]
    return source, [(kind, plain(fact)) for kind, fact in listed], [span for _, fact in listed for span in fact.at]


@pytest.mark.parametrize("fault", FAULTS)
def test_what_nobody_sees_changes_no_fact(fault: str) -> None:
    changed = FAULTS[fault](TEXT)
    assert changed != TEXT or fault == "a letter of measure"
    assert said(changed)[1] == said(TEXT)[1]


@pytest.mark.parametrize("fault", FAULTS)
def test_passages_quote_the_text_as_it_stands(fault: str) -> None:
    source, _, spans = said(FAULTS[fault](TEXT))
    before, _, others = said(TEXT)
    assert [visible.plain(source.quote(span)) for span in spans] == [before.quote(span) for span in others]
    assert source.text == FAULTS[fault](TEXT)


def characters(flow: Flow) -> Iterator[int]:
    return (flow.origin(at) for at in range(len(flow.text)) if not flow.text[at].isspace())


@pytest.mark.parametrize("fault", FAULTS)
def test_each_character_of_the_reading_knows_where_it_stands(fault: str) -> None:
    source = read(FAULTS[fault](TEXT))
    minutes, _ = understand(source)
    assert minutes.source.text == source.text
    for line in minutes.head + minutes.tail:
        text = "".join(ch for ch in line.text if not ch.isspace())
        stands = "".join(unicodedata.normalize("NFKD", source.text[at])[0] for at in characters(line.flow))
        assert stands == "".join(unicodedata.normalize("NFKD", ch)[0] for ch in text)


def test_a_text_that_reads_as_it_stands_is_not_copied() -> None:
    assert visible.see(read(TEXT)) is None


def test_pages_are_those_of_the_frozen_text() -> None:
    source = read("\u200bEtt\u200b\f\u2060Tva\u030a\f\u200b")
    seen = visible.see(source)
    assert seen is not None
    assert seen.source.text == "Ett\fTvå\f"
    assert [seen.source.quote(page.span) for page in seen.source.pages] == ["Ett", "Två", ""]
    assert visible.back(seen.source, seen) == replace(source, pages=visible.back(seen.source.pages, seen))


def test_one_record_stays_one() -> None:
    seen = visible.see(read("\u200bett"))
    assert seen is not None
    flow = Flow("ett", (0,), (0,))
    one, other = visible.back((flow, flow), seen)
    assert one is other
    assert one.span() == Span(1, 4)


@pytest.mark.parametrize("ending", [".docx", ".html"])
@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\ufeff", "\u200e", "\u202a"])
def test_word_and_pages_are_read_without_them_too(mark: str, ending: str) -> None:
    blocks = [
        replace(
            block,
            text=every(block.text, mark, 4),
            points=tuple(every(point, mark, 3) for point in block.points),
            rows=tuple(tuple(tuple(mark + line for line in cell) for cell in row) for row in block.rows),
        )
        for block in forms.MINUTES
    ]
    texts = [
        from_bytes(forms.FORMS[ending](one), f"a{ending}", READERS[ending]).text for one in (blocks, forms.MINUTES)
    ]
    assert texts[0] == texts[1]
