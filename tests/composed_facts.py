"""What composed minutes say, and what is read from them: `python -m tests.composed_facts 100 7` measures mixed styles.

The first number is how many minutes are composed of styles drawn at random, the second what they are drawn by: with
another one than before nobody has seen them. Dimensions that are named behind are drawn alone: `100 7 roster vote`.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from kg.document import understand
from kg.files import source
from tests import composed, composed_matters, composed_rosters, composed_votes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Source

Fact = tuple[str, ...]
_SPARE = 45
"""A clause has so many letters besides what it is about at most: who decides, the verb, a mark."""


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def said(style: Mapping[str, str], council: composed.Council = composed.COUNCIL) -> set[Fact]:
    """Give what the minutes say, in any style."""
    facts = {fact for one in council.matters for fact in _said_of(one, council, style)}
    for one in council.people:
        if one.role == "absent" and style.get("roster") in composed_rosters.UNSAID:
            continue
        facts |= {("attendance", one.name, one.role), ("party", one.name, one.party)}
        if one.served:
            facts.add(("serves", one.name, one.served))
        clock = _CLOCKS.get(style.get("limit", ""), {}).get(one.limit[0] if one.limit else "")
        if clock and style.get("roster") not in _NO_LIMITS:
            facts.add(("clock", one.name, *clock))
        limited = style.get("roster") not in _NO_LIMITS and one.limit
        if limited and limited[0] in _LIMITED.get(style.get("limit", ""), _ALWAYS):
            facts.add(("limit", one.name, limited[0]))
    return facts


_ALWAYS = frozenset({"not", "from", "until"})
_LIMITED = dict.fromkeys(
    ("from tom", "fr.o.m.", "fr o m", "från och med", "kl", "kl 13.00-15.10", "kommer kl", "(kl)", "inträder"),
    frozenset({"not"}),
)
"""Of `fr.o.m. § 43` only the words are kept: for which paragraphs it was is not listed there."""


_SINCE_UNTIL = {"from": ("14:20", ""), "until": ("", "15:10")}
_CLOCKS = dict.fromkeys(("kl", "kommer kl", "(kl)", "inträder"), _SINCE_UNTIL) | {
    "kl 13.00-15.10": {"from": ("14:20", "16:30"), "until": ("13:00", "15:10")}
}
_NO_LIMITS = frozenset({"tabs"})
"""Rosters that do not print for which part somebody was there."""


def _said_of(one: composed.Matter, council: composed.Council, style: Mapping[str, str]) -> Iterator[Fact]:
    number = f"3:{one.number}" if style.get("head") == "§ 3:4 title" else str(one.number)
    yield "item", number, _plain(one.title)
    if one.case:
        yield "case", number, one.case
    for kind, clauses in (("decision", one.own), ("proposal", one.proposed)):
        if clauses:
            yield "decision", number, kind
        yield from (("clause", number, kind, _plain(clause.what)) for clause in clauses)
    yield from (("motion", number, name, kind) for name, kind, _ in one.motions)
    yield from (("reservation", number, name) for name in one.reserved)
    yield from (("sent", number, name.casefold()) for name in one.sent)
    if one.prepared and style.get("prepared") != "§ behind":  # no day is printed there
        yield "referral", number, *one.prepared[:2]
    if one.voted:
        votes = Counter(person.vote for person in council.people)
        yield "vote", number, str(votes["yes"]), str(votes["no"]), str(votes["abstain"])
        vote = composed_matters.VOTES[style.get("vote") or next(iter(composed_matters.VOTES))]
        if vote.two:
            yield "vote", number, *map(str, composed_votes.FIRST)
            last = [person for person in council.people if person.vote == "no"][-1]
            yield "ballot", number, last.name, "yes"
        if vote.named:
            yield from (("ballot", number, person.name, person.vote) for person in council.people if person.vote)


def read(text: str, council: composed.Council = composed.COUNCIL) -> set[Fact]:
    """Give what the program reads, in the same terms."""
    return facts_of(source.from_bytes(text.encode(), "a.txt"), council)


def facts_of(read_in: Source, council: composed.Council = composed.COUNCIL) -> set[Fact]:
    """Give what the program reads in a source, in the same terms."""
    minutes, found = understand(read_in)
    facts: set[Fact] = set()
    about = {_plain(clause.what) for one in council.matters for clause in (*one.own, *one.proposed)}
    for item in minutes.items:
        facts.add(("item", item.number, _plain(item.title.text)))
        facts |= {("case", item.number, case.text.removesuffix("-042")) for case in item.cases}
    for one in found["decision"]:
        facts.add(("decision", one.item, one.kind))
        for clause in one.clauses:
            words = _plain(clause.text)
            inside = [what for what in about if what in words]
            whole = len(inside) == 1 and len(words) - len(inside[0]) < _SPARE
            facts.add(("clause", one.item, one.kind, inside[0] if whole else words))
    facts |= {("motion", one.item, by.text, one.kind) for one in found["motion"] for by in one.by}
    facts |= {("reservation", one.item, by.text) for one in found["reservation"] for by in one.by}
    facts |= {("sent", one.item, one.agent.text.casefold()) for one in found["notification"]}
    facts |= {("referral", one.item, one.source.text, one.date) for one in found["referral"] if one.date}
    for one in found["vote"]:
        facts.add(("vote", one.item, str(one.yes), str(one.no), str(one.abstain)))
        facts |= {("ballot", one.item, ballot.voter.text, ballot.option) for ballot in one.ballots}
    limits = {one.name: one.limit for one in council.people if one.limit}
    for one in found["attendance"]:
        if one.role in {"official", "secretary"}:
            continue
        facts |= {("attendance", one.person.text, one.role), ("party", one.person.text, one.person.party)}
        if one.serves_for:
            facts.add(("serves", one.person.text, one.serves_for.text))
        if one.from_time or one.until_time:
            facts.add(("clock", one.person.text, one.from_time[:5], one.until_time[:5]))
        if one.attended or one.missed:
            kind, first, last = limits.get(one.person.text, ("", 0, 0))
            right = (one.missed if kind == "not" else one.attended) == tuple(map(str, range(first, last + 1)))
            facts.add(("limit", one.person.text, kind if right else f"{one.attended} {one.missed}"))
    return facts


def differences(style: Mapping[str, str]) -> tuple[set[Fact], set[Fact], set[Fact]]:
    """Compose minutes in a style and read them: what is right, what is missed, what is wrong."""
    expected, found = said(style), read(composed.composed(composed.COUNCIL, **style))
    return expected & found, expected - found, found - expected


def drawn(draw: random.Random, of: Sequence[str] = ()) -> dict[str, str]:
    """Draw a style of each dimension, or `of` these alone: the others have the usual one."""
    return {name: draw.choice(list(composed.DIMENSIONS[name])) for name in of or composed.DIMENSIONS}


def _line(name: str, right: int, missed: int, wrong: int) -> str:
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    f1 = 2 * right / max(1, 2 * right + missed + wrong)
    return f"{name:12} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  wrong {wrong}  missed {missed}\n"


def main(many: int, seed: int, *of: str) -> None:
    """Print precision and recall by kind of fact over minutes in styles drawn at random, and the hardest styles."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    forms: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for _ in range(many):
        style = drawn(draw, of)
        for at, facts in enumerate(differences(style)):
            for fact in facts:
                kinds[fact[0]][at] += 1
                kinds["all"][at] += 1
            for form in style.items():
                forms[form][at] += len(facts)
    for name, counts in kinds.items():
        sys.stdout.write(_line(name, *counts))
    for form, counts in sorted(forms.items(), key=lambda one: one[1][0] / max(1, sum(one[1])))[:15]:
        sys.stdout.write(_line(" ".join(form), *counts))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
