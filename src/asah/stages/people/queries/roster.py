"""The live rows to which a roster is compared."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from asah.stages.people.models import Person, PersonNumber, Posting


@dataclass(frozen=True)
class Known:
    """One employee as the roster's fields name him; ids of the rows that hold it; since: first day of the posting."""

    person: int
    posting: int | None
    number: int | None
    unit: int | None
    since: date | None
    values: dict[str, Any]


_PERSON = ("siasn_id", "name", "title_front", "title_back", "birth_on", "sex", "email", "phone")
_POST = (
    "employment", "legal_status", "job_kind", "job_code", "job_title", "job_from", "echelon", "functional_level",
    "job_family", "rank_id", "education_id", "contract_from", "contract_until", "is_head",
)  # fmt: skip


def employees(on: date) -> list[Known]:
    """Everybody known, employed or not any more, in three queries."""
    posts = {
        row[0]: row[1:]
        for row in Posting.objects.filter(valid__contains=on).values_list("person_id", "id", "unit_id", "valid", *_POST)
    }
    numbers = {
        row[0]: row[1:] for row in PersonNumber.objects.filter(valid__contains=on).values_list("person_id", "id", "nip")
    }
    found = []
    for row in Person.objects.filter(erased_at=None).order_by("id").values_list("id", *_PERSON).iterator(10_000):
        post, number = posts.get(row[0]), numbers.get(row[0])
        values = {name: value if value != "" else None for name, value in zip(_PERSON, row[1:], strict=True)}
        values["nip"] = number[1] if number else None
        if post:
            values |= {name: value if value != "" else None for name, value in zip(_POST, post[3:], strict=True)}
        found.append(
            Known(
                person=row[0],
                posting=post[0] if post else None,
                number=number[0] if number else None,
                unit=post[1] if post else None,
                since=post[2].lower if post else None,
                values=values,
            )
        )
    return found
