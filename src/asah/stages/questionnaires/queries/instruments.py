"""Questionnaires and their versions, for who edits them."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from asah.foundation.access.actor import Actor, NotThere, require
from asah.foundation.access.permissions import Permission
from asah.stages.questionnaires.models import Instrument, InstrumentVersion
from asah.stages.questionnaires.rules import Content, faults_of, read_content, write_content


@dataclass(frozen=True)
class VersionRow:
    """A published version."""

    id: int
    number: int
    title: str
    about: str
    content: Content
    digest: str
    published_at: datetime


@dataclass(frozen=True)
class InstrumentRow:
    """A questionnaire: its draft, and the newest published version if any. changed: the draft differs from it."""

    id: int
    uid: str
    code: str
    title: str
    about: str
    about_label: str
    draft: Content
    faults: tuple[str, ...]
    latest: VersionRow | None
    changed: bool
    edited_at: datetime
    version: int


def instruments(actor: Actor) -> list[InstrumentRow]:
    """Every questionnaire, by title; two queries. Raises NotAllowed for who does not read surveys."""
    require(actor, Permission.SURVEY_EDIT)
    rows = list(Instrument.objects.filter(is_active=True).order_by("title"))
    latest = _latest([row.pk for row in rows])
    return [_row(row, latest.get(row.pk)) for row in rows]


def instrument_by_uid(actor: Actor, uid: uuid.UUID | str) -> InstrumentRow:
    """One questionnaire. Raises NotThere."""
    require(actor, Permission.SURVEY_EDIT)
    row = Instrument.objects.filter(uid=uid, is_active=True).first()
    if row is None:
        raise NotThere(f"instrument {uid}")
    return _row(row, _latest([row.pk]).get(row.pk))


def newest_versions() -> list[VersionRow]:
    """The newest version of every questionnaire in use: what a new survey may take."""
    active = Instrument.objects.filter(is_active=True).values_list("pk", flat=True)
    return sorted((version_row(row) for row in _latest(list(active)).values()), key=lambda one: (one.about, one.title))


def version_row(row: InstrumentVersion) -> VersionRow:
    """A table row, frozen."""
    return VersionRow(row.pk, row.number, row.title, row.about, read_content(row.content), row.digest, row.published_at)


def _latest(instruments_: list[int]) -> dict[int, InstrumentVersion]:
    rows = InstrumentVersion.objects.filter(instrument__in=instruments_).order_by("number")
    return {row.instrument_id: row for row in rows}


def _row(row: Instrument, latest: InstrumentVersion | None) -> InstrumentRow:
    draft = read_content(row.draft)
    return InstrumentRow(
        row.pk,
        str(row.uid),
        row.code,
        row.title,
        row.about,
        str(row.get_about_display()),
        draft,
        tuple(faults_of(draft)),
        version_row(latest) if latest else None,
        latest is None or latest.content != write_content(draft) or latest.title != row.title,
        row.edited_at,
        row.version,
    )
