"""One entry of a roster: whose name, with which party, role, title and limits, and whom they serve for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.facts.head import limits, printed_party
from kg.facts.head.roster_records import Entry, Line
from kg.language import agents, grammar
from kg.language.roster_labels import SUBSTITUTES
from kg.letters import TICKS, UPPER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.facts.head.roster_records import Style
    from kg.model import Flow

_CELL_BEHIND = re.compile(r"\s\|\s(?P<party>[A-ZÅÄÖ]{1,6}|[a-zåäö]{1,4}|-)(?=\s*(?:[|,]|$))")
_SEPARATOR = grammar.pattern("attendance", "separator")
_PIECES = re.compile(r"[,;()|\[\]/·]|\s[–-]\s")
_UNTICKED = re.compile(r"\s*\[\s*\]\s")
_MARKS = re.compile(rf"\[[xX{TICKS}]\]\s*|[*+•†☐_{TICKS}]+\s*|(?:[xX]{{1,2}}|J|\d{{1,2}}[.)])\s+(?=[{UPPER}])")
_LEAD_IN = grammar.pattern("attendance", "lead-in")
_CONFLICT = grammar.pattern("attendance", "away-by-conflict")
_BEHALF = grammar.pattern("attendance", "behalf")
_LAST_PARTY = re.compile(rf"\s\((?:{printed_party.FORM})\)\s*$")
_INITIALS = re.compile(rf"(?:[{UPPER}]\.\s?){{1,2}}$")
_LONGEST = 3
"""A name of more words than this, with no party behind it, may be two people whose line break was lost."""
_BEHIND_NAME = (*",(|[", printed_party.BLANK)
_PARTICLES = re.compile(r"\s(?:von|af|de|van|der|den|di|la|el|al|bin|ul|zu|da|dos)\s|-")
_SHORT_PARTY = 6
_ROOM = 60
"""A line of a table has no more characters than these beside a long name."""
_ROLES = (
    *("second-vice-chair", "vice-chair", "chair", "serving-substitute", "substitute", "member"),
    *("secretary", "union", "auditor", "guest", "presenter"),
)


_BESIDE = grammar.pattern("attendance", "beside-the-member")
_PAIR = 2
_IN_PLACE = " ställe"


@lru_cache(maxsize=16384)
def role_of(text: str) -> str:
    """Give the role that a piece of an entry names, and nothing else; empty where it names none.

    >>> role_of("1:e v. ordf.")
    'vice-chair'
    """
    return next((role for role in _ROLES if printed_party.fits(f"role-{role}", text)), "") if text.strip(" .:*") else ""


def is_behalf(text: str) -> bool:
    """Whether words say only for whom those behind or below them sit: a municipality, a region, a party's full name."""
    words = text.strip(" :")
    return _BEHALF.fullmatch(words) is not None or (len(words) > _SHORT_PARTY and agents.abbreviation(words) != "")


def _is_title(text: str) -> bool:
    """Whether a piece in front of a name is an office: `klimat- och miljöstrateg`, `Borgarrådet`."""
    words = text.strip(" .:")
    elected = grammar.pattern("attendance", "title-elected").search(words) is not None
    return bool(words) and len(words) < 70 and (agents.has_post(words) or role_of(words) != "" or elected)


def _is_vacant(text: str) -> bool:
    """Whether a piece in front of a name is an empty seat: `Vakant (SD)`, `Vakant (SD), vakant (M`."""
    pieces = [piece for piece in re.split(r"[,;]", text) if piece.strip(" ()")]
    vacant = grammar.pattern("attendance", "vacant")
    return all(
        (match := vacant.search(piece)) is not None and not re.sub(r"\([^()]*\)?|\W", "", piece.replace(match[0], ""))
        for piece in pieces
    )


