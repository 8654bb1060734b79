"""Grades and gates: how far a finding may go, as one table.

A grade is the most that a design may claim (:data:`CEILINGS`); a gate lowers it when something is missing or wrong
(:data:`GATES`). Read both tables top to bottom: nothing else decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, isfinite, isinf, isnan, nan
from typing import Any, Literal

from asah_basics.formats import number

Grade = Literal["A", "B", "C", "D", "0"]
ORDER: tuple[Grade, ...] = ("0", "D", "C", "B", "A")
"""Grades from the least to the most that may be said."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most a design may claim, and the words it may use in each language."""

    grade: Grade
    evidence: str
    word_id: str
    word_en: str


CEILINGS: dict[str, Ceiling] = {
    "lottery": Ceiling("A", "seats drawn by lottery", "efek", "effect"),
    "random_order": Ceiling("A", "order of cohorts drawn at random", "efek", "effect"),
    "staggered": Ceiling("B", "staggered difference-in-differences", "efek", "effect"),
    "matched": Ceiling("C", "weighted or matched comparison", "hubungan", "association"),
    "cutoff": Ceiling("C", "comparison at a score cut-off", "hubungan", "association"),
    "synthetic": Ceiling("C", "weighted mean of other offices", "hubungan", "association"),
    "difference": Ceiling("D", "difference of two groups as they are", "perbedaan", "difference"),
    "before_after": Ceiling("D", "before and after only", "perubahan", "change"),
}
"""Design -> ceiling."""

PANEL_DESIGNS = ("staggered", "random_order", "synthetic")
WEIGHTED_DESIGNS = ("matched",)
COMPARED_DESIGNS = (*PANEL_DESIGNS, *WEIGHTED_DESIGNS, "lottery", "cutoff", "difference")
DRAWN_DESIGNS = ("lottery", "random_order")
EVERY_DESIGN = tuple(CEILINGS)

FEWEST_PERSONS = 5
FEWEST_UNITS = 2
LARGEST_MDE = 0.8
FEWEST_CONTROLS = 20
FEWEST_PERIODS = 3
LARGEST_GAP = 0.10
PLACEBO_LIMIT = 1.96
SMALLEST_BREAKDOWN = 0.5
LARGEST_TREND_SHARE = 1 / 3
LARGEST_ATTRITION_GAP = 0.05
UNREACHABLE = 1000.0
"""Standard deviations beyond which a smallest detectable effect is not put in numbers."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the gates ask about one finding. NaN (or ``None``) means "not known"; each gate says what that means.

    ``treated`` persons or units by ``level``; ``controls`` the number of untreated after weighting; ``pre_periods``
    periods before the treatment of most treated units; ``mde`` smallest detectable effect and ``spread`` standard
    deviation of the outcome, both in its unit; ``gap`` largest absolute standardised difference and ``gap_in`` its
    covariate; ``placebo`` a t statistic on the normal scale; ``breakdown`` M; ``trend_share`` share of the estimate
    that the trend before treatment would explain if it went on (negative where it points the other way);
    ``attrition_gap`` a share; ``usable`` whether an interval could be computed.
    """

    design: str
    level: Literal["person", "unit"] = "person"
    treated: int = 0
    controls: float = nan
    pre_periods: int = 0
    mde: float = nan
    spread: float = nan
    gap: float = nan
    gap_in: str = ""
    placebo: float = nan
    breakdown: float = nan
    trend_share: float = nan
    attrition_gap: float = 0.0
    usable: bool = True


Sentences = tuple[str, str]
"""The same thing in Indonesian and English."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One rule.

    ``key`` its name; ``designs`` it applies to; ``most`` the grade left when it fails; ``limit`` as shown; ``value``
    what is compared; ``fails`` the rule; ``missing`` and ``suffices`` say what is wrong and what would be enough.
    """

    key: str
    designs: tuple[str, ...]
    most: Grade
    limit: str
    value: Callable[[Facts], float]
    fails: Callable[[Facts], bool]
    missing: Callable[[Facts], Sentences]
    suffices: Callable[[Facts], Sentences]


def _mde_ratio(facts: Facts) -> float:
    """Smallest detectable effect in standard deviations."""
    return facts.mde / facts.spread if facts.spread > 0 else nan


