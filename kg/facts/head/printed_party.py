"""Parties as a roster prints them: in brackets, behind a comma, bare, in front of a name, written out, as a heading."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.language import agents, grammar
from kg.language.names import PARTICLE
from kg.letters import LOWER, UPPER
from kg.model import Mention
from kg.resources import register

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kg.facts.head.roster_records import Entry, Line, Style
    from kg.model import Flow


BLANK = "\ue000"
"""Stands in a text for what was read out of it already, so that nothing behind it moves."""
FORM = r"[A-ZÅÄÖ]{1,6}|[A-ZÅÄÖ][A-Za-zåäöÅÄÖ]{1,5}|[a-zåäö]{1,5}|[-–]"
_BRACKET = re.compile(
    rf"\s?,?\s?[(\[]\s?(?P<party>{FORM})\.?(?:(?:\s?[,;/]\s?|\s[–-]\s)(?P<more>[^()\[\]]{{2,30}}))?\s?[)\]]|\s?/(?P<within>[A-ZÅÄÖ]{{1,4}})/"
)
_TOWN = re.compile(rf"[{UPPER}][{LOWER}]{{4,}}|(?=.?[AEIOUYÅÄÖaeiouyåäö])[{UPPER}][{LOWER}]{{2,3}}")
"""What may be a town as it is written: short words that begin with two consonants shorten something (`Lpo`)."""
_LONG_TOWN = 5
_UNCLOSED = re.compile(r"\s?[(\[](?P<party>[A-ZÅÄÖ]{1,4})(?=\s*(?:[,;]|$)|\s[a-zåäö§1-9])")
_UNOPENED = re.compile(rf"(?<=[{LOWER}])\s(?P<party>[A-ZÅÄÖ]{{1,4}})[)\]]")
"""A party with one of its brackets left out."""
_CELL = grammar.pattern("attendance", "party-in-a-cell")
_NAMED_PARTY = re.compile(r"\s?[(,]\s?(?P<party>[A-ZÅÄÖ][a-zåäö]{6,}(?:\s[a-zåäö]+){0,2})\)?(?=\s*(?:[,;)]|$))")
_COMMA = grammar.pattern("attendance", "party-behind-a-comma")
_LETTER = grammar.pattern("attendance", "v-or-vice")
_BARE = re.compile(rf"(?<=[{LOWER}])\s(?P<party>[A-ZÅÄÖ]{{1,4}})(?=\s*(?:$|[,;(§*])|\s+[a-zåäö1-2]|\s[–-]\s[a-zåäö])")
_DASH = re.compile(rf"(?<=[{LOWER}])\s[–-]\s?(?P<party>[A-ZÅÄÖ]{{1,4}})(?=\s*(?:$|[,;(§])|\s+[a-zåäö1-2]|\s[–-]\s)")
"""A party behind a dash: `Anna Ek - S`."""
_BARE_SMALL = re.compile(r"(?<=\w)\s(?P<party>[a-zåäö]{1,4})(?=\s*(?:$|[,;(§*]))")
_FULL_NAME = re.compile(rf"[{UPPER}][\w.’'-]*(?:\s{PARTICLE})*\s[{UPPER}][\w’'-]+$")
_FRONT = grammar.pattern("attendance", "party-in-front")
_FRONT_SMALL = grammar.pattern("attendance", "party-in-front-small")
"""A party in front of a name; in front of one word and its party stand initials (`PO Ek (S)`)."""
_ABBREVIATED = 6
"""A party alone on its line is written out: its name has more letters than these."""

_PARTY_HEADING = re.compile(
    r"(?:(?P<name>[A-ZÅÄÖ][\w-]{2,}(?: [\w-]+){0,3})(?: \((?P<in>[A-ZÅÄÖ]{1,6})\))?|(?P<alone>[A-ZÅÄÖ]{1,6})(?=:))"
    r"(?::\s*|$)"
)
_OF_A_PARTY = grammar.pattern("attendance", "party-word")


class Apart(NamedTuple):
    """A party without brackets: its abbreviation, its place, whether it is known, whether it stands before the name."""

    party: str
    at: tuple[int, int]
    known: bool
    front: bool


def fits(part: str, text: str) -> bool:
    """Whether a text is what an entry of the lexicon of attendance lists, with or without the points around it."""
    return grammar.pattern("attendance", part).fullmatch(text.strip(" .:*")) is not None or (
        grammar.pattern("attendance", part).fullmatch(text.strip()) is not None
    )


def is_no_party(text: str) -> bool:
    """Whether a word is short enough to be a party, stands where one can stand, and is none: `ordf`, `ers`."""
    return fits("no-party", text)


def parties_out(text: str, style: Style, *, politicians: bool) -> tuple[str, dict[int, Apart]]:
    """Read parties without brackets out of a text: `Anna Ek, s, ordförande`, `KD Anna Ek`, `Anna Ek M`.

    Returns:
        The text with blanks for them, and each under the place of the character next to the name.
    """
    found: dict[int, Apart] = {}
    letter, small = ([_LETTER] if style.letter else []), ([_BARE_SMALL] if style.bare else [])
    for pattern in (_FRONT, _FRONT_SMALL, _UNOPENED, _COMMA, *letter, _DASH, _BARE, *small):
        for match in pattern.finditer(text):
            front = pattern in {_FRONT, _FRONT_SMALL}
            if not front and _FULL_NAME.search(text[: match.start()]) is None:
                continue
            strange = politicians and (pattern is _FRONT or (pattern is _COMMA and style.commas))
            party, known = party_of(match["party"], style, politicians=strange, bracket=False)
            if party:
                found[match.end() - 1 if front else match.start()] = Apart(party, match.span("party"), known, front)
                text = text[: match.start()] + BLANK * len(match[0]) + text[match.end() :]
    return text, found


def party_of(printed: str, style: Style, *, politicians: bool, bracket: bool) -> tuple[str, bool]:
    """Give the abbreviation of what is printed where a party can stand, and whether it is one we know."""
    if printed in {"-", "–"}:
        return ("-", True) if politicians else ("", False)
    upper = printed.upper()
    if not bracket and upper in style.offices:
        return "", False
    if upper in style.known:
        return upper, True
    if not politicians or (printed.islower() and not (style.lower and bracket)):
        return "", False
    if is_no_party(printed):
        return "", False
    return (upper, False) if bracket or len(upper) > 1 else ("", False)


def party_behind(entry: Entry, line: Line, at: int) -> int:
    """Read the party behind a name; give where the text goes on."""
    text, here = line.text, line.apart.get(at)
    if here is not None and not here.front:
        entry.party, entry.party_at, entry.known_party = here.party, here.at, here.known
        return at + len(text[at:]) - len(text[at:].lstrip(BLANK))
    if match := _BRACKET.match(text, at) or _CELL.match(text, at):
        printed = match.groupdict().get("within") or match["party"]
        if printed in line.style.towns:
            return match.end()
        party, known = party_of(printed, line.style, politicians=line.politicians, bracket=True)
        if party:
            entry.party, entry.known_party = party, known
            entry.party_at = (match.end() - len(match[0].lstrip(" |,")), match.end())
            if fits("role-in-brackets", match.groupdict().get("more") or ""):
                return match.start("more")  # `(S, ordförande)`
    elif (match := _UNCLOSED.match(text, at)) and match["party"] in line.style.known:
        entry.party, entry.party_at = match["party"], (at + 1, match.end())
    elif (match := _NAMED_PARTY.match(text, at)) and (abbreviation := agents.abbreviation(match["party"])):
        entry.party, entry.party_at = abbreviation, match.span("party")
    if match and entry.party:
        former = grammar.pattern("attendance", "former-party").match(text, match.end())
        return former.end() if former else match.end()
    return at


def towns(printed: Mapping[str, int], known: Collection[str]) -> frozenset[str]:
    """Give those of the words in brackets that are towns, by how often each stands there: they are no parties.

    So the boards of joint authorities list who speaks for which member. Several whole words, written as names, are
    such; a municipality is one alone, and so is a word that stands there once: it may be a village.

    >>> sorted(towns({"Väl": 2, "Kil": 3, "Näs": 1, "Lpo": 1, "Broby": 1}, {"S"}))
    ['Broby', 'Kil', 'Näs']
    """
    words = {word for word in printed if _TOWN.fullmatch(word) and word.upper() not in known}
    long = {word for word in words if len(word) >= _LONG_TOWN}
    once = {word for word in words if printed[word] == 1}
    return frozenset((words & _municipalities()) | once | (long if len(long) > 1 else set()))


@cache
def _municipalities() -> frozenset[str]:
    return frozenset(row["place"] for row in register("organisations") if row["kind"] == "municipality")


def is_bracketed(entry: Entry) -> bool:
    """Whether the party of an entry stands in brackets."""
    return entry.flow.text[slice(*entry.party_at)].strip()[-1:] in {")", "]", "/"}


def behind_role(entry: Entry, words: str, style: Style) -> bool:
    """Read a party that stands behind the role, `Anna Ek, ordförande, S`; say whether the words are one."""
    at = entry.flow.text.find(f", {words}", entry.begin) if not entry.party and entry.roles else -1
    if at < 0 or words.upper() not in style.known:
        return False
    entry.party, entry.party_at = words.upper(), (at + 2, at + 2 + len(words))
    return True


def party_heading(flow: Flow) -> tuple[Mention, Flow] | None:
    """Read `Moderaterna (M): Bo Ek, Eva Ås`, or the heading alone on its line: the party, and what stands behind."""
    match = _PARTY_HEADING.match(flow.text)
    if match is None:
        return None
    party = match["alone"] or agents.abbreviation(match["name"])
    if match["alone"] and party not in agents.parties():
        return None
    if not party and _OF_A_PARTY.search(agents.lowered(match["name"])):
        party = match["in"] or ""
    if not party and match["in"] and match[0].rstrip().endswith(":"):
        # A name that could be a person's, but people with no party of their own stand behind it.
        behind = flow.text[match.end() :]
        first = next((one for one in agents.find(behind) if " " in one.name), None)
        party = match["in"] if first is not None and first.begin == 0 and not first.party else ""
    party = (match["in"] or party) if party else ""
    end = match.end("in") if match["in"] else match.end("name") if match["name"] else match.end("alone")
    if not party or (not match["in"] and ":" not in match[0] and len(match["name"]) <= _ABBREVIATED):
        return None
    return Mention("party", party, flow.span(0, end)), flow.cut(match.end())


def stands_alone(flow: Flow) -> tuple[Mention, Flow] | None:
    """Read a party's letters alone on their line, `S` or `(S)`, as a heading: where a list begins so, more follow."""
    letters = flow.text.strip(" ()[]:")
    if letters not in agents.parties():
        return None
    return Mention("party", letters, flow.span()), flow.cut(len(flow.text))
