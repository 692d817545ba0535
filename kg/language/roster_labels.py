"""What the labels of a head's lists say: those that are listed, and those made of the words of such labels."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

UNKNOWN = ("field", "unknown")
"""Kind and name of what stands under no label that is known."""
PRESIDIUM = ("chair", "vice-chair", "second-vice-chair")
"""Those who preside, in the order in which they are listed."""
PRESIDING, VICE = frozenset(PRESIDIUM), frozenset(PRESIDIUM[1:])
SEATED = PRESIDING | {"member", "serving-substitute"}
"""Roles of those who vote."""
MEMBERS = frozenset({"member", "deciding", "present"})
"""Lists of the members, whatever they are called."""
SUBSTITUTES = frozenset({"substitute", "serving-substitute"})
"""Lists of those who sit in for a member, and their roles."""
OF_PARTIES = SEATED | SUBSTITUTES
"""Roles of those whom parties send."""
OF_ELECTED = MEMBERS | SUBSTITUTES
"""Lists of the elected: their labels may head a column of names, their names stand in a table of those present."""
_LONGEST = 9
"""A label is made of no more words than this."""
_WRAPPED = 4
"""A label in a column of its own runs over no more lines than this."""
_PART = grammar.pattern("roster", "label-parts")
_OF_BODY = grammar.pattern("roster", "label-of-a-body")
_SHORTEST = 6
_MERGED = (
    (frozenset({"deciding", "serving-substitute"}), "deciding"),
    (frozenset({"member", "serving-substitute"}), "deciding"),
    (frozenset({"member", "substitute"}), "present"),
    (frozenset({"deciding", "substitute"}), "present"),
    (frozenset({"present", "substitute"}), "substitute"),
    (frozenset({"member", "deciding"}), "deciding"),
    (frozenset({"present", "member"}), "member"),
    (frozenset({"present", "deciding"}), "deciding"),
    (frozenset({"present", "serving-substitute"}), "serving-substitute"),
    (frozenset({"substitute", "serving-substitute"}), "substitute"),
)
"""What two parts of a label say together: `Ledamöter och tjänstgörande ersättare`."""
_LIMITED = grammar.pattern("roster", "label-limited")
_COUNTED = grammar.pattern("roster", "counted")
"""A label with the part of the meeting that its list is of: `Beslutande §§ 4-9`, `Beslutande, gäller för § 4 och 9`."""
_WITH_COLUMNS = grammar.pattern("roster", "label-with-columns")
_WITH_DOTS = grammar.pattern("roster", "label-with-dots")
_OF_A_MEETING = grammar.pattern("roster", "label-of-a-meeting")
_AND_SERVED = grammar.pattern("roster", "label-and-served")
_TWO_LANGUAGES = re.compile(r"(?P<label>[A-ZÅÄÖ][A-ZÅÄÖ ]{3,40}?)\s?[-–/|]\s?[A-ZÅÄÖ][A-ZÅÄÖ ]{3,40}")
"""A label in capitals with the same in another language behind it, as in towns of Finland: `NÄRVARANDE - LÄSNÄ`."""
_OF_TWO_LANGUAGES = re.compile(r"(?P<label>[A-ZÅÄÖ][\w ]{3,40}?)\s?[–/|]\s?(?P<other>[A-ZÅÄÖ][\w ]{3,40})")
"""The same in small letters, where the other half is no Swedish label: `Ordförande/Puheenjohtaja`."""
_PARTED = re.compile(r"(?<=\w)- (?!och\b|eller\b|samt\b)(?=[a-zåäö])")
"""A word of a label that its lines part: `Icke tjänst-` over `görande ersättare`."""
_OVER_LISTS = frozenset({"vilka", "vilka var med", "vilka deltog", "deltagare", "närvaro"})
"""What several lists of one document may have in front of their labels: `Vilka: Beslutande`, `Vilka: Övriga`."""
_NO_TITLES = frozenset({"deciding", "present", "beside", "adjuster", "absent"})
"""Lists whose labels are no titles of one person: `Ledamot`, right of a name, is what somebody is."""
_IN_TWO_WORDS = frozenset({"substitute", "official", "guest", "union"})
"""Lists whose labels of two words and more are none either."""
_OTHERS = frozenset({"official", "guest", "union", "auditor"})


def seats(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Give the role of each row of a roster, of role and whom it names; one who presides above a namesake is a member.

    One person who presides has no second row.

    >>> seats([("vice-chair", "Bo Ek (S)"), ("member", "Bo Ek (S)"), ("chair", "Ann Ås (S)")])
    ['member', 'member', 'chair']
    """
    found: list[str] = []
    for at, (role, named) in enumerate(rows):
        above_a_member = role in PRESIDING and ("member", named) in rows[at + 1 :]
        found.append("member" if above_a_member else role)
    return found


@cache
def listed() -> dict[str, tuple[str, str]]:
    """Give the labels that the lexicon lists, folded, with their kind (`list` or `field`) and name."""
    found = {words: ("list", role) for role, several in phrases("roster", "heading").items() for words in several}
    return found | {words: ("field", name) for name, several in phrases("roster", "other").items() for words in several}


@cache
def _classes() -> dict[str, str]:
    return {word: name for name, words in phrases("roster", "word").items() for word in words}


def fold(text: str) -> str:
    """Give a label as the lexicon has it: small letters, no colon or semicolon, no dots behind, no count."""
    text = _COUNTED.sub("", text) if "(" in text else text
    words = " ".join(text.casefold().replace("(", " ").replace(")", " ").split()).strip(" :;.…|*_")
    return _PARTED.sub("", words) if "- " in words else words


