"""Counted votes: the figures, what Ja and Nej mean, and each ballot that the text prints with a name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from kg.facts import ballot_list, grammar, speakers, vote_table
from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.model import Mention, Span, join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.facts.motion import Motion
    from kg.model import Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot(Fact):
    """One person's vote as printed; never inferred."""

    voter: Mention
    party: Mention | None
    option: str


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


_YES_NO = grammar.pattern("vote", "yes-no")
_NO_YES = grammar.pattern("vote", "no-yes")
_FIGURES = grammar.pattern("vote", "figures")
_ABSTAIN = grammar.patterns("vote", "abstain")
_ABSENT = grammar.patterns("vote", "absent")
_MEANS = (("yes", grammar.patterns("vote", "yes-means")), ("no", grammar.patterns("vote", "no-means")))
_LISTED = {option: grammar.pattern("vote", f"listed-{option}") for option in ("yes", "no", "abstain")}
_COUNTER = grammar.pattern("vote", "counter-proposal")
_MAIN = grammar.pattern("vote", "main-vote")
_CASTING = grammar.pattern("vote", "casting")
_VOTING_AGAIN = grammar.pattern("vote", "voting-again")
_VOTING = grammar.pattern("vote", "voting")


_THOUSANDS = re.compile(r"\d[\s.]$")
_MOST_VOTERS = 149
"""The seats of the largest assembly of Sweden: more have voted in a referendum or answered a questionnaire."""


class _Count(NamedTuple):
    """The figures of one vote and where they stand."""

    begin: int
    end: int
    yes: int
    no: int


def extract(text: ItemText) -> Iterator[Vote]:
    """Read the votes of a paragraph in their order."""
    tables = vote_table.read(text.item, text.minutes)
    inside = [Span(table.span.begin, max(row.at[-1].end for row in table.rows)) for table in tables]
    parts = [
        flow
        for section in text.item.sections
        if section.kind not in {"background", "documents", "delegation", "draft", "notified"}
        for flow in (*([section.heading] if section.heading else []), *(block.flow for block in section.blocks))
        if not any(span.begin <= flow.span().begin < flow.span().end <= span.end for span in inside)
    ]
    if not tables and not any(_VOTING.search(part.text) for part in parts):
        return
    whole = join(parts, "\n")
    counts = _counts(whole.text)
    found: list[Vote] = []
    told: list[str] = []
    begin = 0
    for place, count in enumerate(counts):
        last = place + 1 == len(counts)
        end = len(whole.text) if last else _border(whole.text, count.end, counts[place + 1].begin)
        found.append(_vote(text, whole, count, (begin, end)))
        told.append(whole.text[begin:end])
        begin = end
    if any(not vote.ballots for vote in found) and not tables:
        tables = vote_table.elsewhere(text.item, text.minutes)
    if not found and not tables:
        found += _by_names(text, whole)
    for vote in _with_tables(text, whole.text, found, told, tables):
        yield replace(vote, winning=_winning(text, vote))


def _border(text: str, begin: int, end: int) -> int:
    """Give where one vote ends and the next begins, between the figures of both: where a vote is called again."""
    match = _VOTING_AGAIN.search(text, begin, end)
    return match.start() if match else end


def _with_tables(
    text: ItemText, plain: str, found: list[Vote], told: list[str], tables: list[vote_table.Table]
) -> Iterator[Vote]:
    """Give each table to its vote; one with figures of its own is a vote, one that fits several is left out."""
    given = _owners(found, told, tables)
    for table, owner in zip(tables, given, strict=True):
        ballots = tuple(
            Ballot(
                item=text.item.number,
                at=row.at,
                voter=row.voter,
                party=Mention("party", row.voter.party, row.voter.span) if row.voter.party else None,
                option=row.option,
            )
            for row in table.rows
        )
        abstain = table.count("abstain") if "abstain" in table.sums else table.marked("abstain") or None
        absent = table.sums.get("absent")
        if owner is not None:
            vote = found[owner]
            kept = vote.abstain if vote.abstain is not None else abstain
            away = vote.absent if vote.absent is not None else absent
            found[owner] = replace(vote, ballots=(*ballots, *vote.ballots), abstain=kept, absent=away)
        elif all((vote.yes, vote.no) != (table.count("yes"), table.count("no")) for vote in found):
            means = _means(plain) if not found and len(tables) == 1 else {}
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
                    kind=_kind(" ".join(means.values()).casefold()) or "main",
                )
            )
    yield from found


