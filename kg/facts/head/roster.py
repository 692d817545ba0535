"""The head of minutes read as labelled fields: which lines stand under `Ledamöter`, `Plats och tid`, `Paragrafer`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kg.facts.head import (
    flat_rows,
    printed_party,
    roster_columns,
    roster_end,
    roster_entry,
    roster_lines,
    roster_marked,
    roster_names,
    roster_nested,
    roster_notes,
    roster_prose,
    roster_served,
    roster_signers,
    roster_stacked,
    roster_table,
    roster_words,
    scattered,
)
from kg.facts.head.roster_lines import NOBODY_PRESIDES, ONE_PERSON
from kg.facts.head.roster_notes import Group
from kg.language import agents, grammar, offices, roster_labels
from kg.language.roster_labels import OF_ELECTED, VICE
from kg.lines import signers
from kg.lines.reading import join_lines
from kg.model import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Flow, Line, Minutes


_ELECTED = OF_ELECTED | {"absent"}
_OF_OFFICES = frozenset({"official", "guest", "beside"})
_VICE_LABEL = grammar.pattern("attendance", "vice-label")
_FLAT = 200
"""A line longer than this, in characters, with several labels in it was a page once."""


@cache
def _prefixes() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(roster_labels.listed(), key=len, reverse=True))
    return re.compile(rf"(?P<label>{words})(?:\s*[:;]\s*|\s+)(?P<rest>\S.*)$", re.IGNORECASE)


@cache
def _inside() -> re.Pattern[str]:
    """Compile the labels that are none but labels inside a line too: `Ordförande` there may be a title."""
    words = [w for w, (_, name) in roster_labels.listed().items() if " " in w or name in {"deciding", "covers"}]
    capital = [rf"{re.escape(w[0].upper())}{re.escape(w[1:])}" for w in sorted(words, key=len, reverse=True)]
    return re.compile(rf"(?<![\w-])(?P<label>{'|'.join(capital)})(?![\w-])[:;]?")


def _list_role(words: str) -> str:
    """Give the role of a list that words head; nothing where they head none."""
    kind, name = roster_labels.kind(words) or ("", "")
    return name if kind == "list" and name in OF_ELECTED else ""


class _Reader:
    """Reads lines one by one into groups."""

    def __init__(self, minutes: Minutes) -> None:
        self.text = minutes.source.text
        self.found: list[Group] = []
        self.columns: list[Group] = []
        self.parted = False
        """Whether the list that is open is a part of that of the absent."""
        self.below = False
        """Whether the list that is open has the roles below the names."""
        seen = Counter(roster_labels.fold(line.text) for line in minutes.head)
        seen.update(roster_labels.fold(minutes.source.quote(span)) for span in minutes.furniture)
        self.repeated = frozenset(words for words, count in seen.items() if count > 1)
        self.signers = {minutes.head[one.at].flow.span().begin: one for one in signers.told(minutes.head)}

    def open(self, kind_name: tuple[str, str], label: Flow, *, flat: bool = False) -> Group:
        self.columns = []
        self.below = False
        self.found.append(Group(*kind_name, label, [], flat))
        return self.found[-1]

    def read(self, lines: Sequence[Line]) -> list[Group]:
        at = 0
        while at < len(lines):
            if used := self.table(lines[at:]):
                at += used
                continue
            below = lines[at + 1 : at + 4]
            at += self.column(lines[at:]) or self.by_party(lines[at:]) or self.line(lines[at], below)
        return self.found

    def column(self, lines: Sequence[Line]) -> int:
        """Read a block of roles below the names of a list; give how many lines it has, 0 where it is none."""
        here = self.found[-1] if self.found and self.found[-1].kind == "list" else None
        named, used = roster_columns.beside(here.lines, lines) if here is not None else ([], 0)
        if here is not None and used:
            here.lines[:] = named
        return used

    def by_party(self, lines: Sequence[Line]) -> int:
        """Read columns of a list that each begin with the name of a party; give how many lines they have."""
        here = self.found[-1] if self.found and self.found[-1].kind == "list" else None
        named, used = roster_columns.by_party(lines, self.text) if here is not None else ([], 0)
        if here is not None:
            here.lines.extend(named)
        return used

    def table(self, lines: Sequence[Line]) -> int:
        """Read a table of those present; give how many lines it has, 0 where none begins."""
        table = roster_table.read(lines, self.text)
        if table is None:
            return 0
        here = self.found[-1] if self.found else None
        lists = OF_ELECTED if any(one.kind in {"present", "absent"} for one in table.columns) else _ELECTED
        name = here.name if here is not None and here.kind == "list" and here.name in lists else "present"
        for row in roster_table.told(table, lines, self.text, here=name, role_of=_list_role):
            if row.line is None or self.found[-1].name != row.name:
                self.open(("list", row.name), row.label)
            if row.line is not None:
                self.found[-1].lines.append(row.line)
        return table.end

    def line(self, line: Line, below: Sequence[Line]) -> int:
        """Read a line.

        Returns:
            How many lines were read: several where a label runs over them.
        """
        if self.goes_on(line):
            self.found[-1].lines.append(line)
            return 1
        if roster_stacked.label_goes_on(self.found, line):
            return 1
        if roster_stacked.role_below(self.found, line, begun=self.below):
            self.below = True
            return 1
        signer = self.signers.get(line.flow.span().begin)
        if signer is not None and roster_signers.signed(self.found, [line, *below], signer, self.text):
            return signer.lines
        if roster_signers.office_below(self.found, line, below):
            return 1
        if (by_party := roster_nested.next_party(self.found, line, self.text)) is not None:
            self.open((by_party.kind, by_party.name), by_party.label)
        parts = roster_lines.with_parties(roster_lines.cells(line.flow, self.text))
        if len(line.text) > _FLAT and self.flattened(line):
            return 1
        if len(parts) > 1 and (self.heads(parts) or self.row(line, parts)):
            return 1
        if used := self.labelled(line, parts, below):
            return used
        self.under(line, parts, below[0] if below else None)
        return 1

    def goes_on(self, line: Line) -> bool:
        """Whether a line goes on with the entry above: `Anna Ek (M), 1:e vice` / `ordförande`, `Bo Ek, ej §` / `4`."""
        here = self.found[-1] if self.found else None
        if here is None or here.kind != "list" or not here.lines or line.gap:
            return False
        above = here.lines[-1].text
        if grammar.pattern("attendance", "figure-open").search(above):
            return line.text[:1].isdigit()
        if line.text[0] == "(" and roster_entry.role_of(line.text.strip("()")):
            return True
        if line.text.islower() and here.name in _OF_OFFICES and offices.signs(line.text):
            return roster_lines.is_name(here.lines[-1].flow)  # `Eva Ås` / `sekreterare`
        return grammar.pattern("attendance", "role-ends").fullmatch(line.text.rstrip(")")) is not None and (
            grammar.pattern("attendance", "role-open").search(above) is not None
            or (line.text[:1].islower() and above.endswith(","))
        )

    def flattened(self, line: Line) -> bool:
        """Part a line that holds several labels; where a list's label has nothing behind it, nothing is known."""
        found = list(_inside().finditer(line.text))
        kinds = [roster_labels.listed()[match["label"].casefold()] for match in found]
        if len(found) < 2 or not any(kind == "list" for kind, _ in kinds):
            return False
        ends = [match.start() for match in found[1:]] + [len(line.text)]
        values = [line.text[match.end() : end].strip(" :.") for match, end in zip(found, ends, strict=True)]
        lost = any(kind == "list" and not value for (kind, _), value in zip(kinds, values, strict=True))
        for match, end, kind in zip(found, ends, kinds, strict=True):
            group = self.open(roster_labels.UNKNOWN if lost else kind, line.flow.cut(*match.span("label")), flat=True)
            if line.text[match.end() : end].strip(" :"):
                group.lines.append(replace(line, flow=line.flow.cut(match.end(), end)))
        return True

    def heads(self, parts: list[Flow]) -> bool:
        """Read the headings of columns side by side."""
        labels = [roster_labels.kind(part.text) for part in parts]
        if any(agents.people(part) for part in parts):
            return False
        if all(label and label[0] == "list" for label in labels):
            columns = [self.open(label, part) for label, part in zip(labels, parts, strict=True) if label]
            self.columns = columns
            return True
        return False

    def row(self, line: Line, parts: list[Flow]) -> bool:
        """Read a row below the headings of columns."""
        if len(parts) == len(self.columns):
            for group, part in zip(self.columns, parts, strict=True):
                group.lines.append(replace(line, flow=part))
            return True
        return False

    def labelled(self, line: Line, parts: list[Flow], below: Sequence[Line]) -> int:
        """Open a group where a line has a label, alone or with its value; give how many lines were read."""
        if used := self.wrapped(line, parts, below):
            return used
        if alone := roster_labels.kind(parts[0].text):
            value = roster_lines.behind(line, parts) if len(parts) > 1 else None
            if value is not None and self.one_of_list(alone, line):
                return 1
            alone_below = not any(agents.people(one.flow) for one in below[1:2])
            behind = value or next((one.flow for one in below[:1] if not one.gap or alone_below), None)
            if behind is not None and self.adjusts_else(parts[0].text, behind, line):
                return 1
            group = self.open(self.within_absent(alone, line), parts[0])
            if value is not None:
                group.lines.append(replace(line, flow=value))
            return 1
        match = _prefixes().match(line.text)
        if match is None or not roster_lines.may_head(line, match):
            return self.composed(line) or self.vice(line, below)
        kind = roster_labels.listed()[match["label"].casefold()]
        rest = line.flow.cut(match.start("rest"))
        if kind[1] == "stop" and rest.text[:1].isupper() and _prefixes().match(rest.text):
            self.open(kind, line.flow.cut(0, match.end("label")))  # `Underskrift Sekreterare Eva Ek`
            return self.labelled(replace(line, flow=rest), [rest], below) or 1
        if self.adjusts_else(match["label"], rest, line):
            return 1
        if not roster_lines.has_value(kind, match, rest):
            return self.composed(line)
        if self.one_of_list(kind, line):
            return 1
        self.open(kind, line.flow.cut(0, match.end("label"))).lines.append(replace(line, flow=rest))
        return 1

    def wrapped(self, line: Line, parts: list[Flow], below: Sequence[Line]) -> int:
        """Open a group where a label in a column of its own runs over several lines, with what stands beside each."""
        if line.text[:1].islower() or agents.people(parts[0]):
            return 0
        rows = [(line, parts)]
        for after in below:
            if after.gap:
                break
            rows.append((after, roster_lines.cells(after.flow, self.text)))
        kind, used = roster_labels.wrapped([pieces[0].text for _, pieces in rows])
        if kind is None:
            return 0
        group = self.open(self.within_absent(kind, line), line.flow.cut(0, len(parts[0].text)))
        for one, pieces in rows[:used]:
            if len(pieces) > 1:
                group.lines.append(replace(one, flow=roster_lines.behind(one, pieces)))
        return used

    def composed(self, line: Line) -> int:
        """Open a group behind a label that is not listed but made of the words of labels, with a colon behind it."""
        label, colon, rest = line.text.partition(":")
        kind = roster_labels.kind(label) if colon and rest.strip() else None
        if kind is None or kind[0] != "list":
            return 0
        at = len(label) + 1
        value = line.flow.cut(at + len(rest) - len(rest.lstrip()))
        self.open(self.within_absent(kind, line), line.flow.cut(0, at)).lines.append(replace(line, flow=value))
        return 1

    def adjusts_else(self, label: str, value: Flow, line: Line) -> bool:
        """Take `Ersättare: Bo Ek` right below the adjusters for those who adjust where somebody cannot.

        Further below it is so where a list of the elected stands above, and no more names than adjusters have.
        """
        here = next((group for group in reversed(self.found) if group.name != "covers"), None)
        if here is None or here.name != "adjuster" or roster_labels.kind(label) != ("list", "substitute"):
            return False
        adjusters = sum(len(agents.people(one.flow)) for one in here.lines)
        seated = any(group.name in OF_ELECTED for group in self.found)
        named = agents.people(value)
        listed = any(group.name == "substitute" for group in self.found) or not any(one.party for one in named)
        if line.gap and not (seated and listed and 0 < len(named) <= adjusters):
            return False
        here.lines.append(line)
        return True

    def within_absent(self, kind: tuple[str, str], line: Line) -> tuple[str, str]:
        """Take `Ledamöter` and `Ersättare` right below `Frånvarande` for parts of that list."""
        here = self.found[-1] if self.found else None
        if here is None or here.name != "absent" or kind[1] not in OF_ELECTED:
            self.parted = False
            return kind
        above = here.lines[-1].flow if here.lines else here.label
        near = self.text.count("\n", above.span().end, line.flow.span().begin) <= 1
        self.parted = near and (self.parted or not here.lines)
        return ("list", "absent") if self.parted else kind

    def vice(self, line: Line, below: Sequence[Line]) -> int:
        """Open the list of one behind or below `Förste vice ordförande:`; in a list of several it is an entry."""
        alone = roster_entry.role_of(line.text)
        if alone in VICE and line.gap and below and not below[0].gap and agents.people(below[0].flow):
            self.open(("list", alone), line.flow)  # a role in a column of its own, the name beside it
            return 1
        match = _VICE_LABEL.match(line.text)
        role = roster_entry.role_of(match["label"]) if match else ""
        here = self.found[-1] if self.found else None
        several = here is not None and here.kind == "list" and here.name not in ONE_PERSON
        if match is None or role not in VICE or (several and match.end() < len(line.text)):
            return 0
        group = self.open(("list", role), line.flow.cut(*match.span("label")))
        if match.end() < len(line.text):
            group.lines.append(replace(line, flow=line.flow.cut(match.end())))
        return 1

    def one_of_list(self, kind: tuple[str, str], line: Line) -> bool:
        """Take `Ordförande Anna Ek (S)` inside a list for an entry of it: the next line is no chair."""
        here = self.found[-1] if self.found else None
        if here is None or here.kind != "list" or here.name in {*ONE_PERSON, "adjuster"} or kind[0] != "list":
            return False
        if kind[1] in ONE_PERSON and here.name in NOBODY_PRESIDES:
            return False
        if kind[1] not in ONE_PERSON and not (kind[1] == "member" and line.text.casefold().startswith("ledamot ")):
            return False
        here.lines.append(line)
        return True

    def under(self, line: Line, parts: list[Flow], after: Line | None) -> None:
        """Put a line below the label it stands under, or close the list that it does not belong to."""
        here = self.found[-1] if self.found else None
        if here is None:
            return
        if here.kind == "list" and roster_entry.is_behalf(line.text) and printed_party.party_heading(line.flow) is None:
            return
        if here.kind == "list" and len(parts) > 1 and all(roster_names.LAST_FIRST.match(part.text) for part in parts):
            here.lines.extend(replace(line, flow=part) for part in parts)  # `Ek, Anna (S)    Ås, Bo (M)`
            return
        if here.kind == "list" and len(parts) > 1 and roster_lines.is_whole(parts[0]):
            if parts[0].text in agents.parties() or parts[1].text[:1] in "([":
                parts = [join(parts[:2]), *parts[2:]]
            line = replace(line, flow=join(parts, ", "))
        lone = bool(here.lines) and printed_party.stands_alone(here.lines[0].flow) is not None
        of_list = roster_lines.may_be_entry(line) or (lone and printed_party.stands_alone(line.flow) is not None)
        if here.kind != "list" or (not here.lines and not line.gap) or of_list:
            here.lines.append(line)
        elif roster_lines.is_header(line, self.repeated, self.text) or (
            roster_lines.is_body(line)
            and after is not None
            and (after.furniture or roster_lines.is_header(after, self.repeated, self.text))
        ):
            return
        elif line.gap or line.level or line.text.endswith(":") or here.name in {"member", "deciding", "present"}:
            if here.lines or line.text.endswith(":"):
                self.open(roster_labels.UNKNOWN, line.flow)
            else:
                here.lines.append(line)
        else:
            here.lines.append(line)


