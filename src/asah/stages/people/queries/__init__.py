"""Questions about people and units. What is shown to people takes an actor and answers only within his reach."""

from asah.stages.people.queries.activation import (
    ENDED_STATUSES,
    NotActivated,
    code_hash,
    find_activation,
    may_sign_in,
    newcomer,
)
from asah.stages.people.queries.grants import GrantLine, GrantRow, grants_listed, grants_of, leads_somebody
from asah.stages.people.queries.movements import Leaver, departed, joiners, leavers
from asah.stages.people.queries.persons import (
    Filter,
    PersonRow,
    all_numbers,
    by_nip,
    contact_of,
    headcount,
    headcounts,
    people_seen,
    people_where,
    person_by_uid,
    rows_of,
    trainability,
    where_was,
)
from asah.stages.people.queries.roster import Known, employees
from asah.stages.people.queries.setup import orphans, setup_tasks
from asah.stages.people.queries.superiors import Chain, chain, superior_of, superiors, team_of
from asah.stages.people.queries.units import Tree, UnitNode, reading, tree, unit_by_uid, visible_tree
from asah.stages.people.queries.workforce import UnitRow, WorkforceRow, units_on, workforce

__all__ = [
    "ENDED_STATUSES",
    "Chain",
    "Filter",
    "GrantLine",
    "GrantRow",
    "Known",
    "Leaver",
    "NotActivated",
    "PersonRow",
    "Tree",
    "UnitNode",
    "UnitRow",
    "WorkforceRow",
    "all_numbers",
    "by_nip",
    "chain",
    "code_hash",
    "contact_of",
    "departed",
    "employees",
    "find_activation",
    "grants_listed",
    "grants_of",
    "headcount",
    "headcounts",
    "joiners",
    "leads_somebody",
    "leavers",
    "may_sign_in",
    "newcomer",
    "orphans",
    "people_seen",
    "people_where",
    "person_by_uid",
    "reading",
    "rows_of",
    "setup_tasks",
    "superior_of",
    "superiors",
    "team_of",
    "trainability",
    "tree",
    "unit_by_uid",
    "units_on",
    "visible_tree",
    "where_was",
    "workforce",
]
