"""How a text names people, bodies, administrations and offices: patterns that give Mentions, nobody known yet."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Flow, Mention, Span
from kg.resources import check_keys, lexicon, phrases, register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Minutes

_UP = r"[A-ZÅÄÖÉÜÆØÁÍÓČŠŽ][\w’'´]*(?:-[\w’'´]+)*"
_PARTICLE = r"(?:von|af|de|van|der|den|di|la|el|al|bin|ul|zu|da|dos)"
NAME = rf"(?=\S\S){_UP}(?:(?:\s{_PARTICLE}){{0,2}}\s{_UP}|\s[A-ZÅÄÖ]\.?(?=\s)){{1,5}}"
PARTY = r"\((?P<party>[A-ZÅÄÖ]{1,6}|-|–|[a-zåäö]{1,4}|[A-ZÅÄÖ][a-zåäöA-ZÅÄÖ]{1,5})\)"
PERSON = re.compile(rf"(?P<name>{NAME})(?:\s?{PARTY})?|(?P<part>{_UP})\s{PARTY.replace('party', 'party2')}")
"""A full name with or without a party, or part of a name with a party."""
NAMELESS_OFFICES = frozenset(
    {"förvaltningen", "kontoret", "staben", "kansliet", "avdelningen", "enheten", "förvaltningarna", "nämnderna"}
)
_LONGEST_NAME = 9
"""Words in front of a name's last one, at most."""
ORGANS = ("authority", "body", "administration")
ALL = ("organisation", *ORGANS)
_ORGANISATION = re.compile(
    r"\b(?:Region\s[A-ZÅÄÖ]\w+|Västra\sGötalandsregionen|(?!En\b|Vår\b)[A-ZÅÄÖ][\wåäö]+\s(?:kommun|stad|Stad)|Sveriges\s[Kk]ommuner\soch\s[Rr]egioner|"
    r"[A-ZÅÄÖ][\wåäö]+(?:\s[A-ZÅÄÖ&][\wåäö]*)*\sAB|[A-ZÅÄÖ][\wåäö]+\skommunalförbund|Kommunalförbundet\s[A-ZÅÄÖ]\w+)s?\b"
)
_INDEFINITE_UNIT = re.compile(
    r"(?:(?P<adjective>[A-ZÅÄÖ][\wåäö]+)\s)?(?P<unit>[\wåäö-]*(?:avdelning|enhet))", re.IGNORECASE
)
_BRACKET = re.compile(r"(?P<head>.+?)\s\([^)]+\)")
_NOT_PARTY = {"bilaga", "se", "ca", "kr", "dvs", "tf", "dnr", "och"}


def _ending(kind: str, part: str = "ending") -> str:
    words = sorted(phrases("agents", part)[kind], key=len, reverse=True)
    return "|".join(map(re.escape, words))


_COORDINATED = r"(?:\w+-,?\s(?:\w+-,?\s)*(?:och|samt|&)\s)?"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Compile the patterns of names, for text in lower case: several times as fast as ignoring case."""
    table = lexicon("agents")
    check_keys(
        table,
        {"ending", "indefinite", "adjective", "purposed", "post", "title", "recipient"},
        "data/lexicon/agents.toml",
    )
    adjectives = _ending("body", "adjective")
    purposed = _ending("body", "purposed")
    stop = "|".join(table["purposed"]["not_purpose"])
    body = rf"{_COORDINATED}[\wåäö-]*(?:{_ending('body')})"
    administration = rf"(?:(?:{adjectives})\s)?{_COORDINATED}[\wåäö-]*(?:{_ending('administration')})"
    authority = rf"{_COORDINATED}[\wåäö-]*(?:{_ending('authority')})"
    purpose = rf"\sför\s(?!(?:{stop})\b)\w+(?:(?:,\s\w+)*\s(?:och|samt)\s\w+)?"
    posts = "|".join(w for kind in ("en", "n") for w in _posts()[kind])
    return {
        "any": re.compile(rf"(?:{'|'.join(_ending(kind) for kind in ORGANS)}|revisorer)s?\b"),
        "sub": re.compile(
            rf"\b(?:(?:{adjectives})\s)?{_COORDINATED}[\wåäö-]*(?:{_ending('body')})s\s"
            rf"(?:{_COORDINATED}[\wåäö-]*(?:{_ending('body', 'indefinite')})s?\b(?:\s[1-9]\b)?|presidiums?\b)",
        ),
        "genitive_unit": re.compile(
            rf"\b(?:[\w-]+a\s)?(?:[\w-]+s\s){{1,2}}[\w-]*(?:{_ending('body', 'indefinite')})\b"
        ),
        "all": re.compile(r"(?:samtliga|alla)\s[\wåäö -]+"),
        "body": re.compile(
            rf"\b(?:(?:(?:{purposed}){purpose})|(?:regionens|kommunens|stadens)\srevisorer|(?:(?:{adjectives})\s)?(?:{body})(?:-(?:{adjectives})\s[\wåäö]*(?:{_ending('body')}))?(?:s\b)?)\b",
        ),
        "administration": re.compile(rf"\b{administration}(?:s\b)?\b"),
        "authority": re.compile(rf"\b{authority}(?:s\b)?\b"),
        "post": re.compile(rf"\b{_COORDINATED}[\wåäö-]*(?:{posts})(?:en|n)?(?:s\b)?(?:\sför\s[\w-]+)?\b"),
    }


def _low(text: str) -> str:
    """Put a text in lower case, every character still in its place."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@cache
