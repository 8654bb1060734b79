"""People: who was where on a day, one person, and lists within an actor's reach."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from asah.foundation.access.actor import Actor, Extent, NotThere, Subject
from asah.foundation.access.scope import whole_sets
from asah.foundation.text.names import name_key
from asah.foundation.text.nip import only_digits
from asah.stages.agency import queries as agency
from asah.stages.people.models import Person, PersonNumber, Posting, UnitPosition
from asah.stages.people.queries.superiors import superior_of, team_of
from asah.stages.people.queries.units import reading, tree
from asah.stages.people.rules import EMPLOYMENTS, Trainable, rank_text, trainable
from asah_basics.formats.people import person_name


@dataclass(frozen=True)
class PersonRow:
    """Somebody as he stands on a day, for lists and for later stages.

    path: path of his unit; job_kind, echelon, functional_level: SIASN's codes; rank_id: see rules.rank_text;
    retires_on: first day of retirement; contract_until: last day of a PPPK's contract.
    """

    id: int
    uid: str
    nip: str
    name: str
    title_front: str
    title_back: str
    sex: str
    birth_on: date
    unit: int
    unit_name: str
    opd: int | None
    path: str
    district: str
    is_remote: bool
    employment: str
    legal_status: str
    job_kind: str
    job_code: str
    job_title: str
    job_family: str
    echelon: str
    functional_level: str
    is_head: bool
    rank_id: str
    education_id: str
    job_from: date | None
    contract_from: date | None
    contract_until: date | None
    retires_on: date | None

    @property
    def full_name(self) -> str:
        """With titles, for letters."""
        return person_name(self.name, front=self.title_front, back=self.title_back)

    @property
    def employment_label(self) -> str:
        """PNS, CPNS, PPPK, PPPK Paruh Waktu."""
        return EMPLOYMENTS.get(self.employment, self.employment)

    @property
    def rank(self) -> str:
        """As people write it: III/c, IX."""
        return rank_text(self.rank_id)


_COLUMNS = (
    "person_id", "person__uid", "person__name", "person__title_front", "person__title_back", "person__sex",
    "person__birth_on", "unit_id", "employment", "legal_status", "job_kind", "job_code", "job_title", "job_family",
    "echelon", "functional_level", "is_head", "rank_id", "education_id", "job_from", "contract_from", "contract_until",
    "retires_on",
)  # fmt: skip
# Beyond this many people all numbers are read at once instead of by id.
_MANY = 2000
# Pages of the unfiltered list that are found by walking along the names; later ones by sorting everybody.
_WALKED = 40


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to. words: part of a name, or a NIP with or without spaces; empty: not narrowed."""

    words: str = ""
    unit_path: str = ""
    employment: str = ""
    job_kind: str = ""
    legal_status: str = ""


def people_on(on: date) -> "QuerySet[Posting, Any]":
    """Postings of a day; for queries of this stage."""
    # Not by a join: under row security the planner knows nothing of `valid`, expects a few rows and looks each up.
    erased = Person.objects.filter(erased_at__isnull=False)
    return Posting.objects.filter(valid__contains=on).exclude(person_id__in=erased.values("pk"))


def people_where(on: date, ids: Collection[int] | None = None) -> list[PersonRow]:
    """Everybody employed on a day (or those of some ids), by id; for engines and jobs, which act for the agency."""
    rows = people_on(on)
    if ids is not None:
        rows = rows.filter(person_id__in=list(ids))
    return rows_of(rows.order_by("person_id"), on)


def where_was(person: int, on: date) -> PersonRow | None:
    """Where somebody was on a day: one answer, or None when he was not employed then."""
    return next(iter(people_where(on, [person])), None)


def person_by_uid(actor: Actor, uid: str, on: date) -> PersonRow:
    """Somebody within reach, by the id that stands in addresses. Raises NotThere."""
    found = rows_of(people_on(on).filter(person__uid=uid), on)
    if not found or not _within(reading(actor), found[0], on):
        raise NotThere(f"person {uid}")
    return found[0]


