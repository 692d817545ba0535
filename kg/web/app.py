"""The routes of the explorer: each asks a process that holds the graph, and lays the answer out."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.errors import KgError, NothingFoundError, QueryError, TimeLimitError
from kg.explore import narrowing, overview, queries, questions, tables, values, why
from kg.explore.movement import Scope
from kg.explore.search import CLASSES, Within
from kg.explore.whole import Wanted
from kg.web import asked, editor, protocol
from kg.web.asked import Asking
from kg.web.links import Links
from kg.web.pages import LANGUAGES, STATIC, render, words
from kg.web.results import chosen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Send
    from starlette.types import Scope as Connection

    from kg.explore.leaf import Block, Leaf
    from kg.explore.narrowing import Narrowing
    from kg.explore.overview import Home
    from kg.explore.search import Index
    from kg.explore.whole import Answers
    from kg.web.workers import Workers

HOSTS = ("127.0.0.1", "localhost", "[::1]", "testserver")
"""Names by which the server answers: another page of the browser cannot reach it by a name of its own."""
_MOST = 200
"""How many rows or facts a page shows."""
_FILES = {
    "csv": ("CSV", "text/csv; charset=utf-8", "csv"),
    "excel": ("Excel (CSV)", "text/csv; charset=utf-8", "excel.csv"),
    "tsv": ("TSV", "text/tab-separated-values; charset=utf-8", "tsv"),
    "json": ("JSON", "application/sparql-results+json", "json"),
}
_TURTLE = "ttl"
_HOME = ("body", "since", "until")
"""What the home page is narrowed by."""
_TWINS = {"text/html": "", "text/turtle": "ttl", "application/json": "json"}
"""The forms of a page, by media type."""
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_POLICY = "Content-Security-Policy"
_HEADERS = {
    _POLICY: "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages are made from.

    Args:
        name: What the graph is called.
        base: What the IRIs of the graph begin with.
        workers: Answer the pages.
        others: Answer SPARQL, which may take long: pages do not wait for it.
        index: Answers the searches.
        text: Gives the text of a document by its source; empty where it is not at hand.
        homes: What the home page shows, by language: the graph does not change, and to look it all over takes long.
        coloured: Whether this machine has an editor for the field of SPARQL (kg/web/editor.py).
    """

    name: str
    base: str
    workers: Workers
    others: Workers
    index: Index
    text: Callable[[str], str]
    homes: dict[str, Home] = field(default_factory=dict)
    whole: Answers | None = None
    """The answers about all of a store, as far as they are asked already."""
    coloured: bool = field(default_factory=lambda: editor.folder() is not None)


class Piece(NamedTuple):
    """A stretch of a document's text."""

    text: str
    marked: bool = False
    page: str = ""


def application(site: Site) -> Starlette:
    """Make the application."""
    routes = [
        Route("/", _home),
        Route("/search", _search),
        Route("/questions", _questions),
        Route("/questions/{name}", _question),
        Route("/query", _query),
        Route("/map", _map),
        Route("/id/{path:path}/text", _text),
        Route("/id/{path:path}", _thing),
        Route("/sparql", protocol.sparql, methods=["GET", "POST"]),
        Route("/.well-known/void", protocol.void),
        Route("/health", _health),
        *([Mount("/static/codemirror", StaticFiles(directory=place))] if (place := editor.folder()) else []),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS)), Middleware(_Headers)]
    handlers: Mapping[Any, Any] = {KgError: _problem, 404: _missing}
    app = Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)
    app.state.site = site
    return app