@lru_cache(maxsize=1)
def groups(minutes: Minutes) -> tuple[Group, ...]:
    """Part the head by its labels; what stands before the first is left out.

    Where it says that the list stands elsewhere (`enligt närvarolista`), the list at the end is read too.
    """
    found = _Reader(minutes).read(scattered.gathered(roster_words.barred(minutes.head)))
    lists = [group for group in found if group.kind == "list"]
    said = any(grammar.pattern("attendance", "elsewhere").search(line.text) for group in lists for line in group.lines)
    said = said or not any(group.name in OF_ELECTED and group.lines for group in lists)
    if said and (listed := list(roster_end.list_at_end(minutes))):
        found += _Reader(minutes).read(roster_words.barred(listed))
    found = list(roster_nested.parted(roster_stacked.told(found)))
    found = list(roster_nested.below_deciding(list(roster_nested.within_party(found, minutes.source.text))))
    found = flat_rows.told(roster_signers.placed(list(roster_columns.below_chairs(found))))
    found = roster_marked.told(list(roster_served.told(found)), minutes.source.text)
    told = roster_prose.parted(roster_notes.resolved(found, minutes.source.text))
    return tuple(roster_names.turned(told, _ELECTED, minutes.source.text))


def fields(heads: Sequence[Group]) -> dict[str, list[Flow]]:
    """Give the values of the head's fields (`place`, `date`, `covers`, `adjusted`, ...), lines joined."""
    found: dict[str, list[Flow]] = {}
    for group in heads:
        if group.kind == "field" and group.lines:
            taken = group.lines[:1]
            for line in group.lines[1:6]:
                if (line.gap and group.name != "place") or any(one.party for one in agents.people(line.flow)):
                    break
                taken.append(line)
            found.setdefault(group.name, []).append(join_lines(taken))
    return found
