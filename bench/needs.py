"""Needs of 50,000 people computed set by set in SQL, beside row-by-row ORM; then one unit after a change.

The rival is what one writes first: for each person load his gaps, look up proposals, notes and the factor, add up,
save each need. On long runs it gets a twentieth of the people and its time is scaled, which the table says.
"""

import argparse
import os
import random
import time
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from bench._table import closing, print_table

NEEDS_DATABASE = True
NOW = datetime(2027, 1, 11, 23, 0, tzinfo=UTC)
TODAY = date(2027, 1, 12)
UNITS, COMPETENCIES, ASKED = 900, 75, 15


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asah.config.settings")
    import django

    django.setup()


def _town(size: int) -> Any:
    """An agency with `size` people in 900 units, 15 gaps each, proposals for a tenth, interviews in forty units."""
    from asah.foundation.access.models import Agency
    from asah.foundation.access.scope import agency_scope

    town = Agency.objects.create(slug=f"bench-{uuid.uuid4().hex[:8]}", name="Bench", zone="Asia/Jayapura")
    with agency_scope(town.pk):
        _people(town.pk, size)
        _voices(town.pk, size)
    return town


def _people(agency: int, size: int) -> None:
    from asah.stages.competencies.models import Competency, PersonGap
    from asah.stages.people.models import Person, Posting, Unit, UnitPosition

    dice = random.Random(11)
    units = Unit.objects.bulk_create(Unit(agency_id=agency, uid=uuid.uuid4(), code=f"U{n}") for n in range(UNITS))
    root = units[0]
    UnitPosition.objects.bulk_create(
        UnitPosition(
            agency_id=agency, unit=unit, parent=root if at else None, opd=unit, name=f"Unit {at}", kind="opd",
            path=f"/{root.pk}/" if not at else f"/{root.pk}/{unit.pk}/", valid=(date(2020, 1, 1), None),
        )
        for at, unit in enumerate(units)
    )  # fmt: skip
    entries = Competency.objects.bulk_create(
        Competency(agency_id=agency, code=f"K-{n:02}", name=f"Kompetensi {n}", kind="teknis", definition="-",
                   dictionary="bench") for n in range(COMPETENCIES)
    )  # fmt: skip
    born = date(1985, 1, 1)
    people = Person.objects.bulk_create(
        (Person(agency_id=agency, uid=uuid.uuid4(), name=f"P {n}", name_key=f"p {n}", birth_on=born, sex="L")
         for n in range(size)), batch_size=5000,
    )  # fmt: skip
    Posting.objects.bulk_create(
        (Posting(agency_id=agency, person=person, unit=units[1 + at % (UNITS - 1)], valid=(date(2020, 1, 1), None),
                 employment="PNS", job_kind="4", job_code="J", job_title="Pelaksana", job_family=f"rumpun{at % 12}")
         for at, person in enumerate(people)), batch_size=5000,
    )  # fmt: skip
    rows = (
        (agency, person.pk, units[1 + at % (UNITS - 1)].pk, f"/{root.pk}/{units[1 + at % (UNITS - 1)].pk}/", entry.pk,
         3, 3 - gap, gap, 1 + dice.randrange(4), 1 + dice.randrange(4), NOW)
        for at, person in enumerate(people)
        for entry in dice.sample(entries, ASKED)
        for gap in (dice.choice((0, 0, 1, 1, 2)),)
    )  # fmt: skip
    _copy(
        PersonGap._meta.db_table,
        "agency_id, person, unit, path, competency, required, held, gap, own, superior, refreshed_at", rows,
    )  # fmt: skip


