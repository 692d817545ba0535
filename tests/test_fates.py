"""What became of a proposal is read from both ends' clauses and days, and nothing is told where nothing is loaded."""

from __future__ import annotations

from kg.graph import fates
from kg.graph.clauses import compare, says_the_same
from kg.graph.tellings import Made, Point, Told

BOARD, COUNCIL = "urn:ks", "urn:kf"
LAKE, BENCH, TAX = "Badplatsen anläggs i Östervik", "Nämnden får i uppdrag att sätta upp bänkar", "Taxan avslås"


def made(body: str, day: str, *texts: str, asked: str = "", paragraph: int = 1, **said: object) -> Made:
    """Give a decision of a meeting, a proposal where somebody is asked."""
    item = f"{body}/{day}/{paragraph}"
    points = tuple(
        Point(f"{item}/c{nth}", nth, text, "adopted", f"{item}/c{nth}#p") for nth, text in enumerate(texts, 1)
    )
    kind = "proposal" if asked else "decision"
    plain = Made(
        item + "/d", f"m:{item}", item, body, day, kind, "adopted", asked, asked, "", False, f"{item}#p", points
    )
    return plain._replace(**said)  # type: ignore[arg-type]


def told(*decisions: Made) -> list[tuple[str, str, str]]:
    """Give the day of each proposal, what became of it, and the day of the decision."""
    return [(one.proposal.day, one.fate, one.settled.day) for one in fates.of_case(decisions)]


def proposal(day: str = "2031-03-05", *texts: str) -> Made:
    """Give a proposal of the board to the council."""
    return made(BOARD, day, *(texts or (LAKE,)), asked=COUNCIL)


def test_the_same_clauses_are_as_proposed_however_they_are_printed_and_parted() -> None:
    assert told(proposal(), made(COUNCIL, "2031-03-20", "Bad-\nplatsen anläggs i Östervik.")) == [
        ("2031-03-05", "as-proposed", "2031-03-20")
    ]
    parted = compare(proposal("d", LAKE, BENCH).clauses, made(COUNCIL, "d", f"{LAKE}. {BENCH}").clauses)
    assert parted.unchanged


def test_another_sum_or_a_not_is_never_the_same() -> None:
    assert not says_the_same("Anslaget höjs till 4 miljoner kronor", "Anslaget höjs till 5 miljoner kronor")
    assert not says_the_same("Planen antas", "Planen antas inte")
    assert says_the_same("att uppdra åt nämnden att bygga en bro", "Nämnden får i uppdrag att bygga en bro")


def test_a_clause_more_or_less_or_otherwise_is_a_change() -> None:
    for texts in ((LAKE, BENCH), (f"{LAKE} och i Granfors", BENCH)):
        assert told(proposal(), made(COUNCIL, "2031-03-20", *texts))[0][1] == "changed"
    assert told(proposal("2031-03-05", LAKE, BENCH), made(COUNCIL, "2031-03-20", LAKE))[0][1] == "changed"


def test_the_words_in_front_go_before_small_differences_of_the_text() -> None:
    other = "Badplatsen anläggs vid sjön i Östervik"
    assert told(proposal(), made(COUNCIL, "2031-03-20", other, of=BOARD))[0][1] == "as-proposed"
    assert told(proposal(), made(COUNCIL, "2031-03-20", other, of=BOARD, altered=True))[0][1] == "changed"


def test_a_word_more_in_a_long_clause_is_the_clerks_unless_it_turns_it_or_the_decision_changes_something() -> None:
    long = "Två mobila team för vård i hemmet inrättas i Lidvik respektive Granfors från den 1 september 2031"
    wordy = long.replace("inrättas i", "inrättas med placering i")
    assert told(proposal("2031-03-05", long), made(COUNCIL, "2031-03-20", wordy))[0][1] == "as-proposed"
    assert told(proposal("2031-03-05", long), made(COUNCIL, "2031-03-20", wordy, altered=True))[0][1] == "changed"
    for turned, fate in (
        (long.replace("inrättas", "inrättas inte"), "replaced"),
        (long.replace("2031", "2032"), "changed"),
    ):
        assert told(proposal("2031-03-05", long), made(COUNCIL, "2031-03-20", turned))[0][1] == fate


def test_a_clause_that_came_out_otherwise_leads_to_what_it_became() -> None:
    now = "Badplatsen anläggs i Östervik senast 2033"
    (found,) = fates.of_case([proposal(), made(COUNCIL, "2031-03-20", now)])
    assert [(was.text, other.text) for was, other in found.became] == [(LAKE, now)]


def test_something_else_replaces_a_refusal_rejects_and_a_return_sends_back() -> None:
    assert told(proposal(), made(COUNCIL, "2031-03-20", BENCH, altered=True))[0][1] == "replaced"
    assert told(proposal(), made(COUNCIL, "2031-03-20", TAX, outcome="rejected"))[0][1] == "rejected"
    back = made(COUNCIL, "2031-03-20", "Ärendet återremitteras till styrelsen", outcome="referred-back")
    assert told(proposal(), back)[0][1] == "referred-back"


