"""What is known about the invented people before the story starts: levels seen and trainings attended."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from demo.roster import Worker

# SIASN form id, title, hours, organiser: what a town's history looks like.
_ATTENDED = (
    (3, "Bimbingan teknis tata naskah dinas", 24, "BKPSDM Kota Sorong"),
    (9, "Seminar pelayanan publik", 4, "Universitas mitra"),
    (16, "Literasi digital dasar", 10, "Diskominfo Kota Sorong"),
    (4, "Lokakarya penyusunan laporan kinerja", 10, "Bappeda Kota Sorong"),
    (8, "Bimtek pengelolaan keuangan daerah", 24, "BPKAD Kota Sorong"),
    (3, "Pelatihan pelayanan prima", 24, "BPSDM Provinsi"),
    (16, "Keamanan informasi untuk ASN", 8, "Diskominfo Kota Sorong"),
    (7, "Sosialisasi disiplin pegawai", 4, "BKPSDM Kota Sorong"),
)
_BY_FAMILY = {
    "kesehatan": (
        (3, "Pelatihan rekam medis elektronik", 30, "Dinas Kesehatan"),
        (9, "Seminar keselamatan pasien", 4, "RSUD"),
    ),
    "pendidikan": (
        (3, "Pelatihan asesmen pembelajaran", 32, "Dinas Pendidikan"),
        (4, "Lokakarya kurikulum", 10, "Dinas Pendidikan"),
    ),
}


@dataclass(frozen=True)
class Attended:
    """One line of somebody's training history."""

    siasn_id: str
    nip: str
    form: int
    title: str
    started_on: date
    ended_on: date
    hours: int
    organiser: str
    certificate: str


def history(people: Sequence[Worker], seed: int, last_year: int) -> Iterator[Attended]:
    """Trainings of three years. Four in ten got nothing in the last year; remote places got less."""
    rng = random.Random(seed)
    for person in people:
        remote = any(
            mark in person.unit for mark in ("P36", "S36", "SRG-36", "P40", "S40", "SRG-40", "P42", "S42", "SRG-42")
        )
        for year in (last_year - 2, last_year - 1, last_year):
            chance = 0.34 if remote else 0.62
            while rng.random() < chance:
                form, title, hours, organiser = rng.choice((*_ATTENDED, *_BY_FAMILY.get(person.family, ())))
                start = date(year, rng.randint(2, 11), rng.randint(1, 27))
                days = max(0, -(-hours // 8) - 1)
                serial = f"{rng.randint(1, 99999):05d}/{person.number}/{year}"
                yield Attended(
                    person.siasn_id,
                    person.nip,
                    form,
                    title,
                    start,
                    start + timedelta(days=days),
                    hours,
                    organiser,
                    serial,
                )
                chance *= 0.45


def levels(
    people: Sequence[Worker], asked: Mapping[str, Mapping[str, int]], seed: int, today: date
) -> Iterator[tuple[str, str, Decimal, str, date]]:
    """(SIASN id, competency code, level, source, day): what assessment centres, tests, superiors and people said.

    asked: SIASN id -> competency -> level the post asks for. A fifth of the people were never assessed in a
    competency; units of Sorong Kepulauan answered least.
    """
    rng = random.Random(seed)
    for person in people:
        # Sorong Kepulauan hardly answered: its cells stay hatched instead of misleading anybody.
        if (person.unit.startswith("SRG-36") or person.unit.endswith(("P36", "S361", "S362"))) and rng.random() < 0.96:
            continue
        silent = 0.16
        for code, level in sorted(asked.get(person.siasn_id, {}).items()):
            if rng.random() < silent:
                continue
            gap = rng.choices((0, 1, 2, 3), (46, 33, 16, 5))[0]
            held = max(0, level - gap)
            day = today - timedelta(days=rng.randint(40, 600))
            source = rng.choices(("pusat_asesmen", "uji", "atasan"), (25, 20, 55))[0]
            yield person.siasn_id, code, Decimal(held), source, day
            if rng.random() < 0.3:
                own = min(5, max(0, held + rng.choice((0, 0, 1, 1, -1))))
                yield person.siasn_id, code, Decimal(own), "diri", day + timedelta(days=rng.randint(1, 20))
