"""What several commands take: arguments and options of the same name, and an exit status."""

from __future__ import annotations

from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import ShareError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INCOMPLETE = 3
"""The exit status of what finished although some input was missing or rejected."""

MORE = "give it more with --timeout"
"""What to do where the time was not enough."""

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON document.")
file_argument = click.argument("file", type=click.Path(path_type=Path))
timeout_option = click.option(
    "--timeout",
    metavar="SECONDS",
    default=60,
    show_default=True,
    type=click.IntRange(1),
    help="How long it may take.",
)


def _teach(ctx: click.Context, _: click.Parameter, folders: tuple[Path, ...]) -> None:
    """Add folders of wordings, before anything reads the lexicon; a wrong one is refused."""
    if not folders or ctx.resilient_parsing:
        return
    from kg import resources

    resources.teach(folders)
    from kg.facts import KINDS, PARTS, framed
    from kg.language import taught

    fields = {kind.name: framed.fields_of(kind) for kind in (*KINDS, *PARTS)}
    for folder in folders:
        if problems := taught.check(folder, fields):
            more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
            hint = f"kg lexicon check {folder} lists all"
            raise ShareError(f"{problems[0]}{more}", where=str(folder), hint=hint)


def _model(ctx: click.Context, _: click.Parameter, name: str) -> None:
    """Name the pipeline, and load it at once: one that is not there is told before anything is read."""
    if not name or ctx.resilient_parsing:
        return
    from kg import pipeline

    pipeline.use(name)


def _ocr(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """Ask for pages without text to be recognised; what is missing for it is told before anything is read."""
    if not asked or ctx.resilient_parsing:
        return
    from kg.files import ocr

    ocr.use()


model_option = click.option(
    "--model",
    default="",
    envvar="KG_MODEL",
    expose_value=False,
    callback=_model,
    metavar="NAME",
    help="A spaCy pipeline that adds names which the rules do not find; what names them is called inferred.",
)
ocr_option = click.option(
    "--ocr",
    is_flag=True,
    envvar="KG_OCR",
    expose_value=False,
    callback=_ocr,
    help="Recognise the pages of a PDF that have no text, or none that can be read (needs tesseract).",
)
lexicon_option = click.option(
    "--lexicon",
    multiple=True,
    envvar="KG_LEXICON",
    expose_value=False,
    callback=_teach,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A folder of wordings of your own, beside those shipped.",
)


redact_option = click.option(
    "--redact",
    type=click.Choice(["private"]),
    help="Without people who hold no office in the graph (docs/redact.md says what that does and cannot do).",
)


@contextmanager
def shown(file: Path, redact: str | None) -> Iterator[Path]:
    """Give the graph that is read: the file itself, or a copy of it without the people who are left out."""
    if not redact:
        yield file
        return
    from kg.graph import redact as redacting

    with redacting.copy(file) as copy:
        yield copy.place


def _day(_: click.Context, option: click.Parameter, given: str) -> str:
    """Check a day of the calendar before anything is read."""
    from kg.explore import values

    return values.date(given, option.opts[0]) if given else ""


def narrowed(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of an export or a picture; those that narrow it come as one `Scope`."""

    @wraps(command)
    def scoped(*, since: str, body: str, case: str, organisation: str, **others: Any) -> None:
        from kg.explore.movement import Scope

        command(scope=Scope(since, body, case, organisation), **others)

    for option in (
        click.option("--force", is_flag=True, help="Replace the output if it exists."),
        click.option("--case", default="", metavar="NUMBER", help="Only this diary number."),
        click.option(
            "--organisation", default="", metavar="NAME", help="Only of this municipality, region, association."
        ),
        click.option("--body", default="", metavar="NAME", help="Only what this body sent, received or held."),
        click.option(
            "--since", default="", metavar="DATE", callback=_day, help="Only what is dated that day or later."
        ),
        click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The file to write."),
        file_argument,
    ):
        scoped = option(scoped)
    return scoped
