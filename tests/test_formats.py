"""Formats: the same minutes give the same facts as Word, web page, Markdown and text; each is read as it is meant."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from rdflib import DCTERMS

from kg import document
from kg.cli import main
from kg.errors import SourceError
from kg.files import source
from kg.minutes import segment
from kg.model import Flow, Mention, Span
from tests import forms, packages
from tests.built import GOV, NIF, Built, number
from tests.packages import p, r, tbl, tc, word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def plain(value: Any) -> Any:
    """Give what a fact says, without where it stands."""
    if isinstance(value, Mention):
        return value.kind, value.text, value.party
    if isinstance(value, Flow):
        return value.text
    if isinstance(value, Span):
        return None
    if isinstance(value, tuple):
        return tuple(plain(one) for one in value)
    if hasattr(value, "__dataclass_fields__"):
        return tuple((name, plain(getattr(value, name))) for name in value.__dataclass_fields__ if name != "at")
    return value


def facts(data: bytes, ending: str) -> list[tuple[str, Any]]:
    read = source.from_bytes(data, f"a{ending}", source.READERS[ending])
    _, found = document.understand(read)
    return sorted(((kind, plain(fact)) for kind, listed in found.items() for fact in listed), key=repr)


@cache
def plain_text() -> list[tuple[str, Any]]:
    """Give the facts of the same minutes as plain text."""
    return facts(forms.as_text(), ".txt")


def text(data: bytes, ending: str = ".docx") -> str:
    return source.from_bytes(data, f"a{ending}", source.READERS[ending]).text


def page(body: str, head: str = "") -> str:
    return text(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), ".html")


# The same minutes in every format


@pytest.mark.parametrize("ending", [ending for ending in forms.FORMS if ending != ".txt"])
def test_the_same_minutes_give_the_same_facts(ending: str) -> None:
    assert facts(forms.FORMS[ending](), ending) == plain_text()


def test_those_minutes_tell_of_every_part_of_the_document() -> None:
    kinds = [kind for kind, _ in plain_text()]
    assert {kind: kinds.count(kind) for kind in ("item", "attendance", "adjuster", "vote", "reservation")} == {
        "item": 3, "attendance": 8, "adjuster": 1, "vote": 1, "reservation": 1,
    }  # fmt: skip
    (vote,) = (dict(said) for kind, said in plain_text() if kind == "vote")
    ballots = [dict(ballot) for ballot in vote["ballots"]]
    assert [(ballot["voter"][1], ballot["option"]) for ballot in ballots] == [
        ("Gunborg Alsterdal", "yes"),
        ("Tage Wikmyr", "yes"),
        ("Siv Holmtorp", "no"),
        ("Arvid Kärrstrand", "yes"),
    ]


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the same minutes in all formats together, and keep their texts."""
    folder = tmp_path_factory.mktemp("mixed")
    for ending, form in forms.FORMS.items():
        (folder / f"ks{ending}").write_bytes(form())
    graph = tmp_path_factory.mktemp("built")
    done = run("build", folder, "-o", graph / "x.nq", "--keep-text", graph / "text")
    assert done.exit_code == 0, done.output
    alone = run("build", folder / "ks.txt", "-o", graph / "one.nq")
    assert alone.exit_code == 0
    return graph


@pytest.mark.parametrize("question", ["attendance", "ballots", "votes", "who-reserved", "who-moved-what"])
def test_built_together_they_are_counted_once(question: str, mixed: Path) -> None:
    columns = {
        "attendance": "person,role,party",
        "ballots": "person,option",
        "votes": "paragraph,yes,no",
        "who-reserved": "person",
        "who-moved-what": "person",
    }[question]
    both, one = (
        run("query", mixed / name, question, "--columns", columns, "--csv").stdout for name in ("x.nq", "one.nq")
    )
    assert len(one.splitlines()) > 1
    assert both == one


def test_kept_texts_are_what_offsets_point_into(mixed: Path) -> None:
    built = Built(mixed / "x.nq")
    texts = {path.name: path.read_bytes().decode("utf-8") for path in (mixed / "text").iterdir()}
    assert sorted(texts) == ["ks.docx.txt", "ks.html.txt", "ks.md.txt", "ks.txt.txt"]
    quoted = dict.fromkeys(texts, 0)
    names = {str(minutes): f"{built.value(minutes, DCTERMS.source)}.txt" for minutes in built.typed("Minutes")}
    for passage in built.typed("Passage"):
        begin, end = (number(built.value(passage, NIF[name])) for name in ("beginIndex", "endIndex"))
        name = next(name for minutes, name in names.items() if str(passage).startswith(minutes))
        assert texts[name][begin:end] == str(built.value(passage, NIF.anchorOf))
        quoted[name] += 1
    assert min(quoted.values()) > 20


