"""Rosters for composed minutes: parties, offices, substitutes and limits in the forms that councils print."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.composed import Council, Member

    Roster = Callable[[Council, list["Entry"], dict[str, str]], tuple[str, list[str]]]


class Entry(NamedTuple):
    """A row of the roster in words: what stands in each of its cells."""

    member: Member
    name: str
    party: str
    office: str
    serving: str
    limit: str


OFFICES = {"chair": "ordförande", "vice-chair": "vice ordförande"}


def _with(*parts: str) -> str:
    return " ".join(filter(None, parts))


ENTRIES: dict[str, Callable[[Entry], str]] = {
    "A B (S), ordf": lambda e: ", ".join(filter(None, [f"{e.name} ({e.party})", e.office])),
    "A B (S) ordf": lambda e: _with(f"{e.name} ({e.party})", e.office),
    "A B, ordf (S)": lambda e: f"{e.name}{', ' + e.office if e.office else ''} ({e.party})",
    "ordf A B (S)": lambda e: _with(e.office.capitalize(), f"{e.name} ({e.party})"),
    "A B (S) (ordf)": lambda e: _with(f"{e.name} ({e.party})", f"({e.office})" if e.office else ""),
    "A B (ordf) (S)": lambda e: _with(e.name, f"({e.office})" if e.office else "", f"({e.party})"),
    "A B (S, ordf)": lambda e: f"{e.name} ({', '.join(filter(None, [e.party, e.office]))})",
    "A B (S) - ordf": lambda e: f"{e.name} ({e.party}){' - ' + e.office if e.office else ''}",
    "A B, S, ordf": lambda e: ", ".join(filter(None, [e.name, e.party, e.office])),
    "A B   S   ordf": lambda e: f"{e.name:24}{e.party:8}{e.office}".rstrip(),
    "S   A B   ordf": lambda e: f"{e.party:8}{e.name:24}{e.office}".rstrip(),
    "ordf   A B   S": lambda e: f"{e.office.capitalize():20}{e.name:24}{e.party}".rstrip(),
    "A B [S] ordf": lambda e: _with(f"{e.name} [{e.party}]", e.office),
    "A B (S) Ordförande": lambda e: _with(f"{e.name} ({e.party})", e.office.capitalize()),
    "A B, ordf, S": lambda e: ", ".join(filter(None, [e.name, e.office, e.party])),
    "B, A (S), ordf": lambda e: ", ".join(filter(None, [f"{_last(e.name)} ({e.party})", e.office])),
}
"""How one is named with party and office."""


def _last(name: str) -> str:
    first, last = name.rsplit(" ", 1)
    return f"{last}, {first}"


SERVING: dict[str, Callable[[str, str], str]] = {
    "tjänstgör för A B (S)": lambda name, party: f"tjänstgör för {name} ({party})",
    "tjg ers för A B (S)": lambda name, party: f"tjg ers för {name} ({party})",
    "tjg. ersättare för A B": lambda name, _: f"tjg. ersättare för {name}",
    "ers. A B (S)": lambda name, party: f"ers. {name} ({party})",
    "ers A B (S)": lambda name, party: f"ers {name} ({party})",
    "ers. för A B (S)": lambda name, party: f"ers. för {name} ({party})",
    "istf A B (S)": lambda name, party: f"istf {name} ({party})",
    "i st f A B": lambda name, _: f"i st f {name}",
    "i.s.f. A B (S)": lambda name, party: f"i.s.f. {name} ({party})",
    "istället för A B (S)": lambda name, party: f"istället för {name} ({party})",
    "(ersätter A B (S))": lambda name, party: f"(ersätter {name} ({party}))",
    "(för A B)": lambda name, _: f"(för {name})",
    "för A B (S)": lambda name, party: f"för {name} ({party})",
    "tj. för A B (S)": lambda name, party: f"tj. för {name} ({party})",
    "tjänstgörande ersättare för A B, S": lambda name, party: f"tjänstgörande ersättare för {name}, {party}",
    "ersätter B": lambda name, party: f"ersätter {name.rsplit(' ', 1)[1]} ({party})",
    "inträder för A B (S)": lambda name, party: f"inträder för {name} ({party})",
    "tjänstgör istället för A B (S)": lambda name, party: f"tjänstgör istället för {name} ({party})",
    "vice A B (S)": lambda name, party: f"som ersättare för {name} ({party})",
}
"""How it is said whom a substitute serves for."""

LIMITS: dict[str, Callable[[tuple[str, int, int]], str]] = {
    "§§ 12-20": lambda it: f"ej § {it[1]}" if it[0] == "not" else f"§§ {it[1]}-{it[2]}",
    "§§ 12–20": lambda it: f"inte § {it[1]}" if it[0] == "not" else f"§§ {it[1]}–{it[2]}",
    "§ 12-20": lambda it: f"utom § {it[1]}" if it[0] == "not" else f"§ {it[1]}-{it[2]}",
    "närvarande §§": lambda it: f"frånvarande § {it[1]}" if it[0] == "not" else f"närvarande §§ {it[1]}-{it[2]}",
    "from tom": lambda it: {"not": f"ej §{it[1]}", "from": f"from § {it[1]}", "until": f"tom § {it[2]}"}[it[0]],
    "fr.o.m.": lambda it: {
        "not": f"ej närvarande § {it[1]}",
        "from": f"fr.o.m. § {it[1]}",
        "until": f"t.o.m. § {it[2]}",
    }[it[0]],
    "fr o m": lambda it: {"not": f"deltar ej § {it[1]}", "from": f"fr o m § {it[1]}", "until": f"t o m § {it[2]}"}[
        it[0]
    ],
    "från och med": lambda it: {
        "not": f"deltog inte i § {it[1]}",
        "from": f"från och med § {it[1]}",
        "until": f"till och med § {it[2]}",
    }[it[0]],
    "del av §§": lambda it: f"jäv § {it[1]}" if it[0] == "not" else f"del av mötet, §§ {it[1]}-{it[2]}",
    "41-45 §§": lambda it: f"ej {it[1]} §" if it[0] == "not" else f"{it[1]}-{it[2]} §§",
    "§ 41 till § 45": lambda it: f"ej under § {it[1]}" if it[0] == "not" else f"§ {it[1]} till § {it[2]}",
    "kl": lambda it: {"not": f"ej § {it[1]}", "from": "anländer kl. 14.20", "until": "lämnar mötet kl. 15.10"}[it[0]],
    "kl 13.00-15.10": lambda it: {"not": f"ej § {it[1]}", "from": "kl. 14.20-16.30", "until": "kl. 13.00-15.10"}[it[0]],
    "kommer kl": lambda it: {
        "not": f"deltar inte § {it[1]}",
        "from": f"kommer till mötet kl. 14.20, § {it[1]}",
        "until": f"lämnar sammanträdet kl. 15.10 efter § {it[2]}",
    }[it[0]],
    "(kl)": lambda it: {"not": f"(ej § {it[1]})", "from": "(från kl. 14.20)", "until": "(till kl. 15.10)"}[it[0]],
    "inträder": lambda it: {
        "not": f"inte närvarande § {it[1]} p.g.a. jäv",
        "from": f"inträder kl 14:20 före § {it[1]}",
        "until": f"avviker kl 15:10 före § {it[2] + 1}",
    }[it[0]],
}
"""How it is said for which paragraphs one was there."""


def _entries(council: Council, style: dict[str, str]) -> list[Entry]:
    def entry(one: Member) -> Entry:
        served = council.named(one.served) if one.served else None
        serving = SERVING[style["serving"]](served.name, served.party) if served else ""
        limit = LIMITS[style["limit"]](one.limit) if one.limit else ""
        return Entry(one, one.name, one.party, OFFICES.get(one.role, ""), serving, limit)

    return [entry(one) for one in council.people]


def _text(one: Entry, style: dict[str, str]) -> str:
    said = ENTRIES[style["entry"]](one)
    if one.serving:
        said += (" " if one.serving[0] == "(" else ", ") + one.serving
    return f"{said}, {one.limit}" if one.limit else said


def _of(entries: list[Entry], *roles: str) -> list[Entry]:
    return [one for one in entries if one.member.role in roles]


PARTIES = {
    "S": "Socialdemokraterna",
    "M": "Moderaterna",
    "C": "Centerpartiet",
    "KD": "Kristdemokraterna",
    "V": "Vänsterpartiet",
    "L": "Liberalerna",
    "SD": "Sverigedemokraterna",
    "MP": "Miljöpartiet",
}
SEATED = ("chair", "vice-chair", "member", "serving-substitute")


def _label_blocks(
    _c: Council, entries: list[Entry], style: dict[str, str], groups: list[tuple[str, tuple[str, ...]]]
) -> str:
    return "\n\n".join(
        "\n".join([label, *(_text(one, style) for one in _of(entries, *roles))]) for label, roles in groups
    )


_PARTED = [
    ("Beslutande", ("chair", "vice-chair", "member")),
    ("Tjänstgörande ersättare", ("serving-substitute",)),
    ("Ej tjänstgörande ersättare", ("substitute",)),
    ("Frånvarande", ("absent",)),
]
TOGETHER = [
    ("Beslutande", SEATED),
    ("Ersättare", ("substitute",)),
    ("Frånvarande", ("absent",)),
]


def _blocks(groups: list[tuple[str, tuple[str, ...]]]) -> Roster:
    return lambda c, entries, style: (_label_blocks(c, entries, style, groups), [])


def _colon(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """Labels with a colon, the entries run on."""
    lines = [f"{label}: {'; '.join(_text(one, style) for one in _of(entries, *roles))}" for label, roles in TOGETHER]
    return "\n\n".join(map(filled, lines)), []


def filled(text: str, width: int = 78) -> str:
    """Break a text into lines of a width."""
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _beside(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """Labels in a column of their own, the entries beside them."""
    lines = []
    for label, roles in TOGETHER:
        for at, one in enumerate(_of(entries, *roles)):
            lines.append(f"{label if at == 0 else '':28}{_text(one, style)}")
        lines.append("")
    return "\n".join(lines).strip("\n"), []


def _two_columns(c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """The members in two columns side by side."""
    seated = [_text(one, style) for one in _of(entries, *SEATED)]
    half = (len(seated) + 1) // 2
    width = max(map(len, seated[:half])) + 4
    rows = [f"{left:{width}}{right}".rstrip() for left, right in zip(seated[:half], [*seated[half:], ""], strict=False)]
    rest = _label_blocks(c, entries, style, TOGETHER[1:])
    return "\n".join(["Beslutande", *rows]) + "\n\n" + rest, []


def _members_substitutes(c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """Members in one column, substitutes beside them in another."""
    seated = [_text(one, style) for one in _of(entries, *SEATED)]
    others = [_text(one, style) for one in _of(entries, "substitute")]
    width = max(map(len, seated)) + 6
    rows = [f"{'Beslutande':{width}}Ej tjänstgörande ersättare"]
    rows += [f"{one:{width}}{others[at] if at < len(others) else ''}".rstrip() for at, one in enumerate(seated)]
    return "\n".join(rows) + "\n\n" + _label_blocks(c, entries, style, [("Frånvarande", ("absent",))]), []


def _absent_beside(here: str, away: str, serves: str) -> Roster:
    """All who were elected, with a mark; who serves stands beside the absent."""

    def roster(_: Council, entries: list[Entry], __: dict[str, str]) -> tuple[str, list[str]]:
        instead = {one.member.served: one for one in entries if one.member.served}
        rows = [f"{'Ledamöter':46}{'Närv':8}Tjänstgörande ersättare"]
        for one in (*_of(entries, "chair", "vice-chair", "member"), *_of(entries, "absent")):
            mark = away if one.name in instead else here
            sub = instead.get(one.name)
            beside = f"{sub.name} ({sub.party})" if sub else one.limit
            named = f"{one.name} ({one.party}){', ' + one.office if one.office else ''}"
            rows.append(f"{named:46}{mark:8}{beside}".rstrip())
        rows += ["", f"{'Ersättare':46}Närv"]
        for one in _of(entries, "serving-substitute", "substitute"):
            mark, note = (serves, "") if one.serving else (here, one.limit)
            rows.append(f"{one.name + ' (' + one.party + ')':46}{mark:8}{note}".rstrip())
        return "\n".join(rows), []

    return roster


def _markdown(columns: str) -> Roster:
    """A table: name, party, office, whom one serves for, limits in cells."""

    def roster(_: Council, entries: list[Entry], __: dict[str, str]) -> tuple[str, list[str]]:
        tables = []
        for label, roles in TOGETHER:
            rows = [f"| {columns} |", "|" + "---|" * (columns.count("|") + 1)]
            for one in _of(entries, *roles):
                served = one.member.served
                cells = {
                    "Namn": one.name if "Uppdrag" in columns or not one.office else f"{one.name}, {one.office}",
                    "Parti": one.party,
                    "Uppdrag": one.office or ("ersättare" if "substitute" in one.member.role else "ledamot"),
                    "Ersätter": served,
                    "Anmärkning": one.limit,
                }
                rows.append("| " + " | ".join(cells[name] for name in columns.split(" | ")) + " |")
            tables.append("\n".join([f"## {label}", "", *rows]))
        return "\n\n".join(tables), []

    return roster


def _markdown_br(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """A table of labels and values whose lines are parted by <br>."""
    rows = [
        f"| {label} | {'<br>'.join(_text(one, style) for one in _of(entries, *roles))} |" for label, roles in TOGETHER
    ]
    return "\n".join([rows[0], "|---|---|", *rows[1:]]), []


def _labels_first(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    labels = [label for label, _ in TOGETHER]
    values = ["\n".join(_text(one, style) for one in _of(entries, *roles)) for _, roles in TOGETHER]
    return "\n\n".join(["\n".join(labels), *values]), []


def _by_party(c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """The deciding grouped under the names of their parties."""
    seated = _of(entries, *SEATED)
    lines = ["Beslutande"]
    for party in dict.fromkeys(one.party for one in seated):
        lines += ["", PARTIES[party]]
        for one in seated:
            if one.party == party:
                lines.append(", ".join(filter(None, [one.name, one.office, one.serving, one.limit])))
    return "\n".join(lines) + "\n\n" + _label_blocks(c, entries, style, TOGETHER[1:]), []


def _annex(c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """The list stands behind the last paragraph."""
    return "Närvarande: se bilaga 1", ["Bilaga 1\n\nNärvarolista\n\n" + _label_blocks(c, entries, style, TOGETHER)]


def _page_break(c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    """A list that goes on over the edge of a page."""
    seated = [_text(one, style) for one in _of(entries, *SEATED)]
    edge = f"\n\fEkvalla kommun          SAMMANTRÄDESPROTOKOLL          Sida 2\n{c.body}          {c.day}\n"
    first = "\n".join(["Beslutande", *seated[:5]])
    return first + "\n" + edge + "\n" + "\n".join(seated[5:]) + "\n\n" + _label_blocks(
        c, entries, style, TOGETHER[1:]
    ), []


def _vacant(c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    seated = [_text(one, style) for one in _of(entries, *SEATED)]
    seated.insert(4, "Vakant (SD)")
    return "\n".join(["Beslutande", *seated, "Vakant"]) + "\n\n" + _label_blocks(c, entries, style, TOGETHER[1:]), []


def _rows_of_roles(_c: Council, entries: list[Entry], _style: dict[str, str]) -> tuple[str, list[str]]:
    """Name, party, role and presence in columns under headings."""
    rows = [f"{'Namn':26}{'Parti':8}{'Uppdrag':20}{'Närvarande':14}Anmärkning"]
    for one in entries:
        role = {
            "member": "Ledamot",
            "absent": "Ledamot",
            "substitute": "Ersättare",
            "serving-substitute": "Ersättare",
        }.get(one.member.role, one.office.capitalize())
        mark = "" if one.member.role == "absent" else "X"
        note = one.serving or one.limit
        rows.append(f"{one.name:26}{one.party:8}{role:20}{mark:14}{note}".rstrip())
    return "\n".join(rows), []


def _numbered(_c: Council, entries: list[Entry], style: dict[str, str]) -> tuple[str, list[str]]:
    return "\n\n".join(
        "\n".join([label, *(f"{at}. {_text(one, style)}" for at, one in enumerate(_of(entries, *roles), 1))])
        for label, roles in TOGETHER
    ), []


STATED: dict[str, str] = {"Paragrafer": "Paragrafer\n{}–{}", "none": "", "§§": "Paragrafer   §§ {}-{}"}
"""How it is said which paragraphs the minutes hold."""

ROSTERS: dict[str, Roster] = {
    "label above": _blocks(TOGETHER),
    "serving apart": _blocks(_PARTED),
    "Närvarande ledamöter": _blocks(
        [
            ("Närvarande ledamöter", ("chair", "vice-chair", "member")),
            ("Tjg ers", ("serving-substitute",)),
            ("Närvarande ej tjg ers", ("substitute",)),
            ("Ej närvarande", ("absent",)),
        ]
    ),
    "run on": _colon,
    "label beside": _beside,
    "two columns": _two_columns,
    "members | substitutes": _members_substitutes,
    "X | absent beside": _absent_beside("X", "–", "Tj"),
    "N F | absent beside": _absent_beside("N", "F", "Tj"),
    "x - | absent beside": _absent_beside("x", "-", "tjg"),
    "I | absent beside": _absent_beside("I", "", "I"),
    "markdown 5": _markdown("Namn | Parti | Uppdrag | Ersätter | Anmärkning"),
    "markdown party first": _markdown("Parti | Namn | Ersätter | Anmärkning"),
    "markdown br": _markdown_br,
    "labels first": _labels_first,
    "by party": _by_party,
    "annex": _annex,
    "page break": _page_break,
    "vacant": _vacant,
    "columns": _rows_of_roles,
    "numbered": _numbered,
}
"""How the roster is set; the first is the usual one."""


def printed(council: Council, style: dict[str, str], rosters: dict[str, Roster]) -> tuple[str, list[str]]:
    """Print the roster, and what of it stands behind the last paragraph."""
    first, last = rosters[style["roster"]](council, _entries(council, style), style)
    others = "Övriga närvarande\nMaj Strömgren, kommundirektör\nIvar Palmlund, sekreterare"
    adjusts = "Justerare\nYasmin Farahani"
    numbers = STATED[style["stated"]].format(council.matters[0].number, council.matters[-1].number)
    signed = (
        "Underskrifter\n\nSekreterare   Ivar Palmlund\n\nOrdförande    Nora Hedvall\n\nJusterare     Yasmin Farahani"
    )
    return "\n\n".join(filter(None, [first, others, adjusts, numbers])), [*last, signed]
