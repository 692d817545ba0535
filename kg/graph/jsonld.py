"""RDF as JSON-LD: compacted with ontology/context.jsonld, a block a graph, a line a resource, always the same bytes."""

from __future__ import annotations

import json
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from kg.errors import ShareError
from kg.graph.quads import TYPE, XSD
from kg.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.graph.quads import Triple

_NATIVE = {f"{XSD}integer", f"{XSD}nonNegativeInteger", f"{XSD}boolean"}
"""Datatypes whose canonical values JSON writes as its own numbers and truth values."""


class _Key(NamedTuple):
    """How a property is written: its key, what its values are read as, and where its concepts begin."""

    name: str
    type: str = ""
    vocabulary: str = ""


class Context:
    """The shipped context, read for writing.

    Args:
        context: What stands under `@context`.

    Raises:
        ShareError: An entry is written in a way that this writer does not do.
    """

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._prefixes = {
            name: iri
            for name, iri in context.items()
            if isinstance(iri, str) and iri.endswith(("#", "/")) and "://" in iri
        }
        self._terms: dict[str, _Key] = {}
        for name, entry in context.items():
            if name in self._prefixes or name.startswith("@") or entry in ("@id", "@type"):
                continue
            written: dict[str, Any] = {"@id": entry} if isinstance(entry, str) else entry
            if set(written) - {"@id", "@type", "@context"}:
                raise ShareError(f"the entry {name} is not understood", where="ontology/context.jsonld")
            kind = written.get("@type", "")
            self._terms[self.expanded(written["@id"])] = _Key(
                name,
                kind if kind.startswith("@") else self.expanded(kind),
                written.get("@context", {}).get("@vocab", ""),
            )

    def expanded(self, short: str) -> str:
        """Give the IRI of a prefixed name."""
        prefix, colon, local = short.partition(":")
        return self._prefixes[prefix] + local if colon and prefix in self._prefixes else short

    def _prefixed(self, iri: str) -> str:
        at = max(iri.rfind("#"), iri.rfind("/")) + 1
        return next((f"{name}:{iri[at:]}" for name, namespace in self._prefixes.items() if namespace == iri[:at]), iri)

    def term(self, iri: str) -> str:
        """Write a class or property."""
        return self._terms[iri].name if iri in self._terms else self._prefixed(iri)

    def key(self, predicate: str) -> _Key:
        """Say how a property and its values are written."""
        return self._terms.get(predicate) or _Key(self._prefixed(predicate))

    def value(self, key: _Key, written: str) -> Any:
        """Write an object of a property, given as N-Triples writes it."""
        if written[0] == "<":
            return self._resource(key, written[1:-1])
        at = written.rindex('"') + 1
        text, suffix = json.loads(written[:at]), written[at:]  # N-Triples escapes as JSON does
        if suffix.startswith("@"):
            return {"@value": text, "@language": suffix[1:]}
        datatype = suffix[3:-1]
        if datatype != key.type:
            # With its datatype even where that is string: a reader would take the bare value for what the entry says.
            return {"@value": text, "@type": self._prefixed(datatype or f"{XSD}string")}
        if datatype in _NATIVE:
            native = {"true": True, "false": False}.get(text) if datatype == f"{XSD}boolean" else _whole(text)
            return text if native is None else native
        return text

    def _resource(self, key: _Key, iri: str) -> Any:
        if key.type == "@id":
            return iri
        if key.type != "@vocab":
            return {"id": iri}
        if key.vocabulary:
            local = iri.removeprefix(key.vocabulary)
            return iri if "/" in local or not local else local
        return self.term(iri)


def _whole(text: str) -> int | None:
    """Give a number that is written as JSON would write it."""
    return int(text) if text.isascii() and text.isdigit() and (text == "0" or text[0] != "0") else None


@cache
def shipped() -> dict[str, Any]:
    """Read `ontology/context.jsonld`.

    Raises:
        ShareError: It is missing or no JSON-LD context.
    """
    path = folder("ontology") / "context.jsonld"
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"]
    except (OSError, ValueError, KeyError) as problem:
        raise ShareError(f"cannot read the context: {problem}", where=str(path)) from problem
    return found


def write_jsonld(stream: TextIO, graphs: Mapping[str, Iterable[Triple]]) -> None:
    """Write JSON-LD 1.1: the context within the file, so that nothing need be fetched to read it."""
    context = Context(shipped())
    stream.write(f'{{"@context": {_dumps(shipped())},\n"@graph": [')
    for count, graph in enumerate(sorted(graphs)):
        stream.write(f'{"," if count else ""}\n{{"id": {_dumps(graph)}, "@graph": [')
        nodes = groupby(sorted(graphs[graph]), itemgetter(0))
        stream.writelines(
            f"{',' if number else ''}\n{_dumps(_node(context, subject[1:-1], triples))}"
            for number, (subject, triples) in enumerate(nodes)
        )
        stream.write("\n]}")
    stream.write("\n]}\n")


def _node(context: Context, subject: str, triples: Iterable[Triple]) -> dict[str, Any]:
    node: dict[str, Any] = {"id": subject}
    for predicate, group in groupby(triples, itemgetter(1)):
        if predicate == TYPE:
            name, values = "type", [context.term(value[1:-1]) for _, _, value in group]
        else:
            key = context.key(predicate[1:-1])
            name, values = key.name, [context.value(key, value) for _, _, value in group]
        node[name] = values if len(values) > 1 else values[0]
    return node


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
