"""The spaCy pipelines: the blank Swedish one, and one that the user has installed and names."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import spacy

from kg.errors import ShareError

if TYPE_CHECKING:
    from spacy.language import Language

VARIABLE = "KG_MODEL"
"""The variable of the environment that names the user's pipeline."""
_PERSONS = frozenset({"PER", "PRS", "PERSON"})
_ORGANISATIONS = frozenset({"ORG"})


@cache
def nlp() -> Language:
    """Give the pipeline: spaCy's blank Swedish tokenizer. No model is loaded from anywhere."""
    return spacy.blank("sv")


def use(name: str) -> None:
    """Name the pipeline that adds to what the rules find, for this process and those that it starts.

    Raises:
        ShareError: It is not installed, or finds no names.
    """
    os.environ[VARIABLE] = name
    model()


def named() -> str:
    """Give the name of the user's pipeline; empty where there is none."""
    return os.environ.get(VARIABLE, "")


@cache
def model() -> Language | None:
    """Load the user's pipeline; None where none is named.

    Raises:
        ShareError: It is not installed, or finds no names.
    """
    if not named():
        return None
    try:
        loaded = spacy.load(named())
    except (OSError, ValueError) as problem:
        hint = f"install it (python -m spacy download {named()}), or name a folder with a pipeline"
        raise ShareError(f"there is no pipeline {named()}", where="--model", hint=hint) from problem
    if not {"ner", "entity_ruler"} & set(loaded.pipe_names):
        raise ShareError(f"the pipeline {named()} finds no names", where="--model", hint="it needs the part 'ner'")
    return loaded


def version() -> str:
    """Give name and version of the user's pipeline; empty where there is none."""
    loaded = model()
    return f"{loaded.meta['lang']}_{loaded.meta['name']} {loaded.meta['version']}" if loaded else ""


@lru_cache(maxsize=16384)
def names(text: str) -> tuple[tuple[int, int, str], ...]:
    """Give begin, end and kind (`person`, `organisation`) of the names that the user's pipeline finds in a text."""
    loaded = model()
    if loaded is None:
        return ()
    kinds = dict.fromkeys(_PERSONS, "person") | dict.fromkeys(_ORGANISATIONS, "organisation")
    return tuple((one.start_char, one.end_char, kinds[one.label_]) for one in loaded(text).ents if one.label_ in kinds)
