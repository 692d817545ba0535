"""What a text names as spaCy's span groups: found once, and added to by a pipeline that the user names."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import spacy
from spacy.training import Example

import kg
from kg import facts
from kg.files import source
from kg.language import frames, marks
from kg.minutes import segment

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "Brovalla kommun\nKommunstyrelsen\nSammanträdesdatum 2031-03-11\n\nNärvarande\nAnna Ek (S), ordförande\n\n"


def test_marks_are_span_groups() -> None:
    doc = kg.annotate("Anna Ek (S) och Vänsterpartiet yrkar att tekniska nämnden svarar enligt kommunallagen.")
    said = {kind: [span.text for span in doc.spans[kind]] for kind in marks.KINDS if doc.spans[kind]}
    assert said == {
        "person": ["Anna Ek (S)"],
        "party": ["Vänsterpartiet"],
        "body": ["tekniska nämnden"],
        "law": ["kommunallagen"],
    }


def test_a_word_that_ends_as_a_law_does_and_is_none_is_no_law() -> None:
    doc = kg.annotate("Beslutsunderlagen och anslagen redovisas enligt miljöbalken (1998:808).")
    assert [span.text for span in doc.spans["law"]] == ["miljöbalken (1998:808)"]


def test_frames_are_span_groups_with_their_names() -> None:
    frame = frames.shipped()[0]
    example = frame.yes[0] if isinstance(frame.yes[0], str) else frame.yes[0]["text"]
    doc = kg.annotate(example)
    assert frame.rule in {span.label_ for span in doc.spans["frames"]}


def test_the_finders_run_once_for_each_text_of_a_document() -> None:
    said = "Kommunstyrelsen har den 3 mars 2031, § 7, behandlat ärendet. Anna Ek (S) deltar inte på grund av jäv."
    minutes = segment.segment(source.from_bytes(f"{HEAD}§ 1 Taxa\n\nBakgrund\n{said}\n".encode(), "a.txt"))
    marks._marked.cache_clear()  # noqa: SLF001
    facts.extract(minutes)
    first = marks._marked.cache_info()  # noqa: SLF001
    facts.extract(minutes)
    assert marks._marked.cache_info().misses == first.misses  # noqa: SLF001
    texts = {*said.split(". "), "Taxa"}
    assert first.misses <= 2 * len(texts)


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Train a small pipeline on invented sentences: it learns that `Lyktan` is an organisation."""
    spacy.util.fix_random_seed(4)  # type: ignore[attr-defined]  # it is spaCy's by import
    nlp = spacy.blank("sv")
    nlp.add_pipe("ner")
    texts = [
        f"{name} har den {day} mars 2031 {verb} {what}."
        for name in ("Lyktan", "Fyren", "Bojen", "Mistluren", "Ljuset")
        for verb in ("knackat på hos", "skrivit till", "svarat")
        for day, what in ((3, "byggnadsnämnden"), (8, "styrelsen"))
    ]
    examples = [Example.from_dict(nlp.make_doc(text), {"entities": [(0, text.index(" "), "ORG")]}) for text in texts]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(20):
        nlp.update(examples, sgd=optimizer)
    place = tmp_path_factory.mktemp("pipeline") / "lyktan"
    nlp.to_disk(place)
    return place


def _run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


SAID = "Lyktan har den 3 mars 2031 knackat på hos byggnadsnämnden."
FRAME = f"""[knocked]
says = "{{source:organisation}} har knackat på hos {{target:body}}"
fields = {{ kind = "requests" }}
yes = ["Brovalla kommun har den 3 mars 2031 knackat på hos byggnadsnämnden."]
no = ["{SAID.replace("har", "ska")}"]
"""


def test_a_pipeline_that_the_user_names_adds_what_the_rules_do_not_find(pipeline: Path) -> None:
    doc = kg.annotate(SAID)
    assert [*doc.spans["inferred"], *doc.spans["organisation"]] == []
    code = f"import kg; doc = kg.annotate({SAID!r}); print(doc.spans['inferred'], doc.spans['organisation'])"
    assert _run(code, KG_MODEL=str(pipeline)).stdout.strip() == "[Lyktan] [Lyktan]"


def test_a_fact_that_names_what_a_pipeline_found_is_inferred(pipeline: Path, tmp_path: Path) -> None:
    (tmp_path / "mine" / "frames").mkdir(parents=True)
    (tmp_path / "mine" / "frames" / "referral.toml").write_text(FRAME, encoding="utf-8")
    (tmp_path / "a.txt").write_text(f"{HEAD}§ 1 Taxa\n\nBakgrund\n{SAID}\n\nBeslut\nTaxan antas.\n", encoding="utf-8")
    command = f"build {tmp_path / 'a.txt'} -o {tmp_path / 'a.nq'} --lexicon {tmp_path / 'mine'} --force".split()
    door = "from kg.cli import main; main()"
    without = subprocess.run([sys.executable, "-c", door, *command], capture_output=True, text=True, check=False)
    assert without.returncode == 0, without.stderr
    assert "status/inferred" not in (tmp_path / "a.nq").read_text(encoding="utf-8")
    command += ["--model", str(pipeline)]
    done = subprocess.run([sys.executable, "-c", door, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    graph = (tmp_path / "a.nq").read_text(encoding="utf-8")
    assert "status/inferred" in graph
    assert "Lyktan" in graph
    assert "spaCy sv_pipeline" in (tmp_path / "a.nq.prov.ttl").read_text(encoding="utf-8")


def test_a_pipeline_that_is_not_there_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HEAD, encoding="utf-8")
    code = "from kg.cli import main; main()"
    arguments = ["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.nq"), "--model", "no_such_model"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "there is no pipeline no_such_model" in done.stderr
