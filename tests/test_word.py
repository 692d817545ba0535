"""Word documents: odd packages are opened, forms keep their values, what is hidden or struck out is not read."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from kg.document import understand
from kg.errors import SourceError
from kg.files.source import READERS, from_bytes
from kg.files.word_package import part_name
from tests import forms
from tests.packages import archive, p, r, tbl, tc, word

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.model import Source

Parts = dict[str, bytes]


def read(data: bytes) -> Source:
    return from_bytes(data, "a.docx", READERS[".docx"])


def text(body: str, **parts: str) -> str:
    return read(word(body, **parts)).text


# Packages


def parts() -> Parts:
    with zipfile.ZipFile(io.BytesIO(forms.as_docx())) as package:
        return {name: package.read(name) for name in package.namelist()}


def with_relation(found: Parts, target: str, kind: str = "image", mode: str = "") -> Parts:
    name = "word/_rels/document.xml.rels"
    of = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    relation = f'<Relationship Id="rId900" Type="{of}" Target="{target}"{mode}/></Relationships>'
    return found | {name: found[name].replace(b"</Relationships>", relation.encode())}


def strict(found: Parts) -> Parts:
    """Write the parts as Word does for `Strict Open XML Document`."""
    names = re.compile(rb"http://schemas\.openxmlformats\.org/(officeDocument|wordprocessingml|drawingml)/2006/")
    return {name: names.sub(rb"http://purl.oclc.org/ooxml/\1/", data) for name, data in found.items()}


def typed(kind: bytes) -> Callable[[Parts], Parts]:
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    name = "[Content_Types].xml"
    return lambda found: found | {name: found[name].replace(main, kind)}


def moved(found: Parts) -> Parts:
    """Call the part with the text as some services do."""
    made = {name.replace("word/document.xml", "word/document2.xml"): data for name, data in found.items()}
    made["word/_rels/document2.xml.rels"] = made.pop("word/_rels/document.xml.rels")
    return {name: data.replace(b"word/document.xml", b"word/document2.xml") for name, data in made.items()}


ODD: dict[str, Callable[[Parts], Parts]] = {
    "a picture that is gone": lambda found: with_relation(found, "media/image1.png"),
    "a target that is NULL": lambda found: with_relation(found, "NULL"),
    "a bookmark as a relation": lambda found: with_relation(found, "#_top", "hyperlink"),
    "a header that is gone": lambda found: with_relation(found, "header9.xml", "header"),
    "an address that is none": lambda found: with_relation(found, "http://[::", "hyperlink", ' TargetMode="External"'),
    "no picture of the first page": lambda found: {k: v for k, v in found.items() if "thumbnail" not in k},
    "no properties": lambda found: {k: v for k, v in found.items() if not k.startswith("docProps")},
    "no relations of the package": lambda found: {k: v for k, v in found.items() if k != "_rels/.rels"},
    "no list of types": lambda found: {k: v for k, v in found.items() if k != "[Content_Types].xml"},
    "broken settings": lambda found: found | {"word/settings.xml": b"<w:settings"},
    "a template": typed(b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
    "with macros": typed(b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    "a template with macros": typed(b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    "strict": strict,
    "the text called otherwise": moved,
    "names with backslashes": lambda found: {name.replace("/", "\\"): data for name, data in found.items()},
    "names that begin with a stroke": lambda found: {f"/{name}": data for name, data in found.items()},
    "names in capitals": lambda found: {name.replace("word/", "Word/"): data for name, data in found.items()},
}


@pytest.mark.parametrize("fault", ODD)
def test_a_document_whose_text_is_whole_is_read(fault: str) -> None:
    changed = ODD[fault](parts())
    assert changed != parts()
    assert read(archive(changed)).text == read(forms.as_docx()).text


def test_spaces_of_strict_documents_are_measured() -> None:
    body = (
        p("Ett", properties='<w:spacing w:after="12pt"/>')
        + p("Två")
        + p("Tre", properties='<w:spacing w:before="1cm"/>')
    )
    assert text(body) == "Ett\n\nTvå\n\nTre\n"


def test_a_package_without_a_text_is_refused() -> None:
    rest = {name: data for name, data in parts().items() if name != "word/document.xml"}
    with pytest.raises(SourceError, match="is no Word document that can be read"):
        read(archive(rest))


@pytest.mark.parametrize("name", ["/word/a.xml", "word\\a.xml", "word/../word/a.xml", "./word/a.xml"])
def test_parts_are_named_alike(name: str) -> None:
    assert part_name(name) == "word/a.xml"


# Forms


def field(data: str, instruction: str, result: str | None = "") -> str:
    """Write a field of a form as Word does; without a result (None) as programs do that know only its data."""
    middle = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result) if result else ""}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>{middle}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(inside: str, result: str | None = "") -> str:
    return field(f"<w:checkBox><w:sizeAuto/>{inside}</w:checkBox>", "FORMCHECKBOX", result)


def choice(inside: str, result: str | None = "") -> str:
    entries = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in ("S", "C", "SD"))
    return field(f"<w:ddList>{inside}{entries}</w:ddList>", "FORMDROPDOWN", result)


@pytest.mark.parametrize("result", ["", None])
@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        ("<w:checked/>", "☒"),
        ('<w:checked w:val="1"/>', "☒"),
        ('<w:default w:val="1"/>', "☒"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ('<w:default w:val="0"/>', "☐"),
        ("", "☐"),
    ],
)
def test_a_check_box_is_printed_by_its_data(inside: str, printed: str, result: str | None) -> None:
    assert text(p("Närvarande ", box(inside, result), " ja")) == f"Närvarande {printed} ja\n"


@pytest.mark.parametrize("result", ["", None])
@pytest.mark.parametrize(
    ("inside", "printed"),
    [('<w:result w:val="2"/>', "SD"), ('<w:default w:val="1"/>', "C"), ("", "S"), ('<w:result w:val="9"/>', "")],
)
def test_a_list_is_printed_as_the_entry_that_was_chosen(inside: str, printed: str, result: str | None) -> None:
    assert text(p("Rut Ek (", choice(inside, result), ")")) == f"Rut Ek ({printed})\n"


def test_a_result_that_stands_there_is_not_printed_again() -> None:
    assert text(p("Rut Ek (", choice('<w:result w:val="2"/>', "SD"), ")")) == "Rut Ek (SD)\n"
    assert text(p("Den ", field("<w:textInput/>", "FORMTEXT", "3 mars"), " då")) == "Den 3 mars då\n"


def test_a_field_of_text_has_its_default_where_nothing_was_written() -> None:
    data = '<w:textInput><w:default w:val="Sessionssalen"/></w:textInput>'
    assert text(p("Plats: ", field(data, "FORMTEXT"))) == "Plats: Sessionssalen\n"
    assert text(p("Plats: ", field(data, "FORMTEXT", "Rådhuset"))) == "Plats: Rådhuset\n"


def test_a_field_in_the_instructions_of_another_is_not_printed() -> None:
    outer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
        f"{box('<w:checked/>')}"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>ja</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert text(p("Svar: ", outer)) == "Svar: ja\n"


HEAD = ("Ekefors kommun", "Kommunstyrelsen", "Sammanträdesprotokoll 2025-03-12")
VOTERS = (
    ("Gunborg Alsterdal", "S", 0),
    ("Tage Wikmyr", "M", 0),
    ("Siv Holmtorp", "C", 1),
    ("Arvid Kärrstrand", "V", 0),
)


def boxes(*ticked: int, columns: int) -> list[str]:
    return [tc(p(box("<w:checked/>" if at in ticked else '<w:default w:val="0"/>'))) for at in range(columns)]


def test_who_is_there_is_read_from_check_boxes() -> None:
    rows = [[tc(f"{name} ({party})"), *boxes(away, columns=2)] for name, party, away in VOTERS]
    body = "".join(map(p, HEAD)) + p("Närvarolista")
    body += tbl([tc("Ledamot"), tc("Närvarande"), tc("Frånvarande")], *rows) + p("§ 1 Upprop") + p("Upprop görs.")
    _, found = understand(read(word(body)))
    roles = {fact.person.text: fact.role for fact in found["attendance"]}
    assert roles == {name: "member" for name, _, away in VOTERS if not away}


def test_how_one_voted_is_read_from_check_boxes() -> None:
    rows = [[tc(f"{name} ({party})"), *boxes(vote, columns=3)] for name, party, vote in VOTERS]
    body = "".join(map(p, HEAD)) + p("§ 1 Taxa") + p("Beslut") + p("Kommunstyrelsen antar taxan.") + p("Omröstning")
    body += p(
        "Den som vill anta taxan röstar ja, den som vill avslå röstar nej. Med 3 ja-röster mot 1 nej-röst antas den."
    )
    body += tbl([tc("Ledamot"), tc("Ja"), tc("Nej"), tc("Avstår")], *rows)
    _, found = understand(read(word(body)))
    (vote,) = found["vote"]
    assert {ballot.voter.text: ballot.option for ballot in vote.ballots} == {
        name: ("yes", "no")[voted] for name, _, voted in VOTERS
    }


# Hidden and struck out

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Hint"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Below"><w:basedOn w:val="Hint"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Shown"><w:basedOn w:val="Hint"/><w:rPr><w:vanish w:val="0"/></w:rPr>'
    "</w:style>"
    '<w:style w:type="character" w:styleId="Quiet"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
)


def styled(words: str, style: str) -> str:
    return p(words, properties=f'<w:pStyle w:val="{style}"/>')


@pytest.mark.parametrize(
    ("hidden", "printed"),
    [
        (styled("att bifalla", "Hint"), ""),
        (styled("att bifalla", "Below"), ""),
        (styled("att bifalla", "Shown"), "att bifalla\n"),
        (p(r("att bifalla", '<w:rStyle w:val="Quiet"/>')), "\n"),  # an empty paragraph is left
        (p(r("att bifalla", '<w:rStyle w:val="Quiet"/><w:vanish w:val="0"/>')), "att bifalla\n"),
        (p(r("att bifalla", '<w:rStyle w:val="Quiet"/>'), properties='<w:pStyle w:val="Hint"/>'), "att bifalla\n"),
        (p(r("att ", "<w:vanish/>"), "bifalla"), "bifalla\n"),
        (p(r("att bifalla", "<w:webHidden/>")), "att bifalla\n"),
    ],
)
def test_what_word_does_not_show_is_not_read(hidden: str, printed: str) -> None:
    assert text(p("Nämnden beslutar") + hidden + p("att avslå motionen."), styles=STYLES) == (
        f"Nämnden beslutar\n{printed}att avslå motionen.\n"
    )


def test_a_row_that_is_hidden_is_not_read() -> None:
    row = f"<w:tr><w:trPr><w:hidden/></w:trPr>{tc('Rut Ek')}{tc('X')}</w:tr>"
    table = tbl([tc("Ledamot"), tc("Ja")], [tc("Bo By"), tc("X")]).replace("</w:tbl>", f"{row}</w:tbl>")
    assert "Rut Ek" not in text(p("Lista") + table)


@pytest.mark.parametrize("properties", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="Gone"/>'])
def test_what_is_struck_out_is_not_read_and_told(properties: str) -> None:
    body = p("Nämnden beslutar") + p(r("att bifalla motionen.", properties)) + p("att avslå ", r("alla", properties))
    source = read(word(body, styles=STYLES))
    assert source.text == "Nämnden beslutar\n\natt avslå\n"
    assert source.notes == ("struck out, and not read: 'att bifalla motionen.', and 1 more",)


def test_a_point_that_is_struck_out_is_counted_and_one_that_is_hidden_is_not() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    hidden = p(r("ett", "<w:vanish/>"), properties=f"{listed}<w:rPr><w:vanish/></w:rPr>")
    struck = p(r("ett", "<w:strike/>"), properties=listed)
    two = p("två", properties=listed)
    assert text(hidden + two, numbering=numbering, styles=STYLES) == "1. två\n"
    assert text(struck + two, numbering=numbering, styles=STYLES) == "2. två\n"


# Printed, and seen by nobody

INKS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:color w:val="222222"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Pale"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Paler"><w:basedOn w:val="Pale"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Banner"><w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="White"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" '
    'w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style>'
)
WHITE = '<w:color w:val="FFFFFF"/>'


def shade(fill: str, kind: str = "clear", colour: str = "auto") -> str:
    return f'<w:shd w:val="{kind}" w:color="{colour}" w:fill="{fill}"/>'


def in_cell(words: str, ink: str, properties: str) -> str:
    return tbl([tc(p(r(words, ink)), properties=properties)])


GONE = "att bifalla"


@pytest.mark.parametrize(
    "body",
    [
        p(r(GONE, WHITE)),
        p(r(GONE, '<w:color w:val="FDFDFE"/>')),
        p(r(GONE, '<w:color w:val="FFFFFF" w:themeColor="background1"/>')),
        p(r(GONE, '<w:rStyle w:val="White"/>')),
        styled(GONE, "Pale"),
        styled(GONE, "Paler"),
        p(r(GONE, WHITE + shade("auto"))),
        p(r(GONE, f'{WHITE}<w:highlight w:val="none"/>')),
        p(r(GONE, f'{WHITE}<w:highlight w:val="white"/>'), properties=shade("1F3864")),
        p(r(GONE, '<w:color w:val="000000"/><w:highlight w:val="black"/>')),
        p(r(GONE, '<w:color w:val="1F3864"/>' + shade("1F3864"))),
        p(r(GONE, '<w:color w:val="1F3864"/>' + shade("auto", "solid", "1F3864"))),
        p(r(GONE, '<w:color w:val="1F3864"/>'), properties='<w:pStyle w:val="Banner"/>'),
        in_cell(GONE, '<w:color w:val="1F3864"/>', shade("1F3864")),
        in_cell(GONE, WHITE, ""),
        p(r(GONE, '<w:sz w:val="2"/>')),
    ],
)
def test_what_nobody_sees_is_not_read_and_told(body: str) -> None:
    source = read(word(p("Nämnden beslutar") + body + p("att avslå motionen."), styles=INKS))
    assert "bifalla" not in source.text
    assert source.text.split() == ["Nämnden", "beslutar", "att", "avslå", "motionen."]
    (note,) = source.notes
    assert note.startswith("seen by nobody")
    assert GONE in note


@pytest.mark.parametrize(
    "body",
    [
        p(r(GONE, WHITE + shade("1F3864"))),
        p(r(GONE, WHITE + shade("auto", "solid", "000000"))),
        p(r(GONE, WHITE + shade("auto", "pct75", "000000"))),
        p(r(GONE, f'{WHITE}<w:highlight w:val="darkBlue"/>')),
        p(r(GONE, WHITE), properties='<w:pStyle w:val="Banner"/>'),
        p(r(GONE, '<w:color w:val="auto"/>'), properties='<w:pStyle w:val="Pale"/>'),
        p(r(GONE, '<w:color w:val="auto"/>' + shade("000000"))),
        p(r(GONE, '<w:color w:val="C9C9C9"/>')),
        in_cell(GONE, WHITE, shade("1F3864")),
        in_cell(GONE, WHITE, "").replace("<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr>', 1),
        p(r(GONE, '<w:sz w:val="12"/>')),
    ],
)
def test_light_letters_on_a_dark_ground_are_read(body: str) -> None:
    source = read(word(p("Nämnden beslutar") + body, styles=INKS))
    assert GONE in source.text
    assert source.notes == ()


def test_a_vote_that_nobody_sees_is_no_vote() -> None:
    seen = p("§ 1 Taxa") + p("Beslut") + p("Kommunstyrelsen antar taxan.")
    hidden = p(r("Omröstning", WHITE)) + p(
        r("Med 3 ja-röster mot 1 nej-röst antas taxan.", WHITE), properties='<w:pStyle w:val="Paler"/>'
    )
    head = "".join(map(p, HEAD))
    _, found = understand(read(word(head + seen + hidden, styles=INKS)))
    assert not found["vote"]
    _, found = understand(read(word(head + seen + hidden.replace(WHITE, "").replace("Paler", "Normal"), styles=INKS)))
    assert found["vote"]
