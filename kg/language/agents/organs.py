"""How a text names bodies, administrations, authorities and organisations."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar
from kg.language.agents.words import canonical
from kg.letters import lowered
from kg.model import Flow, Mention, Span
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Minutes

NAMELESS_OFFICES = frozenset(phrases("agents", "alone")["administration"])
NAMELESS_BODIES = frozenset(phrases("agents", "alone")["body"])
NAMELESS_AUTHORITIES = frozenset(phrases("agents", "alone")["authority"])
"""Offices and bodies that are called so alone: their name is not said."""
OWN_BODIES = NAMELESS_BODIES | frozenset(phrases("agents", "alone")["named"])
"""What the body that meets may be called, whatever its name: `direktionen` is the whole name of some."""
_LONGEST_NAME = 9
"""Words in front of a name's last one, at most."""
ORGANS = ("authority", "body", "administration")
ALL = ("organisation", *ORGANS)
_PATTERNS = ("any", "sub", "genitive_unit", "all", "body", "administration", "authority")
ORGANISATION = grammar.pattern("agents", "organisation")
_SECTOR = grammar.pattern("agents", "sector")
"""An office that is called by what it does, behind the word for it."""


_HOME = grammar.pattern("agents", "home")
_COURT = grammar.pattern("agents", "court")
_DISTRICT = grammar.pattern("agents", "district")
_NO_ORGAN = grammar.pattern("agents", "no-organ")
_GENERIC = grammar.pattern("agents", "generic")

_COMPANY = re.compile(r"\s(?:[A-ZÅÄÖ][\wåäö]*\s){0,3}?(?:(?:AB|HB|KB|Ltd)\b|&\s)")


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Give the patterns of names, for text in lower case: several times as fast as ignoring case."""
    return {name: grammar.pattern("agents", name) for name in _PATTERNS}


def _without_genitive(text: str) -> str:
    return text[:-1] if text.endswith(("s", "S")) and text[:-1].casefold().endswith(_endings()) else text


@cache
def _endings() -> tuple[str, ...]:
    return tuple(word for kind in ("authority", "body", "administration") for word in phrases("agents", "ending")[kind])


class Located(NamedTuple):
    """A mention with its place in the flow it was found in."""

    begin: int
    end: int
    mention: Mention


def locate(flow: Flow, *, kinds: Iterable[str] = ORGANS) -> list[Located]:
    """Find the bodies, administrations and authorities that a text names, the longest name at each place."""
    return [
        Located(begin, end, organ(kind, flow.text[begin:end], flow.span(begin, end)))
        for begin, end, kind in _hits(flow.text, tuple(kinds))
    ]


@lru_cache(maxsize=4096)
def _hits(text: str, kinds: tuple[str, ...]) -> tuple[tuple[int, int, str], ...]:
    """Find where names of these kinds stand in a text; several extractors ask the same of one sentence.

    The endings are looked for first and the names then matched from where they may begin: most text names nobody.
    """
    hits: list[tuple[int, int, int]] = []
    if "organisation" in kinds:
        hits += [(m.start(), -m.end(), ALL.index("organisation")) for m in ORGANISATION.finditer(text)]
    if "administration" in kinds and "ektor" in text:
        hits += [(m.start(), -m.end(), ALL.index("administration")) for m in _SECTOR.finditer(text)]
    low = lowered(text)
    last = -1
    for ending in patterns()["any"].finditer(low):
        if ending.end() > last and (hit := _name_around(low, ending.start(), ending.end(), kinds)):
            end = _with_home(text, hit[0], hit[1]) if hit[2] in {"body", "authority"} else hit[1]
            hits.append((hit[0], -end, ALL.index(hit[2])))
            last = end
    hits.sort()
    found: list[tuple[int, int, str]] = []
    for begin, minus_end, kind_at in hits:
        if ALL[kind_at] != "organisation" and _of_a_company(text, begin, -minus_end):
            continue
        if not found or begin >= found[-1][1]:
            found.append((begin, -minus_end, ALL[kind_at]))
    return tuple(found)


def _of_a_company(text: str, begin: int, end: int) -> bool:
    """Whether a name only begins that of a company: `Byggnadsnämnden Konsult AB`, `Styrelsen & Co`."""
    if not text[begin].isupper() or (text[end + 1 : end + 2] != "&" and not text[end + 1 : end + 2].isupper()):
        return False
    return _COMPANY.match(text, end) is not None


def _with_home(text: str, begin: int, end: int) -> int:
    """Give where a body's name ends that says whose body it is: `kommunstyrelsen i Brovalla kommun`, or which."""
    if court := _COURT.search(text, begin):
        return court.end() if court.start() < end else end
    if (district := _DISTRICT.match(text, end)) is not None:
        return district.end()
    home = _HOME.match(text, end)
    return home.end() if home and not _GENERIC.fullmatch(lowered(text[begin:end])) else end


