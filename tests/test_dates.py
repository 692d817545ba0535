"""Dates and clock times as minutes print them; and the small examples that stand in the code."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import kg
from kg.document import understand
from kg.facts.head.limits import paragraphs
from kg.files.source import from_bytes
from kg.language import dates
from kg.language.dates import When

# Those of kg.api read data/sample: tests/test_python.py runs them where that lies.
MODULES = sorted({module.name for module in pkgutil.walk_packages(kg.__path__, "kg.")} - {"kg.api"})


@pytest.mark.parametrize(
    "printed",
    [
        "310311", "11 III 2031", "11.III.2031", "2031 03 11", "11/3-31", "11/3 31", "11.3.31",
        "den 11 mars 31", "mars 11, 2031", "den elfte mars 2031", "11-mar-2031", "2031-mar-11", "2031-3-11",
        "2031 - 03 - 11", "2031/3/11", "31-03-11",
    ],
)  # fmt: skip
@pytest.mark.parametrize("line", ["{}", "Sammanträdesdatum: {}", "Kommunstyrelsen, tisdagen {}"])
def test_a_day_in_an_odd_form_is_that_of_the_meeting_beside_its_body(printed: str, line: str) -> None:
    head = f"Lerviks kommun\nKommunstyrelsen\nSammanträdesprotokoll\n{line.format(printed)}\n\n"
    text = f"{head}§ 3 Taxa\n\nBeslut\nKommunstyrelsen beslutar att anta taxan.\n"
    assert understand(from_bytes(text.encode(), "a.txt"))[1]["meeting"][0].dates == ("2031-03-11",)


@pytest.mark.parametrize(
    "line", ["Dnr 310311", "KS 310311", "Tel.  31 03 11", "Justerat 31-03-11", "Sida 11.3.31 av 4"]
)
def test_a_figure_beside_other_words_is_no_day_of_a_meeting(line: str) -> None:
    head = f"Lerviks kommun\nKommunstyrelsen\nSammanträdesprotokoll\n{line}\n\n"
    text = f"{head}§ 3 Taxa\n\nBeslut\nKommunstyrelsen beslutar att anta taxan.\n"
    assert understand(from_bytes(text.encode(), "a.txt"))[1]["meeting"][0].dates == ()


@pytest.mark.parametrize("printed", ["11/3 -15/3", "den 11 mars –12 april", "den 3 mars -10.30"])
def test_a_dash_that_goes_on_is_no_year(printed: str) -> None:
    when = dates.find(printed, 2031)
    assert when is not None
    assert when.first.startswith("2031-03-")


@pytest.mark.parametrize(
    ("printed", "when"),
    [
        ("2031-03-11", When("2031-03-11")),
        ("2031‐03‐11", When("2031-03-11")),
        ("2031.03.11", When("2031-03-11")),
        ("den 4 mars 2031", When("2031-03-04")),
        ("4 MARS 2031", When("2031-03-04")),
        ("1 sept. 2031", When("2031-09-01")),
        ("24 – 25 februari 2031", When("2031-02-24", "2031-02-25")),
        ("2031-06-18—19", When("2031-06-18", "2031-06-19")),
        ("5/3 2031", When("2031-03-05")),
        ("2031–03–11", When("2031-03-11")),
        ("2031−03−11", When("2031-03-11")),
        ("20310311", When("2031-03-11")),
        ("11.03.2031", When("2031-03-11")),
        ("11-03-2031", When("2031-03-11")),
        ("11/03/2031", When("2031-03-11")),
        ("tisdagen den 11:e mars 2031", When("2031-03-11")),
        ("den 1:a april, 2031", When("2031-04-01")),
        ("den 11e mars år 2031", When("2031-03-11")),
        ("den 11 mars -31", When("2031-03-11")),
        ("11/3 -31", When("2031-03-11")),
        ("11/3 ’98", When("1998-03-11")),
        ("den 11 mars anno 2031", When("2031-03-11")),
        ("2031-03-11/12", When("2031-03-11", "2031-03-12")),
        ("den 11 och 12 mars 2031", When("2031-03-11", "2031-03-12")),
        ("11–12/3 2031", When("2031-03-11", "2031-03-12")),
    ],
)
def test_a_printed_day_is_this_day(printed: str, when: When) -> None:
    assert dates.find(f"Mötet {printed}, § 4") == when


@pytest.mark.parametrize(
    "text", ["31 februari 2031", "2031-13-01", "§ 12", "97-2031", "1/2 av dem", "5 mars", "ej 21/3", "1.1.1"]
)
def test_what_is_no_day_or_has_no_year_is_none(text: str) -> None:
    assert dates.find(text) is None


@pytest.mark.parametrize(
    ("printed", "meeting", "day"),
    [
        ("den 12 maj", "2031-06-01", "2031-05-12"),
        ("den 15 december", "2031-06-01", "2030-12-15"),
        ("den 1 juni", "2031-06-01", "2031-06-01"),
        ("21/3", "2031-03-20", "2030-03-21"),
        ("den 12 maj 2029", "2031-06-01", "2029-05-12"),
    ],
)
def test_a_day_without_year_is_the_last_one_not_after_the_meeting(printed: str, meeting: str, day: str) -> None:
    assert dates.before(printed, meeting) == When(day)


@pytest.mark.parametrize(
    ("printed", "days"),
    [
        ("tisdag den 11 mars kl. 13 och onsdag den 12 mars 2031 kl. 8", ["2031-03-11", "2031-03-12"]),
        ("30 mars–1 april 2031", ["2031-03-30", "2031-04-01"]),
        ("2031-03-11 – 2031-03-12", ["2031-03-11", "2031-03-12"]),
        ("den 31 december och den 2 januari 2032", ["2032-01-02"]),
        ("den 11 mars", []),
    ],
)
def test_a_day_without_year_takes_that_of_the_next(printed: str, days: list[str]) -> None:
    assert dates.days(printed) == days


def test_without_a_meeting_day_the_year_stays_open() -> None:
    assert dates.before("den 12 maj", "") is None


@pytest.mark.parametrize(
    ("printed", "times"),
    [
        ("kl. 09.15–16:00", ["09:15:00", "16:00:00"]),
        ("klockan 9.00", ["09:00:00"]),
        ("kl. 25.00 och 12.75", []),
        ("bilaga 12.3.4", []),
    ],
)
def test_clock_times(printed: str, times: list[str]) -> None:
    assert dates.clock(printed) == times


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("§§ 12-15", ("12", "13", "14", "15")),
        ("§§38-40", ("38", "39", "40")),
        ("§ 7", ("7",)),
        ("§§ 3, 5 och 7–8", ("3", "5", "7", "8")),
        ("§ 9 och § 11", ("9", "11")),
        ("§§ 15-12", ("15", "12")),
    ],
)
def test_a_list_of_paragraph_numbers(printed: str, numbers: tuple[str, ...]) -> None:
    assert paragraphs(printed) == numbers


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_the_code_hold(module: str) -> None:
    found = doctest.testmod(importlib.import_module(module))
    assert found.failed == 0
