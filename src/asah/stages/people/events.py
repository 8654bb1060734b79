"""Facts this stage announces, and handles of its jobs."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from asah.foundation.jobs.handles import Job


@dataclass(frozen=True)
class PeopleImported:
    """A roster was applied or taken back on a day; `queries.joiners` and `leavers` say who came and went."""

    batch: int
    on: date


@dataclass(frozen=True)
class PersonLeft:
    """Somebody's service here ended: retired, died, moved, dismissed."""

    person: int
    on: date


@dataclass(frozen=True)
class UnitsChanged:
    """The tree of units changed on a day."""

    on: date


@dataclass(frozen=True)
class Nothing:
    """A job that needs no argument."""


@dataclass(frozen=True)
class UnitArgs:
    """A unit (id), and the address of this installation for what is printed or mailed."""

    unit: int
    address: str


@dataclass(frozen=True)
class SampleArgs:
    """How many invented people the sample town has."""

    size: int


ACTIVATE = Job("people.activate", UnitArgs, _("Membagikan kode aktivasi"))
REFRESH_SEARCH = Job("people.search", Nothing, _("Memperbarui pencarian pegawai dan unit"))
LOAD_SAMPLE = Job("people.sample", SampleArgs, _("Mengisi kota contoh"))