@lru_cache(maxsize=4096)
def kind(text: str) -> tuple[str, str] | None:
    """Give what a label says, its kind and name; nothing where it is no label.

    >>> kind("Närvarande ej tjänstgörande ersättare samt tjänstemän")
    ('list', 'beside')
    """
    folded = fold(text)
    if found := listed().get(folded):
        return found
    if role := _made_of(folded):
        return ("list", role)
    if twice := _TWO_LANGUAGES.fullmatch(text.strip(" :")):
        return kind(twice["label"])
    if (both := _OF_TWO_LANGUAGES.fullmatch(text.strip(" :"))) and _is_foreign(both["other"]):
        return kind(both["label"])
    if names_served(text):
        return "list", "serving-substitute"
    head, colon, rest = text.partition(":")
    if colon and rest.strip() and (fold(head) in _OVER_LISTS or listed().get(fold(head)) == ("list", "present")):
        inner = listed().get(fold(rest)) or (("list", role) if (role := _made_of(fold(rest))) else None)
        return inner if inner is not None and inner[0] == "list" else None  # `Vilka: Beslutande`
    if (limited := _LIMITED.match(text)) and (found := kind(limited["label"])) is not None and found[0] == "list":
        return found
    longer = _OF_A_MEETING.match(text) or _WITH_COLUMNS.match(text) or _WITH_DOTS.match(text)
    return kind(longer["label"]) if longer else None


def is_no_title(text: str) -> bool:
    """Whether words are a label of the head, and no title that stands beside a name.

    >>> is_no_title("Plats och tid"), is_no_title("Övriga närvarande"), is_no_title("Ledamot")
    (True, True, False)
    """
    said, name = (kind(text) if text[:1].isupper() else None) or ("", "")
    return said == "field" or name in _NO_TITLES or (name in _IN_TWO_WORDS and " " in text.strip())


def _is_foreign(words: str) -> bool:
    """Whether none of some words is known of the labels of heads, alone or together."""
    folded = fold(words)
    known = {word for label in listed() for word in label.split(" ")} | _classes().keys()
    return kind(words) is None and known.isdisjoint(folded.split(" "))


def names_served(label: str) -> bool:
    """Whether a label is one of substitutes and says that those they serve for stand behind them.

    >>> names_served("Tjänstgörande ersättare: ersätter"), names_served("Ersättare")
    (True, False)
    """
    match = _AND_SERVED.match(label)
    return match is not None and kind(match["label"]) in {("list", name) for name in SUBSTITUTES}


def wrapped(cells: Sequence[str]) -> tuple[tuple[str, str] | None, int]:
    """Read a label that runs over the first cells of several lines; give what it says and over how many it runs.

    The longest wording counts; the lines behind the first begin small.
    """
    most = 1
    while most < min(_WRAPPED, len(cells)) and cells[most][:1].islower():
        most += 1
    for lines in range(most, 1, -1):
        words = [cell.rstrip("- ") if cell.endswith("-") else f"{cell} " for cell in cells[:lines]]
        if found := kind("".join(words)) or kind(" ".join(cells[:lines])):
            return found, lines
    return None, 0


def hangs(label: str, words: str) -> bool:
    """Whether the last word of a label wants the first of those behind it: `Ersättare ej` and `tjänstgörande`.

    >>> hangs("Ej tjänstgörande", "ersättare och övriga"), hangs("Ledamöter", "tjänstgörande ersättare")
    (True, False)
    """
    last, first = (_classes().get(fold(text).split(" ")[at], "") for text, at in ((label, -1), (words, 0)))
    return ":" not in words and last in {"not", "serving", "other"} and first not in {"", "nothing", "not", "other"}


@lru_cache(maxsize=4096)
def _made_of(folded: str) -> str:
    """Give the role of the list that words head, all of which are words of such labels; nothing where one is not."""
    if len(folded) <= _SHORTEST or len(folded.split(" ")) > _LONGEST:
        return ""
    roles: list[str] = []
    serving = ""
    parts = [part for part in _PART.split(folded) if part]
    for part in parts:
        classes = [
            "nothing" if _OF_BODY.fullmatch(word) else _classes().get(word, "") for word in part.split(" ") if word
        ]
        if "" in classes:
            return ""
        role, serving = _of_part([name for name in classes if name not in {"nothing", "delegating"}], serving)
        roles += [role] if role else []
    return _merged(roles)


def _of_part(classes: list[str], serving: str) -> tuple[str, str]:
    """Give the role that one part of a label says, and what the parts behind it may take over: who serves or not."""
    has = set(classes)
    negated = {after for word, after in pairwise(classes) if word == "not"}
    if "absent" in has or "present" in negated:
        return "absent", ""
    if "serving" in has or "right" in has:
        serving = "no" if negated & {"serving", "right"} else "yes"
    elif "other" in has:
        serving = ""
    if others := has & _OTHERS:
        return next(iter(others)) if len(others) == 1 else "official", serving
    if has & {"member", "delegate"} or has == {"ordinary"}:
        return ("deciding" if serving == "yes" else "member"), serving
    if "substitute" in has:
        return ("serving-substitute" if serving == "yes" else "substitute"), serving
    if "elected" in has:
        return ("substitute" if serving == "no" else "deciding" if serving == "yes" else "present"), serving
    if has & {"serving", "right"}:
        return ("substitute" if serving == "no" else "deciding"), serving
    if "other" in has:
        return "official", serving
    return ("present" if "present" in has else ""), serving


def _merged(roles: list[str]) -> str:
    found = frozenset(roles)
    if len(found) < 2:
        return next(iter(found), "")
    if "absent" in found:
        return ""
    if found & _OTHERS:
        rest = found - _OTHERS - {"present"}
        return "official" if not rest else "beside" if rest <= {"substitute"} else "present"
    return next((role for parts, role in _MERGED if found == parts), "present")
