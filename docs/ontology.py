"""Write the documentation pages of the vocabulary, from ontology/ and queries/, as HTML files that need no network.

Run by `make ontology-docs`: python docs/ontology.py docs/ontology.html docs/terms.html
"""  # noqa: INP001 - a program beside the page it writes, no package

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import diagram
import thirty
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, SH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

ROOT = Path(__file__).resolve().parent.parent
NAMESPACE = "https://w3id.org/protokollgraf/ns#"
SCHEMES = "https://w3id.org/protokollgraf/"
ONTOLOGY = URIRef(NAMESPACE.removesuffix("#"))
CLOSE = URIRef(f"{NAMESPACE}closeTo")
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c }
h1 { font-size: 1.7rem; line-height: 1.3 } code { overflow-wrap: anywhere } td { overflow-wrap: break-word }
h2 { margin-top: 3rem; border-bottom: 2px solid #b8c4ce }
section { margin: 1.5rem 0; padding-top: .5rem; border-top: 1px solid #e3e7ea }
h3 { margin: 0 } h3 small { font-weight: normal; color: #5b6770 } p { margin: .3rem 0 } [lang=en] { color: #47525a }
table { border-collapse: collapse; margin: .5rem 0; font-size: .92rem }
th, td { text-align: left; vertical-align: top; padding: .15rem .8rem .15rem 0; border-bottom: 1px solid #eef1f3 }
code { font-size: .92em } nav a { margin-right: .6rem; white-space: nowrap } a { color: #0b5394 }
.top { position: sticky; top: 0; background: #fff; padding: .5rem 0; border-bottom: 1px solid #b8c4ce }
.top input { font: inherit; width: min(24rem, 90%); padding: .2rem .5rem }
.wide { overflow-x: auto }
.diagram { width: 100%; min-width: 46rem; height: auto; font: 13px system-ui, sans-serif; text-anchor: middle }
.diagram rect { fill: #eef4f8; stroke: #0b5394 } .diagram .class { font-weight: 600; fill: #0b3a63 }
.diagram .arrow { fill: none; stroke: #5b6770; marker-end: url(#tip) }
.diagram .said { fill: #3b444b; paint-order: stroke; stroke: #fff; stroke-width: 4px }
"""
SEARCH = """
const parts = [...document.querySelectorAll("section, tr[id]")];
const heads = [...document.querySelectorAll("h2")];
document.getElementById("find").addEventListener("input", (event) => {
  const words = event.target.value.toLocaleLowerCase("sv").split(/\\s+/).filter(Boolean);
  const fits = (part) => words.every((word) => part.textContent.toLocaleLowerCase("sv").includes(word));
  for (const part of parts) part.hidden = !fits(part);
  for (const head of heads) head.hidden = words.length > 0;
  const shown = parts.filter((part) => part.tagName === "SECTION" && !part.hidden).length;
  document.getElementById("found").textContent = words.length ? String(shown) : "";
});
"""


class Page:
    """The vocabulary as HTML, part by part.

    Args:
        ontology: The graph of governance.ttl, concepts.ttl and alignments.ttl.
        shapes: The graph of shapes.ttl.
    """

    def __init__(self, ontology: Graph, shapes: Graph) -> None:
        self.ontology = ontology
        self.shapes = shapes
        self.classes = self._terms(OWL.Class)
        self.properties = sorted(
            {
                one
                for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
                for one in self._terms(kind)
            }
        )

    def _terms(self, kind: URIRef) -> list[str]:
        return sorted(str(one) for one in self.ontology.subjects(RDF.type, kind) if str(one).startswith(NAMESPACE))

    def texts(self, thing: Node, predicate: URIRef, tag: str = "p") -> str:
        """Give a text in Swedish and English."""
        found = {getattr(text, "language", ""): str(text) for text in self.ontology.objects(thing, predicate)}
        return "".join(f'<{tag} lang="{lang}">{escape(found[lang])}</{tag}>' for lang in ("sv", "en") if lang in found)

    def link(self, thing: Node | str) -> str:
        """Write a term short, and as a link to where this page explains it."""
        iri = str(thing)
        short = escape(self.ontology.namespace_manager.normalizeUri(iri))
        if iri.startswith(NAMESPACE):
            return f'<a href="#{escape(iri.removeprefix(NAMESPACE))}"><code>{short}</code></a>'
        if iri.startswith(SCHEMES):
            local = escape(iri.removeprefix(SCHEMES))
            place = local if "/" in local else f"scheme-{local}"
            return f'<a href="#{place}"><code>{local.replace("/", ":")}</code></a>'
        return f"<code>{short}</code>"

    def _links(self, thing: Node, predicate: URIRef) -> str:
        return ", ".join(self.link(one) for one in sorted(self.ontology.objects(thing, predicate), key=str))

    def term(self, iri: str, extra: str = "") -> str:
        """Explain a class or property."""
        thing, local = URIRef(iri), escape(iri.removeprefix(NAMESPACE))
        rows = [
            (name, self._links(thing, predicate))
            for name, predicate in (
                ("is a / är en", RDFS.subClassOf),
                ("sub-property of / underegenskap till", RDFS.subPropertyOf),
                ("of / för", RDFS.domain),
                ("takes / tar", RDFS.range),
                ("close to / nära", CLOSE),
            )
        ]
        rows.append(("concepts / begrepp", self._scheme_of(thing)))
        table = "".join(f"<tr><th>{name}</th><td>{links}</td></tr>" for name, links in rows if links)
        labels = " · ".join(str(one) for one in sorted(self.ontology.objects(thing, RDFS.label), key=_swedish_first))
        return (
            f'<section id="{local}"><h3><code>gov:{local}</code> <small>{escape(labels)}</small></h3>'
            f"{self.texts(thing, RDFS.comment)}<table>{table}</table>{extra}</section>"
        )

    def _scheme_of(self, thing: Node) -> str:
        """Name the scheme whose concepts a property takes, by its shape."""
        concepts = (
            concept
            for part in self.shapes.subjects(SH.path, thing)
            for listed in self.shapes.objects(part, SH["in"])
            for concept in Collection(self.shapes, listed)
        )
        return ", ".join(sorted({self.link(str(concept).rpartition("/")[0]) for concept in concepts}))

    def shape(self, iri: str) -> str:
        """List the properties that things of a class have, by their shape."""
        rows = [
            (str(path), self._count(part), self._takes(part))
            for shape in self.shapes.subjects(SH.targetClass, URIRef(iri))
            if str(shape).rpartition("/")[2] == iri.removeprefix(NAMESPACE)
            for part in self.shapes.objects(shape, SH.property)
            for path in self.shapes.objects(part, SH.path)
        ]
        if not rows:
            return ""
        body = "".join(
            f"<tr><td>{self.link(path)}</td><td>{count}</td><td>{takes}</td></tr>"
            for path, count, takes in sorted(rows)
        )
        return (
            f"<table><tr><th>property / egenskap</th><th>how many / antal</th><th>takes / tar</th></tr>{body}</table>"
        )

    def _count(self, part: Node) -> str:
        least, most = (self.shapes.value(part, name) for name in (SH.minCount, SH.maxCount))
        return f"{least or 0}" if least == most else f"{least or 0}–{most or '∗'}"

    def _takes(self, part: Node) -> str:
        either = self.shapes.value(part, SH["or"])
        parts = [part] if either is None else list(Collection(self.shapes, either))
        named = [value for one in parts for key in (SH["class"], SH.datatype) if (value := self.shapes.value(one, key))]
        return ", ".join(map(self.link, named)) or ("IRI" if self.shapes.value(part, SH.nodeKind) else "")

    def scheme(self, scheme: Node) -> str:
        """List the concepts of a scheme."""
        rows = "".join(map(self._concept, sorted(self.ontology.subjects(SKOS.inScheme, scheme), key=str)))
        about = self.texts(scheme, SKOS.definition)
        local = escape(str(scheme).removeprefix(SCHEMES))
        return f'<section id="scheme-{local}"><h3><code>{local}</code></h3>{about}<table>{rows}</table></section>'

    def _concept(self, concept: Node) -> str:
        local = escape(str(concept).removeprefix(SCHEMES))
        cells = "".join(
            f"<td>{self.texts(concept, predicate, 'div')}</td>" for predicate in (SKOS.prefLabel, SKOS.definition)
        )
        return f'<tr id="{local}"><td><code>{local.replace("/", ":")}</code></td>{cells}</tr>'

    def html(self) -> Iterator[str]:
        """Give the page of the whole vocabulary, line by line."""
        title = self.texts(ONTOLOGY, DCTERMS.title, "span").replace("</span><span", "</span> · <span")
        yield from _opening("protokollgraf: vocabulary")
        yield f"<h1>{title}</h1><p><code>gov:</code> <code>{NAMESPACE}</code></p>"
        yield self.texts(ONTOLOGY, DCTERMS.description)
        yield '<p><a href="terms.html">De trettio termer du behöver / the thirty terms you need</a></p>'
        yield '<p class="top"><label>Sök / search <input type="search" id="find"></label>'
        yield '<span id="found" aria-live="polite"></span></p>'
        yield diagram.svg()
        schemes = sorted(self.ontology.subjects(RDF.type, SKOS.ConceptScheme), key=str)
        groups = (
            ("Classes / klasser", self.classes),
            ("Properties / egenskaper", self.properties),
            ("Concepts / begrepp", schemes),
        )
        for name, terms in groups:
            yield f"<details><summary><strong>{name}</strong> ({len(terms)})</summary>"
            yield f"<nav>{' '.join(map(self.link, terms))}</nav></details>"
        yield "<h2>Classes / klasser</h2>"
        yield from (self.term(one, self.shape(one)) for one in self.classes)
        yield "<h2>Properties / egenskaper</h2>"
        yield from (self.term(one) for one in self.properties)
        yield "<h2>Concepts / begrepp</h2>"
        yield from map(self.scheme, schemes)
        yield f"<script>{SEARCH}</script></body></html>"

    def few(self) -> Iterator[str]:
        """Give the page of the terms that the shipped questions use most, line by line."""
        found, questions = thirty.counted(ROOT / "queries")
        most = thirty.most_used(ROOT / "queries")
        share = sum(count for _, count in most) * 100 // found.total()
        yield from _opening("protokollgraf: the thirty terms you need")
        yield "<h1>De trettio termer du behöver · the thirty terms you need</h1>"
        yield (
            f'<p lang="sv">De {questions} frågor som följer med använder mest dessa; '
            f"de är {share} % av alla termer som står i dem. Resten finns i "
            '<a href="ontology.html">vokabulären</a>.</p>'
            f'<p lang="en">The {questions} shipped questions use these most; '
            f"they are {share} % of all terms that stand in them. The rest is in the "
            '<a href="ontology.html">vocabulary</a>.</p>'
        )
        yield "<table><tr><th>term</th><th>säger / says</th><th>frågor / questions</th></tr>"
        for name, count in most:
            prefix, _, local = name.partition(":")
            if prefix == "gov":
                says = self.texts(URIRef(NAMESPACE + local), RDFS.comment, "div")
                shown = f'<a href="ontology.html#{local}"><code>{name}</code></a>'
            else:
                says = "".join(
                    f'<div lang="{lang}">{escape(text)}</div>'
                    for lang, text in zip(("sv", "en"), thirty.FOREIGN[name], strict=True)
                )
                shown = f"<code>{name}</code>"
            yield f"<tr><td>{shown}</td><td>{says}</td><td>{count}</td></tr>"
        yield "</table></body></html>"


def _opening(title: str) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="sv"><head><meta charset="utf-8"><title>{title}</title>'
    yield f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body>'


def _swedish_first(text: Node) -> tuple[bool, str]:
    return getattr(text, "language", "") != "sv", str(text)


def main(whole: Path, few: Path) -> None:
    """Write the pages."""
    ontology, shapes = Graph(), Graph()
    for name in ("governance", "concepts", "alignments"):
        ontology.parse(ROOT / "ontology" / f"{name}.ttl")
    shapes.parse(ROOT / "ontology" / "shapes.ttl")
    page = Page(ontology, shapes)
    whole.write_text("\n".join(page.html()) + "\n", encoding="utf-8")
    few.write_text("\n".join(page.few()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