def test_a_graph_is_checked_by_kept_texts_as_by_the_minutes(mixed: Path, tmp_path: Path) -> None:
    done = run("check", mixed / "x.nq", "--minutes", mixed / "text")
    assert (done.exit_code, done.stdout) == (0, "4 documents, 0 violations, 0 warnings\n")
    for path in (mixed / "text").iterdir():
        if path.name != "ks.md.txt":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    done = run("check", mixed / "x.nq", "--minutes", tmp_path)
    assert done.exit_code == 0
    assert done.stdout.startswith("the text was not found of ks.md: ")


def test_a_text_is_kept_under_a_name_of_its_own_and_nothing_is_overwritten(tmp_path: Path) -> None:
    for folder, gap in (("a", b"\n"), ("b", b"\n\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ks.txt").write_bytes(forms.as_text() + gap)
    arguments = ("build", tmp_path / "a", tmp_path / "b", "-o", tmp_path / "x.nq", "--keep-text", tmp_path / "kept")
    assert run(*arguments).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["ks.txt-2.txt", "ks.txt.txt"]
    (tmp_path / "x.nq").unlink()
    done = run(*arguments)
    assert (done.exit_code, done.stderr) == (
        1,
        f"kg: {tmp_path}/kept: is not empty (give another folder, or --force to write into it)\n",
    )
    assert run(*arguments, "--force").exit_code == 0


def test_texts_are_not_kept_where_the_next_build_would_read_them(tmp_path: Path) -> None:
    (tmp_path / "ks.txt").write_bytes(forms.as_text())
    done = run("build", tmp_path, "-o", tmp_path / "x.nq", "--keep-text", tmp_path / "kept")
    assert done.exit_code == 1
    assert "lies within" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["ks.txt"]


# Word


def test_numbers_of_lists_are_those_that_word_prints() -> None:
    def level(at: int, form: str, words: str, start: int = 1) -> str:
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{words}"/></w:lvl>'
        )

    def point(words: str, number: int, at: int = 0) -> str:
        return p(words, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')

    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "§ %1", 71)}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.")}'
        f"{level(1, 'lowerLetter', '%2)')}</w:abstractNum>"
        f'<w:abstractNum w:abstractNumId="2">{level(0, "bullet", "&#xF0B7;")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="3">{level(0, "upperRoman", "%1", 4)}'
        f"{level(1, 'decimal', '%1.%2')}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'
    )
    body = [
        point("Val av justerare", 1),
        point("att ett", 2),
        point("att två", 2),
        point("delen", 2, 1),
        point("att tre", 2),
        point("ny del", 2, 1),
        point("Dagordning", 1),
        point("att åter ett", 4),
        point("Ekefors", 3),
        point("Kapitel", 5),
        point("Avsnitt", 5, 1),
        point("utan lista", 0),
    ]
    assert text(word("".join(body), numbering=numbering)).split("\n")[:-1] == [
        "§ 71 Val av justerare", "1. att ett", "2. att två", "a) delen", "3. att tre", "a) ny del", "§ 72 Dagordning",
        "1. att åter ett", "• Ekefors", "IV Kapitel", "IV.1 Avsnitt", "utan lista",
    ]  # fmt: skip


def test_a_number_by_style_and_an_empty_numbered_paragraph_count() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="8"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1 §"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Nr"><w:name w:val="Paragrafnummer"/><w:pPr><w:numPr>'
        '<w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/></w:style>'
    )
    body = (
        p(properties='<w:pStyle w:val="Nr"/>')
        + p("Bygglov", properties='<w:pStyle w:val="Rubrik2"/>')
        + p("Rivning", properties='<w:pStyle w:val="Nr"/>')
    )
    assert text(word(body, numbering=numbering, styles=styles)) == "8 §\n\n## Bygglov\n\n9 § Rivning\n"


def test_deleted_text_is_left_out_and_inserted_text_is_kept() -> None:
    body = p(
        "Nämnden ",
        f"<w:del>{r('avslår').replace('w:t', 'w:delText')}</w:del><w:ins>{r('beviljar')}</w:ins>",
        " ansökan",
        f"<w:moveFrom>{r('NEJ')}</w:moveFrom>",
        '<w:r><w:commentReference w:id="1"/></w:r>',
        r("dolt", "<w:vanish/>"),
        ".",
    )
    assert text(word(body)) == "Nämnden beviljar ansökan.\n"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    first = p("Nämnden avslår", properties="<w:rPr><w:del/></w:rPr>")
    assert text(word(first + p(" ansökan."))) == "Nämnden avslår ansökan.\n"


def test_hyphens_breaks_tabs_fields_and_symbols() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF nr </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        p("kom", "<w:r><w:softHyphen/></w:r>", "mun", "<w:r><w:noBreakHyphen/></w:r>", "styrelse\u00adn  i   dag")
        + p("Rad ett", "<w:r><w:br/></w:r>", "rad två")
        + p("Enligt ", field.format(r("§ 14")), " och ", f'<w:fldSimple w:instr="X">{r("§ 15")}</w:fldSimple>')
        + p(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>',
        )
        + p(r("ü", '<w:rFonts w:ascii="Wingdings"/>'))
        + p("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>")
        + p("<w:hyperlink>" + r("länk") + "</w:hyperlink>")
        + f"<w:sdt><w:sdtContent>{p('kontroll')}</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Klicka här')}</w:sdtContent></w:sdt>"
    )
    assert text(word(body)).split("\n")[:-1] == [
        "kommun-styrelsen i dag", "Rad ett", "rad två", "Enligt § 14 och § 15", "✓", "✓", "a+b", "länk", "kontroll",
    ]  # fmt: skip


