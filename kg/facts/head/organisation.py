"""Whose minutes these are: the one region or municipality that a text speaks of most."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar, roster_labels
from kg.resources import register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Mention

_NAMED = grammar.pattern("organisation", "named")
_SHOUTED = grammar.pattern("organisation", "shouted")
_SMALL = {"Kommun": "kommun", "Stad": "stad", "I": "i", "Län": "län", "Läns": "läns", "Landsting": "landsting"}
"""Words of a name in capitals that a sentence writes small."""
_OF_TOWNS = ("kommun", "Kommun", "stad", "Stad")
_ASSOCIATION = grammar.pattern("organisation", "association")
_OF_ASSOCIATION = grammar.pattern("organisation", "of-association")
"""The bodies that joint authorities have: the names of their members stand beside."""
_OWNER = grammar.pattern("organisation", "owner")
_BOARD_OF = grammar.pattern("organisation", "board-of")
_COMPANY = re.compile(r".*\sAB")
_DEALT_WITH = grammar.pattern("organisation", "dealt-with")
_COMES_OR_GOES = grammar.pattern("organisation", "comes-or-goes")
_HOUSE = grammar.pattern("organisation", "house")
_CAPITALISED = re.compile(r"\b[A-ZÅÄÖ]\w*")


class _Known(NamedTuple):
    """An organisation of the register, ready to be looked for."""

    id: str
    label: str
    kind: str
    names: tuple[tuple[str, frozenset[str]], ...]
    place: str
    bare: re.Pattern[str] | None


@cache
def _known() -> tuple[_Known, ...]:
    found = []
    for row in register("organisations"):
        names = [name for name in (row["name"], *row["aliases"].split("|")) if len(name) > 3]
        place = row["place"].casefold()
        bare = re.compile(rf"(?<![\w-]){re.escape(place)}s?\b") if row["kind"] == "region" else None
        parts = tuple(
            (name.casefold(), frozenset(word.casefold() for word in _CAPITALISED.findall(name))) for name in names
        )
        found.append(_Known(row["id"], row["name"], row["kind"], parts, place, bare))
    return tuple(found)


@cache
def _by_word() -> dict[str, tuple[_Known, ...]]:
    """Give the organisations of the register by each capitalised word of their names and their place."""
    found: dict[str, list[_Known]] = {}
    for known in _known():
        words = {word for _, parts in known.names for word in parts} | set(known.place.split(" "))
        for word in words:
            found.setdefault(word, []).append(known)
    return {word: tuple(listed) for word, listed in found.items()}


def _spoken_of(words: frozenset[str]) -> list[_Known]:
    """Give the organisations that words of a text may name, in the order of the register."""
    may = {known.id: known for word in words & _by_word().keys() for known in _by_word()[word]}
    return [known for known in _known() if known.id in may] if may else []


_OFTEN_ENOUGH = 3
"""How often a text must speak of an organisation that stands on no letterhead: a neighbour is named once or twice."""
_LETTERHEAD = 10
"""A name on a letterhead weighs as much as so many in the text."""


def find(text: str, body: Mention | None, letterhead: str = "") -> str:
    """Give the id of the organisation in the register, or its name where the register does not have it, or nothing.

    Args:
        text: The whole text.
        body: Whose meeting it is.
        letterhead: The lines where an organisation names itself: page headers and footers, head and signatures.

    The full name counts in all minutes; the bare name of a county only where a body of a region is meant. Nothing is
    said where two are spoken of nearly as much, or where the text only mentions one in passing.
    """
    if (body is None or _OF_ASSOCIATION.fullmatch(body.text.casefold())) and (own := _own_board(letterhead)):
        return own
    regional, local = _speaks_of("regional", text), _speaks_of("local", text)
    bare = regional and not local
    scores, kinds = _count(text, bare=bare)
    named: Counter[str] = Counter()
    if letterhead:
        named, kinds_there = _count(letterhead, bare=bare, whole=text)
        kinds |= kinds_there
        scores.update({key: _LETTERHEAD * count for key, count in named.items()})
    wanted = _kind_of(body, regional=regional, local=local)
    if body is not None and _OF_ASSOCIATION.fullmatch(body.text.casefold()):
        if (told := _association_told(text)) and "association" not in kinds.values():
            return _known_as(told)
        wanted = "association"  # its members are municipalities and regions, and none of them is whose board it is
    ranked = [
        (key, count) for key, count in scores.most_common() if not wanted or kinds.get(key) in {wanted, "association"}
    ][:2]
    if not ranked:
        return _by_its_house(text) if wanted in {"", "municipality"} else ""
    if len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]:
        return ""
    best, count = ranked[0]
    if best not in named and _only_dealt_with(text, best):
        return ""
    return best if count >= _OFTEN_ENOUGH or not _elsewhere(text, best) else ""


def _only_dealt_with(text: str, best: str) -> bool:
    """Whether a text names an organisation only as one it deals with: `avtalet med Ekby kommun`, or a recipient."""
    names = next((known.names for known in _known() if known.id == best), ((best.casefold(), frozenset()),))
    called = re.compile(rf"(?:{'|'.join(re.escape(name) for name, _ in names)})s?\b", re.IGNORECASE)
    mentions = list(called.finditer(text))
    dealt_with = [one for one in mentions if _DEALT_WITH.search(text, 0, one.start())]
    others = (one for one in mentions if one not in dealt_with)
    return bool(dealt_with) and all(
        _COMES_OR_GOES.search(text, 0, one.start()) or _is_alone(text, one) for one in others
    )


def _is_alone(text: str, mention: re.Match[str]) -> bool:
    line = text[text.rfind("\n", 0, mention.start()) + 1 :].partition("\n")[0]
    return line.strip(" \t\r•-–") == mention[0]


def _own_board(letterhead: str) -> str:
    """Give the one joint authority that has a line of its own on a letterhead, or whose board a title says has met.

    Its members, regions and municipalities, stand beside those who speak for them.
    """
    lines = {name for name in _letterhead(letterhead) if _ASSOCIATION.fullmatch(name)}
    # `Samordningsförbundet Söderslätt   PROTOKOLL` stands there whole too.
    named = {name for name in lines if not any(name.startswith(f"{other} ") for other in lines)}
    told = {
        match["name"] or match["direction"] or match["company"]
        for line in letterhead.splitlines()
        for match in _BOARD_OF.finditer(line)
    }
    names = named or told
    return _known_as(names.pop()) if len(names) == 1 else ""


def _association_told(text: str) -> str:
    """Give the one joint authority that a text speaks of by name; nothing where it speaks of several."""
    flat = " ".join(text.split())
    names = {match[0] for match in _ASSOCIATION.finditer(flat) if not flat[match.end() : match.end() + 1].isalpha()}
    longest = {name for name in names if not any(name != other and name in other for other in names)}
    return longest.pop() if len(longest) == 1 else ""


def _by_its_house(text: str) -> str:
    """Give the one municipality of whose house, or of whose council, a text speaks that names none.

    `Ekby kommunhus`, `Kommunfullmäktige i Ekby`: it is called by the place, as printed.
    """
    names = {f"{match['place'] or match['seat']} kommun" for match in _HOUSE.finditer(" ".join(text.split()))}
    return _known_as(names.pop()) if len(names) == 1 else ""


def _known_as(name: str) -> str:
    """Give what an organisation of the register is called there; of another the name itself."""
    return next((known.id for known in _known() if name.casefold() in {one for one, _ in known.names}), name)


def _elsewhere(text: str, best: str) -> bool:
    """Whether a text speaks more of the place of another organisation: then the one it names once is a neighbour."""
    counts = Counter(_CAPITALISED.findall(text))
    at = {known.place: counts[known.place.title()] + counts[f"{known.place.title()}s"] for known in _known()}
    own = next((known.place for known in _known() if known.id == best), "")
    return max((count for place, count in at.items() if place != own), default=0) > at.get(own, 1)


def _count(text: str, *, bare: bool, whole: str = "") -> tuple[Counter[str], dict[str, str]]:
    """Count how often a text speaks of each organisation, and say what kind each is; `whole` tells genitives."""
    folded = " ".join(text.split()).casefold()
    words = frozenset(word.casefold() for word in frozenset(_CAPITALISED.findall(text)))
    scores: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    stems = words | {word[:-1] for word in words if word.endswith("s")}
    for known in _spoken_of(stems):
        count = sum(folded.count(name) for name, parts in known.names if parts <= stems)
        if known.bare and bare and known.place in folded:
            count += len(known.bare.findall(folded))
        if count:
            scores[known.id] = count
            kinds[known.id] = known.kind
    for name, count in _unregistered(text, whole or text).items():
        scores[name] = count
        kinds[name] = _kind_by_name(name)
    return scores, kinds


def heads(letterhead: str, whose: str) -> bool:
    """Whether a line of a letterhead is the name of this organisation and nothing else."""
    names = next((known.names for known in _known() if known.id == whose), ((whose.casefold(), frozenset()),))
    own = {name for name, _ in names}
    return bool(whose) and any(line.casefold() in own for line in _letterhead(letterhead))


def has_a_board(whose: str) -> bool:
    """Whether a name is one of a joint authority of several municipalities, or of a company."""
    return _ASSOCIATION.fullmatch(whose) is not None or _COMPANY.fullmatch(whose) is not None


def _speaks_of(kind: str, text: str) -> bool:
    return grammar.pattern("organisation", kind).search(text) is not None


def printed(text: str, identifier: str) -> str:
    """Give how a text mostly prints the name of an organisation of the register; its name there where it never does."""
    known = next((known for known in _known() if known.id == identifier), None)
    if known is None:
        return identifier
    flat = " ".join(text.split())
    folded = flat.casefold()
    forms: Counter[str] = Counter()
    for name, parts in known.names:
        if all(part in folded for part in parts):
            forms.update(re.findall(rf"(?<!\w){re.escape(name)}(?=s?\b)", flat, re.IGNORECASE))
    shown = {form: count for form, count in forms.items() if form[0].isupper() and not form.isupper()}
    return min(shown, key=lambda form: (-shown[form], form)) if shown else known.label


def _kind_of(body: Mention | None, *, regional: bool, local: bool) -> str:
    """Say whether a region or a municipality is looked for: by the body's name, else by the bodies spoken of."""
    if body is not None and (match := grammar.pattern("organisation", "kind").match(body.text.casefold())):
        return "municipality" if match[0] == "kommun" else "region"
    if body is not None and grammar.pattern("organisation", "of-a-region").search(body.text):
        return "region"
    if regional != local:
        return "region" if regional else "municipality"
    return ""