def _copy(table: str, columns: str, rows: Any) -> None:
    """COPY goes by a temporary table: row security refuses it on the table itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE load ON COMMIT DROP AS SELECT {columns} FROM {table} WITH NO DATA")
        with cursor.copy("COPY load FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM load")
        cursor.execute(f"ANALYZE {table}")


def _voices(agency: int, size: int) -> None:
    from asah.stages.competencies.models import Competency
    from asah.stages.needs.models import Interview, InterviewNote, Proposal, ServiceWeight
    from asah.stages.people.models import Posting, UnitPosition

    entries = list(Competency.objects.values_list("pk", flat=True))
    places = list(Posting.objects.values_list("person", "unit")[: size // 10])
    paths = dict(UnitPosition.objects.values_list("unit", "path"))
    Proposal.objects.bulk_create(
        (Proposal(agency_id=agency, uid=uuid.uuid4(), year=2028, voice="opd", person_id=person, unit_id=unit,
                  path=paths[unit], competency_id=entries[person % len(entries)], basis="akpk", reason="-", proposer=1,
                  proposer_name="-", proposed_at=NOW, status="diterima") for person, unit in places), batch_size=5000,
    )  # fmt: skip
    for unit in list(paths)[1:41]:
        talk = Interview.objects.create(
            agency_id=agency, uid=uuid.uuid4(), year=2028, unit_id=unit, path=paths[unit], interviewee="-",
            held_on=TODAY, interviewer_name="-", status="selesai", edited_at=NOW,
        )  # fmt: skip
        InterviewNote.objects.create(
            agency_id=agency, interview=talk, competency_id=entries[unit % len(entries)], unit_id=unit,
            path=paths[unit], quote="-", coded_at=NOW,
        )  # fmt: skip
    ServiceWeight.objects.bulk_create(
        ServiceWeight(agency_id=agency, job_family=f"rumpun{n % 12}", competency_id=entry, factor=Decimal("1.2"),
                      reason="-", valid=(date(2027, 1, 1), None), edited_at=NOW) for n, entry in enumerate(entries)
    )  # fmt: skip


def _timed(deed: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    answer = deed()
    return time.perf_counter() - start, answer


def _ours(town: Any) -> dict[str, tuple[float, Any]]:
    from asah.foundation.access.actor import Actor, Held
    from asah.foundation.access.scope import agency_scope
    from asah.stages.competencies.models import PersonGap
    from asah.stages.needs.services import refresh_needs

    actor = Actor(town.pk, None, "Bench", roles=(Held("planner"),), zone=town.zone)

    def compute(unit: int = 0) -> int:
        with agency_scope(town.pk):
            return refresh_needs(actor=actor, now=NOW, unit=unit)

    found = {"first": _timed(compute)}
    with agency_scope(town.pk):
        unit = PersonGap.objects.values_list("unit", flat=True)[0]
        PersonGap.objects.filter(unit=unit).update(gap=2, held=1)
        PersonGap.objects.filter(person__in=PersonGap.objects.values("person")[:50_000]).update(gap=1, held=2)
    found["again"] = _timed(compute)
    with agency_scope(town.pk):
        PersonGap.objects.filter(unit=unit).update(gap=0, held=3)
    found["unit"] = _timed(lambda: compute(unit))
    return found


def _rival(town: Any, people: int) -> tuple[float, int]:
    """Seconds and rows for some people, object by object, into a table emptied before."""
    from asah.foundation.access.scope import agency_scope
    from asah.stages.competencies.models import PersonGap
    from asah.stages.needs.models import InterviewNote, Need, Proposal, ServiceWeight
    from asah.stages.people.models import Posting

    with agency_scope(town.pk):
        chosen = list(Posting.objects.order_by("person")[:people])
        Need.objects.filter(person__in=[one.person_id for one in chosen]).delete()
        start, made = time.perf_counter(), 0
        for posting in chosen:
            for gap in PersonGap.objects.filter(person=posting.person_id):
                asked = Proposal.objects.filter(
                    person=posting.person_id, competency=gap.competency, status="diterima"
                ).count()
                notes = InterviewNote.objects.filter(unit=posting.unit_id, competency=gap.competency).count()
                factor = ServiceWeight.objects.filter(
                    job_family=posting.job_family, competency=gap.competency, valid__contains=TODAY
                ).first()
                points = (gap.gap or 0) + Decimal("0.5") * asked + min(Decimal("0.2") * notes, Decimal("0.6"))
                if points:
                    Need.objects.create(
                        agency_id=town.pk, person=gap.person, unit=gap.unit, path=gap.path, competency=gap.competency,
                        required=gap.required, held=gap.held, gap=gap.gap, gap_points=gap.gap or 0,
                        factor=factor.factor if factor else 1, weight=points * (factor.factor if factor else 1),
                        place=1, since=TODAY, refreshed_at=NOW,
                    )  # fmt: skip
                    made += 1
        return time.perf_counter() - start, made


def main() -> None:
    """Generate, run both, print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    size = 5_000 if parser.parse_args().quick else 50_000
    share = size // 500
    _django()
    town = _town(size)
    ours = _ours(town)
    seconds, _rows = _rival(town, size // share)
    rival = seconds * share
    print_table(
        f"Needs of {size} people in {UNITS} units, {size * ASKED} gaps",
        ("way", "seconds", "rows written"),
        [
            ("all in SQL, from nothing", f"{ours['first'][0]:.1f}", ours["first"][1]),
            ("all in SQL, after changes", f"{ours['again'][0]:.1f}", ours["again"][1]),
            ("one unit in SQL, after a change", f"{ours['unit'][0]:.2f}", ours["unit"][1]),
            (f"row-by-row ORM ({share} x a {share}th)", f"{rival:.1f}", "-"),
        ],
    )
    closing("needs", f"{ours['first'][0]:.1f} s", f"{rival:.1f} s", rival / ours["first"][0])


if __name__ == "__main__":
    main()