def test_a_text_box_is_read_once_behind_its_paragraph_and_footnotes_at_the_end() -> None:
    box = f"<v:textbox><w:txbxContent>{p('Ruta')}</w:txbxContent></v:textbox>"
    body = p(
        "Före",
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        " efter",
    )
    notes = f'<w:footnote w:id="0">{p("skiljelinje")}</w:footnote><w:footnote w:id="2">{p("Noten")}</w:footnote>'
    assert text(word(body + p("Sist"), footnotes=notes)) == "Före efter\n\nRuta\n\nSist\n\n# Fotnoter\n\nNoten\n"


def test_the_first_page_header_is_read_once_without_page_numbers() -> None:
    header = (
        tbl([tc("Ekefors kommun"), tc("Sammanträdesprotokoll")])
        + p("2025-03-12")
        + p("Sida ", f'<w:fldSimple w:instr=" PAGE ">{r("1")}</w:fldSimple>')
    )
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
    read = text(word(p("Kommunstyrelsen") + section, header=header))
    assert read == "Ekefors kommun\nSammanträdesprotokoll\n2025-03-12\n\nKommunstyrelsen\n"


def test_a_bold_heading_in_front_of_its_text_is_a_line_of_its_own_and_other_bold_is_not() -> None:
    body = p(r("Beslut ", "<w:b/>"), "Nämnden avslår ansökan.") + p(r("Siv Holmtorp", "<w:b/>"), " (C) reserverar sig.")
    assert text(word(body)) == "Beslut\nNämnden avslår ansökan.\nSiv Holmtorp (C) reserverar sig.\n"


def test_a_table_is_written_as_rows_with_bars() -> None:
    body = tbl(
        [tc("Ledamot"), tc("Ja"), tc("Nej")],
        [tc("Gunborg Alsterdal (S)"), tc("X"), tc()],
        [tc("Bo Ek (M)"), tc(), tc("X")],
        [tc("Summa", properties='<w:gridSpan w:val="1"/>'), tc("1"), tc("1")],
    )
    assert text(word(body)).split("\n")[:-1] == [
        "| Ledamot | Ja | Nej |",
        "| Gunborg Alsterdal (S) | X |  |",
        "| Bo Ek (M) |  | X |",
        "| Summa | 1 | 1 |",
    ]


def test_merged_cells_are_read_once_and_a_spanned_row_moves_no_column() -> None:
    body = tbl(
        [tc("En rubrik som går över hela tabellen", properties='<w:gridSpan w:val="3"/>')],
        [tc("A"), tc("B", properties='<w:vMerge w:val="restart"/>'), tc("C")],
        [tc("D"), tc("B igen", properties="<w:vMerge/>"), tc("E")],
    )
    assert text(word(body)).split("\n")[:-1] == [
        "En rubrik som går över hela tabellen",
        "| A | B | C |",
        "| D |  | E |",
    ]


def test_cells_of_several_lines_stay_one_cell_and_a_bar_in_one_parts_nothing() -> None:
    body = tbl([tc("Beslutande", "ledamöter"), tc("Bo Ek (M)", "", "Siv Holmtorp (C)")], [tc("a|b"), tc("c")])
    assert text(word(body)).split("\n")[:-1] == [
        "| Beslutande<br>ledamöter | Bo Ek (M)<br>Siv Holmtorp (C) |",
        "| a/b | c |",
    ]


def test_a_row_with_a_paragraph_sign_is_a_heading_alone_and_a_list_among_others() -> None:
    heading = tbl([tc("§ 12"), tc("Val av justerare"), tc("KS 2025/31")], [tc("Sida"), tc("1"), tc("2")])
    assert text(word(heading)) == "§ 12 Val av justerare KS 2025/31\n\n| Sida | 1 | 2 |\n"
    listed = tbl([tc("§ 12"), tc("Val av justerare")], [tc("§ 13"), tc("Dagordning")])
    assert text(word(listed)) == "| § 12 | Val av justerare |\n| § 13 | Dagordning |\n"


def test_a_table_around_running_text_is_written_as_that_text() -> None:
    long = (
        "Nämnden har tagit del av underlaget och finner att det behöver kompletteras innan ett beslut kan fattas, " * 2
    )
    body = tbl([tc("Ärendet"), tc(long.strip(), "Nytt stycke.")])
    lines = text(word(body)).split("\n")
    assert lines[0] == "Ärendet"
    assert lines[2] == long.strip()
    assert lines[4] == "Nytt stycke."


