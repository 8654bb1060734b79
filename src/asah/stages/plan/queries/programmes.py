"""What plans decided about one programme, over the years."""

from dataclasses import dataclass

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.stages.plan.models import PlanProgramme, PlanRun, Scenario
from asah.stages.plan.queries.scenarios import readable, title_of
from asah.stages.plan.rules.words import STATE_WORDS


@dataclass(frozen=True)
class PlannedRow:
    """One scenario's newest finished run, as it treats the programme. word: state in words, with tone and shape."""

    year: int
    scenario: str
    title: str
    is_approved: bool
    word: tuple[str, str, str]
    seats: int
    classes: int
    cost_rupiah: int


def plans_of_programme(actor: Actor, code: str, most: int = 12) -> list[PlannedRow]:
    """The newest finished run of each scenario the actor may read, latest year first; [] without the verb."""
    if not actor.holds(Permission.PLAN_READ):
        return []
    scenarios = {row.pk: row for row in readable(actor).order_by("-year", "number")[:most]}
    runs = PlanRun.objects.filter(scenario__in=scenarios, status=PlanRun.Status.DONE).order_by("pk")
    newest = dict(runs.values_list("scenario_id", "pk"))
    found = {row.run_id: row for row in PlanProgramme.objects.filter(run__in=newest.values(), code=code)}
    return [
        _row(scenarios[scenario], found[run])
        for scenario, run in sorted(newest.items(), key=lambda pair: list(scenarios).index(pair[0]))
        if run in found
    ]


def _row(scenario: Scenario, row: PlanProgramme) -> PlannedRow:
    return PlannedRow(
        scenario.year,
        str(scenario.uid),
        title_of(scenario),
        scenario.status == Scenario.Status.ENACTED,
        STATE_WORDS[row.state],
        row.seats,
        row.classes,
        row.cost_rupiah,
    )
