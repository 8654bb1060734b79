"""Facts this stage announces and handles of its jobs."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from asah.foundation.jobs.handles import Job


@dataclass(frozen=True)
class HistoryChanged:
    """Many records came or went: the yearly counters are stale."""


@dataclass(frozen=True)
class RecordAdded:
    """Somebody completed something."""

    person: int
    year: int
    programme: str


@dataclass(frozen=True)
class RefreshArgs:
    """Which years are counted anew: the present one and the one before."""

    what: str = "recent"


REFRESH = Job("records.refresh", RefreshArgs, _("Menghitung JP pegawai"))


@dataclass(frozen=True)
class ExportArgs:
    """The hours of a year, of a unit by its code and everything below it (empty: the whole agency)."""

    year: int
    unit: str = ""


EXPORT = Job("records.export", ExportArgs, _("Menyiapkan daftar JP"))