def _owners(found: list[Vote], told: list[str], tables: list[vote_table.Table]) -> list[int | None]:
    """Give the vote of each table: by the annex or number that both name, else by equal figures, else the only one.

    Never by order: where two fit, none is taken.
    """
    owners: list[int | None] = [None] * len(tables)

    def free(table: vote_table.Table) -> list[int]:
        named = {row.voter.text for row in table.rows}
        return [
            k
            for k, vote in enumerate(found)
            if k not in owners and named.isdisjoint(ballot.voter.text for ballot in vote.ballots)
        ]

    def take(fits: Callable[[vote_table.Table, int], bool]) -> None:
        wanted = [
            [k for k in free(table) if fits(table, k)] if owner is None else []
            for table, owner in zip(tables, owners, strict=True)
        ]
        for place, votes in enumerate(wanted):
            if len(votes) == 1 and sum(votes[0] in other for other in wanted) == 1:
                owners[place] = votes[0]

    spoken = [vote_table.references(words) for words in told]
    take(lambda table, k: bool(table.refers & spoken[k]))
    take(lambda table, k: f"votering {k + 1}" in table.refers and len(found) > 1)
    take(lambda table, k: (found[k].yes, found[k].no) == (table.count("yes"), table.count("no")))
    if len(tables) == len(found) == 1 and owners[0] is None and free(tables[0]):
        return [0]  # figures that differ: both are kept, and told
    return owners


def _counts(text: str) -> list[_Count]:
    found: list[_Count] = []
    for pattern in (_YES_NO, _NO_YES, _FIGURES):
        for match in pattern.finditer(text):
            if _THOUSANDS.search(text, max(0, match.start() - 3), match.start()):
                continue
            if not any(match.start() < other.end and other.begin < match.end() for other in found):
                found.append(
                    _Count(match.start(), match.end(), grammar.number(match["yes"]), grammar.number(match["no"]))
                )
    found += _listed_counts(text)
    found = sorted(count for count in found if count.yes + count.no <= _MOST_VOTERS)
    distinct: list[_Count] = []
    for count in found:
        if distinct and count[2:] == distinct[-1][2:] and not _VOTING_AGAIN.search(text, distinct[-1].end, count.begin):
            continue
        distinct.append(count)
    return distinct


def _listed_counts(text: str) -> Iterator[_Count]:
    """Pair the figures behind two lists of voters: `A och B röstar Ja (2).` with `C röstar Nej (1).` behind it."""
    yes, no = (list(_LISTED[option].finditer(text)) for option in ("yes", "no"))
    for one in yes:
        others = [m for m in no if not _VOTING_AGAIN.search(text, min(one.end(), m.end()), max(one.start(), m.start()))]
        if others:
            other = min(others, key=lambda m: abs(m.start() - one.start()))
            begin, end = min(one.start(), other.start()), max(one.end(), other.end())
            yield _Count(begin, end, _figure(one), _figure(other))


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> int | None:
    """Give the figure of the first form that a text has."""
    match = next((match for pattern in patterns if (match := pattern.search(text))), None)
    return grammar.number(match[1]) if match else None


def _figure(match: re.Match[str]) -> int:
    return int(next(value for value in match.groups() if value))


def _vote(text: ItemText, whole: Flow, count: _Count, bounds: tuple[int, int]) -> Vote:
    """Read one vote: its figures, and what stands between the vote before and the vote after."""
    begin, end = bounds
    plain = whole.text
    near = plain[count.begin : min(end, count.end + 160)]
    listed = _LISTED["abstain"].search(plain, begin, end)
    before = plain[begin : count.begin]
    means = _means(before)
    kind = (
        _kind(" ".join(means.values()).casefold())
        or _which(plain[begin : count.begin + 1])
        or _kind(before[-600:].casefold())
        or "main"
    )
    ballots = tuple(_ballots(text, whole, begin, end, {"yes": count.yes, "no": count.no}))
    casting = next(
        (Mention("chair", "ordföranden", whole.span(m.start(), m.end())) for m in _CASTING.finditer(plain, begin, end)),
        None,
    )
    return Vote(
        item=text.item.number,
        at=(whole.span(count.begin, count.end),),
        yes=count.yes,
        no=count.no,
        abstain=_figure(listed) if listed else _abstaining(count, _first(_ABSTAIN, near), ballots),
        absent=_first(_ABSENT, near),
        yes_means=means.get("yes", ""),
        no_means=means.get("no", ""),
        yes_for=_meant(text, means.get("yes", "")),
        no_for=_meant(text, means.get("no", "")),
        kind=kind,
        casting_by=casting,
        ballots=ballots,
    )


def _abstaining(count: _Count, figure: int | None, ballots: tuple[Ballot, ...]) -> int | None:
    """Give how many abstained: the figure, else those named to, where the other lists are as long as their figures."""
    counted = Counter(ballot.option for ballot in ballots)
    if figure is not None or (counted["yes"], counted["no"]) != (count.yes, count.no):
        return figure
    return counted["abstain"] or None


def _means(before: str) -> dict[str, str]:
    """Read what Yes and No mean off the text in front of the figures."""
    found = {}
    for option, patterns in _MEANS:
        hits = next((hit for pattern in patterns if (hit := list(pattern.finditer(before)))), [])
        if hits:
            found[option] = re.sub(r"\s+", " ", hits[-1]["means"]).strip(' ,”"')
    return found


