"""What reading a PDF costs against the library's bare text extraction, and the pages a second of the pipeline."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import pypdfium2

from bench import measure
from kg import conductor
from kg.document import Options
from kg.files import pdf, source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MINUTES = measure.ROOT.parent / "shared" / "minutes" / "pdf"


def bare(documents: Sequence[bytes]) -> int:
    """Extract the text of all pages with pypdfium2 alone; give how many pages there are."""
    pages = 0
    for data in documents:
        document = pypdfium2.PdfDocument(data)
        for page in document:
            page.get_textpage().get_text_range()
            pages += 1
        document.close()
    return pages


def best(run: Callable[[], object], runs: int) -> float:
    """Give the least wall time of several runs, after one that warms up."""
    run()
    times = []
    for _ in range(runs):
        began = perf_counter()
        run()
        times.append(perf_counter() - began)
    return min(times)


def main() -> None:
    """Measure over a folder of PDFs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=MINUTES, help="minutes as PDF")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    paths = sorted(options.folder.glob("*.pdf"))
    documents = [path.read_bytes() for path in paths]
    if not documents:
        parser.exit(1, f"no PDFs in {options.folder}\n")
    pages = bare(documents)
    library = best(lambda: bare(documents), options.runs)
    reading = best(lambda: [source.from_bytes(data, "a.pdf", pdf.read_pdf) for data in documents], options.runs)
    whole = best(lambda: conductor.build(paths, Options()), options.runs)
    if options.json:
        found = {"pages": pages, "library": library, "reading": reading, "whole": whole}
        print(json.dumps({"machine": measure.machine(), "ratio": round(reading / library, 3), **found}))
        return
    print(f"machine   {measure.machine()}")
    print(f"PDFs      {len(documents)} documents, {pages} pages")
    print(f"library   {1000 * library / pages:.2f} ms a page (best of {options.runs})")
    print(f"reading   {1000 * reading / pages:.2f} ms a page")
    print(f"ratio     {reading / library:.2f}")
    print(f"pipeline  {pages / whole:.0f} pages a second, from PDF to graph")


if __name__ == "__main__":
    main()
