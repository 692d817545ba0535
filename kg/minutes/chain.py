"""Which lines open paragraphs (§): all that look like it, and of these the run of rising numbers that weighs most."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.language import grammar
from kg.language.headings import section_kind
from kg.lines import breaks, reading
from kg.minutes import (
    annex,
    bare_numbers,
    cited_numbers,
    heading,
    heading_cases,
    learnt_numbers,
    odd_numbers,
    odd_print,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.model import Line

_FULL_WEIGHT = 1.5
"""A heading that stands apart and has text below weighs at least this."""
_FOREIGN = 0.7
"""What a heading loses that begins with another body's name than the others."""
_RUNNING = 40
"""A line of running text has so many letters: shorter ones may be names and other entries of a list."""
_REFERS = grammar.pattern("paragraph", "refers")
"""A line that ends so has the paragraph that it refers to on the next."""
_HEAD = 120
"""So many lines from the beginning may say which paragraphs the minutes hold."""
_MOST_BETWEEN = 6
"""No more paragraphs in a row than these have lost their sign, or letters stand in their numbers."""
_LOST_SIGNS = (bare_numbers.numbered, odd_print.loose, odd_print.misread, odd_print.marked)
_MARKED_SIGNS = (odd_print.marked,)
"""How the first and the last may have lost theirs where no head says that they are missing."""
_ODD = 0.2
"""What a heading loses whose number is read otherwise than it is printed."""
_SURE = 3
"""So many headings with text below are no table of contents."""


class Candidate(NamedTuple):
    """A line that looks like the heading of a paragraph."""

    at: int
    number: int
    letter: str
    weight: float
    rest: int
    body: str = ""
    to: int = 0
    """The last number of a heading of several: `§§ 28-30`."""


def _candidates(
    lines: Sequence[Line],
    read: Callable[[Line], heading.Opening | None],
    stated: tuple[int, int] | None = None,
) -> list[Candidate]:
    """Find the lines that look like headings of paragraphs, by one way to number them.

    One that stands apart weighs more, and so does one with text below; one that another body's name stands in front of
    weighs less.
    """
    found: list[Candidate] = []
    for at, line in enumerate(lines):
        opened = read(line)
        if opened is None:
            continue
        before = lines[at - 1] if at else None
        apart = before is None or line.gap or line.level > 0 or heading.others_above(lines, at) > 0
        if not apart and before is not None and (reading.OPEN_END.search(before.text) or _REFERS.search(before.text)):
            continue
        if not apart and line.text[: opened.rest].endswith(")"):
            continue  # "(kommunstyrelsen / § 12) Nämnden": the end of a bracket that the line above opens
        if not apart and line.text[opened.rest :].strip(" .") in {"", "utgår"} and line.text[-1] == ".":
            continue  # "enligt lagen i / 9 §.": the end of a sentence
        if before is not None and not apart and _goes_on(before, line, opened.rest):
            continue  # "enligt lagen / § 9. Den enskilde omfattas.": no title is a sentence
        weight = 1.0 if apart or (before is not None and before.text[-1] in ".:;") else 0.3
        found.append(Candidate(at, opened.number, opened.letter, weight, opened.rest, opened.body, opened.to))
    usual = _usual(lines, found, stated)
    places = {c.at for c in found if c.body == usual}  # an earlier body's `Fge § 47/26.11.2031` is text
    return [
        c._replace(
            weight=c.weight
            + (1.0 if c.at + 1 not in places and c.at + 1 < len(lines) else 0.0)
            - (_FOREIGN if c.body != usual else 0.0)
        )
        for c in found
    ]


