"""The words of a query in SPARQL, apart from what only stands in it: strings, IRIs and comments."""

from __future__ import annotations

import re

_QUOTED = re.compile(r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|<[^<>\s]*>|#[^\n]*')


def words(query: str) -> str:
    """Give a query without its strings, IRIs and comments.

    >>> words("SELECT ?s { ?s rdfs:label 'ORDER BY' } # FROM").split()
    ['SELECT', '?s', '{', '?s', 'rdfs:label', '}']
    """
    return _QUOTED.sub(" ", query)
