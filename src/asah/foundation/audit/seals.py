"""Seals: a chain over committed events, computed outside the deeds, and a signed digest for every day.

Seal n = SHA-256(digest of seal n-1, then every event of the batch in canonical form, by id). Events name their detail
only by salted hash, so erasing a detail under the privacy law (UU 27/2022) leaves the chain whole.
A superuser of the database could rebuild the chain: therefore the daily digest is signed with a key kept outside the
database, and a copy of it is written to the data folder (docs/adr/0003-audit.md).
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from django.db import connection

from asah.foundation.access.models import Agency
from asah.foundation.audit.door import detail_hash
from asah.foundation.audit.models import DailyDigest, Event, EventDetail, Seal, SealedEvent

FIRST = "0" * 64
BATCH = 5000


@dataclass(frozen=True)
class Verdict:
    """Outcome of a check: whether the chain holds, how much was read, and what is wrong in words."""

    whole: bool
    seals: int
    events: int
    faults: tuple[str, ...]


def _canonical(event: Event) -> bytes:
    fields = [
        event.pk, event.agency_id, event.at.isoformat(), event.verb, event.account, event.kind, event.key,
        event.parent, event.detail_hash,
    ]  # fmt: skip
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def _link(previous: str, events: Iterable[Event]) -> str:
    digest = hashlib.sha256(previous.encode())
    for event in events:
        digest.update(_canonical(event))
    return digest.hexdigest()


def seal_waiting(agency: int, now: datetime) -> int:
    """Seal the committed events that wait, oldest ids first; returns how many. Runs inside the agency's scope.

    One sealer at a time per agency (advisory lock of the transaction); a second one returns 0 at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext('asah.seal'), %s)", [agency])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(
            "delete from audit_unsealed where id in (select id from audit_unsealed order by event_id limit %s)"
            " returning event_id",
            [BATCH],
        )
        ids = sorted(row[0] for row in cursor.fetchall())
    if not ids:
        return 0
    last = Seal.objects.order_by("-number").first()
    events = list(Event.objects.filter(pk__in=ids).order_by("pk"))
    seal = Seal.objects.create(
        agency_id=agency,
        number=last.number + 1 if last else 1,
        first_event=ids[0],
        last_event=ids[-1],
        events=len(ids),
        digest=_link(last.digest if last else FIRST, events),
        sealed_at=now,
    )
    SealedEvent.objects.bulk_create(
        [SealedEvent(agency_id=agency, event_id=event.pk, seal=seal) for event in events], batch_size=BATCH
    )
    return len(ids)


def check_chain() -> Verdict:
    """Recompute every seal, every detail's hash and every daily signature of the agency in scope."""
    faults: list[str] = []
    previous, seals, count = FIRST, 0, 0
    for seal in Seal.objects.order_by("number"):
        members = SealedEvent.objects.filter(seal=seal).values("event")
        events = list(Event.objects.filter(pk__in=members).order_by("pk"))
        if len(events) != seal.events or _link(previous, events) != seal.digest:
            faults.append(f"Segel {seal.number} tidak cocok dengan {seal.events} peristiwanya.")
        faults += _changed_details(events)
        previous, seals, count = seal.digest, seals + 1, count + len(events)
    faults += [f"Tanda tangan harian {row.on} tidak cocok." for row in DailyDigest.objects.all() if not _signed(row)]
    return Verdict(not faults, seals, count, tuple(faults))


def _changed_details(events: list[Event]) -> list[str]:
    hashes = {event.pk: event.detail_hash for event in events}
    details = EventDetail.objects.filter(event__in=hashes, erased_at=None)
    return [
        f"Rincian peristiwa {row.event_id} berubah sejak dicatat."
        for row in details
        if detail_hash(row.salt, row.says, row.values) != hashes[row.event_id]
    ]


def sign_day(agency: Agency, on: date) -> DailyDigest | None:
    """Sign the last seal as of a day, once, and write a copy beside the database. None: nothing to sign."""
    last = Seal.objects.order_by("-number").first()
    if last is None or DailyDigest.objects.filter(on=on).exists():
        return None
    body = _day_body(agency.pk, on, last.number, last.digest)
    row = DailyDigest.objects.create(
        agency=agency, on=on, seal_number=last.number, digest=last.digest, signature=_key().sign(body).hex()
    )
    folder = Path(settings.DATA_DIR) / "digests" / agency.slug
    folder.mkdir(parents=True, exist_ok=True)
    copy: dict[str, Any] = {
        "agency": agency.slug, "on": on.isoformat(), "seal": last.number, "digest": last.digest,
        "signature": row.signature, "public_key": public_key(),
    }  # fmt: skip
    (folder / f"{on.isoformat()}.json").write_text(json.dumps(copy, indent=1) + "\n")
    return row


def public_key() -> str:
    """The installation's public key, hexadecimal: what anybody needs to check the daily digests."""
    return _key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def _signed(row: DailyDigest) -> bool:
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key()))
    try:
        key.verify(bytes.fromhex(row.signature), _day_body(row.agency_id, row.on, row.seal_number, row.digest))
    except InvalidSignature:
        return False
    return True


def _day_body(agency: int, on: date, number: int, digest: str) -> bytes:
    return f"{agency}|{on.isoformat()}|{number}|{digest}".encode()


def _key() -> Ed25519PrivateKey:
    """Read the signing key, made on first use with mode 0600."""
    path = Path(settings.DATA_DIR) / "keys" / "audit-ed25519"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        path.touch(mode=0o600)
        path.write_bytes(fresh)
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
