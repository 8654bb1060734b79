"""Figures of units over time: the index of satisfaction with its elements, service time, punctuality, complaints."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from asah.stages.agency import queries as agency
from asah.stages.performance.models import SatisfactionSurvey, UnitFigure
from asah.stages.performance.rules import (
    SATISFACTION,
    ServiceClass,
    class_of,
    index_exact,
    index_weighted,
    sample_size,
)


@dataclass(frozen=True)
class IndicatorRow:
    """One figure of a unit, for engines and lists.

    indicator: key of rules.INDICATORS; element: "U1" to "U9" for a part of the index (mean, scale 1 to 4), "" for a
    whole figure; n: respondents or services behind it, None when unknown; target: None when none was set.
    """

    unit: int
    indicator: str
    element: str
    service: str
    first_on: date
    last_on: date
    value: Decimal
    n: int | None
    target: Decimal | None
    source: str
    batch: int | None = None


def indicators(
    *,
    since: date | None = None,
    until: date | None = None,
    units: Collection[int] | None = None,
    codes: Collection[str] | None = None,
    elements: bool = True,
) -> list[IndicatorRow]:
    """Figures of periods that end within [since, until], by unit, indicator and day; two queries whatever their number.

    units, codes: narrow to these; elements: also the means of the elements of each survey, beside its index.
    For engines, which act for the whole agency; pages ask `readings_of` within a reach.
    """
    found: list[IndicatorRow] = []
    within = _within(since, until, units)
    if codes is None or SATISFACTION in codes:
        for survey in SatisfactionSurvey.objects.filter(within):
            found += _of_survey(survey, elements)
    rows = UnitFigure.objects.filter(within)
    if codes is not None:
        rows = rows.filter(indicator__in=codes)
    found += [
        IndicatorRow(
            row.unit_id, row.indicator, "", row.service, row.first_on, row.last_on, row.value, row.n, row.target,
            row.source, row.batch,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.unit, row.indicator, row.element, row.service, row.last_on, row.first_on))


def _within(since: date | None, until: date | None, units: Collection[int] | None) -> Q:
    wanted = Q()
    if since is not None:
        wanted &= Q(last_on__gte=since)
    if until is not None:
        wanted &= Q(last_on__lte=until)
    if units is not None:
        wanted &= Q(unit_id__in=list(units))
    return wanted


def _of_survey(survey: SatisfactionSurvey, elements: bool) -> list[IndicatorRow]:
    means = means_of(survey)
    days = (survey.service, survey.first_on, survey.last_on)
    parts = means.items() if elements else ()
    whole = IndicatorRow(
        survey.unit_id, SATISFACTION, "", *days, index_exact(means), survey.respondents, None, survey.source
    )
    return [whole] + [
        IndicatorRow(survey.unit_id, SATISFACTION, code, *days, mean, survey.respondents, None, survey.source)
        for code, mean in parts
    ]


def means_of(survey: SatisfactionSurvey) -> dict[str, Decimal]:
    """The stored texts as numbers."""
    return {code: Decimal(text) for code, text in sorted(survey.means.items())}


def survey_elements(on: date) -> dict[str, str]:
    """The elements of the survey in force on a day: code -> name, in their order."""
    rows = agency.rules("skm_unsur", on)
    return {code: str(row.values["name"]) for code, row in rows.items()}


@dataclass(frozen=True)
class ElementRow:
    """One element of a survey: its mean on the scale 1 to 4, and the same times 25."""

    code: str
    name: str
    mean: Decimal
    index: Decimal


@dataclass(frozen=True)
class Reading:
    """A survey as a page shows it. old_way: what a report with weights of 0,11 prints; wanted: respondents needed."""

    unit: int
    service: str
    first_on: date
    last_on: date
    respondents: int
    population: int | None
    wanted: int | None
    index: Decimal
    service_class: ServiceClass | None
    old_way: Decimal
    reported: Decimal | None
    elements: tuple[ElementRow, ...]
    source: str
    batch: int | None
    recorded_at: datetime

    @property
    def differs(self) -> bool:
        """Whether the report printed another index than the exact one."""
        return self.reported is not None and self.reported != self.index


def readings_of(units: Collection[int], on: date) -> list[Reading]:
    """Surveys of some units that ended by a day, oldest first. The caller has checked his reach."""
    rows = SatisfactionSurvey.objects.filter(unit_id__in=list(units), last_on__lte=on).order_by("last_on", "pk")
    names, classes = survey_elements(on), {key: row.values for key, row in agency.rules("skm_kelas", on).items()}
    weight = Decimal(str(agency.rule("skm_bobot", "0,11", on).values["weight"]))
    return [reading_of(row, names, classes, weight) for row in rows]


def reading_of(
    survey: SatisfactionSurvey,
    names: Mapping[str, str],
    classes: Mapping[str, Mapping[str, object]],
    weight: Decimal,
) -> Reading:
    """A survey with its index, class and elements worked out by rules of its time."""
    means = means_of(survey)
    index = index_exact(means)
    return Reading(
        unit=survey.unit_id,
        service=survey.service,
        first_on=survey.first_on,
        last_on=survey.last_on,
        respondents=survey.respondents,
        population=survey.population,
        wanted=sample_size(survey.population) if survey.population else None,
        index=index,
        service_class=class_of(index, classes),
        old_way=index_weighted(means, weight),
        reported=survey.reported,
        elements=tuple(
            ElementRow(code, names.get(code, code), mean, index_exact({code: mean})) for code, mean in means.items()
        ),
        source=survey.source,
        batch=survey.batch,
        recorded_at=survey.recorded_at,
    )
