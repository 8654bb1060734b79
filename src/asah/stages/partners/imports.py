"""The list of partners from a spreadsheet: one partner a row. Agreements come by their own form, with their file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import uuid4

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce
from asah.foundation.imports import cleaners
from asah.foundation.imports.findings import Finding
from asah.foundation.imports.formats import Field, ImportFormat, Key, Live, Row
from asah.foundation.imports.marks import live_mark
from asah.foundation.imports.work import Work
from asah.foundation.text.cells import plain_key
from asah.stages.partners.events import PartnersImported
from asah.stages.partners.models import Partner
from asah.stages.partners.rules import KINDS

_KINDS = {spelling: code for code, label in KINDS.items() for spelling in (label, code)} | {
    "Universitas": "universitas", "Kampus": "universitas", "LSM": "lsm", "Ormas": "lsm", "Yayasan": "lsm",
    "PT": "perusahaan", "CV": "perusahaan", "Swasta": "perusahaan", "Pemerintah": "instansi", "BPSDM": "lembaga_diklat",
    "Lembaga diklat": "lembaga_diklat",
}  # fmt: skip
_TEXTS = ("name", "accreditation", "city", "contact_name", "email", "phone", "website", "note")
_COMPARED = ("kind", "fields", "accredited_until", *_TEXTS)
_TOLD = (
    "name", "kind", "fields", "accreditation", "accredited_until", "city", "contact_name", "email", "phone", "website",
    "note",
)  # fmt: skip
COLUMNS = ("uid", "code", *_TOLD, "is_sample", "version", "edited_by", "edited_at")


@dataclass
class Scene:
    """The day of the check."""

    today: date


def _code(text: str) -> str:
    return cleaners.text_up_to(20)(text.strip().upper())


def split_fields(text: str) -> list[str]:
    """`Manajemen; Pelayanan publik` as a list; commas and line ends separate too."""
    parts = text.replace("\n", ";").replace(",", ";").split(";")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


class PartnerFormat(ImportFormat):
    """One row: a partner with its kind, fields and contact."""

    code: ClassVar[str] = "partners"
    title: ClassVar[str | Promise] = _("Daftar mitra")
    noun: ClassVar[str | Promise] = _("mitra")
    permission = Permission.PARTNER_IMPORT
    home: ClassVar[str] = "partner_list"
    key_fields: ClassVar[tuple[str, ...]] = ("code",)
    compared: ClassVar[tuple[str, ...] | None] = _COMPARED
    fields: ClassVar[tuple[Field, ...]] = (
        Field("code", _("Kode"), _("Kode pendek mitra, tetap selamanya"), clean=_code, required=True, example="UNIPA"),
        Field(
            "name", _("Nama"), clean=cleaners.text_up_to(160), required=True,
            synonyms=("nama mitra", "nama lembaga", "penyelenggara"),
        ),
        Field(
            "kind", _("Jenis"), clean=cleaners.one_of(_KINDS, shown=tuple(KINDS.values())), required=True,
            synonyms=("jenis mitra", "kategori"), example="Perguruan tinggi",
            show=lambda value: KINDS.get(value, ""),
        ),
        Field(
            "fields", _("Bidang"), _("Dipisah titik koma"), clean=split_fields,
            synonyms=("bidang keahlian", "keahlian"), show=lambda value: "; ".join(value or ()),
        ),
        Field("accreditation", _("Akreditasi"), clean=cleaners.text_up_to(120), synonyms=("status akreditasi",)),
        Field("accredited_until", _("Akreditasi sampai"), clean=cleaners.day, synonyms=("masa akreditasi",)),
        Field("city", _("Kota"), clean=cleaners.text_up_to(80), synonyms=("kabupaten kota", "alamat kota")),
        Field("contact_name", _("Narahubung"), clean=cleaners.text_up_to(120), synonyms=("kontak", "pic")),
        Field("email", _("Email"), clean=cleaners.email, synonyms=("surel", "e mail")),
        Field("phone", _("Telepon"), clean=cleaners.phone, as_text=True, synonyms=("no hp", "nomor hp", "hp")),
        Field("website", _("Situs"), clean=cleaners.text_up_to(160), synonyms=("web", "laman")),
        Field("note", _("Catatan"), clean=cleaners.text_up_to(2000), synonyms=("keterangan",)),
    )  # fmt: skip

    def begin(self, actor: Actor, now: datetime, today: date) -> Scene:
        """Nothing to look up but the day."""
        return Scene(today)

    def judge(self, row: Row, scene: Scene) -> Iterable[Finding]:
        """An accreditation that is over is worth a warning."""
        until = row.get("accredited_until")
        if until and until < scene.today:
            yield Finding("accredited_until", "Akreditasi ini sudah lewat.", is_problem=False, group="akreditasi lewat")

    def judge_together(self, rows: Any, scene: Scene) -> Iterable[tuple[int, Finding]]:
        """The same name under two codes is probably one partner."""
        first: dict[str, str] = {}
        for index, row in enumerate(rows):
            known = first.setdefault(plain_key(row["name"]), row["code"])
            if known != row["code"]:
                words = f"Nama ini juga dipakai kode {known}."
                yield index, Finding("name", words, is_problem=False, group="nama mitra ganda")

    def key(self, row: Row, scene: Scene) -> Key | None:
        """The code."""
        return row.get("code")

    def live(self, scene: Scene) -> Mapping[Key, Live]:
        """Every partner, in one query."""
        return {
            row.code: Live(
                {name: getattr(row, name) or None for name in _TEXTS}
                | {"kind": row.kind, "fields": row.fields or None, "accredited_until": row.accredited_until},
                row.name,
                ref=row.pk,
            )
            for row in Partner.objects.all()
        }

    def mark(self, scene: Scene) -> str:
        """Changes when any partner changes."""
        return live_mark(Partner)

    def apply(self, work: Work) -> Mapping[str, int]:
        """Insert new partners; of known ones replace what the file says otherwise."""
        known = {row.pk: row for row in Partner.objects.all()}
        by = work.actor.account
        new_rows = [
            (uuid4(), ready.values["code"], *_told(ready.values), False, 1, by, work.now) for ready in work.rows("new")
        ]
        changed_rows = []
        for ready in work.rows("changed"):
            row = known[ready.ref]
            merged = {name: getattr(row, name) for name in _COMPARED}
            merged |= {name: ready.values.get(name) for name in ready.changes}
            changed_rows.append((row.pk, *_told(merged), row.version + 1, by, work.now))
        new = work.journal.insert(Partner, COLUMNS, new_rows)
        changed = work.journal.update(Partner, ("id", *_TOLD, "version", "edited_by", "edited_at"), changed_rows)
        if new or changed:
            announce(PartnersImported())
        return {"new": new, "changed": changed}

    def undone(self, *, actor: Actor, now: datetime, batch: int, today: date) -> None:
        """The search follows."""
        announce(PartnersImported())


def _told(values: Mapping[str, Any]) -> list[Any]:
    """The columns _TOLD of a row: empty cells are empty texts, lists are JSON."""
    special = {
        "kind": values["kind"],
        "fields": json.dumps(values.get("fields") or []),
        "accredited_until": values.get("accredited_until"),
    }
    return [special[name] if name in special else values.get(name) or "" for name in _TOLD]
