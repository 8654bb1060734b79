"""Many more people around the two of a page's town: units, posts, gaps, hours, log-ins. All of them invented."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from asah.foundation.access.models import Account, Membership
from asah.stages.competencies.models import Competency, GapCell, PersonGap, UnitCoverage
from asah.stages.people.models import Grant, Person, PersonNumber, Posting, Unit, UnitPosition
from asah.stages.records.models import JpYear
from tests.factories.competence import dictionary_of_the_catalogue

SINCE = (date(2020, 1, 1), None)
COMPUTED = datetime(2027, 1, 1, tzinfo=UTC)
PEOPLE_PER_UNIT = 5
_numbers = count(1)


def grow(agency: int, root: Unit, size: int) -> None:
    """Add `size` people in units of five below `root`; runs inside the agency's scope and may be called again."""
    wanted = _competencies(agency)
    path = UnitPosition.objects.get(unit=root).path
    for _ in range(0, size, PEOPLE_PER_UNIT):
        unit, below = _unit(agency, root, path)
        people = [_person(agency) for _ in range(PEOPLE_PER_UNIT)]
        Person.objects.bulk_create(people)
        _post(agency, unit, people)
        _compute(agency, unit, below, people, wanted)
        _let_in(agency, people)


def _competencies(agency: int) -> list[int]:
    if not Competency.objects.exists():
        dictionary_of_the_catalogue(agency)
    return list(Competency.objects.filter(is_active=True).order_by("code").values_list("pk", flat=True)[:3])


def _unit(agency: int, root: Unit, path: str) -> tuple[Unit, str]:
    at = next(_numbers)
    unit = Unit.objects.create(agency_id=agency, uid=uuid.uuid4(), code=f"K{at}")
    below = f"{path}{unit.pk}/"
    UnitPosition.objects.create(
        agency_id=agency, unit=unit, parent=root, opd=root, name=f"Bidang {at}", kind="bidang", path=below, valid=SINCE
    )
    return unit, below


def _person(agency: int) -> Person:
    at = next(_numbers)
    name = f"Pegawai {at:04d}"
    return Person(
        agency_id=agency, uid=uuid.uuid4(), name=name, name_key=name.lower(), birth_on=date(1985, 1, 1), sex="L"
    )


def _post(agency: int, unit: Unit, people: list[Person]) -> None:
    PersonNumber.objects.bulk_create(
        PersonNumber(agency_id=agency, person=person, nip=f"1985010120100{next(_numbers):05d}", valid=SINCE)
        for person in people
    )
    Posting.objects.bulk_create(
        Posting(
            agency_id=agency, person=person, unit=unit, valid=SINCE, employment="PPPK" if at == 1 else "PNS",
            job_kind="4", job_code="P1", job_title="Pengadministrasi", is_head=at == 0,
            contract_from=date(2026, 3, 1) if at == 1 else None, contract_until=date(2031, 2, 28) if at == 1 else None,
        )
        for at, person in enumerate(people)
    )  # fmt: skip


def _compute(agency: int, unit: Unit, path: str, people: list[Person], wanted: list[int]) -> None:
    """What the jobs would have computed: gaps with the sums of their unit, and hours of two years."""
    PersonGap.objects.bulk_create(
        PersonGap(
            agency_id=agency, person=person.pk, unit=unit.pk, path=path, competency=competency, required=Decimal(3),
            held=Decimal(2), gap=Decimal(1), superior=Decimal(2), refreshed_at=COMPUTED,
        )
        for person in people
        for competency in wanted
    )  # fmt: skip
    n = len(people)
    GapCell.objects.bulk_create(
        GapCell(
            agency_id=agency, unit=unit, path=path, competency_id=competency, people=n, answered=n, gap_sum=n,
            gap_squares=n, below=n, below_two=0, both=0, own_sum=0, superior_sum=0, refreshed_at=COMPUTED,
        )
        for competency in wanted
    )  # fmt: skip
    UnitCoverage.objects.create(
        agency_id=agency, unit=unit, path=path, people=n, answered=n, centre=0, test=0, superior=n, own=0,
        refreshed_at=COMPUTED,
    )  # fmt: skip
    JpYear.objects.bulk_create(
        JpYear(
            agency_id=agency, person=person.pk, year=year, unit=unit.pk, path=path,
            employment="PPPK" if at == 1 else "PNS", legal=4 * at, technical=0, seminar=0, own=0,
            contract=24 if at == 1 else None, contract_from=date(2026, 3, 1) if at == 1 else None,
            refreshed_at=COMPUTED,
        )
        for year in (2026, 2027)
        for at, person in enumerate(people)
    )  # fmt: skip


def _let_in(agency: int, people: list[Person]) -> None:
    """A log-in and a role for one in five."""
    account = Account.objects.create_user(f"orang-{people[0].uid}", name=people[0].name)
    member = Membership.objects.create(account=account, agency_id=agency, person=people[0].pk)
    Grant.objects.create(agency_id=agency, membership=member.pk, role="evaluator", valid=SINCE)
