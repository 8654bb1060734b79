"""One level at a time, seen by the person himself, his superior or an assessor; and looking at people's gaps."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.stages.competencies.events import UnitGapsChanged
from asah.stages.competencies.models import HIGHEST, Assessment, Competency, Source
from asah.stages.competencies.services.assessments import BadAssessment
from asah.stages.competencies.services.refresh import reassess
from asah.stages.people.queries import superior_of
from asah.stages.people.queries.subjects import subject_of_person, subject_of_unit


def seen_subject(actor: Actor, now: datetime, person: int) -> Subject:
    """The locked person whose level is recorded."""
    return subject_of_person(actor=actor, now=now, person=person)


def looked_subject(actor: Actor, now: datetime, unit: int) -> Subject:
    """The unit whose people are looked at."""
    return subject_of_unit(actor=actor, now=now, unit=unit)


@use_case(
    Permission.ASSESSMENT_RECORD, on=seen_subject, says=gettext_lazy("{actor} menilai {label} dalam {competency}")
)
def record_assessment(
    *,
    actor: Actor,
    now: datetime,
    person: int,
    competency: str,
    level: Decimal,
    source: str,
    assessed_on: date,
    remark: str = "",
) -> Assessment:
    """Record one level, and compute the person's gaps and his unit's sums at once.

    A person speaks as "diri" only for himself, a direct superior as "atasan" only for his team; test and assessment
    centre are recorded by assessors and planners. The same source on the same day again replaces the level.
    Raises BadAssessment for a voice that is not the actor's, an unknown competency, or a level off the scale.
    """
    today = actor.today(now)
    entry = Competency.objects.filter(code=competency, is_active=True).first()
    if entry is None or not 0 <= level <= HIGHEST or assessed_on > today:
        raise BadAssessment(_("Periksa kompetensi, level 0–5, dan tanggalnya."))
    if source != _voice(actor, person, source, today):
        raise BadAssessment(_("Anda tidak dapat menilai atas nama sumber itu."))
    row, fresh = Assessment.objects.update_or_create(
        agency_id=actor.agency,
        person_id=person,
        competency=entry,
        source=source,
        assessed_on=assessed_on,
        defaults={"level": level, "note": remark.strip(), "assessor_id": actor.person, "recorded_at": now},
    )
    note(level=str(level), source=source, assessed_on=str(assessed_on), fresh=fresh)
    for unit in reassess([person], today, now):
        announce(UnitGapsChanged(unit))
    return row


@use_case(
    Permission.COMPETENCY_READ,
    on=looked_subject,
    says=gettext_lazy("{actor} membuka orang pada {competency} di {label}"),
)
def look_at_people(*, actor: Actor, now: datetime, unit: int, competency: str) -> None:
    """Remember that somebody opened the names behind a cell of the map."""
    note(unit=unit, competency=competency)


def _voice(actor: Actor, person: int, source: str, on: date) -> str:
    """The source as which the actor may speak about a person: his own voice comes before any office he holds."""
    if actor.person == person:
        return Source.SELF
    if actor.person is not None and superior_of(person, on) == actor.person:
        return Source.SUPERIOR
    return source if source in (Source.TEST, Source.CENTRE) else ""
