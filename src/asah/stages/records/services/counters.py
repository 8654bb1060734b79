"""The yearly counters, computed from the ledger in sets."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection

from asah.foundation.access.scope import SETS_BEGIN, SETS_END, require_agency
from asah.stages.agency import queries as agency
from asah.stages.people import queries as people
from asah.stages.records.rules import contract_year

COUNTERS = {"legal": "legal", "technical": "ip_teknis", "seminar": "ip_seminar", "own": "instansi"}

_SUMS = """
CREATE TEMP TABLE jp_sum ON COMMIT DROP AS
SELECT p.person,
    coalesce(sum(e.jp) FILTER (WHERE e.year = %(year)s AND e.form_id = ANY(%(legal)s)
        AND (e.has_certificate OR NOT %(legal_cert)s)), 0) AS legal,
    coalesce(sum(e.jp) FILTER (WHERE e.year = %(year)s AND e.form_id = ANY(%(technical)s)
        AND (e.has_certificate OR NOT %(technical_cert)s)), 0) AS technical,
    coalesce(sum(e.jp) FILTER (WHERE e.year = %(year)s AND e.form_id = ANY(%(seminar)s)
        AND (e.has_certificate OR NOT %(seminar_cert)s)), 0) AS seminar,
    coalesce(sum(e.jp) FILTER (WHERE e.year = %(year)s AND e.form_id = ANY(%(own)s)
        AND (e.has_certificate OR NOT %(own_cert)s)), 0) AS own,
    CASE WHEN p.contract_from IS NOT NULL THEN
        coalesce(sum(e.jp) FILTER (WHERE e."on" >= p.contract_from AND e."on" < p.contract_until), 0) END AS contract
FROM jp_person p
LEFT JOIN records_jpentry e ON e.person_id = p.person
    AND (e.year = %(year)s OR (e."on" >= p.contract_from AND e."on" < p.contract_until))
GROUP BY p.person, p.contract_from
"""

_UPSERT = """
INSERT INTO records_jpyear
    (agency_id, person, year, unit, path, employment, legal, technical, seminar, own, contract, contract_from,
     refreshed_at)
SELECT %(agency)s, p.person, %(year)s, p.unit, p.path, p.employment, s.legal, s.technical, s.seminar, s.own,
    s.contract, p.contract_from, %(now)s
FROM jp_person p JOIN jp_sum s USING (person)
ON CONFLICT (agency_id, year, person) DO UPDATE SET
    unit = excluded.unit, path = excluded.path, employment = excluded.employment, legal = excluded.legal,
    technical = excluded.technical, seminar = excluded.seminar, own = excluded.own, contract = excluded.contract,
    contract_from = excluded.contract_from, refreshed_at = excluded.refreshed_at
WHERE (records_jpyear.unit, records_jpyear.path, records_jpyear.employment, records_jpyear.legal,
       records_jpyear.technical, records_jpyear.seminar, records_jpyear.own, records_jpyear.contract,
       records_jpyear.contract_from)
    IS DISTINCT FROM (excluded.unit, excluded.path, excluded.employment, excluded.legal, excluded.technical,
       excluded.seminar, excluded.own, excluded.contract, excluded.contract_from)
"""

_DROP_LEFT = """
DELETE FROM records_jpyear y
WHERE y.year = %(year)s AND NOT EXISTS (SELECT 1 FROM jp_person p WHERE p.person = y.person)
"""


def count_year(year: int, today: date, now: datetime, persons: Iterable[int] | None = None) -> int:
    """Count a year anew, for everybody in service on its last day (today in the present year), or for some people.

    Returns how many people's counters changed. People who are not in service on that day have no row.
    """
    on = min(today, date(year, 12, 31))
    wanted = None if persons is None else set(persons)
    rows = [_row(row, on) for row in people.workforce(on) if wanted is None or row.person in wanted]
    values: dict[str, Any] = {"agency": require_agency(), "year": year, "now": now}
    counting = agency.rules("hitungan_jp", on)
    for name, key in COUNTERS.items():
        values[name] = counting[key].values["forms"]
        values[f"{name}_cert"] = counting[key].values["needs_certificate"]
    with connection.cursor() as cursor:
        _load(cursor, rows)
        cursor.execute("DROP TABLE IF EXISTS jp_sum")
        if wanted is None:
            cursor.execute(SETS_BEGIN)
        cursor.execute(_SUMS, values)
        if wanted is None:
            cursor.execute(_DROP_LEFT, values)
        cursor.execute(_UPSERT, values)
        changed = int(cursor.rowcount)
        if wanted is None:
            cursor.execute(SETS_END)
        return changed


def _row(row: people.WorkforceRow, on: date) -> tuple[Any, ...]:
    contract: tuple[date | None, date | None] = (None, None)
    if row.contract_from is not None and row.contract_from <= on:
        contract = contract_year(row.contract_from, on)
    return (row.person, row.unit, row.path, row.employment, *contract)


def _load(cursor: Any, rows: list[tuple[Any, ...]]) -> None:
    cursor.execute("DROP TABLE IF EXISTS jp_person")
    cursor.execute(
        "CREATE TEMP TABLE jp_person (person bigint, unit bigint, path varchar(200), employment varchar(8),"
        " contract_from date, contract_until date) ON COMMIT DROP"
    )
    with cursor.copy("COPY jp_person FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.execute("ANALYZE jp_person")
