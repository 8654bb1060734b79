"""Brings the national tables of the database in line with the files that ship with Asah. Runs after each migrate."""

import json
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from asah.stages.agency.models import LegalBasis, NationalRule
from asah.stages.agency.rules import LegalSeed, RuleSeed, legal_bases, rule_tables


def load_seeds(**_kwargs: Any) -> int:
    """Load regulations and national rows; returns how many rows changed. Repeating it changes nothing.

    National rows are replaced as a whole when any differs: nothing keys to them (records keep kind, key and date),
    and agencies' own rows live in another table.
    """
    wanted = [row for table in rule_tables().values() for row in table.rows]
    with transaction.atomic():
        return _load_rules(wanted) + _load_bases(list(legal_bases()))


def _load_rules(wanted: list[RuleSeed]) -> int:
    there = [
        RuleSeed(row.kind, row.key, row.values, row.valid.lower, row.valid.upper, row.legal_basis, row.confirmed)
        for row in NationalRule.objects.all()
    ]
    if sorted(map(repr, map(_comparable, there))) == sorted(map(repr, map(_comparable, wanted))):
        return 0
    NationalRule.objects.all().delete()
    NationalRule.objects.bulk_create(
        NationalRule(
            kind=row.kind,
            key=row.key,
            values=row.values,
            valid=DateRange(row.valid_from, row.valid_until),
            legal_basis=row.legal_basis,
            confirmed=row.confirmed,
        )
        for row in wanted
    )
    return len(wanted)


def _comparable(row: RuleSeed) -> tuple[Any, ...]:
    # jsonb keeps no order of fields, so the text of both is sorted.
    return (
        row.kind,
        row.key,
        json.dumps(row.values, sort_keys=True),
        row.valid_from,
        row.valid_until,
        row.legal_basis,
        row.confirmed,
    )


def _load_bases(wanted: list[LegalSeed]) -> int:
    fields = ("code", "title", "number", "year", "in_force_from", "revoked_on", "revoked_by")
    there = set(LegalBasis.objects.values_list(*fields))
    missing = [row for row in wanted if tuple(getattr(row, name) for name in fields) not in there]
    LegalBasis.objects.bulk_create(
        [LegalBasis(**{name: getattr(row, name) for name in fields}) for row in missing],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=list(fields[1:]),
    )
    return len(missing)
