"""What posts ask for."""

import json
from datetime import date, datetime
from importlib.resources import files

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.stages.agency import queries as agency
from asah.stages.competencies.events import StandardsChanged
from asah.stages.competencies.models import HIGHEST, Competency, JobStandard, Kind

_TABLES = {
    Kind.MANAGERIAL: "standar_level",
    Kind.SOCIOCULTURAL: "standar_level",
    Kind.GOVERNMENT: "standar_pemerintahan",
}


class BadStandard(ValueError):
    """A standard that cannot be set."""


@use_case(Permission.COMPETENCY_EDIT, says=gettext_lazy("{actor} memakai standar kompetensi awal"))
def adopt_default_standards(*, actor: Actor, now: datetime, from_on: date) -> int:
    """Give every step of the ladder and every job family its starting levels from the dated tables.

    Managerial, sociocultural and government levels stand under jenjang:<step>; technical ones of a family under
    rumpun:<family>/<step>, those for everybody under jenjang:<step>. Standards that stand already stay. Returns how
    many were added.
    """
    kinds = {*_TABLES.values(), "standar_teknis"}
    basis = agency.legal_basis_names(row.legal_basis for kind in kinds for row in agency.rules(kind, from_on).values())
    taken = set(JobStandard.objects.filter(valid__contains=from_on).values_list("job_key", "competency_id"))
    rows = [
        JobStandard(
            agency_id=actor.agency,
            job_key=key,
            competency_id=competency,
            level=rule.values["level"],
            valid=DateRange(from_on, None),
            legal_basis=basis[rule.legal_basis],
            confirmed=rule.confirmed,
        )
        for key, competency, rule in _defaults(from_on)
        if (key, competency) not in taken
    ]
    JobStandard.objects.bulk_create(rows, batch_size=1000)
    note(added=len(rows), from_on=str(from_on), unconfirmed=sum(not row.confirmed for row in rows))
    announce(StandardsChanged())
    return len(rows)


@use_case(Permission.COMPETENCY_EDIT, says=gettext_lazy("{actor} menetapkan standar {label}"))
def set_standard(
    *,
    actor: Actor,
    now: datetime,
    job_key: str,
    competency: int,
    level: int,
    from_on: date,
    legal_basis: str,
    confirmed: bool = True,
) -> JobStandard:
    """Set the level a post, family or step asks for from a day on; the level in force until then ends.

    job_key: as rules.job_keys writes them; level: 1-5. Raises BadStandard.
    """
    entry = Competency.objects.filter(pk=competency, is_active=True).first()
    if entry is None or not 1 <= level <= HIGHEST:
        raise BadStandard(_("Pilih kompetensi yang berlaku dan level 1 sampai 5."))
    if job_key.partition(":")[0] not in ("jabatan", "rumpun", "jenjang"):
        raise BadStandard(_("Kunci jabatan diawali jabatan:, rumpun:, atau jenjang:."))
    before = JobStandard.objects.select_for_update().filter(job_key=job_key, competency=entry, valid__contains=from_on)
    for row in before:
        note(before=row.level)
        if row.valid.lower == from_on:
            row.delete()
        else:
            row.valid = DateRange(row.valid.lower, from_on)
            row.save(update_fields=["valid"])
    later = JobStandard.objects.filter(job_key=job_key, competency=entry, valid__startswith__gt=from_on)
    upper = min((row.valid.lower for row in later), default=None)
    fresh = JobStandard.objects.create(
        agency_id=actor.agency,
        job_key=job_key,
        competency=entry,
        level=level,
        valid=DateRange(from_on, upper),
        legal_basis=legal_basis.strip(),
        confirmed=confirmed,
    )
    name_subject(f"{entry.name}, {job_key}")
    note(level=level, from_on=str(from_on))
    announce(StandardsChanged())
    return fresh


@use_case(Permission.GAP_REFRESH, says=gettext_lazy("Asah mencatat {label}"))
def follow_confirmation(*, actor: Actor, now: datetime) -> int:
    """Starting standards follow the dated tables they came from: what is confirmed there is confirmed here.

    Only levels that still equal the table's are touched. Returns how many standards were confirmed.
    """
    today = actor.today(now)
    agreed = {(key, competency): rule.values["level"] for key, competency, rule in _defaults(today) if rule.confirmed}
    waiting = JobStandard.objects.filter(valid__contains=today, confirmed=False)
    keys = [row.pk for row in waiting if agreed.get((row.job_key, row.competency_id)) == row.level]
    confirmed = JobStandard.objects.filter(pk__in=keys).update(confirmed=True)
    name_subject(_("%(count)d standar kompetensi yang terkonfirmasi") % {"count": confirmed})
    note(confirmed=confirmed)
    return confirmed


def _defaults(on: date) -> list[tuple[str, int, agency.RuleRow]]:
    """(key of a post, competency, rule row) of every starting standard."""
    families = json.loads((files("asah.stages.competencies") / "data" / "families.json").read_text("utf-8"))
    entries = {row.code: row for row in Competency.objects.filter(is_active=True)}
    tables = {kind: agency.rules(kind, on) for kind in _TABLES.values()}
    found = [
        (f"jenjang:{step}", entry.pk, rule)
        for entry in entries.values()
        if entry.kind in _TABLES
        for step, rule in tables[_TABLES[Kind(entry.kind)]].items()
    ]
    technical = agency.rules("standar_teknis", on)
    for family, codes in families.items():
        for step, rule in technical.items():
            key = f"jenjang:{step}" if family == "*" else f"rumpun:{family}/{step}"
            found += [(key, entries[code].pk, rule) for code in codes if code in entries]
    return found
