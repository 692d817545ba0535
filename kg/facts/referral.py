"""A matter moves from one body to another: proposed, forwarded, sent back, prepared, asked about, answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts import agents, dates
from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.model import Mention
from kg.text.annotate import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.facts.decision import Decision
    from kg.model import Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(Fact):
    """One movement; `step` is the paragraph of the sender's own minutes, `anticipated` says it is only asked for."""

    source: Mention
    target: Mention
    kind: str
    date: str = ""
    step: str = ""
    anticipated: bool | None = None
    preceded_by: Referral | None = None


_DATED = re.compile(
    rf"(?P<date>{dates.DATE_PATTERN})(?:,?\s*\(?§\s?(?P<step>\d{{1,4}}))?|§\s?(?P<step2>\d{{1,4}}),?\s(?:den\s)?(?P<date2>{dates.DATE_PATTERN})",
    re.IGNORECASE,
)
_GATE = re.compile(
    r"behandla|beret|bered|skrivelse|tjänsteutlåtande|överlämna|överläm|remi|remitt|hänsk|hänskj|motionen|ärendet|yttrande|förslag|översän|dispens|hemstäl|tillstyrk|avstyrk",
    re.IGNORECASE,
)
# What another body or an administration has done with the matter before: the verb behind its name.
_HANDLED = re.compile(
    r"\b(?:har|hade)\b.{0,80}?\b(?:behandlat|berett|ställt sig bakom|lämnat (?:följande |ett |sitt )?(?:yttrande|förslag)|avgett (?:ett )?(?:yttrande|förslag)|"
    r"tagit fram (?:ett |ett nytt )?förslag|tillstyrkt|avstyrkt|översänt|föreslagit|upprättat|godkänt|beslutat (?:att )?(?:till|av)styrka|yttrat sig)\b|"
    r"\b(?:behandlade|beredde|tillstyrkte|avstyrkte)\b|\b(?:till|av)styrker\s(?:motionen|förslaget|ärendet)\b|"
    r"\bbeslutade\b.{0,60}?\b(?:till|av)styrka\b|\bi (?:en )?(?:tjänste)?skrivelse\b|\bi (?:ett )?tjänsteutlåtande\b|\b(?:har )?föreslagit\b",
    re.IGNORECASE,
)
_PROPOSES_TO = re.compile(
    r"\bförslag till (?:beslut i )?(?P<to>kommunfullmäktige|regionfullmäktige|kommunstyrelsen|regionstyrelsen)\b|\bföreslagit (?P<to2>kommunfullmäktige|regionfullmäktige)\b",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"\b(?:överlämna(?:r|s|t|de|des|ts)?|remittera(?:r|s|t|de|des|ts)?|hänskjut(?:er|as|it|a)|hänsköts?|vidarebefordra(?:s|t|de|des)?|"
    r"lämna(?:s|r|de|des|t|ts)?(?:\svidare)?|översänd(?:er|s|e|es|a)?|översänt|skicka(?:s|t|de|des|ts)?(?:\svidare)?|lämnas)\b",
    re.IGNORECASE,
)
_MATTER = re.compile(
    r"\b(?:ärendet|motionen|initiativärendet|medborgarförslaget|frågan|förslaget|remissen|interpellationen|skrivelsen|yrkandet|policyn|planen|programmet|strategin|den\s\w+\s\w+)\b",
    re.IGNORECASE,
)
_SENT_BACK = re.compile(r"\båterremi(?:tter|ss)", re.IGNORECASE)
_ANSWER = re.compile(
    r"\b(?:(?:yttrande|yttrandet|svar|remissvar|synpunkter)\b.*\btill\s|som (?:sitt |eget )?(?:svar|yttrande|remissvar)\b)",
    re.IGNORECASE,
)
_GIVES_ANSWER = re.compile(
    r"\b(?:avge|avger|avges|lämna|lämnar|anta|antar|antas|godkänna|godkänner|godkänns|översända)\b.{0,60}?\b(?:yttrande|svar|remissvar)",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:till|för beslut i|för beslut av|för beslut till)\s", re.IGNORECASE)
