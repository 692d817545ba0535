"""The points of a decision, walked one by one: leads, att-satser, numbered points and sentences, and what is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.facts.decisions import (
    clause,
    decision_paragraphs,
    decision_points,
    elected_table,
    remarks,
    who_decides,
    whose_proposal,
)
from kg.facts.decisions.told import Decision
from kg.facts.floor import names_alone
from kg.facts.matters import movement
from kg.language import agents, grammar
from kg.lines.sentences import sentences
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.facts.kind import ItemText
    from kg.model import Block, Flow, Mention


_PROCEDURE, _TOLD_BEFORE = (grammar.pattern("walk", name) for name in ("procedure", "told-before"))
_LISTED = re.compile(
    r"(?:Förteckning|Sammanställning|Lista)\s(?:över|på|med)\s(?!.*\b(?:godkänns|fastställs|antas|läggs|noteras)\b)"
)
"""What stands so below the points says where the list is that was reported, and is no point."""
_CLOSING = grammar.pattern("walk", "closing")
"""What stands so below the points is said when all is decided, and is no point."""
_GOES_ON = grammar.pattern("walk", "goes-on-behind-a-list")
_QUOTES = grammar.pattern("walk", "quotes")
_INFINITIVE = grammar.pattern("walk", "proposes-in-the-infinitive")
_ASKS = re.compile(r"\bföreslår?\b.{0,80}\b(?:beslutar?|att)\W*$|^Förslag till [\wåäöÅÄÖ-]{2,40}:$")
# "Kommunstyrelsen ger kommundirektören i uppdrag", "Nämnden uppdrar åt": in a proposal to another body too.
_ORDERS = re.compile(
    r"(?P<by>(?:(?!\b(?:ger|uppdrar|lämnar|beslutar)\b)[^.;:,]){4,80}?)\s(?:för (?:egen|sin) del\s)?"
    r"(?:uppdrar\b|(?:ger|lämnar)\s[^.;:]{3,110}?\s(?:i|ett)\suppdrag\b)"
)


@dataclass(slots=True)
class _Walk:
    """Where a walk has come to: the decision that is being told, its points, and what its heading said."""

    text: ItemText
    start: Decision | None
    by_lead: bool
    current: Decision | None
    points: list[decision_points.Point] = field(default_factory=list)
    sentence: Flow | None = None
    point_by_itself: bool = False
    in_table: bool = False
    elects: bool = False  # Whether the head of a table of elections, or a row of it, stands right above.
    quoting: bool = (
        False  # Whether the last point announced a text (`avger följande yttrande:`): what follows is of it.
    )
    whose: tuple[Mention | None, ...] = ()  # On whose words the next paragraph is decided, behind proposed points.
    remarked: bool = False
    """Whether a member has just said something beside the decision: a line of names below it is of others who did."""
    orders: list[decision_points.Point] = field(default_factory=list)  # What it orders itself between proposed points.
    strange: bool = False  # Whether a heading stands above that nobody knows: what says no decision below it is none.

    def finished(self) -> Iterator[Decision]:
        """Give the decision told so far, if it has a point."""
        current = self.current
        if current is None:
            return
        # "Nämnden beslutar enligt förvaltningens förslag", or `Enligt förvaltningens förslag` alone: no points, and the
        # text of the decision stands elsewhere.
        said = self.points or ([decision_points.Point(self.sentence)] if self.sentence is not None else [])
        if said := decision_points.understood(said):
            last = current.asked[-1] if current.asked else None
            clauses = tuple(
                clause.read(self.text, point.flow, proposal=bool(current.asked), decider=last) for point in said
            )
            at = tuple(dict.fromkeys((*current.at, *clauses[0].at)))
            yield replace(current, clauses=clauses, at=at)
        orders, self.orders = self.orders, []
        if orders:
            clauses = tuple(clause.read(self.text, point.flow, proposal=False) for point in orders)
            yield Decision(item=current.item, at=clauses[0].at, by=current.by, kind="decision", clauses=clauses)

    def step(self, block: Block) -> Iterator[Decision]:
        """Go on with one paragraph; gives the decision that it ends."""
        if self.strange and not decision_points.decides(block):
            return
        if self.current is not None and not block.mark and who_decides.for_itself(block.text):
            yield from self.finished()
            own = replace(self.current, on_proposal_of=None, kind="decision", asked=())
            self.current, self.points, self.sentence = own, [], None
            return
        if self.points and decision_points.is_rest(self.points[-1].flow, block, in_table=self.in_table):
            self.points[-1] = replace(self.points[-1], flow=join([self.points[-1].flow, block.flow]))
            return
        self.quoting = bool(self.points) and (self.quoting or _QUOTES.search(self.points[-1].flow.text) is not None)
        if self.quoting and not self._is_point(block):
            self.points[-1] = replace(self.points[-1], flow=join([self.points[-1].flow, block.flow]))
            return
        self.quoting = False
        if self._is_election(block):
            return
        self.in_table = self.in_table or bool(self.points and decision_points.is_row(block))
        if self.points and not block.mark and _CLOSING.match(block.text):
            return
        if self.points and decision_points.is_label(block):
            yield from self.finished()
            self.current, self.start = None, None
            return
        if (
            _PROCEDURE.match(block.text)
            or all(_TOLD_BEFORE.match(part.text) for part in sentences(block.flow))
            or decision_points.is_no_sentence(block)
            or (self.in_table and decision_points.is_loose(block))
        ):
            return
        flow = self._without_whose_words(block.flow)
        if not flow.text:
            if whose_proposal.by_reference(block.text):
                self.sentence = self.sentence or block.flow
            return
        if self.current is not None and self.current.asked and self.points and self._is_own_order(flow):
            self.orders.append(decision_points.point_of(flow, block))
            return
        if self.whose and self.start is not None and self.current is not None:
            (by,), self.whose = self.whose, ()
            if decision_points.is_apart(self.points[-1:], flow, block):
                yield from self.finished()
                self.current, self.points, self.sentence = replace(self.start, on_proposal_of=by), [], None
        if self.points and self.points[-1].takes(block):
            self.points[-1] = self.points[-1].with_below(flow, block)
        elif decision_points.ATT.match(flow.text) and not (block.mark and self.start is None):
            yield from self._att(flow, block)
        elif self.start is not None and _INFINITIVE.match(flow.text):
            yield from self._infinitive(flow, block)
        else:
            opening = who_decides.read(flow)
            if opening is not None and self.start is not None and (begin := who_decides.sentence_of(flow, opening)):
                yield from self._said(flow.cut(0, begin), None, block)
                flow = flow.cut(begin)
                opening = who_decides.read(flow)
            if opening is not None and who_decides.opens(opening, strict=self.start is None):
                yield from self._lead(flow, opening, block)
            elif self.start is None:
                yield from self.finished()
                self.current, self.points, self.sentence = None, [], None
            elif self.current is not None:
                yield from self._said(flow, opening, block)

    def _is_election(self, block: Block) -> bool:
        """Take the rows of a table of elections for the points where nothing else is decided; its head is none."""
        if self.current is None or block.mark:
            return False
        if not self.points and elected_table.heads(block.lines[0]):
            self.elects = True
            return True
        row = self.elects and len(elected_table.parted(block.flow)) > 1
        self.points += [decision_points.Point(block.flow)] if row else []
        self.elects = row
        return row

    def _is_point(self, block: Block) -> bool:
        """Whether a paragraph below a text that a point quotes is the next point, or another thing that was done."""
        alike = block.mark and decision_points.kind_of_mark(block.mark) == decision_points.kind_of_mark(
            self.points[-1].mark
        )
        lead = who_decides.read(block.flow)
        return bool(
            alike
            or decision_points.ATT.match(block.text)
            or lead
            or who_decides.acts(block.flow)
            or _PROCEDURE.match(block.text)
        )

    def _without_whose_words(self, flow: Flow) -> Flow:
        whose = whose_proposal.attribution(flow) if self.current is not None else None
        if self.current is None or whose is None:
            return flow
        if self.current.asked and self.points:
            self.whose = () if self.start is None or self.start.asked else (whose[0],)
        else:
            altered = self.current.altered or whose_proposal.alters(flow.text[: len(flow.text) - len(whose[1].text)])
            proposer = self.current.on_proposal_of or whose[0]
            self.current = replace(self.current, on_proposal_of=proposer, altered=altered or None)
        return whose[1]

    def _is_own_order(self, flow: Flow) -> bool:
        """Whether a sentence between proposed points says what the body that proposes them orders itself."""
        order = _ORDERS.match(flow.text)
        hit = agents.body_at(flow, 0) if order else None
        own_name = movement.own_name(self.text)
        return bool(
            order and hit and own_name and hit.end == order.end("by") and not agents.foreign(hit.mention, own_name)
        )

    def _att(self, flow: Flow, block: Block) -> Iterator[Decision]:
        """Take an att-sats: a clause, or a proposal to another body of its own."""
        if self.current is None:
            return
        if self.current.asked and self.points and who_decides.own_clause(flow.text):
            yield from self.finished()
            self.current, self.points = replace(self.current, on_proposal_of=None, kind="decision", asked=()), []
        own, behind = who_decides.own_and_asking(flow)
        if behind is not None and not self.current.asked:
            yield from self._att(own, block)
            flow = behind
        if begun := bool(self.current.asked and self.points):
            again = who_decides.read_clause(flow)
            flow = again.rest if again and _last_asked(again.asked) == _last_asked(self.current.asked) else flow
        asking = who_decides.read_clause(flow) if not begun else None
        if asking is not None and self.current.asked:
            known = _last_asked(self.current.asked) == asking.asked[0].text.casefold()
            self.current = replace(self.current, asked=(*self.current.asked, *asking.asked[known:]))
            self.points = decision_points.points_behind(asking.rest)
            return
        if asking is None:
            self.points += [decision_points.point_of(part, block) for part in self._clauses(flow)]
            if not self.current.asked:
                self.current = _on_its_proposal(self.current, flow, whose_proposal.followed(flow))
            return
        yield from self._asked(asking)

    def _clauses(self, flow: Flow) -> list[Flow]:
        """Part att-satser, without what a member does behind them."""
        return clause.split(remarks.without(self.text, flow))

    def _infinitive(self, flow: Flow, block: Block) -> Iterator[Decision]:
        """Take `Föreslå X att ...`: a proposal of its own; the sentence behind it is none."""
        first, *more = decision_points.parted(flow, self.text.item.title.text)
        asking = who_decides.read_clause(first)
        if asking is None:
            yield from self._said(flow, None, block)
            return
        yield from self._asked(asking)
        self.point_by_itself = True
        for part in more:
            again = _INFINITIVE.match(part.text) is not None
            yield from self._infinitive(part, block) if again else self._said(part, None, block)

    def _asked(self, asking: who_decides.Lead) -> Iterator[Decision]:
        """Begin with the proposal that a point of the decision makes to another body."""
        if self.current is None:
            return
        yield from self.finished()
        self.current = replace(self.current, at=(asking.span,), kind="proposal", asked=asking.asked)
        self.points = decision_points.points_behind(asking.rest)

    def _lead(self, flow: Flow, opening: who_decides.Lead, block: Block) -> Iterator[Decision]:
        """Begin with a lead, and with the clauses that stand on its own line; or go on with what the heading opened."""
        own, behind = (opening.rest, None) if opening.asked else who_decides.own_and_asking(opening.rest)
        if behind is not None:
            yield from self._lead(flow, replace(opening, rest=own), block)
            yield from self._att(behind, block)
            return
        start, begun = self.start, bool(self.points)
        parts = [
            decision_points.Point(part)
            for part in decision_points.behind_a_lead(self._clauses(opening.rest), block, self.text.item.title.text)
            if not decision_points.is_nothing(part.text)
        ]
        if start is not None and self.current is start and who_decides.goes_on(start.asked, opening, begun=begun):
            self.points += parts
            return
        further = who_decides.read_clause(opening.rest) if opening.asked else None
        if further is not None:  # "föreslår kommunstyrelsen att hos fullmäktige hemställa att"
            parts = decision_points.points_behind(further.rest)
        # Below "Utskottets förslag till styrelsen" the words "Styrelsen föreslår fullmäktige" are for the board to say.
        passed_on = (
            start is not None
            and opening.asked
            and opening.by
            and start.first_asked
            and (opening.by.text.casefold() == start.first_asked.text.casefold())
        )
        if (asked := self._with_last_word(opening)) and self.current is not None:
            self.current, self.points = replace(self.current, asked=asked), parts
            return
        yield from self.finished()
        self.current = Decision(
            item=self.text.item.number,
            at=(opening.span,),
            by=start.by if start and passed_on else opening.by or (start.by if start else agents.own()),
            kind="proposal" if opening.asked else "decision",
            asked=(*(start.asked if start and passed_on else ()), *opening.asked, *(further.asked if further else ())),
            on_proposal_of=opening.on_proposal_of,
        )
        for point in () if self.current.asked else parts:
            self.current = _on_its_proposal(self.current, point.flow)
        said = opening.said and not opening.asked and not parts
        self.sentence = flow if said else None
        self.points = [decision_points.Point(flow)] if said and flow.text.endswith(".") else parts
        self.point_by_itself = bool(block.mark and self.points)

    def _with_last_word(self, opening: who_decides.Lead) -> tuple[Mention, ...]:
        """Give who is asked, with the assembly that below `Förslag till styrelsen` is to say `Fullmäktige beslutar`."""
        asked = self.current.asked if self.current is not None and not self.points else ()
        by = opening.by if asked else None
        if by is not None and opening.asked:  # "Utskottet föreslår styrelsen" / "Styrelsen föreslår fullmäktige"
            return (*asked, *opening.asked) if by.text.casefold() == asked[-1].text.casefold() else ()
        own_name = movement.own_name(self.text)
        if by is None or not by.text.casefold().endswith("fullmäktige") or not agents.foreign(by, own_name):
            return ()
        return asked if by.text.casefold() == asked[-1].text.casefold() else (*asked, by)

    def _said(self, flow: Flow, opening: who_decides.Lead | None, block: Block) -> Iterator[Decision]:
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
        if self._is_behind_list(flow, opening, block):
            return
        title = self.text.item.title.text
        whole = [remarks.without(self.text, flow)] if block.mark else decision_points.parted(flow, title)
        parts = [clause.without_remark(part) for part in whole]
        for part in parts:
            if not block.mark and (
                any(form.match(part.text) for form in (_PROCEDURE, _TOLD_BEFORE))
                or (_LISTED.match(part.text) and self.points)
            ):
                continue
            current = self.current
            beside = self.remarked and names_alone.read(self.text, part)
            self.remarked = bool(beside or remarks.is_of_members(self.text, part))
            if current is None or self.remarked or decision_points.is_nothing(part.text):
                continue
            if opening and opening.by is not None and not self.points and part is parts[0] and not current.asked:
                proposer = opening.on_proposal_of or current.on_proposal_of
                current = replace(current, by=opening.by, on_proposal_of=proposer)
            if not current.asked:
                current = _on_its_proposal(current, part)
            self.current = current
            self.points.append(decision_points.point_of(part, block))

    def _is_behind_list(self, flow: Flow, opening: who_decides.Lead | None, block: Block) -> bool:
        """Whether a paragraph that a gap parts from a list of points is none of them: it says what nobody decides."""
        first = block.lines[0]
        listed = bool(self.points) and all(p.mark or decision_points.ATT.match(p.flow.text) for p in self.points)
        if not listed or block.mark or not first.gap or first.furniture or opening is not None:
            return False
        if _GOES_ON.match(flow.text):
            return False
        return not (clause.outcome(flow.text) != "other" or who_decides.acts(flow) or agents.body_at(flow, 0))


def _on_its_proposal(decision: Decision, flow: Flow, followed: Mention | None = None) -> Decision:
    """Give a decision with whose proposal a sentence of it adopts, and whether with changes."""
    by = decision.on_proposal_of or whose_proposal.adopted(flow) or followed
    altered = True if by and whose_proposal.adopts_with_changes(flow) else decision.altered
    return replace(decision, on_proposal_of=by, altered=altered)


def walk(
    text: ItemText, blocks: Sequence[Block], start: Decision | None, *, by_lead: bool = False
) -> Iterator[Decision]:
    """Walk the paragraphs of a decision, `start` being what its heading says.

    Without a heading (`start` is None) only a body's name and an att-sats say that something is decided; where a line
    such as `Nämnden beslutar` stands for one (`by_lead`), only the points below it.
    """
    told = _Walk(text, start, by_lead, start)
    apart = decision_paragraphs.came_in(text, blocks)
    told_of = [block for block in blocks if block.lines[0].number not in apart]
    whole = list(decision_paragraphs.blocks(told_of))
    for at, block in enumerate(whole):
        if told.points and whole[at + 1 :] and decision_points.is_of_the_next(block, whole[at + 1]):
            continue
        if told.points and whole[at + 1 :] and decision_points.is_heading(block, whole[at + 1]):
            told.strange = True
            continue
        listed = block.mark or decision_points.ATT.match(block.text) or who_decides.is_infinitive(block.text)
        rest = bool(told.points) and decision_points.is_rest(told.points[-1].flow, block, in_table=told.in_table)
        alike = bool(told.points) and not block.lines[0].gap and decision_points.is_alike(told.points[-1].flow, block)
        listed = listed or alike
        opens = rest or listed or told.whose or whose_proposal.attribution(block.flow) or who_decides.read(block.flow)
        if by_lead and told.points and not opens:
            break  # without a heading, what is no point of the list is story
        yield from told.step(block)
    yield from told.finished()


def _last_asked(asked: Sequence[Mention]) -> str:
    """How the body that is asked last is called, to be compared."""
    return asked[-1].text.casefold() if asked else ""
