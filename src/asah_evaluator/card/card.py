"""What stands on an evidence card, in the order it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asah_basics.charts import Chart
from asah_basics.formats import number
from asah_evaluator.pictures import Moment, event_study_picture

SCALE = (
    "Tampak merugikan",
    "Tidak tampak membantu",
    "Belum dapat dipastikan",
    "Kemungkinan membantu",
    "Jelas membantu",
)
"""The five phrases from worst to best, as drawn on the card."""

GRADE_WORDS = {
    "A": "Undian atau urutan acak",
    "B": "Beda-dari-beda bertahap, semua syarat lolos",
    "C": "Perbandingan yang disetarakan; hubungan, belum tentu efek",
    "D": "Perubahan atau perbedaan saja",
    "0": "Belum cukup data",
}
GATE_WORDS = {
    "interval": "Rentang dapat dihitung",
    "treated": "Peserta cukup",
    "power": "Perbedaan yang layak dapat terlihat",
    "controls": "Pembanding cukup",
    "pre_periods": "Data sebelum pelatihan cukup",
    "balance": "Kedua kelompok setara",
    "placebo": "Tidak berbeda sebelum pelatihan",
    "placebo_given": "Tidak berbeda sebelum pelatihan",
    "breakdown": "Tahan terhadap tren yang menyimpang",
    "trend": "Bukan kelanjutan tren terdahulu",
    "attrition": "Data hilang setara",
    "first_stage": "Undian mengubah keikutsertaan",
}
"""Gates in the words of a reader who is no statistician."""


@dataclass(frozen=True)
class Card:
    """Everything on the card, as text ready to be placed.

    ``question`` the heading; ``meta`` the line under it; ``verdict`` one of five phrases and ``sentence`` the finding;
    ``grade`` with ``grade_words``; ``locked`` whether the design was frozen before results, with ``digest``;
    ``gates`` (words, passed, what is missing); ``doubts`` what could make us wrong; ``needed`` what would suffice;
    ``pictures``; ``source``; ``method`` for the expert.
    """

    question: str
    meta: str
    verdict: str
    sentence: str
    grade: str
    grade_words: str
    locked: bool
    digest: str
    gates: tuple[tuple[str, bool, str], ...]
    doubts: tuple[str, ...]
    needed: tuple[str, ...]
    pictures: tuple[Chart, ...]
    source: str
    method: str


def evidence_card(
    answer: Mapping[str, Any],
    *,
    question: str,
    source: str,
    unit: str = "poin",
    period_word: str = "periode",
    smallest_worth: float | None = None,
    comparison: str = "pembanding",
    pictures: Sequence[Chart] = (),
) -> Card:
    """Build a card from a judged answer.

    Parameters: ``answer`` the JSON of a judging verb (keys ``verdict``, ``sentence``, ``grade``, ``gates``, ...);
    ``question`` heading ("Apakah Pelayanan publik prima berhasil?"); ``source`` data and date; ``unit``,
    ``period_word``, ``smallest_worth`` and ``comparison`` label the event study drawn from ``event_times``;
    ``pictures`` further ones. Raises ``ValueError`` when the answer was not judged.
    """
    missing = [key for key in ("verdict", "sentence", "grade", "gates") if answer.get(key) is None]
    if missing:
        raise ValueError(f"the answer was not judged: it has no {', '.join(missing)}")
    gates = [_gate(gate) for gate in answer["gates"]]
    failed = [gate for gate in answer["gates"] if not gate["passed"]]
    drawn = _event_picture(answer, source, unit, period_word, smallest_worth, comparison)
    return Card(
        question=question,
        meta=_meta(answer),
        verdict=str(answer["verdict"]),
        sentence=str(answer["sentence"]),
        grade=str(answer["grade"]),
        grade_words=GRADE_WORDS[str(answer["grade"])],
        locked=answer.get("status") == "konfirmatori",
        digest=str(answer.get("design_digest") or ""),
        gates=tuple(gates),
        doubts=_doubts(answer, failed),
        needed=tuple(dict.fromkeys(_sentence(str(gate["suffices"])) for gate in failed if gate.get("suffices"))),
        pictures=(*((drawn,) if drawn else ()), *pictures),
        source=source,
        method=str(answer.get("method", "")),
    )


def _gate(gate: Mapping[str, Any]) -> tuple[str, bool, str]:
    """One gate in words: name, passed, what is missing."""
    name = GATE_WORDS.get(str(gate["gate"]), str(gate["gate"]))
    return name, bool(gate["passed"]), _sentence(str(gate.get("missing", "")))


def _meta(answer: Mapping[str, Any]) -> str:
    """Numbers behind the finding."""
    parts = []
    if answer.get("treated"):
        parts.append(f"{number(answer['treated'])} peserta")
    if answer.get("controls"):
        parts.append(f"{number(round(answer['controls']))} pembanding")
    return " · ".join(parts)


def _doubts(answer: Mapping[str, Any], failed: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """What could make us wrong: failed gates first, then what the design can never rule out."""
    found = [_sentence(str(gate["missing"])) for gate in failed if gate.get("missing")]
    if answer.get("status") != "konfirmatori":
        found.append("Rancangan tidak dikunci sebelum hasil dibaca: temuan ini eksploratif.")
    grade = answer["grade"]
    if grade in ("B", "C"):
        found.append("Peserta tidak dipilih dengan undian: perbedaan lain yang tidak terlihat mungkin ikut berperan.")
    if grade == "D":
        found.append("Yang bernilai rendah cenderung naik sendiri, juga tanpa pelatihan.")
    return tuple(found)


def _sentence(words: str) -> str:
    """Words as a sentence."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""


def _event_picture(
    answer: Mapping[str, Any],
    source: str,
    unit: str,
    period_word: str,
    smallest_worth: float | None,
    comparison: str,
) -> Chart | None:
    """The event study of an answer with event times, when it has two or more with intervals."""
    moments = []
    for row in answer.get("event_times") or ():
        numbers = [row.get(key) for key in ("estimate", "low", "high")]
        if all(value is not None for value in numbers):
            moments.append(Moment(round(float(row["label"])), *numbers))
    if len({moment.when for moment in moments}) < 2:
        return None
    return event_study_picture(
        moments,
        grade=str(answer["grade"]),
        smallest_worth=smallest_worth if smallest_worth and smallest_worth > 0 else None,
        unit=unit,
        period_word=period_word,
        comparison=comparison,
        source=source,
    )
