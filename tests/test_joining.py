"""Movements that two bodies tell are joined by paragraph, by day and by order, and never where two could be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph import joining, renumbered
from kg.graph.document_graph import DocumentGraph
from kg.graph.evidence import said
from kg.graph.group import Group
from kg.graph.identities import Identities
from kg.graph.renumbered import About
from kg.graph.tellings import Paragraph, Told
from tools import joins

if TYPE_CHECKING:
    from kg.graph.store import Graph

BOARD, COUNCIL, COMMITTEE, OFFICE = "urn:ks", "urn:kf", "urn:au", "urn:slk"


def telling(
    body: str, day: str, kind: str, ends: tuple[str, str], *, date: str = "", at: str = "", paragraph: int = 1
) -> Told:
    """Give a telling of the minutes of a body's meeting of a day."""
    minutes, item = f"urn:minutes/{body[4:]}-{day}", f"{body}/{day}/{paragraph}"
    iri = f"{minutes}/{paragraph}/referral/{kind}"
    return Told(iri, minutes, item, body, day, kind, *ends, date, at, anticipated=False, passage=f"{iri}#p")


def pairs(*told: Told, again: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Give what is joined of the tellings of one case: the telling that counts, and the other."""
    return [(join.counted.iri, join.other.iri) for join in joining.by_case(told, again)]


UP = (BOARD, COUNCIL)


def test_the_receivers_first_telling_from_the_senders_day_on_is_the_same_movement() -> None:
    sent = telling(BOARD, "2031-03-05", "proposes", UP)
    before = telling(COUNCIL, "2031-02-20", "prepares", UP)
    first = telling(COUNCIL, "2031-03-20", "prepares", UP)
    later = telling(COUNCIL, "2031-05-20", "prepares", UP)
    assert pairs(sent, before, first, later) == [(sent.iri, first.iri)]


def test_what_is_told_from_the_next_sending_on_belongs_to_that() -> None:
    one, two = (telling(BOARD, day, "proposes", UP) for day in ("2031-03-05", "2031-06-05"))
    told = telling(COUNCIL, "2031-06-05", "prepares", UP)
    assert pairs(one, two, told) == [(two.iri, told.iri)]


def test_a_paragraph_that_takes_up_an_adjourned_one_tells_of_the_same_movement() -> None:
    sent = telling(BOARD, "2031-03-05", "proposes", UP)
    first, second, third = (telling(COUNCIL, day, "prepares", UP) for day in ("2031-03-20", "2031-04-20", "2031-05-20"))
    assert pairs(sent, first, second, third, again=(first.item,)) == [(sent.iri, first.iri), (sent.iri, second.iri)]


def test_a_return_is_joined_by_the_day_that_the_receiver_states_each_time_it_tells_of_it() -> None:
    down = (COUNCIL, BOARD)
    sent = telling(COUNCIL, "2031-03-20", "refers-back", down)
    told = [telling(BOARD, day, "refers-back", down, date="2031-03-20") for day in ("2031-04-02", "2031-05-02")]
    assert pairs(sent, *told) == [(sent.iri, told[0].iri), (sent.iri, told[1].iri)]


def test_what_states_the_senders_paragraph_is_joined_to_that_alone_whatever_end_that_names() -> None:
    step = f"{COUNCIL}/2031-03-20/1"
    sent = telling(COUNCIL, "2031-03-20", "refers-back", (COUNCIL, OFFICE))
    down = (COUNCIL, BOARD)
    told = [
        telling(BOARD, day, "refers-back", down, date="2031-03-20", at=step) for day in ("2031-04-02", "2031-05-02")
    ]
    assert pairs(sent, *told) == []
    assert [(one.counted, one.other) for one in joining.by_step([sent, *told], step)] == [
        (sent, told[0]),
        (sent, told[1]),
    ]
    assert pairs(*told) == [(told[0].iri, told[1].iri)]


def test_a_stated_day_on_which_the_sender_did_not_send_it_joins_nothing_by_order() -> None:
    sent = telling(BOARD, "2031-03-05", "proposes", UP)
    told = telling(COUNCIL, "2031-03-20", "prepares", UP, date="2031-02-05")
    assert pairs(sent, told) == []


def test_two_paragraphs_of_a_day_that_send_one_case_alike_are_told_apart_by_nothing() -> None:
    sent = [telling(BOARD, "2031-03-05", "proposes", UP, paragraph=nth) for nth in (4, 5)]
    assert pairs(*sent, telling(COUNCIL, "2031-03-20", "prepares", UP)) == []


def test_questions_and_answers_go_their_own_ways() -> None:
    asked = telling(BOARD, "2031-03-05", "consults", (BOARD, COMMITTEE))
    heard = telling(COMMITTEE, "2031-03-20", "consults", (BOARD, COMMITTEE))
    answered = telling(COMMITTEE, "2031-03-20", "answers", (COMMITTEE, BOARD))
    received = telling(BOARD, "2031-04-05", "answers", (COMMITTEE, BOARD))
    assert pairs(asked, heard, answered, received) == [(asked.iri, heard.iri), (answered.iri, received.iri)]


def test_what_another_told_before_the_receiver_is_one_where_the_sender_has_no_minutes() -> None:
    asked = telling(COUNCIL, "2031-03-20", "requests", (OFFICE, COUNCIL))
    before = telling(BOARD, "2031-03-05", "requests", (OFFICE, COUNCIL))
    assert pairs(asked, before) == [(asked.iri, before.iri)]


def test_a_committees_step_is_one_for_the_board_and_for_the_council_above_it() -> None:
    step = f"{COMMITTEE}/2031-02-20/7"
    own = telling(COMMITTEE, "2031-02-20", "proposes", (COMMITTEE, BOARD), paragraph=7)
    board = telling(BOARD, "2031-03-05", "prepares", (COMMITTEE, BOARD), date="2031-02-20", at=step)
    council = telling(COUNCIL, "2031-03-20", "prepares", (COMMITTEE, COUNCIL), date="2031-02-20", at=step)
    found = joining.by_step([own, board, council], step)
    assert [(one.counted, one.other) for one in found] == [(own, board), (own, council)]
    assert [(one.counted, one.other) for one in joining.by_step([board, council], step)] == [(board, council)]


def test_a_line_that_names_a_paragraph_tells_of_what_it_sent_back_or_asked_of_the_body_that_tells() -> None:
    step = f"{COUNCIL}/2031-03-20/7"
    for kind in ("refers-back", "consults"):
        own = telling(COUNCIL, "2031-03-20", kind, (COUNCIL, BOARD), paragraph=7)
        told = telling(BOARD, "2031-04-05", "prepares", (COUNCIL, BOARD), date="2031-03-20", at=step)
        assert [(one.counted, one.other) for one in joining.by_step([own, told], step)] == [(own, told)]
        elsewhere = own._replace(target=OFFICE)
        assert joining.by_step([elsewhere, told], step) == []
        assert joining.by_step([own, own._replace(iri="urn:again", kind="consults"), told], step) == []


def test_a_paragraph_that_tells_of_a_step_as_dealt_with_and_as_handed_on_tells_of_one_movement() -> None:
    step = f"{COMMITTEE}/2031-02-20/7"
    own = telling(COMMITTEE, "2031-02-20", "forwards", (COMMITTEE, BOARD), paragraph=7)
    told = [
        telling(BOARD, day, kind, (COMMITTEE, BOARD), date="2031-02-20", at=step)
        for day in ("2031-03-05", "2031-04-05")
        for kind in ("forwards", "prepares")
    ]
    found = joining.by_step([own, *told], step)
    assert {(one.counted, one.other) for one in found} == {(own, one) for one in told}
    elsewhere = telling(BOARD, "2031-03-05", "prepares", (COMMITTEE, BOARD), date="2031-02-20", at=step, paragraph=9)
    assert [one.other for one in joining.by_step([own, told[0], elsewhere], step)] == [told[0]]


def test_a_committee_that_sent_two_things_up_is_joined_to_neither_by_a_body_further_up() -> None:
    step = f"{COMMITTEE}/2031-02-20/7"
    own = [
        telling(COMMITTEE, "2031-02-20", kind, (COMMITTEE, end), paragraph=7)
        for kind, end in (("proposes", BOARD), ("forwards", OFFICE))
    ]
    council = telling(COUNCIL, "2031-03-20", "prepares", (COMMITTEE, COUNCIL), date="2031-02-20", at=step)
    assert joining.by_step([*own, council], step) == []


def document(told: Told, digest: str, *, paged: bool = False) -> DocumentGraph:
    """Give a document with one paragraph of one case that tells a movement, under the Minutes of a digest."""
    minutes = f"urn:minutes/{digest}"
    one = told._replace(minutes=minutes, iri=told.iri.replace(told.minutes, minutes))
    found = DocumentGraph(minutes, digest, complete=True, paged=paged, items=[one.item])
    found.paragraphs = [
        Paragraph(one.item, one.body, one.day, ("urn:case/1",), (one,), (), title="Ny bro", passage=f"{minutes}/text#p")
    ]
    return found


def test_of_a_pdf_and_its_text_the_preferred_record_is_joined_and_each_pair_has_both_passages() -> None:
    sent, told = telling(BOARD, "2031-03-05", "proposes", UP), telling(COUNCIL, "2031-03-20", "prepares", UP)
    documents = [document(sent, "a"), document(told, "b"), document(told, "c", paged=True)]
    triples = []
    for order in (documents, documents[::-1]):
        identities = Identities()
        for one in order:
            identities.add(one)
        triples.append(identities.triples())
    assert triples[0] == triples[1]
    joined = sorted((s, o) for s, p, o in triples[0] if p.endswith("sameMovementAs>"))
    assert joined == [
        ("<urn:minutes/a/1/referral/proposes>", "<urn:minutes/c/1/referral/prepares>"),
        ("<urn:minutes/c/1/referral/prepares>", "<urn:minutes/a/1/referral/proposes>"),
    ]
    statements = {s for s, _, o in triples[0] if o.endswith("Statement>")}
    for statement in statements:
        values = [o for s, p, o in triples[0] if s == statement and p.endswith("supportedBy>")]
        assert len(values) == 2
        assert any(s == statement and o.endswith("status/inferred>") for s, _, o in triples[0])
    assert len(statements) == 3  # both ways, and where the receiver took it up


def test_a_document_says_the_same_of_a_case_and_of_the_paragraph_that_it_cites() -> None:
    own = telling(COMMITTEE, "2031-02-20", "proposes", (COMMITTEE, BOARD), paragraph=7)
    groups = {row.group for row in said(document(own, "a"))}
    assert {"matter urn:case/1", f"step {own.item}"} <= groups
    assert Group().of("told") == {}


def test_the_list_of_joins_names_what_the_sample_joins(sample_graph: Graph) -> None:
    found = list(joins.lines(sample_graph))
    assert any(line.state == "joined" and line.told.kind == "proposes" for line in found)
    assert all(line.others for line in found)
    assert str(found[0]).count("\t") == 7


def test_the_number_of_a_paragraph_with_another_day_of_that_year_is_a_slip_of_the_pen() -> None:
    sent = telling(BOARD, "2031-03-05", "proposes", UP, paragraph=71)
    told = telling(COUNCIL, "2031-03-20", "prepares", UP, date="2031-03-15", at=f"{BOARD}/2031-03-15/71")
    other = told._replace(at=f"{BOARD}/2031-03-15/72")
    last_year = told._replace(at=f"{BOARD}/2030-03-15/71", date="2030-03-15")
    assert [(one.counted, one.rule) for one in joining.by_case([sent, told], ())] == [(sent, "join/by-number")]
    assert pairs(sent, other) == pairs(sent, last_year) == []


def test_a_number_without_a_day_is_of_that_paragraph_alone() -> None:
    sent = telling(BOARD, "2031-03-05", "proposes", UP, paragraph=45)
    told = telling(COUNCIL, "2031-03-20", "prepares", UP)
    assert pairs(sent, told._replace(number="45")) == [(sent.iri, told.iri)]
    assert pairs(sent, told._replace(number="60")) == []
    again = telling(COUNCIL, "2031-04-20", "prepares", UP)
    put_off = (told.item,)
    assert pairs(told._replace(number="60"), again._replace(number="75"), again=put_off) == []
    assert pairs(told._replace(number="60"), again._replace(number="60"), again=put_off) == [(told.iri, again.iri)]
    assert pairs(told._replace(number="60"), again, again=put_off) == [(told.iri, again.iri)]


def test_what_a_board_tells_of_its_asking_is_its_committees_unless_it_asks_itself() -> None:
    committee = f"{BOARD}s-au"
    asked = telling(committee, "2031-02-20", "consults", (committee, OFFICE))
    told = telling(BOARD, "2031-03-05", "consults", (BOARD, OFFICE))
    assert [(one.counted, one.other) for one in joining.of_committees([asked, told], ())] == [(asked, told)]
    assert joining.of_committees([asked, told], {told.passage}) == []
    assert joining.of_committees([asked._replace(target=COUNCIL), told], ()) == []


def about(item: str, case: str, title: str) -> About:
    """Give what a paragraph is about."""
    return About(item, "urn:m", item.rsplit("/", 2)[0], item.split("/")[1], (case,), title, f"{item}#p")


def test_a_paragraph_told_of_under_another_number_and_a_title_like_it_is_of_one_matter() -> None:
    step = f"{COMMITTEE}/2031-02-20/7"
    here = about(step, "urn:x/case/ekby/TN/9-31", "ny-taxa-for-vatten-och-avlopp")
    board = about(f"{BOARD}/2031-03-05/4", "urn:x/case/ekby/KS/40-31", "svar-om-ny-taxa-for-vatten-och-avlopp")
    year = about(f"{BOARD}/2031-03-05/5", "urn:x/case/ekby/KS/41-31", "ny-taxa")
    other = about(f"{BOARD}/2031-03-05/6", "urn:x/case/vik/KS/40-31", "ny-taxa-for-vatten-och-avlopp")
    found = renumbered.of_step(step, [here, board, year, other])
    assert [(one.one, one.other) for one in found] == [(here.cases[0], board.cases[0])]
    asked = here._replace(title="yttrande-over-motion-om-avgiftsfri-parkering")
    answered = board._replace(title="svar-pa-motion-2-2031-om-avgiftsfri-parkering")
    report = board._replace(title="delarsrapport-augusti-2031")
    assert len(renumbered.of_step(step, [asked, answered])) == 1
    assert renumbered.of_step(step, [here._replace(title="delarsrapport-2031-for-hamnen"), report]) == []


def test_what_every_body_makes_for_itself_is_of_one_matter_by_its_number_alone() -> None:
    step = f"{OFFICE}/2031-02-20/7"
    here = about(step, "urn:x/case/ekby/TN/9-31", "budget-2032-och-plan-2033")
    board = about(f"{BOARD}/2031-03-05/4", "urn:x/case/ekby/KS/40-31", "budget-2032-och-plan-2033")
    assert renumbered.unnumbered(step, [here, board]) == []
    committee = about(f"{BOARD}s-au/2031-02-20/7", "", here.title)._replace(cases=())
    found = renumbered.unnumbered(committee.item, [committee, board._replace(cases=())])
    assert [one.item for _, one in found] == [board.item]
    assert renumbered.unnumbered(committee.item, [committee, board._replace(title="budget-for-hamnen-2032")]) == []


def test_titles_that_part_in_one_word_are_of_two_matters_where_no_paragraph_is_named() -> None:
    titles = (
        "motion-om-cykelvag-till-nybyn",
        "motion-om-cykelvag-till-gammelbyn",
        "svar-pa-motion-om-cykelvag-till-nybyn",
    )
    one, other, answer = (
        about(f"{BOARD}/2031-03-05/{nth}", "urn:x/case/ekby/KS/4-31", title) for nth, title in enumerate(titles)
    )
    assert not renumbered.says_all_of(one, other)
    assert renumbered.says_all_of(one, answer)
    assert renumbered.says_all_of(answer, one)
