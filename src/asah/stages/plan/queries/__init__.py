"""Questions about plans."""

from asah.stages.plan.queries.comparing import ChangePage, Comparison, change_page, compared, stages_of
from asah.stages.plan.queries.deciding import DecisionPage, decision_page, memo_for, waiting_decisions
from asah.stages.plan.queries.drawing import (
    PublicLottery,
    lotteries_of,
    lottery_page,
    orders_of,
    permit,
    public_lottery,
)
from asah.stages.plan.queries.editing import caps_of, last_edit, unit_named
from asah.stages.plan.queries.equality import choice_of, curve_of
from asah.stages.plan.queries.objecting import file_until, objection_page, objections_of, own_objection
from asah.stages.plan.queries.own import OwnChoice, OwnPage, own_choice, own_page, page_of_person
from asah.stages.plan.queries.participants import (
    ParticipantRow,
    RosterPage,
    enacted_seats,
    participants_of,
    programme_roster,
    waiting_of,
)
from asah.stages.plan.queries.playing import EstimateRow, Slider, estimate_rows, programme_words, slider_of
from asah.stages.plan.queries.programmes import PlannedRow, plans_of_programme
from asah.stages.plan.queries.relaxing import conflict_of, relaxations_of
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
    "ChangePage",
    "Comparison",
    "DecisionPage",
    "EstimateRow",
    "GroupRow",
    "OwnChoice",
    "OwnPage",
    "ParticipantRow",
    "PlannedRow",
    "ProgrammeRow",
    "PublicLottery",
    "RosterPage",
    "ScenarioPage",
    "ScenarioRow",
    "Slider",
    "caps_of",
    "change_page",
    "choice_of",
    "closed_percent",
    "compared",
    "conflict_of",
    "curve_of",
    "decision_page",
    "enacted_seats",
    "estimate_rows",
    "file_until",
    "floor_by_unit",
    "hours_of",
    "last_edit",
    "lotteries_of",
    "lottery_page",
    "memo_for",
    "objection_page",
    "objections_of",
    "orders_of",
    "own_choice",
    "own_objection",
    "own_page",
    "page_of_person",
    "participants_of",
    "permit",
    "plans_of_programme",
    "programme_names",
    "programme_roster",
    "programme_words",
    "public_lottery",
    "relaxations_of",
    "run_for_participants",
    "scenario_page",
    "scenarios_of",
    "slider_of",
    "stages_of",
    "unit_named",
    "waiting_decisions",
    "waiting_of",
]
