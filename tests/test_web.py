"""Web pages: headings in buttons, what styles print, hide, strike out or set where nobody sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.document import understand
from kg.files.source import READERS, from_bytes

if TYPE_CHECKING:
    from kg.model import Source


def whole(body: str, style: str = "", head: str = "") -> Source:
    data = f"<!doctype html><html><head>{head}<style>{style}</style></head><body>{body}</body></html>".encode()
    return from_bytes(data, "a.html", READERS[".html"])


def page(body: str, style: str = "") -> str:
    return whole(body, style).text


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


@pytest.mark.parametrize(
    ("around", "hidden"),
    [
        ("@media screen", True),
        ("@media all", True),
        ("@media only screen and (min-width: 600px)", True),
        ("@layer base", True),
        ("@supports (display: grid)", True),
        ("@media print", False),
        ("@media (max-width: 600px)", False),
        ("@media not screen", False),
    ],
)
def test_what_a_sheet_hides_on_any_wide_screen_is_not_read(around: str, *, hidden: bool) -> None:
    text = page(
        '<p>Nämnden beslutar</p><p class="u">att bifalla motionen.</p>', f"{around} {{ .u {{ display: none }} }}"
    )
    assert ("att bifalla" in text) is not hidden


def test_what_is_struck_out_is_told() -> None:
    data = b"<p>Ett</p><p><s>tv\xc3\xa5</s></p><table><tr><td>Rut</td><td><s>ja</s></td></tr></table>"
    source = from_bytes(data, "a.html", READERS[".html"])
    assert source.notes == ("struck out, and not read: 'två', and 1 more",)


UNSEEN_STYLES = (
    "opacity:0",
    "opacity: 0.01",
    "opacity:0%",
    "filter: opacity(0)",
    "font-size:0",
    "font-size: 0px",
    "font-size:1px",
    "color:#fff",
    "color:#FFFFFF !important",
    "color: rgb(255, 255, 255)",
    "color: hsl(0, 0%, 100%)",
    "color: white",
    "color:#fefefe",
    "color: transparent",
    "color: rgba(0,0,0,0)",
    "background:#1f3864;color:#1f3864",
    "color:black;background-color:black",
    "position:absolute;left:-9999px",
    "position:fixed; top: -999em",
    "text-indent:-9999px;display:block",
    "display:block;margin-left:-5000px",
    "display:block;transform:translateX(-9999px)",
    "display:block;transform:scale(0)",
    "position:absolute;clip:rect(0,0,0,0)",
    "position:absolute;clip: rect(1px, 1px, 1px, 1px)",
    "clip-path:inset(50%)",
    "clip-path: circle(0px at 50% 50%)",
    "display:block;height:0;overflow:hidden",
    "display:block;max-height:0px;overflow-y:hidden",
    "position:absolute;width:1px;height:1px;overflow:hidden",
)
SAID = "att bifalla motionen."


@pytest.mark.parametrize("style", UNSEEN_STYLES)
@pytest.mark.parametrize(
    "body",
    [
        '<p><span style="{}">att bifalla motionen.</span></p>',
        '<p class="gone">att bifalla motionen.</p>',
        '<div class="gone"><p><b>att bifalla motionen.</b></p></div>',
        '<table><tr><td class="gone">att bifalla motionen.</td></tr></table>',
    ],
)
def test_what_nobody_sees_is_not_read_and_told(style: str, body: str) -> None:
    source = whole(f"<p>Nämnden</p>{body.format(style)}<p>att avslå den.</p>", f".gone {{ {style} }}")
    assert source.text.split() == ["Nämnden", "att", "avslå", "den."]
    (note,) = source.notes
    assert note.startswith("seen by nobody")
    assert SAID in note


@pytest.mark.parametrize("style", ["display:none", "visibility:hidden", "visibility: collapse"])
def test_what_is_hidden_is_not_read(style: str) -> None:
    assert SAID not in page(f"<p>Nämnden</p><p class='gone'>{SAID}</p>", f".gone {{ {style} }}")


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ('<div style="background:#1f3864"><p style="color:#fff">{}</p></div>', ""),
        ('<table><tr bgcolor="#000080"><td><font color="white">{}</font></td></tr></table>', ""),
        ('<div style="background:url(a.png)"><p style="color:#fff">{}</p></div>', ""),
        ('<div class="top"><p class="light">{}</p></div>', ".light { color: #fff } body .top { background: navy }"),
        ('<div style="font-size:0"><p style="font-size:16px">{}</p></div>', ""),
        ('<div style="font-size:0.8em"><p>{}</p></div>', ""),
        ('<div class="seen">{}</div>', ".seen { opacity: 1 } div { opacity: 0 }"),
        ('<p class="late" style="opacity:1">{}</p>', ".late { opacity: 0 }"),
        ('<p class="late">{}</p>', ".late { opacity: 0; transition: opacity 1s }"),
        ('<p class="x">{}</p>', ".x:hover { opacity: 0 }"),
        ('<button>Beslut</button><div style="max-height:0;overflow:hidden">{}</div>', ""),
        ('<p style="position:relative;left:-20px">{}</p>', ""),
        ('<p style="color:#ccc">{}</p>', ""),
        ('<p style="color:inherit">{}</p>', ""),
        ('<p style="height:200px;overflow:hidden">{}</p>', ""),
    ],
)
def test_what_is_seen_is_read(body: str, style: str) -> None:
    source = whole(f"<p>Nämnden</p>{body.format(SAID)}", style)
    assert SAID in source.text
    assert source.notes == ()


def test_light_letters_are_read_where_a_sheet_elsewhere_may_paint_their_ground() -> None:
    sheet = '<link rel="stylesheet" href="a.css">'
    assert SAID in whole(f'<p style="color:#fff">{SAID}</p>', head=sheet).text
    assert SAID not in whole(f'<p>Ett</p><p style="color:#fff;background:#fff">{SAID}</p>', head=sheet).text


def test_a_vote_that_nobody_sees_is_no_vote() -> None:
    head = "<h1>Ekefors kommun</h1><p>Kommunstyrelsen</p><p>Sammanträdesprotokoll 2025-03-12</p><h2>§ 1 Taxa</h2>"
    vote = "<h3>Omröstning</h3><p>Med 3 ja-röster mot 1 nej-röst antas taxan.</p>"
    for style, votes in (("", 1), ("opacity:0", 0), ("color:#fff", 0)):
        body = f'{head}<h3>Beslut</h3><p>Kommunstyrelsen antar taxan.</p><div style="{style}">{vote}</div>'
        _, found = understand(whole(body))
        assert len(found["vote"]) == votes


@pytest.mark.parametrize(
    "heading",
    [
        "<h2><button><span>§ 4</span><span>Taxa för torg</span></button></h2>",
        "<h2><span>§ 4</span><b>Taxa för torg</b></h2>",
        '<h2><button aria-label="§ 4 Taxa för torg"><i class="fa"></i></button></h2>',
        '<input type="button" value="§ 4 Taxa för torg">',
        '<x-fold heading="§ 4 Taxa för torg"><p></p></x-fold>',
        '<a class="fold" href="#p">§ 4 Taxa för torg</a>',
        '<input type="checkbox" id="c"><label for="c">§ 4 Taxa för torg</label>',
    ],
)
def test_a_heading_that_a_style_or_attribute_makes_is_read(heading: str) -> None:
    read = page(f"<div><p>Nämnden</p>{heading}\n<h3>Beslut</h3><p>Antas.</p></div>")
    assert "§ 4 Taxa för torg" in [line.strip("# ") for line in read.split("\n")], read


def test_a_link_in_a_sentence_and_the_words_of_a_picture_head_nothing() -> None:
    words = '<p>Se <a href="#p">§ 4</a> om <img alt="§ 5 Torg" src="a.png">taxan.</p><a title="§ 6 Dela" href="#">x</a>'
    assert [line for line in page(f"<div>{words}</div>").split("\n") if line] == ["Se § 4 om taxan.", "x"]


def test_buttons_of_the_class_of_headings_are_headings_too() -> None:
    known = "".join(f'<button class="a">{words}</button><p>Ett</p>' for words in ("Beslut", "Omröstning"))
    words = f'{known}<button class="a">Ja röstar</button><p>Två</p>'
    assert "Ja röstar" in page(words)
    assert "Ja röstar" not in page(words.replace('"a">Ja', '"b">Ja'))


@pytest.mark.parametrize("named", ["aria-controls", "aria-labelledby", "href"])
def test_the_words_of_a_tab_stand_above_its_panel(named: str) -> None:
    tab, panel = {
        "aria-controls": ('aria-controls="p{}"', 'id="p{}"'),
        "aria-labelledby": ('id="t{}"', 'id="p{0}" aria-labelledby="t{0}"'),
        "href": ('href="#p{}"', 'id="p{}"'),
    }[named]
    tabs = "".join(f'<a role="tab" {tab.format(n)}>§ {n} Taxa {n}</a>' for n in (4, 5))
    panels = "".join(f'<div role="tabpanel" {panel.format(n)}><p>Beslut {n}.</p></div>' for n in (4, 5))
    lines = [line.strip("# ") for line in page(f'<p>Nämnden</p><div role="tablist">{tabs}</div>{panels}').split("\n")]
    assert [line for line in lines if line] == ["Nämnden", "§ 4 Taxa 4", "Beslut 4.", "§ 5 Taxa 5", "Beslut 5."]
