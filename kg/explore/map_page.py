"""The map as one HTML page that loads nothing: the picture, and beside it the steps behind every arrow."""

from __future__ import annotations

import json
import re
from html import escape, unescape
from string import Template
from typing import TYPE_CHECKING

from kg.explore import dot, drawing, legend, plain, swedish
from kg.explore.labels import TEMPLATES
from kg.explore.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.explore.chart import Chart
    from kg.explore.legend import Box, Line
    from kg.explore.movement import Movement

COLUMNS = ("date", "from", "to", "kind", "sentence", "case", "paragraph", "document")
"""The columns of the list, and of the file that it is saved as."""
_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_GROUP = re.compile(r'(<g id="([^"]+)" class="(?:node|edge)">)')
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_SCRIPTED = ("shown", "steps", "file")
"""Words that the page's script says."""


def page(drawn: Chart, language: str = "sv") -> str:
    """Lay the map and the list of its steps out as one HTML page.

    Args:
        drawn: The map.
        language: `sv` or `en`: of the words of the page; names and sentences stand as they are.

    Raises:
        OutputError: The layout failed.
    """
    said = words(language)
    told = [one for steps in drawn.edges.values() for one in steps]
    names = called(drawn, language)
    scripted = {"names": names, "words": {key: said[key] for key in _SCRIPTED}, "columns": [said[c] for c in COLUMNS]}
    return Template((TEMPLATES / "map.html").read_text(encoding="utf-8")).substitute(
        {f"say_{key}": _safe(word) for key, word in said.items()},
        language=language,
        title=_safe(drawn.title),
        svg=_picture(drawn, names),
        source=_safe(source(told, language)),
        kinds=_kinds(told, language),
        shapes=_shapes(language, dashed=any(one.anticipated for one in told)),
        bodies="".join(
            f'<option value="{_safe(name)}">' for name in sorted(set(drawn.nodes.values()), key=swedish.key)
        ),
        head="".join(map(_head, COLUMNS, (said[name] for name in COLUMNS))),
        rows="\n".join(_rows(drawn, language)),
        # No `</script>` inside a name can end the script.
        data=json.dumps(scripted, ensure_ascii=False).replace("<", "\\u003c"),
    )


def _head(name: str, word: str) -> str:
    return f'<th scope="col" role="columnheader" class="{name}"><button type="button">{_safe(word)}</button></th>'


def called(drawn: Chart, language: str) -> dict[str, str]:
    """Say in words what each part of the picture is, by its id: for who hears it, and for the heading of the list."""
    said = words(language)
    found = dict(drawn.nodes)
    for edge, told in drawn.edges.items():
        sender, receiver = (drawn.nodes[end] for end in drawn.ends[edge])
        found[edge] = f"{sender} → {receiver}: {_step(told[0], language)}, {said['movements'].format(count=len(told))}"
    return found


def source(told: list[Movement], language: str) -> str:
    """Say what a picture rests on: how many minutes, and from when to when."""
    said = words(language)
    days = sorted({one.date for one in told if one.date})
    documents = len({one.document for one in told if one.document})
    parts = [said["source"].format(count=documents)]
    if days:
        parts.append(said["period"].format(first=days[0], last=days[-1]))
    return "; ".join(parts)


def _picture(drawn: Chart, names: Mapping[str, str]) -> str:
    """Draw it, with words where the drawing has names of nodes: a browser shows them as a tooltip."""
    svg = _PROLOGUE.sub("", dot.draw(drawn.text, "svg").decode("utf-8"))

    def named(found: re.Match[str]) -> str:
        return f"{found[1]}<title>{_safe(names[unescape(found[2])])}</title>"

    return _GROUP.sub(named, _TITLE.sub("", svg))


def _kinds(told: list[Movement], language: str) -> str:
    there = {one.kind for one in told}
    return "".join(
        f'<label><input type="checkbox" value="{kind}" checked>{_sample(style)}'
        f"{_safe(drawing.called(kind, language))}</label>"
        for kind, style in drawing.STYLES.items()
        if kind in there
    )


def _shapes(language: str, *, dashed: bool) -> str:
    samples: list[tuple[Line | Box, str]] = [*drawing.boxes(language)]
    if dashed:
        samples.append((drawing.EXPECTED, words(language)["dashed"]))
    return "".join(f'<span class="shape">{_sample(one)}{_safe(said)}</span>' for one, said in samples)


def _sample(one: Line | Box) -> str:
    size = f'width="{legend.WIDTH}" height="{legend.HEIGHT}" viewBox="0 -1.5 {legend.WIDTH} {legend.HEIGHT + 3}"'
    return f'<svg class="sample" aria-hidden="true" {size}>{legend.sample(one)}</svg>'


def _rows(drawn: Chart, language: str) -> Iterator[str]:
    """Write the list of steps, in the order of time; each row knows its arrow and the two ends of it."""
    listed = [(edge, one) for edge, told in drawn.edges.items() for one in told]
    for edge, one in sorted(listed, key=lambda pair: (not pair[1].date, pair[1].date, pair[1].iri)):
        cells = "".join(
            f'<td role="cell" class="{name}">{_safe(cell)}</td>'
            for name, cell in zip(COLUMNS, _cells(one, language), strict=True)
        )
        at = f"{edge} {' '.join(drawn.ends[edge])}"
        yield f'<tr role="row" data-at="{at}" data-kind="{one.kind}" data-date="{one.date}">{cells}</tr>'


def _cells(one: Movement, language: str) -> tuple[str, ...]:
    number = f"§ {one.paragraph}" if one.paragraph else ""
    paragraph = ", ".join(part for part in (one.meeting_of, one.met, number) if part)
    cases = "; ".join(one.cases) or one.title
    kind = _step(one, language)
    return one.date, one.sender.label, one.receiver.label, kind, one.sentence, cases, paragraph, one.document


def _step(one: Movement, language: str) -> str:
    expected = f" ({words(language)['anticipated']})" if one.anticipated else ""
    return drawing.called(one.kind, language) + expected


def _safe(text: str) -> str:
    return escape(plain.text(text))
