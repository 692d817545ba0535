"""Labels of a head all in one block and their values in the next, as a converter writes two columns: whose is what."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from kg.language import roster_labels
from kg.language.roster_labels import MEMBERS, OF_ELECTED, SUBSTITUTES
from kg.letters import UPPER
from kg.lines.cells import PARAGRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.lines.furniture import Raw

_HEAD = 200
"""The head of minutes has no more lines than these."""
_LEAST = 3
"""So many labels without a value make a column; two may be a list that is empty."""
_PAIR = 2
_SIGN = frozenset({"secretary", "chair", "adjuster"})
_DOTS = re.compile(r"[.…_\s-]{3,}")
_NAME_ALONE = re.compile(rf"[{UPPER}][\w'’´-]+(?: [{UPPER}][\w'’´.-]+){{1,3}}(?: \([{UPPER}]{{1,4}}\))?")
_OF_OTHERS = SUBSTITUTES | {"official"}
_NO_PART = frozenset({"absent", "adjuster"})
_CHAIR = re.compile(r"(?<!vice )\bordf(?:örande)?\b")
_NAMES = re.compile(rf"[{UPPER}][\w'’´.-]+,? (?:\w{{1,3}} )?[{UPPER}][\w'’´.-]+")
_MARKUP = "*_# "
_NUMBERS = re.compile(r"[§\d\s,.:/–-]+(?:\w{3,4}[§\d\s,.:/–-]+)*")
"""`11–17`, `§§ 4-9 och 12`: numbers, and short words between them."""


class _Label(NamedTuple):
    kind: str
    name: str
    rows: list[int]


def order(raw: Sequence[Raw], furniture: frozenset[int]) -> list[int] | None:
    """Give the lines in the order in which each label stands above its values; nothing where no such block is here.

    There must be as many values, set apart by white space, as labels, each must be what its label asks for, and what
    follows must be no further list of people: else it is not said whose they are.
    """
    lists = _of_lists(raw, furniture)
    first = lists or list(range(len(raw)))
    moved = frozenset(new for new, old in enumerate(first) if old in furniture)
    signers = _of_signers([raw[at] for at in first], moved)
    return [first[at] for at in signers] if signers else lists


def _filled(raw: Sequence[Raw], furniture: frozenset[int]) -> list[int]:
    return [at for at in range(min(_HEAD, len(raw))) if raw[at].text and at not in furniture]


def _of_signers(raw: Sequence[Raw], furniture: frozenset[int]) -> list[int] | None:
    """Put each who signs below the label of the same place: `Sekreterare`, `Ordförande`, then dots and names."""
    filled = _filled(raw, furniture)
    for place in range(len(filled)):
        labels = _labels(raw, filled[place:])
        names = [label.name for label in labels]
        if len(labels) < _PAIR or len(set(names)) < len(names) or not _SIGN.issuperset(names):
            continue
        begin = labels[-1].rows[-1] + 1
        below = _blocks(raw, furniture, range(begin, min(begin + _HEAD, len(raw))))
        signed: list[int] = []
        for block in below:
            written = [at for at in block if not _DOTS.fullmatch(raw[at].text)]
            if len(written) > 1 or any(not _NAME_ALONE.fullmatch(raw[at].text) for at in written):
                break
            signed += written
        apart = all(raw[label.rows[0] - 1].text == "" for label in labels[1:])
        if not apart or len(signed) != len(labels):
            return None
        first, end = labels[0].rows[0], signed[-1] + 1
        told = [at for label, name in zip(labels, signed, strict=True) for at in (*label.rows, name)]
        left = [at for at in range(first, end) if at not in set(told)]
        return [*range(first), *told, *left, *range(end, len(raw))]
    return None


def _of_lists(raw: Sequence[Raw], furniture: frozenset[int]) -> list[int] | None:
    filled = _filled(raw, furniture)
    place = 0
    while place < len(filled):
        found = _labels(raw, filled[place:])
        if len(found) >= _LEAST and any(label.kind == "list" and label.name in MEMBERS for label in found):
            return _told(raw, furniture, found) or _around(raw, furniture, found) or _untold(raw, furniture, found)
        if _is_centred(raw, filled, place, found):
            return _uncentred(raw, furniture, filled, place)
        if [label.kind for label in found] == ["list", "list"] and _is_pair(found):
            return _told(raw, furniture, found, chaired=True)
        if [label.kind for label in found] == ["list", "list"] and _are_lists_of_others(found):
            return _told(raw, furniture, found)
        place += sum(len(label.rows) for label in found) or 1
    return None


def _is_centred(raw: Sequence[Raw], filled: Sequence[int], place: int, found: Sequence[_Label]) -> bool:
    """Whether the first label of a list stands below people already: in the middle of those it is of."""
    first = len(found) == 1 and found[0].kind == "list" and found[0].name in MEMBERS and len(found[0].rows) == 1
    if not first or place == 0 or place + 1 == len(filled) or any(_labels(raw, [at]) for at in filled[:place]):
        return False
    return all(_is_entry(raw[filled[place + step]].text) for step in (-1, 1))


def _is_entry(text: str) -> bool:
    """Whether a line begins with a name, and not with a label: `Justerare Anna Ek`, or a number: `Dnr RS 2031-9`."""
    numbered = any(sign.isdigit() for sign in text.partition("§")[0])
    labels = map(roster_labels.kind, (text, text.split(" ", 1)[0]))
    return _NAMES.match(text) is not None and not numbered and not any(labels)


def _uncentred(raw: Sequence[Raw], furniture: frozenset[int], filled: Sequence[int], place: int) -> list[int] | None:
    """Put labels that stand in the middle of their lists above them; below them all where it is not clear whose.

    A label alone on its line has as many entries above as below: of an odd number it would stand beside the middle one.
    """
    begin = place
    while begin and _is_entry(raw[filled[begin - 1]].text):
        begin -= 1
    end = place
    while end < len(filled) and (_is_entry(raw[filled[end]].text) or _labels(raw, filled[end : end + 1])):
        end += 1
    rows = filled[begin:end]
    labels = [k for k, at in enumerate(rows) if _labels(raw, [at])]
    if begin and _labels(raw, [filled[begin - 1]]):
        return None  # a label stands above the first of them
    told: list[int] = []
    taken = 0
    for k in labels:
        above = k - taken
        if above < 1 or any(one in labels for one in range(k + 1, k + above + 1)) or k + above >= len(rows):
            break
        told += [rows[k], *rows[taken:k], *rows[k + 1 : k + above + 1]]
        taken = k + above + 1
    if taken < len(rows):
        told = [*(at for k, at in enumerate(rows) if k not in labels), *(rows[k] for k in labels)]
    first, last = rows[0], rows[-1] + 1
    left = [at for at in range(first, last) if at not in set(told) and at not in furniture]
    aside = [at for at in range(first, last) if at in furniture]
    return [*range(first), *told, *left, *aside, *range(last, len(raw))]


def _labels(raw: Sequence[Raw], rows: Sequence[int]) -> list[_Label]:
    """Give the labels that stand below each other from a row on, each alone on its lines."""
    found: list[_Label] = []
    while rows:
        texts = [raw[at].text.strip(_MARKUP) for at in rows[:4]]
        said, lines = roster_labels.wrapped(texts)
        if said is None:
            said, lines = roster_labels.kind(texts[0]), 1
        if said is None or not texts[0][:1].isupper():
            break
        found.append(_Label(*said, list(rows[:lines])))
        rows = rows[lines:]
    return found


def _is_pair(column: Sequence[_Label]) -> bool:
    """Whether two labels are those of members and of their substitutes."""
    return column[0].name in MEMBERS and column[1].name in _OF_OTHERS


def _are_lists_of_others(column: Sequence[_Label]) -> bool:
    """Whether no list of two can be part of the other: substitutes, and below them those who are away."""
    first, second = (label.name for label in column)
    return first in OF_ELECTED and second in _NO_PART


def _has_chair(value: Sequence[str]) -> bool:
    return _CHAIR.search(" ".join(value).casefold()) is not None


def _around(raw: Sequence[Raw], furniture: frozenset[int], column: Sequence[_Label]) -> list[int] | None:
    """Read lists of people that stand partly above the column of their labels, the members with their chair first.

    A converter that goes by boxes of text writes the long cells of a table before its first column.
    """
    if column[0].name not in MEMBERS or any(label.kind != "list" for label in column):
        return None
    first, last = column[0].rows[0], column[-1].rows[-1]
    above = list(_blocks(raw, furniture, range(first)))
    below = list(_blocks(raw, furniture, range(last + 1, min(last + 1 + _HEAD, len(raw)))))
    texts = [[raw[at].text for at in block] for block in above]
    count = next((k for k, value in enumerate(reversed(texts)) if not _is_people(value)), len(texts))
    if not 0 < count < len(column):
        return None
    values = [*above[len(above) - count :], *below[: len(column) - count]]
    said = [[raw[at].text for at in value] for value in values]
    chairs = [_has_chair(value) for value in said]
    if len(values) < len(column) or not all(map(_is_people, said)) or not chairs[0] or any(chairs[1:]):
        return None
    return _placed(raw, furniture, range(values[0][0], values[-1][-1] + 1), zip(column, values, strict=True))


def _blocks(raw: Sequence[Raw], furniture: frozenset[int], rows: range) -> Iterator[list[int]]:
    """Give the lines of a stretch in the blocks that white space parts, up to the first paragraph."""
    block: list[int] = []
    for at in rows:
        if at in furniture or not raw[at].text:
            if block:
                yield block
            block = []
            continue
        if not block and PARAGRAPH.match(raw[at].text):
            return
        block.append(at)
    if block:
        yield block


def _placed(
    raw: Sequence[Raw], furniture: frozenset[int], rows: range, pairs: Iterable[tuple[_Label, list[int]]]
) -> list[int]:
    """Give the order of all lines in which each label of these rows has its value right below it."""
    told: list[int] = []
    # A label wants white space above it, and its values stand right below.
    blank = iter(at for at in rows if not raw[at].text and at not in furniture)
    for label, value in pairs:
        told += [*islice(blank, 1), *label.rows, *value]
    moved = set(told)
    left = [at for at in rows if at not in moved]
    return [*range(rows.start), *told, *left, *range(rows.stop, len(raw))]


def _told(
    raw: Sequence[Raw], furniture: frozenset[int], column: Sequence[_Label], *, chaired: bool = False
) -> list[int] | None:
    """Put each value below its label; `chaired` wants the chair in the first and in no other."""
    begin = column[-1].rows[-1] + 1
    labels = [label for label in column if label.name != "stop"]  # no value stands beside `Underskrifter`
    values = list(islice(_blocks(raw, furniture, range(begin, len(raw))), len(labels) + 1))
    texts = [[raw[at].text for at in value] for value in values]
    own, behind = texts[: len(labels)], texts[len(labels) :]
    if len(own) < len(labels) or not all(map(_fits, labels, own)) or any(map(_is_list, behind)):
        return None
    if chaired and [_has_chair(value) for value in own] != [True, *[False] * (len(own) - 1)]:
        return None
    rows = range(column[0].rows[0], values[len(labels) - 1][-1] + 1)
    return _placed(raw, furniture, rows, zip(labels, values, strict=False))


def _untold(raw: Sequence[Raw], furniture: frozenset[int], column: Sequence[_Label]) -> list[int] | None:
    """Put values above a column of labels where it is not said whose they are: else the last label would have them all.

    `Beslutande` / `Ledamöter` is no such column, nor `Övriga närvarande` / `Tjänstemän`: who adjusts, or what the
    minutes hold, stands below those present.
    """
    deciding = next((k for k, label in enumerate(column) if label.name in {"deciding", "member"}), len(column))
    if all(label.kind == "list" and label.name != "adjuster" for label in column[deciding:]):
        return None
    begin = column[-1].rows[-1] + 1
    blocks = list(_blocks(raw, furniture, range(begin, min(begin + _HEAD, len(raw)))))
    lists = [at for at, block in enumerate(blocks) if any(_NAMES.match(raw[row].text) for row in block)]
    if not lists:
        return None
    end = blocks[lists[-1]][-1] + 1
    return [*range(column[0].rows[0]), *range(begin, end), *range(column[0].rows[0], begin), *range(end, len(raw))]


def _is_list(value: Sequence[str]) -> bool:
    """Whether a value is a list of people."""
    return _NAMES.search(value[0]) is not None and not value[0].startswith("§")


def _is_people(value: Sequence[str]) -> bool:
    """Whether each line of a value begins with a name."""
    return all(_NAMES.match(text) is not None for text in value)


def _fits(label: _Label, value: Sequence[str]) -> bool:
    """Whether a value is what its label asks for."""
    if label.kind == "list":
        return _is_list(value)
    if label.name == "covers":
        return len(value) == 1 and _NUMBERS.fullmatch(value[0]) is not None
    whole = " ".join(value)
    return "(" not in whole and (label.name != "place" or any(letter.isdigit() for letter in whole))
