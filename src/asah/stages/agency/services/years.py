"""Yearly cycles and their phase."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asah.foundation.access.actor import Actor, NotThere, Subject
from asah.foundation.access.permissions import Permission
from asah.foundation.audit.door import announce, name_subject, note, use_case
from asah.stages.agency.events import PhaseMoved
from asah.stages.agency.models import Year
from asah.stages.agency.rules import next_phases

FIRST_YEAR, LAST_YEAR = 2015, 2100


class YearThere(Exception):
    """The cycle was opened before."""

    def __init__(self, year: int) -> None:
        super().__init__(_("Siklus %(year)s sudah dibuka.") % {"year": year})


class BadPhase(Exception):
    """A year steps one phase at a time."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        super().__init__(
            _("Dari tahap ini siklus hanya dapat berpindah ke: %(names)s.") % {"names": ", ".join(allowed)}
        )


def year_subject(year: int) -> Subject:
    """The locked row of a cycle."""
    row = Year.objects.select_for_update().filter(year=year).first()
    if row is None:
        raise NotThere
    return Subject(label=str(row.year), kind="year", key=str(row.pk), row=row)


@use_case(Permission.AGENCY_SETUP, says=gettext_lazy("{actor} membuka siklus {label}"))
def open_year(*, actor: Actor, now: datetime, year: int) -> Year:
    """Open the cycle of a year, in its first phase. Raises YearThere, or ValueError outside 2015-2100."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year must lie between {FIRST_YEAR} and {LAST_YEAR}")
    row, fresh = Year.objects.get_or_create(agency_id=actor.agency, year=year)
    if not fresh:
        raise YearThere(year)
    name_subject(str(year))
    return row


@use_case(Permission.AGENCY_SETUP, on=year_subject, says=gettext_lazy("{actor} memindahkan siklus {label} ke {phase}"))
def move_phase(*, actor: Actor, now: datetime, year: int, phase: str, until: date | None = None) -> Year:
    """Move a cycle one phase on (or back, to correct), with the day on which the phase should end.

    Staying in the phase and only changing its end is allowed. Raises BadPhase for any other step.
    """
    row = Year.objects.get(year=year)
    allowed = next_phases(row.phase)
    if phase != row.phase and phase not in allowed:
        raise BadPhase(allowed)
    note(before=row.phase, after=phase, until=str(until) if until else None)
    row.phase, row.phase_until, row.version = phase, until, row.version + 1
    row.save(update_fields=["phase", "phase_until", "version"])
    announce(PhaseMoved(year=year, phase=phase))
    return row