def read(flow: Flow, style: Style, *, politicians: bool, first_names: bool = False) -> Iterator[Entry]:
    """Read the people of a line of a roster, or of lines that belong together; prose gives nobody.

    `politicians` says that the list is of members or substitutes: a party of which nobody has heard may stand there.
    `first_names` takes one word with a party in brackets for somebody: `Anna (S)`.
    """
    whole = grammar.pattern("attendance", "cited").sub(lambda match: printed_party.BLANK * len(match[0]), flow.text)
    if match := grammar.pattern("attendance", "all-but").search(whole):
        whole = whole[: match.start()]
    line = Line(flow, *printed_party.parties_out(whole, style, politicians=politicians), style, politicians)
    text = line.text
    people = _people(flow, text, first_names=first_names)
    last: Entry | None = None
    at = 0
    titles_first = False
    for one in people:
        here, end = _named(line, one, at)
        if _two_people(here, people, whole):
            break
        between = text[at : agents.addressed(text, here.begin)]
        if last is None:
            before = _LEAD_IN.sub("", _MARKS.sub("", between).strip(" ,;:.*|()[]" + printed_party.BLANK))
            if is_behalf(before) or between.rstrip().endswith(";"):
                before = ""  # whom members of a joint body speak for stands in front: `Ekby kommun: Anna Ek (S)`
            if before and _is_vacant(before):
                before = ""
            if _UNTICKED.match(between) or (before and not _is_title(before)):
                return  # `[ ] Bo Ek (S)` was not there
            titles_first = bool(before)
            _entitle(here, before)
        elif (kind := _serves(between, text[end:], many=len(people) > _PAIR)) in {"serves-for", "in-place", "beside"}:
            last.rest += " , " + (_BESIDE.sub("", between) if kind == "beside" else _without_last_piece(between))
            last.serves = last.serves or kind != "beside"
            last.serves_for = last.serves_for or (here.person if kind == "serves-for" else None)
            at = end + (len(_IN_PLACE) if kind == "in-place" else 0)
            continue
        elif kind == "served-by":
            last.rest += " , " + _without_last_piece(between)
            here.serves = here.steps_in = True
            here.serves_for = last.person
            yield _finished(last, at, line, replaced=not _is_for_a_part(between, text[end:]))
        elif role_of(between.replace(printed_party.BLANK, " ").strip(" (")) == "substitute":
            return  # `Anna Ek ersättare Bo Ek`: which of them serves, and whether for the other, is not said
        else:
            before, title, sure = _parted(
                between,
                titles_first=titles_first,
                follows_party=bool(last.party),
                roles_behind=any(map(role_of, _PIECES.split(text[people[-1].end :]))),
            )
            if not sure:
                break
            last.rest += " , " + limits.read(before).note if last.serves_for and not last.steps_in else before
            _entitle(here, title)
            titles_first = titles_first or bool(title)
            yield _finished(last, at + len(before), line)
        last, at = here, end
    else:
        if last is not None:
            # What stands behind the one served for is theirs: `Anna Ek (S) ersätter Bo Ek (S) (vice ordförande)`.
            last.rest += _behind_served(last, text[at:]) if last.serves_for and not last.steps_in else text[at:]
            yield _finished(last, len(text), line)
        return
    # Two names run into one another, or prose stands between: what is behind the last sure name is left unread.
    if last is not None:
        last.unread.append(text[at:].strip())
        yield _finished(last, at, line)


def _people(flow: Flow, text: str, *, first_names: bool) -> list[agents.Found]:
    """Find the full names of a line; a heading in capitals is none, nor is an association (`Sjövads Ridsällskap`)."""
    found = [
        one
        for one in agents.find(text, capitals=True)
        if (" " in one.name or first_names) and not _is_heading(text, one) and not _is_no_name(text, one)
    ]
    others = agents.associations(flow) if found else []
    return [
        one
        for one in found
        # `Anna Ek Kommunalråd (C)` is no council of anybody's.
        if not any(
            hit.begin <= one.begin and one.name_end <= hit.end and not _is_title(text[one.name_end : hit.end])
            for hit in others
        )
    ]


def _is_no_name(text: str, one: agents.Found) -> bool:
    """Whether an office opens a name as printed (`VD Sjövadslänken`), or an organisation (`PRO Ekby`): it is none."""
    word = text[one.begin : one.name_end].partition(" ")[0]
    return agents.is_title(word) or (word.isupper() and printed_party.is_no_party(word))


def _is_heading(text: str, one: agents.Found) -> bool:
    """Whether words in capitals are a heading: behind a name there stands a party, a role or a title."""
    printed = text[one.begin : one.name_end]
    return printed.isupper() and not one.party and text[one.name_end : one.name_end + 2].strip()[:1] not in _BEHIND_NAME


def _named(line: Line, one: agents.Found, at: int) -> tuple[Entry, int]:
    """Begin the entry of a name, with its party; give also where the text goes on."""
    begin, name = one.begin, one.name
    if initials := _INITIALS.search(line.text[at:begin]):
        begin, name = begin - len(initials[0]), initials[0] + name
    end = one.name_end
    entry = Entry(line.flow, name, begin, one.place, first=begin)
    end = printed_party.party_behind(entry, line, end)
    front = line.apart.get(begin - 1)
    if front is not None and front.front and not entry.party:
        entry.party, entry.party_at, entry.known_party = front.party, front.at, front.known
    return entry, end


