"""The minutes of a lottery (berita acara) on one A4, with a QR code that leads to the checker page."""

from pathlib import Path
from typing import Any

from asah.foundation.access.clock import today_in
from asah.foundation.access.models import Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.documents.pdf import qr_svg, render_pdf
from asah.foundation.jobs.handles import JobContext, body
from asah.stages.agency import queries as agency_queries
from asah.stages.plan.events import RECORD, RecordArgs
from asah.stages.plan.models import Lottery
from asah.stages.plan.queries import PublicLottery, public_lottery
from asah.stages.plan.rules.words import place_of
from asah.stages.plan.services import file_record
from asah_basics.formats import date_long, moment, number

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "plan" / "berita_acara.typ"


@body(RECORD)
def print_record(context: JobContext, args: RecordArgs) -> None:
    """Read in one transaction, print outside any, file in another."""
    agency = Agency.objects.get(pk=context.agency)
    with agency_scope(agency.pk):
        row = Lottery.objects.get(pk=args.lottery)
        head, identity = agency_queries.letterhead(""), agency_queries.identity()
    page = public_lottery(agency.slug, row.uid)
    today = today_in(agency, context.now())
    data = record_data(page, args.address) | {
        "sample": agency.is_sample,
        "office": identity.office_name if identity else agency.name,
        "letterhead": list(head.lines) if head else [agency.name],
        "address": head.address if head else "",
        "on": date_long(today),
        "place": place_of(agency.name),
    }
    content = render_pdf(TEMPLATE, data, on=today)
    with agency_scope(agency.pk):
        document = file_record(actor=context.actor, now=context.now(), lottery=row.uid, content=content)
    context.link = f"/berkas/{document.uid}/"


def record_data(page: PublicLottery, address: str) -> dict[str, Any]:
    """What the template shows; JSON types only, no person. `address`: of the checker page."""
    return {
        "programme": page.programme,
        "year": page.year,
        "quota": number(page.quota),
        "tied": number(len(page.codes)),
        "width": number(page.width),
        "decree": page.decree,
        "commitment": page.commitment,
        "frozen_at": moment(page.frozen_at, page.zone),
        "number_what": page.number_what,
        "number_at": moment(page.number_at, page.zone),
        "numbers": "; ".join(page.numbers),
        "seed": page.seed,
        "rule": page.rule,
        "order": [
            [str(place), code, "Terpilih" if place <= page.quota else "Cadangan", digest[:12]]
            for place, (code, digest) in enumerate(page.steps, 1)
        ],
        "footer": f"Kode daftar {page.commitment}",
        "address_check": address,
        "qr": qr_svg(address),
    }
