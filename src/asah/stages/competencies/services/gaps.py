"""Computing gaps as a deed: by a job after changes, or asked for by the planner."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.stages.competencies.events import GapsRefreshed
from asah.stages.competencies.services.refresh import rebuild


@use_case(Permission.GAP_REFRESH, says=gettext_lazy("{actor} menghitung kesenjangan seluruh pegawai"))
def refresh_gaps(*, actor: Actor, now: datetime) -> int:
    """Compute every gap as of today. Returns how many rows of people changed; repeating it changes none."""
    changed = rebuild(actor.today(now), now)
    note(changed=changed)
    announce(GapsRefreshed())
    return changed
