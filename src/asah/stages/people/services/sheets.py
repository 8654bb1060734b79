"""Printed sheets of activation codes, one unit at a time, handed out by the OPD officer."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from asah.foundation.access.actor import Actor
from asah.foundation.access.models import Agency
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import name_subject, note, use_case
from asah.foundation.documents.models import Document
from asah.foundation.documents.pdf import render_pdf
from asah.foundation.documents.services import issue_document
from asah.foundation.jobs.models import JobRun
from asah.stages.agency import queries as agencies
from asah.stages.people.events import ACTIVATE, UnitArgs
from asah.stages.people.queries import people_where
from asah.stages.people.services.activation import LASTS, Code, issue_for_unit, subject_of_unit_now
from asah_basics.formats import date_long, nip

_TEMPLATE = Path(__file__).parents[1] / "templates" / "people" / "aktivasi.typ"


@dataclass(frozen=True)
class Issued:
    """What came of issuing: the sheet for those without e-mail (None when all have one), and codes to be mailed."""

    sheet: Document | None
    to_mail: tuple[Code, ...]


@use_case(Permission.ACTIVATION_ISSUE, on=subject_of_unit_now, says=_("{actor} membagikan kode aktivasi {label}"))
def issue_sheet(*, actor: Actor, now: datetime, unit: int, address: str) -> Issued:
    """Codes for everybody of a unit who never signed in; the sheet is a document of that unit.

    address: where the activation page is reached, printed on the sheet. In a sample town nobody is mailed, so that
    every code stands on paper.
    """
    codes = issue_for_unit(actor=actor, now=now, unit=unit)
    town = Agency.objects.get(pk=actor.agency)
    mailed = tuple(code for code in codes if code.channel == "email" and not town.is_sample)
    printed = [code for code in codes if code not in mailed]
    note(mailed=len(mailed), printed=len(printed))
    subject = subject_of_unit_now(unit, now, actor)
    name_subject(subject.label)
    if not printed:
        return Issued(None, mailed)
    title = f"Kode aktivasi {subject.label}"
    content = _sheet(actor, now, town, subject.label, printed, address)
    document = issue_document(
        actor=actor, now=now, kind="activation", title=title, content=content, name="kode-aktivasi.pdf",
        unit_path=subject.unit or "",
    )  # fmt: skip
    return Issued(document, mailed)


@use_case(Permission.ACTIVATION_ISSUE, on=subject_of_unit_now, says=_("{actor} meminta lembar aktivasi {label}"))
def request_sheet(*, actor: Actor, now: datetime, unit: int, address: str) -> JobRun:
    """Put the issuing of a unit's codes into the queue; asking twice returns the one that waits or runs."""
    return ACTIVATE.enqueue(UnitArgs(unit, address), actor=actor, now=now, dedupe=str(unit))


def _sheet(actor: Actor, now: datetime, town: Agency, unit: str, codes: list[Code], address: str) -> bytes:
    today = actor.today(now)
    places = {row.id: row.unit_name for row in people_where(today, [code.person for code in codes])}
    head = agencies.letterhead("")
    data = {
        "title": f"Kode aktivasi {unit}",
        "unit": unit,
        "address": address,
        "until": date_long(actor.today(now + LASTS)),
        "sample": town.is_sample,
        "letterhead": list(head.lines) if head else [],
        "rows": [
            {"name": code.name, "nip": nip(code.nip) if code.nip else "-", "code": code.code,
             "unit": places.get(code.person, "")}
            for code in codes
        ],
    }  # fmt: skip
    return render_pdf(_TEMPLATE, data, on=today)
