"""What a fresh process measures of itself: `python -m bench.child build|tokenize FOLDER`, one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from pathlib import Path
from time import process_time

_WARM_UP = "Nämnden beslutar\n\natt godkänna redovisningen.\n"


def build(folder: Path) -> dict[str, float]:
    """Build a folder to graphs and save them as N-Quads, as `kg build` does with one process."""
    from kg.conductor import build as run  # noqa: PLC0415
    from kg.conductor import save  # noqa: PLC0415 - imports are no part of what is measured
    from kg.document import Options  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as scratch:
        warm = Path(scratch, "warm-up.txt")
        warm.write_text(f"Nämnden\nProtokoll 2025-01-01\n§ 1 Redovisning\n{_WARM_UP}", encoding="utf-8")
        save(run([warm], Options()), Path(scratch, "warm-up.nq"))
        began = process_time()
        built = run([folder], Options())
        save(built, Path(scratch, "out.nq"))
        cpu = process_time() - began
        size = Path(scratch, "out.nq").stat().st_size
    facts = sum(count for report in built.reports for count in report.facts.values())
    return {"cpu": cpu, "documents": len(built.inputs), "facts": facts, "bytes": size}


def tokenize(folder: Path) -> dict[str, float]:
    """Tokenize the same texts with spaCy's bare Swedish pipeline; they are read before the clock runs."""
    import spacy  # noqa: PLC0415

    from kg.files import source  # noqa: PLC0415

    texts = [source.read(place).text for place in source.find([folder]).places]
    nlp = spacy.blank("sv")
    nlp(_WARM_UP)
    began = process_time()
    tokens = sum(len(nlp(text)) for text in texts)
    cpu = process_time() - began
    return {"cpu": cpu, "documents": len(texts), "characters": sum(map(len, texts)), "tokens": tokens}


def main() -> None:
    """Measure and print."""
    what, folder = sys.argv[1:]
    found = {"build": build, "tokenize": tokenize}[what](Path(folder))
    # Kilobytes on Linux, the most that was in memory at once since the process began.
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(found))


if __name__ == "__main__":
    main()
