"""Writes what ontology/ says of the kinds of facts: their shapes, and what JSON-LD calls the terms.

    python -m tools.ontology

`shapes.ttl` is written by hand down to a mark, and made from the `Kind` declarations below it; the entries of
`context.jsonld` that are terms of ours are made from `governance.ttl`. A test says when they are out of date.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.facts import KINDS
from kg.graph.iri import CONCEPTS, NAMESPACE
from kg.graph.store import statements
from kg.graph.vocab import FOREIGN, PREFIXES, concepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import Field, Kind

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
MARK = "# --- Made from the declarations of the kinds of facts by `python -m tools.ontology`: write nothing below\n"
_TERM = re.compile(r"^gov:(\w+)\s+a\s+owl:(\w+)", re.MULTILINE)
_PLAIN = {"string", "integer", "decimal", "boolean", "date", "time"}
_STATUS = {"status": "status", "fate": "fate"}
"""Properties that take concepts and are of no kind of fact, with their schemes."""


def every_kind() -> Iterator[Kind]:
    """Give all kinds of facts, those that stand below others too."""
    for kind in KINDS:
        yield kind
        yield from (one.kind for one in kind.fields if one.kind is not None)


def _ranges() -> dict[str, str]:
    """Give what each property of ours takes, as a prefixed name, where the ontology says one thing."""
    rdfs_range = f"{PREFIXES['rdfs']}range"
    return {
        subject.value.removeprefix(NAMESPACE): _short(value.value)
        for subject, predicate, value, _ in statements(ONTOLOGY / "governance.ttl")
        if predicate.value == rdfs_range
    }


def _short(iri: str) -> str:
    prefix = next(name for name, namespace in PREFIXES.items() if iri.startswith(namespace))
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"


def _name(name: str) -> str:
    name = FOREIGN.get(name, name)
    return name if ":" in name else f"gov:{name}"


# -- shapes


def shapes() -> str:
    """Give the shapes of the kinds of facts, as Turtle."""
    ranges = _ranges()
    resources = list(dict.fromkeys(kind for kind in every_kind() if kind.link))
    classes = ", ".join(f"gov:{kind.term}" for kind in resources)
    parts = [f"shape:Fact sh:targetClass {classes} .\nshape:Labelled sh:targetClass {classes} .\n"]
    parts += [_shape(kind, ranges) for kind in resources]
    for subject, owner in (("item", "AgendaItem"), ("meeting", "Meeting"), ("minutes", "Minutes")):
        if links := [line for kind in KINDS if kind.subject == subject for line in _links(kind, ranges)]:
            parts.append(f"shape:{owner}\n{_properties(links)}")
    taken = {one.property: one for kind in every_kind() for one in kind.fields if one.type == "concept"}
    parts += [_scheme(one) for one in taken.values()]
    direct = " ".join(dict.fromkeys(_name(name) for kind in KINDS for name in kind.stated))
    parts.append(f"shape:DirectProperty\n{_properties([f'sh:path rdf:predicate ; sh:in ( {direct} )'])}")
    return "\n".join(parts)


def _shape(kind: Kind, ranges: dict[str, str]) -> str:
    asked = [_asked(kind, one, ranges) for one in kind.fields]
    if kind.ordered:
        asked.append("sh:path gov:order ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 1")
    if kind.of_case:
        asked.append("sh:path gov:concerns ; sh:class gov:Case")
    if kind.subject == "meeting":
        asked.append("sh:path gov:recordedIn ; sh:minCount 1 ; sh:maxCount 1 ; sh:class gov:Minutes")
    return f"shape:{kind.term}\n    a sh:NodeShape ;\n    sh:targetClass gov:{kind.term} ;\n{_properties(asked)}"


def _properties(asked: Sequence[str]) -> str:
    return " ;\n".join(f"    sh:property [ {one} ]" for one in asked) + " .\n"


def _asked(kind: Kind, one: Field, ranges: dict[str, str]) -> str:
    """Give what is asked of one property of a fact: how often it stands there, and what it takes."""
    several = {field.name for field in fields(kind.record) if str(field.type).startswith("tuple")}
    parts = [f"sh:path {_name(one.property)}"]
    if one.name in kind.required:
        parts.append("sh:minCount 1")
    if one.name not in several:
        parts.append("sh:maxCount 1")
    return " ; ".join((*parts, *_takes(one, ranges)))


def _takes(one: Field, ranges: dict[str, str]) -> Iterator[str]:
    """Give what a property takes: a datatype, concepts, or things of some classes."""
    if one.type in _PLAIN:
        yield f"sh:datatype xsd:{one.type}"
        if one.type == "integer":
            yield f"sh:minInclusive {one.least}"
        return
    only = "" if one.type == "item" else ranges.get(one.property, "")
    classes = [f"gov:{name}" for name in one.takes] or ([only] if only.startswith("gov:") else [])
    if len(classes) == 1:
        yield f"sh:class {classes[0]}"
    elif classes:
        yield f"sh:or ( {' '.join(f'[ sh:class {name} ]' for name in classes)} )"
    else:
        yield "sh:nodeKind sh:IRI"


def _links(kind: Kind, ranges: dict[str, str]) -> Iterator[str]:
    """Give what the paragraph, the meeting or the minutes have of a kind: its resources, or its values."""
    if kind.link:
        yield f"sh:path {_name(kind.link)} ; sh:class gov:{kind.term}"
    elif not kind.term:
        yield from (" ; ".join((f"sh:path {_name(one.property)}", *_takes(one, ranges))) for one in kind.fields)


def _scheme(one: Field) -> str:
    names = one.only or [name.partition("/")[2] for name in _in_order() if name.startswith(f"{one.scheme}/")]
    listed = " ".join(f"{one.scheme}:{name}" for name in names)
    path = _name(one.property)
    asked = _properties([f"sh:path {path} ; sh:in ( {listed} )"])
    return f"shape:{one.property}\n    a sh:NodeShape ;\n    sh:targetSubjectsOf {path} ;\n{asked}"


def _in_order() -> list[str]:
    """Give all concepts as they stand in concepts.ttl."""
    text = (ONTOLOGY / "concepts.ttl").read_text(encoding="utf-8")
    return sorted(concepts(), key=lambda name: text.index(f"<{CONCEPTS}{name}>\n    a skos:Concept"))


# -- what JSON-LD calls the terms


def context() -> dict[str, Any]:
    """Give the context: the entries of other vocabularies as they are, between them all terms of ours."""
    before: dict[str, Any] = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    foreign = {name: entry for name, entry in before.items() if not _iri(entry).startswith("gov:")}
    ours = _terms()
    at = next(place for place, entry in enumerate(foreign) if ":" in entry)
    head, tail = dict(list(foreign.items())[:at]), dict(list(foreign.items())[at:])
    return {**head, **ours, **tail}


def _iri(entry: Any) -> str:
    return str(entry["@id"]) if isinstance(entry, dict) else str(entry)


def _terms() -> dict[str, Any]:
    """Give the entry of every class, then of every property of ours, in the order of the ontology."""
    ranges = _ranges()
    schemes = {one.property: one.scheme for kind in every_kind() for one in kind.fields if one.scheme} | _STATUS
    kinds = dict(_TERM.findall((ONTOLOGY / "governance.ttl").read_text(encoding="utf-8")))
    found: dict[str, Any] = {name: f"gov:{name}" for name, kind in kinds.items() if kind == "Class"}
    for name, kind in kinds.items():
        taken = ranges.get(name, "")
        if name in schemes:
            found[name] = {"@id": f"gov:{name}", "@type": "@vocab", "@context": _vocabulary(schemes[name], kinds)}
        elif kind in {"ObjectProperty", "AnnotationProperty"}:
            found[name] = {"@id": f"gov:{name}", "@type": "@id"}
        elif kind == "DatatypeProperty":
            plain = taken in {"", "xsd:string"}
            found[name] = f"gov:{name}" if plain else {"@id": f"gov:{name}", "@type": taken}
    return found


def _vocabulary(scheme: str, terms: dict[str, str]) -> dict[str, str]:
    """Give where the concepts of a scheme begin; one that is called as a term of ours stands there by itself."""
    base = f"{CONCEPTS}{scheme}/"
    names = [name.partition("/")[2] for name in _in_order() if name.startswith(f"{scheme}/")]
    return {"@vocab": base, **{name: base + name for name in names if name in terms}}


def files() -> dict[str, str]:
    """Give the whole text of each file that is made, by its name."""
    by_hand = (ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8").partition(MARK)[0]
    entries = ",\n".join(
        f"    {json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in context().items()
    )
    return {
        "shapes.ttl": f"{by_hand}{MARK}\n{shapes()}",
        "context.jsonld": f'{{\n  "@context": {{\n{entries}\n  }}\n}}\n',
    }


def main() -> None:
    """Write the files anew."""
    for name, text in files().items():
        (ONTOLOGY / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
