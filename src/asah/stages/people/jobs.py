"""Bodies of the handles, and the caretaker's duty of this stage."""

from django.core.mail import send_mail
from django.urls import reverse

from asah.foundation.access.actor import system_actor
from asah.foundation.access.clock import now_for
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.people import queries, services
from asah.stages.people.events import ACTIVATE, REFRESH_SEARCH, Nothing, UnitArgs


@body(REFRESH_SEARCH)
def refresh_search(context: JobContext, args: Nothing) -> None:
    """Write the search entries of all people and units anew."""
    now = context.now()
    with agency_scope(context.agency):
        worker = system_actor(context.agency, context.actor.zone)
        entries = services.refresh_search(actor=worker, now=now, today=worker.today(now))
        context.result = {"entries": entries}


@body(ACTIVATE)
def activate(context: JobContext, args: UnitArgs) -> None:
    """Issue the codes of a unit; mail them after the deed has been committed, print the rest."""
    with agency_scope(context.agency):
        issued = services.issue_sheet(actor=context.actor, now=context.now(), unit=args.unit, address=args.address)
    for place, code in enumerate(issued.to_mail):
        context.progress(place, len(issued.to_mail), "Mengirim email")
        first = code.name.split()[0]
        text = f"Halo {first},\n\nkode aktivasi Asah Anda: {code.code}\nBuka {args.address} dalam 14 hari."
        send_mail("Kode aktivasi Asah", text, None, [code.email])
    context.result = {"mailed": len(issued.to_mail), "printed": issued.sheet is not None}
    if issued.sheet is not None:
        context.link = reverse("document_download", args=[issued.sheet.uid])
    else:
        context.remark = "Semua pegawai unit ini sudah punya akun atau menerima kode lewat email."


def erase_when_due(agency: Agency) -> int:
    """The caretaker's duty: erase the personal data whose hold has ended; nothing is written while nothing is due."""
    now = now_for(agency)
    worker = system_actor(agency.pk, agency.zone)
    with agency_scope(agency.pk):
        if not queries.erasures_due(worker.today(now)):
            return 0
        return services.erase_due(actor=worker, now=now)