VOTE = [
    p("§ 31 Hamnen"),
    p("Beslut"),
    p("Nämnden avslår ansökan."),
    p("Omröstning"),
    p(
        "Med 1 ja-röst mot 1 nej-röst avslår nämnden ansökan. "
        "Den som vill avslå röstar ja. Den som vill bifalla röstar nej."
    ),
]


def test_tabs_become_columns_only_where_every_line_has_as_many() -> None:
    def typed(row: str) -> str:
        return p("<w:r><w:tab/></w:r>".join(r(part) if part else "<w:r/>" for part in row.split("\t")))

    even = "".join(map(typed, ("Ledamot\tJa\tNej", "Bo Ek (M)\t\tX")))
    assert text(word(even)) == "| Ledamot | Ja | Nej |\n| Bo Ek (M) |  | X |\n"
    uneven = "".join(map(typed, ("Ledamot\tJa\tNej", "Siv Holmtorp (C)\tX", "Bo Ek (M)\t\tX")))
    assert text(word(uneven)) == "Ledamot\tJa\tNej\nSiv Holmtorp (C)\tX\nBo Ek (M)\t\tX\n"
    assert text(word(p("Ledamot          Ja    Nej"))) == "Ledamot Ja Nej\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Ledamot\tJa\tNej", "Bo Ek (M)\tX\t", "Siv Holmtorp (C)\t\tX"), {"Bo Ek": "yes", "Siv Holmtorp": "no"}),
        # Two tabs lead past a short name to where one leads past a long one: which column is meant nobody can say.
        (("Namn\tJa\tNej", "Bo Ek (M)\t\tX", "Siv Holmtorp (C)\tX"), {}),
        (("Namn\tJa\tNej", "Siv Holmtorp (C)\tX"), {}),
        # Spaces stand under nothing where letters differ in width.
        (("Namn              Ja    Nej", "Bo Ek (M)         X", "Siv Holmtorp (C)          X"), {}),
    ],
    ids=["one tab each", "several tabs", "a tab too few", "spaces"],
)
def test_votes_set_by_tabs_are_read_only_where_each_tab_leads_to_one_column(
    rows: Sequence[str], expected: dict[str, str]
) -> None:
    def typed(row: str) -> str:
        return p("<w:r><w:tab/></w:r>".join(r(part) if part else "<w:r/>" for part in row.split("\t")))

    read = facts(word("".join([*VOTE, *map(typed, rows)])), ".docx")
    ballots = [dict(ballot) for kind, vote in read if kind == "vote" for ballot in dict(vote)["ballots"]]
    assert {ballot["voter"][1]: ballot["option"] for ballot in ballots} == expected


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 and no more", "a.docx: is a broken Word document"),
        (packages.archive({"x.xml": b"<x/>"}), "a.docx: is no Word document that can be read"),
        (packages.archive({"word/document.xml": b"<x>"}), "a.docx: is no Word document that can be read"),
        (
            forms.as_docx().replace(b"word/document.xml", b"word/document.xmk"),
            "a.docx: is no Word document that can be",
        ),
        (
            packages.archive({"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<x/>"}),
            "a.docx: is no Word document that can be read",
        ),
    ],
    ids=["cut off", "another archive", "no package", "letters changed", "no relations"],
)
def test_what_is_no_word_document_is_told(data: bytes, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        text(data)
    assert str(caught.value).startswith(said)


def test_a_word_document_that_unpacks_to_gigabytes_is_refused_before_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.files.word_package._SMALL", 10_000)
    data = word(p("x" * 1_000_000))
    with pytest.raises(SourceError, match=r"unpacks from [\d,]+ to 1,00\d,\d+ bytes"):
        text(data)


# Web pages


def test_only_what_a_page_is_about_is_read() -> None:
    read = page(
        "<header><nav>Meny</nav>Logotyp</header><div class='cookie-banner'>Vi använder kakor</div>"
        "<div role='navigation'>Du är här</div><main><h1>Kommunstyrelsen</h1><p>§ 1 Bygglov</p>"
        "<p style='display: none'>dold</p><p hidden>dold</p><p aria-hidden='true'>dold</p>"
        "<span class='sr-only'>dold</span>"
        "<script>§ 2</script><button>Skriv ut</button></main><aside>Läs mer</aside><footer>Kontakt</footer>",
        "<title>Kommunstyrelsen</title>",
    )
    assert read == "# Kommunstyrelsen\n\n§ 1 Bygglov\n"


def test_a_main_part_without_the_paragraphs_is_not_all_of_the_page() -> None:
    body = "<article>Nyhet</article><div><p>§ 1 Bygglov</p><p>§ 2 Rivning</p></div>"
    assert page(body) == "Nyhet\n\n§ 1 Bygglov\n\n§ 2 Rivning\n"


def test_the_title_says_whose_minutes_they_are_where_no_heading_does() -> None:
    assert page("<p>§ 1 Bygglov</p>", "<title>Byggnadsnämnden\n 2025-03-12</title>").startswith(
        "Byggnadsnämnden 2025-03-12\n\n§ 1"
    )


def test_blocks_lists_breaks_and_entities() -> None:
    read = page(
        "<div>Kommun&shy;styrelsen &aring;r&nbsp;2025</div><div>rad ett<br/>rad <b>t</b>v&aring;</div>"
        "<ul><li>ett</li><li><p>två</p></li></ul>"
        "<ol start='3'><li>tre<ol type='a'><li>under</li></ol></li><li>fyra</li></ol>"
        "<p>text<div>ny rad</div></p><pre>A    B\nC    D</pre><p><del>bort</del><ins>kvar</ins></p>"
        "<dl><dt>Plats</dt><dd>Ekefors</dd></dl>"
    )
    assert [line for line in read.split("\n") if line] == [
        "Kommunstyrelsen år 2025", "rad ett", "rad två", "• ett", "• två", "3. tre", "a) under", "4. fyra", "text",
        "ny rad", "A    B", "C    D", "kvar", "Plats", "Ekefors",
    ]  # fmt: skip


def test_rows_and_columns_that_cells_go_over() -> None:
    read = page(
        "<table><caption>Omröstning</caption><thead><tr><th>Ledamot</th><th>Ja</th><th>Nej</th></tr></thead>"
        "<tbody><tr><td rowspan='2'>Bo Ek (M)</td><td>X</td><td></td></tr><tr><td></td><td>Z</td></tr>"
        "<tr><td colspan='2'>Summa</td><td>1</td></tr></tbody></table>"
    )
    assert read.split("\n")[:-1] == [
        "Omröstning",
        "",
        "| Ledamot | Ja | Nej |",
        "| Bo Ek (M) | X |  |",
        "|  |  | Z |",
        "| Summa |  | 1 |",
    ]


@pytest.mark.parametrize(
    ("data", "notes"),
    [
        ("<meta charset='iso-8859-1'><p>Håbo råd</p>".encode("latin-1"), ()),
        (
            "<meta http-equiv='Content-Type' content='text/html; charset=macintosh'><p>Håbo råd</p>".encode(
                "mac-roman"
            ),
            (),
        ),
        ("<meta charset='iso-8859-1'><p>Håbo råd</p>".encode(), ()),
        ("\ufeff<p>Håbo råd</p>".encode(), ()),
        ("\ufeff<p>Håbo råd</p>".encode("utf-16-le"), ()),
        ("<p>Håbo råd</p>".encode("cp1252"), ("not UTF-8, read as Latin-1",)),
        (
            (
                "<?xml version='1.0' encoding='utf-8'?><html><head><script src='x'/></head>"
                "<body><p>Håbo råd</p></body></html>"
            ).encode(),
            (),
        ),
    ],
    ids=["Latin-1", "another one", "UTF-8 that says Latin-1", "BOM", "UTF-16", "nothing declared", "XHTML"],
)
def test_a_page_is_decoded_by_what_it_is_then_by_what_it_says(data: bytes, notes: tuple[str, ...]) -> None:
    read = source.from_bytes(data, "a.html", source.READERS[".html"])
    assert (read.text, read.notes) == ("Håbo råd\n", notes)


def test_a_page_is_read_as_a_whole_or_refused_however_deep_it_is_nested() -> None:
    assert page("<div>" * 250 + "djupt" + "</div>" * 250) == "djupt\n"
    with pytest.raises(SourceError, match=r"elements are nested \d,\d+ deep"):
        page("<div>" * 5000 + "djupt" + "</div>" * 5000)


def test_minutes_on_a_page_as_systems_for_meetings_set_them_are_read(tmp_path: Path) -> None:
    (tmp_path / "mote.html").write_text(
        "<html lang='sv'><head><meta charset='utf-8'><title>Kulturnämnden 2025-05-06 - Ekefors kommun</title></head>"
        "<body>"
        "<div id='breadcrumbs'>Start &gt; Möten</div><div id='content'><h1>Protokoll</h1>"
        "<div class='info'><div>Kulturnämnden</div><div>2025-05-06</div></div>"
        "<div><h2>§41 Anmälan av motioner</h2><div>Dnr. KN 2025/8</div><h3>Beslut</h3>"
        "<div>Kulturnämnden beslutar att remittera motionen till kommunstyrelsen.</div></div>"
        "<div><h2>§42 Sommarens öppettider</h2><div>Dnr. KN 2025/11</div><h3>Beslut</h3>"
        "<div>Kulturnämnden beslutar att godkänna förslaget.</div></div></div></body></html>",
        encoding="utf-8",
    )
    done = run("build", tmp_path / "mote.html", "-o", tmp_path / "x.nq", "--json")
    assert done.exit_code == 0
    (report,) = json.loads(done.stdout)["reports"]
    assert (report["coverage"]["paragraphs"], report["coverage"]["decided"], report["warnings"]) == (2, 2, [])
    assert report["facts"]["referral"] == 1


# Markdown


def read_lines(markdown: str) -> list[tuple[str, int]]:
    read = segment.segment(source.from_bytes(markdown.encode(), "a.md"))
    for line in read.head:
        begin, end = line.flow.span()
        assert read.source.text[begin] == line.text[0]
        assert read.source.text[end - 1] == line.text[-1]
    return [(line.text, line.level) for line in read.head]


@pytest.mark.parametrize("struck", ["~~bifalla~~", "<s>bifalla</s>", "<del>bifalla</del>"])
def test_what_markdown_strikes_out_is_not_read_and_told(struck: str) -> None:
    read = segment.segment(source.from_bytes(f"# § 3 Motion\n\natt {struck} avslå motionen.\n".encode(), "a.md"))
    assert read.items[0].sections[0].lines[0].text == "att avslå motionen."
    assert read.notes == ("struck out, and not read: 'bifalla'",)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**Beslutande:** Bo Ek (M)", [("Beslutande: Bo Ek (M)", 0)]),
        ("*Bo* **Ek** (M) och _Siv_ __Holmtorp__ (C)", [("Bo Ek (M) och Siv Holmtorp (C)", 0)]),
        (r"Bo Ek \(M\), 1\. vice, bo\_ek\@ekefors.se", [("Bo Ek (M), 1. vice, bo_ek@ekefors.se", 0)]),
        ("filen budget_2025_v2 och __init__ här", [("filen budget_2025_v2 och init här", 0)]),
        ("[Kommunstyrelsen](https://ekefors.se/ks) i Ekefors", [("Kommunstyrelsen i Ekefors", 0)]),
        ("[§ 12] (se bilaga) gäller", [("[§ 12] (se bilaga) gäller", 0)]),
        ("Kommunstyrelsen\n====\n\nProtokoll\n---\n\ntext", [("Kommunstyrelsen", 1), ("Protokoll", 2), ("text", 0)]),
        ("stycke på\ntvå rader\n---\nmer", [("stycke på", 0), ("två rader", 0), ("mer", 0)]),
        ("## Närvarande ##", [("Närvarande", 2)]),
        ("rad ett\\\nrad två<br>rad tre", [("rad ett", 0), ("rad två", 0), ("rad tre", 0)]),
        ("C:\\mapp\\fil", [("C:\\mapp\\fil", 0)]),
    ],
)
def test_markup_of_markdown_is_no_text(markdown: str, expected: list[tuple[str, int]]) -> None:
    assert read_lines(markdown) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["| Beslutande | Bo Ek (M), ordförande<br>Siv Holmtorp (C) |", "|  | Tage Wikmyr (M) |"],
            ["Beslutande", "Bo Ek (M), ordförande", "Siv Holmtorp (C)", "Tage Wikmyr (M)"],
        ),
        (["| Paragrafer | §§ 1–4 | Justerare | Bo Ek (M) |"], ["Paragrafer", "§§ 1–4", "Justerare", "Bo Ek (M)"]),
        (["| **Plats och tid:** | Ekefors", "| x |"], ["Plats och tid:", "Ekefors", "| x |"]),
        (
            ["| Beslutande | Bo Ek (M) | ordförande |", "| | Siv Ulf (C) | |"],
            ["Beslutande", "Bo Ek (M) | ordförande |", "Siv Ulf (C)"],
        ),
        (["| Beslutande | Bo Ek (M) | Siv Ulf (C) |"], ["Beslutande", "Bo Ek (M)", "Siv Ulf (C)"]),
        (
            [
                "| Beslutande | Ersättare |",
                "|---|---|",
                "| Bo Ek (M) | Siv Ulf (C)<br>Ida Ask (V) |",
                "| Ulla By (S) | |",
            ],
            ["Beslutande", "Bo Ek (M)", "Ulla By (S)", "Ersättare", "Siv Ulf (C)", "Ida Ask (V)"],
        ),
        (
            ["| Namn | Parti | Närvarande |", "| Bo Ek | M | X |", "| Siv Ulf | C | |", "| Ida Ask | V | x |"],
            ["| Namn | Parti | Närvarande |", "| Bo Ek | M | X |", "| Siv Ulf | C | |", "| Ida Ask | V | x |"],
        ),
        (
            ["| Namn | Närvarande |", "| Bo Ek (M) | hela mötet |", "| Siv Ulf (C) | |"],
            ["| Namn | Närvarande |", "| Bo Ek (M) | hela mötet |", "| Siv Ulf (C) | |"],
        ),
        # Rows of people and of votes are read by their bars.
        (["| Bo Ek (M) | ordförande |"], ["| Bo Ek (M) | ordförande |"]),
        (["| Ledamöter | Ja | Nej |", "| | X | |"], ["| Ledamöter | Ja | Nej |", "| | X | |"]),
    ],
    ids=[
        "a label and its values",
        "two labels",
        "no bar at the end",
        "a row of values",
        "two people",
        "columns",
        "marks of presence",
        "no marks of presence",
        "a person",
        "votes",
    ],
)
def test_a_label_in_a_table_heads_the_cells_on_its_right(rows: list[str], expected: list[str]) -> None:
    assert [text for text, _ in read_lines("\n".join(rows))] == expected


