"""Budget lines from a spreadsheet: one fund a row, with its ceiling and its quarters."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce
from asah.foundation.imports import cleaners
from asah.foundation.imports.findings import Finding, Problem, Suggestion
from asah.foundation.imports.formats import Field, ImportFormat, Key, Live, Row
from asah.foundation.imports.marks import live_mark
from asah.foundation.imports.work import Work
from asah.stages.budget.events import FundsChanged
from asah.stages.budget.models import Ceiling, Fund
from asah.stages.budget.queries.ledger import balances_of
from asah.stages.people import queries as people
from asah_basics.formats import rupiah

SOURCES = {
    "APBD": Fund.Source.APBD.value, "APBD BKPSDM": Fund.Source.APBD.value,
    "APBD perangkat daerah": Fund.Source.OPD.value, "OPD": Fund.Source.OPD.value,
    "Provinsi": Fund.Source.PROVINCE.value, "Kementerian atau lembaga": Fund.Source.CENTRAL.value,
    "Pusat": Fund.Source.CENTRAL.value, "Mitra": Fund.Source.PARTNER.value,
}  # fmt: skip
QUARTERS = ("q1", "q2", "q3", "q4")


@dataclass
class Scene:
    """What a check looks up: OPD by name, funds with what is committed of them."""

    opds: dict[str, int]
    funds: list[Fund]
    committed: dict[int, int]


def _opd(text: str, scene: Scene) -> int:
    key = " ".join(text.lower().split())
    if key not in scene.opds:
        near = [name for name in scene.opds if key[:5] and key[:5] in name][:3]
        raise Problem(f"Perangkat daerah “{text}” tidak ada.", *(Suggestion(name.title()) for name in near))
    return scene.opds[key]


def _money(name: str, label: str | Promise, *, required: bool = False, synonyms: tuple[str, ...] = ()) -> Field:
    return Field(
        name, label, clean=cleaners.rupiah, required=required, synonyms=synonyms, blank_keeps=not required,
        show=lambda value: "" if value is None else rupiah(value),
    )  # fmt: skip


class BudgetFormat(ImportFormat):
    """One row: a fund of a year. A ceiling below what is committed is a fault of its row, not of the file."""

    code: ClassVar[str] = "budget"
    title: ClassVar[str | Promise] = _("Baris anggaran")
    noun: ClassVar[str | Promise] = _("sumber dana")
    permission = Permission.BUDGET_EDIT
    home: ClassVar[str] = "budget_overview"
    key_fields: ClassVar[tuple[str, ...]] = ("year", "code", "opd")
    compared: ClassVar[tuple[str, ...] | None] = ("name", "source", "amount_rupiah", *QUARTERS, "legal_basis")
    fields: ClassVar[tuple[Field, ...]] = (
        Field("year", _("Tahun"), clean=cleaners.whole(2000, 2100), required=True, synonyms=("tahun anggaran",)),
        Field("code", _("Kode subkegiatan"), clean=cleaners.text_up_to(40), required=True, as_text=True,
              synonyms=("kode", "subkegiatan", "kode rekening kegiatan"), example="5.04.02.2.01.0003"),
        Field("name", _("Nama"), clean=cleaners.text_up_to(200), required=True,
              synonyms=("uraian", "nama subkegiatan", "sumber dana")),
        Field("source", _("Sumber"), clean=cleaners.one_of(SOURCES), required=True, synonyms=("asal dana",),
              example="APBD"),
        Field("opd", _("Perangkat daerah"), _("Kosong: untuk semua pegawai"), clean_in=_opd,
              synonyms=("opd", "skpd", "milik")),
        _money("amount_rupiah", _("Pagu"), required=True, synonyms=("jumlah", "anggaran", "nilai")),
        _money("q1", _("TW I"), synonyms=("triwulan i", "triwulan 1")),
        _money("q2", _("TW II"), synonyms=("triwulan ii", "triwulan 2")),
        _money("q3", _("TW III"), synonyms=("triwulan iii", "triwulan 3")),
        _money("q4", _("TW IV"), synonyms=("triwulan iv", "triwulan 4")),
        Field("legal_basis", _("Dasar hukum"), clean=cleaners.text_up_to(200), synonyms=("dasar",), blank_keeps=True),
    )  # fmt: skip

    def begin(self, actor: Actor, now: datetime, today: date) -> Scene:
        """OPD and funds, in a few queries."""
        units = people.units_on(today)
        opds = {" ".join(name.lower().split()): unit.unit for unit in units if unit.opd == unit.unit
                for name in (unit.name, unit.short_name) if name}  # fmt: skip
        funds = list(Fund.objects.order_by("pk"))
        return Scene(opds, funds, {key: row.committed for key, row in balances_of(funds).items()})

    def judge(self, row: Row, scene: Scene) -> Iterable[Finding]:
        """A ceiling of zero, quarters that do not reach it, a ceiling below what is committed."""
        if row["amount_rupiah"] == 0:
            yield Finding("amount_rupiah", "Pagu Rp0 tidak membiayai satu kursi pun. Tulis pagunya, atau lewati baris.")
        quarters: list[int] = [row[name] for name in QUARTERS if row.get(name) is not None]
        if len(quarters) == len(QUARTERS) and sum(quarters) < row["amount_rupiah"]:
            yield Finding("amount_rupiah", "Jumlah keempat triwulan kurang dari pagu. Samakan keduanya.")
        known = next((fund for fund in scene.funds if self._is(fund, row)), None)
        if known is not None and row["amount_rupiah"] != known.amount_rupiah and scene.committed[known.pk]:
            held = rupiah(scene.committed[known.pk])
            yield Finding(
                "amount_rupiah", f"{held} dari dana ini sudah terikat; pagunya berubah lewat Revisi pagu di Anggaran."
            )

    @staticmethod
    def _is(fund: Fund, row: Row) -> bool:
        return (fund.year, fund.code, fund.opd_id) == (row["year"], row["code"], row.get("opd"))

    def live(self, scene: Scene) -> Mapping[Key, Live]:
        """Every fund with its quarters, in one query more."""
        quarters: dict[int, dict[str, int]] = {}
        for one in Ceiling.objects.filter(unit=None).exclude(quarter=None):
            quarters.setdefault(one.fund_id, {})[f"q{one.quarter}"] = one.amount_rupiah
        return {
            (fund.year, fund.code, fund.opd_id): Live(
                {
                    "name": fund.name, "source": fund.source, "amount_rupiah": fund.amount_rupiah,
                    "legal_basis": fund.legal_basis or None, **dict.fromkeys(QUARTERS), **quarters.get(fund.pk, {}),
                },
                label=f"{fund.year} {fund.name}", ref=fund.pk,
            )
            for fund in scene.funds
        }  # fmt: skip

    def mark(self, scene: Scene) -> str:
        """Changes when any fund changes."""
        return live_mark(Fund)

    def apply(self, work: Work) -> Mapping[str, int]:
        """Insert new funds, replace changed ones, and put their quarters in place."""
        new, changed = list(work.rows("new")), list(work.rows("changed"))
        columns = (
            "uid", "year", "code", "name", "source", "opd_id", "amount_rupiah", "pays_kinds", "pays_forms",
            "pays_employments", "pays_accounts", "is_hard", "legal_basis", "version", "edited_at",
        )  # fmt: skip
        fresh = [
            (str(uuid.uuid4()), row.values["year"], row.values["code"], row.values["name"], row.values["source"],
             row.values.get("opd"), row.values["amount_rupiah"], "[]", "[]", "[]", "[]", True,
             row.values.get("legal_basis") or "", 1, work.now)
            for row in new
        ]  # fmt: skip
        made = work.journal.insert(Fund, columns, fresh)
        known = {
            key: (version, basis) for key, version, basis in Fund.objects.values_list("pk", "version", "legal_basis")
        }
        rows = [
            (row.ref, row.values["name"], row.values["source"], row.values["amount_rupiah"],
             row.values.get("legal_basis") or known[row.ref][1], known[row.ref][0] + 1, work.now)
            for row in changed
        ]  # fmt: skip
        altered = ("id", "name", "source", "amount_rupiah", "legal_basis", "version", "edited_at")
        replaced = work.journal.update(Fund, altered, rows)
        self._quarters(work, [*new, *changed])
        for year in sorted({row.values["year"] for row in (*new, *changed)}):
            announce(FundsChanged(year))
        return {"new": made, "changed": replaced}

    @staticmethod
    def _quarters(work: Work, rows: list[Any]) -> None:
        keys = {(fund.year, fund.code, fund.opd_id): fund.pk for fund in Fund.objects.all()}
        wanted: dict[tuple[int, int], int] = {}
        for row in rows:
            fund = keys[row.values["year"], row.values["code"], row.values.get("opd")]
            for at, name in enumerate(QUARTERS, 1):
                if row.values.get(name) is not None:
                    wanted[fund, at] = row.values[name]
        there = {
            (fund, quarter): key
            for key, fund, quarter in Ceiling.objects.filter(unit=None).values_list("pk", "fund_id", "quarter")
        }
        fresh = [(fund, at, amount) for (fund, at), amount in wanted.items() if (fund, at) not in there]
        known = [(there[pair], amount) for pair, amount in wanted.items() if pair in there]
        if fresh:
            work.journal.insert(Ceiling, ("fund_id", "quarter", "amount_rupiah"), fresh)
        if known:
            work.journal.update(Ceiling, ("id", "amount_rupiah"), known)
