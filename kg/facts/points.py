"""The points of a decision, walked one by one: leads, att-satser, numbered points and sentences, and what is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from kg.facts import agents, clause, document, lead, speakers
from kg.facts.kind import Fact, ItemText
from kg.model import Block, Section, join
from kg.resources import phrases
from kg.text.annotate import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.clause import Clause
    from kg.model import Flow, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Fact):
    """A decision, or a proposal where `asked` names the bodies that are to decide, the nearest first."""

    by: Mention
    kind: str
    asked: tuple[Mention, ...] = ()
    on_proposal_of: Mention | None = None
    clauses: tuple[Clause, ...] = ()
    method: str = "unstated"
    outcome: str = ""
    proposed_outcome: str = ""

    @property
    def first_asked(self) -> Mention | None:
        """The body that the proposal goes to."""
        return self.asked[0] if self.asked else None

    @property
    def last_asked(self) -> Mention | None:
        """The body that has the last word."""
        return self.asked[-1] if self.asked else None

    @property
    def decider(self) -> Mention:
        """The body that decides or would decide: the last one asked, else the one that decides itself."""
        return self.asked[-1] if self.asked else self.by


_MOST_CLAUSES = 60
"""No decision has more: what seems to be one is a list or a table that was not understood, and is left alone."""
_PROCEDURE = re.compile(
    r"^(?:paragrafen är justerad|efter .{5,80} har .{0,60} inkommit|en? \w+ har återtagits|ordförande[n]? ställer|"
    r"(?:sammanträdet|mötet) ajournera|_+$|"
    r"i (?:debatten|överläggningen|diskussionen|ärendet) (?:yttrar|yttrade|deltar|deltog)\b|"
    r"följande \w+ (?:har |hade )?"
    r"(?:lämnats|inkommit|kommit|anmäls|anmäles|anmälts|anmäldes|redovisas|delges|föreligger)\b.*:$)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:Förteckning|Sammanställning|Lista)\s(?:över|på|med)\s(?!.*\b(?:godkänns|fastställs|antas|läggs|noteras)\b)"
)
"""What stands so below the points says where the list is that was reported, and is no point."""
_CLOSING = re.compile(
    r"^(?:(?:sammanträdet|mötet) avsluta|ordföranden? (?:avslutar|tackar|önskar)\b|nästa (?:\w*sammanträde|\w*möte)\b)",
    re.IGNORECASE,
)
"""What stands so below the points is said when all is decided, and is no point."""
_REMARK = re.compile(
    r"\b(?:reserverar sig|deltar (?:inte|ej) i|anmäler jäv|svarar att|svarade att|redogör för|informerar om|"
    r"(?:besvarar|svarar på) (?:interpellationen|frågan|frågorna)|tackar för svaret|"
    r"lämnar (?:en |följande )?(?:protokollsanteckning|reservation|särskilt yttrande))\b",
    re.IGNORECASE,
)
_ATT = re.compile(r"[Aa]tt(?:\s|, (?=[a-zåäö]))")
_INFINITIVE = re.compile(r"(?:Föreslå|Hemställa|Rekommendera)\s")
_ASKS = re.compile(r"\bföreslår?\b.{0,80}\b(?:beslutar?|att)\W*$|^Förslag till [\wåäöÅÄÖ-]{2,40}:$")
_FOR_ITSELF = re.compile(r",?\s(?:samt|och)\s(?=beslutar för (?:egen|sin) del\b)")
_COUNTED = re.compile(r"(\d{1,2})\s(?=[A-ZÅÄÖ])")
_RUN = 2
_NEAR = 80
"""Who remarks something stands so near the beginning of the sentence, in characters."""
_VERB = re.compile(
    r"\b(?:ska|skall|är|får|har|kan|gäller|träder|börjar|upphör|blir|ges|sker|bör|avser|innebär|uppgår|utgår|omfattar|"
    r"[a-zåäö]+(?:as|es|ts|ar))\b"
)


@cache
def _outcome_sentence() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases('decisions', 'verb')['sentence'])})$", re.IGNORECASE)


@cache
def _active() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(phrases('decisions', 'verb')['active'])})\W*")


def is_outcome(sentence: str) -> bool:
    """Whether a sentence says by itself what became of a matter: `Informationen noteras`."""
    return _outcome_sentence().search(sentence) is not None


def acts(flow: Flow) -> Mention | None:
    """Give the body that a sentence says has done with a matter: `Nämnden noterar informationen`; else None."""
    hit = agents.body_at(flow, 0)
    return hit.mention if hit is not None and _active().fullmatch(flow.text, hit.end) else None


@dataclass(frozen=True, slots=True)
class _Point:
    """What becomes a clause; `open` while what stands below it may still belong to it."""

    flow: Flow
    mark: str = ""
    open: bool = False


@dataclass(slots=True)
class _Walk:
    """Where a walk has come to: the decision that is being told, its points, and what its heading said."""

    text: ItemText
    start: Decision | None
    by_lead: bool
    current: Decision | None
    points: list[_Point] = field(default_factory=list)
    sentence: Flow | None = None
    point_by_itself: bool = False
    in_table: bool = False

    def finished(self) -> Iterator[Decision]:
        """Give the decision told so far, if it has a point."""
        current = self.current
        if current is None:
            return
        # "Nämnden beslutar enligt förvaltningens förslag": no points, and the text of the decision stands elsewhere.
        said = self.points or ([_Point(self.sentence)] if self.sentence is not None else [])
        if said and len(said) <= _MOST_CLAUSES:
            clauses = tuple(clause.read(self.text, point.flow, proposal=bool(current.asked)) for point in said)
            at = tuple(dict.fromkeys((*current.at, *clauses[0].at)))
            yield replace(current, clauses=clauses, at=at)

    def step(self, block: Block) -> Iterator[Decision]:
        """Go on with one paragraph; gives the decision that it ends."""
        if self.current is not None and not block.mark and lead.for_itself(block.text):
            yield from self.finished()
            self.current, self.points, self.sentence = replace(self.current, on_proposal_of=None), [], None
            return
        self.in_table = self.in_table or bool(self.points and _is_row(block))
        if self.points and not block.mark and _CLOSING.match(block.text):
            return
        if _PROCEDURE.match(block.text) or _is_no_sentence(block) or (self.in_table and _is_loose(block)):
            return
        flow = self._without_whose_words(block.flow)
        if not flow.text:
            return
        if self.points and self.points[-1].open and _kind(block.mark) != _kind(self.points[-1].mark):
            self.points[-1] = replace(self.points[-1], flow=join([self.points[-1].flow, flow]))
        elif _ATT.match(flow.text) and not (block.mark and self.start is None):
            yield from self._att(flow, block)
        elif self.start is not None and _INFINITIVE.match(flow.text):
            yield from self._infinitive(flow, block)
        else:
            opening = lead.read(flow)
            if opening is not None and lead.opens(opening, strict=self.start is None):
                yield from self._lead(flow, opening, block)
            elif self.start is None:
                yield from self.finished()
                self.current, self.points, self.sentence = None, [], None
            elif self.current is not None:
                yield from self._said(flow, opening, block)

    def _without_whose_words(self, flow: Flow) -> Flow:
        whose = lead.attribution(flow) if self.current is not None else None
        if self.current is None or whose is None:
            return flow
        self.current = replace(self.current, on_proposal_of=self.current.on_proposal_of or whose[0])
        return whose[1]

    def _att(self, flow: Flow, block: Block) -> Iterator[Decision]:
        """Take an att-sats: a clause, or a proposal to another body of its own."""
        if self.current is None:
            return
        asking = None if self.current.asked else lead.read_clause(flow)
        if asking is None:
            self.points += [_point(part, block) for part in clause.split(flow)]
            if self.current.on_proposal_of is None and not self.current.asked:
                hit = lead.adopted_proposal(flow) or lead.followed_proposal(flow)
                self.current = replace(self.current, on_proposal_of=hit)
            return
        yield from self._asked(asking)

    def _infinitive(self, flow: Flow, block: Block) -> Iterator[Decision]:
        """Take `Föreslå X att ...`: a proposal of its own; the sentence behind it is none."""
        first, *more = _sentences(flow, self.text.item.title.text)
        asking = lead.read_clause(first)
        if asking is None:
            yield from self._said(flow, None, block)
            return
        yield from self._asked(asking)
        self.point_by_itself = True
        for part in more:
            yield from self._said(part, None, block)

    def _asked(self, asking: lead.Lead) -> Iterator[Decision]:
        """Begin with the proposal that a point of the decision makes to another body."""
        if self.current is None:
            return
        yield from self.finished()
        self.current = replace(self.current, at=(asking.span,), kind="proposal", asked=asking.asked)
        self.points = [_Point(part) for part in clause.split(asking.rest)]

    def _lead(self, flow: Flow, opening: lead.Lead, block: Block) -> Iterator[Decision]:
        """Begin with a lead, and with the clauses that stand on its own line; or go on with what the heading opened."""
        start = self.start
        parts = [_Point(part) for part in clause.split(opening.rest) if not _is_nothing(part.text)]
        if start is not None and self.current is start and _goes_on(start, opening, begun=bool(self.points)):
            self.points += parts
            return
        yield from self.finished()
        self.current = Decision(
            item=self.text.item.number,
            at=(opening.span,),
            by=opening.by or (start.by if start else agents.own()),
            kind="proposal" if opening.asked else "decision",
            asked=opening.asked,
            on_proposal_of=opening.on_proposal_of,
        )
        said = opening.said and not opening.asked and not parts
        self.sentence = flow if said else None
        self.points = [_Point(flow)] if said and flow.text.endswith(".") else parts
        self.point_by_itself = bool(block.mark and self.points)

    def _said(self, flow: Flow, opening: lead.Lead | None, block: Block) -> Iterator[Decision]:
        """Take a point or the sentences of a paragraph."""
        if self.point_by_itself and self.current is not None and self.current.asked:
            # "- Rådet föreslår styrelsen att ..." is a point of its own: the next point is not proposed to anybody.
            yield from self.finished()
            self.current, self.points, self.point_by_itself = self.start, [], False
        if not block.mark and _ASKS.search(flow.text):
            # Who is asked was not understood: the points below are no decision of the meeting's own.
            yield from self.finished()
            self.current, self.points, self.sentence = None, [], None
            return
        parts = [flow] if block.mark else _sentences(flow, self.text.item.title.text)
        for part in parts:
            if not block.mark and (_PROCEDURE.match(part.text) or (_LISTED.match(part.text) and self.points)):
                continue
            current = self.current
            remark = _REMARK.search(part.text) is not None
            if current is None or (
                remark and (part.text.endswith(":") or speakers.subjects(self.text, part, 0, _NEAR))
            ):
                continue
            if opening and opening.by is not None and not self.points and part is parts[0] and not current.asked:
                proposer = opening.on_proposal_of or current.on_proposal_of
                current = replace(current, by=opening.by, on_proposal_of=proposer)
            if not current.asked and current.on_proposal_of is None and (hit := lead.adopted_proposal(part)):
                current = replace(current, on_proposal_of=hit)
            self.current = current
            self.points.append(_point(part, block))


def walk(
    text: ItemText, blocks: Sequence[Block], start: Decision | None, *, by_lead: bool = False
) -> Iterator[Decision]:
    """Walk the paragraphs of a decision, `start` being what its heading says.

    Without a heading (`start` is None) only a body's name and an att-sats say that something is decided; where a line
    such as `Nämnden beslutar` stands for one (`by_lead`), only the points below it.
    """
    told = _Walk(text, start, by_lead, start)
    apart = _came_in(text, blocks)
    told_of = [block for block in blocks if block.lines[0].number not in apart]
    for block in _parted(_marked([part for whole in told_of for part in _listed_in_line(whole)])):
        listed = block.mark or _ATT.match(block.text)
        if by_lead and told.points and not listed and lead.read(block.flow) is None:
            break  # without a heading, what is no point of the list is story
        yield from told.step(block)
    yield from told.finished()


def _marked(blocks: Sequence[Block]) -> Sequence[Block]:
    """Read the figure in front of a point as its mark where the points count from one: `1 Marken säljs`."""
    counted = [match for block in blocks if not block.mark and (match := _COUNTED.match(block.text))]
    if len(counted) < _RUN or [int(match[1]) for match in counted] != list(range(1, len(counted) + 1)):
        return blocks
    places = {match.string: match.end() for match in counted}
    return [
        block
        if block.mark or block.text not in places
        else Block(
            block.flow.cut(places[block.text]),
            (replace(block.lines[0], mark=f"{block.text.split(' ')[0]}."), *block.lines[1:]),
        )
        for block in blocks
    ]


def _came_in(text: ItemText, blocks: Sequence[Block]) -> frozenset[int]:
    """Give the lines below a decision that list what came in: documents, and no points of it."""
    if not document.ANNOUNCED.search(text.item.title.text):
        return frozenset()
    section = Section("decision", None, tuple(line for block in blocks for line in block.lines), ())
    return frozenset(line.number for group in document.came_in(section) for line in group)


_IN_LINE = re.compile(r"(?:^|(?<=[.:;]\s))(?P<mark>(?P<number>\d{1,2})[.)])\s(?=[A-ZÅÄÖ])")
"""The number of a point that does not begin a line: behind a stop, with its own stop or bracket."""


def _listed_in_line(block: Block) -> Iterator[Block]:
    """Part a paragraph whose points run on in one line: `1) Planen antas. 2) Medel anvisas.`; they count from one."""
    begun = re.fullmatch(r"1[.)]", block.mark) is not None
    marks = list(_IN_LINE.finditer(block.text)) if begun or not block.mark else []
    numbers = [int(match["number"]) for match in marks]
    if begun:
        numbers = [1, *numbers]
    front = block.flow.cut(0, marks[0].start()) if marks and not begun else None
    if (
        len(numbers) < _RUN
        or numbers != list(range(1, len(numbers) + 1))
        or (front and front.text[-1:] not in {"", ":"})
    ):
        yield block
        return
    if front and front.text:
        yield replace(block, flow=front)
    edges = [*([0] if begun else []), *(match.start() for match in marks), len(block.text)]
    labels = [*([block.mark] if begun else []), *(match["mark"] for match in marks)]
    skipped = [*([0] if begun else []), *(match.end() for match in marks)]
    for mark, begin, end in zip(labels, skipped, edges[1:], strict=True):
        yield Block(block.flow.cut(begin, end), (replace(block.lines[0], mark=mark),))


def _opens_another(flow: Flow) -> bool:
    opening = lead.read(flow)
    return lead.for_itself(flow.text) or (opening is not None and bool(opening.asked))


def _parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give the paragraphs; one whose later words ask another body to decide, or none any more, is parted there."""
    for whole in blocks:
        block = whole
        if own := _FOR_ITSELF.search(block.text):
            # "att godkänna avtalet samt beslutar för egen del att ...": from here on nobody else is asked.
            yield replace(block, flow=block.flow.cut(0, own.start()))
            block = Block(block.flow.cut(own.end()), block.lines)
        parts = [] if block.mark or ":" not in block.text else list(sentences(block.flow))
        at = next((k for k, part in enumerate(parts) if k and _opens_another(part)), 0)
        if not at:
            yield block
            continue
        for part in (*parts[:at], join(parts[at:])):
            yield replace(block, flow=part)


