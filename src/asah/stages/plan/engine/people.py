"""Who can be planned: legal status, retirement, contract, ceilings, what is done, and the gaps of his post."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from asah.stages.agency import queries as agency
from asah.stages.catalogue import queries as catalogue
from asah.stages.competencies import queries as competencies
from asah.stages.needs.queries import NeedFact, waiting_rule
from asah.stages.people import queries as people
from asah.stages.plan.engine.needing import Wants, wants_of
from asah.stages.plan.rules.settings import Settings
from asah.stages.records import queries as records

REMOTE_ZONE = "terpencil"
BARRED = {
    "kedudukan_hukum": "Kedudukan hukum tidak memungkinkan pelatihan",
    "pensiun": "Pensiun sebelum tahun rencana",
    "kontrak": "Kontrak berakhir sebelum tahun rencana",
    "tugas_belajar": "Tugas belajar sepanjang tahun rencana",
}


@dataclass
class Candidate:
    """Somebody in service, with what decides what he may attend. `barred` names why he cannot be planned at all.

    gaps: competency id -> (required, held); unassessed: how many of his competencies nobody has assessed;
    done: programme code -> year in which it was last completed; needs: competency id -> ranked need; away: months in
    which he studies; idle: years without training that count; asked: whether anybody proposed anything for him.
    """

    row: people.WorkforceRow
    barred: str
    last_month: int
    jp_done: int
    jp_max: int | None
    gaps: dict[int, tuple[Decimal, Decimal]] = field(default_factory=dict)
    unassessed: int = 0
    done: dict[str, records.DoneRow] = field(default_factory=dict)
    needs: Mapping[int, NeedFact] = field(default_factory=dict)
    away: frozenset[int] = frozenset()
    idle: int = 0
    asked: bool = False

    @property
    def job(self) -> catalogue.Job:
        """What audience rules look at."""
        row = self.row
        return catalogue.Job(
            job_code=row.job_code,
            job_kind=row.job_kind,
            family=row.job_family,
            echelon=row.echelon,
            level=row.functional_level,
            employment=row.employment,
            unit_kind=row.unit_kind,
            is_head=row.is_head,
        )


def candidates(settings: Settings, on: date) -> list[Candidate]:
    """Everybody in service on a day, in the order of his id; a fixed number of queries."""
    trainable = {key: row.values["trainable"] for key, row in agency.rules("kedudukan_hukum", on).items()}
    hours = records.hours_of_year(settings.year)
    ledger = _ledger(settings.year)
    found = {
        row.person: _candidate(row, settings, trainable, int(hours.get(row.person, 0)), ledger.get(row.person, ()))
        for row in people.workforce(on)
    }
    wants = wants_of(settings.year, waiting_rule(on)[1])
    for one in found.values():
        _hear(one, wants)
    for fact in competencies.gap_facts():
        candidate = found.get(fact.person)
        if candidate is None:
            continue
        if fact.held is None:
            candidate.unassessed += 1
        elif fact.gap:
            candidate.gaps[fact.competency] = (fact.required, fact.held)
    for done in records.programmes_done():
        if done.person in found:
            found[done.person].done[done.programme_code] = done
    return list(found.values())


def _hear(candidate: Candidate, wants: Wants) -> None:
    """What needs know of him."""
    person = candidate.row.person
    candidate.needs = wants.needs.get(person, {})
    candidate.idle, candidate.asked = wants.idle.get(person, 0), person in wants.asked
    candidate.away = wants.studies.get(person, frozenset())
    if not candidate.barred and candidate.away >= set(range(1, candidate.last_month + 1)):
        candidate.barred = "tugas_belajar"


def _ledger(year: int) -> Mapping[int, Sequence[records.LedgerRow]]:
    by_person: dict[int, list[records.LedgerRow]] = {}
    for line in records.ledger_between(date(year - 1, 1, 1), date(year, 12, 31)):
        by_person.setdefault(line.person, []).append(line)
    return by_person


def _candidate(
    row: people.WorkforceRow,
    settings: Settings,
    trainable: Mapping[str, bool],
    jp_done: int,
    ledger: Sequence[records.LedgerRow],
) -> Candidate:
    last_month, barred = _last_month(row, settings.year)
    if not trainable.get(row.legal_status, False):
        barred = "kedudukan_hukum"
    return Candidate(row, barred, last_month, jp_done, _ceiling(row, settings, jp_done, ledger))


def _last_month(row: people.WorkforceRow, year: int) -> tuple[int, str]:
    """The last whole month in service in the year, and why he is barred when there is none."""
    last, barred = 12, ""
    for end, word in ((row.retires_on, "pensiun"), (row.contract_until, "kontrak")):
        if end is None:
            continue
        month = 12 if end.year > year else end.month - 1 if end.year == year else 0
        if month < last:
            last, barred = month, word if month < 1 else ""
    return max(last, 0), barred


def _ceiling(
    row: people.WorkforceRow, settings: Settings, jp_done: int, ledger: Sequence[records.LedgerRow]
) -> int | None:
    """The ceiling of a PPPK on the scale of the calendar year (trap 3: it counts per contract year).

    The contract year that holds the middle of the plan year (1 July) decides: what was already earned in it is
    taken off the ceiling.
    """
    if settings.pppk_most_jp is None or not row.employment.startswith("PPPK"):
        return None
    used = jp_done
    if row.contract_from is not None:
        first = contract_year(row.contract_from, date(settings.year, 7, 1))
        last = contract_year(row.contract_from, date(settings.year + 1, 7, 1))
        used = int(sum(line.jp for line in ledger if first <= line.on < last))
    return jp_done + max(0, settings.pppk_most_jp - used)


def contract_year(start: date, day: date) -> date:
    """First day of the contract year that holds a day; 29 February counts from 1 March in ordinary years."""
    for year in (day.year, day.year - 1):
        try:
            anniversary = start.replace(year=year)
        except ValueError:
            anniversary = date(year, 3, 1)
        if anniversary <= day:
            return anniversary
    return start
