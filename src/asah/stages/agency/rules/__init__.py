"""What is true for every government by definition or regulation: working time, dated rows, signatures, phases."""

from asah.stages.agency.rules.calendar import (
    Calendar,
    OfficeDay,
    add_working_days,
    at_local,
    is_working_day,
    lesson_hours,
    office_day,
    weekly_minutes,
    working_days,
)
from asah.stages.agency.rules.cycle import PHASES, SetupTask, next_phases
from asah.stages.agency.rules.signing import signature_lines
from asah.stages.agency.rules.tables import (
    LegalSeed,
    RuleSeed,
    RuleTable,
    legal_bases,
    misshapen,
    rule_tables,
    same_shape,
)
from asah.stages.agency.rules.words import field_word, value_word

__all__ = [
    "PHASES",
    "Calendar",
    "LegalSeed",
    "OfficeDay",
    "RuleSeed",
    "RuleTable",
    "SetupTask",
    "add_working_days",
    "at_local",
    "field_word",
    "is_working_day",
    "legal_bases",
    "lesson_hours",
    "misshapen",
    "next_phases",
    "office_day",
    "rule_tables",
    "same_shape",
    "signature_lines",
    "value_word",
    "weekly_minutes",
    "working_days",
]