def _posts() -> dict[str, tuple[str, ...]]:
    found = {}
    for article, words in phrases("agents", "post").items():
        found[article] = tuple(
            sorted((w for w in words if not w.endswith("-") and "-" not in w), key=len, reverse=True)
        )
    return found


def people(flow: Flow) -> list[Mention]:
    """Give the people that a text names by first and last name, or by part of the name and party."""
    found = []
    for match in PERSON.finditer(flow.text):
        name = match["name"] or match["part"]
        party = match["party"] or match["party2"] or ""
        begin, end = match.span("name" if match["name"] else "part")
        if party.casefold() in _NOT_PARTY or (party.islower() and party.upper() not in parties()):
            party = ""
        trimmed = _strip_titles(name, flow.text[end : end + 3])
        begin += name.index(trimmed) if trimmed else 0
        if not trimmed or (" " not in trimmed and not party) or not _may_be_name(trimmed):
            continue
        whole = match.end() if party else end
        found.append(Mention("person", trimmed, flow.span(begin, whole), party.upper().replace("–", "-")))
    return found


@cache
def parties() -> frozenset[str]:
    """Give the abbreviations of the register."""
    return frozenset(row["abbreviation"] for row in register("parties"))


@cache
def _titles() -> frozenset[str]:
    return frozenset(phrases("agents", "title")["words"])


def _strip_titles(name: str, behind: str) -> str:
    """Cut the words of office in front of and behind a name; a shortened word is one too (`Omr. dir.`)."""
    words = name.split(" ")
    while words and words[0].casefold() in _titles():
        words.pop(0)
    if len(words) > 2 and re.match(r"\.\s[a-zåäö]", behind):
        words.pop()
    while len(words) > 1 and (words[0] in {"Tf", "T.f"} or _patterns()["post"].fullmatch(_low(words[0]))):
        words.pop(0)
    while len(words) > 2 and _patterns()["post"].fullmatch(_low(words[-1])):
        words.pop()
    return " ".join(words)


def _may_be_name(text: str) -> bool:
    """Refuse a run of capitals that names a body, an office or a document."""
    patterns = _patterns()
    words = text.split(" ")
    if words[0] in {"Region", "AB"} or words[-1].endswith("regionen"):
        return False
    if len(words[0]) > 2 and words[0].isupper() and not words[-1].isupper():
        return False
    return not any(
        patterns[kind].fullmatch(_low(word)) for word in words for kind in ("body", "administration", "authority")
    ) and not any(len(word) > 1 and word.isupper() for word in words[1:])


def canonical(text: str) -> str:
    """Write the name of a body as a sentence would: single spaces, a capital first, no genitive s, no shouting."""
    words = re.sub(r"\s+", " ", text).strip(" .,:;")
    if words.isupper():
        words = words.lower()
    return words[:1].upper() + words[1:]


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
        Located(begin, end, _organ(kind, flow.text[begin:end], flow.span(begin, end)))
        for begin, end, kind in _hits(flow.text, tuple(kinds))
    ]


@lru_cache(maxsize=4096)
def _hits(text: str, kinds: tuple[str, ...]) -> tuple[tuple[int, int, str], ...]:
    """Find where names of these kinds stand in a text; several extractors ask the same of one sentence.

    The endings are looked for first and the names then matched from where they may begin: most text names nobody.
    """
    hits: list[tuple[int, int, int]] = []
    if "organisation" in kinds:
        hits += [(m.start(), -m.end(), ALL.index("organisation")) for m in _ORGANISATION.finditer(text)]
    low = _low(text)
    last = -1
    for ending in _patterns()["any"].finditer(low):
        if ending.end() > last and (hit := _name_around(low, ending.start(), ending.end(), kinds)):
            hits.append((hit[0], -hit[1], ALL.index(hit[2])))
            last = hit[1]
    hits.sort()
    found: list[tuple[int, int, str]] = []
    for begin, minus_end, kind_at in hits:
        if not found or begin >= found[-1][1]:
            found.append((begin, -minus_end, ALL[kind_at]))
    return tuple(found)


