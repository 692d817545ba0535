"""Agents of any kind: what a stretch of text names as a whole, and the recipients that one line lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.language.agents import organs, posts
from kg.language.agents.persons import PARTY, find, is_address, people
from kg.language.agents.words import canonical
from kg.letters import lowered
from kg.model import Flow, Mention
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_INDEFINITE_UNIT = grammar.pattern("agents", "unit")
_BRACKET = re.compile(r"(?P<head>.+?)\s\([^)]+\)")
_PLURAL = grammar.pattern("agents", "several-bodies")
_BODY_OF_A_PART = grammar.pattern("agents", "body-of-a-part")
_JOINT = grammar.pattern("agents", "joint")
_APART = grammar.pattern("agents", "recipients-apart")
_LISTED = grammar.pattern("agents", "names-apart")
# A part of an administration behind it: `Hamnkontoret/Kontorsledning`.
_TWO = grammar.pattern("agents", "purposed-and-another")
_REMARKED = grammar.pattern("agents", "remarked")
_DESCRIBED = grammar.pattern("agents", "described-unit")
_RANKED = grammar.pattern("agents", "ranked-post")
_OF_A_BODY = grammar.pattern("agents", "post-of-a-body")
_INITIALLED = grammar.pattern("agents", "initialled")
_ELECTED = grammar.pattern("agents", "office-of-the-elected")
_UNIT = re.compile(r"(?P<office>[^/,]+)/(?P<unit>[A-ZÅÄÖa-zåäö]+)")
_PURPOSED = grammar.pattern("agents", "body-for")
_JOINED_NAME = grammar.pattern("agents", "joined-name")


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
    patterns = organs.patterns()
    for kind in organs.ORGANS:
        if patterns[kind].fullmatch(lowered(text)) or (kind == "body" and patterns["sub"].fullmatch(lowered(text))):
            return organs.organ(kind, text, part.span())
    if indefinite := _INDEFINITE_UNIT.fullmatch(text):
        name = (
            f"{indefinite['adjective']}a {indefinite['unit']}en"
            if indefinite["adjective"]
            else f"{indefinite['unit']}en"
        )
        return Mention("administration", canonical(name), part.span())
    if (bracket := _BRACKET.fullmatch(text)) and any(
        patterns[kind].fullmatch(lowered(bracket["head"])) for kind in organs.ORGANS
    ):
        alias = text[bracket.end("head") :].strip(" ()")
        if any(patterns[kind].fullmatch(lowered(alias)) for kind in organs.ORGANS):
            return agent(part, 0, bracket.end("head"))
        return Mention("administration", canonical(text), part.span())
    if one_of := _BODY_OF_A_PART.fullmatch(text):
        kind = "administration" if one_of["head"].casefold().endswith("förvaltning") else "body"
        return Mention(kind, canonical(f"{one_of['head']}en {one_of['part']}"), part.span())
    if (remarked := _REMARKED.fullmatch(text)) and any(
        patterns[kind].fullmatch(lowered(remarked["head"])) for kind in ("body", "administration")
    ):
        return agent(part, 0, remarked.end("head"))
    if _DESCRIBED.fullmatch(text):
        return Mention("body", canonical(text), part.span())
    if _JOINED_NAME.fullmatch(text):
        return Mention("administration" if text.endswith("förvaltningen") else "body", canonical(text), part.span())
    if posts.pattern().fullmatch(lowered(text)):
        return Mention("post", posts.post_name(text), part.span())
    if (" " in text and _OF_A_BODY.fullmatch(text)) or (
        (ranked := _RANKED.fullmatch(text)) and posts.is_post(ranked["post"])
    ):
        return Mention("post", text[:1].lower() + text[1:], part.span())
    if initialled := _INITIALLED.fullmatch(text):
        return Mention("person", initialled["name"], part.span(*initialled.span("name")))
    named = people(part)
    if len(named) == 1 and (titled := _titled(part)) is not None:
        return titled
    if len(named) == 1 and named[0].place and named[0].span == part.span():
        return named[0]
    if len(named) == 1 and not named[0].party and named[0].text == text:
        return Mention("name", text, part.span())  # a person, if the minutes have one of this name; else an association
    if len(named) == 1 and len(named[0].text) >= len(re.sub(PARTY, "", text).strip()) - 1:
        return named[0]
    return Mention("agent", canonical(text), part.span())


def _titled(flow: Flow) -> Mention | None:
    """Give the one person of `Anna Ek, ekonomichef` or `Ekonomichefen Anna Ek`: the office is hers, no second agent."""
    found = list(find(flow.text, capitals=not flow.text.isupper()))
    if len(found) != 1 or " " not in found[0].name:
        return None
    name, begin = found[0].name, found[0].begin
    first, _, rest = name.partition(" ")
    if " " in rest and posts.is_title(first):
        name, begin = rest, begin + len(first) + 1  # `HR-specialist Anna Ek`
    before, behind = flow.text[:begin].strip(" ,"), flow.text[found[0].end :].strip(" ,.")
    in_front = not before or _is_title(before) or posts.is_post(before)
    if not (before or behind) or "," in before or not in_front or (behind and not _is_title(behind)):
        return None
    return Mention("person", name, flow.span(begin, found[0].end), found[0].party, found[0].place)


def _is_title(words: str) -> bool:
    return posts.is_title(words) or is_address(words) or _ELECTED.fullmatch(words) is not None


def _with_titles(text: str, parts: list[str]) -> list[str]:
    """Put the title behind a name and its comma together with the name."""
    found: list[str] = []
    for part in parts:
        whole = f"{found[-1]}, {part}" if found else ""
        named = bool(found) and len(list(find(found[-1]))) == 1 and next(find(part), None) is None
        if named and whole in text and _is_title(part):
            found[-1] = whole
        else:
            found.append(part)
    return found


def _parts_are_agents(flow: Flow, parts: list[str]) -> bool:
    """Whether what `och` and commas part are agents by themselves, and not two halves of one name."""
    if not _JOINT.search(flow.text):
        return True
    begin = 0
    for part in parts:
        begin = flow.text.index(part, begin)
        found = agent(flow, begin, begin + len(part))
        if found is None or (found.kind == "agent" and not organs.ORGANISATION.fullmatch(part)):
            return False
    return True


def _whole_names(text: str, parts: list[str], stands_alone: Callable[[str], bool], document: str) -> list[str]:
    """Put together what is one name: a lone word in small letters before `och` or `samt` begins the body behind it.

    Behind `Nämnden för fiske` it may as well end that name: the document has to know the other with a capital.
    """
    found: list[str] = []
    for part in parts:
        lone = bool(found) and " " not in found[-1] and not stands_alone(found[-1])
        word = next((w for w in ("och", "samt") if lone and f"{found[-1]} {w} {part}" in text), "")
        name = f"{found[-1]} {word} {part}" if word else ""
        if not name or not _JOINED_NAME.fullmatch(name):
            found.append(part)
        elif len(found) > 1 and _PURPOSED.fullmatch(found[-2]) and canonical(name) not in document:
            purpose = next((w for w in ("och", "samt") if f"{found[-2]} {w} {found[-1]}" in text), "")
            found[-2:] = [f"{found[-2]} {purpose} {found[-1]}", part] if purpose else [*found[-2:], part]
        else:
            found[-1] = name
    return found


def listed(flow: Flow, document: str = "") -> Iterator[Mention]:
    """Give the recipients of one line: parted by comma, `och` or slash where each part names an agent by itself.

    `document` is the whole text, which is asked where the line leaves open what belongs to a name.
    """
    text = flow.text.strip(" .;")
    parts = [p for p in _APART.split(text) if p]
    patterns = organs.patterns()

    def stands_alone(part: str) -> bool:
        low = lowered(part)
        called = phrases("agents", "recipient")
        if part[0].isupper() or low in called["words"] or posts.pattern().fullmatch(low):
            return True
        if any(low.startswith(f"{words} ") for words in called["of"]):
            return True
        if (
            _BODY_OF_A_PART.fullmatch(part)
            or _JOINED_NAME.fullmatch(part)
            or _titled(Flow(part, (0,), (0,))) is not None
        ):
            return True
        kinds = ("body", "administration", "authority", "sub", "genitive_unit", "all")
        return any(patterns[kind].fullmatch(low) for kind in kinds)

    if (plural := _PLURAL.fullmatch(text)) is not None:
        head = plural["head"] + (
            "n" if plural["head"].endswith("e") else "et" if plural["head"].endswith("utskott") else "en"
        )
        for name in _LISTED.split(plural["names"]):
            yield Mention("body", canonical(f"{head} {name}"), flow.span())
        if plural["rest"]:
            yield from listed(flow.cut(plural.start("rest"), plural.end("rest")), document)
        return
    if (unit := _UNIT.fullmatch(text)) and (office := agent(flow.cut(0, unit.end("office")))):
        within = agent(flow, unit.start("unit"), unit.end("unit"))
        if office.kind == "administration" and within is not None and within.kind == "agent":
            yield Mention("administration", canonical(text), flow.span())
            return
    parts = _with_titles(text, _whole_names(text, parts, stands_alone, document))
    if len(parts) > 1 and all(map(stands_alone, parts)) and _parts_are_agents(flow, parts):
        at = 0
        for part in parts:
            begin = text.index(part, at)
            at = begin + len(part)
            found = agent(flow, begin, at)
            if found:
                yield found
        return
    commas = [] if "-," in text else _with_titles(text, [p for p in re.split(r"\s*[,;]\s*", text) if p])
    if len(commas) > 1 and all(map(stands_alone, commas)):
        at = 0
        for part in commas:
            begin = text.index(part, at)
            at = begin + len(part)
            yield from listed(flow.cut(begin, at), document)
        return
    if two := _TWO.fullmatch(text):
        yield from listed(flow.cut(0, two.end("first")), document)
        yield from listed(flow.cut(two.start("other"), two.end("other")), document)
        return
    found = agent(flow)
    if found:
        yield found
