"""Facts of the stage partners."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from asah.foundation.jobs.handles import Job


@dataclass(frozen=True)
class PartnerChanged:
    """A partner came, changed, or was put aside."""

    partner: int


@dataclass(frozen=True)
class AgreementChanged:
    """An agreement was signed, corrected or ended."""

    partner: int


@dataclass(frozen=True)
class PartnersImported:
    """Many partners came or changed at once."""


@dataclass(frozen=True)
class Nothing:
    """A job that needs no argument."""


REFRESH_SEARCH = Job("partners.search", Nothing, _("Memperbarui pencarian mitra"))
