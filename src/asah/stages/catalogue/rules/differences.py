"""What changed from one curriculum to another, field by field, with what was added and what was taken away."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from asah.stages.catalogue.rules.audience import AUDIENCE_KEYS
from asah.stages.catalogue.rules.curriculum import DELIVERIES, MEASURES, SCOPES
from asah.stages.catalogue.rules.durations import BadDuration, read_duration
from asah.stages.catalogue.rules.methods import METHODS
from asah_basics.formats import number

_MONTHS = dict(enumerate(("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"), 1))


@dataclass(frozen=True)
class Difference:
    """One field that changed, in words: as a whole (old, new), and as what went (minus) and came (plus)."""

    label: str
    old: str
    new: str
    minus: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    kept: int = 0


_LABELS = {
    "name": "Nama",
    "summary": "Ringkasan",
    "outcomes": "Yang dapat dilakukan sesudahnya",
    "gains": "Kompetensi dan kenaikan level",
    "form_id": "Bentuk",
    "method": "Metode",
    "practice_percent": "Bagian praktik (persen)",
    "scope": "Lingkup",
    "quantity": "Lama",
    "measure": "Satuan lama",
    "days": "Hari di luar kantor",
    "delivery": "Penyelenggaraan",
    "partner": "Mitra",
    "class_min": "Peserta terkecil",
    "class_max": "Peserta terbesar",
    "most_classes": "Kelas sebulan",
    "months": "Bulan",
    "costs": "Baris biaya",
    "audience": "Sasaran",
    "prerequisites": "Prasyarat",
    "mandatory_basis": "Dasar kewajiban",
    "duty": "Tenggat kewajiban",
    "recurrence": "Diulang setiap",
    "validity": "Sertifikat berlaku",
    "legal_bases": "Dasar hukum materi",
    "tags": "Tanda kebijakan",
}
_EMPTY: tuple[Any, ...] = (None, "", [], {}, ())


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """What changed from one plain curriculum to another, in the order of the form; empty and missing are the same."""
    return [
        _difference(key, label, old.get(key), new.get(key))
        for key, label in _LABELS.items()
        if old.get(key) != new.get(key) and not (old.get(key) in _EMPTY and new.get(key) in _EMPTY)
    ]


def _difference(key: str, label: str, old: Any, new: Any) -> Difference:
    before, after = in_words(key, old), in_words(key, new)
    return Difference(
        label,
        "; ".join(before) or "–",
        "; ".join(after) or "–",
        tuple(item for item in before if item not in after),
        tuple(item for item in after if item not in before),
        sum(item in before for item in after),
    )


def in_words(key: str, value: Any) -> list[str]:
    """A value of a plain curriculum as its parts in words; a plain value is one part, nothing is none."""
    if value in _EMPTY:
        return []
    if key == "gains":
        return [f"{row['competency']} +{_figure(row['lift'])} (sampai level {row.get('up_to', 5)})" for row in value]
    if key == "costs":
        return [_cost_words(row) for row in value]
    if key == "audience":
        return [f"{AUDIENCE_KEYS.get(k, k)}: {_plain(v)}" for k, v in value.items() if v]
    if key == "months":
        return [_MONTHS.get(month, str(month)) for month in value]
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return [_single(key, value)]


def _single(key: str, value: Any) -> str:
    if key == "method":
        return METHODS[value].label if value in METHODS else str(value)
    if key in ("recurrence", "validity"):
        try:
            return read_duration(value).words
        except BadDuration:
            return str(value)
    if key == "quantity":
        return _figure(value)
    return {"delivery": DELIVERIES, "scope": SCOPES, "measure": MEASURES}.get(key, {}).get(value, str(value))


def _cost_words(row: Mapping[str, Any]) -> str:
    text = f"{row['standard']} {_figure(row['quantity'])} per {row['per']}"
    return f"{text} ({row['note']})" if row.get("note") else text


def _figure(value: Any) -> str:
    return number(Decimal(str(value)), at_most=4)


def _plain(value: Any) -> str:
    if value is True:
        return "ya"
    return ", ".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)
