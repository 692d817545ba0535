"""SPARQL services elsewhere: asked through SPARQLWrapper, filled by the Graph Store Protocol or by SPARQL Update.

The only file that knows SPARQLWrapper, and the only one that speaks HTTP to others.
"""

from __future__ import annotations

import base64
import re
import urllib.error
import urllib.request
import warnings
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLExceptions, SPARQLWrapper

from kg.errors import EndpointError, GraphError, QueryError, TimeLimitError
from kg.graph.store import Answer, Rows, Truth, read_answer
from kg.graph.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.graph.store import Graph

SECONDS = 60
"""How long an endpoint may take to answer, unless the user says otherwise."""
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
# Strings, IRIs and comments of a query: what stands in them is none of its words.
_QUOTED = re.compile(r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|<[^<>\s]*>|#[^\n]*')
_PROLOGUE = re.compile(r"\s*(?:BASE\s|PREFIX\s+[^\s:]*\s*:)", re.IGNORECASE)
_DECLARED = re.compile(r"\bPREFIX\s+([^\s:]*)\s*:", re.IGNORECASE)
# The keywords, and not the variable ?from.
_HAS_DATASET = re.compile(r"(?<![\w?$:-])FROM(?![\w:-])", re.IGNORECASE)
_NAMES_GRAPHS = re.compile(r"(?<![\w?$:-])GRAPH(?![\w:-])", re.IGNORECASE)
# Whether documents stand in named graphs that the default graph does not show: the one question that tells services
# whose default graph is the union (GraphDB, Virtuoso, QLever, or any told so) from those whose is not (Fuseki).
_APART = (
    "ASK { GRAPH ?g { ?minutes a gov:Minutes ; gov:sha256 ?digest } "
    "FILTER NOT EXISTS { ?minutes a gov:Minutes ; gov:sha256 ?digest } }"
)
_GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
_HINT = (
    "give the address of its query service, such as http://localhost:7878/query or http://localhost:3030/data/sparql"
)


class Endpoint:
    """A SPARQL query service that is asked over the union of its named graphs.

    The union is asked for in three ways, so that it holds whatever the service is: with the parameter
    `union-default-graph` (Oxigraph; others leave it unread); then the service is asked whether its default graph shows
    what its named graphs hold; where it does not, every query names all graphs as its default graph
    (`default-graph-uri` of the SPARQL 1.1 Protocol). A query with a FROM of its own is sent as it stands.

    Args:
        url: Where it listens; a name and password may stand in it (`https://name:password@host/query`).
        timeout: Seconds that one request may take.

    Raises:
        EndpointError: The address is no http or https one.
    """

    def __init__(self, url: str, timeout: int = SECONDS) -> None:
        self._url, self._login = _address(url)
        self.name = self._url
        self._timeout = timeout
        self._graphs: list[str] | None = None

    def ask(self, query: str) -> Answer:
        """Answer a SPARQL query of any form; the prefixes of `PREFIXES` need no declaration.

        Raises:
            QueryError: The service does not understand the query.
            EndpointError: It cannot be reached, refuses, or gives no SPARQL results.
            TimeLimitError: It takes too long.
        """
        words = _QUOTED.sub(" ", query)
        if _HAS_DATASET.search(words):
            return self._send(query, {})
        parameters = {"union-default-graph": ["true"]}
        if graphs := self._dataset():
            parameters = {"default-graph-uri": graphs}
            if _NAMES_GRAPHS.search(words):
                parameters["named-graph-uri"] = graphs
        return self._send(query, parameters)

    def _dataset(self) -> list[str]:
        """Give the graphs that every query has to name; empty where the service's default graph is their union."""
        if self._graphs is None:
            apart = self._send(_APART, {"union-default-graph": ["true"]})
            rows = self._send(_GRAPHS, {}) if apart == Truth(value=True) else Rows(("g",), [])
            found = rows.rows if isinstance(rows, Rows) else []
            self._graphs = [term.value for (term,) in found if term is not None]
        return self._graphs

    def _send(self, query: str, parameters: dict[str, list[str]]) -> Answer:
        form = _form(query)
        triples = form in {"CONSTRUCT", "DESCRIBE"}
        service = SPARQLWrapper(self._url, returnFormat=TURTLE if triples else JSON)
        service.setMethod(POST)
        service.setOnlyConneg(onlyConneg=True)
        service.setTimeout(self._timeout)
        if self._login:
            service.addCustomHttpHeader("Authorization", self._login)
        for name, values in parameters.items():
            for value in values:
                service.addParameter(name, value)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it guesses the form of the query, and warns where it cannot
            service.setQuery(_with_prefixes(query))
        service.queryType = form
        data, content = _answered(lambda: _read(service), self._url, self._timeout)
        try:
            return read_answer(data, triples=triples)
        except ValueError as problem:
            told = f"gives no SPARQL results but {content or 'something without a type'}"
            raise EndpointError(told, where=self._url, hint=_HINT) from problem


def push(graph: Graph, url: str, *, update: bool = False, timeout: int = SECONDS) -> list[str]:
    """Put every named graph of a file into a store, each replaced as a whole; other graphs there stay as they are.

    The union is never written anywhere: the store's own default graph is left alone.

    Args:
        graph: The file's graphs.
        url: The store's Graph Store Protocol address, or its SPARQL Update address if `update`.
        update: Whether to speak SPARQL Update.
        timeout: Seconds that one graph may take.

    Returns:
        The IRIs of the graphs.

    Raises:
        GraphError: The file has no named graphs.
        EndpointError: The store cannot be reached or refuses.
        TimeLimitError: It takes too long.
    """
    where, login = _address(url)
    names = graph.named()
    if not names:
        hint = "a .ttl or .nt file holds the union only: build a .trig or .nq file"
        raise GraphError("has no named graphs to push", where=graph.name, hint=hint)
    for name in names:
        data = graph.ntriples(name)
        if update:
            request = urllib.request.Request(where, data=_replacing(name, data), method="POST")  # noqa: S310 - http(s)
            request.add_header("Content-Type", "application/sparql-update")
        else:
            address = f"{where}{'&' if '?' in where else '?'}graph={quote(name, safe='')}"
            request = urllib.request.Request(address, data=data, method="PUT")  # noqa: S310 - _address lets http(s) pass
            request.add_header("Content-Type", "application/n-triples")
        if login:
            request.add_header("Authorization", login)
        _answered(lambda request=request: _put(request, timeout), where, timeout)  # type: ignore[misc]
    return names


def _replacing(name: str, data: bytes) -> bytes:
    """Write the update that replaces one graph: N-Triples are SPARQL as they stand."""
    return f"DROP SILENT GRAPH <{name}> ;\nINSERT DATA {{ GRAPH <{name}> {{\n".encode() + data + b"} }\n"


def _put(request: urllib.request.Request, timeout: int) -> tuple[bytes, str]:
    with urllib.request.urlopen(request, timeout=timeout) as response:  # noqa: S310 - _address lets only http(s) pass
        return response.read(), ""


def _read(service: SPARQLWrapper) -> tuple[bytes, str]:
    result = service.query()
    with result.response as response:
        return response.read(), response.headers.get_content_type()


def _answered(request: Callable[[], tuple[bytes, str]], where: str, timeout: int) -> tuple[bytes, str]:
    """Send a request, and tell what went wrong in words of ours."""
    try:
        return request()
    except TimeoutError as problem:
        hint = "give it more with --timeout"
        raise TimeLimitError(f"did not answer within {timeout} seconds", where=where, hint=hint) from problem
    except SPARQLExceptions.QueryBadFormed as problem:
        raise QueryError(f"does not understand the query: {_told(problem)}", where=where) from problem
    except SPARQLExceptions.Unauthorized as problem:
        raise _refused(where, 401, "Unauthorized") from problem
    except SPARQLExceptions.EndPointNotFound as problem:
        raise _refused(where, 404, "Not Found") from problem
    except SPARQLExceptions.SPARQLWrapperException as problem:
        raise EndpointError(f"fails: {_told(problem)}", where=where) from problem
    except urllib.error.HTTPError as problem:
        with problem:
            said = problem.read(400).decode("utf-8", "replace")
        raise _refused(where, problem.code, str(problem.reason), said) from problem
    except urllib.error.URLError as problem:
        if isinstance(problem.reason, TimeoutError):
            raise TimeLimitError(f"cannot be reached within {timeout} seconds", where=where) from problem
        reason = getattr(problem.reason, "strerror", None) or problem.reason
        raise EndpointError(f"cannot be reached: {reason}", where=where, hint="is it running there?") from problem
    except (OSError, ValueError) as problem:  # a connection that breaks off, or an answer that is no HTTP
        raise EndpointError(f"cannot be asked: {problem or type(problem).__name__}", where=where) from problem


_STEPS = {
    401: "give a name and password: https://name:password@host/...",
    403: "give a name and password: https://name:password@host/...",
    404: "check the address: Oxigraph has /query, /update and /store; Fuseki /DATASET/sparql, /update and /data",
    405: "check the address: kg push needs the Graph Store Protocol (Oxigraph /store), or --update",
}


def _refused(where: str, status: int, reason: str, said: str = "") -> EndpointError:
    told = " ".join(said.split())
    said = f": {told}" if told and "<" not in told else ""  # a page of HTML tells a terminal nothing
    return EndpointError(f"answers {status} {reason}{said}", where=where, hint=_STEPS.get(status, ""))


def _told(problem: SPARQLExceptions.SPARQLWrapperException) -> str:
    """Give what the service itself said, on one line."""
    said = str(problem).partition("Response:\n")[2] or str(problem)
    if said[:2] in {"b'", 'b"'}:  # SPARQLWrapper prints the bytes of the answer as Python does
        said = said[2:-1].encode("latin-1", "backslashreplace").decode("unicode_escape", "replace")
    return " ".join(said.split())[:400] or problem.msg


def _address(url: str) -> tuple[str, str]:
    """Part an address into itself without name and password, and the header that carries these."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise EndpointError("is no http or https address", where=url.rpartition("@")[2], hint=_HINT)
    host = parts.netloc.rpartition("@")[2]
    login = ""
    if parts.username is not None:
        secret = unquote(f"{parts.username}:{parts.password or ''}")
        login = f"Basic {base64.b64encode(secret.encode()).decode()}"
    return urlunsplit((parts.scheme, host, parts.path, parts.query, "")), login


def _form(query: str) -> str:
    """Say what form a query has; an update is refused, for asking never changes a store."""
    rest = _QUOTED.sub(" ", query)
    while match := _PROLOGUE.match(rest):
        rest = rest[match.end() :]
    word = rest.split(maxsplit=1)[0] if rest.strip() else ""
    form = re.split(r"[^A-Za-z]", word, maxsplit=1)[0].upper()
    if form not in _FORMS:
        raise QueryError("the query is not understood", hint=f"it begins with one of {', '.join(_FORMS)}")
    return form


def _with_prefixes(query: str) -> str:
    """Declare the usual prefixes that a query uses and does not declare itself."""
    words = _QUOTED.sub(" ", query)
    declared = set(_DECLARED.findall(words))
    used = [name for name in PREFIXES if name not in declared and re.search(rf"(?<![\w-]){name}:", words)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + query