_RECEIVED = re.compile(
    r"\bfick\b.{0,60}?\b(?:motionen|ärendet|medborgarförslaget|uppdraget att yttra|frågan)\b", re.IGNORECASE
)
_CONSULTING = re.compile(r"remi|yttra|synpunkter|svar|kommentarer", re.IGNORECASE)
_TITLE_REMISS = re.compile(r"\b(?:yttrande|svar|remissvar|remiss)\b.{0,40}?\bfrån\s", re.IGNORECASE)
_REQUEST = re.compile(
    r"\b(?:begära|begär|ansöka om|ansöker om|hemställa|hemställer)\b[^.;]{0,60}?\s(?:hos|från|till)\s", re.IGNORECASE
)
_CONSULTED = re.compile(
    r"\b(?:remitterat|remitterade|remitterar|begärt\b.{0,70}?\b(?:yttrande|synpunkter|svar)|begärde\b.{0,70}?\b(?:yttrande|synpunkter)|"
    r"inhämta (?:synpunkter|yttrande) från|begärt in|bett om\b.{0,70}?\b(?:kommentarer|synpunkter|yttrande|svar)|skickat\b.{0,80}?\bpå remiss|skickade\b.{0,80}?\bpå remiss|gett\b.{0,60}?\btillfälle att yttra sig)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:har getts|har fått|har beretts|beretts|gavs|bereddes|har bjudits in|inbjudits|har inbjudits|har ombetts)\b.{0,60}?\b(?:yttra sig|synpunkter|svara|yttrande|remiss\w*)\b",
    re.IGNORECASE,
)


def extract(text: ItemText) -> Iterator[Referral]:
    """Read the movements: those the decisions make, then those that the story of the case tells."""
    number = text.item.number
    decisions: list[Decision] = list(text.before.get("decision", ()))
    consultations = list(_consultations(text))
    yield from consultations
    for decision in decisions:
        step: Referral | None = None
        for sender, receiver in zip((decision.by, *decision.asked), decision.asked, strict=False):
            step = Referral(
                item=number,
                at=decision.at[:1],
                source=sender,
                target=receiver,
                kind="proposes",
                anticipated=True if step else None,
                preceded_by=step,
            )
            yield step
        if decision.on_proposal_of is not None:
            yield Referral(
                item=number,
                at=(decision.on_proposal_of.span,),
                source=decision.on_proposal_of,
                target=agents.own(),
                kind="prepares",
            )
        for clause in decision.clauses:
            yield from _moved_by_clause(text, decision, clause.flow, consultations)
            yield from _requested(text, decision, clause.flow)
    for section in text.item.of("preparation", "background", "", "other"):
        for block in section.blocks:
            if section.kind == "preparation":
                yield from _line(text, block.flow)
            yield from told(text, block.flow)
    yield from _spoken_of(text)


def _moved_by_clause(
    text: ItemText, decision: Decision, flow: Flow, consultations: list[Referral]
) -> Iterator[Referral]:
    """Read `återremittera ärendet till X`, `överlämna motionen till X`, `avge yttrande till X` in an own decision."""
    if decision.asked:
        return
    number = text.item.number
    back = _SENT_BACK.search(flow.text)
    answer = _ANSWER.search(flow.text)
    forward = _FORWARD.search(flow.text)
    if back:
        receiver = _receiver(flow, back.start()) or _proposer(text)
        if receiver is not None:
            yield Referral(item=number, at=(flow.span(),), source=decision.by, target=receiver, kind="refers-back")
    elif answer and (receiver := _receiver(flow, answer.start(), kinds=agents.ALL)):
        yield Referral(
            item=number, at=(flow.span(),), source=_answers_for(flow) or decision.by, target=receiver, kind="answers"
        )
    elif _GIVES_ANSWER.search(flow.text) and len(consultations) == 1:
        asked = consultations[0]
        yield Referral(
            item=number, at=(flow.span(), *asked.at), source=asked.target, target=asked.source, kind="answers"
        )
    elif forward and (receiver := _receiver(flow, forward.start())):
        if not forward[0].casefold().startswith("lämn") or _MATTER.search(flow.text):
            yield Referral(item=number, at=(flow.span(),), source=decision.by, target=receiver, kind="forwards")