def _goes_on(start: Decision, opening: lead.Lead, *, begun: bool) -> bool:
    """Whether a lead is only the words of the decision that its heading has opened.

    Below `Förslag till beslut i nämnden` the line `Nämnden beslutar` is what the nämnd is asked to say.
    """
    if opening.asked:
        return False
    if start.asked:
        return opening.by is not None and opening.by.text.casefold() == start.asked[-1].text.casefold()
    return begun and opening.on_proposal_of is None


def _point(flow: Flow, block: Block) -> _Point:
    listed = bool(block.mark) or _ATT.match(flow.text) is not None
    return _Point(flow, block.mark, open=listed and flow.text.endswith(":"))


def _kind(mark: str) -> str:
    """Tell numbers, letters and each bullet apart: points and their sub-points differ in that."""
    return "1" if mark[:1].isdigit() else "a" if mark[:1].isalpha() and mark.endswith(")") else mark


def _is_nothing(words: str) -> bool:
    return words.casefold().strip(" :.") in lead.NOTHING


def _is_no_sentence(block: Block) -> bool:
    """Whether a line is a name, a mark or a figure of a list that has strayed under the heading of the decision."""
    if len(block.text.split(" ")) < 2 and not is_outcome(block.text.strip(" .")):
        return True
    if not any(ch.islower() for ch in block.text):
        return True
    body = agents.body_at(block.flow, 0)
    if body is not None and body.end == len(block.text):
        return True  # the head of the next page
    people = agents.people(block.flow)
    return bool(people) and people[0].span == block.flow.span()


def _is_row(block: Block) -> bool:
    """Whether a line below the points is a row of a table: no mark, no stop at its end, and no verb."""
    return _is_loose(block) and clause.outcome(block.text) == "other" and _VERB.search(block.text) is None


def _is_loose(block: Block) -> bool:
    return not block.mark and block.text[-1] not in ".:;!?”" and _ATT.match(block.text) is None


def _sentences(flow: Flow, title: str) -> list[Flow]:
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
