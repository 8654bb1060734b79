"""A draft becomes a version: checked, converted, written once, and found by the search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.stages.agency import queries as agency
from asah.stages.catalogue.events import CurriculumPublished
from asah.stages.catalogue.models import CostLine, Prerequisite, Programme, ProgrammeGain, ProgrammeVersion
from asah.stages.catalogue.rules import (
    Curriculum,
    CurriculumRefused,
    faults_of,
    from_plain,
    lesson_hours,
    starting_catalogue,
    to_plain,
)
from asah.stages.catalogue.services.drafts import subject_of_programme
from asah.stages.competencies import queries as competencies
from asah.stages.partners import queries as partners
from asah_basics.canonical import digest, plain


@use_case(Permission.CATALOGUE_PUBLISH, on=subject_of_programme, says=_("{actor} menerbitkan kurikulum {label}"))
def publish_version(
    *, actor: Actor, now: datetime, code: str, change_note: str = "", version: int | None = None
) -> ProgrammeVersion:
    """Turn the draft into the next version, which nobody can change afterwards.

    version: of the programme as it was shown; when given and the draft changed since, it is not published unseen.
    Raises CurriculumRefused with everything to mend; two who publish at once: the second finds no draft.
    """
    row = Programme.objects.get(code=code)
    if row.draft is None:
        raise CurriculumRefused(["Belum ada rancangan untuk diterbitkan. Ubah program lebih dulu."])
    if version is not None and version != row.version:
        raise CurriculumRefused(["Rancangan ini berubah sejak Anda membacanya. Periksa lagi, lalu terbitkan."])
    published = _publish([(row, from_plain(row.draft))], actor, now, change_note)[0]
    note(number=published.number, digest=published.digest)
    return published


@use_case(Permission.CATALOGUE_PUBLISH, says=_("{actor} menerbitkan {label}"))
def publish_drafts(*, actor: Actor, now: datetime, codes: Sequence[str], change_note: str = "") -> int:
    """Publish the drafts of several programmes, all or none. Returns how many. Raises CurriculumRefused."""
    rows = list(Programme.objects.select_for_update().filter(code__in=codes).exclude(draft=None).order_by("code"))
    name_subject(f"{len(rows)} rancangan program")
    _publish([(row, from_plain(row.draft or {})) for row in rows], actor, now, change_note)
    note(codes=[row.code for row in rows])
    return len(rows)


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


def _publish(
    pairs: Sequence[tuple[Programme, Curriculum]], actor: Actor, now: datetime, change_note: str
) -> list[ProgrammeVersion]:
    """Insert version, gains, prerequisites and cost lines of many programmes with a handful of statements."""
    books = books_of(actor.today(now), [code for _row, content in pairs for code in content.legal_bases])
    for _row, content in pairs:
        _refuse_faults(content, books)
    known, dictionary = books.programmes, books.competencies
    versions = ProgrammeVersion.objects.bulk_create(
        [_version(row, content, books, actor, now, change_note) for row, content in pairs]
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
        row.draft_before = None
        row.edited_by, row.edited_at = actor.account, now
        announce(CurriculumPublished(row.pk, version.number))
    Programme.objects.bulk_update(
        [row for row, _content in pairs],
        ["latest", "draft", "draft_before", "name", "version", "edited_by", "edited_at"],
    )
    return versions


@dataclass(frozen=True)
class Books:
    """What a curriculum may name: everything read once, however many are published or checked."""

    today: date
    competencies: Mapping[str, int]
    programmes: Mapping[str, Programme]
    conversions: Mapping[str, agency.RuleRow]
    duties: Mapping[str, agency.RuleRow]
    partners: Mapping[str, partners.PartnerRow]
    no_agreement: Mapping[int, str]
    legal_bases: Mapping[str, agency.LegalRow]


def books_of(today: date, legal_bases: Iterable[str] = ()) -> Books:
    """Read the books of a day; legal_bases: codes of the regulations that will be asked for."""
    known = partners.partners_by_code()
    return Books(
        today,
        {row.code: row.id for row in competencies.entries()},
        {row.code: row for row in Programme.objects.all()},
        agency.rules("konversi_jp", today),
        agency.rules("kewajiban_pelatihan", today),
        known,
        partners.without_agreement([row.id for row in known.values()], today, today),
        agency.legal_bases_on(legal_bases, today),
    )


def _refuse_faults(content: Curriculum, books: Books) -> None:
    faults = faults_by_books(content, books)
    if faults:
        raise CurriculumRefused([f"{content.name}: {fault}" for fault in faults])


def faults_by_books(content: Curriculum, books: Books) -> list[str]:
    """What keeps a curriculum from being published today, as Indonesian sentences."""
    faults = faults_of(content)
    faults += [
        f"Kompetensi {gain.competency} tidak ada di kamus. Tambahkan di Standar kompetensi."
        for gain in content.gains
        if gain.competency not in books.competencies
    ]
    faults += [
        f"Prasyarat {code} tidak ada di katalog." for code in content.prerequisites if code not in books.programmes
    ]
    faults += [f"Dasar hukum {code} tidak dikenal." for code in content.legal_bases if code not in books.legal_bases]
    if content.duty and content.duty not in books.duties:
        faults.append(f"Kewajiban {content.duty} tidak ada di tabel Kewajiban pelatihan.")
    return faults + _faults_of_partner(content, books) + _faults_of_conversion(content, books)


def _faults_of_partner(content: Curriculum, books: Books) -> list[str]:
    if not content.partner:
        return []
    partner = books.partners.get(content.partner)
    if partner is None:
        return [f"Mitra {content.partner} tidak ada. Catat dulu di Mitra."]
    if partner.is_archived:
        return [f"{partner.name} sudah diarsipkan. Pakai lagi mitranya atau pilih mitra lain."]
    refused = books.no_agreement.get(partner.id, "")
    return [refused] if refused else []


def _faults_of_conversion(content: Curriculum, books: Books) -> list[str]:
    rule = books.conversions.get(f"{content.form_id}:{content.scope}")
    where = f"konversi JP untuk bentuk {content.form_id} {content.scope}"
    if rule is None:
        return [f"{where} belum ada."] if 1 <= content.form_id <= 25 else []
    if rule.values["measure"] != content.measure:
        return [f"{where} memakai satuan {rule.values['measure']}, bukan {content.measure}."]
    return []


def _version(
    row: Programme, content: Curriculum, books: Books, actor: Actor, now: datetime, change_note: str
) -> ProgrammeVersion:
    rule_key = f"{content.form_id}:{content.scope}"
    rule = books.conversions[rule_key]
    values = {
        key: getattr(content, key)
        for key in (
            "name", "summary", "form_id", "method", "scope", "quantity", "measure", "days", "delivery", "class_min",
            "class_max", "most_classes", "mandatory_basis", "again_after_months", "recurrence", "validity", "duty",
            "practice_percent",
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
        legal_bases=list(content.legal_bases),
        partner_id=books.partners[content.partner].id if content.partner else None,
        jp=lesson_hours(content.quantity, rule.values),
        rule_key=rule_key,
        rule_from=rule.valid_from,
        rule_confirmed=rule.confirmed,
        change_note=change_note.strip(),
        digest=digest(plain(to_plain(content))),
        published_by=actor.account,
        published_at=now,
        **values,
    )