# Archives and folders


def test_minutes_in_an_archive_are_built_found_again_and_checked(tmp_path: Path) -> None:
    batch = tmp_path / "batch.zip"
    batch.write_bytes(
        packages.archive({
            "2025/nämnd/ks.docx": forms.as_docx(),
            "2025/ks.html": forms.as_html() + b"\n",
            "2025/tjänst.xlsx": b"PK",
            "2025/brev.doc": b"\xd0\xcf",
            "2025/brev2.doc": b"\xd0\xcf",
            "__MACOSX/2025/._ks.docx": b"x",
            "2025/.hidden.txt": b"x",
            "2025/~$ks.docx": b"x",
            "2025/trasig.docx": b"nothing",
            "2025/inner.zip": packages.archive({"a.txt": b"x"}),
        })
    )  # fmt: skip
    output = tmp_path / "x.nq"
    done = run("build", batch, "-o", output)
    assert done.exit_code == 3
    assert done.stderr.splitlines() == [
        f"kg: {batch}/2025/inner.zip: is an archive within an archive (unpack it and give the folder)",
        "kg: batch.zip/2025/trasig.docx: is no Word document (give it the ending of what it is)",
    ]
    assert "  in batch.zip\n" in done.stdout
    said = "not read    3 files of kinds that are not read: .doc 2, .xlsx 1 (save .doc as .docx to have them read)"
    assert said in done.stdout.splitlines()
    assert {str(one) for one in Built(output).values_of(DCTERMS.source)} == {"2025/nämnd/ks.docx", "2025/ks.html"}
    checked = run("check", output, "--minutes", batch)
    assert (checked.exit_code, checked.stdout) == (0, "2 documents, 0 violations, 0 warnings\n")
    shown = run("inspect", batch / "2025" / "nämnd" / "ks.docx")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("2025/nämnd/ks.docx")
    assert run("build", batch / "2025" / "ks.html", "-o", tmp_path / "y.nq").exit_code == 0


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("batch.zip", "batch.zip: holds 1 documents (name one of them, such as {}/batch.zip/a.txt)"),
        ("batch.zip/b.txt", "batch.zip/b.txt: is not in the archive (check the name)"),
        ("", "is a folder (name one document in it; kg inspect --unread takes a folder)"),
        ("batch.zip/../batch.zip/a.txt", "is not in the archive"),
    ],
)
def test_inspecting_an_archive_needs_the_name_of_a_file_in_it(path: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "batch.zip").write_bytes(packages.archive({"a.txt": forms.as_text()}))
    done = run("inspect", f"{tmp_path}/{path}")
    assert done.exit_code == 1
    assert said.format(tmp_path) in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "cp437", "cp850", "cp1252"])
