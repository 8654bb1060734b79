"""The scope of one transaction: exactly one agency, enforced by PostgreSQL's row security."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


class NoScope(Exception):
    """Code that needs an agency ran outside `agency_scope`."""


@contextmanager
def agency_scope(agency_id: int | None) -> Iterator[None]:
    """Open a transaction that sees and writes rows of one agency only; the previous scope returns at the end.

    With None nothing of any agency is visible. Policies read the setting `asah.agency`
    (docs/adr/0002-one-agency-per-transaction.md).
    """
    with transaction.atomic(), connection.cursor() as cursor:
        before = current_agency()
        cursor.execute("select set_config('asah.agency', %s, true)", [str(agency_id or "")])
        yield
        if not connection.needs_rollback:
            cursor.execute("select set_config('asah.agency', %s, true)", [str(before or "")])


def current_agency() -> int | None:
    """Id of the agency of the running transaction, None outside any scope."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('asah.agency', true)")
        value = cursor.fetchone()[0]
    return int(value) if value else None


def require_agency() -> int:
    """Id of the agency of the running transaction.

    Raises NoScope outside one, because a row without agency would be invisible to everybody.
    """
    agency = current_agency()
    if agency is None:
        raise NoScope("This code must run inside agency_scope().")
    return agency


# Statistics of a table that was filled a moment ago say that it is empty, and only its owner may renew them. Under row
# security the planner may not even look at statistics for operators that are not leakproof, such as "period contains
# day", and expects a handful of rows. Left to itself it would look through one whole set for each row of the other.
SETS_BEGIN = "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'"
"""Before statements that compare whole tables in a transaction: sets are joined by hashing, sorts stay in memory."""
SETS_END = "SET LOCAL enable_nestloop = on; SET LOCAL work_mem = DEFAULT"
"""After them, for whatever else the transaction asks."""


@contextmanager
def whole_sets() -> Iterator[None]:
    """Ask questions about most rows of a table: what row security hides from the planner is told it this way."""
    with connection.cursor() as cursor:
        cursor.execute(SETS_BEGIN)
        yield
        if not connection.needs_rollback:
            cursor.execute(SETS_END)
