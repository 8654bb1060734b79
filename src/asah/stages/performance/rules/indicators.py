"""Figures of a unit besides the survey of satisfaction: what each means, its measure, and which way is better."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

SATISFACTION = "ikm"


@dataclass(frozen=True)
class Indicator:
    """One kind of figure. base: what `n` counts; low, high: what a value may be, None unbounded."""

    code: str
    label: str
    measure: str
    higher_is_better: bool
    base: str
    definition: str
    decimals: int = 1
    low: Decimal | None = Decimal(0)
    high: Decimal | None = None


INDICATORS: Mapping[str, Indicator] = {
    row.code: row
    for row in (
        Indicator(
            SATISFACTION, "IKM", "poin", True, "responden",
            "Indeks kepuasan masyarakat: rata-rata sembilan unsur dikali 25, dibulatkan sekali.", 2, Decimal(25),
            Decimal(100),
        ),
        Indicator(
            "waktu_layanan", "Waktu layanan", "hari kerja", False, "layanan",
            "Median hari kerja dari berkas lengkap sampai layanan selesai.", 1,
        ),
        Indicator(
            "tepat_waktu", "Ketepatan waktu", "persen", True, "layanan",
            "Layanan yang selesai dalam batas standar pelayanan, dari semua layanan.", 1, Decimal(0), Decimal(100),
        ),
        Indicator(
            "pengaduan", "Pengaduan", "per 1.000 layanan", False, "layanan",
            "Pengaduan yang masuk untuk setiap seribu layanan.", 1,
        ),
    )
}  # fmt: skip


def fault_of_value(code: str, value: Decimal, n: int | None) -> str:
    """What is wrong with a figure, as an Indonesian sentence; empty when nothing is."""
    row = INDICATORS.get(code)
    if row is None or code == SATISFACTION:
        known = ", ".join(one.label for one in INDICATORS.values() if one.code != SATISFACTION)
        return f"Indikator “{code}” tidak dikenal. Pakai: {known}."
    if row.low is not None and value < row.low:
        return f"{row.label} tidak mungkin kurang dari {row.low}."
    if row.high is not None and value > row.high:
        return f"{row.label} tidak mungkin lebih dari {row.high} {row.measure}."
    if n is not None and n < 0:
        return f"Jumlah {row.base} tidak boleh kurang dari nol."
    return ""