@cache
def _registered_names() -> frozenset[str]:
    return frozenset(name for known in _known() for name, _ in known.names)


def _is_genitive(words: str, text: str) -> bool:
    """Whether the s of `Region Xs` is a genitive: X stands alone elsewhere, or its thing follows wherever it stands."""
    if re.search(rf"\b{re.escape(words[:-1])}\b", text):
        return True
    places = list(re.finditer(rf"\b{re.escape(words)}\b", text, re.IGNORECASE))
    return bool(places) and all(re.match(r"\s+[a-zåäö]", text[place.end() :]) for place in places)


def _kind_by_name(name: str) -> str:
    if _ASSOCIATION.fullmatch(name):
        return "association"
    return "municipality" if name.endswith(_OF_TOWNS) else "region"


def _letterhead(text: str) -> Iterator[str]:
    """Give the names that are lines of their own where a letterhead stands, written as a sentence would."""
    for line in text.splitlines():
        words = " ".join(line.strip(" #*|_").split())
        if words.isupper():
            words = _spoken(words)
        if _NAMED.fullmatch(words) or _ASSOCIATION.fullmatch(words):
            yield words
        elif owned := _OWNER.fullmatch(words):
            yield f"{owned['place']} kommun"


def _spoken(name: str) -> str:
    """Write a name in capitals as a sentence would."""
    first, *rest = name.title().split(" ")
    return " ".join([first, *(_SMALL.get(word, word) for word in rest)])


