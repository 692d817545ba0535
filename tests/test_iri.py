"""Every IRI is a pure function of the document and the register: the table of the contract."""

from __future__ import annotations

import pytest

from kg.graph import iri
from kg.graph.iri import BASE, Names
from kg.graph.quads import literal
from kg.model import Span

SHA = "0123456789abcdef" * 4
NAMES = Names(SHA, "region-skogslandet")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hälso- och sjukvårdsnämnden", "halso-och-sjukvardsnamnden"),
        ("Åsa Öst", "asa-ost"),
        ("André Müller", "andre-muller"),
        ("Bjørn Sæther", "bjorn-sather"),
        ("Łukasz Đorđe Yıldız Þóra", "lukasz-dorde-yildiz-thora"),
        ("  Två   ord!", "tva-ord"),
        ("1982:673", "1982-673"),
        ("§", "x"),
        ("", "x"),
    ],
)
def test_a_slug_is_plain_letters_digits_and_hyphens(text: str, slug: str) -> None:
    assert iri.slug(text) == slug


@pytest.mark.parametrize(
    ("made", "end"),
    [
        (NAMES.minutes, "minutes/0123456789abcdef"),
        (NAMES.text(), "minutes/0123456789abcdef/text"),
        (NAMES.passage(Span(1024, 1100)), "minutes/0123456789abcdef/text#char=1024,1100"),
        (NAMES.below("38", "decision", 1, "clause", 2), "minutes/0123456789abcdef/38/decision/1/clause/2"),
        (NAMES.below("attendance", 7), "minutes/0123456789abcdef/attendance/7"),
        (NAMES.organisation, "org/region-skogslandet"),
        (NAMES.unit("Vårdvalsutskottet"), "org/region-skogslandet/vardvalsutskottet"),
        (NAMES.organisation_called("Norrhults Åkeri AB"), "org/norrhults-akeri-ab"),
        (NAMES.person("Anna Strand Ek"), "person/region-skogslandet/anna-strand-ek"),
        (NAMES.person("Anna Ek", "KD"), "person/region-skogslandet/anna-ek--kd"),
        (NAMES.party("M", registered=True), "party/m"),
        (NAMES.party("NP", registered=False), "party/region-skogslandet/np"),
        (NAMES.party("-", registered=False), "party/independent"),
        (NAMES.party("–", registered=True), "party/independent"),
        (NAMES.meeting("Vårdnämnden", "2031-05-14"), "meeting/region-skogslandet/vardnamnden/2031-05-14"),
        (NAMES.meeting("Vårdnämnden", ""), "meeting/region-skogslandet/vardnamnden/undated-01234567"),
        (NAMES.meeting("", "2031-05-14"), "meeting/region-skogslandet/unknown-01234567/2031-05-14"),
        (Names(SHA).organisation, "org/unknown-01234567"),
        (NAMES.law("1982:673"), "law/1982-673"),
        (NAMES.law("Förvaltningslagen"), "law/forvaltningslagen"),
        (NAMES.inquiry("SOU 2024:72"), "sou/2024-72"),
        (NAMES.inquiry("Ds 2024:29"), "ds/2024-29"),
    ],
)
def test_an_iri_ends_as_the_contract_says(made: str, end: str) -> None:
    assert made == BASE + end


def test_the_base_is_an_option() -> None:
    names = Names(SHA, "x", "https://example.org/id/")
    assert names.meeting("Rådet", "2031-01-02") == "https://example.org/id/meeting/x/radet/2031-01-02"


def test_two_documents_that_do_not_say_whose_they_are_share_nothing() -> None:
    other = Names(SHA[::-1])
    for one, two in ((Names(SHA).person("A B"), other.person("A B")), (Names(SHA).unit("Rådet"), other.unit("Rådet"))):
        assert one != two


@pytest.mark.parametrize(
    ("text", "written"),
    [('a "b"', r'"a \"b\""'), ("a\\b\nc\td\re", r'"a\\b\nc\td\re"'), ("\x0c", r'"\u000C"'), ("å§", '"å§"')],
)
def test_a_literal_is_escaped_as_n_triples_does(text: str, written: str) -> None:
    assert literal(text) == written
