"""Voters listed in running text: behind `Ja röstar`, `Nej-röster lämnas av`, `Avstår:`, or in front of `röstar ja`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg import later
from kg.facts.floor import ballot_boxes
from kg.language import agents, grammar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import Flow, Mention

_MARK = grammar.pattern("vote", "mark")
_LIST_BEHIND = grammar.pattern("vote", "list-behind")
_VERB = grammar.pattern("vote", "verb")
_ORDER = grammar.pattern("vote", "order")
_OPTIONS = grammar.pattern("vote", "options")
_ALONE = grammar.pattern("vote", "alone")
_COLUMN_HEAD = grammar.pattern("vote", "column-head")
_EACH_MARK = grammar.pattern("vote", "each-mark")
_LEGEND, _OF_A_LEGEND, _LETTER_MARK = (grammar.pattern("vote", n) for n in ("legend", "of-a-legend", "letter-mark"))
_ROW_MARK = grammar.pattern("vote", "row-mark")
_OFFICE = grammar.pattern("vote", "row-office")
_OFFICE_IN_FRONT = grammar.pattern("vote", "row-office-in-front")
_SIDES = grammar.pattern("vote", "between-sides")
_ROWS_FOLLOW = grammar.pattern("vote", "rows-follow")
_NAMES_BETWEEN = grammar.pattern("vote", "names-between")
_COUNTED = (*grammar.patterns("vote", "counted"), *grammar.patterns("vote", "counted-behind"))
_OWNS_A_MOTION = grammar.pattern("vote", "owns-a-motion")
_OWN_PARTY = re.compile(r"^\s?\([A-ZÅÄÖa-zåäö-]{1,6}\)")
_FOR_WHOM = grammar.pattern("vote", "for-whom")
_BY_WHOM = grammar.pattern("vote", "by-whom")
_COUNT_BEFORE = grammar.pattern("vote", "count-before")
"""A figure in front of its own mark: in `5 nej, 2 avstår` and below `Ja: Anna Ek (S)` it has had its word."""
_LIST_OF_COUNTED = later.pattern(rf"\s?:\s(?={agents.NAME}\s\()")
"""Behind the figure and its mark the names begin: `2 ja-röster: Anna Ek (S) och Bo Al (M)`."""
_LIST_OF_ITS_OWN = later.pattern(rf":\s(?={agents.NAME}(?:\s\(|,|\s(?:och|samt)\s))")
"""Behind a mark and its colon, whatever figure stands in front: `... – sex röster Nej: Anna Ek (S) – en röst`."""
_AND_OTHERS = grammar.pattern("vote", "and-others")
_FIGURE_ALONE = re.compile(r"\n\s*\d{1,3}\n$")
_COUNT_BEHIND = re.compile(r"[\w-]*\s?\d")
_SENTENCE_END = re.compile(
    r"(?<!\bd\.[äy])(?<!\b[A-ZÅÄÖ])(?<!\b(?:[JS]r|St))(?<!\bSt[ae])(?<!\b(?:led|ers|tjg))(?<!\bordf)"
    r"(?<!\b(?:[Dd]r|[Hh]r|[Ff]r))(?<!\b(?:[Ii]ng|[Ll]ic|[Mm]ag|[Dd]oc))(?<!\b(?:[Kk]and|[Pp]rof))"
    r"(?<!\b(?:[Ff]il|[Mm]ed|[Jj]ur|[Pp]ol|[Pp]ed|[Cc]iv))(?<!\b(?:[Tt]ekn|[Tt]eol|[Ee]kon))[.!?](?=\s|$)"
)
"""No end is the full stop of an initial, nor that of `Tor Ek d.ä.`, `Tor Ek Jr.` and `Tor St. Ek`,
nor that of an office or a degree in front of a name: `ordf. Tor Ek`, `Tekn. lic. Tor Ek`."""
_ONE_BALLOT = grammar.pattern("vote", "one-ballot")
_PARTY_BEHIND = re.compile(r"(?<=[a-zåäöé])[\s,]+[(\[/]?(?P<party>[A-ZÅÄÖ]{1,6})[)\]/]?\s*$")
_PARTY_BEFORE = grammar.pattern("vote", "party-before")
"""The party's own column beside a name: `Anna Ek S Ja`, `S Anna Ek Ja`."""
_PARTY_CALLED = rf"(?:[A-ZÅÄÖ]{{1,6}}|(?i:{agents.names_in_full()}))"
_PARTY_LINE = re.compile(
    rf"(?:^|(?<=\n))[ •*–-]*\(?(?P<party>{_PARTY_CALLED})\)?(?:\s\([A-ZÅÄÖ\d]{{1,6}}\))?\s?[:–-]\s"
    rf"|(?<=[\w)] )(?P<inside>{_PARTY_CALLED})(?:\s\([A-ZÅÄÖ\d]{{1,6}}\))?:\s(?=[A-ZÅÄÖ])",
    re.MULTILINE,
)
"""What heads the names of a party: `S:`, `Socialdemokraterna (S):`, `M (3):`, on a line of its own or run in."""
_GIVEN = grammar.pattern("vote", "given")
_NAME_BEHIND = re.compile(r" [A-ZÅÄÖ]")
_LINE_ENDS = '.:;!?”"'
_NO_NAME = grammar.pattern("vote", "no-name")
_BEFORE_NAMES = grammar.pattern("vote", "before-names")
_LONGEST_LIST = 4000
"""How far back a sentence of voters may begin, in characters: an assembly has up to a hundred members."""
_LEAST_NAMES = 0.6
"""The share of a line's letters that names must make up for the line to go on with a list of voters."""


