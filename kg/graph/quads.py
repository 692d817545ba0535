"""Terms written as N-Triples."""

from __future__ import annotations

import re
from typing import Any

Triple = tuple[str, str, str]
"""Subject, predicate and object, each written as N-Triples does."""
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
_ESCAPES = str.maketrans({
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t",
    **{chr(c): f"\\u{c:04X}" for c in (*range(9), 11, 12, *range(14, 32), 127)},
})  # fmt: skip


_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f]')


def iri(value: str) -> str:
    """Write an IRI as N-Triples does."""
    return f"<{value}>"


def literal(value: str, datatype: str = "") -> str:
    """Write a literal as N-Triples does."""
    text = f'"{value.translate(_ESCAPES) if _ESCAPED.search(value) else value}"'
    return f"{text}^^<{XSD}{datatype}>" if datatype else text


def unescaped(text: str) -> str:
    r"""Give a text as it is, from how `literal` writes it between its quotes.

    >>> unescaped(r"rad 1\nrad \"2\" \\n \u000C")
    'rad 1\nrad "2" \\n \x0c'
    """
    return _WRITTEN.sub(_letter, text) if "\\" in text else text


_WRITTEN = re.compile(r"\\(?:u([0-9A-F]{4})|(.))")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t"}


def _letter(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 16)) if escaped[1] else _LETTERS.get(escaped[2], escaped[2])


def plain(written: str) -> str:
    r"""Give the value of a written term, without its datatype.

    >>> plain("<urn:a>"), plain('"en \\"rad\\""'), plain('"2031-02-03"^^<http://www.w3.org/2001/XMLSchema#date>')
    ('urn:a', 'en "rad"', '2031-02-03')
    """
    return written[1:-1] if written.startswith("<") else unescaped(written[1 : written.rindex('"')])


def decimal(written: str) -> str:
    """Write a decimal number in the one form that engines which keep numbers by their value give back.

    >>> decimal("0.90"), decimal("1.00"), decimal("1200000")
    ('"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"1"^^<http://www.w3.org/2001/XMLSchema#decimal>', \
'"1200000"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    """
    return literal(written.rstrip("0").rstrip(".") if "." in written else written, "decimal")


def typed(value: Any, kind: str) -> str:
    """Write a value of a field by the type of the field."""
    if kind == "boolean":
        return literal("true" if value else "false", "boolean")
    if kind == "decimal":
        return decimal(str(value))
    if kind == "integer":
        return literal(str(value), kind)
    if kind in {"date", "time"}:
        return literal(value, kind)
    return literal(value)
