"""Dictionaries: the ones that ship with Asah, and the agency's own entries."""

import json
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.stages.competencies.events import StandardsChanged
from asah.stages.competencies.models import HIGHEST, LOWEST, Competency, CompetencyLevel

SHIPPED = ("pan38-2017", "mdn108-2017", "asah-teknis-1")
LEVEL_NAMES = ("Paham", "Dasar", "Menengah", "Mumpuni", "Ahli")


class BadCompetency(ValueError):
    """An entry that is not complete, or a code that is taken."""


def competency_subject(competency: int) -> Subject:
    """The locked entry of a dictionary."""
    row = Competency.objects.select_for_update().filter(pk=competency).first()
    if row is None:
        raise NotThere
    return Subject(label=row.name, kind="competency", key=str(row.pk), row=row)


@use_case(Permission.COMPETENCY_EDIT, says=gettext_lazy("{actor} memuat kamus kompetensi {label}"))
def load_dictionary(*, actor: Actor, now: datetime, dictionary: str) -> int:
    """Load a dictionary that ships with Asah. Entries whose code exists stay as they are. Returns how many came.

    dictionary: pan38-2017 (8 managerial, 1 sociocultural), mdn108-2017 (government) or asah-teknis-1 (technical).
    Raises ValueError for another name.
    """
    if dictionary not in SHIPPED:
        raise ValueError(f"dictionary must be one of {', '.join(SHIPPED)}")
    raw = json.loads((files("asah.stages.competencies") / "data" / f"{dictionary}.json").read_text("utf-8"))
    known = set(Competency.objects.values_list("code", flat=True))
    fresh = [row for row in raw["competencies"] if row["code"] not in known]
    made = Competency.objects.bulk_create(
        Competency(
            agency_id=actor.agency,
            code=row["code"],
            name=row["name"],
            short_name=row["short"],
            kind=row["kind"],
            field=row["field"],
            definition=row["definition"],
            dictionary=dictionary,
            is_sample=raw["is_sample"],
        )
        for row in fresh
    )
    CompetencyLevel.objects.bulk_create(
        CompetencyLevel(agency_id=actor.agency, competency=entry, level=level, name=name, indicators=[text])
        for entry, row in zip(made, fresh, strict=True)
        for level, (name, text) in enumerate(zip(LEVEL_NAMES, row["levels"], strict=True), LOWEST)
    )
    name_subject(raw["title"])
    note(dictionary=dictionary, added=len(made))
    return len(made)


@use_case(Permission.COMPETENCY_EDIT, says=gettext_lazy("{actor} menambah kompetensi {label}"))
def add_competency(
    *,
    actor: Actor,
    now: datetime,
    code: str,
    name: str,
    kind: str,
    definition: str,
    levels: tuple[str, ...],
    short_name: str = "",
    field: str = "",
) -> Competency:
    """Add an entry with one indicator for each of its five levels. Raises BadCompetency."""
    if len(levels) != HIGHEST or not all(text.strip() for text in levels):
        raise BadCompetency(_("Tulis indikator untuk kelima level."))
    if Competency.objects.filter(code=code).exists():
        raise BadCompetency(_("Kode %(code)s sudah dipakai kompetensi lain.") % {"code": code})
    row = Competency.objects.create(
        agency_id=actor.agency,
        code=code,
        name=name.strip(),
        short_name=short_name.strip(),
        kind=kind,
        field=field,
        definition=definition.strip(),
        dictionary="instansi",
    )
    CompetencyLevel.objects.bulk_create(
        CompetencyLevel(agency_id=actor.agency, competency=row, level=level, name=title, indicators=[text.strip()])
        for level, (title, text) in enumerate(zip(LEVEL_NAMES, levels, strict=True), LOWEST)
    )
    name_subject(row.name)
    return row


@use_case(
    Permission.COMPETENCY_EDIT, on=competency_subject, says=gettext_lazy("{actor} menghentikan kompetensi {label}")
)
def retire_competency(*, actor: Actor, now: datetime, competency: int) -> None:
    """Take an entry out of use: it stays in old assessments, but no post asks for it any more."""
    row: Any = Competency.objects.get(pk=competency)
    row.is_active, row.version = False, row.version + 1
    row.save(update_fields=["is_active", "version"])
    announce(StandardsChanged())
