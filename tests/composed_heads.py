"""Heads of paragraphs (§) for composed minutes: number, title and diary number in the orders that councils print."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.composed import Council, Matter

    Head = Callable[[Council, Matter], list[str]]


def _dnr(one: Matter, label: str = "Dnr ") -> list[str]:
    return [f"{label}{one.case}"] if one.case else []


def _behind(one: Matter, label: str = "Dnr ") -> str:
    return f"   {label}{one.case}" if one.case else ""


def _earlier(one: Matter) -> int:
    """Give the number of a paragraph in which the case was before: no two of them stand in a row."""
    return one.number * 37 % 101 + 3


def _lines(title: str) -> list[str]:
    """Break a title in the middle, as a narrow column does."""
    words = title.split(" ")
    half = (len(words) + 1) // 2
    return [" ".join(words[:half]), *([" ".join(words[half:])] if words[half:] else [])]


HEADS: dict[str, Head] = {
    "§ 12 / title / Dnr": lambda _, p: [f"§ {p.number}", p.title, *_dnr(p)],
    "KS § 12   Dnr / title": lambda c, p: [f"{c.short} § {p.number}{_behind(p)}", p.title],
    "KS § 12 title": lambda c, p: [f"{c.short} § {p.number} {p.title}", *_dnr(p)],
    "Ks § 75 Au § 101 Ks § 12 / title": lambda _, p: [
        (f"Ks § {_earlier(p)}   Au § {_earlier(p) // 2}   " if p.prepared else "") + f"Ks § {p.number}{_behind(p)}",
        p.title,
    ],
    "Au § 23 / Ks § 42 / title": lambda _, p: [f"Au § {_earlier(p)}", f"Ks § {p.number}{_behind(p)}", p.title],
    "§ 20/2016 title": lambda _, p: [f"§ {p.number}/2031 {p.title}", *_dnr(p)],
    "§ 20/31 / title": lambda _, p: [f"§ {p.number}/31", p.title, *_dnr(p)],
    "§ 3:4 title": lambda _, p: [f"§ 3:{p.number} {p.title}", *_dnr(p)],
    "KS 75/2013 title": lambda c, p: [f"{c.short} {p.number}/2031 {p.title}", *_dnr(p)],
    "KS 75/2013 / title": lambda c, p: [f"{c.short} {p.number}/2031", p.title, *_dnr(p)],
    "56 § title": lambda _, p: [f"{p.number} § {p.title}", *_dnr(p)],
    "56 § / title / Dnr": lambda _, p: [f"{p.number} §", p.title, *_dnr(p)],
    "§ 35. title.": lambda _, p: [f"§ {p.number}. {p.title}.", *_dnr(p)],
    "title / § 12": lambda _, p: [p.title, f"§ {p.number}", *_dnr(p)],
    "TITLE / § 12": lambda _, p: [p.title.upper(), f"§ {p.number}", *_dnr(p)],
    "title (§ 12)": lambda _, p: [f"{p.title} (§ {p.number})", *_dnr(p)],
    "title      § 12": lambda _, p: [f"{p.title:60}§ {p.number}", *_dnr(p)],
    "§ 12 TITLE": lambda _, p: [f"§ {p.number} {p.title.upper()}", *_dnr(p)],
    "§ 12 title / over lines": lambda _, p: [f"§ {p.number}", *_lines(p.title), *_dnr(p)],
    "§ 12  title over lines": lambda _, p: [
        f"§ {p.number}     {_lines(p.title)[0]}",
        *(f"{'':9}{line}" for line in _lines(p.title)[1:]),
        *(f"{'':9}{line}" for line in _dnr(p)),
    ],
    "# § 12 title": lambda _, p: [f"# § {p.number} {p.title}", "", *_dnr(p)],
    "### § 12 / title": lambda _, p: [f"### § {p.number}", "", f"### {p.title}", "", *_dnr(p)],
    "**§ 12 title**": lambda _, p: [f"**§ {p.number} {p.title}**", "", *_dnr(p)],
    "**§ 12** title": lambda _, p: [f"**§ {p.number}** {p.title}", "", *_dnr(p)],
    "| § 12 | title | Dnr |": lambda _, p: [f"| § {p.number} | {p.title} | {p.case} |", "|---|---|---|", ""],
    "Dnr / § 12 / title": lambda _, p: [*_dnr(p), f"§ {p.number}", p.title],
    "§ 12 (Dnr) / title": lambda _, p: [f"§ {p.number}" + (f" ({p.case})" if p.case else ""), p.title],
    "§ 12 title (case)": lambda _, p: [f"§ {p.number} {p.title}" + (f" ({p.case})" if p.case else "")],
    "§ 12 title [case]": lambda _, p: [f"§ {p.number} {p.title}" + (f" [{p.case}]" if p.case else "")],
    "§ 12 title, dnr case": lambda _, p: [f"§ {p.number} {p.title}" + (f", dnr {p.case}" if p.case else "")],
    "§ 12 title / (case)": lambda _, p: [f"§ {p.number} {p.title}", *([f"({p.case})"] if p.case else [])],
    "§ 12 title / case": lambda _, p: [f"§ {p.number} {p.title}", *_dnr(p, "")],
    "§ 12 case title": lambda _, p: [f"§ {p.number} {p.case} {p.title}".replace("  ", " ")],
    "§ 12 title / Diarienummer:": lambda _, p: [f"§ {p.number} {p.title}", *_dnr(p, "Diarienummer: ")],
    "§ 12 title / Ärendenummer": lambda _, p: [f"§ {p.number} {p.title}", *_dnr(p, "Ärendenummer ")],
    "§ 12 title / Diarienr / case": lambda _, p: [f"§ {p.number} {p.title}", *(["Diarienr", p.case] if p.case else [])],
    "§ 12 title / code": lambda _, p: [f"§ {p.number} {p.title}", *([f"Dnr {p.case}-042"] if p.case else [])],
    "§ 12 title / Dnr, other's": lambda _, p: [
        f"§ {p.number} {p.title}",
        *([f"Dnr {p.case} (KUN 2030/{p.number + 100})"] if p.case else []),
    ],
    "Kommunstyrelsen § 12 Dnr / title": lambda c, p: [f"{c.body} § {p.number}{_behind(p)}", p.title],
    "Ks/§ 12": lambda _, p: [f"Ks/§ {p.number} {p.title}", *_dnr(p)],
    "KS-§ 12": lambda c, p: [f"{c.short}-§ {p.number} {p.title}", *_dnr(p)],
    "§12 title": lambda _, p: [f"§{p.number} {p.title}", *_dnr(p)],
    "§ 12 | title": lambda _, p: [f"§ {p.number} | {p.title}", *_dnr(p)],
    "§ 12 / blank / title": lambda _, p: [f"§ {p.number}", "", p.title, "", *_dnr(p)],
    "§ 12 (12) title": lambda _, p: [f"§ {p.number} ({p.number - 40}) {p.title}", *_dnr(p)],
    "§ 12 Ärende 3 title": lambda _, p: [f"§ {p.number}   Ärende {p.number - 40}", p.title, *_dnr(p)],
    "§ 2031/12": lambda _, p: [f"§ 2031/{p.number} {p.title}", *_dnr(p)],
    "§ 12-2031": lambda _, p: [f"§ {p.number}-2031 {p.title}", *_dnr(p)],
    "12. title": lambda _, p: [f"{p.number}. {p.title}", "", *_dnr(p)],
    "12 title": lambda _, p: [f"{p.number} {p.title}", "", *_dnr(p)],
    "12) title": lambda _, p: [f"{p.number}) {p.title}", "", *_dnr(p)],
    "12   title   Dnr": lambda _, p: [f"{p.number}   {p.title}{_behind(p)}"],
    "12 / title": lambda _, p: [f"{p.number}", p.title, *_dnr(p)],
    "Ärende 12 / title": lambda _, p: [f"Ärende {p.number}", p.title, *_dnr(p)],
    "Ärende 12: title": lambda _, p: [f"Ärende {p.number}: {p.title}", *_dnr(p)],
    "Punkt 12 title": lambda _, p: [f"Punkt {p.number} {p.title}", *_dnr(p)],
    "Punkt 12. / title": lambda _, p: [f"Punkt {p.number}.", p.title, *_dnr(p)],
    "Nr 12 title": lambda _, p: [f"Nr {p.number} {p.title}", *_dnr(p)],
    "Paragraf 12 title": lambda _, p: [f"Paragraf {p.number} {p.title}", *_dnr(p)],
    "PARAGRAF 12 / TITLE": lambda _, p: [f"PARAGRAF {p.number}", p.title.upper(), *_dnr(p)],
    "Par. 12 title": lambda _, p: [f"Par. {p.number} {p.title}", *_dnr(p)],
    "P 12 title": lambda _, p: [f"P {p.number} {p.title}", *_dnr(p)],
    "Beslut 12 title": lambda _, p: [f"Beslut {p.number} {p.title}", *_dnr(p)],
    "Dagordningspunkt 12": lambda _, p: [f"Dagordningspunkt {p.number}: {p.title}", *_dnr(p)],
    "12/2031 title": lambda _, p: [f"{p.number}/2031 {p.title}", *_dnr(p)],
    "12/31 / title": lambda _, p: [f"{p.number}/31", p.title, *_dnr(p)],
    "2031/12 title": lambda _, p: [f"2031/{p.number} {p.title}", *_dnr(p)],
    "2031-12 title": lambda _, p: [f"2031-{p.number} {p.title}", *_dnr(p)],
    "KF-12 title": lambda c, p: [f"{c.short}-{p.number} {p.title}", *_dnr(p)],
    "KS 12 / title": lambda c, p: [f"{c.short} {p.number}", p.title, *_dnr(p)],
    "KS12 title": lambda c, p: [f"{c.short}{p.number} {p.title}", *_dnr(p)],
    "§§ 12 title": lambda _, p: [f"§§ {p.number} {p.title}", *_dnr(p)],
    "§ title / 12": lambda _, p: ["§", f"{p.number}", p.title, *_dnr(p)],
    "$ 12 title": lambda _, p: [f"$ {p.number} {p.title}", *_dnr(p)],
    "Ärende 4/§ 12 title": lambda _, p: [f"Ärende {p.number - 40}/§ {p.number} {p.title}", *_dnr(p)],
    "§ 12/Ärende 4 title": lambda _, p: [f"§ {p.number}/Ärende {p.number - 40} {p.title}", *_dnr(p)],
    "§ 12 4. title": lambda _, p: [f"§ {p.number}   {p.number - 40}. {p.title}", *_dnr(p)],
    "§ 12   Sid 3 / title": lambda _, p: [f"§ {p.number}{'':30}Sid {p.number - 38}", p.title, *_dnr(p)],
    "§ 12; title": lambda _, p: [f"§ {p.number}; {p.title}", *_dnr(p)],
    "§ 12 – Dnr – title": lambda _, p: [f"§ {p.number}" + (f" – {p.case}" if p.case else "") + f" – {p.title}"],
    "§ 12 / Dnr / title": lambda _, p: [f"§ {p.number}" + (f" / {p.case}" if p.case else "") + f" / {p.title}"],
    "§ 12 / Ärende: title": lambda _, p: [f"§ {p.number}", f"Ärende: {p.title}", *_dnr(p)],
    "§ 12 / Ärenderubrik / title": lambda _, p: [f"§ {p.number}", "Ärenderubrik", p.title, *_dnr(p)],
    "§ 12 / Datum / Dnr / title": lambda c, p: [
        f"§ {p.number}",
        f"Datum: {c.day}",
        *_dnr(p, "Diarienummer: "),
        p.title,
    ],
    "KS § 12   day   Dnr / title": lambda c, p: [f"{c.short} § {p.number}     {c.day}  {_behind(p)}", p.title],
    "Paragraf: 12 / Ärende: title": lambda _, p: [f"Paragraf: {p.number}", f"Ärende: {p.title}", *_dnr(p)],
    "Beslut § 12 / title": lambda _, p: [f"Beslut § {p.number}", p.title, *_dnr(p)],
    "§ 2031:12 title": lambda _, p: [f"§ 2031:{p.number} {p.title}", *_dnr(p)],
    "KS 2031:12 title": lambda c, p: [f"{c.short} 2031:{p.number} {p.title}", *_dnr(p)],
    "§12Title": lambda _, p: [f"§{p.number}{p.title}", *_dnr(p)],
    "§ 12 titleDnr": lambda _, p: [f"§ {p.number} {p.title}" + (f"Dnr {p.case}" if p.case else "")],
    "*§ 12* **title**": lambda _, p: [f"*§ {p.number}* **{p.title}**", "", *_dnr(p)],
    "§ 12 title / Ärende-ID": lambda _, p: [f"§ {p.number} {p.title}", *_dnr(p, "Ärende-ID: ")],
    "§ 12 title / Vår beteckning": lambda _, p: [f"§ {p.number} {p.title}", *_dnr(p, "Vår beteckning: ")],
    "S 12 title": lambda _, p: [f"S {p.number} {p.title}", *_dnr(p)],
    "&sect; 12 title": lambda _, p: [f"&sect; {p.number} {p.title}", *_dnr(p)],
    "¶ 12 title": lambda _, p: [f"¶ {p.number} {p.title}", *_dnr(p)],
    "TITLE only": lambda _, p: [p.title.upper(), *_dnr(p)],
    "title only": lambda _, p: [p.title, *_dnr(p)],
    "title / ---": lambda _, p: [p.title, "-" * len(p.title), *_dnr(p)],
    "## title": lambda _, p: [f"## {p.title}", "", *_dnr(p)],
    "Dnr only": lambda c, p: [f"Dnr {p.case or c.short + ' 2031/1'}", p.title],
    "margin": lambda _, p: [f"{p.number:<8}{p.title}", *(f"{'':8}{line}" for line in _dnr(p))],
    "§ margin": lambda _, p: [f"{'§ ' + str(p.number):<8}{p.title}", *(f"{'':8}{line}" for line in _dnr(p))],
    "| 12 | title |": lambda _, p: [f"| {p.number} | {p.title} | {p.case} |", "|---|---|---|", ""],
    "page header": lambda c, p: [
        f"\f{c.organisation}          PROTOKOLL",
        c.body,
        "Sammanträdesdatum    Paragraf    Sida",
        f"{c.day}           {p.number}           {p.number - 40}",
        "",
        p.title,
        *_dnr(p),
    ],
    "page header § 12": lambda c, p: [f"\f{c.body}     {c.day}      § {p.number}", "", p.title, *_dnr(p)],
    "A. title": lambda _, p: [f"{chr(ord('A') + p.number - 41)}. {p.title}", *_dnr(p)],
    "IV title": lambda _, p: [f"{('I', 'II', 'III', 'IV', 'V', 'VI', 'VII')[p.number - 41]}. {p.title}", *_dnr(p)],
    "§ IV title": lambda _, p: [f"§ {('I', 'II', 'III', 'IV', 'V', 'VI', 'VII')[p.number - 41]} {p.title}", *_dnr(p)],
}
"""How the head of a paragraph is printed; the first is the usual one."""
