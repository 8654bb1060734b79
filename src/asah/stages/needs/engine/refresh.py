"""Fill the temporary tables, compute, and write only what changed."""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from typing import Any

from django.db import connection

from asah.foundation.access.scope import require_agency, whole_sets
from asah.stages.agency import queries as agency
from asah.stages.competencies import queries as competencies
from asah.stages.needs.engine import sql
from asah.stages.needs.engine.inputs import predicates, services_below, survey_levels
from asah.stages.needs.models import ServiceWeight
from asah.stages.needs.rules import Weights
from asah.stages.people import queries as people

LOCK = 1_314_210_116  # "NEED" as a number: no other part of Asah locks under it
_MADE = ("need_unit", "need_voice", "need_new")


def weights_on(on: date) -> Weights:
    """The dated table bobot_kebutuhan as of a day."""
    return Weights.of({key: row.values for key, row in agency.rules("bobot_kebutuhan", on).items()})


def planning_year(on: date) -> int:
    """The year that is being planned: the newest one that was opened, the next calendar year before any is."""
    return max((row.year for row in agency.years()), default=on.year + 1)


def rebuild(on: date, now: datetime, *, units: Iterable[int] | None = None) -> int:
    """Compute every need as of a day, or those of the people of some units (ids). Returns how many rows changed."""
    wanted = sorted(set(units)) if units is not None else None
    values: dict[str, Any] = {
        **weights_on(on).plain(), "agency": require_agency(), "now": now, "on": on, "units": wanted,
        "year": planning_year(on),
    }  # fmt: skip
    with nullcontext() if wanted is not None else whole_sets(), connection.cursor() as cursor:
        # Two computations at once would write the same rows twice: the second waits and finds little to do.
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, values["agency"] % 2**31])
        _load(cursor, on, values["year"], wanted)
        for name in _MADE:
            cursor.execute(f"DROP TABLE IF EXISTS {name}")
        _run(cursor, sql.UNITS, values)
        _run(cursor, sql.VOICES, values)
        cursor.execute("ANALYZE need_unit; ANALYZE need_voice")
        _run(cursor, sql.COMPUTE.format(gaps=competencies.gap_relation()), values)
        cursor.execute("ANALYZE need_new")
        changed = sum(_run(cursor, step, values) for step in (sql.DROP_STALE, sql.UPDATE, sql.INSERT))
        _run(cursor, sql.DROP_CELLS, values)
        _run(cursor, sql.CELLS, values)
    return changed


def _load(cursor: Any, on: date, year: int, units: list[int] | None) -> None:
    trainable = {code for code, row in agency.rules("kedudukan_hukum", on).items() if row.values["trainable"]}
    posts = [
        (row.person, row.unit, row.path, row.job_family)
        for row in people.workforce(on, units)
        if row.legal_status in trainable
    ]
    persons = [row[0] for row in posts] if units is not None else None
    _temp(cursor, "need_post", "person bigint, unit bigint, path varchar(200), family varchar(40)", posts)
    factors = ServiceWeight.objects.filter(valid__contains=on).values_list("job_family", "competency_id", "factor")
    _temp(cursor, "need_factor", "family varchar(40), competency bigint, factor numeric", list(factors))
    survey = "person bigint, competency bigint, level numeric, low numeric(3,2), high numeric(3,2)"
    _temp(cursor, "need_survey", survey, survey_levels(year, persons))
    _temp(cursor, "need_predicate", "person bigint, below integer, word varchar(40)", predicates(on, persons))
    _temp(cursor, "need_service", "unit bigint, competency bigint, shortfall integer, words text", services_below(on))


def _temp(cursor: Any, name: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
    """A temporary table, filled by COPY; it lives until the end of the transaction and only this session sees it."""
    cursor.execute(f"DROP TABLE IF EXISTS {name}")
    cursor.execute(f"CREATE TEMP TABLE {name} ({columns}) ON COMMIT DROP")
    with cursor.copy(f"COPY {name} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    cursor.execute(f"ANALYZE {name}")


def _run(cursor: Any, text: str, values: dict[str, Any]) -> int:
    cursor.execute(text, values)
    return int(cursor.rowcount)
