"""Paragraphs (§) of others, cited as a document numbers its own: `KSAU 142/2031` is read as `KSAU § 142/2031`."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import diary
from kg.minutes import heading_cases
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.minutes.chain import Candidate
    from kg.model import Flow, Line

_OF_YEAR = re.compile(r".+/(?P<year>(?:19|20)?\d\d)")
"""The body of a paragraph that is numbered by the year, as its heading was read: `KS/2031`."""
_CITED = re.compile(
    rf"(?<![\w/-]){heading_cases.BODY}\s(?P<number>(?!(?:19|20)\d\d/)\d{{1,4}})/(?P<year>(?:19|20)?\d\d)(?![\d/-]|\s\d)"
)


def signed(lines: list[Line], chain: Sequence[Candidate]) -> list[Line]:
    """Put the sign in front of the numbers of paragraphs that a text cites, where its own are numbered without it."""
    years = [_OF_YEAR.fullmatch(here.body) for here in chain]
    if not chain or not all(years):
        return lines
    width = {len(match["year"]) for match in years if match}
    headings = {here.at for here in chain}
    return [line if at in headings else replace(line, flow=_signed(line.flow, width)) for at, line in enumerate(lines)]


def _signed(flow: Flow, width: set[int]) -> Flow:
    places = [
        match.start("number")
        for match in (_CITED.finditer(flow.text) if "/" in flow.text else ())
        if len(match["year"]) in width and not diary.LABEL.search(flow.text, 0, match.start())
    ]
    edges = [0, *places, len(flow.text)]
    return join([flow.cut(*edge) for edge in pairwise(edges)], " § ") if places else flow
