"""The pipe of later stages: a finding becomes next year's need."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.audit.door import note, use_case
from asah.stages.competencies import queries as competencies
from asah.stages.needs.models import NeedSignal


class BadSignal(ValueError):
    """A finding about nobody, without reason, or about a competency that does not exist."""


@use_case(says=_("temuan {source} menjadi kebutuhan {competency}"), pipe=True)
def record_signal(
    *,
    actor: Actor,
    now: datetime,
    competency: str,
    points: Decimal,
    source: str,
    reason: str,
    start: date,
    until: date | None = None,
    unit_path: str = "",
    person: int | None = None,
) -> NeedSignal:
    """Record a finding for a subtree of units or for one person; it counts from the next computing of needs.

    points: up to 5 (one point = one level of gap); until: first day on which it no longer counts. Raises BadSignal.
    """
    key = competencies.competency_ids().get(competency)
    if key is None or not reason.strip() or bool(unit_path) == (person is not None) or not 0 < points <= 5:
        raise BadSignal("Temuan membutuhkan kompetensi, alasan, satu unit atau satu pegawai, dan poin sampai 5.")
    note(competency=competency, points=str(points), reason=reason)
    return NeedSignal.objects.create(
        agency_id=actor.agency, competency_id=key, person_id=person, path=unit_path, points=points, source=source,
        reason=reason.strip(), valid=(start, until), recorded_at=now,
    )  # fmt: skip
