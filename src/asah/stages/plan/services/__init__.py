"""Deeds of the stage plan."""

from asah.stages.plan.services.answering import answer_proposals
from asah.stages.plan.services.banding import band_of
from asah.stages.plan.services.deciding import (
    DecisionRefused,
    Decree,
    PlanChanged,
    enact_plan,
    return_plan,
    submit_plan,
    validate_plan,
    verify_plan,
)
from asah.stages.plan.services.drawing import LotteryRefused, draw_lottery, freeze_lottery, permit_lotteries
from asah.stages.plan.services.equality import keep_curve, request_curve, sign_fairness
from asah.stages.plan.services.exporting import export_plan, file_export, file_record, record_lottery
from asah.stages.plan.services.objecting import ObjectionRefused, answer_objection, file_objection
from asah.stages.plan.services.playing import keep_points, request_frontier
from asah.stages.plan.services.running import (
    cancel_run,
    end_run,
    freeze_problem,
    keep_answer,
    request_plan,
)
from asah.stages.plan.services.scenarios import (
    ScenarioChanged,
    ScenarioInput,
    ScenarioLocked,
    cap_unit,
    edit_scenario,
    lock_programme,
    open_scenario,
    set_budget,
    set_field,
    undo_edit,
)
from asah.stages.plan.services.staging import carry_scenario, open_change

__all__ = [
    "DecisionRefused",
    "Decree",
    "LotteryRefused",
    "ObjectionRefused",
    "PlanChanged",
    "ScenarioChanged",
    "ScenarioInput",
    "ScenarioLocked",
    "answer_objection",
    "answer_proposals",
    "band_of",
    "cancel_run",
    "cap_unit",
    "carry_scenario",
    "draw_lottery",
    "edit_scenario",
    "enact_plan",
    "end_run",
    "export_plan",
    "file_export",
    "file_objection",
    "file_record",
    "freeze_lottery",
    "freeze_problem",
    "keep_answer",
    "keep_curve",
    "keep_points",
    "lock_programme",
    "open_change",
    "open_scenario",
    "permit_lotteries",
    "record_lottery",
    "request_curve",
    "request_frontier",
    "request_plan",
    "return_plan",
    "set_budget",
    "set_field",
    "sign_fairness",
    "submit_plan",
    "undo_edit",
    "validate_plan",
    "verify_plan",
]
