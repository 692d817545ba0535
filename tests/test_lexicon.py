"""The lexicon: linguistic knowledge as data, read by strict loaders."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg import facts, resources
from kg.errors import ShareError
from kg.facts.decisions import who_decides
from kg.facts.head import outside, roster
from kg.facts.kind import ItemText
from kg.files import source
from kg.language import agents, grammar, headings, words
from kg.lines import reading
from kg.minutes import genre, segment
from kg.quality import coverage
from kg.resources import check_keys, lexicon, phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDER = Path(__file__).resolve().parent.parent / "data" / "lexicon"
FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def forget() -> None:
    """Let every module of ours read its lexicon again."""
    for name, module in list(sys.modules.items()):
        if name.startswith("kg."):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@pytest.fixture
def other_lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Give a function that puts text behind a lexicon; all is as it was afterwards."""
    for path in FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    read = resources.folder
    monkeypatch.setattr(resources, "folder", lambda name: tmp_path if name == "data/lexicon" else read(name))

    def add(name: str, text: str) -> None:
        path = tmp_path / f"{name}.toml"
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
        forget()

    yield add
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize("name", FILES)
def test_a_lexicon_is_lower_case_without_colon_or_space_at_its_ends(name: str) -> None:
    """But for the names of bodies in `paths`, which become facts as they are written there."""
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    for wording in _strings(table):
        assert wording.strip() == wording
        if name != "paths" and not re.search(r"[\\(\[?+]", wording):
            assert wording == wording.casefold() or wording == wording.lower()


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def test_a_heading_opens_one_kind_of_section() -> None:
    words = [heading for listed in phrases("headings", "section").values() for heading in listed]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_a_label_has_one_meaning() -> None:
    words = [label for listed in phrases("headings", "label").values() for label in listed]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_every_section_has_a_kind_that_an_extractor_reads() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(facts.__file__).parent.rglob("*.py"))
    unread = {kind for kind in phrases("headings", "section") if f'"{kind}"' not in code}
    assert unread <= {"procedure", "recusal"}


def test_every_pattern_part_and_class_of_words_is_read() -> None:
    """What nobody names is dead, or misspelt where it is named: patterns by code, classes by code, frames or braces."""
    code = "".join(path.read_text(encoding="utf-8") for path in Path(resources.__file__).parent.rglob("*.py"))
    said = "".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.toml"))
    named = set(re.findall(r"""["']([a-z][\w-]*)["']""", code))
    put_together = re.findall(r'f"([a-z{}_-]*\{\w+\}[a-z{}_-]*)"', code)
    made = [re.compile(re.sub(r"\{.*?\}", r"[\\w-]+", one)) for one in put_together]
    for name in FILES:
        for key in grammar.entries(name):
            assert key in named or any(form.fullmatch(key) for form in made), f"nobody reads {key} of {name}.toml"
        for key in lexicon(name).get("part", {}):
            assert f"{{{key}}}" in said, f"nobody reads {key} of {name}.toml"
    for key in {*words.verbs(), *words.nouns()}:
        assert key in named or f"<{key}" in said or f"{{{key}}}" in said, f"nobody reads the class {key}"


def test_every_part_that_the_code_asks_for_is_there() -> None:
    """Code that is seldom reached must not be the first to find out."""
    asked = re.compile(r"""\b(phrases|pattern|patterns|listed)\(\s*"([a-z-]+)",\s*"([\w-]+)\"""")
    readers: dict[str, Callable[[str, str], object]] = {
        "phrases": phrases,
        "pattern": grammar.pattern,
        "patterns": grammar.patterns,
        "listed": grammar.listed,
    }
    found = 0
    for path in Path(resources.__file__).parent.rglob("*.py"):
        for reader, name, part in asked.findall(path.read_text(encoding="utf-8")):
            there: Any = readers[reader](name, part)
            assert there, f"{path.name}: {name} {part}"
            if reader.startswith("pattern"):  # each is compiled when it is asked, and none may be the first to fail
                assert [one.flags for one in (there if reader == "patterns" else [there])]
            found += 1
    assert found > 300


