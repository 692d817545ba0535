"""The map: bodies grouped by organisation, an arrow for each kind of step between two of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.explore import dot, drawing, swedish
from kg.explore.folding import OTHERS
from kg.explore.network import referral_network
from kg.explore.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.explore.legend import Legend
    from kg.explore.movement import Agent, Movement


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture to be drawn.

    Args:
        title: What it shows.
        text: The graph in DOT.
        legend: What its lines mean.
        nodes: The label of what each node stands for, by the node's id in the drawing.
        edges: The movements that each arrow stands for, by the arrow's id in the drawing.
        ends: The ids of the nodes that each arrow joins.
        agents: The agent that each node stands for, by the node's id.
        inner: The movements among what one node stands for, by the node's id: no arrow shows them.
        left: What is said of movements that it does not show; empty where it shows all.
    """

    title: str
    text: str
    legend: Legend
    nodes: Mapping[str, str]
    edges: Mapping[str, Sequence[Movement]]
    ends: Mapping[str, tuple[str, str]]
    agents: Mapping[str, Agent] = field(default_factory=dict)
    inner: Mapping[str, Sequence[Movement]] = field(default_factory=dict)
    left: str = ""


def referral_map(  # noqa: PLR0913 - what a picture is made from, each a thing of its own
    movements: Sequence[Movement],
    title: str,
    language: str = "sv",
    front: str = "",
    *,
    counted: Sequence[Movement] = (),
    merged: bool = False,
) -> Chart:
    """Draw who referred what to which body.

    Args:
        movements: What is drawn.
        title: What it shows.
        language: `sv` or `en`.
        front: What the ids of its parts begin with.
        counted: All movements between its agents, where it shows not all of them: what they send and receive.
        merged: Whether all kinds of step between two agents are one arrow, drawn as the most frequent of them.
    """
    network = referral_network(movements)
    ids = {iri: f"{front}node-{at}" for at, iri in enumerate(network.nodes, start=1)}
    arrows = _arrows([one for one in movements if not _is_inner(one)], merged=merged)
    inner: dict[str, list[Movement]] = defaultdict(list)
    for one in movements:
        if _is_inner(one):
            inner[ids[one.sender.iri]].append(one)
    kinds = {kind for _, _, kind, _ in arrows}
    every = counted or movements
    shown = {"count": len(movements), "all": len(every)}
    left = words(language)["strongest"].format(**shown) if len(every) > len(movements) else ""
    shapes = {drawing.shaped(data["type"], str(data["body_kind"] or "")) for _, data in network.nodes(data=True)}
    legend = drawing.legend(title, kinds, shapes, language, dashed=any(key[3] for key in arrows), left=left)
    lines = drawing.opening("BT", tight=merged)
    # Matters go round in circles, and graphviz breaks one where it meets it first: named from below, the assembly comes
    # out on top.
    heights = {
        iri: drawing.level(str(data["type"]), str(data["body_kind"] or "")) for iri, data in network.nodes(data=True)
    }
    lines += [f"  {dot.quoted(iri)};" for iri in sorted(heights, key=lambda iri: (heights[iri], iri))]
    members: dict[str, list[str]] = defaultdict(list)
    for iri, data in network.nodes(data=True):
        members[data["organisation"] or ""].append(iri)
    nodes = {iri: _node(iri, ids[iri], data, every, language) for iri, data in network.nodes(data=True)}
    for at, (organisation, iris) in enumerate(sorted(members.items(), key=lambda one: swedish.key(one[0])), start=1):
        own = [f"{nodes[iri]}" for iri in iris]
        # An organisation without a unit in the picture is a node, not a box around itself.
        if not organisation or all(network.nodes[iri]["label"] == organisation for iri in iris):
            lines += [f"  {node}" for node in own]
        else:
            box = {
                "label": _organisation(organisation, movements, language),
                "style": "rounded",
                "color": "#8a8a8a",
                "fontsize": 17,
                "labelloc": "b",
            }
            lines += [f"  subgraph cluster_{at} {{", f"    graph{dot.attributes(box)};"]
            lines += [f"    {node}" for node in own] + ["  }"]
    edges: dict[str, Sequence[Movement]] = {}
    ends: dict[str, tuple[str, str]] = {}
    for at, ((sender, receiver, kind, anticipated), told) in enumerate(arrows.items(), start=1):
        edge = f"{front}edge-{at}"
        edges[edge], ends[edge] = told, (ids[sender], ids[receiver])
        style = drawing.edge(drawing.STYLES[kind], drawing.width(len(told)), anticipated=anticipated)
        said = {"id": edge, "label": drawing.edge_label(told, language), **style}
        lines.append(f"  {dot.quoted(sender)} -> {dot.quoted(receiver)}{dot.attributes(said)};")
    labels = {ids[iri]: str(data["label"]) for iri, data in network.nodes(data=True)}
    agents = {ids[end.iri]: end for one in movements for end in (one.sender, one.receiver)}
    return Chart(title, "\n".join((*lines, "}", "")), legend, labels, edges, ends, agents, inner, left)


def _is_inner(one: Movement) -> bool:
    return one.sender.iri == one.receiver.iri and one.sender.iri.startswith(OTHERS)


def _organisation(name: str, movements: Sequence[Movement], language: str) -> str:
    """Call an organisation that no minutes name by the minutes that it was met in."""
    if not name.startswith("unknown-"):
        return name
    documents = sorted(
        {one.document for one in movements if name in {one.sender.organisation, one.receiver.organisation}}
    )
    return f"{words(language)['unknown']} ({', '.join(filter(None, documents))})"


def _arrows(movements: Sequence[Movement], *, merged: bool) -> dict[tuple[str, str, str, bool], list[Movement]]:
    found: dict[tuple[str, str, str, bool], list[Movement]] = defaultdict(list)
    for one in movements:
        found[one.sender.iri, one.receiver.iri, *(("", False) if merged else (one.kind, one.anticipated))].append(one)
    if merged:
        found = {(*key[:2], drawing.kinds(told)[0][0], drawing.is_expected(told)): told for key, told in found.items()}
    order = list(drawing.STYLES)
    return dict(sorted(found.items(), key=lambda pair: (*pair[0][:2], order.index(pair[0][2]), pair[0][3])))


def _node(iri: str, name: str, data: Mapping[str, object], movements: Sequence[Movement], language: str) -> str:
    said = words(language)
    receives = sum(one.receiver.iri == iri for one in movements)
    sends = sum(one.sender.iri == iri for one in movements)
    counts = [said[key].format(count=count) for key, count in (("receives", receives), ("sends", sends)) if count]
    label = f"{drawing.wrapped(str(data['label']))}\n{' · '.join(counts)}"
    heavy = {"penwidth": drawing.ASSEMBLY_FRAME} if data.get("body_kind") == "assembly" else {}
    attributes = {"id": name, "label": label, **drawing.shape(str(data["type"])), **heavy}
    return f"{dot.quoted(iri)}{dot.attributes(attributes)};"
