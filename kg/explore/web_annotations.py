"""Where the minutes say what, as annotations of the W3C: the thing that a passage says, and the passage by its place.

Source: the Web Annotation Data Model (https://www.w3.org/TR/annotation-model/), with a selector by the characters of
the text (TextPositionSelector), one by what stands there (TextQuoteSelector), and the page of a PDF (RFC 3778).
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.explore import movement, network
from kg.explore.labels import prefixed, terms
from kg.explore.movement import Scope, rows

if TYPE_CHECKING:
    from kg.graph.store import Graph

_PASSAGES = """SELECT DISTINCT ?fact ?passage ?begin ?end ?quote ?page ?minutes ?source ?confidence ?rule {
  ?fact gov:supportedBy ?passage .
  ?passage nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?quote ; nif:referenceContext/gov:textOf ?minutes .
  ?minutes dcterms:source ?source .
  OPTIONAL { ?passage gov:page ?page }
  OPTIONAL { ?fact gov:confidence ?confidence }
  OPTIONAL { ?fact gov:extractedBy ?rule }
}"""
_CLASSES = (
    "SELECT DISTINCT ?fact ?class ?label { ?fact gov:supportedBy ?any ; a ?class OPTIONAL { ?fact rdfs:label ?label } }"
)

# A statement has no name of its own: it is called by what it says.
_STATED = """SELECT DISTINCT ?fact ?predicate ?object ?label {
  ?fact a rdf:Statement ; gov:supportedBy ?any ; rdf:predicate ?predicate ; rdf:object ?object
  OPTIONAL { ?object rdfs:label ?label }
}"""


def write(graph: Graph, scope: Scope | None = None) -> str:
    """Give an annotation a fact, with all passages that say it, as one page of annotations in JSON-LD.

    Raises:
        NothingFoundError: No document is within the scope.
    """
    chosen = None if (scope or Scope()) == Scope() else set(network.chosen(graph, scope))
    said: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(graph, _PASSAGES):
        if chosen is None or row["minutes"] in chosen:
            said[row["fact"]].append(row)
    if not said:
        raise movement.nothing("nothing has a passage", graph, scope or Scope())
    known = {row["fact"]: row for row in rows(graph, _CLASSES)}
    for row in rows(graph, _STATED):
        if not known.get(row["fact"], {}).get("label"):
            name = prefixed(row["predicate"])
            label = f"{terms('sv').get(name, name)}: {row['label'] or row['object']}"
            known[row["fact"]] = {**known.get(row["fact"], {}), "label": label}
    items = [_annotation(fact, told, known.get(fact, {})) for fact, told in sorted(said.items())]
    document = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _annotation(fact: str, told: list[dict[str, str]], known: dict[str, str]) -> dict[str, Any]:
    once = {row["passage"]: row for row in told}
    places = sorted(once.values(), key=lambda row: (row["source"], int(row["begin"]), int(row["end"])))
    body = {"id": fact, "format": "text/turtle"}
    if known.get("class"):
        body["classification"] = known["class"]
    if known.get("label"):
        body["label"] = known["label"]
    targets = [_target(row) for row in places]
    return {
        "id": f"{fact}#annotation" if "#" not in fact else f"{fact}-annotation",
        "type": "Annotation",
        "motivation": "classifying",
        "body": body,
        "target": targets if len(targets) > 1 else targets[0],
    }


def _target(row: dict[str, str]) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [
        {"type": "TextPositionSelector", "start": int(row["begin"]), "end": int(row["end"])},
        {"type": "TextQuoteSelector", "exact": row["quote"]},
    ]
    if row["page"]:
        pages = {
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
            "value": f"page={row['page']}",
        }
        selectors.insert(0, pages)
    return {"source": row["minutes"], "title": row["source"], "selector": selectors}
