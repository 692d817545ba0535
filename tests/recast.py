"""Minutes printed in another form: the same facts under other heads of paragraphs and in other rosters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.document import understand
from kg.files import source
from tests.composed_people import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.model import Item, Section


class Paragraph(NamedTuple):
    """A paragraph (§) in parts: its head may be printed in any form."""

    number: str
    title: str
    case: str
    body: str


class Seat(NamedTuple):
    """Somebody on the list of those who decide; `office` is what a chair is called, `served` whom one serves for."""

    name: str
    party: str
    office: str = ""
    served: tuple[str, str] | None = None


class Printed(NamedTuple):
    """Minutes in parts: who decides, and the paragraphs."""

    seats: tuple[Seat, ...]
    paragraphs: tuple[Paragraph, ...]


OFFICES = {"chair": "ordförande", "vice-chair": "1:e vice ordförande", "second-vice-chair": "2:e vice ordförande"}


def parts(text: str, name: str) -> Printed:
    """Cut minutes into the parts that are printed again."""
    minutes, facts = understand(source.from_bytes(text.encode(), name))
    seats = tuple(
        Seat(
            fact.person.text,
            fact.person.party,
            OFFICES.get(fact.role, ""),
            (fact.serves_for.text, fact.serves_for.party) if fact.serves_for else None,
        )
        for fact in facts["attendance"]
        if fact.role in {*OFFICES, "member"} or fact.serves_for
    )
    return Printed(seats, tuple(_paragraph(item) for item in minutes.items))


def _paragraph(item: Item) -> Paragraph:
    case = item.cases[0].text if item.cases else ""
    return Paragraph(item.number, item.title.text, case, "\n\n".join(map(_section, item.sections)))


def _section(section: Section) -> str:
    heading = [section.heading.text] if section.heading else []
    return "\n".join([*heading, *(f"{block.mark} {block.text}".strip() for block in section.blocks)])


def _below(number: Callable[[Paragraph], str]) -> Callable[[Paragraph], Iterable[str]]:
    """The title below the number, the diary number below that."""
    return lambda p: [number(p), p.title, *_dnr(p)]


def _beside(text: Callable[[Paragraph], str]) -> Callable[[Paragraph], Iterable[str]]:
    """The title on the line of the number, the diary number below."""
    return lambda p: [text(p), *_dnr(p)]


def _dnr(p: Paragraph) -> list[str]:
    return [f"Dnr {p.case}"] if p.case else []


HEADS: dict[str, Callable[[Paragraph], Iterable[str]]] = {
    "§ 12 / title": _below(lambda p: f"§ {p.number}"),
    "§ 12 title": _beside(lambda p: f"§ {p.number} {p.title}"),
    "§12. title": _beside(lambda p: f"§{p.number}. {p.title}"),
    "§ 12 - title": _beside(lambda p: f"§ {p.number} - {p.title}"),
    "§ 12: title": _beside(lambda p: f"§ {p.number}: {p.title}"),
    "§ 12, title": _beside(lambda p: f"§ {p.number}, {p.title}"),
    "Ks § 12 title": _beside(lambda p: f"Ks § {p.number} {p.title}"),
    "KS § 12/2031 / title": _below(lambda p: f"KS § {p.number}/2031"),
    "§ 12 (2031) / title": _below(lambda p: f"§ {p.number} (2031)"),
    "§ 12:2031 / title": _below(lambda p: f"§ {p.number}:2031"),
    "§ 2031-12 title": _beside(lambda p: f"§ 2031-{p.number} {p.title}"),
    "§ 12/1997 title": _beside(lambda p: f"§ {p.number}/1997 {p.title}"),
    "12 § / title": _below(lambda p: f"{p.number} §"),
    "Kommunstyrelsen § 12 / title": _below(lambda p: f"Kommunstyrelsen § {p.number}"),
    "Paragraf 12 / title": _below(lambda p: f"Paragraf {p.number}"),
    "centred": _below(lambda p: f"{'':30}§ {p.number}\n"),
    "## § 12 title": lambda p: [f"## § {p.number} {p.title}", "", *_dnr(p)],
    "**§ 12** / **title**": lambda p: [f"**§ {p.number}**", "", f"**{p.title}**", "", *_dnr(p)],
    "title set apart / § 12   Dnr": lambda p: [p.title, "", "   ".join([f"§ {p.number}", *_dnr(p)])],
    "title / § 12   Dnr": lambda p: [p.title, "   ".join([f"§ {p.number}", *_dnr(p)])],
    "Dnr / § 12 title": lambda p: [*_dnr(p), f"§ {p.number} {p.title}"],
    "§ 12   Dnr / title": lambda p: ["   ".join([f"§ {p.number}", *_dnr(p)]), p.title],
    "§ 12 title (Dnr)": lambda p: [f"§ {p.number} {p.title}" + (f" (Dnr {p.case})" if p.case else "")],
    "104   Dnr below": lambda p: [f"§ {p.number} {p.title}", *(f"104   {one}" for one in _dnr(p))],
}
"""How the head of a paragraph is printed."""

PARTIES: dict[str, Callable[[str, str], str]] = {
    "A B (S)": lambda name, party: f"{name} ({party})",
    "A B, S": lambda name, party: f"{name}, {party}",
    "A B S": lambda name, party: f"{name} {party}",
    "A B (s)": lambda name, party: f"{name} ({party.lower()})",
    "A B - S": lambda name, party: f"{name} - {party}",
    "A B /S/": lambda name, party: f"{name} /{party}/",
    "S A B": lambda name, party: f"{party} {name}",
    "S - A B": lambda name, party: f"{party} - {name}",
    "S: A B": lambda name, party: f"{party}: {name}",
    "(S) A B": lambda name, party: f"({party}) {name}",
}
"""How a party is printed beside a name."""

SERVING = (
    *("ersätter", "tjg för", "tjänstg. för", "tj. ers. för", "istf", "i stället för", "– för", "f."),
    *(", tjänstgörande ersättare för", "ersätter frånvarande", "träder in för"),
)
"""What stands between a substitute and the one served for."""

LISTS: dict[str, Callable[[list[str]], str]] = {
    "one a line": "\n".join,
    "bullets": lambda entries: "\n".join(f"- {one}" for one in entries),
    "lines with commas": ",\n".join,
    "run on": lambda entries: filled(", ".join(entries), 60),
    "run on with semicolons": lambda entries: filled("; ".join(entries), 60),
}
"""How the entries of a list are set."""


PAGES: dict[str, Callable[[list[tuple[str, str]]], str]] = {
    "label over value": lambda fields: "\n\n".join(f"{label}\n\n{value}" for label, value in fields),
    "labels first": lambda fields: "\n\n".join(["\n".join(label for label, _ in fields), *(v for _, v in fields)]),
    "labels set apart first": lambda fields: "\n\n".join([*(label for label, _ in fields), *(v for _, v in fields)]),
}
"""How the fields of the first page, label and value, are set."""


def printed(
    whole: Printed,
    *,
    head: str = "§ 12 / title",
    party: str = "A B (S)",
    serving: str = "ersätter",
    listed: str = "one a line",
    page: str = "label over value",
) -> str:
    """Print minutes in one form."""
    beside = PARTIES[party]
    members = [
        beside(one.name, one.party) + (f", {one.office}" if one.office else "") for one in whole.seats if not one.served
    ]
    substitutes = [
        f"{beside(one.name, one.party)}{'' if serving[0] == ',' else ' '}{serving} {beside(*one.served)}"
        for one in whole.seats
        if one.served
    ]
    paragraphs = ("\n".join([*HEADS[head](one), "", one.body]) for one in whole.paragraphs)
    fields = [
        ("Beslutande", LISTS[listed](members)),
        ("Tjänstgörande ersättare", LISTS[listed](substitutes)),
        ("Paragrafer", f"{whole.paragraphs[0].number}–{whole.paragraphs[-1].number}"),
    ]
    return "\n\n".join(
        [
            "Granfors kommun\nKommunstyrelsen\nSammanträdesprotokoll\n2031-03-04",
            PAGES[page](fields),
            *(f"\n{one}" for one in paragraphs),
        ]
    )
