"""The headed sections of a paragraph (§): which wording of a heading opens which kind, by the lexicon."""

from __future__ import annotations

import re
from itertools import takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.language import grammar
from kg.language.headings import OF_OTHERS, heading_kind, is_lead, section_kind
from kg.language.listed_headings import fold, is_listed
from kg.lines import breaks, reading
from kg.model import Flow, Line, Section
from kg.resources import phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_INLINE = re.compile(r"(?P<heading>[A-ZÅÄÖ][\wåäöÅÄÖ. -]{1,80}):\s+(?P<text>\S.*)$")
_INLINE_KINDS = {
    *("decision", "proposal", "draft", "motions", "proposition", "reservation", "statement", "recusal", "notified"),
    "preparation",
}
_INLINE_TOO = grammar.pattern("paragraph", "run-in-heading")
_SINGLE = grammar.pattern("paragraph", "single-paper")
_UNDERLAG = grammar.pattern("paragraph", "documents-heading")
"""Of the headings of documents only these stand in front of a list on their own line: `Motion: ...` names one."""
_QUOTES = OF_OTHERS | {"motions"}
"""In these a line such as `Nämnden beslutar` is quoted, and opens nothing."""
_BY_PROPOSAL = grammar.pattern("paragraph", "by-proposal")
_RUNS_OUT = {"draft", "motions", "preparation", "documents"}
"""What of these has no heading `Beslut` behind it may run on to the decision: its lead is the last of the paragraph."""
_OF_THE_MATTER = grammar.pattern("paragraph", "story-of-the-matter")
_OF_ANOTHER = grammar.pattern("paragraph", "story-of-another")
_SPEAKS_FIRST = grammar.pattern("paragraph", "speaks-first")
_STORY = frozenset({"background", "preparation", "other"})
_BARE_DRAFT = frozenset({"förslag", "förslag till beslut"})
_SENTENCE = 3
"""So many lines are looked at to know what a sentence says."""
"""How a line begins that tells how the matter came here; the group `who` is the body that did something with it."""
_COUNT = grammar.pattern("paragraph", "list-of-a-vote")
"""The list of a vote: what stands below it is decided, whatever its last line ends in."""
_ANNOUNCED = grammar.pattern("paragraph", "announced")
"""What stands in front of a quotation."""


def sections(
    lines: Sequence[Line],
    full: int,
    tables: Mapping[int, int] = MappingProxyType({}),
    learnt: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Section, ...]:
    """Part what stands below the heading of a paragraph at the headings of its sections.

    A table of votes is a section of its own, down to the next running text; `tables` gives where each begins and ends.
    `learnt` are the headings that only this document has, folded, with their kinds.
    """
    found: list[tuple[str, Flow | None, list[Line]]] = [("", None, [])]
    level = 0
    before: Line | None = None
    around = ""
    table_end = 0
    last = _last_lead(lines)
    for at, line in enumerate(lines):
        kind = None if _is_begun(lines, at) else section_kind(line) or _learnt(line, learnt)
        if line.number in tables and found[-1][0] != "vote":
            around, table_end = found[-1][0], tables[line.number]
            found.append(("vote", None, [line]))
            continue
        if table_end and (kind is not None or line.number > table_end):
            table_end = 0
            if kind is None:
                found.append((around, None, []))
        below = lines[at + 1] if at + 1 < len(lines) else None
        if kind == "motions" and not _opens_motions(line, before, below, found[-1]):
            kind = None
        if kind is not None and not _is_entry(line, kind, found[-1]):
            found.append((_of_the_floor(kind, line.flow, below), line.flow, []))
            level = line.level
        elif line.level and (not level or line.level <= level) and line.level != reading.BOLD_LEVEL:
            found.append(("other", line.flow, [line]))
        elif run_in := inline(line) or _beside(line, found[-1][0]):
            inside = found[-1][0]
            found.append((_of_the_floor(run_in[0], run_in[1], run_in[2]), run_in[1], [run_in[2]]))
            level = 0
            if _is_official(run_in[1]) and below is not None and below.gap:
                # `Handläggare: Anna Ek` and a gap: what stands below it tells the matter, and is not hers.
                found.append((inside if inside in _STORY else "", None, []))
        elif before is not None and _is_moved_behind(line, before, found[-1]):
            found.append(("", None, [line]))
        elif (_may_decide(line, before, found) and is_lead(line)) or (
            at == last and _ends_quotation(found, by_proposal=_is_by_proposal(lines, at))
        ):
            found.append(("decision", None, [line]))
        else:
            if (found[-1][:2] == ("decision", None) and _is_story(line, before)) or _is_history(
                lines[at : at + _SENTENCE], found[-1]
            ):
                found.append(("", None, []))
            found[-1][2].append(line)
        before = line
    return tuple(
        Section(kind, heading, tuple(group), tuple(reading.paragraphs(group, full)))
        for kind, heading, group in found
        if group or heading is not None
    )


