"""How generated minutes are laid out: the same meeting as four kinds of clerks would print it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.invented import Council, Person, day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date


@dataclass(slots=True)
class Matter:
    """One paragraph: what was decided and how it came to that. Empty parts are left out by the layouts."""

    title: str
    clauses: tuple[str, ...]
    """Att-satser without their closing marks."""
    sentences: tuple[str, ...]
    """The same as full sentences, for layouts that number their points."""
    case: str = ""
    handler: str = ""
    responsible: str = ""
    presenter: str = ""
    proposed_to: str = ""
    story: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    motions: list[str] = field(default_factory=list)
    proposition: list[str] = field(default_factory=list)
    vote: list[str] = field(default_factory=list)
    reservation: str = ""
    statement: str = ""
    recusal: str = ""
    notified: list[str] = field(default_factory=list)
    immediate: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """One generated meeting."""

    council: Council
    when: date
    hours: tuple[str, str]
    first: int
    members: tuple[Person, ...]
    substitutes: tuple[Person, ...]
    officials: tuple[tuple[Person, str], ...]
    adjusters: tuple[Person, ...]
    matters: tuple[Matter, ...]

    @property
    def clock(self) -> str:
        """From when to when, with colons."""
        return "-".join(self.hours).replace(".", ":")

    @property
    def last(self) -> int:
        """The number of the last paragraph."""
        return self.first + len(self.matters) - 1


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False)


def _paged(lines: Sequence[str], length: int, foot: Callable[[int, int], list[str]]) -> str:
    """Part lines into pages of one length and put furniture between them, in the middle of sentences too."""
    pages = [lines[at : at + length] for at in range(0, len(lines), length)]
    out: list[str] = []
    for number, page in enumerate(pages, 1):
        out += [*page, *foot(number, len(pages))]
    return "\n".join(out) + "\n"


def _numbered(sentences: Sequence[str]) -> list[str]:
    return list(sentences) if len(sentences) == 1 else [f"{n}. {text}" for n, text in enumerate(sentences, 1)]


def _att(clauses: Sequence[str]) -> list[str]:
    return [f"{c}; samt" if n == len(clauses) - 1 else f"{c}." if n == len(clauses) else f"{c};" for n, c in
            enumerate(clauses, 1)]  # fmt: skip


def _lead(meeting: Meeting, matter: Matter) -> str:
    council = meeting.council
    if matter.proposed_to:
        return f"{council.body} föreslår att {matter.proposed_to.lower()} beslutar"
    return f"{council.body} beslutar"


def _sections(matter: Matter, names: dict[str, str]) -> list[tuple[str, list[str]]]:
    """Give what stands behind the decision, each part under the heading that a layout has for it."""
    parts = (
        ("story", matter.story),
        ("documents", matter.documents),
        ("motions", matter.motions),
        ("proposition", matter.proposition),
        ("vote", matter.vote),
        ("reservation", [matter.reservation] if matter.reservation else []),
        ("statement", [matter.statement] if matter.statement else []),
        ("notified", matter.notified),
    )
    return [(names[part], texts) for part, texts in parts if texts]


_REGION_NAMES = {
    "story": "Ärendebeskrivning",
    "documents": "Beslutsunderlag",
    "motions": "Yrkanden",
    "proposition": "Propositionsordning",
    "vote": "Votering",
    "reservation": "Reservation",
    "statement": "Protokollsanteckning",
    "notified": "Delges",
}
_TOWN_NAMES = {
    "story": "Ärendebeskrivning",
    "documents": "Beslutsunderlag",
    "motions": "Förslag till beslut på sammanträdet",
    "proposition": "Beslutsgång",
    "vote": "Omröstning",
    "reservation": "Reservation",
    "statement": "Anteckning",
    "notified": "Expedieras till",
}


def board(meeting: Meeting) -> str:
    """Lay out as a regional board does: labelled lines, att-satser, a header on every page."""
    council, width = meeting.council, 86
    lines = [
        "", f"Tid: {day(meeting.when)} kl. {meeting.hours[0]}–{meeting.hours[1]}", f"Plats: Sal 3, {council.places[0]}",
        f"Paragrafer: §§ {meeting.first}–{meeting.last}", "", "NÄRVARANDE", "", "Ledamöter",
        f"{meeting.members[0]}, ordförande", f"{meeting.members[1]}, vice ordförande",
        *(str(one) for one in meeting.members[2:]), "", "Ersättare", *(str(one) for one in meeting.substitutes), "",
        "Tjänstepersoner", *(f"{one}, {title}" for one, title in meeting.officials), "",
        f"Organisation: {council.organisation}", "",
    ]  # fmt: skip
    for number, matter in enumerate(meeting.matters, meeting.first):
        lines += ["", *_wrap(f"§ {number} {matter.title}", width), ""]
        lines += [f"{label}: {value}" for label, value in (
            ("Diarienummer", matter.case), ("Ärendeansvarig", matter.responsible), ("Handläggare", matter.handler),
            ("Föredragande", matter.presenter),
        ) if value]  # fmt: skip
        if matter.recusal:
            lines += ["", *_wrap(matter.recusal, width)]
        lines += ["", "Beslut:", "", *_wrap(_lead(meeting, matter), width), ""]
        clauses = [*matter.clauses, *(["att förklara paragrafen omedelbart justerad"] if matter.immediate else [])]
        for clause in _att(clauses):
            lines += [*_wrap(clause, width), ""]
        for heading, texts in _sections(matter, _REGION_NAMES):
            lines += ["", heading]
            for text in texts:
                lines += _wrap(text, width)
                if heading not in {"Beslutsunderlag", "Delges"}:
                    lines.append("")
    lines += [
        "",
        "Vid protokollet",
        "",
        str(meeting.officials[-1][0].name),
        "",
        "Justeras",
        "",
        meeting.members[0].name,
    ]
    header = f"{meeting.when:%Y-%m-%d}                    Dnr {council.series} 5-{meeting.when.year}"
    text = _paged(lines, 44, lambda number, pages: [
        "", "Justerandens sign                                        Utdragsbestyrkande", council.body, "PROTOKOLL",
        f"{header}                    {number + 1}({pages + 1})",
    ] if number < pages else [""])  # fmt: skip
    return f"{council.body}\nPROTOKOLL\n{header}                    1(9)\n{text}"


def town(meeting: Meeting) -> str:
    """Lay out as a municipality does: numbered points, the case behind the §, a page number above the header."""
    council, width = meeting.council, 96
    lines = [
        "1", "", council.body, "Protokoll", f"{meeting.when:%Y-%m-%d}",
        "Plats och tid", "", f"{council.places[0]}, kl. {meeting.clock}", "", "Beslutande", "",
        f"{meeting.members[0]} (ordförande)", f"{meeting.members[1]} (vice ordförande)",
        *(str(one) for one in meeting.members[2:]), "", "Ej tjänstgörande ersättare", "",
        *(str(one) for one in meeting.substitutes), "", "Övriga deltagare", "",
        *(f"{one} ({title})" for one, title in meeting.officials), "", "Utses att justera", "",
        " och ".join(one.name for one in meeting.adjusters), "",
        "Paragrafer", "", f"§§{meeting.first}-{meeting.last}", "",
        f"Bevis om justering har satts upp på anslagstavlan i {council.organisation}.", "",
    ]  # fmt: skip
    for number, matter in enumerate(meeting.matters, meeting.first):
        lines += ["", f"§ {number} {matter.case}".strip(), "", *_wrap(matter.title, width)]
        if matter.recusal:
            lines += _wrap(matter.recusal, width)
        body = dict(_sections(matter, _TOWN_NAMES))
        behind = ("Reservation", "Anteckning", "Expedieras till", "Beslutsunderlag")
        for heading in [name for name in body if name not in behind]:
            lines.append(heading)
            for text in body[heading]:
                lines += _wrap(text, width)
        lines.append("Beslut")
        if matter.proposed_to:
            lines.append(f"Förslag till beslut i {matter.proposed_to.lower()}")
        for sentence in _numbered(matter.sentences):
            lines += _wrap(sentence, width)
        if matter.immediate:
            lines.append("Paragrafen förklaras omedelbart justerad.")
        for heading in [name for name in behind if name in body]:
            lines.append(heading)
            for text in body[heading]:
                lines += _wrap(f"• {text}" if heading == "Beslutsunderlag" else text, width)
    lines += ["", "Sekreterare", "", meeting.officials[-1][0].name]
    return _paged(lines, 46, lambda number, pages: [
        "", "Utdragsbestyrkande", "", str(number + 1), "", council.body, "Protokoll", f"{meeting.when:%Y-%m-%d}", "",
    ] if number < pages else [""])  # fmt: skip


def committee(meeting: Meeting) -> str:
    """Lay out as a committee's clerk does: no page header, form feeds between pages."""
    council, width = meeting.council, 82
    lines = [
        council.body, f"Protokoll från sammanträdet {day(meeting.when)}", council.organisation, "",
        f"Tid: {meeting.when:%Y-%m-%d}, kl. {meeting.hours[0]}–{meeting.hours[1]}", f"Plats: {council.places[0]}", "",
        "NÄRVARANDE", "", "Ledamöter", f"{meeting.members[0]} ordförande", f"{meeting.members[1]} vice ordförande",
        *(str(one) for one in meeting.members[2:]), "", "Ersättare", *(str(one) for one in meeting.substitutes), "",
        "Tjänstepersoner", *(f"{one} {title}" for one, title in meeting.officials), "",
    ]  # fmt: skip
    for number, matter in enumerate(meeting.matters, meeting.first):
        lines += ["", *_wrap(f"§ {number} {matter.title}", width), ""]
        if matter.case:
            lines += [f"Diarienummer: {matter.case}", ""]
        if matter.recusal:
            lines += [*_wrap(matter.recusal, width), ""]
        lines += ["Ärendebeskrivning", *(line for text in matter.story for line in (*_wrap(text, width), ""))]
        body = dict(_sections(matter, _REGION_NAMES))
        for heading in ("Yrkanden", "Propositionsordning", "Votering"):
            if heading in body:
                lines += [heading, *(line for text in body[heading] for line in (*_wrap(text, width), ""))]
        lines += ["Beslut", *_wrap(_lead(meeting, matter), width), ""]
        for clause in _att(matter.clauses):
            lines += [*_wrap(clause, width), ""]
        for heading in ("Reservation", "Protokollsanteckning", "Beslutsunderlag", "Delges"):
            if heading in body:
                lines += [heading, *(line for text in body[heading] for line in _wrap(text, width)), ""]
    lines += ["Vid protokollet", "", meeting.officials[-1][0].name]
    return _paged(lines, 50, lambda number, pages: ["\f"] if number < pages else [""])


