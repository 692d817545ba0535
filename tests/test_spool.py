"""Graphs kept on disk: what comes back is what went in, sorted as triples are, whatever the literals hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.graph.quads import Triple, iri, literal
from kg.graph.spool import Spool, pack, text, triple, union

IRIS = st.text("ab/#-1å", min_size=1, max_size=6).map(iri)
LITERALS = st.builds(literal, st.text(max_size=12).filter(str.isprintable), st.sampled_from(["", "date", "integer"]))
ODD = st.sampled_from(["a", "a b", 'a"', "a .\n", "a\n", "a\\", "å", "\U0001f600", "\u2028", "\x85"]).map(literal)
TRIPLES = st.sets(st.tuples(IRIS, IRIS, IRIS | LITERALS | ODD), max_size=30)


@given(st.lists(TRIPLES, max_size=5))
def test_a_stored_graph_gives_its_triples_sorted_and_the_union_each_of_them_once(graphs: list[set[Triple]]) -> None:
    spool = Spool()
    for number, triples in enumerate(graphs):
        spool.add(f"urn:{number}", pack(triples))
    for number, triples in enumerate(graphs):
        assert list(spool[f"urn:{number}"]) == sorted(triples)
        assert len(spool[f"urn:{number}"]) == len(triples)
        assert text(spool[f"urn:{number}"]) == text(triples)
    together: set[Triple] = set().union(*graphs)
    assert list(map(triple, union(spool))) == sorted(together)


def test_a_graph_longer_than_what_is_read_at_once_is_cut_nowhere() -> None:
    spool = Spool()
    graphs = [{(f"<urn:s{n}>", "<urn:p>", literal("å" * (n % 700))) for n in range(begin, 900, 2)} for begin in (0, 1)]
    for number, triples in enumerate(graphs):
        spool.add(f"urn:{number}", pack(triples))
    assert list(map(triple, union(spool))) == sorted(graphs[0] | graphs[1])
    assert list(spool) == ["urn:0", "urn:1"]