def _by_names(text: ItemText, whole: Flow) -> Iterator[Vote]:
    """Read a vote that prints no figures, only who voted Ja and who Nej: lists are counted as a table's rows are."""
    ballots = tuple(_ballots(text, whole, 0, len(whole.text), {}))
    counted = Counter(ballot.option for ballot in ballots)
    if not (counted["yes"] and counted["no"]):
        return
    voters = tuple(ballot.voter.text for ballot in ballots)
    means = {option: words for option, words in _means(whole.text).items() if not words.startswith(voters)}
    yield Vote(
        item=text.item.number,
        at=tuple(dict.fromkeys(span for ballot in ballots for span in ballot.at)),
        yes=counted["yes"],
        no=counted["no"],
        abstain=counted["abstain"] or None,
        yes_means=means.get("yes", ""),
        no_means=means.get("no", ""),
        yes_for=_meant(text, means.get("yes", "")),
        no_for=_meant(text, means.get("no", "")),
        kind=_kind(" ".join(means.values()).casefold()) or "main",
        ballots=ballots,
        confidence=0.7,
    )


def _winning(text: ItemText, vote: Vote) -> str:
    """Say which option won; empty where the text leaves it open (a tie that the chair broke).

    A third of those present is enough to refer a matter back in fullmäktige (kommunallagen 2017:725, 5 kap. 50 §), so
    there the option that stands for it won where the matter was referred back, however few voted so.
    """
    majority = "" if vote.yes == vote.no else "yes" if vote.yes > vote.no else "no"
    if vote.kind != "refer-back":
        return majority
    back = [option for option, words in (("yes", vote.yes_means), ("no", vote.no_means)) if "återremi" in words]
    if len(back) != 1:
        return ""
    referred = any(decision.outcome == "referred-back" for decision in text.before.get("decision", ()))
    won = back[0] if referred else "no" if back[0] == "yes" else "yes"
    minority = {"yes": vote.yes, "no": vote.no}[back[0]]
    return won if won == majority or (referred and 3 * minority >= vote.yes + vote.no) else ""


def _kind(words: str) -> str:
    """Say which question of procedure words speak of; empty where they speak of none."""
    if "bordlägg" in words:
        return "adjourn"
    return "refer-back" if re.search(r"avgöra?s? i\s?dag|återremi", words) else ""


def _which(before: str) -> str:
    """Say whether a vote chooses the counter-proposal or is the main one, where the text calls it so."""
    places = {
        kind: max((m.start() for m in pattern.finditer(before)), default=-1)
        for kind, pattern in (("counter-proposal", _COUNTER), ("main", _MAIN))
    }
    inside = any(m.start() < places["main"] < m.end() for m in _COUNTER.finditer(before))
    if inside:
        return "counter-proposal"
    return max(places, key=lambda kind: places[kind]) if max(places.values()) >= 0 else ""


def _meant(text: ItemText, words: str) -> Motion | None:
    """Give the one motion whose mover the meaning of a ballot names, unless the ballot is against it."""
    if re.search(r"\bavsl|\bmot\b", words):
        return None
    found = [
        m
        for m in text.before.get("motion", ())
        if m.on_motion_of is None and any(mover.text in words for mover in m.by)
    ]
    return found[0] if len(found) == 1 else None


def _ballots(text: ItemText, whole: Flow, begin: int, end: int, figures: Mapping[str, int]) -> Iterator[Ballot]:
    for person, option, mark in ballot_list.read(whole, begin, end, figures):
        if not (person.party or speakers.listed(text, person.text)):
            continue  # a place or a proposal, however its words begin
        yield Ballot(
            item=text.item.number,
            at=(person.span, whole.span(*mark)),
            voter=person,
            party=Mention("party", person.party, person.span) if person.party else None,
            option=option,
        )


BALLOT = Kind(
    name="ballot",
    record=Ballot,
    term="Ballot",
    link="hasBallot",
    label="röst",
    fields=(
        Field("voter", "voter", "agent"),
        Field("party", "party", "agent"),
        Field("option", "option", "concept", "ballot"),
    ),
    needs=("voter",),
)
KIND = Kind(
    name="vote",
    record=Vote,
    term="Vote",
    link="hasVote",
    label="votering",
    ordered=True,
    fields=(
        Field("yes", "yesCount", "integer"),
        Field("no", "noCount", "integer"),
        Field("abstain", "abstainCount", "integer"),
        Field("absent", "absentCount", "integer"),
        Field("yes_means", "yesMeans", "string"),
        Field("no_means", "noMeans", "string"),
        Field("yes_for", "yesFor", "fact"),
        Field("no_for", "noFor", "fact"),
        Field("winning", "winningOption", "concept", "ballot"),
        Field("kind", "voteKind", "concept", "vote-kind"),
        Field("casting_by", "castingVoteBy", "agent"),
        Field("ballots", "hasBallot", "nested", kind=BALLOT),
    ),
    extract_item=extract,
)
