"""One person: what he completed, and his hours by the three counters."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum

from asah.stages.agency import queries as agency
from asah.stages.people import queries as people
from asah.stages.records.models import JpEntry, Record
from asah.stages.records.rules import Hours, Period, contract_year, count_hours, overlapping


@dataclass(frozen=True)
class RecordRow:
    """One record as lists show it. clash: title of another record whose days overlap; rule: "bentuk 9, sejak 2018"."""

    uid: str
    title: str
    form: str
    group: str
    year: int
    started_on: date | None
    ended_on: date | None
    provider: str
    certificate_no: str
    quantity: Decimal
    measure: str
    jp: Decimal
    rule_confirmed: bool
    rule_from: date
    is_withdrawn: bool
    withdrawn_reason: str
    clash: str


@dataclass(frozen=True)
class CounterRow:
    """One counter of a year: what it counts and from which source the definition comes."""

    key: str
    label: str
    jp: Decimal
    floor: int | None
    legal_basis: str
    confirmed: bool


@dataclass(frozen=True)
class OwnHours:
    """The hours of a person in a year. ceiling: JP of the PPPK contract year with its limit and last day, or None."""

    year: int
    counters: tuple[CounterRow, ...]
    ceiling: tuple[Decimal, int, date] | None
    is_obliged: bool

    @property
    def legal(self) -> CounterRow:
        """The counter of the legal duty."""
        return self.counters[0]


def records_of(person: int, on: date) -> list[RecordRow]:
    """Everything somebody completed, latest first, withdrawn records last. The caller has checked his reach."""
    rows = list(Record.objects.filter(person_id=person).order_by("withdrawn_at", "-year", "-ended_on", "-id"))
    forms = agency.rules("jenis_bangkom", on)
    titles = {row.pk: row.title for row in rows}
    kept = [row for row in rows if row.withdrawn_at is None]
    periods = [Period(row.pk, row.started_on, row.ended_on) for row in kept if row.started_on and row.ended_on]
    clashes = {later: titles[earlier] for earlier, later in overlapping(periods)}
    return [
        RecordRow(
            str(row.uid),
            row.title,
            forms[str(row.form_id)].values["name"],
            forms[str(row.form_id)].values["group"],
            row.year,
            row.started_on,
            row.ended_on,
            row.provider,
            row.certificate_no,
            row.quantity,
            str(row.get_measure_display()),
            row.jp,
            row.rule_confirmed,
            row.rule_from,
            row.withdrawn_at is not None,
            row.withdrawn_reason,
            clashes.get(row.pk, ""),
        )
        for row in rows
    ]


def hours_of(person: int, year: int, on: date) -> OwnHours:
    """The three counters of a year from the ledger, and for a PPPK the contract year that runs on `on`."""
    entries = [
        Hours(*row)
        for row in JpEntry.objects.filter(person_id=person, year=year).values_list("form_id", "jp", "has_certificate")
    ]
    counting, limits = agency.rules("hitungan_jp", on), agency.rules("batas_jp", on)
    names = agency.legal_basis_names(row.legal_basis for row in counting.values())
    place = people.where_was(person, on)
    obliged = place is not None and place.employment in limits["pns_minimal"].values["employments"]
    floors = {
        "legal": limits["pns_minimal"].values["jp"] if obliged else None,
        "ip_teknis": _points_from(on),
        "instansi": limits["instansi_minimal"].values["jp"] if "instansi_minimal" in limits else None,
    }
    counters = tuple(
        CounterRow(
            key,
            row.values["label"],
            count_hours(entries, row.values),
            floors.get(key),
            names[row.legal_basis],
            row.confirmed,
        )
        for key, row in counting.items()
    )
    return OwnHours(year, counters, _ceiling(place, on), obliged)


def years_of(person: int) -> list[tuple[int, Decimal]]:
    """All JP of somebody by year, latest first."""
    rows = JpEntry.objects.filter(person_id=person).values("year").annotate(total=Sum("jp")).order_by("-year")
    return [(row["year"], row["total"]) for row in rows]


def _ceiling(place: people.PersonRow | None, on: date) -> tuple[Decimal, int, date] | None:
    """JP of the running contract year, its ceiling and its last day, for those to whom the ceiling applies."""
    if place is None or place.contract_from is None or place.contract_from > on:
        return None
    limit = agency.rule("batas_jp", "pppk_maksimal", on).values
    if place.employment not in limit["employments"]:
        return None
    first, after = contract_year(place.contract_from, on)
    rows = JpEntry.objects.filter(person_id=place.id, on__gte=first, on__lt=after)
    total = rows.aggregate(total=Sum("jp"))["total"] or Decimal(0)
    return total, int(limit["jp"]), after - timedelta(days=1)


def _points_from(on: date) -> int | None:
    row = agency.rules("ip_asn_parameter", on).get("kompetensi:pelaksana:teknis")
    return int(row.values["jp"]) if row else None
