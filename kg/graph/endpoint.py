"""SPARQL services elsewhere, asked through SPARQLWrapper; requests that change a store, and what goes wrong with both.

The only file that knows SPARQLWrapper, and the only one that speaks HTTP to others.
"""

from __future__ import annotations

import ast
import re
import urllib.error
import urllib.request
import warnings
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit, urlunsplit

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLExceptions, SPARQLWrapper

from kg.errors import EndpointError, QueryError, TimeLimitError
from kg.graph import sparql
from kg.graph.login import Login
from kg.graph.terms import Answer, Rows, Truth, read_answer
from kg.graph.vocab import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 60
"""How long an endpoint may take to answer, unless the user says otherwise."""
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_PROLOGUE = re.compile(r"\s*(?:BASE\s|PREFIX\s+[^\s:]*\s*:)", re.IGNORECASE)
_DECLARED = re.compile(r"\bPREFIX\s+([^\s:]*)\s*:", re.IGNORECASE)
# The keywords, and not the variable ?from.
_HAS_DATASET = re.compile(r"(?<![\w?$:-])FROM(?![\w:-])", re.IGNORECASE)
_IS_DISTINCT = re.compile(r"^[^{]*\bSELECT\s+(?:DISTINCT|REDUCED)\b", re.IGNORECASE)
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
        self._url, self._login = address(url)
        self.name = self._url
        self._timeout = timeout
        self._graphs: list[str] | None = None
        self.software = ""
        """What the service says that it is, once it has answered."""

    def ask(self, query: str) -> Answer:
        """Answer a SPARQL query of any form; the prefixes of `PREFIXES` need no declaration.

        Raises:
            QueryError: The service does not understand the query.
            EndpointError: It cannot be reached, refuses, or gives no SPARQL results.
            TimeLimitError: It takes too long.
        """
        words = sparql.words(query)
        if _HAS_DATASET.search(words):
            return _once(self._send(query, {}), words)
        parameters = {"union-default-graph": ["true"]}
        if graphs := self._dataset():
            parameters = {"default-graph-uri": graphs}
            if _NAMES_GRAPHS.search(words):
                parameters["named-graph-uri"] = graphs
        return _once(self._send(query, parameters), words)

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
        for name, values in parameters.items():
            for value in values:
                service.addParameter(name, value)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it guesses the form of the query, and warns where it cannot
            service.setQuery(_with_prefixes(query))
        service.queryType = form
        data, content = _answered(
            lambda: self._login.send(lambda: self._read(service), _challenge),
            self._url,
            self._timeout,
            named=bool(self._login.user),
        )
        try:
            return read_answer(data, triples=triples)
        except ValueError as problem:
            told = f"gives no SPARQL results but {content or 'something without a type'}"
            raise EndpointError(told, where=self._url, hint=_HINT) from problem

    def _read(self, service: SPARQLWrapper) -> tuple[bytes, str]:
        service.clearCustomHttpHeader("Authorization")  # a second try may send none
        if header := self._login.header("POST", self._url):
            service.addCustomHttpHeader("Authorization", header)
        result = service.query()
        with result.response as response:
            self.software = response.headers.get("Server", "")
            return response.read(), response.headers.get_content_type()


@dataclass(frozen=True, slots=True)
class Change:
    """A request that changes a store: PUT, POST or DELETE, and a body with its media type where it has one."""

    method: str
    url: str
    data: bytes = b""
    content: str = ""


def send(change: Change, login: Login, timeout: int) -> None:
    """Send a request that changes a store, to an address that `address` let pass.

    Raises:
        EndpointError: The store cannot be reached or refuses.
        TimeLimitError: It takes too long.
    """
    method, url = change.method, change.url

    def opened(method: str, data: bytes | None = None) -> tuple[bytes, str]:
        request = urllib.request.Request(url, data=data, method=method)  # noqa: S310 - address lets only http(s) pass
        if data is not None:
            request.add_header("Content-Type", change.content)
        if header := login.header(method, url):
            request.add_header("Authorization", header)
        with urllib.request.urlopen(request, timeout=timeout) as response:  # noqa: S310 - as above
            return response.read(), ""

    def once() -> tuple[bytes, str]:
        try:
            return opened(method, change.data if change.content else None)
        except urllib.error.URLError as problem:
            if login.user and change.content and isinstance(problem.reason, ConnectionError):
                opened("GET")  # who refuses may hang up before all is sent: then this hears what it asks for
            raise

    _answered(lambda: login.send(once, _challenge), url.partition("?")[0], timeout, named=bool(login.user))


def _challenge(problem: Exception) -> str | None:
    """Give what a service that refuses asks for; SPARQLWrapper raises its own on top of urllib's."""
    cause = problem if isinstance(problem, urllib.error.HTTPError) else problem.__context__
    if not isinstance(cause, urllib.error.HTTPError) or cause.code != HTTPStatus.UNAUTHORIZED:
        return None
    return str(cause.headers.get("WWW-Authenticate") or "")


