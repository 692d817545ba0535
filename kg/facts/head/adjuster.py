"""Who adjusts the minutes beside the chair, and who signed at the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from kg.context import surname_first
from kg.facts.head import attendance_role, roster, roster_lines
from kg.facts.kind import DocumentText, Fact, Field, Kind
from kg.language import agents, dates, grammar
from kg.lines import signers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Flow, Line, Mention, Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjuster(Fact):
    """A person who adjusts the minutes beside the chair."""

    person: Mention


_SHARED = 4
"""So many letters a surname has in common with another where both are one, misspelt or cut at the end of a line."""
_LETTERS_A_SLIP = 4
"""A surname of so many letters may have one that is wrong, one of twice as many two."""
_MOST = 8
"""Below `Utses att justera` no more lines stand than this: where more do, the columns of the head were lost."""
_ELECTED = grammar.patterns("attendance", "elected-to-adjust")
_UNDER_ITS_TITLE = grammar.pattern("attendance", "elected-under-its-title")
_BETWEEN_NAMES = grammar.pattern("reservation", "between-names")
_FIRST = 3
"""Who adjusts is elected in one of so many paragraphs, where the title says nothing of it."""
_SUBSTITUTES = grammar.pattern("attendance", "adjusts-else")
_LONGEST = 3
"""A name has no more words than this, where nothing but white space parts it from the next."""
_SIGNED_BELOW = grammar.pattern("attendance", "signed-below")
_ADJUSTS = grammar.pattern("attendance", "adjusts")


@lru_cache(maxsize=1)
def signatures(minutes: Minutes) -> tuple[tuple[Mention, str], ...]:
    """Give those who signed at the end, as `chair`, `secretary` or `adjuster`.

    A name is read with the label above it and the office below it; under `Justeras` the chair signs first.
    """
    return _signatures(minutes, minutes.tail) or _signatures(minutes, list(_signed_in_head(minutes)))


def _signed_in_head(minutes: Minutes) -> Iterator[Line]:
    """Give the lines of the head from where it is signed on."""
    begins = (at for at, line in enumerate(minutes.head) if _SIGNED_BELOW.fullmatch(line.text.casefold().strip(" .:…")))
    yield from minutes.head[next(begins, len(minutes.head)) :]


def _signatures(minutes: Minutes, signed: Sequence[Line]) -> tuple[tuple[Mention, str], ...]:
    found: list[tuple[Mention, str]] = []
    label, labelled = "", -1
    lines = [cell for line in signed for cell in _cells(line, minutes) if any(ch.isalpha() for ch in cell.text)]
    if named := _with_offices(lines):
        return tuple(named)
    for at, line in enumerate(lines):
        folded = line.text.casefold().strip(" .:…")
        if folded.startswith("vid protokollet") or folded == "sekreterare":
            label, labelled = "secretary", at
        elif folded.startswith("just"):
            # Right below "Vid protokollet": the columns were lost, and with them whose name stands under which.
            label = "lost" if label == "secretary" and at - 1 == labelled else "justeras"
        elif folded == "ordförande":
            label = "chair" if label != "name" else label
        people = agents.people(line.flow, capitals=True)
        if len(people) != 1 or len(line.text) > len(people[0].text) + 25:
            continue
        below = lines[at + 1].text.casefold() if at + 1 < len(lines) else ""
        if below.startswith("ordförande") and label in {"justeras", ""}:
            found.append((people[0], "chair"))
        elif label in {"secretary", "chair"}:
            found.append((people[0], label))
        elif label == "justeras":
            found.append((people[0], "adjuster"))
    if not any(kind == "chair" for _, kind in found):
        adjusters = [k for k, (_, kind) in enumerate(found) if kind == "adjuster"]
        if len(adjusters) > 1:
            found[adjusters[0]] = (found[adjusters[0]][0], "chair")
    return tuple(found)


def _with_offices(lines: Sequence[Line]) -> list[tuple[Mention, str]]:
    """Give those who signed where each name has the office below or behind it, and no name stands alone."""
    told = signers.told(lines)
    names = sum(signers.is_name(line.flow) for line in lines)
    if names != sum(one.lines > 1 for one in told):
        return []
    return [(agents.people(lines[one.at].flow, capitals=True)[0], one.role) for one in told]


def _cells(line: Line, minutes: Minutes) -> list[Line]:
    """Part a line where names stand side by side; where labels do too, nothing tells which name belongs to which."""
    parts = roster_lines.cells(line.flow, minutes.source.text)
    if len(parts) < 2 or not all(map(signers.is_name, parts)):
        return [line]
    return [replace(line, flow=part) for part in parts]


def extract(text: DocumentText) -> Iterator[Adjuster]:
    """Read who adjusts: from the head, else from the election of adjusters, else from the signatures."""
    minutes = text.minutes
    attendance = text.before.get("attendance", ())
    others = {fact.person.text for fact in attendance if fact.role in {"chair", "secretary"}}
    known = surname_first.known_names(attendance_role.people(attendance))
    for mentions in (
        _head_adjusters(minutes, known),
        _told_in_head(minutes),
        _signed_as(minutes),
        _elected(minutes),
        _below_their_title(minutes),
        [m for m, kind in signatures(minutes) if kind == "adjuster"],
    ):
        chosen = {m.text: m for m in reversed(mentions) if m.text not in others}
        if chosen:
            present = [name for name in chosen if name.casefold() in known]
            for mention in reversed(chosen.values()):
                if mention.text not in present and any(_is_respelt(mention.text, name) for name in present):
                    continue  # who signs in another spelling is no second adjuster
                yield Adjuster(at=(mention.span,), person=_as_listed(mention, known))
            return


def _as_listed(mention: Mention, known: Mapping[str, str]) -> Mention:
    """Give who adjusts as the roster spells the name, where one on it differs by a slip in the surname alone."""
    if mention.text.casefold() in known:
        return mention
    meant = {name for name in known.values() if _is_slip(mention.text, name)}
    return replace(mention, text=meant.pop()) if len(meant) == 1 else mention


def _head_adjusters(minutes: Minutes, known: Mapping[str, str]) -> list[Mention]:
    found: list[Mention] = []
    for group in roster.groups(minutes):
        if group.name == "adjuster":
            if len(group.lines) > _MOST:
                continue
            for line in (line for line in group.lines if any(map(str.isalpha, line.text))):
                flow = surname_first.in_order(line.flow, known)
                substitutes = _SUBSTITUTES.search(flow.text)
                named = agents.people(flow.cut(0, substitutes.start() if substitutes else None))
                if not named and dates.find(flow.text) is not None:
                    continue  # Where and when: `Protokolljustering Kyrkby den 9.6.2031 på kommungården`.
                if not named:
                    break
                # Signatures side by side have lost the space between them: names that stand above are not one person.
                found += [one for one in named if not _is_run_of(one.text, [other.text for other in found])]
    if not found:
        # Beside `Justering`, with day and place: `Bo Ek (M) utses att justera protokollet senast den 3 maj`.
        for flow in roster.fields(roster.groups(minutes)).get("adjusted", ()):
            if match := next((match for one in _ELECTED if (match := one.search(flow.text))), None):
                found += agents.people(flow.cut(*match.span("names")))
    return found or [one for name in _below_its_place(minutes) for one in agents.people(name)]


def _below_its_place(minutes: Minutes) -> Iterator[Flow]:
    """Give the names that stand alone, one or side by side, below where and when the minutes are adjusted."""
    beside = False
    for group in roster.groups(minutes):
        beside = group.name in {"adjuster", "adjusted"} or (beside and group.name == "place")
        for line in group.lines if beside else ():
            cells = roster_lines.cells(line.flow, minutes.source.text)
            if all(signers.is_name(cell) and len(cell.text.split()) <= _LONGEST for cell in cells):
                yield from cells  # more words are names whose columns were lost


def _is_slip(name: str, other: str) -> bool:
    """Whether two names have their first names in common, and surnames that differ by few letters."""
    (*first, last), (*first_of_other, last_of_other) = name.casefold().split(" "), other.casefold().split(" ")
    longest = max(len(last), len(last_of_other))
    return first == first_of_other and OSA.distance(last, last_of_other) <= longest // _LETTERS_A_SLIP


def _is_respelt(name: str, other: str) -> bool:
    """Whether a name that the roster has not is most likely that of another adjuster, spelt or cut otherwise.

    >>> _is_respelt("Axell Dunderlid", "Axel Dunderlid"), _is_respelt("Axel Dunder", "Axel Dunderlid")
    (True, True)
    >>> _is_respelt("Bo Dunderlid", "Axel Dunderlid"), _is_respelt("Axel Ek", "Axel Dunderlid")
    (False, False)
    >>> _is_respelt("Eva Noor", "Eva Nour"), _is_respelt("Eva Ek", "Eva Ås")
    (True, False)
    """
    words, others = name.casefold().split(" "), other.casefold().split(" ")
    if _is_slip(name, other):
        return True
    if set(words) >= set(others) or (words[-1] == others[-1] and words[0][0] == others[0][0]):
        return True
    return words[0] == others[0] and words[-1][:_SHARED] == others[-1][:_SHARED]


def _is_run_of(text: str, names: list[str]) -> bool:
    rest = text
    for name in names:
        rest = rest.replace(name, " ")
    return rest != text and not rest.strip()


def _told_in_head(minutes: Minutes) -> list[Mention]:
    """Read a sentence of the head that says who was elected: `Till justerare utses Anna Ek (S)`."""
    lines = [line for line in minutes.head if "juster" in line.text.casefold()]
    return [one for line in lines for one in _named_in(line.flow)]


def _signed_as(minutes: Minutes) -> list[Mention]:
    """Read names with what they signed as behind a comma: `Anna Ek, justerare`."""
    lines = (line for line in (*minutes.head, *minutes.tail) if signers.behind(line.flow) == "adjuster")
    return [agents.people(line.flow, capitals=True)[0] for line in lines]


def _elected(minutes: Minutes) -> list[Mention]:
    for at, item in enumerate(minutes.items):
        titled = "juster" in item.title.text.casefold()
        if not titled and at >= _FIRST:
            continue
        blocks = (block for section in item.of("", "decision") for block in section.blocks)
        if found := [one for block in blocks for one in _elected_in(block.flow, titled=titled)]:
            return found
    return []


def _elected_in(flow: Flow, *, titled: bool) -> list[Mention]:
    if "juster" not in flow.text.casefold():
        return []
    if (named := _named_in(flow)) or not titled or (match := _ADJUSTS.search(flow.text)) is None:
        return named
    return agents.people(flow.cut(0, match.start()))


def elects(flow: Flow) -> bool:
    """Whether a sentence elects somebody to adjust."""
    return "juster" in flow.text.casefold() and bool(_named_in(flow))


def _named_in(flow: Flow) -> list[Mention]:
    """Give those whom a sentence elects to adjust; who does so only in their place is left out."""
    for pattern in _ELECTED:
        if (match := pattern.search(flow.text)) and (named := _adjusting(flow.cut(*match.span("names")))):
            return named
    return []


def _adjusting(names: Flow) -> list[Mention]:
    """Give those named who adjust, and not those who do so only in their place."""
    places = [match.span() for match in _SUBSTITUTES.finditer(names.text)]
    people = agents.people(names)
    return [one for one in people if not any(b <= names.place(one.span.begin) < e for b, e in places)]


def _below_their_title(minutes: Minutes) -> list[Mention]:
    """Give those named alone, or behind a label, in the decision of a paragraph whose title is about adjusters."""
    blocks = (
        block.flow
        for item in minutes.items
        if "juster" in item.title.text.casefold()
        for section in item.of("decision")
        for block in section.blocks
    )
    return [one for flow in blocks for one in _alone_or_labelled(flow)]


def _alone_or_labelled(flow: Flow) -> list[Mention]:
    match = _UNDER_ITS_TITLE.search(flow.text)
    return _adjusting(flow.cut(*match.span("names"))) if match else _alone(flow)


def _alone(flow: Flow) -> list[Mention]:
    """Give the names of a line that holds names and nothing else."""
    people = agents.people(flow)
    rest = flow.text
    for person in people:
        rest = rest.replace(person.text, "")
    return [] if _BETWEEN_NAMES.sub("", rest).strip(" .") else people


KIND = Kind(
    name="adjuster",
    record=Adjuster,
    subject="minutes",
    fields=(Field("person", "adjustedBy", "agent"),),
    key=("person",),
    extract_document=extract,
)