def _fewest(facts: Facts) -> int:
    """Fewest treated persons or units."""
    return FEWEST_PERSONS if facts.level == "person" else FEWEST_UNITS


def _who(facts: Facts) -> Sentences:
    """Word for what is counted."""
    return ("peserta", "participants") if facts.level == "person" else ("unit peserta", "treated units")


def _count(needed: float, unit: Sentences) -> Sentences:
    """``needed`` of something, in words; one English form suffices because counts stand beside nouns in the plural."""
    return f"{number(needed, 0)} {unit[0]}", f"{needed:,.0f} {unit[1]}"


def _times_more(facts: Facts) -> float:
    """How many times the present size would bring the smallest detectable effect to the limit; NaN beyond reason."""
    ratio = _mde_ratio(facts)
    return (ratio / LARGEST_MDE) ** 2 if ratio < UNREACHABLE else nan


def _missing_treated(facts: Facts) -> Sentences:
    who, needed = _who(facts), _fewest(facts)
    return f"hanya ada {facts.treated} {who[0]}, perlu {needed}", f"only {facts.treated} {who[1]}, {needed} are needed"


def _enough_treated(facts: Facts) -> Sentences:
    more = _count(max(_fewest(facts) - facts.treated, 1), _who(facts))
    return f"tambah {more[0]}", f"add {more[1]}"


def _missing_power(facts: Facts) -> Sentences:
    ratio = _mde_ratio(facts)
    if not ratio < UNREACHABLE:
        return (
            "perbedaan terkecil yang dapat terlihat tidak dapat dihitung atau tak terhingga",
            "the smallest visible difference cannot be computed or is out of reach",
        )
    return (
        f"perbedaan terkecil yang dapat terlihat {number(ratio, 2)} simpangan baku, batasnya {number(LARGEST_MDE, 1)}",
        f"the smallest visible difference is {ratio:.2f} standard deviations, the limit is {LARGEST_MDE}",
    )


def _enough_power(facts: Facts) -> Sentences:
    times = _times_more(facts)
    if not isfinite(times):
        return "tambah peserta dan pembanding", "add participants and comparison members"
    more = max(ceil((times - 1) * max(facts.treated, 1)), 1)
    batches = max(ceil(times - 1), 1)
    unit = _who(facts)
    return (
        f"tambah sekitar {number(more, 0)} {unit[0]} beserta pembandingnya (butuh {batches} angkatan lagi sebesar ini)",
        f"add about {more:,} {unit[1]} with their comparison ({batches} more cohorts of this size)",
    )


def _missing_controls(facts: Facts) -> Sentences:
    have = facts.controls if isfinite(facts.controls) else 0.0
    return (
        f"pembanding setara {number(have, 0)}, perlu {FEWEST_CONTROLS}",
        f"the comparison is worth {have:.0f} members, {FEWEST_CONTROLS} are needed",
    )


def _enough_controls(facts: Facts) -> Sentences:
    have = facts.controls if isfinite(facts.controls) else 0.0
    more = max(ceil(FEWEST_CONTROLS - have), 1)
    return f"tambah paling sedikit {more} pembanding", f"add at least {more} comparison members"


def _missing_periods(facts: Facts) -> Sentences:
    return (
        f"hanya {facts.pre_periods} periode sebelum pelatihan, perlu {FEWEST_PERIODS}",
        f"only {facts.pre_periods} periods before the training, {FEWEST_PERIODS} are needed",
    )


def _enough_periods(facts: Facts) -> Sentences:
    more = max(FEWEST_PERIODS - facts.pre_periods, 1)
    return f"tambah data {more} periode sebelumnya", f"add data of {more} earlier periods"


def _missing_balance(facts: Facts) -> Sentences:
    if not isfinite(facts.gap):
        return "keserupaan kedua kelompok tidak dapat diperiksa", "likeness of the groups cannot be checked"
    name = f" pada {facts.gap_in}" if facts.gap_in else ""
    name_en = f" in {facts.gap_in}" if facts.gap_in else ""
    return (
        f"kedua kelompok berbeda {number(facts.gap, 2)} simpangan baku{name}, batasnya {number(LARGEST_GAP, 2)}",
        f"the groups differ by {facts.gap:.2f} standard deviations{name_en}, the limit is {LARGEST_GAP:.2f}",
    )


