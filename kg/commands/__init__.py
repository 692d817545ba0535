"""The commands of `kg`, by what they do: each parses its arguments, calls one function and prints.

The heavy imports (spaCy by kg.conductor, the RDF engine by kg.graph.store) stand inside the commands that need them,
so that `kg --help` and `kg query` answer at once.
"""