def test_names_in_archives_keep_their_letters_whoever_wrote_them(encoding: str, tmp_path: Path) -> None:
    name = "nämnd på Öland.txt"
    raw = name.encode(encoding)
    stand_in = "a" * (len(raw) - 4) + ".txt"
    data = packages.renamed(packages.archive({stand_in: b"x"}), {stand_in: raw})
    (tmp_path / "a.zip").write_bytes(data)
    (place,) = source.find([tmp_path / "a.zip"]).places
    assert place.name == name
    assert source.bytes_of(place) == b"x"


def test_names_that_say_they_are_utf_8_are_composed(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packages.archive({"na\u0308mnd/ra\u030ad.txt": b"x"}))
    (place,) = source.find([tmp_path / "a.zip"]).places
    assert (place.member, place.name, place.within) == ("nämnd/råd.txt", "nämnd/råd.txt", "a.zip")
    assert source.bytes_of(place) == b"x"


def test_nothing_of_an_archive_is_written_to_disk_whatever_its_names_are(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = ("../../escaped.txt", "/etc/escaped2.txt", "C:\\windows\\escaped3.txt", "a\nb.txt")
    (folder / "a.zip").write_bytes(
        packages.archive({name: forms.as_text() + str(at).encode() for at, name in enumerate(names)})
    )
    done = run("build", folder, "-o", tmp_path / "x.nq", "--keep-text", tmp_path / "kept")
    assert done.exit_code == 0
    names = ("a\ufffdb", "escaped", "etc_escaped2", "windows_escaped3")
    kept = [f"a.zip_{name}.txt.txt" for name in names]
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == kept
    assert sorted(path.name for path in tmp_path.rglob("*.txt")) == kept
    assert "a\ufffdb.txt" in done.stdout


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 no more", "is no zip archive that can be opened (was it copied whole?"),
        (packages.encrypted(packages.archive({"a.txt": b"x"})), "is encrypted (unpack it with its password"),
        (packages.encrypted(packages.archive({"a.txt": b"x", "b.pdf": b"x"}))[:-1] + b"\0", "encrypted"),
        (forms.as_docx(), "is a Word document, although its name ends in .zip (let its name end in .docx)"),
        (packages.archive({"a.csv": b"x"}), "no minutes found"),
    ],
    ids=["broken", "encrypted", "encrypted in part", "Word", "nothing to read"],
)
def test_an_archive_that_cannot_be_read_is_told_in_one_line_and_the_rest_is_built(
    data: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    (tmp_path / "ks.txt").write_bytes(forms.as_text())
    done = run("build", tmp_path / "a.zip", tmp_path / "ks.txt", "-o", tmp_path / "x.nq")
    assert done.exit_code == 3
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"kg: {tmp_path}/a.zip: ")
    assert said in line
    assert "documents   1 read, 1 failed" in done.stdout


