"""What a fact rests on: passages quote the text, direct properties have theirs, a person's facts name the person."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.check.document import prefixed
from kg.check.shapes import shapes
from kg.check.triples import node
from kg.errors import ShareError
from kg.graph.masking import COVER
from kg.graph.matching import fold
from kg.graph.redact import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.check.document import Document
    from kg.check.finding import Finding
    from kg.graph.terms import Term

_BROKEN_WORD = re.compile(r"-\n\s*")


@cache
def direct() -> tuple[Term, ...]:
    """Give the properties whose every value has a statement with passages of its own: as the shapes list them.

    Raises:
        ShareError: The shapes do not say.
    """
    predicate = node("rdf:predicate")
    asked = (one for shape in shapes() for one in shape.properties if one.path == predicate)
    listed = [constraint.terms for one in asked for constraint in one.constraints if constraint.name == "in"]
    if len(listed) != 1:
        hint = "python -m tools.ontology"
        raise ShareError("no list of the direct properties", where="ontology/shapes.ttl", hint=hint)
    return listed[0]


def quotes(document: Document) -> Iterator[Finding]:
    """Find passages that do not quote: by the text where it is at hand, else by the length of the quote."""
    for passage in document.things("Passage"):
        begin, end = (document.offset(passage, name) for name in ("nif:beginIndex", "nif:endIndex"))
        quoted = document.value(passage, "nif:anchorOf")
        if begin is None or end is None:
            continue  # the shapes say so
        if end - begin != len(quoted):
            yield document.finding(passage, f"quotes {len(quoted)} characters for {end - begin}: {quoted[:60]!r}")
        elif document.source is not None and document.source.text[begin:end] != quoted:
            stands = document.source.text[begin:end]
            yield document.finding(passage, f"quotes {quoted[:60]!r} where the text says {stands[:60]!r}")


def statements(document: Document) -> Iterator[Finding]:
    """Find values of direct properties that no statement, and so no passage, supports."""
    graph = document.graph
    stated = {
        tuple(next(iter(graph.objects(one, node(f"rdf:{part}"))), None) for part in ("subject", "predicate", "object"))
        for one in document.things("rdf:Statement")
    }
    for subject in [document.minutes, *document.items()]:
        for name in direct():
            for value in sorted(graph.objects(subject, name)):
                if (subject, name, value) not in stated:
                    told = f"a fact without passage: no statement of {prefixed(name.value)} {prefixed(value.value)}"
                    yield document.finding(subject, told)


def names(document: Document) -> Iterator[Finding]:
    """Find facts about a person of whose name no passage behind them has a part."""
    graph = document.graph
    read: dict[Term, str] = {}
    for person in document.things("Person"):
        words = _words(document, person)
        for fact, predicate in sorted(graph.about(person)):
            passages = document.passages(fact)
            if predicate in direct() or not passages:
                continue
            # In a copy without private people the name is covered where it stood.
            covered = any(COVER in document.value(one, "nif:anchorOf") for one in passages)
            if covered and person.value.endswith(f"/{NOBODY}"):
                continue
            if fact not in read:
                read[fact] = " ".join(_folded(document.value(one, "nif:anchorOf")) for one in passages)
            if not words.search(read[fact]):
                told = f"no passage has a part of the name of {document.value(person, 'rdfs:label')}"
                yield document.finding(fact, f"{prefixed(predicate.value)}: {told}")


def _words(document: Document, person: Term) -> re.Pattern[str]:
    """Give a pattern for the beginning of any word of any spelling of a person's name."""
    graph = document.graph
    spelt = [
        *graph.objects(person, node("rdfs:label")),
        *graph.objects(person, node("skos:altLabel")),
        *(
            spelling
            for naming in graph.subjects(node("names"), person)
            for spelling in graph.objects(naming, node("spelling"))
        ),
    ]
    words = {word for spelling in spelt for word in fold(spelling.value).split(" ") if len(word) > 1}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words)))})" if words else r"(?!)")


def _folded(text: str) -> str:
    """Fold a quote for comparing, as it stands and with words joined that a line break cut."""
    return f"{fold(text)} {fold(_BROKEN_WORD.sub('', text))}"
