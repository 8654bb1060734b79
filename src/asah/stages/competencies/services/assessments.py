"""Levels seen by somebody on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.access.scope import require_agency
from asah.foundation.audit.door import announce, note, use_case
from asah.stages.competencies.events import AssessmentsChanged
from asah.stages.competencies.models import HIGHEST, Competency, Source

_UPSERT = """
INSERT INTO competencies_assessment
    (agency_id, person_id, competency_id, level, source, assessed_on, assessor_id, note, batch, recorded_at)
SELECT DISTINCT ON (person, competency, source, assessed_on)
    %(agency)s, person, competency, level, source, assessed_on, NULL, note, NULL, %(now)s
FROM assessment_load ORDER BY person, competency, source, assessed_on, line DESC
ON CONFLICT (agency_id, person_id, competency_id, source, assessed_on)
    DO UPDATE SET level = excluded.level, note = excluded.note, recorded_at = excluded.recorded_at
    WHERE (competencies_assessment.level, competencies_assessment.note) IS DISTINCT FROM (excluded.level, excluded.note)
"""


class BadAssessment(ValueError):
    """A row that names what does not exist, or a level off the scale."""


@dataclass(frozen=True)
class Seen:
    """One level: of whom (id in people), in what (code of the competency), how high (0-5), by which source, when."""

    person: int
    competency: str
    level: Decimal
    source: str
    assessed_on: date
    note: str = ""


@use_case(Permission.ASSESSMENT_IMPORT, says=gettext_lazy("{actor} mencatat penilaian kompetensi sekaligus"))
def record_assessments(*, actor: Actor, now: datetime, rows: Iterable[Seen]) -> int:
    """Record many levels in one go; the same person, competency, source and day again replaces the level.

    The gaps are computed anew by the job that listens to AssessmentsChanged. Returns how many rows came or changed.
    Raises BadAssessment for the first row with an unknown competency or source, a level off the scale or a day to come.
    """
    codes = dict(Competency.objects.values_list("code", "pk"))
    today = actor.today(now)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS assessment_load")
        cursor.execute(
            "CREATE TEMP TABLE assessment_load (line integer, person bigint, competency bigint, level numeric(3,2),"
            " source varchar(14), assessed_on date, note varchar(400)) ON COMMIT DROP"
        )
        with cursor.copy("COPY assessment_load FROM STDIN") as copy:
            for line, row in enumerate(rows, 1):
                _check(line, row, codes, today)
                copy.write_row(
                    (line, row.person, codes[row.competency], row.level, row.source, row.assessed_on, row.note)
                )
        cursor.execute(_UPSERT, {"agency": require_agency(), "now": now})
        changed = int(cursor.rowcount)
    note(changed=changed)
    if changed:
        announce(AssessmentsChanged())
    return changed


def _check(line: int, row: Seen, codes: dict[str, int], today: date) -> None:
    if row.competency not in codes:
        raise BadAssessment(
            _("Baris %(line)s: kompetensi %(code)s tidak ada.") % {"line": line, "code": row.competency}
        )
    if row.source not in Source.values or not 0 <= row.level <= HIGHEST or row.assessed_on > today:
        raise BadAssessment(_("Baris %(line)s: periksa sumber, level 0–5, dan tanggalnya.") % {"line": line})
