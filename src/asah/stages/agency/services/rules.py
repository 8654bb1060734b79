"""The agency's own rows of the dated tables."""

from datetime import date, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.stages.agency.events import RuleChanged, RulesConfirmed
from asah.stages.agency.models import AgencyRule
from asah.stages.agency.queries import RuleRow, rule_history, rules
from asah.stages.agency.rules import misshapen, rule_tables


class BadRule(ValueError):
    """A row that does not fit its table."""


def own_rule_subject(kind: str, key: str, from_on: date) -> Subject:
    """The locked own row that began on a day."""
    row = AgencyRule.objects.select_for_update().filter(kind=kind, key=key, valid__startswith=from_on).first()
    if row is None:
        raise NotThere
    return Subject(label=f"{kind}/{key}", kind="rule", key=f"{kind}/{key}", row=row)


@use_case(Permission.RULES_EDIT, says=gettext_lazy("{actor} menetapkan aturan {label}"))
def set_own_rule(
    *,
    actor: Actor,
    now: datetime,
    kind: str,
    key: str,
    values: dict[str, Any],
    from_on: date,
    legal_basis: str,
    until_on: date | None = None,
    confirmed: bool = True,
) -> RuleRow:
    """Put an own row before the national one from a day on; the own row that was in force ends there.

    legal_basis: the agency's decision in words, required. until_on: first day on which the national row returns.
    Raises BadRule for an unknown table, fields that differ from the table's rows, or a missing source.
    """
    _check(kind, key, values, legal_basis)
    for row in AgencyRule.objects.select_for_update().filter(kind=kind, key=key, valid__contains=from_on):
        if row.valid.lower == from_on:
            note(replaced=row.values)
            row.delete()
        else:
            row.valid = DateRange(row.valid.lower, from_on)
            row.save(update_fields=["valid"])
    later = AgencyRule.objects.filter(kind=kind, key=key, valid__startswith__gt=from_on).order_by("valid").first()
    if later is not None and (until_on is None or until_on > later.valid.lower):
        until_on = later.valid.lower
    fresh = AgencyRule.objects.create(
        agency_id=actor.agency,
        kind=kind,
        key=key,
        values=values,
        valid=DateRange(from_on, until_on),
        legal_basis=legal_basis.strip(),
        confirmed=confirmed,
    )
    name_subject(f"{kind}/{key}")
    note(values=values, from_on=str(from_on), until_on=str(until_on) if until_on else None, legal_basis=legal_basis)
    announce(RuleChanged(kind, key))
    return RuleRow(kind, key, values, from_on, until_on, fresh.legal_basis, confirmed, own=True)


@use_case(
    Permission.RULES_EDIT, on=own_rule_subject, says=gettext_lazy("{actor} mengakhiri aturan {label} per {until_on}")
)
def end_own_rule(*, actor: Actor, now: datetime, kind: str, key: str, from_on: date, until_on: date) -> None:
    """Let an own row end; from until_on on the national row is in force again. An end at its start removes it.

    Raises NotThere when no own row began on from_on.
    """
    row = AgencyRule.objects.get(kind=kind, key=key, valid__startswith=from_on)
    note(values=row.values, until_on=str(until_on))
    if until_on <= from_on:
        row.delete()
    else:
        row.valid = DateRange(from_on, until_on)
        row.save(update_fields=["valid"])
    announce(RuleChanged(kind, key))


@use_case(Permission.RULES_EDIT, says=gettext_lazy("{actor} mengonfirmasi {label}"))
def confirm_rules(*, actor: Actor, now: datetime, kind: str = "") -> int:
    """Say that somebody has read the shipped figures in force today: each becomes an own row of the same value.

    kind: one table, empty for all of them. An own row keeps the source of the national one, and stands also when a
    later version of Asah ships another figure. Returns how many were confirmed. Raises BadRule for an unknown table.
    """
    known = rule_tables()
    if kind and kind not in known:
        raise BadRule(_("Tabel aturan “%(kind)s” tidak dikenal.") % {"kind": kind})
    today = actor.today(now)
    rows = [row for name in ([kind] if kind else known) for row in rules(name, today).values() if not row.confirmed]
    for row in AgencyRule.objects.select_for_update().filter(valid__contains=today, confirmed=False):
        if not kind or row.kind == kind:
            row.confirmed = True
            row.save(update_fields=["confirmed"])
    AgencyRule.objects.bulk_create(
        AgencyRule(
            agency_id=actor.agency, kind=row.kind, key=row.key, values=row.values, legal_basis=row.legal_basis,
            valid=DateRange(today, _next_own(row, today)), confirmed=True,
        )
        for row in rows
        if not row.own
    )  # fmt: skip
    name_subject(_("%(count)d angka aturan") % {"count": len(rows)})
    note(kind=kind or "*", confirmed=len(rows))
    announce(RulesConfirmed())
    return len(rows)


def _next_own(row: RuleRow, today: date) -> date | None:
    """First day on which a confirmed row no longer holds: the nation's own end, or a later row of the agency."""
    later = AgencyRule.objects.filter(kind=row.kind, key=row.key, valid__startswith__gt=today)
    ends = [one.valid.lower for one in later] + ([row.valid_until] if row.valid_until else [])
    return min(ends, default=None)


def _check(kind: str, key: str, values: dict[str, Any], legal_basis: str) -> None:
    table = rule_tables().get(kind)
    if table is None:
        raise BadRule(_("Tabel aturan “%(kind)s” tidak dikenal.") % {"kind": kind})
    if not legal_basis.strip():
        raise BadRule(_("Tulis dasar hukumnya, misalnya nomor keputusan wali kota."))
    samples = [row.values for row in rule_history(kind, key)] or [row.values for row in table.rows]
    wrong = min((misshapen(values, sample) for sample in samples), key=len, default=[])
    if wrong:
        raise BadRule(_("Isian ini tidak sesuai dengan tabelnya: %(names)s.") % {"names": ", ".join(wrong)})
