"""The explorer: routes, pages and the SPARQL protocol over one graph, read-only; answers come from kg.explore."""
