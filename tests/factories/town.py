"""A small generated government: units, people, gaps. Deterministic, invented, quick to insert."""

import random
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from asah.stages.competencies.models import Competency, PersonGap
from asah.stages.people.models import Person, PersonNumber, Posting, Unit, UnitPosition
from tests.factories.competence import dictionary_of_the_catalogue

SINCE = date(2020, 1, 1)
DISTRICTS = [("Sorong", False), ("Sorong Manoi", False), ("Sorong Kepulauan", True), ("Klaurung", False)]
OFFICES = [
    ("Dinas Kesehatan", "opd"),
    ("Dinas Pendidikan", "opd"),
    ("Distrik Sorong Kepulauan", "kecamatan"),
    ("Puskesmas Remu", "puskesmas"),
    ("Inspektorat", "opd"),
]
COMMON = [
    "MAN-01", "MAN-03", "MAN-04", "MAN-05", "MAN-06", "MAN-07", "MAN-08", "SOS-01", "TEK-LAYANAN", "TEK-DIGITAL",
    "TEK-NASKAH", "TEK-ARSIP", "TEK-KEUDA", "TEK-PBJ", "TEK-DATA", "TEK-JARINGAN",
]  # fmt: skip
REFRESHED = datetime(2027, 1, 1, tzinfo=UTC)


@dataclass
class Town:
    """What was made: unit ids by name, people in order, competencies by code."""

    units: dict[str, int]
    people: list[Person]
    competencies: dict[str, Competency]


def small_town(agency: int, size: int = 200, seed: int = 7) -> Town:
    """A root, five offices and `size` people with gaps in about six competencies each; runs inside a scope."""
    dice = random.Random(seed)
    competencies = dictionary_of_the_catalogue(agency)
    units = _units(agency)
    people = Person.objects.bulk_create(
        Person(
            agency_id=agency,
            uid=uuid.UUID(int=dice.getrandbits(128)),
            name=f"Pegawai {at:03d}",
            name_key=f"pegawai {at:03d}",
            birth_on=date(1985, 1, 1),
            sex="P" if at % 2 else "L",
        )
        for at in range(size)
    )
    PersonNumber.objects.bulk_create(
        PersonNumber(
            agency_id=agency, person=person, nip=f"19850101201001{1 + at % 2}{at:03d}"[:18], valid=(SINCE, None)
        )
        for at, person in enumerate(people)
    )
    places = list(units.values())[1:]
    postings = [_posting(agency, person, places[at % len(places)], at) for at, person in enumerate(people)]
    Posting.objects.bulk_create(postings)
    paths = dict(UnitPosition.objects.values_list("unit", "path"))
    PersonGap.objects.bulk_create(
        gap
        for person, posting in zip(people, postings, strict=True)
        for gap in _gaps(agency, person, posting, paths[posting.unit_id], competencies, dice)
    )
    return Town(units, people, competencies)


def _units(agency: int) -> dict[str, int]:
    made: dict[str, int] = {}
    root = Unit.objects.create(agency_id=agency, uid=uuid.uuid4(), code="00")
    UnitPosition.objects.create(
        agency_id=agency, unit=root, name="Pemerintah Kota", kind="pemda", path=f"/{root.pk}/", valid=(SINCE, None)
    )
    made["Pemerintah Kota"] = root.pk
    for at, (name, kind) in enumerate(OFFICES):
        unit = Unit.objects.create(agency_id=agency, uid=uuid.uuid4(), code=f"{at + 1:02d}")
        district, is_remote = DISTRICTS[at % len(DISTRICTS)]
        UnitPosition.objects.create(
            agency_id=agency,
            unit=unit,
            parent=root,
            opd=unit,
            name=name,
            kind=kind,
            district=district,
            is_remote=is_remote,
            path=f"/{root.pk}/{unit.pk}/",
            valid=(SINCE, None),
        )
        made[name] = unit.pk
    return made


def _posting(agency: int, person: Person, unit: int, at: int) -> Posting:
    is_pppk = at % 5 == 4
    return Posting(
        agency_id=agency,
        person=person,
        unit_id=unit,
        valid=(SINCE, None),
        employment="PPPK" if is_pppk else "PNS",
        job_kind="1" if at < len(OFFICES) else "4",
        job_code=f"J{at % 7}",
        job_title="Pelaksana",
        echelon="41" if at % 11 == 0 else "",
        rank_id="IX" if is_pppk else ("32" if at % 3 else "41"),
        is_head=at < len(OFFICES),
        contract_from=date(2024, 3, 1) if is_pppk else None,
        contract_until=date(2029, 2, 28) if is_pppk else None,
    )


def _gaps(
    agency: int, person: Person, posting: Posting, path: str, competencies: dict[str, Competency], dice: random.Random
) -> list[PersonGap]:
    rows = []
    for code in dice.sample(COMMON, 6):
        required, held = Decimal(dice.choice([2, 3, 4])), Decimal(dice.choice([1, 2]))
        rows.append(
            PersonGap(
                agency_id=agency,
                person=person.pk,
                unit=posting.unit_id,
                path=path,
                competency=competencies[code].pk,
                required=required,
                held=held,
                gap=max(Decimal(0), required - held),
                refreshed_at=REFRESHED,
            )
        )
    return rows
