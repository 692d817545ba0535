"""protokollgraf: the minutes of Swedish regions and municipalities as an RDF knowledge graph.

For users of the library: `build` reads minutes, `save` writes their graph, `load` gives a built one as an
`rdflib.Dataset`, `open` a store where it lies, `ask` puts a question to any of them. docs/python.md shows each.
"""

from __future__ import annotations

from kg.api import annotate, ask, build, load, questions, save
from kg.api import open_ as open  # noqa: A004 - said with its package: kg.open
from kg.version import VERSION

__all__ = ["__version__", "annotate", "ask", "build", "load", "open", "questions", "save"]
__version__ = VERSION