def _answers_for(flow: Flow) -> Mention | None:
    """Give the organisation in whose name an answer is given: `som Region X:s svar till`."""
    match = re.search(r"\bsom\s(?=[A-ZÅÄÖ])", flow.text)
    hits = [hit for hit in agents.locate(flow, kinds=("organisation",)) if match and hit.begin == match.end()]
    return hits[0].mention if hits else None


def _receiver(flow: Flow, begin: int, kinds: tuple[str, ...] | None = None) -> Mention | None:
    """Give the agent behind `till` that a text names first."""
    places = {match.end() for match in _TO.finditer(flow.text, begin)}
    hits = [hit for hit in agents.locate(flow, kinds=kinds or agents.ORGANS) if hit.begin in places]
    return hits[0].mention if hits else None


def _proposer(text: ItemText) -> Mention | None:
    """Give the one body whose proposal was before the meeting; None where several or none were."""
    found: dict[str, Mention] = {}
    for section in text.item.of("preparation", "background", ""):
        for block in section.blocks:
            for referral in told(text, block.flow):
                if referral.kind == "prepares" and referral.source.kind == "body":
                    found[referral.source.text.casefold()] = referral.source
    return next(iter(found.values())) if len(found) == 1 else None


def _line(text: ItemText, flow: Flow) -> Iterator[Referral]:
    """Read a line of the preparation that only names body, date and paragraph."""
    hit = agents.body_at(flow, 0)
    match = _DATED.search(flow.text, hit.end) if hit else None
    if hit and match and re.fullmatch(r"[\s,:–-]*(?:den\s)?", flow.text[hit.end : match.start()]):
        date, step = _step(text, flow)
        if date and hit.mention.text.casefold() != _own_name(text).casefold():
            yield Referral(
                item=text.item.number,
                at=(flow.span(),),
                source=hit.mention,
                target=agents.own(),
                kind="prepares",
                date=date,
                step=step,
            )


def told(text: ItemText, flow: Flow) -> Iterator[Referral]:
    """Read the movements that one paragraph of narrative tells."""
    if not _GATE.search(flow.text):
        return
    last: tuple[Mention, str, str] | None = None
    for sentence in sentences(flow):
        located = agents.locate(sentence)
        if located and _GATE.search(sentence.text):
            yield from _sentence(text, sentence, located, last)
        if located and (not last or _DATED.search(sentence.text)):
            last = (located[0].mention, *_step(text, sentence))


def _day(text: ItemText) -> str:
    meetings = text.before.get("meeting", ())
    return meetings[0].dates[0] if meetings and meetings[0].dates else ""


def _step(text: ItemText, flow: Flow, begin: int = 0) -> tuple[str, str]:
    """Give date and paragraph of a step as a sentence states them; a day without year is the last one before the meeting."""
    match = _DATED.search(flow.text, begin)
    if match is None:
        return "", ""
    when = dates.before(match["date"] or match["date2"], _day(text))
    return (when.first, match["step"] or match["step2"] or "") if when else ("", "")


