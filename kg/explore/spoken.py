"""How one document was read, said in Swedish: by the labels of the ontology, and a table for the rest."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.explore import labels
from kg.explore.labels import TEMPLATES, concepts, prefixed
from kg.graph.vocab import term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.explore.inspect import Told

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


Kinds = Mapping[str, Any]
"""The kinds of facts by their name, as `kg.facts` declares them."""


def by_name(kinds: Iterable[Any]) -> Kinds:
    """Give the kinds by their name, those within others too."""
    found: dict[str, Any] = {}
    for kind in kinds:
        found[kind.name] = kind
        found |= {field.kind.name: field.kind for field in kind.fields if field.kind is not None}
    return found


def fact(told: Told, language: str, kinds: Kinds) -> Told:
    """Say a fact in a language: names, titles and sentences of the document stand as they are.

    Raises:
        ShareError: The ontology has no label of its kind or of a field.
    """
    kind = kinds.get(told.kind)
    if kind is None or language == "en":
        return told
    fields = {field.name: field for field in kind.fields}
    say, known = speaker(language), concepts(language)

    def said(name: str, value: str) -> tuple[str, str]:
        field = fields.get(name)
        if field is None:
            return say(name), say(value)
        if field.kind is not None:
            value = _NESTED.sub(lambda at: f"{_called(kinds[at[1]], language)} {say('on line')} {at[2]}", value)
        scheme = f"{field.scheme}/{value}"
        return labels.called(prefixed(term(field.property)), language), known.get(scheme, say(value))

    return replace(
        told,
        kind=_called(kind, language),
        says=tuple(said(name, value) for name, value in told.says),
    )


def called(name: str, language: str, kinds: Kinds) -> str:
    """Give what a kind is called; in English by its name."""
    return _called(kinds[name], language) if language != "en" and name in kinds else name


def _called(kind: Any, language: str) -> str:
    """Give what a kind is called: its class, or the property that it is."""
    return labels.called(prefixed(term(kind.term or kind.fields[0].property)), language)
