"""The register: small tables kept by hand, so that their shape is checked."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from kg import resources
from kg.errors import ShareError
from kg.graph.iri import slug
from kg.resources import abbreviations, register

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = {
    "parties": ["id", "abbreviation", "name", "aliases"],
    "organisations": ["id", "kind", "name", "place", "code", "wikidata", "aliases"],
    "abbreviations": ["abbreviation", "name", "scope"],
    "given-names": ["name"],
}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_table_has_its_columns_and_is_sorted_by_the_first(name: str) -> None:
    with (ROOT / "data" / "register" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    assert header == COLUMNS[name]
    assert all(len(row) == len(header) for row in rows)
    assert all(cell == cell.strip() for row in rows for cell in row)
    first = [row[0] for row in rows]
    assert first == sorted(set(first))


def test_every_organisation_is_a_region_or_a_municipality_with_a_code_of_its_length() -> None:
    digits = {"region": 2, "municipality": 4}
    rows = register("organisations")
    assert {row["kind"] for row in rows} == set(digits)
    assert all(re.fullmatch(rf"\d{{{digits[row['kind']]}}}", row["code"]) for row in rows)
    assert len({row["code"] for row in rows}) == len(rows) == 21 + 289


def test_the_code_of_a_municipality_begins_with_that_of_a_region() -> None:
    counties = {row["code"] for row in register("organisations") if row["kind"] == "region"}
    assert {row["code"][:2] for row in register("organisations") if row["kind"] == "municipality"} <= counties


def test_an_id_is_the_slug_of_the_name_unless_two_names_give_the_same() -> None:
    for row in register("organisations"):
        assert row["id"] in {slug(row["name"]), f"{slug(row['name'])}-{row['code']}"}
    assert [row["id"] for row in register("organisations") if row["id"].endswith(row["code"])] == [
        "habo-kommun-0305", "habo-kommun-0643",
    ]  # fmt: skip


def test_no_name_means_two_organisations() -> None:
    names = [
        name.casefold()
        for row in register("organisations")
        for name in (row["name"], *filter(None, row["aliases"].split("|")))
    ]
    assert len(names) == len(set(names))


def test_wikidata_ids_are_none_or_look_like_one() -> None:
    assert all(re.fullmatch(r"(?:Q\d+)?", row["wikidata"]) for row in register("organisations"))


def test_the_parties_are_those_of_the_riksdag_and_those_that_had_another_name() -> None:
    now = ["C", "KD", "L", "M", "MP", "S", "SD", "V"]
    assert [row["abbreviation"] for row in register("parties")] == sorted([*now, "FP", "KDS", "NYD", "VPK"])
    assert all(row["id"] == row["abbreviation"].lower() for row in register("parties"))


def test_no_alias_means_two_parties() -> None:
    names = [
        name.casefold()
        for row in register("parties")
        for name in (row["abbreviation"], row["name"], *filter(None, row["aliases"].split("|")))
    ]
    assert len(names) == len(set(names))


def test_an_abbreviation_of_a_body_stands_for_its_definite_form() -> None:
    assert {row["scope"] for row in register("abbreviations")} <= {"region", "municipality", "any"}
    for short, name in abbreviations().items():
        assert re.fullmatch(r"[A-ZÅÄÖ]{2,5}", short)
        assert name[0].isupper()
        assert name.endswith(("n", "t", "fullmäktige"))


def test_a_missing_table_is_said() -> None:
    with pytest.raises(ShareError, match="cannot read the register"):
        register("nowhere")


def test_a_missing_folder_is_said() -> None:
    with pytest.raises(ShareError, match="the folder nowhere is missing"):
        resources.folder("nowhere")
