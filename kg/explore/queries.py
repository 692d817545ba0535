"""The questions: queries/*.rq with their headers, parameters bound as data, answers in Swedish order."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from kg import processes
from kg.errors import EndpointError, QueryError, ShareError
from kg.explore import surer, swedish
from kg.explore import values as meaning
from kg.graph import sparql
from kg.graph.store import open_graph
from kg.graph.terms import Answer, Rows, Term, literal
from kg.resources import folder
from kg.suggestion import meant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.graph.store import Asks

_KEYS = ("title@sv", "title@en", "description@sv", "description@en", "param", "columns", "sort", "table")
_NEEDED = ("title@sv", "title@en", "description@sv", "description@en", "columns")
_HEADER = re.compile(r"#\s*([\w-]+(?:@\w+)?)\s*:\s*(.*)")
_PARAMETER = re.compile(r"([a-z][a-z-]*) \| (.+?) / (.+?) \| (.+)")
# The place where a value is bound. As it stands it binds nothing, so that a file runs in any SPARQL engine.
_PLACE = re.compile(r"VALUES \?param_(\w+) \{ UNDEF \}")
_ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_FALLING = "-"
_ORGANISATION = "organisation"
# Two are enough to know that there is more than one; unlabelled ones count too.
_ORGANISATIONS = "SELECT DISTINCT ?organisation { ?meeting gov:heldBy/org:unitOf ?organisation } LIMIT 2"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question may be narrowed by; it is never needed: without it the answer holds all."""

    name: str
    sv: str
    en: str
    example: str


SURE = Parameter(surer.NAME, *surer.SAID, surer.EXAMPLE)
"""What every question takes besides its own."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query and what its header says of it."""

    name: str
    text: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    sort: tuple[str, ...]
    """What rows sort by; a column with a minus before its name sorts downwards."""
    table: tuple[str, ...]
    """The columns that a table shows unless others are asked for; the other forms have all."""

    def bound(self, values: Mapping[str, str]) -> str:
        """Give the query with values bound where it marks the place for them.

        Args:
            values: Values by the name of the parameter; a name that is missing means all.

        Raises:
            QueryError: The question has no such parameter, or the parameter no such value.
        """
        values, _ = surer.split(values, self.name)
        places = _PLACE.findall(self.text)
        unknown = sorted(name for name in values if name.replace("-", "_") not in places)
        if unknown:
            raise QueryError(f"has no parameter {', '.join(unknown)}", where=self.name, hint=self._known(unknown[0]))
        written = {name.replace("-", "_"): literal(self._meant(name, value)) for name, value in values.items()}
        # A function as replacement: the value is never read as a pattern, and never as SPARQL.
        return _PLACE.sub(
            lambda place: f"VALUES ?param_{place[1]} {{ {written.get(place[1], 'UNDEF')} }}",
            self.text,
        )

    def _known(self, unknown: str) -> str:
        """Say which parameters there are, and which of them is near to a word, in any language."""
        taken = (*self.parameters, SURE)
        names = [one.name for one in taken]
        called = {said.partition(" ")[0]: one.name for one in taken for said in (one.sv, one.en)}
        return meant(unknown, names, f"its parameters: {', '.join(names)}", called)

    @property
    def schemes(self) -> dict[str, str]:
        """The scheme of each column and parameter that holds concepts."""
        return meaning.schemes(self.text)

    def _meant(self, name: str, value: str) -> str:
        """Give a value as the graph has it: a concept by its name, a day or a number checked, else as it stands."""
        where = f"{self.name} -p {name}"
        scheme = self.schemes.get(name.replace("-", "_"))
        if scheme:
            return meaning.concept(value, scheme, where)
        if self._is_date(name):
            return meaning.date(value, where)
        return meaning.number(value, where) if self._is_number(name) else composed(value)

    def _is_date(self, name: str) -> bool:
        return any(one.name == name and meaning.is_date(one.example) for one in self.parameters)

    def _is_number(self, name: str) -> bool:
        """Say whether a parameter is compared as a number; a paragraph is not, which may be 12 a."""
        return f"xsd:decimal(?param_{name.replace('-', '_')})" in self.text

    def is_name(self, name: str) -> bool:
        """Say whether a parameter takes what somebody or something is called: no concept, no day, no number."""
        numbers = {one.name for one in self.parameters if one.example.isdigit()}
        return not (name.replace("-", "_") in self.schemes or self._is_date(name) or name in numbers)


def ask(graph: Asks, question: Question, values: Mapping[str, str]) -> Answer:
    """Put a question to a graph or an endpoint.

    Returns:
        The answer; the rows of a SELECT in Swedish order, unless a query of the user's own says ORDER BY.

    Raises:
        QueryError: The query is not understood, or a parameter is unknown.
    """
    values, least = surer.split(values, question.name)
    graph = surer.above(graph, least)
    if values.get("case"):
        values = {**values, "case": _whole(graph, values["case"])}
    answer = graph.ask(question.bound(values))
    if not isinstance(answer, Rows) or (not question.columns and _ordered(question.text)):
        return answer
    return sort(answer, question.sort)


