"""Kirkpatrick's four levels: what is asked at each, of which data, with which functions of this library.

Source: Kirkpatrick and Kirkpatrick (2006), Evaluating Training Programs. A higher level is not a better answer to a
lower question; each has its own data and its own methods.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One level: its ``number``, names in both languages, ``question``, ``data``, and ``methods`` (module:function)."""

    number: int
    name: str
    name_en: str
    question: str
    data: str
    methods: tuple[str, ...]


LEVELS: tuple[Level, ...] = (
    Level(
        1, "Reaksi", "Reaction", "Apakah peserta menganggapnya berguna?", "survei peserta sesudah kelas",
        (
            "asah_evaluator.survey:mean_of",
            "asah_evaluator.survey:response_rate",
            "asah_evaluator.survey:recommendation",
            "asah_evaluator.survey:rake",
            "asah_evaluator.psychometrics:cronbach_alpha",
            "asah_evaluator.text:find_themes",
        ),
    ),
    Level(
        2, "Pembelajaran", "Learning", "Apakah peserta lebih mampu?", "tes sebelum dan sesudah, kelas pembanding",
        (
            "asah_evaluator.methods.before_after:before_after",
            "asah_evaluator.methods.regression:regression",
            "asah_evaluator.psychometrics:analyse_items",
            "asah_evaluator.psychometrics:fit_2pl",
        ),
    ),
    Level(
        3, "Perilaku", "Behaviour", "Apakah cara kerjanya berubah?",
        "penilaian atasan dan rekan pada 3 dan 9 bulan, predikat SKP",
        (
            "asah_evaluator.methods.callaway_santanna:group_time_effects",
            "asah_evaluator.methods.entropy:entropy_balancing",
            "asah_evaluator.methods.ordinal:ordinal_difference",
            "asah_evaluator.methods.lottery:late",
            "asah_evaluator.methods.lee:lee_bounds",
            "asah_evaluator.agreement:krippendorff_alpha",
        ),
    ),
    Level(
        4, "Hasil", "Results", "Apakah layanan membaik?", "IKM per triwulan, ketepatan laporan, waktu layanan per unit",
        (
            "asah_evaluator.methods.callaway_santanna:group_time_effects",
            "asah_evaluator.methods.synthetic_did:synthetic_did",
            "asah_evaluator.survey:ikm_from_answers",
            "asah_evaluator.roi:return_on_investment",
        ),
    ),
)  # fmt: skip
"""The four levels in order."""
