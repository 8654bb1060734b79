"""Everything a file of an AKPK says, read once, within the asker's reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from asah.foundation.access.actor import Actor
from asah.foundation.access.clock import today_in
from asah.foundation.access.models import Agency
from asah.stages.agency import queries as agency_queries
from asah.stages.needs import queries
from asah.stages.needs.models import Need, NeedsReport
from asah.stages.people import queries as people

FIRST_NEEDS = 3
"""How many needs of a person stand in the HCDP."""


@dataclass(frozen=True)
class PersonLine:
    """A need of somebody in the HCDP. path: the way the size of the gap suggests (table kelas_gap)."""

    opd: str
    unit: str
    name: str
    nip: str
    job: str
    place: int
    code: str
    competency: str
    kind: str
    required: Decimal | None
    held: Decimal | None
    gap: Decimal | None
    weight: Decimal
    path: str
    studies: bool


@dataclass(frozen=True)
class ReportFacts:
    """A report for a file; lines only for the HCDP."""

    report: queries.ReportPage
    government: str
    office: str
    letterhead: tuple[str, ...]
    address: str
    is_sample: bool
    weights: tuple[queries.WeightRow, ...]
    parts: Mapping[str, tuple[float, float]]
    lines: tuple[PersonLine, ...]
    made_by: str
    made_at: datetime
    zone: str
    on: date


def facts_of(actor: Actor, agency: Agency, report: int, now: datetime, *, people: bool) -> ReportFacts:
    """Read a report; runs inside the agency's scope. Raises NotAllowed."""
    today = today_in(agency, now)
    identity, head = agency_queries.identity(), agency_queries.letterhead("")
    page = queries.report_of(actor, NeedsReport.objects.get(pk=report).uid)
    rules = agency_queries.rules("bobot_kebutuhan", today)
    return ReportFacts(
        report=page,
        government=identity.government if identity else agency.name,
        office=identity.office_name if identity else "",
        letterhead=tuple(head.lines) if head else (),
        address=head.address if head else "",
        is_sample=agency.is_sample,
        weights=tuple(queries.weights_in_force(actor, today)),
        parts={key: (row.values["points"], row.values["most"]) for key, row in rules.items()},
        lines=tuple(_lines(actor, page.year, today)) if people else (),
        made_by=actor.name,
        made_at=now,
        zone=agency.zone,
        on=today,
    )


def _lines(actor: Actor, year: int, on: date) -> list[PersonLine]:
    """The first needs of everybody within reach, by OPD, unit and name."""
    ranked = queries.ranked_needs(actor, on).filter(place__lte=FIRST_NEEDS, weight__gt=0)
    rows = ranked[: Need.objects.count()]
    places = {row.id: row for row in people.people_where(on, {row.person for row in rows})}
    units = {unit.unit: unit.name for unit in people.units_on(on)}
    ways = sorted(
        ((row.values["from"], str(row.values["path"])) for row in agency_queries.rules("kelas_gap", on).values()),
        reverse=True,
    )
    studying = {row.person for row in queries.study_in_year(year) if row.frees}
    lines = [
        PersonLine(
            units.get(places[row.person].opd or 0, ""), row.unit, row.name, places[row.person].nip, row.job, row.place,
            row.code, row.competency, row.kind, row.required, row.held, row.gap, row.weight,
            _way(row.gap, row.weight, ways), row.person in studying,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.opd, line.unit, line.name, line.place))


def _way(gap: Decimal | None, weight: Decimal, ways: list[tuple[float, str]]) -> str:
    size = float(gap if gap is not None else weight)
    return next((way for least, way in ways if size >= least), ways[-1][1] if ways else "")
