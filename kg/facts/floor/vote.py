"""Counted votes: the figures, what Ja and Nej mean, which won, and the ballots that belong to each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.context import whose_section
from kg.facts.floor import (
    ballot,
    vote_count,
    vote_for_each,
    vote_kind,
    vote_owner,
    vote_reader,
    vote_side,
    vote_table,
)
from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.facts.matters import movement
from kg.language import grammar
from kg.language.headings import TOLD_ELSEWHERE
from kg.model import Mention, Span, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.floor.ballot import Ballot
    from kg.facts.floor.motion_object import Motion
    from kg.facts.floor.vote_count import Count
    from kg.model import Flow, Minutes, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Fact):
    """One votering."""

    yes: int
    no: int
    abstain: int | None = None
    absent: int | None = None
    yes_means: str = ""
    no_means: str = ""
    yes_for: Motion | None = None
    no_for: Motion | None = None
    winning: str = ""
    kind: str = ""
    casting_by: Mention | None = None
    ballots: tuple[Ballot, ...] = ()
    listed_yes: int | None = None
    """How many Ja its list has, where that is not the figure; the same for Nej below."""
    listed_no: int | None = None
    disagrees: bool | None = None
    without: tuple[Ballot, ...] = ()
    """What its lists have of people who cannot vote: no ballots, but told."""


_CASTING = grammar.pattern("vote", "casting")
_VOTING = grammar.pattern("vote", "voting")
_WRITES = grammar.pattern("reservation", "speaks")
"""Who leaves a reservation or a statement speaks of votes of his own, and of others: `Vi röstade nej`."""
_CALLED = grammar.pattern("vote", "called")
_IS_AGAINST = grammar.pattern("vote", "is-against")
"""In the story of a matter only a vote that is called there is the meeting's own."""


def extract(text: ItemText) -> Iterator[Vote]:
    """Read the votes of a paragraph in their order, each with the yrkanden that its ballots are for."""
    for vote in counted(text):
        yield replace(vote, yes_for=_meant(text, vote.yes_means), no_for=_meant(text, vote.no_means))


def counted(text: ItemText) -> tuple[Vote, ...]:
    """Give the votes of a paragraph without its yrkanden: what became of those is read from the votes."""
    known = (tuple(text.before.get(kind, ())) for kind in ("meeting", "attendance", "decision"))
    return _counted(text.minutes, text.item.order - 1, *known)


@lru_cache(maxsize=4)
def _counted(
    minutes: Minutes, at: int, met: tuple[Fact, ...], present: tuple[Fact, ...], decided: tuple[Fact, ...]
) -> tuple[Vote, ...]:
    before = {"meeting": met, "attendance": present, "decision": decided}
    return tuple(_read(ItemText(minutes.items[at], minutes, before)))


def _read(text: ItemText) -> Iterator[Vote]:
    tables = vote_table.read(text.item, text.minutes)
    inside = [
        Span(table.span.begin, max((span.end for row in table.rows for span in row.at), default=table.span.end))
        for table in tables
    ]
    parts = [
        flow
        for section in text.item.sections
        if section.kind not in TOLD_ELSEWHERE
        for flow in (*([section.heading] if section.heading else []), *_spoken(text, section))
        if section.kind != "background" or _CALLED.search(flow.text)
        if not any(span.begin <= flow.span().begin < flow.span().end <= span.end for span in inside)
    ]
    spoken = any(_VOTING.search(part.text) for part in parts)
    if not spoken:  # a list that stands in a paragraph without a vote is another's, or no list of votes
        tables = [table for table in tables if text.item.number in table.items or _VOTING.search(table.title)]
    if not spoken and not tables:
        return
    whole = join(parts, "\n")
    decided = " ".join(clause.text for decision in text.before["decision"] for clause in decision.clauses)
    counts = vote_count.counts(whole.text, decided)
    found: list[Vote] = []
    told: list[str] = []
    begin = 0
    for place, count in enumerate(counts):
        last = place + 1 == len(counts)
        end = len(whole.text) if last else _border(whole.text, count.end, counts[place + 1].begin)
        found.append(_vote(text, whole, count, (begin, end)))
        told.append(whole.text[begin:end])
        begin = end
    if not found and not tables:
        found += list(_by_names(text, whole)) or _for_each(text, whole)
        told += [whole.text for _ in found]
    if any(not vote.ballots for vote in found) and not tables:
        tables = vote_table.elsewhere(text.item, text.minutes, whole.text)
    for vote in _with_tables(text, whole.text, found, told, tables):
        yield _compared(replace(vote, winning=vote_kind.winning(text, vote)))