def as_subject(row: PersonRow, superior: int | None) -> Subject:
    """Somebody as access sees him, for pages that ask whether a deed would be allowed."""
    return Subject(unit=row.path, person=row.id, superior=superior, label=row.name, kind="person", key=row.uid)


def people_seen(actor: Actor, on: date, wanted: Filter | None = None) -> "QuerySet[Posting, Any]":
    """The list of people within an actor's reach, narrowed, by name; slice it and pass it to `rows_of`."""
    rows = people_on(on).filter(_reach(reading(actor), on))
    wanted = wanted or Filter()
    digits = only_digits(wanted.words)
    if digits.isdigit() and len(digits) >= 5:
        # A range, not LIKE: under row security only leakproof comparisons may use the index.
        span = {"nip__gte": digits[:18].ljust(18, "0"), "nip__lte": digits[:18].ljust(18, "9")}
        rows = rows.filter(person_id__in=PersonNumber.objects.filter(valid__contains=on, **span).values("person_id"))
    elif wanted.words.strip():
        for word in name_key(wanted.words).split():
            rows = rows.filter(person__name_key__contains=word)
    if wanted.unit_path:
        rows = rows.filter(_below(wanted.unit_path, on))
    for name in ("employment", "job_kind", "legal_status"):
        if getattr(wanted, name):
            rows = rows.filter(**{name: getattr(wanted, name)})
    return rows.order_by("person__name_key", "person_id")