def _name_around(text: str, ending: int, end: int, kinds: tuple[str, ...]) -> tuple[int, int, str] | None:
    """Match the name whose ending stands at a place: from the leftmost word that may belong to it."""
    patterns = _patterns()
    for begin in _beginnings(text, ending):
        best: tuple[int, int, str] | None = None
        for kind in (kind for kind in kinds if kind != "organisation"):
            for name in ("body", "sub") if kind == "body" else (kind,):
                match = patterns[name].match(text, begin)
                if match and match.end() >= end and (best is None or match.end() > best[1]):
                    best = (begin, match.end(), kind)
        if best is not None:
            return best
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
    return frozenset({*phrases("agents", "adjective")["body"], "regionens", "kommunens", "stadens"})


def bodies(flow: Flow, *, kinds: Iterable[str] = ORGANS) -> list[Mention]:
    """Give the bodies, administrations and authorities that a text names, in its order."""
    return [hit.mention for hit in locate(flow, kinds=kinds)]


def body_at(flow: Flow, begin: int) -> Located | None:
    """Give the body, administration or authority whose name begins at a place of a text."""
    patterns = _patterns()
    low = _low(flow.text)
    best: tuple[int, str, str] | None = None
    for kind in ORGANS:
        for name in (kind, "sub") if kind == "body" else (kind,):
            match = patterns[name].match(low, begin)
            if match and (best is None or match.end() > best[0]):
                best = (match.end(), kind, flow.text[match.start() : match.end()])
    if best is None:
        return None
    return Located(begin, best[0], _organ(best[1], best[2], flow.span(begin, best[0])))


def _organ(kind: str, text: str, span: Span) -> Mention:
    if kind == "organisation":
        bare = text[:-1] if text.endswith("s") and not text.endswith(("ås", "us")) else text
        return Mention("agent", bare, span)
    whole = _patterns()["sub"].fullmatch
    if text.endswith("s") and whole(_low(text[:-1])):
        return Mention(kind, canonical(text[:-1]), span)
    name = text if whole(_low(text)) else _without_genitive(text)
    return Mention(kind, canonical(name), span)


def administrations(minutes: Minutes) -> frozenset[str]:
    """Give the administrations that a document names by more than `förvaltningen`."""
    text = minutes.source.text
    hits = _patterns()["administration"].finditer(_low(text))
    found = {canonical(_without_genitive(text[hit.start() : hit.end()])) for hit in hits}
    return frozenset(name for name in found if name.casefold() not in NAMELESS_OFFICES)


def post_name(text: str) -> str:
    """Give an office in the definite form and lower case.

    >>> post_name("Hälso- och sjukvårdsdirektör")
    'hälso- och sjukvårdsdirektören'
    >>> post_name("Avdelningschef för stadsplaneringsavdelningen")
    'avdelningschefen för stadsplaneringsavdelningen'
    """
    words = re.sub(r"\s+", " ", text).strip(" .,:;")
    head, behind, rest = words.partition(" för ")
    folded = head[:1].lower() + head[1:] if not head.isupper() else head.lower()
    for article, endings in _posts().items():
        for ending in endings:
            if folded.casefold().endswith(ending):
                return f"{folded}{article}{behind}{rest}"
            if folded.casefold().endswith(ending + article + "s"):
                return f"{folded[:-1]}{behind}{rest}"
    return f"{folded}{behind}{rest}"


def has_post(text: str) -> bool:
    """Whether a text names an office."""
    return _patterns()["post"].search(_low(text)) is not None


def post_at(flow: Flow, begin: int) -> Mention | None:
    """Give the office whose name begins at a place of a text, with the body it belongs to (`nämndens ordförande`)."""
    match = re.compile(
        rf"(?:[\wåäö-]+(?:{_ending('body')})s\s)?(?:ordförande|sekreterare|direktör)\b", re.IGNORECASE
    ).match(flow.text, begin)
    if match is not None and " " in match[0]:
        return Mention("post", match[0], flow.span(*match.span()))
    match = _patterns()["post"].match(_low(flow.text), begin)
    return (
        Mention("post", post_name(flow.text[match.start() : match.end()]), flow.span(*match.span())) if match else None
    )


