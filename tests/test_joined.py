"""Patterns are put together so that a text is asked once: they fit what their parts fit, one behind the other."""

from __future__ import annotations

import re

import pytest

from kg.language import frames, grammar, words
from kg.resources import lexicon

TEXTS = [
    example if isinstance(example, str) else example["text"]
    for frame in frames.shipped()[::9]
    for example in (*frame.yes[:1], *frame.no[:1])
]
CLASSES = {**words.nouns(), **{name: words.forms(name, *words.inflected("antaga")) for name in words.verbs()}}


def _one_by_one(listed: tuple[str, ...]) -> str:
    ordered = sorted(set(listed), key=lambda word: (-len(word), word))
    escaped = (re.escape(one.replace(words.APART, " ")) for one in ordered)
    return "(?:" + "|".join(one.replace(r"\*", r"\w*").replace(r"\ ", r"\s") for one in escaped) + ")"


@pytest.mark.parametrize("name", CLASSES)
def test_a_list_of_words_fits_as_each_of_them_does(name: str) -> None:
    listed = CLASSES[name]
    said = [one.replace("*", "").replace(words.APART, " ") for one in listed]
    for flags in (re.NOFLAG, re.IGNORECASE):
        joined, flat = re.compile(words.any_of(listed), flags), re.compile(_one_by_one(listed), flags)
        for text in [*said, *(f"{one}s {said[0].upper()}" for one in said), *TEXTS[:40]]:
            assert [m.span() for m in joined.finditer(text)] == [m.span() for m in flat.finditer(text)], text


def test_neighbours_that_ask_the_same_of_a_place_fit_as_each_does() -> None:
    seen = 0
    for name in ("mover", "result", "reservation", "vote", "walk", "paragraph", "attendance"):
        for table, flags in (("any-case", re.IGNORECASE), ("exact-case", re.NOFLAG)):
            for part in lexicon(name).get(table, {}):
                alternatives = [one.pattern for one in grammar.patterns(name, part)]
                flat = "|".join(f"(?:{one})" for one in alternatives)
                if len(alternatives) < 2 or "(?P<" in flat:  # one name in several is only asked one by one
                    continue
                joined = grammar.pattern(name, part)
                if joined.pattern != flat:
                    seen += 1
                    whole = re.compile(flat, flags)
                    for text in TEXTS:
                        found = [[m.span() for m in one.finditer(text)] for one in (joined, whole)]
                        assert found[0] == found[1], (name, part, text)
    assert seen > 50


@pytest.mark.parametrize(
    ("alternative", "first"),
    [
        (r"\bA|B", ""),
        (r"\b(?:A|B)[|]\|", r"\b"),
        (r"^(?:A(?:B|C))", "^"),
        (r"[)|]\)\b", ""),
        (r"(?<!\w)A", r"(?<!\w)"),
    ],
)
def test_what_is_asked_of_a_place_is_asked_of_all_of_a_pattern(alternative: str, first: str) -> None:
    joined = grammar.any_of([re.compile(alternative), re.compile(alternative)]).pattern
    rest = alternative.removeprefix(first)
    assert joined == (f"{first}(?:(?:{rest})|(?:{rest}))" if first else f"(?:{rest})|(?:{rest})")
