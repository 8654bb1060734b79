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
from asah.stages.plan.engine.child import ChildFailed, solve_in_child
from asah.stages.plan.engine.gather import Gathered, NothingToPlan, gather

__all__ = [
    "Answer",
    "ChildFailed",
    "Gathered",
    "GroupFacts",
    "NothingToPlan",
    "PersonFacts",
    "ProgrammeFacts",
    "SeatFacts",
    "WaitFacts",
    "gather",
    "read_answer",
    "solve_in_child",
]