def _whole(graph: Asks, number: str) -> str:
    """Give a diary number as it is printed where a user leaves out its class code, and only one begins so."""
    begun = literal(composed(number).casefold())
    found = graph.ask(
        "SELECT DISTINCT ?number { ?case a gov:Case ; dcterms:identifier ?number "
        f"FILTER(STRSTARTS(LCASE(STR(?number)), {begun})) }}"
    )
    printed = [row[0].value for row in found.rows if row[0]] if isinstance(found, Rows) else []
    meant = [one for one in printed if meaning.is_case(one, composed(number))]
    return meant[0] if len(meant) == 1 else number


SECONDS = 60
"""How long a question may take, unless the user says otherwise."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a question: the answer, the columns that a table shows, and what answered it."""

    answer: Answer
    table: tuple[str, ...]
    software: str = ""
    near: str = ""
    """What the user may have meant by a name that is not in the graph, where the answer is empty."""


def ask_file(file: Path, question: Question, values: Mapping[str, str], seconds: float = SECONDS) -> Answer:
    """Put a question to a graph in a file, in a process that is ended when the time is up.

    Raises:
        GraphError: The file cannot be loaded.
        QueryError: The query is not understood, or a parameter is unknown.
        TimeLimitError: It takes too long.
    """
    return told(file, question, values, seconds).answer


def told(place: Path | str, question: Question, values: Mapping[str, str], seconds: float = SECONDS) -> Told:
    """Put a question to a file or to the service at an address, in a process that is ended when the time is up.

    A table shows the organisation where the graph has more than one.

    Raises:
        GraphError: The file cannot be loaded.
        EndpointError: The service does not answer.
        QueryError: The query is not understood, or a parameter is unknown.
        TimeLimitError: It takes too long.
    """
    hint = "give it more with --timeout, or narrow it with -p NAME=VALUE or LIMIT"
    # A service has the time to say itself that it is up.
    longest = seconds if isinstance(place, Path) else seconds + 1
    return processes.within(_told, (place, question, values, seconds), longest, hint)


def _told(given: tuple[Path | str, Question, Mapping[str, str], float]) -> Told:
    place, question, values, seconds = given
    if isinstance(place, Path):
        graph = open_graph(place)
        return _answered(graph, question, values)
    # A third of a second to import: a file does not need it.
    from kg.explore import engines  # noqa: PLC0415
    from kg.graph.endpoint import Endpoint  # noqa: PLC0415

    service = Endpoint(place, ceil(seconds))
    try:
        return replace(_answered(service, question, values), software=service.software)
    except (EndpointError, QueryError) as problem:
        # What is known to fail there is said instead of what to try.
        hint = engines.warning(service.software, question.name) or problem.hint
        raise type(problem)(problem.what, where=problem.where, hint=hint) from problem


def _answered(graph: Asks, question: Question, values: Mapping[str, str]) -> Told:
    answer = ask(graph, question, values)
    table = in_table(graph, question)
    if not isinstance(answer, Rows) or answer.rows:
        return Told(answer, table)
    from kg.explore import nearest  # noqa: PLC0415 - only who is told nothing pays for it

    own, _ = surer.split(values, question.name)
    names = {name: value for name, value in own.items() if question.is_name(name)}
    return Told(answer, table, near=nearest.meant(graph, names))


def in_table(graph: Asks, question: Question) -> tuple[str, ...]:
    """Give the columns that a table shows: the organisation only where the graph has more than one."""
    if _ORGANISATION not in question.table:
        return question.table
    held = graph.ask(_ORGANISATIONS)
    if isinstance(held, Rows) and len(held.rows) > 1:
        return question.table
    return tuple(name for name in question.table if name != _ORGANISATION)


def _ordered(text: str) -> bool:
    """Say whether the query orders its own rows: an ORDER BY of a subquery does not."""
    return bool(_ORDERED.search(sparql.words(text).rpartition("}")[2]))


def sort(rows: Rows, columns: Sequence[str] = ()) -> Rows:
    """Sort rows as Swedish does, by these columns first and the others from left to right; empty cells last.

    A column with a minus before its name sorts downwards.
    """
    falling = {name.removeprefix(_FALLING) for name in columns if name.startswith(_FALLING)}
    names = dict.fromkeys((*(name.removeprefix(_FALLING) for name in columns), *rows.variables))
    places = [(rows.variables.index(name), name in falling) for name in names if name in rows.variables]
    return replace(rows, rows=_in_order(rows.rows, places, {}))


_Row = tuple[Term | None, ...]


