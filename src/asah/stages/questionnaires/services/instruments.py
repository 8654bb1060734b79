"""Questionnaires as data: adopt the starting ones, edit a draft, publish a version that never changes."""

import hashlib
import json
import uuid
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import name_subject, note, use_case
from asah.stages.questionnaires.models import About, Instrument, InstrumentVersion
from asah.stages.questionnaires.rules import Content, faults_of, read_content, write_content

STARTING = ("kebutuhan-asn", "kebutuhan-atasan")


class BadInstrument(ValueError):
    """A questionnaire that cannot be published yet. `faults` are sentences that name the question."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


class EditedMeanwhile(Exception):
    """Somebody else saved the draft since it was opened. The text says what to do."""


def instrument_subject(instrument: uuid.UUID) -> Subject:
    """The locked questionnaire."""
    row = Instrument.objects.select_for_update().filter(uid=instrument, is_active=True).first()
    if row is None:
        raise NotThere(f"instrument {instrument}")
    return Subject(label=row.title, kind="instrument", key=str(row.uid), row=row)


@use_case(Permission.SURVEY_EDIT, says=gettext_lazy("{actor} memuat kuesioner awal"))
def adopt_starting_instruments(*, actor: Actor, now: datetime) -> int:
    """Load the questionnaires that ship with Asah and publish their first version; those that exist stay. Returns how
    many came."""
    known = set(Instrument.objects.values_list("code", flat=True))
    fresh = [name for name in STARTING if name not in known]
    for name in fresh:
        raw = json.loads((files("asah.stages.questionnaires") / "data" / f"{name}.json").read_text("utf-8"))
        row = _create(actor, now, name, raw["title"], raw["about"], read_content(raw))
        _publish(row, now)
    note(added=fresh)
    return len(fresh)


@use_case(Permission.SURVEY_EDIT, says=gettext_lazy("{actor} membuat kuesioner {label}"))
def create_instrument(*, actor: Actor, now: datetime, title: str, about: str) -> Instrument:
    """A new, empty questionnaire about oneself ("diri") or a team ("tim"). Raises BadInstrument without a title."""
    if not title.strip() or about not in About.values:
        raise BadInstrument([_("Tulis judul kuesioner.")])
    name_subject(title)
    uid = uuid.uuid4()
    return _create(actor, now, f"k-{uid.hex[:12]}", title.strip(), about, Content(), uid)


@use_case(
    Permission.SURVEY_EDIT, on=instrument_subject, says=gettext_lazy("{actor} mengubah rancangan kuesioner {label}")
)
def save_draft(
    *, actor: Actor, now: datetime, instrument: uuid.UUID, title: str, content: Content, version: int
) -> Instrument:
    """Keep the draft, complete or not. version: of the row as it was opened.

    Raises EditedMeanwhile when somebody saved in between, BadInstrument without a title.
    """
    row = Instrument.objects.get(uid=instrument)
    if row.version != version:
        raise EditedMeanwhile(_("Orang lain mengubah kuesioner ini sejak Anda membukanya. Muat ulang, lalu ulangi."))
    if not title.strip():
        raise BadInstrument([_("Tulis judul kuesioner.")])
    before = len(row.draft.get("questions", []))
    row.title, row.draft, row.edited_at, row.version = title.strip(), write_content(content), now, version + 1
    row.save(update_fields=["title", "draft", "edited_at", "version"])
    note(questions=len(content.questions), before=before)
    return row


@use_case(Permission.SURVEY_EDIT, on=instrument_subject, says=gettext_lazy("{actor} menerbitkan kuesioner {label}"))
def publish_instrument(*, actor: Actor, now: datetime, instrument: uuid.UUID) -> InstrumentVersion:
    """Publish the draft as the next version. Raises BadInstrument with everything that is missing."""
    row = Instrument.objects.get(uid=instrument)
    faults = faults_of(read_content(row.draft))
    if faults:
        raise BadInstrument(faults)
    version = _publish(row, now)
    note(number=version.number, digest=version.digest)
    return version


def _create(
    actor: Actor, now: datetime, code: str, title: str, about: str, content: Content, uid: uuid.UUID | None = None
) -> Instrument:
    return Instrument.objects.create(
        agency_id=actor.agency, uid=uid or uuid.uuid4(), code=code, title=title, about=about,
        draft=write_content(content), edited_at=now,
    )  # fmt: skip


def _publish(row: Instrument, now: datetime) -> InstrumentVersion:
    last = InstrumentVersion.objects.filter(instrument=row).order_by("-number").first()
    return InstrumentVersion.objects.create(
        agency_id=row.agency_id, instrument=row, number=last.number + 1 if last else 1, title=row.title,
        about=row.about, content=row.draft, digest=_digest(row.title, row.draft), published_at=now,
    )  # fmt: skip


def _digest(title: str, content: dict[str, Any]) -> str:
    body = json.dumps([title, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()
