"""The SPARQL 1.1 Protocol, its service description and VoID: what programs ask.

Source: SPARQL 1.1 Protocol and SPARQL 1.1 Service Description, W3C, 2013; VoID, W3C, 2011.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from kg.errors import KgError, QueryError, TimeLimitError
from kg.graph.terms import Triples
from kg.web import asked
from kg.web.results import ROWS, TRIPLES, chosen

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.web.app import Site

_LARGEST = 1_000_000
"""Bytes of a request: no query is that long."""
_DESCRIPTION = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
<{here}> a sd:Service ;
  sd:endpoint <{here}> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
    formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples .
"""
_VOID = """@prefix void: <http://rdfs.org/ns/void#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<{home}> a void:Dataset ;
  dcterms:title "{name}" ;
  void:sparqlEndpoint <{home}sparql> ;
  void:uriSpace "{base}" ;
  void:vocabulary <https://w3id.org/protokollgraf/ns> ;
  void:documents {documents} .
"""


async def sparql(request: Request) -> Response:
    """Answer a query; without one, describe the service."""
    site: Site = request.app.state.site
    try:
        query, graphs = await _given(request)
        if not query:
            return Response(_DESCRIPTION.format(here=_plain_url(request)), media_type="text/turtle")
        answer = await run_in_threadpool(site.others.ask, asked.sparql, (query, graphs))
    except QueryError as problem:
        return PlainTextResponse(f"{problem}\n", 400)
    except TimeLimitError as problem:
        return PlainTextResponse(f"{problem}\n", 503)
    except KgError as problem:
        return PlainTextResponse(f"{problem}\n", 500)
    offered = TRIPLES if isinstance(answer, Triples) else ROWS
    media = chosen(request.headers.get("accept", ""), tuple(offered)) or next(iter(offered))
    return Response(offered[media](answer), media_type=media)


async def _given(request: Request) -> tuple[str, tuple[str, ...]]:
    """Give the query and the graphs that are to be its default graph.

    Raises:
        QueryError: The request is none that the protocol knows.
    """
    asks = parse_qs(request.url.query, keep_blank_values=True)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST:
                raise QueryError("the request is too long")
        try:
            text = body.decode()
        except UnicodeDecodeError as problem:
            raise QueryError("the request is not UTF-8") from problem
        if kind == "application/sparql-query":
            asks["query"] = [text]
        elif kind == "application/x-www-form-urlencoded":
            for name, told in parse_qs(text, keep_blank_values=True).items():
                asks.setdefault(name, []).extend(told)
        else:
            raise QueryError(f"a body of type {kind or 'nothing'} is not read", hint="send application/sparql-query")
    if "update" in asks:
        raise QueryError("this service is read-only")
    if asks.get("named-graph-uri"):
        raise QueryError("named-graph-uri is not taken", hint="write GRAPH <...> in the query")
    if len(asks.get("query", [])) > 1:
        raise QueryError("there are two queries")
    return asks.get("query", [""])[0], tuple(asks.get("default-graph-uri", ()))


async def void(request: Request) -> Response:
    """Describe the data."""
    site: Site = request.app.state.site
    documents = await run_in_threadpool(site.workers.ask, asked.documents, None)
    name = site.name.replace("\\", "\\\\").replace('"', '\\"')
    told = _VOID.format(home=request.base_url, name=name, base=site.base, documents=documents)
    return Response(told, media_type="text/turtle")


def _plain_url(request: Request) -> str:
    return str(request.url.replace(query="", fragment=""))