MINUTES = segment.segment(
    source.from_bytes(
        b"N\xc3\xa4mnden\n\n\xc2\xa7 1 Taxa\n\nYrkanden\n\nMaj Ek (S) yrkar avslag enligt kommunallagen.\n", "a.txt"
    )
)
ITEM = ItemText(MINUTES.items[0], MINUTES)
# Who reads the keys of a lexicon that is no list of patterns; those that are one are read by kg.language.grammar.
READERS: dict[str, Callable[[], object]] = {
    "headings": lambda: headings.heading_kind("Beslut"),
    "agents": lambda: agents.has_post("direktör"),
    "decisions": lambda: who_decides.read(reading.flow_of("Nämnden beslutar att vänta", 0)),
    "roster": lambda: roster.groups(ITEM.minutes),
    "speakers": lambda: agents.parties_named(reading.flow_of("Vi", 0)),
    "unread": lambda: coverage.words("table", "marks"),
    "genre": lambda: genre.is_minutes(ITEM.minutes),
    "signing": lambda: segment.segment(source.from_bytes(b"Underskrivet\n", "a.txt")),
    "paths": lambda: outside.by_path(("ks-protokoll.pdf",)),
    "words": words.verbs,
}


@pytest.mark.parametrize("name", FILES)
def test_an_unknown_key_is_refused_with_the_allowed_ones(name: str, other_lexicon: Callable[[str, str], None]) -> None:
    other_lexicon(name, "\n[misspelt]\nword = ['x']\n")
    use = READERS.get(name, lambda: grammar.pattern(name, "any"))
    with pytest.raises(ShareError, match="unknown key misspelt") as caught:
        use()
    assert caught.value.where == f"data/lexicon/{name}.toml"
    assert caught.value.hint.startswith("allowed are ")


def test_a_pattern_that_is_none_and_an_entry_that_is_missing_are_said(
    other_lexicon: Callable[[str, str], None],
) -> None:
    with pytest.raises(ShareError, match="there is no entry nowhere"):
        grammar.pattern("vote", "nowhere")
    path = resources.folder("data/lexicon") / "vote.toml"
    path.write_text("[any-case]\nbroken = ['(']\n", encoding="utf-8")
    other_lexicon("vote", "")
    with pytest.raises(ShareError, match="broken is no regular expression"):
        grammar.pattern("vote", "broken").search("")


def test_a_broken_lexicon_says_which_file(other_lexicon: Callable[[str, str], None]) -> None:
    other_lexicon("reservation", "\n[verb\n")
    with pytest.raises(ShareError, match=r"reservation\.toml: cannot read the lexicon"):
        lexicon("reservation")


def test_a_missing_part_and_a_word_that_is_no_list_are_said(other_lexicon: Callable[[str, str], None]) -> None:
    other_lexicon("reservation", "\n[part]\nword = 'x'\n")
    with pytest.raises(ShareError, match=r"\[none\] is missing"):
        phrases("reservation", "none")
    with pytest.raises(ShareError, match=r"\[part\] word is no list of strings"):
        phrases("reservation", "part")


def test_what_stands_in_braces_is_filled_in_and_what_is_nothing_is_said(
    other_lexicon: Callable[[str, str], None],
) -> None:
    other_lexicon("notification", "\n[part]\nown = ['x{joint}']\n")
    filled = grammar.compiled(r"^{own}\s{indefinite.body}\d{2,4}$", "notification", "told")
    assert filled.match("xoch utskott123")
    assert not filled.match("x utskott123")
    with pytest.raises(ShareError, match=r"told names \{nowhere\}, which is nothing"):
        grammar.compiled("{nowhere}", "notification", "told")
    with pytest.raises(ShareError, match=r"told names \{ending\.none\}, which is nothing"):
        grammar.compiled("{ending.none}", "notification", "told")


def test_all_keys_that_are_known_pass() -> None:
    check_keys({"a": 1}, {"a", "b"}, "here")