def page_of_people(
    actor: Actor, on: date, wanted: Filter, number: int, size: int, everybody: int
) -> tuple[int, int, list[PersonRow]]:
    """One page of the list: how many people there are, the number of the page (the last one at most), and its rows.

    everybody: how many the actor sees when nothing narrows the list; they are not counted twice.
    """
    if wanted == Filter() and reading(actor).everything and number <= _WALKED:
        number = min(number, max(1, -(-everybody // size)))
        return everybody, number, _walk(on, (number - 1) * size, number * size)
    rows = people_seen(actor, on, wanted)
    with whole_sets():
        total = everybody if wanted == Filter() else rows.order_by().count()
        number = min(number, max(1, -(-total // size)))
        return total, number, rows_of(rows[(number - 1) * size : number * size], on)


def _walk(on: date, first: int, last: int) -> list[PersonRow]:
    """People from one place of the alphabet to another, along the index of names: nobody beyond them is looked at."""
    post = Posting.objects.filter(person=OuterRef("pk"), valid__contains=on)
    names = Person.objects.filter(erased_at=None).annotate(post=Subquery(post.values("pk")[:1]))
    posts = names.filter(post__isnull=False).order_by("name_key", "pk")[first:last].values_list("post", flat=True)
    return rows_of(Posting.objects.filter(pk__in=list(posts)).order_by("person__name_key", "person_id"), on)


def rows_of(rows: "QuerySet[Posting, Any]", on: date) -> list[PersonRow]:
    """Frozen rows of a (sliced) list, in three queries whatever its length."""
    found = list(rows.values_list(*_COLUMNS))
    units = tree(on).units
    ids = [row[0] for row in found]
    numbers = PersonNumber.objects.filter(valid__contains=on)
    if len(ids) <= _MANY:
        numbers = numbers.filter(person_id__in=ids)
    nips = dict(numbers.values_list("person_id", "nip"))
    answer = []
    for row in found:
        unit = units.get(row[7])
        place = (unit.name, unit.opd, unit.path, unit.district, unit.is_remote) if unit else ("", None, "", "", False)
        values: tuple[Any, ...] = (row[0], str(row[1]), nips.get(row[0], ""), *row[2:8], *place, *row[8:])
        answer.append(PersonRow(*values))
    return answer


def sort_key(reference: str) -> Subquery:
    """The sort key of the name of the person whose id stands in a column, for lists of later stages."""
    return Subquery(Person.objects.filter(pk=OuterRef(reference)).values("name_key")[:1])


def headcounts(on: date) -> dict[int, int]:
    """Unit -> number of people posted directly in it."""
    counted = Posting.objects.filter(valid__contains=on).values("unit_id").annotate(people=Count("id"))
    return {row["unit_id"]: row["people"] for row in counted}


def headcounts_below(on: date) -> dict[int, int]:
    """Unit -> number of people posted in it or anywhere below it, summed along the paths in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW_SQL, {"on": on})
        return dict(cursor.fetchall())


_BELOW_SQL = """
with alone as materialized (
  select unit_id, count(*) as people from people_posting where valid @> %(on)s::date group by unit_id)
select above.id::bigint, sum(alone.people)::bigint
  from alone join people_unitposition pos on pos.unit_id = alone.unit_id and pos.valid @> %(on)s::date,
       unnest(string_to_array(trim(both '/' from pos.path), '/')) as above(id)
 group by above.id
"""


def headcount(actor: Actor, on: date) -> int:
    """How many people the actor sees."""
    return people_on(on).filter(_reach(reading(actor), on)).count()


def by_nip(nips: Iterable[str], on: date) -> dict[str, int]:
    """NIP -> person, for imports of later stages; old numbers count too unless somebody else holds them on the day."""
    wanted = list(nips)
    rows = PersonNumber.objects.filter(nip__in=wanted).order_by("valid").values_list("nip", "person_id")
    found = dict(rows)
    found.update(PersonNumber.objects.filter(nip__in=wanted, valid__contains=on).values_list("nip", "person_id"))
    return found


def all_numbers(on: date) -> dict[str, int]:
    """Every NIP ever known -> person, the present holder first."""
    found = dict(PersonNumber.objects.order_by("valid").values_list("nip", "person_id"))
    found.update(PersonNumber.objects.filter(valid__contains=on).values_list("nip", "person_id"))
    return found


def trainability(rows: Iterable[PersonRow], on: date, ends_on: date) -> dict[int, Trainable]:
    """Person -> whether he may be sent to something that ends on a day, with the reason when not. One query."""
    statuses = agency.rules("kedudukan_hukum", on)
    allowed = {key for key, row in statuses.items() if row.values.get("trainable")}
    return {
        row.id: trainable(
            legal_status=row.legal_status,
            status_name=str(statuses[row.legal_status].values["name"])
            if row.legal_status in statuses
            else "tidak dikenal",
            trainable_statuses=allowed,
            retires_on=row.retires_on,
            contract_until=row.contract_until,
            ends_on=ends_on,
        )
        for row in rows
    }


def contact_of(person: int) -> tuple[str, str, int]:
    """E-mail, phone and the version a form sends back."""
    row = Person.objects.get(pk=person)
    return row.email, row.phone, row.version


def _below(root: str, on: date) -> Q:
    """People posted in a subtree of units."""
    inside = UnitPosition.objects.filter(valid__contains=on, path__startswith=root)
    return Q(unit_id__in=inside.values("unit_id"))


def _reach(reach: Extent, on: date) -> Q:
    """An extent as a filter over `people_on`."""
    if reach.everything:
        return Q()
    within = Q(pk__in=[])
    for root in reach.unit_paths:
        within |= _below(root, on)
    if reach.person is not None:
        within |= Q(person_id=reach.person)
    if reach.team_of is not None:
        within |= Q(person_id__in=team_of(reach.team_of, on))
    return within


def _within(reach: Extent, row: PersonRow, on: date) -> bool:
    if reach.everything or any(row.path.startswith(root) for root in reach.unit_paths) or reach.person == row.id:
        return True
    return reach.team_of is not None and superior_of(row.id, on) == reach.team_of
