"""What an auditor sees first."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from asah.desks.shell.home import Change, HomePart
from asah.foundation.access.actor import Actor
from asah.foundation.access.models import Agency
from asah.foundation.audit.queries import TrailFilter, trail
from asah_basics.formats import number


def part(actor: Actor, agency: Agency, now: datetime, request: Any) -> HomePart:
    """The size of the trail and its newest lines."""
    page = trail(actor, TrailFilter(), per_page=5)
    return HomePart(
        lead=_("Jejak audit berisi %(count)s peristiwa. Setiap perubahan tercatat dan disegel berantai.")
        % {"count": number(page.paginator.count)},
        action=(_("Buka jejak audit"), reverse("audit_trail")),
        changes=tuple(Change(row.at, row.says or _("Perbuatan tanpa nama"), reverse("audit_trail")) for row in page),
    )