def _in_order(rows: list[_Row], columns: list[tuple[int, bool]], keys: dict[Term, swedish.Key]) -> list[_Row]:
    """Sort by columns, each with whether it falls: only rows that are equal in one are looked at in the next."""
    if len(rows) < 2 or not columns:
        return rows
    (at, falls), *rest = columns
    alike: dict[swedish.Key, list[_Row]] = {}
    empty: list[_Row] = []
    for row in rows:
        term = row[at]
        if term is None:
            empty.append(row)
            continue
        if term not in keys:
            keys[term] = swedish.key(term.value)
        alike.setdefault(keys[term], []).append(row)
    groups = (*(alike[key] for key in sorted(alike, reverse=falls)), empty)
    return [row for group in groups for row in (_in_order(group, rest, keys) if len(group) > 1 else group)]


def shipped() -> list[Question]:
    """Give all questions of queries/, by name.

    Raises:
        ShareError: One of them has a broken header.
    """
    found = sorted(folder("queries").glob("*.rq"), key=lambda path: path.stem)  # "a" before "a-b"
    return [load(path) for path in found]


def find(name: str) -> Question:
    """Give what a user calls a question: a shipped one's name, a file ending in .rq, or SPARQL itself.

    Raises:
        QueryError: It is none of these.
        ShareError: The file has a broken header.
    """
    if any(mark in name for mark in "{}\n"):
        return plain(name)
    if name.endswith(".rq"):
        return load(Path(name))
    path = folder("queries") / f"{name}.rq"
    if path.name != f"{name}.rq" or not path.is_file():
        questions = shipped()
        called = {title: one.name for one in questions for title in one.titles.values()}
        hint = meant(name, [one.name for one in questions], "kg queries lists all; or give FILE.rq or SPARQL", called)
        raise QueryError(f"there is no question called {name!r}", hint=hint)
    return load(path)


def load(path: Path) -> Question:
    """Read a question from a file; one of a user's own needs no header.

    Raises:
        QueryError: The file cannot be read.
        ShareError: A header is there, but is not complete or has a key that nothing reads.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8"
        raise QueryError(f"the query cannot be read: {reason}", where=str(path)) from problem
    if not text.startswith("# title@"):
        return plain(text, path.stem)
    return parse(path.stem, text, str(path))


def parse(name: str, text: str, where: str) -> Question:
    """Read the header of a question.

    Raises:
        ShareError: The header is not complete, or says something that nothing reads.
    """
    found: dict[str, str] = {}
    parameters: list[Parameter] = []
    for line in text.split("\n"):
        if not line.startswith("#"):
            break
        header = _HEADER.fullmatch(line.strip())
        if header is None or header[1] not in _KEYS:
            raise ShareError(f"unknown header {line.strip()!r}", where=where, hint=f"allowed are {', '.join(_KEYS)}")
        if header[1] == "param":
            parameters.append(_parameter(header[2], where))
        elif header[1] in found:
            raise ShareError(f"the header {header[1]} stands twice", where=where)
        else:
            found[header[1]] = header[2]
    missing = [key for key in _NEEDED if not found.get(key)]
    if missing:
        raise ShareError(f"the header lacks {', '.join(missing)}", where=where)
    places = {place.replace("_", "-") for place in _PLACE.findall(text)}
    if places != {parameter.name for parameter in parameters}:
        raise ShareError(
            f"declared parameters and the places for them differ: {', '.join(sorted(places)) or 'no place'}",
            where=where,
            hint="write `# param: name | sv / en | example` and `VALUES ?param_name { UNDEF }`",
        )
    columns = _listed(found["columns"])
    order, table = _listed(found.get("sort", "")), _listed(found.get("table", ""))
    strangers = sorted({*(name.removeprefix(_FALLING) for name in order), *table} - set(columns))
    if strangers:
        raise ShareError(f"{', '.join(strangers)} is no column", where=where, hint=f"columns: {found['columns']}")
    return Question(
        name=name,
        text=text,
        titles={language: found[f"title@{language}"] for language in ("sv", "en")},
        descriptions={language: found[f"description@{language}"] for language in ("sv", "en")},
        parameters=tuple(parameters),
        columns=columns,
        sort=order,
        table=table,
    )


def _parameter(text: str, where: str) -> Parameter:
    parts = _PARAMETER.fullmatch(text)
    if parts is None:
        hint = "write: name | svenska / English | example"
        raise ShareError(f"param {text!r} is not understood", where=where, hint=hint)
    return Parameter(parts[1], parts[2], parts[3], parts[4])


def plain(text: str, name: str = "query") -> Question:
    """Take SPARQL of a user's own as a question without header."""
    return Question(name, text, {}, {}, (), (), (), ())


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def composed(value: str) -> str:
    """Write a value as names are written in the graph: letters composed, one blank between words."""
    return " ".join(unicodedata.normalize("NFC", value).split())
