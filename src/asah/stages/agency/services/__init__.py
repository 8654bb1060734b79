"""Deeds of the set-up: identity, letterheads, officials, years, calendar, own rules."""

from asah.stages.agency.services.calendar import (
    DayTaken,
    add_holiday,
    adopt_holidays,
    remove_holiday,
    set_work_hours,
)
from asah.stages.agency.services.identity import Conflict, NotAZone, save_identity, save_letterhead
from asah.stages.agency.services.officials import OfficeTaken, appoint_official, end_official
from asah.stages.agency.services.rules import BadRule, confirm_rules, end_own_rule, set_own_rule
from asah.stages.agency.services.years import BadPhase, YearThere, move_phase, open_year

__all__ = [
    "BadPhase",
    "BadRule",
    "Conflict",
    "DayTaken",
    "NotAZone",
    "OfficeTaken",
    "YearThere",
    "add_holiday",
    "adopt_holidays",
    "appoint_official",
    "confirm_rules",
    "end_official",
    "end_own_rule",
    "move_phase",
    "open_year",
    "remove_holiday",
    "save_identity",
    "save_letterhead",
    "set_own_rule",
    "set_work_hours",
]