def _serves(between: str, behind: str, *, many: bool) -> str:
    """Say whether what stands between two names makes one serve for the other: `serves-for`, `served-by` or nothing.

    `Bo Ek (S) i Anna Vidfors ställe` is `in-place`: what the name is without its genitive is not said. A personal
    substitute stands `beside` a member, and so does who was disqualified: no more is said of them.
    Among `many` names `, tjänstgörande ersättare` is what the next one is.
    """
    if _BESIDE.search(between):
        return "beside"
    if behind.startswith(_IN_PLACE) and printed_party.fits("in-the-place-of", between):
        return "in-place"
    rest = limits.read(between.replace(printed_party.BLANK, " ")).rest.rstrip(" ,")  # commas part the cells of a row
    piece = re.split(r"[,;|()\[]", rest)[-1]
    words = " ".join(piece.split()).strip(" .:")
    if not words or (many and rest.removesuffix(piece).endswith(",") and role_of(words) in SUBSTITUTES):
        return ""
    whom = grammar.pattern("attendance", "serves-whom").search(words)
    if printed_party.fits("serves-for", words) or (
        whom and not words[whom.end() :] and printed_party.fits("serves-for", words[: whom.start()])
    ):
        return "serves-for"
    return "served-by" if printed_party.fits("served-by", words) else ""


def _is_for_a_part(between: str, behind: str) -> bool:
    """Whether brackets say who served for somebody in a part alone: `Anna Ek (S) (ers. av Bo Ek (S) §§ 7-9)`."""
    return between.lstrip().startswith("(") and bool(limits.read(behind.partition(")")[0]).note)


def _without_last_piece(between: str) -> str:
    """Give what stands in front of the words that say for whom somebody serves, and the limits among these."""
    cut = max((match.start() for match in re.finditer(r"[,;|\[]|\((?![^()]*\))|(?<=\))", between)), default=0)
    limit = limits.read(between)
    return limit.note if not cut or limit.note else between[:cut]


def _behind_served(entry: Entry, behind: str) -> str:
    """Give what is the substitute's own behind the one served for: limits, and a party in the last column.

    `Anna Ek ersätter Bo Ek (S)    ersättare    (M)`: whoever has a party beside the name needs no second one.
    """
    own = _LAST_PARTY.search(behind) if not entry.party and entry.serves_for and entry.serves_for.party else None
    return f" , {limits.read(behind).note}{own[0] if own else ''}"


def _finished(entry: Entry, end: int, line: Line, *, replaced: bool = False) -> Entry:
    entry.end = max(end, entry.begin + len(entry.name))
    _read_rest(entry, entry.rest, line)
    entry.replaced = replaced and not entry.limit.note and not entry.here
    return entry


def _two_people(entry: Entry, people: list[agents.Found], whole: str) -> bool:
    """Whether a long run of capitals may be two names that stood in two columns."""
    words = len(_PARTICLES.sub("", entry.name).split(" "))
    if words <= _LONGEST:
        return False
    return not entry.party or len(people) > 1 or words > _LONGEST + 1 or len(whole) > len(entry.name) + _ROOM


def _entitle(entry: Entry, words: str) -> None:
    """Take the words in front of a name for its role or title."""
    if words:
        entry.first = entry.begin - len(words) - 1 if entry.begin > len(words) else 0
    # `Ordföranden kommunalrådet Anna Ek`: what one does at the meeting, and what one is.
    if role := role_of(words) or role_of(grammar.pattern("attendance", "elected-office").sub("", words)):
        entry.roles.append((role, ""))
    if words and role_of(words) in {"", "secretary"}:
        entry.title = words.strip(" .,:")
        entry.titled_before = True


