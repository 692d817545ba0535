"""What a document says of shared things, told apart from what is its own and kept as lines, for stores elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.quads import TYPE, iri, literal
from kg.graph.vocab import term

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = "sharedStatement"
"""The property of Minutes that keeps one statement as a line of N-Triples."""


def is_document(name: str, lines: bytes) -> bool:
    """Whether a graph is one of a document of ours: it is named by the Minutes that it describes."""
    return f"{iri(name)} {TYPE} {iri(term('Minutes'))} .\n".encode() in lines


def parted(document: str, lines: bytes) -> bytes:
    r"""Give a document's graph with what it says of shared things as lines on its Minutes; sorted lines of N-Triples.

    A statement is the document's own where it is about, or leads to, something whose IRI stands under the document's:
    nobody else can say it. Every other one (a meeting's body, a paragraph's title, a law's name) another document may
    say too, and a service that gives a triple once for each graph that has it would count it twice.

    >>> parted("urn:m", b"<urn:k> <urn:p> \"a\" .\n<urn:m/1> <urn:p> \"b\" .\n").decode().splitlines()[1]
    '<urn:m> <https://w3id.org/protokollgraf/ns#sharedStatement> "<urn:k> <urn:p> \\"a\\" ." .'
    """
    return "".join(sorted(_parted(document, lines.decode()))).encode()


def _parted(document: str, lines: str) -> Iterator[str]:
    own, minutes = f"<{document}", {f"<{document}>", f"<{document}/", f"<{document}#"}
    kept = f"{iri(document)} {iri(term(KEPT))} "
    for line in lines.splitlines(keepends=True):
        subject, _, value = line.split(" ", 2)
        if any(end.startswith(own) and end[: len(own) + 1] in minutes for end in (subject, value)):
            yield line
        else:
            yield f"{kept}{literal(line.rstrip())} .\n"
