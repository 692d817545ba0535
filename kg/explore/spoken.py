"""How one document was read, said in Swedish: by the labels of the ontology, and a table for the rest."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.explore.labels import TEMPLATES, called, concepts, prefixed
from kg.facts import KINDS
from kg.graph.vocab import term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.explore.inspect import Told
    from kg.facts.kind import Kind

_NESTED = re.compile(r"(\w+) on line (\d+)")
"""How a fact within another is named, see `inspect`."""


@cache
def _words(language: str) -> Mapping[str, str]:
    found: Mapping[str, str] = tomllib.loads((TEMPLATES / "inspect.toml").read_text(encoding="utf-8")).get(language, {})
    return found


def speaker(language: str) -> Callable[[str], str]:
    """Give what says a heading or a word of ours in a language; in English, and where there is none, as it stands."""
    words = _words(language)
    return lambda word: words.get(word, word)


def _kinds() -> Iterator[Kind]:
    for kind in KINDS:
        yield kind
        yield from (field.kind for field in kind.fields if field.kind is not None)


@cache
def _by_name() -> Mapping[str, Kind]:
    return {kind.name: kind for kind in _kinds()}


def fact(told: Told, language: str) -> Told:
    """Say a fact in a language: names, titles and sentences of the document stand as they are.

    Raises:
        ShareError: The ontology has no label of its kind or of a field.
    """
    kind = _by_name().get(told.kind)
    if kind is None or language == "en":
        return told
    fields = {field.name: field for field in kind.fields}
    say, known = speaker(language), concepts(language)

    def said(name: str, value: str) -> tuple[str, str]:
        field = fields.get(name)
        if field is None:
            return say(name), say(value)
        if field.kind is not None:
            value = _NESTED.sub(lambda at: f"{_called(at[1], language)} {say('on line')} {at[2]}", value)
        scheme = f"{field.scheme}/{value}"
        return called(prefixed(term(field.property)), language), known.get(scheme, say(value))

    return replace(
        told,
        kind=_called(kind.name, language),
        says=tuple(said(name, value) for name, value in told.says),
    )


def _called(name: str, language: str) -> str:
    """Give what a kind is called: its class, or the property that it is."""
    kind = _by_name()[name]
    return called(prefixed(term(kind.term or kind.fields[0].property)), language)
