"""The door: the group `kg` with its commands; a KgError becomes one line and an exit status."""

from __future__ import annotations

import signal
from typing import Any

import click

from kg.commands import asking, drawing, judging, keeping, making, merging, serving, wording
from kg.errors import KgError
from kg.processes import until_told_to_end
from kg.version import VERSION


class _Kg(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        """Turn an error that a user can act on, and the wish to stop, into one line on stderr."""
        try:
            with until_told_to_end():
                return super().invoke(ctx)
        except KgError as problem:
            click.echo(f"kg: {problem}", err=True)
            ctx.exit(problem.exit_status)
        except KeyboardInterrupt as stop:
            click.echo("kg: interrupted" if not stop.args else "kg: told to end", err=True)
            ctx.exit(128 + (stop.args[0] if stop.args else signal.SIGINT))


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    """Tell the version, and the commit where it is known."""
    if not asked or ctx.resilient_parsing:
        return
    from kg.revision import commit

    found = commit()
    click.echo(f"kg, version {VERSION}" + (f" ({found})" if found else ""))
    ctx.exit()


@click.group(cls=_Kg, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
def main() -> None:
    """Turn the minutes of Swedish councils and boards into a knowledge graph, and ask it.

    Exit status: 0 ok, 1 failed, 2 wrong use, 3 finished but some input was missing or rejected, 4 time limit,
    5 nothing matched, 130 interrupted.
    """


for _command in (
    making.build,
    keeping.remove,
    keeping.diff,
    merging.merge,
    making.push,
    asking.query,
    asking.queries,
    asking.stats,
    asking.why,
    judging.inspect,
    judging.check,
    judging.score,
    wording.lexicon,
    drawing.export,
    drawing.view,
    serving.serve,
):
    main.add_command(_command)

if __name__ == "__main__":
    main()
