"""The verdict: one of five fixed phrases, and one sentence that never says more than its grade.

The phrase follows by rule from interval, smallest effect worth having and grade. The sentence names the size, its
range, whom it was compared with, the grade, and what would change the conclusion. Below grade C no word that speaks
of an effect occurs in it: :data:`CAUSAL_WORDS` lists them, and a test generates findings to prove it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import Any

from asah_basics.formats import interval as range_id
from asah_basics.formats import number
from asah_evaluator.estimate import Estimate
from asah_evaluator.grade import GateResult, Grade, Judgement

CLEAR, LIKELY, OPEN, UNHELPFUL, HARMFUL = range(5)
PHRASES: tuple[tuple[str, str], ...] = (
    ("Jelas membantu", "Clearly helps"),
    ("Kemungkinan membantu", "Probably helps"),
    ("Belum dapat dipastikan", "Cannot be settled yet"),
    ("Tidak tampak membantu", "Does not appear to help"),
    ("Tampak merugikan", "Appears to harm"),
)
"""The five phrases in Indonesian and English, in the order of the constants above."""

CAUSAL_WORDS = (
    "efek", "dampak", "pengaruh", "akibat", "menyebabkan", "berkat", "karena pelatihan", "meningkatkan", "menurunkan",
    "effect", "impact", "cause", "because of the training", "due to", "thanks to", "raises", "lowers",
)  # fmt: skip
"""Words that claim a cause; none may occur in a sentence of grade D or 0."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the finding is about, in the words of the people who read it.

    ``outcome`` (Indonesian) and ``outcome_en`` name what was measured; ``unit`` its unit; ``comparison`` whom the
    treated are compared with, in both languages; ``smallest_worth`` the smallest change worth having, positive and in
    the outcome's unit;
    ``higher_is_better`` false where less is better (days of service).
    """

    outcome: str = "hasil"
    unit: str = ""
    outcome_en: str = "outcome"
    comparison: tuple[str, str] = ("bukan peserta", "non-participants")
    smallest_worth: float = 0.0
    higher_is_better: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """Phrase and sentence, in Indonesian and English."""

    phrase: str
    phrase_en: str
    sentence: str
    sentence_en: str

    def as_dict(self) -> dict[str, Any]:
        """JSON values; ``verdict`` is the Indonesian phrase."""
        return {
            "verdict": self.phrase,
            "verdict_en": self.phrase_en,
            "sentence": self.sentence,
            "sentence_en": self.sentence_en,
        }


def decide(estimate: Estimate, judgement: Judgement, wording: Wording) -> Verdict:
    """Phrase and sentence of one finding."""
    phrase = PHRASES[choose_phrase(estimate, judgement.grade, wording)]
    makers = {"A": _effect, "B": _effect, "C": _association, "D": _difference, "0": _not_enough}
    sentences = makers[judgement.grade](estimate, judgement, wording)
    return Verdict(phrase[0], phrase[1], sentences[0], sentences[1])


def choose_phrase(estimate: Estimate, grade: Grade, wording: Wording) -> int:
    """The number of the phrase in :data:`PHRASES`.

    | grade | interval (gain is positive) | phrase |
    |---|---|---|
    | 0, D | any | cannot be settled yet |
    | A, B, C | wholly below zero | appears to harm |
    | A, B | wholly above zero and at least the smallest worth | clearly helps |
    | A, B, C | wholly above zero | probably helps |
    | A, B, C | includes zero, wholly below the smallest worth | does not appear to help |
    | A, B, C | anything else | cannot be settled yet |
    """
    if grade in ("0", "D") or not estimate.is_usable:
        return OPEN
    low, high = (estimate.low, estimate.high) if wording.higher_is_better else (-estimate.high, -estimate.low)
    if high < 0:
        return HARMFUL
    if low > 0:
        return CLEAR if grade in ("A", "B") and low >= wording.smallest_worth else LIKELY
    return UNHELPFUL if high < wording.smallest_worth else OPEN


def figure(value: float, scale: float) -> str:
    """A number with three significant digits of ``scale``, written the Indonesian way."""
    return number(value, decimals_for(scale))


def decimals_for(scale: float) -> int:
    """Decimals that show three significant digits of a number as large as ``scale``."""
    if not isfinite(scale) or scale == 0:
        return 2
    return max(0, min(6, 2 - floor(log10(abs(scale)))))


@dataclass(frozen=True, slots=True)
class _Told:
    """Size and range of an estimate in words of both languages."""

    size_id: str
    size_en: str
    range_id: str
    range_en: str
    rises: bool


def _tell(estimate: Estimate, wording: Wording) -> _Told:
    """Put numbers into words."""
    scale = max(abs(estimate.value), (estimate.high - estimate.low) / 4 if estimate.is_usable else 0.0)
    digits = decimals_for(scale)
    unit = f" {wording.unit}" if wording.unit else ""
    size = abs(estimate.value)
    if not estimate.is_usable:
        return _Told(f"{number(size, digits)}{unit}", f"{size:,.{digits}f}{unit}", "–", "–", estimate.value >= 0)
    low, high = estimate.low, estimate.high
    level = round(estimate.level * 100, 1)
    return _Told(
        f"{number(size, digits)}{unit}",
        f"{size:,.{digits}f}{unit}",
        f"rentang {number(level)}%: {range_id(round(low, digits), round(high, digits), digits)}",
        f"{level:g}% range {low:,.{digits}f} to {high:,.{digits}f}",
        estimate.value >= 0,
    )


def _capital(words: str) -> str:
    """Words with a capital letter at the start."""
    return words[:1].upper() + words[1:]


def _effect(estimate: Estimate, judgement: Judgement, wording: Wording) -> tuple[str, str]:
    """Grades A and B: an effect, with the comparison named."""
    told = _tell(estimate, wording)
    sign_id, sign_en = ("naik", "up") if told.rises else ("turun", "down")
    turn = _what_would_change(estimate, judgement, wording)
    return (
        f"Efek pada {wording.outcome}: {sign_id} {told.size_id} ({told.range_id}), dibandingkan "
        f"dengan {wording.comparison[0]}; bukti tingkat {judgement.grade}; {turn[0]}.",
        f"Effect on {wording.outcome_en}: {sign_en} {told.size_en} ({told.range_en}), compared with "
        f"{wording.comparison[1]}; evidence of grade {judgement.grade}; {turn[1]}.",
    )


def _association(estimate: Estimate, judgement: Judgement, wording: Wording) -> tuple[str, str]:
    """Grade C: an association that may be an effect."""
    told = _tell(estimate, wording)
    side_id, side_en = ("lebih tinggi", "higher") if told.rises else ("lebih rendah", "lower")
    need = _binding(judgement.failed)
    turn_id = need[0] if need else "undian pada angkatan berikutnya dapat memastikannya"
    turn_en = need[1] if need else "a lottery among the next applicants could settle it"
    return (
        f"{_capital(wording.outcome)} peserta {told.size_id} {side_id} ({told.range_id}) "
        f"daripada {wording.comparison[0]}; ini hubungan yang mungkin merupakan efek, belum tentu; "
        f"bukti tingkat C; {turn_id}.",
        f"{_capital(wording.outcome_en)} of participants is {told.size_en} {side_en} ({told.range_en}) than of "
        f"{wording.comparison[1]}; an association that may be an effect; evidence of grade C; {turn_en}.",
    )


def _difference(estimate: Estimate, judgement: Judgement, wording: Wording) -> tuple[str, str]:
    """Grade D: a difference or a change, and why no more can be said."""
    told = _tell(estimate, wording)
    need = _binding(judgement.failed) or (
        "undian, atau pembanding yang diukur sebelum dan sesudah, diperlukan untuk menyimpulkan lebih",
        "a lottery, or a comparison measured before and after, is needed to say more",
    )
    if judgement.ceiling.word_en == "change":
        side_id, side_en = ("naik", "rose") if told.rises else ("turun", "fell")
        return (
            f"{_capital(wording.outcome)} {side_id} {told.size_id} ({told.range_id}) "
            f"dari sebelum ke sesudah, tanpa pembanding; perubahan saja, tingkat D; {need[0]}.",
            f"{_capital(wording.outcome_en)} {side_en} by {told.size_en} ({told.range_en}) from before to after, "
            f"without a comparison; a change only, grade D; {need[1]}.",
        )
    side_id, side_en = ("lebih tinggi", "higher") if told.rises else ("lebih rendah", "lower")
    return (
        f"{_capital(wording.outcome)} peserta {told.size_id} {side_id} ({told.range_id}) "
        f"daripada {wording.comparison[0]}; perbedaan saja, tingkat D; {need[0]}.",
        f"{_capital(wording.outcome_en)} of participants is {told.size_en} {side_en} ({told.range_en}) than of "
        f"{wording.comparison[1]}; a difference only, grade D; {need[1]}.",
    )


def _not_enough(estimate: Estimate, judgement: Judgement, wording: Wording) -> tuple[str, str]:
    """Grade 0: not enough data, what is missing and what would suffice."""
    need = _binding([gate for gate in judgement.failed if gate.most == "0"])
    assert need is not None
    return (
        f"Belum cukup data untuk {wording.outcome}: {need[0]}.",
        f"Not enough data on {wording.outcome_en}: {need[1]}.",
    )


def _binding(failed: tuple[GateResult, ...] | list[GateResult]) -> tuple[str, str] | None:
    """What is missing and what would suffice, of every failed gate; ``None`` when none failed."""
    if not failed:
        return None
    verbs = ("cukup bila", "enough")
    parts = [[f"{gate.missing[k]}; {verbs[k]}: {gate.suffices[k]}" for gate in failed] for k in (0, 1)]
    return "; ".join(parts[0]), "; ".join(parts[1])


def _what_would_change(estimate: Estimate, judgement: Judgement, wording: Wording) -> tuple[str, str]:
    """What would change a conclusion of grade A or B."""
    if choose_phrase(estimate, judgement.grade, wording) == OPEN:
        return (
            "rentangnya masih terlalu lebar untuk memutuskan, peserta lebih banyak akan mempersempitnya",
            "the range is still too wide to decide, more participants would narrow it",
        )
    breakdown = next((gate.value for gate in judgement.gates if gate.key == "breakdown"), float("nan"))
    if judgement.grade == "B" and isfinite(breakdown):
        return (
            f"kesimpulan berubah bila tren pembanding menyimpang lebih dari {number(breakdown, 1)} kali simpangan "
            "terbesar sebelum pelatihan",
            f"it would change if trends departed more than {breakdown:.1f} times their largest earlier departure",
        )
    return (
        "kesimpulan berubah bila angkatan berikutnya memberi hasil di luar rentang ini",
        "it would change if the next cohort's result fell outside this range",
    )
