"""A need in sentences: what each part is made of, and what to do when sources contradict each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from asah_basics.formats import number

PART_WORDS: Mapping[str, str] = {
    "gap": "Kesenjangan",
    "performance": "Kinerja dan layanan",
    "survey": "Survei",
    "interview": "Wawancara",
    "proposal": "Usulan",
    "signal": "Temuan evaluasi",
}
VOICES = {"atasan": "atasan langsung", "opd": "perangkat daerah", "diri": "pegawai sendiri"}


@dataclass(frozen=True)
class Sentence:
    """One part: its word, its points, and why."""

    part: str
    word: str
    points: Decimal
    text: str


def sentences(
    points: Mapping[str, Decimal],
    facts: Mapping[str, Any],
    *,
    required: Decimal | None,
    held: Decimal | None,
    gap: Decimal | None,
) -> list[Sentence]:
    """Every part in a fixed order, also those that say nothing: a zero is an answer, too."""
    texts = {
        "gap": _gap(required, held, gap),
        "performance": _performance(facts),
        "survey": _survey(facts),
        "interview": _interview(facts),
        "proposal": _proposal(facts, points.get("proposal", Decimal(0))),
        "signal": _signal(facts),
    }
    return [
        Sentence(part, word, Decimal(points.get(part, 0)), texts[part] or "Belum ada dari sumber ini.")
        for part, word in PART_WORDS.items()
    ]


def contradiction_sentence(low: Decimal | None, high: Decimal | None, held: Decimal | None, gap: Decimal | None) -> str:
    """What the sources say, what was counted, and the way out; empty while they do not differ."""
    if low is None or high is None or low == high:
        return ""
    counted = "" if held is None else f" Yang dipakai rata-rata berbobot {number(held, at_most=2)}"
    result = "" if gap is None else f", kesenjangan {number(gap, at_most=2)} level"
    return (
        f"Sumber berbeda {number(high - low, at_most=2)} level: terendah {number(low, at_most=2)}, tertinggi "
        f"{number(high, at_most=2)}.{counted}{result}{'.' if counted else ''} Bicarakan dengan atasan, atau minta uji "
        "kompetensi; penilaian baru menggantikan yang lama."
    )


def _gap(required: Decimal | None, held: Decimal | None, gap: Decimal | None) -> str:
    if required is None:
        return "Jabatan ini tidak meminta kompetensi ini."
    if held is None or gap is None:
        return f"Syarat jabatan level {number(required, at_most=2)}; belum ada yang menilai."
    if gap == 0:
        return f"Level {number(held, at_most=2)} memenuhi syarat {number(required, at_most=2)}."
    return (
        f"Level {number(held, at_most=2)} dari syarat {number(required, at_most=2)}: kurang "
        f"{number(gap, at_most=2)} level."
    )


def _performance(facts: Mapping[str, Any]) -> str:
    told = []
    if facts.get("predikat"):
        told.append(f"Predikat kinerja {facts['predikat']}.")
    if facts.get("layanan"):
        told.append(f"Layanan unit di bawah target: {facts['layanan']}.")
    return " ".join(told)


def _survey(facts: Mapping[str, Any]) -> str:
    wish = facts.get("survei")
    return f"Menurut survei kurang {number(Decimal(str(wish)), at_most=2)} level dari syarat." if wish else ""


def _interview(facts: Mapping[str, Any]) -> str:
    count = int(facts.get("wawancara") or 0)
    return f"{count} catatan wawancara di unit ini menyebut kompetensi ini." if count else ""


def _proposal(facts: Mapping[str, Any], points: Decimal) -> str:
    rows = facts.get("usulan") or []
    if not rows:
        return ""
    told = ", ".join(f"{VOICES[row['v']]} ({_STATUS[row['s']]})" for row in rows)
    interest = (
        " Minat sendiri dicatat tanpa poin: kebutuhan dihitung sama bagi yang tidak meminta." if not points else ""
    )
    return f"Diusulkan {told}.{interest}"


_STATUS = {"diajukan": "menunggu pemeriksaan", "diterima": "diterima", "dikembalikan": "perlu perbaikan"}


def _signal(facts: Mapping[str, Any]) -> str:
    return "; ".join(str(text) for text in facts.get("sinyal") or [])