def _parted(between: str, *, titles_first: bool, follows_party: bool, roles_behind: bool) -> tuple[str, str, bool]:
    """Part what stands between two names: what belongs to the first, what to the second, and whether that is sure."""
    # What stands in brackets is one thing, and belongs to the name before it.
    open_text = re.sub(r"\([^()]*\)", lambda match: printed_party.BLANK * len(match[0]), between)
    cut = None
    for match in _SEPARATOR.finditer(open_text):
        cut = match
    if cut is None:
        plain = limits.read(open_text.replace(printed_party.BLANK, " ")).rest
        known = all(role_of(p) or printed_party.fits("aside", p) for p in _PIECES.split(plain) if p.strip(" ."))
        return between, "", known and (follows_party or bool(between.strip()))
    piece = between[cut.end() :].strip(" :." + printed_party.BLANK)
    if not piece:
        return between[: cut.start()], "", True
    # `Bo Ek (S) samt sekreterare Eva Ek`: a conjunction begins something new, a comma only where titles come first or a
    # colon stands behind: `Bo Ek (S), Ordförande: Eva Ek`. Nor does a line end so: `Bo Ek (S), ersättare Eva Ek (S)`.
    headed = between.rstrip().endswith(":") or (role_of(piece) in SUBSTITUTES and not roles_behind)
    if _is_title(piece) and (titles_first or headed or cut[0].strip() in {"och", "samt", "&"}):
        return between[: cut.start()], piece, True
    plain = limits.read(piece).rest
    if all(role_of(p) or printed_party.fits("aside", p) for p in _PIECES.split(plain) if p.strip()):
        return between, "", True
    return between[: cut.start()], piece, False


def _read_rest(entry: Entry, rest: str, line: Line) -> None:
    """Read what stands behind a name and its party: roles, limits, absence, and what is left as the title."""
    style = line.style
    rest = rest.replace(printed_party.BLANK, " ")
    cell = _CELL_BEHIND.search(rest) if not entry.party else None
    if cell and (place := entry.flow.text.find(cell[0].strip(), entry.begin)) >= 0:
        # The party has a column of its own, and the role stands with the name: `Anna Ek, ordförande | S`.
        entry.party, entry.known_party = printed_party.party_of(cell["party"], style, politicians=True, bracket=True)
        entry.party_at = (place, place + len(cell[0].strip())) if entry.party else (0, 0)
        rest = rest.replace(cell[0], " ", 1)
    if not entry.party and (match := re.search(rf"[,\s]\(({printed_party.FORM})\)", rest)):
        # `Anna Ek, ordförande (Saml)`: among the elected a party may be one of which nobody has heard.
        behind_role = line.politicians and role_of(rest[: match.start()].strip(" ,")) != ""
        strange = behind_role and match[1] not in style.towns and match[1][0].isupper()
        party, known = printed_party.party_of(match[1], style, politicians=strange, bracket=True)
        at = entry.flow.text.find(match[0].strip(", "), entry.begin)
        if party and at >= 0:
            entry.party, entry.party_at, entry.known_party = party, (at, at + len(match[0].strip(", "))), known
            rest = rest.replace(match[0], ", ", 1)
    entry.limit = limits.read(rest, style.year)
    if entry.limit.attended and not entry.serves and _CONFLICT.search(rest):
        entry.limit = replace(entry.limit, attended=())  # `§ 46 p.g.a. jäv`: of a substitute when, of others when not
    left: list[str] = []
    marked = rest
    for printed in entry.limit.printed:
        marked = marked.replace(
            printed, f"\x00{printed}\x00".replace(",", "\x01").replace("(", " ").replace(")", " "), 1
        )
    for piece in _PIECES.split(marked):
        notes = [note.replace("\x01", ",").strip() for note in re.findall(r"\x00(.*?)\x00", piece)]
        words = " ".join(re.sub(r"\x00.*?\x00", " ", piece).split()).strip(" .:|")
        if not words or printed_party.fits("aside", words) or printed_party.behind_role(entry, words, style):
            entry.here = entry.here or words.casefold() == "närvarande"
            continue
        if role := role_of(words):
            entry.roles.append((role, ", ".join(notes)))
            if role == "substitute" and grammar.pattern("attendance", "waits").search(words):
                entry.waits = True
            if role in {"union", "auditor"} or (role == "secretary" and not (entry.titled_before and entry.title)):
                left.append(words)
        elif grammar.pattern("attendance", "absent-word").search(words):
            entry.absent = entry.absent or not entry.limit.note
        elif all(grammar.pattern("attendance", part).search(words) for part in ("vacant", "serves-word")) or (
            printed_party.fits("serves-a-surname", words)
        ):
            entry.serves = True
        elif words:
            left.append(words)
            entry.unread.append(words)
    if left:
        entry.title = re.sub(r"\s+", " ", re.sub(r"[()|\[\]]", " ", entry.limit.rest)).strip(" ,.;:–-*")
