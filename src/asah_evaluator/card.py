"""The evidence card: one finding on one page, as SVG, HTML and JSON.

The picture is an event study where there are event times, else the estimate with its range beside the rows of its
table. The HTML is complete in itself (no script, no outside file) and says in words what the picture shows.
"""

from __future__ import annotations

import json
from html import escape
from math import isfinite
from pathlib import Path
from typing import Any

from asah_basics.charts import Chart, Period, event_study, forest, svg_file
from asah_basics.charts import Estimate as Dot
from asah_evaluator.estimate import Row
from asah_evaluator.evidence import Evidence

GATE_NAMES = {
    "interval": "Rentang dapat dihitung",
    "treated": "Cukup peserta",
    "power": "Cukup peka",
    "controls": "Cukup pembanding",
    "pre_periods": "Cukup periode sebelumnya",
    "balance": "Kelompok serupa",
    "placebo": "Uji plasebo",
    "placebo_given": "Uji plasebo",
    "breakdown": "Tahan terhadap tren",
    "attrition": "Data hilang seimbang",
    "first_stage": "Undian mengubah keikutsertaan",
}
GRADE_WORDS = {
    "A": "undian atau urutan acak",
    "B": "perbandingan bertahap, semua syarat terpenuhi",
    "C": "perbandingan dengan pembobotan atau sejenisnya",
    "D": "perubahan atau perbedaan saja",
    "0": "belum cukup data",
}


def picture(evidence: Evidence, source: str) -> Chart | None:
    """The picture of a finding; ``None`` when there is no interval to draw."""
    estimate, wording = evidence.estimate, evidence.wording
    if not estimate.is_usable:
        return None
    unit = wording.unit or "satuan hasil"
    title = f"{evidence.verdict.phrase} (tingkat {evidence.judgement.grade}, {evidence.status})"
    if estimate.rows_of == "event_times":
        drawn = [row for row in estimate.rows if _has_range(row) and float(row.label).is_integer()]
        periods = [Period(int(float(row.label)), row.value, row.low, row.high) for row in drawn]
        if len(periods) >= 2:
            return event_study(
                periods, unit=unit, period_word="periode", sub=wording.outcome, source=source, title=title,
                smallest_worth=wording.smallest_worth or None,
            )  # fmt: skip
    dots = [Dot("Seluruhnya", estimate.value, estimate.low, estimate.high)]
    dots += [Dot(row.label, row.value, row.low, row.high) for row in estimate.rows if _has_range(row)][:9]
    return forest(dots, unit=unit, sub=wording.outcome, source=source, title=title)


def _has_range(row: Row) -> bool:
    """Whether a line can be drawn."""
    return all(isfinite(number) for number in (row.value, row.low, row.high))


def as_html(evidence: Evidence, question: str, source: str) -> str:
    """The card as one complete HTML page in Indonesian."""
    chart = picture(evidence, source)
    figure = ""
    if chart is not None:
        figure = f"<figure>{svg_file(chart)}<figcaption>{escape(chart.alt)}</figcaption></figure>"
    gates = "".join(_gate_row(gate.key, gate.passed, gate.missing[0], gate.suffices[0]) for gate in evidence.judgement.gates)
    notes = "".join(f"<li>{escape(note)}</li>" for note in evidence.estimate.warnings)
    grade = evidence.judgement.grade
    return (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Kartu bukti: {escape(question)}</title><style>{_STYLE}</style></head><body><main>"
        f"<p class=small>Kartu bukti · {escape(evidence.status)}</p><h1>{escape(question)}</h1>"
        f"<p class=phrase>{escape(evidence.verdict.phrase)}</p><p>{escape(evidence.verdict.sentence)}</p>"
        f"<p><strong>Tingkat {grade}</strong>: {GRADE_WORDS[grade]}.</p>{figure}"
        f"<h2>Syarat</h2><table><thead><tr><th scope=col>Syarat<th scope=col>Hasil<th scope=col>Yang kurang dan yang "
        f"cukup</thead><tbody>{gates}</tbody></table>{_table(evidence)}"
        + (f"<h2>Catatan</h2><ul>{notes}</ul>" if notes else "")
        + f"<p class=small>{escape(evidence.verdict.sentence_en)}</p>"
        f"<p class=small>Metode: {escape(evidence.estimate.method)} · n = {evidence.estimate.n} · "
        f"rancangan {evidence.design_digest[:12] or 'tidak dibekukan'}</p></main></body></html>\n"
    )


def _gate_row(key: str, passed: bool, missing: str, suffices: str) -> str:
    """One gate as a row."""
    rest = "" if passed else f"{escape(missing)}. Cukup bila: {escape(suffices)}."
    return f"<tr><th scope=row>{GATE_NAMES[key]}<td>{'lolos' if passed else 'tidak lolos'}<td>{rest}"


def _table(evidence: Evidence) -> str:
    """The lines beside the estimate."""
    rows = [row for row in evidence.estimate.rows if _has_range(row)]
    if not rows:
        return ""
    cells = "".join(
        f"<tr><th scope=row>{escape(row.label)}<td>{row.value:.4g}<td>{row.low:.4g}<td>{row.high:.4g}<td>{row.n}"
        for row in rows
    )
    return (
        "<h2>Rincian</h2><table><thead><tr><th scope=col>Baris<th scope=col>Taksiran<th scope=col>Batas bawah"
        f"<th scope=col>Batas atas<th scope=col>n</thead><tbody>{cells}</tbody></table>"
    )


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;color:#16211d;background:#fff;margin:0}main{max-width:46rem;margin:0 auto;"
    "padding:1.5rem}h1{font-size:1.5rem;margin:.2rem 0 1rem}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}"
    ".phrase{font-size:1.3rem;font-weight:700;margin:.5rem 0}.small{font-size:.85rem;color:#4a5752}"
    "table{border-collapse:collapse;width:100%;font-size:.95rem}th,td{text-align:left;vertical-align:top;"
    "border-bottom:1px solid #e2e7e4;padding:.35rem .5rem .35rem 0}figure{margin:1rem 0}svg{max-width:100%;height:auto}"
    "figcaption{font-size:.85rem;color:#4a5752}"
)


def write_card(evidence: Evidence, question: str, source: str, folder: Path, stem: str) -> dict[str, str]:
    """Write ``stem``.svg, .html and .json into ``folder`` (made if absent); returns format -> path.

    The SVG is left out when there is no interval to draw.
    """
    folder.mkdir(parents=True, exist_ok=True)
    answer: dict[str, Any] = {"question": question, **evidence.as_dict()}
    texts = {
        "html": as_html(evidence, question, source),
        "json": json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False) + "\n",
    }
    chart = picture(evidence, source)
    if chart is not None:
        texts["svg"] = svg_file(chart)
    paths: dict[str, str] = {}
    for kind in sorted(texts):
        path = folder / f"{stem}.{kind}"
        path.write_text(texts[kind], encoding="utf-8")
        paths[kind] = str(path)
    return paths
