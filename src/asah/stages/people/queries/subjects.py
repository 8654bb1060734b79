"""How the door finds people and units: loaded and locked inside the deed's transaction."""

from datetime import datetime

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.stages.people.models import Person, Posting, Unit, UnitPosition
from asah.stages.people.queries.superiors import superior_of


def subject_of_person(*, actor: Actor, now: datetime, person: int) -> Subject:
    """Somebody, locked, with the path of his unit of the day (his last one when he has left) and his superior."""
    row = Person.objects.select_for_update().filter(pk=person, erased_at=None).first()
    if row is None:
        raise NotThere(f"person {person}")
    on = actor.today(now)
    posting = Posting.objects.filter(person=person, valid__startswith__lte=on).order_by("-valid").first()
    path = None
    if posting is not None:
        place = UnitPosition.objects.filter(unit=posting.unit_id).order_by("-valid").first()
        path = place.path if place is not None else None
    return Subject(
        unit=path,
        person=person,
        superior=superior_of(person, on),
        label=row.name,
        kind="person",
        key=str(row.uid),
        row=row,
    )


def subject_of_unit(*, actor: Actor, now: datetime, unit: int) -> Subject:
    """A unit, locked, with its path of the day."""
    row = Unit.objects.select_for_update().filter(pk=unit).first()
    place = UnitPosition.objects.filter(unit=unit, valid__contains=actor.today(now)).first()
    if row is None or place is None:
        raise NotThere(f"unit {unit}")
    return Subject(unit=place.path, label=place.name, kind="unit", key=str(row.uid), row=row)
