"""The same sentence wrapped at another place gives the same facts: a space that becomes a line break changes none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest

from kg.files import source
from kg.lines import breaks
from kg.minutes import segment
from tests import excerpts
from tests.breaks import broken, spaces, told, understand

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = sorted((Path(__file__).resolve().parent.parent / "data" / "sample").rglob("*.txt"))
PLACES = 2
"""In so many places each text is broken here; `python -m tests.breaks` tries every one (a quarter of an hour)."""
QUICK = 4
"""One of so many texts is broken in the quick run, by its name: a new case moves none; `make test-all` breaks all."""

NEW_WORDINGS = "a break in a wording that was added with the frames of 29 November: not looked into yet"
NO_PARTY = "a first name alone on a line, of one who stands nowhere else: what parts it from a heading?"
LEAD_ALONE = "`beslutar` at a line's end is read as the lead of points, and as part of the sentence where it is not"
SURNAMES = "several breaks within one list of surnames: not looked into yet"
BELOW_PAPERS = "who takes no part below a list of documents is read on one line only"
NUMBER_ALONE = "the number of a point alone at a line's end in a list of the elected: its name stands without a mark"
ADDRESS = "a name with an address alone on a line is taken for an entry of a list: what it goes on with is not read"
TITLE_ABOVE = "a sentence right below a title, broken: its first line is read as the title's second"
IN_A_ROW = "a row of a table that is broken is no row"
SHORT_FIRST = "the first line of a broken sentence is short and reads like a heading or an entry: not looked into yet"
NARROW = "how wide a narrow text is set is told by its own lines, which a break makes shorter"
OF_DECEMBER = "a break in a wording that was added on 1 December: not looked into yet"
KNOWN = {
    "appointment/table-with-party-and-office": IN_A_ROW,
    "decision/infinitives-parted-by-commas": LEAD_ALONE,
    "decision/own-number-in-front-of-the-heading": OF_DECEMBER,
    "decision/quoted-or-said-by-somebody": OF_DECEMBER,
    "item/numbered-titles-that-end-as-sentences": LEAD_ALONE,
    "meeting/boards-in-the-forms-of-letterheads": SHORT_FIRST,
    "motion/moved-behind-a-list-of-documents": SHORT_FIRST,
    "motion/headings-glued-to-their-text": OF_DECEMBER,
    "motion/lays-forward-behind-a-draft": OF_DECEMBER,
    "referral/joint-authorities-by-their-whole-name": OF_DECEMBER,
    "initiative/citizens-in-lists-and-with-addresses": ADDRESS,
    "appointment/list-with-dashes-and-a-body-above": NUMBER_ALONE,
    "decision/without-att": LEAD_ALONE,
    "item/paragraphs-of-others-above": LEAD_ALONE,
    "attendance/rest-of-a-block-of-roles": TITLE_ABOVE,
    "attendance/surnames-first-and-who-signs": SHORT_FIRST,
    "attendance/told-for-several": SURNAMES,
    "decision/permit-and-who-answers": SHORT_FIRST,
    "initiative/maker-in-capitals": SHORT_FIRST,
    "initiative/places-are-nobody": SHORT_FIRST,
    "reservation/label-above-the-words-left": SHORT_FIRST,
    "item/heads-in-rows-of-tables": IN_A_ROW,
    "decision/clause-wrapped-in-a-narrow-column": NARROW,
    "item/paragraphs-of-others-among-announcements": LEAD_ALONE,
    "vote/surnames-of-the-roster": SURNAMES,
    "recusal/below-documents": BELOW_PAPERS,
    "document/sentences-are-none": BELOW_PAPERS,
    "notification/a-sentence-below-recipients": BELOW_PAPERS,
    "initiative/told": NO_PARTY,
    "motion/supported-in-the-story": NEW_WORDINGS,
    "referral/steps-in-rows-and-run-in": NEW_WORDINGS,
    "reservation/in-more-words": NEW_WORDINGS,
    "granfors-kommunstyrelsen-2025-03-19": NEW_WORDINGS,
    "norradal-regionstyrelsen-2025-04-01": NEW_WORDINGS,
}
"""Where one of the places tried here changes a fact all the same."""


def texts() -> Iterator[tuple[str, str, str]]:
    """Give each case and sample: what it is called here, the name of its file, and its text."""
    for path in excerpts.FILES:
        yield excerpts.called(path), excerpts.case(path).get("name", "case.txt"), excerpts.text(path)
    for path in SAMPLES:
        yield path.stem, path.name, path.read_text(encoding="utf-8")


def _params() -> Iterator[Any]:
    for called, name, text in texts():
        marks = [] if crc32(called.encode()) % QUICK == 0 else [pytest.mark.slow]
        if called in KNOWN:
            marks.append(pytest.mark.xfail(reason=KNOWN[called]))
        yield pytest.param(name, text, id=called, marks=marks)


@pytest.mark.parametrize(("name", "text"), list(_params()))
def test_a_line_break_for_a_space_changes_no_fact(name: str, text: str) -> None:
    minutes = understand(text, name)
    facts = told(minutes)
    sentences = spaces(minutes)
    longest = max(map(len, sentences), default=0)
    for turn in range(min(PLACES, longest)):
        at = crc32(f"{name}{text}{turn}".encode()) % longest
        places = [places[at] for places in sentences if at < len(places)]
        assert told(understand(broken(text, places), name)) == facts, [text[max(0, p - 30) : p + 20] for p in places]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Nämnden beslutade den 28 oktober", "2031, § 142, att"),
        ("Nämnden beslutade den 28", "oktober 2031"),
        ("Nämnden beslutade den 28 oktober 2031, §", "142, att"),
        ("Nämnden har den 25 februari 2031", "§ 18 föreslagit"),
        ("enligt 5 kap. 50", "§ kommunallagen"),
        ("enligt 5 kap.", "50 § kommunallagen"),
        ("enligt kommunallagen", "(2017:725)"),
        ("Maj Tallhed", "(S) yrkar"),
        ("Maj", "Tallhed (S) yrkar"),
        ("med instämmande av Maj", "Tallhed (S)"),
        ("kostnaden är 5", "000 kronor"),
        ("att tillföra nämnden", "3,2 miljoner kronor"),
        ("beslutade den 3 sept.", "2031, § 4"),
        ("Mötet öppnas kl.", "13.15"),
        ("Motionen avslås med", "7 röster mot 2"),
    ],
)
def test_what_is_one_is_not_parted(before: str, after: str) -> None:
    assert breaks.parts(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Tekniska nämnden", "Kommundirektören"),
        ("Maj Tallhed (S)", "Omar Selander (L)"),
        ("Maj Tallhed", "Omar Selander (L)"),
        ("Tjänsteskrivelse 2031-03-02", "Protokollsutdrag 2031-03-05"),
        ("Handlingar", "2031 års budget"),
        ("7 ja-röster", "5 nej-röster"),
        ("Dom om Näbbet 2", "Mark- och miljödomstolens dom om Näbbet 3"),
        ("Bilaga 2", "Maj Tallhed (S)"),
    ],
)
def test_entries_of_a_list_stay_entries(before: str, after: str) -> None:
    text = f"§ 3 Taxa\n\nBakgrund\nTaxan är gammal.\n\nDelges\n{before}\n{after}\n"
    minutes = segment.segment(source.from_bytes(text.encode(), "a.txt"))
    assert [line.text for section in minutes.items[0].of("notified", "documents") for line in section.lines][-1:] == [
        after
    ]


@pytest.mark.parametrize("name", ["Maj Tallhed", "Maj von Tallhed", "Inga-Maj Tallhed"])
def test_a_name_that_stands_elsewhere_on_one_line_is_one(name: str) -> None:
    first, rest = name.split(" ", 1)
    known = breaks.pairs(f"Ledamöter\n{name} (S)\n")
    assert breaks.parts(f"Det yrkar {first}", f"{rest} bifall till.", known)


def test_a_first_name_alone_above_its_surname_and_party_is_one_with_them() -> None:
    known = breaks.pairs("Ledamöter\nMaj Tallhed (S)\n")
    assert breaks.parts("Maj", "Tallhed (S)", known)
    assert not breaks.parts("Maj", "Tallhed", known)
    assert not breaks.parts("Maj", "Selander (S)", known)


def test_a_word_that_heads_sections_may_begin_a_sentence() -> None:
    text = "§ 3 Taxa\n\nBeslut\nTaxan antas.\n\nYttrande\növer taxan har kommit in.\n"
    minutes = segment.segment(source.from_bytes(text.encode(), "a.txt"))
    assert "Yttrande över taxan har kommit in." in [b.text for s in minutes.items[0].sections for b in s.blocks]
