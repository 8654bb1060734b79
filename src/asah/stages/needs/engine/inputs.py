"""What surveys, performance and service figures say about needs, as rows for COPY."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from asah.stages.agency import queries as agency
from asah.stages.competencies import queries as competencies
from asah.stages.needs.rules import misses
from asah.stages.people import queries as people
from asah.stages.performance import queries as performance
from asah.stages.questionnaires import queries as questionnaires

GOOD = 4  # rank of the predicate "Baik" (5 best, 1 worst)
FRESH = timedelta(days=550)  # a figure of a unit speaks for a year and a half, so that a yearly survey is never lost


def survey_levels(year: int, persons: Collection[int] | None) -> list[tuple[Any, ...]]:
    """(person, competency, level by survey, lowest and highest level named) of the surveys of a year."""
    rows = []
    for one in questionnaires.survey_levels(year, persons):
        named = [level for level in (one.own, one.superior) if level is not None]
        low, high = (min(named), max(named)) if named else (None, None)
        rows.append((one.person, one.competency, one.level, low, high))
    return rows


def predicates(on: date, persons: Collection[int] | None) -> list[tuple[Any, ...]]:
    """(person, steps below Baik, word of the predicate) of the last closed year, only of people below Baik."""
    wanted = None if persons is None else set(persons)
    return [
        (row.person, GOOD - row.rank, row.word)
        for row in performance.predicates_of_year(on.year - 1)
        if row.rank < GOOD and (wanted is None or row.person in wanted)
    ]


def services_below(on: date) -> list[tuple[Any, ...]]:
    """(unit, competency, how many figures miss their target, their words); figures of a unit count for units below it.

    Which figure speaks for which competency stands in the dated table indikator_kompetensi.
    """
    table = {key: row.values for key, row in agency.rules("indikator_kompetensi", on).items()}
    codes = competencies.competency_ids()
    latest = {
        (row.unit, row.indicator, row.element, row.service): row
        for row in performance.indicators(since=on - FRESH, until=on)
    }
    missing: dict[int, dict[int, list[str]]] = {}
    for row in latest.values():
        rule = table.get(row.element or row.indicator)
        if rule is None or rule["competency"] not in codes:
            continue
        limit = row.target if row.target is not None and not row.element else Decimal(str(rule["value"]))
        if misses(row.value, limit, rising=rule["mode"] == "naik"):
            own = missing.setdefault(row.unit, {})
            own.setdefault(codes[rule["competency"]], []).append(row.element or row.indicator.replace("_", " "))
    return _spread(missing, on) if missing else []


def _spread(missing: Mapping[int, Mapping[int, list[str]]], on: date) -> list[tuple[Any, ...]]:
    rows = []
    for unit in people.units_on(on):
        told: dict[int, list[str]] = {}
        for above in unit.path.strip("/").split("/"):
            for competency, words in missing.get(int(above), {}).items():
                told.setdefault(competency, []).extend(words)
        rows += [(unit.unit, key, len(words), ", ".join(sorted(set(words)))) for key, words in told.items()]
    return rows