def agent(flow: Flow, begin: int = 0, end: int | None = None) -> Mention | None:
    """Say what kind of agent a stretch of text names as a whole: body, administration, office, person or other.

    Returns:
        None where the stretch is no name at all.
    """
    part = flow.cut(begin, end)
    text = part.text.strip(" .,;:")
    if not text or len(text) > 120:
        return None
    part = part.cut(0, len(text))
    patterns = _patterns()
    for kind in ORGANS:
        if patterns[kind].fullmatch(_low(text)) or (kind == "body" and patterns["sub"].fullmatch(_low(text))):
            return _organ(kind, text, part.span())
    if indefinite := _INDEFINITE_UNIT.fullmatch(text):
        name = (
            f"{indefinite['adjective']}a {indefinite['unit']}en"
            if indefinite["adjective"]
            else f"{indefinite['unit']}en"
        )
        return Mention("administration", canonical(name), part.span())
    if (bracket := _BRACKET.fullmatch(text)) and any(
        patterns[kind].fullmatch(_low(bracket["head"])) for kind in ORGANS
    ):
        alias = text[bracket.end("head") :].strip(" ()")
        if any(patterns[kind].fullmatch(_low(alias)) for kind in ORGANS):
            return agent(part, 0, bracket.end("head"))
        return Mention("administration", canonical(text), part.span())
    if _BODY_OF_A_PART.fullmatch(text):
        return Mention("body", canonical(text), part.span())
    if patterns["post"].fullmatch(_low(text)):
        return Mention("post", post_name(text), part.span())
    named = people(part)
    if len(named) == 1 and len(named[0].text) >= len(re.sub(PARTY, "", text).strip()) - 1:
        return named[0]
    return Mention("agent", canonical(text), part.span())


def named(name: str, span: Span) -> Mention:
    """Give the body or administration of a name that the text only abbreviates or builds into a word."""
    organ = next((kind for kind in ORGANS if _patterns()[kind].fullmatch(_low(name))), "body")
    return Mention(organ, name, span)


def own() -> Mention:
    """Give the body whose meeting it is."""
    return Mention("own", "", Span(0, 0))


# Several bodies of one kind named at once: `Socialnämnderna Nord, Syd och Centrum`.
_PLURAL = re.compile(
    r"(?P<head>[A-ZÅÄÖa-zåäö]\w*(?:nämnd|styrelse|utskott))(?:erna|na|en)\s(?:[–-]\s)?"
    r"(?P<names>[A-ZÅÄÖ][\w-]+(?:,\s[A-ZÅÄÖ][\w-]+)*(?:,|\soch|\ssamt)\s[A-ZÅÄÖ][\w-]+)"
)


# One of several bodies of a kind, named by its part of the town: `socialnämnden Nord`.
_BODY_OF_A_PART = re.compile(r"[A-ZÅÄÖa-zåäö-]*nämnden\s[A-ZÅÄÖ][\w-]+")


def _parts_are_agents(flow: Flow, parts: list[str]) -> bool:
    """Whether what `och` and commas part are agents by themselves, and not two halves of one name."""
    if not re.search(r"\s(?:och|samt)\s", flow.text):
        return True
    begin = 0
    for part in parts:
        begin = flow.text.index(part, begin)
        found = agent(flow, begin, begin + len(part))
        if found is None or (found.kind == "agent" and not _ORGANISATION.fullmatch(part)):
            return False
    return True


def listed(flow: Flow) -> Iterator[Mention]:
    """Give the recipients of one line: parted by comma, `och` or slash where each part names an agent by itself."""
    text = flow.text.strip(" .;")
    parts = [p for p in re.split(r"\s*(?:(?<!-),|;|(?<![-,])\soch\s|\ssamt\s|/)\s*", text) if p]
    patterns = _patterns()

    def stands_alone(part: str) -> bool:
        kinds = ("body", "administration", "authority", "post", "sub", "genitive_unit", "all")
        if _low(part) in phrases("agents", "recipient")["words"]:
            return True
        return (
            part[0].isupper()
            or _BODY_OF_A_PART.fullmatch(part) is not None
            or any(patterns[kind].fullmatch(_low(part)) for kind in kinds)
        )

    if (plural := _PLURAL.fullmatch(text)) is not None:
        head = plural["head"] + (
            "n" if plural["head"].endswith("e") else "et" if plural["head"].endswith("utskott") else "en"
        )
        for name in re.split(r",\s|\soch\s|\ssamt\s", plural["names"]):
            yield Mention("body", canonical(f"{head} {name}"), flow.span())
        return
    if len(parts) > 1 and all(map(stands_alone, parts)) and _parts_are_agents(flow, parts):
        at = 0
        for part in parts:
            begin = text.index(part, at)
            at = begin + len(part)
            found = agent(flow, begin, at)
            if found:
                yield found
        return
    commas = [] if "-," in text else [p for p in re.split(r"\s*[,;]\s*", text) if p]
    if len(commas) > 1 and all(map(stands_alone, commas)):
        at = 0
        for part in commas:
            begin = text.index(part, at)
            at = begin + len(part)
            yield from listed(flow.cut(begin, at))
        return
    found = agent(flow)
    if found:
        yield found