def _usual(lines: Sequence[Line], found: Sequence[Candidate], stated: tuple[int, int] | None) -> str:
    """Give the body that stands in front of most numbers; of equals that whose numbers the head states, or run on.

    Else it is the one that the number of the case stands behind.

    Where each paragraph stands below that of another body (`Au § 30` / `Ks § 50`) there are as many of both.
    """
    counted = Counter(c.body for c in found)
    first, last = stated or (0, -1)

    def fits(body: str) -> tuple[int, int, int, int]:
        own = [c for c in found if c.body == body]
        inside = sum(first <= c.number <= last for c in own)
        runs_on = sum(after.number - before.number == 1 for before, after in pairwise(own))
        with_case = sum(bool(heading_cases.case_line(lines[c.at].text[c.rest :].strip())) for c in own)
        return counted[body], inside, runs_on, with_case

    return max(counted, key=fits, default="")


def _goes_on(before: Line, line: Line, rest: int) -> bool:
    """Whether a line with a number in front goes on with a sentence of the line above, and is one itself."""
    return (
        before.text[-1] not in ".:;!?"
        and section_kind(before) is None
        and (len(before.text) >= _RUNNING or breaks.is_sentence(f"{before.text}."))
        and breaks.is_sentence(line.text[rest:])
    )


def _signed(line: Line) -> heading.Opening | None:
    return None if line.mark and not line.level else heading.opening(line.text)


def _worded(line: Line) -> heading.Opening | None:
    return None if line.mark and not line.level else heading.worded(line.text)


def _of_year(line: Line) -> heading.Opening | None:
    return None if line.mark and not line.level else heading.of_year(line.text)


def _place(here: Candidate) -> tuple[int, str]:
    """Give where a letter stands among others: `b` behind `a`, `:10` behind `:9`."""
    return len(here.letter), here.letter


def headings(
    lines: Sequence[Line], stated: tuple[int, int] | None, alone: frozenset[int] = frozenset()
) -> tuple[list[Candidate], list[Candidate]]:
    """Give the headings of a document and all lines that look like one: by the sign, else by words, else by numbers.

    Where no sign leads, what stands in front of the numbers is learnt. Numbers alone are trusted where they run without
    a gap, and the head prints their range or each has a section with a heading below; the range counts against the sign
    too, where the sign has fewer. The lines that `alone` names by their number hold that of a paragraph and nothing
    else: no others are headings then.
    """
    if alone:
        candidates = _candidates(lines, lambda line: bare_numbers.numbered(line) if line.number in alone else None)
        return _chain(candidates), candidates
    chain, candidates = _by_sign(lines, stated)
    head = lines[: chain[0].at if chain else _HEAD]
    if bare := _by_number(lines, bare_numbers.ranges(head[:_HEAD]), more_than=len(chain)):
        return bare
    if len(chain) > 1:
        return _with_signless(lines, chain, stated), candidates
    for read in (_of_year, bare_numbers.numbered) if not chain else ():
        own = _candidates(lines, read)
        found = _chain(own)
        if bare_numbers.run_on(found) and bare_numbers.all_decide(lines, found):
            return found, own
    for way in learnt_numbers.ways(lines):
        own = _candidates(lines, way)
        found = _chain(own)
        if learnt_numbers.trusted(lines, found) and (not chain or found[0].at < chain[0].at < found[-1].at):
            return found, own
    return chain, candidates


def _by_sign(lines: Sequence[Line], stated: tuple[int, int] | None) -> tuple[list[Candidate], list[Candidate]]:
    for read in (_signed, _worded, odd_print.lettered):
        candidates = _without_lists(lines, _candidates(lines, read, stated))
        if candidates:
            cited = cited_numbers.find(lines, candidates, stated)
            headings = [c for c in candidates if c.at not in cited]
            chain = _first_of_each(lines, _chain(headings), headings)
            chain, headings = _with_spaced(lines, chain, headings)
            if falling := _falling(lines, headings, more_than=len(chain)):
                return falling, candidates
            return odd_numbers.find(lines, chain, headings), candidates
    return [], []


