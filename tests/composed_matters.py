"""What stands in a paragraph (§) of composed minutes: decisions, preparation, yrkanden and votes in many styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests import composed_votes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.composed import Clause, Council, Matter

    Points = Callable[[Sequence["Clause"], str], list[str]]

COUNCIL_ABOVE = "Kommunfullmäktige"

ORDERS: dict[str, tuple[str, ...]] = {
    "decision last": ("story", "prepared", "moved", "put", "decision", "reserved", "sent"),
    "decision first": ("decision", "story", "prepared", "moved", "put", "reserved", "sent"),
    "decision between": ("prepared", "decision", "story", "moved", "put", "reserved", "sent"),
    "prepared first": ("prepared", "story", "moved", "put", "decision", "reserved", "sent"),
    "sent before reserved": ("story", "prepared", "moved", "put", "decision", "sent", "reserved"),
    "story behind the proceedings": ("moved", "put", "decision", "reserved", "story", "prepared", "sent"),
}
"""In which order the sections stand."""


class Headed(NamedTuple):
    """What stands above the decision of the body itself, and above what it proposes."""

    own: str
    proposed: str


_P = "{body} föreslår kommunfullmäktige besluta"
HEADINGS: dict[str, Headed] = {
    "Beslut": Headed("Beslut", f"Beslut\n{_P}"),
    "Kommunstyrelsens beslut": Headed("{body}s beslut", "{body}s förslag till kommunfullmäktige"),
    "KS beslut": Headed("{short} beslut", "{short} förslag till KF"),
    "BESLUT": Headed("BESLUT", f"BESLUT\n{_P}"),
    "Beslut:": Headed("Beslut:", f"Beslut: {_P}"),
    "Kommunstyrelsen beslutar": Headed("{body} beslutar", "{body} föreslår kommunfullmäktige"),
    "Beslut / Ks beslutar": Headed("Beslut\n{body} beslutar", f"Beslut\n{_P}"),
    "Beslut / Ks beslutar att": Headed("Beslut\n{body} beslutar att", f"Beslut\n{_P} att"),
    "Beslut / Ks beslutade": Headed("Beslut\n{body} beslutade", "Beslut\n{body} föreslog kommunfullmäktige besluta"),
    "Kommunstyrelsen beslutade att": Headed("{body} beslutade att", "{body} beslutade föreslå kommunfullmäktige att"),
    "## Beslut": Headed("## Beslut", f"## Beslut\n\n{_P}"),
    "**Beslut**": Headed("**Beslut**", f"**Beslut**\n\n{_P}"),
    "### Kommunstyrelsens beslut": Headed("### {body}s beslut", "### {body}s förslag till beslut i kommunfullmäktige"),
    "Kommunstyrelsens beslut blir": Headed("{body}s beslut blir", "{body}s förslag till kommunfullmäktige blir"),
    "Beslutet blir": Headed("Beslutet blir", f"Beslutet blir\n{_P}"),
    "Beslut i ärendet": Headed("Beslut i ärendet", f"Beslut i ärendet\n{_P}"),
    "Protokollsbeslut": Headed("Protokollsbeslut", f"Protokollsbeslut\n{_P}"),
    "Kommunstyrelsens beslut för egen del": Headed(
        "{body}s beslut för egen del", "{body}s förslag till beslut i kommunfullmäktige"
    ),
    "Förslag till kommunfullmäktige": Headed("Beslut", "Förslag till kommunfullmäktige"),
    "Kommunstyrelsen beslutar för egen del": Headed("{body} beslutar för egen del", _P),
    "Ks beslut / Ks förslag till kf": Headed("Ks beslut", "Ks förslag till kf"),
    "Beslut enligt förslag": Headed(
        "Beslut enligt arbetsutskottets förslag", f"Beslut enligt arbetsutskottets förslag\n{_P}"
    ),
    "Enligt au:s förslag": Headed(
        "{body} beslutar enligt arbetsutskottets förslag",
        "{body} föreslår enligt arbetsutskottets förslag kommunfullmäktige besluta",
    ),
    "Enligt au:s förslag:": Headed(
        "Beslut\nEnligt arbetsutskottets förslag:", f"Beslut\nEnligt arbetsutskottets förslag:\n{_P}"
    ),
    "Beslutsmening": Headed("Beslutsmening", f"Beslutsmening\n{_P}"),
    "Kommunstyrelsens ställningstagande": Headed("{body}s ställningstagande", f"{{body}}s ställningstagande\n{_P}"),
    "Därefter beslutar": Headed("{body} beslutar därefter", "{body} beslutar därefter att föreslå kommunfullmäktige"),
    "så beslutas": Headed("Kommunstyrelsen beslöt", "Kommunstyrelsen beslöt föreslå kommunfullmäktige"),
}
"""What stands above what is decided."""


def _att(clauses: Sequence[Clause], _body: str) -> list[str]:
    return [f"att {one.inf} {one.what}" for one in clauses]


def _sentences(clauses: Sequence[Clause], body: str) -> list[str]:
    return [f"{body} {one.pres} {one.what}." for one in clauses]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _marked(mark: Callable[[int], str], inner: Callable[[Clause], str]) -> Points:
    return lambda clauses, _: [f"{mark(at)} {inner(one)}" for at, one in enumerate(clauses, 1)]


def _inf(one: Clause) -> str:
    return f"{one.inf} {one.what}"


POINTS: dict[str, Points] = {
    "att a / att b": _att,
    "att a, / att b.": lambda cl, _: [
        f"att {_inf(one)}{'.' if at == len(cl) else ','}" for at, one in enumerate(cl, 1)
    ],
    "att a samt / att b.": lambda cl, _: [
        f"att {_inf(one)}{'.' if at == len(cl) else (', samt' if at == len(cl) - 1 else ',')}"
        for at, one in enumerate(cl, 1)
    ],
    "att a / blank / att b": lambda cl, _: [line for one in cl for line in (f"att {_inf(one)}, ", "")],
    "1. a": _marked(lambda at: f"{at}.", lambda one: f"{_inf(one)}."),
    "1. Att a": _marked(lambda at: f"{at}.", lambda one: f"Att {_inf(one)}."),
    "1. att a": _marked(lambda at: f"{at}.", lambda one: f"att {_inf(one)},"),
    "1) att a": _marked(lambda at: f"{at})", lambda one: f"att {_inf(one)}"),
    "1 a": _marked(lambda at: f"{at} ", lambda one: _capital(f"{_inf(one)}.")),
    "a) a": _marked(lambda at: f"{chr(96 + at)})", _inf),
    "a. Att": _marked(lambda at: f"{chr(96 + at)}.", lambda one: f"Att {_inf(one)}"),
    "- a": _marked(lambda _: "-", _inf),
    "- att a": _marked(lambda _: "-", lambda one: f"att {_inf(one)}"),
    "• Att a": _marked(lambda _: "•", lambda one: f"Att {_inf(one)}."),
    "* a": _marked(lambda _: "*", lambda one: _capital(_inf(one))),
    "a": lambda cl, _: [_capital(f"{_inf(one)}.") for one in cl],
    "Att a": lambda cl, _: [f"Att {_inf(one)}." for one in cl],
    "KS a": _sentences,
    "1. KS a": _marked(lambda at: f"{at}.", lambda one: f"Kommunstyrelsen {one.pres} {one.what}."),
    "a-passive": lambda cl, _: [_capital(f"{one.what} {one.passive}.") for one in cl],
    "1. a-passive": _marked(lambda at: f"{at}.", lambda one: _capital(f"{one.what} {one.passive}.")),
    "past": lambda cl, body: [f"{body} {one.past} {one.what}." for one in cl],
    "att a, att b and att c": lambda cl, _: [f"att {' samt att '.join(_inf(one) for one in cl)}."],
    "att a; att b": lambda cl, _: ["; ".join(f"att {_inf(one)}" for one in cl) + "."],
    "– att a,": _marked(lambda _: "–", lambda one: f"att {_inf(one)},"),
    "I. a": _marked(lambda at: f"{('I', 'II', 'III')[at - 1]}.", lambda one: _capital(f"{_inf(one)}.")),
    "Att-sats 1: a": _marked(lambda at: f"Att-sats {at}:", _inf),
}
"""How the clauses are set."""


class Prepared(NamedTuple):
    """How it is said where the case was before: the heading of its section, if it has one, and the sentence."""

    heading: str
    text: str


PREPARED: dict[str, Prepared] = {
    "behandlade den": Prepared("", "{by} behandlade ärendet den {day}, § {number}."),
    "har behandlat": Prepared("Beredning", "{by} har behandlat ärendet {iso} § {number}."),
    "§ / day": Prepared("Tidigare behandling", "{by} {iso} § {number}"),
    "§ behind": Prepared("Ärendets beredning", "{by} § {number}/2031"),
    "day §": Prepared("Ärendets behandling", "{by}, {day}, § {number}."),
    "day in front": Prepared("", "Den {day}, § {number}, behandlade {by_} ärendet."),
    "Ärendet behandlades": Prepared("", "Ärendet behandlades av {by_} den {day} § {number}."),
    "Ärendet har beretts": Prepared("Beredning", "Ärendet har beretts av {by_} {iso}, § {number}."),
    "föreslog": Prepared("", "{by} föreslog den {day}, § {number}, bifall till förslaget."),
    "tog upp": Prepared("Tidigare beslut", "{by} tog upp ärendet vid sitt sammanträde {iso} (§ {number})."),
    "beslutade": Prepared(
        "Tidigare behandling", "{by} beslutade {iso} § {number} att föreslå kommunstyrelsen att bifalla förslaget."
    ),
    "protokoll": Prepared("Beslutsunderlag", "Protokoll från {by_} {iso} § {number}"),
    "protokollsutdrag": Prepared("Underlag för beslut", "{by}s protokollsutdrag {iso} § {number}"),
    "§ / parenthesis": Prepared("Beredning", "{by} ({iso} § {number})"),
    "list": Prepared("Beredning", "- {by} {iso}, § {number}"),
    "table": Prepared("Beredning", "| Instans | Datum | § |\n|---|---|---|\n| {by} | {iso} | {number} |"),
    "columns": Prepared("Ärendegång", "{by:40}{iso}      § {number}"),
    "Ärendet har varit föremål": Prepared("", "{by} har vid sammanträde den {day} under § {number} berett ärendet."),
    "yttrade sig": Prepared("", "{by} yttrade sig i ärendet den {day}, § {number}."),
    "överlämnade": Prepared("", "{by} överlämnade ärendet till kommunstyrelsen den {day}, § {number}."),
}
"""How it is told where the case was before."""

MOVED: dict[str, tuple[str, str]] = {
    "yrkar": ("Yrkanden", "{who} yrkar {what}."),
    "yrkade": ("Yrkanden", "{who} yrkade {what}."),
    "Yrkande": ("Yrkande", "{who}: {what}."),
    "föreslår": ("Förslag på sammanträdet", "{who} föreslår {what}."),
    "Under överläggningen": ("Överläggning", "Under överläggningen yrkar {who} {what}."),
    "no heading": ("", "{who} yrkar {what}."),
    "bullets": ("Yrkanden", "- {who} yrkar {what}"),
    "framställer": ("Yrkanden", "{who} framställer yrkande om {what}."),
    "name first, yrkar below": ("Förslag till beslut på sammanträdet", "{who} yrkar på {what}."),
    "table": ("Yrkanden", "{who} – {what}"),
}
"""How an yrkande is told."""

_YES, _NO, _OFF = "ja", "nej", "avstår"


def _names(council: Council, choice: str, joint: str = ", ") -> str:
    return joint.join(f"{one.name} ({one.party})" for one in council.people if one.vote == choice)


def _counts(council: Council) -> tuple[int, int, int]:
    votes = [one.vote for one in council.people]
    return votes.count("yes"), votes.count("no"), votes.count("abstain")


def _voters(council: Council) -> list[tuple[str, str]]:
    return [(f"{one.name} ({one.party})", one.vote) for one in council.people if one.vote]


_WORDS = {1: "en", 4: "fyra", 6: "sex"}


def _grid(mark: str, none: str) -> Callable[[Council], list[str]]:
    def grid(c: Council) -> list[str]:
        rows = [f"{'Ledamot':32}{'Ja':6}{'Nej':6}{'Avstår':6}"]
        for name, vote in _voters(c):
            cells = [mark if vote == one else none for one in ("yes", "no", "abstain")]
            rows.append(f"{name:32}{cells[0]:6}{cells[1]:6}{cells[2]}".rstrip())
        yes, no, off = _counts(c)
        return [*rows, f"{'Summa':32}{yes:<6}{no:<6}{off:<6}".rstrip()]

    return grid


def _grid_markdown(c: Council) -> list[str]:
    rows = ["| Namn | Parti | Ja | Nej | Avstår |", "|---|---|---|---|---|"]
    for one in c.people:
        if one.vote:
            cells = ["X" if one.vote == kind else "" for kind in ("yes", "no", "abstain")]
            rows.append(f"| {one.name} | {one.party} | {' | '.join(cells)} |")
    return rows


def _one_a_line(c: Council) -> list[str]:
    said = {"yes": "Ja", "no": "Nej", "abstain": "Avstår"}
    return [f"{name:32}{said[vote]}" for name, vote in _voters(c)]


def _grouped(c: Council) -> list[str]:
    lines = []
    for label, kind in (("Ja-röster", "yes"), ("Nej-röster", "no"), ("Avstår", "abstain")):
        lines += [label, *(name for name, vote in _voters(c) if vote == kind), ""]
    return lines[:-1]


def _columns(c: Council) -> list[str]:
    groups = [[name for name, vote in _voters(c) if vote == kind] for kind in ("yes", "no", "abstain")]
    rows = [f"{'Ja':32}{'Nej':32}Avstår"]
    for at in range(max(map(len, groups))):
        cells = [group[at] if at < len(group) else "" for group in groups]
        rows.append(f"{cells[0]:32}{cells[1]:32}{cells[2]}".rstrip())
    return rows


def _two_votes(c: Council) -> list[str]:
    """A grid with the letters of the choices in one column."""
    rows = [f"{'Ledamot':32}{'Parti':8}Röst"]
    said = {"yes": "J", "no": "N", "abstain": "A"}
    return [*rows, *(f"{one.name:32}{one.party:8}{said[one.vote]}" for one in c.people if one.vote)]


def _result(c: Council, form: str) -> str:
    yes, no, off = _counts(c)
    return form.format(
        yes=yes, no=no, off=off, yes_w=_WORDS[yes], no_w=_WORDS[no], off_w=_WORDS[off], Yes_w=_WORDS[yes].capitalize()
    )


_RESULT = "Omröstningen utfaller med {yes} ja-röster, {no} nej-röster och {off} som avstår."


def _listed(form: str) -> Callable[[Council], list[str]]:
    return lambda c: form.format(yes=_names(c, "yes"), no=_names(c, "no"), off=_names(c, "abstain")).split("\n")


_VOTES: dict[str, tuple[Callable[[Council], list[str]], str, bool]] = {
    "Ja röstar": (_listed("Ja röstar {yes}.\nNej röstar {no}.\n{off} avstår."), _RESULT, True),
    "Ja-röster:": (_listed("Ja-röster: {yes}\nNej-röster: {no}\nAvstår: {off}"), _RESULT, True),
    "Följande röstade ja:": (
        _listed("Följande röstade ja: {yes}.\nFöljande röstade nej: {no}.\nFöljande avstod: {off}."),
        _RESULT,
        True,
    ),
    "För / mot": (
        _listed("För ja-propositionen röstar {yes}.\nFör nej-propositionen röstar {no}.\n{off} avstår från att rösta."),
        _RESULT,
        True,
    ),
    "grid X": (_grid("X", ""), _RESULT, True),
    "grid x -": (_grid("x", "-"), _RESULT, True),
    "grid 1 0": (
        _grid("1", ""),
        "Med {yes} ja-röster mot {no} nej-röster beslutar kommunstyrelsen bifalla förslaget. {off} avstår.",
        True,
    ),
    "markdown grid": (_grid_markdown, _RESULT, True),
    "one a line": (_one_a_line, _RESULT, True),
    "groups": (_grouped, _RESULT, True),
    "group columns": (_columns, _RESULT, True),
    "letters": (_two_votes, _RESULT, True),
    "words": (lambda _: [], "{Yes_w} ledamöter röstar ja, {no_w} röstar nej och {off_w} avstår.", False),
    "ja 6, nej 4": (lambda _: [], "Resultat: Ja {yes}, Nej {no}, Avstår {off}.", False),
    "ja: / nej:": (lambda _: [], "Ja: {yes}\nNej: {no}\nAvstår: {off}", False),
    "6 - 4": (
        lambda _: [],
        "Med {yes} ja-röster mot {no} nej-röster och {off} som avstår beslutar kommunstyrelsen bifalla förslaget.",
        False,
    ),
    "{yes} röster för": (
        lambda _: [],
        "Vid omröstningen avges {yes} ja-röster och {no} nej-röster. {Yes_w} av elva bifaller. {off} ledamot avstår.",
        False,
    ),
    "6 ja, 4 nej": (lambda _: [], "Omröstningsresultat: {yes} ja, {no} nej och {off} avstår.", False),
    "ja-röster: 6": (lambda _: [], "Antal ja-röster: {yes}\nAntal nej-röster: {no}\nAntal som avstår: {off}", False),
    "Ja (6):": (
        lambda c: [
            f"Ja ({_counts(c)[0]}): {_names(c, 'yes')}",
            f"Nej ({_counts(c)[1]}): {_names(c, 'no')}",
            f"Avstår ({_counts(c)[2]}): {_names(c, 'abstain')}",
        ],
        "",
        True,
    ),
    "6 ja-röster:": (
        lambda c: [
            f"{_counts(c)[0]} ja-röster: {_names(c, 'yes')}",
            f"{_counts(c)[1]} nej-röster: {_names(c, 'no')}",
            f"{_counts(c)[2]} avstår: {_names(c, 'abstain')}",
        ],
        "",
        True,
    ),
}
"""How a vote is told: the lists of names, the line of the result, whether names are told."""

VOTES = {name: composed_votes.Vote(*one) for name, one in _VOTES.items()} | composed_votes.VOTES


def printed(council: Council, one: Matter, style: dict[str, str]) -> list[str]:
    """Print what stands below the head of a paragraph."""
    lines: list[str] = []
    for part in ORDERS[style["order"]]:
        if said := _PARTS[part](council, one, style):
            lines += [*said, ""]
    return lines


def annexed(council: Council, style: dict[str, str]) -> list[str]:
    """Print the list of a vote that stands at the end."""
    annex = VOTES[style["vote"]].annex
    return ["\n".join(annex(council))] if annex else []


def _story(_council: Council, one: Matter, style: dict[str, str]) -> list[str]:
    heading, text = PREPARED[style["prepared"]]
    told = [] if heading or not one.prepared else [_prepared(one, text)]
    return ["Ärendet", " ".join([one.story, *told])]


_MONTHS = ("januari", "februari", "mars")


def _prepared(one: Matter, text: str) -> str:
    if one.prepared is None:
        return ""
    by, iso, number = one.prepared
    year, month, day = iso.split("-")
    told = f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
    return text.format(by=by, by_=by[0].lower() + by[1:], iso=iso, day=told, number=number)


def _before(_council: Council, one: Matter, style: dict[str, str]) -> list[str]:
    heading, text = PREPARED[style["prepared"]]
    return [heading, *_prepared(one, text).split("\n")] if heading and one.prepared else []


def _moved(council: Council, one: Matter, style: dict[str, str]) -> list[str]:
    heading, text = MOVED[style["moved"]]
    said = [text.format(who=f"{name} ({council.named(name).party})", what=what) for name, _, what in one.motions]
    return [*([heading] if heading and said else []), *said]


def _put(council: Council, one: Matter, style: dict[str, str]) -> list[str]:
    if not one.voted:
        return []
    vote = VOTES[style["vote"]]
    lists, result = vote.lists, vote.result
    return [
        "Beslutsgång",
        "Ordföranden ställer yrkandena mot varandra. Omröstning begärs och verkställs.",
        "Ja-röst för bifall till kulturnämndens förslag.",
        "Nej-röst för avslag.",
        "",
        "Omröstning",
        *([*_result(council, result).split("\n"), ""] if result else []),
        *lists(council),
    ]


def _decision(council: Council, one: Matter, style: dict[str, str]) -> list[str]:
    headed, points = HEADINGS[style["heading"]], POINTS[style["points"]]
    lines: list[str] = []
    for clauses, head, body in ((one.own, headed.own, council.body), (one.proposed, headed.proposed, COUNCIL_ABOVE)):
        if clauses:
            above = head.format(body=council.body, short=council.short)
            below = points(clauses, body)
            if above.endswith(" att"):
                below = [line.removeprefix("att ") if at == 0 else line for at, line in enumerate(below)]
            lines += ["", *above.split("\n"), *below] if lines else [*above.split("\n"), *below]
    return lines


def _reserved(council: Council, one: Matter, _style: dict[str, str]) -> list[str]:
    who = " och ".join(f"{name} ({council.named(name).party})" for name in one.reserved)
    return ["Reservation", f"{who} reserverar sig mot beslutet."] if who else []


def _sent(_council: Council, one: Matter, _style: dict[str, str]) -> list[str]:
    return ["Beslutet skickas till", *one.sent] if one.sent else []


_PARTS = {
    "story": _story,
    "prepared": _before,
    "moved": _moved,
    "put": _put,
    "decision": _decision,
    "reserved": _reserved,
    "sent": _sent,
}