def _spoken(text: ItemText, section: Section) -> Iterator[Flow]:
    """Give the paragraphs of a section, without what they tell of another body's vote and what somebody writes."""
    left = section.kind in {"reservation", "statement"}
    blocks = (block for block in section.blocks if not (left and _WRITES.search(block.text)))
    return (whose_section.own_words(block.flow, movement.own_name(text)) for block in blocks)


def _compared(vote: Vote) -> Vote:
    """Mark a vote and its ballots where its figures and its list are not the same: neither is changed after the other.

    A list of one side alone, and none at all, say nothing of the other.
    """
    listed = Counter(one.option for one in vote.ballots)
    yes = listed["yes"] if listed["yes"] not in {0, vote.yes} else None
    no = listed["no"] if listed["no"] not in {0, vote.no} else None
    if yes is None and no is None:
        return vote
    ballots = tuple(replace(one, disagrees=True) for one in vote.ballots)
    other = (vote.yes > vote.no) != (listed["yes"] > listed["no"]) and yes is not None and no is not None
    winning = "" if other else vote.winning  # by the list it is the other side that won
    return replace(vote, listed_yes=yes, listed_no=no, disagrees=True, ballots=ballots, winning=winning)


def _border(text: str, begin: int, end: int) -> int:
    """Give where one vote ends and the next begins, between the figures of both: where a vote is called again."""
    match = vote_count.borders_another(text, begin, end)
    return match.start() if match else end


def _with_tables(
    text: ItemText, plain: str, found: list[Vote], told: list[str], tables: list[vote_reader.Table]
) -> Iterator[Vote]:
    """Give each table to its vote; one with figures of its own is a vote, one that fits several is left out."""
    given = vote_owner.owners(found, told, tables)
    for table, owner in zip(tables, given, strict=True):
        ballots, refused = ballot.of_table(text, table)
        abstain = table.count("abstain") if "abstain" in table.sums else table.marked("abstain") or None
        absent = table.sums.get("absent")
        if owner is not None:
            vote = found[owner]
            kept = vote.abstain if vote.abstain is not None else abstain
            away = vote.absent if vote.absent is not None else absent
            found[owner] = replace(
                vote,
                ballots=(*ballots, *vote.ballots),
                without=(*refused, *vote.without),
                abstain=kept,
                absent=away,
            )
        elif (table.count("yes") or table.count("no")) and all(
            (vote.yes, vote.no) != (table.count("yes"), table.count("no")) for vote in found
        ):
            means = vote_side.means(plain) if not found and len(tables) == 1 else {}
            found.append(
                Vote(
                    item=text.item.number,
                    at=(table.span,),
                    yes=table.count("yes"),
                    no=table.count("no"),
                    abstain=abstain,
                    absent=absent,
                    yes_means=means.get("yes", ""),
                    no_means=means.get("no", ""),
                    ballots=ballots,
                    without=refused,
                    kind=vote_kind.of_procedure(" ".join(means.values()).casefold()) or "main",
                )
            )
    inside = [span for section in text.item.sections for line in section.lines for span in [line.flow.span()]]
    ends = max((span.end for span in inside), default=0)
    yield from sorted(found, key=lambda vote: min(vote.at[0].begin, ends) if inside else 0)


def _vote(text: ItemText, whole: Flow, count: Count, bounds: tuple[int, int]) -> Vote:
    """Read one vote: its figures, and what stands between the vote before and the vote after."""
    begin, end = bounds
    plain = whole.text
    before = plain[begin : count.begin]
    means = vote_side.means(before)
    kind = (
        vote_kind.of_procedure(" ".join(means.values()).casefold())
        or vote_kind.called(plain[begin : count.begin + 1])
        or (
            "" if "yes" in means else vote_kind.of_procedure(before[-600:].casefold())
        )  # what was put before is no matter of this vote
        or "main"
    )
    rest = vote_count.rest(plain, count, bounds)
    figures = {"yes": count.yes, "no": count.no} | ({"abstain": rest.abstain} if rest.abstain else {})
    ballots, refused = ballot.told(text, whole, begin, end, figures)
    casting = next(
        (Mention("chair", "ordföranden", whole.span(m.start(), m.end())) for m in _CASTING.finditer(plain, begin, end)),
        None,
    )
    return Vote(
        item=text.item.number,
        at=(whole.span(count.begin, count.end),),
        yes=count.yes,
        no=count.no,
        abstain=_abstaining(count, rest.abstain, ballots),
        absent=rest.absent,
        yes_means=means.get("yes", ""),
        no_means=means.get("no", ""),
        kind=kind,
        casting_by=casting,
        ballots=ballots,
        without=refused,
    )