def test_what_says_only_that_somebody_s_proposal_goes_is_no_other_decision() -> None:
    vague = made(COUNCIL, "2031-03-20", "Enligt borgmästarens förslag")
    assert told(proposal(), vague) == told(proposal(), made(COUNCIL, "2031-03-20", "Godkändes")) == []
    own = made(BOARD, "2031-03-05", "Enligt borgmästarens förslag", asked=COUNCIL)
    assert told(own, made(COUNCIL, "2031-03-20", LAKE)) == []
    assert told(own, made(COUNCIL, "2031-03-20", "Styrelsens förslag godkändes"))[0][1] == "as-proposed"


def test_a_paragraph_that_has_another_proposal_before_it_settles_that() -> None:
    decision = made(COUNCIL, "2031-03-20", BENCH)
    telling = Told(
        "urn:t", decision.minutes, decision.item, COUNCIL, "2031-03-20", "prepares", BOARD, COUNCIL, "", "",
        anticipated=False, passage="", number="1",
    )  # fmt: skip
    for number, date, fate in (
        ("1", "", ["replaced"]), ("1", "2031-03-06", ["replaced"]), ("", "2031-03-05", ["replaced"]),
        ("7", "", []), ("7", "2031-03-05", []), ("1", "2030-03-05", []), ("", "2031-03-12", []),
    ):  # fmt: skip
        found = fates.of_case([proposal(), decision], [telling._replace(number=number, date=date)])
        assert [one.fate for one in found] == fate, (number, date)


def test_clauses_that_are_joined_or_have_a_part_more_are_no_other_decision() -> None:
    rules, valid = "Reglemente för hamnen antas", "Reglementet gäller från den 1 januari 2032"
    joined = "Reglemente för hamnen antas att gälla från den 1 januari 2032"
    assert told(proposal("2031-03-05", rules, valid), made(COUNCIL, "2031-03-20", joined))[0][1] == "as-proposed"
    for one, other in ((rules, joined), (joined, rules)):
        assert told(proposal("2031-03-05", one), made(COUNCIL, "2031-03-20", other))[0][1] == "changed"


def test_what_is_taken_off_the_agenda_settles_nothing() -> None:
    assert told(proposal(), made(COUNCIL, "2031-03-20", "Ärendet utgår", outcome="withdrawn")) == []


def test_what_is_put_off_is_settled_by_the_paragraph_that_takes_it_up_again() -> None:
    off = made(COUNCIL, "2031-03-20", "Ärendet bordläggs", outcome="adjourned")
    assert told(proposal(), off) == [("2031-03-05", "adjourned", "2031-03-20")]
    assert told(proposal(), off, made(COUNCIL, "2031-04-20", LAKE)) == [("2031-03-05", "as-proposed", "2031-04-20")]


def test_a_new_proposal_of_the_same_matter_has_a_fate_of_its_own() -> None:
    back = made(COUNCIL, "2031-03-20", "Ärendet återremitteras", outcome="referred-back")
    again = proposal("2031-05-05", f"{LAKE} år 2032")
    assert told(proposal(), back, again, made(COUNCIL, "2031-05-20", f"{LAKE} år 2032")) == [
        ("2031-03-05", "referred-back", "2031-03-20"),
        ("2031-05-05", "as-proposed", "2031-05-20"),
    ]


def test_what_the_receiver_did_before_or_only_heard_settles_nothing() -> None:
    assert told(proposal(), made(COUNCIL, "2031-02-20", LAKE)) == []
    assert told(proposal(), made(COUNCIL, "2031-03-20", "Informationen antecknas", outcome="noted")) == []
    assert told(proposal()) == []


def test_of_two_paragraphs_of_a_day_the_one_that_follows_the_proposal_settles_it() -> None:
    heard = made(COUNCIL, "2031-03-20", BENCH, paragraph=3, altered=True)
    assert told(proposal(), heard, made(COUNCIL, "2031-03-20", LAKE, paragraph=9)) == [
        ("2031-03-05", "as-proposed", "2031-03-20")
    ]


def test_what_was_proposed_to_the_council_beside_is_no_addition_of_the_board_that_hands_it_on() -> None:
    answer, motion = "Kontorets yttrande antas", "Motionen anses besvarad"
    here = [made("urn:au", "2031-02-20", answer, asked=BOARD), made("urn:au", "2031-02-20", motion, asked=COUNCIL)]
    here[1] = here[1]._replace(iri="urn:au/d2")
    for handed_on in (motion, "Motionen bifalls"):
        on = made(BOARD, "2031-03-05", handed_on, asked=COUNCIL)
        assert told(*here, made(BOARD, "2031-03-05", answer), on) == [("2031-02-20", "as-proposed", "2031-03-05")]
    one = made(BOARD, "2031-03-05", answer, motion)
    assert told(*here, one) == [("2031-02-20", "as-proposed", "2031-03-05")]
    more = made(BOARD, "2031-03-05", answer, BENCH)
    assert told(*here, more) == [("2031-02-20", "changed", "2031-03-05")]