def _enough_balance(facts: Facts) -> Sentences:
    return (
        "pakai pembobotan yang menyamakan kedua kelompok, atau pembanding yang lebih mirip",
        "use weights that make the groups alike, or a comparison that resembles them more",
    )


def _missing_placebo(facts: Facts) -> Sentences:
    if isnan(facts.placebo):
        return "uji plasebo belum dilakukan", "no placebo was run"
    if isinf(facts.placebo):
        return "uji plasebo gagal: sudah berbeda sebelum pelatihan", "the placebo failed: they differed before"
    return (
        f"uji plasebo gagal: sudah berbeda sebelum pelatihan (t = {number(facts.placebo, 2)}, batas 1,96)",
        f"the placebo failed: they differed before the training (t = {facts.placebo:.2f}, limit 1.96)",
    )


def _enough_placebo(facts: Facts) -> Sentences:
    if isnan(facts.placebo):
        return (
            "sertakan hasil yang diukur sebelum pelatihan",
            "add an outcome measured before the training",
        )
    return (
        "undi kursi pada angkatan berikutnya, atau pakai pembanding yang bergerak sama sebelum pelatihan",
        "draw the next seats by lottery, or use a comparison that moved alike before the training",
    )


def _missing_breakdown(facts: Facts) -> Sentences:
    if isnan(facts.breakdown):
        return "kepekaan terhadap tren tidak dapat diuji", "sensitivity to trends cannot be tested"
    return (
        f"kesimpulan jatuh bila tren menyimpang {number(facts.breakdown, 2)} kali simpangan terdahulu, batasnya 0,5",
        f"the conclusion falls if trends depart {facts.breakdown:.2f} times as much as before, the limit is 0.5",
    )


def _enough_breakdown(facts: Facts) -> Sentences:
    return (
        "tambah periode sebelum pelatihan dan pembanding yang trennya lebih tenang",
        "add earlier periods and a comparison with a calmer trend",
    )


def _missing_trend(facts: Facts) -> Sentences:
    if not facts.trend_share < 1:
        return (
            "tren sebelum pelatihan, bila berlanjut, menjelaskan seluruh selisih ini",
            "the trend before the training, if it went on, would explain all of this difference",
        )
    percent = facts.trend_share * 100
    return (
        f"tren sebelum pelatihan, bila berlanjut, menjelaskan {number(percent, 0)}% selisih ini, batasnya sepertiga",
        f"the trend before the training, if it went on, would explain {percent:.0f}% of this difference, the limit is "
        "one third",
    )


def _enough_trend(facts: Facts) -> Sentences:
    return (
        "tambah periode sebelum pelatihan, atau pakai pembanding yang trennya sama",
        "add earlier periods, or use a comparison with the same trend",
    )


def _missing_answers(facts: Facts) -> Sentences:
    points = facts.attrition_gap * 100
    return (
        f"selisih data hilang {number(points, 0)} poin antara kedua kelompok, batasnya 5",
        f"missing outcomes differ by {points:.0f} points between the groups, the limit is 5",
    )


def _enough_answers(facts: Facts) -> Sentences:
    return (
        "lengkapi hasil yang hilang sampai selisihnya paling banyak 5 poin",
        "complete the missing outcomes until they differ by at most 5 points",
    )


def _missing_interval(facts: Facts) -> Sentences:
    return "rentang ketidakpastian tidak dapat dihitung", "the range of uncertainty cannot be computed"


def _enough_interval(facts: Facts) -> Sentences:
    return (
        "tambah unit, paling sedikit dua peserta dan dua pembanding",
        "add units, at least two treated and two in the comparison",
    )