def _sentence(
    text: ItemText, flow: Flow, located: list[agents.Located], last: tuple[Mention, str, str] | None
) -> Iterator[Referral]:
    number = text.item.number
    first = located[0]
    plain = flow.text
    own_name = _own_name(text)

    def movement(source: Mention, target: Mention, kind: str, date: str = "", step: str = "") -> Referral:
        return Referral(
            item=number,
            at=(flow.span(),),
            source=source,
            target=target,
            kind=kind,
            date=date,
            step=step,
            confidence=0.8,
        )

    if _consultation(text, flow) is not None:
        return
    received = _RECEIVED.search(plain)
    if received and first.end <= received.start() + 1 and first.begin < 5:
        date, step = _step(text, flow)
        sender = _sender(flow, received.end())
        yield movement(sender or agents.own(), first.mention, "forwards", date, step)
        return
    handled = _HANDLED.search(plain)
    is_own = first.mention.text.casefold() == own_name.casefold()
    forward = _FORWARD.search(plain, first.end) or _FORWARD.search(plain)
    target = _receiver(flow, forward.end()) if forward else None
    forward_from = _actor(flow, located, forward)
    if (
        forward
        and forward_from
        and target is not None
        and _MATTER.search(plain)
        and not (handled and handled.start() < forward.start())
    ):
        date, step = _step(text, flow)
        if target.text.casefold() != forward_from.mention.text.casefold() and _past(plain, forward_from.end, forward):
            yield movement(forward_from.mention, target, "forwards", date, step)
        return
    if (
        forward
        and last
        and target is not None
        and forward_from is None
        and re.match(r"(?:Ärendet|Motionen|Frågan|Förslaget)\b", plain)
    ):
        if _past(plain, 0, forward):
            yield movement(last[0], target, "forwards", last[1], last[2])
        return
    if handled and first.end <= handled.start() + 60 and first.begin < 60 and not is_own:
        date, step = _step(text, flow)
        yield movement(first.mention, agents.own(), "prepares", date, step)
        if to := _PROPOSES_TO.search(plain, first.end):
            asked = agents.body_at(flow, to.start("to") if to["to"] else to.start("to2"))
            if asked is not None and asked.mention.text.casefold() != own_name.casefold():
                yield movement(first.mention, asked.mention, "proposes", date, step)
        if forward and target is not None and _MATTER.search(plain, forward.start()):
            yield movement(first.mention, target, "forwards", date, step)


def _actor(flow: Flow, located: list[agents.Located], verb: re.Match[str] | None) -> agents.Located | None:
    """Give the body in front of a verb that does it: the last one named there that stands behind no preposition."""
    if verb is None:
        return None
    acting = [
        hit
        for hit in located
        if hit.end <= verb.start()
        and not re.search(r"\b(?:till|i|av|från|hos|för|inom|på|med|mot)\s$", flow.text[: hit.begin])
    ]
    return acting[-1] if acting else None


def _own_name(text: ItemText) -> str:
    meetings = text.before.get("meeting", ())
    return meetings[0].body.text if meetings and meetings[0].body else ""


def _past(plain: str, begin: int, forward: re.Match[str]) -> bool:
    """Whether a matter was handed on, and is not only to be: `beslutade att lämna`, `har överlämnat`, `överlämnades`."""
    between = plain[begin : forward.start()]
    verb = forward[0].casefold()
    return bool(re.search(r"\b(?:beslutade|har|hade|beslöt)\b", between)) or verb.split(" ")[0].endswith(
        ("de", "des", "ats", "at", "sköt", "sköts", "sände")
    )


def _sender(flow: Flow, begin: int) -> Mention | None:
    match = re.compile(r"\bfrån\s").search(flow.text, begin)
    if match is None:
        return None
    post = agents.post_at(flow, match.end())
    if post is not None:
        return post
    hit = agents.body_at(flow, match.end())
    return hit.mention if hit else None


def _consultations(text: ItemText) -> Iterator[Referral]:
    """Read who asks whom for an opinion: told in the story, or by a title such as `Yttrande över remiss från X`."""
    asked: Mention | None = None
    found = False
    for section in text.item.of("preparation", "background", "", "other"):
        for block in section.blocks:
            if not _CONSULTING.search(block.text):
                continue
            for sentence in sentences(block.flow):
                referral = _consultation(text, sentence)
                if referral is not None:
                    found = True
                    yield referral
                elif asked is None and (verb := _ASKED.search(sentence.text)):
                    hits = [hit for hit in agents.locate(sentence, kinds=agents.ALL) if hit.end <= verb.start()]
                    asked = hits[-1].mention if hits else None
    title = text.item.title
    match = _TITLE_REMISS.search(title.text)
    if match and not found:
        hits = [hit for hit in agents.locate(title, kinds=agents.ALL) if hit.begin == match.end()]
        if hits:
            yield Referral(
                item=text.item.number,
                at=(title.span(),),
                source=hits[0].mention,
                target=asked or agents.own(),
                kind="consults",
                confidence=0.8,
            )