def _abstaining(count: Count, figure: int | None, ballots: tuple[Ballot, ...]) -> int | None:
    """Give how many abstained: the figure, else those named to, where the other lists are as long as their figures."""
    counted = Counter(one.option for one in ballots)
    if figure is not None or (counted["yes"], counted["no"]) != (count.yes, count.no):
        return figure
    return counted["abstain"] or None


def _by_names(text: ItemText, whole: Flow) -> Iterator[Vote]:
    """Read a vote whose figures are not said of Ja and Nej, from its lists: they are counted as a table's rows are.

    Where a sentence has the figures without their sides (`7 röster mot 2`), these stay: the greater is that of the
    longer list.
    """
    ballots, refused = ballot.told(text, whole, 0, len(whole.text), {})
    counted = Counter(one.option for one in ballots)
    if not (counted["yes"] and counted["no"]):
        return
    names = tuple(one.voter.text for one in ballots)
    means = {option: words for option, words in vote_side.means(whole.text).items() if not words.startswith(names)}
    at = tuple(dict.fromkeys(span for one in ballots for span in one.at))
    yes, no = counted["yes"], counted["no"]
    scores = vote_count.scores(whole.text)
    if len({(score.first, score.second) for score in scores}) == 1 and yes != no:
        few, many = sorted((scores[0].first, scores[0].second))
        yes, no = (many, few) if yes > no else (few, many)
        at = (whole.span(scores[0].begin, scores[0].end), *at)
    yield Vote(
        item=text.item.number,
        at=at,
        yes=yes,
        no=no,
        abstain=counted["abstain"] or None,
        yes_means=means.get("yes", ""),
        no_means=means.get("no", ""),
        kind=vote_kind.of_procedure(" ".join(means.values()).casefold()) or "main",
        ballots=ballots,
        without=refused,
        confidence=0.7,
    )


def _for_each(text: ItemText, whole: Flow) -> Iterator[Vote]:
    """Read a vote that names no Ja and no Nej: its figures, else both its lists, which are counted."""
    sides = vote_for_each.read(whole)
    if sides is None:
        return
    ballots, refused = ballot.of_voters(text, whole, sides.voters)
    counted = Counter(one.option for one in ballots)
    if sides.figures is None and not (counted["yes"] and counted["no"]):
        return
    yes, no = sides.figures or (counted["yes"], counted["no"])
    yield Vote(
        item=text.item.number,
        at=(*(whole.span(*place) for place in sides.places), *(one.at[0] for one in ballots)),
        yes=yes,
        no=no,
        abstain=vote_count.near(whole.text, sides.places[0]).abstain if sides.figures else None,
        yes_means=sides.means[0],
        no_means=sides.means[1],
        kind=vote_kind.of_procedure(" ".join(sides.means).casefold()) or "main",
        ballots=ballots,
        without=refused,
        confidence=0.7,
    )


def _meant(text: ItemText, words: str) -> Motion | None:
    """Give the one motion whose mover the meaning of a ballot names, unless the ballot is against it."""
    if _IS_AGAINST.search(words):
        return None
    found = [
        m
        for m in text.before.get("motion", ())
        if m.on_motion_of is None and any(mover.text in words for mover in m.by)
    ]
    return found[0] if len(found) == 1 else None


KIND = Kind(
    name="vote",
    record=Vote,
    term="Vote",
    link="hasVote",
    ordered=True,
    fields=(
        Field("yes", "yesCount", "integer"),
        Field("no", "noCount", "integer"),
        Field("abstain", "abstainCount", "integer"),
        Field("absent", "absentCount", "integer"),
        Field("listed_yes", "listedYesCount", "integer"),
        Field("listed_no", "listedNoCount", "integer"),
        Field("disagrees", "countsDisagree", "boolean"),
        Field("yes_means", "yesMeans", "string"),
        Field("no_means", "noMeans", "string"),
        Field("yes_for", "yesFor", "fact", takes=("Motion", "Decision")),
        Field("no_for", "noFor", "fact", takes=("Motion", "Decision")),
        Field("winning", "winningOption", "concept", "ballot", only=("yes", "no")),
        Field("kind", "voteKind", "concept", "vote-kind"),
        Field("casting_by", "castingVoteBy", "agent"),
        Field("ballots", "hasBallot", "nested", kind=ballot.KIND),
    ),
    extract_item=extract,
)