GATES: tuple[Gate, ...] = (
    # key, designs, grade left, limit, value, fails, what is missing, what suffices
    Gate("interval", EVERY_DESIGN, "0", "finite", lambda f: float(f.usable), lambda f: not f.usable,
         _missing_interval, _enough_interval),
    Gate("treated", EVERY_DESIGN, "0", f">= {FEWEST_PERSONS} persons or >= {FEWEST_UNITS} units",
         lambda f: f.treated, lambda f: f.treated < _fewest(f), _missing_treated, _enough_treated),
    Gate("power", EVERY_DESIGN, "0", f"<= {LARGEST_MDE} sd", _mde_ratio,
         lambda f: not _mde_ratio(f) <= LARGEST_MDE, _missing_power, _enough_power),
    Gate("controls", COMPARED_DESIGNS, "C", f">= {FEWEST_CONTROLS}", lambda f: f.controls,
         lambda f: not f.controls >= FEWEST_CONTROLS, _missing_controls, _enough_controls),
    Gate("pre_periods", PANEL_DESIGNS, "C", f">= {FEWEST_PERIODS}", lambda f: f.pre_periods,
         lambda f: f.pre_periods < FEWEST_PERIODS, _missing_periods, _enough_periods),
    Gate("balance", WEIGHTED_DESIGNS, "D", f"<= {LARGEST_GAP}", lambda f: f.gap,
         lambda f: not f.gap <= LARGEST_GAP, _missing_balance, _enough_balance),
    Gate("placebo", (*PANEL_DESIGNS, *WEIGHTED_DESIGNS), "D", f"|t| <= {PLACEBO_LIMIT}", lambda f: f.placebo,
         lambda f: not abs(f.placebo) <= PLACEBO_LIMIT, _missing_placebo, _enough_placebo),
    Gate("placebo_given", ("lottery", "cutoff"), "D", f"|t| <= {PLACEBO_LIMIT} if given", lambda f: f.placebo,
         lambda f: abs(f.placebo) > PLACEBO_LIMIT, _missing_placebo, _enough_placebo),
    Gate("breakdown", ("staggered", "synthetic"), "D", f">= {SMALLEST_BREAKDOWN}", lambda f: f.breakdown,
         lambda f: not f.breakdown >= SMALLEST_BREAKDOWN, _missing_breakdown, _enough_breakdown),
    Gate("trend", ("staggered",), "D", "<= 1/3 of the estimate", lambda f: f.trend_share,
         lambda f: f.trend_share > LARGEST_TREND_SHARE, _missing_trend, _enough_trend),
    Gate("attrition", EVERY_DESIGN, "D", f"<= {LARGEST_ATTRITION_GAP:.0%} points apart", lambda f: f.attrition_gap,
         lambda f: f.attrition_gap > LARGEST_ATTRITION_GAP, _missing_answers, _enough_answers),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate as it turned out; ``missing`` and ``suffices`` are empty when it passed."""

    key: str
    passed: bool
    value: float
    limit: str
    most: Grade
    missing: Sentences = ("", "")
    suffices: Sentences = ("", "")

    def as_dict(self) -> dict[str, Any]:
        """JSON values."""
        shown = None if not isfinite(self.value) else float(self.value)
        named: dict[str, Any] = {"gate": self.key, "passed": self.passed, "value": shown, "limit": self.limit}
        if not self.passed:
            named |= {"at_most": self.most, "missing": self.missing[0], "suffices": self.suffices[0]}
            named |= {"missing_en": self.missing[1], "suffices_en": self.suffices[1]}
        return named


@dataclass(frozen=True, slots=True)
class Judgement:
    """The grade of a finding and the gates that led to it."""

    grade: Grade
    ceiling: Ceiling
    gates: tuple[GateResult, ...]

    @property
    def failed(self) -> tuple[GateResult, ...]:
        """Gates that were not passed, the most binding first."""
        return tuple(sorted((g for g in self.gates if not g.passed), key=lambda g: ORDER.index(g.most)))

    @property
    def may_say_effect(self) -> bool:
        """Whether the finding may be worded as an effect."""
        return self.grade in ("A", "B")


def judge(facts: Facts) -> Judgement:
    """Apply the tables. Raises ``ValueError`` for an unknown design."""
    ceiling = CEILINGS.get(facts.design)
    if ceiling is None:
        raise ValueError(f"design must be one of {', '.join(CEILINGS)}; got {facts.design!r}")
    results = tuple(_result(gate, facts) for gate in GATES if facts.design in gate.designs)
    grade = ceiling.grade
    for result in results:
        if not result.passed:
            grade = min(grade, result.most, key=ORDER.index)
    return Judgement(grade, ceiling, results)


def _result(gate: Gate, facts: Facts) -> GateResult:
    """One gate applied."""
    value = float(gate.value(facts))
    if not gate.fails(facts):
        return GateResult(gate.key, True, value, gate.limit, gate.most)
    return GateResult(gate.key, False, value, gate.limit, gate.most, gate.missing(facts), gate.suffices(facts))
