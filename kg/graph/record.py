"""The build's own record: which software read which documents, when, and what it wrote (PROV)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph import files
from kg.graph.iri import build_and_file, software_version
from kg.graph.quads import iri, literal
from kg.graph.vocab import term
from kg.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from kg.graph.quads import Triple

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
"""Of the statements in a built file (CC0). The minutes that they quote are public documents of their authorities."""


def path_beside(output: Path) -> Path:
    """Give where the record of a built file stands: `x.trig.prov.ttl` beside `x.trig`."""
    return output.with_name(f"{output.name}.prov.ttl")


def write(output: Path, base: str, inputs: Mapping[str, str], began: datetime, ended: datetime) -> None:
    """Write the record of a build beside its file.

    Args:
        output: The built file.
        base: The base of all data.
        inputs: The name of each document that was read, by the IRI of its Minutes.
        began: When the build began, with time zone.
        ended: When it ended.

    Raises:
        OutputError: The folder cannot be written to.
    """
    with files.replacing(path_beside(output)) as stream:
        files.write_turtle(stream, {"": _triples(output.name, base, inputs, began, ended)})


def _triples(output: str, base: str, inputs: Mapping[str, str], began: datetime, ended: datetime) -> Iterable[Triple]:
    activity, built = map(iri, build_and_file(base, began))
    software = iri(software_version(VERSION))
    return {
        (activity, iri(term("rdf:type")), iri(term("prov:Activity"))),
        (activity, iri(term("rdfs:label")), literal(f"build of {output}")),
        (activity, iri(term("prov:startedAtTime")), literal(f"{began:%Y-%m-%dT%H:%M:%SZ}", "dateTime")),
        (activity, iri(term("prov:endedAtTime")), literal(f"{ended:%Y-%m-%dT%H:%M:%SZ}", "dateTime")),
        (activity, iri(term("prov:wasAssociatedWith")), software),
        (software, iri(term("rdf:type")), iri(term("prov:SoftwareAgent"))),
        (software, iri(term("rdfs:label")), literal(f"protokollgraf {VERSION}")),
        (built, iri(term("rdf:type")), iri(term("prov:Entity"))),
        (built, iri(term("rdfs:label")), literal(output)),
        (built, iri(term("prov:wasGeneratedBy")), activity),
        (built, iri(term("dcterms:license")), iri(LICENCE)),
        *((activity, iri(term("prov:used")), iri(minutes)) for minutes in inputs),
        *((iri(minutes), iri(term("dcterms:source")), literal(name)) for minutes, name in inputs.items()),
    }
