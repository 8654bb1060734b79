"""Deeds of the stage catalogue."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.stages.agency import queries as agency
from asah.stages.catalogue.events import CurriculumPublished
from asah.stages.catalogue.models import CostLine, Evidence, Prerequisite, Programme, ProgrammeGain, ProgrammeVersion
from asah.stages.catalogue.rules import (
    Curriculum,
    CurriculumRefused,
    differences,
    faults_of,
    from_plain,
    lesson_hours,
    starting_catalogue,
    to_plain,
)
from asah.stages.competencies import queries as competencies
from asah_basics.canonical import digest, plain


class ProgrammeExists(Exception):
    """There is a programme with this code already."""


class DraftChanged(Exception):
    """Somebody else saved the draft since it was opened. `conflicts`: the fields that differ, theirs and yours."""

    def __init__(self, version: int, conflicts: Sequence[Any]) -> None:
        super().__init__("Rancangan ini berubah sejak Anda membukanya. Pilih nilai yang dipakai.")
        self.version = version
        self.conflicts = list(conflicts)


def _programme(code: str) -> Subject:
    row = Programme.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise NotThere("Program ini tidak ada.")
    return Subject(label=row.name, kind="programme", key=row.code, row=row)


@use_case(Permission.CATALOGUE_EDIT, says=_("{actor} membuat program {label}"))
def draft_programme(*, actor: Actor, now: datetime, code: str, curriculum: Curriculum) -> Programme:
    """Begin a programme with a first draft. Raises ProgrammeExists."""
    name_subject(curriculum.name)
    try:
        with transaction.atomic():
            return Programme.objects.create(
                agency_id=actor.agency,
                code=code.strip().upper(),
                name=curriculum.name,
                draft=to_plain(curriculum),
                edited_by=actor.account,
                edited_at=now,
            )
    except IntegrityError:
        raise ProgrammeExists(f"Kode program {code} sudah dipakai. Pilih kode lain.") from None


@use_case(Permission.CATALOGUE_EDIT, on=_programme, says=_("{actor} mengubah rancangan program {label}"))
def edit_draft(*, actor: Actor, now: datetime, code: str, version: int, curriculum: Curriculum) -> Programme:
    """Save a draft opened at `version`. Raises DraftChanged with the fields that differ."""
    row = Programme.objects.get(code=code)
    new = to_plain(curriculum)
    if row.version != version:
        raise DraftChanged(row.version, differences(row.draft or {}, new))
    note(changed=[difference.label for difference in differences(row.draft or {}, new)])
    row.draft, row.name = new, curriculum.name if not row.latest else row.name
    row.version, row.edited_by, row.edited_at = row.version + 1, actor.account, now
    row.save()
    return row


@use_case(Permission.CATALOGUE_PUBLISH, on=_programme, says=_("{actor} menerbitkan kurikulum {label}"))
def publish_version(*, actor: Actor, now: datetime, code: str, change_note: str = "") -> ProgrammeVersion:
    """Turn the draft into the next version, which nobody can change afterwards. Raises CurriculumRefused."""
    row = Programme.objects.get(code=code)
    if row.draft is None:
        raise CurriculumRefused(["Belum ada rancangan untuk diterbitkan. Ubah program lebih dulu."])
    version = _publish([(row, from_plain(row.draft))], actor, now, change_note)[0]
    note(number=version.number, digest=version.digest)
    return version


@use_case(Permission.CATALOGUE_EDIT, on=_programme, says=_("{actor} mengarsipkan program {label}"))
def archive_programme(*, actor: Actor, now: datetime, code: str) -> Programme:
    """Take a programme out of planning; its versions and what was planned with them stay."""
    row = Programme.objects.get(code=code)
    row.archived_at = None if row.archived_at else now
    row.version, row.edited_by, row.edited_at = row.version + 1, actor.account, now
    row.save()
    note(archived=row.archived_at is not None)
    return row


@use_case(Permission.CATALOGUE_PUBLISH, says=_("{actor} memuat {label}"))
def adopt_starting_catalogue(*, actor: Actor, now: datetime) -> int:
    """Publish the programmes of the starting catalogue whose codes are still free. Returns how many.

    Raises CurriculumRefused when the dictionary of competencies lacks an entry that a programme lifts.
    """
    name_subject("katalog awal 60 program")
    taken = set(Programme.objects.values_list("code", flat=True))
    fresh = [row for row in starting_catalogue() if row["kode"] not in taken]
    contents = [from_plain(row["kurikulum"]) for row in fresh]
    programmes = Programme.objects.bulk_create(
        Programme(
            agency_id=actor.agency,
            code=row["kode"],
            name=content.name,
            is_sample=True,
            edited_by=actor.account,
            edited_at=now,
        )
        for row, content in zip(fresh, contents, strict=True)
    )
    _publish(list(zip(programmes, contents, strict=True)), actor, now, "Katalog awal")
    note(added=len(fresh))
    return len(fresh)


@use_case(pipe=True, says=_("Bukti dampak program {label} tercatat"))
def record_evidence(
    *, actor: Actor, now: datetime, code: str, effect: Decimal, low: Decimal, high: Decimal, grade: str, source: str
) -> Evidence:
    """Keep what an evaluation found: the share of the promised lift that arrived, with its interval."""
    programme = Programme.objects.get(code=code)
    name_subject(programme.name)
    return Evidence.objects.create(
        agency_id=actor.agency,
        programme=programme,
        effect=effect,
        low=low,
        high=high,
        grade=grade,
        source=source,
        recorded_at=now,
    )


def _publish(
    pairs: Sequence[tuple[Programme, Curriculum]], actor: Actor, now: datetime, change_note: str
) -> list[ProgrammeVersion]:
    """Insert version, gains, prerequisites and cost lines of many programmes with a handful of statements."""
    dictionary = {row.code: row.id for row in competencies.entries()}
    known = {row.code: row for row in Programme.objects.all()}
    conversions = agency.rules("konversi_jp", now.date())
    for _row, content in pairs:
        _refuse_faults(content, dictionary, known)
    versions = ProgrammeVersion.objects.bulk_create(
        [_version(row, content, conversions, actor, now, change_note) for row, content in pairs]
    )
    gains, needs, costs = [], [], []
    for version, (_row, content) in zip(versions, pairs, strict=True):
        common: dict[str, Any] = {"agency_id": actor.agency, "version": version}
        gains += [
            ProgrammeGain(
                competency_id=dictionary[gain.competency], lift=gain.lift, up_to=gain.up_to, is_main=at == 0, **common
            )
            for at, gain in enumerate(content.gains)
        ]
        needs += [Prerequisite(needs=known[code], **common) for code in content.prerequisites]
        costs += [
            CostLine(number=at, standard=item.standard, per=item.per, quantity=item.quantity, note=item.note, **common)
            for at, item in enumerate(content.costs, 1)
        ]
    ProgrammeGain.objects.bulk_create(gains)
    Prerequisite.objects.bulk_create(needs)
    CostLine.objects.bulk_create(costs)
    for version, (row, content) in zip(versions, pairs, strict=True):
        row.latest, row.draft, row.name, row.version = version.number, None, content.name, row.version + 1
        row.edited_by, row.edited_at = actor.account, now
        announce(CurriculumPublished(row.pk, version.number))
    Programme.objects.bulk_update(
        [row for row, _content in pairs], ["latest", "draft", "name", "version", "edited_by", "edited_at"]
    )
    return versions


def _refuse_faults(content: Curriculum, dictionary: Mapping[str, int], known: Mapping[str, Programme]) -> None:
    faults = faults_of(content)
    faults += [
        f"Kompetensi {gain.competency} tidak ada di kamus. Tambahkan di Standar kompetensi."
        for gain in content.gains
        if gain.competency not in dictionary
    ]
    faults += [f"Prasyarat {code} tidak ada di katalog." for code in content.prerequisites if code not in known]
    if faults:
        raise CurriculumRefused([f"{content.name}: {fault}" for fault in faults])


def _version(
    row: Programme, content: Curriculum, conversions: Mapping[str, Any], actor: Actor, now: datetime, change_note: str
) -> ProgrammeVersion:
    key = f"{content.form_id}:{content.scope}"
    rule = conversions.get(key)
    if rule is None or rule.values["measure"] != content.measure:
        wanted = "belum ada" if rule is None else f"memakai satuan {rule.values['measure']}, bukan {content.measure}"
        raise CurriculumRefused(
            [f"{content.name}: konversi JP untuk bentuk {content.form_id} {content.scope} {wanted}."]
        )
    values = {
        key: getattr(content, key)
        for key in (
            "name", "summary", "form_id", "method", "scope", "quantity", "measure", "days", "delivery", "class_min",
            "class_max", "most_classes", "mandatory_basis", "again_after_months",
        )
    }  # fmt: skip
    return ProgrammeVersion(
        agency_id=row.agency_id,
        programme=row,
        number=row.latest + 1,
        outcomes=list(content.outcomes),
        months=list(content.months),
        audience=dict(content.audience),
        tags=list(content.tags),
        jp=lesson_hours(content.quantity, rule.values),
        rule_key=key,
        rule_from=rule.valid_from,
        rule_confirmed=rule.confirmed,
        change_note=change_note.strip(),
        digest=digest(plain(to_plain(content))),
        published_by=actor.account,
        published_at=now,
        **values,
    )
