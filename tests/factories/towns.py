"""Small towns for tests: units in a tree and people in posts, written straight into the tables of people."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

SINCE = date(2020, 1, 1)


@dataclass
class Town:
    """Ids by name: units ("Dinkes") and people ("Ani")."""

    agency: int
    units: dict[str, int] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)


def unit(town: Town, name: str, *, under: str = "", kind: str = "opd", short: str = "") -> int:
    """Add a unit below another one (or as root), open since 2020."""
    from asah.stages.people.models import Unit, UnitPosition

    row = Unit.objects.create(agency_id=town.agency, uid=uuid.uuid4(), code=name.upper())
    path = f"{town.paths.get(under, '/')}{row.pk}/"
    opd = row.pk if kind in ("opd", "kecamatan") else (town.units.get(under) if under else None)
    UnitPosition.objects.create(
        agency_id=town.agency,
        unit=row,
        parent_id=town.units.get(under),
        opd_id=opd,
        name=name,
        short_name=short,
        kind=kind,
        path=path,
        valid=DateRange(SINCE, None),
    )
    town.units[name], town.paths[name] = row.pk, path
    return row.pk


def person(town: Town, name: str, where: str, **posting: Any) -> int:
    """Add somebody with a NIP of the demo range and a posting since 2020; posting: fields of Posting that differ."""
    from asah.stages.people.models import Person, PersonNumber, Posting

    sequence = 900 + len(town.people) % 100
    row = Person.objects.create(
        agency_id=town.agency,
        uid=uuid.uuid4(),
        name=name,
        name_key=name.lower(),
        birth_on=date(1985, 4, 12),
        sex=posting.pop("sex", "P"),
    )
    serial = len(town.people) // 100
    PersonNumber.objects.create(
        agency_id=town.agency,
        person=row,
        nip=f"19850412{2010 + serial}01{2}{sequence}",
        valid=DateRange(SINCE, None),
    )
    given: dict[str, Any] = {
        "employment": "PNS",
        "job_kind": "4",
        "job_code": "",
        "job_title": "Pengolah data",
        "echelon": "99",
    }
    Posting.objects.create(
        agency_id=town.agency,
        person=row,
        unit_id=town.units[where],
        valid=DateRange(posting.pop("since", SINCE), posting.pop("until", None)),
        **(given | posting),
    )
    town.people[name] = row.pk
    return row.pk


def staff(town: Town, where: str, names: Iterable[str], **posting: Any) -> list[int]:
    """Several people with the same posting."""
    return [person(town, name, where, **posting) for name in names]


def nip_of(town: Town, name: str) -> str:
    """The number of somebody."""
    from asah.stages.people.models import PersonNumber

    return PersonNumber.objects.get(person_id=town.people[name]).nip
