"""Sentences and phrases by spaCy: the only file that builds an nlp; it knows no kind of fact."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from kg.model import Flow

_STOPS = {".", "!", "?", "…"}
_CLOSERS = {'"', "”", "’", ")", "»"}
_NUMBER_STOP = re.compile(r".*\d\.$")


@Language.component("protokoll_sentences")
def _sentences(doc: Doc) -> Doc:
    """Begin a sentence behind a full stop that is no abbreviation and before a capital, a quote or a paragraph sign.

    Swedish abbreviations (`bl.a.`, `resp.`) are one token of spaCy's Swedish tokenizer: their stops are no stops.
    """
    for token in doc:
        if token.i == 0:
            token.is_sent_start = True
            continue
        before = doc[token.i - 1]
        if before.text in _CLOSERS and token.i > 1:
            before = doc[token.i - 2]
        stop = before.text in _STOPS or _NUMBER_STOP.match(before.text) is not None
        token.is_sent_start = stop and (token.text[0].isupper() or token.text[0] in '”"»§-')
    return doc


@cache
def nlp() -> Language:
    """Give the pipeline: spaCy's blank Swedish tokenizer and our sentences. No model is loaded from anywhere."""
    pipeline = spacy.blank("sv")
    pipeline.add_pipe("protokoll_sentences")
    return pipeline


def sentences(flow: Flow) -> tuple[Flow, ...]:
    """Cut a paragraph into its sentences."""
    if not re.search(r"[.!?…]\W*\s", flow.text):
        return (flow,) if flow.text else ()
    doc = nlp()(flow.text)
    return tuple(flow.cut(sentence.start_char, sentence.end_char) for sentence in doc.sents if sentence.text.strip())


class Phrases:
    """Finds the phrases of a lexicon in a text, whatever their case: which kind, and where."""

    def __init__(self, kinds: Mapping[str, tuple[str, ...]]) -> None:
        self._matcher = PhraseMatcher(nlp().vocab, attr="LOWER")
        self._order = list(kinds)
        for kind, wordings in kinds.items():
            self._matcher.add(kind, [nlp().make_doc(words) for words in wordings])

    def find(self, text: str) -> list[tuple[str, int, int]]:
        """Give kind, begin and end of every phrase, in the order of the text."""
        doc: Any = nlp().make_doc(text)
        strings = nlp().vocab.strings
        hits = [(strings[key], doc[begin:end]) for key, begin, end in self._matcher(doc)]
        return sorted(
            ((kind, span.start_char, span.end_char) for kind, span in hits), key=lambda hit: (hit[1], -hit[2])
        )

    def first_kind(self, text: str) -> str | None:
        """Give the kind that the lexicon names first among those found, or None."""
        doc: Any = nlp().make_doc(text)
        kinds = {nlp().vocab.strings[key] for key, _, _ in self._matcher(doc)}
        return next((kind for kind in self._order if kind in kinds), None)
