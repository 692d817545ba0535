"""Web pages: headings in buttons, what styles print, hide or strike out."""

from __future__ import annotations

import pytest

from kg.files.source import READERS, from_bytes


def page(body: str, style: str = "") -> str:
    data = f"<!doctype html><html><head><style>{style}</style></head><body>{body}</body></html>".encode()
    return from_bytes(data, "a.html", READERS[".html"]).text


@pytest.mark.parametrize(
    "heading",
    [
        '<h2><button aria-expanded="false">§ 4 Taxa för torg</button></h2>',
        '<h2><button aria-expanded="false">§ 4 Taxa för torg<span aria-hidden="true">+</span></button></h2>',
        '<div role="heading"><button><span>§ 4 Taxa för torg</span></button></div>',
        '<button class="acc"><span>§ 4 Taxa för torg</span><svg><title>Visa mer</title></svg></button>',
        "<details open><summary>§ 4 Taxa för torg</summary>",
        "<details><summary><button>§ 4 Taxa för torg</button></summary>",
    ],
)
def test_a_heading_in_a_button_is_read(heading: str) -> None:
    words = page(f"<h1>Nämnden</h1>{heading}<p>Nämnden antar taxan.</p>").replace("#", "")
    assert [line.strip() for line in words.split("\n") if line] == [
        "Nämnden",
        "§ 4 Taxa för torg",
        "Nämnden antar taxan.",
    ]


def test_a_heading_of_a_section_in_a_button_is_read_and_other_buttons_are_not() -> None:
    words = page("<p>Ett</p><button>Beslut</button><p>Två</p><button aria-expanded='false'>Visa mer</button><p>Tre</p>")
    assert words.split() == ["Ett", "Beslut", "Två", "Tre"]


@pytest.mark.parametrize(
    "panel",
    [
        '<h2><button aria-expanded="false" aria-controls="p1">§ 4 Taxa</button></h2><div id="p1" hidden>Antas.</div>',
        '<h2><button data-target="#p1">§ 4 Taxa</button></h2><i></i><div id="p1" style="display:none">Antas.</div>',
        '<h2><button>§ 4 Taxa</button></h2><div class="panel">Antas.</div>',
        '<button class="acc">§ 4 Taxa</button><div class="panel" aria-hidden="true">Antas.</div>',
    ],
)
def test_what_a_button_opens_is_read(panel: str) -> None:
    assert "Antas." in page(f"<p>Nämnden</p>{panel}", ".panel { display: none; }")


@pytest.mark.parametrize(
    "style",
    [
        ".nr::before{content:'§ '}",
        'span.nr:before { color: red; content: "§ "; }',
        "/* numbers */ p, .nr::before { content: '§ ' !important }",
    ],
)
def test_words_that_a_style_prints_are_read(style: str) -> None:
    assert page('<h2><span class="nr">4</span> Taxa</h2><p>Antas.</p>', style) == "## § 4 Taxa\n\nAntas.\n"


def test_signs_and_sheets_for_paper_print_nothing() -> None:
    style = ".a::before{content:'» '} @media print { .b::before { content: '§ ' } } .c .b::before{content:'§ '}"
    assert page('<p class="a">Ett</p><p class="c"><span class="b">Två</span></p>', style) == "Ett\n\nTvå\n"


@pytest.mark.parametrize(
    "struck",
    [
        "<s>att bifalla motionen.</s>",
        "<strike>att bifalla motionen.</strike>",
        "<del>att bifalla motionen.</del>",
        '<span style="text-decoration: line-through">att bifalla motionen.</span>',
        '<span style="text-decoration-line:underline line-through">att bifalla motionen.</span>',
        '<span class="gone">att bifalla motionen.</span>',
        '<span class="x hid">att bifalla motionen.</span>',
        '<span style="display:none">att bifalla motionen.</span>',
        "<span hidden>att bifalla motionen.</span>",
    ],
)
def test_what_is_struck_out_or_hidden_is_not_read(struck: str) -> None:
    style = ".gone { text-decoration: line-through } span.hid { display: none }"
    assert page(f"<p>Nämnden beslutar</p><p>{struck}</p><p>att avslå motionen.</p>", style) == (
        "Nämnden beslutar\n\natt avslå motionen.\n"
    )


def test_what_is_struck_out_is_told() -> None:
    data = b"<p>Ett</p><p><s>tv\xc3\xa5</s></p><table><tr><td>Rut</td><td><s>ja</s></td></tr></table>"
    source = from_bytes(data, "a.html", READERS[".html"])
    assert source.notes == ("struck out, and not read: 'två', and 1 more",)
