"""A text as spaCy's Doc: what it names as span groups, one a kind, the frames that it fits, and its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import frames, marks
from kg.model import Flow
from kg.pipeline import nlp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span


def annotate(text: str) -> Doc:
    """Annotate a text.

    Args:
        text: A sentence, a paragraph or more of a Swedish text.

    Returns:
        The text cut by spaCy's Swedish tokenizer. `doc.spans[kind]` are the marks of a kind (`person`, `party`, `body`,
        `administration`, `authority`, `organisation`, `association`, `post`, `day`, `step`, `case`, `law`, `sum`),
        `doc.spans["inferred"]` those of them that a pipeline found which the user named, and `doc.spans["frames"]`
        the stretches that frames fit, with the name of the frame as label.
    """
    doc = nlp().make_doc(text)
    marked = marks.marked(Flow(text, (0,), (0,)))
    for kind in marks.KINDS:
        doc.spans[kind] = _spans(doc, [(m.begin, m.end, kind) for m in marked.marks if m.kind == kind])
    doc.spans["inferred"] = _spans(doc, [(m.begin, m.end, m.kind) for m in marked.marks if m.inferred])
    fitted = [
        (match.begin, match.end, match.frame.rule)
        for finder in (frames.finder(), frames.taught_finder())
        for gives in dict.fromkeys(frame.gives for frame in finder.frames)
        for match in finder.find(marked, gives=gives, section=None)
    ]
    doc.spans["frames"] = _spans(doc, sorted(fitted))
    return doc


def _spans(doc: Doc, places: Iterable[tuple[int, int, str]]) -> list[Span]:
    """Give the tokens of stretches of a text; where one ends inside a token, all of that token."""
    found = (doc.char_span(begin, end, label, alignment_mode="expand") for begin, end, label in places)
    return [span for span in found if span is not None]