def _consultation(text: ItemText, flow: Flow) -> Referral | None:
    """Read a sentence that says who asks; the asked are whom it names, else the meeting's own body."""
    if not _CONSULTING.search(flow.text):
        return None
    located = agents.locate(flow, kinds=agents.ALL)
    if verb := _CONSULTED.search(flow.text):
        asking = [hit for hit in located if hit.end <= verb.start()]
        asked = [hit for hit in located if hit.begin >= verb.start() + 3]
    elif verb := _ASKED.search(flow.text):
        asked = [hit for hit in located if hit.end <= verb.start()]
        asking = [
            hit
            for hit in located
            if hit.begin >= verb.end() - 12 and re.search(r"\b(?:av|från)\s$", flow.text[: hit.begin])
        ]
    else:
        return None
    if not asking:
        return None
    date, step = _step(text, flow)
    target = asked[0].mention if asked else agents.own()
    return Referral(
        item=text.item.number,
        at=(flow.span(),),
        source=asking[0].mention,
        target=target,
        kind="consults",
        date=date,
        step=step,
        confidence=0.8,
    )


def _requested(text: ItemText, decision: Decision, flow: Flow) -> Iterator[Referral]:
    """Read what a clause asks of an authority: `att begära dispens hos X`."""
    match = _REQUEST.search(flow.text)
    hits = [hit for hit in agents.locate(flow, kinds=agents.ALL) if match and hit.begin == match.end()]
    if hits:
        yield Referral(
            item=text.item.number,
            at=(flow.span(),),
            source=decision.decider,
            target=hits[0].mention,
            kind="requests",
            anticipated=True if decision.asked else None,
        )


# Bodies that only the own minutes know: "beredningens förslag" is an idiom for what lies on the table.
_NAMELESS = {"beredningen", "nämnden", "utskottet", "styrelsen", "fullmäktige", "rådet"}


def _spoken_of(text: ItemText) -> Iterator[Referral]:
    """Read `X:s förslag` where the matter is moved, put or decided: X prepared it."""
    own_name = _own_name(text).casefold()
    for section in text.item.of("motions", "proposition", "vote", "decision", "deliberation"):
        for block in section.blocks:
            for hit in agents.locate(block.flow):
                genitive = block.text[hit.begin : hit.end].casefold().endswith("s")
                word = re.match(r"\s(?:beslut\w*)?(?:förslag|förslaget)\b", block.text[hit.end :])
                folded = hit.mention.text.casefold()
                if (
                    genitive
                    and word
                    and hit.mention.kind in {"body", "administration"}
                    and folded not in _NAMELESS | {own_name}
                ):
                    yield Referral(
                        item=text.item.number,
                        at=(block.flow.span(hit.begin, hit.end + word.end()),),
                        source=hit.mention,
                        target=agents.own(),
                        kind="prepares",
                        confidence=0.75,
                    )


KIND = Kind(
    name="referral",
    record=Referral,
    term="Referral",
    link="hasReferral",
    label="hänvisning",
    of_case=True,
    fields=(
        Field("source", "referredFrom", "agent"),
        Field("target", "referredTo", "agent"),
        Field("kind", "referralKind", "concept", "referral-kind"),
        Field("date", "date", "date"),
        Field("step", "stepNumber", "string"),
        Field("anticipated", "anticipated", "boolean"),
        Field("preceded_by", "precededBy", "fact"),
    ),
    key=("source", "target", "kind"),
    extract_item=extract,
)
