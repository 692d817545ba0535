"""What was learnt of how documents are set, for a terminal, and as TOML of which the headings can be pasted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.explore import spoken
from kg.explore.tables import layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Learnt

_FORMS = ("numbers", "titles", "cases", "parties", "entries")


def block(found: Learnt, width: int, language: str = "en") -> Iterator[str]:
    """Lay out how a document is set, a line for each thing and its forms."""
    say = spoken.speaker(language)
    rows = [
        (say(name), ", ".join(f"{say(form)} ({count})" for form, count in getattr(found, name)[:4])) for name in _FORMS
    ]
    rows += [(say(kind), f"{words} ({count}){'' if kind != 'other' else ' ?'}") for words, kind, count in found.own]
    yield ""
    yield say("learnt from the document")
    rows = [row for row in rows if row[1]]
    yield from (f"  {line}" for line in layout((say("what"), say("forms")), rows, width - 2).splitlines())


def as_toml(found: Learnt) -> str:
    """Write what was learnt: how the documents are set as remarks, their own headings as a lexicon to be pasted."""
    return "\n".join(_toml(found)) + "\n"


def _toml(found: Learnt) -> Iterator[str]:
    documents = f"{found.documents} document{'' if found.documents == 1 else 's'}"
    yield f"# {documents}: how they are set, the most frequent first."
    for name in _FORMS:
        if forms := getattr(found, name):
            yield f"# {name}: {', '.join(f'{form} ({count})' for form, count in forms)}"
    if found.headings:
        yield f"# headings: {', '.join(f'{words} ({kind}, {count})' for words, kind, count in found.headings)}"
    yield ""
    if not found.own:
        yield "# No headings of their own: all are in the lexicon."
        return
    yield "# headings.toml: headings that the lexicon has not; correct the kinds, which what stands below them told."
    yield "[section]"
    for kind in dict.fromkeys(kind for _, kind, _ in found.own):
        listed = ", ".join(json.dumps(words, ensure_ascii=False) for words, other, _ in found.own if other == kind)
        yield f"{'# ' if kind == 'other' else ''}{'?' if kind == 'other' else kind} = [{listed}]"
