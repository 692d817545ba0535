"""Generated minutes: any number of them, all different, the same for the same seed, every kind of fact among them."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench import invented
from bench.invented import Council, Person
from bench.layouts import LAYOUTS, Matter, Meeting

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 40_000
OFFICES = ("ekonomichef", "verksamhetsutvecklare", "avdelningschef", "planerare", "sekreterare")
_HOLDERS = 12
_ROUND = 9


@dataclass(frozen=True, slots=True)
class Generated:
    """A document and what is known of it: how many paragraphs it has."""

    name: str
    text: str
    paragraphs: int


def make(seed: int, index: int, size: int = SIZE) -> Generated:
    """Make one document of about `size` characters; each seed and index gives another one, always the same.

    Args:
        seed: Of the whole collection.
        index: The place of the document in it; layouts follow each other.
        size: Characters, about: what a layout adds is estimated.
    """
    random = Random(f"{seed}/{index}")  # text seeds are hashed the same way on every machine
    layout = list(LAYOUTS)[index % len(LAYOUTS)]
    write, ending = LAYOUTS[layout]
    council = invented.council(random, region=layout != "town", assembly=index // len(LAYOUTS) % 3 == 2)
    meeting = _meeting(random, council, index, ())
    matters: list[Matter] = [_election_of_adjusters(meeting)]
    length = len(write(meeting)) + 400
    for at in count():
        matters.append(matter_of(random, meeting, at, plan=index))
        # A layout adds headings and page furniture to what the matter says: the last one may go over the size.
        length += length_of(matters[-1])
        if length >= size:
            break
    whole = Meeting(
        council, meeting.when, meeting.hours, meeting.first, meeting.members, meeting.substitutes, meeting.officials,
        meeting.adjusters, tuple(matters),
    )  # fmt: skip
    return Generated(f"{index:05}-{layout}-{meeting.when:%Y-%m-%d}{ending}", write(whole), len(matters))


def length_of(matter: Matter) -> int:
    parts = [*matter.story, *matter.documents, *matter.motions, *matter.proposition, *matter.vote, *matter.clauses]
    return round(1.12 * sum(map(len, parts))) + len(matter.reservation) + len(matter.statement) + 350


def _meeting(random: Random, council: Council, index: int, matters: tuple[Matter, ...]) -> Meeting:
    members = invented.people(random, 16 + len(OFFICES), parties=True)
    seated = random.randint(9, _HOLDERS)
    officials = tuple((Person(one.name), title) for one, title in zip(members[16:], OFFICES, strict=True))
    when = dt.date(2023, 1, 9) + dt.timedelta(days=7 * (index % 150) + random.randint(0, 4))
    hours = (f"{random.randint(8, 10):02}.{random.choice(('00', '30'))}", f"{random.randint(12, 17)}.15")
    return Meeting(
        council, when, hours, random.randint(1, 90), tuple(members[:seated]), tuple(members[seated:16]), officials,
        tuple(random.sample(members[2:seated], 1)), matters,
    )  # fmt: skip


def _election_of_adjusters(meeting: Meeting) -> Matter:
    name = meeting.adjusters[0].name
    return Matter(
        "Val av justerare",
        (f"att utse {name} att jämte ordföranden justera protokollet",),
        (f"{name} utses att jämte ordföranden justera protokollet.",),
        story=["Ordföranden förklarar sammanträdet öppnat."],
    )


def matter_of(random: Random, meeting: Meeting, at: int, *, plan: int) -> Matter:
    """Invent a paragraph; what happens in it follows a round of nine, about as often as in real minutes."""
    council = meeting.council
    title, clause, sentence = invented.matter(random, council)
    clauses, sentences = [clause], [sentence]
    if random.random() < 0.3:
        _, more, also = invented.matter(random, council)
        clauses.append(more)
        sentences.append(also)
    proposed = random.random() < 0.4 and council.body != council.assembly
    matter = Matter(
        title, (), (),
        case=_case(random, council, meeting.when.year),
        responsible=meeting.officials[0][0].name if at % 2 else "",
        handler=meeting.officials[1 + at % 3][0].name if at % 2 else "",
        presenter=meeting.officials[at % 4][0].name if at % 5 == 2 else "",
        proposed_to=random.choice((council.board, council.assembly)) if proposed else "",
        story=_story(random, council, meeting.when),
        documents=_documents(random, title, meeting.when),
        immediate=at % 7 == 3,
    )  # fmt: skip
    again, step = divmod(at + plan, _ROUND)
    if step == 0:
        due = invented.day(meeting.when + dt.timedelta(days=random.randint(60, 300)))
        clauses.append(f"att uppdra till {council.director} att redovisa arbetet senast den {due}")
        sentences.append(f"{council.director.capitalize()} får i uppdrag att redovisa arbetet senast den {due}.")
        matter.notified = [council.administration, council.board]
    elif step == 1:
        _contest(random, meeting, matter, voted=again % 3 == 0)
    elif step == 2 and again % 2 == 0:
        clauses, sentences = _elect(random, meeting, matter)
    elif step == 3:
        _initiate(random, meeting, matter)
    elif step == 4:
        who = random.choice(meeting.members[2:])
        jav = again % 2 == 0
        matter.recusal = (
            f"{who} anmäler jäv och deltar inte i handläggningen av ärendet."
            if jav
            else f"{who} deltar inte i beslutet."
        )
        matter.notified = [council.drafting]
    elif step > 6:
        matter.notified = [council.administration]
    matter.clauses, matter.sentences = tuple(clauses), tuple(sentences)
    return matter


def _case(random: Random, council: Council, year: int) -> str:
    return f"{council.series} {random.randint(10, 2400)}-{year - random.randint(0, 1)}"


def _story(random: Random, council: Council, when: dt.date) -> list[str]:
    first, *rest = invented.history(random, council, when)
    return [
        f"{first} {invented.prose(random, council, 2)}",
        *(f"{invented.prose(random, council, random.randint(4, 7))} {sentence}" for sentence in rest),
        *(invented.prose(random, council, random.randint(2, 5)) for _ in range(2)),
    ]


def _documents(random: Random, title: str, when: dt.date) -> list[str]:
    dated = when - dt.timedelta(days=random.randint(10, 60))
    listed = [
        f"Tjänsteskrivelse {dated:%Y-%m-%d}, bilaga {random.randint(1, 9)}",
        f"{title}, bilaga {random.randint(10, 40)}",
        f"Konsekvensbeskrivning {random.randint(1, 99)} för {random.choice(('barn', 'klimat', 'ekonomi'))}",
        f"Protokollsutdrag {dated:%Y-%m-%d} § {random.randint(1, 90)}",
    ]
    return listed[: random.randint(1, 4)]


def _contest(random: Random, meeting: Meeting, matter: Matter, *, voted: bool) -> None:
    """Add rival yrkanden, how they were put, a vote where asked for, a reservation and a statement."""
    own, office = meeting.council.own, meeting.council.administration.lower()
    against, second, third, silent = random.sample(meeting.members[2:], 4)
    chair = meeting.members[0]
    matter.motions = [
        f"{chair} yrkar bifall till {office}s förslag.",
        f"{against} yrkar avslag på {office}s förslag.",
        f"{second} och {third} instämmer i {against.name}s ({against.party}) yrkande.",
    ]
    matter.proposition = [
        f"Ordföranden ställer {office}s förslag mot avslag och finner att {own} bifaller {office}s förslag.",
    ]
    if voted:
        no = [against, second, third]
        yes = [one for one in meeting.members if one not in no and one != silent]
        matter.vote = [
            "Votering begärs. Följande voteringsordning godkänns:",
            f"Ja-röst innebär bifall till {office}s förslag.",
            "Nej-röst innebär avslag.",
            f"Ja röstar: {_several(yes)}.",
            f"Nej röstar: {_several(no)}.",
            f"Avstår: {silent}.",
            f"Med {len(yes)} ja-röster mot {len(no)} nej-röster och 1 som avstår bifaller {own} {office}s förslag.",
        ]
    matter.reservation = f"{against} reserverar sig mot beslutet till förmån för eget yrkande."
    matter.statement = f"{silent} lämnar följande protokollsanteckning: ”{invented.prose(random, meeting.council, 1)}”"


def _several(people: list[Person]) -> str:
    return ", ".join(map(str, people[:-1])) + f" och {people[-1]}"


def _elect(random: Random, meeting: Meeting, matter: Matter) -> tuple[list[str], list[str]]:
    new, old = random.sample(meeting.substitutes[:2] + meeting.members[2:], 2)
    council = meeting.council
    matter.title = f"Val av ersättare i {council.board.lower()} {random.randint(2, 99)}"
    matter.proposed_to = ""
    until = f"31 december {meeting.when.year + 2}"
    where = f"ersättare i {council.board.lower()}"
    return (
        [f"att utse {new} till {where} i stället för {old} till och med den {until}"],
        [f"{new} utses till {where} i stället för {old} till och med den {until}."],
    )


def _initiate(random: Random, meeting: Meeting, matter: Matter) -> None:
    who = random.choice(meeting.members[2:])
    council = meeting.council
    about = matter.title[0].lower() + matter.title[1:]
    matter.title = f"Svar på motion om {about}"
    when = invented.day(meeting.when - dt.timedelta(days=random.randint(60, 200)))
    step = random.randint(4, 99)
    opening = f"{who} har till {council.assembly.lower()} den {when} lämnat en motion om {about}."
    board = council.board.lower()
    sent = f"{council.assembly} beslutade den {when}, § {step}, att lämna motionen till {board} för beredning."
    matter.story[0] = f"{opening} {sent} {matter.story[0]}"
    matter.notified = [council.board]


def write(
    out: Path, *, amount: int, size: int = SIZE, seed: int = 1, one: Callable[[int, int, int], Generated] = make
) -> list[Path]:
    """Write a collection into a folder; `one` makes each document, of the seed, its place and its size.

    Returns:
        The files, in order.
    """
    out.mkdir(parents=True, exist_ok=True)
    found = []
    for index in range(amount):
        document = one(seed, index, size)
        path = out / document.name
        path.write_text(document.text, encoding="utf-8", newline="\n")
        found.append(path)
    return found


def main() -> None:
    """Write a collection as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100, help="how many documents")
    parser.add_argument("--size", type=int, default=SIZE, help="characters of each, about")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--chains", action="store_true", help="cases that go through three bodies (bench/chains.py)")
    options = parser.parse_args()
    how = make
    if options.chains:
        from bench import chains  # noqa: PLC0415 - it is made of what stands here

        how = chains.make
    found = write(options.out, amount=options.count, size=options.size, seed=options.seed, one=how)
    print(f"{len(found)} documents, {sum(path.stat().st_size for path in found):,} bytes in {options.out}")


if __name__ == "__main__":
    main()