def _falling(lines: Sequence[Line], headings: Sequence[Candidate], *, more_than: int) -> list[Candidate]:
    """Give the headings of minutes whose numbers fall by one each time, last paragraph first; empty where they do not.

    Each has a decision below: a table of contents has none.
    """
    full = [one for one in headings if one.weight >= _FULL_WEIGHT]
    ends = [*(one.at for one in full[1:]), len(lines)]
    falls = all(before.number - after.number == 1 for before, after in pairwise(full))
    decided = (cited_numbers.decides(lines[one.at + 1 : end]) for one, end in zip(full, ends, strict=True))
    return full if falls and len(full) >= max(_SURE, more_than + 1) and all(decided) else []


def _with_spaced(
    lines: Sequence[Line], chain: list[Candidate], headings: list[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """Read `§ 1 2` and `§ l2` as § 12 where the run of numbers is longer so, and one of them stands beside it."""
    ways = (odd_print.spaced, odd_print.lettered)
    spaced = sorted(one for way in ways for one in _candidates(lines, way) if one.weight >= 1)
    if not spaced:
        return chain, headings
    both = sorted([*headings, *(one._replace(weight=one.weight - _ODD) for one in spaced)])
    found = _first_of_each(lines, _chain(both), both)
    odd = {one.at for one in found} & {one.at for one in spaced if one.number in {c.number for c in found}}
    odd -= {one.at for one in chain}
    numbers = {one.number for one in found}
    beside = all(numbers & {one.number - 1, one.number + 1} for one in found if one.at in odd)
    ends = [*(one.at for one in found[1:]), len(lines)]
    decided = all(
        cited_numbers.decides(lines[one.at + 1 : end]) for one, end in zip(found, ends, strict=True) if one.at in odd
    )
    if len(numbers) <= len({one.number for one in chain}) or not beside or not decided:
        return chain, headings
    read = {one.at for one in spaced} & {one.at for one in found}
    return found, [one for one in headings if one.at not in read]


def _with_signless(lines: Sequence[Line], chain: list[Candidate], stated: tuple[int, int] | None) -> list[Candidate]:
    """Add the headings whose numbers are missing between two and have lost their sign: `32 KS 2031/8 Bryggor`.

    Each stands apart, and something is decided above it and below: else it is an entry of a list, or the text of a
    rule. All that are missing are found, or none. The first and the last may be missing too.
    """
    found = list(chain)
    neighbours: list[tuple[Candidate | None, Candidate | None]] = list(pairwise(chain))
    if stated is None or stated[0] == chain[0].number - 1:
        neighbours.append((None, chain[0]))
    if stated is None or stated[1] == chain[-1].number + 1:
        neighbours.append((chain[-1], None))
    for before, after in neighbours:
        ways = _LOST_SIGNS if stated or (before and after) else _MARKED_SIGNS
        first = before.number + 1 if before else chain[0].number - 1
        missing = range(first, after.number if before and after else first + 1)
        if not 0 < len(missing) <= _MOST_BETWEEN:
            continue
        begin, end = before.at + 1 if before else 0, after.at if after else len(lines)
        read = {one.at: one for way in ways for one in _candidates(lines[begin:end], way)}
        lone = len(missing) == 1  # of several that are missing none is found by its place alone
        bare = [
            one._replace(at=begin + one.at, number=one.number or first, body=chain[0].body)
            for _, one in sorted(read.items())
            if (one.number in missing or (lone and not one.number)) and not one.letter and one.weight >= 1
        ]
        if [one.number for one in bare] == list(missing) and _all_decide(lines, bare, begin if before else None, end):
            found += bare
    return sorted(found, key=lambda one: one.at)


def _all_decide(lines: Sequence[Line], found: Sequence[Candidate], begin: int | None, end: int) -> bool:
    """Whether headings stand apart, and something is decided below each, and above the first from `begin` on."""
    ends = [*(one.at for one in found[1:]), end]
    decided = begin is None or cited_numbers.decides(lines[begin : found[0].at])
    return decided and all(
        lines[one.at].gap and cited_numbers.decides(lines[one.at + 1 : until])
        for one, until in zip(found, ends, strict=True)
    )


def _by_number(
    lines: Sequence[Line], stated: Sequence[tuple[int, int]], *, more_than: int
) -> tuple[list[Candidate], list[Candidate]] | None:
    """Give the headings whose bare numbers are those of a range in the head, where they are more than others are."""
    if not any(last - first >= more_than for first, last in stated):
        return None
    for read in (bare_numbers.numbered, bare_numbers.sentence):
        candidates = _candidates(lines, read)
        for within in bare_numbers.vouched(candidates, stated):
            chain = _first_of_each(lines, _chain(within), within)
            whole = bare_numbers.run_on(chain) and len(chain) > max(more_than, chain[-1].number - chain[0].number)
            if whole and chain[-1].number - chain[0].number == within[-1].number - within[0].number:
                return chain, candidates
    return None


def _without_lists(lines: Sequence[Line], candidates: list[Candidate]) -> list[Candidate]:
    """Leave out what only names a paragraph again in the lists of votes behind the last one.

    These lists begin at a heading of theirs where the numbers do not go on; what stands before it are no entries of a
    table of contents, which have no text below.
    """
    for at in (at for at, line in enumerate(lines) if annex.kind_of(line) == "vote"):
        before, after = [c for c in candidates if c.at < at], [c for c in candidates if c.at > at]
        read = len(before) > 1 and all(c.weight >= _FULL_WEIGHT for c in before[-_SURE:])
        if read and after and after[0].number <= before[-1].number:
            return [*before, *(c for c in after if c.number > before[-1].number)]
    return candidates


def _chain(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Choose the headings: the run of rising numbers that weighs most; of equals, the last.

    A table of contents is such a run too, but an entry of it has no text below and weighs less.
    """
    best: list[tuple[float, int]] = []
    for i, here in enumerate(candidates):
        score, link = here.weight, -1
        for j in range(i - 1, -1, -1):
            before = candidates[j]
            step = here.number - before.number
            if before.at == here.at or step < 0 or (step == 0 and _place(here) <= _place(before)):
                continue
            cost = 0.0 if step <= 1 else min(0.4 + 0.1 * step, 3.0)
            value = best[j][0] + here.weight - cost
            if value > score:
                score, link = value, j
        best.append((score, link))
    if not best:
        return []
    at = max(range(len(best)), key=lambda i: (best[i][0], i))
    chain = []
    while at >= 0:
        chain.append(candidates[at])
        at = best[at][1]
    return chain[::-1]


def _first_of_each(lines: Sequence[Line], chain: list[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Take the first heading of each number: on each page that a paragraph runs over it may stand again.

    The first of all has the contents above it: these hold no section, or the next paragraph is among them.
    """
    found: list[Candidate] = []
    for here in chain:
        floor = found[-1].at if found else -1
        same = [c for c in candidates if floor < c.at <= here.at and (c.number, c.letter) == (here.number, here.letter)]
        full = [c for c in same if c.weight >= _FULL_WEIGHT]
        if not found:
            # The next paragraph stands between an entry of the contents and the heading itself.
            after = max((c.at for c in candidates if c.number == here.number + 1 and c.at < here.at), default=-1)
            full = [c for c in full if c.at > after and any(map(section_kind, lines[c.at + 1 : here.at]))]
        found.append(full[0] if full else here)
    return found


def astray(chain: Sequence[Candidate], candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """Give the places of headings that stand out of their order: their numbers fill up those of the others.

    A quoted rule has a heading with a number too (`§ 7 Camping är förbjuden`), but one from elsewhere.
    """
    read = {(c.number, c.letter) for c in chain}
    odd = {
        (c.number, c.letter): c.at
        for c in candidates
        if chain and chain[0].at < c.at and c.weight >= 1 and (c.number, c.letter) not in read
    }
    numbers = {number for number, _ in (*read, *odd)}
    filled = bool(odd) and max(numbers) - min(numbers) + 1 == len(numbers)
    return tuple(odd.values()) if filled else ()