def markdown(meeting: Meeting) -> str:
    """Lay out as a conversion to Markdown: headings with signs, emphasis, bullets, long lines."""
    council = meeting.council
    roll = " ".join(
        [
            f"{meeting.members[0]} (ordförande)",
            f"{meeting.members[1]} (vice ordförande)",
            *map(str, meeting.members[2:]),
        ]
    )
    out = [
        council.body, "", "Sammanträdesdatum  ", f"{meeting.when:%Y-%m-%d}", "",
        f"Plats och tid\t{council.places[0]} kl. {meeting.clock}",
        f"Protokollet omfattar\t§§{meeting.first}-{meeting.last}", f"Beslutande ledamöter\t{roll}",
        f"Ej tjänstgörande ersättare\t{' '.join(map(str, meeting.substitutes))}",
        "Övriga närvarande\t" + " ".join(f"{one} ({title})" for one, title in meeting.officials),
        f"Justerande\t{meeting.adjusters[0]}", "", f"{council.organisation} {meeting.when.year}", "",
    ]  # fmt: skip
    for number, matter in enumerate(meeting.matters, meeting.first):
        out += [f"## § {number} {matter.title} {matter.case}".rstrip(), ""]
        if matter.recusal:
            out += [matter.recusal, ""]
        body = dict(_sections(matter, _REGION_NAMES))
        out += ["### Sammanfattning", ""]
        for text in matter.story:
            out += [text, ""]
        for heading in ("Yrkanden", "Propositionsordning", "Votering"):
            for at, text in enumerate(body.get(heading, ())):
                out += [f"### {heading}", "", text, ""] if at == 0 else [text, ""]
        out += ["### Beslut", "", _lead(meeting, matter), ""]
        for clause in _att(matter.clauses):
            out += [clause, ""]
        for heading in ("Reservation", "Protokollsanteckning", "Beslutsunderlag", "Delges"):
            if heading in body:
                mark = "- " if heading == "Beslutsunderlag" else ""
                out += [f"### **{heading}**", "", *(f"{mark}{text}" for text in body[heading]), ""]
        out += [
            "---",
            "",
            "Utdragsbestyrkande",
            "",
            council.body,
            "",
            "Sammanträdesdatum  ",
            f"{meeting.when:%Y-%m-%d}",
            "",
        ]
    return "\n".join(out)


LAYOUTS: dict[str, tuple[Callable[[Meeting], str], str]] = {
    "board": (board, ".txt"),
    "town": (town, ".txt"),
    "committee": (committee, ".txt"),
    "markdown": (markdown, ".md"),
}
