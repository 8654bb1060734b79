"""Questions about a government: its rules in force, calendar, officials, years, identity, and how far set-up is."""

from asah.stages.agency.queries.calendar import Day, calendar, days_off, holidays_of, hours_in_force
from asah.stages.agency.queries.identity import (
    IdentityRow,
    LetterheadRow,
    OfficialRow,
    YearRow,
    identity,
    letterhead,
    letterheads,
    official,
    official_history,
    officials,
    year,
    years,
)
from asah.stages.agency.queries.rules import (
    NoRule,
    RuleBook,
    RuleRow,
    TableRow,
    legal_basis_names,
    rule,
    rule_history,
    rule_or_earliest,
    rules,
    tables,
)
from asah.stages.agency.queries.setup import setup_tasks
from asah.stages.agency.rules import SetupTask

__all__ = [
    "Day",
    "IdentityRow",
    "LetterheadRow",
    "NoRule",
    "OfficialRow",
    "RuleBook",
    "RuleRow",
    "SetupTask",
    "TableRow",
    "YearRow",
    "calendar",
    "days_off",
    "holidays_of",
    "hours_in_force",
    "identity",
    "legal_basis_names",
    "letterhead",
    "letterheads",
    "official",
    "official_history",
    "officials",
    "rule",
    "rule_history",
    "rule_or_earliest",
    "rules",
    "setup_tasks",
    "tables",
    "year",
    "years",
]
