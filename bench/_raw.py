"""The rival of the pages: their figures computed from raw rows at every visit, as one writes them first.

No table of sums, no refreshing job: postings, standards, assessments and ledger are read, and Python adds them up. Only
the figures are computed; drawing and sending the page is left out, which favours the rival.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from asah.foundation.access.scope import agency_scope
from asah.stages.agency import queries as agency
from asah.stages.competencies.models import Assessment, JobStandard
from asah.stages.competencies.rules import job_keys, level_key, standard_of
from asah.stages.people import queries as people
from asah.stages.records.models import JpEntry
from asah.stages.records.rules import Hours, count_hours

Cell = tuple[str, int]


@dataclass
class CellSums:
    """Sums of one unit and competency."""

    people: int = 0
    answered: int = 0
    gap: Decimal = Decimal(0)
    squares: Decimal = Decimal(0)


def gap_map(town: int, on: date) -> dict[Cell, CellSums]:
    """The map of gaps: (OPD, competency) -> sums, from postings, standards and assessments."""
    with agency_scope(town):
        held = _held(on)
        standards: dict[str, dict[int, int]] = defaultdict(dict)
        for key, competency, level in JobStandard.objects.filter(
            valid__contains=on, competency__is_active=True
        ).values_list("job_key", "competency", "level"):
            standards[key][competency] = level
        echelons = {code: row.values["level_key"] for code, row in agency.rules("eselon", on).items()}
        functional = {code: row.values["level_key"] for code, row in agency.rules("jenjang_jf", on).items()}
        found: dict[Cell, CellSums] = defaultdict(CellSums)
        for row in people.workforce(on):
            step = level_key(row.job_kind, row.echelon, row.functional_level, echelons=echelons, functional=functional)
            for competency, level in standard_of(job_keys(row.job_code, row.job_family, step), standards).items():
                _count(found[_top(row.path), competency], level, held.get((row.person, competency)))
    return found


def _held(on: date) -> dict[tuple[int, int], Decimal]:
    """(person, competency) -> level: the latest of each source, weighted."""
    weights = {key: Decimal(str(row.values["weight"])) for key, row in agency.rules("bobot_sumber", on).items()}
    latest: dict[tuple[int, int], dict[str, Decimal]] = defaultdict(dict)
    rows = Assessment.objects.filter(assessed_on__lte=on).order_by("assessed_on")
    for person, competency, source, level in rows.values_list("person", "competency", "source", "level").iterator():
        latest[person, competency][source] = level
    return {
        key: sum(level * weights[source] for source, level in seen.items()) / total
        for key, seen in latest.items()
        if (total := sum(weights[source] for source in seen))
    }


def _count(sums: CellSums, level: int, held: Decimal | None) -> None:
    sums.people += 1
    if held is not None:
        gap = max(Decimal(0), level - held)
        sums.answered, sums.gap, sums.squares = sums.answered + 1, sums.gap + gap, sums.squares + gap * gap


def hours(town: int, on: date, year: int) -> dict[str, tuple[int, int, float]]:
    """The overview of hours: OPD -> (people, those at the floor, median), from the ledger."""
    with agency_scope(town):
        rules = agency.rules("hitungan_jp", on)
        limit = agency.rule("batas_jp", "pns_minimal", on).values
        entries: dict[int, list[Hours]] = defaultdict(list)
        rows = JpEntry.objects.filter(year=year).values_list("person", "form_id", "jp", "has_certificate")
        for person, *values in rows.iterator():
            entries[person].append(Hours(*values))
        by_unit: dict[str, list[Decimal]] = defaultdict(list)
        for row in people.workforce(on):
            counted = {key: count_hours(entries[row.person], rule.values) for key, rule in rules.items()}
            if row.employment in limit["employments"]:
                by_unit[_top(row.path)].append(counted["legal"])
    return {unit: (len(all_), _reached(all_, limit["jp"]), float(median(all_))) for unit, all_ in by_unit.items()}


def _reached(hours: Iterable[Decimal], floor: int) -> int:
    return sum(one >= floor for one in hours)


def _top(path: str) -> str:
    """The unit directly below the root."""
    return "/".join(path.split("/")[:3])


def rivals(town: int, on: date) -> dict[str, Callable[[], object]]:
    """Name of a page -> its figures from raw rows."""
    return {"gap_map": lambda: gap_map(town, on), "jp_overview": lambda: hours(town, on, on.year - 1)}
