"""Counting the years anew as a deed: by a job after changes, or for an older year on demand."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.stages.records.services.counters import count_year


@use_case(Permission.JP_REFRESH, says=gettext_lazy("{actor} menghitung JP pegawai"))
def refresh_jp(*, actor: Actor, now: datetime, years: tuple[int, ...] = ()) -> int:
    """Count years anew, by default the present one and the one before. Returns how many rows changed."""
    today = actor.today(now)
    changed = sum(count_year(year, today, now) for year in years or (today.year - 1, today.year))
    note(changed=changed)
    return changed