def _is_official(heading: Flow) -> bool:
    """Whether a heading is the label of who handles or presents a matter."""
    return any(fold(heading.text) in words for kind, words in phrases("headings", "label").items() if kind != "case")


def _of_the_floor(kind: str, heading: Flow, first: Line | None) -> str:
    """Give the kind of a section: `Förslag` alone heads yrkanden where somebody speaks first in it, else a draft."""
    bare = kind == "draft" and fold(heading.text) in _BARE_DRAFT
    return "motions" if bare and first is not None and _SPEAKS_FIRST.match(first.text) else kind


def _learnt(line: Line, learnt: Mapping[str, str]) -> str | None:
    apart = line.gap or line.level > 0 or line.text[-1] == ":"
    return learnt.get(fold(line.text)) if learnt and apart and not line.mark else None


def _is_begun(lines: Sequence[Line], at: int) -> bool:
    """Whether a line goes on below without an end: `Yttrande` / `över remissen har kommit in` is no heading."""
    after = lines[at + 1] if at + 1 < len(lines) and not lines[at].level else None
    apart = after is None or after.gap or after.mark or after.level
    return not apart and after is not None and breaks.is_begun(lines[at].text, after.text)


def _last_lead(lines: Sequence[Line]) -> int:
    """Give the place of the last line that alone says who decides, if points follow it; -1 where there is none."""
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].gap and _is_by_proposal(lines, at):
            return at
        if lines[at].gap and is_lead(lines[at]):
            after = lines[at + 1] if at + 1 < len(lines) else lines[at]
            return at if after.mark or after.text.startswith(("att ", "Att ", "att, ")) else -1
    return -1


def _is_by_proposal(lines: Sequence[Line], at: int) -> bool:
    """Whether a line, with those up to the next gap, is only `Nämnden beslutar enligt förslaget`."""
    after = range(at + 1, min(at + _SENTENCE, len(lines)))
    end = next((n for n in after if lines[n].gap or lines[n].mark), after.stop)
    return _BY_PROPOSAL.fullmatch(" ".join(line.text for line in lines[at:end])) is not None


def _ends_quotation(found: Sequence[tuple[str, Flow | None, list[Line]]], *, by_proposal: bool) -> bool:
    """Whether a lead behind what the last section quotes is the meeting's own: nothing has announced or opened it.

    `Nämnden beslutar enligt förslaget` (`by_proposal`) is so behind points without full stops too.
    """
    kind, _, inside = found[-1]
    if kind not in _RUNS_OUT or not inside or any(other == "decision" for other, _, _ in found):
        return False
    if (
        kind != "documents"
        and not by_proposal
        and inside[-1].text[-1] not in ".!)”"
        and not any(_COUNT.match(x.text) for x in inside)
    ):
        return False
    return not _ANNOUNCED.search(_last_paragraph(inside).casefold()) and not any(is_lead(line) for line in inside)


def _last_paragraph(lines: Sequence[Line]) -> str:
    """Give the words of the lines behind the last gap."""
    begin = next((at for at in range(len(lines) - 1, 0, -1) if lines[at].gap or lines[at].mark), 0)
    return " ".join(line.text for line in lines[begin:])


_COLUMN = 2
"""Two spaces or more set a heading in the left margin apart from its text."""
_BESIDE = {
    "decision",
    "proposal",
    "draft",
    "motions",
    "proposition",
    "reservation",
    "statement",
    "recusal",
    "notified",
    "preparation",
}
_BESIDE_TOO = {
    "ärendet",
    "bakgrund",
    "ärendebeskrivning",
    "sammanfattning",
    "beslutsunderlag",
    "handlingar",
    "underlag",
}
_WIDEST = 60


def _beside(line: Line, inside: str) -> tuple[str, Flow, Line] | None:
    """Read a heading in the left margin with its text in the column beside it: `Beslut        Nämnden beslutar`."""
    flow = line.flow
    if len(flow.starts) < 2 or line.mark or not line.text[0].isupper() or (inside == "documents" and not line.gap):
        return None
    at = line.text.find(" ")
    while 0 < at < _WIDEST:
        if flow.origin(at + 1) - flow.origin(at) >= _COLUMN:
            heading = flow.cut(0, at)
            kind = heading_kind(heading.text)
            if kind is None or not (kind in _BESIDE or fold(heading.text) in _BESIDE_TOO):
                return None
            return kind, heading, Line(flow.cut(at + 1), line.number, 0, "", gap=True)
        at = line.text.find(" ", at + 1)
    return None


def _is_entry(line: Line, kind: str, last: tuple[str, Flow | None, list[Line]]) -> bool:
    """Whether what is worded like a heading is an entry of a list of documents: `Socialnämndens yttrande`."""
    inside, _, entries = last
    if (
        inside == "documents"
        and entries
        and not line.gap
        and not line.level
        and _SINGLE.fullmatch(line.text.casefold())
    ):
        return True
    loose = kind in {"background", "draft", "preparation", "documents"} and not is_listed(line.text)
    return inside == "documents" and loose and not line.level and not (line.gap and entries)