def test_an_archive_that_unpacks_to_gigabytes_is_refused_before_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packages.archive({"a.txt": b"\0" * 2_000_000}))
    monkeypatch.setattr(source, "MAX_CHARACTERS", 1000)
    with pytest.raises(SourceError, match=r"a\.txt: has 2,000,000 bytes, more than any minutes"):
        source.read(path / "a.txt")
    monkeypatch.setattr("kg.files.archive._SMALL", 1_000_000)
    with pytest.raises(SourceError, match=r"a\.zip: unpacks to 2,000,000 bytes"):
        source.find([path])


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "ks.txt").write_bytes(forms.as_text())
    scan = os.scandir

    def refused(path: str) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    found = source.find([tmp_path])
    assert [str(one) for one in found.problems] == [f"{tmp_path}/closed: cannot be opened: Permission denied"]
    assert [place.name for place in found.places] == ["ks.txt"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"%PDF-1.7 x", "is a PDF, although its name ends in .txt (let its name end in .pdf)"),
        ("a.md", forms.as_docx(), "is a Word document, although its name ends in .md (let its name end in .docx)"),
        ("a.docx", forms.as_html(), "is a web page, although its name ends in .docx (let its name end in .html)"),
        ("a.docx", forms.as_text(), "is no Word document (give it the ending of what it is)"),
        ("a.docx", b"", "is empty"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password",
        ),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1WordDocument",
            "is an old Word file (.doc), although its name ends in",
        ),
        ("a.docx", b"{\\rtf1", "is a file in Rich Text Format, although its name ends in .docx (open it in Word and"),
        ("a.docx", packages.archive({"xl/workbook.xml": b""}), "is an Excel workbook, although its name ends in .docx"),
        ("a.html", b"%PDF-1.7", "is a PDF, although its name ends in .html"),
        ("a.html", forms.as_text(), "has no tags: it is plain text (let its name end in .txt)"),
        (
            "a.htm",
            b"From: x\nMIME-Version: 1.0\n\n",
            "is a web archive (.mht), although its name ends in .htm (open it in a",
        ),
        (
            "a.txt",
            b"\xff\xd8\xff\xe0",
            "is an image, although its name ends in .txt (put it into a PDF, and read that with --ocr)",
        ),
        ("a.txt", forms.as_html(), "is a web page, although its name ends in .txt (let its name end in .html)"),
        ("a.doc", b"x", "files ending in .doc are not read (open it in Word and save it as .docx)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_not_what_its_name_says_is_told_in_one_line(
    name: str, data: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    done = run("build", tmp_path / name, "-o", tmp_path / "x.nq")
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"kg: {name}: {said}")


