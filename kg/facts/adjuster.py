"""Who adjusts the minutes beside the chair, and who signed at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts import agents, grammar, roster
from kg.facts.kind import DocumentText, Fact, Field, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Mention, Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjuster(Fact):
    """A person who adjusts the minutes beside the chair."""

    person: Mention


_MOST = 8
"""Below `Utses att justera` no more lines stand than this: where more do, the columns of the head were lost."""
_ELECTED = grammar.pattern("attendance", "elected-to-adjust")
_ELECTED_THERE = grammar.patterns("attendance", "adjusts-there")
_SUBSTITUTES = grammar.pattern("attendance", "adjusts-else")
_ADJUSTS = grammar.pattern("attendance", "adjusts")


def signatures(minutes: Minutes) -> list[tuple[Mention, str]]:
    """Give those who signed at the end, as `chair`, `secretary` or `adjuster`.

    A name is read with the label above it and the office below it; under `Justeras` the chair signs first.
    """
    found: list[tuple[Mention, str]] = []
    label = ""
    lines = [line for line in minutes.tail if agents.people(line.flow) or any(ch.isalpha() for ch in line.text)]
    for at, line in enumerate(lines):
        folded = line.text.casefold().strip(" .:…")
        if folded.startswith("vid protokollet") or folded == "sekreterare":
            label = "secretary"
        elif folded.startswith("just"):
            label = "justeras"
        elif folded == "ordförande":
            label = "chair" if label != "name" else label
        people = agents.people(line.flow)
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
    return found


def extract(text: DocumentText) -> Iterator[Adjuster]:
    """Read who adjusts: from the head, else from the election of adjusters, else from the signatures."""
    minutes = text.minutes
    chairs = {fact.person.text for fact in text.before.get("attendance", ()) if fact.role == "chair"}
    for mentions in (
        _head_adjusters(minutes),
        _elected(minutes),
        [m for m, kind in signatures(minutes) if kind == "adjuster"],
    ):
        chosen = {m.text: m for m in reversed(mentions) if m.text not in chairs}
        if chosen:
            for mention in reversed(chosen.values()):
                yield Adjuster(at=(mention.span,), person=mention)
            return


def _head_adjusters(minutes: Minutes) -> list[Mention]:
    found: list[Mention] = []
    for group in roster.groups(minutes):
        if group.name == "adjuster":
            if len(group.lines) > _MOST:
                continue
            for line in group.lines:
                substitutes = _SUBSTITUTES.search(line.text)
                named = agents.people(line.flow.cut(0, substitutes.start() if substitutes else None))
                if not named:
                    break
                # Signatures side by side have lost the space between them: names that stand above are not one person.
                found += [one for one in named if not _is_run_of(one.text, [other.text for other in found])]
    if not found:
        # Beside `Justering`, with day and place: `Bo Ek (M) utses att justera protokollet senast den 3 maj`.
        for flow in roster.fields(roster.groups(minutes)).get("adjusted", ()):
            if match := next((match for one in _ELECTED_THERE if (match := one.match(flow.text))), None):
                found += agents.people(flow.cut(*match.span("names")))
    return found


def _is_run_of(text: str, names: list[str]) -> bool:
    rest = text
    for name in names:
        rest = rest.replace(name, " ")
    return rest != text and not rest.strip()


def _elected(minutes: Minutes) -> list[Mention]:
    found: list[Mention] = []
    for item in minutes.items:
        if "juster" not in item.title.text.casefold():
            continue
        for section in item.of("", "decision"):
            for block in section.blocks:
                if match := _ELECTED.search(block.text):
                    found += agents.people(block.flow.cut(*match.span("names")))
                elif match := _ADJUSTS.search(block.text):
                    found += agents.people(block.flow.cut(0, match.start()))
        if found:
            break
    return found


KIND = Kind(
    name="adjuster",
    record=Adjuster,
    subject="minutes",
    fields=(Field("person", "adjustedBy", "agent"),),
    key=("person",),
    extract_document=extract,
)