_NO_YRKANDEN = OF_OTHERS - {"draft"}
"""In these `Yrkande från V` names a document, or what its mover says of it again."""


# "Kommunstyrelsen föreslås bygga två broar", "att bygga två broar": below an entry of a list of documents no entry.
_MOVED = grammar.pattern("paragraph", "moved")
_MEMBER_MOVES = grammar.pattern("paragraph", "member-moves")
_SOMEBODY_MOVES = grammar.pattern("paragraph", "somebody-moves")


def _opens_motions(
    line: Line, before: Line | None, after: Line | None, last: tuple[str, Flow | None, list[Line]]
) -> bool:
    """Whether a line worded like a heading of yrkanden is one: word for word, or where no sentence runs through it.

    `till förmån för` / `Anna Eks yrkande` is the end of a sentence, and an entry of a list of documents names one.
    """
    kind, heading, inside = last
    if line.level or is_listed(line.text):
        return True
    if kind == "documents":
        return after is not None and (line.gap or after.gap) and _MOVED.match(after.text) is not None
    below = before is not None and before.flow is heading and not inside
    ended = line.text[-1] == ":" and before is not None and not reading.OPEN_END.search(before.text)
    return kind not in _NO_YRKANDEN and (below or ended or _apart(line, before))


def _is_moved_behind(line: Line, before: Line, last: tuple[str, Flow | None, list[Line]]) -> bool:
    """Whether somebody moves something behind a draft that stands on the line of its heading: `Förslag: Bidrag ges`.

    Behind any draft it is so where a member does, with the title or below a line that ends; behind a list of documents
    where a gap parts it from the last of them.
    """
    kind, heading, inside = last
    if kind == "documents" and inside and line.gap and not line.mark:
        return _SOMEBODY_MOVES.match(line.text) is not None
    if kind != "draft" or heading is None or not inside or before.text[-1] not in ".!":
        return False
    if _MEMBER_MOVES.match(line.text):
        return True
    run_in = 0 <= inside[0].flow.span().begin - heading.span().end <= 3
    return run_in and _SOMEBODY_MOVES.match(line.text) is not None


def _may_decide(line: Line, before: Line | None, found: Sequence[tuple[str, Flow | None, list[Line]]]) -> bool:
    """Whether a line may be the words in front of a decision.

    Below a list of documents, and in the story behind a decision, only where a gap parts it.
    """
    inside = found[-1][0]
    told = inside == "background" and any(kind == "decision" for kind, _, _ in found)
    if inside in {"documents", "notified"} or (told and found[-1][2]):
        return line.gap
    return inside not in _QUOTES | {"decision", "proposal"} and _apart(line, before)


def _is_story(line: Line, before: Line | None) -> bool:
    """Whether a line below the points of a decision without a heading is none of them."""
    point = line.mark or line.text.startswith(("att ", "Att ", "att, ")) or not line.text[0].isupper()
    lead = "beslutar" in line.text or "föreslår" in line.text or is_lead(line)
    return line.gap and not line.furniture and not (point or lead) and before is not None and before.text[-1] in ".!"


def _is_history(lines: Sequence[Line], last: tuple[str, Flow | None, list[Line]]) -> bool:
    """Whether lines below the sentences of a decision tell how the matter came here: the story begins with the first.

    What the body does that decides, by the heading or the line below it, is no story: `Nämnden har behandlat ärendet.`
    """
    kind, heading, inside = last
    if kind not in {"decision", "proposal"} or not inside or lines[0].mark or inside[-1].text[-1] not in ".!":
        return False
    going_on = takewhile(lambda line: not (line.gap or line.mark or line.level), lines[1:])
    text = " ".join(line.text for line in (lines[0], *going_on))
    if _OF_THE_MATTER.match(text):
        return True
    told = _OF_ANOTHER.match(text)
    who = told["who"].casefold() if told else ""
    decides = inside[0].text.casefold().startswith(who) or (heading is not None and who in heading.text.casefold())
    return bool(who) and not decides


def _apart(line: Line, before: Line | None) -> bool:
    return before is None or line.gap or line.level > 0 or before.text[-1] in ".:;"


def inline(line: Line) -> tuple[str, Flow, Line] | None:
    """Read a heading with its text on the same line: `Beslut: Ärendet bordläggs`."""
    match = _INLINE.match(line.text) if not line.mark else None
    if match is None:
        return None
    kind = heading_kind(match["heading"])
    kinds = _INLINE_KINDS | ({"documents"} if _UNDERLAG.search(match["heading"]) else set())
    if kind is None or (kind not in kinds and not _INLINE_TOO.fullmatch(fold(match["heading"]))):
        return None
    rest = line.flow.cut(match.start("text"))
    return kind, line.flow.cut(0, match.end("heading")), Line(rest, line.number, 0, "", gap=True)