# Of several records of one meeting one counts


def rank(graph: Path) -> set[str]:
    built = Built(graph)
    names = {minutes: str(built.value(minutes, DCTERMS.source)) for minutes in built.typed("Minutes")}
    return {names[record] for record in built.values_of(GOV.preferredRecord)}


def test_the_record_with_more_facts_counts_whatever_its_digest(tmp_path: Path) -> None:
    (tmp_path / "whole.txt").write_bytes(forms.as_text())
    for at in range(6):  # six digests, some of which are lower
        less = forms.as_text([block for block in forms.MINUTES if "reserverar" not in block.text]) + b"\n" * at
        (tmp_path / f"less{at}.txt").write_bytes(less)
    assert run("build", tmp_path, "-o", tmp_path / "x.nq").exit_code == 0
    assert rank(tmp_path / "x.nq") == {"whole.txt"}


def test_a_name_that_no_encoding_fits_is_printable(tmp_path: Path) -> None:
    with open(os.path.join(os.fsencode(tmp_path), b"r\xe5d.txt"), "wb") as stream:  # noqa: PTH118, PTH123 - bytes
        stream.write(forms.as_text())
    done = run("build", tmp_path, "-o", tmp_path / "x.nq", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["reports"][0]["name"] == "r\ufffdd.txt"


def test_whole_minutes_count_before_an_extract_of_them(tmp_path: Path) -> None:
    (tmp_path / "whole.md").write_bytes(forms.as_markdown())
    at = next(at for at, block in enumerate(forms.MINUTES) if block.text.startswith("§ 31"))
    extract = forms.as_text(forms.MINUTES[at:])
    (tmp_path / "extract.txt").write_bytes(b"Kommunstyrelsen i Ekefors kommun 2025-03-12\n\n" + extract)
    assert run("build", tmp_path, "-o", tmp_path / "x.nq").exit_code == 0
    assert rank(tmp_path / "x.nq") <= {"whole.md"}
