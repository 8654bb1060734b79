"""Did it change after and not before (event study), and which programmes changed something (forest)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from asah_basics.charts import Chart, Estimate, Period, event_study, forest
from asah_basics.formats import join_and

from asah_evaluator.privacy import INSIDE_OFFICE

CAUSAL_GRADES = frozenset("AB")
"""Grades whose pictures may speak of a rise or fall after training without a caution in the title."""


@dataclass(frozen=True)
class Moment:
    """The estimate of one period relative to the start of the programme (0 = first treated period).

    ``estimate``, ``low``, ``high`` in the outcome's unit; all NaN where nothing could be estimated.
    """

    when: int
    estimate: float
    low: float
    high: float


@dataclass(frozen=True)
class Effect:
    """One programme: estimate and interval in the outcome's unit, ``n`` persons behind it, ``grade`` A to D or 0 and
    the ``verdict`` phrase printed beside it."""

    label: str
    estimate: float
    low: float
    high: float
    n: int
    grade: str
    verdict: str


def event_study_picture(
    moments: Sequence[Moment],
    *,
    grade: str,
    smallest_worth: float | None = None,
    unit: str = "poin",
    period_word: str = "bulan",
    comparison: str,
    source: str,
) -> Chart:
    """Event study: hollow before, full after, lines for 95 % intervals.

    Parameters: ``moments`` at least two with numbers; ``grade`` of the finding, which bounds what the title may say;
    ``smallest_worth`` smallest effect worth having, drawn as a band; ``comparison`` in words for the line under the
    title ("21 unit serupa yang belum dilatih"). Periods without an estimate are left out and named.
    """
    known = [moment for moment in moments if _is_known(moment.estimate, moment.low, moment.high)]
    lost = [f"{moment.when:+d}" for moment in moments if not _is_known(moment.estimate, moment.low, moment.high)]
    said = f"Selisih terhadap {comparison}, {unit}"
    if lost:
        said += f". {period_word.capitalize()} {join_and(lost)} tanpa data"
    return event_study(
        [Period(moment.when, moment.estimate, moment.low, moment.high) for moment in known],
        smallest_worth=smallest_worth,
        unit=unit,
        period_word=period_word,
        sub=said,
        source=source,
        title=None if grade in CAUSAL_GRADES else _cautious_title(known),
    )


def _cautious_title(moments: Sequence[Moment]) -> str:
    """A title for evidence that cannot carry the word effect."""
    before = [moment for moment in moments if moment.when < 0]
    apart = sum(moment.low > 0 or moment.high < 0 for moment in before)
    if before and 2 * apart > len(before):
        return "Selisih sudah ada sebelum pelatihan"
    after = [moment for moment in moments if moment.when >= 0]
    if 2 * sum(moment.low > 0 or moment.high < 0 for moment in after) > len(after):
        return "Ada perubahan, belum tentu karena pelatihan"
    return "Belum tampak perubahan sesudah pelatihan"


def forest_picture(
    effects: Sequence[Effect], *, unit: str = "poin", sub: str, source: str, decimals: int | None = None
) -> Chart:
    """Programmes side by side with their intervals, grade and verdict beside each.

    Programmes with fewer than five persons, with grade 0 or without an interval are not drawn; the line under the title
    counts them. Raises ``ValueError`` when none is left.
    """
    shown = [e for e in effects if e.n >= INSIDE_OFFICE and e.grade != "0" and _is_known(e.estimate, e.low, e.high)]
    if not shown:
        raise ValueError("no programme has enough data to be drawn (5 persons and an interval)")
    hidden = len(effects) - len(shown)
    said = f"{sub}. {hidden} program belum cukup data" if hidden else sub
    return forest(
        [Estimate(e.label, e.estimate, e.low, e.high, f"{e.verdict} · {e.grade}") for e in shown],
        unit=unit,
        sub=said,
        source=source,
        title=_forest_title(shown),
        decimals=decimals,
    )


def _forest_title(effects: Sequence[Effect]) -> str:
    """How many programmes carry a claim, by verdict and not by the look of the intervals."""
    helped = sum(effect.verdict.startswith(("Jelas membantu", "Kemungkinan membantu")) for effect in effects)
    harmed = sum(effect.verdict.startswith("Tampak merugikan") for effect in effects)
    said = f"{helped} dari {len(effects)} program membantu atau kemungkinan membantu"
    return f"{said}; {harmed} tampak merugikan" if harmed else said


def _is_known(*numbers: float) -> bool:
    """Whether every number is finite."""
    return all(isfinite(number) for number in numbers)
