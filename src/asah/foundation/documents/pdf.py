"""PDF from Typst. Templates import "/asah.typ" (letterhead, page x dari y, signature block, sample mark)."""

import json
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import segno
import typst

_KIT = Path(__file__).parent / "typst"


def render_pdf(template: Path, data: dict[str, Any], *, on: date) -> bytes:
    """Compile a template with its data into PDF/A-2b.

    template: a .typ file; it reads `data` by `#import "/asah.typ": *` (variable `data`);
    data: JSON types only; `data["sample"]` true prints "Data contoh" on every page;
    on: the document's date, so that the same input gives the same bytes.
    """
    body = {**data, "date": [on.year, on.month, on.day]}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copy(_KIT / "asah.typ", root / "asah.typ")
        shutil.copy(template, root / "main.typ")
        (root / "data.json").write_text(json.dumps(body, ensure_ascii=False))
        result: bytes = typst.compile(str(root / "main.typ"), root=str(root), pdf_standards=["a-2b"])
    return result


def qr_svg(text: str) -> str:
    """A QR code as SVG text, error correction M, for templates: `image(bytes(data.qr), format: "svg")`."""
    return str(segno.make(text, error="m").svg_inline(scale=3, border=0))
