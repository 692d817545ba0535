"""Lines as one reads them: markup, bullets and furniture left out, every character still tied to its source."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.language import dates, grammar, headings
from kg.lines import breaks, columns, soft_hyphens
from kg.lines import markdown as markup
from kg.model import Block, Flow, Line, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.lines.furniture import Raw
    from kg.lines.laid_out import LaidOut

_HEADING = re.compile(r"#{1,6}\s+")
_RULE = re.compile(r"[-_*=.…|:\s]{3,}")
_UNDERLINED = re.compile(r"(?P<first>={3,})|-{3,}")
_BULLET = re.compile(
    r"([•\-–—\u2010\u2011*·∙▪●○◦‣⁃■□►➢➔\uf0b7\uf0a7\uf0d8\uf076]|(?:\(cid:\d{1,5}\)){1,2}|o(?= [A-ZÅÄÖ]))(?:\s+|$)"
)
_POINTS = ("•", "∙", "▪", "●", "○", "◦", "‣", "■", "►", "➢", "(cid:")
"""What is nothing but a bullet: a dash or a number may belong to the line above; `(cid:127)` is one of a font that does
not say which sign it draws."""
_POINT_AS_HEADING = re.compile(r"(?:[•▪●○◦‣–-]\s|att\s)")
"""A point that a converter took for a heading: `## • att anta taxan`."""
_NUMBERED = re.compile(
    rf"(?!\d{{1,2}}\.\s(?:\d{{1,2}}\.|(?:{dates.MONTH})\b\.?)\s(?:19|20)\d\d$)"
    r"(\d{1,2}[.)]|[a-zåäöA-H]\)|[a-h]\.(?=\s+(?:[A-ZÅÄÖ]|att\s))|[a-zåäöA-ZÅÄÖ][.)](?=\s+att\s))(?:\s+|$)"
)
"""The number of a point; `11. 3. 2031` and `11. mars 2031` alone on a line are days."""
_BOLD = re.compile(r"\*\*(?P<text>[^*].*?)\*\*|__(?P<under>.+?)__|<(?P<tag>b|strong)>.+?</(?P=tag)>")
_SPLIT = re.compile(r"[^\s\u00ad*_]+|[*_]+|\s+|\u00ad+")
# What a line must not have to be read as it stands: look-alikes, combining marks, tabs, markup, runs of spaces.
_ODD = re.compile(r"[\t*_~\\[\u00a0\u00ad\u0300-\u036f\u1100-\u11ff\u2000-\u2011\u212a\u212b]|\s\s")
_SPACED_ATT = re.compile(r"\s*(?:a t t|A t t|A T T)(?=\s)")
"""`a t t bevilja medlen`: the word that opens an att-sats, set wide, in front of words that are not."""
_APART = re.compile(
    r"\((?=[ \u00a0]|\w+\.?[ \u00a0]*\))(?!\w+\))[ \u00a0]*(?P<party>[A-ZÅÄÖ]{1,5}|[a-zåäö]{1,2})\.?[ \u00a0]*\)"
)
"""A party with space between it and its brackets, or a full stop behind it: `Anna Ek ( S )`, `Anna Ek (S.)`."""
_LOOKALIKES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00a0": " "})
_KEEP_HYPHEN = grammar.pattern("running", "keep-hyphen")
# `2031–` / `2034`, `januari–` / `mars`: a dash without spaces parts no words, though a line ends with it.
_SPAN_END, _SPAN_BEGIN = re.compile(r"\d-$|[^\W_][–—]$"), re.compile(r"[^\W_]")
_DASHES = frozenset("–—")
_SPANS = _DASHES | {"-"}
_DASH_END = re.compile(r"[^\W\d_][a-zåäö][–—]$")
_AFTER_DASH = grammar.pattern("running", "after-dash")
OPEN_END = grammar.pattern("running", "open-end")
"""A line that ends so is not at its end: a preposition, conjunction or article, a comma or a hyphen."""
_LEAD = grammar.pattern("running", "lead")
_LEAD_END = grammar.pattern("running", "lead-end")
"""How a line reads that says who decides the att-satser below, and how one ends."""
_ON_WHOSE_WORDS = grammar.pattern("running", "on-whose-words")
"""A line that says on whose words the meeting decides what stands below; a verb would follow if it went on."""
_WHOSE_WORDS_FOLLOW = grammar.pattern("running", "whose-words-follow")
"""A line that says on whose words the meeting decides what stands below its colon."""
_TAKES_ATT = grammar.pattern("running", "takes-att")
"""What asks for an infinitive or a clause: `att` below may belong to it."""
_JOINS_CLAUSES = grammar.pattern("running", "joins-clauses")
_FIRST_POINT = re.compile(r"1\s[A-ZÅÄÖ]")
"""The first point of a list whose figures have no stop."""
_MARKED = grammar.pattern("running", "list-of-a-vote")
_LISTED_NAME, _BELOW_A_LIST = (grammar.pattern("running", name) for name in ("listed-name", "below-a-list"))
"""A line that begins so says who votes for what: it goes on with no other, however far that reaches."""
_NO_WRAP = '.:;!?”",'
"""No line ends so that was wrapped in the middle of a sentence."""
_OWN_YRKANDE = grammar.pattern("running", "own-yrkande")
BOLD_LEVEL = 7
_LONGEST_HEADING = 120


def flow_of(text: str, begin: int, *, markdown: bool = False) -> Flow:
    """Read the characters of a stretch of a source that begins at `begin`.

    White space becomes one space, soft hyphens go, look-alikes of hyphen and space become these, decomposed
    letters are composed. Where the text is Markdown its markup goes too.
    """
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    if "(" in text and (apart := _APART.search(text)):
        front, behind = text[: apart.start("party")].rstrip(), text[apart.end() - 1 :]
        party = flow_of(apart["party"], begin + apart.start("party"))
        rest = flow_of(behind, begin + apart.end() - 1, markdown=markdown)
        return join([flow_of(front, begin, markdown=markdown), party, rest], "")
    if wide := _SPACED_ATT.match(text):
        rest = flow_of(text[wide.end() :], begin + wide.end(), markdown=markdown)
        places = tuple(begin + at for at, letter in enumerate(wide[0]) if not letter.isspace())
        word = Flow("".join(wide[0].split()), tuple(range(len(places))), places)
        return join([word, *([rest] if rest.text else [])])
    if not _ODD.search(text) and not (markdown and "<" in text):
        stripped = text.strip()
        offset = text.find(stripped[0]) if stripped else 0
        return Flow(stripped, (0,), (begin + offset,)) if stripped else Flow("", (), ())
    text = text.translate(_LOOKALIKES)
    composed = unicodedata.is_normalized("NFC", text)
    stretches = markup.kept(text) if markdown else ((0, len(text)),)
    for match in (match for stretch in stretches for match in _SPLIT.finditer(text, *stretch)):
        piece = match[0]
        if piece[0] == "\u00ad" or (piece[0] == "*" and markdown):
            continue
        if piece.isspace():
            if parts and parts[-1] != " ":
                parts.append(" ")
                starts.append(length)
                origins.append(begin + match.start())
                length += 1
            continue
        for at, cluster in _clusters(piece, composed=composed):
            parts.append(cluster)
            starts.append(length)
            origins.append(begin + match.start() + at)
            length += len(cluster)
    if parts and parts[-1] == " ":
        parts.pop()
        starts.pop()
        origins.pop()
    return Flow("".join(parts), tuple(starts), tuple(origins))


def _clusters(piece: str, *, composed: bool) -> list[tuple[int, str]]:
    """Part a word where a letter and its combining marks become one character."""
    if composed:
        return [(0, piece)]
    found: list[tuple[int, str]] = []
    begin = 0
    for at in range(1, len(piece) + 1):
        if at == len(piece) or not unicodedata.combining(piece[at]):
            found.append((begin, unicodedata.normalize("NFC", piece[begin:at])))
            begin = at
    return found


def lines(raw: Sequence[Raw], furniture: frozenset[int], *, markdown: bool, laid: LaidOut | None = None) -> list[Line]:
    """Read every line that is neither blank nor furniture, in the order of reading, with what its layout says.

    `laid` is what is laid out in columns in these lines, where that is known already.
    """
    found: list[Line] = []
    gap = skipped = parted_word = False
    soft = soft_hyphens.ends(raw, markdown=markdown)
    for part in columns.parts(raw, furniture, laid):
        (begin, text), *more = part.pieces
        level, mark = 0, ""
        half, parted_word = parted_word, not more and soft.search(text) is not None
        if parted_word:
            text = text.rstrip()[:-1]
        gap, skipped = gap or part.gap, skipped or part.furniture
        if _RULE.fullmatch(text):
            if markdown and found and not gap and (under := _UNDERLINED.fullmatch(text)):
                found[-1] = _underlined(found, 1 if under["first"] else 2)
            gap = True
            continue
        if heading := (_HEADING.match(text) if markdown else None):
            level = len(heading[0].strip())
            text, begin = text[heading.end() :].rstrip("# "), begin + heading.end()
            level = 0 if _POINT_AS_HEADING.match(text) else level
        elif markdown and (bold := _BOLD.match(text)) and not text[bold.end() :].strip(" *:"):
            level = BOLD_LEVEL
        if not text:  # the marks of a heading, and no heading
            gap = True
            continue
        parted = not text.startswith(_POINTS) and found and not gap and not found[-1].level
        parted = parted and breaks.parts(found[-1].text, text)
        bullet = None if level or parted else _BULLET.match(text) or _NUMBERED.match(text)
        if bullet and not text.startswith("**"):
            mark = "•" if bullet[1].startswith("(") else bullet[1]
            text, begin = text[bullet.end() :], begin + bullet.end()
        if markdown and not more and (end := _run_in(text)):
            found.append(Line(flow_of(text[:end], begin, markdown=True), part.number, BOLD_LEVEL, mark, gap, skipped))
            text, begin, mark, gap, skipped = text[end:], begin + end, "", True, False
        flow = flow_of(text, begin, markdown=markdown)
        if more:
            for glue, (at, piece) in zip(part.glues or (" ",) * len(more), more, strict=True):
                flow = join([flow, flow_of(piece, at)], glue)
        if (
            half
            and not (level or mark or (gap and not skipped))
            and found
            and soft_hyphens.ends_word(found[-1].text, flow.text)
        ):
            found[-1] = replace(found[-1], flow=join([found[-1].flow, flow], ""), last=len(flow.text))
            gap = skipped = False
        elif flow.text:
            found.append(Line(flow, part.number, level, mark, gap, skipped))
            gap = skipped = False
        else:
            gap = True
    return list(markup.lines(found)) if markdown else found


def _run_in(text: str) -> int:
    """Give where a known heading ends that stands in bold in front of its text: `**Beslut** Nämnden antar taxan`."""
    bold = _BOLD.match(text)
    if bold is None or not bold["text"] or not text[bold.end() :].lstrip()[:1].isupper():
        return 0
    return bold.end() if headings.heading_kind(bold["text"].strip()) is not None else 0


def _underlined(found: Sequence[Line], level: int) -> Line:
    """Give the last line as the heading that a rule right below it makes of it, if it stands alone."""
    last = found[-1]
    alone = (last.gap or len(found) == 1) and not (last.mark or last.level or last.text.startswith("|"))
    return replace(last, level=level) if alone and len(last.text) < _LONGEST_HEADING else last


def join_lines(group: Iterable[Line]) -> Flow:
    """Join the lines of one paragraph; a word parted by a hyphen at the line's end becomes whole again.

    The hyphen stays where a second half is left out (`barn-` / `och ungdom`), after capitals (`ST-` / `läkare`) and in
    a name (`Anna-` / `Karin`).
    A dash right behind a letter is one, unless it spans what it stands between (`maj–` / `juni`).
    """
    flows: list[Flow] = []
    for line in group:
        before = flows[-1] if flows else None
        last = before.text[-1:] if before else ""
        parted = last in _DASHES and before and _DASH_END.search(before.text) and line.text[0].islower()
        if before and parted and not _AFTER_DASH.match(line.text):
            flows[-1] = join([before.cut(0, len(before.text) - 1), line.flow], "")
            continue
        if before and before.text.endswith("-") and len(before.text) > 1 and before.text[-2].isalpha():
            if _KEEP_HYPHEN.match(line.text):
                flows.append(line.flow)
            elif before.text[-2].islower() and line.text[0].islower():
                flows[-1] = join([before.cut(0, len(before.text) - 1), line.flow], "")
            elif line.text[0].islower() or before.text[-2].isupper() or breaks.parts_a_name(before.text, line.text):
                flows[-1] = join([before, line.flow], "")
            else:
                flows.append(line.flow)
            continue
        flows.append(line.flow)
        if before and last in _SPANS and _SPAN_END.search(before.text) and _SPAN_BEGIN.match(line.text):
            flows[-2:] = [join(flows[-2:], "")]
    return join(flows)


def block(group: Sequence[Line]) -> Block:
    """Make one paragraph of its lines."""
    return Block(join_lines(group), tuple(group))


def width(group: Sequence[Line]) -> int:
    """Estimate how many characters a full line has: nearly the longest one."""
    lengths = sorted(line.reach for line in group)
    return lengths[int(len(lengths) * 0.95)] if lengths else 80


def runs_on(before: Line, after: Line, full: int) -> bool:
    """Say whether `after` goes on with the sentence or entry of `before`: its first word had no room there.

    `full` is the width of a line. A line in lower case always goes on; one that opens with a bullet never does.
    """
    if after.mark or after.level != before.level:
        return False
    first = after.text[0]
    if first.islower() or first in "),;" or OPEN_END.search(before.text):
        return True
    return before.reach + 1 + len(after.text.split(" ", 1)[0]) > full


def paragraphs(group: Sequence[Line], full: int) -> list[Block]:
    """Put lines together to paragraphs: parted by blank lines, bullets and headings, and by lines that end early.

    Furniture in the middle of a sentence does not part it.
    """
    found: list[list[Line]] = []
    own = _own_width(group, full)
    for at, line in enumerate(group):
        if not found or not _continues(found[-1], line, full, own, group[at:]):
            found.append([line])
        else:
            found[-1].append(line)
    return [block(lines_) for lines_ in found]


def _own_width(group: Sequence[Line], full: int) -> int:
    """Estimate how many characters a full line has of a text that is set narrower than others, as in columns.

    It has lines that go on in small letters, the next word of each would have been too long for it.
    """
    longest = max((line.reach for line in group), default=full)
    wrapped = [
        line.reach + 1 + len(below.text.split(" ", 1)[0]) > longest
        for line, below in pairwise(group)
        if below.text[0].islower()
        and not (below.gap or below.mark or below.text.startswith("att ") or line.level)
        and line.text[-1] not in _NO_WRAP
    ]
    several = len(wrapped) + sum(line.last > 0 for line in group) > 1  # or put together of two before
    return min(longest, full) if several and wrapped and all(wrapped) else full


def _continues(so_far: list[Line], line: Line, full: int, own: int, ahead: Sequence[Line]) -> bool:
    before = so_far[-1]
    if line.mark or line.level or before.level or line.text.startswith("|"):
        return False
    open_end = before.text[-1] not in '.:;!?”"' and not before.text.endswith((" samt",))
    if line.gap:
        if line.text.startswith("att ") and _is_next_clause(so_far, line, full):
            return False
        return line.furniture and open_end and (line.text[0].islower() or before.reach > 0.7 * full)
    if before.text.endswith(":") and (line.text[0].isupper() or _FIRST_POINT.match(line.text)):
        return False
    if before.text.endswith(";") and so_far[0].mark[:1].isdigit():
        return True  # only the next number ends a numbered point
    if line.text[0].isupper() and _MARKED.match(line.text):
        return False
    if line.text[0].isupper() and not OPEN_END.search(before.text) and _OWN_YRKANDE.match(line.text):
        return False
    if len(so_far) == 1 and _BELOW_A_LIST.match(line.text) and _LISTED_NAME.fullmatch(before.text):
        return False
    if _is_point(so_far[0]) and len(ahead) > 1 and _is_point(ahead[1]) and headings.is_lead(line):
        return False  # a point, who decides the next ones, and those
    if line.text[0].isupper() and len(so_far) == 1 and _ON_WHOSE_WORDS.match(before.text):
        return False
    if before.text.endswith(".") and _WHOSE_WORDS_FOLLOW.fullmatch(line.text):
        return False
    if f"{line.text} ".startswith("att ") and (not open_end or _is_next_clause(so_far, line, full)):
        return False
    narrow = open_end and so_far[0].text.startswith("att ")
    if runs_on(before, line, own if narrow else full) or (open_end and before.reach > 0.8 * full):
        return True
    whole = " ".join(one.text for one in so_far)
    return not (_LEAD.match(whole) or _LEAD_END.match(whole)) and breaks.is_open(whole, ahead)


def _is_point(line: Line) -> bool:
    return bool(line.mark) or line.text.startswith("att ")


def _is_next_clause(so_far: list[Line], line: Line, full: int) -> bool:
    """A line in `att` after an att-sats, or a lead, that ended with room to spare is the next att-sats.

    So is one where the att-sats has nothing that asks for an infinitive (`att uppdra åt nämnden, ...`).
    """
    before = so_far[-1].text
    spare = so_far[-1].reach + len("att gg") < 0.9 * full
    below_att = len(so_far) > 1 and so_far[0].text.endswith(" att")
    if not below_att and not any(f"{line.text} ".startswith("att ") for line in so_far):
        return len(so_far) == 1 and bool(_LEAD.match(before) or (spare and _LEAD_END.match(before)))
    whole = " ".join(one.text for one in so_far)
    if breaks.asks(whole, line.text):
        return False
    if whole.split(" ")[:2] == line.text.split(" ")[:2]:
        return True  # `att föreslå fullmäktige att anta planen` / `att föreslå fullmäktige att ...`: the same again
    joins = _JOINS_CLAUSES.search(before) is not None and whole.count("att ") == 1
    ended = joins or before.endswith(",") or not OPEN_END.search(before)
    return spare or (ended and not _TAKES_ATT.search(whole))
