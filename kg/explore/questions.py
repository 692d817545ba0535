"""The questions shown for reading: all in a list, or one with its parameters, their values and an example."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kg.explore import queries
from kg.explore import values as meaning
from kg.explore.labels import concepts
from kg.resources import folder, read_toml

if TYPE_CHECKING:
    from collections.abc import Sequence


def by_theme(questions: Sequence[queries.Question], language: str) -> list[tuple[str, list[queries.Question]]]:
    """Give questions by what they are about, named in a language (`sv` or `en`)."""
    named = {one.name: one for one in questions}
    themes: list[dict[str, Any]] = read_toml(folder("queries") / "themes.toml")["theme"]
    return [(one[language], [named[name] for name in one["questions"] if name in named]) for one in themes]


def choices(question: queries.Question, language: str) -> dict[str, dict[str, str]]:
    """Give the values of the parameters that take concepts, as they are called; of the others none."""
    found: dict[str, dict[str, str]] = {}
    for one in question.parameters:
        scheme = question.schemes.get(one.name.replace("-", "_"))
        names = meaning.listed(scheme) if scheme else {}
        found[one.name] = {name: concepts(language).get(f"{scheme}/{name}", name) for name in names}
    return found


def as_data(questions: Sequence[queries.Question]) -> list[dict[str, Any]]:
    """Give questions as plain data."""
    names = ("name", "titles", "descriptions", "parameters", "columns")
    return [{name: value for name, value in asdict(question).items() if name in names} for question in questions]


def as_text(questions: Sequence[queries.Question]) -> str:
    """List questions for reading: name and title in both languages, then what each may be narrowed by."""
    blocks = []
    for question in questions:
        lines = [question.name, f"  {question.titles['sv']} / {question.titles['en']}"]
        lines += [f'    -p {one.name}="{one.example}"  {one.sv} / {one.en}' for one in question.parameters]
        blocks.append("\n".join(lines) + "\n")
    every = (
        f'every question\n    -p {queries.SURE.name}="{queries.SURE.example}"  {queries.SURE.sv} / {queries.SURE.en}\n'
    )
    return "\n".join((*blocks, every))


def in_full(question: queries.Question) -> str:
    """Show one question for reading: what it asks, what it may be narrowed by, its columns, and how it is asked."""
    lines = [question.name]
    for language in question.titles:
        lines += ["", question.titles[language], f"  {question.descriptions[language]}"]
    parameters = (*question.parameters, queries.SURE)
    lines += ["", "parameters"]
    width = max(len(one.name) for one in parameters)
    for one in parameters:
        lines.append(f"  {one.name:{width}}  {one.sv} / {one.en}")
        if scheme := question.schemes.get(one.name):
            lines += [f"  {'':{width}}    {name}: {called}" for name, called in meaning.listed(scheme).items()]
    lines += ["", "columns", f"  {', '.join(question.columns)}", "", "example"]
    narrowed = "".join(f' -p {one.name}="{one.example}"' for one in parameters[:1])
    lines.append(f"  kg query FILE {question.name}{narrowed}")
    return "\n".join(lines) + "\n"
