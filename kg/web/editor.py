"""Where CodeMirror 5 is on this machine, which gives the field for SPARQL its colours: as Debian and npm lay it out."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "KG_CODEMIRROR"
"""The variable of the environment that names its folder."""
_DEBIAN = Path("/usr/share/javascript/codemirror")
"""Where Debian's package libjs-codemirror puts it."""
_FILES = ("lib/codemirror.js", "lib/codemirror.css", "mode/sparql/sparql.js")


def folder() -> Path | None:
    """Give the folder of the editor; None where its files are not there: the field is a plain one then."""
    place = Path(os.environ.get(VARIABLE) or _DEBIAN)
    return place if all((place / name).is_file() for name in _FILES) else None
