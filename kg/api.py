"""What a user of Python calls: build, save, load, ask; everything heavy is imported when it is needed."""

from __future__ import annotations

import warnings
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from kg.errors import GraphError, NothingFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rdflib import Dataset
    from spacy.tokens import Doc

    from kg.conductor import Built
    from kg.explore.queries import Question
    from kg.explore.records import Records
    from kg.graph.store import Asks, Graph

_ADDRESS = ("http://", "https://")


def build(
    paths: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    organisation: str = "",
    body: str = "",
    date: str = "",
    jobs: int = 1,
    scheduler: str = "",
    base: str = "",
    source_url: str = "",
    lexicon: str | PathLike[str] | Iterable[str | PathLike[str]] = (),
    model: str = "",
    ocr: bool = False,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Built:
    """Read minutes and build their graph.

    >>> import kg
    >>> built = kg.build("data/sample")
    >>> len(built.inputs)
    13

    Args:
        paths: A file, a folder or a .zip archive, or several of them.
        organisation: Whose minutes these are, where no letterhead says it.
        body: Which body met, where the minutes do not say it.
        date: When it met, likewise: `2025-02-11`.
        jobs: Processes that read side by side; a program that uses more than one starts under
            `if __name__ == "__main__":`, as those of multiprocessing do.
        scheduler: The address of a Dask cluster whose workers read, in place of processes here.
        base: What all IRIs of data begin with.
        source_url: Where each document is published: `https://.../{path}`, or a .csv file of paths and addresses.
        lexicon: Folders of wordings beside those shipped: before the first build of a program, as they are read once.
        model: An installed spaCy pipeline that adds names which the rules do not find: what names them is inferred.
        ocr: Recognise the pages of a PDF that have no text, or none that can be read: needs tesseract.
        progress: Called for every file that is done, with how many are done and how many there are.

    Returns:
        The graphs, with a report for each file: what could not be read is told there, and stops no other.

    Raises:
        NothingFoundError: None of the files is minutes that can be read.
        SourceError: The addresses are not understood.
        ShareError: What `lexicon`, `model` or `ocr` asks for is not there.
    """
    from contextlib import nullcontext

    from kg import pipeline, resources

    # Before anything that reads the wordings is imported.
    resources.teach([Path(path) for path in ([lexicon] if isinstance(lexicon, str | PathLike) else lexicon)])
    from kg import conductor
    from kg.document import Options
    from kg.files import addresses
    from kg.files import ocr as recognition
    from kg.graph.iri import BASE

    given = [paths] if isinstance(paths, str | PathLike) else list(paths)
    known = addresses.read(source_url) if source_url else None
    if model:
        pipeline.use(model)
    options = Options(base or BASE, organisation, body, date, jobs, scheduler, None, known)
    with recognition.using() if ocr else nullcontext():
        built = conductor.build([Path(path) for path in given], options, progress)
    if not built.inputs:
        why = next((report.problem for report in built.failed), "nothing here is minutes")
        raise NothingFoundError("no minutes were read", where=", ".join(map(str, given)), hint=why)
    return built


def annotate(text: str) -> Doc:
    """Annotate a Swedish text with what it names, and with the frames that it fits, as a Doc of spaCy.

    >>> import kg
    >>> doc = kg.annotate("Anna Ek (S) yrkar bifall till tekniska nämndens förslag.")
    >>> doc.spans["person"], doc.spans["body"]
    ([Anna Ek (S)], [tekniska nämndens])

    Args:
        text: A sentence, a paragraph or more.

    Returns:
        The text in tokens. `doc.spans[kind]` are what it names of a kind (`person`, `party`, `body`, `administration`,
        `organisation`, `post`, `day`, `dated`: a day with its §, `step`, `case`, `law`, `sum`), `doc.spans["frames"]`
        the frames.
    """
    from kg.language import annotated

    return annotated.annotate(text)


def save(built: Built, file: str | PathLike[str], *, force: bool = False) -> None:
    """Write a built graph, and the build's own record beside it.

    Args:
        built: What `build` gave.
        file: A .trig, .nq, .ttl, .nt or .jsonld file.
        force: Replace the file if it is there.

    Raises:
        OutputError: The ending is no format, the file is there, or it cannot be written.
    """
    from kg import conductor
    from kg.graph import files

    files.check_output(Path(file), force=force)
    conductor.save(built, Path(file))


def load(file: str | PathLike[str]) -> Dataset:
    """Load a built graph for use with rdflib.

    Queries go to the union of all graphs; `dataset.graph(iri)` is the graph of one document, named by its Minutes.

    >>> import kg
    >>> dataset = kg.load("out/sample.trig")
    >>> rows = dataset.query('''
    ...     PREFIX gov: <https://w3id.org/protokollgraf/ns#>
    ...     SELECT (COUNT(DISTINCT ?meeting) AS ?meetings) { ?minutes gov:recordOf ?meeting }
    ... ''')
    >>> [int(row.meetings) > 0 for row in rows]
    [True]

    Args:
        file: A .trig, .nq or .jsonld file, or a .ttl or .nt file, which holds the union of all graphs.

    Returns:
        The dataset, its default graph the union of all its graphs.

    Raises:
        GraphError: The file is missing, its ending is unknown or it is broken.
    """
    from kg.graph.forms import FORMS

    path = Path(file)
    form = FORMS.get(path.suffix.lower())
    if form is None:
        hint = f"read are {', '.join(FORMS)}"
        raise GraphError(f"no graph ends in {path.suffix or 'nothing'}", where=str(path), hint=hint)
    if not path.is_file():
        raise GraphError("there is no such file", where=str(path), hint="make one with: kg build PATH... -o FILE")
    # rdflib takes a third of a second to import: only who loads a graph pays for it.
    from rdflib import Dataset
    from rdflib.exceptions import ParserError

    dataset = Dataset(default_union=True)
    try:
        with path.open("rb") as stream, warnings.catch_warnings():
            # rdflib 7.6 warns of names that its own parsers still use.
            warnings.filterwarnings("ignore", r"(Dataset|ConjunctiveGraph)\b", DeprecationWarning)
            dataset.parse(stream, format=form.rdflib)
    except (SyntaxError, ValueError, LookupError, ParserError) as problem:  # each parser has its own
        told = " ".join(str(problem).split())[:200]
        hint = "build it again, or look at that line"
        raise GraphError(f"is no valid {form.rdflib}: {told}", where=str(path), hint=hint) from problem
    except OSError as problem:
        raise GraphError(f"cannot be read: {problem.strerror or problem}", where=str(path)) from problem
    return dataset


def open_(store: str | PathLike[str]) -> Dataset:
    """Open a store, or load a file, for use with rdflib: `kg.open`.

    A store is read where it lies, as it is now, and nobody can write to it through this. Its SPARQL is answered by the
    store's own engine, over the union of all graphs.

    >>> import kg
    >>> dataset = kg.open("out/sample.trig")
    >>> len(list(dataset.graphs())) > 13
    True

    Args:
        store: A store (`NAME.kg`), or what `load` takes.

    Returns:
        The dataset, its default graph the union of all its graphs.

    Raises:
        GraphError: It is missing or broken.
    """
    from kg.graph.store import is_kept, open_graph

    if not is_kept(Path(store)):
        return load(store)
    from kg.graph.dataset import dataset

    return dataset(open_graph(Path(store)))


def ask(
    graph: Built | Dataset | str | PathLike[str],
    question: str,
    /,
    *,
    lang: str = "",
    timeout: float | None = None,
    **values: Any,
) -> Records:
    """Put a question to a graph.

    >>> import kg
    >>> [row["option"] for row in kg.ask("out/sample.trig", "ballots", person="Bertil Näsåker")]
    ['abstain', 'no']

    Args:
        graph: What `build` or `load` gave; a file, which is the quickest for large graphs; or the address of a SPARQL
            service (`https://...`). A file is kept in memory until another is asked or it changes.
        question: The name of a shipped one (see `questions`), a file ending in .rq, or SPARQL.
        lang: `sv` or `en` to say columns, concepts, yes and no in that language.
        timeout: How many seconds it may take. What is not asked of a service is then asked in a process of its own,
            which is ended; a program does that under `if __name__ == "__main__":` where it does not run on Linux.
        values: What narrows the question, by the names of its parameters: hyphens become underscores, and a word of
            Python gets one at its end (`from_="Vårdutskottet"`).

    Returns:
        The rows, each a dict by the names of the columns; none where nothing matches.

    Raises:
        QueryError: The question is not understood, or has no such parameter or value.
        GraphError: The file cannot be loaded.
        EndpointError: The service does not answer.
        TimeLimitError: It takes too long.
    """
    from kg.explore import queries, records
    from kg.explore import values as meaning

    found = queries.find(question)
    narrowed = {name.rstrip("_").replace("_", "-"): records.written(value) for name, value in values.items()}
    found.bound(narrowed)  # a wrong parameter is told before a large graph is loaded
    if timeout is None or _is_address(graph):
        answer = queries.ask(_opened(graph, timeout), found, narrowed)
    else:
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as folder:
            answer = queries.ask_file(_file_of(graph, Path(folder)), found, narrowed, timeout)
    return records.of(meaning.translated(answer, found.schemes, lang) if lang else answer)


def questions() -> list[Question]:
    """Give the shipped questions: their names, titles, parameters and columns."""
    from kg.explore import queries

    return queries.shipped()


def _is_address(graph: object) -> bool:
    return isinstance(graph, str) and graph.startswith(_ADDRESS)


def _opened(graph: Any, timeout: float | None) -> Asks:
    """Give what answers questions about a graph."""
    if _is_address(graph):
        from kg.graph.endpoint import SECONDS, Endpoint

        return Endpoint(graph, int(timeout or SECONDS))
    if isinstance(graph, str | PathLike):
        from kg.graph.store import is_kept, open_graph

        path = Path(graph)
        if is_kept(path):
            return open_graph(path)
        state = path.stat() if path.is_file() else None
        return _loaded(path.absolute(), state and (state.st_mtime_ns, state.st_size))
    known = _OPENED.get(graph)
    if known is None:
        from tempfile import TemporaryDirectory

        from kg.graph.store import open_graph

        with TemporaryDirectory() as folder:
            known = open_graph(_file_of(graph, Path(folder)))
        if _never_changes(graph):
            _OPENED[graph] = known
    return known


_OPENED: WeakKeyDictionary[Any, Graph] = WeakKeyDictionary()
"""The graphs of builds that were asked, as long as somebody has the build."""


@lru_cache(maxsize=1)
def _loaded(path: Path, _state: tuple[int, int] | None) -> Graph:
    """Load a file; once, as long as it stays as it is and no other is asked."""
    from kg.graph.store import open_graph

    return open_graph(path)


def _never_changes(graph: object) -> bool:
    """Say whether a graph is a build: an rdflib dataset may be changed between two questions."""
    from kg.conductor import Built

    return isinstance(graph, Built)


def _file_of(graph: Any, folder: Path) -> Path:
    """Give a file that holds a graph, one in that folder where it is in memory."""
    if isinstance(graph, str | PathLike):
        return Path(graph)
    path = folder / "graph.nq"
    if _never_changes(graph):
        from kg.graph import files

        with path.open("w", encoding="utf-8", newline="\n") as stream:
            files.write_nquads(stream, graph.graphs)
    else:
        graph.serialize(path, format="nquads", encoding="utf-8")
    return path
