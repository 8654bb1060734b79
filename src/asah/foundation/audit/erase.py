"""Erase the personal part of events, through a function of the owner: the application role may not update them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

ERASE_SQL = """
create or replace function audit_erase(events bigint[], at timestamptz) returns integer
language sql security definer set search_path = public as $$
  with gone as (
    update audit_eventdetail set says = '(dihapus menurut UU 27/2022)', "values" = '{}', salt = '', erased_at = at
    where event_id = any(events) and erased_at is null
      and agency_id = nullif(current_setting('asah.agency', true), '')::bigint
    returning 1)
  select count(*)::integer from gone
$$;
"""


def erase_details(events: Sequence[int], at: datetime) -> int:
    """Blank sentence and values of events of the agency in scope; returns how many. The chain stays whole."""
    with connection.cursor() as cursor:
        cursor.execute("select audit_erase(%s::bigint[], %s)", [list(events), at])
        return int(cursor.fetchone()[0])
