"""protokollgraf: the minutes of Swedish regions and municipalities as an RDF knowledge graph."""

__version__ = "0.1.0"
