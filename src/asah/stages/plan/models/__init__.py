"""Tables of the year's decision: scenarios, runs with their frozen problem, what came out, steps to a decree."""

from asah.stages.plan.models.deciding import AfterPassedStep, Decision, OfSubmission, Submission
from asah.stages.plan.models.lottery import Lottery, LotteryDraw, LotteryEntry, LotteryPermit, OfFrozen
from asah.stages.plan.models.objections import Objection, ObjectionAnswer, OfObjection
from asah.stages.plan.models.playing import FairnessChoice, FairnessCurve, FrontierPoint
from asah.stages.plan.models.runs import (
    PlanGroup,
    PlanPerson,
    PlanProgramme,
    PlanRun,
    PlanSeat,
    PlanWait,
    Scenario,
    ScenarioEdit,
)

__all__ = [
    "AfterPassedStep",
    "Decision",
    "FairnessChoice",
    "FairnessCurve",
    "FrontierPoint",
    "Lottery",
    "LotteryDraw",
    "LotteryEntry",
    "LotteryPermit",
    "Objection",
    "ObjectionAnswer",
    "OfFrozen",
    "OfObjection",
    "OfSubmission",
    "PlanGroup",
    "PlanPerson",
    "PlanProgramme",
    "PlanRun",
    "PlanSeat",
    "PlanWait",
    "Scenario",
    "ScenarioEdit",
    "Submission",
]
