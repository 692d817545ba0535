"""Frames: each fires on its own examples and is silent on its counterexamples; the notation refuses what it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import facts
from kg.errors import ShareError
from kg.facts import framed
from kg.files import source
from kg.language import frames, marks, wording, words
from kg.model import Flow
from tools import fired

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.language.fitting import Token
    from kg.language.frames import Frame

FRAMES = frames.shipped()


def _marked(text: str) -> marks.Marked:
    return marks.marked(Flow(text, (0,), (0,)))


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.rule)
def test_a_frame_fires_on_its_examples_and_on_none_of_its_counterexamples(frame: Frame) -> None:
    assert not list(frames.wrong_examples(frame))


def test_every_frame_gives_a_kind_of_fact_and_fields_that_it_has() -> None:
    kinds = {kind.name: {field.name for field in kind.fields} for kind in (*facts.KINDS, *facts.PARTS)}
    for frame in FRAMES:
        assert frame.gives in kinds, frame.rule
        assert set(frame.fields) <= kinds[frame.gives], frame.rule


def _filled(tokens: Iterable[Token]) -> set[str]:
    """Give the slots that a wording fills however it is read."""
    found: set[str] = set()
    for token in tokens:
        if not token.optional and token.name and (token.kind in {"slot", "text"} or token.form == "slot"):
            found.add(token.name)
        if not token.optional and token.parts:
            found |= set.intersection(*map(_filled, token.parts))
    return found


def test_every_wording_fills_the_fields_that_its_fact_must_have() -> None:
    # A slot that may be missing where its field must be there stopped the reading of a whole document. What is moved is
    # put together by kg/facts/floor/motion_sentence.py.
    for kind in facts.KINDS:
        needed = {name for name, needs in framed.fields_of(kind).items() if needs and kind.name != "motion"}
        for frame in (one for one in FRAMES if one.gives == kind.name):
            given = {name for name, value in frame.fields.items() if not str(value).startswith("{")}
            taken = {name: str(value).strip("{}").split(".")[0] for name, value in frame.fields.items()}
            for said in frame.wordings:
                filled = _filled(said.tokens)
                assert all(taken.get(name, name) in filled for name in needed - given), (frame.rule, said.said)


def test_no_two_frames_have_one_name() -> None:
    rules = [frame.rule for frame in FRAMES]
    assert len(rules) == len(set(rules))


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("{source:thing} <handle> <matter>", "no mark 'thing'"),
        ("{source:body} <fly> <matter>", "no class <fly>"),
        ("{source:body} <handle.soon> <matter>", "no form 'soon'"),
        ("{source:body} {", "cannot read '{'"),
        ("{source:body} ... {target:body}", "no word that must stand there"),
    ],
)
def test_a_wording_that_cannot_be_read_is_refused_with_its_place(said: str, problem: str) -> None:
    with pytest.raises(ShareError, match=problem.replace("{", r"\{")):
        wording.compile_wording(said, "here.toml [frame]")


@pytest.mark.parametrize(
    ("verb", "form", "expected"),
    [
        ("behandla", "press", ("behandlas",)),
        ("bereda bereder beredde berett", "press", ("beredas", "bereds", "beredes")),
        ("skriva skriver skrev skrivit", "part", ("skriven", "skrivet", "skrivna")),
        ("ställa ställer ställde ställt | sig bakom", "past", ("ställde~sig~bakom",)),
    ],
)
def test_verbs_are_inflected(verb: str, form: str, expected: tuple[str, ...]) -> None:
    assert words.inflected(verb)[form] == expected


def test_a_verb_without_its_principal_parts_is_refused() -> None:
    with pytest.raises(ShareError, match="cannot inflect"):
        words.inflected("bereda bereder")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tekniska nämnden har den 3 februari 2031, § 7, behandlat ärendet.", ["body", "dated"]),
        ("Anna Ek (S) och Vänsterpartiet yrkar bifall.", ["person", "party"]),
        ("Kommunstyrelsens ordförande Anna Ek (S) finner", ["post", "person"]),
        ("KS 2031/123 enligt kommunallagen", ["case", "law"]),
        ("Enligt kommunfullmäktigebeslut § 12 i KSAU, dåvarande hamnstyrelse", ["body", "step", "body", "body"]),
    ],
)
def test_what_a_text_names_is_marked(text: str, expected: list[str]) -> None:
    assert [mark.kind for mark in _marked(text).marks] == expected


def test_places_of_a_marked_text_lead_back_to_the_text() -> None:
    text = "Den 3 mars 2031 behandlade tekniska nämnden § 4 ärendet från socialnämnden i Brovalla."
    marked = _marked(text)
    for mark, place in zip(marked.marks, marked.at, strict=True):
        assert marked.origin(place) == mark.begin
        assert marked.origin(place + 1) == mark.end
    assert text[marked.origin(marked.text.index("ärendet")) :].startswith("ärendet från")


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ("{who:body} <handle.told> <matter>", "Tekniska nämnden tog del av planen och behandlade ärendet.", True),
        (
            "{who:body} <handle.told> <matter>",
            "Nämnden vet att socialnämnden såg och behandlade ärendet.",
            False,
        ),
        ("{who:body} <handle.told> <matter>", "Efter beslut av tekniska nämnden behandlade ärendet alla.", False),
        (
            "{who:body} <remit.told> det till {to:body+} !(för beslut)",
            "Rådet remitterade det till socialnämnden.",
            True,
        ),
        (
            "{who:body} <remit.told> till {to:body+} !(för beslut)",
            "Rådet remitterade till A-nämnden och B-nämnden för beslut",
            False,
        ),
        ("{who:body} <remit.told> ... till {to:body}", "Rådet remitterade inte det till socialnämnden.", False),
        ("{who:body} <send.told> det till {to:home}", "Rådet skickade det till kommunen.", True),
        ("remiss från {who:name}", "Remiss från Norrskogsregionen - plan", True),
        ("remiss från {who:name}", "Remiss från några andra - plan", False),
        ("till {who:association}", "Bidrag till Brovalla byalag", True),
        (
            "{who:board's?} !({:body}) .... {at:dated+}",
            "Efter möte i rådet, utskottet och nämnden den 3 maj 2031, § 4",
            True,
        ),
        ("{who:board's?} !(antog) .... {at:dated+}", "Nämnden antog en plan den 3 maj 2031, § 4", False),
        ("{who:board's?} ... {at:dated+}", "Planen gick till nämnden den 3 maj 2031, § 4", False),
        ("{who:board's?} ... {at:dated+}", "Planen gick till nämndens möte den 3 maj 2031, § 4", True),
        ("{who:board's?} ... {at:dated+}", "Nämnden antog en plan den 3 maj 2031", False),
        ("till {who:body} som (har|hade) <answer.sup>", "Den gick till rådet, som har svarat.", True),
        ("för {who:person} &(avslag)", "bifall för Anna Ek (S) avslag", True),
        ("för {who:person} &(avslag)", "bifall för Anna Ek (S) och avslag", False),
        ("= {who:person} <back>", "Här stödjer Anna Eks (S) förslag ingen.", False),
        ("= {who:speaker} <back>", "Anna Ek (S) talar och stödjer förslaget.", True),
    ],
)
def test_a_wording_is_read_as_swedish_has_it(said: str, text: str, expected: bool) -> None:
    """Who did something before goes on; who stands behind a preposition does not act; `!( )` forbids, `inte` too.

    What `&( )` asks for stands behind; a wording with `= ` in front is not turned.
    """
    found = [fit for one in wording.compile_wording(said, "here") for fit in one.fits(_marked(text).text)]
    assert bool(found) is expected


def test_a_group_with_a_name_is_a_slot() -> None:
    one = wording.compile_wording("att what=(... *förslag*) antas", "here")[0]
    text = "att nämndens eget förslag antas"
    assert [text[slice(*fit.slots["what"])] for fit in one.fits(text)] == ["nämndens eget förslag"]


def _one_frame(tmp_path: Path, **keys: str) -> Frame:
    lines = [f"{name.replace('_', '-')} = {value}" for name, value in keys.items()]
    file = tmp_path / "recused.toml"
    file.write_text("\n".join(["[frame]", *lines, 'yes = ["-"]', 'no = ["-"]']), encoding="utf-8")
    return frames.load(file)[0]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ledamoten Anna Ek (S) och tjänstgörande ersättaren Bo Al (M) deltar därför inte.", 2),
        ("Därefter deltog inte Moderaternas grupp.", 1),
        ("Deltar gör ledamöterna från S, men Anna Ek (S), gruppledare, har inte deltagit.", 1),
        ("Det antecknas att Göran Lars (S) inte deltar.", 1),
        ("Ett förslag från Anna Ek (S) deltar inte.", 0),
        ("Anna Ek (S) deltar.", 0),
    ],
)
def test_a_denied_verb_and_who_acts_in_all_orders(tmp_path: Path, text: str, who: int) -> None:
    """Names with titles, groups of a party and a name that ends in s act; `inte` stands where Swedish puts it."""
    frame = _one_frame(tmp_path, says='"{agent:speaker+} <take_part.not>"')
    found = frames.Finder([frame]).find(_marked(text), gives="recused")
    assert sum(len(tuple(one.marked.within(*one.slots["agent"]))) for one in found) == who


def test_a_frame_asks_for_words_elsewhere_in_the_sentence_and_refuses_others(tmp_path: Path) -> None:
    frame = _one_frame(tmp_path, says='"{agent:speaker} <leave> <room>"', when='["<reason>"]', without='["inte"]')
    assert frames.fits(frame, "Anna Ek (S) lämnar salen på grund av jäv.")
    assert not frames.fits(frame, "Anna Ek (S) lämnar salen.")
    assert not frames.fits(frame, "Anna Ek (S) lämnar salen på grund av jäv men inte mötet.")


def test_a_frame_is_not_looked_for_in_the_sections_that_it_names(tmp_path: Path) -> None:
    frame = _one_frame(tmp_path, says='"{agent:speaker} <leave> <room>"', not_in='["draft"]')
    marked = _marked("Anna Ek (S) lämnar salen.")
    assert frames.Finder([frame]).find(marked, gives="recused", section="decision")
    assert not frames.Finder([frame]).find(marked, gives="recused", section="draft")


def test_wordings_that_fit_nowhere_show() -> None:
    """`python -m tools.fired`: a frame with how many facts it gave, and those of its wordings that are dead."""
    text = "Hamnnämnden\n\n§ 1 Broar\n\nÄrendet\nHamnnämnden bordlade ärendet den 3 maj 2031, § 4.\n"
    counts = fired.counted(source.from_bytes(text.encode(), "a.txt"))
    lines = list(fired.table([counts, counts]))
    assert any(line.endswith("citation/put-off-by") and line.split()[0] == "2" for line in lines)
    assert any(line.startswith("       never: ") and "återremiss" in line for line in lines)
    assert not any(line == "       never: {thing:board} <put_off.told> ... {step:dated+}" for line in lines)
    unfired = list(fired.table([counts], unfired=True))
    assert unfired
    assert not any(line.endswith("citation/put-off-by") for line in unfired)
