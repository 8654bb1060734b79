"""Facts of the stage catalogue, and the handle of its job."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from asah.foundation.jobs.handles import Job


@dataclass(frozen=True)
class CurriculumPublished:
    """A version of a programme was published."""

    programme: int
    number: int


@dataclass(frozen=True)
class Nothing:
    """A job that needs no argument."""


REFRESH_SEARCH = Job("catalogue.search", Nothing, _("Memperbarui pencarian program"))
