"""Pages as HTML: templates that escape everything, filled with what kg.explore gives."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.errors import ShareError
from kg.explore import labels
from kg.resources import read_toml

if TYPE_CHECKING:
    from kg.web.links import Links

TEMPLATES = Path(__file__).with_name("templates")
STATIC = Path(__file__).with_name("static")
LANGUAGES = ("sv", "en")


@cache
def words(language: str) -> dict[str, str]:
    """Give the words of the pages.

    Raises:
        ShareError: The file lacks a word of that language.
    """
    path = TEMPLATES / "words.toml"
    tables: dict[str, dict[str, str]] = read_toml(path)
    missing = sorted(set().union(*tables.values()) - set(tables.get(language, {})))
    if missing:
        raise ShareError(f"[{language}] lacks {', '.join(missing)}", where=str(path))
    return tables[language]


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["zip"] = zip
    found.filters["filter_word"] = lambda name, language: words(language)[f"filter_{name}"]
    return found


def render(template: str, links: Links, **given: Any) -> str:
    """Fill a template; every value is escaped."""
    return (
        _environment()
        .get_template(template)
        .render(
            links=links,
            language=links.language,
            say=words(links.language),
            called=lambda kind: labels.called(f"gov:{kind}", links.language),
            many=lambda kind: words(links.language)[f"many_{kind}"],
            **given,
        )
    )
