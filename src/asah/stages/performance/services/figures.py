"""Surveys and figures of units, many at once."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.stages.performance.events import IndicatorsChanged
from asah.stages.performance.models import SatisfactionSurvey, UnitFigure
from asah.stages.performance.queries import survey_elements
from asah.stages.performance.rules import fault_of_value, faults_of_scores
from asah.stages.performance.services.upserts import upsert

SURVEY_COLUMNS = (
    "unit_id", "service", "first_on", "last_on", "respondents", "population", "means", "reported", "source", "batch",
    "recorded_at",
)  # fmt: skip
FIGURE_COLUMNS = (
    "unit_id", "indicator", "service", "first_on", "last_on", "value", "n", "target", "source", "batch", "recorded_at",
)  # fmt: skip


class BadFigure(ValueError):
    """A figure that cannot be: its text names the row and what to mend."""


@dataclass(frozen=True)
class Surveyed:
    """One survey: mean of each element on the scale 1 to 4, from so many respondents, in a period."""

    unit: int
    first_on: date
    last_on: date
    respondents: int
    means: Mapping[str, Decimal]
    service: str = ""
    population: int | None = None
    reported: Decimal | None = None
    source: str = ""


@dataclass(frozen=True)
class Measured:
    """One figure (indicator: key of rules.INDICATORS) of a unit in a period; n: services behind it."""

    unit: int
    indicator: str
    first_on: date
    last_on: date
    value: Decimal
    n: int | None = None
    service: str = ""
    target: Decimal | None = None
    source: str = ""


@use_case(Permission.PERFORMANCE_IMPORT, says=gettext_lazy("{actor} mencatat survei kepuasan sekaligus"))
def record_surveys(*, actor: Actor, now: datetime, rows: Iterable[Surveyed]) -> int:
    """Keep many surveys; the same unit, service and period again replaces. Raises BadFigure. Returns changes."""
    today = actor.today(now)
    elements = survey_elements(today)
    key = ("unit_id", "service", "first_on", "last_on")
    written = (survey_columns(row, line, elements, today, now) for line, row in enumerate(rows, 1))
    return _done(upsert(SatisfactionSurvey, SURVEY_COLUMNS, key, written))


@use_case(Permission.PERFORMANCE_IMPORT, says=gettext_lazy("{actor} mencatat indikator unit sekaligus"))
def record_figures(*, actor: Actor, now: datetime, rows: Iterable[Measured]) -> int:
    """Keep many figures; the same unit, indicator, service and period again replaces. Raises BadFigure."""
    today = actor.today(now)
    key = ("unit_id", "indicator", "service", "first_on", "last_on")
    written = (figure_columns(row, line, today, now) for line, row in enumerate(rows, 1))
    return _done(upsert(UnitFigure, FIGURE_COLUMNS, key, written))


def survey_columns(
    row: Surveyed, line: int, elements: Mapping[str, str], today: date, now: datetime, batch: int | None = None
) -> tuple[Any, ...]:
    """The values of SURVEY_COLUMNS; called by the use case and by the import. Raises BadFigure."""
    faults = [sentence for _code, sentence in faults_of_scores(row.means, elements)]
    if row.respondents <= 0:
        faults.append(_("Jumlah responden harus lebih dari nol."))
    if row.population is not None and row.population < row.respondents:
        faults.append(_("Populasi lebih kecil daripada jumlah responden."))
    _refuse(line, faults + _day_faults(row.first_on, row.last_on, today))
    means = json.dumps({code: str(mean) for code, mean in sorted(row.means.items())})
    return (
        row.unit, row.service, row.first_on, row.last_on, row.respondents, row.population, means, row.reported,
        row.source, batch, now,
    )  # fmt: skip


def figure_columns(row: Measured, line: int, today: date, now: datetime, batch: int | None = None) -> tuple[Any, ...]:
    """The values of FIGURE_COLUMNS; called by the use case and by the import. Raises BadFigure."""
    fault = fault_of_value(row.indicator, row.value, row.n)
    _refuse(line, ([fault] if fault else []) + _day_faults(row.first_on, row.last_on, today))
    return (
        row.unit, row.indicator, row.service, row.first_on, row.last_on, row.value, row.n, row.target, row.source,
        batch, now,
    )  # fmt: skip


def _day_faults(first_on: date, last_on: date, today: date) -> list[str]:
    if first_on > last_on:
        return [_("Tanggal selesai mendahului tanggal mulai.")]
    return [_("Periode ini belum berakhir.")] if last_on > today else []


def _refuse(line: int, faults: list[str]) -> None:
    if faults:
        raise BadFigure(_("Baris %(line)s: %(fault)s") % {"line": line, "fault": " ".join(faults)})


def _done(changed: int) -> int:
    note(changed=changed)
    if changed:
        announce(IndicatorsChanged())
    return changed
