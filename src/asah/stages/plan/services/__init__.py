"""Deeds of the stage plan."""

from asah.stages.plan.services.deciding import (
    DecisionRefused,
    PlanChanged,
    approve_plan,
    return_plan,
    submit_plan,
)
from asah.stages.plan.services.exporting import export_plan, file_export
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
    edit_scenario,
    lock_programme,
    open_scenario,
)

__all__ = [
    "DecisionRefused",
    "PlanChanged",
    "ScenarioChanged",
    "ScenarioInput",
    "ScenarioLocked",
    "approve_plan",
    "cancel_run",
    "edit_scenario",
    "end_run",
    "export_plan",
    "file_export",
    "freeze_problem",
    "keep_answer",
    "lock_programme",
    "open_scenario",
    "request_plan",
    "return_plan",
    "submit_plan",
]
