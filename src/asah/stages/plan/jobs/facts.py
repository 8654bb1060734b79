"""Everything a file of a plan says, read once: the same queries as the pages, within the asker's reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from asah.foundation.access.actor import Actor
from asah.foundation.access.clock import today_in
from asah.foundation.access.models import Agency
from asah.stages.agency import queries as agency_queries
from asah.stages.catalogue import queries as catalogue
from asah.stages.plan.models import PlanRun
from asah.stages.plan.queries import ParticipantRow, ScenarioPage, memo_for, participants_of, scenario_page, waiting_of
from asah.stages.plan.rules.memo import Memo
from asah.stages.plan.rules.words import place_of

EVERYTHING = 10**7


@dataclass(frozen=True)
class PlanFacts:
    """A plan for a file. `programmes`: code -> kind of competency, method, provider."""

    government: str
    office: str
    letterhead: tuple[str, ...]
    address: str
    place: str
    is_sample: bool
    year: int
    page: ScenarioPage
    memo: Memo | None
    officials: Mapping[str, agency_queries.OfficialRow]
    run: PlanRun
    seats: Sequence[ParticipantRow]
    waiting: Sequence[ParticipantRow]
    programmes: Mapping[str, tuple[str, str, str]]
    made_by: str
    made_at: datetime
    zone: str
    on: date


def facts_of(actor: Actor, agency: Agency, run: PlanRun, now: datetime) -> PlanFacts:
    """Read a plan within the actor's reach; runs inside the agency's scope."""
    today = today_in(agency, now)
    identity = agency_queries.identity()
    head = agency_queries.letterhead("")
    page = scenario_page(actor, run.scenario.uid, run=run)
    return PlanFacts(
        government=identity.government if identity else agency.name,
        office=identity.office_name if identity else "",
        letterhead=tuple(head.lines) if head else (),
        address=head.address if head else "",
        place=place_of(agency.name),
        is_sample=agency.is_sample,
        year=run.scenario.year,
        page=page,
        memo=memo_for(page),
        officials={row.office: row for row in agency_queries.officials(today)},
        run=run,
        seats=participants_of(actor, run, today, size=EVERYTHING).rows,
        waiting=waiting_of(actor, run, today, size=EVERYTHING).rows,
        programmes=_programmes(page),
        made_by=actor.name,
        made_at=now,
        zone=agency.zone,
        on=today,
    )


def _programmes(page: ScenarioPage) -> dict[str, tuple[str, str, str]]:
    """Code -> kind of competency, method, provider (empty: the agency itself), from the versions that were planned."""
    versions = catalogue.versions_by_id([row.version for row in page.programmes])
    return {
        row.code: (row.kind, row.method.label, "Penyelenggara luar" if row.is_sending else "")
        for row in versions.values()
    }
