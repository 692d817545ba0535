"""More votes for composed minutes: lists of substitutes beside members, two votes in a table, halves, annexes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.composed import Council, Member

KINDS = ("yes", "no", "abstain")
MEANT = {"yes": "Ja", "no": "Nej", "abstain": "Avstår"}
FIRST = (7, 3, 1)
"""How the first of two votes goes where a table holds two: the last of those who voted Nej voted Ja then."""


class Vote(NamedTuple):
    """A vote: the lines of its lists, the line of its result, whether names are told, and what stands at the end."""

    lists: Callable[[Council], list[str]]
    result: str
    named: bool
    annex: Callable[[Council], list[str]] | None = None
    two: bool = False


def _voters(c: Council) -> list[Member]:
    return [one for one in c.people if one.vote]


def _of(c: Council, kind: str) -> list[Member]:
    return [one for one in c.people if one.vote == kind]


def _name(one: Member) -> str:
    return f"{one.name} ({one.party})"


def _and(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} och {names[-1]}" if len(names) > 1 else names[0]


def _counts(c: Council) -> dict[str, int]:
    return {kind: len(_of(c, kind)) for kind in KINDS}


RESULT = "Omröstningen utfaller med {yes} ja-röster, {no} nej-röster och {off} som avstår."


def _instead(c: Council) -> list[str]:
    """All who were elected, whoever serves instead beside, an X in one of four columns."""
    rows = [f"{'Ledamot':30}{'Ersättare':26}{'Ja':6}{'Nej':6}{'Avst':6}Frånv"]
    subs = {one.served: one for one in c.people if one.served}
    for one in c.people:
        if one.role in {"substitute", "serving-substitute"}:
            continue
        sub = subs.get(one.name)
        vote = (sub or one).vote
        cells = ["X" if vote == kind else "" for kind in KINDS]
        beside = sub.name if sub else ""
        rows.append(f"{_name(one):30}{beside:26}{cells[0]:6}{cells[1]:6}{cells[2]}".rstrip())
    n = _counts(c)
    return [*rows, f"{'Summa:':56}{n['yes']:<6}{n['no']:<6}{n['abstain']:<6}0"]


def _two(c: Council) -> list[str]:
    """Two votes in one table, a group of columns for each."""
    rows = [
        f"{'':34}{'Omröstning 1':18}Omröstning 2",
        f"{'Ledamot':34}{'Ja':6}{'Nej':6}{'Avst':6}{'Ja':6}{'Nej':6}Avst",
    ]
    last = _of(c, "no")[-1]
    for one in _voters(c):
        votes = ("yes" if one is last else one.vote, one.vote)
        cells = ["X" if vote == kind else "" for vote in votes for kind in KINDS]
        rows.append(f"{_name(one):34}{''.join(f'{cell:6}' for cell in cells)}".rstrip())
    n = _counts(c)
    sums = [*FIRST, n["yes"], n["no"], n["abstain"]]
    return [*rows, f"{'Summa':34}{''.join(f'{number:<6}' for number in sums)}".rstrip()]


def _two_told(c: Council) -> list[str]:
    n = _counts(c)
    return [
        f"Omröstning 1: {FIRST[0]} ja-röster, {FIRST[1]} nej-röster och {FIRST[2]} som avstår.",
        "Därefter begärs omröstning igen.",
        f"Omröstning 2: {n['yes']} ja-röster, {n['no']} nej-röster och {n['abstain']} som avstår.",
        "",
        *_two(c),
    ]


def _halves(c: Council) -> list[str]:
    """The list in two halves side by side."""
    voters = _voters(c)
    half = (len(voters) + 1) // 2
    head = f"{'Namn':28}{'Ja':5}{'Nej':5}{'Avst':8}"
    rows = [f"{head}{head}".rstrip()]

    def row(one: Member) -> str:
        cells = ["X" if one.vote == kind else "" for kind in KINDS]
        return f"{_name(one):28}{cells[0]:5}{cells[1]:5}{cells[2]:8}"

    for at in range(half):
        right = row(voters[half + at]) if half + at < len(voters) else ""
        rows.append((row(voters[at]) + right).rstrip())
    return rows


def _by_party(c: Council) -> list[str]:
    """Under each choice the names by party."""
    lines = []
    for kind, label in (("yes", "Ja-röster"), ("no", "Nej-röster"), ("abstain", "Avstår")):
        lines.append(f"{label}:")
        lines += [
            f"{party}: {', '.join(one.name for one in _of(c, kind) if one.party == party)}"
            for party in dict.fromkeys(one.party for one in _of(c, kind))
        ]
    return lines


def _cells(c: Council) -> list[str]:
    rows = ["| Röst | Antal | Namn |", "|---|---|---|"]
    return [
        *rows,
        *(f"| {MEANT[kind]} | {len(_of(c, kind))} | {', '.join(map(_name, _of(c, kind)))} |" for kind in KINDS),
    ]


def _cells_br(c: Council) -> list[str]:
    names = ["<br>".join(map(_name, _of(c, kind))) for kind in KINDS]
    return ["| Ja | Nej | Avstår |", "|---|---|---|", f"| {' | '.join(names)} |"]


def _words_in_columns(c: Council) -> list[str]:
    rows = [f"{'Nr':5}{'Namn':28}{'Parti':8}{'JA':6}{'NEJ':6}AVSTÅR"]
    for at, one in enumerate(_voters(c), 1):
        cells = [MEANT[kind].upper() if one.vote == kind else "" for kind in KINDS]
        rows.append(f"{at:<5}{one.name:28}{one.party:8}{cells[0]:6}{cells[1]:6}{cells[2]}".rstrip())
    return rows


def _last_first(c: Council) -> list[str]:
    rows = [f"{'Namn':34}{'Ja':6}{'Nej':6}Avstår"]
    for one in _voters(c):
        first, last = one.name.rsplit(" ", 1)
        cells = ["X" if one.vote == kind else "" for kind in KINDS]
        rows.append(f"{f'{last}, {first} ({one.party})':34}{cells[0]:6}{cells[1]:6}{cells[2]}".rstrip())
    return rows


def _two_lines(c: Council) -> list[str]:
    """A narrow column: the party of each name stands on the next line."""
    rows = [f"{'Namn':24}{'Ja':6}{'Nej':6}Avstår"]
    for one in _voters(c):
        cells = ["X" if one.vote == kind else "" for kind in KINDS]
        rows += [f"{one.name:24}{cells[0]:6}{cells[1]:6}{cells[2]}".rstrip(), f"({one.party})"]
    return rows


def _party_rows(c: Council) -> list[str]:
    """A grid in which rows name the party of those below."""
    rows = [f"{'Ledamot':32}{'Ja':6}{'Nej':6}Avst"]
    for party in dict.fromkeys(one.party for one in _voters(c)):
        rows.append(party)
        for one in _voters(c):
            if one.party == party:
                cells = ["X" if one.vote == kind else "" for kind in KINDS]
                rows.append(f"{one.name:32}{cells[0]:6}{cells[1]:6}{cells[2]}".rstrip())
    return rows


def _listed(form: str, joint: Callable[[list[str]], str] = _and) -> Callable[[Council], list[str]]:
    def lines(c: Council) -> list[str]:
        names = {kind: joint([_name(one) for one in _of(c, kind)]) for kind in KINDS}
        last = {kind: joint([one.name.rsplit(" ", 1)[1] for one in _of(c, kind)]) for kind in KINDS}
        plain = {kind: joint([one.name for one in _of(c, kind)]) for kind in KINDS}
        n = _counts(c)
        return form.format(
            yes=names["yes"], no=names["no"], off=names["abstain"],
            last_yes=last["yes"], last_no=last["no"], last_off=last["abstain"],
            plain_yes=plain["yes"], plain_no=plain["no"], plain_off=plain["abstain"],
            n_yes=n["yes"], n_no=n["no"], n_off=n["abstain"],
        ).split("\n")  # fmt: skip

    return lines


def _dashed(c: Council) -> list[str]:
    return [f"{_name(one)} - {MEANT[one.vote].upper()}" for one in _voters(c)]


def _dotted(c: Council) -> list[str]:
    return [f"{_name(one)} {'.' * (40 - len(_name(one)))} {MEANT[one.vote].lower()}" for one in _voters(c)]


def _none(_c: Council) -> list[str]:
    return []


def _annexed(table: Callable[[Council], list[str]], title: str) -> Callable[[Council], list[str]]:
    return lambda c: [title, "", *table(c)]


VOTES: dict[str, Vote] = {
    "X | instead": Vote(_instead, RESULT, named=True),
    "annex X | instead": Vote(_none, RESULT, named=True, annex=_annexed(_instead, "Omröstningslista nr. 1\n§ 43 Taxa")),
    "annex list": Vote(_none, RESULT, named=True, annex=_annexed(_dashed, "Omröstningslista § 43")),
    "two votes a table": Vote(_two_told, "", named=True, two=True),
    "halves": Vote(_halves, RESULT, named=True),
    "by party": Vote(_by_party, RESULT, named=True),
    "bars: option, number, names": Vote(_cells, RESULT, named=True),
    "bars: <br>": Vote(_cells_br, RESULT, named=True),
    "JA NEJ as words": Vote(_words_in_columns, RESULT, named=True),
    "last, first": Vote(_last_first, RESULT, named=True),
    "party below": Vote(_two_lines, RESULT, named=True),
    "party rows": Vote(_party_rows, RESULT, named=True),
    "ledamöter röstar JA": Vote(
        _listed(
            "{n_yes} ledamöter röstar JA, {n_no} ledamöter röstar NEJ och {n_off} ledamot AVSTÅR.\n"
            "Följande ledamöter röstar JA: {yes}.\nFöljande ledamöter röstar NEJ: {no}.\n"
            "Följande ledamot AVSTÅR från att rösta: {off}."
        ),
        "",
        named=True,
    ),
    "A (S) - JA": Vote(_dashed, RESULT, named=True),
    "A (S) ..... ja": Vote(_dotted, RESULT, named=True),
    "surnames": Vote(_listed("Ja: {last_yes}\nNej: {last_no}\nAvstår: {last_off}"), RESULT, named=True),
    "no parties": Vote(
        _listed("Ja röstar {plain_yes}.\nNej röstar {plain_no}.\n{plain_off} avstår."), RESULT, named=True
    ),
    "A och B röstar ja": Vote(_listed("{yes} röstar ja.\n{no} röstar nej.\n{off} avstår."), RESULT, named=True),
    "Med ja röstar": Vote(
        _listed("Med ja röstar {yes}.\nMed nej röstar {no}.\nAvstår från att rösta gör {off}."), RESULT, named=True
    ),
    "Ja-röster avges av": Vote(
        _listed("Ja-röster avges av {yes}.\nNej-röster avges av {no}.\nNedlagd röst: {off}."), RESULT, named=True
    ),
    "Ja (6 st)": Vote(
        _listed("Ja ({n_yes} st): {yes}\nNej ({n_no} st): {no}\nAvstår ({n_off} st): {off}"), "", named=True
    ),
    "6 röster för ja": Vote(
        _listed("{n_yes} röster för ja: {yes}\n{n_no} röster för nej: {no}\n{n_off} avstår: {off}"), "", named=True
    ),
    "Ja/Nej/Avstår slash": Vote(_none, "Resultat (ja/nej/avstår): {yes}/{no}/{off}", named=False),
    "heading below": Vote(
        _listed("Omröstningsresultat\n{n_yes} ja-röster\n{n_no} nej-röster\n{n_off} avstår"), "", named=False
    ),
    "table of sums": Vote(
        _listed("| Ja | Nej | Avstår |\n|---|---|---|\n| {n_yes} | {n_no} | {n_off} |"), "", named=False
    ),
    "columns of sums": Vote(
        _listed("Ja      Nej     Avstår\n{n_yes}       {n_no}       {n_off}"), "", named=False
    ),
}  # fmt: skip
"""How a vote is told, beside the forms of `composed_matters`."""
