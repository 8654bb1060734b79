"""What an administrator sees first."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from asah.desks.admin.setup import nine_tasks
from asah.desks.shell.home import HomePart, Task
from asah.foundation.access.actor import Actor
from asah.foundation.access.models import Agency


def part(actor: Actor, agency: Agency, now: datetime, request: Any) -> HomePart:
    """How far the set-up is, and the next of the nine tasks."""
    tasks = nine_tasks(actor.today(now))
    left = [task for task in tasks if task.status != "selesai"]
    if not left:
        lead, action = _("Asah siap dipakai. Tugas pertama perencana: Buka survei."), None
    else:
        done = len(tasks) - len(left)
        lead = _("%(done)s dari %(all)s tugas penyiapan selesai. Berikutnya: %(next)s.") % {
            "done": done, "all": len(tasks), "next": left[0].title,
        }  # fmt: skip
        action = (_("Siapkan Asah"), reverse("setup_home"))
    return HomePart(
        lead=lead, action=action, tasks=tuple(Task(task.title, reverse("setup_home"), task.hint) for task in left)
    )
