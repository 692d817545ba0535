"""What a sentence of a yrkande asks for: each demand, its kind, and the stretch that says what it is about."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.language import agents, grammar
from kg.resources import phrases

if TYPE_CHECKING:
    from kg.model import Flow


class Move(NamedTuple):
    """What a sentence asks for: kind, the stretch that says what it is about."""

    kind: str
    begin: int
    end: int


_TEXT_QUOTE = re.compile(r"[”\"].+[”\"]")
_PASSIVE = (
    (re.compile(r"\b(?:avslås|avslå|avstyrka?s?)\b", re.IGNORECASE), "reject"),
    (
        re.compile(
            r"\b(?:bifall(?:a?s|es|a)|tillstyrka?s?|antas enligt|godkänns enligt|"
            r"förslag(?:et)?\s(?:(?:ska|skall|bör|måtte)\s)?(?:antas|godkänns|fastställs)(?!\smed)|"
            r"besluta[rs]?\s(?:i enlighet med|enligt)\s(?:[\wåäö-]+s\s|liggande\s|det\s)?(?:\w+\s)?"
            r"förslag(?:et)?(?!\s?:|\smed))\b",
            re.IGNORECASE,
        ),
        "approve",
    ),
)
_ABOUT = re.compile(
    r"\b(?:(?:yrkande|yrkandet|yrkanden|förslag|förslaget|begäran)\s(?:[^.;]{0,70}?\s)?(?:om|på|att))\s"
    r"(?:att\s)?(?:ärendet\s)?$",
    re.IGNORECASE,
)
# "yrkar att beslut om avslag på stöd inte delegeras": of what the text that is moved speaks.
_ABOUT_A_DECISION = re.compile(r"\bbeslut(?:en|et)?\som\s$", re.IGNORECASE)
# "avslag på återremissyrkandet": what is rejected is a yrkande by its name, nothing that is asked for.
_A_MOTION = re.compile(r"yrkande", re.IGNORECASE)
_ACCORDING = re.compile(r"\s?(?:i enlighet med|enligt)\s(?=[^.;,]{0,80}förslag(?:et)?\b)")
_DEMANDS = {"approve", "reject", "support"}
# "bifall till X och tilläggsyrkande från Y": the second is an object too, no yrkande of its own.
_OBJECT_BEHIND = re.compile(r"(?:tilläggs|ändrings)yrkande\w*\s(?:från|av)\b", re.IGNORECASE)
# Approval of something that is changed in the same breath is a proposal of one's own.
_WITH_CHANGE = re.compile(
    r"\bmed\s(?:den|de|följande|dessa|nedanstående)\s(?:ändring|justering|förändring)\w*", re.IGNORECASE
)

# "att Anna Eks (S) tilläggsyrkande bifalls": the addition is hers, and no new one.
_WHOSE_ADDITION = re.compile(
    rf"{agents.NAME}s?(?:\s\([^)]{{1,6}}\)s?)?\s(?:tilläggs|ändrings)(?:yrkande|förslag)\s(?:ska\s|skall\s|bör\s)?(?:bifall|avsl|avstyrk|tillstyrk)"
)
_NEXT_THAT = re.compile(r"(?:,|,?\soch|,?\ssamt)\s(?=att\s)")
_ENDS_IN = {
    "reject": re.compile(r"\batt\s[^,;]{3,120}\s(?:avslås|avstyrks)[\s.]*$"),
    "approve": re.compile(r"\batt\s[^,;]{3,120}\s(?:bifalls|bifalles|tillstyrks)[\s.]*$"),
}
_SECOND_HAND = grammar.pattern("mover", "second-hand")
_FIRST_HAND = grammar.pattern("mover", "first-hand")
_NOUN_OF = grammar.pattern("mover", "noun-of")
AN_OBJECT = re.compile(r"förslag|yrkande|motion|beslutss|ärende|att-sats", re.IGNORECASE)
"""What a bifall or an avslag can be about."""


@cache
def cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the wordings of each kind of demand."""
    return tuple(
        (kind, re.compile(rf"\b(?:{'|'.join(forms)})", re.IGNORECASE))
        for kind, forms in phrases("motions", "cue").items()
    )


def moves(flow: Flow, begin: int) -> list[Move]:
    """Part what stands behind the verb into what is asked for, first and if that is not granted."""
    ends = [match.span() for match in _SECOND_HAND.finditer(flow.text, begin)]
    begins = [begin, *(end for _, end in ends)]
    parts = list(zip(begins, [*(start for start, _ in ends), len(flow.text)], strict=True))
    said = [(start, end) for start, end in parts if _says(flow.text[start:end])] or parts[:1]
    return [move for start, end in said for move in _moves(flow.cut(0, end), start)]


