"""The card as one HTML file: readable on a phone, printable on A4, no script, nothing fetched."""

from __future__ import annotations

from html import escape

from asah_basics.charts import Chart
from asah_basics.charts.export import FILE_STYLE
from asah_evaluator.card.card import SCALE, Card

_STYLE = """
:root{--ink:#16211d;--soft:#4a5752;--line:#d5dbd7;--green:#0b6b57;--pale:#e2f1ec}
*{box-sizing:border-box}
body{margin:0;background:#f6f7f5;color:var(--ink);
font:16px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
main{max-width:760px;margin:0 auto;padding:16px}
h1,h2,.lead{font-family:ui-serif,Georgia,"Noto Serif",serif}
h1{font-size:28px;line-height:1.25;margin:8px 0}
h2{font-size:18px;line-height:1.35;margin:0 0 4px}
p{margin:0 0 8px}
section{background:#fff;border:1px solid var(--line);border-radius:12px;padding:20px;margin:16px 0}
.verdict{font-size:28px;line-height:1.25;margin:0 0 8px}
.lead{font-size:18px;line-height:1.45}
.soft,.source{color:var(--soft);font-size:14px}
.scale{display:grid;grid-template-columns:repeat(5,1fr);gap:4px;list-style:none;padding:0;margin:16px 0 0}
.scale li{border-top:5px solid var(--line);padding-top:4px;font-size:12px;line-height:16px;color:var(--soft)}
.scale .here{border-color:var(--green);color:var(--ink);font-weight:600}
.grade{display:flex;gap:12px;align-items:center}
.grade b{flex:none;width:40px;height:40px;border:2px solid var(--ink);border-radius:50%;display:grid;
place-items:center;font:700 20px Georgia,"Noto Serif",serif}
.tag{display:inline-block;background:var(--pale);border-radius:4px;padding:2px 8px;font-size:14px;font-weight:600}
.gates{list-style:none;padding:0;margin:12px 0 0;font-size:14px}
.gates li{padding:4px 0;border-top:1px solid var(--line)}
.gates b{display:inline-block;min-width:92px}
ol{padding-left:24px;margin:8px 0 0}figure{margin:0}figure svg{width:100%;height:auto;display:block}
.narrow-chart{display:none}
table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:4px 8px 4px 0;border-top:1px solid var(--line)}td+td,th+th{text-align:right}
.digest{overflow-wrap:anywhere}
@media (max-width:480px){.wide-chart{display:none}.narrow-chart{display:block}.scale{grid-template-columns:1fr}
.scale li{border-top:0;border-left:6px solid var(--line);padding:0 0 0 8px}}
@media print{body{background:#fff;font-size:13px}main{padding:0;max-width:none}section{break-inside:avoid;margin:8px 0}
@page{size:A4;margin:20mm 18mm}details{display:none}}
"""


def card_html(card: Card) -> str:
    """The card as a complete HTML document in Indonesian."""
    body = "".join(
        [
            f"<h1>{escape(card.question)}</h1>",
            f'<p class="soft">{escape(card.meta)}</p>' if card.meta else "",
            _finding(card),
            *(_figure(chart) for chart in card.pictures),
            _list("Yang dapat membuat kami keliru", card.doubts),
            _list("Yang akan mencukupi", card.needed),
            f'<p class="source">{escape(card.source)}</p>',
            f'<p class="source digest">{escape(_footer(card))}</p>',
        ]
    )
    return (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(card.question)}</title><style>{FILE_STYLE}{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )


def _finding(card: Card) -> str:
    """Verdict, sentence, scale, grade and gates."""
    steps = "".join(
        f'<li class="here" aria-current="true">{phrase}</li>' if phrase == card.verdict else f"<li>{phrase}</li>"
        for phrase in SCALE
    )
    gates = "".join(
        f"<li><b>{'lolos' if passed else 'tidak lolos'}</b> {escape(name)}"
        f"{'' if passed else f'. {escape(missing)}'}</li>"
        for name, passed, missing in card.gates
    )
    tag = '<p class="tag">Rancangan dikunci</p>' if card.locked else '<p class="tag">Eksploratif</p>'
    return (
        f'<section><h2 class="verdict">{escape(card.verdict)}</h2><p class="lead">{escape(card.sentence)}</p>'
        f'<ol class="scale">{steps}</ol></section>'
        f'<section><div class="grade"><b>{escape(card.grade)}</b><div><h2>Tingkat bukti {escape(card.grade)}</h2>'
        f'<p class="soft">{escape(card.grade_words)}</p></div></div>{tag}<ul class="gates">{gates}</ul></section>'
    )


def _figure(chart: Chart) -> str:
    """A picture with finding, both drawings, source and table."""
    head = "".join(f"<th>{escape(column)}</th>" for column in chart.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(_cell(cell))}</td>' for cell in row)}</tr>" for row in chart.rows)
    return (
        f"<section><figure><figcaption><h2>{escape(chart.title)}</h2>"
        f'<p class="soft">{escape(chart.sub)}</p></figcaption>'
        f"{chart.wide_svg}{chart.narrow_svg}</figure>"
        f"<details><summary>Lihat sebagai tabel</summary><table><tr>{head}</tr>{rows}</table></details></section>"
    )


def _cell(cell: str | int | float | None) -> str:
    """A cell as people read it."""
    from asah_basics.formats import number

    if cell is None:
        return "–"
    return cell if isinstance(cell, str) else number(cell, at_most=4)


def _list(heading: str, sentences: tuple[str, ...]) -> str:
    """A numbered list under a heading; nothing when it is empty."""
    if not sentences:
        return ""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f"<section><h2>{heading}</h2><ol>{items}</ol></section>"


def _footer(card: Card) -> str:
    """Method and digest for whoever checks."""
    words = f"Cara hitung: {card.method}." if card.method else ""
    return f"{words} Rancangan {card.digest}.".strip() if card.digest else words
