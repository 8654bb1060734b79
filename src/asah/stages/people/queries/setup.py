"""People without a superior, and the four tasks of Siapkan Asah that this stage owns."""

from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from asah.stages.agency.queries import SetupTask
from asah.stages.people.models import Grant, Posting, UnitPosition
from asah.stages.people.queries.activation import ENDED_STATUSES
from asah_basics.formats.numbers import number


def orphans(on: date) -> list[int]:
    """People in service without a superior on a date: no head above them and no correction. One query.

    The superior is the head of the nearest unit on the way up, definitive or acting, who is not the person himself.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ORPHANS_SQL, {"on": on, "ended": list(ENDED_STATUSES)})
        return [row[0] for row in cursor.fetchall()]


_ORPHANS_SQL = """
with pos as (select unit_id, path from people_unitposition where valid @> %(on)s::date),
heads as (
  select pos.path, p.person_id from people_posting p join pos on pos.unit_id = p.unit_id
   where p.is_head and p.valid @> %(on)s::date
  union
  select pos.path, a.person_id from people_actingpost a join pos on pos.unit_id = a.unit_id
   where a.is_head and a.valid @> %(on)s::date
)
select p.person_id from people_posting p join pos on pos.unit_id = p.unit_id
 where p.valid @> %(on)s::date and not (p.legal_status = any(%(ended)s))
   and not exists (
     select 1 from people_superiorcorrection c where c.person_id = p.person_id and c.valid @> %(on)s::date)
   and not exists (select 1 from heads h where pos.path like h.path || '%%' and h.person_id <> p.person_id)
 order by p.person_id
"""


def setup_tasks(on: date) -> list[SetupTask]:
    """Unit, Pegawai, Atasan, Peran dan aktivasi: four of the nine tasks of Siapkan Asah."""
    units = UnitPosition.objects.filter(valid__contains=on).count()
    people = Posting.objects.filter(valid__contains=on).count()
    alone = max(0, len(orphans(on)) - 1) if people else 0
    roles = set(Grant.objects.filter(valid__contains=on).values_list("role", flat=True))
    wanted = {"planner": "perencana", "head_of_agency": "kepala badan", "personnel_officer": "pengelola OPD"}
    missing = [word for role, word in wanted.items() if role not in roles]
    there = _("%(count)s pegawai.") % {"count": number(people)} if people else _("Belum ada pegawai.")
    hint = _("%(count)s pegawai belum punya atasan.") % {"count": number(alone)} if alone else ""
    return [
        _task(4, "Unit", units > 1, f"{number(units)} unit." if units else "Belum ada unit.", "unit_tree"),
        _task(5, "Pegawai", people > 0, there, "people_list"),
        _task(6, "Atasan", people > 0 and alone == 0, hint, "superiors"),
        _task(9, "Peran dan aktivasi", not missing, f"Belum ada: {', '.join(missing)}." if missing else "", "grants"),
    ]


def _task(order: int, title: str, is_done: bool, hint: str, route: str) -> SetupTask:
    return SetupTask(order, title, "selesai" if is_done else "belum", hint, route)
