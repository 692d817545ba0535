"""The build's own record: which software read which documents, when, and what it wrote (PROV)."""

from __future__ import annotations

from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Build:
    """What a record tells of a build."""

    base: str
    """The base of all data."""
    inputs: Mapping[str, str]
    """The name of each document that was read, by the IRI of its Minutes."""
    began: datetime
    ended: datetime
    """When it began and ended, with time zone."""
    wordings: Mapping[str, str] = field(default_factory=dict)
    """The digest of each file of wordings that the user added, by its name."""
    helpers: tuple[str, ...] = ()
    """Name and version of what the user let help to read: `spaCy sv_x 1.0`, `tesseract 5.3`."""


def write(output: Path, build: Build) -> None:
    """Write the record of a build beside its file.

    Args:
        output: The built file.
        build: What is told of it.

    Raises:
        OutputError: The folder cannot be written to.
    """
    with files.replacing(path_beside(output)) as stream:
        files.write_turtle(stream, {"": _triples(output.name, build)})


def _triples(output: str, build: Build) -> Iterable[Triple]:
    activity, built = map(iri, build_and_file(build.base, build.began))
    software = iri(software_version(VERSION))
    return {
        (activity, iri(term("rdf:type")), iri(term("prov:Activity"))),
        (activity, iri(term("rdfs:label")), literal(f"build of {output}")),
        (activity, iri(term("prov:startedAtTime")), literal(f"{build.began:%Y-%m-%dT%H:%M:%SZ}", "dateTime")),
        (activity, iri(term("prov:endedAtTime")), literal(f"{build.ended:%Y-%m-%dT%H:%M:%SZ}", "dateTime")),
        (activity, iri(term("prov:wasAssociatedWith")), software),
        (software, iri(term("rdf:type")), iri(term("prov:SoftwareAgent"))),
        (software, iri(term("rdfs:label")), literal(f"protokollgraf {VERSION}")),
        (built, iri(term("rdf:type")), iri(term("prov:Entity"))),
        (built, iri(term("rdfs:label")), literal(output)),
        (built, iri(term("prov:wasGeneratedBy")), activity),
        (built, iri(term("dcterms:license")), iri(LICENCE)),
        *((activity, iri(term("prov:used")), iri(minutes)) for minutes in build.inputs),
        *((iri(minutes), iri(term("dcterms:source")), literal(name)) for minutes, name in build.inputs.items()),
        *(triple for name, digest in build.wordings.items() for triple in _wording(activity, name, digest)),
        *(triple for name in build.helpers for triple in _helper(activity, name)),
    }


def _wording(activity: str, name: str, digest: str) -> Iterable[Triple]:
    """Say that a file of wordings was used: the digest is its name, so that a graph says what it was made with."""
    file = iri(f"urn:sha256:{digest}")
    return {
        (activity, iri(term("prov:used")), file),
        (file, iri(term("rdf:type")), iri(term("prov:Entity"))),
        (file, iri(term("rdfs:label")), literal(f"lexicon {name}")),
    }


def _helper(activity: str, name: str) -> Iterable[Triple]:
    software = iri(f"urn:software:{name.replace(' ', ':')}")
    return {
        (activity, iri(term("prov:wasAssociatedWith")), software),
        (software, iri(term("rdf:type")), iri(term("prov:SoftwareAgent"))),
        (software, iri(term("rdfs:label")), literal(name)),
    }
