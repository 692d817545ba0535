"""Documents read back from a store, as far as the identity graph is made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph import shared_statements, spool, tellings
from kg.graph.document_graph import DocumentGraph
from kg.graph.iri import BASE
from kg.graph.registered import body_kind
from kg.graph.resolve import Named
from kg.graph.terms import Rows
from kg.graph.vocab import PREFIXES, term
from kg.model import AGENTS
from kg.resources import register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.store import Asks

_AGENTS = {term(name): name for name in AGENTS}
_MINUTES = """SELECT DISTINCT ?minutes ?digest ?complete ?paged ?facts ?corrected ?settled { GRAPH ?minutes {
  ?minutes a gov:Minutes ; gov:sha256 ?digest ; gov:complete ?complete .
  OPTIONAL { ?minutes gov:factCount ?facts } OPTIONAL { ?minutes gov:paged ?paged }
  OPTIONAL { ?minutes gov:corrected ?corrected }
  OPTIONAL { ?minutes gov:correctedOn ?changed } OPTIONAL { ?minutes gov:adjustedOn ?adjusted }
  BIND(IF(COALESCE(STR(?changed), "") > COALESCE(STR(?adjusted), ""), STR(?changed), COALESCE(STR(?adjusted), ""))
    AS ?settled)
} }"""
_TRUE = {"true", "1"}
# Asked of one document at a time: some services cut an answer after so many rows without a word.
_ITEMS = """SELECT DISTINCT ?item {{ GRAPH <{0}> {{
  ?item gov:recordedIn <{0}> FILTER(!STRSTARTS(STR(?item), "{0}/"))
}} }}"""
_SHARED = f"SELECT DISTINCT ?line {{{{ GRAPH <{{0}}> {{{{ <{{0}}> gov:{shared_statements.KEPT} ?line }}}} }}}}"
_NAMINGS = """SELECT DISTINCT ?thing ?class ?spelling ?times ?how ?unit ?below {{ GRAPH <{0}> {{
  ?naming gov:names ?thing ; gov:namedAs ?class ; gov:spelling ?spelling .
  OPTIONAL {{ ?naming gov:timesPrinted ?times ; gov:matchedBy ?how }}
  OPTIONAL {{ ?naming gov:namedUnitOf ?unit }} OPTIONAL {{ ?naming gov:namedBelow ?below }}
}} }}"""
_TELLINGS = """SELECT DISTINCT ?thing ?property ?value {{{{ GRAPH <{{0}}> {{{{
  ?thing a gov:{0} ; ?property ?value . VALUES ?property {{{{ {1} }}}}
}}}} }}}}"""
_OF_ITEMS = """SELECT DISTINCT ?thing ?property ?value {{{{ GRAPH <{{0}}> {{{{
  {{{{ <{{0}}> ?property ?value BIND(<{{0}}> AS ?thing) }}}}
  UNION {{{{ <{{0}}> gov:recordOf ?thing . ?thing ?property ?value }}}}
  UNION {{{{ ?thing gov:recordedIn <{{0}}> ; ?property ?value }}}}
  VALUES ?property {{{{ {0} }}}}
}}}} }}}}"""
_TOLD = [
    _OF_ITEMS.format(" ".join(f"<{term(name)}>" for name in tellings.OF_ITEMS)),
    *(
        _TELLINGS.format(name, " ".join(f"<{term(one)}>" for one in properties))
        for name, properties in tellings.PROPERTIES.items()
    ),
]


def names(store: Asks) -> list[str]:
    """Give the IRIs of the documents that a store holds, sorted."""
    return sorted({row["minutes"] for row in _rows(store, _MINUTES)})


def documents(store: Asks, base: str = BASE) -> Iterator[DocumentGraph]:
    """Read what each document says of shared things: enough to make the identity graph anew, and no more.

    Args:
        store: A graph in memory or a service elsewhere.
        base: The base of all data.

    Raises:
        EndpointError: The service fails.
    """
    for row in sorted(_rows(store, _MINUTES), key=lambda row: row["minutes"]):
        minutes = row["minutes"]
        found = DocumentGraph(
            minutes,
            row["digest"],
            complete=row["complete"] in _TRUE,
            paged=row["paged"] in _TRUE,
            corrected=row["corrected"] in _TRUE,
            settled_on=row["settled"],
        )
        found.counts[""] = int(row["facts"] or 0)
        found.items = sorted(one["item"] for one in _rows(store, _ITEMS.format(minutes)))
        for naming in sorted(_rows(store, _NAMINGS.format(minutes)), key=lambda one: (one["thing"], one["spelling"])):
            _take(found, naming, base)
        told: tellings.Described = {}
        for query in _TOLD:
            for one in _rows(store, query.format(minutes)):
                values = told.setdefault(one["thing"], {}).setdefault(tellings.NAMES[one["property"]], [])
                values.append(one["value"])
        # A store elsewhere keeps what is said of shared things (whose meeting, what it is about) as lines.
        kept = (spool.triple(line) for line in shared(store, minutes))
        for thing, values_of in tellings.described(kept).items():
            for name, more in values_of.items():
                told.setdefault(thing, {}).setdefault(name, []).extend(more)
        found.paragraphs = list(tellings.paragraphs(minutes, told))
        yield found


def shared(store: Asks, document: str) -> list[str]:
    """Give what a document of a store elsewhere says of shared things, as lines of N-Triples."""
    return [row["line"] for row in _rows(store, _SHARED.format(document))]


def _take(graph: DocumentGraph, naming: dict[str, str], base: str) -> None:
    thing, spelling = naming["thing"], naming["spelling"]
    name = _AGENTS.get(naming["class"])
    if name is None:
        graph.classes[thing] = naming["class"].removeprefix(PREFIXES["gov"])
        graph.labels[thing] = spelling
        return
    place = thing.removeprefix(base)
    named = graph.agents.setdefault(thing, Named(thing, name))
    named.printed[spelling] = int(naming["times"] or 0)
    named.matched[spelling] = naming["how"]
    named.unit_of, named.parent = naming["unit"], naming["below"]
    if name == "GoverningBody":
        named.body_kind = named.body_kind or body_kind(spelling)
    elif name == "Party":
        known = {f"party/{row['id']}": row["abbreviation"] for row in register("parties")}
        named.abbreviation = known.get(place) or ("-" if place == "party/independent" else spelling)
    elif name == "PublicOrganisation":
        codes = {f"org/{row['id']}": row["code"] for row in register("organisations")}
        named.identifier = codes.get(place, "")


def _rows(store: Asks, query: str) -> Iterator[dict[str, str]]:
    answer = store.ask(query)
    if isinstance(answer, Rows):
        for row in answer.rows:
            yield {name: term.value if term else "" for name, term in zip(answer.variables, row, strict=True)}
