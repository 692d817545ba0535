"""Whose meeting it was: the body named in the head, in the page's edges or by what it decides."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.language import agents, dates, grammar
from kg.language.agents import called
from kg.lines import cells
from kg.lines.reading import join_lines
from kg.minutes import genre
from kg.model import Flow, Line, Mention
from kg.resources import abbreviations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Minutes
TITLE_WORDS = grammar.pattern("meeting", "title-words")
"""What a line of a letterhead may have besides the name of the body."""
_LEAD = grammar.pattern("meeting", "decides")
_ASKS = grammar.pattern("meeting", "asks")
_TOLD = grammar.pattern("meeting", "title-tells")
_CRUMB = re.compile(r"\s[>›»]\s")
_OWNED = grammar.pattern("meeting", "owned-body")
_OWNED_ASSEMBLY = grammar.pattern("meeting", "owned-assembly")
_JOINT = grammar.pattern("organisation", "joint-with-a-board")
_BOARD_MET = grammar.pattern("organisation", "board-met")
_TITLE_WITHIN = 20
"""So many lines from the beginning may hold a title that says in a sentence whose meeting it was."""


def body(minutes: Minutes, furniture: list[Flow]) -> tuple[Mention | None, Mention | None]:
    """Choose the body that most speaks for: it decides again and again, or its name stands in head and furniture."""
    votes: Counter[str] = Counter()
    first: dict[str, Mention] = {}

    def vote(named: Mention, weight: int, most: int) -> None:
        mention = agents.without_home(named)
        key = mention.text.casefold()
        first.setdefault(key, mention)
        votes[key] = min(votes[key] + weight, max(votes[key], most))

    lines = {id(flow) for flow in (*(line.flow for line in minutes.head[:60]), *furniture)}
    for flow in _names_of_body([line.flow for line in minutes.head[:60]], furniture):
        found = agents.bodies(flow, kinds=("body",))
        assembly = len(found) == 1 and _OWNED_ASSEMBLY.fullmatch(flow.text) is not None
        if (not found or assembly) and (owned := _behind_its_owner(flow)):
            vote(owned, 3, 9)
            continue
        if len(found) == 1 and flow.text.casefold() == f"{found[0].text.casefold()}s":
            continue  # "Kommunstyrelsens", with "arbetsutskott" on the next line
        if len(found) == 1 and _is_name_of(found[0].text, flow.text, one_line=id(flow) in lines):
            vote(found[0], 3, 9)
    for flow in (line.flow for line in minutes.head[:_TITLE_WITHIN]):
        if (told := _TOLD.search(flow.text)) and (hit := agents.body_at(flow, told.end())):
            vote(hit.mention, 6, 9)
        if short := _shortened(flow):
            vote(short, 3, 9)
    for mention in (*subjects(minutes), *_headings(minutes)):
        vote(mention, 1, 1000)
    parent = None
    for key, _ in votes.most_common():
        if not _alone(key):
            body = first[_in_full(key, votes)]
            parent = _parent(body, furniture)
            return body, parent
    return None, parent


def _shortened(flow: Flow) -> Mention | None:
    """Read a line of the letterhead that is a body's abbreviation with the day of the meeting: `KST, 14.4.2031`."""
    word = flow.text.split(" ", 1)[0].rstrip(",:")
    name = abbreviations().get(word, "")
    rest = flow.text[len(word) :]
    dated = name and dates.DATE.search(rest) is not None
    if not dated or TITLE_WORDS.sub("", dates.DATE.sub(" ", rest)).strip(" ,:.0123456789"):
        return None
    return Mention("body", name, flow.span(0, len(word)))


def _behind_its_owner(flow: Flow) -> Mention | None:
    """Read a line that is a body in the form that it takes behind whose it is: `Ekby läns landstingsstyrelse`."""
    *owner, unit = flow.text.split(" ")
    text = " ".join((*map(str.capitalize, owner), unit.lower())) if flow.text.isupper() else flow.text
    if line := _OWNED_ASSEMBLY.fullmatch(text):
        whole = line["unit"]
    else:
        line = _OWNED.fullmatch(text)
        if line is None or (whole := called.definite(line["unit"])) == line["unit"]:
            return None
    named = agents.bodies(Flow(whole, (0,), (0,)), kinds=("body",))
    return Mention("body", named[0].text, flow.span(line.start("unit"))) if len(named) == 1 else None


def _headings(minutes: Minutes) -> Iterator[Mention]:
    """Give who decides by the heading of the one decision of a paragraph: `Landstingsstyrelsens beslut`."""
    for item in minutes.items:
        decided = item.of("decision")
        if len(decided) == 1 and (heading := decided[0].heading):
            found = agents.bodies(heading, kinds=("body",))
            yield from found if len(found) == 1 else ()


def _in_full(key: str, named: Iterable[str]) -> str:
    """Give the name of a committee that says whose it is, where head or furniture has it, of a direktion all of it.

    Its decisions say `Arbetsutskottet beslutar` again and again, its head `Kommunstyrelsens arbetsutskott`.
    """
    if key in agents.OWN_BODIES:
        return next((name for name in named if name != key and name.endswith(key)), key)
    stem = re.sub(r"(?:et|en)$", "", key)
    return next((name for name in named if stem != key and name.endswith(f"s {stem}")), key)