class _Headers:
    """Tells the browser with every answer to load nothing but our own style, and to run nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = {name for name, _ in message["headers"]}
                headers = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
                extra = [(name, value) for name, value in headers if name not in told]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        await self._app(scope, receive, sending)


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _links(request: Request) -> Links:
    language = request.query_params.get("lang", "sv")
    return Links(_site(request).base, language if language in LANGUAGES else "sv")


def _page(request: Request, template: str, /, *, status: int = 200, **given: Any) -> HTMLResponse:
    links = _links(request)
    kept = {key: value for key, value in request.query_params.items() if key != "lang"}
    other = replace(links, language="en" if links.language == "sv" else "sv").at(request.url.path, **kept)
    return HTMLResponse(render(template, links, here_in_other=other, path=request.url.path, **given), status)


async def _home(request: Request) -> Response:
    site, links = _site(request), _links(request)
    narrow = narrowing.of({name: request.query_params.get(name, "") for name in _HOME})
    given = narrow.given()
    home = site.homes.get(links.language)
    if home and given:
        home = await run_in_threadpool(_narrowed, site, home, narrow, links.language)
    if home is None:
        home = await run_in_threadpool(site.workers.ask, asked.home, (links.language, narrow))
        if not given:
            site.homes[links.language] = home
    return _page(request, "home.html", overview=home, filters=_HOME, values=given)


def _narrowed(site: Site, home: Home, narrow: Narrowing, language: str) -> Home | None:
    """Narrow the home page of a large store; None where the answers that it rests on are not kept."""
    flows, absent = (site.whole and site.whole.get(name, language) for name in overview.RESTS_ON)
    if not flows or not absent:
        return None
    return overview.narrowed_home(home, flows, absent, site.workers.ask(asked.latest, narrow), narrow)


async def _search(request: Request) -> Response:
    asks = request.query_params
    days = narrowing.of({name: asks.get(name, "") for name in ("since", "until")})
    given = {name: value for name in ("kind", "place") if (value := asks.get(name, "").strip())} | days.given()
    text, within = asks.get("q", ""), Within(given.get("place", ""), days.since, days.until)
    found = await run_in_threadpool(_site(request).index.find, text, given.get("kind", ""), within)
    return _page(request, "search.html", q=text, found=found, kinds=CLASSES, values=given)


async def _questions(request: Request) -> Response:
    return _page(request, "questions.html", themes=questions.by_theme(queries.shipped(), _links(request).language))


async def _question(request: Request) -> Response:
    site, links = _site(request), _links(request)
    name, _, form = request.path_params["name"].partition(".")
    question = next((one for one in queries.shipped() if one.name == name), None)
    if question is None or (form and form not in {*_FILES, _TURTLE}):
        raise NothingFoundError("there is no such question", where=request.path_params["name"])
    known = {one.name for one in question.parameters}
    given = {key: value for key, value in request.query_params.items() if key in known and value.strip()}
    extra = narrowing.for_question(question)
    narrow = narrowing.of({name: request.query_params.get(name, "") for name in extra})
    asking = Asking(question, given, links.language, narrow)
    given = {**given, **narrow.given()}
    if form == _TURTLE:
        told = await run_in_threadpool(site.others.ask, asked.triples_of_answer, asking)
        return Response(told, media_type="text/turtle; charset=utf-8")
    if form:
        answer = await run_in_threadpool(site.others.ask, asked.answer, asking)
        _, media, ending = _FILES[form]
        head = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
        return Response(tables.FORMATS[form](answer), media_type=media, headers=head)
    table = None
    if site.whole and not narrow.given():
        # Some columns may be empty in all rows that are left: they are told by all rows.
        most = None if given or {"rows", "sort"} & {*request.query_params} else _MOST
        table = await run_in_threadpool(site.whole.get, name, links.language, Wanted(given, most))
    if table is None:
        table = await run_in_threadpool(site.workers.ask, asked.table, asking)
    table = table if table.left else table.trimmed()
    falling = request.query_params.get("sort", "").startswith("-")
    column = request.query_params.get("sort", "").removeprefix("-")
    # A column that says nothing is left out: there is nothing to sort by.
    if column and (column in table.columns or column not in question.columns):
        table = table.sorted(column, falling=falling)
    if "rows" not in request.query_params:
        table = table.first(_MOST)
    here = request.url.path

    def sorting(name: str) -> str:
        return links.at(here, **given, sort=f"-{name}" if name == column and not falling else name)

    return _page(
        request,
        "question.html",
        question=question,
        values=given,
        table=table,
        choices=questions.choices(question, links.language),
        filters=extra,
        forms=[*((key, value[0]) for key, value in _FILES.items()), (_TURTLE, "Turtle")],
        save=lambda key: f"{here}.{key}" + (f"?{urlencode(given)}" if given else ""),
        sorting=sorting,
        more=links.at(here, **given, sort=request.query_params.get("sort", ""), rows="all"),
    )


async def _query(request: Request) -> Response:
    site, links = _site(request), _links(request)
    given = request.query_params.get("query", "")
    problem, table, status = "", None, 200
    shipped = queries.shipped()
    if begun := request.query_params.get("from", ""):
        given = next((one.text for one in shipped if one.name == begun), "")
    if request.query_params.get("query"):
        try:
            asking = Asking(queries.plain(given), {}, links.language)
            table = (await run_in_threadpool(site.others.ask, asked.table, asking)).first(_MOST)
        except KgError as told:
            problem, status = str(told), _status(told)
    said = {"questions": shipped, "query": given, "problem": problem, "table": table, "editor": site.coloured}
    answer = _page(request, "query.html", status=status, **said)
    if site.coloured:
        answer.headers[_POLICY] = f"{_HEADERS[_POLICY]}; script-src 'self'"  # the machine's own editor
    return answer


async def _map(request: Request) -> Response:
    site, links = _site(request), _links(request)
    given = request.query_params
    since = values.date(day, "since") if (day := given.get("since", "").strip()) else ""
    names = {name: given.get(name, "").strip() for name in ("body", "case", "organisation")}
    asking = (Scope(since, **names), links, bool(given.get("all")))
    page = await run_in_threadpool(site.workers.ask, asked.map_page, asking)
    # The map is one file that also opens from the disk, with its script inside: that script may run here, no other.
    scripts = " ".join(f"'sha256-{_digest(one)}'" for one in _SCRIPT.findall(page))
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {scripts}; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(page, headers={_POLICY: policy})


def _map_of(leaf: Leaf, links: Links) -> str:
    """Give the address of the map of a case, a body or an organisation; empty for what has none."""
    if leaf.kind == "Case":
        values = next((block.values for block in leaf.blocks if "case" in block.values), {})
        return links.at("/map", case=values.get("case", ""))
    name = leaf.explanation.thing.says
    if leaf.kind == "PublicOrganisation":
        return links.at("/map", organisation=name)
    return links.at("/map", body=name) if leaf.kind in {"GoverningBody", "Administration"} else ""


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


async def _thing(request: Request) -> Response:
    site, links = _site(request), _links(request)
    path = request.path_params["path"]
    form = next((form for form in ("json", "ttl") if path.endswith(f".{form}")), "")
    iri = links.iri(path.removesuffix(f".{form}") if form else path)
    if not form:
        wanted = chosen(request.headers.get("accept", ""), tuple(_TWINS))
        form = _TWINS.get(wanted, "")
    narrow = narrowing.of(request.query_params)
    if form == _TURTLE:
        text = await run_in_threadpool(site.workers.ask, asked.triples_of_page, (iri, narrow))
        if not text:
            raise NothingFoundError("the graph says nothing of this IRI", where=iri)
        return Response(text, media_type="text/turtle; charset=utf-8")
    leaf = await run_in_threadpool(site.workers.ask, asked.page, (iri, links.language, narrow, site.whole))
    if form == "json":
        blocks = {
            one.question: [dict(zip(one.table.columns, (c.text for c in row), strict=True)) for row in one.table.rows]
            for one in (*filter(None, (leaf.first,)), *leaf.blocks)
        }
        data = {**why.as_data(leaf.explanation), "answers": blocks, "lanes": asdict(leaf.lanes) if leaf.lanes else None}
        return Response(json.dumps(data, ensure_ascii=False, indent=1), media_type="application/json")
    return _page(
        request,
        "leaf.html",
        leaf=leaf,
        most=_MOST,
        twin=lambda form: _with(f"{request.url.path}.{form}", narrow.given()),
        map_of=_map_of(leaf, links),
        filters=narrowing.NAMES if leaf.blocks or leaf.first or narrow.given() else (),
        values=narrow.given(),
        block_at=lambda block, form="": _with_values(block, narrow, form, links),
    )


def _with(path: str, given: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(given)}" if given else path


def _with_values(block: Block, narrow: Narrowing, form: str, links: Links) -> str:
    """Give the address of the whole answer of a block, or of a file of it, narrowed as the page is."""
    question = queries.find(block.question)
    more = {name: value for name, value in narrow.given().items() if name in narrowing.for_question(question)}
    path = f"/questions/{block.question}"
    values = {**more, **block.values, **({"sort": "-date"} if block.newest and not form else {})}
    return _with(f"{path}.{form}", values) if form else links.at(path, **values)


async def _text(request: Request) -> Response:
    site, links = _site(request), _links(request)
    minutes = links.iri(request.path_params["path"])
    found = await run_in_threadpool(site.workers.ask, asked.passages, minutes)
    name = await run_in_threadpool(site.workers.ask, asked.source, minutes)
    if not name:
        raise NothingFoundError("the graph knows no such minutes", where=minutes)
    begin, end = _span(request.query_params.get("char", ""))
    whole = await run_in_threadpool(site.text, name)
    if whole:
        pieces = [Piece(whole[:begin]), Piece(whole[begin:end], marked=True), Piece(whole[end:])]
    else:
        pieces = [Piece(words_, (b, e) == (begin, end), page) for b, e, words_, page in found]
    return _page(request, "text.html", minutes=minutes, source=name, pieces=pieces, whole=bool(whole))


def _span(given: str) -> tuple[int, int]:
    begin, _, end = given.partition(",")
    return (int(begin), int(end)) if begin.isdecimal() and end.isdecimal() else (0, 0)


async def _health(request: Request) -> Response:
    return PlainTextResponse(f"ok {_site(request).name}\n")


def _status(problem: KgError) -> int:
    if isinstance(problem, NothingFoundError):
        return 404
    if isinstance(problem, TimeLimitError):
        return 503
    return 400 if isinstance(problem, QueryError) else 500


async def _problem(request: Request, problem: KgError) -> Response:
    status = _status(problem)
    if chosen(request.headers.get("accept", ""), ("text/html", "text/plain")) != "text/html":
        return PlainTextResponse(f"{problem}\n", status)
    said = words(_links(request).language)
    heading = said["not_found"] if status == 404 else said["error"]
    return _page(request, "error.html", status=status, heading=heading, told=str(problem))


async def _missing(request: Request, _: Exception) -> Response:
    return await _problem(request, NothingFoundError("there is no such page", where=request.url.path))