_ONLY_NAMES = 0.95
"""The share where nothing that is not one of the listed small words stands beside the names."""
_LEAST_ROWS = 2
_LONGEST_MARK = 20
"""How far in front of a line's end its mark may begin, in characters."""


class Voter(NamedTuple):
    """A name in a list, the option of the list, and where the words stand that say so."""

    person: Mention
    option: str
    mark: tuple[int, int]


def read(whole: Flow, begin: int, end: int, figures: Mapping[str, int]) -> Iterator[Voter]:
    """Read the voters named between two places, each once; words that only order or count a vote name nobody.

    `figures` are those of the vote where it prints any: lists below a mark alone on its line have to agree with them.
    """
    found: list[Voter] = []
    for voter in (
        *_rows(whole, begin, end),
        *_below_marks(whole, begin, end, figures),
        *_between(whole, begin, end),
        *_counted(whole, begin, end),
        *_beside_marks(whole, begin, end),
    ):
        if not any(voter.person.may_be(other.person) for other in found):
            found.append(voter)
    over = {option: sum(one.option == option for one in found) - count for option, count in figures.items()}
    # A list holds those of another side, too, whose mark was not read: whose they are is not known.
    lost = max((figures[option] for option, much in over.items() if much == -figures[option]), default=0)
    yield from (one for one in found if not 0 < lost <= over.get(one.option, 0))


def _beside_marks(whole: Flow, begin: int, end: int) -> Iterator[Voter]:
    """Read the lists behind `Ja röstar` or in front of `röstar ja`."""
    text = whole.text
    spoken = (m for m in _MARK.finditer(text, begin, end) if not _OF_A_LEGEND.search(text, m.start() - 4, m.start()))
    marks = [m for m in spoken if not _counts(text, m)]
    for place, mark in enumerate(marks):
        after = marks[place + 1] if place + 1 < len(marks) else None
        if _heads_list(whole, mark):
            stop = end if after is None else after.start()
            if after is not None and not _heads_list(whole, after):
                stop = max(_sentence(text, stop), _between_sides(text, mark.end(), stop))
            if mark[0].endswith("|"):  # the names stand in the cell behind that of the mark
                stop = _line_end(text, mark.end(), max(stop, mark.end()))
            part = whole.cut(mark.end(), list_end(whole, mark.end(), max(stop, mark.end())))
        elif _VERB.search(mark[0]) and mark[0][0].islower():  # `Avstår` behind names is a heading of a table
            start = max(_sentence(text, mark.start()), marks[place - 1].end() if place else begin)
            if place and start == marks[place - 1].end() and _heads_list(whole, marks[place - 1]):
                start = _between_sides(text, start, mark.start()) or mark.start()
            start = _list_begin(whole, start, marks[place - 1].end() if place else begin)
            start = max([start, *(one.end() for one in _OPTIONS.finditer(text, start, mark.start()))])
            part = whole.cut(start, mark.start())  # `Anna Ek ja, Bo Al avstår`: what stands behind a mark is another's
            if _ORDER.search(part.text):
                continue
            if not agents.people(part) and _NAME_BEHIND.match(text, mark.end()):  # "Från att rösta avstår Anna Ek"
                part = whole.cut(mark.end(), list_end(whole, mark.end(), end))
        else:
            continue
        for person in voters_in(part):
            yield Voter(person, _option(mark), mark.span())


