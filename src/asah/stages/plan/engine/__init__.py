"""The plug to the planner: tables -> frozen problem -> child process -> judged plan -> rows to keep.

Only this package imports asah_planner.
"""

from asah.stages.plan.engine.answer import (
    Answer,
    GroupFacts,
    PersonFacts,
    ProgrammeFacts,
    SeatFacts,
    WaitFacts,
    read_answer,
)
from asah.stages.plan.engine.changing import Enacted, changed
from asah.stages.plan.engine.child import ChildFailed, price_in_child, solve_in_child, walk_in_child, work_out_in_child
from asah.stages.plan.engine.drawing import chances_of, commitment, draw_seed, order_of, tied, with_draws
from asah.stages.plan.engine.frontier import point_of, read_plan
from asah.stages.plan.engine.gather import Chances, Gathered, NothingToPlan, gather, with_text

__all__ = [
    "Answer",
    "Chances",
    "ChildFailed",
    "Enacted",
    "Gathered",
    "GroupFacts",
    "NothingToPlan",
    "PersonFacts",
    "ProgrammeFacts",
    "SeatFacts",
    "WaitFacts",
    "chances_of",
    "changed",
    "commitment",
    "draw_seed",
    "gather",
    "order_of",
    "point_of",
    "price_in_child",
    "read_answer",
    "read_plan",
    "solve_in_child",
    "tied",
    "walk_in_child",
    "with_draws",
    "with_text",
    "work_out_in_child",
]
