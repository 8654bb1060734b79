"""Handles of the kit's jobs, and the fact that an import was applied or taken back."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from asah.foundation.jobs.handles import Job


@dataclass(frozen=True)
class BatchArgs:
    """Which batch."""

    batch: int


CHECK = Job("imports.check", BatchArgs, _("Memeriksa berkas impor"))
APPLY = Job("imports.apply", BatchArgs, _("Menerapkan impor"))