def _unregistered(text: str, whole: str) -> Counter[str]:
    """Count regions and municipalities by name that the register does not have."""
    found: Counter[str] = Counter()
    shouted = [_spoken(name) for name in _SHOUTED.findall(text)]
    for name in (*_NAMED.findall(text), *shouted):
        words = re.sub(r"\s+", " ", name)
        if re.search(r"\n\s*\n", name) or roster_labels.kind(words.partition(" ")[0]) is not None:
            continue  # `Närvarorätt` and below it `landstingsfullmäktiges ordförande`
        if words.startswith("Region") and words.endswith("s") and _is_genitive(words, whole):
            words = words[:-1]
        if words.casefold() not in _registered_names():
            found[words] += 1
    # In running text `Många kommun` is a slip; a name on a letterhead is one, and so is one that is said twice, or the
    # only one of its kind where it acts or the place stands alone too.
    sure = text != whole
    for words in _letterhead(text) if sure else ():
        if words.casefold() not in _registered_names():
            found[words] += 1
    of_a_kind = Counter(map(_kind_by_name, found))
    certain = grammar.pattern("organisation", "sure")
    return Counter(
        {
            name: count
            for name, count in found.items()
            if sure
            or count > 1
            or certain.match(name)
            or (of_a_kind[_kind_by_name(name)] == 1 and _is_own(name, whole))
        }
    )


def _is_own(name: str, text: str) -> bool:
    """Whether a text speaks of a municipality as one's own: it acts, or its place stands without the word too."""
    acts, another, behind = (grammar.pattern("organisation", part) for part in ("acts", "with-its-word", "from"))
    printed = r"\s+".join(map(re.escape, name.split(" ")))  # a line's end may part it
    named = re.finditer(rf"{printed}\b", text)
    if any(acts.match(text, match.end()) and not behind.search(text, 0, match.start()) for match in named):
        return True
    place = re.escape(name.rpartition(" ")[0].removesuffix("s"))
    return any(
        another.match(text, match.end()) is None for match in re.finditer(rf"\b{place}s?\b", text, re.IGNORECASE)
    )
