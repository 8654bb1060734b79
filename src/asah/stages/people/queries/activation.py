"""Who may sign in, and the codes of the first log-in."""

import hashlib
from datetime import date, datetime

from asah.foundation.access.actor import Actor, Held
from asah.foundation.access.models import Activation
from asah.stages.people.models import Posting

# SIASN kedudukanHukum codes that end the service relation (domain.md 2.3): dismissed, reached pension age, retired.
ENDED_STATUSES = frozenset({"66", "77", "88", "98", "99"})


def may_sign_in(person: int, on: date) -> bool:
    """Whether somebody is still in service on a date: who left, retired or died no longer signs in."""
    return Posting.objects.filter(person=person, valid__contains=on).exclude(legal_status__in=ENDED_STATUSES).exists()


class NotActivated(Exception):
    """The code, NIP or password does not do; the text says what to do next."""


def code_hash(code: str) -> str:
    """What is stored of a code: typed in any case, with or without dashes."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    return hashlib.sha256(f"asah.activation:{plain}".encode()).hexdigest()


def find_activation(nip: str, code: str, now: datetime) -> Activation:
    """The living activation that fits code and NIP. Raises NotActivated with one sentence for every mismatch."""
    row = (
        Activation.objects.select_related("membership__account", "membership__agency")
        .filter(code_hash=code_hash(code), used_at=None, revoked_at=None)
        .first()
    )
    if row is None or row.membership.account.username != nip.replace(" ", ""):
        raise NotActivated("NIP dan kode tidak cocok, atau kode sudah dipakai. Minta kode baru kepada pengelola OPD.")
    if row.expires_at <= now:
        raise NotActivated("Kode ini berlaku 14 hari dan sudah lewat. Minta kode baru kepada pengelola OPD.")
    return row


def newcomer(activation: Activation) -> Actor:
    """The actor of somebody who holds a code and has no session yet."""
    member = activation.membership
    return Actor(member.agency_id, member.account_id, member.account.name, member.person, (Held("asn"),))
