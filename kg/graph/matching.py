"""The people of one roster: whom a printed name means, and what tells two of one name apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz.distance import OSA

from kg.language.names import nickname, without_nickname
from kg.language.roster_labels import seats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Mention, Span

_MISSPELT = 2
"""How many letters of a surname may be wrong."""
_SHORTEST_SURNAME, _SHORTEST_FIRST_NAME = 5, 7
"""Names of fewer letters than these are never taken for misspelt ones: `Berg` and `Borg`, `Jan` and `Jon` are two."""
_SAME_SOUND = str.maketrans("cw", "kv")
_ONE_SOUND = (("ch", "k"), ("c", "k"), ("th", "t"), ("ph", "f"), ("w", "v"))
_SHORTEST_DOUBLED = 4
"""First names of so many letters may have one doubled: `Denis` for `Dennis`, where the party says who is meant."""
_DOUBLED = re.compile(r"([^\Waeiouyåäö\d_])\1")
_SILENT_H = re.compile(r"(?<=[^\Wckps\d_])h")
_WITHOUT_MARKS = str.maketrans("åäö", "aao")
_VOWELS = frozenset("aeiouyåäö")


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """Fold a name for comparing: composed, no case nor nickname, accents other than Swedish letters dropped."""
    text = unicodedata.normalize("NFC", without_nickname(name)).casefold().replace("ı", "i")
    kept = []
    for letter in text:
        if letter in "åäö":
            kept.append(letter)
        else:
            kept.append("".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c)))
    return re.sub(r"[\s\-’'.]+", " ", "".join(kept)).strip()


class One(NamedTuple):
    """One of those on a roster who have one name: party and place as printed, `nth` where nothing else parts them."""

    party: str
    place: str
    nth: int = 0


class Roster:
    """The names of a roster.

    Args:
        attendance: The facts of kind `attendance`: their rows tell how many have one name.
    """

    def __init__(self, attendance: Iterable[Any]) -> None:
        self._names: dict[str, str] = {}
        self._besides: dict[str, set[str]] = defaultdict(set)
        """The names of those whom a printed nickname and a surname mean."""
        self._parties: dict[str, set[str]] = defaultdict(set)
        self._ones: dict[str, list[One]] = {}
        self._rows: dict[tuple[str, Span], One] = {}
        rows: dict[str, list[Any]] = defaultdict(list)
        for fact in attendance:
            rows[fold(fact.person.text)].append(fact)
            self.add(fact.person)
            if fact.serves_for is not None:
                self.add(fact.serves_for)
        for key, facts in rows.items():
            self._tell_apart(key, facts)

    def add(self, mention: Mention) -> None:
        """Enter a name; the first spelling of it stays."""
        key = fold(mention.text)
        self._names.setdefault(key, without_nickname(mention.text))
        self._parties[key].add(mention.party)
        if called := nickname(mention.text):
            self._besides[fold(called)].add(key)

    def _tell_apart(self, key: str, facts: Sequence[Any]) -> None:
        """Say how many people the rows of one name are: by party, by place, and by standing twice on one list."""
        roles = seats([(fact.role, fact.person.party) for fact in facts])
        rows = [(role, fact.person) for role, fact in zip(roles, facts, strict=True) if not fact.note]
        twice = Counter((role, person.party) for role, person in rows)
        several = any(count > 1 and party for (_, party), count in twice.items())
        ones = list(dict.fromkeys(One(fact.person.party, fact.person.place) for fact in facts))
        if not several:
            # One row may say less of somebody than another: a signature, a note.
            ones = [one for one in ones if not any(other != one and _says_less(one, other) for other in ones)]
        alike = Counter((role, person.party, person.place) for role, person in rows)
        found: list[One] = []
        for one in ones:
            most = max(count for (_, *said), count in alike.items() if said == [one.party, one.place]) if alike else 1
            found += [one] if most == 1 or not one.party else [one._replace(nth=nth) for nth in range(1, most + 1)]
        self._ones[key] = found
        seen: Counter[tuple[str, str, str]] = Counter()
        for role, fact in zip(roles, facts, strict=True):
            row = (role, fact.person.party, fact.person.place)
            seen[row] += 1
            mine = [one for one in found if (one.party, one.place) == row[1:] and one.nth in {0, seen[row]}]
            if len(mine) == 1:
                self._rows[key, fact.person.span] = mine[0]

    def which(self, name: str, mention: Mention) -> One | None:
        """Say which of those who have a name of the roster a mention means; None where more than one could be meant."""
        ones = self._ones.get(fold(name), [One(mention.party, mention.place)])
        if len(ones) == 1:
            return ones[0]
        if (row := self._rows.get((fold(name), mention.span))) is not None:
            return row
        fitting = [one for one in ones if not mention.party or one.party in {"", mention.party}]
        if mention.place and any(one.place for one in ones):
            fitting = [one for one in fitting if fold(one.place) == fold(mention.place)]
        return fitting[0] if len(fitting) == 1 else None

    def apart(self, name: str, one: One) -> str:
        """Give what parts somebody from others of the name, the party or else the place; empty where neither does."""
        others = [other for other in self._ones.get(fold(name), ()) if other != one]
        if not others:
            return ""
        if one.party and all(other.party != one.party for other in others):
            return one.party
        return one.place if all(fold(other.place) != fold(one.place) for other in others) else ""

    def is_alone(self, name: str) -> bool:
        """Whether no two on the roster have a name."""
        return len(self._ones.get(fold(name), ())) <= 1

    def match(self, text: str, party: str) -> tuple[str, str] | None:
        """Give the one name of the roster that a printed one can be, and how it was matched."""
        key = fold(text).removesuffix(":s")
        if key in self._names:
            return self._names[key], "exact"
        if key.endswith("s") and key[:-1] in self._names:
            return self._names[key[:-1]], "genitive"
        if len(meant := self._besides.get(key, set())) == 1 and self._may_be_of(min(meant), party):
            return self._names[min(meant)], "partial"
        words = set(key.split(" "))
        bare = {w.removesuffix("s") for w in words}
        part = [
            name
            for name in self._names
            if (words <= set(name.split(" ")) or bare <= {w.removesuffix("s") for w in name.split(" ")})
            and self._may_be_of(name, party)
        ]
        if len(part) == 1:
            return self._names[part[0]], "partial"
        near = [name for name in self._names if self._may_be_of(name, party) and is_misspelt(key, name)]
        if not near and party:
            own = [name for name in self._names if party in self._parties[name]]
            near = [name for name in own if is_spelt_otherwise(key, name)]
            short = [name for name in own if is_shortened(key, name) or has_a_name_more(key, name)]
            if not near and len(short) == 1:
                return self._names[short[0]], "partial"
        return (self._names[near[0]], "misspelt") if len(near) == 1 else None

    def _may_be_of(self, name: str, party: str) -> bool:
        return not party or not self._parties[name].isdisjoint({"", party})


def _says_less(one: One, other: One) -> bool:
    return one.party in {"", other.party} and one.place in {"", other.place}


def is_misspelt(printed: str, name: str) -> bool:
    """Whether a folded name is another one misspelt: one word of it, and never into what is another first name.

    >>> is_misspelt("birgit holmsater", "birgit holmsatter"), is_misspelt("bo lindhult", "p o lindhult")
    (True, False)
    """
    return any(_is_misspelt(one, name) for one in dict.fromkeys((printed, printed.removesuffix("s"))))


def _is_misspelt(printed: str, name: str) -> bool:
    if printed.replace(" ", "") == name.replace(" ", ""):
        return True  # `Annalena` for `Anna-Lena`
    words, others = printed.split(" "), name.split(" ")
    wrong = [at for at, (word, other) in enumerate(zip(words, others, strict=False)) if word != other]
    if len(words) != len(others) or len(words) == 1 or len(wrong) != 1:
        return False
    at = wrong[0]
    return _same_first_name(words[at], others[at]) if at == 0 else _same_surname(words[at], others[at])


def is_spelt_otherwise(printed: str, name: str) -> bool:
    """Whether a folded name sounds as another one: only asked where both have one party, so that short names count too.

    A surname may have a silent h, a doubled letter or a letter of the same sound more, a first name a doubled letter;
    rings and dots may be lost, as they are in scans and addresses.

    >>> is_spelt_otherwise("per oden", "per odehn"), is_spelt_otherwise("denis ek", "dennis ek")
    (True, True)
    >>> is_spelt_otherwise("christofer ek", "kristofer ek"), is_spelt_otherwise("dennis wall", "denis vall")
    (True, True)
    >>> is_spelt_otherwise("asa ohman", "åsa öhman"), is_spelt_otherwise("åsa öhman", "asa öhman")
    (True, False)
    >>> is_spelt_otherwise("jon ek", "john ek"), is_spelt_otherwise("per ek", "per eka")
    (False, False)
    """
    if _has_lost_marks(printed, name):
        return True
    words, others = printed.split(" "), name.split(" ")
    if len(words) != len(others) or len(words) == 1:
        return False
    *firsts, last = zip(words, others, strict=True)
    return _sounds_as_surname(*last) and all(one == other or _sounds_as_first_name(one, other) for one, other in firsts)


def is_shortened(printed: str, name: str) -> bool:
    """Whether a folded name is another one with initials in place of some names: only asked where both have one party.

    >>> is_shortened("s orrberg", "siri orrberg"), is_shortened("a l eks", "anna lena ek")
    (True, True)
    >>> is_shortened("s o", "siri orrberg"), is_shortened("a ek", "anna lena ek")
    (False, False)
    """
    words, others = printed.split(" "), name.split(" ")
    if len(words) != len(others) or len(words) == 1 or words[-1].removesuffix("s") != others[-1].removesuffix("s"):
        return False
    return all(word == other or word == other[0] for word, other in zip(words[:-1], others, strict=False))


def has_a_name_more(printed: str, name: str) -> bool:
    """Whether a folded name is another one with a surname more: only asked where both have one party.

    >>> has_a_name_more("siri orrberg sten", "siri orrberg"), has_a_name_more("eva siri orrberg", "siri orrberg")
    (True, False)
    """
    words, others = printed.split(" "), name.split(" ")
    return len(others) > 1 and words[0] == others[0] and set(words) > set(others)


def _has_lost_marks(printed: str, name: str) -> bool:
    """Whether a name is printed without some of its rings and dots, and alike otherwise."""
    return len(printed) == len(name) and all(
        one == other or one == other.translate(_WITHOUT_MARKS) for one, other in zip(printed, name, strict=True)
    )


def _sounds_as_surname(one: str, other: str) -> bool:
    return _sound(one) == _sound(other) or _sound(one.removesuffix("s")) == _sound(other)


def _sounds_as_first_name(one: str, other: str) -> bool:
    """Whether two first names differ by a doubled letter or, in longer ones, by letters of one sound: `Christofer`.

    >>> _sounds_as_first_name("catharina", "katarina"), _sounds_as_first_name("stephan", "stefan")
    (True, True)
    """
    shorter = min(len(one), len(other))
    if shorter >= _SHORTEST_DOUBLED and _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other):
        return True
    for letters, sound in _ONE_SOUND:
        one, other = one.replace(letters, sound), other.replace(letters, sound)
    return shorter >= _SHORTEST_SURNAME and _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other)


def sounds(name: str) -> str:
    """Give how a folded name sounds, its words joined: alike for spellings of one name.

    >>> [sounds(name) for name in ("inga britt thorsell", "ingabritt torsell", "christer quist", "krister kvist")]
    ['ingabritorsel', 'ingabritorsel', 'kristerkvist', 'kristerkvist']
    """
    joined = name.replace(" ", "")
    for letters, sound in (("qu", "kv"), ("q", "k"), *_ONE_SOUND):
        joined = joined.replace(letters, sound)
    return _sound(_sound(joined))  # where two words meet a letter may stand three times


def _sound(word: str) -> str:
    return _DOUBLED.sub(r"\1", _SILENT_H.sub("", word).translate(_SAME_SOUND))


def _same_surname(one: str, other: str) -> bool:
    return (
        min(len(one), len(other)) >= _SHORTEST_SURNAME
        and one[0].translate(_SAME_SOUND) == other[0].translate(_SAME_SOUND)
        and OSA.distance(one, other, score_cutoff=_MISSPELT) <= _MISSPELT
    )


def _same_first_name(one: str, other: str) -> bool:
    """Whether two long first names differ by two letters that changed places, a doubled letter or a vowel inside.

    Any other letter may make another name of it: `Marika` and `Marita`, `Fredrik` and `Fredrika`.
    """
    if min(len(one), len(other)) < _SHORTEST_FIRST_NAME or (one[0], one[-1]) != (other[0], other[-1]):
        return False
    if len(one) == len(other):
        return sorted(one) == sorted(other) and OSA.distance(one, other, score_cutoff=1) <= 1
    short, long = sorted((one, other), key=len)
    places = [at for at in range(1, len(long)) if long[:at] + long[at + 1 :] == short]
    return any(long[at] in _VOWELS or long[at] == long[at - 1] for at in places)
