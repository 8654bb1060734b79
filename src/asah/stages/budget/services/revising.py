"""The formal revision of a fund within its year: superseding, with reason and document."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, note, use_case
from asah.stages.budget.events import FundRevised, FundsChanged
from asah.stages.budget.models import Ceiling, Fund, FundRevision
from asah.stages.budget.services.funds import (
    ChangedMeanwhile,
    FundInput,
    FundRefused,
    refuse_below_committed,
    set_ceilings,
    subject_of_fund,
)


@dataclass(frozen=True)
class Revision:
    """A revision as typed: the new amount and ceilings, kind of revision, reason, number and date of its document."""

    amount_rupiah: int
    quarters: dict[int, int]
    units: dict[int, int]
    stage: str
    reason: str
    document_number: str
    decided_on: date


@use_case(Permission.BUDGET_EDIT, on=subject_of_fund, says=_("{actor} merevisi pagu {label}"))
def revise_fund(*, actor: Actor, now: datetime, fund: uuid.UUID, version: int, revision: Revision) -> FundRevision:
    """Supersede the amounts of a fund that was opened at `version`. Zero is allowed once nothing is committed.

    Raises ChangedMeanwhile, FundRefused.
    """
    row = Fund.objects.get(uid=fund)
    if row.version != version:
        raise ChangedMeanwhile(row.version, {"amount_rupiah": row.amount_rupiah})
    if not revision.reason.strip() or not revision.document_number.strip():
        raise FundRefused("Revisi membutuhkan alasan dan nomor dokumen (DPPA atau pergeseran).")
    if revision.decided_on > actor.today(now):
        raise FundRefused("Tanggal dokumen belum terjadi. Tulis tanggal pada dokumennya.")
    if revision.amount_rupiah < 0:
        raise FundRefused("Pagu tidak boleh kurang dari Rp0.")
    if len(revision.quarters) == 4 and sum(revision.quarters.values()) < revision.amount_rupiah:
        raise FundRefused("Jumlah keempat triwulan kurang dari pagu. Samakan keduanya.")
    typed = FundInput(row.code, row.name, revision.amount_rupiah)
    typed = replace(typed, quarters=revision.quarters, units=revision.units)
    refuse_below_committed(row, typed)
    before = _state(row)
    row.amount_rupiah, row.version = revision.amount_rupiah, row.version + 1
    row.edited_by, row.edited_at = actor.account, now
    row.save()
    set_ceilings(row, typed)
    made = FundRevision.objects.create(
        agency_id=actor.agency, fund=row, number=FundRevision.objects.filter(fund=row).count() + 1,
        stage=revision.stage, before=before, after=_state(row), reason=revision.reason.strip(),
        document_number=revision.document_number.strip(), decided_on=revision.decided_on, revised_by=actor.account,
        revised_name=actor.name, revised_at=now,
    )  # fmt: skip
    note(before=before, after=made.after, reason=made.reason, document=made.document_number)
    announce(FundRevised(row.pk, row.year))
    announce(FundsChanged(row.year))
    return made


def _state(row: Fund) -> dict[str, Any]:
    ceilings = Ceiling.objects.filter(fund=row).order_by("quarter", "unit")
    return {
        "amount_rupiah": row.amount_rupiah,
        "ceilings": [[one.unit_id, one.quarter, one.amount_rupiah] for one in ceilings],
    }
