"""Word documents written part by part, and archives, for what no library writes on purpose."""

from __future__ import annotations

import io
import zipfile

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "header": "hdr"}


def word(body: str, **parts: str) -> bytes:
    """Write a Word document; `parts` are what stands in numbering, styles, footnotes and header (rId of its name)."""
    types = f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    relations = ""
    files = {}
    for name, text in parts.items():
        types += f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{name}+xml"/>'
        relations += f'<Relationship Id="{name}" Type="{_REL}/{name}" Target="{name}.xml"/>'
        files[f"word/{name}.xml"] = f"<w:{_ROOTS[name]} {_NS}>{text}</w:{_ROOTS[name]}>"
    files |= {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="d" Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{relations}</Relationships>',
        "word/document.xml": f"<w:document {_NS}><w:body>{body}</w:body></w:document>",
    }
    return archive({name: text.encode() for name, text in files.items()})


def p(*runs: str, properties: str = "") -> str:
    """Write a paragraph of runs as XML; what is no XML is a run of that text."""
    made = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{made}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Write a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(*paragraphs: str, properties: str = "") -> str:
    """Write a cell."""
    made = "".join(one if one.startswith("<") else p(one) for one in paragraphs) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{made}</w:tc>"


def tbl(*rows: list[str]) -> str:
    """Write a table."""
    made = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl>{made}</w:tbl>"


def archive(files: dict[str, bytes]) -> bytes:
    """Write a zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def renamed(data: bytes, names: dict[str, bytes]) -> bytes:
    """Give an archive in which files have other names, byte for byte: as tools write them that know no UTF-8."""
    for old, new in names.items():
        assert len(old) == len(new)
        data = data.replace(old.encode(), new)
    return data


def encrypted(data: bytes) -> bytes:
    """Set the flag of every file in an archive that says it is encrypted."""
    changed = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            changed[at + offset] |= 1
            at = data.find(sign, at + 4)
    return bytes(changed)
