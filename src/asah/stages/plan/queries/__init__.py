"""Questions about plans."""

from asah.stages.plan.queries.deciding import DecisionPage, decision_page, waiting_decisions
from asah.stages.plan.queries.own import OwnChoice, OwnPage, own_choice, own_page, page_of_person
from asah.stages.plan.queries.participants import (
    ParticipantRow,
    RosterPage,
    approved_seats,
    participants_of,
    programme_roster,
    waiting_of,
)
from asah.stages.plan.queries.programmes import PlannedRow, plans_of_programme
from asah.stages.plan.queries.scenarios import (
    GroupRow,
    ProgrammeRow,
    ScenarioPage,
    ScenarioRow,
    closed_percent,
    floor_by_unit,
    hours_of,
    programme_names,
    run_for_participants,
    scenario_page,
    scenarios_of,
)

__all__ = [
    "DecisionPage",
    "GroupRow",
    "OwnChoice",
    "OwnPage",
    "ParticipantRow",
    "PlannedRow",
    "ProgrammeRow",
    "RosterPage",
    "ScenarioPage",
    "ScenarioRow",
    "approved_seats",
    "closed_percent",
    "decision_page",
    "floor_by_unit",
    "hours_of",
    "own_choice",
    "own_page",
    "page_of_person",
    "participants_of",
    "plans_of_programme",
    "programme_names",
    "programme_roster",
    "run_for_participants",
    "scenario_page",
    "scenarios_of",
    "waiting_decisions",
    "waiting_of",
]
