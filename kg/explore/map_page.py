"""The map as one HTML page that loads nothing: the picture, and beside it the steps behind every arrow."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from html import escape, unescape
from string import Template
from typing import TYPE_CHECKING

from kg.explore import dot, drawing, legend, plain, swedish
from kg.explore.folding import ASKED, OTHERS
from kg.explore.labels import TEMPLATES
from kg.explore.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kg.explore.chart import Chart
    from kg.explore.legend import Box, Line
    from kg.explore.movement import Agent, Movement

COLUMNS = ("date", "from", "to", "kind", "sentence", "case", "paragraph", "document")
"""The columns of the list, and of the file that it is saved as."""
_PROLOGUE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_GROUP = re.compile(r'(<g id="([^"]+)" class="(?:node|edge)">)')
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_SCRIPTED = ("shown", "steps", "file", "ask", "around", "page_of", "until_day")
"""Words that the page's script says."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a map that is served leads to.

    Args:
        home: The address of the site.
        whole: The address of the map with nothing folded; empty where nothing is.
        parts: How many parts that one has.
        around: Gives the address of the map around an agent.
        page_of: Gives the address of an agent's page.
    """

    home: str
    whole: str
    parts: int
    around: Callable[[Agent], str]
    page_of: Callable[[Agent], str]


def page(
    drawn: Chart,
    language: str = "sv",
    *,
    told: Sequence[Movement] = (),
    whole: Chart | None = None,
    site: Site | None = None,
) -> str:
    """Lay the map and the list of its steps out as one HTML page.

    Args:
        drawn: The map that is seen first.
        language: `sv` or `en`: of the words of the page; names and sentences stand as they are.
        told: The steps as minutes tell them, where the map has folded who takes part in few.
        whole: The map with nothing folded, where the page is to have it.
        site: Where it leads to; None for a page that stands alone.

    Raises:
        OutputError: The layout failed.
    """
    said = words(language)
    told = told or [one for steps in drawn.edges.values() for one in steps]
    names = called(drawn, language)
    more = called(whole, language) if whole else {}
    days = sorted({one.date for one in told if one.date})
    scripted = {
        "names": names | more,
        "words": {key: said[key] for key in _SCRIPTED},
        "columns": [said[c] for c in COLUMNS],
        "others": [name for name, agent in drawn.agents.items() if agent.iri.startswith(OTHERS)],
        "most": ASKED,
        "whole": site.whole if site else "",
        "parts": site.parts if site else len(more),
        "around": _leads(drawn, whole, site.around if site else None),
        "pages": _leads(drawn, whole, site.page_of if site else None),
        "days": days,
    }
    return Template((TEMPLATES / "map.html").read_text(encoding="utf-8")).substitute(
        {f"say_{key}": _safe(word) for key, word in said.items()},
        language=language,
        title=_safe(drawn.title),
        svg=_picture(drawn, names),
        whole=f'<div class="sheet" id="whole" hidden>{_picture(whole, more)}</div>' if whole else "",
        home=f'<a href="{_safe(site.home)}">{_safe(said["home"])}</a>' if site else "",
        days=max(len(days) - 1, 0),
        source=_safe(". ".join(filter(None, (source(told, language), drawn.left)))),
        kinds=_kinds(told, language),
        shapes=_shapes(language, dashed=any(one.anticipated for one in told)),
        bodies="".join(f'<option value="{_safe(name)}">' for name in sorted(_bodies(told), key=swedish.key)),
        head="".join(map(_head, COLUMNS, (said[name] for name in COLUMNS))),
        rows="\n".join(_rows(told, [drawn, *([whole] if whole else [])], language)),
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
        steps = said["movements"].format(count=len(told))
        found[edge] = f"{sender} → {receiver}: {_steps(told, language)}, {steps}"
    return found


def source(told: Sequence[Movement], language: str) -> str:
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


def _kinds(told: Sequence[Movement], language: str) -> str:
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


def _bodies(told: Sequence[Movement]) -> set[str]:
    return {end.label for one in told for end in (one.sender, one.receiver)}


def _leads(drawn: Chart, whole: Chart | None, lead: Callable[[Agent], str] | None) -> dict[str, str]:
    """Give where each node leads to; the others lead nowhere."""
    agents = {**drawn.agents, **(whole.agents if whole else {})}
    if lead is None:
        return {}
    return {name: lead(agent) for name, agent in agents.items() if not agent.iri.startswith(OTHERS)}


def _places(charts: Sequence[Chart]) -> dict[str, str]:
    """Give the parts of the pictures that show each step, by its IRI: the arrow and the two ends of it."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in charts:
        for edge, steps in one.edges.items():
            for step in steps:
                found[step.iri] += [edge, *one.ends[edge]]
        for node, steps in one.inner.items():
            for step in steps:
                found[step.iri].append(node)
    return {iri: " ".join(parts) for iri, parts in found.items()}


def _rows(told: Sequence[Movement], charts: Sequence[Chart], language: str) -> Iterator[str]:
    """Write the list of steps, in the order of time; each row knows its parts of the pictures."""
    places = _places(charts)
    for one in sorted(told, key=lambda one: (not one.date, one.date, one.iri)):
        at = places.get(one.iri, "")
        cells = "".join(
            f'<td role="cell" class="{name}">{_safe(cell)}</td>'
            for name, cell in zip(COLUMNS, _cells(one, language), strict=True)
        )
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


def _steps(told: Sequence[Movement], language: str) -> str:
    """Name the kind of some steps; several with how many there are of each."""
    found = drawing.kinds(told)
    if len(found) > 1:
        return ", ".join(f"{drawing.called(kind, language)} {count}" for kind, count in found)
    expected = f" ({words(language)['anticipated']})" if drawing.is_expected(told) else ""
    return drawing.called(found[0][0], language) + expected


def _safe(text: str) -> str:
    return escape(plain.text(text))
