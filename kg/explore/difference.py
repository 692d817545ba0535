"""What two graphs differ in: documents that one alone has, and in those of both the facts that differ."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from kg.explore.tables import short
from kg.graph import spool
from kg.graph.quads import LABEL, TYPE, iri
from kg.graph.vocab import PREFIXES, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.graph.store import Graph

_SOURCE, _SUPPORTED = iri(term("dcterms:source")), iri(term("supportedBy"))
_BEHIND = {iri(term(name)) for name in ("Passage", "Naming", "nif:Context")}
"""Classes of what stands behind facts and is none itself."""
_MANY = 20
"""So many facts of a document the text form lists; the JSON form has all."""
_UNION = ""
"""How the graph is called of a file that has only one, the union of all."""

_Things = dict[str, set[tuple[str, str]]]
"""What is said of each thing: properties and values, written as N-Triples does."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A thing that differs: `-` in A alone, `+` in B alone, `~` said otherwise, with each property's values in both."""

    sign: str
    iri: str
    label: str
    said: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A document that differs, or the identity graph: its IRI in A and in B, empty where it is not there."""

    name: str
    before: str
    after: str
    facts: tuple[Fact, ...] = ()
    triples: int = 0
    """How many triples differ, those of passages among them."""


def differences(before: Graph, after: Graph) -> list[Document]:
    """Compare two graphs document by document.

    A document of one name whose bytes changed is compared with what it was: places in the text do not count then.

    Args:
        before: A.
        after: B.

    Returns:
        What differs, by name; nothing where both say the same.
    """
    old, new = before.lines(), after.lines()
    if not old or not new:  # a file that is a union: compared as a whole
        old, new = {_UNION: _whole(before)}, {_UNION: _whole(after)}
    found = [_compared(_name(new[one], one), one, one, old, new) for one in old.keys() & new.keys()]
    gone = {_name(old[one], one): one for one in sorted(old.keys() - new.keys())}
    come = {_name(new[one], one): one for one in sorted(new.keys() - old.keys())}
    for name in sorted(gone.keys() | come.keys()):
        if name in gone and name in come:
            found.append(_compared(name, gone[name], come[name], old, new))
        else:
            lines = old[gone[name]] if name in gone else new[come[name]]
            found.append(Document(name, gone.get(name, ""), come.get(name, ""), triples=lines.count(b" .\n")))
    return sorted((one for one in found if one.triples), key=lambda one: (one.name, one.before, one.after))


def _whole(graph: Graph) -> bytes:
    return b"".join(graph.lines().values()) or spool.pack(
        {(s.written(), p.written(), o.written()) for s, p, o, _ in graph.match()}
    )


def _name(lines: bytes, graph: str) -> str:
    """Call a document by its name, another graph by the end of its IRI."""
    begin = f"{iri(graph)} {_SOURCE} ".encode()
    at = lines.find(begin)
    if at < 0:
        return graph.rpartition("/")[2] or "the whole graph"
    return _text(lines[at + len(begin) : lines.index(b" .\n", at)].decode())


def _compared(name: str, before: str, after: str, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Document:
    was, now = old[before], new[after]
    if was == now:
        return Document(name, before, after)
    lines_was, lines_now = set(was.decode().split("\n")), set(now.decode().split("\n"))
    things_was, things_now = _things(lines_was), _things(lines_now)
    if before != after:
        things_was, things_now = _inside(things_was, before), _inside(things_now, after)
    facts = tuple(_facts(things_was, things_now))
    return Document(name, before, after, facts, max(len(lines_was ^ lines_now), len(facts)))


def _things(lines: Iterable[str]) -> _Things:
    found: _Things = {}
    for line in lines:
        if line:
            subject, predicate, value = spool.triple(line)
            found.setdefault(subject, set()).add((predicate, value))
    return found


def _inside(things: _Things, minutes: str) -> _Things:
    """Write IRIs as they are below the document, and leave out where in its text something stands."""
    own = f"<{minutes}"

    def named(written: str) -> str:
        return f"<{written.removeprefix(own)}" if written.startswith(own) else written

    return {
        named(thing): {(predicate, named(value)) for predicate, value in said if predicate != _SUPPORTED}
        for thing, said in things.items()
    }


def _facts(was: _Things, now: _Things) -> Iterator[Fact]:
    for thing in sorted(was.keys() | now.keys()):
        old, new = was.get(thing, set()), now.get(thing, set())
        if old == new or {(TYPE, one) for one in _BEHIND} & (old | new):
            continue
        sign = "~" if old and new else "-" if old else "+"
        said = {
            _short(predicate): (_values(old - new, predicate), _values(new - old, predicate))
            for predicate in sorted({predicate for predicate, _ in old ^ new})
        }
        label = next(iter(_values(new or old, LABEL)), "")
        yield Fact(sign, thing.strip("<>"), label, said if sign == "~" else {})


def _values(said: Iterable[tuple[str, str]], predicate: str) -> tuple[str, ...]:
    return tuple(sorted(_short(value) for one, value in said if one == predicate))


def _short(written: str) -> str:
    """Write a term as one reads it: a literal's text, an IRI with a prefix or by its end."""
    if written[0] != "<":
        return _text(written)
    bare = written.strip("<>")
    at = max(bare.rfind("#"), bare.rfind("/")) + 1
    prefix = next((name for name, namespace in PREFIXES.items() if namespace == bare[:at]), "")
    return f"{prefix}:{bare[at:]}" if prefix else short(bare)


def _text(written: str) -> str:
    """Give the text of a literal on one line."""
    text = written[1 : written.rindex('"')]
    return " ".join(text.replace("\\n", " ").replace('\\"', '"').replace("\\\\", "\\").split())


def as_data(found: Iterable[Document]) -> list[dict[str, Any]]:
    """Give differences as plain data."""
    return [asdict(one) for one in found]


def as_text(found: Iterable[Document]) -> str:
    """Lay differences out for reading: a document a paragraph, a fact a line, with what it said and says."""
    return "".join(f"{line}\n" for one in found for line in _lines(one))


def _lines(one: Document) -> Iterator[str]:
    if not one.before or not one.after:
        yield f"{'+' if one.after else '-'} {one.name} ({one.triples} triples)"
        return
    yield f"~ {one.name} ({one.triples} triples{', other bytes' if one.before != one.after else ''})"
    for fact in one.facts[:_MANY]:
        yield f"  {fact.sign} {short(fact.iri) or one.name}  {fact.label}".rstrip()
        for name, (was, now) in fact.said.items():
            yield f"      {name}: {', '.join(was) or '–'} → {', '.join(now) or '–'}"
    if len(one.facts) > _MANY:
        yield f"  and {len(one.facts) - _MANY} more"
