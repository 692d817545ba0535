"""The forms of RDF that graphs are written and read in: the ending of each, its name in rdflib, if it names graphs."""

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """A form of RDF; one that names no graphs holds the union of all."""

    rdflib: str
    names_graphs: bool


FORMS = {
    ".trig": Form("trig", names_graphs=True),
    ".nq": Form("nquads", names_graphs=True),
    ".ttl": Form("turtle", names_graphs=False),
    ".nt": Form("nt", names_graphs=False),
    ".jsonld": Form("json-ld", names_graphs=True),
}
"""By the ending of a file."""