def _each_that(text: str, begin: int) -> list[Move]:
    """Part `att Anna Eks yrkande avslås och att nämndens förslag bifalls`, where each ends in such a verb."""
    borders = [match.span() for match in _NEXT_THAT.finditer(text, begin)]
    starts = [begin, *(end for _, end in borders)]
    parts = zip(starts, [*(start for start, _ in borders), len(text)], strict=True)
    said = [(next((kind for kind, form in _ENDS_IN.items() if form.search(text, *part)), ""), part) for part in parts]
    return [Move(kind, *part) for kind, part in said] if borders and all(kind for kind, _ in said) else []


def _says(words: str) -> bool:
    return re.search(r"\w", words.removeprefix(" att")) is not None


def _moves(flow: Flow, begin: int) -> list[Move]:
    hits: list[tuple[int, int, str]] = []
    rest = flow.text
    if several := _each_that(rest, begin):
        return several
    begin = next((m.end() for form in (_FIRST_HAND, _NOUN_OF) if (m := form.match(rest, begin))), begin)
    if according := _ACCORDING.match(rest, begin):
        return [Move("approve", according.end(), len(rest))]
    own_text = _first_that(rest, begin)
    for kind, cue in cues():
        for match in cue.finditer(rest, begin):
            if _inside_quote(rest, match.start()):
                continue
            hits.append((match.start(), match.end(), kind))
    hits.sort()
    chosen: list[tuple[int, int, str]] = []
    for hit in hits:
        if chosen and (hit[0] < chosen[-1][1] or _ABOUT.search(rest[: hit[0]])):
            continue
        if 0 <= own_text < hit[0] and _ABOUT_A_DECISION.search(rest[: hit[0]]):
            continue
        if hit[2] == "support" and 0 <= own_text < hit[0] and not AN_OBJECT.search(rest, hit[1]):
            continue  # "att nämnden tillstyrker en ny skola": what the body is to do
        demanded = chosen and chosen[-1][2] in _DEMANDS
        if demanded and hit[2] in {"refer-back", "adjourn"} and _A_MOTION.search(rest, hit[0], hit[1]):
            continue
        if (
            chosen
            and hit[2] in {"addition", "amendment"}
            and chosen[-1][2] in {"approve", "reject", "support", "forward"}
            and not _new_demand(rest, hit[0])
        ):
            continue
        if (
            chosen
            and chosen[-1][2] in {"refer-back", "adjourn", "addition", "amendment"}
            and hit[2] in {"forward", "addition", "amendment", chosen[-1][2]}
            and not _new_demand(rest, hit[0])
        ):
            continue
        chosen.append(hit)
    if (
        chosen
        and own_text >= 0
        and chosen[0][0] > own_text + 4
        and chosen[0][2] in {"approve", "reject", "forward", "addition", "amendment"}
    ):
        passive = next((kind for pattern, kind in _PASSIVE if pattern.search(rest, begin)), "")
        if passive and chosen[0][2] in {"approve", "reject"}:
            return [Move(passive, begin, len(rest))]
        if passive and _WHOSE_ADDITION.search(rest, begin):
            return [Move(passive, begin, len(rest))]
        if chosen[0][2] in {"addition", "amendment"}:
            return [Move(chosen[0][2], begin, len(rest))]
    if not chosen:
        passive = next((kind for pattern, kind in _PASSIVE if pattern.search(rest, begin)), "")
        return [Move(passive or "amendment", begin, len(rest))]
    ends = [hit[0] for hit in chosen[1:]] + [len(rest)]
    said: list[tuple[int, int, str]] = []
    for (at, behind_cue, cue_kind), end in zip(chosen, ends, strict=True):
        kind, cue_end = cue_kind, behind_cue
        if said and said[-1][2] in _DEMANDS and _OBJECT_BEHIND.match(rest, at):
            kind, cue_end = said[-1][2], at
        elif kind == "approve" and _WITH_CHANGE.search(rest, at, end):
            kind = "amendment"
        said.append((at, cue_end, kind))
    chosen = said
    return [
        Move(
            kind,
            min(at, cue_end) if kind in {"addition", "amendment", "refer-back", "adjourn", "forward"} else cue_end,
            end,
        )
        for (at, cue_end, kind), end in zip(chosen, ends, strict=True)
    ]


def _first_that(text: str, begin: int) -> int:
    match = re.compile(r"\batt\s").search(text, begin)
    return match.start() if match else -1


def _new_demand(text: str, at: int) -> bool:
    """Whether a cue opens a second demand: behind `samt`, `och`, a comma, or an article."""
    return (
        re.search(r"(?:\bsamt|\boch|,|;)\s(?:(?:till|på|även|med|ett|en|följande|yrkar|dessutom)\s)*$", text[:at])
        is not None
    )


def _inside_quote(text: str, at: int) -> bool:
    return any(match.start() < at < match.end() for match in _TEXT_QUOTE.finditer(text))
