"""What holds for any text at all: nothing raises, every span lies inside, and each character is where it came from."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg import facts
from kg.errors import SourceError
from kg.files import source
from kg.graph import rdf
from kg.graph.iri import Names, slug
from kg.lines import reading
from kg.lines.sentences import sentences
from kg.minutes import segment
from kg.model import Flow, Line, Minutes, Source, Span, join
from kg.quality.coverage import measure
from kg.quality.passages import Covered

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = (
    "§", "§ 1", "§ 2 Taxa", "12", "(S)", "Beslut", "Reservation", "Votering", "att", "Vårdnämnden", "beslutar", "yrkar",
    "Maj Ek (S)", "föreslår", "bifall", "till", "avslag", "2031-05-14", "den 4 mars", "**", "##", "•", "-", "_", "/",
    "Utdragsbestyrkande", "1(2)", "Ledamöter", "Justerare", "HSN 97-2031", "\u00ad", "a\u030a", "o\u0308", "\u00a0",
    "Ja röstar:", "3 ja-röster", "2 nej-röster", "Delges", "Handläggare:", "bilaga 1", ".", ":", ";", ",", "”", "(",
)  # fmt: skip
MARKS = " \n\f\t§#*_-•.,:;()åäöÅÄÖa\u030a\u00ad\u00a01"
TEXTS = st.one_of(
    st.text(alphabet=st.sampled_from(MARKS), min_size=1, max_size=80),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", "\n", "\n\n", "\f", ""])), max_size=60).map(
        lambda parts: "".join(word + space for word, space in parts)
    ),
    st.text(max_size=60),
)
MORE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)


def read(text: str) -> Source:
    """Make a Source of any text: what is white space only is none, and line ends are of one kind."""
    return Source("a.md", "0" * 64, text.replace("\r", "\n"), "0" * 64)


def flows(minutes: Minutes) -> Iterator[Flow]:
    """Give every flow of a document."""
    yield from (line.flow for line in (*minutes.head, *minutes.tail))
    for item in minutes.items:
        yield item.heading
        yield item.title
        yield from item.cases
        yield from (flow for values in item.fields.values() for flow in values)
        for section in item.sections:
            yield from filter(None, [section.heading])
            yield from (line.flow for line in section.lines)
            yield from (block.flow for block in section.blocks)


def inside(span: Span, text: str) -> bool:
    """Whether a span lies inside a text."""
    return 0 <= span.begin <= span.end <= len(text)


def place(text: str) -> str:
    """Fold what reading changes: composed or not, and the look-alikes of hyphen and space."""
    folded = unicodedata.normalize("NFC", text.translate({0x2010: "-", 0x2011: "-", 0xA0: " "}))
    return " " if folded.isspace() else folded


def agrees(flow: Flow, text: str) -> bool:
    """Whether each character of a flow stands in the text where the flow says, up to normalisation."""
    starts = {*flow.starts}
    for at, letter in enumerate(flow.text):
        origin = flow.origin(at)
        there = text[origin : origin + 1]
        if letter.isspace() or place(there) == place(letter):
            continue
        cluster = text[origin:]
        if at in starts and any(
            place(cluster[:length]).startswith(letter) for length in range(1, min(len(cluster), 9) + 1)
        ):
            continue
        return False
    return True


@MORE
@given(TEXTS)
@example("§ 1\n§")
@example("\u00ad§ 1 a\u030a")
def test_cutting_never_fails_and_every_span_lies_inside_the_text(text: str) -> None:
    minutes = segment.segment(read(text))
    spans = [flow.span() for flow in flows(minutes)] + [item.span for item in minutes.items] + [*minutes.furniture]
    assert all(inside(span, minutes.source.text) for span in spans)


@MORE
@given(TEXTS)
def test_each_character_of_a_line_stands_where_the_line_says(text: str) -> None:
    minutes = segment.segment(read(text))
    assert all(agrees(line.flow, minutes.source.text) for line in (*minutes.head, *minutes.tail))


@MORE
@given(TEXTS)
def test_extracting_never_fails_and_passages_are_quotes(text: str) -> None:
    minutes = segment.segment(read(text))
    found = facts.extract(minutes)
    for fact in (fact for kind in found.values() for fact in kind):
        assert fact.at
        assert all(inside(span, minutes.source.text) for span in fact.at)
    graph, _ = rdf.write(minutes, Names("0" * 64), found, facts.KINDS, measure(minutes, found, Covered(found)))
    assert graph.triples


@MORE
@given(st.binary(max_size=200))
def test_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        one = source.from_bytes(data, "a.txt")
    except SourceError:
        return
    assert "\r" not in one.text
    assert all(inside(page.span, one.text) for page in one.pages)


@MORE
@given(TEXTS, st.integers(0, 90), st.integers(0, 90))
def test_a_part_of_a_flow_keeps_its_places(text: str, one: int, other: int) -> None:
    flow = reading.flow_of(text, 0)
    begin, end = sorted((min(one, len(flow.text)), min(other, len(flow.text))))
    part = flow.cut(begin, end)
    assert part.text == flow.text[begin:end].strip()
    assert agrees(part, text)
    assert inside(part.span(), text) or not part.text
    if part.text:
        assert part.span() == flow.span(begin, end)


@MORE
@given(TEXTS, TEXTS)
def test_flows_put_together_keep_their_places(one: str, other: str) -> None:
    text = f"{one}\n{other}"
    both = [reading.flow_of(one, 0), reading.flow_of(other, len(one) + 1)]
    filled = [flow for flow in both if flow.text]
    whole = join(filled)
    assert whole.text == " ".join(flow.text for flow in filled)
    assert agrees(whole, text)
    lines = reading.join_lines([Line(flow, 1) for flow in filled])
    assert agrees(lines, text)


@MORE
@given(TEXTS)
def test_sentences_are_the_flow_cut_up(text: str) -> None:
    flow = reading.flow_of(text, 0)
    parts = sentences(flow)
    assert all(agrees(part, text) for part in parts)
    assert "".join("".join(part.text.split()) for part in parts) == "".join(flow.text.split())


@MORE
@given(st.text(max_size=60))
def test_a_slug_is_stable_and_plain(text: str) -> None:
    made = slug(text)
    assert slug(made) == made
    assert made.isascii()
    assert made == made.strip("-").lower() != ""
    assert slug(unicodedata.normalize("NFD", text)) == slug(unicodedata.normalize("NFC", text))
