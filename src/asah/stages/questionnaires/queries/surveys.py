"""Surveys of a year as an actor sees them, and who was asked."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from asah.foundation.access.actor import Actor, Extent, NotThere, extent
from asah.foundation.access.permissions import Permission
from asah.stages.people import queries as people
from asah.stages.questionnaires.models import Invitation, Survey


@dataclass(frozen=True)
class SurveyRow:
    """A survey. about: "diri" or "tim"; unit: id of the subtree asked, None for all; closes_on: last day of answers."""

    id: int
    uid: str
    year: int
    title: str
    about: str
    state: str
    version: int
    version_number: int
    instrument_title: str
    unit: int | None
    employments: tuple[str, ...]
    job_kinds: tuple[str, ...]
    opens_on: date
    closes_on: date
    opened_at: datetime | None
    closed_at: datetime | None
    reminded_at: datetime | None


@dataclass(frozen=True)
class Response:
    """How many were asked, began and finished."""

    invited: int
    started: int
    finished: int

    @property
    def share(self) -> float:
        """Finished among asked, 0 to 1."""
        return self.finished / self.invited if self.invited else 0.0


@dataclass(frozen=True)
class UnitResponse:
    """Response of one unit (or office with all below it). path: its place in the tree."""

    unit: int
    name: str
    code: str
    path: str
    response: Response


def survey_row(row: Survey) -> SurveyRow:
    """A table row with its version, frozen."""
    return SurveyRow(
        row.pk,
        str(row.uid),
        row.year,
        row.title,
        row.about,
        row.state,
        row.version_id,
        row.version.number,
        row.version.title,
        row.unit_id,
        tuple(row.employments),
        tuple(row.job_kinds),
        row.opens_on,
        row.closes_on,
        row.opened_at,
        row.closed_at,
        row.reminded_at,
    )


def reading(actor: Actor) -> Extent:
    """How far the actor reads responses. Raises NotThere when he reads none."""
    reach = extent(actor, Permission.SURVEY_READ)
    if not (reach.everything or reach.unit_paths):
        raise NotThere("surveys")
    return reach


def surveys_of_year(actor: Actor, year: int) -> list[SurveyRow]:
    """Every survey of a year, the newest first. Raises NotThere for who reads no responses."""
    reading(actor)
    rows = Survey.objects.filter(year=year).select_related("version").order_by("-opens_on", "-pk")
    return [survey_row(row) for row in rows]


def survey_seen(actor: Actor, uid: uuid.UUID | str) -> SurveyRow:
    """One survey for whoever reads responses. Raises NotThere."""
    reading(actor)
    row = Survey.objects.select_related("version").filter(uid=uid).first()
    if row is None:
        raise NotThere(f"survey {uid}")
    return survey_row(row)


def within(reach: Extent) -> Q:
    """Invitations inside a reach over units."""
    if reach.everything:
        return Q()
    inside = Q(pk__in=[])
    for root in reach.unit_paths:
        inside |= Q(path__gte=root, path__lt=f"{root[:-1]}0")
    return inside


def within_answers(reach: Extent) -> Q:
    """Answers of invitations inside a reach over units."""
    if reach.everything:
        return Q()
    inside = Q(pk__in=[])
    for root in reach.unit_paths:
        inside |= Q(invitation__path__gte=root, invitation__path__lt=f"{root[:-1]}0")
    return inside


_COUNTS = {
    "invited": Count("id"),
    "started": Count("id", filter=Q(started_at__isnull=False)),
    "finished": Count("id", filter=Q(finished_at__isnull=False)),
}


def responses(actor: Actor, surveys: Iterable[int]) -> dict[int, Response]:
    """Survey -> response within the actor's reach; one query."""
    rows = Invitation.objects.filter(within(reading(actor)), survey__in=list(surveys)).values("survey_id")
    counted = rows.annotate(**_COUNTS).values_list("survey_id", *_COUNTS)
    return {row[0]: Response(*row[1:]) for row in counted}


def response_by_unit(actor: Actor, survey: SurveyRow, on: date, under: str = "") -> list[UnitResponse]:
    """Response of each office, or of each unit of one office (`under`: its code), the lowest first; two queries.

    Raises NotThere for an office out of reach.
    """
    units = people.tree(on)
    rows = Invitation.objects.filter(within(reading(actor)), survey=survey.id)
    column = "opd_id"
    if under:
        office = units.by_code.get(under)
        if office is None:
            raise NotThere(f"unit {under}")
        rows, column = rows.filter(opd=office.id), "unit_id"
    found = []
    for key, *counts in rows.values(column).annotate(**_COUNTS).values_list(column, *_COUNTS):
        unit = units.units.get(key)
        if unit is not None:
            found.append(UnitResponse(key, unit.name, unit.code, unit.path, Response(*counts)))
    if under and not found:
        raise NotThere(f"unit {under}")
    return sorted(found, key=lambda one: (one.response.share, -one.response.invited, one.name))


def silent_people(actor: Actor, survey: SurveyRow, under: str, on: date) -> list[people.PersonRow]:
    """Who has not finished, of one office: names are for reminding, so the reach is the one over responses."""
    office = people.tree(on).by_code.get(under)
    if office is None:
        raise NotThere(f"unit {under}")
    rows = Invitation.objects.filter(within(reading(actor)), survey=survey.id, opd=office.id, finished_at=None)
    return sorted(people.people_where(on, set(rows.values_list("person_id", flat=True))), key=lambda row: row.name)


def waits_for_mixing(until: date) -> bool:
    """Whether an open survey's unnamed answers of days that are over still stand in the order in which they came."""
    return Survey.objects.filter(Q(state=Survey.State.OPEN), Q(mixed_on=None) | Q(mixed_on__lt=until)).exists()


def is_running(year: int) -> bool:
    """Whether a survey of the year is open."""
    return Survey.objects.filter(year=year, state=Survey.State.OPEN).exists()
