"""Values as every file format can hold them: no list, no date, no character that XML forbids, one type a property."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

Plain = str | int | float | bool

# What XML 1.0 cannot hold, even escaped. Form feeds and other controls, which PDFs yield, part words: a space.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
_INTEGERS = range(-(2**63), 2**63)


def text(value: str) -> str:
    r"""Replace the characters that XML and UTF-8 cannot hold.

    >>> text("sid 1\x0csid 2\ud800\r\n")
    'sid 1 sid 2\ufffd\n'
    """
    newlines = value.replace("\r\n", "\n").replace("\r", "\n")
    return _NO_CHARACTER.sub("\ufffd", _CONTROL.sub(" ", newlines))


def value(given: object) -> Plain | None:
    """Give a value as a string, a number or a boolean; None where there is nothing to say.

    The members of a list or a set are joined by `; `, those of a set sorted; a number that no reader holds, and any
    other object, such as a date, is written as text.

    >>> value(["§ 3", None, 4])
    '§ 3; 4'
    """
    if given is None:
        return None
    if isinstance(given, (set, frozenset)):
        given = sorted(given, key=str)
    if isinstance(given, (list, tuple)):
        parts = [value(part) for part in given]
        return "; ".join(_written(part) for part in parts if part is not None) if parts else None
    if isinstance(given, bool):
        return given
    if isinstance(given, int):
        return int(given) if given in _INTEGERS else str(given)
    if isinstance(given, float):
        return float(given) if math.isfinite(given) else str(given)
    return text(str(given))


def network(given: nx.Graph[Any]) -> nx.Graph[str]:
    """Give a copy of a network that any writer takes: nodes and edges sorted, each property of one type.

    The kind of network (directed, with parallel edges) is kept; of two nodes whose names come out alike, the names are
    told apart by a number.
    """
    names: dict[Any, str] = {}
    taken: set[str] = set()
    for node in sorted(given.nodes, key=str):
        name = plain = text(str(node))
        at = 1
        while name in taken:
            at += 1
            name = f"{plain} ({at})"
        taken.add(name)
        names[node] = name
    copy: nx.Graph[str] = given.__class__()
    nodes = sorted((names[node], _properties(data)) for node, data in given.nodes(data=True))
    _one_type(data for _, data in nodes)
    copy.add_nodes_from(nodes)
    if given.is_multigraph():
        multi: Any = given
        edges = [
            (names[s], names[t], text(str(key)), _properties(data))
            for s, t, key, data in multi.edges(data=True, keys=True)
        ]
    else:
        edges = [(names[s], names[t], "", _properties(data)) for s, t, data in given.edges(data=True)]
    edges.sort(key=lambda edge: (*edge[:3], sorted((name, str(one)) for name, one in edge[3].items())))
    _one_type(data for *_, data in edges)
    for source, target, key, data in edges:
        # Properties as a dict: a name such as `key` is no argument of the call.
        edge: Any = (source, target, key, data) if given.is_multigraph() else (source, target, data)
        copy.add_edges_from([edge])
    return copy


def _properties(data: Mapping[Any, object]) -> dict[str, Plain]:
    found = {text(str(name)): value(one) for name, one in sorted(data.items(), key=lambda pair: str(pair[0]))}
    return {name: one for name, one in found.items() if one is not None}


def _one_type(records: Iterable[dict[str, Plain]]) -> None:
    """Make every property of one type: where numbers and text meet, all is text."""
    known = list(records)
    types: dict[str, set[type]] = defaultdict(set)
    for record in known:
        for name, one in record.items():
            types[name].add(type(one))
    for record in known:
        for name, one in record.items():
            if types[name] == {int, float}:
                record[name] = float(one)
            elif len(types[name]) > 1:
                record[name] = _written(one)


def _written(one: Plain) -> str:
    return str(one).lower() if isinstance(one, bool) else str(one)
