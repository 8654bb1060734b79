"""Facts this stage announces and handles of its jobs."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from asah.foundation.jobs.handles import Job


@dataclass(frozen=True)
class AssessmentsChanged:
    """Many assessments came or went: gaps computed before are stale."""


@dataclass(frozen=True)
class StandardsChanged:
    """What posts ask for changed."""


@dataclass(frozen=True)
class GapsRefreshed:
    """Every gap was computed anew."""


@dataclass(frozen=True)
class UnitGapsChanged:
    """Gaps of people of one unit (id) changed by a single assessment; those of others stand."""

    unit: int


@dataclass(frozen=True)
class RefreshArgs:
    """What is computed; the same while one waits, so that ten changes in a row ask for one refresh."""

    what: str = "all"


REFRESH = Job("competencies.refresh", RefreshArgs, _("Menghitung kesenjangan"))


@dataclass(frozen=True)
class ExportArgs:
    """The map below a unit by its code (empty: the whole agency), one kind of competency or all, as xlsx or csv."""

    unit: str = ""
    kind: str = ""
    form: str = "xlsx"


EXPORT = Job("competencies.export", ExportArgs, _("Menyiapkan peta kesenjangan"))


@dataclass(frozen=True)
class Nothing:
    """A job without arguments."""


CONFIRM = Job("competencies.confirm", Nothing, _("Mengonfirmasi standar kompetensi"))
