"""What leaves the building: at most one e-mail digest a day and person, never in quiet hours, never from a sample."""

from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail

from asah.foundation.access.clock import now_for
from asah.foundation.access.models import Account, Agency
from asah.foundation.access.scope import agency_scope
from asah.foundation.notices.models import Notice
from asah.foundation.notices.rules import is_quiet

_DIGEST_EVERY = timedelta(hours=20)


def send_waiting(agency: Agency) -> int:
    """Send the digests that may go now; returns the number of e-mails. A sample town marks them sent and sends none."""
    now = now_for(agency)
    if is_quiet(now, agency.zone):
        return 0
    sent = 0
    with agency_scope(agency.pk):
        waiting = list(
            Notice.objects.select_for_update(skip_locked=True)
            .filter(by_email=True, sent_at=None)
            .order_by("account", "id")[:500]
        )
        if not waiting:
            return 0
        if agency.is_sample:
            Notice.objects.filter(pk__in=[row.pk for row in waiting]).update(sent_at=now)
            return 0
        by_account: dict[int, list[Notice]] = defaultdict(list)
        for row in waiting:
            by_account[row.account].append(row)
        recent = set(
            Notice.objects.filter(account__in=by_account, sent_at__gt=now - _DIGEST_EVERY).values_list(
                "account", flat=True
            )
        )
        addresses = dict(
            Account.objects.filter(pk__in=by_account, is_active=True).exclude(email=None).values_list("pk", "email")
        )
        for account, rows in by_account.items():
            chosen = rows if account not in recent else [row for row in rows if row.is_urgent]
            if chosen and account in addresses:
                _send(addresses[account] or "", agency, chosen)
                sent += 1
            Notice.objects.filter(pk__in=[row.pk for row in chosen]).update(sent_at=now)
    return sent


def _send(address: str, agency: Agency, rows: list[Notice]) -> None:
    base = getattr(settings, "ASAH_BASE_URL", "")
    lines = [f"{row.text}\n{base}{row.link}" for row in rows]
    subject = rows[0].text if len(rows) == 1 else f"{len(rows)} kabar dari Asah {agency.name}"
    send_mail(subject[:120], "\n\n".join(lines), None, [address])
