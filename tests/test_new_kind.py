"""A new kind of fact is one file, one line in KINDS, its terms: walked in a copy, with adjournments of a meeting."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KIND = '''"""Breaks of a meeting: `Mötet ajourneras mellan kl. 14.50 och 15.05`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.facts.kind import Fact, Field, ItemText, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAID = re.compile(r"ajourneras mellan kl\\\\. (\\\\d\\\\d)\\\\.(\\\\d\\\\d) och (\\\\d\\\\d)\\\\.(\\\\d\\\\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjournment(Fact):
    """From when until when."""

    begin: str
    end: str = ""


def extract(text: ItemText) -> Iterator[Adjournment]:
    """Read them."""
    for section in text.item.sections:
        for block in section.blocks:
            for match in _SAID.finditer(block.text):
                begin, end = f"{match[1]}:{match[2]}:00", f"{match[3]}:{match[4]}:00"
                span = block.flow.span(*match.span())
                yield Adjournment(item=text.item.number, at=(span,), begin=begin, end=end)


KIND = Kind(
    name="adjournment",
    record=Adjournment,
    term="Adjournment",
    link="hasAdjournment",
    fields=(Field("begin", "fromTime", "time"), Field("end", "untilTime", "time")),
    needs=("begin",),
    extract_item=extract,
)
'''.replace("\\\\", "\\")
TERMS = """
gov:Adjournment
    a owl:Class ;
    rdfs:label "ajournering"@sv, "adjournment"@en ;
    rdfs:comment "Ett avbrott i sammanträdet."@sv, "A break of the meeting."@en ;
    rdfs:isDefinedBy <https://w3id.org/protokollgraf/ns> .

gov:hasAdjournment
    a owl:ObjectProperty ;
    rdfs:domain gov:AgendaItem ;
    rdfs:range gov:Adjournment ;
    rdfs:label "ajournering"@sv, "has adjournment"@en ;
    rdfs:comment "Ett avbrott under paragrafen."@sv, "A break during the item."@en ;
    rdfs:isDefinedBy <https://w3id.org/protokollgraf/ns> .
"""
MINUTES = """Tallviks kommun
Tekniska nämnden
Protokoll 2031-05-06

Beslutande
Maj Tallhed (S), ordförande
Omar Selander (L)

§ 1 Taxa för hamnen

Mötet ajourneras mellan kl. 14.50 och 15.05.

Beslut
Nämnden beslutar att anta taxan.
"""
COMMANDS = """import json, pathlib
from click.testing import CliRunner
from kg.cli import main

def kg(*words):
    done = CliRunner().invoke(main, words)
    return done.exit_code, done.output

told = {"build": kg("build", "minutes.txt", "-o", "made.trig")}
told["why"], told["check"] = kg("why", "made.trig", "adjournment/1"), kg("check", "made.trig")
made = pathlib.Path("made.trig").read_text("utf-8").replace('fromTime "14:50:00"^^xsd:time', 'fromTime "14.50"')
pathlib.Path("broken.trig").write_text(made, "utf-8")
told["broken"] = kg("check", "broken.trig")
print(json.dumps(told))
"""


def run(tree: Path, *call: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *call], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_new_kind_of_fact_is_one_file_one_line_and_its_terms(tmp_path: Path) -> None:
    for name in ("kg", "ontology", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("data", "queries"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "kg" / "facts" / "floor" / "adjournment.py").write_text(KIND, encoding="utf-8")
    kinds = tmp_path / "kg" / "facts" / "__init__.py"
    listed = kinds.read_text(encoding="utf-8")
    listed = listed.replace("from kg.facts.floor import ", "from kg.facts.floor import adjournment, ", 1)
    kinds.write_text(
        listed.replace("    citation.KIND,\n", "    citation.KIND,\n    adjournment.KIND,\n"), encoding="utf-8"
    )
    terms = tmp_path / "ontology" / "governance.ttl"
    terms.write_text(terms.read_text(encoding="utf-8") + TERMS, encoding="utf-8")
    run(tmp_path, "-m", "tools.ontology")
    (tmp_path / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    told = json.loads(run(tmp_path, "-c", COMMANDS))
    assert [told[name][0] for name in ("build", "why", "check", "broken")] == [0, 0, 0, 3]
    assert "gov:Adjournment" in told["why"][1]
    assert "gov:fromTime '14.50' is no xsd:time" in told["broken"][1]
    graph = (tmp_path / "made.trig").read_text(encoding="utf-8")
    assert 'gov:fromTime "14:50:00"^^xsd:time' in graph
    assert "gov:hasAdjournment" in graph
