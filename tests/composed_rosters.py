"""More rosters for composed minutes: groups by party, columns of marks, pairs of member and substitute, web tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import composed_people

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.composed import Council
    from tests.composed_people import Entry, Roster

SEATED = composed_people.SEATED
PARTIES = composed_people.PARTIES


def _of(entries: list[Entry], *roles: str) -> list[Entry]:
    return [one for one in entries if one.member.role in roles]


def _said(one: Entry, style: dict[str, str]) -> str:
    said = composed_people.ENTRIES[style["entry"]](one)
    said += (" " if one.serving[:1] == "(" else ", ") + one.serving if one.serving else ""
    return f"{said}, {one.limit}" if one.limit else said


def _plain(one: Entry) -> str:
    return f"{one.name} ({one.party}){', ' + one.office if one.office else ''}"


def _rest(entries: list[Entry], style: dict[str, str], *, absent: str = "Frånvarande") -> str:
    blocks = (("Ersättare", "substitute"), (absent, "absent"))
    return "\n\n".join("\n".join([label, *(_said(one, style) for one in _of(entries, role))]) for label, role in blocks)


def _stars(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """Who serves has a star in front, and whom for stands behind."""
    lines = [("* " if one.serving else "") + _said(one, style) for one in _of(entries, *SEATED)]
    return "\n".join(["Beslutande", *lines, "* = tjänstgörande ersättare"]) + "\n\n" + _rest(entries, style), []


def _nested(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """One label, with labels below it for the parts."""
    members, serve = _of(entries, "chair", "vice-chair", "member"), _of(entries, "serving-substitute")
    return "\n".join(
        ["Beslutande", "Ledamöter", *(_said(one, style) for one in members), "", "Tjänstgörande ersättare"]
        + [_said(one, style) for one in serve]
    ) + "\n\n" + _rest(entries, style), []


def _beside_parts(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """Labels beside, those of the parts in the second column above their names."""
    lines = [f"{'Beslutande':24}Ledamöter"]
    lines += [f"{'':24}{_said(one, style)}" for one in _of(entries, "chair", "vice-chair", "member")]
    lines += ["", f"{'':24}Tjänstgörande ersättare"]
    lines += [f"{'':24}{_said(one, style)}" for one in _of(entries, "serving-substitute")]
    lines += ["", f"{'Övriga närvarande':24}Ersättare"]
    lines += [f"{'':24}{_said(one, style)}" for one in _of(entries, "substitute")]
    lines += ["", f"{'Frånvarande':24}{_said(_of(entries, 'absent')[0], style)}"]
    return "\n".join([*lines, *(f"{'':24}{_said(one, style)}" for one in _of(entries, "absent")[1:])]), []


def _sentence(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """The entries run on with `och` before the last."""

    def run(role: tuple[str, ...]) -> str:
        said = [_said(one, style) for one in _of(entries, *role)]
        return f"{', '.join(said[:-1])} och {said[-1]}" if len(said) > 1 else said[0]

    groups = [
        ("Beslutande ledamöter", ("chair", "vice-chair", "member")),
        ("Tjänstgörande ersättare", ("serving-substitute",)),
        ("Närvarande ersättare", ("substitute",)),
        ("Frånvarande ledamöter", ("absent",)),
    ]
    return "\n\n".join(composed_people.filled(f"{label}: {run(roles)}.") for label, roles in groups), []


def _party_columns(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """Two columns, each with names of parties above the names."""
    seated = _of(entries, *SEATED)
    columns: list[list[str]] = [[], []]
    parties = list(dict.fromkeys(one.party for one in seated))
    for at, party in enumerate(parties):
        here = columns[at * 2 // len(parties)]
        here += [PARTIES[party]]
        here += [
            ", ".join(filter(None, [one.name, one.office, one.serving, one.limit]))
            for one in seated
            if one.party == party
        ]
    width = max(map(len, columns[0])) + 4
    rows = max(map(len, columns))
    left, right = ([*column, *[""] * (rows - len(column))] for column in columns)
    lines = [f"{a:{width}}{b}".rstrip() for a, b in zip(left, right, strict=True)]
    return "\n".join(["Beslutande", *lines]) + "\n\n" + _rest(entries, style), []


def _party_headings(head: Callable[[str], str]) -> Roster:
    """Who decides, grouped under short or long names of parties."""

    def roster(_: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
        seated, lines = _of(entries, *SEATED), ["Beslutande"]
        for party in dict.fromkeys(one.party for one in seated):
            lines.append(head(party))
            lines += [
                ", ".join(filter(None, [one.name, one.office, one.serving, one.limit]))
                for one in seated
                if one.party == party
            ]
        return "\n".join(lines) + "\n\n" + _rest(entries, style), []

    return roster


def _party_run_on(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """The name of a party, a colon and its names on one line."""
    seated, lines = _of(entries, *SEATED), ["Beslutande"]
    for party in dict.fromkeys(one.party for one in seated):
        said = [
            " ".join(filter(None, [one.name, *(f"({part})" for part in (one.office, one.serving, one.limit) if part)]))
            for one in seated
            if one.party == party
        ]
        lines.append(f"{PARTIES[party]}: {', '.join(said)}")
    return "\n".join(lines) + "\n\n" + _rest(entries, style), []


def _marks(heads: tuple[str, str, str], here: str, away: str, serves: str) -> Roster:
    """A list of all who are elected, with a mark in a column and what is to be said behind."""

    def roster(_: Council, entries: list[Entry], __: dict[str, str]) -> tuple[str, list[str]]:
        roles = {"member": "ledamot", "absent": "ledamot"}
        rows = [f"{'Namn':26}{'Parti':8}{'Uppdrag':18}{heads[0]:14}{heads[1]:14}{heads[2]}".rstrip()]
        for one in entries:
            role = one.office or roles.get(one.member.role, "ersättare")
            mark = away if one.member.role == "absent" else here
            tjg = serves if one.serving else ""
            rows.append(f"{one.name:26}{one.party:8}{role:18}{mark:14}{tjg:14}{one.serving or one.limit}".rstrip())
        return "\n".join(rows), []

    return roster


def _two_mark_columns(_c: Council, entries: list[Entry], _style: dict[str, str]) -> tuple[str, list[str]]:
    """One column for those who are there, one for those who are not; members and substitutes under labels of rows."""
    rows = [f"{'Namn':44}{'Närv':8}{'Frånv':8}Anmärkning", "Ledamöter"]
    for one in _of(entries, "chair", "vice-chair", "member", "absent"):
        marks = ("", "X") if one.member.role == "absent" else ("X", "")
        rows.append(f"{_plain(one):44}{marks[0]:8}{marks[1]:8}{one.limit}".rstrip())
    rows.append("Ersättare")
    rows += [
        f"{_plain(one):44}{'X':8}{'':8}{one.serving or one.limit}".rstrip()
        for one in _of(entries, "serving-substitute", "substitute")
    ]
    return "\n".join(rows), []


def _pairs(_c: Council, entries: list[Entry], _style: dict[str, str]) -> tuple[str, list[str]]:
    """Two columns: the ordinary member, and whoever serves instead."""
    instead = {one.member.served: one for one in entries if one.member.served}
    rows = [f"{'Ordinarie ledamot':44}Tjänstgörande ersättare"]
    for one in _of(entries, "chair", "vice-chair", "member", "absent"):
        sub = instead.get(one.name)
        left = f"{_plain(one)}{', ' + one.limit if one.limit else ''}"
        rows.append(f"{left:44}{_plain(sub) if sub else ''}".rstrip())
    waits = [f"{_plain(one)}{', ' + one.limit if one.limit else ''}" for one in _of(entries, "substitute")]
    return "\n".join([*rows, "", "Ej tjänstgörande ersättare", *waits]), []


def _served_by(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """Those who are not there stand with who serves for them."""
    instead = {one.member.served: one for one in entries if one.member.served}
    lines = ["Beslutande", *(_said(one, style) for one in _of(entries, "chair", "vice-chair", "member"))]
    lines += ["", "Frånvarande ledamöter"]
    lines += [f"{_plain(one)}, ersätts av {_plain(instead[one.name])}" for one in _of(entries, "absent")]
    waits = [_said(one, style) for one in _of(entries, "substitute")]
    return "\n".join([*lines, "", "Närvarande ersättare", *waits]), []


def _bullets(mark: str, bold: str = "") -> Roster:
    """Labels, and below each its entries behind a mark."""
    groups = [
        ("Närvarande ledamöter", ("chair", "vice-chair", "member")),
        ("Tjänstgörande ersättare", ("serving-substitute",)),
        ("Närvarande, ej tjänstgörande ersättare", ("substitute",)),
        ("Frånvarande ledamöter", ("absent",)),
    ]

    def roster(_: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
        return "\n\n".join(
            "\n".join(
                [f"{bold}{label}{bold}", *([""] if bold else [])]
                + [f"{mark} {_said(one, style)}" for one in _of(entries, *roles)]
            )
            for label, roles in groups
        ), []

    return roster


def _tabs(_c: Council, entries: list[Entry], _style: dict[str, str]) -> tuple[str, list[str]]:
    """Cells parted by tabs: name, party, role, note."""
    roles = {"chair": "Ordförande", "vice-chair": "Vice ordförande", "member": "Ledamot", "absent": "Ledamot"}
    rows = ["Namn\tParti\tRoll\tNärvaro\tErsätter"]
    for one in entries:
        role = roles.get(one.member.role, "Ersättare")
        presence = "Frånvarande" if one.member.role == "absent" else "Närvarande"
        rows.append(f"{one.name}\t{one.party}\t{role}\t{presence}\t{one.member.served}".rstrip())
    return "\n".join(rows), []


def _html(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """A bar table of labels and entries, an entry a row, the label in the first row alone."""
    rows = []
    for label, roles in composed_people.TOGETHER:
        for at, one in enumerate(_of(entries, *roles)):
            rows.append(f"| {label if at == 0 else ''} | {_said(one, style)} |")
    return "\n".join(["| Närvaro | |", "|---|---|", *rows]), []


def _broken(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """A narrow column: an entry runs over two lines, the second further in."""

    def lines(one: Entry) -> list[str]:
        words, rows = _said(one, style).split(" "), [""]
        for word in words:
            if rows[-1].strip() and len(rows[-1]) + len(word) > 26:
                rows.append("  ")
            rows[-1] += ("" if not rows[-1].strip() else " ") + word
        return rows

    return "\n\n".join(
        "\n".join([label, *(row for one in _of(entries, *roles) for row in lines(one))])
        for label, roles in composed_people.TOGETHER
    ), []


def _capitals(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    labels = (
        "BESLUTANDE LEDAMÖTER",
        "TJÄNSTGÖRANDE ERSÄTTARE",
        "EJ TJÄNSTGÖRANDE ERSÄTTARE",
        "EJ NÄRVARANDE LEDAMÖTER",
    )
    roles = (("chair", "vice-chair", "member"), ("serving-substitute",), ("substitute",), ("absent",))
    return "\n\n".join(
        "\n".join([label, *(_said(one, style) for one in _of(entries, *group))])
        for label, group in zip(labels, roles, strict=True)
    ), []


def _presidium(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """The chairs have labels of their own."""
    said = {one.member.role: one for one in entries if one.office}
    first = [f"Ordförande: {said['chair'].name} ({said['chair'].party})"]
    first += [f"Vice ordförande: {said['vice-chair'].name} ({said['vice-chair'].party})"]
    rest = [_said(one, style) for one in _of(entries, "member", "serving-substitute")]
    return "\n".join([*first, "Övriga ledamöter:", *rest]) + "\n\n" + _rest(entries, style), []


def _annex_table(c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """A table of presence behind the last paragraph."""
    table, _ = _two_mark_columns(c, entries, style)
    return "Beslutande\nEnligt bilagd närvarolista", [f"NÄRVAROLISTA\n\n{table}"]


def _label_wrapped(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """Labels in a narrow column of their own, which run over several lines."""
    groups = [
        (["Beslutande", "ledamöter"], ("chair", "vice-chair", "member")),
        (["Tjänstgörande", "ersättare"], ("serving-substitute",)),
        (["Närvarande ej", "tjänstgörande", "ersättare"], ("substitute",)),
        (["Frånvarande"], ("absent",)),
    ]
    lines = []
    for label, roles in groups:
        said = [_said(one, style) for one in _of(entries, *roles)]
        for at in range(max(len(label), len(said))):
            left, right = (part[at] if at < len(part) else "" for part in (label, said))
            lines.append(f"{left:20}{right}".rstrip())
        lines.append("")
    return "\n".join(lines).strip("\n"), []


ROSTERS: dict[str, Roster] = {
    "stars in front": _stars,
    "labels nested": _nested,
    "labels nested beside": _beside_parts,
    "sentence": _sentence,
    "party columns": _party_columns,
    "party short": _party_headings(lambda party: party),
    "party long (S)": _party_headings(lambda party: f"{PARTIES[party]} ({party})"),
    "party colon": _party_headings(lambda party: f"{PARTIES[party]}:"),
    "party run on": _party_run_on,
    "Närv X | Tjg X": _marks(("Närv", "Tjg", "Anm"), "X", "", "X"),
    "Närvarande 1 | Tjänstg 1": _marks(("Närvarande", "Tjänstg", "Anmärkning"), "1", "0", "1"),
    "Närvarande Ja | Tjänstgör Ja": _marks(("Närvarande", "Tjänstgör", "Anmärkning"), "Ja", "Nej", "Ja"),
    "Närv | Frånv": _two_mark_columns,
    "pairs": _pairs,
    "served by": _served_by,
    "- entries": _bullets("-"),
    "• entries": _bullets("•"),
    "**labels** - entries": _bullets("-", "**"),
    "tabs": _tabs,
    "bars label once": _html,
    "broken entries": _broken,
    "CAPITALS": _capitals,
    "presidium labelled": _presidium,
    "annex table": _annex_table,
    "label wrapped": _label_wrapped,
}
"""How the roster is set, beside those of `composed_people`."""

UNSAID = frozenset(
    {
        *("X | absent beside", "N F | absent beside", "x - | absent beside", "I | absent beside", "columns"),
        *(
            "Närv X | Tjg X",
            "Närvarande 1 | Tjänstg 1",
            "Närvarande Ja | Tjänstgör Ja",
            "Närv | Frånv",
            "pairs",
            "tabs",
        ),
        "annex table",
    }
)
"""Rosters that tell who was not there by a mark alone: nothing is listed as absent."""
