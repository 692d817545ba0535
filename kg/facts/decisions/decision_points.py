"""The points of a decision: what a paragraph below it is, the rest of the point above it, or a row, a name, a mark."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.facts.decisions import clause, who_decides, whose_proposal
from kg.language import agents, dates, grammar
from kg.lines import breaks
from kg.lines.sentences import sentences
from kg.model import join
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Block, Flow


ATT = re.compile(r"[Aa]tt(?:\s|, (?=[a-zåäö]))")
_STOPS = ".:;!?”"
_BARE = re.compile(
    rf"(?:den\s)?(?:{dates.DATE_PATTERN}|(?:19|20)\d\d|\d[\d ]*(?:,\d+)?\s?(?:kronor|kr|tkr|mkr|mnkr|"
    r"miljoner|procent|%)(?:\skronor)?(?:(?:\s(?:per|om)\s|/)\w+)?)[.,;]?",
    re.IGNORECASE,
)
"""A day or a sum alone on a line."""
_NEEDS_MORE = grammar.pattern("decisions", "needs-more")
_ELECTS = grammar.pattern("decisions", "elects-below")
_ASKS_AN_INFINITIVE = grammar.pattern("walk", "asks-an-infinitive")
_NO_CLAUSE = grammar.any_of([grammar.pattern("walk", "procedure"), grammar.pattern("paragraph", "story-of-the-matter")])
_CHARGES_BELOW = grammar.pattern("walk", "charges-below")
_ANNOUNCES_TASKS = grammar.pattern("walk", "announces-tasks")
_TITLE = re.compile(r"[A-ZÅÄÖ][\wåäö-]{3,}(?:\s[\wåäö-]+){0,4}(?<!\d)")
_LABEL = grammar.pattern("walk", "label-between-clauses")
_LIST_LABEL = grammar.pattern("walk", "list-label")
_VERB = grammar.pattern("decisions", "finite-verb")
_ANNOUNCES = re.compile(r"\([a-zåäö]{1,3}\s?[-–]\s?[a-zåäö]{1,3}\b[^)]*\)")
"""A list that a point says the first and the last letter of."""


@dataclass(frozen=True, slots=True)
class Point:
    """What becomes a clause; `open` while what stands below it may still belong to it."""

    flow: Flow
    mark: str = ""
    open: bool = False
    below: str = ""
    """How the sub-points are marked that have been found below it."""

    def takes(self, block: Block) -> bool:
        """Whether a paragraph below belongs to it: behind sub-points only what is marked too."""
        kind = kind_of_mark(block.mark)
        return self.open and kind != kind_of_mark(self.mark) and bool(kind or not self.below)

    def with_below(self, flow: Flow, block: Block) -> Point:
        """Give the point with what stands below it."""
        return replace(self, flow=join([self.flow, flow]), below=kind_of_mark(block.mark))


_MOST = 60
"""No decision has more: what seems to be one is a list or a table that was not understood, and is left alone."""


def understood(points: Sequence[Point]) -> list[Point]:
    """Give the points of a decision; none where there are too many for one.

    The entries of a list (`a)`, `jj.`) are no points of their own, but part of the numbered point above them,
    where that announces them (`2. Nedanstående uppdrag (a-h) förklaras fullgjorda.`) or the decision is very long.
    """
    found: list[list[Point]] = []
    for one in points:
        above = found[-1][0] if found else None
        numbered = above is not None and above.mark[:1].isdigit() and not one.mark[:1].isdigit()
        if above and numbered and (len(points) > _MOST or _ANNOUNCES.search(above.flow.text)):
            found[-1].append(one)
        else:
            found.append([one])
    if len(found) > _MOST:
        return []
    return [replace(own[0], flow=join([one.flow for one in own])) if len(own) > 1 else own[0] for own in found]


@cache
def _outcome_sentence() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases('decisions', 'verb')['sentence'])})$", re.IGNORECASE)


def is_outcome(sentence: str) -> bool:
    """Whether a sentence says by itself what became of a matter: `Informationen noteras`."""
    return _outcome_sentence().search(sentence) is not None


def is_heading(block: Block, after: Block) -> bool:
    """Whether a line above a paragraph looks like a heading that nobody knows: `Facklig samverkan`.

    It is apart from what stands above it, the paragraph below stands right below it, and nothing in it is decided.
    """
    text, line = block.text, block.lines[0]
    if block.mark or len(block.lines) > 1 or not line.gap or line.furniture or after.lines[0].gap:
        return False
    if len(after.text) < len(text) or _TITLE.fullmatch(text) is None or agents.people(block.flow):
        return False
    named = agents.body_at(block.flow, 0) is not None or who_decides.read(block.flow) is not None
    return not named and clause.outcome(text) == "other"


def is_of_the_next(block: Block, after: Block) -> bool:
    """Whether a line says whom the att-sats below it is about: `Socialnämnden`, above `att bevilja nämnden 2 mkr`."""
    label = is_loose(block) and len(block.lines) == 1 and block.lines[0].gap and after.lines[0].gap
    if not label or not ATT.match(after.text) or not _LABEL.fullmatch(block.text) or _VERB.search(block.text):
        return False
    leads = who_decides.read(block.flow) or whose_proposal.attribution(block.flow) or who_decides.for_itself(block.text)
    return not leads and clause.outcome(block.text) == "other"


def decides(block: Block) -> bool:
    """Whether a paragraph says by its own words that something is decided in it."""
    named = agents.body_at(block.flow, 0) is not None or who_decides.read(block.flow) is not None
    return bool(
        named or ATT.match(block.text) or clause.outcome(block.text) != "other" or is_outcome(block.text.strip(" ."))
    )


def points_behind(rest: Flow) -> list[Point]:
    """Give the clauses that stand behind the words of a lead, on its own line."""
    return [Point(part) for part in clause.split(rest) if not is_nothing(part.text)]


def is_label(block: Block) -> bool:
    """Whether a paragraph below points heads a list of what was reported: `Delegationsbeslut under april:`."""
    return not block.mark and _LIST_LABEL.match(block.lines[0].text) is not None


def is_rest(point: Flow, block: Block, *, in_table: bool) -> bool:
    """Whether a paragraph is the rest of the point above it, which has no end yet: a day, a sum, the words it needs."""
    if block.mark or point.text[-1] in _STOPS.replace(":", ""):
        return False
    if _BARE.fullmatch(block.text):
        return True
    if point.text.endswith(":"):
        return False
    if in_table or who_decides.read(block.flow) is not None or whose_proposal.attribution(block.flow) is not None:
        return False
    if ATT.match(block.text):
        return breaks.asks(point.text, block.text) or _CHARGES_BELOW.search(point.text) is not None
    if who_decides.is_infinitive(point.text) and who_decides.is_infinitive(block.text):
        return asks_infinitive(point.text.rstrip(","))
    people = agents.people(block.flow) if _ELECTS.search(point.text) else []
    if people and people[0].span.begin == block.flow.span().begin:
        return True
    if is_no_sentence(block):
        return False
    return (block.text[0].islower() and block.text[-1] in _STOPS) or _NEEDS_MORE.search(point.text) is not None


def is_alike(point: Flow, block: Block) -> bool:
    """Whether a sentence right below a point is told as that is: the same body acts, or an infinitive stands again."""
    bodies = [agents.body_at(flow, 0) for flow in (point, block.flow)]
    if all(bodies):
        names = {flow.text[: hit.end] for flow, hit in zip((point, block.flow), bodies, strict=True) if hit}
        return len(names) == 1
    both = (point.text, block.text)
    infinitives = all(who_decides.is_infinitive(f"{text[:1].lower()}{text[1:]}") for text in both)
    return infinitives or all(is_outcome(text.strip(" .")) for text in both)


def ends_in_att(text: str) -> bool:
    """Whether a line ends in the word that opens an att-sats."""
    return text.rstrip().endswith(" att")


def asks_infinitive(text: str) -> bool:
    """Whether an infinitive on the next line belongs to what stands above it: `får rätt att`, `antagen och`."""
    return (_NEEDS_MORE.search(text) or _ASKS_AN_INFINITIVE.search(text)) is not None


def is_apart(above: Sequence[Point], flow: Flow, block: Block) -> bool:
    """Whether what stands behind `Enligt yrkande från X:` below proposed points is none of them.

    Their numbers go on to the next of them; without numbers only an order is apart, or a sentence.
    """
    if block.mark[:1].isdigit() and above and above[0].mark[:1].isdigit():
        return int(re.sub(r"\D", "", block.mark)) <= int(re.sub(r"\D", "", above[0].mark))
    return ATT.match(flow.text) is None or clause.outcome(flow.text) == "assigned"


def point_of(flow: Flow, block: Block) -> Point:
    """Make a point of a block; one that is listed and ends in a colon is open: its sub-points follow.

    So is any that ends in `att` or says that tasks follow: `Nämnden ger kontoret i uppdrag att`, with a list below.
    """
    listed = bool(block.mark) or ATT.match(flow.text) is not None
    goes_on = ends_in_att(flow.text.rstrip(":")) or _ANNOUNCES_TASKS.search(flow.text) is not None
    return Point(flow, block.mark, open=(listed and flow.text.endswith(":")) or goes_on)


def kind_of_mark(mark: str) -> str:
    """Tell numbers, letters and each bullet apart: points and their sub-points differ in that."""
    return "1" if mark[:1].isdigit() else "a" if mark[:1].isalpha() and mark.endswith((")", ".")) else mark


def is_nothing(words: str) -> bool:
    """Whether words say that nothing was decided there."""
    return words.casefold().strip(" :.") in who_decides.NOTHING


def is_no_sentence(block: Block) -> bool:
    """Whether a line is a name, a mark or a figure of a list that has strayed under the heading of the decision."""
    if len(block.text.split(" ")) < 2 and not (is_outcome(block.text.strip(" .")) or clause.is_noun(block.text)):
        return True
    if not any(ch.islower() for ch in block.text):
        return who_decides.read(block.flow) is None  # "KOMMUNSTYRELSEN FÖRESLÅR KOMMUNFULLMÄKTIGE BESLUTA"
    body = agents.body_at(block.flow, 0)
    if body is not None and body.end == len(block.text):
        return True  # the head of the next page
    people = agents.people(block.flow)
    return bool(people) and people[0].span == block.flow.span()


def is_row(block: Block) -> bool:
    """Whether a line below the points is a row of a table: no mark, no stop at its end, no verb, nobody who asks."""
    bare = is_loose(block) and clause.outcome(block.text) == "other" and _VERB.search(block.text) is None
    return bare and who_decides.read(block.flow) is None


def is_loose(block: Block) -> bool:
    """Whether a line has neither a mark, nor a stop at its end, nor `att` at its beginning."""
    return not block.mark and block.text[-1] not in ".:;!?”" and ATT.match(block.text) is None


def parted(flow: Flow, title: str) -> list[Flow]:
    """Part a paragraph into sentences; a full stop inside the name of the matter, as its title has it, ends none."""
    parts = list(sentences(flow))
    whole: list[Flow] = []
    begin = at = 0
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        end = flow.text.index(part.text, at) + len(part.text)
        at = end
        if after is not None and f"{part.text.rsplit(' ', 1)[-1]} {after.text.split(' ', 1)[0]}" in title:
            continue
        whole.append(flow.cut(begin, end))
        begin = end
    return whole


def behind_a_lead(clauses: Sequence[Flow], block: Block, title: str) -> list[Flow]:
    """Part from the att-satser on the line of a lead the sentences behind them that decide on too.

    How the matter came here and how it was put to the vote is none of them.
    """
    if block.mark or any(":" in one.text for one in clauses):
        return list(clauses)
    whole = [parted(one, title) for one in clauses]
    return [one for parts in whole for at, one in enumerate(parts) if not (at and _NO_CLAUSE.match(one.text))]
