"""Looking at people's predicates is remembered."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import note, use_case
from asah.stages.people.queries.subjects import subject_of_person


def rated_subject(actor: Actor, now: datetime, person: int) -> Subject:
    """The person whose predicates are opened."""
    return subject_of_person(actor=actor, now=now, person=person)


@use_case(Permission.PERFORMANCE_READ, on=rated_subject, says=gettext_lazy("{actor} membuka predikat kinerja {label}"))
def look_at_ratings(*, actor: Actor, now: datetime, person: int) -> None:
    """Remember that somebody opened another person's predicates."""
    note(person=person)
