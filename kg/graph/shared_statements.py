"""What a document says of shared things, told apart from what is its own and kept as lines, for stores elsewhere."""

from __future__ import annotations

from kg.graph.quads import TYPE, iri, literal
from kg.graph.vocab import term

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
    own, shared = split(document, lines)
    kept = f"{iri(document)} {iri(term(KEPT))} "
    told = (f"{kept}{literal(line.decode().rstrip())} .\n".encode() for line in shared)
    return b"".join(sorted([*own, *told]))


def split(document: str, lines: bytes) -> tuple[list[bytes], list[bytes]]:
    r"""Part a document's graph into what nobody else can say and what others may say too, as lines.

    >>> split("urn:m", b"<urn:k> <urn:p> \"a\" .\n<urn:m/1> <urn:p> \"b\" .\n")
    ([b'<urn:m/1> <urn:p> "b" .\n'], [b'<urn:k> <urn:p> "a" .\n'])
    """
    begins = tuple(f"<{document}{end}".encode() for end in ">/#")
    own: list[bytes] = []
    shared: list[bytes] = []
    for line in lines.splitlines(keepends=True):
        is_own = line.startswith(begins) or line.split(b" ", 2)[2].startswith(begins)
        (own if is_own else shared).append(line)
    return own, shared
