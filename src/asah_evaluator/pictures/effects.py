"""Did it change after the programme and not before? The event study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from asah_basics.charts import Chart, Period, event_study
from asah_basics.formats import join_and

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
    known = [moment for moment in moments if is_known(moment.estimate, moment.low, moment.high)]
    lost = [f"{moment.when:+d}" for moment in moments if not is_known(moment.estimate, moment.low, moment.high)]
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


def is_known(*numbers: float) -> bool:
    """Whether every number is finite."""
    return all(isfinite(number) for number in numbers)