def _between_sides(text: str, begin: int, end: int) -> int:
    """Give where those behind one mark end and those in front of the next begin: `B, medan C röstade blankt`."""
    return max((match.end() for match in _SIDES.finditer(text, begin, end)), default=0)


def voters_in(part: Flow) -> list[Mention]:
    """Give the people of a list, without those whose yrkande it speaks of, and those for whom another votes."""
    if cuts := _parties_in_front(part):
        return [person for begin, end, party in cuts for person in _of_a_party(part.cut(begin, end), party)]
    found: list[Mention] = []
    at = 0
    for person in agents.people(part):
        begin = part.place(person.span.begin)
        between = _OWN_PARTY.sub("", part.text[at:begin], count=1) if found else ""
        at = agents.name_end(person, part.text, begin)
        if _OWNS_A_MOTION.match(part.text, at) or _FOR_WHOM.fullmatch(between):
            continue
        if _BY_WHOM.fullmatch(between):
            found.pop()
        found.append(person)
    return found


def _parties_in_front(part: Flow) -> list[tuple[int, int, str]]:
    """Part a list in which each party's names stand behind what it is called, on a line of their own."""
    heads = [match for match in _PARTY_LINE.finditer(part.text) if _party_of(match)]
    if not heads or part.text[: heads[0].start()].strip(" :\n"):
        return []
    ends = [match.start() for match in heads[1:]] + [len(part.text)]
    return [(match.end(), end, _party_of(match)) for match, end in zip(heads, ends, strict=True)]


def _party_of(head: re.Match[str]) -> str:
    return agents.abbreviation(head["party"] or head["inside"])


def _of_a_party(part: Flow, party: str) -> list[Mention]:
    return [person if person.party else replace(person, party=party) for person in voters_in(part)]


def _option(mark: re.Match[str]) -> str:
    return next(name.rstrip("2345") for name, value in mark.groupdict().items() if value and name not in {"who", "n"})


def _between(whole: Flow, begin: int, end: int) -> Iterator[Voter]:
    """Read `röstar A (P), B (P) och C (P) ja`: names and nothing else between the verb and the mark."""
    for match in _NAMES_BETWEEN.finditer(whole.text, begin, end):
        if is_names(whole, *match.span("who"), least=_ONLY_NAMES):
            for person in voters_in(whole.cut(*match.span("who"))):
                yield Voter(person, _option(match), match.span(_option(match)))


def _counted(whole: Flow, begin: int, end: int) -> Iterator[Voter]:
    """Read `3 ja (A, B och C) mot 1 nej (D)`: in the brackets are as many names as the figure says, and no more."""
    for match in (match for pattern in _COUNTED for match in pattern.finditer(whole.text, begin, end)):
        voters = voters_in(whole.cut(*match.span("who")))
        if len(voters) == grammar.number(match["n"]) and is_names(whole, *match.span("who"), least=_ONLY_NAMES):
            for person in voters:
                yield Voter(person, _option(match), match.span(_option(match)))


def _line_end(text: str, begin: int, end: int) -> int:
    found = text.find("\n", begin, end)
    return end if found < 0 else found


