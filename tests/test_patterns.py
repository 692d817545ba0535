"""Swedish wordings stand in data/lexicon: how many patterns with Swedish words are compiled in Python only falls."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parent.parent / "kg"
MOST = 30
"""As many there are, a few left over for what is at work; who moves one into data/lexicon lowers this."""
_NO_WORDS = re.compile(r"\(\?P<\w+>|\(\?P=\w+\)|\\[a-zA-Z]|\[[^\]]*\]")
_WORD = re.compile(r"[a-zåäö]{4,}")
CODE = frozenset(
    re.findall(
        r"\w+",
        """before class consent content breadcrumbs cookie decoration display document edge error heading height hidden
        http https iframe line link node none label oclc ooxml oncept only param protokollgraf purl rdfs reader screen
        script skip skos span strong style text textarea through title view visibility visually width word
        date number party
        active checked circle clip disabled focus gradient hover hsla inset opacity rect rgba scale selection target
        translate visited layer media only supports""",
    )
)
"""Words of markup, formats and messages of libraries, which are no wording of minutes."""


def patterns(path: Path) -> Iterator[str]:
    """Give what a module writes out of each pattern that it hands to `re`, at once or later."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id in {"re", "later"}:
            yield "".join(_written(node.args[0]))


def _written(node: ast.AST) -> Iterator[str]:
    """Give the strings that a pattern is put together of; what it names of the lexicon is none of them."""
    if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Attribute) and node.func.attr == "join"):
        return
    if isinstance(node, ast.Subscript):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from _written(child)


def has_word(pattern: str) -> bool:
    """Whether a pattern has a word of four letters or more, names of groups and classes of letters left out."""
    return bool(set(_WORD.findall(_NO_WORDS.sub(" ", pattern))) - CODE)


def test_what_has_a_word() -> None:
    assert has_word(r"\bbeslut\w*")
    assert not has_word(r"(?P<number>\d+)\s§[a-zåäö]{1,3}")
    assert not has_word(r'<svg width="\d+">')


def test_what_a_pattern_names_of_the_lexicon_is_no_word_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("""re.compile(rf"\\b{words('section')}{x['beslut']}|{'|'.join(('nämnd',))}")""")
    assert "".join(patterns(tmp_path / "a.py")) == r"\b||nämnd"


def test_patterns_with_swedish_words_in_python_only_fall() -> None:
    found = sum(has_word(one) for path in PACKAGE.rglob("*.py") for one in patterns(path))
    assert found <= MOST, "put the wording into data/lexicon"
