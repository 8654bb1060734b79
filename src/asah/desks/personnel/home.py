"""What the personnel officer of an OPD sees first."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from asah.desks.shell.home import HomePart, Task
from asah.foundation.access.actor import Actor
from asah.foundation.access.models import Agency
from asah.stages.people import queries as people
from asah_basics.formats import number


def part(actor: Actor, agency: Agency, now: datetime, request: Any) -> HomePart:
    """How many people he looks after, and what they need of him."""
    count = people.headcount(actor, actor.today(now))
    return HomePart(
        lead=_("Anda mengurus %(count)s pegawai.") % {"count": number(count)},
        action=(_("Buka daftar pegawai"), reverse("people_list")),
        tasks=(
            Task(_("Bagikan kode aktivasi"), reverse("activation_sheets"), _("Lembar cetak per unit, berlaku 14 hari")),
            Task(_("Periksa kesenjangan unit"), reverse("gap_map")),
            Task(_("Pegawai di bawah 20 JP"), reverse("jp_overview")),
        ),
    )
