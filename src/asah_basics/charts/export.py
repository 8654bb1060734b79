"""A picture or its table as a file of its own, with title and source inside."""

import csv
import io
from html import escape

from asah_basics.charts.canvas import WIDE, wrapped
from asah_basics.charts.chart import Chart

# A file leaves the page and its stylesheet behind, so it carries the light colours itself (also used by cards).
FILE_STYLE = (
    "text{font:13px system-ui,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;fill:#4a5752}"
    ".title{font:700 18px Georgia,'Noto Serif',serif;fill:#16211d}.strong{fill:#16211d;font-weight:600}"
    ".tiny{font-size:12px}.big{font-size:16px}.end{text-anchor:end}.mid{text-anchor:middle}"
    ".halo{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}"
    ".grid{stroke:#e2e7e4}.axis{stroke:#64706b}.thin{stroke-opacity:.6}"
    ".dash{stroke:#64706b;stroke-dasharray:4 4;fill:none}"
    ".f1{fill:#0b6b57}.f2{fill:#c26a12}.f3{fill:#3e6fc9}.f4{fill:#9b4f96}.fm{fill:#b9c4be}.fb{fill:#d6eae3}.fs{fill:#fff}"
    ".s1{stroke:#0b6b57;fill:none;stroke-width:2.5}.s2{stroke:#c26a12;fill:none;stroke-width:2}"
    ".s3{stroke:#3e6fc9;fill:none;stroke-width:2}.s4{stroke:#9b4f96;fill:none;stroke-width:2}"
    ".si{stroke:#16211d;stroke-width:1.5;fill:none}.broken{stroke-dasharray:7 3}.target{stroke:#16211d;stroke-width:3}"
    ".bridge{stroke:#b9c4be;stroke-width:4}.see{fill-opacity:.7}.hatching{stroke:#c9d0cc;fill:none}"
    ".hollow{fill:#fff;stroke:#0b6b57;stroke-width:2}text.t1{fill:#0b6b57;font-weight:600}"
    "text.t2{fill:#8a5300;font-weight:600}text.t3{fill:#3e6fc9;font-weight:600}text.t4{fill:#9b4f96;font-weight:600}"
    "text.on{fill:#fff;font-weight:600}"
)


def svg_file(chart: Chart) -> str:
    """The wide drawing as a complete SVG document with finding, sub-title and source, readable without the page."""
    start = chart.wide_svg.index(">") + 1
    body = chart.wide_svg[start:].removesuffix("</svg>")
    height = float(chart.wide_svg.split('viewBox="', 1)[1].split('"', 1)[0].split()[3])
    titles = wrapped(chart.title, WIDE, lines=2, size=18)
    top = 14 + len(titles) * 24 + 22
    heading = "".join(
        f'<text class="title" x="0" y="{24 + row * 24}">{escape(words)}</text>' for row, words in enumerate(titles)
    )
    total = top + height + 28
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -8 {WIDE + 32:g} {total + 16:g}" '
        f'width="{WIDE + 32:g}" height="{total + 16:g}" role="img">'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.alt)}</desc><style>{FILE_STYLE}</style>"
        f'<rect x="-16" y="-8" width="100%" height="100%" fill="#fff"/>{heading}'
        f'<text x="0" y="{top - 12:g}">{escape(chart.sub)}</text>'
        f'<g transform="translate(0 {top:g})">{body}</g>'
        f'<text class="tiny" x="0" y="{total - 6:g}">{escape(chart.source)}</text></svg>'
    )


def csv_text(chart: Chart, *, separator: str = ";") -> str:
    """The table of a picture as CSV text with a byte order mark; numbers plain, with a decimal point.

    Cells that a spreadsheet would take for a formula get an apostrophe in front. `separator` is `;` or `,`.
    """
    if separator not in (";", ","):
        raise ValueError(f"the separator is ';' or ',', not {separator!r}")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(chart.columns)
    for row in chart.rows:
        writer.writerow(["" if cell is None else _safe(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def _safe(cell: str | int | float) -> str | int | float:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell
