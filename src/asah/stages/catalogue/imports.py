"""The catalogue from a spreadsheet: one programme a row. Rows become drafts; publishing them is a deed of its own."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.imports import cleaners
from asah.foundation.imports.findings import Finding, Problem, Suggestion
from asah.foundation.imports.formats import Field, ImportFormat, Key, Live, Row
from asah.foundation.imports.marks import live_mark
from asah.foundation.imports.work import Work
from asah.foundation.text.cells import plain_key
from asah.stages.agency import queries as agency
from asah.stages.catalogue.models import Programme
from asah.stages.catalogue.queries import sheet_rows
from asah.stages.catalogue.rules import SHEET, CurriculumRefused, curriculum_of, tidy_cell, to_plain
from asah.stages.catalogue.services.publishing import Books, books_of, faults_by_books

NAMES = tuple(column.field for column in SHEET)
_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "name": ("nama program", "nama pelatihan"),
    "form_id": ("jenis diklat", "bentuk pengembangan"),
    "quantity": ("jp", "jumlah jp"),
    "class_min": ("peserta minimal",),
    "class_max": ("peserta maksimal", "kuota"),
    "outcomes": ("tujuan", "hasil"),
}


@dataclass
class Scene:
    """What a check looks up: what curricula may name, the names of forms, the rows that stand."""

    books: Books
    forms: dict[str, str]
    live: dict[str, dict[str, str]]
    ids: dict[str, int]


def _code(text: str) -> str:
    return cleaners.text_up_to(20)(text.strip().upper())


def _form(text: str, scene: Scene) -> str:
    known = scene.forms.get(plain_key(text))
    if text.isdigit() and 1 <= int(text) <= 25:
        return str(int(text))
    if known is None:
        raise Problem(f"Bentuk “{text}” bukan salah satu dari 25 bentuk SIASN.", Suggestion("Diklat Teknis"))
    return known


def _cleaner(field: str) -> Any:
    def clean(text: str) -> str:
        try:
            return tidy_cell(field, text)
        except (ValueError, IndexError) as wrong:
            raise Problem(str(wrong)) from None

    return clean


def _fields() -> Iterable[Field]:
    yield Field("code", _("Kode"), _("Kode tetap program"), clean=_code, required=True, synonyms=("kode program",))
    for column in SHEET:
        own: dict[str, Any] = {"clean_in": _form} if column.field == "form_id" else {"clean": _cleaner(column.field)}
        yield Field(
            column.field, column.header, column.meaning, required=column.required, example=column.example,
            synonyms=_SYNONYMS.get(column.field, ()), **own,
        )  # fmt: skip


class CatalogueFormat(ImportFormat):
    """One row: a programme whose next version says what the row says."""

    code: ClassVar[str] = "catalogue"
    title: ClassVar[str | Promise] = _("Katalog program")
    noun: ClassVar[str | Promise] = _("program")
    permission = Permission.CATALOGUE_EDIT
    home: ClassVar[str] = "catalogue_drafts"
    key_fields: ClassVar[tuple[str, ...]] = ("code",)
    compared: ClassVar[tuple[str, ...] | None] = NAMES
    fields: ClassVar[tuple[Field, ...]] = tuple(_fields())

    def begin(self, actor: Actor, now: datetime, today: date) -> Scene:
        """Dictionary, prices, partners, regulations, forms, and the programmes there are."""
        rows = sheet_rows(actor)
        forms = {plain_key(row.values["name"]): key for key, row in agency.rules("jenis_bangkom", today).items()}
        return Scene(
            books_of(today, (code for code, _name in agency.legal_basis_choices())),
            forms,
            {row.code: row.cells for row in rows},
            dict(Programme.objects.values_list("code", "pk")),
        )

    def judge(self, row: Row, scene: Scene) -> Iterable[Finding]:
        """Everything that would keep the row from being published, but prerequisites: they may stand in the file."""
        try:
            content = curriculum_of(_merged(row, scene))
        except CurriculumRefused as refused:
            for sentence in refused.faults:
                yield Finding("name", sentence)
            return
        for sentence in faults_by_books(replace(content, prerequisites=()), scene.books):
            yield Finding("name", sentence)

    def judge_together(self, rows: Sequence[Row], scene: Scene) -> Iterable[tuple[int, Finding]]:
        """A prerequisite is a programme of the catalogue or of the file, and never the programme itself."""
        known = set(scene.ids) | {row["code"] for row in rows}
        for index, row in enumerate(rows):
            for wanted in (row.get("prerequisites") or "").split(";"):
                code = wanted.strip()
                if code and (code not in known or code == row["code"]):
                    yield index, Finding("prerequisites", f"Prasyarat {code} tidak ada di katalog maupun di berkas.")

    def key(self, row: Row, scene: Scene) -> Key | None:
        """The code."""
        return row.get("code")

    def live(self, scene: Scene) -> Mapping[Key, Live]:
        """Every programme in use, as the file that goes out would write it."""
        return {
            code: Live({name: cells[name] or None for name in NAMES}, cells["name"], ref=scene.ids[code])
            for code, cells in scene.live.items()
        }

    def mark(self, scene: Scene) -> str:
        """Changes when any programme changes."""
        return live_mark(Programme)

    def apply(self, work: Work) -> Mapping[str, int]:
        """New programmes with a first draft, and drafts for programmes whose row says something else."""
        cells = {row.code: row.cells for row in sheet_rows(work.actor)}
        standing = {row.pk: row for row in Programme.objects.all()}
        columns = ("code", "name", "draft", "latest", "is_sample", "version", "edited_by", "edited_at")
        new_rows, changed_rows = [], []
        for ready in work.rows("new"):
            draft = to_plain(curriculum_of(_texts(ready.values)))
            new_rows.append(
                (ready.values["code"], draft["name"], json.dumps(draft), 0, False, 1, work.actor.account, work.now)
            )
        for ready in work.rows("changed"):
            row = standing[ready.ref]
            told = cells[row.code] | {name: ready.values.get(name) or "" for name in ready.changes}
            draft = to_plain(curriculum_of(told))
            before = json.dumps({"draft": row.draft})
            changed_rows.append((row.pk, json.dumps(draft), before, row.version + 1, work.actor.account, work.now))
        new = work.journal.insert(Programme, columns, new_rows)
        changed = work.journal.update(
            Programme, ("id", "draft", "draft_before", "version", "edited_by", "edited_at"), changed_rows
        )
        return {"new": new, "changed": changed}


def _texts(row: Row) -> dict[str, str]:
    return {name: str(row.get(name) or "") for name in NAMES}


def _merged(row: Row, scene: Scene) -> dict[str, str]:
    """A row of a file that lacks columns says only what it says; the rest is what stands."""
    known = scene.live.get(row["code"], {})
    return {name: str(row[name]) if row.get(name) is not None else known.get(name, "") for name in NAMES}