def without_home(mention: Mention) -> Mention:
    """Give a body without the words that say whose it is."""
    home = _HOME.search(mention.text)
    return replace(mention, text=mention.text[: home.start()]) if home else mention


def _name_around(text: str, ending: int, end: int, kinds: tuple[str, ...]) -> tuple[int, int, str] | None:
    """Match the name whose ending stands at a place: from the leftmost word that may belong to it."""
    known = patterns()
    for begin in _beginnings(text, ending):
        best: tuple[int, int, str] | None = None
        for kind in (kind for kind in kinds if kind != "organisation"):
            for name in ("body", "sub") if kind == "body" else (kind,):
                match = known[name].match(text, begin)
                if match and match.end() >= end and (best is None or match.end() > best[1]):
                    best = (begin, match.end(), kind)
        if best is not None:
            return None if _NO_ORGAN.fullmatch(text, *best[:2]) else best
    return None


def _beginnings(text: str, ending: int) -> list[int]:
    """Give where a name with this ending may begin, the leftmost first: words that join, describe or own it."""
    begin = _word_begin(text, ending)
    found = [begin]
    while begin > 1 and len(found) < _LONGEST_NAME:
        gap = begin - (2 if text[begin - 2 : begin] == ", " else 1)
        if not text[gap:begin].isspace() and text[gap:begin] != ", ":
            break
        before = _word_begin(text, gap)
        word = text[before:gap]
        joins = word.endswith("-") or word in {"och", "samt", "&"} or word.rsplit("-", 1)[-1] in _describing()
        if before == gap or not (joins or (word.endswith("s") and word[:-1].endswith(_endings()))):
            break
        found.append(before)
        begin = before
    return found[::-1]


def _word_begin(text: str, at: int) -> int:
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] in "-&_"):
        at -= 1
    return at


@cache
def _describing() -> frozenset[str]:
    return frozenset({*phrases("agents", "adjective")["body"], *phrases("agents", "home")["whose"]})


def bodies(flow: Flow, *, kinds: Iterable[str] = ORGANS) -> list[Mention]:
    """Give the bodies, administrations and authorities that a text names, in its order."""
    return [hit.mention for hit in locate(flow, kinds=kinds)]


def body_at(flow: Flow, begin: int) -> Located | None:
    """Give the body, administration or authority whose name begins at a place of a text."""
    known = patterns()
    low = lowered(flow.text)
    best: tuple[int, str, str] | None = None
    for kind in ORGANS:
        for name in (kind, "sub") if kind == "body" else (kind,):
            match = known[name].match(low, begin)
            if match and (best is None or match.end() > best[0]):
                best = (match.end(), kind, flow.text[match.start() : match.end()])
    if best is None or _of_a_company(flow.text, begin, best[0]) or _NO_ORGAN.fullmatch(low, begin, best[0]):
        return None
    end = _with_home(flow.text, begin, best[0]) if best[1] in {"body", "authority"} else best[0]
    return Located(begin, end, organ(best[1], flow.text[begin:end], flow.span(begin, end)))


def organ(kind: str, text: str, span: Span) -> Mention:
    """Make the mention of a body, an administration or an organisation, its name as a sentence would write it."""
    if kind == "organisation":
        bare = text[:-1] if text.endswith("s") and not text.endswith(("ås", "us")) else text
        return Mention("agent", canonical(bare), span)
    if (home := _HOME.search(text)) is not None and home["genitive"]:
        text = text[:-1]
    whole = patterns()["sub"].fullmatch
    if text.endswith("s") and whole(lowered(text[:-1])):
        return Mention(kind, canonical(text[:-1]), span)
    name = text if whole(lowered(text)) else _without_genitive(text)
    return Mention(kind, canonical(name), span)


def administrations(minutes: Minutes) -> frozenset[str]:
    """Give the administrations that a document names by more than `förvaltningen`."""
    text = minutes.source.text
    hits = patterns()["administration"].finditer(lowered(text))
    found = {canonical(_without_genitive(text[hit.start() : hit.end()])) for hit in hits}
    return frozenset(name for name in found if name.casefold() not in NAMELESS_OFFICES)


def named(name: str, span: Span) -> Mention:
    """Give the body or administration of a name that the text only abbreviates or builds into a word."""
    organ = next((kind for kind in ORGANS if patterns()[kind].fullmatch(lowered(name))), "body")
    return Mention(organ, name, span)


def own() -> Mention:
    """Give the body whose meeting it is."""
    return Mention("own", "", Span(0, 0))


def home(span: Span) -> Mention:
    """Give the organisation whose minutes these are, where the text says only `kommunen` or `regionen`."""
    return Mention("home", "", span)