def _answered(request: Callable[[], tuple[bytes, str]], where: str, timeout: int, *, named: bool) -> tuple[bytes, str]:
    """Send a request, and tell what went wrong in words of ours."""
    try:
        return request()
    except TimeoutError as problem:
        hint = "give it more with --timeout"
        raise TimeLimitError(f"did not answer within {timeout} seconds", where=where, hint=hint) from problem
    except SPARQLExceptions.QueryBadFormed as problem:
        raise QueryError(f"does not understand the query: {_told(problem)}", where=where) from problem
    except SPARQLExceptions.Unauthorized as problem:
        raise _refused(where, 401, "Unauthorized", named=named) from problem
    except SPARQLExceptions.EndPointNotFound as problem:
        raise _refused(where, 404, "Not Found", named=named) from problem
    except SPARQLExceptions.SPARQLWrapperException as problem:
        raise EndpointError(f"fails: {_told(problem)}", where=where) from problem
    except urllib.error.HTTPError as problem:
        with problem:
            said = problem.read(400).decode("utf-8", "replace")
        raise _refused(where, problem.code, str(problem.reason), said, named=named) from problem
    except urllib.error.URLError as problem:
        if isinstance(problem.reason, TimeoutError):
            raise TimeLimitError(f"cannot be reached within {timeout} seconds", where=where) from problem
        reason = getattr(problem.reason, "strerror", None) or problem.reason
        raise EndpointError(f"cannot be reached: {reason}", where=where, hint="is it running there?") from problem
    except (OSError, ValueError) as problem:  # a connection that breaks off, or an answer that is no HTTP
        raise EndpointError(f"cannot be asked: {problem or type(problem).__name__}", where=where) from problem


_NAMED = "the name or password is not right there, or may not do this: check both, and that the account may write"
_STEPS = {
    401: "give a name and password: https://name:password@host/...",
    403: "give a name and password: https://name:password@host/...",
    404: "check the address: Oxigraph has /query, /update and /store; Fuseki /DATASET/sparql, /update and /data",
    405: "check the address: kg push needs the Graph Store Protocol (Oxigraph /store), or --update",
}


def _refused(where: str, status: int, reason: str, said: str = "", *, named: bool) -> EndpointError:
    told = " ".join(said.split())
    said = f": {told}" if told and "<" not in told else ""  # a page of HTML tells a terminal nothing
    return EndpointError(
        f"answers {status} {reason}{said}",
        where=where,
        hint=_NAMED if named and status in {401, 403} else _STEPS.get(status, ""),
    )


def _told(problem: SPARQLExceptions.SPARQLWrapperException) -> str:
    """Give what the service itself said, on one line."""
    said = str(problem).partition("Response:\n")[2] or str(problem)
    if said[:2] in {"b'", 'b"'}:  # SPARQLWrapper prints the bytes of the answer as Python does
        said = ast.literal_eval(said).decode("utf-8", "replace")
    said = said.partition("SPARQL query:")[0]  # Virtuoso repeats it whole
    return " ".join(said.split())[:400] or problem.msg


def address(url: str) -> tuple[str, Login]:
    """Part an address into itself without name and password, and these.

    Raises:
        EndpointError: It is no http or https address.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise EndpointError("is no http or https address", where=url.rpartition("@")[2], hint=_HINT)
    host = parts.netloc.rpartition("@")[2]
    login = Login(unquote(parts.username or ""), unquote(parts.password or ""))
    return urlunsplit((parts.scheme, host, parts.path, parts.query, "")), login


def _once(answer: Answer, words: str) -> Answer:
    """Give each row once where the query wants it so: Virtuoso 7 repeats rows of a SELECT DISTINCT with subqueries."""
    if isinstance(answer, Rows) and _IS_DISTINCT.search(words):
        return Rows(answer.variables, list(dict.fromkeys(answer.rows)))
    return answer


def _form(query: str) -> str:
    """Say what form a query has; an update is refused, for asking never changes a store."""
    rest = sparql.words(query)
    while match := _PROLOGUE.match(rest):
        rest = rest[match.end() :]
    word = rest.split(maxsplit=1)[0] if rest.strip() else ""
    form = re.split(r"[^A-Za-z]", word, maxsplit=1)[0].upper()
    if form not in _FORMS:
        raise QueryError("the query is not understood", hint=f"it begins with one of {', '.join(_FORMS)}")
    return form


def _with_prefixes(query: str) -> str:
    """Declare the usual prefixes that a query uses and does not declare itself."""
    words = sparql.words(query)
    declared = set(_DECLARED.findall(words))
    used = [name for name in PREFIXES if name not in declared and re.search(rf"(?<![\w-]){name}:", words)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + query
