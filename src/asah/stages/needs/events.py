"""Facts this stage announces and handles of its jobs."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from asah.foundation.jobs.handles import Job


@dataclass(frozen=True)
class NeedsRefreshed:
    """Needs were computed anew: everybody's, or (unit > 0) those of one unit."""

    unit: int = 0


@dataclass(frozen=True)
class WeightsChanged:
    """The importance of a competency for public service changed: every need is stale."""


@dataclass(frozen=True)
class VoicesChanged:
    """Somebody asked, decided, spoke or went to study: needs of a unit (id), or of everybody below it, are stale."""

    unit: int
    below: bool = False


@dataclass(frozen=True)
class ProposalDecided:
    """A proposal (id) was accepted, returned or refused."""

    proposal: int


@dataclass(frozen=True)
class ReportEnacted:
    """The AKPK of a year was enacted."""

    year: int


@dataclass(frozen=True)
class RefreshArgs:
    """unit: id of the unit whose people are computed anew (with `below` also those of units below); 0: everybody."""

    unit: int = 0
    below: bool = False


@dataclass(frozen=True)
class FileArgs:
    """report: id of the NeedsReport; form: "pdf" or "xlsx"; what: "akpk" or "hcdp"."""

    report: int
    what: str
    form: str


REFRESH = Job("needs.refresh", RefreshArgs, _("Menghitung kebutuhan"))
FILE = Job("needs.file", FileArgs, _("Menyiapkan berkas AKPK"))