def _is_name_of(name: str, line: str, *, one_line: bool) -> bool:
    """Whether a line is a body's name and nothing else, perhaps with whose it is: `Fullmäktige i Region X`.

    A name in the genitive (`Kommunstyrelsens`) begins another: its `arbetsutskott` stands on the next line.
    """
    rest = re.sub(rf"(?<!\w){re.escape(name)}(?:s(?=\s\w*protokoll))?(?!\w)", " ", line, count=1, flags=re.IGNORECASE)
    alone = one_line and rest != line and not TITLE_WORDS.sub("", dates.DATE.sub(" ", rest))
    return (
        alone
        or (len(line) <= len(name) + 3 and line.casefold() != f"{name}s".casefold())
        or re.match(rf"{re.escape(name)}\s(?:i|för)\s[A-ZÅÄÖ]\S+(?:\s\S+)?$", line, re.IGNORECASE) is not None
    )


def _alone(key: str) -> bool:
    """`nämnden`, `utskottet`, `beredningen`: whose name is not said."""
    return key in agents.NAMELESS_BODIES


_WIDE = 3
"""So many characters of white space set what stands behind apart: `Fullmäktige i Ekby          Protokoll nr 6`."""
_OFTEN_ENOUGH = 3
"""How often the same line is looked at: on every page it stands again, and three of them are as many votes as count."""


def _names_of_body(head: list[Flow], furniture: list[Flow]) -> Iterator[Flow]:
    """Give lines of head and furniture, alone and joined with the next: the name may run over two or three lines."""
    seen: Counter[tuple[str, ...]] = Counter()
    for lines in (head, furniture[:40]):
        for at in range(len(lines)):
            for group in (lines[at : at + more] for more in (1, 2, 3)):
                words = tuple(flow.text for flow in group)
                seen[words] += 1
                if seen[words] > _OFTEN_ENOUGH or (len(group) > 1 and max(map(len, words)) >= 60):
                    continue
                if len(group) == 1:
                    yield from _crumbs(group[0])
                    yield from cells.apart(group[0], _WIDE)
                else:
                    yield join_lines([Line(part, 0) for part in group])


def _crumbs(flow: Flow) -> Iterator[Flow]:
    """Give a line, or the links of the path to a web page: `Hem > Ekby kommun > Kommunfullmäktige > Sammanträde`."""
    cuts = [match.span() for match in _CRUMB.finditer(flow.text)]
    if not cuts:
        yield flow
        return
    begins, ends = [0, *(end for _, end in cuts)], [*(begin for begin, _ in cuts), len(flow.text)]
    yield from (flow.cut(begin, end) for begin, end in zip(begins, ends, strict=True) if end > begin)


def subjects(minutes: Minutes) -> Iterator[Mention]:
    """Give who decides or proposes, paragraph by paragraph: the body right before or right behind the verb.

    An assembly right behind `föreslår` is asked, and meets elsewhere.
    """
    kinds = ("", "decision") if genre.is_minutes(minutes) else ("decision",)
    for item in minutes.items:
        for section in item.of(*kinds):
            for block in section.blocks:
                match = _LEAD.search(block.text[:400])
                if match is None:
                    continue
                near = agents.bodies(block.flow.cut(max(0, match.start() - 90), match.end() + 90), kinds=("body",))
                verb = block.flow.span(*match.span())
                asks = _ASKS.fullmatch(match[0]) is not None
                beside = [
                    m
                    for m in near
                    if 0 <= verb.begin - m.span.end <= 1
                    or (0 <= m.span.begin - verb.end <= 1 and not (asks and m.text.casefold().endswith("fullmäktige")))
                ]
                yield from beside[:1]


def board(minutes: Minutes) -> Mention | None:
    """Give the board of a joint authority or a company, called nothing else: it decides, or the head says so."""
    decides = next((mention for mention in subjects(minutes) if mention.text.casefold() == "styrelsen"), None)
    lines = (line.flow for line in minutes.head[:_TITLE_WITHIN])
    told = (flow.span(*hit.span()) for flow in lines if (hit := _BOARD_MET.search(flow.text)))
    return decides or next((Mention("body", "Styrelsen", span) for span in told), None)


def headed_board(minutes: Minutes, named: Iterable[Flow]) -> Mention | None:
    """Give the board that a line of a head is, with nothing else but day and page, where it is called nothing more."""
    for flow in (*(line.flow for line in minutes.head[:_TITLE_WITHIN]), *named):
        rest = TITLE_WORDS.sub("", dates.DATE.sub(" ", flow.text)).strip(" ,:./0123456789")
        if rest == "Styrelsen" and (board(minutes) is not None or _is_joint(minutes)):
            at = flow.text.index(rest)
            return Mention("body", rest, flow.span(at, at + len(rest)))
    return None


def _is_joint(minutes: Minutes) -> bool:
    """Whether the head names an association of municipalities that a board alone leads: `Östkustens samkommun`."""
    return any(_JOINT.search(line.text) for line in minutes.head[:_TITLE_WITHIN])


def _parent(body: Mention, furniture: list[Flow]) -> Mention | None:
    """Read the parent of a sub-body off furniture that names both in one."""
    stem = re.sub(r"(?:et|en)$", "", body.text.casefold())
    for flow in _names_of_body([], furniture):
        folded = agents.canonical(flow.text).casefold()
        before = folded[: -len(stem)].strip()
        if folded.endswith(stem) and before.endswith("s") and agents.bodies(flow, kinds=("body",)):
            return Mention("body", agents.canonical(before[:-1]), flow.span())
    return None
