"""Who joined and who left between two days: what log-ins, invitations and the plan need to hear."""

from dataclasses import dataclass
from datetime import date

from asah.stages.people.models import Person, Posting
from asah.stages.people.queries.activation import ENDED_STATUSES
from asah.stages.people.queries.persons import PersonRow, people_where


@dataclass(frozen=True)
class Leaver:
    """Somebody without a posting any more. reason: pensiun, meninggal, pindah, berhenti or empty; day: first out."""

    person: int
    day: date
    reason: str


def joiners(since: date, on: date) -> list[PersonRow]:
    """People employed on a day who were not employed on the day `since`."""
    before = set(Posting.objects.filter(valid__contains=since).values_list("person_id", flat=True))
    return [row for row in people_where(on) if row.id not in before]


def leavers(since: date, on: date) -> list[Leaver]:
    """People employed on the day `since` who are not employed any more on a later day."""
    now_here = Posting.objects.filter(valid__contains=on).values("person_id")
    gone = Posting.objects.filter(valid__contains=since).exclude(person_id__in=now_here).values("person_id")
    last: dict[int, Leaver] = {}
    for row in Posting.objects.filter(person_id__in=gone).order_by("valid"):
        if row.valid.upper is not None:
            last[row.person_id] = Leaver(row.person_id, row.valid.upper, row.end_reason)
    return list(last.values())


def departed(on: date) -> set[int]:
    """Everybody known who is not employed on a day, or whose status ended his service: nobody of them signs in."""
    here = (
        Posting.objects.filter(valid__contains=on)
        .exclude(legal_status__in=ENDED_STATUSES)
        .values_list("person_id", flat=True)
    )
    return set(Person.objects.values_list("id", flat=True)) - set(here.values_list("person_id", flat=True))
