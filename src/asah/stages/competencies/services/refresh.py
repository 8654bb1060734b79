"""Gaps from standards and assessments, set by set in SQL: 50,000 people x 40 competencies without a loop over rows.

`rebuild` computes everybody as of a day. `reassess` recomputes what some people hold, after single assessments: their
standards are known from the last rebuild. Both end with the sums of the units concerned.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from asah.foundation.access.scope import SETS_BEGIN, SETS_END, require_agency
from asah.stages.agency import queries as agency
from asah.stages.competencies.models import Competency, JobStandard
from asah.stages.competencies.rules import job_keys, level_key, standard_of
from asah.stages.people import queries as people

_LOCK = 20_381
"""First half of the advisory lock of a rebuild; the second is the agency."""

_HELD = """
CREATE TEMP TABLE gap_held ON COMMIT DROP AS
WITH latest AS (
    SELECT DISTINCT ON (a.person_id, a.competency_id, a.source)
        a.person_id AS person, a.competency_id AS competency, a.source, a.level, a.assessed_on
    FROM competencies_assessment a
    WHERE a.assessed_on <= %(on)s AND (%(people)s::bigint[] IS NULL OR a.person_id = ANY(%(people)s))
    ORDER BY a.person_id, a.competency_id, a.source, a.assessed_on DESC
)
SELECT person, competency,
    round(sum(level * weight) / sum(weight), 2) AS held,
    max(level) FILTER (WHERE source = 'pusat_asesmen') AS centre,
    max(level) FILTER (WHERE source = 'uji') AS test,
    max(level) FILTER (WHERE source = 'atasan') AS superior,
    max(level) FILTER (WHERE source = 'diri') AS own,
    max(assessed_on) AS assessed_on
FROM latest JOIN gap_weight USING (source)
GROUP BY person, competency
"""

# greatest() ignores nulls, so an unknown level would become a gap of zero: hence the case.
_NEW = """
CREATE TEMP TABLE gap_new ON COMMIT DROP AS
SELECT p.person, p.unit, p.path, s.competency, s.level AS required, h.held,
    CASE WHEN h.held IS NOT NULL THEN greatest(s.level - h.held, 0) END AS gap,
    h.centre, h.test, h.superior, h.own, h.assessed_on
FROM gap_post p
JOIN gap_standard s ON s.kind = p.kind
LEFT JOIN gap_held h ON h.person = p.person AND h.competency = s.competency
"""

# Whoever left, and what his new post no longer asks for. All rows lie in the agency's scope.
_DROP_STALE = """
DELETE FROM competencies_persongap g
WHERE NOT EXISTS (SELECT 1 FROM gap_new n WHERE n.person = g.person AND n.competency = g.competency)
"""

# Not ON CONFLICT DO UPDATE: that would lock, and so write, every row that stays as it is.
_CHANGE = """
UPDATE competencies_persongap g SET
    unit = n.unit, path = n.path, required = n.required, held = n.held, gap = n.gap, centre = n.centre, test = n.test,
    superior = n.superior, own = n.own, assessed_on = n.assessed_on, refreshed_at = %(now)s
FROM gap_new n
WHERE n.person = g.person AND n.competency = g.competency
    AND (g.unit, g.path, g.required, g.held, g.centre, g.test, g.superior, g.own, g.assessed_on)
        IS DISTINCT FROM (n.unit, n.path, n.required, n.held, n.centre, n.test, n.superior, n.own, n.assessed_on)
"""

_ADD = """
INSERT INTO competencies_persongap
    (agency_id, person, unit, path, competency, required, held, gap, centre, test, superior, own, assessed_on,
     refreshed_at)
SELECT %(agency)s, n.person, n.unit, n.path, n.competency, n.required, n.held, n.gap, n.centre, n.test, n.superior,
    n.own, n.assessed_on, %(now)s
FROM gap_new n
WHERE NOT EXISTS (
    SELECT 1 FROM competencies_persongap g WHERE g.person = n.person AND g.competency = n.competency
)
"""

_REASSESS = """
UPDATE competencies_persongap g SET
    held = h.held,
    gap = CASE WHEN h.held IS NOT NULL THEN greatest(g.required - h.held, 0) END,
    centre = h.centre, test = h.test, superior = h.superior,
    own = h.own, assessed_on = h.assessed_on, refreshed_at = %(now)s
FROM competencies_persongap known
LEFT JOIN gap_held h ON h.person = known.person AND h.competency = known.competency
WHERE known.id = g.id AND g.person = ANY(%(people)s)
RETURNING g.unit
"""

_DROP_CELLS = """
DELETE FROM competencies_gapcell WHERE %(units)s::bigint[] IS NULL OR unit_id = ANY(%(units)s)
"""

_CELLS = """
INSERT INTO competencies_gapcell
    (agency_id, unit_id, path, competency_id, people, answered, gap_sum, gap_squares, below, below_two, "both", own_sum,
     superior_sum, refreshed_at)
SELECT %(agency)s, unit, max(path), competency, count(*), count(held), coalesce(sum(gap), 0),
    coalesce(sum(gap * gap), 0), count(*) FILTER (WHERE gap > 0), count(*) FILTER (WHERE gap >= 2),
    count(*) FILTER (WHERE own IS NOT NULL AND superior IS NOT NULL),
    coalesce(sum(own) FILTER (WHERE superior IS NOT NULL), 0),
    coalesce(sum(superior) FILTER (WHERE own IS NOT NULL), 0), %(now)s
