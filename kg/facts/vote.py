"""Counted votes: the figures, what Ja and Nej mean, and each ballot that the text prints with a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts import agents
from kg.facts.kind import Fact, Field, ItemText, Kind
from kg.model import Mention, join

if TYPE_CHECKING:
    from collections.abc import Iterator

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


_WORDS = {
    "noll": 0, "ingen": 0, "inga": 0, "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8,
    "nio": 9, "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17,
    "arton": 18, "nitton": 19, "tjugo": 20,
}  # fmt: skip
_N = rf"(?:\d{{1,3}}|{'|'.join(_WORDS)})"
_YES = rf"(?P<yes>{_N})\s(?:st\.?\s)?(?:[Jj]a|JA)[- ]?(?:röst(?:er)?|svar)?\b"
_NO = rf"(?P<no>{_N})\s(?:st\.?\s)?(?:[Nn]ej|NEJ)[- ]?(?:röst(?:er)?|svar)?\b"
_YES_NO = re.compile(rf"{_YES}[^.]{{0,60}}?{_NO}")
_NO_YES = re.compile(rf"{_NO}[^.]{{0,60}}?{_YES}")
_FIGURES = re.compile(
    rf"\b(?:[Jj]a|JA)(?:[- ]?röster)?\s?[:=–-]?\s?(?P<yes>\d{{1,3}})\b(?:\s?st)?[\s,;.]{{1,4}}(?:[Nn]ej|NEJ)(?:[- ]?röster)?\s?[:=–-]?\s?(?P<no>\d{{1,3}})\b"
)
_ABSTAIN = re.compile(
    rf"(?P<a>{_N})\s(?:\w+\s){{0,2}}?(?:som\s)?(?:avstår|avstod|avstående|nedlagda|lade ner|blank\w*|avstått)|(?:[Aa]vst(?:år|od|ående)|AVSTÅR)(?:[- ]röster)?\s?[:=–-]?\s?(?P<b>\d{{1,3}})\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    rf"(?P<a>{_N})\s(?:\w+\s)?(?:frånvarande|är frånvarande)|[Ff]rånvarande\s?[:=–-]?\s?(?P<b>\d{{1,3}})\b",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\b(?P<yes>Ja-?\s?röst(?:er|ar|ade)?|JA-röster|röst(?:ar|ade|at)\s(?:”)?ja\b|Ja\s?:)|"
    r"\b(?P<no>Nej-?\s?röst(?:er|ar|ade)?|NEJ-röster|röst(?:ar|ade|at)\s(?:”)?nej\b|Nej\s?:)|"
    r"\b(?P<abstain>Avst(?:år|od|ående)(?:\sfrån att rösta)?|avst(?:år|od)(?:\sfrån att rösta)?|lägger ner sin röst)|"
    r"\b(?P<absent>Frånvarande\s?:)",
    re.IGNORECASE,
)
_MEANS = (
    (re.compile(r"\b(?:Ja|JA)(?:-röst)?\s?(?:för|till|=|:|betyder|innebär|är)\s(?P<means>(?!\d)[^.;]{3,200}?)(?=[.;]|,?\s(?:och\s)?(?:[Nn]ej|NEJ)\b|$)"), "yes"),
    (re.compile(r"\b(?:Nej|NEJ)(?:-röst)?\s?(?:för|till|=|:|betyder|innebär|är)\s(?P<means>(?!\d)[^.;]{3,200}?)(?=[.;]|$)"), "no"),
    (re.compile(r"\b(?:[Dd]en som|[Dd]e som|[Ss]om)\s(?P<means>(?:vill|bifaller|röstar för|stödjer|biträder)[^.;]{3,200}?)\s(?:röstar|trycker|svarar|ska rösta)\s”?ja\b", re.IGNORECASE), "yes"),
    (re.compile(r"\b(?:[Dd]en som|[Dd]e som|[Ss]om)\s(?P<means>(?:vill|bifaller|röstar för|stödjer|biträder)[^.;]{3,200}?)\s(?:röstar|trycker|svarar|ska rösta)\s”?nej\b", re.IGNORECASE), "no"),
    (re.compile(r"\b[Jj]a-röst för (?P<means>[^.;]{3,200}?)(?=[.;]|\soch\s[Nn]ej|$)"), "yes"),
    (re.compile(r"\b[Nn]ej-röst för (?P<means>[^.;]{3,200}?)(?=[.;]|$)"), "no"),
)  # fmt: skip
_CASTING = re.compile(r"\butslagsröst", re.IGNORECASE)
_LIST_BEHIND = re.compile(
    r"\s*(?:ges|lämnas|avges|avgavs|lämnades|avlämnas|avlades)?\s*(?:av|följande)?\s*(?:ledamöter)?\s*:?\s*[A-ZÅÄÖ\n]"
)
_VERB = re.compile(r"röst(?:ar|ade|at)|avst(?:år|od)|lägger", re.IGNORECASE)
_ORDER = re.compile(r"\b(?:vill|bifaller|som stödjer|den som|de som)\b", re.IGNORECASE)
_VOTING = re.compile(
    r"\b(?:votering|omröstning|ja-?\s?röst|nej-?\s?röst|röstar\s(?:ja|nej)|rösta[tr]?\sja)", re.IGNORECASE
)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _WORDS[text.casefold()]


def extract(text: ItemText) -> Iterator[Vote]:
    """Read the votes of a paragraph in their order."""
    parts = [
        block.flow
        for section in text.item.sections
        if section.kind not in {"background", "documents", "delegation", "draft", "notified"}
        for block in section.blocks
    ]
    if not any(_VOTING.search(part.text) for part in parts):
        return
    whole = join(parts, "\n")
    counts = _counts(whole.text)
    begin = 0
    for place, (match, yes, no) in enumerate(counts):
        end = counts[place + 1][0].start() if place + 1 < len(counts) else len(whole.text)
        yield _vote(text, whole, match, yes, no, begin, end)
        begin = match.end()


def _counts(text: str) -> list[tuple[re.Match[str], int, int]]:
    found: list[tuple[re.Match[str], int, int]] = []
    for pattern in (_YES_NO, _NO_YES, _FIGURES):
        for match in pattern.finditer(text):
            if not any(match.start() < other.end() and other.start() < match.end() for other, _, _ in found):
                found.append((match, _number(match["yes"]), _number(match["no"])))
    found.sort(key=lambda hit: hit[0].start())
    distinct: list[tuple[re.Match[str], int, int]] = []
    for hit in found:
        if distinct and (hit[1], hit[2]) == (distinct[-1][1], distinct[-1][2]):
            continue
        distinct.append(hit)
    return distinct


def _vote(text: ItemText, whole: Flow, match: re.Match[str], yes: int, no: int, begin: int, end: int) -> Vote:
    plain = whole.text
    near = plain[match.start() : min(end, match.end() + 160)]
    abstain = _ABSTAIN.search(near)
    absent = _ABSENT.search(near)
    before = plain[begin : match.start()]
    means = {}
    for pattern, option in _MEANS:
        hits = list(pattern.finditer(before))
        if hits and option not in means:
            means[option] = re.sub(r"\s+", " ", hits[-1]["means"]).strip(" ,")
    subject = before[-600:].casefold()
    kind = (
        "refer-back" if re.search(r"avgöras idag|återremi", subject) else "adjourn" if "bordlägg" in subject else "main"
    )
    ballots = tuple(_ballots(text, whole, begin, end))
    casting = next(
        (Mention("chair", "ordföranden", whole.span(m.start(), m.end())) for m in _CASTING.finditer(plain, begin, end)),
        None,
    )
    return Vote(
        item=text.item.number,
        at=(whole.span(match.start(), match.end() if "\n" in near else match.end()),),
        yes=yes,
        no=no,
        abstain=_number(abstain["a"] or abstain["b"]) if abstain else None,
        absent=_number(absent["a"] or absent["b"]) if absent else None,
        yes_means=means.get("yes", ""),
        no_means=means.get("no", ""),
        yes_for=_meant(text, means.get("yes", "")),
        no_for=_meant(text, means.get("no", "")),
        winning=("yes" if yes > no else "no") if yes != no and kind != "refer-back" else "",
        kind=kind,
        casting_by=casting,
        ballots=ballots,
    )


def _meant(text: ItemText, words: str) -> Motion | None:
    """Give the one motion of the paragraph whose mover the meaning of a ballot names, unless the ballot is against it."""
    if re.search(r"\bavsl|\bmot\b", words):
        return None
    found = [
        m
        for m in text.before.get("motion", ())
        if m.on_motion_of is None and any(mover.text in words for mover in m.by)
    ]
    return found[0] if len(found) == 1 else None


def _ballots(text: ItemText, whole: Flow, begin: int, end: int) -> Iterator[Ballot]:
    """Read lists of names behind `Ja röstar:` or in front of `röstar ja`; a name once a vote."""
    marks = [m for m in _MARK.finditer(whole.text, begin, end) if not _is_count(whole.text, m)]
    seen: set[str] = set()
    for place, mark in enumerate(marks):
        option = next(name for name, value in mark.groupdict().items() if value)
        stop = marks[place + 1].start() if place + 1 < len(marks) else end
        behind = whole.cut(mark.end(), min(stop, mark.end() + 4000))
        listed = (
            [p for p in agents.people(behind) if _in_list(behind, p)]
            if _LIST_BEHIND.match(whole.text[mark.end() : stop])
            else []
        )
        if not listed and _VERB.search(mark[0]):
            start = max(
                whole.text.rfind(".", begin, mark.start()) + 1,
                whole.text.rfind("\n", begin, mark.start()) + 1,
                marks[place - 1].end() if place else begin,
            )
            before = whole.cut(start, mark.start())
            listed = [] if _ORDER.search(before.text) else agents.people(before)
        for person in listed:
            if person.text in seen:
                continue
            seen.add(person.text)
            yield Ballot(
                item=text.item.number,
                at=(person.span, whole.span(mark.start(), mark.end())),
                voter=person,
                party=Mention("party", person.party, person.span) if person.party else None,
                option=option,
            )


def _is_count(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark is part of the figures (`6 ja-röster`, `1 avstår`, `Ja: 6`) and heads no list."""
    return re.search(
        rf"(?:{_N})\s(?:\w+\s)?(?:som\s)?$", text[max(0, mark.start() - 25) : mark.start()], re.IGNORECASE
    ) is not None or (re.match(r"[\w-]*\s?\d", text[mark.end() : mark.end() + 4]) is not None)


def _in_list(behind: Flow, person: Mention) -> bool:
    """A list of voters ends where the next sentence begins."""
    at = behind.text.find(person.text)
    return at >= 0 and not re.search(
        r"[.!?]\s+[A-ZÅÄÖ][a-zåäö]+\s(?:ställer|finner|beslutar|har|konstaterar|reserverar|förklarar)", behind.text[:at]
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