def _lines(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    at = begin
    while at < end:
        line_end = _line_end(text, at, end)
        yield at, line_end
        at = line_end + 1


def _rows(whole: Flow, begin: int, end: int) -> list[Voter]:
    """Read lines of a name and its mark: `Anna Ek (S): Ja`. Where one of them is more than that, none is a list."""
    found: list[Voter] = []
    row_mark = _LETTER_MARK if _LEGEND.search(whole.text, begin, end) else _ROW_MARK
    for line, last in _lines(whole.text, begin, end):
        lead = _ROWS_FOLLOW.search(whole.text, line, last)
        first = lead.end() if lead else line
        if boxes := ballot_boxes.read(whole.text, first, last):
            if boxes.option and (person := _named_in_a_row(whole, first, boxes.begin)) is not None:
                found.append(Voter(person, boxes.option, boxes.at))
            continue
        if several := _marked_each(whole, first, last):
            found += several
            continue
        mark = row_mark.search(whole.text, max(first, last - _LONGEST_MARK), last)
        if mark is None or mark.start() <= first:
            continue
        person = _named_in_a_row(whole, first, mark.start())
        if person is not None:
            found.append(Voter(person, _option(mark), mark.span(_option(mark))))
        elif whole.text[mark.start() - 1] == ")":
            return []
    return found if len(found) >= _LEAST_ROWS else []


def _named_in_a_row(whole: Flow, begin: int, end: int) -> Mention | None:
    """Give the one person whom a row names, with the party beside the name; None where it says more than the office."""
    in_front, behind_it = _OFFICE_IN_FRONT.match(whole.text, begin, end), _OFFICE.search(whole.text, begin, end)
    begin, end = in_front.end() if in_front else begin, behind_it.start() if behind_it else end
    before = _PARTY_BEFORE.match(whole.text, begin, end)
    behind = _PARTY_BEHIND.search(whole.text, begin, end)
    first, last = before.end() if before else begin, behind.start() if behind else end
    in_front_of_it = before is not None and before["party"] in agents.parties()
    if behind and not in_front_of_it and is_names(whole, begin, end, least=_ONLY_NAMES):
        first, last = begin, end  # `E Ek (M)` and `Tor Ek i Vik (C)` are somebody by the party behind
    people = agents.people(whole.cut(first, last))
    if len(people) != 1 or not is_names(whole, first, last, least=_ONLY_NAMES):
        return None
    beside = behind or before
    return people[0] if people[0].party or not beside else replace(people[0], party=beside["party"] or "")


def _marked_each(whole: Flow, begin: int, end: int) -> list[Voter]:
    """Read several names in one line, each with its mark behind it and nothing else between."""
    people = agents.people(whole.cut(begin, end))
    begins = [whole.place(person.span.begin) for person in people]
    if len(people) < _LEAST_ROWS or whole.text[begin : begins[0]].strip(" -–•*"):
        return []
    found: list[Voter] = []
    for person, at, stop in zip(people, begins, [*begins[1:], end], strict=True):
        mark = _EACH_MARK.match(whole.text, agents.name_end(person, whole.text, at), stop)
        if mark is None or (mark.end() < stop and not (stop == end and mark[0].endswith(". "))):
            return []
        found.append(Voter(person, _option(mark), mark.span(_option(mark))))
    return found


def _below_marks(whole: Flow, begin: int, end: int, figures: Mapping[str, int]) -> list[Voter]:
    """Read lists of names below `JA`, `NEJ`, `AVSTÅR` alone on a line.

    In text that lost the rows of a table marks stand alone too. So each may stand once only, none right below another,
    below the head of a table or below a name that is on no list; and the lists must be as long as the figures say.
    """
    text = whole.text
    lines = list(_lines(text, begin, end))
    marks = [(k, mark) for k, line in enumerate(lines) if (mark := _ALONE.fullmatch(text, *line))]
    options = [_option(mark) for _, mark in marks]
    if len(set(options)) < len(options) or not {"yes", "no", "abstain"} & set(options):
        return []
    if any(_COLUMN_HEAD.fullmatch(text, *line) for line in lines):
        return []
    found: list[Voter] = []
    free = 0
    for k, mark in marks:
        last = k + 1
        while last < len(lines) and is_names(whole, *lines[last], least=_ONLY_NAMES):
            last += 1
        above = k > free and is_names(whole, *lines[k - 1], least=_ONLY_NAMES)
        if above or (k + 1 < len(lines) and _ALONE.fullmatch(text, *lines[k + 1])):
            return []
        free = last
        for line in lines[k + 1 : last]:
            found += [Voter(person, _option(mark), mark.span()) for person in voters_in(whole.cut(*line))]
    listed = {option: sum(voter.option == option for voter in found) for option in options}
    return found if all(figures.get(option, count) == count for option, count in listed.items()) else []


def _counts(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark is part of the figures (`6 ja-röster`, `1 avstår`, `Ja: 6`)."""
    if _LIST_OF_COUNTED.match(text, mark.end()) or (
        mark[0][0].isupper() and _LIST_OF_ITS_OWN.match(text, mark.end() - 1)
    ):
        return False
    before = text[max(0, mark.start() - 25) : mark.start()]
    alone = before.endswith("\n") and not _FIGURE_ALONE.search(before)
    if alone and (_VERB.search(mark[0]) or mark[0].endswith(":")) and not _AND_OTHERS.match(text, mark.end()):
        before = ""  # `Röstresultat: 7-2` above `Ja röstar` is of the line above, `– sex röster` above `Nej:`
    return _COUNT_BEFORE.search(before) is not None or _COUNT_BEHIND.match(text, mark.end()) is not None


def _heads_list(whole: Flow, mark: re.Match[str]) -> bool:
    """Whether the names stand behind: a colon follows, or the option itself comes first (`Ja röstar Anna Ek`).

    What follows a single `Ja-röst:` is what a Yes means, unless it is given by somebody (`Ja-röst avges av`) or names
    with their parties are all that follows.
    """
    text = whole.text
    follows = text[mark.end() : mark.end() + 60]
    one = _ONE_BALLOT.match(text, mark.start())
    if one is not None and one.end() == mark.end() and not _GIVEN.match(follows):
        first = mark.end() + 1
        listed = (first, list_end(whole, first, _line_end(text, first, len(text))))
        ends = [(person, whole.place(person.span.begin)) for person in agents.people(whole.cut(*listed))]
        with_parties = all(
            person.party or _OWN_PARTY.match(text[agents.name_end(person, text, at) :]) for person, at in ends
        )
        named = with_parties and is_names(whole, *listed, least=_ONLY_NAMES)
        return mark[0][0].isupper() and follows[:1] in {":", " "} and named
    said = mark[0].endswith((":", "|", "gör", "gjorde"))
    opens = said or mark[0][:2].casefold() in {"ja", "ne", "fö", "bl", "to"} or ":" in follows[:3]
    return opens and _LIST_BEHIND.match(follows) is not None


def _sentence(text: str, at: int) -> int:
    """Give where the sentence begins that a place stands in."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, max(0, at - _LONGEST_LIST), at)]
    return max(ends[-1] if ends else 0, text.rfind("\n", 0, at) + 1)


def _list_begin(whole: Flow, begin: int, least: int) -> int:
    """Give where a list in front of its verb begins: lines of names before the sentence's own line belong to it."""
    text = whole.text
    while begin > least and text[begin - 1] == "\n":
        line = _sentence(text, begin - 1)
        if text[begin - 2] in _LINE_ENDS or not is_names(whole, line, begin - 1):
            break
        begin = line
    return begin


def list_end(whole: Flow, begin: int, stop: int) -> int:
    """Give where a list ends: at its full stop, else before the first line that is more than names."""
    text = whole.text
    at = begin
    first = True
    while at < stop:
        line_end = _line_end(text, at, stop)
        line = text[at:line_end].strip(" :")
        if line and not _BEFORE_NAMES.fullmatch(line):
            full_stop = _SENTENCE_END.search(text, at, line_end)
            if full_stop is not None:
                return full_stop.start() if first or is_names(whole, at, full_stop.start()) else at
            if not first and not is_names(whole, at, line_end):
                return at
            first = False
        at = line_end + 1
    return stop


def only_names(whole: Flow, begin: int, end: int) -> bool:
    """Whether a stretch has names and what joins them, and nothing else."""
    return is_names(whole, begin, end, least=_ONLY_NAMES)


def is_names(whole: Flow, begin: int, end: int, *, least: float = _LEAST_NAMES) -> bool:
    """Whether names make up so much of a stretch that it is a list of them."""
    part = whole.cut(begin, end)
    head = _PARTY_LINE.match(part.text)
    part = part.cut(head.end()) if head and _party_of(head) else part
    letters = len(_NO_NAME.sub("", part.text))
    named = sum(len(f"{person.text}{person.place}".replace(" ", "")) for person in agents.people(part))
    return letters > 0 and named >= least * letters
