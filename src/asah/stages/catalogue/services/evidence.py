"""What evaluations found comes back to the programme."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.audit.door import name_subject, use_case
from asah.stages.catalogue.models import Evidence, Programme


@use_case(pipe=True, says=_("Bukti dampak program {label} tercatat"))
def record_evidence(
    *, actor: Actor, now: datetime, code: str, effect: Decimal, low: Decimal, high: Decimal, grade: str, source: str
) -> Evidence:
    """Keep what an evaluation found: the share of the promised lift that arrived, with its interval."""
    programme = Programme.objects.get(code=code)
    name_subject(programme.name)
    return Evidence.objects.create(
        agency_id=actor.agency,
        programme=programme,
        effect=effect,
        low=low,
        high=high,
        grade=grade,
        source=source,
        recorded_at=now,
    )
