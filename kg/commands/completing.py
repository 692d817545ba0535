"""What a shell is offered where a user presses Tab: files, the shipped questions, their parameters and values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    import click


def questions(_ctx: click.Context, _option: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the shipped questions that begin so, and files of one's own where none does."""
    from kg.explore import queries

    found = [one for one in queries.shipped() if one.name.startswith(begun)]
    offered = [CompletionItem(one.name, help=one.titles["sv"]) for one in found]
    return offered or [CompletionItem(begun, type="file")]


def graphs(ctx: click.Context, option: click.Parameter, begun: str) -> list[CompletionItem]:
    """Let the shell offer files; where a service is asked, the question stands first."""
    asks_service = ctx.params.get("endpoint")
    return questions(ctx, option, begun) if asks_service else [CompletionItem(begun, type="file")]


def parameters(ctx: click.Context, _option: click.Parameter, begun: str) -> list[CompletionItem]:
    """Offer the parameters of the question that is asked, and the concepts that one of them takes."""
    from kg.explore import queries, values

    # The option lacks its value yet: click then leaves the arguments before it where they stand.
    before = {*ctx.args, ctx.params.get("question"), ctx.params.get("file")}
    question = next((one for one in queries.shipped() if one.name in before), None)
    if question is None:
        return []
    name, is_begun, _ = begun.partition("=")
    scheme = question.schemes.get(name) if any(one.name == name for one in question.parameters) else None
    if is_begun:
        offered = {f"{name}={value}": called for value, called in values.listed(scheme).items()} if scheme else {}
    else:
        offered = {f"{one.name}=": one.sv for one in (*question.parameters, queries.SURE)}
    return [CompletionItem(word, help=said) for word, said in offered.items() if word.startswith(begun)]
