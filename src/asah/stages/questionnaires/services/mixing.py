"""Unnamed answers lose the order in which they came: what one transaction wrote must not stand beside what it named."""

from datetime import date, datetime

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.stages.questionnaires.models import Survey

# The rows are written anew by one statement: same transaction number, random order, other random ids.
_MIX = """
WITH gone AS (
  DELETE FROM questionnaires_unnamedanswer WHERE survey_id = %(survey)s AND "on" <= %(until)s
  RETURNING agency_id, survey_id, question, opd_id, value, "on"
)
INSERT INTO questionnaires_unnamedanswer (id, agency_id, survey_id, question, opd_id, value, "on")
SELECT 1 + floor(random() * 4611686018427387903)::bigint, agency_id, survey_id, question, opd_id, value,
       coalesce(%(day)s::date, "on")
FROM gone ORDER BY random()
"""


def mix(row: Survey, until: date, *, keeps_day: bool) -> int:
    """Write the unnamed answers of a survey up to a day anew in random order; without their day when it has closed."""
    with connection.cursor() as cursor:
        cursor.execute(_MIX, {"survey": row.pk, "until": until, "day": None if keeps_day else row.closes_on})
        mixed = int(cursor.rowcount)
    row.mixed_on = until
    row.save(update_fields=["mixed_on"])
    return mixed


@use_case(Permission.SURVEY_EDIT, says=gettext_lazy("{actor} mengacak urutan jawaban tanpa nama"))
def mix_finished_days(*, actor: Actor, now: datetime, until: date) -> int:
    """Mix what came up to a day that is over, in every open survey that was not mixed since."""
    stale = Q(mixed_on=None) | Q(mixed_on__lt=until)
    rows = Survey.objects.filter(stale, state=Survey.State.OPEN).select_for_update()
    mixed = sum(mix(row, until, keeps_day=True) for row in rows)
    note(mixed=mixed)
    return mixed
