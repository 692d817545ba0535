"""protokollgraf: the minutes of Swedish regions and municipalities as an RDF knowledge graph.

For users of the library: `load` gives a built graph as an `rdflib.Dataset`, `kg.build.build` builds one.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphError

if TYPE_CHECKING:
    from os import PathLike

    from rdflib import Dataset

__all__ = ["__version__", "load"]
__version__ = "0.1.0"

_FORMATS = {".trig": "trig", ".nq": "nquads", ".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld"}


def load(file: str | PathLike[str]) -> Dataset:
    """Load a built graph for use with rdflib.

    Queries go to the union of all graphs; `dataset.graph(iri)` is the graph of one document, named by its Minutes.

    >>> import kg
    >>> dataset = kg.load("out/sample.trig")
    >>> rows = dataset.query('''
    ...     PREFIX gov: <https://w3id.org/protokollgraf/ns#>
    ...     SELECT (COUNT(DISTINCT ?meeting) AS ?meetings) { ?minutes gov:recordOf ?meeting }
    ... ''')
    >>> [int(row.meetings) > 0 for row in rows]
    [True]

    Args:
        file: A .trig, .nq or .jsonld file, or a .ttl or .nt file, which holds the union of all graphs.

    Returns:
        The dataset, its default graph the union of all its graphs.

    Raises:
        GraphError: The file is missing, its ending is unknown or it is broken.
    """
    path = Path(file)
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        hint = f"read are {', '.join(_FORMATS)}"
        raise GraphError(f"no graph ends in {path.suffix or 'nothing'}", where=str(path), hint=hint)
    if not path.is_file():
        raise GraphError("there is no such file", where=str(path), hint="make one with: kg build PATH... -o FILE")
    # rdflib takes a third of a second to import: only who loads a graph pays for it.
    from rdflib import Dataset  # noqa: PLC0415
    from rdflib.exceptions import ParserError  # noqa: PLC0415

    dataset = Dataset(default_union=True)
    try:
        with path.open("rb") as stream, warnings.catch_warnings():
            # rdflib 7.6 warns of names that its own parsers still use.
            warnings.filterwarnings("ignore", r"(Dataset|ConjunctiveGraph)\b", DeprecationWarning)
            dataset.parse(stream, format=form)
    except (SyntaxError, ValueError, LookupError, ParserError) as problem:  # each parser has its own
        told = " ".join(str(problem).split())[:200]
        hint = "build it again, or look at that line"
        raise GraphError(f"is no valid {form}: {told}", where=str(path), hint=hint) from problem
    except OSError as problem:
        raise GraphError(f"cannot be read: {problem.strerror or problem}", where=str(path)) from problem
    return dataset