FROM competencies_persongap
WHERE %(units)s::bigint[] IS NULL OR unit = ANY(%(units)s)
GROUP BY unit, competency
"""

_DROP_COVERAGE = """
DELETE FROM competencies_unitcoverage WHERE %(units)s::bigint[] IS NULL OR unit_id = ANY(%(units)s)
"""

_COVERAGE = """
INSERT INTO competencies_unitcoverage
    (agency_id, unit_id, path, people, answered, centre, test, superior, own, refreshed_at)
SELECT %(agency)s, unit, max(path), count(*), count(*) FILTER (WHERE answered), count(*) FILTER (WHERE centre),
    count(*) FILTER (WHERE test), count(*) FILTER (WHERE superior), count(*) FILTER (WHERE own), %(now)s
FROM (
    SELECT person, unit, max(path) AS path, bool_or(held IS NOT NULL) AS answered,
        bool_or(centre IS NOT NULL) AS centre, bool_or(test IS NOT NULL) AS test,
        bool_or(superior IS NOT NULL) AS superior, bool_or(own IS NOT NULL) AS own
    FROM competencies_persongap
    WHERE %(units)s::bigint[] IS NULL OR unit = ANY(%(units)s)
    GROUP BY person, unit
) one
GROUP BY unit
"""


def rebuild(on: date, now: datetime) -> int:
    """Compute every gap as of a day. Returns how many rows of people changed."""
    kinds: dict[tuple[str, ...], int] = {}
    posts = [(row.person, row.unit, row.path, kinds.setdefault(keys, len(kinds))) for row, keys in _posts(on)]
    standards = _standards(on)
    asked = [
        (kind, competency, level)
        for keys, kind in kinds.items()
        for competency, level in standard_of(keys, standards).items()
    ]
    values = {"agency": require_agency(), "now": now, "on": on, "people": None, "units": None}
    with connection.cursor() as cursor:
        # One at a time: two computations would add the same rows.
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, str(values["agency"])])
        cursor.execute(SETS_BEGIN)
        _temp(cursor, "gap_post", "person bigint, unit bigint, path varchar(200), kind integer", posts)
        _temp(cursor, "gap_standard", "kind integer, competency bigint, level smallint", asked)
        _weights(cursor, on)
        _run(cursor, "DROP TABLE IF EXISTS gap_held", values)
        _run(cursor, _HELD, values)
        cursor.execute("ANALYZE gap_held")
        _run(cursor, "DROP TABLE IF EXISTS gap_new", values)
        _run(cursor, _NEW, values)
        cursor.execute("ANALYZE gap_new")
        changed = sum(_run(cursor, sql, values) for sql in (_DROP_STALE, _CHANGE, _ADD))
        _sum_units(cursor, values)
        cursor.execute(SETS_END)
    return changed


def reassess(persons: Iterable[int], on: date, now: datetime) -> list[int]:
    """Compute anew what some people hold, and the sums of their units. Returns the ids of units with changes."""
    values: dict[str, Any] = {"agency": require_agency(), "now": now, "on": on, "people": sorted(set(persons))}
    with connection.cursor() as cursor:
        _weights(cursor, on)
        _run(cursor, "DROP TABLE IF EXISTS gap_held", values)
        _run(cursor, _HELD, values)
        cursor.execute(_REASSESS, values)
        touched = sorted({row[0] for row in cursor.fetchall()})
        if touched:
            _sum_units(cursor, values | {"units": touched})
    return touched


def _sum_units(cursor: Any, values: dict[str, Any]) -> None:
    """Sums of some units, or with None of all; a unit without any row of a person loses its cells."""
    for sql in (_DROP_CELLS, _CELLS, _DROP_COVERAGE, _COVERAGE):
        _run(cursor, sql, values)


def _posts(on: date) -> Iterable[tuple[people.WorkforceRow, tuple[str, ...]]]:
    """People who can be developed now, with the keys of their definitive post."""
    echelons = {code: row.values["level_key"] for code, row in agency.rules("eselon", on).items()}
    functional = {code: row.values["level_key"] for code, row in agency.rules("jenjang_jf", on).items()}
    trainable = {code for code, row in agency.rules("kedudukan_hukum", on).items() if row.values["trainable"]}
    for row in people.workforce(on):
        if row.legal_status in trainable:
            step = level_key(row.job_kind, row.echelon, row.functional_level, echelons=echelons, functional=functional)
            yield row, job_keys(row.job_code, row.job_family, step)


def _standards(on: date) -> dict[str, dict[int, int]]:
    """Key of a post -> competency -> level, as in force on a day; only active competencies."""
    active = Competency.objects.filter(is_active=True).values("pk")
    rows = JobStandard.objects.filter(valid__contains=on, competency__in=active)
    found: dict[str, dict[int, int]] = {}
    for key, competency, level in rows.values_list("job_key", "competency_id", "level"):
        found.setdefault(key, {})[competency] = level
    return found


def _weights(cursor: Any, on: date) -> None:
    rules = agency.rules("bobot_sumber", on)
    rows = [(source, row.values["weight"]) for source, row in rules.items() if row.values["weight"] > 0]
    _temp(cursor, "gap_weight", "source varchar(14), weight numeric", rows)


def _temp(cursor: Any, name: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
    """A temporary table, filled by COPY; it lives until the end of the transaction and only this session sees it."""
    cursor.execute(f"DROP TABLE IF EXISTS {name}")
    cursor.execute(f"CREATE TEMP TABLE {name} ({columns}) ON COMMIT DROP")
    with cursor.copy(f"COPY {name} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.execute(f"ANALYZE {name}")


def _run(cursor: Any, sql: str, values: dict[str, Any]) -> int:
    cursor.execute(sql, values)
    return int(cursor.rowcount)
