"""The sessions of README.md and the tutorials: run in the checkout, compared by a test, rewritten by `make readme`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
TUTORIALS = tuple(ROOT / "docs" / name for name in ("tutorial.sv.md", "sparql.md", "gephi.md", "lexicon.md"))
"""Their sessions are run too; that in English has those of the Swedish one."""
TRANSLATED = ROOT / "docs" / "tutorial.en.md"
_BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = "$ "
OUTPUT = re.compile(r"(?<![\w/.-])out/")
"""Where the sessions write: the checkout's own out/ is left alone."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a session, and what README.md says that it prints."""

    command: str
    printed: str
    line: int
    """Of the command, in README.md."""
    begin: int
    end: int
    """Where `printed` stands in the text of README.md."""

    @property
    def runs(self) -> bool:
        """Whether it is a command of ours; `make` would test itself."""
        return self.command.startswith("kg ")


def steps(text: str) -> list[Step]:
    """Find the commands in the `console` blocks of a Markdown text, in order; one may go on behind a backslash."""
    return [step for block in _BLOCK.finditer(text) for step in _block(text, block.start("body"), block.end("body"))]


def _block(text: str, begin: int, end: int) -> Iterator[Step]:
    prompts = [match.start() for match in re.finditer(r"^\$ ", text[begin:end], re.MULTILINE)]
    for at, after in zip(prompts, [*prompts[1:], end - begin], strict=True):
        whole = text[begin + at : begin + after]
        match = re.match(r"\$ (?:.*\\\n)*.*\n", whole)
        command = match[0] if match else whole
        start = begin + at + len(command)
        said = command.removeprefix(_PROMPT).replace("\\\n", "").strip()
        printed = text[start : begin + after]
        kept = printed.rstrip("\n")  # blank lines between two commands are no output
        yield Step(said, kept, text.count("\n", 0, begin + at) + 1, start, start + len(kept))


def run(step: Step, scratch: Path) -> str:
    """Run a command in the checkout, its `out/` being a scratch folder, and give what it prints on stdout.

    Raises:
        RuntimeError: It ends with another exit status than 0.
    """
    (scratch / "out").mkdir(exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    environment |= {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}
    command = OUTPUT.sub(f"{scratch}/out/", step.command)
    done = subprocess.run(  # noqa: S602 - the pipes and quotes of README.md are the shell's
        command, shell=True, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise RuntimeError(f"line {step.line}: {step.command}: exit status {done.returncode}: {done.stderr.strip()}")
    return plain(done.stdout.replace(f"{scratch}/out/", "out/"))


def plain(text: str) -> str:
    """Leave out what no reader sees: white space at the ends of lines and blank lines at the end."""
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip("\n")


def renewed(text: str, how: Callable[[Step, Path], str] = run) -> str:
    """Give the text with what its commands print now, each run in that way."""
    parts: list[str] = []
    at = 0
    with tempfile.TemporaryDirectory() as scratch:
        for step in (step for step in steps(text) if step.runs):
            parts += [text[at : step.begin], how(step, Path(scratch))]
            at = step.end
    return "".join([*parts, text[at:]])


def main() -> None:
    """Rewrite the sessions of README.md and of the tutorials in place."""
    for path in (README, *TUTORIALS, TRANSLATED):
        before = path.read_text(encoding="utf-8")
        after = renewed(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
        print(f"{path.name} is as it was" if after == before else f"{path.name} is rewritten")


if __name__ == "__main__":
    main()
